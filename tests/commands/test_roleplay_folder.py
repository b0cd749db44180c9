"""The folder of a role play is a corpus folder: whatever reads one reads it, with the card where a persona would be."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Program, read_json
from tests.server import Server

CLIENT: dict[str, Any] = {
    "AI_client": {
        "intake_form": "Name:\nIda Berg\nGender: female\nAge: 52\n\n2. Presenting Problem\nNobody comes now.\n",
        "attitude": "negative",
        "attitude_instruction": "Answer briefly, in a sulk.",
    },
    "AI_counselor": {},
}


@pytest.fixture
def folder(socialsim: Program, tmp_path: Path) -> Path:
    """Two role plays, offline."""
    form = CLIENT["AI_client"]["intake_form"].replace(
        "Nobody comes now.", "I lost my job at the mill and cannot sleep."
    )
    other = CLIENT | {"AI_client": CLIENT["AI_client"] | {"intake_form": form}}
    (tmp_path / "cards.json").write_text(json.dumps([CLIENT, other]), encoding="utf-8")
    assert socialsim("roleplay", f"cards={tmp_path / 'cards.json'}", f"out={tmp_path / 'out'}").code == 0
    return tmp_path / "out"


def test_show_lists_the_people_on_the_cards(socialsim: Program, folder: Path) -> None:
    said = socialsim("show", folder)
    assert said.code == 0
    assert [line.split()[2:] for line in said.out.splitlines()[1:]] == [
        ["female,", "52", "11", "turn", "limit", "done"]
    ] * 2


def test_show_prints_the_card_above_the_conversation(socialsim: Program, folder: Path) -> None:
    said = socialsim("show", folder, 1)
    assert said.code == 0
    for words in ("Ida Berg", "attitude  negative", "Answer briefly, in a sulk.", "You can confide in me"):
        assert words in said.out
    assert said.out.index("Ida Berg") < said.out.index("You can confide in me")


def test_check_looks_at_the_conversation_and_at_no_persona(socialsim: Program, folder: Path) -> None:
    said = socialsim("check", folder, f"out={folder / 'found.jsonl'}")
    assert said.code == 0
    found = [json.loads(line) for line in (folder / "found.jsonl").read_text().splitlines()]
    assert len(found) == 2
    checks = {result["check"] for one in found for result in one["results"]}
    assert "structure" in checks and "persona" not in checks
    assert not any(
        evidence["kind"] == "too_short" for one in found for result in one["results"] for evidence in result["evidence"]
    )


def test_a_judge_of_checks_judges_without_a_persona(socialsim: Program, server: Server, folder: Path) -> None:
    words = ["lm@judge_lm=server", "judge_lm.model=judge", f"judge_lm.api_base={server.base_url}"]
    assert socialsim("check", folder, *words).code == 0
    asked = [str(body["messages"]) for body in server.requests]
    assert asked and not any("Ida Berg" in text for text in asked)


def test_export_gives_the_same_bytes_and_a_release_without_profiles(socialsim: Program, folder: Path) -> None:
    before = (folder / "dialogues.jsonl").read_bytes()
    assert socialsim("export", folder, "format=jsonl", f"to={folder / 'again'}").code == 0
    assert (folder / "again" / "dialogues.jsonl").read_bytes() == before
    assert socialsim("export", folder, f"to={folder / 'again'}").code == 0
    assert [record["ID"] for record in read_json(folder / "again" / "ssconv.json")] == [1, 2]
    assert read_json(folder / "again" / "profiles.json") == []


@pytest.mark.parametrize(
    "words",
    [
        ["describe"],
        ["convert", "to=messages", "out=chat.jsonl"],
        ["convert", "to=hf", "out=hub", "shares.train=0.5", "shares.valid=0", "shares.test=0.5"],
    ],
)
def test_what_reads_corpora_reads_it(words: list[str], socialsim: Program, folder: Path) -> None:
    command, *others = words
    assert socialsim(command, folder, *others).code == 0


def test_its_dialogues_are_reviewed_and_its_cards_are_not(socialsim: Program, folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    assert socialsim("review", "export", folder, sheet).code == 0
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        assert {row["item"] for row in csv.DictReader(file)} == {"dialogue"}


def test_a_later_simulation_in_the_folder_is_what_is_shown_then(socialsim: Program, folder: Path) -> None:
    assert socialsim("simulate", f"out={folder}", "n=1").code == 0
    assert len(socialsim("show", folder).out.splitlines()) == 2
    assert len(socialsim("show", folder, "run=1").out.splitlines()) == 3
