"""AugESC: a list of pairs a line is a dialogue, and its file is told from other lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.formats.augesc import AUGESC
from socialsim.corpora.syntax import recognise
from socialsim.corpora.textfile import open_text
from socialsim.programs.checks import Case, check
from socialsim.signatures import InputError, Turn

from tests.corpora.told import Write

ONE = [["usr", "The ferry stopped. "], ["sys", "Since when?"], ["usr", "October."]]
TWO = [["usr", "Hello"], ["sys", "Hi"]]
TURNS = (
    Turn(speaker="seeker", text="The ferry stopped."),
    Turn(speaker="supporter", text="Since when?"),
    Turn(speaker="seeker", text="October."),
)


def lines(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_line_is_a_dialogue_without_strategies(write: Write) -> None:
    reading = read_dialogues(write("augesc.txt", lines(ONE, TWO)))
    one, two = reading
    assert (reading.format, reading.syntax.name) == (AUGESC, "JSON Lines")
    assert one.dialogue.turns == TURNS
    assert (one.id, one.line, two.id, two.line) == ("1", 1, "2", 2)
    assert (one.simulated, one.persona, dict(one.about)) == (True, None, {})
    assert reading.quirks == {"white space around an utterance left out": 1}


@pytest.mark.parametrize(
    ("text", "syntax", "count"),
    [
        (lines(ONE), "JSON Lines", 1),
        (lines(ONE).rstrip("\n"), "JSON Lines", 1),
        ("\ufeff\n" + lines(ONE, TWO), "JSON Lines", 2),
        (json.dumps([ONE, TWO]), "JSON", 2),
        (json.dumps([TWO]), "JSON", 1),
        (json.dumps([ONE, TWO], indent=1), "JSON", 2),
        (f"[\n{json.dumps(ONE)},\n{json.dumps(TWO)}\n]", "JSON", 2),
        (f"[\n{json.dumps(TWO)}\n]", "JSON", 1),
        (f"[{json.dumps(ONE)},\n{json.dumps(TWO)}\n]", "JSON", 2),
    ],
)
def test_lines_and_arrays_of_dialogues_are_told_apart(text: str, syntax: str, count: int, write: Write) -> None:
    reading = read_dialogues(write("augesc.txt", text))
    found = list(reading)
    assert (reading.syntax.name, reading.format, len(found), reading.bad) == (syntax, AUGESC, count, [])


@pytest.mark.parametrize("first", ['[["usr", "The ferry', '{"a": [}', "# AugESC", "[]", "[null]", "null"])
def test_a_broken_first_line_is_a_bad_record_and_no_other_form(first: str, write: Write) -> None:
    reading = read_dialogues(write("augesc.txt", f"{first}\n{lines(ONE, TWO)}"))
    assert [found.line for found in reading] == [2, 3]
    assert [error.line for error in reading.bad] == [1]


def test_other_arrays_are_still_arrays(write: Write) -> None:
    for text in ('["a", "b"]', "[[1, 2], [3, 4]]", '[{"text": "a"}]', '[["a", "b", "c"]]', "[\n[1]\n]"):
        assert recognise(open_text(write("list.json", text))).name == "JSON", text


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ([*TWO, ["bot", "Hi"]], "utterance 3: the speaker is bot; it is none of usr, sys"),
        ([[None, "Hi"]], "utterance 1: the speaker is null"),
        ([["usr", 5]], "utterance 1: the text is a number"),
        ([["usr", "Hi", "Question"]], "utterance 1 is a list of 3; it has to be a pair"),
        ([*TWO, "Hi"], "utterance 3 is a string; it has to be a pair"),
        ([], "there are no utterances"),
        ({"lines": TWO}, "the record is an object; a dialogue of AugESC is a list of pairs"),
        (5, "the record is a number"),
    ],
)
def test_a_bad_line_is_counted_with_its_place(bad: Any, complaint: str, write: Write) -> None:
    reading = read_dialogues(write("augesc.txt", lines(ONE, bad)))
    assert [found.number for found in reading] == [1]
    [error] = reading.bad
    assert str(error).startswith(f"augesc.txt:2: {complaint}")


def test_names_that_nobody_knows_are_refused_by_name(write: Write) -> None:
    with pytest.raises(InputError, match="the speaker is therapist; it is none of usr, sys"):
        list(read_dialogues(write("augesc.txt", lines([["therapist", "Hi"]]))))


def test_a_file_is_read_in_the_memory_of_one_line(tmp_path: Path) -> None:
    """Dialogues come before the end of the file is looked at: what is wrong there is told after them."""
    path = tmp_path / "augesc.txt"
    path.write_text(lines(*[ONE] * 5000) + "[[", encoding="utf-8")
    reading = iter(found := read_dialogues(path))
    assert next(reading).dialogue.turns == TURNS
    assert (found.records, found.bad) == (1, [])


def test_the_checks_look_at_its_dialogues_as_at_simulations(write: Write) -> None:
    [found] = read_dialogues(write("augesc.txt", lines(TWO)))
    told = check(Case.of(found.dialogue, simulated=found.simulated))
    assert "early_stop" in {one.kind for result in told for one in result.evidence}, "people may stop early"
