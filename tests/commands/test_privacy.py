"""privacy=scrub: what would tell who wrote a post leaves it before anything is sent, stored or written."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from pathlib import Path

import pytest
from socialsim.cache.audit import AUDIT
from socialsim.generators.offline.reading.languages import language

from tests.commands.conftest import Program, read_json
from tests.server import Server

TOLD = {
    "name": "Kevin",
    "place": "Chicago",
    "email": "kev.smith@gmail.com",
    "phone": "312-555-7788",
    "handle": "u/kevs_ghost",
    "link": "https://kevin.example.org/why",
}
POST = (
    "I am 24 and my boyfriend Kevin left me in Chicago. Write me at kev.smith@gmail.com, 312-555-7788 or u/kevs_ghost; "
    "it is all at https://kevin.example.org/why. I feel so alone since then and cannot sleep."
)


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    path = tmp_path / "posts.jsonl"
    path.write_text(json.dumps({"text": POST}) + "\n")
    return ["simulate", f"posts={path}", f"out={tmp_path / 'out'}", "program.min_turns=4", "program.max_turns=4"]


def replacements(folder: Path) -> dict[str, tuple[str, str]]:
    with sqlite3.connect(folder / AUDIT) as db:
        rows = db.execute("SELECT kind, original, replacement FROM replacements")
        return {kind: (was, now) for kind, was, now in rows}


def test_nothing_of_it_is_sent_or_kept_but_in_the_audit(
    socialsim: Program, server: Server, command: list[str], tmp_path: Path
) -> None:
    lm = ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}"]
    assert socialsim(*command, *lm, "privacy=scrub").code == 0
    out = tmp_path / "out"
    kept = [path.read_bytes() for path in out.iterdir() if path.name != AUDIT]
    places = [json.dumps(server.requests).encode(), *kept]
    for told in TOLD.values():
        assert not any(told.encode() in place for place in places), told
    assert {kind: was for kind, (was, _) in replacements(out).items()} == TOLD
    assert stat.S_IMODE((out / AUDIT).stat().st_mode) == 0o600
    privacy = read_json(out / "run.json")["privacy"]
    assert privacy["mode"] == "scrub"
    assert privacy["replaced"] == dict.fromkeys(sorted(TOLD), 1)


def test_what_stands_in_for_it_is_sent(socialsim: Program, server: Server, command: list[str], tmp_path: Path) -> None:
    lm = ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}"]
    assert socialsim(*command, *lm, "privacy=scrub").code == 0
    sent = json.dumps(server.asking_for("persona"))
    assert all(now in sent for _, now in replacements(tmp_path / "out").values())
    assert "I am 24" in sent


def test_the_same_command_again_asks_and_records_nothing_new(
    socialsim: Program, command: list[str], tmp_path: Path
) -> None:
    for _ in range(2):
        assert socialsim(*command, "privacy=scrub").code == 0
    assert len(replacements(tmp_path / "out")) == len(TOLD)
    assert read_json(tmp_path / "out" / "run.json")["personas"] | {"extracted_by": None} == {
        "total": 1, "made": 0, "reused": 1, "extracted_by": None
    }  # fmt: skip


def test_off_leaves_posts_as_they_are_and_makes_no_audit(
    socialsim: Program, command: list[str], tmp_path: Path
) -> None:
    assert socialsim(*command).code == 0
    assert b"Kevin" in (tmp_path / "out" / "corpus.db").read_bytes()
    assert not (tmp_path / "out" / AUDIT).exists()


def test_a_forecast_records_nothing(socialsim: Program, command: list[str], tmp_path: Path) -> None:
    assert socialsim(*command, "privacy=scrub", "dry_run=true").code == 0
    assert not (tmp_path / "out").exists()


def test_an_unknown_choice_and_personas_are_refused(socialsim: Program, command: list[str], tmp_path: Path) -> None:
    assert "there are off, scrub" in socialsim(*command, "privacy=on").complaint
    assert socialsim(*command).code == 0
    profiles = tmp_path / "out" / "profiles.json"
    said = socialsim("simulate", f"personas={profiles}", f"out={tmp_path / 'two'}", "privacy=scrub")
    assert "is for posts" in said.complaint
    assert not (tmp_path / "two").exists()


def test_a_folder_stays_as_private_as_it_was_made(socialsim: Program, command: list[str], tmp_path: Path) -> None:
    assert socialsim(*command, "privacy=scrub").code == 0
    assert socialsim(*[word for word in command if not word.startswith("posts=")]).code == 0
    assert read_json(tmp_path / "out" / "run.json")["privacy"]["mode"] == "scrub"
    said = socialsim(*command, "privacy=off")
    assert said.code == 2
    assert "was made with privacy=scrub" in said.complaint
    assert b"Kevin" not in (tmp_path / "out" / "corpus.db").read_bytes()


def test_a_post_in_another_language_loses_its_contacts_only(socialsim: Program, tmp_path: Path) -> None:
    text = "Mein Vater hat mich verlassen und ich fühle mich so allein, es ist nicht gut. Ich bin 20. max@gmx.de"
    path = tmp_path / "posts.jsonl"
    path.write_text(json.dumps({"text": text}) + "\n" + json.dumps({"text": POST}) + "\n")
    assert socialsim("extract", f"posts={path}", f"out={tmp_path / 'out'}", "privacy=scrub").code == 0
    with sqlite3.connect(tmp_path / "out" / "corpus.db") as db:
        [german] = [row[0] for row in db.execute("SELECT text FROM posts") if "Vater" in row[0]]
    assert german == text.replace("max@gmx.de", "someone@example.com")


def test_a_post_that_is_english_but_for_its_contacts_loses_its_names_too(socialsim: Program, tmp_path: Path) -> None:
    """Stand-ins for numbers have letters, so that without its contacts less than a tenth of it is Chinese."""
    text = "My girlfriend Emily left me and I am 24 and cannot sleep, 我真很难过呢。 QQ 12345678, QQ 23456789."
    assert (language(text), language(re.sub(r"\d{8}", "someone1", text))) == ("zh", "en")
    path = tmp_path / "posts.jsonl"
    path.write_text(json.dumps({"text": text}) + "\n")
    assert socialsim("extract", f"posts={path}", f"out={tmp_path / 'out'}", "privacy=scrub").code == 0
    with sqlite3.connect(tmp_path / "out" / "corpus.db") as db:
        [(kept,)] = db.execute("SELECT text FROM posts")
    assert "Emily" not in kept
    assert kept.endswith("我真很难过呢。 QQ someone1, QQ someone2.")
