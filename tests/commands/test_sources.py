"""What a run starts from: personas in a file, ours or UserProfile records; posts under a user agreement."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from socialsim.cache.audit import AUDIT
from socialsim.commands.outlook import IN_ENGLISH
from socialsim.commands.sources import open_personas, persona_of
from socialsim.corpora.formats.ssconv import user_profile
from socialsim.corpora.licences import PSYQA
from socialsim.signatures import InputError, Persona

from tests.commands.conftest import Program, read_json
from tests.server import PERSONA, Body, Server, plausible, wanted

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


# Posts in Chinese under a user agreement


ASKED = [
    {"question": "渡轮停了，没有人来看我。", "description": "我的邮箱是 ida.berg@gmail.com，请写信。", "questionID": 1},
    {"question": "灯塔招聘启事", "description": "欢迎加入我们的灯塔。", "questionID": 2},
    {"question": "失眠", "description": "我晚上睡不着，怎么办？", "questionID": 3},
]
NOTICE = f"socialsim: {PSYQA.notice}"


def translating(body: Body) -> str:
    """Answer as a model that reads Chinese: the second post is an advertisement."""
    asked, fields = str(body["messages"]), wanted(body)
    said = {
        "language": "zh",
        "translation": "The ferry stopped, and I lie awake.",
        "seeks_help": str("招聘" not in asked),
    }
    if not said.keys() & fields:
        return plausible(body)
    return "\n\n".join([f"[[ ## {name} ## ]]\n{said.get(name, 'True')}" for name in fields] + ["[[ ## completed ## ]]"])


@pytest.fixture
def psyqa(tmp_path: Path) -> Path:
    path = tmp_path / "psyqa.json"
    records = [record | {"keywords": "孤独", "answers": []} for record in ASKED]
    path.write_bytes(json.dumps(records, ensure_ascii=False, indent=0).replace("\n", "\r\n").encode())
    return path


def test_posts_of_psyqa_are_scrubbed_screened_and_translated_and_then_personas(
    socialsim: Program, server: Server, by_server: list[str], psyqa: Path, tmp_path: Path
) -> None:
    server.answer = translating
    lm = [word for word in by_server if word.startswith("lm")]
    said = socialsim("extract", f"posts={psyqa}", f"out={tmp_path / 'out'}", *lm, "privacy=scrub")
    assert said.code == 0
    assert said.err.splitlines()[0] == NOTICE
    assert said.err.count(NOTICE) == 1
    screened, translated = server.asking_for("seeks_help"), server.asking_for("translation")
    assert (len(screened), len(translated), len(server.asking_for("persona"))) == (3, 2, 2)
    assert "ida.berg" not in str(server.requests)
    assert "someone@example.com" in str(screened)
    for body in server.asking_for("persona"):
        assert "The ferry stopped, and I lie awake." in str(body["messages"])
        assert "渡轮" not in str(body["messages"])
    record = read_json(tmp_path / "out" / "run.json")
    assert record["posts"]["by_status"] == {"done": 2, "screened-out": 1}
    assert record["privacy"]["replaced"] == {"email": 1}
    assert (record["posts"]["corpus"], record["posts"]["licence"]) == ("psyqa", "PsyQA's user agreement")
    assert len(read_json(tmp_path / "out" / "profiles.json")) == 2


NAMED = ("Emily", "Chicago", "415-555-2671")
TRANSLATION = (
    "My girlfriend Emily left me and I live in Chicago alone. Call me at 415-555-2671. I am 24, the ferry stopped."
)
REASON = "They ask what to do since Emily left them in Chicago."


def naming(body: Body) -> str:
    """Translate into a text with a name, a place and a number, and extract a persona that repeats what it is told."""
    fields = wanted(body)
    if "persona" in fields:
        told = re.search(r"My girlfriend.*stopped\.", str(body["messages"][-1]["content"]))
        return _filled({"persona": json.dumps(PERSONA | {"situation": told[0] if told else "not told"})})
    said = {"language": "zh", "translation": TRANSLATION, "reason": REASON}
    return _filled({name: said.get(name, "True") for name in fields}) if said.keys() & fields else plausible(body)


def _filled(fields: dict[str, str]) -> str:
    return "\n\n".join([*(f"[[ ## {name} ## ]]\n{value}" for name, value in fields.items()), "[[ ## completed ## ]]"])


def kept_in(folder: Path) -> bytes:
    """Return all that a folder keeps, but for the audit and the answers as the provider gave them."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.name not in (AUDIT, "responses.db"))


def audited(folder: Path) -> set[tuple[str, str, str]]:
    with sqlite3.connect(folder / AUDIT) as db:
        return set(db.execute("SELECT part, kind, original FROM replacements"))


