"""A role play as it stands in files."""

from __future__ import annotations

from ..corpora.format import ReadDialogue
from ..signatures import Dialogue, RoleCard


def card_entry(number: int, dialogue: Dialogue, card: RoleCard) -> ReadDialogue:
    """Return a role play as if it were read from a file. The card is a note on it; what the card's record said beside
    the card, such as a plan for the counsellor, stays in the store."""
    return ReadDialogue(
        dialogue,
        number,
        id=dialogue.id,
        simulated=True,
        topic=card.topic,
        situation=card.problem,
        about={"card": card.model_dump(exclude={"about"}, exclude_defaults=True)},
    )
