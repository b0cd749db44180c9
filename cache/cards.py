"""The role cards of a corpus store: they stand where personas stand in a simulation, and `persona_id` names either."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..signatures import Dialogue, Persona, RoleCard
from .store import CorpusStore, StoredPersona


class Cards:
    """The cards of a store, by their content addresses."""

    def __init__(self, store: CorpusStore) -> None:
        self.store = store

    def put(self, cards: Iterable[RoleCard]) -> None:
        """Store cards, all of them or none; one that is there already stays as it is."""
        rows = ({**card.model_dump(exclude={"id", "about"}), **_named(card)} for card in cards)
        self.store.db.execute("BEGIN IMMEDIATE")
        with self.store.db.conn:
            self.store.db.table("cards").insert_all(rows, ignore=True)

    def get(self, address: str) -> RoleCard | None:
        """Return a card by its address; None where the store has no such card."""
        row = next(iter(self.store.db.query("SELECT * FROM cards WHERE id = ?", [address])), None)
        if row is None:
            return None
        given = {name: row[name] for name in RoleCard.model_fields if name in row}
        return RoleCard.model_validate(given | {"id": row["name"], "about": json.loads(row["about"])})


def _named(card: RoleCard) -> dict[str, str]:
    return {"id": card.address, "name": card.id, "about": json.dumps(card.about, ensure_ascii=False)}


def played(store: CorpusStore, identifier: str) -> StoredPersona | RoleCard:
    """Return who the seeker of a dialogue is: a persona of the bank, or somebody on a role card.

    Raises:
        InputError: the store has neither.
    """
    return Cards(store).get(identifier) or store.persona(identifier)


def persona_of(store: CorpusStore, dialogue: Dialogue) -> Persona | None:
    """Return the persona of a dialogue; None for a role play, and where it is not known."""
    who = played(store, dialogue.provenance.persona_id) if dialogue.provenance else None
    return who.persona if isinstance(who, StoredPersona) else None
