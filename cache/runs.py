"""Runs: which command, with which configuration, asked for which dialogues, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from .tables import Tables


class RunTables(Tables):
    """The tables `runs` and `run_dialogues`."""

    def start_run(self, command: str, config: Mapping[str, Any]) -> int:
        """Record that a run began and return its number."""
        row = {"command": command, "config": json.dumps(config, sort_keys=True), "started": _now(), "status": "running"}
        self.db.table("runs").insert(row)
        return int(self.db.execute("SELECT last_insert_rowid()").fetchone()[0])

    def set_run_dialogues(self, run_id: int, dialogue_ids: Iterable[str]) -> None:
        """Record which dialogues a run asks for, in order; those of earlier runs are shared, not copied."""
        with self._writing():
            self.db.table("run_dialogues").insert_all(
                {"run_id": run_id, "position": position, "dialogue_id": dialogue_id}
                for position, dialogue_id in enumerate(dialogue_ids, start=1)
            )

    def end_run(self, run_id: int, status: str) -> None:
        """Record how a run ended: done, stopped or failed."""
        self.db.table("runs").update(run_id, {"ended": _now(), "status": status})

    def last_config(self) -> dict[str, Any] | None:
        """Return the configuration of the latest run of any command; None before the first."""
        found = self._one("SELECT config FROM runs ORDER BY id DESC LIMIT 1", [])
        return json.loads(found["config"]) if found else None

    def run_config(self, run_id: int) -> dict[str, Any]:
        """Return the configuration of a run."""
        found = self._one("SELECT config FROM runs WHERE id = ?", [run_id])
        return json.loads(found["config"]) if found else {}

    def last_run(self) -> int | None:
        """Return the number of the latest run that got as far as naming its dialogues, or None."""
        found = self._one("SELECT max(run_id) AS id FROM run_dialogues", [])
        return found["id"] if found else None

    def run_dialogues(self, run_id: int) -> Iterator[dict[str, Any]]:
        """Yield a line per dialogue of a run, in order; what was never made has a position and an id only.

        Topic, age and gender are the persona's or, in a role play, the card's.
        """
        yield from self._rows(
            """
            SELECT position, dialogue_id AS id, status, persona_id, stop_reason, error, usage,
                   coalesce(personas.topic, cards.topic) AS topic, coalesce(personas.age, cards.age) AS age,
                   coalesce(personas.gender, cards.gender) AS gender,
                   (SELECT count(*) FROM turns WHERE turns.dialogue_id = run_dialogues.dialogue_id) AS turns
            FROM run_dialogues
            LEFT JOIN dialogues ON dialogues.id = run_dialogues.dialogue_id
            LEFT JOIN personas ON personas.id = dialogues.persona_id
            LEFT JOIN cards ON cards.id = dialogues.persona_id
            WHERE run_id = ? ORDER BY position
            """,
            [run_id],
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
