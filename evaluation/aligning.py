"""The replies of several systems to the same points of the same conversations, row by row.

What is compared in pairs has to be paired: a reply beside another system's reply to something else looks like a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..signatures import InputError, Outputs, Reply

Key = tuple[str, int | None]


def aligned(systems: Sequence[Outputs]) -> list[Outputs]:
    """Return the systems on one test set with the same rows in the same order.

    Where one lacks rows that another has, as files do that leave failed replies out, and dialogues and turns tell
    which, those replies are missing (`Reply.text` is None). Rows in another order are put in that of the first system.

    Raises:
        InputError: they cannot be paired: rows differ in number or in their references.
    """
    if len(systems) > 1 and _has_keys(systems) and any(_keys(one) != _keys(other) for one, other in pairwise(systems)):
        there = {_key(reply): reply for one in reversed(systems) for reply in reversed(one.replies)}
        order = dict.fromkeys(_key(reply) for one in systems for reply in one.replies)
        systems = [_filled(one, [there[key] for key in order]) for one in systems]
    for other in systems[1:]:
        _check(systems[0], other)
    return list(systems)


def _key(reply: Reply) -> Key:
    return reply.dialogue, reply.turn


def _keys(outputs: Outputs) -> list[Key]:
    return [*map(_key, outputs.replies)]


def _has_keys(systems: Sequence[Outputs]) -> bool:
    """Return whether dialogue and turn tell every reply of each system, and are of the same conversations."""
    found = [_keys(one) for one in systems]
    told = all(turn is not None for keys in found for _, turn in keys)
    return told and all(len({*keys}) == len(keys) for keys in found) and bool(set.intersection(*map(set, found)))


def _filled(outputs: Outputs, rows: Sequence[Reply]) -> Outputs:
    own = {_key(reply): reply for reply in outputs.replies}
    return replace(outputs, replies=tuple(own.get(_key(row)) or _missing(row) for row in rows))


def _missing(row: Reply) -> Reply:
    return replace(row, text=None, strategy=None, reasoning=None, about={})


def _check(one: Outputs, other: Outputs) -> None:
    names = f"{one.system} and {other.system} on {one.data}" if one.data else f"{one.system} and {other.system}"
    remedy = "they cannot be compared in pairs; name their test sets with data=NAME if they are not of the same one"
    if len(one.replies) != len(other.replies):
        raise InputError(f"{names}: {len(one.replies):,} replies and {len(other.replies):,}; {remedy}")
    for number, (reply, beside) in enumerate(zip(one.replies, other.replies, strict=True), start=1):
        if reply.references and beside.references:
            same = _words(reply) == _words(beside)
        else:
            same = _key(reply) == _key(beside)
        if not same:
            raise InputError(f"{names}: reply {number:,} is to something else; {remedy}")


def _words(reply: Reply) -> list[list[str]]:
    return [text.split() for text in reply.references]
