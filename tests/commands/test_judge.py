"""`socialsim judge`: what is asked, kept, printed and written, whatever the judge answers."""

from __future__ import annotations

import csv
import json
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.cache.ratings import RatingBook
from socialsim.commands.judge import SHEET
from socialsim.corpora.ratings import COLUMNS, read_ratings
from socialsim.signatures import SCALES, Rating

from tests.commands.conftest import Program, in_own_process
from tests.generators.local.tiny import make_model
from tests.server import Body, Server, wanted

N = 4
NAMES = SCALES["criteria"].names()
Answer = Callable[[Body], str | int]


def saying(rate: Callable[[str, Body], object]) -> Answer:
    """Answer with a reason and, for each dimension, what `rate` says of it."""

    def answer(body: Body) -> str:
        assert all(name.endswith(("_reason", "_rating")) for name in wanted(body)), "only raters ask this server"
        filled = {
            name: rate(name.removesuffix("_rating"), body) if name.endswith("_rating") else "As message 2 shows."
            for name in wanted(body)
        }
        return "\n\n".join([f"[[ ## {name} ## ]]\n{text}" for name, text in filled.items()])

    return answer


@pytest.fixture
def corpus(socialsim: Program, tmp_path: Path) -> Path:
    """Return the folder of four offline dialogues."""
    assert socialsim("simulate", "posts=examples", f"n={N}", f"out={tmp_path / 'corpus'}").code == 0
    return tmp_path / "corpus"


@pytest.fixture
def judge(server: Server) -> Callable[[str], list[str]]:
    """Return what to type so that the server judges under some name; it gives 2 to everything."""
    server.answer = saying(lambda name, body: 2)

    def named(model: str) -> list[str]:
        lm = [f"judge_lm.model={model}", f"judge_lm.api_base={server.base_url}", "judge_lm.retries=0"]
        return ["lm@judge_lm=server", *lm]

    return named


Judge = Callable[[str], list[str]]


def rows(out: str, dimension: str) -> list[list[str]]:
    """Return the cells of the lines of a table that begin with `dimension`, less that name."""
    return [re.split(r"\s{2,}", line.strip())[1:] for line in out.splitlines() if line.startswith(f"{dimension} ")]


def kept(folder: Path) -> list[Rating]:
    with RatingBook.open_existing(folder / "ratings.db") as book:
        return book.all()


def test_every_dialogue_of_a_corpus_is_rated_once(
    socialsim: Program, server: Server, corpus: Path, judge: Judge
) -> None:
    server.answer = saying(lambda name, body: 3 if name == "coherence" else 1)
    said = socialsim("judge", corpus, *judge("judge-1"))
    assert said.code == 0, said.err
    assert len(server.requests) == N
    assert rows(said.out, "coherence") == [["A", "4", "0", "3.00", "3.00 to 3.00", "100.0", "3×4"]]
    assert rows(said.out, "specificity") == [["A", "4", "0", "1.00", "1.00 to 1.00", "33.3", "1×4"]]
    assert rows(said.out, "average") == [["A", "4", "0", "1.33", "1.33 to 1.33", "44.4"]]
    assert re.search(r"^A  openai/judge-1\?", said.out, re.MULTILINE)
    assert len(kept(corpus)) == N * len(NAMES)
    again = socialsim("judge", corpus, *judge("judge-1"))
    assert (again.out, len(server.requests)) == (said.out, N)


def test_the_sheet_has_every_rating_and_is_read_again(socialsim: Program, corpus: Path, judge: Judge) -> None:
    assert socialsim("judge", corpus, *judge("judge-1"), "n=2").code == 0
    with (corpus / SHEET).open(newline="", encoding="utf-8") as sheet:
        lines = list(csv.DictReader(sheet))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) == 2 * len(NAMES)
    assert (lines[0]["dimension"], lines[0]["value"], lines[0]["note"]) == ("coherence", "2", "As message 2 shows.")
    assert [one.value for one in read_ratings([corpus / SHEET]).ratings] == [2.0] * len(lines)


