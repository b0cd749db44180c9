"""The age that the writer of a post states for the present.

Not the age of a child or a partner, not an age of the past ("when I was 14"), not another number ("I'm 20 weeks
pregnant"). Patterns run from the most to the least explicit; the first that speaks of the writer now decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .age_patterns import (
    ALL_YEARS,
    ALMOST,
    AS_A,
    AT,
    AT_SOME_POINT,
    AT_STILL,
    BEING,
    BIRTHDAY,
    BOTH,
    CLAUSE_BEGINS,
    CLAUSE_END,
    EVENT_FOLLOWS,
    I_AGE,
    I_AM,
    I_AM_A,
    I_AM_AND,
    I_IS_SUBJECT,
    LABEL,
    LIKE_ME,
    MY_AGE,
    N_NOW,
    NEXT_WORD,
    NOT_AGE,
    NOT_NOW,
    NOW,
    NOW_FOLLOWS,
    OTHER_FOLLOWS,
    OTHER_GOES_ON,
    OTHER_SUBJECT,
    PAST_FOLLOWS,
    RECENT,
    REMEMBERED,
    SOME_TIME,
    SOMEONE_WHO,
    SOON,
    STARTS_WITH,
    STATE_AND,
    TODAY,
    TURNED,
    WILL_BE,
    WRITER,
    WRITER_BEFORE,
    YEARS_AGO,
)
from .age_tags import writers_tags
from .lexicon import number
from .post_text import folded, plain

YOUNGEST, OLDEST = 5, 99
_YOUNGEST_BARE = 11
"""A smaller number without "years old" is more often a count of something else."""
_NO_PLURALS = {"years", "perhaps", "always", "sometimes", "unless", "besides", "whereas", "nowadays"}


def age(post: str) -> int | None:
    """Return the age in years that the writer states for now, None when the post does not state it exactly.

    "almost 30" and "I turn 30 next week" give 29; "in my 30s" gives None. Ages from 5 to 99 are believed.
    """
    said = plain(post)
    text = folded(said)
    for words, finder in _FINDERS:
        if words and not any(word in text for word in words):
            continue
        # Tags alone depend on capitals: "19 M" is an age and a sex, "19 m" a length.
        for years in finder(said if finder is _from_tags else text):
            if YOUNGEST <= years <= OLDEST:
                return years
    return None


def _value(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return number(groups.get("n") or groups.get("n2") or "") or 0


def _clause_before(text: str, end: int) -> str:
    """Return the words of the same clause that stand before `end`."""
    return CLAUSE_END.split(text[max(0, end - 120) : end])[-1]


def _bare(text: str, found: re.Match[str]) -> bool:
    """Tell whether the number at `found` has no "years old" and is followed by a unit of something else."""
    if found.groupdict().get("old"):
        return False
    end = found.end("n") if found.groupdict().get("n") else found.end()
    after = text[end : end + 40]
    if NOT_AGE.match(after):
        return True
    word = NEXT_WORD.match(after)
    plural = word.group(1) if word else ""
    return len(plural) > 4 and plural.endswith("s") and not plural.endswith("ss") and plural not in _NO_PLURALS


def _less_when_coming(text: str, found: re.Match[str]) -> int:
    coming = SOON.match(text, found.end("n"))
    adverbs = found.groupdict().get("adverbs") or ""
    return _value(found) - (1 if coming or ALMOST.search(adverbs) else 0)


def _from_copula(text: str) -> Iterator[int]:
    for pattern in (I_AM, I_AM_A, I_AM_AND):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - 40) : found.start()]
            if NOT_NOW.search(before) or (found.group(0).startswith("am ") and not _opens(text, found.start())):
                continue
            if pattern is not I_AM_A and _bare(text, found):
                continue
            if pattern is I_AM_AND and _value(found) < _YOUNGEST_BARE:
                continue
            yield _less_when_coming(text, found)


def _opens(text: str, start: int) -> bool:
    return not text[:start].strip() or bool(CLAUSE_BEGINS.search(text[:start]))


def _from_tags(text: str) -> Iterator[int]:
    return (tag.age for tag in writers_tags(text) if tag.age is not None)


def _from_role(text: str) -> Iterator[int]:
    for found in AS_A.finditer(text):
        clause = _clause_before(text, found.start())
        remembered = REMEMBERED.search(clause)
        if OTHER_GOES_ON.match(text, found.end()):
            continue
        if not remembered and not OTHER_SUBJECT.search(clause) and not _follows_kin(text, found.end()):
            yield _value(found)


def _follows_kin(text: str, end: int) -> bool:
    """Tell whether a relation follows that is not the writer's own role: "14 year old daughter"."""
    return bool(OTHER_FOLLOWS.match(text, end))


