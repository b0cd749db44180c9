"""The corpus store: one SQLite file with everything a run has made, each thing written once and at once.

A post, a persona or a dialogue is one transaction, so a kill at any moment leaves whole rows only. Tables are plain:
`sqlite-utils` and Datasette read them. What failed is a row too, with its status and the raw answer, never a score.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..signatures import (
    CheckResult,
    Dialogue,
    GenerationError,
    HelpPost,
    InputError,
    Persona,
    Provenance,
    ProviderFailure,
    RejectedDraft,
)
from .checks import CheckTables, draft_rows, result_rows
from .rows import persona_row, post_row, to_persona, to_post, to_turn, turn_row
from .runs import RunTables
from .tables import CHECK_FAILED, DONE

_NO_ATTEMPT = (DONE, CHECK_FAILED, ProviderFailure.status)
SCREENED_OUT = "screened-out"
_PERSONAS = (
    "SELECT personas.*, text, source, line, source_id, corpus "
    "FROM personas LEFT JOIN posts ON posts.id = personas.post_id"
)


@dataclass(frozen=True)
class StoredPersona:
    """A persona of the bank, by its id, and the post behind it (None for personas read from a file)."""

    id: str
    persona: Persona
    post: HelpPost | None
    generator: str
    """Name of the LM that extracted it."""
    screened_by: str = ""
    """Fingerprint of the extractor and name of its LM; "" for personas read from a file."""


@dataclass(frozen=True)
class Screening:
    """What became of a post: its status, why, and what that took."""

    status: str
    reason: str
    error: str
    usage: dict[str, Any]
    attempts: int
    """How often it failed; the next attempt is asked for with this number."""


class CorpusStore(RunTables, CheckTables):
    """Open, or create, the store of a corpus folder.

    Raises:
        InputError: the file is not a corpus store, is locked, or was written by a newer version.
    """

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
        error: GenerationError | None = None,
        usage: Mapping[str, Any] | None = None,
    ) -> None:
        """Store what became of a post in the hands of one extractor and LM, and its persona if it has one."""
        screening: dict[str, Any] = {
            "post_id": post.id, "screened_by": screened_by, "status": status, "reason": reason, "language": language,
            "translation": translation, "error": str(error) if error else None, "raw": error.raw if error else None,
            "usage": json.dumps(usage or {}, sort_keys=True),
        }  # fmt: skip
        with self._writing():
            before = self.screening(post.id, screened_by)
            failed = status != DONE and not isinstance(error, ProviderFailure)
            screening["attempts"] = (before.attempts if before else 0) + failed
            self.db.table("posts").insert(post_row(post), replace=True)
            self.db.table("screenings").insert(screening, replace=True)
            if persona is not None:
                self._insert_persona(persona)

    def put_personas(self, personas: Iterable[StoredPersona]) -> None:
        """Store personas that came from a file, not from posts."""
        with self._writing():
            for persona in personas:
                self._insert_persona(persona)

    def _insert_persona(self, stored: StoredPersona) -> None:
        origin = {"id": stored.id, "post_id": stored.post.id if stored.post else None}
        made = {"screened_by": stored.screened_by, "generator": stored.generator}
        self.db.table("personas").insert(origin | made | persona_row(stored.persona), replace=True)

    def screening(self, post_id: str, screened_by: str) -> Screening | None:
        """Return what became of a post in the hands of an extractor and LM; None if they never had it."""
        sql = "SELECT status, reason, error, usage, attempts FROM screenings WHERE post_id = ? AND screened_by = ?"
        row = self._one(sql, [post_id, screened_by])
        if row is None:
            return None
        usage = json.loads(row["usage"])
        return Screening(row["status"], row["reason"] or "", row["error"] or "", usage, row["attempts"])

    def personas_of(self, post: HelpPost) -> list[StoredPersona]:
        """Return the personas extracted from a post, the latest first."""
        rows = self._rows("SELECT * FROM personas WHERE post_id = ? ORDER BY rowid DESC", [post.id])
        return [StoredPersona(row["id"], to_persona(row), post, row["generator"], row["screened_by"]) for row in rows]

    def persona(self, persona_id: str) -> StoredPersona:
        """Return a persona by its id, with the post behind it."""
        row = self._one(f"{_PERSONAS} WHERE personas.id = ?", [persona_id])
        if row is None:
            raise InputError(f"{self.path}: no persona {persona_id}")
        return _stored(row)

    def personas(self) -> Iterator[StoredPersona]:
        """Yield every persona of the folder with the post behind it, in the order of the posts in their files.

        Those without a post come first, in the order in which they were stored.
        """
        return map(_stored, self._rows(f"{_PERSONAS} ORDER BY source, line, personas.rowid", []))

    # Dialogues

    def put_dialogue(
        self,
        dialogue: Dialogue,
        usage: Mapping[str, Any],
        *,
        checks: Iterable[CheckResult] = (),
        rejected: str = "",
        drafts: Iterable[RejectedDraft] = (),
        takes: int = 0,
    ) -> None:
        """Store a dialogue with its turns, what the checks said of it, and the drafts that they rejected.

        Args:
            rejected: why the checks do not accept it; it is then set aside.
            takes: how many takes were made of it.
        """
        status = CHECK_FAILED if rejected else DONE
        with self._writing():
            before = self.takes(dialogue.id)
            stop_reason = dialogue.stop_reason.value if dialogue.stop_reason else None
            self._put_dialogue_row(
                dialogue.id, dialogue.provenance, status, usage, rejected or None, stop_reason=stop_reason
            )
            self.db.table("dialogues").update(dialogue.id, {"takes": before + takes})
            for table in ("turns", "check_results"):
                self.db.table(table).delete_where("dialogue_id = ?", [dialogue.id])
            self.db.table("turns").insert_all(
                [turn_row(dialogue.id, number, turn) for number, turn in enumerate(dialogue.turns, start=1)]
            )
            self.db.table("check_results").insert_all(result_rows(dialogue.id, checks))
            self.db.table("rejected_drafts").insert_all(draft_rows(dialogue.id, drafts), replace=True)

    def put_failed_dialogue(
        self, dialogue_id: str, provenance: Provenance, error: GenerationError, usage: Mapping[str, Any]
    ) -> None:
        """Store a dialogue that came to nothing, as what it is."""
        with self._writing():
            takes = self.takes(dialogue_id)
            self._put_dialogue_row(dialogue_id, provenance, error.status, usage, str(error), error.raw)
            self.db.table("dialogues").update(dialogue_id, {"takes": takes})

    def _put_dialogue_row(
        self,
        dialogue_id: str,
        provenance: Provenance | None,
        status: str,
        usage: Mapping[str, Any],
        error: str | None = None,
        raw: str | None = None,
        stop_reason: str | None = None,
    ) -> None:
        if provenance is None:
            raise ValueError("only dialogues with provenance belong in a corpus store")
        self.db.table("dialogues").insert(
            {
                "id": dialogue_id, "persona_id": provenance.persona_id, "program": provenance.program,
                "seeker_lm": provenance.generators["seeker"], "supporter_lm": provenance.generators["supporter"],
                "seed": provenance.seed, "status": status, "stop_reason": stop_reason,
                "versions": json.dumps(provenance.versions, sort_keys=True), "error": error,
                "raw": raw, "usage": json.dumps(usage, sort_keys=True),
                # What an absent provider would have answered is still to be seen; it is no attempt.
                "attempts": self.attempts(dialogue_id) + (status not in _NO_ATTEMPT),
            },
            replace=True,
        )  # fmt: skip

    def dialogue_status(self, dialogue_id: str) -> str | None:
        """Return "done", how the dialogue failed, or None if it was never tried."""
        found = self._one("SELECT status FROM dialogues WHERE id = ?", [dialogue_id])
        return str(found["status"]) if found else None

    def finished_elsewhere(self, run_id: int) -> int:
        """Return how many dialogues are finished that a run does not ask for."""
        sql = (
            "SELECT count(*) AS number FROM dialogues WHERE status = ? "
            "AND id NOT IN (SELECT dialogue_id FROM run_dialogues WHERE run_id = ?)"
        )
        found = self._one(sql, [DONE, run_id])
        return int(found["number"]) if found else 0

    def attempts(self, dialogue_id: str) -> int:
        """Return how often a dialogue came to nothing by its answers; an attempt is asked for with this number."""
        found = self._one("SELECT attempts FROM dialogues WHERE id = ?", [dialogue_id])
        return int(found["attempts"]) if found else 0

    def takes(self, dialogue_id: str) -> int:
        """Return how many takes of a dialogue were made; the next is asked for with this number."""
        found = self._one("SELECT takes FROM dialogues WHERE id = ?", [dialogue_id])
        return int(found["takes"]) if found else 0

    def dialogue(self, dialogue_id: str) -> Dialogue:
        """Return a dialogue by its id: a finished one, accepted or set aside."""
        row = self._one("SELECT * FROM dialogues WHERE id = ? AND status IN (?, ?)", [dialogue_id, DONE, CHECK_FAILED])
        if row is None:
            raise InputError(f"{self.path}: no finished dialogue {dialogue_id}")
        turns = self._rows("SELECT * FROM turns WHERE dialogue_id = ? ORDER BY number", [dialogue_id])
        return Dialogue(
            turns=tuple(to_turn(turn) for turn in turns),
            stop_reason=row["stop_reason"],
            provenance=Provenance(
                persona_id=row["persona_id"],
                program=row["program"],
                generators={"seeker": row["seeker_lm"], "supporter": row["supporter_lm"]},
                seed=row["seed"],
                versions=json.loads(row["versions"]),
            ),
        )


def _stored(row: Mapping[str, Any]) -> StoredPersona:
    return StoredPersona(row["id"], to_persona(row), to_post(row), row["generator"], row["screened_by"])
