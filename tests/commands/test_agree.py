"""`socialsim agree`: what is printed and written, and what cannot be."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from socialsim.cache.ratings import RatingBook
from socialsim.corpora.ratings import write_ratings
from socialsim.signatures import Rating

from tests.commands.conftest import Program
from tests.evaluation.agreement.simulated import Ratings

RATERS = ("ann", "bob", "cleo", "gpt")
NASTY = "<b>R&D</b> 50% $\\alpha$ _x_ [red]x[/red]"


@pytest.fixture
def ratings() -> list[Rating]:
    """Return 30 items rated by three people and a judge, who skipped two."""
    drawn = Ratings(0.7, raters=4).draw(np.random.default_rng(2), 30)
    return [
        Rating(f"d{item}", "", dimension, rater, None if rater == "gpt" and item < 2 else float(value))
        for dimension in ("empathy", NASTY)
        for item, row in enumerate(drawn)
        for rater, value in zip(RATERS, row, strict=True)
    ]


@pytest.fixture
def file(ratings: list[Rating], tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(write_ratings(ratings), encoding="utf-8")
    return path


def line(out: str, name: str) -> str:
    return next(" ".join(one.split()) for one in out.splitlines() if one.strip().startswith(name))


def test_all_raters_of_a_file(socialsim: Program, file: Path) -> None:
    said = socialsim("agree", file, "resamples=200")
    assert said.code == 0
    assert said.out.splitlines()[0] == "empathy"
    assert NASTY in said.out
    assert line(said.out, "Krippendorff's alpha, ordinal").endswith("] 30 118 2")
    assert line(said.out, "Fleiss' kappa").endswith("] 28 112 2")
    assert line(said.out, "ann – bob").endswith("] 30")
    assert "ICC" not in said.out  # steps are not known to be equal
    assert "ICC(2,1)" in socialsim("agree", file, "resamples=200", "level=interval").out
    nominal = socialsim("agree", file, "resamples=200", "level=nominal").out
    assert "Spearman" not in nominal and "Cohen's kappa, unweighted" in nominal


def test_files_are_the_same_for_the_same_ratings_and_seed(socialsim: Program, file: Path, tmp_path: Path) -> None:
    words = ("agree", file, "groups={people:[ann,bob,cleo],llm:[gpt]}", "resamples=200")
    for name in ("one", "two"):
        assert socialsim(*words, f"out={tmp_path / name}").code == 0
    assert socialsim(*words, "seed=1", f"out={tmp_path / 'other'}").code == 0
    one, two, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two", "other")
    )
    assert one.keys() == {"agreement.csv", "agreement.tex", "agreement.json", "calibration.csv"}
    assert one == two
    assert one["agreement.csv"] != other["agreement.csv"]
    tex = one["agreement.tex"].decode()
    assert r"\textless{}b\textgreater{}R\&D\textless{}/b\textgreater{} 50\% \$\textbackslash{}alpha\$ \_x\_" in tex


def test_csv_and_json_hold_what_is_printed_and_more(socialsim: Program, file: Path, tmp_path: Path) -> None:
    said = socialsim("agree", file, "dimensions=[empathy]", "judge=gpt", "resamples=200", f"out={tmp_path / 'out'}")
    assert said.code == 0
    with (tmp_path / "out" / "agreement.csv").open(encoding="utf-8") as stream:
        rows = {(row["kind"], row["raters"], row["coefficient"]): row for row in csv.DictReader(stream)}
    assert {kind for kind, *_ in rows} == {"rater", "group", "pair", "groups"}
    rho = rows["pair", "ann – bob", "Spearman's rho"]
    assert f"{float(rho['value']):.3f} [{float(rho['low']):.3f}, {float(rho['high']):.3f}]" in line(
        said.out, "ann – bob"
    )
    assert float(rho["p"]) < 0.05 and float(rho["textbook_low"]) < float(rho["value"])
    assert rows["groups", "people – judge", "Spearman's rho"]["items"] == "28"
    record = json.loads((tmp_path / "out" / "agreement.json").read_text(encoding="utf-8"))
    assert (record["level"], record["judge"], record["seed"]) == ("ordinal", "judge", 0)
    assert record["groups"] == {"people": ["ann", "bob", "cleo"], "judge": ["gpt"]}
    assert len(record["agreement"]) == len(rows)
    (found,) = record["calibration"]
    assert found["verdict"] in said.out
    assert [one["coefficient"] for one in found["compared"]] == ["Spearman's rho", "Cohen's kappa, quadratic"]


def test_a_group_called_judge_or_llm_is_the_judge(socialsim: Program, file: Path) -> None:
    words = ("agree", file, "dimensions=[empathy]", "resamples=200")
    assert "The judge beside people" not in socialsim(*words, "groups={people:[ann,bob],machine:[gpt]}").out
    assert "The judge beside people" in socialsim(*words, "groups={people:[ann,bob],LLM:[gpt]}").out
    assert "The judge beside people" in socialsim(*words, "groups={a:[ann,bob],b:[gpt]}", "judge=b").out


def test_what_a_model_judged_beside_what_people_said(socialsim: Program, ratings: list[Rating], tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(write_ratings(one for one in ratings if one.rater != "gpt"), encoding="utf-8")
    folder = tmp_path / "judged"
    folder.mkdir()
    with RatingBook(folder / "ratings.db") as book:
        book.use("criteria", "w", "{}")
        for one in ratings:
            if one.rater == "gpt" and one.dimension == "empathy":
                said = Rating(one.item, "criteria", "empathy", "openai/gpt-4o", one.value)
                book.put([said], wording="w", material="m")
    printed = socialsim("agree", people, folder, "dimensions=[empathy]", "judge=openai/*", "resamples=200")
    assert printed.code == 0
    assert "ratings.db was read as judgements: 30 ratings" in printed.out
    assert "empathy, people: " in printed.out
    assert line(printed.out, "bias").endswith("28")


def test_words_and_rows_that_are_not_everybody_s(socialsim: Program, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    rows = ["item,rater,label", *(f"{n},ann,{'yes' if n % 3 else 'no'}" for n in range(12))]
    path.write_text("\n".join([*rows, *(f"{n},bob,{'yes' if n % 2 else 'no'}" for n in range(10))]) + "\n")
    said = socialsim("agree", path, "level=nominal", "resamples=200")
    assert said.code == 0
    assert "bob has no row for 2 of 12 items" in said.out
    assert line(said.out, "Krippendorff's alpha, nominal").endswith("10 20 2")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "files is empty; say socialsim agree FILE…"),
        (["nowhere.csv"], "nowhere.csv: no such file"),
        (["FILE", "level=high"], "level=high: there is no such level; there are nominal, ordinal, interval, ratio"),
        (["FILE", "centre=mode"], "centre=mode: there is no such centre; there are median, mean"),
        (["FILE", "spacing=wide"], "spacing=wide: there is no such spacing; there are values, order"),
        (["FILE", "resamples=5"], "resamples=5: has to be from 100 to 100000"),
        (["FILE", "margin=2"], "margin=2.0: has to be from 0 to 1"),
        (["FILE", "groups={a:[zoe]}"], "groups.a: no rater is called zoe; there are ann, bob, cleo, gpt"),
        (["FILE", "groups={a:[ann],b:[a*]}"], "ann is in a and in b; a rater is in one group"),
        (["FILE", "groups={a:[]}"], "groups.a: is empty; name its raters"),
        (["FILE", "judge=zoe"], "judge: no rater is called zoe; there are ann, bob, cleo, gpt"),
        (["FILE", "judge=*"], "judge=*: is every rater, which leaves nobody to compare with"),
        (
            ["FILE", "items=[who]"],
            "ratings.csv: there is no column who; there are item, scale, dimension, rater, value",
        ),
        (["FILE", "words=[one]"], "words=[one]: has to be different words, two at least"),
        (["FILE", "words=[0,1]"], 'column "value": "3" is none of 0, 1'),
        (["FILE", "FILE"], "again, after ratings.csv:2; keep one"),
        (["FILE", "out=FILE"], "is a file; out=DIR needs the name of a folder"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(
    socialsim: Program, file: Path, tmp_path: Path, words: list[str], complaint: str
) -> None:
    before = file.read_bytes()
    typed = [word.replace("FILE", str(file)) for word in words]
    out = [] if any(word.startswith("out=") for word in words) else [f"out={tmp_path / 'out'}"]
    said = socialsim("agree", *typed, *out)
    assert (said.code, said.out) == (2, "")
    assert complaint in said.complaint
    assert not (tmp_path / "out").exists()
    assert file.read_bytes() == before


def test_what_experts_and_crowd_published(socialsim: Program, open_file: Callable[[str], Path], tmp_path: Path) -> None:
    raters = ("expert1", "expert2", "expert3", "crowd")
    paths = [open_file(f"empathy_raters/annotations/epitome/{rater}_ratings.csv") for rater in raters]
    groups = "groups={experts:[expert*],crowd:[crowd]}"
    said = socialsim("agree", *paths, "level=interval", groups, "spacing=order", f"out={tmp_path / 'out'}")
    assert said.code == 0
    with (tmp_path / "out" / "agreement.csv").open(encoding="utf-8") as stream:
        found = {
            (row["dimension"], row["raters"], row["coefficient"]): float(row["value"])
            for row in csv.DictReader(stream)
            if row["value"]
        }
    alphas = {"emotional_reactions": 0.466, "explorations": 0.780, "interpretations": 0.316}
    for dimension, alpha in alphas.items():
        name = f"level_{dimension}"
        assert found[name, "experts", "Krippendorff's alpha, interval"] == pytest.approx(alpha, abs=5e-4)
    assert round(found["level_explorations", "experts – crowd", "Cohen's kappa, quadratic"], 2) == 0.51
    assert round(found["level_explorations", "experts – crowd", "Spearman's rho"], 2) == 0.68