def _from_start(text: str) -> Iterator[int]:
    for found in STARTS_WITH.finditer(text):
        if _bare(text, found) or _value(found) < _YOUNGEST_BARE or _follows_kin(text, found.end()):
            continue
        if not found["old"] and found.start() > 200:
            continue  # deep inside a post a bare number at a sentence start is rarely an age
        if PAST_FOLLOWS.match(text, found.end()) and not NOW_FOLLOWS.match(text, found.end()):
            continue
        yield _value(found)


def _from_turning(text: str) -> Iterator[int]:
    for found in TURNED.finditer(text):
        before = text[max(0, found.start() - 40) : found.start("verb")]
        clause = _clause_before(text, found.start("verb"))
        if _bare(text, found) or SOME_TIME.search(before):
            continue
        subject_is_i = I_IS_SUBJECT.search(clause)
        if OTHER_SUBJECT.search(clause) and not subject_is_i:
            continue
        if (
            not subject_is_i
            and not _opens(text, found.start("verb"))
            and not RECENT.match(text, found.end())
            and "just" not in found.group(0)
            and "recently" not in found.group(0)
        ):
            continue
        years = _value(found)
        if found["since"]:
            years += 1 if found["since"] in {"a", "an"} else number(found["since"]) or 0
        elif (
            found["verb"] not in {"turned", "hit"}
            and not TODAY.search(clause)
            and not TODAY.match(text, found.end() + 1)
        ):
            years -= 1
        yield years
    for found in WILL_BE.finditer(text):
        yield _value(found) - 1


def _from_birthday(text: str) -> Iterator[int]:
    for found in BIRTHDAY.finditer(text):
        if found["n"] and AT_SOME_POINT.search(text[max(0, found.start() - 25) : found.start()]):
            continue
        tomorrow = found["n"] and found["is"].startswith("tomorrow")
        to_come = found["n2"] and found["when"] in {"is", "'s"} and not TODAY.search(found["rest"])
        if tomorrow or to_come:
            yield _value(found) - 1
        elif not (found["n2"] and YEARS_AGO.search(found["rest"])):
            yield _value(found)


def _from_label(text: str) -> Iterator[int]:
    for found in LABEL.finditer(text):
        clause = _clause_before(text, found.end())
        if _bare(text, found) or OTHER_SUBJECT.search(clause):
            continue
        if text[found.start()] == "(" and not WRITER_BEFORE.search(text[: found.start()]):
            continue
        if EVENT_FOLLOWS.match(text, found.end()):
            continue
        yield _value(found)
    for found in MY_AGE.finditer(text):
        yield _value(found)


def _simple(pattern: re.Pattern[str], *, least: int = _YOUNGEST_BARE) -> Callable[[str], Iterator[int]]:
    """Return a finder for a pattern that needs no more than a look at its clause and its unit."""

    def find(text: str) -> Iterator[int]:
        for found in pattern.finditer(text):
            clause = _clause_before(text, max(found.start("n"), found.start() + 1))
            others = OTHER_SUBJECT.search(clause) and not WRITER.search(clause)
            if _value(found) < least or others or _bare(text, found):
                continue
            yield _value(found)

    return find


def _plainly(pattern: re.Pattern[str]) -> Callable[[str], Iterator[int]]:
    """Return a finder for a pattern whose words leave no doubt whose age it is."""

    def find(text: str) -> Iterator[int]:
        return (
            _value(found)
            for found in pattern.finditer(text)
            if _value(found) >= _YOUNGEST_BARE and not _bare(text, found)
        )

    return find


# From the most to the least explicit. A finder is only asked about a text that has one of its words.
_FINDERS: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[int]]], ...] = (
    ((), _from_copula),
    ((), _from_tags),
    ((), _from_role),
    (("both", "us are", "we", "me and", "and i"), _simple(BOTH)),
    ((), _simple(I_AGE)),
    (("turn", "hit ", "will", "'ll"), _from_turning),
    (("birthday", "bday", "b-day"), _from_birthday),
    (("at ",), _simple(AT, least=16)),
    (("at ",), _simple(AT_STILL, least=16)),
    (("now", "currently", "presently"), _simple(NOW)),
    (("now",), _simple(N_NOW)),
    ((), _from_start),
    ((), _plainly(STATE_AND)),
    (("who",), _plainly(SOMEONE_WHO)),
    (("like me",), _plainly(LIKE_ME)),
    (("age",), _from_label),
    (("being",), _simple(BEING)),
    (("years",), _simple(ALL_YEARS)),
)