def test_names_in_a_translation_reach_nothing_that_is_asked_or_kept_after_it(
    socialsim: Program, server: Server, by_server: list[str], psyqa: Path, tmp_path: Path
) -> None:
    server.answer = naming
    out = tmp_path / "out"
    command = ["simulate", f"posts={psyqa}", f"out={out}", "n=2", *by_server, "privacy=scrub"]
    assert socialsim(*command).code == 0
    later = [body for body in server.requests if not {"seeks_help", "translation"} & set(wanted(body))]
    assert {"persona", "intention"} <= {name for body in later for name in wanted(body)}
    for name in NAMED:
        assert name not in json.dumps(later), name
        assert name.encode() not in kept_in(out), name
    assert read_json(out / "profiles.json")[0]["Situation"].startswith("My girlfriend ")
    assert b"I am 24, the ferry stopped." in kept_in(out)
    assert audited(out) == {
        ("post", "email", "ida.berg@gmail.com"),
        ("translation", "name", "Emily"), ("translation", "place", "Chicago"), ("translation", "phone", "415-555-2671"),
        ("reason", "name", "Emily"), ("reason", "place", "Chicago"),
    }  # fmt: skip
    replaced = read_json(out / "run.json")["privacy"]["replaced"]
    assert replaced == {"email": 1, "name": 4, "phone": 2, "place": 4}
    assert socialsim(*command).code == 0
    assert read_json(out / "run.json")["privacy"]["replaced"] == replaced


def test_a_translation_that_cannot_be_read_is_kept_without_names(
    socialsim: Program, server: Server, by_server: list[str], psyqa: Path, tmp_path: Path
) -> None:
    server.answer = lambda body: _filled({"text": TRANSLATION}) if "translation" in wanted(body) else naming(body)
    lm = [word for word in by_server if word.startswith("lm")]
    socialsim("extract", f"posts={psyqa}", f"out={tmp_path / 'out'}", *lm, "privacy=scrub")
    with sqlite3.connect(tmp_path / "out" / "corpus.db") as db:
        raw = [row[0] for row in db.execute("SELECT raw FROM screenings WHERE status = 'parse-failed'")]
    assert len(raw) == 3
    assert all("I am 24, the ferry stopped." in one for one in raw)
    assert not any(name.encode() in kept_in(tmp_path / "out") for name in NAMED)


def test_the_post_of_a_dialogue_says_which_corpus_it_is_of(
    socialsim: Program, server: Server, by_server: list[str], psyqa: Path, tmp_path: Path
) -> None:
    server.answer = translating
    assert socialsim("simulate", f"posts={psyqa}", f"out={tmp_path / 'out'}", "n=1", *by_server).code == 0
    [line] = (tmp_path / "out" / "dialogues.jsonl").read_text().splitlines()
    post = json.loads(line)["post"]
    assert {name: post[name] for name in post if name != "id"} == {
        "source": "psyqa.json", "line": 2, "source_id": "1", "corpus": "psyqa"
    }  # fmt: skip


def test_posts_of_no_known_corpus_are_named_as_ever(socialsim: Program, tmp_path: Path) -> None:
    command = ["simulate", "n=1", f"out={tmp_path / 'out'}", "program.min_turns=4", "program.max_turns=4"]
    assert socialsim(*command).code == 0
    [line] = (tmp_path / "out" / "dialogues.jsonl").read_text().splitlines()
    assert list(json.loads(line)["post"]) == ["id", "source", "line", "source_id"]
    assert not {"corpus", "licence"} & read_json(tmp_path / "out" / "run.json")["posts"].keys()


def test_a_dry_run_tells_the_calls_that_posts_in_another_language_take(
    socialsim: Program, by_server: list[str], server: Server, psyqa: Path, tmp_path: Path
) -> None:
    server.answer = lambda body: translating(body).replace("seeks_help ## ]]\nFalse", "seeks_help ## ]]\nTrue")
    lm = [word for word in by_server if word.startswith("lm")]
    command = ["extract", f"posts={psyqa}", f"out={tmp_path / 'out'}", *lm]
    said = socialsim(*command, "dry_run=true")
    assert said.code == 0
    assert said.err.splitlines() == [NOTICE, f"socialsim: {IN_ENGLISH}"]
    assert server.requests == []
    [told] = re.findall(r"^extractor +(\d+)", said.out, re.MULTILINE)
    assert socialsim(*command).code == 0
    assert int(told) == len(server.requests) == 3 * 3


def test_the_notice_comes_before_anybody_is_asked_about_the_posts(
    socialsim: Program,
    server: Server,
    by_server: list[str],
    psyqa: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    shown: list[str] = []

    def look(body: Body) -> str:
        shown.append(capsys.readouterr().err)
        return translating(body)

    server.answer = look
    assert socialsim("simulate", f"posts={psyqa}", f"out={tmp_path / 'out'}", "n=1", *by_server).code == 0
    told = [number for number, text in enumerate(shown) if NOTICE in text]
    assert len(told) == 1
    first = next(number for number, body in enumerate([*server.checks, *server.requests]) if "渡轮" in str(body))
    assert told[0] <= first


def test_posts_under_ordinary_terms_are_used_without_a_notice(
    socialsim: Program, server: Server, by_server: list[str], tmp_path: Path
) -> None:
    (tmp_path / "posts.csv").write_text("questionTitle,questionText,answerText\nThe ferry,It stopped.,Write.\n")
    lm = [word for word in by_server if word.startswith("lm")]
    said = socialsim("extract", f"posts={tmp_path / 'posts.csv'}", f"out={tmp_path / 'out'}", *lm)
    assert said.code == 0
    assert "socialsim:" not in said.err
