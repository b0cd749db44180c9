"""The corpus store: whole rows or none, everything comes back as it went in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlite_utils
from socialsim.cache import CorpusStore, StoredPersona, migrations
from socialsim.cache.audit import AUDIT, Audit
from socialsim.cache.rows import persona_row
from socialsim.signatures import (
    Dialogue,
    HelpPost,
    InputError,
    ParseFailure,
    Provenance,
    Reasoning,
    StopReason,
    Turn,
)

from tests.people import persona

POST = HelpPost(text="The ferry is gone.", source="posts.jsonl", line=3, source_id="a7", corpus="counselchat")
WHERE = Provenance(
    persona_id="sha256:p",
    program="sha256:q",
    generators={"seeker": "test/a", "supporter": "test/b"},
    seed=4,
    versions={"socialsim": "0"},
)


def dialogue(**changes: object) -> Dialogue:
    turns = (
        Turn(speaker="seeker", text="Hello «you»\n— 你好"),
        Turn(speaker="supporter", text="Hi", reasoning=Reasoning(situation="s", strategy="Question", need="rest")),
        Turn(speaker="seeker", text="Bye"),
        Turn(speaker="supporter", text="Bye"),
    )
    return Dialogue(turns=turns, stop_reason=StopReason.RESOLVED, provenance=WHERE).model_copy(update=changes)


def test_a_persona_comes_back_as_it_went_in_with_its_post(tmp_path: Path) -> None:
    stored = StoredPersona("sha256:p", persona(), POST, "test/a", "x")
    with CorpusStore(tmp_path) as store:
        store.put_post(POST, status="done", screened_by="x", persona=stored)
    with CorpusStore(tmp_path) as store:
        assert store.personas_of(POST) == [stored]
        assert store.persona("sha256:p") == stored
        screening = store.screening(POST.id, "x")
        assert screening is not None and screening.status == "done"
        assert store.screening(POST.id, "another extractor") is None


def test_posts_of_a_store_made_before_posts_had_a_corpus_have_none(tmp_path: Path) -> None:
    db = sqlite_utils.Database(tmp_path / "corpus.db")
    migrations.corpus.apply(db, stop_before="m004_corpus_of_posts")
    assert "corpus" not in db["posts"].columns_dict
    db["posts"].insert({"id": POST.id, "text": POST.text, "source": "old.csv", "line": 3, "source_id": ""})
    db["personas"].insert(
        {"id": "p", "post_id": POST.id, "generator": "test/a", "screened_by": "x"} | persona_row(persona())
    )
    db.close()
    with CorpusStore(tmp_path) as store:
        assert store.persona("p").post == HelpPost(text=POST.text, source="old.csv", line=3)


def test_an_audit_made_before_translations_were_scrubbed_takes_their_replacements_too(tmp_path: Path) -> None:
    db = sqlite_utils.Database(tmp_path / AUDIT)
    row = {"source": "a", "line": 1, "kind": "name", "start": 0, "end": 5, "original": "Emily", "replacement": "Anna"}
    db["replacements"].insert({"post_id": "p"} | row, pk=("post_id", "start"))
    db.close()
    for _ in range(2):  # the same again changes nothing
        audit = Audit(tmp_path)
        audit.put("p", "translation", [row])
        assert audit.kinds_beside("p") == ["name"]
        audit.close()
    db = sqlite_utils.Database(tmp_path / AUDIT)
    assert [one["part"] for one in db["replacements"].rows] == ["post", "translation"]
    assert db["replacements"].pks == ["post_id", "part", "start"]


def test_a_dialogue_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with CorpusStore(tmp_path) as store:
        store.put_dialogue(dialogue(), {"test/a": {"prompt_tokens": 3}})
    with CorpusStore(tmp_path) as store:
        assert store.dialogue(dialogue().id) == dialogue()
        assert store.dialogue_status(dialogue().id) == "done"


def test_storing_a_dialogue_again_replaces_its_turns(tmp_path: Path) -> None:
    with CorpusStore(tmp_path) as store:
        store.put_dialogue(dialogue(), {})
        store.put_dialogue(dialogue(turns=dialogue().turns[:2]), {})
        assert len(store.dialogue(dialogue().id).turns) == 2


def test_a_failed_dialogue_is_a_row_with_its_raw_answer_and_no_turns(tmp_path: Path) -> None:
    with CorpusStore(tmp_path) as store:
        store.put_failed_dialogue(dialogue().id, WHERE, ParseFailure("unreadable", raw="the answer"), {})
    (row,) = sqlite_utils.Database(tmp_path / "corpus.db")["dialogues"].rows
    assert (row["status"], row["error"], row["raw"]) == ("parse-failed", "unreadable", "the answer")
    with CorpusStore(tmp_path) as store, pytest.raises(InputError, match="no finished dialogue"):
        store.dialogue(dialogue().id)


def test_a_dialogue_interrupted_while_being_written_leaves_nothing(tmp_path: Path) -> None:
    broken = dialogue()
    with CorpusStore(tmp_path) as store:
        unwritable = Turn.model_construct(speaker="seeker", text=object(), reasoning=None)
        with pytest.raises(Exception, match=r"support|bind|type"):
            store.put_dialogue(broken.model_copy(update={"turns": (*broken.turns, unwritable)}), {})
        assert store.dialogue_status(broken.id) is None


def test_a_run_lists_its_dialogues_in_order_with_their_status(tmp_path: Path) -> None:
    with CorpusStore(tmp_path) as store:
        store.put_post(
            POST, status="done", screened_by="x", persona=StoredPersona("sha256:p", persona(), POST, "test/a")
        )
        run_id = store.start_run("simulate", {"n": 2})
        store.put_dialogue(dialogue(), {})
        store.set_run_dialogues(run_id, [dialogue().id, "sha256:never made"])
        store.end_run(run_id, "done")
        assert store.last_run() == run_id
        first, second = store.run_dialogues(run_id)
    assert (first["position"], first["status"], first["turns"], first["age"]) == (1, "done", 4, 47)
    assert (second["position"], second["status"]) == (2, None)


def test_a_folder_without_a_store_is_not_given_one_by_reading(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no corpus\.db here"):
        CorpusStore.open_existing(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "corpus.db").write_text("my diary")
    with pytest.raises(InputError, match="is this a socialsim corpus"):
        CorpusStore(tmp_path)
    assert (tmp_path / "corpus.db").read_text() == "my diary"


def test_a_reader_sees_a_store_that_is_being_written(tmp_path: Path) -> None:
    with CorpusStore(tmp_path) as writer:
        writer.put_dialogue(dialogue(), {})
        with CorpusStore.open_existing(tmp_path) as reader:
            assert reader.dialogue(dialogue().id) == dialogue()


def test_two_processes_write_to_one_store_without_losing_anything(tmp_path: Path) -> None:
    """Each reads before it writes; a transaction that began as a reader would be refused half way."""
    writer = (
        "import sys; from pathlib import Path; from socialsim.cache import CorpusStore;"
        "from socialsim.signatures import HelpPost\n"
        "with CorpusStore(Path(sys.argv[1])) as store:\n"
        "    for number in range(150):\n"
        "        store.put_post(HelpPost(text=f'{sys.argv[2]} {number}'), status='done', screened_by='x')\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", writer, str(tmp_path), name]) for name in ("a", "b")]
    assert [process.wait() for process in both] == [0, 0]
    assert sqlite_utils.Database(tmp_path / "corpus.db")["screenings"].count == 300
