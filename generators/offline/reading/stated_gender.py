"""The gender that the writer of a post states.

Only words about the writer count: "as a single mom", "25F", "I gave birth". A partner's gender states nothing, since
anyone may love anyone, and "I feel like a child" or "I'm dating a guy" are not about the writer's gender either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....signatures import Gender
from .age_tags import writers_tags
from .gender_patterns import (
    AGED,
    AND_A,
    AS_A,
    BAD_ROLE,
    BECOMING,
    BODY,
    BORN,
    HE_OR_SHE,
    I_AM,
    I_AM_A,
    KIN_BEFORE,
    OTHER_GOES_ON,
    OTHER_SUBJECT,
    OWN,
    PAST,
    PRONOUNS,
    REPORTED,
    ROLES,
    SAID_OF_ME,
    SEX_ONLY,
    SHE_BEFORE,
    SOME_NONBINARY,
    TITLE,
    TITLE_SIGN,
    WISHED,
    WRITER_IS_SUBJECT,
)
from .post_text import folded, plain, sentence_before

_OWN_ENDINGS = (" me", " i", " enough", "both men", "both women")
"""Endings of self-descriptions that hold whoever else the sentence names."""


def gender(post: str) -> Gender | None:
    """Return the gender that the writer states, None when the post states none."""
    said = plain(post)
    text = folded(said)
    for finder in (_becoming, _identity, _tags, _self_named, _title, _role, _said_of_me, _body, _past):
        for found in finder(said if finder is _tags else text):
            return found
    return None


def _which(found: re.Match[str]) -> Gender:
    groups = found.groupdict()
    for letter, value in (("nb", Gender.NONBINARY), ("f", Gender.FEMALE), ("m", Gender.MALE)):
        if any(groups.get(letter + suffix) for suffix in ("", "2", "3")):
            return value
    raise ValueError(f"{found.group(0)!r} matched without a gender group; name one f, m or nb")


def _clause(text: str, start: int) -> str:
    return sentence_before(text, start, reach=120)


def _reported(text: str, start: int) -> bool:
    """Tell whether a wish, a comparison or somebody's opinion comes before: "I wish I was a girl"."""
    return bool(REPORTED.search(text[max(0, start - 30) : start]))


def _becoming(text: str) -> Iterator[Gender]:
    """Transition: the gender a person moves to is the one they would say."""
    for found in BECOMING.finditer(text):
        near = text[max(0, found.start() - 60) : found.end()]
        if OWN.search(near) and not KIN_BEFORE.search(near[: -len(found.group(0))]):
            yield _which(found)


def _identity(text: str) -> Iterator[Gender]:
    for pattern in (I_AM, I_AM_A, AS_A, TITLE) if SOME_NONBINARY.search(text) else ():
        for found in pattern.finditer(text):
            if (
                found["nb"]
                and not OTHER_SUBJECT.search(_clause(text, found.start()))
                and not _reported(text, found.start())
            ):
                yield Gender.NONBINARY
    for found in PRONOUNS.finditer(text):
        yield _which(found)


def _tags(text: str) -> Iterator[Gender]:
    return (tag.gender for tag in writers_tags(text) if tag.gender is not None)


def _self_named(text: str) -> Iterator[Gender]:
    hits = sorted(
        (found for pattern in (I_AM_A, I_AM, AND_A) for found in pattern.finditer(text)),
        key=lambda found: found.start(),
    )
    for found in hits:
        if not _reported(text, found.start()):
            yield _which(found)


def _title(text: str) -> Iterator[Gender]:
    for pattern in (AGED, TITLE, *ROLES) if TITLE_SIGN.search(text) else ROLES:
        for found in pattern.finditer(text):
            if found.group(0).endswith(_OWN_ENDINGS) or not OTHER_SUBJECT.search(_clause(text, found.start())):
                yield _which(found)


def _said_of_me(text: str) -> Iterator[Gender]:
    for pattern in SAID_OF_ME:
        for found in pattern.finditer(text):
            yield _which(found)


def _role(text: str) -> Iterator[Gender]:
    for found in AS_A.finditer(text):
        clause = _clause(text, found.start())
        after = text[found.end() : found.end() + 25]
        if WISHED.search(clause) and SEX_ONLY.search(found.group(0)):
            continue  # "more comfortable as a girl" is a wish or a question, not a statement
        other = OTHER_SUBJECT.search(clause)
        if other and not WRITER_IS_SUBJECT.search(clause[other.end() :]):
            continue
        if OTHER_GOES_ON.match(after):
            continue
        yield _which(found)
    for found in BAD_ROLE.finditer(text):
        yield _which(found)


def _body(text: str) -> Iterator[Gender]:
    for found in BODY.finditer(text):
        clause = _clause(text, found.start())
        if found.group(0).lower().startswith(("while p", "being p")) and SHE_BEFORE.search(clause):
            continue
        yield _which(found)


def _past(text: str) -> Iterator[Gender]:
    for pattern in (PAST, BORN):
        for found in pattern.finditer(text):
            clause = _clause(text, found.start())
            if not HE_OR_SHE.search(clause) or found.group(0).lower().startswith("when i"):
                yield _which(found)
