"""Results of ESC-Eval: one object, a dialogue for each card."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.formats.esc_eval import read
from socialsim.corpora.spelling import DialogueError
from socialsim.signatures import Turn

TALK = ["AI assistant：Hello, what brings you?", "ESC-Role: The ferry: it stopped. ", "AI assistant：Since when?"]


def write(folder: Path, results: Any) -> Path:
    path = folder / "model_en.json"
    path.write_text(json.dumps(results, ensure_ascii=False, indent=4), encoding="utf-8")
    return path


def test_each_card_has_its_dialogue(tmp_path: Path) -> None:
    reading = read_dialogues(write(tmp_path, {"0": TALK, "7": TALK[:1]}))
    found, other = reading
    assert reading.format.key == "esc-eval-results"
    assert found.dialogue.turns == (
        Turn(speaker="supporter", text="Hello, what brings you?"),
        Turn(speaker="seeker", text="The ferry: it stopped."),
        Turn(speaker="supporter", text="Since when?"),
    )
    assert (found.id, found.simulated, found.quirks) == ("0", True, {"white space around an utterance left out": 1})
    assert (other.id, other.number, other.dialogue.turns) == ("7", 2, found.dialogue.turns[:1])


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ([], "card 3 has no lines"),
        ("AI assistant：Hi", "card 3 is a string; it has to be a list of lines"),
        ([*TALK, "Narrator：Once"], 'card 3, line 4 begins with neither "AI assistant：" nor "ESC-Role："'),
        ([TALK[0], {"ESC-Role": "Hi"}], "card 3, line 2 is an object; it has to be a string"),
    ],
)
def test_a_bad_card_is_told_and_the_others_are_read(bad: Any, complaint: str, tmp_path: Path) -> None:
    reading = read_dialogues(write(tmp_path, {"1": TALK, "3": bad, "4": TALK}))
    assert [found.id for found in reading] == ["1", "4"]
    assert [str(error) for error in reading.bad] == [f"model_en.json:1: record 2: {complaint}"]


def test_one_card_alone_is_a_record_too(tmp_path: Path) -> None:
    [found] = read_dialogues(write(tmp_path, {"0": TALK}))
    assert len(found.dialogue.turns) == 3


@pytest.mark.parametrize("value", [{}, {"0": TALK, "1": TALK}, TALK, None])
def test_what_is_no_object_of_one_card_is_refused(value: Any) -> None:
    with pytest.raises(DialogueError, match=r"^the record is no object with the dialogue of one card$"):
        read(value, Counter())


# The open data


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_real_line_is_a_turn(language: str, open_file: Callable[[str], Path]) -> None:
    path = open_file(f"esc_eval/result/2024-06-24/llama3_{language}.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    found = {one.id: one.dialogue.turns for one in read_dialogues(path)}
    assert {card: [turn.text for turn in turns] for card, turns in found.items()} == {
        card: [line.partition("：")[2].strip() for line in lines] for card, lines in raw.items()
    }
    assert {turn.speaker for turns in found.values() for turn in turns[::2]} == {"supporter"}
