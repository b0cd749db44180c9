"""Replies of systems: forms, columns, conversations, and what is refused in one line."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.replies import read_replies, write_replies
from socialsim.corpora.reply_groups import BY_NAME, BY_ROW, BY_WINDOW
from socialsim.signatures import InputError, Outputs, Reasoning, Reply, Turn

from tests.corpora.told import Write


def lines(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(InputError) as refused:
        read_replies(path, **options)
    assert "\n" not in str(refused.value)
    return str(refused.value)


# Ours

SEEKER, SUPPORTER = Turn(speaker="seeker", text="The ferry stopped."), Turn(speaker="supporter", text="Oh.")
WHOLE = Reply(
    " Since when?\n",
    ("When?", " Since when? "),
    "d1",
    3,
    (SEEKER, SUPPORTER, SEEKER),
    "Question",
    "Information",
    Reasoning(situation="stranded", strategy="Question"),
    {"score": 0.5, "beam": [1, None]},
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Failed and blank replies too, which are not the same."""
    written = [
        Outputs("one", "ferry", (WHOLE, Reply(None, ("Oh?",), "d1", 5), Reply("", (), "d2"))),
        Outputs("one", "other", (Reply("Hm \ud83d", ("é",), "d9", 1),)),
        Outputs("two", "ferry", (Reply("Oh", (), "d1", 3),)),
    ]
    with (tmp_path / "replies.jsonl").open("w", encoding="utf-8") as stream:
        write_replies(stream, written)
    reading = read_replies(tmp_path / "replies.jsonl")
    half = written[1].replies[0]
    written[1] = replace(written[1], replies=(replace(half, text="Hm \ufffd"),))  # of an emoji cut in two
    assert reading.outputs == written
    assert (reading.records, reading.bad, reading.grouped_by) == (5, [], BY_NAME)


def test_the_record_of_a_reply_says_everything_under_its_name() -> None:
    stream = io.StringIO()
    write_replies(stream, [Outputs("one", "ferry", (Reply(None, ("Oh?",), "d1", 5, (SEEKER,)),))])
    assert json.loads(stream.getvalue()) == {
        "system": "one",
        "data": "ferry",
        "dialogue": "d1",
        "turn": 5,
        "context": [{"speaker": "seeker", "text": "The ferry stopped."}],
        "references": ["Oh?"],
        "text": None,
        "strategy": None,
        "reference_strategy": None,
        "reasoning": None,
        "about": {},
    }


OURS = {"system": "one", "data": "ferry", "dialogue": "d1", "references": ["Oh?"], "text": "Hm."}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"text": 3}, '"text" is a number; it has to be a string'),
        ({"references": [1]}, '"references" is a number; it has to be a string'),
        ({"turn": "third"}, '"turn" is no whole number'),
        ({"turn": True}, '"turn" is no whole number'),
        ({"context": [{"speaker": "narrator", "text": "x"}]}, '"context" or "reasoning": '),
        ({"context": 7}, '"context" or "reasoning": '),
        ({"about": []}, None),
        ({"about": [1]}, '"about" is a list; it has to be an object'),
    ],
)
def test_a_bad_record_is_told_and_the_others_are_read(
    changes: dict[str, Any], complaint: str | None, write: Write
) -> None:
    reading = read_replies(write("replies.jsonl", lines(OURS, OURS | changes)))
    if complaint is None:
        assert not reading.bad and len(reading.outputs[0].replies) == 2
        return
    [error] = reading.bad
    assert str(error).startswith(f"replies.jsonl:2: {complaint}")
    assert [len(one.replies) for one in reading.outputs] == [1] and reading.records == 2


def test_names_that_the_user_gives_count_more_than_those_of_the_file(write: Write) -> None:
    path = write("replies.jsonl", lines(OURS, OURS | {"system": "two"}))
    [one, two] = read_replies(path, system="run 3", data="valid").outputs
    assert (one.system, two.system, one.data) == ("run 3 one", "run 3 two", "valid")
    [only] = read_replies(write("one.jsonl", lines(OURS)), system="run 3").outputs
    assert (only.system, only.data) == ("run 3", "ferry")


# Tables


