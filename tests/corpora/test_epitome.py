"""EPITOME: a post and a reply to it are a dialogue, with how empathic the reply was rated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from socialsim.corpora.cleaning import ENTITIES
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.formats.epitome import EPITOME
from socialsim.corpora.spelling import DialogueError
from socialsim.signatures import Turn

from tests.corpora.told import Write

ROWS = (
    "sp_id,rp_id,seeker_post,response_post,level,rationales\r\n"
    '6x,d1,"The ferry stopped, and nobody comes",I&#39;m sorry. That is lonely.,2,That is lonely.|\r\n'
    "6x,d2,The ferry stopped,Since when?,0,\r\n"
)


def test_a_post_and_its_reply_are_a_dialogue(write: Write) -> None:
    reading = read_dialogues(write("explorations-reddit.csv", ROWS))
    first, second = reading
    assert reading.format is EPITOME
    assert first.dialogue.turns == (
        Turn(speaker="seeker", text="The ferry stopped, and nobody comes"),
        Turn(speaker="supporter", text="I'm sorry. That is lonely."),
    )
    assert (first.id, second.id, first.simulated) == ("6x-d1", "6x-d2", False)
    assert first.about == {"sp_id": "6x", "rp_id": "d1", "level": "2", "rationales": "That is lonely.|"}
    assert second.about["rationales"] == ""
    assert (reading.quirks, second.quirks) == ({ENTITIES: 1}, {})


def test_a_row_that_breaks_off_is_counted_and_the_others_are_read(write: Write) -> None:
    reading = read_dialogues(write("explorations-reddit.csv", ROWS + "6y,d3,alone\r\n"))
    assert [found.id for found in reading] == ["6x-d1", "6x-d2"]
    assert str(reading.bad[0]).startswith("explorations-reddit.csv:4: the row has 3 cells and the header 6")


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("text", "the record is a string"),
        ({"seeker_post": "a", "response_post": None}, 'there is no text "response_post"'),
        ({"seeker_post": True, "response_post": "b"}, '"seeker_post" is true or false; it has to be a string'),
    ],
)
def test_a_record_without_a_reply_in_words_is_none(value: object, complaint: str) -> None:
    with pytest.raises(DialogueError, match=complaint):
        EPITOME.read(value, Counter())


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("emotional-reactions", {"0": 303, "1": 83, "2": 14}),
        ("explorations", {"0": 351, "1": 5, "2": 44}),
        ("interpretations", {"0": 181, "1": 11, "2": 208}),
    ],
)
def test_the_three_real_files_are_three_corpora_of_the_same_dialogues(
    open_file: Callable[[str], Path], name: str, levels: dict[str, int]
) -> None:
    reading = read_dialogues(open_file(f"epitome_reddit/{name}-reddit.part-open.csv"))
    found = list(reading)
    assert (len(found), reading.records, reading.bad) == (400, 400, [])
    assert len({one.id for one in found}) == 400
    assert Counter(one.about["level"] for one in found) == levels
    assert reading.quirks[ENTITIES] == 7


def test_a_table_with_ratings_of_all_three_keeps_them_all(open_file: Callable[[str], Path]) -> None:
    found = list(read_dialogues(open_file("empathy_raters/original_data/sample_epitome.csv")))
    assert len(found) == 50
    assert {"level_emotional_reactions", "level_explorations", "level_interpretations"} <= set(found[0].about)
