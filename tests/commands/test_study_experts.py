"""`socialsim study study=experts`: ratings whose bias and kinship were planted, to a report."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from socialsim.corpora.ratings import write_ratings
from socialsim.signatures import Rating

from tests.commands.conftest import Program

GROUPS = ("groups.experts=[e*]", "groups.crowd=[c*]")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return ratings of 60 items: experts see them well, the crowd badly and one point higher, the judge as experts."""
    random = np.random.default_rng(4)
    true = random.normal(4, 1.2, 60)
    noise = {"e1": 0.4, "e2": 0.4, "e3": 0.4, "c1": 2.0, "c2": 2.0, "c3": 2.0, "judge-1": 0.3}
    seen = {who: true + random.normal(0, spread, 60) + (1 if who[0] == "c" else 0) for who, spread in noise.items()}
    ratings = [
        Rating(f"d{item}", "", "empathy", who, float(np.clip(round(values[item]), 1, 7)))
        for who, values in seen.items()
        for item in range(60)
    ]
    path = tmp_path / "ratings.csv"
    path.write_text(write_ratings(ratings), encoding="utf-8")
    return path


def table(name: str) -> list[dict[str, str]]:
    with (Path("a") / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_who_is_stricter_and_whom_the_judge_is_like(socialsim: Program, file: Path) -> None:
    words = ("study", "study=experts", f"ratings={file}", *GROUPS, "judge=judge-1", "resamples=500", "out=a")
    assert socialsim(*words).code == 0
    bias = next(row for row in table("bias") if row["who"] == "crowd less experts")
    assert float(bias["difference low"]) < 1 < float(bias["difference high"])
    assert float(bias["difference low"]) > 0.3
    page = (Path("a") / "report.html").read_text(encoding="utf-8")
    assert "The experts are stricter than the crowd on empathy by" in page
    assert "The crowd agrees with the experts less than an expert does on empathy" in page
    assert "The judge is closer to the experts on empathy" in page
    for row in table("closer"):
        assert float(row["difference"]) == pytest.approx(float(row["with experts"]) - float(row["with crowd"]))
        assert float(row["difference low"]) > 0


def test_figures_are_those_of_agree(socialsim: Program, file: Path) -> None:
    same = (*GROUPS, "level=interval", "resamples=200", "dimensions=[empathy]")
    assert socialsim("study", "study=experts", f"ratings={file}", *same, "out=a").code == 0
    assert socialsim("agree", file, *same, "out=b").code == 0
    with Path("b/agreement.csv").open(encoding="utf-8", newline="") as stream:
        expected = {(row["raters"], row["coefficient"]): row["value"] for row in csv.DictReader(stream)}
    found = {(row["who"], row["coefficient"]): row["value"] for row in table("figures")}
    assert {*found} == {*expected} and len(found) > 40
    for key, value in found.items():
        assert float(value) == pytest.approx(float(expected[key]), rel=1e-5)


def test_categories_have_no_order_and_no_bias(socialsim: Program, file: Path) -> None:
    assert (
        socialsim("study", "study=experts", f"ratings={file}", *GROUPS, "level=nominal", "resamples=100", "out=a").code
        == 0
    )
    assert not (Path("a") / "tables" / "bias.csv").exists()
    assert "nobody is stricter" in (Path("a") / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("ratings=[]", *GROUPS), "ratings is empty"),
        (("groups.experts=[e*]",), "groups.crowd is missing"),
        (("groups.experts=[e*]", "groups.crowd=[nobody]"), "groups.crowd: no rater is called nobody"),
        ((*GROUPS, "judge=judge-1,e1"), "name one"),
        ((*GROUPS, "level=odd"), "level=odd"),
        ((*GROUPS, "odd=1"), "odd"),
    ],
)
def test_what_cannot_be_is_one_line_and_writes_nothing(
    socialsim: Program, file: Path, words: tuple[str, ...], complaint: str
) -> None:
    given = () if words[0].startswith("ratings") else (f"ratings={file}",)
    said = socialsim("study", "study=experts", *given, *words, "out=a")
    assert said.code == 2
    assert complaint in said.complaint
    assert not Path("a").exists()


def test_experts_and_crowd_of_published_ratings(socialsim: Program, open_file: Callable[[str], Path]) -> None:
    names = ("expert1", "expert2", "expert3", "crowd")
    paths = [open_file(f"empathy_raters/annotations/epitome/{name}_ratings.csv") for name in names]
    listed = ",".join(f"'{path}'" for path in paths)
    words = (f"ratings=[{listed}]", "groups.experts=[expert*]", "groups.crowd=[crowd]", "level=interval")
    assert socialsim("study", "study=experts", *words, "resamples=200", "out=a").code == 0
    alpha = {
        row["dimension"].removeprefix("level_"): round(float(row["value"]), 3)
        for row in table("figures")
        if row["who"] == "experts" and row["coefficient"] == "Krippendorff's alpha, interval"
    }
    # As printed beside the data: reproduced with the package krippendorff.
    assert alpha == {"emotional_reactions": 0.466, "explorations": 0.780, "interpretations": 0.316}