def test_what_cannot_be_read_is_missing_and_asked_again_only_if_that_is_said(
    socialsim: Program, server: Server, corpus: Path, judge: Judge
) -> None:
    server.answer = lambda body: "I would rather not."
    said = socialsim("judge", corpus, *judge("judge-1"))
    assert said.code == 0
    assert rows(said.out, "coherence") == [["A", "0", "4", "-", "-", "-"]]
    assert "missing, for instance: sha256:" in said.out and "parse-failed: " in said.out
    assert all(one.value is None and one.problem.startswith("parse-failed") for one in kept(corpus))

    server.answer, asked = saying(lambda name, body: "none" if name == "coherence" else 2), len(server.requests)
    assert socialsim("judge", corpus, *judge("judge-1")).out == said.out
    assert len(server.requests) == asked
    mended = socialsim("judge", corpus, *judge("judge-1"), "retry_failed=true")
    assert rows(mended.out, "coherence") == [["A", "0", "4", "-", "-", "-"]]
    assert rows(mended.out, "specificity") == [["A", "4", "0", "2.00", "2.00 to 2.00", "66.7", "2×4"]]


def test_a_provider_that_fails_leaves_what_the_same_command_asks_for_again(
    socialsim: Program, server: Server, corpus: Path, judge: Judge
) -> None:
    server.answer = lambda body: 500
    said = socialsim("judge", corpus, *judge("judge-1"))
    assert said.code == 2
    assert "no answer from the generator" in said.err
    server.answer = saying(lambda name, body: 2)
    assert rows(socialsim("judge", corpus, *judge("judge-1")).out, "coherence")[0][1:3] == ["4", "0"]


def test_another_judge_stands_beside_the_first(socialsim: Program, server: Server, corpus: Path, judge: Judge) -> None:
    assert socialsim("judge", corpus, *judge("judge-1")).code == 0
    server.answer = saying(lambda name, body: 3)
    said = socialsim("judge", corpus, *judge("judge-2"), "n=3")
    assert [row[:4] for row in rows(said.out, "coherence")] == [["A", "3", "0", "2.00"], ["B", "3", "0", "3.00"]]
    assert re.findall(r"^[AB]  openai/(judge-\d)", said.out, re.MULTILINE) == ["judge-1", "judge-2"]
    assert len(kept(corpus)) == (4 + 3) * len(NAMES)
    shown = socialsim("judge", corpus)
    assert (shown.code, shown.err, len(server.requests)) == (0, "", 7)
    assert [row[:4] for row in rows(shown.out, "coherence")] == [["A", "4", "0", "2.00"], ["B", "3", "0", "3.00"]]


def test_killed_half_way_it_goes_on_and_pays_only_the_rest(
    socialsim: Program, server: Server, corpus: Path, judge: Judge, tmp_path: Path
) -> None:
    command = ["judge", str(corpus), *judge("judge-1"), "judge_lm.concurrency=1", "one_by_one=true"]
    undisturbed = socialsim(*command, f"out={tmp_path / 'undisturbed'}")
    assert (undisturbed.code, len(server.requests)) == (0, N * 6)
    server.requests.clear()
    server.hold_after = 15  # in the third dialogue
    process = in_own_process(*command, f"out={tmp_path / 'killed'}", cwd=tmp_path)
    assert server.holding.wait(timeout=120)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert len(kept(tmp_path / "killed")) == 2 * len(NAMES)
    assert not (tmp_path / "killed" / SHEET).exists()
    paid = len(server.requests)
    server.hold_after = None
    server.release.set()
    assert socialsim(*command, f"out={tmp_path / 'killed'}").code == 0
    assert 15 + len(server.requests) - paid == N * 6
    assert (tmp_path / "killed" / SHEET).read_bytes() == (tmp_path / "undisturbed" / SHEET).read_bytes()


def test_a_budget_stops_it_and_says_what_is_saved(
    socialsim: Program, server: Server, corpus: Path, judge: Judge
) -> None:
    said = socialsim("judge", corpus, *judge("judge-1"), "budget.calls=3")
    assert (said.code, len(server.requests)) == (3, 3)
    assert f"3 judgements of 4 are saved in {corpus}" in said.err
    assert socialsim("judge", corpus, *judge("judge-1")).code == 0
    assert len(server.requests) == N


# Scales


def people(*answers: object) -> dict[str, Any]:
    """Return a conversation of ESConv with what its seeker answered before and after, as far as there was an answer."""
    survey = dict(zip(("initial_emotion_intensity", "final_emotion_intensity"), answers, strict=False))
    said = ["Hello", "What is it?", "The boat is gone", "Oh no", "I feel lost", "I hear you", "Thanks", "Any time"]
    dialog = [
        {"speaker": "supporter" if number % 2 else "seeker", "annotation": {}, "content": text}
        for number, text in enumerate(said)
    ]
    return {"emotion_type": "fear", "survey_score": {"seeker": survey, "supporter": {}}, "dialog": dialog}


