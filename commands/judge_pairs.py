"""Which dialogue of one corpus is compared with which of another: two about the same persona, card or situation."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..corpora.format import ReadDialogue
from ..signatures import InputError, counted, digest
from .plain import plain

Named = tuple[str, ReadDialogue]
"""A dialogue, and the name that it goes by."""


@dataclass(frozen=True)
class Pair:
    """Two dialogues, under the names that they go by."""

    name: str
    one: ReadDialogue
    other: ReadDialogue


def pairs(one: Sequence[Named], other: Sequence[Named], against: str) -> list[Pair]:
    """Return the pairs, in the order of `one`: the first dialogue of a persona with the first of it, and so on.

    Args:
        against: what `other` is called.

    Raises:
        InputError: no two dialogues belong together.
    """
    waiting: dict[str, Iterator[Named]] = {key: iter(found) for key, found in _by_key(other).items()}
    made = []
    for name, found in one:
        partner = next(waiting.get(_key(found), iter(())), None)
        if partner is not None:
            made.append(Pair(f"{name} | {against}: {partner[0]}", found, partner[1]))
    if not made:
        raise InputError(
            f"against={against}: none of its dialogues has the persona, the card or the id of one of the others"
        )
    return made


def warn_of_strangers(pairs: Iterable[Pair]) -> None:
    """Say on standard error if dialogues that only their ids pair begin differently: they may be of two people."""
    by_id = [pair for pair in pairs if _by_id(pair.one)]
    different = [pair for pair in by_id if _beginning(pair.one) != _beginning(pair.other)]
    if different:
        warning = (
            f"{len(different):,} of {counted(len(by_id), 'pair')} made by the same id alone begin with different "
            f"messages, the first of them {different[0].name}; see that the two are of one person"
        )
        print(f"socialsim: {plain(warning)}", file=sys.stderr)


def _by_id(found: ReadDialogue) -> bool:
    return found.persona is None and found.dialogue.provenance is None


def _beginning(found: ReadDialogue) -> list[str]:
    return [word for turn in found.dialogue.turns[:1] for word in turn.text.casefold().split()]


def _by_key(dialogues: Iterable[Named]) -> dict[str, list[Named]]:
    found = defaultdict(list)
    for name, one in dialogues:
        found[_key(one)].append((name, one))
    return found


def _key(found: ReadDialogue) -> str:
    """Return what the dialogues of a pair have in common: the persona or card; without either, the id in the file."""
    if found.persona is not None:
        # Not its name, which says where it was read; nor what was inferred, which files of profiles do not hold.
        return digest("persona", found.persona.model_dump(mode="json", exclude={"inferred"}))
    return found.dialogue.provenance.persona_id if found.dialogue.provenance else found.id
