"""The corpus store: one SQLite file with everything a run has made, each thing written once and at once.

A post, a persona or a dialogue is one transaction, so a kill at any moment leaves whole rows only. Tables are plain:
`sqlite-utils` and Datasette read them. What failed is a row too, with its status and the raw answer, never a score.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..signatures import Dialogue, GenerationError, HelpPost, InputError, Persona, Provenance, Reasoning, Turn
from .migrations import corpus

FILE = "corpus.db"
DONE = "done"
SCREENED_OUT = "screened-out"


@dataclass(frozen=True)
class StoredPersona:
    """A persona of the bank, by its id, and the post behind it (None for personas read from a file)."""

    id: str
    persona: Persona
    post: HelpPost | None
    generator: str
    """Name of the LM that extracted it."""


class CorpusStore:
    """Open, or create, the store of a corpus folder.

    Raises:
        InputError: the file is not a corpus store, is locked, or was written by a newer version.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        try:
            self.db = Database(self.path)
            self.db.enable_wal()
            # WAL with NORMAL loses nothing when the process dies; only a power cut may undo the last transactions.
            self.db.execute("PRAGMA synchronous = NORMAL")
            corpus.apply(self.db)
        except sqlite3.Error as error:
            raise InputError(
                f"{self.path}: {error}; is this a socialsim corpus, and is nobody else writing to it?"
            ) from error

    @classmethod
    def open_existing(cls, folder: Path) -> CorpusStore:
        """Open the store of `folder` for reading; a missing one is an error, not an empty corpus."""
        if not (folder / FILE).is_file():
            raise InputError(f"{folder}: no {FILE} here; run `socialsim simulate out={folder}` first")
        return cls(folder)

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> CorpusStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Posts and personas

    def put_post(
        self,
        post: HelpPost,
        *,
        status: str,
        screened_by: str,
        reason: str = "",
        language: str = "",
        translation: str | None = None,
        persona: StoredPersona | None = None,
        extractor: str = "",
        error: GenerationError | None = None,
        usage: Mapping[str, Any] | None = None,
    ) -> None:
        """Store what became of a post, and its persona if it has one."""
        with self.db.atomic():
            self.db.table("posts").insert(
                {
                    "id": post.id, "text": post.text, "source": post.source, "line": post.line,
                    "source_id": post.source_id, "status": status, "reason": reason, "language": language,
                    "translation": translation, "screened_by": screened_by, "error": str(error) if error else None,
                    "raw": error.raw if error else None, "usage": json.dumps(usage or {}, sort_keys=True),
                },
                replace=True,
            )  # fmt: skip
            if persona is not None:
                self._insert_persona(persona, extractor)

    def put_personas(self, personas: Iterable[StoredPersona], extractor: str) -> None:
        """Store personas that came from a file, not from posts."""
        with self.db.atomic():
            for persona in personas:
                self._insert_persona(persona, extractor)

    def _insert_persona(self, stored: StoredPersona, extractor: str) -> None:
        row = {"id": stored.id, "post_id": stored.post.id if stored.post else None, "extractor": extractor}
        self.db.table("personas").insert(
            row | {"generator": stored.generator} | _persona_row(stored.persona), replace=True
        )

    def post_status(self, post_id: str, screened_by: str) -> str | None:
        """Return what became of a post when it was last screened by this extractor and LM; None if it was not."""
        found = self._one("SELECT status FROM posts WHERE id = ? AND screened_by = ?", [post_id, screened_by])
        return str(found["status"]) if found else None

    def personas_of(self, post: HelpPost) -> list[StoredPersona]:
        """Return the personas extracted from a post, the latest first."""
        rows = self._rows("SELECT * FROM personas WHERE post_id = ? ORDER BY rowid DESC", [post.id])
        return [StoredPersona(row["id"], _persona(row), post, row["generator"]) for row in rows]

    def personas(self) -> Iterator[StoredPersona]:
        """Yield the whole bank, in the order in which it was stored."""
        for row in self._rows(
            "SELECT personas.*, posts.text, posts.source, posts.line, posts.source_id FROM personas "
            "LEFT JOIN posts ON posts.id = personas.post_id ORDER BY personas.rowid",
            [],
        ):
            post = row["text"] and HelpPost(
                text=row["text"], source=row["source"], line=row["line"], source_id=row["source_id"]
            )
            yield StoredPersona(row["id"], _persona(row), post or None, row["generator"])

    # Dialogues

    def put_dialogue(self, dialogue: Dialogue, usage: Mapping[str, Any]) -> None:
        """Store a finished dialogue with its turns."""
        with self.db.atomic():
            self._put_dialogue_row(
                dialogue.id, dialogue.provenance, DONE, usage, stop_reason=dialogue.stop_reason.value
            )
            self.db.table("turns").delete_where("dialogue_id = ?", [dialogue.id])
            self.db.table("turns").insert_all(
                [_turn_row(dialogue.id, number, turn) for number, turn in enumerate(dialogue.turns, start=1)]
            )

    def put_failed_dialogue(
        self, dialogue_id: str, provenance: Provenance, error: GenerationError, usage: Mapping[str, Any]
    ) -> None:
        """Store a dialogue that came to nothing, as what it is."""
        with self.db.atomic():
            self._put_dialogue_row(dialogue_id, provenance, error.status, usage, error=str(error), raw=error.raw)

    def _put_dialogue_row(
        self,
        dialogue_id: str,
        provenance: Provenance | None,
        status: str,
        usage: Mapping[str, Any],
        stop_reason: str | None = None,
        error: str | None = None,
        raw: str | None = None,
    ) -> None:
        if provenance is None:
            raise ValueError("only dialogues with provenance belong in a corpus store")
        self.db.table("dialogues").insert(
            {
                "id": dialogue_id, "persona_id": provenance.persona_id, "program": provenance.program,
                "seeker_lm": provenance.generators["seeker"], "supporter_lm": provenance.generators["supporter"],
                "seed": provenance.seed, "status": status, "stop_reason": stop_reason,
                "versions": json.dumps(provenance.versions, sort_keys=True), "error": error, "raw": raw,
                "usage": json.dumps(usage, sort_keys=True),
            },
            replace=True,
        )  # fmt: skip

    def dialogue_status(self, dialogue_id: str) -> str | None:
        """Return "done", how the dialogue failed, or None if it was never tried."""
        found = self._one("SELECT status FROM dialogues WHERE id = ?", [dialogue_id])
        return str(found["status"]) if found else None

    def dialogue(self, dialogue_id: str) -> Dialogue:
        """Return a finished dialogue by its id."""
        row = self._one("SELECT * FROM dialogues WHERE id = ? AND status = ?", [dialogue_id, DONE])
        if row is None:
            raise InputError(f"{self.path}: no finished dialogue {dialogue_id}")
        turns = self._rows("SELECT * FROM turns WHERE dialogue_id = ? ORDER BY number", [dialogue_id])
        return Dialogue(
            turns=tuple(_turn(turn) for turn in turns),
            stop_reason=row["stop_reason"],
            provenance=Provenance(
                persona_id=row["persona_id"],
                program=row["program"],
                generators={"seeker": row["seeker_lm"], "supporter": row["supporter_lm"]},
                seed=row["seed"],
                versions=json.loads(row["versions"]),
            ),
        )

    # Runs

    def start_run(self, command: str, config: Mapping[str, Any]) -> int:
        """Record that a run began and return its number."""
        row = {"command": command, "config": json.dumps(config, sort_keys=True), "started": _now(), "status": "running"}
        self.db.table("runs").insert(row)
        return int(self.db.execute("SELECT last_insert_rowid()").fetchone()[0])

    def set_run_dialogues(self, run_id: int, dialogue_ids: Iterable[str]) -> None:
        """Record which dialogues a run asks for, in order; those of earlier runs are shared, not copied."""
        with self.db.atomic():
            self.db.table("run_dialogues").insert_all(
                {"run_id": run_id, "position": position, "dialogue_id": dialogue_id}
                for position, dialogue_id in enumerate(dialogue_ids, start=1)
            )

    def end_run(self, run_id: int, status: str) -> None:
        """Record how a run ended: done, stopped or failed."""
        self.db.table("runs").update(run_id, {"ended": _now(), "status": status})

    def last_run(self, command: str = "simulate") -> int | None:
        """Return the number of the latest run of a command that got as far as naming its dialogues; None without one."""
        found = self._one(
            "SELECT max(run_id) AS id FROM run_dialogues JOIN runs ON runs.id = run_id WHERE command = ?", [command]
        )
        return found["id"] if found else None

    def run_dialogues(self, run_id: int) -> list[dict[str, Any]]:
        """Return a line per dialogue of a run, in order: position, id, status, persona, topic, turns, stop reason, …"""
        return list(
            self._rows(
                "SELECT run_dialogues.position, run_dialogues.dialogue_id AS id, dialogues.status, dialogues.persona_id, "
                "dialogues.stop_reason, dialogues.error, dialogues.usage, personas.topic, personas.age, personas.gender, "
                "(SELECT count(*) FROM turns WHERE turns.dialogue_id = dialogues.id) AS turns "
                "FROM run_dialogues LEFT JOIN dialogues ON dialogues.id = run_dialogues.dialogue_id "
                "LEFT JOIN personas ON personas.id = dialogues.persona_id "
                "WHERE run_id = ? ORDER BY position",
                [run_id],
            )
        )

    def persona(self, persona_id: str) -> Persona:
        """Return a persona by its id."""
        row = self._one("SELECT * FROM personas WHERE id = ?", [persona_id])
        if row is None:
            raise InputError(f"{self.path}: no persona {persona_id}")
        return _persona(row)

    def _rows(self, sql: str, values: list[Any]) -> Iterator[dict[str, Any]]:
        return self.db.query(sql, values)

    def _one(self, sql: str, values: list[Any]) -> dict[str, Any] | None:
        return next(iter(self._rows(sql, values)), None)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _persona_row(persona: Persona) -> dict[str, Any]:
    row = persona.model_dump(mode="json")
    event = row.pop("event")
    return (
        row
        | {f"event_{name}": value for name, value in event.items()}
        | {
            "personality": str(persona.personality),
            "emotional_experience_words": json.dumps(row["emotional_experience_words"], ensure_ascii=False),
            "inferred": json.dumps(row["inferred"]),
        }
    )


def _persona(row: Mapping[str, Any]) -> Persona:
    values = {name: row[name] for name in Persona.model_fields if name in row}
    event = {name.removeprefix("event_"): value for name, value in row.items() if name.startswith("event_")}
    lists = {name: json.loads(row[name]) for name in ("emotional_experience_words", "inferred")}
    return Persona.model_validate(values | lists | {"event": event})


def _turn_row(dialogue_id: str, number: int, turn: Turn) -> dict[str, Any]:
    reasoning = turn.reasoning or Reasoning()
    others = reasoning.model_extra or {}
    return {
        "dialogue_id": dialogue_id,
        "number": number,
        "speaker": turn.speaker,
        "text": turn.text,
        **{node: getattr(reasoning, node) for node in Reasoning.model_fields},
        "other_nodes": json.dumps(others, ensure_ascii=False, sort_keys=True) if others else None,
    }


def _turn(row: Mapping[str, Any]) -> Turn:
    nodes = {node: row[node] for node in Reasoning.model_fields} | json.loads(row["other_nodes"] or "{}")
    reasoning = Reasoning(**nodes) if any(value is not None for value in nodes.values()) else None
    return Turn(speaker=row["speaker"], text=row["text"], reasoning=reasoning)