def test_seekers_of_esconv_are_raters_beside_the_judge(
    socialsim: Program, server: Server, judge: Judge, tmp_path: Path
) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps([people("5", "2"), people("4", "3"), people("3"), people("4", "0"), people("5", "1")]))
    server.answer = saying(lambda name, body: {"before": 4, "after": 2}[name])
    said = socialsim("judge", path, "scale=outcome", *judge("judge-1"))
    assert said.code == 0, said.err
    (judged, survey) = rows(said.out, "relief")
    assert judged[:4] == ["A", "5", "0", "2.00"]
    # 5 - 2, 4 - 3 and 5 - 1; one did not answer, one said what is none of the answers
    assert survey[:4] == ["B", "3", "2", "2.67"]
    assert "\nB  seeker\n" in said.out
    problems = {one.problem for one in kept(Path("outputs/judge")) if one.rater == "seeker" and one.value is None}
    assert problems == {"not answered", "answered 0, which is not from 1 to 5"}
    for body in server.requests:
        seen = json.dumps(body["messages"])
        assert ("before_rating" in seen) != ("Thanks" in seen), "who rates the beginning does not see the end"


def test_without_a_judge_the_survey_alone_is_printed(socialsim: Program, open_file: Callable[[str], Path]) -> None:
    said = socialsim("judge", open_file("esconv_hf/sample.json"), "scale=outcome")
    assert (said.code, said.err) == (0, "")
    assert rows(said.out, "before")[0][:4] == ["A", "10", "0", "4.40"]
    assert rows(said.out, "after")[0][:4] == ["A", "9", "1", "2.67"]


MINE = """
name: warmth
about: how warm the supporter is
lowest: 1
highest: 5
dimensions:
  - question: How warm is it?
    name: warmth
    anchors: {1: Cold., 5: Like a friend.}
"""


def test_a_scale_of_ones_own_is_asked_for_and_other_wordings_of_it_are_not_mixed(
    socialsim: Program, server: Server, corpus: Path, judge: Judge, tmp_path: Path
) -> None:
    scale = tmp_path / "warmth.yaml"
    scale.write_text(MINE)
    said = socialsim("judge", corpus, f"scale={scale}", *judge("judge-1"))
    assert rows(said.out, "warmth") == [["A", "4", "0", "2.00", "2.00 to 2.00", "25.0", "2×4"]]
    assert "5: Like a friend." in str(server.requests[0]["messages"][0]["content"])
    scale.write_text(MINE.replace("Cold.", "As ice."))
    server.answer = saying(lambda name, body: 5)
    other = socialsim("judge", corpus, f"scale={scale}", *judge("judge-1"), "n=3")
    assert rows(other.out, "warmth")[0][:4] == ["A", "3", "0", "5.00"]
    assert "4 ratings by other wordings of the scale are kept and not counted here" in other.out


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (MINE.replace("highest: 5", "highest: 0"), "mine.yaml: from 1 to 0 is no scale of 2 to 101 values"),
        (MINE.replace("    name: warmth\n", ""), 'mine.yaml: "dimensions.1.name": Field required'),
        (MINE.replace("\nname: warmth", "\nname: criteria"), "criteria is a scale of ours"),
        ("- warmth", "mine.yaml: is a list; a scale has name"),
        ("name: [warmth", "neither YAML nor JSON"),
    ],
)
def test_a_wrong_scale_is_one_line_and_nothing_is_written(
    text: str, complaint: str, socialsim: Program, server: Server, corpus: Path, judge: Judge, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(text)
    said = socialsim("judge", corpus, f"scale={tmp_path / 'mine.yaml'}", *judge("judge-1"))
    assert (said.code, said.out, server.requests) == (2, "", [])
    assert complaint in said.complaint
    assert not (corpus / "ratings.db").exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["scale=criterion"], "no such file, did you mean criteria?; there are criteria, esc-eval, outcome"),
        (["n=0"], "n=0: has to be 1 or more"),
        (["lm@judge_lm=offline"], "the offline generator cannot judge"),
        (["lm@judge_lm=gpt-4o"], "OPENAI_API_KEY is not set"),
        (["lm@judge_lm=gpt-4o", "budget.calls=0"], "budget.calls=0: has to be more than 0"),
        ([], "nobody has rated these dialogues yet; name a judge: lm@judge_lm=NAME"),
        (["against={corpus}", "scale=outcome"], "rates a conversation at several times"),
        (["against={corpus}", "one_by_one=true"], "one_by_one=true: is for ratings"),
        (["against=nothing"], "nothing: no such file"),
    ],
)
def test_what_cannot_be_is_one_line(words: list[str], complaint: str, socialsim: Program, corpus: Path) -> None:
    before = sorted(corpus.iterdir())
    said = socialsim("judge", corpus, *(word.format(corpus=corpus) for word in words))
    assert (said.code, said.out) == (2, "")
    assert complaint in said.complaint
    assert sorted(corpus.iterdir()) == before


