"""Who wrote a dialogue and whose post is behind it stays with it in forms that have no place for it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.format import Format, ReadDialogue
from socialsim.corpora.formats.messages import MESSAGES
from socialsim.corpora.formats.origin import corpus_of, generators_of
from socialsim.corpora.formats.ours import OURS
from socialsim.corpora.formats.sharegpt import SHAREGPT
from socialsim.corpora.formats.ssconv import SSCONV
from socialsim.corpora.writing import record_of
from socialsim.signatures import Dialogue, Provenance, Turn

from tests.corpora.told import Write

PLAYED = {"seeker": "offline/rules-2", "supporter": "openai/gpt-4o"}
TURNS = (Turn(speaker="seeker", text="Hello"), Turn(speaker="supporter", text="Hi"))
MADE = ReadDialogue(
    Dialogue(turns=TURNS, provenance=Provenance(persona_id="p", program="f", generators=PLAYED, seed=0, versions={})),
    number=1,
    simulated=True,
    post={"id": "sha256:1", "source": "posts.csv", "line": 2, "source_id": None, "corpus": "epitome"},
)
SPOKEN = [{"Turn": 1, "Seeker": "Hello"}, {"Turn": 2, "Supporter": "Hi"}]


@pytest.mark.parametrize(
    ("target", "names"), [(SSCONV, ("Generators", "Corpus")), (MESSAGES, ("generators", "corpus"))]
)
def test_what_is_known_is_written_and_read_again(target: Format, names: tuple[str, str]) -> None:
    record = record_of(MADE, target)
    assert [record[name] for name in names] == [PLAYED, "epitome"]
    back = target.read(record, Counter())
    assert (generators_of(back), corpus_of(back), back.simulated) == (PLAYED, "epitome", True)
    imported = record_of(ReadDialogue(Dialogue(turns=TURNS)), target)
    assert not {*names} & imported.keys(), "nothing is known of it"


def test_it_stays_from_ssconv_through_chats_and_ours(write: Write) -> None:
    (found,) = read_dialogues(write("ssconv.json", json.dumps([record_of(MADE, SSCONV)])))
    for number, target in enumerate((OURS, MESSAGES, SHAREGPT, OURS)):
        (found,) = read_dialogues(write(f"{number}.jsonl", json.dumps(record_of(found, target))))
        assert (generators_of(found), corpus_of(found)) == (PLAYED, "epitome"), target.key


@pytest.mark.parametrize(
    "notes", [{"Generators": PLAYED, "Corpus": "epitome"}, {"Generators": 5, "Corpus": ["a"]}, {"Generators": {}}]
)
def test_records_of_ssconv_with_these_notes_come_back_as_they_were(notes: dict[str, Any], write: Write) -> None:
    record = {"ID": 1, **notes, "Dialogue": SPOKEN}
    (found,) = read_dialogues(write("ssconv.json", json.dumps([record])))
    assert found.about == notes
    (ours,) = read_dialogues(write("ours.jsonl", json.dumps(record_of(found, OURS))))
    assert record_of(ours, SSCONV) == record


@pytest.mark.parametrize("value", [None, "me", 3, [], {}, {"seeker": 1}, {"seeker": ""}])
def test_a_note_that_names_nobody_is_no_generator(value: object) -> None:
    found = MESSAGES.read({"generators": value, "messages": [{"role": "user", "content": "Hello"}]}, Counter())
    assert (generators_of(found), found.simulated) == ({}, False)


def test_how_it_was_made_goes_before_notes() -> None:
    noted = ReadDialogue(MADE.dialogue, post=MADE.post, about={"Generators": {"seeker": "x"}, "Corpus": "psyqa"})
    assert (generators_of(noted), corpus_of(noted)) == (PLAYED, "epitome")
    record = record_of(noted, SSCONV)
    assert (record["Generators"], record["Corpus"]) == (PLAYED, "epitome")
