"""`socialsim study`: a grid is made cell by cell, each as its command makes it alone, and nothing is made twice."""

from __future__ import annotations

import csv
import random
import re
import shlex
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from socialsim.cache import CorpusStore

from tests.commands.conftest import Program, Said, in_own_process, read_json
from tests.server import Body, Server, plausible, wanted

FRAMEWORKS = ("direct", "persona_only", "reasoning_only", "full")
LEVELS = "offline-novice,offline-apprentice,offline"
FILES = ("ssconv.json", "profiles.json", "dialogues.jsonl")


def ran(said: Said) -> list[tuple[str, str]]:
    """Return the cell and the step of each line that says what was done."""
    return re.findall(r"^cell \d+/\d+ (\S+): (.*)$", said.err, re.M)


def cells(out: Path) -> list[str]:
    return sorted(one.name for one in (out / "cells").iterdir())


def observed(out: Path, outcome: str) -> dict[tuple[str, str, str, str], str]:
    """Return generator, framework, seed and unit → value as written."""
    with (out / "observations.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["outcome"] == outcome]
    return {(row["generator"], row["framework"], row["seed"], row["unit"]): row["value"] for row in rows}


def test_a_whole_study_of_three_levels_four_frameworks_and_two_seeds(socialsim: Program) -> None:
    said = socialsim("study", f"lm={LEVELS}", "seed=0,1", "n=6", "out=study")
    assert said.code == 0, said.err
    out = Path("study")
    names = [
        f"lm={lm},program={program},seed={seed}"
        for lm in LEVELS.split(",")
        for program in FRAMEWORKS
        for seed in (0, 1)
    ]
    assert [name for name, _ in ran(said)] == names and cells(out) == sorted(names)
    found = read_json(out / "study.json")
    assert [cell["state"] for cell in found["cells"]] == ["done"] * 24
    assert {cell["wanted"] for cell in found["cells"]} == {6}
    assert len(observed(out, "form")) == 24 * 6
    effects = {effect["source"]: effect for effect in found["outcomes"][0]["effects"]}
    assert set(effects) == {"generator", "framework", "generator × framework"}
    assert all(0 <= effect["low"] <= effect["high"] <= 1 for effect in effects.values())
    read = {cell["generator"]: cell["unread"] for cell in found["cells"]}
    assert read["offline-novice"] > 0 == read["offline"]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "rules" in page and "<script" not in page and not re.search(r"""(?:src|href)=["'](?!data:|#)""", page)
    assert "form" in said.out and "report.html" in said.out


def test_a_cell_is_what_its_command_makes_alone(socialsim: Program) -> None:
    assert socialsim("study", "lm=offline-novice", "program=direct,full", "seed=3", "n=4", "out=study").code == 0
    for cell in read_json(Path("study/study.json"))["cells"]:
        typed = shlex.split(cell["command"])
        assert typed[:2] == ["socialsim", "simulate"]
        alone = [
            *(word for word in typed[1:] if not word.startswith(("out=", "cache="))),
            f"out=alone-{cell['framework']}",
        ]
        assert socialsim(*alone).code == 0
        made, by_itself = Path("study") / cell["folder"], Path(f"alone-{cell['framework']}")
        assert all((made / name).read_bytes() == (by_itself / name).read_bytes() for name in FILES)


def test_a_sweep_makes_the_same_study(socialsim: Program) -> None:
    grid = ("lm=offline,offline-novice", "program=direct,full", "n=3", "out=study")
    assert socialsim("study", *grid).code == 0
    together = (Path("study/report.html").read_bytes(), Path("study/observations.csv").read_bytes())
    Path("study").rename("before")
    assert socialsim("study", "-m", *grid).code == 0
    assert (Path("study/report.html").read_bytes(), Path("study/observations.csv").read_bytes()) == together


def test_cells_that_a_sweep_of_simulate_has_made_are_taken_as_they_are(socialsim: Program) -> None:
    assert socialsim("extract", "posts=examples", "n=3", "out=bank").code == 0
    swept = ("lm=offline,offline-novice", "program=direct,full", "seed=0,1", "personas=bank", "n=3")
    assert socialsim("simulate", "-m", *swept, "out=study/cells").code == 0
    before = {
        name: Path("study/cells", name, "dialogues.jsonl").stat().st_mtime_ns
        for name in cells(Path("study"))
        if "=" in name
    }
    assert len(before) == 8
    assert socialsim("study", *swept, "out=study").code == 0
    for name in before:
        with CorpusStore.open_existing(Path("study/cells", name)) as store:
            assert store.db.execute("SELECT count(*) FROM dialogues").fetchone()[0] == 3, "made again"


def test_what_was_killed_goes_on_with_the_cells_that_are_missing(socialsim: Program) -> None:
    grid = ("study", "lm=offline", "seed=0,1", "n=5", "out=study")
    running = in_own_process(*grid, cwd=Path.cwd())
    third = Path("study/steps/lm=offline,program=persona_only,seed=0.json")
    while not third.exists() and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    done = {one.stem for one in Path("study/steps").iterdir()} - {"bank"}
    assert 3 <= len(done) < 8
    said = socialsim(*grid)
    assert said.code == 0, said.err
    assert {name for name, _ in ran(said)} == set(cells(Path("study"))) - done
    killed = Path("study/report.html").read_bytes()
    Path("study").rename("killed")
    assert socialsim(*grid).code == 0
    assert Path("study/report.html").read_bytes() == killed
    assert ran(socialsim(*grid)) == [] and Path("study/report.html").read_bytes() == killed


def test_another_generator_runs_its_cells_only(socialsim: Program) -> None:
    grid = ("program=direct,full", "n=3", "out=study")
    assert socialsim("study", "lm=offline", *grid).code == 0
    said = socialsim("study", "lm=offline,offline-novice", *grid)
    assert {name.partition(",")[0] for name, _ in ran(said)} == {"lm=offline-novice"}


Named = Callable[..., list[object]]


@pytest.fixture
def lms(server: Server, tmp_path: Path) -> Named:
    """Return a function of names: what to type so that each is an LM of the server."""
    folder = tmp_path / "conf" / "lm"
    folder.mkdir(parents=True)

    def named(*names: str) -> list[object]:
        for name in names:
            text = f"engine: remote\nmodel: openai/{name}\napi_base: {server.base_url}\napi_key_env: null\nretries: 0\n"
            (folder / f"{name}.yaml").write_text(text)
        return ["--config-dir", tmp_path / "conf"]

    return named


SHORT = ("program.min_turns=4", "program.max_turns=6", "checks=report")


def judging(body: Body) -> str | int:
    """Rate like a judge that sees more in longer conversations; be plausible otherwise."""
    asked = wanted(body)
    if not any(name.endswith("_rating") for name in asked):
        return plausible(body)
    given = {"strict": 1, "kind": 3}[str(body["model"])]
    return "\n\n".join(
        f"[[ ## {name} ## ]]\n{given if name.endswith('_rating') else 'As message 2 shows.'}" for name in asked
    )


def test_the_order_of_answers_changes_nothing(socialsim: Program, server: Server, lms: Named) -> None:
    chance = random.Random()

    def late(body: Body) -> str | int:
        time.sleep(chance.random() / 20)
        return judging(body)

    server.answer = late
    grid = ("lm=small", "program=direct,full", "n=6", "judge=strict", *SHORT, "out=study")
    reports = []
    for attempt in ("first", "second"):
        said = socialsim("study", *lms("small", "strict"), *grid)
        assert said.code == 0, said.err
        reports.append([Path("study", name).read_bytes() for name in ("report.html", "study.json", "observations.csv")])
        Path("study").rename(attempt)
    assert reports[0] == reports[1]


def test_another_judge_is_only_asked_to_judge(socialsim: Program, server: Server, lms: Named) -> None:
    server.answer = judging
    flags = lms("small", "strict", "kind")
    grid = ("lm=small,offline", "program=direct,full", "extractor=offline", "n=3", *SHORT, "out=study")
    said = socialsim("study", *flags, *grid, "judge=strict")
    assert said.code == 0, said.err
    assert [step for _, step in ran(said)] == ["simulate", "judge strict criteria"] * 4
    first = set(observed(Path("study"), "average").values())
    server.requests.clear()
    said = socialsim("study", *flags, *grid, "judge=kind")
    assert [step for _, step in ran(said)] == ["judge kind criteria"] * 4
    assert {str(body["model"]) for body in server.requests} == {"kind"}
    assert (first, set(observed(Path("study"), "average").values())) == ({"1"}, {"3"})
    server.requests.clear()
    said = socialsim("study", *flags, *grid, "judge=strict,kind")
    assert ran(said) == [] and server.requests == [], "both have judged before"
    assert set(observed(Path("study"), "average").values()) == {"2"}
    found = read_json(Path("study/study.json"))
    assert found["judges"]["raters"] == ["strict", "kind"] and found["judges"]["agreement"]
    assert found["outcomes"][0]["outcome"]["name"] == "average"
    assert {"consistency", "persona held"} <= {one["outcome"]["name"] for one in found["outcomes"]}
    assert "--config-dir" in found["command"] and all("--config-dir" in cell["command"] for cell in found["cells"])
    assert found["answer"] and found["threats"]


def test_a_scale_that_does_not_exist_is_told_before_anything_is_made(
    socialsim: Program, server: Server, lms: Named
) -> None:
    said = socialsim("study", *lms("strict"), "lm=offline", "judge=strict", "scale=erfa", "n=2", "out=study")
    assert said.code == 2 and "erfa" in said.complaint and not Path("study/cells").exists()


def test_a_generator_that_fails_is_missing_and_no_score(socialsim: Program, server: Server, lms: Named) -> None:
    server.answer = lambda body: 500 if body["model"] == "broken" else plausible(body)
    grid = ("lm=good,broken", "program=direct,full", "extractor=offline", "n=3", *SHORT, "out=study")
    said = socialsim("study", *lms("good", "broken"), *grid)
    assert said.code == 2 and "2 cells of 4" in said.err.splitlines()[-1]
    values = observed(Path("study"), "form")
    assert all((generator == "broken") == (value == "") for (generator, *_), value in values.items())
    assert len(values) == 12
    server.answer = plausible
    said = socialsim("study", *lms("good", "broken"), *grid)
    assert said.code == 0, said.err
    assert {name.partition(",")[0] for name, _ in ran(said)} == {"lm=broken"}


def test_what_a_provider_did_not_answer_is_asked_for_again(socialsim: Program, server: Server, lms: Named) -> None:
    asked: list[int] = []

    def now_and_then(body: Body) -> str | int:
        asked.append(1)
        return 500 if len(asked) == 25 else plausible(body)

    server.answer = now_and_then
    grid = ("lm=small", "program=full", "extractor=offline", "n=4", *SHORT, "out=study")
    said = socialsim("study", *lms("small"), *grid)
    assert said.code == 2 and "did not come" in said.err
    assert list(observed(Path("study"), "form").values()).count("") == 1
    said = socialsim("study", *lms("small"), *grid)
    assert said.code == 0 and "" not in observed(Path("study"), "form").values()


def test_what_cannot_be_read_is_counted_and_no_score(socialsim: Program, server: Server, lms: Named) -> None:
    def babbling(body: Body) -> str:
        return "I would rather not." if body["model"] == "babbler" and body.get("seed", 0) % 2 else plausible(body)

    server.answer = babbling
    grid = ("lm=good,babbler", "program=direct", "extractor=offline", "n=3", *SHORT, "out=study")
    socialsim("study", *lms("good", "babbler"), *grid)
    found = {cell["generator"]: cell for cell in read_json(Path("study/study.json"))["cells"]}
    assert found["good"]["unread"] == 0 < found["babbler"]["unread"] <= found["babbler"]["answers"]


def test_a_budget_is_one_of_each_cell(socialsim: Program, server: Server, lms: Named) -> None:
    grid = ("lm=small", "program=direct,full", "extractor=offline", "n=3", *SHORT, "budget.calls=20", "out=study")
    said = socialsim("study", *lms("small"), *grid)
    found = {cell["framework"]: cell for cell in read_json(Path("study/study.json"))["cells"]}
    assert "budget reached" in found["full"]["state"] and found["full"]["by_status"].get("not made", 0) > 0
    calls = len(server.requests)
    assert calls <= 40
    again = socialsim("study", *lms("small"), *grid)
    assert len(server.requests) == calls, "a cell that has spent its budget is left as it is, or cells were unequal"
    assert said.code == again.code == 3 and "left as they are" in again.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["lm=offline,nobody"], "nobody"),
        (["lm=offline,offline"], "nothing twice"),
        (["program=direct,sideways"], "no such framework"),
        (["program.max_tunrs=3"], "max_tunrs"),
        (["n=0"], "n=0"),
        (["part=some"], "no such part"),
        (["study=nothing"], "nothing"),
        (["judge=offline"], "offline"),
        (["personas=nowhere.json"], "nowhere.json"),
        (["lm=gpt-4"], "OPENAI_API_KEY"),
        (["resamples=3"], "resamples=3"),
        (["test=nowhere.json"], "nowhere.json"),
        (["study.baseline=nope"], "study.baseline=nope"),
        (["corpora=[a,b]"], "does nothing in this study"),
        (["test_n=3"], "does nothing in this study"),
        (["sizes=[10]"], "does nothing in this study"),
        (["evaluate=profile=standard"], "does nothing in this study"),
        (["finetune=model=tiny"], "say test=FILE"),
        (["judge="], "names nothing"),
        (["resample=300"], "did you mean resamples?"),
        (["scale=erf"], "erf"),
        (["program.min_turns=90"], "90"),
        (["study=experts", "ratings=[nofile]", "dry_run=true"], "dry_run=true"),
        (["study=scaling", "corpora=[a,a]"], "named 2 times"),
        (["study=scaling", "corpora=[a,b]", "judge=offline"], "judges"),
        (["lm="], "names nothing"),
        (["finetune='model=tiny"], "finetune"),
        (["program.kind=x"], "program.kind=x"),
        (["budget.usd=-1"], "budget.usd"),
        (["checks.ignore=[nothing]"], "nothing"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_before_anything_is_made(
    socialsim: Program, words: list[str], says: str
) -> None:
    said = socialsim("study", "n=2", *words, "out=study")
    assert said.code == 2 and says in said.complaint
    assert not Path("study/cells").exists()


def test_where_personas_have_no_posts_the_report_says_what_stands_for_them(socialsim: Program) -> None:
    assert socialsim("extract", "posts=examples", "n=2", "out=bank").code == 0
    for personas, told in (("bank/profiles.json", True), ("bank", False)):
        assert socialsim("study", f"personas={personas}", "program=direct,full", "n=2", "out=study").code == 0
        assert ("came without a post" in "".join(read_json(Path("study/study.json"))["threats"])) is told


def test_a_persona_file_and_its_bank_make_the_same_dialogues_of_personas(socialsim: Program) -> None:
    assert socialsim("extract", "posts=examples", "n=3", "out=bank").code == 0
    for source in ("bank", "bank/profiles.json"):
        assert socialsim("simulate", f"personas={source}", "n=3", f"out=of-{Path(source).name}").code == 0
    assert Path("of-bank/ssconv.json").read_text().count('"ID"') == 3


@pytest.mark.parametrize(
    ("frameworks", "says"),
    [
        ("a: [program=direct, lm=offline-novice]\n  b: [program=full]", "lm=offline-novice is for the study to say"),
        ("a: [program=direct, seed=3]\n  b: [program=full]", "seed=3 is for the study to say"),
        ("a/b: [program=direct]\n  a_b: [program=full]\n  a: [program=full]\n  b: [program=full]", "share a folder"),
        ("a: [program=direct]\n  c: [program=full]", "study.full=b"),
        ("a: [prgram=direct]\n  b: [program=full]", "simulate has no such key"),
        ("a: [program=direct", "not YAML"),
    ],
)
def test_a_study_of_ones_own_that_makes_no_sense_is_refused(
    socialsim: Program, tmp_path: Path, frameworks: str, says: str
) -> None:
    (tmp_path / "mine" / "study").mkdir(parents=True)
    text = f"kind: grid\ntitle: T\nquestion: Q?\nbaseline: a\nfull: b\nframeworks:\n  {frameworks}\n"
    (tmp_path / "mine" / "study" / "which.yaml").write_text(text)
    said = socialsim("study", "--config-dir", tmp_path / "mine", "study=which", "n=2", "out=study")
    assert said.code == 2 and says in said.complaint and not Path("study/cells").exists()


def test_a_generator_added_later_does_not_have_the_posts_read_again(
    socialsim: Program, server: Server, lms: Named
) -> None:
    grid = ("program=direct", "n=3", *SHORT, "out=study")
    assert socialsim("study", "lm=offline", *grid).code == 0
    said = socialsim("study", *lms("small"), "lm=offline,small", *grid)
    assert said.code == 0, said.err
    assert ran(said) == [("lm=small,program=direct,seed=0", "simulate")]
    assert not server.asking_for("persona")


def test_what_is_no_longer_asked_for_is_no_outcome(socialsim: Program) -> None:
    assert socialsim("simulate", "n=2", "seed=9", "out=others").code == 0
    grid = ("study", "program=direct", "n=2", "out=study")
    assert socialsim(*grid, "test=others/ssconv.json").code == 0
    assert observed(Path("study"), "BLEU-2")
    assert socialsim(*grid).code == 0
    assert not observed(Path("study"), "BLEU-2")


def test_what_a_smaller_study_has_not_is_removed_and_what_is_not_ours_is_left(socialsim: Program) -> None:
    grid = ("program=direct,full", "n=3", "out=study")
    assert socialsim("study", "lm=offline,offline-novice", *grid).code == 0
    assert Path("study/tables/across.csv").exists()
    Path("study/tables/mine.csv").write_text("mine")
    assert socialsim("study", "lm=offline", *grid).code == 0
    assert not Path("study/tables/across.csv").exists() and Path("study/tables/mine.csv").read_text() == "mine"
    said = socialsim("study", "study=ablation", "lm=offline", "n=3", "out=study")
    assert said.code == 2 and "holds the study LLM dependency" in said.complaint
    Path("other").mkdir()
    Path("other/report.html").write_text("MINE")
    said = socialsim("study", "lm=offline", *grid[:-1], "out=other")
    assert said.code == 2 and Path("other/report.html").read_text() == "MINE"


def test_the_folder_of_something_else_is_left_alone(socialsim: Program) -> None:
    assert socialsim("extract", "posts=examples", "n=2", "out=bank").code == 0
    said = socialsim("study", "n=2", "out=bank")
    assert said.code == 2 and "something else" in said.complaint and not Path("bank/cells").exists()


def test_supporters_and_chatbots_are_tried_on_conversations_of_others(socialsim: Program) -> None:
    assert socialsim("simulate", "n=3", "seed=9", "out=others").code == 0
    grid = ("study", "program=direct,full", "n=4", "test=others/ssconv.json", "test_n=2", "out=study")
    tuned = 'finetune="model=tiny recipe.epochs=1"'
    said = socialsim(*grid, tuned)
    assert said.code == 0, said.err
    assert [step for _, step in ran(said)] == ["simulate", "evaluate", "finetune", "evaluate chatbot"] * 2
    assert len(observed(Path("study"), "chatbot BLEU-2")) == 2 * 2 and len(observed(Path("study"), "BLEU-2")) == 2 * 2
    assert all("chatbot's PPL" in cell["figures"] for cell in read_json(Path("study/study.json"))["cells"])
    again = socialsim(*grid, tuned)
    assert again.code == 0 and ran(again) == []


def test_a_dry_run_calls_nobody(socialsim: Program, server: Server, lms: Named) -> None:
    said = socialsim("study", *lms("small"), "lm=small,offline", "n=4", "out=study", "dry_run=true")
    assert said.code == 0, said.err
    keyless = socialsim("study", "lm=gpt-4,offline", "judge=claude", "n=2", "out=other", "dry_run=true")
    assert keyless.code == 0 and "openai/gpt-4" in keyless.out and "anthropic/" in keyless.out, keyless.err
    assert "8 cells" in said.out and "small" in said.out and server.requests == [] and not Path("study/cells").exists()
