"""Replies of models beside those of people: a table on ESConv, ESConv-SRA, and MIME's text."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.formats.outputs import read_block, read_row
from socialsim.corpora.spelling import DialogueError
from socialsim.signatures import InputError, Reasoning, Turn

from tests.corpora.told import Write

# The table

ROW = {
    "context": "Assistant: Hello \nUser: The ferry:\nit stopped.\n\nAssistant: ",
    "target": " Since when? ",
    "generated": " That is sad. ",
    "bleu-2": "1.5",
    "ppl": "-",
    "target_strategy": "[Question]",
    "pred_strategy": "[Reflection of feelings]",
}


def test_the_reply_of_people_is_the_last_turn_and_the_models_a_note(tmp_path: Path) -> None:
    with (tmp_path / "details.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(ROW))
        table.writeheader()
        table.writerows([ROW, ROW | {"target_strategy": ""}])
    reading = read_dialogues(tmp_path / "details.csv")
    found, plain = reading
    assert reading.format.key == "outputs"
    assert found.dialogue.turns == (
        Turn(speaker="supporter", text="Hello"),
        Turn(speaker="seeker", text="The ferry:\nit stopped."),
        Turn(speaker="supporter", text="Since when?", reasoning=Reasoning(strategy="Question")),
    )
    assert found.about == {name: text for name, text in ROW.items() if name not in ("context", "target")}
    assert found.quirks == {"white space around an utterance left out": 3}
    assert (found.line, plain.line, plain.dialogue.turns[-1].strategy) == (2, 7, None)


def test_only_an_empty_last_line_of_the_assistant_is_the_cue() -> None:
    for context, texts in (
        ("User: Hi\nAssistant: Hm", ["Hi", "Hm"]),
        ("Assistant: \nUser: Hi", ["", "Hi"]),
        ("Assistant: Hm\nUser: ", ["Hm", ""]),
        ("User: Hi\nAssistant: \n", ["Hi"]),
    ):
        quirks = Counter[str]()
        turns = read_row(ROW | {"context": context, "target": "Oh"}, quirks).dialogue.turns
        assert [turn.text for turn in turns] == [*texts, "Oh"]
        assert quirks == ({"utterances that are empty, kept as they are": 1} if "" in texts else {})
    assert len(read_row(ROW | {"context": "Assistant: "}, Counter()).dialogue.turns) == 1


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (ROW | {"context": None}, '"context" is null; it has to be a string'),
        (ROW | {"context": "Hello\nUser: Hi"}, '"context" does not begin with "User:" or "Assistant:"'),
        (ROW | {"context": ""}, '"context" does not begin with'),
        (ROW | {"target": 7}, "target: the text is a number"),
        (ROW | {"target_strategy": [1]}, "target: the strategy is a list"),
        ([ROW], "the record is a list; it has to be an object"),
    ],
)
def test_a_row_that_is_no_dialogue_is_refused(row: Any, complaint: str) -> None:
    with pytest.raises(DialogueError) as refused:
        read_row(row, Counter())
    assert str(refused.value).startswith(complaint)


# ESConv-SRA

SRA = {
    "dialog": ["The ferry stopped.", "Since when?", "October. "],
    "speakers": ["seeker", "supporter", "seeker"],
    "situation": " Nobody comes.",
    "responses": {"Offer Hope": "It will come again."},
    "prompts": {"Offer Hope": "Write one reply."},
}


def test_what_models_continued_stays_beside_the_conversation(write: Write) -> None:
    reading = read_dialogues(write("677.json", json.dumps(SRA, indent=4)))
    [found] = reading
    assert reading.format.name == "ESConv-SRA"
    assert [(turn.speaker, turn.text) for turn in found.dialogue.turns] == [
        ("seeker", "The ferry stopped."),
        ("supporter", "Since when?"),
        ("seeker", "October."),
    ]
    assert (found.id, found.situation) == ("677", "Nobody comes.")
    assert found.about == {name: SRA[name] for name in ("situation", "responses", "prompts")}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"speakers": ["seeker"]}, '"dialog" has 3 utterances and "speakers" 1 speakers'),
        (
            {"speakers": ["seeker", "narrator", "seeker"]},
            "utterance 2: the speaker is narrator; it has to be",
        ),
        ({"dialog": [], "speakers": []}, '"dialog" is empty'),
        ({"dialog": "Hello"}, '"dialog" is a string; it has to be a list'),
        ({"dialog": ["a", None, "b"]}, "utterance 2: the text is null"),
    ],
)
def test_a_conversation_whose_lists_do_not_match_is_refused(
    changes: dict[str, Any], complaint: str, write: Write
) -> None:
    with pytest.raises(InputError) as refused:
        list(read_dialogues(write("677.json", json.dumps(SRA | changes, indent=4))))
    assert str(refused.value).startswith(f"677.json:1: record 1: {complaint}")


# MIME

HEAD = "### COMMENT: a score > 0, or < 0 ###\nEVAL\tLoss\tPPL\ntest\t3.6253\t37.5363\n"
RULER = "-" * 70 + "\n"
BLOCK = (
    "emotion:lonely\tvader-score: -0.3\tpredicted_emotion: afraid\n"
    "Context:['the ferry stopped .', \"since when ? it 's far\", 'october : the 3rd']\n"
    "Topk:oh no . \n"
    "Beam: i am sorry . \n"
    "Greedy:i am sorry . \n"
    "Ref:who comes : anybody ?\n"
)


def test_blocks_of_text_are_dialogues_that_end_with_the_reference(write: Write) -> None:
    short = BLOCK.replace("Ref:who comes : anybody ?", "Ref:oh").replace('"since when ? it \'s far", ', "")
    reading = read_dialogues(write("mime_output.txt", f"{HEAD}{BLOCK}{RULER}{short}"))
    found, other = reading
    assert (reading.format.key, reading.syntax.name) == ("mime", "plain text")
    assert found.dialogue.turns == (
        Turn(speaker="seeker", text="the ferry stopped ."),
        Turn(speaker="supporter", text="since when ? it 's far"),
        Turn(speaker="seeker", text="october : the 3rd"),
        Turn(speaker="supporter", text="who comes : anybody ?"),
    )
    assert (found.emotion, found.line, found.id) == ("lonely", 4, "1")
    assert found.about == {
        "emotion": "lonely",
        "vader-score": "-0.3",
        "predicted_emotion": "afraid",
        "Topk": "oh no . ",
        "Beam": " i am sorry . ",
        "Greedy": "i am sorry . ",
    }
    assert (other.line, other.id) == (11, "2")
    assert [turn.speaker for turn in other.dialogue.turns] == ["supporter", "seeker", "supporter"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("Context:[", "Context:[open('x'), ", '"Context" is [open('),
        ("Context:[", "Context:{", '"Context" is {'),
        ("Context:['the ferry stopped .', ", "Context:[7, ", '"Context" is [7, '),
        ("Context:", "Context:" + "-" * 5000, '"Context" is ----'),  # deeper than Python's stack
        ("Context:", "Context:" + "-" * 100_000, '"Context" is ----'),  # deeper than its parser's memory
        ("Topk:", "Top:", 'the line "Top:oh no ." begins with none of emotion, Context, Topk, Beam, Greedy, Ref'),
        ("Beam:", "Topk:", 'the line "Topk: i am sorry ." is there twice'),
        ("Greedy:i am sorry . \n", "", 'there is no line "Greedy:"'),
        ("emotion:lonely", "an emotion", 'the line "an emotion vader-score: -0.3 predicted_e" begins with none'),
    ],
)
def test_a_bad_block_is_told_with_its_line_and_the_next_is_read(
    old: str, new: str, complaint: str, write: Write
) -> None:
    bad = BLOCK.replace(old, new, 1)
    reading = read_dialogues(write("mime_output.txt", f"{HEAD}{BLOCK}{RULER}{bad}{RULER}{RULER}\n{BLOCK}{RULER}"))
    assert [found.line for found in reading] == [4, 11 + bad.count("\n") + 3]
    [error] = reading.bad
    assert str(error).startswith(f"mime_output.txt:11: record 2: {complaint}")


@pytest.mark.parametrize("value", [None, 3, [], {}, "", "emotion:", "\x00", "emotion:a\nContext:[]"])
def test_what_is_no_block_is_refused(value: object) -> None:
    with pytest.raises(DialogueError):
        read_block(value, Counter())


# The open data


@pytest.mark.parametrize("name", ["joint", "vanilla"])
def test_every_real_row_has_its_reference_as_the_last_turn(name: str, open_file: Callable[[str], Path]) -> None:
    path = open_file(f"esconv_outputs_deepseek/details_{name}.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for found, row in zip(read_dialogues(path), rows, strict=True):
        *before, reply = found.dialogue.turns
        assert reply.text == row["target"].strip()
        assert reply.strategy == (row["target_strategy"].strip("[]") if name == "joint" else None)
        assert found.about["generated"] == row["generated"]
        # The same words in the same order, whatever stands between them.
        words = " ".join(f"{'User' if turn.speaker == 'seeker' else 'Assistant'}: {turn.text}" for turn in before)
        assert [*words.split(), "Assistant:"] == row["context"].split()


def test_every_real_block_of_mime_has_its_reference_as_the_last_turn(open_file: Callable[[str], Path]) -> None:
    path = open_file("empatheticdialogues/mime_output.txt")
    lines = path.read_text(encoding="utf-8").split("\n")
    written = {
        name: [text for line in lines for start, _, text in [line.partition(":")] if start == name]
        for name in ("Topk", "Beam", "Greedy", "Ref")
    }
    found = list(read_dialogues(path))
    assert [one.dialogue.turns[-1].text for one in found] == [text.strip() for text in written.pop("Ref")]
    for name, texts in written.items():
        assert [one.about[name] for one in found] == texts
    assert all(
        lines[one.line - 1] == f"emotion:{one.emotion}\tvader-score: {one.about['vader-score']}\t"
        f"predicted_emotion: {one.about['predicted_emotion']}"
        for one in found
    )
