"""AnnoMI: rows of a session, its codes as notes on turns, an utterance read once however many annotated it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.formats.annomi import read
from socialsim.corpora.spelling import DialogueError
from socialsim.signatures import Turn


def row(number: int, who: str, text: str, label: str, **changes: Any) -> dict[str, Any]:
    of_therapist = who == "therapist"
    return {
        "transcript_id": "0",
        "mi_quality": "high",
        "topic": "crossing the water",
        "utterance_id": str(number),
        "interlocutor": who,
        "timestamp": f"00:00:{number:02}",
        "utterance_text": text,
        "main_therapist_behaviour": label if of_therapist else "n/a",
        "client_talk_type": "n/a" if of_therapist else label,
    } | changes


TALK = [row(0, "therapist", "What brings you?", "question"), row(1, "client", "The ferry.", "neutral")]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path


def test_a_session_is_one_dialogue_with_the_codes_of_its_turns(tmp_path: Path) -> None:
    reading = read_dialogues(write(tmp_path / "simple.csv", [*TALK, row(0, "client", "Hi", "change", transcript_id=5)]))
    found, other = reading
    assert reading.format.name == "AnnoMI"
    assert reading.format.licence.noncommercial
    assert found.dialogue.turns == (
        Turn(speaker="supporter", text="What brings you?"),
        Turn(speaker="seeker", text="The ferry."),
    )
    assert (found.id, found.topic, found.simulated, other.id) == ("0", "crossing the water", False, "5")
    assert found.about == {
        "mi_quality": "high",
        "topic": "crossing the water",
        "turns": {
            "1": {"timestamp": "00:00:00", "main_therapist_behaviour": "question"},
            "2": {"timestamp": "00:00:01", "client_talk_type": "neutral"},
        },
    }
    assert found.quirks == {}


def test_the_labels_of_all_annotators_of_an_utterance_are_kept() -> None:
    full = [
        one | {"annotator_id": who, "reflection_subtype": sub}
        for one, subs in zip(TALK, (("n/a", "simple"), ("n/a", "n/a")), strict=True)
        for who, sub in zip(("3", "8"), subs, strict=True)
    ]
    full[2]["client_talk_type"] = "change"
    quirks = Counter[str]()
    found = read(full, quirks)
    assert [turn.text for turn in found.dialogue.turns] == ["What brings you?", "The ferry."]
    assert found.about["turns"] == {
        "1": {
            "timestamp": "00:00:00",
            "main_therapist_behaviour": ["question", "question"],
            "annotator_id": ["3", "8"],
            "reflection_subtype": ["n/a", "simple"],
        },
        "2": {"timestamp": "00:00:01", "client_talk_type": ["change", "neutral"], "annotator_id": ["3", "8"]},
    }
    assert quirks == {"rows that repeat an utterance for another annotator, read as one utterance": 2}
    blocks = Counter[str]()
    assert read([full[0], full[2], full[1], full[3]], blocks) == found, "one annotator after another is the same"
    assert blocks == quirks


def test_a_code_is_of_its_turn_even_where_all_turns_have_it() -> None:
    about = read([TALK[1], row(2, "client", "It stopped.", "neutral")], Counter()).about
    assert [notes["client_talk_type"] for notes in about["turns"].values()] == ["neutral", "neutral"]
    assert "client_talk_type" not in about


def test_utterances_come_in_the_order_of_their_numbers() -> None:
    quirks = Counter[str]()
    found = read([row(4, "client", "Later", "change"), *TALK], quirks)
    assert [turn.text for turn in found.dialogue.turns] == ["What brings you?", "The ferry.", "Later"]
    assert quirks == {
        "dialogues whose rows are out of order, read by their numbers": 1,
        "utterances that are missing, by their numbers": 2,
    }


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([*TALK, TALK[1] | {"utterance_text": "The boat."}], "utterance 1: rows with this number have different utt"),
        ([*TALK, TALK[1] | {"interlocutor": "therapist"}], "utterance 1: rows with this number have different utt"),
        ([row(0, "narrator", "Once", "other")], 'utterance 0: "interlocutor" is narrator; it has to be therapist or'),
        ([TALK[0] | {"utterance_id": None}], 'row 1: "utterance_id" is null; it has to be a whole number'),
        ([TALK[0] | {"utterance_text": 3}], "utterance 0: the text is a number"),
        ([], "there are no rows"),
        ([TALK[0], 3], "row 2 is a number; it has to be an object"),
    ],
)
def test_a_session_that_is_none_is_refused(rows: list[Any], complaint: str) -> None:
    with pytest.raises(DialogueError) as refused:
        read(rows, Counter())
    assert str(refused.value).startswith(complaint)


# The open data


def test_the_codes_of_every_real_utterance_are_kept(open_file: Callable[[str], Path]) -> None:
    path = open_file("annomi/AnnoMI-simple.part-open.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for column in ("main_therapist_behaviour", "client_talk_type"):
        kept = Counter(
            notes[column]
            for found in read_dialogues(path)
            for notes in found.about["turns"].values()
            if column in notes
        )
        assert kept == Counter(row[column] for row in rows if row[column] != "n/a")
        assert len(kept) > 2
