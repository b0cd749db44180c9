"""What people decided about the personas and dialogues of a store: a log that only grows. The latest entry of an item
counts; an item without entries is pending.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from ..signatures import Dialogue, Persona
from .store import CorpusStore

PERSONA, DIALOGUE = "persona", "dialogue"
"""Kinds of item."""


class State(StrEnum):
    """What was decided about an item."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    EDITED = "edited"
    """Accepted as it is now; somebody changed it."""
    REJECTED = "rejected"


@dataclass(frozen=True)
class Review:
    """One decision. `edited` is the item as somebody changed it, in JSON; None while it is as it was made."""

    kind: str
    id: str
    state: State = State.PENDING
    by: str = ""
    why: str = ""
    edited: str | None = None
    at: str = ""
    """When it was stored, UTC, ISO 8601; "" before."""
    number: int = 0
    """Its number in the log, from 1; 0 before it is stored."""


class Reviews:
    """The reviews of a corpus store, and its items as the reviews leave them."""

    def __init__(self, store: CorpusStore) -> None:
        self.store = store

    def add(self, reviews: Iterable[Review]) -> list[Review]:
        """Store decisions, all of them or none, and return them; those of one call have one time.

        They are drawn inside the transaction, so what they look up in the log is still so when they are stored.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.store.db.execute("BEGIN IMMEDIATE")
        with self.store.db.conn:
            found = list(reviews)
            rows = [
                {
                    "item_kind": one.kind, "item_id": one.id, "state": one.state.value, "by": one.by, "at": now,
                    "why": one.why, "edited": one.edited,
                }
                for one in found
            ]  # fmt: skip
            self.store.db.table("reviews").insert_all(rows)
        return found

    def of(self, kind: str, identifier: str) -> Review:
        """Return the decision about an item that counts; a pending one where there is none."""
        return next(reversed(self.log(kind, identifier)), Review(kind, identifier))

    def log(self, kind: str, identifier: str) -> list[Review]:
        """Return every decision about an item, the first one first."""
        sql = "SELECT * FROM reviews WHERE item_kind = ? AND item_id = ? ORDER BY id"
        return [
            Review(kind, identifier, State(row["state"]), row["by"], row["why"], row["edited"], row["at"], row["id"])
            for row in self.store.db.query(sql, [kind, identifier])
        ]

    def counts(self, kind: str, identifiers: Iterable[str]) -> Counter[State]:
        """Return how many of these items are in which state."""
        return Counter(self.of(kind, one).state for one in identifiers)

    def persona(self, identifier: str) -> Persona:
        """Return a persona as its reviews leave it.

        Raises:
            InputError: there is none.
        """
        return self.persona_after(self.of(PERSONA, identifier))

    def persona_after(self, review: Review) -> Persona:
        """Return a persona as one entry of its log left it, or as it was made where that changed nothing.

        Raises:
            InputError: there is none.
        """
        made = self.store.persona(review.id).persona
        return Persona.model_validate_json(review.edited) if review.edited else made

    def dialogue(self, identifier: str) -> Dialogue:
        """Return a dialogue as its reviews leave it; it keeps its provenance, and with it its id.

        Raises:
            InputError: there is none.
        """
        return self.dialogue_after(self.of(DIALOGUE, identifier))

    def dialogue_after(self, review: Review) -> Dialogue:
        """Return a dialogue as one entry of its log left it, or as it was made where that changed nothing.

        Raises:
            InputError: there is none.
        """
        made = self.store.dialogue(review.id)
        return Dialogue.model_validate_json(review.edited) if review.edited else made

    def accepted(self, dialogue_ids: Iterable[str]) -> Iterator[str]:
        """Yield the dialogues that are accepted, as they are or edited."""
        return (one for one in dialogue_ids if self.of(DIALOGUE, one).state in (State.ACCEPTED, State.EDITED))

    def usable(self, dialogue_ids: Iterable[str]) -> Iterator[str]:
        """Yield the dialogues that are accepted, as they are or edited, and whose persona is not rejected."""
        for one in self.accepted(dialogue_ids):
            provenance = self.store.dialogue(one).provenance
            persona = self.of(PERSONA, provenance.persona_id).state if provenance else State.PENDING
            if persona is not State.REJECTED:
                yield one

    def personas(self) -> list[str]:
        """Return the ids of all personas of the store, in the order in which they came."""
        return [row["id"] for row in self.store.db.query("SELECT id FROM personas ORDER BY rowid")]
