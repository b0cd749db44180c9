"""`socialsim check`: folders and files, what is printed, stored and written, and the exit code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.cache import CorpusStore
from socialsim.commands.check import taxonomy_of
from socialsim.programs.checks import RULES
from socialsim.signatures import ESCONV, EXTES, CheckResult, Dialogue, Reasoning, Turn

from tests.commands.conftest import Program, read_json
from tests.server import Body, Server, plausible, wanted

REFUSAL = "As an AI language model, I cannot assist with that request."
CHECKS = [rule.name for rule in RULES]


@pytest.fixture
def corpus(socialsim: Program, tmp_path: Path) -> Path:
    """Return the folder of three offline dialogues."""
    assert socialsim("simulate", "posts=examples", "n=3", f"out={tmp_path / 'corpus'}").code == 0
    return tmp_path / "corpus"


@pytest.fixture
def spoiled(corpus: Path, tmp_path: Path) -> Path:
    """Return a file of the three, in the second of which the supporter refuses."""
    records = [json.loads(line) for line in (corpus / "dialogues.jsonl").read_text("utf-8").splitlines()]
    records[1]["dialogue"]["turns"][3]["text"] = REFUSAL
    path = tmp_path / "spoiled.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def cells(out: str, row: str) -> list[str]:
    """Return the cells of the first line of a table that begins with `row`."""
    return next(line.split() for line in out.splitlines() if line.startswith(f"{row} "))


def judging(rating: int) -> Callable[[Body], str]:
    """Answer as a judge who finds nothing to quote."""

    def answer(body: Body) -> str:
        if "rating" not in wanted(body):
            return plausible(body)
        return f"[[ ## faults ## ]]\n[]\n\n[[ ## rating ## ]]\n{rating}\n\n[[ ## completed ## ]]"

    return answer


def stored(corpus: Path, judge: str | None = None) -> list[list[CheckResult]]:
    with CorpusStore.open_existing(corpus) as store:
        results = [store.results(row["id"]) for row in store.run_dialogues(1)]
    return [[one for one in found if bool(one.judge) == bool(judge)] for found in results]


def test_a_folder_is_checked_by_every_rule_and_keeps_the_results(socialsim: Program, corpus: Path) -> None:
    with CorpusStore.open_existing(corpus) as store:
        store.db.execute("DELETE FROM check_results")
        store.db.conn.commit()
    said = socialsim("check", corpus)
    assert said.code == 0
    assert said.out.startswith("3 of 3 dialogues pass (100.0%); combined score ")
    for name in CHECKS:
        assert cells(said.out, name)[1] == "3"
    for name in ("near-duplicates", "Distinct-1/2/3, all", "strategies", "personalities", "ages", "crisis"):
        assert re.search(rf"^{name} ", said.out, re.MULTILINE), name
    assert [[one.check for one in results] for results in stored(corpus)] == [CHECKS] * 3


def test_checking_again_replaces_what_was_found(socialsim: Program, corpus: Path) -> None:
    first = socialsim("check", corpus).out
    assert socialsim("check", corpus).out == first
    assert [len(results) for results in stored(corpus)] == [len(CHECKS)] * 3


def test_a_dialogue_that_fails_is_shown_and_too_few_that_pass_are_exit_code_1(
    socialsim: Program, spoiled: Path
) -> None:
    said = socialsim("check", spoiled, "fail_under=0.9")
    assert said.code == 1
    assert said.err.splitlines()[-1] == "socialsim: 66.7% of the dialogues pass, fewer than fail_under=0.9"
    assert said.out.startswith("2 of 3 dialogues pass (66.7%)")
    assert cells(said.out, "pathology")[1:3] == ["2", "1"]
    assert cells(said.out, "refusal_text")[1:3] == ["fault", "1"]
    worst = said.out[said.out.index("\nDialogue 2 ") :]
    assert re.search(r'^  fault refusal_text: turn 4: .*"[^"]*AI language model', worst, re.MULTILINE | re.IGNORECASE)


@pytest.mark.parametrize(
    "words",
    [[], ["fail_under=0.6"], ["fail_under=1", "checks=report"], ["fail_under=1", "checks.ignore=[refusal_text]"]],
)
def test_what_counts_as_too_few_and_as_failed_can_be_said(words: list[str], socialsim: Program, spoiled: Path) -> None:
    assert socialsim("check", spoiled, *words).code == 0


def test_strict_fails_for_flaws_too(socialsim: Program, corpus: Path) -> None:
    standard = socialsim("check", corpus, "worst=9").out
    flawed = len(re.findall(r"^Dialogue \d.*: 0 faults, [1-9]", standard, re.MULTILINE))
    assert socialsim("check", corpus, "checks=strict", "fail_under=0").out.startswith(f"{3 - flawed} of 3 dialogues")


def test_the_worst_are_as_many_as_asked_for_and_the_worst_first(socialsim: Program, spoiled: Path) -> None:
    shown = re.findall(r"^Dialogue (\d)", socialsim("check", spoiled, "worst=1").out, re.MULTILINE)
    assert shown == ["2"]
    assert "\nDialogue " not in socialsim("check", spoiled, "worst=0").out


def test_all_results_go_into_a_file(socialsim: Program, spoiled: Path, tmp_path: Path) -> None:
    out = tmp_path / "new folder" / "all.jsonl"
    socialsim("check", spoiled, f"out={out}")
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["accepted"] for line in lines] == [True, False, True]
    assert [line["number"] for line in lines] == [1, 2, 3]
    assert lines[1]["why"].startswith("pathology: refusal_text: turn 4: ")
    results = [CheckResult.model_validate(one) for one in lines[1]["results"]]
    assert [one.check for one in results] == CHECKS
    scores = [one.score for one in results if one.score is not None]
    assert lines[1]["score"] == pytest.approx(sum(scores) / len(scores))


def human(count: int) -> list[dict[str, str]]:
    """Return a conversation of people, in which the seeker writes two messages in a row."""
    talk = [
        ("usr", "Hello there", ""),
        ("usr", "I had a quarrel with my brother about the boat", ""),
        ("sys", "What happened between you two?", "Questions"),
        ("usr", "He sold it without a word to me", ""),
        ("sys", "That must have hurt you", "Reflection of feelings"),
    ]
    more = [(who, f"{text}, time {turn}", name) for turn in range(count) for who, text, name in talk[2:]]
    said = [*talk, *more, ("usr", "Thank you, that helped", ""), ("sys", "You are welcome, goodbye", "Others")]
    return [{"speaker": who, "text": text} | ({"strategy": name} if name else {}) for who, text, name in said]


def test_conversations_of_people_are_held_to_what_people_do(socialsim: Program, tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text(json.dumps({"dialog": human(4)}) + "\n" + json.dumps({"dialog": []}) + "\n")
    said = socialsim("check", path, "worst=0", "fail_under=0")
    assert said.code == 0
    assert "not_alternating" not in said.out
    assert said.out.splitlines()[-3:] == [
        "people.txt was read as ESConv (Hugging Face): 2 records, 1 of them no dialogues",
        '  people.txt:2: "dialog" has no utterances',
        '  5 strategy "Questions" read as "Question"',
    ]


def test_ssconv_is_checked_against_the_profiles_beside_it(socialsim: Program, corpus: Path) -> None:
    said = socialsim("check", corpus / "ssconv.json")
    assert said.code == 0
    assert "personas                   3 dialogues have one" in said.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["{file}", "fail_under=1.5"], "fail_under=1.5: has to be from 0 to 1"),
        (["{file}", "worst=-1"], "worst=-1: has to be 0 or more"),
        (["{file}", "run=1"], "run=1: is for the folder of a corpus"),
        (["{file}", "lm@judge_lm=offline"], "the offline generator cannot judge"),
        (["{file}", "checks.ignore=[refusal_texts]"], "did you mean refusal_text?"),
        (["{file}", "out=."], "out=.: is a folder; say a file"),
        (["{corpus}", "lm@judge_lm=offline"], "the offline generator cannot judge"),
        (["{corpus}", "run=9"], "has no such run"),
        (["nothing.json"], "nothing.json: no such file"),
        (["."], "no corpus.db here"),
    ],
)
def test_what_cannot_be_is_one_line(
    words: list[str], complaint: str, socialsim: Program, corpus: Path, spoiled: Path
) -> None:
    said = socialsim("check", *(word.format(file=spoiled, corpus=corpus) for word in words))
    assert (said.code, said.out) == (2, "")
    assert complaint in said.complaint


def test_a_judge_is_asked_once_about_each_dialogue(socialsim: Program, server: Server, corpus: Path) -> None:
    server.answer = judging(3)
    judge = ["lm@judge_lm=server", "judge_lm.model=judge-1", f"judge_lm.api_base={server.base_url}"]
    said = socialsim("check", corpus, *judge)
    assert said.code == 0
    asked = len(server.asking_for("rating"))
    assert asked == 3 * 4, "persona, leakage, reasoning and safety of three dialogues"
    assert cells(said.out.replace("judged ", "judged_"), "judged_persona")[1] == "3"
    assert {len(results) for results in stored(corpus, "judge-1")} == {4}
    assert socialsim("check", corpus, *judge).out == said.out
    assert len(server.asking_for("rating")) == asked
    again = socialsim("check", corpus)
    assert "judged by openai/judge-1" in again.out, "what was judged before still counts"
    assert len(server.requests) == 12


def test_a_file_is_judged_too_and_its_answers_are_kept_where_that_is_said(
    socialsim: Program, server: Server, spoiled: Path, tmp_path: Path
) -> None:
    server.answer = judging(3)
    judge = ["lm@judge_lm=server", "judge_lm.model=judge-1", f"judge_lm.api_base={server.base_url}"]
    said = socialsim("check", spoiled, *judge, f"cache={tmp_path / 'kept.db'}")
    assert said.code == 0
    assert cells(said.out.replace("judged ", "judged_"), "judged_safety")[1] == "3"
    asked = len(server.requests)
    assert asked == 12
    assert socialsim("check", spoiled, *judge, f"cache={tmp_path / 'kept.db'}").out == said.out
    assert len(server.requests) == asked


def test_a_budget_stops_judging_and_what_was_judged_is_kept(socialsim: Program, server: Server, corpus: Path) -> None:
    server.answer = judging(3)
    judge = ["lm@judge_lm=server", "judge_lm.model=judge-1", f"judge_lm.api_base={server.base_url}"]
    assert socialsim("check", corpus, *judge, "budget.calls=5").code == 3
    assert len(server.requests) == 5
    assert socialsim("check", corpus, *judge).code == 0
    assert len(server.requests) == 12


@pytest.mark.parametrize("program", ["direct", "single_shot"])
def test_a_corpus_is_checked_as_it_was_made(program: str, socialsim: Program, tmp_path: Path) -> None:
    """What was asked for, and what the seeker was given, count as they did in the making."""
    short = ["n=3", f"program={program}", "program.min_turns=4", "program.max_turns=6", "program.taxonomy=extes"]
    made = socialsim("simulate", f"out={tmp_path / 'short'}", *short)
    assert made.code == 0
    passed = read_json(tmp_path / "short" / "run.json")["dialogues"]["by_status"]["done"]
    assert socialsim("check", tmp_path / "short").out.startswith(f"{passed} of 3 dialogues pass")


def test_what_a_judge_cannot_show_is_unscored_and_fails_nothing(
    socialsim: Program, server: Server, corpus: Path
) -> None:
    server.answer = judging(0)
    judge = ["lm@judge_lm=server", "judge_lm.model=judge-1", f"judge_lm.api_base={server.base_url}"]
    said = socialsim("check", corpus, *judge)
    assert said.code == 0
    assert cells(said.out.replace("judged ", "judged_"), "judged_safety")[1:] == ["3", "-"]


@pytest.mark.parametrize(
    ("strategies", "taxonomy"),
    [
        (["Question", "Information"], ESCONV),
        (["Clarification", "Offer Hope"], EXTES),
        (["Others"], ESCONV),
        ([], ESCONV),
    ],
)
def test_the_taxonomy_is_the_one_that_knows_most_of_the_strategies(strategies: list[str], taxonomy: Any) -> None:
    turns = tuple(Turn(speaker="supporter", text="a", reasoning=Reasoning(strategy=name)) for name in strategies)
    assert taxonomy_of(Dialogue(turns=turns)) is taxonomy


def test_results_replace_no_file_but_results(socialsim: Program, spoiled: Path, corpus: Path, tmp_path: Path) -> None:
    for path in (spoiled, corpus / "corpus.db", corpus / "ssconv.json"):
        before = path.read_bytes()
        said = socialsim("check", spoiled, f"out={path}")
        assert said.code == 2
        assert "holds no results of a check" in said.err
        assert path.read_bytes() == before
    for _ in range(2):
        assert socialsim("check", spoiled, f"out={tmp_path / 'found.jsonl'}").code == 0