def test_a_sheet_of_somebody_else_is_not_replaced(socialsim: Program, corpus: Path, judge: Judge) -> None:
    (corpus / SHEET).write_text("item,rating\n1,2\n")
    said = socialsim("judge", corpus, *judge("judge-1"))
    assert said.code == 2
    assert "is none of ours" in said.complaint
    assert (corpus / SHEET).read_text() == "item,rating\n1,2\n"


def test_other_words_under_a_name_that_is_taken_are_not_mixed(
    socialsim: Program, server: Server, judge: Judge, tmp_path: Path
) -> None:
    for name, text in (("one", "The boat is gone"), ("two", "The bridge is gone")):
        record = json.dumps(people()).replace("The boat is gone", text)
        (tmp_path / f"{name}.json").write_text(f"[{record}]")
    assert socialsim("judge", tmp_path / "one.json", *judge("judge-1")).code == 0
    said = socialsim("judge", tmp_path / "two.json", *judge("judge-1"))
    assert said.code == 2
    assert "1 was judged there when its words were others; say another out=DIR" in said.complaint
    assert len(server.requests) == 1


def test_two_of_one_name_are_two(socialsim: Program, judge: Judge, tmp_path: Path) -> None:
    for name in ("train", "test"):
        folder = tmp_path / "parts"
        folder.mkdir(exist_ok=True)
        record = {"id": "7", "dialogue": {"turns": [{"speaker": "seeker", "text": f"Hello from {name}"}]}}
        (folder / f"{name}.jsonl").write_text(json.dumps(record) + "\n")
    said = socialsim("judge", tmp_path / "parts", *judge("judge-1"))
    assert said.code == 0, said.err
    assert {one.item for one in kept(Path("outputs/judge"))} == {"7", "7 (2)"}


# Two corpora


@pytest.fixture
def theirs(socialsim: Program, corpus: Path, tmp_path: Path) -> Path:
    """Return the folder of a dialogue of each persona of `corpus`, by another program."""
    command = ["simulate", f"personas={corpus / 'profiles.json'}", f"out={tmp_path / 'theirs'}", "program=direct"]
    assert socialsim(*command).code == 0
    return tmp_path / "theirs"


def texts(folder: Path) -> list[set[str]]:
    """Return what is said in each dialogue of a folder."""
    lines = (folder / "dialogues.jsonl").read_text("utf-8").splitlines()
    return [{turn["text"] for turn in json.loads(line)["dialogue"]["turns"]} for line in lines]


def said_in(script: str) -> set[str]:
    """Return what is said in a conversation as judges read it."""
    return {line.partition(": ")[2] for line in script.splitlines()}


def shown(body: Body) -> tuple[str, str]:
    """Return what a comparer is shown, first and second."""
    first, _, second = str(body["messages"][1]["content"]).partition("[[ ## second ## ]]")
    return first.partition("[[ ## first ## ]]")[2].strip(), second.partition("Answer with")[0].strip()


def test_a_judge_who_always_says_first_decides_nothing(
    socialsim: Program, server: Server, corpus: Path, theirs: Path, judge: Judge
) -> None:
    server.answer = saying(lambda name, body: "first")
    said = socialsim("judge", corpus, f"against={theirs}", *judge("judge-1"))
    assert said.code == 0, said.err
    assert len(server.requests) == 2 * N
    cells = ["A", "4", "0", "0.0", "100.0", "0.0", "0.0", "0.0 to 0.0", "100.0", "100.0"]
    assert rows(said.out, "overall") == rows(said.out, "coherence") == [cells]
    asked = [shown(body) for body in server.requests]  # as they came, several at once
    assert all((two, one) in asked and one != two for one, two in asked)
    assert str(corpus.name) not in str(server.requests) and "theirs" not in str(server.requests)


def test_a_pair_of_which_an_answer_cannot_be_read_is_missing_and_no_tie(
    socialsim: Program, server: Server, corpus: Path, theirs: Path, judge: Judge
) -> None:
    first, *others = texts(corpus)
    unread = first.difference(*others, *texts(theirs))

    def rate(name: str, body: Body) -> str:
        spoiled = said_in(shown(body)[0]) & unread
        return "neither" if name == "overall" and spoiled else "first"

    server.answer = saying(rate)
    said = socialsim("judge", corpus, f"against={theirs}", *judge("judge-1"))
    assert [row[1:4] for row in rows(said.out, "overall")] == [["3", "1", "0.0"]]
    assert [row[1:4] for row in rows(said.out, "coherence")] == [["4", "0", "0.0"]]


