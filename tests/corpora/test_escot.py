"""ESCoT: the context and its response are one dialogue, with the notes beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.formats.escot import NOTES
from socialsim.programs.checks import Case, check
from socialsim.signatures import ESCONV, InputError, Reasoning, Turn

LABELS = set(ESCONV.names) - {"Others"} | {
    "Imagery", "Specify", "Summarize", "Immediacy", "Take Responsibility", "Homework Assignments",
}  # fmt: skip
CONTEXT = [
    {"speaker": "seeker", "content": "The ferry stopped. "},
    {"speaker": "supporter", "content": "Since when?"},
    {"speaker": "seeker", "content": "October."},
]
NOTED = {
    "emotion": "The seeker feels forgotten.",
    "emotion_stimuli": "The ferry that stopped.",
    "individual_appraisal": "The seeker thinks that nobody will come.",
    "recognized_strategy": "Reflection of Feelings",
    "strategy_reason": "To show that the loneliness is heard.",
}


def record(**changes: Any) -> dict[str, Any]:
    told = {"dialog": CONTEXT, "strategy": "Reflection of Feelings", "response": "You feel forgotten out there."}
    return {"id": 944, "original_data": told | changes, "cot_data": NOTED}


def write(folder: Path, *records: Any) -> Path:
    path = folder / "val.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


def test_the_response_is_the_last_turn_and_alone_has_a_strategy(tmp_path: Path) -> None:
    reading = read_dialogues(write(tmp_path, record()))
    [found] = reading
    assert reading.format.name == "ESCoT"
    assert found.dialogue.turns == (
        Turn(speaker="seeker", text="The ferry stopped."),
        Turn(speaker="supporter", text="Since when?"),
        Turn(speaker="seeker", text="October."),
        Turn(
            speaker="supporter",
            text="You feel forgotten out there.",
            reasoning=Reasoning(strategy="Reflection of feelings"),
        ),
    )
    assert (found.id, found.simulated, found.persona) == ("944", False, None)
    assert found.about == {name: NOTED[name] for name in NOTES}
    assert reading.quirks == {
        'strategy "Reflection of Feelings" read as "Reflection of feelings"': 1,
        "white space around an utterance left out": 1,
    }


def test_a_strategy_that_only_escot_has_stays_and_is_counted(tmp_path: Path) -> None:
    one = record(strategy="Imagery") | {"cot_data": NOTED | {"recognized_strategy": "Imagery"}}
    reading = read_dialogues(write(tmp_path, one))
    [found] = reading
    assert found.dialogue.turns[-1].strategy == "Imagery"
    assert reading.quirks['strategy "Imagery" is in no taxonomy, kept as it is'] == 1


def test_notes_that_are_missing_or_say_otherwise_are_counted(tmp_path: Path) -> None:
    without = {name: value for name, value in record().items() if name != "cot_data"}
    reading = read_dialogues(
        write(tmp_path, without, record() | {"cot_data": "none"}, record(strategy="Question"), record())
    )
    assert [set(found.about) for found in reading] == [set(), set(), set(NOTES), set(NOTES)]
    assert reading.quirks["dialogues without notes"] == 1
    assert reading.quirks["notes that are a string, left out"] == 1
    assert reading.quirks["strategies that the notes name otherwise, read as the dialogue has them"] == 1


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (record(dialog=[]), '"dialog" has no utterances'),
        (record(dialog="Hello"), 'there is no list "dialog"'),
        (record(dialog=[{"speaker": "narrator", "content": "Once"}]), 'utterance 1: "speaker" is narrator'),
        (record(response=None), "response: the text is null"),
        (record(strategy=3), "response: the strategy is a number"),
        ({"id": 1, "original_data": None}, 'there is no "original_data"'),
    ],
)
def test_a_bad_record_is_counted_with_its_place(bad: dict[str, Any], complaint: str, tmp_path: Path) -> None:
    reading = read_dialogues(write(tmp_path, record(), bad))
    assert [found.number for found in reading] == [1]
    [error] = reading.bad
    assert str(error).startswith(f"val.json:1: record 2: {complaint}")


def test_a_file_of_no_known_form_is_told_of_escot_too(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ESCoT"):
        read_dialogues(write(tmp_path, {"text": "Hello"}))


# The open data


def test_every_real_dialogue_is_read(open_file: Callable[[str], Path]) -> None:
    path = open_file("escot/val.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    reading = read_dialogues(path)
    found = list(reading)
    assert (len(found), reading.records, reading.bad) == (172, 172, [])
    for one, was in zip(found, raw, strict=True):
        assert one.id == str(was["id"])
        assert len(one.dialogue.turns) == len(was["original_data"]["dialog"]) + 1
        assert one.dialogue.turns[-1].text == was["original_data"]["response"].strip()
        assert [bool(turn.strategy) for turn in one.dialogue.turns].count(True) == 1
        assert dict(one.about) == {name: was["cot_data"][name] for name in NOTES}
    labels = Counter(one.dialogue.turns[-1].strategy for one in found)
    assert set(labels) == LABELS
    written = [one["original_data"]["strategy"] for one in raw]
    assert labels["Reflection of feelings"] == written.count("Reflection of Feelings") > 0


def test_the_checks_look_at_real_dialogues_as_at_those_of_people(open_file: Callable[[str], Path]) -> None:
    for found in read_dialogues(open_file("escot/val.json")):
        results = check(Case.of(found.dialogue, found.persona, simulated=found.simulated))
        kinds = {one.kind for result in results for one in result.evidence}
        assert results
        assert not kinds & {"unknown_strategy", "not_alternating"}