def test_columns_are_known_by_name_whatever_the_syntax(write: Write) -> None:
    row = {
        "Generated-Text": " Hm. ",
        "target": "Oh? ",
        "pred_strategy": "[question]",
        "gold strategy": "Other",
        "x": "1",
    }
    table = io.StringIO()
    sheet = csv.DictWriter(table, list(row))
    sheet.writeheader()
    sheet.writerow(row)
    wanted = Reply(" Hm. ", ("Oh? ",), "1", None, (), "Question", "Others", None, {"x": "1"})
    for name, text in (
        ("model.csv", table.getvalue()),
        ("model.tsv", table.getvalue().replace(",", "\t")),
        ("model.jsonl", lines(row)),
        ("model.json", json.dumps([row], indent=1)),
    ):
        reading = read_replies(write(name, text))
        assert reading.outputs == [Outputs("model", "", (wanted,))], name
        assert reading.grouped_by == BY_ROW
        assert reading.quirks['strategy "Other" read as "Others"'] == 1


def test_response_is_the_reference_beside_a_generation_and_else_the_reply(write: Write) -> None:
    """The first as ESConv's own code writes it: the list of one reply that was sampled."""
    [beside] = read_replies(
        write("gen.json", lines({"sample_id": 1, "response": "Oh?", "generation": ["Hm."]}))
    ).outputs
    assert (beside.replies[0].text, beside.replies[0].references) == ("Hm.", ("Oh?",))
    [alone] = read_replies(write("alone.json", lines({"response": "Hm.", "gold": ["Oh?", "Ah?"]}))).outputs
    assert (alone.replies[0].text, alone.replies[0].references) == ("Hm.", ("Oh?", "Ah?"))


def test_a_failed_reply_is_missing_and_a_blank_one_is_not(write: Write) -> None:
    rows = [{"prediction": text, "label": "Oh?"} for text in (None, "", "Hm.")]
    found = read_replies(write("p.jsonl", lines(*rows, {"label": "Oh?", "error": "timeout"}))).outputs[0].replies
    assert [reply.text for reply in found] == [None, "", "Hm.", None]
    assert found[3].about == {"error": "timeout"}


MISSING = "replies that are NaN or NA: missing"
BLANK = "blank replies: scored as such, not missing"
TWICE = "replies to a dialogue and turn that is there twice"


