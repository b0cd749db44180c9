"""Starting from a file of personas: ours, or UserProfile records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.sources import open_personas, persona_of
from socialsim.corpora.formats.ssconv import user_profile
from socialsim.signatures import InputError, Persona

from tests.commands.conftest import Program, read_json
from tests.server import PERSONA, Server

OURS = Persona.model_validate(PERSONA)
PROFILE = user_profile(7, OURS)


def test_a_profile_and_a_persona_of_ours_say_the_same() -> None:
    # The release does not say what was inferred; everything else comes back.
    assert persona_of(PROFILE) == OURS.model_copy(update={"inferred": ()})
    assert persona_of({"persona": PERSONA, "id": "x"}) == persona_of(PERSONA) == OURS


@pytest.mark.parametrize("gender", ["Female", "FEMALE", "female"])
def test_a_profile_may_write_gender_with_a_capital(gender: str) -> None:
    assert persona_of(PROFILE | {"Gender": gender}).gender == "female"


@pytest.mark.parametrize(
    ("change", "named"),
    [({"Age": 300}, '"age"'), ({"Personality": "Cheerful"}, '"personality"'), ({"Event Time": ""}, '"event.time"')],
)
def test_what_is_wrong_with_a_profile_is_named(change: dict[str, Any], named: str) -> None:
    with pytest.raises(InputError, match=named):
        persona_of(PROFILE | change)


@pytest.mark.parametrize("form", ["array", "lines"])
def test_bad_records_are_counted_with_their_place_and_skipped(form: str, tmp_path: Path) -> None:
    records = [PROFILE, PROFILE | {"Age": "old"}, PROFILE, PROFILE | {"Age": 44}]
    lines = [json.dumps(record) for record in records]
    path = tmp_path / "profiles.json"
    path.write_text("[\n" + ",\n".join(lines) + "\n]" if form == "array" else "\n".join(lines))
    personas, counts = open_personas(str(path))
    assert [stored.persona.age for stored in personas] == [31, 44]
    assert (counts.records, counts.usable, counts.duplicates) == (4, 2, 1)
    (bad,) = counts.bad
    assert str(bad).startswith(f'profiles.json:{3 if form == "array" else 2}: "age"')


def test_a_file_without_personas_is_an_error_with_the_first_place(socialsim: Program, tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl").write_text('{"text": "I feel alone."}\n')
    said = socialsim("simulate", f"personas={tmp_path / 'posts.jsonl'}", f"out={tmp_path / 'out'}")
    assert said.code == 2
    assert 'posts.jsonl:1: "gender"' in said.complaint
    assert not (tmp_path / "out").exists()


def test_personas_from_a_file_talk_and_no_post_is_read(
    socialsim: Program, server: Server, by_server: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "profiles.json"
    path.write_text(json.dumps([PROFILE, PROFILE | {"Age": 44}, PROFILE | {"Age": 45}]))
    command = ["simulate", f"personas={path}", f"out={tmp_path / 'out'}", *by_server]
    assert socialsim(*command, "n=2").code == 0
    assert server.asking_for("seeks_help") == []
    assert [record["Age"] for record in read_json(tmp_path / "out" / "profiles.json")] == [31, 44]
    record = read_json(tmp_path / "out" / "run.json")
    assert record["extractor"] is None
    assert record["generators"]["extractor"] is None
    # A seeker that knows the post and no persona still has the situation to go by.
    assert socialsim(*command, "n=1", "program=direct").code == 0
    assert str(PERSONA["situation"]) in str(server.asking_for("intention")[-1]["messages"])
