"""EmpatheticDialogues, in both forms: rows of a table become dialogues, and none with a hole is taken for whole."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.formats.empathetic import read_by_emotion, read_released
from socialsim.corpora.spelling import DialogueError
from socialsim.signatures import InputError, Turn

from tests.corpora.told import Write

RELEASED = "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags"
BY_EMOTION = "Dialog_ID,Type,Actor,Text"
COMMAS = 'texts in which "_comma_" was read as a comma'


def released(*rows: str) -> str:
    return "\n".join((RELEASED, *rows, ""))


def by_emotion(*rows: str) -> str:
    return "\n".join((BY_EMOTION, *rows, ""))


def row(number: int, text: str, worker: int = 25, name: str = "hit:1_conv:2") -> str:
    return f"{name},{number},lonely,The ferry stopped_comma_ in October.,{worker},{text},5|5|5_4|4|4,"


TALK = (row(1, "Nobody comes_comma_ nobody.", 25), row(2, "Since when?", 7), row(3, "October.", 25))
OTHER = tuple(row(number, "Hello", worker, "hit:3_conv:4") for number, worker in ((1, 7), (2, 25)))


def bad(path: Path) -> list[str]:
    reading = read_dialogues(path)
    list(reading)
    return [str(error) for error in reading.bad]


def test_the_first_to_speak_in_the_release_is_the_seeker(write: Write) -> None:
    reading = read_dialogues(write("test.csv", released(*TALK, *OTHER)))
    found, other = reading
    assert reading.format.name == "EmpatheticDialogues"
    assert found.dialogue.turns == (
        Turn(speaker="seeker", text="Nobody comes, nobody."),
        Turn(speaker="supporter", text="Since when?"),
        Turn(speaker="seeker", text="October."),
    )
    assert [turn.speaker for turn in other.dialogue.turns] == ["seeker", "supporter"], "the workers changed places"
    assert (found.id, found.line, found.emotion) == ("hit:1_conv:2", 2, "lonely")
    assert (other.id, other.line, other.number) == ("hit:3_conv:4", 5, 2)
    assert found.situation == "The ferry stopped, in October."
    assert found.quirks == {COMMAS: 2}


def test_columns_speak_of_the_dialogue_or_of_its_turns(write: Write) -> None:
    lines = [RELEASED + ",empathy1,words,turns", *(f"{line},4.0,{n},5" for n, line in enumerate(TALK))]
    [found] = read_dialogues(write("test.csv", "\n".join(lines)))
    turns = found.about["turns"]
    assert {name: value for name, value in found.about.items() if name != "turns"} == {
        "context": "lonely",
        "prompt": "The ferry stopped_comma_ in October.",
        "selfeval": "5|5|5_4|4|4",
        "empathy1": "4.0",
    }
    assert turns["2"] == {"speaker_idx": "7", "words": "1", "turns": "5"}, "what is said of turns has this name"
    assert list(turns) == ["1", "2", "3"]


def test_rows_are_put_in_order_and_gaps_are_counted(write: Write) -> None:
    [found] = read_dialogues(write("test.csv", released(TALK[2], TALK[0], row(5, "Yes.", 25))))
    assert [turn.text for turn in found.dialogue.turns] == ["Nobody comes, nobody.", "October.", "Yes."]
    assert found.quirks == {
        COMMAS: 2,
        "dialogues whose rows are out of order, read by their numbers": 1,
        "utterances that are missing, by their numbers": 2,
    }


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ((TALK[0], row(1, "Again", 7)), 'two rows have "utterance_idx" 1'),
        (TALK[1:], 'the first "utterance_idx" is 2; without 1 nobody knows who began'),
        ((*TALK, row(4, "Hi", 99)), 'there are 3 different "speaker_idx"; a dialogue has two speakers'),
        ((TALK[0].replace(",1,", ",one,", 1),), 'row 1: "utterance_idx" is one; it has to be a whole number'),
        ((TALK[0].replace(",1,", f",{'9' * 5000},", 1),), f'row 1: "utterance_idx" is {"9" * 40}; it has to be'),
    ],
)
def test_a_released_dialogue_that_is_none_is_bad_and_the_next_is_read(
    rows: Sequence[str], complaint: str, write: Write
) -> None:
    path = write("test.csv", released(*rows, *OTHER))
    assert [found.id for found in read_dialogues(path)] == ["hit:3_conv:4"]
    [error] = bad(path)
    assert error.startswith(f"test.csv:2: {complaint}")


def test_a_row_that_cannot_be_read_spoils_its_own_dialogue_alone(write: Write) -> None:
    third = tuple(line.replace("hit:1_conv:2", "hit:5_conv:6") for line in TALK)
    within = write("within.csv", released(*TALK, *OTHER, *third[:2], "hit:5_conv:6,3", third[2]))
    assert [found.id for found in read_dialogues(within)] == ["hit:1_conv:2", "hit:3_conv:4"]
    [error] = bad(within)
    assert error.startswith("within.csv:7: line 9: the row has 2 cells and the header 8")

    between = write("between.csv", released(*TALK, *OTHER, "hit:3_conv:4,3", *third))
    assert [found.id for found in read_dialogues(between)] == ["hit:1_conv:2", "hit:3_conv:4", "hit:5_conv:6"]
    [error] = bad(between)
    assert error.startswith("between.csv:7: the row has 2 cells and the header 8")

    last = write("last.csv", released(*TALK, row(1, "Hello", 25, "")))
    assert bad(last) == ['last.csv:5: the row has no "conv_id", the name of its dialogue']


def test_rows_of_a_dialogue_that_come_again_are_told(write: Write) -> None:
    path = write("test.csv", released(*TALK[:2], *OTHER, TALK[2]))
    assert [len(found.dialogue.turns) for found in read_dialogues(path)] == [2, 2]
    assert bad(path) == [
        'test.csv:6: "conv_id" hit:1_conv:2 was on line 2; rows of one dialogue have to stand together'
    ]


def test_by_emotion_the_situation_stands_before_the_talk(write: Write) -> None:
    rows = ("a,situation,none,The ferry stopped.", "a,utterance,speaker,Nobody comes.", "a,utterance,listener, Oh no!")
    reading = read_dialogues(write("lonely.csv", by_emotion(*rows, "b,utterance,speaker,Hello")))
    found, other = reading
    assert reading.format.key == "empathetic"
    assert found.dialogue.turns == (
        Turn(speaker="seeker", text="Nobody comes."),
        Turn(speaker="supporter", text="Oh no!"),
    )
    assert (found.id, found.situation, found.emotion, found.about) == ("a", "The ferry stopped.", "", {})
    assert found.source is not None
    assert found.source.file == "lonely.csv", "the emotion is in the name of the file alone"
    assert found.quirks == {"white space around an utterance left out": 1}
    assert other.quirks == {"dialogues without a situation": 1}


def test_by_emotion_nothing_goes_missing_in_silence() -> None:
    situation = {"Dialog_ID": "a", "Type": "situation", "Actor": "none", "Text": "One.", "source": "x", "year": 1}
    line = {"Dialog_ID": "a", "Type": "utterance", "Actor": "speaker", "Text": "Hi", "source": "y"}
    quirks = Counter()
    found = read_by_emotion([situation, situation | {"Text": "Two."}, line], quirks)
    assert (found.situation, found.about) == ("One.\nTwo.", {"source": "y", "year": 1})
    assert quirks == {
        "dialogues with several situations, joined": 1,
        "notes on a situation that are others than those on turns, left out": 1,
    }


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        (("a,thought,none,x", "a,utterance,speaker,x"), 'row 1: "Type" is thought; it has to be situation or utt'),
        (("a,utterance,none,x",), 'row 1: "Actor" of an utterance is none; it has to be speaker or listener'),
        (("a,situation,none,x",), "there are no utterances"),
    ],
)
def test_a_row_by_emotion_that_is_neither_makes_a_bad_dialogue(
    rows: Sequence[str], complaint: str, write: Write
) -> None:
    path = write("lonely.csv", by_emotion(*rows, "b,utterance,speaker,Hello"))
    [error] = bad(path)
    assert error.startswith(f"lonely.csv:2: {complaint}")


@pytest.mark.parametrize("read", [read_released, read_by_emotion])
@pytest.mark.parametrize("value", [None, [], {}, "rows", [None], [[]], [{}], [{"utterance_idx": True}]])
def test_what_is_no_list_of_rows_is_refused(read: Callable[..., object], value: object) -> None:
    with pytest.raises(DialogueError):
        read(value, Counter())


def test_a_file_without_a_whole_dialogue_is_refused(write: Write) -> None:
    with pytest.raises(InputError, match="nobody knows who began; none of the 2 records is a dialogue"):
        list(read_dialogues(write("test.csv", released(*TALK[1:], OTHER[1]))))


# The open data


def test_every_real_row_is_an_utterance_or_a_situation(open_file: Callable[[str], Path]) -> None:
    path = open_file("empatheticdialogues/unannotated/lonely.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = list(read_dialogues(path))
    assert [one.situation for one in found] == [row["Text"].strip() for row in rows if row["Type"] == "situation"]
    assert [(turn.speaker, turn.text) for one in found for turn in one.dialogue.turns] == [
        ("seeker" if row["Actor"] == "speaker" else "supporter", row["Text"].strip())
        for row in rows
        if row["Type"] == "utterance"
    ]


def test_the_real_release_says_itself_who_is_the_seeker(open_file: Callable[[str], Path]) -> None:
    for found in read_dialogues(open_file("empathy_raters/original_data/sample_empatheticdialogues.csv")):
        told = [line.partition(": ")[0].strip() for line in found.about["full_conversation"].split("\n")]
        said = [name.lower() for name in told[1:] if name in ("Seeker", "Supporter")]
        assert said == [turn.speaker for turn in found.dialogue.turns][: len(said)]
        assert found.emotion
        assert found.situation == found.about["prompt"].replace("_comma_", ",").strip()
