"""Labelled posts: what people read in a post is read as it is meant, and nothing that is wrong goes missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from socialsim.optimizers.gold import LabelledPosts, PersonaLabels, labelled_posts
from socialsim.signatures import ATTRIBUTES, InputError

from tests.people import persona

POST = "I am 34 and since the ferry stopped I talk to nobody."


def write(folder: Path, *records: Any) -> Path:
    path = folder / "labelled.jsonl"
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read(folder: Path, *records: Any) -> LabelledPosts:
    return labelled_posts(write(folder, *records))


def test_there_is_a_label_for_every_attribute_and_no_other() -> None:
    assert tuple(PersonaLabels.model_fields) == ATTRIBUTES
    whole = PersonaLabels.of(persona(inferred=[]).model_dump(mode="json", exclude={"inferred"}))
    assert tuple(whole.labelled()) == ATTRIBUTES
    assert whole == PersonaLabels.of(persona(inferred=[]))


def test_posts_come_with_what_they_say_of_their_writers(tmp_path: Path) -> None:
    labels = {
        "gender": " Female",
        "age": 34,
        "occupation": None,
        "personality": "introversion, Openness",
        "event": {"time": "since October", "location": None},
        "emotional_experience_words": "lonely, forgotten",
    }
    [found] = read(tmp_path, {"id": 7, "text": f" {POST}\r\n", "persona": labels})
    assert (found.post.text, found.post.line, found.post.source) == (POST, 1, "labelled.jsonl")
    assert found.post.source_id == "7"
    assert found.persona.labelled() == {
        "gender": "female",
        "age": 34,
        "personality": {"extraversion": "Introversion", "openness": "Openness"},
        "event": {"time": "since October"},
        "emotional_experience_words": ("lonely", "forgotten"),
    }


@pytest.mark.parametrize(
    ("labels", "unknown"),
    [
        ({"age": 34, "ocupation": "nurse"}, "'ocupation' is no attribute of a persona; use any of gender, age, occ"),
        ({"inferred": ["age"]}, "'inferred' is no attribute of a persona; use any of gender, age, occupation, "),
        (
            {"event": {"place": "home"}},
            "'place' is no attribute of an event; use any of time, location, participants, ",
        ),
    ],
)
def test_an_attribute_that_there_is_not_is_refused_with_its_line(
    labels: dict[str, Any], unknown: str, tmp_path: Path
) -> None:
    path = write(tmp_path, {"text": "Good.", "persona": {"age": 20}}, {"text": POST, "persona": labels})
    with pytest.raises(InputError) as caught:
        labelled_posts(path)
    assert str(caught.value).startswith(f"labelled.jsonl:2: {unknown}")


BAD: dict[str, Any] = {
    "not JSON": '{"text": ',
    "the record is a list": '["text"]',
    'there is no "persona"': {"text": POST},
    'a string is the "persona"': {"text": POST, "persona": "a nurse"},
    'there is no "text"; a post needs text': {"persona": {"age": 34}},
    '"text" is empty': {"text": " ", "persona": {"age": 34}},
    '"persona" labels nothing': {"text": POST, "persona": {"age": None, "event": {"time": None}}},
    '"persona.age": Input should be a valid integer': {"text": POST, "persona": {"age": "old"}},
    '"persona.gender": Input should be': {"text": POST, "persona": {"gender": "cat"}},
    '"persona.topic": String should have at least 1': {"text": POST, "persona": {"topic": " "}},
    "\"persona.personality\": Value error, 'Calm' is no pole of another trait; poles are Openness, ": {
        "text": POST,
        "persona": {"personality": "Openness, Calm"},
    },
    "\"persona.personality\": Value error, 'Openness' is no pole of extraversion": {
        "text": POST,
        "persona": {"personality": {"extraversion": "Openness"}},
    },
    "\"persona.personality\": Value error, 'Closedness' is no pole": {
        "text": POST,
        "persona": {"personality": "Openness, Closedness"},
    },
    "the post of line 1 again": {"text": "Good  post.", "persona": {"age": 21}},
}


@pytest.mark.parametrize("complaint", BAD)
def test_a_bad_record_is_counted_with_its_line_and_the_others_are_read(complaint: str, tmp_path: Path) -> None:
    good = [{"text": "Good post.", "persona": {"age": 20}}, {"text": "Another.", "persona": {"age": 30}}]
    found = read(tmp_path, good[0], BAD[complaint], good[1])
    assert [(one.post.line, one.persona.age) for one in found] == [(1, 20), (3, 30)]
    assert found.records == 3
    [error] = found.bad
    assert str(error).startswith(f"labelled.jsonl:2: {complaint}")


def test_a_file_in_which_nothing_can_be_used_is_refused(tmp_path: Path) -> None:
    nothing = {"text": POST, "persona": {}}
    with pytest.raises(InputError, match=r'^labelled\.jsonl:1: "persona" labels nothing, .*; none of the 2 records'):
        read(tmp_path, nothing, nothing)
    with pytest.raises(InputError, match="was read as CSV; labelled posts are read from JSON Lines"):
        read(tmp_path, "text,age\nHello,3\n")
    with pytest.raises(InputError, match=r"none\.jsonl: no such file$"):
        labelled_posts(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("labels", "complaint"),
    [
        ({"ocupation": "nurse"}, "'ocupation' is no attribute of a persona"),
        ({"age": "old"}, '"persona.age": Input should be a valid integer'),
        ("a nurse", "the labels of a persona are a string; they have to be an object of attributes"),
    ],
)
def test_labels_from_elsewhere_are_looked_at_likewise(labels: Any, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        PersonaLabels.of(labels)