@pytest.mark.parametrize("word", ["NaN", "nan", "NA", "N/A", "null", "None", "<NA>"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_cell_that_says_there_is_no_value_is_none(word: str, delimiter: str, write: Write) -> None:
    """In every column that is read; an empty reply stays a blank one, and both are told."""
    rows = [
        ("predicted", "ref1", "ref2", "dialogue", "turn", "pred_strategy", "context", "note"),
        (word, "Oh?", word, "a", word, word, word, word),
        ("", "Oh?", "Ah?", word, "2", "Question", "Hi", "x"),
        (f"{word} no", word, word, "a", "3", "Question", "Hi", "x"),
    ]
    reading = read_replies(write("t.csv", "".join(delimiter.join(row) + "\n" for row in rows)))
    first, second, third = reading.outputs[0].replies
    assert first == Reply(None, ("Oh?",), "a", None, (), None, about={"note": word})
    assert (second.text, second.dialogue) == ("", "row 2")
    assert (third.text, third.references) == (f"{word} no", ())
    assert (reading.bad, reading.quirks[MISSING], reading.quirks[BLANK]) == ([], 1, 1)
    assert reading.quirks['values of "ref2" that are NaN or NA: left out'] == 2


def test_nan_in_json_is_no_value_and_a_word_is_a_text(write: Write) -> None:
    nan = float("nan")
    rows = [
        {"pred": nan, "ref": nan, "dialogue": nan, "turn": nan, "pred_strategy": nan, "history": nan},
        {"pred": [nan], "ref": ["Oh?", nan]},
        {"pred": "NaN", "ref": "None"},
        {"pred": " ", "ref": "Oh?"},
    ]
    for name, text in (("t.jsonl", lines(*rows)), ("t.json", json.dumps(rows))):
        reading = read_replies(write(name, text))
        assert reading.outputs[0].replies == (
            Reply(None, (), "1"),
            Reply(None, ("Oh?",), "2"),
            Reply("NaN", ("None",), "3"),
            Reply(" ", ("Oh?",), "4"),
        )
        assert (reading.bad, reading.quirks[MISSING], reading.quirks[BLANK]) == ([], 2, 1)
    ours = read_replies(write("ours.jsonl", lines(OURS | {"text": nan, "strategy": nan, "references": [nan]})))
    assert ours.outputs[0].replies == (Reply(None, (), "d1"),)
    assert ours.quirks[MISSING] == 1


def test_two_replies_to_one_turn_are_told(write: Write) -> None:
    rows = [OURS | {"turn": 3}, OURS | {"turn": 3}, OURS | {"turn": 5}, OURS | {"turn": 3, "system": "two"}]
    assert read_replies(write("t.jsonl", lines(*rows))).quirks == {TWICE: 1}
    without_a_turn = read_replies(write("u.jsonl", lines(OURS, OURS)))
    assert not without_a_turn.quirks
    # Of windows we tell the conversation ourselves, and may take two for one.
    said = {"pred": "a", "context": ["The last ferry to the island left without me and my dog."], "turn": 1}
    windows = read_replies(write("v.jsonl", lines(said, said)))
    assert windows.grouped_by == BY_WINDOW and not windows.quirks


def test_several_columns_are_several_systems_and_several_references(write: Write) -> None:
    row = {"ours": "Hm.", "theirs": "Ah.", "ref1": "Oh?", "ref2": "Eh?", "conv_id": 7, "turn": 2}
    reading = read_replies(write("all.jsonl", lines(row)), columns={"text": ["ours", "theirs"]}, data="ferry")
    references = ("Oh?", "Eh?")
    assert reading.outputs == [
        Outputs("ours", "ferry", (Reply("Hm.", references, "7", 2),)),
        Outputs("theirs", "ferry", (Reply("Ah.", references, "7", 2),)),
    ]


def test_the_user_names_what_no_name_tells(write: Write) -> None:
    row = {"answer A": "Hm.", "human": "Oh?", "s": "Question", "t": "Others", "who": "x", "no": "4", "before": "Hi"}
    options = {
        "text": "answer A",
        "references": "human",
        "strategy": "s",
        "reference_strategy": "t",
        "dialogue": "who",
        "turn": "no",
        "context": "before",
    }
    [found] = read_replies(write("a.jsonl", lines(row)), columns=options).outputs
    context = (Turn(speaker="seeker", text="Hi"),)
    assert found.replies == (Reply("Hm.", ("Oh?",), "x", 4, context, "Question", "Others"),)


@pytest.mark.parametrize(
    ("row", "columns", "complaint"),
    [
        ({"a": "x", "b": "y"}, {}, "no column is known to hold a system's replies; there are a, b; say which with"),
        (
            {"pred": "x", "hyp": "y"},
            {},
            '"pred" and "hyp" may both hold replies of a system; say which with columns.text',
        ),
        ({"pred": "x", "gold": "y", "label": "z"}, {}, '"gold" and "label" may both hold references; say which with'),
        (
            {"pred": "x", "turn": 1, "turn_id": 2},
            {},
            '"turn" and "turn_id" may both be read; say which with columns.turn',
        ),
        ({"pred": "x"}, {"text": "reply"}, "columns.text=reply: there is no such column; there are pred"),
        ({"pred": "x"}, {"reply": "pred"}, "columns.reply: there are text, references, strategy"),
        ({"pred": "x"}, {"turn": ["a", "b"]}, "columns.turn is one column; 2 are named"),
        (
            {"a": "x", "b": "y", "s": "z"},
            {"text": ["a", "b"], "strategy": "s"},
            "columns.strategy goes with one column",
        ),
    ],
)
def test_what_cannot_be_told_is_asked_for(
    row: dict[str, Any], columns: dict[str, Any], complaint: str, write: Write
) -> None:
    assert refusal(write("t.jsonl", lines(row)), columns=columns).startswith(f"t.jsonl: {complaint}")


def test_contexts_are_messages_texts_or_labelled_lines(write: Write) -> None:
    for context in (
        [
            {"role": "system", "content": "Be kind."},
            {"role": "user", "content": "Hi"},
            {"role": "assistant", "content": "Oh"},
        ],
        [{"speaker": "usr", "text": "Hi"}, {"speaker": "sys", "text": "Oh"}],
        "User: Hi\nAssistant: Oh\nAssistant: ",
    ):
        [found] = read_replies(write("t.jsonl", lines({"pred": "x", "context": context}))).outputs
        said = [(turn.speaker, turn.text) for turn in found.replies[0].context]
        assert said == [("seeker", "Hi"), ("supporter", "Oh")]
    [found] = read_replies(write("t.jsonl", lines({"pred": "x", "history": ["Hi", "Oh", " Yes"]}))).outputs
    said = [(turn.speaker, turn.text) for turn in found.replies[0].context]
    assert said == [("seeker", "Hi"), ("supporter", "Oh"), ("seeker", "Yes")]


def test_white_space_is_left_out_of_contexts_alone_and_that_is_said(write: Write) -> None:
    for context in (["Hi "], "User: Hi  ", [{"role": "user", "content": " Hi"}]):
        reading = read_replies(write("t.jsonl", lines({"pred": " x ", "label": " y ", "context": context})))
        [reply] = reading.outputs[0].replies
        assert (reply.text, reply.references, reply.context[0].text) == (" x ", (" y ",), "Hi")
        told = {what: count for what, count in reading.quirks.items() if "white space" in what}
        assert told == {"white space around an utterance left out (of contexts)": 1}


def test_records_without_replies_are_refused_as_a_whole(write: Write) -> None:
    assert refusal(write("t.jsonl", lines({"pred": 1}, {"pred": 2}))) == (
        't.jsonl:1: "pred" is a number; it has to be a string; none of the 2 records holds a reply'
    )
    assert '"pred" has 2 replies; one of them has to be chosen' in refusal(
        write("t.jsonl", lines({"pred": ["a", "b"]}))
    )
    assert refusal(write("t.txt", "One.\n\nTwo.\n")).startswith(
        "t.txt: was read as plain text, and no replies are found"
    )
    assert refusal(write("t.txt", "One.\n\nTwo.\n"), columns={"text": "a"}).startswith("t.txt: was read as plain text")


# Lines of text


def test_a_text_with_one_reply_a_line_takes_its_references_from_others(write: Write) -> None:
    hyp, one, two = (
        write("hyp.txt", "Hm.\n\n Ah ."),
        write("r1.txt", "Oh?\r\nOh\r\nEh\r\n"),
        write("r2.txt", "A\nB\nC\n"),
    )
    reading = read_replies(hyp, references=[one, two], data="ferry")
    assert reading.outputs == [
        Outputs(
            "hyp",
            "ferry",
            (Reply("Hm.", ("Oh?", "A"), "1"), Reply("", ("Oh", "B"), "2"), Reply(" Ah .", ("Eh", "C"), "3")),
        )
    ]
    assert reading.grouped_by == BY_ROW


def test_texts_that_do_not_go_together_are_refused(write: Write) -> None:
    hyp, short = write("hyp.txt", "Hm.\nAh.\n"), write("ref.txt", "Oh?\n")
    assert refusal(hyp, references=[short]).startswith("ref.txt: has 1 lines and hyp.txt 2; ")
    assert refusal(write("h.txt", lines({"pred": "x"})), references=[short]).startswith(
        "h.txt: is JSON; references=FILE"
    )
    assert "columns= with a table" in refusal(hyp, references=[short], columns={"text": "a"})


# Conversations


def test_windows_of_one_conversation_are_one_dialogue(write: Write) -> None:
    """The first reply has nothing before it, the second a beginning too short to tell whose it is, the fourth only
    the last three utterances."""
    talk = ["Hello!", "Hi", "What brings you here?", "The last ferry to the island left without me and my dog."]
    talk += ["Oh no, how did that happen?", "I was asleep on a bench in front of the office, and nobody woke me up."]
    rows = [
        {"pred": "a", "target": talk[0], "context": []},
        {"pred": "b", "target": talk[2], "context": talk[:2]},
        {"pred": "c", "target": talk[4], "context": talk[:4]},
        {"pred": "d", "target": "Goodness.", "context": talk[3:]},
        {"pred": "e", "target": "Hello!", "context": []},
        {
            "pred": "f",
            "target": "What now?",
            "context": ["Hello!", "My hens have eaten all of the tulips in my garden"],
        },
    ]
    reading = read_replies(write("t.jsonl", lines(*rows)))
    assert [reply.dialogue for reply in reading.outputs[0].replies] == ["1", "1", "1", "1", "2", "2"]
    assert reading.grouped_by == BY_WINDOW


def test_an_opening_that_is_said_again_elsewhere_ties_nothing(write: Write) -> None:
    rows = [
        {"pred": "a", "target": "Hello!", "context": []},
        {"pred": "b", "target": "What now?", "context": ["My hens have eaten the tulips", "Hello!"]},
    ]
    [outputs] = read_replies(write("t.jsonl", lines(*rows))).outputs
    assert [reply.dialogue for reply in outputs.replies] == ["1", "2"]


def test_a_row_without_a_name_is_by_itself_where_others_have_one(write: Write) -> None:
    rows = [{"pred": "a", "dialogue_id": 1}, {"pred": "b", "dialogue_id": None}, {"pred": "c", "dialogue_id": 1}]
    reading = read_replies(write("t.jsonl", lines(*rows)))
    assert [reply.dialogue for reply in reading.outputs[0].replies] == ["1", "row 2", "1"]


# The open data


@pytest.mark.parametrize("name", ["joint", "vanilla"])
def test_every_real_reply_is_as_found(name: str, open_file: Callable[[str], Path]) -> None:
    path = open_file(f"esconv_outputs_deepseek/details_{name}.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    reading = read_replies(path)
    [outputs] = reading.outputs
    assert (outputs.system, len(outputs.replies), reading.bad) == (f"details_{name}", 1889, [])
    assert [reply.text for reply in outputs.replies] == [row["generated"] for row in rows]
    assert [reply.references for reply in outputs.replies] == [(row["target"],) for row in rows]
    blank = sum(not row["generated"].strip() for row in rows)
    assert (reading.quirks[BLANK], reading.quirks[MISSING]) == (blank, 0)
    if name == "joint":
        assert [f"[{reply.strategy}]" for reply in outputs.replies] == [row["pred_strategy"] for row in rows]
    else:
        assert {reply.strategy for reply in outputs.replies} == {None}
    # 137 replies open a conversation or follow the seeker's first words; none of them is alone.
    sizes = Counter(reply.dialogue for reply in outputs.replies)
    assert reading.grouped_by == BY_WINDOW and len(sizes) == 137 and min(sizes.values()) > 1


def test_mime_has_three_systems_on_the_same_references(open_file: Callable[[str], Path]) -> None:
    reading = read_replies(open_file("empatheticdialogues/mime_output.txt"))
    assert [(one.system, one.data, len(one.replies)) for one in reading.outputs] == [
        (name, "mime", 5255) for name in ("Greedy", "Beam", "Topk")
    ]
    greedy, beam, _ = reading.outputs
    assert [reply.references for reply in greedy.replies] == [reply.references for reply in beam.replies]
    assert [reply.dialogue for reply in greedy.replies] == [reply.dialogue for reply in beam.replies]
    assert beam.replies[0].text == " i am sorry to hear that . what happened ? "
    about = [reply.about for reply in greedy.replies]
    assert sum(one["emotion"] == one["predicted_emotion"] for one in about) / len(about) == pytest.approx(
        0.3488, abs=5e-5
    )
    # EmpatheticDialogues has about two replies of the listener a conversation.
    assert len({reply.dialogue for reply in greedy.replies}) == 2541


def test_the_example_of_nlg_eval_has_two_references(open_file: Callable[[str], Path]) -> None:
    hyp, *references = (open_file(f"nlgeval_example/{name}.txt") for name in ("hyp", "ref1", "ref2"))
    [outputs] = read_replies(hyp, references=references).outputs
    assert [len(reply.references) for reply in outputs.replies] == [2, 2]
    assert outputs.replies[1].text == "this is sentence2 which has been generated by your model"
