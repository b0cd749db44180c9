"""A corpus in parts: train, valid and test, by whole dialogues and never by utterance.

    made = split(read_dialogues(path))
    for found, part in zip(read_dialogues(path), made.parts, strict=True):
        ...

Utterances of one dialogue in two parts are an answer seen before the examination, and so are two dialogues of one
persona, and two records of one conversation. Therefore relatives are in one part, unless the split of others is to be
made again. What is nearly the same in two parts all the same is found, and said.

Dialogues are read once, and what is kept of one of 27 utterances is about 11 KB.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import isfinite
from typing import Any

from ..signatures import ConfigurationError, canonical_json, counted, digest, seed_from
from .format import ReadDialogue
from .formats import FORMATS
from .kin import Families, grouped, passages
from .near_duplicates import NearDuplicateIndex
from .parts import Across, Member, Split
from .stratifying import deal

__all__ = ["ESCONV_SIZE", "METHODS", "SHARES", "Split", "split"]

METHODS: dict[str, str] = {
    "related": "relatives are in one part: same persona, post, situation or conversation, or nearly the same words",
    "dialogue": "each dialogue for itself",
    "esconv": "the recipe of ESConv's makers",
}
SHARES = {"train": 0.7, "valid": 0.15, "test": 0.15}
"""As in ESConv."""
ESCONV_SEED, ESCONV_SHARE, ESCONV_SIZE = 13, 0.15, 1300
_ESCONV_VALID = "77fe683facfa1a3f58621d8673771575"
"""Digest of the situations of the published valid part, each with its place in ESConv.json: `_is_esconv`."""
_OF_WINDOWS = frozenset(one.key for one in FORMATS if one.windows)


def split(
    dialogues: Iterable[ReadDialogue],
    shares: Mapping[str, float] = SHARES,
    seed: int = 0,
    method: str = "related",
    stratify: bool | None = None,
) -> Split:
    """Return the parts of a corpus, which do not depend on the order of its dialogues, but for ESConv's recipe.

    Args:
        shares: part → how much of the dialogues it gets; what they add up to is the whole, and a share of 0 no part.
        method: one of `METHODS`. ``esconv`` has shares and a seed of its own, and goes by the order of the dialogues.
        stratify: whether each part gets its share of every topic; None for yes where topics are told.

    Raises:
        ConfigurationError: there is no such method, the shares make no sense, there are too few groups, or no topic is
            told though `stratify` is true.
    """
    if method not in METHODS:
        raise ConfigurationError(f"by={method}: there is no such way to split; there are {', '.join(METHODS)}")
    wanted = _whole(shares if method != "esconv" else SHARES)
    index = NearDuplicateIndex()
    members = tuple(_member(place, found, index) for place, found in enumerate(dialogues))
    by_topic = method != "esconv" and stratify is not False and any(member.topic for member in members)
    if stratify and not by_topic:
        raise ConfigurationError(
            "stratify=true: "
            + ("ESConv's recipe knows no topics" if method == "esconv" else "none of the dialogues has a topic")
        )
    if method == "esconv":
        parts, count = _as_esconv(len(members)), len(members)
    else:
        groups = _related(members, index) if method == "related" else [[member] for member in members]
        parts, count = _dealt(groups, wanted, seed, by_topic), len(groups)
    return Split(
        method=method,
        seed=ESCONV_SEED if method == "esconv" else seed,
        shares=wanted,
        members=members,
        parts=parts,
        stratified=by_topic,
        groups=count,
        across=tuple(_across(members, parts, index)),
        published=method == "esconv" and _is_esconv(members, parts),
    )


def _whole(shares: Mapping[str, float]) -> dict[str, float]:
    """Return the shares of those parts that have one, 1 together."""
    said = ", ".join(f"{part} {share:g}" for part, share in shares.items())
    if not all(isfinite(share) and share >= 0 for share in shares.values()):
        raise ConfigurationError(f"shares ({said}): each has to be 0 or more")
    wanted = {part: share for part, share in shares.items() if share}
    if len(wanted) < 2:
        raise ConfigurationError(f"shares ({said}): two parts need more than 0, or nothing is split")
    return {part: share / sum(wanted.values()) for part, share in wanted.items()}


def _member(place: int, found: ReadDialogue, index: NearDuplicateIndex) -> Member:
    """Return what is kept of a dialogue, whose words go into the index."""
    turns, windows = found.dialogue.turns, found.source is not None and found.source.format in _OF_WINDOWS
    index.add(index.runs(turn.text for turn in turns))
    persona, made = found.persona, found.dialogue.provenance
    post = found.post.get("id") if found.post else None
    kin = [digest("persona", persona)] if persona else []
    kin += [made.persona_id] if made else []
    kin += [str(post)] if post is not None else []
    kin += map(_digest, passages([turn.text for turn in turns])) if windows else []
    topic = " ".join((found.topic or (persona.topic if persona else "")).casefold().split())
    told = found.situation or (persona.situation if persona else "")
    if not told and len(turns) == 2 and not windows:  # several answers to one question are dialogues of one person
        told = turns[0].text
    said = _digest([[turn.speaker, turn.text] for turn in turns])
    return Member(
        place,
        found.id,
        _digest([said, topic, told, kin]),
        said,
        topic,
        len(turns),
        tuple(kin),
        told,
    )


def _digest(value: Any) -> str:
    """Return a digest of 16 bytes; of its text as UTF-8 also where that holds half a character."""
    return hashlib.blake2b(canonical_json(value).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _related(members: Sequence[Member], index: NearDuplicateIndex) -> list[list[Member]]:
    """Return the groups of relatives."""
    families = Families()
    for place in range(len(members)):
        # Whoever is in the family already needs no comparison: of a thousand copies each has one, and not a thousand.
        others = partial(_is_stranger, families, place)
        for other, _ in index.alike(index[place], others):
            families.join(str(other), str(place))
    relatives = [replace(one, kin=(*one.kin, f"alike {families.of(one.id)}")) for one in members]
    groups: dict[int, list[Member]] = {}
    for one, number in zip(members, grouped(relatives).values(), strict=True):
        groups.setdefault(number, []).append(one)
    return list(groups.values())


def _is_stranger(families: Families, place: int, other: int) -> bool:
    return other < place and families.of(str(other)) != families.of(str(place))


def _dealt(groups: Sequence[list[Member]], shares: Mapping[str, float], seed: int, by_topic: bool) -> tuple[str, ...]:
    if len(groups) < len(shares):
        dialogues = counted(sum(map(len, groups)), "dialogue")
        few = f"too few for {', '.join(shares)}; give more"
        if all(len(group) == 1 for group in groups):
            raise ConfigurationError(f"{dialogues} in all, {few}")
        raise ConfigurationError(
            f"{dialogues} make {counted(len(groups), 'group')} of relatives, {few}, or say by=dialogue"
        )
    groups = sorted(groups, key=lambda group: min(member.key for member in group))
    topics = [Counter(member.topic if by_topic else "" for member in group) for group in groups]
    dealt = deal(topics, shares, random.Random(seed_from("split", seed)))
    where = {member.place: part for group, part in zip(groups, dealt, strict=True) for member in group}
    return tuple(where[place] for place in range(len(where)))


def _as_esconv(count: int) -> tuple[str, ...]:
    """Return the parts by the recipe of ESConv's makers, which is about the order of the file alone."""
    size = int(ESCONV_SHARE * count)
    if not size:
        raise ConfigurationError(
            f"by=esconv: {counted(count, 'dialogue')} are too few, {1 / ESCONV_SHARE:.0f} at least"
        )
    order = list(range(count))
    random.Random(ESCONV_SEED).shuffle(order)  # what random.seed(13) and random.shuffle give, without touching others
    where = dict(zip(order, ["valid"] * size + ["test"] * size + ["train"] * (count - 2 * size), strict=True))
    return tuple(where[place] for place in range(count))


def _is_esconv(members: Sequence[Member], parts: Sequence[str]) -> bool:
    """Return whether these are the dialogues of ESConv.json in their order, which its published parts are by."""
    valid = (one for one, part in zip(members, parts, strict=True) if part == "valid")
    told = [(one.place, " ".join(one.told.split())) for one in valid]
    return _digest(told) == _ESCONV_VALID


def _across(members: Sequence[Member], parts: Sequence[str], index: NearDuplicateIndex) -> Iterator[Across]:
    """Yield near-duplicates in different parts: for each dialogue one of each other part, and every pair once."""
    found: dict[tuple[int, int], float] = {}
    for place in range(len(members)):
        seen = {parts[place]}
        for other, jaccard in index.alike(index[place], partial(_is_elsewhere, parts, seen)):
            seen.add(parts[other])
            found.setdefault((min(place, other), max(place, other)), jaccard)
    for (one, other), jaccard in sorted(found.items()):
        yield Across(members[one], members[other], jaccard)


def _is_elsewhere(parts: Sequence[str], seen: Collection[str], other: int) -> bool:
    return parts[other] not in seen