def test_what_a_judge_prefers_in_both_orders_is_won(
    socialsim: Program, server: Server, corpus: Path, theirs: Path, judge: Judge
) -> None:
    ours = set[str]().union(*texts(corpus)).difference(*texts(theirs))

    def prefer(name: str, body: Body) -> str:
        first, _ = shown(body)
        return "first" if said_in(first) & ours else "second"

    server.answer = saying(prefer)
    said = socialsim("judge", corpus, f"against={theirs}", *judge("judge-1"))
    assert "same id" not in said.err  # personas pair them, however they begin
    assert rows(said.out, "overall")[0][1:] == [
        *("4", "0", "100.0", "0.0", "0.0"),
        *("100.0", "100.0 to 100.0", "0.0", "50.0"),
    ]
    asked = len(server.requests)
    assert socialsim("judge", corpus, f"against={theirs}", *judge("judge-1")).out == said.out
    assert len(server.requests) == asked


def test_dialogues_without_a_persona_are_compared_by_their_ids(
    socialsim: Program, server: Server, judge: Judge, tmp_path: Path
) -> None:
    (tmp_path / "one.json").write_text(json.dumps([people(), people(), people()]))
    (tmp_path / "two.json").write_text(json.dumps([people(), people()]))
    server.answer = saying(lambda name, body: "tie")
    said = socialsim("judge", tmp_path / "one.json", f"against={tmp_path / 'two.json'}", *judge("judge-1"))
    assert said.out.startswith("2 pairs of one.json (3 dialogues) and two.json (2 dialogues)")
    assert {one.item for one in kept(Path("outputs/judge"))} == {"1 | two.json: 1", "2 | two.json: 2"}
    assert "begin with different messages" not in said.err


def test_pairs_of_one_id_that_begin_differently_are_told(socialsim: Program, judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps([people(), people(), people()]))
    stranger = json.loads(json.dumps(people()).replace('"Hello"', '"Good evening"'))
    (tmp_path / "two.json").write_text(json.dumps([people(), stranger, people()]))
    command = ["judge", tmp_path / "one.json", f"against={tmp_path / 'two.json'}"]
    said = socialsim(*command, *judge("judge-1"))
    warnings = [line for line in said.err.splitlines() if "begin" in line]
    assert warnings == [
        "socialsim: 1 of 3 pairs made by the same id alone begin with different messages, the first of them "
        "2 | two.json: 2; see that the two are of one person"
    ]
    assert "begin" not in socialsim(*command, "n=1", *judge("judge-1")).err


def test_dialogues_that_do_not_belong_together_are_not_compared(
    socialsim: Program, corpus: Path, judge: Judge, tmp_path: Path
) -> None:
    (tmp_path / "two.json").write_text(json.dumps([people()]))
    said = socialsim("judge", corpus, f"against={tmp_path / 'two.json'}", *judge("judge-1"))
    assert said.code == 2
    assert "none of its dialogues has the persona, the card or the id" in said.complaint


def test_a_judge_of_a_generators_family_is_told(
    socialsim: Program, server: Server, judge: Judge, tmp_path: Path
) -> None:
    made = {"persona_id": "p", "program": "q", "generators": {"seeker": "openai/gpt-4o"}, "seed": 0, "versions": {}}
    turns = [{"speaker": "seeker", "text": "Hello"}, {"speaker": "supporter", "text": "Hi"}]
    record = {"id": "1", "dialogue": {"turns": turns, "provenance": made}}
    (tmp_path / "made.jsonl").write_text(json.dumps(record) + "\n")
    said = socialsim("judge", tmp_path / "made.jsonl", *judge("gpt-4"))
    assert "is of the same family as openai/gpt-4o, which it judges" in said.err


def test_a_local_model_of_no_sense_answers_within_the_scale(socialsim: Program, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(MINE)
    lm = ["lm@judge_lm=transformers", f"judge_lm.model={make_model(tmp_path / 'model')}", "judge_lm.max_tokens=150"]
    said = socialsim("judge", corpus, "n=2", f"scale={tmp_path / 'mine.yaml'}", *lm)
    assert said.code == 0, said.err
    ratings = kept(corpus)
    assert len(ratings) == 2
    # Whether a reason of random letters comes to an end, or is a blank, is a matter of luck.
    assert all(one.value in range(1, 6) or one.problem.startswith("parse-failed") for one in ratings)
