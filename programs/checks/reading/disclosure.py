"""What a text gives away of a person that nobody has said yet.

A fact is told by what distinguishes it: an age, an occupation, a relation, a stretch of time, words that are not
everybody's. A supporter may suppose, offer and ask; only what is stated of the other counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ....corpora.words import words
from ....generators.offline.reading.lexicon import RELATION
from .commonplace import COMMON, FEELINGS
from .facts import ANY_WORK, AT, PLACES, SPAN, YEAR, Facts
from .people import people, relation, who
from .retold import NEW, copied, retold
from .said import NUMBER, Said, folded, has_number, stems, value
from .stating import attributed, is_courtesy, of_them, offers, sets_out, speaks_of_them, supposes
from .text import content
from .trades import families

_AGE = re.compile(
    rf"\b(?:at|being|you're|you\s+are|only|just|turning|turned|aged?|age\s+of|is|an?|they're|"
    rf"they\s+are)\s+(?:just\s+|only\s+|a\s+)?(?P<n>{NUMBER})\b"
    r"(?!\s*(?:%|percent|minutes?|hours?|days?|weeks?|months?|times?|am\b|pm\b|o'clock|things?|steps?|people|points|"
    r"out\s+of|or\b|to\b|dollars|more|"
    r"of\b|years?\s+(?!old\b)\w|[:/$]))|"
    rf"\b(?P<n2>{NUMBER})[\s-]*(?:years?[\s-]*old|yo\b|y/o)|\bin\s+(?:your|their|his|her)\s+(?:early\s+|mid[\s-]*|"
    rf"late\s+)?(?P<tens>[2-9]0|twent|thirt|fort|"
    r"fift|sixt|sevent|eight)(?:'?s|ies)\b"
)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80}
_THEIR = r"(?:your|their|his|her|the\s+(?:seeker|user|client|speaker)'s)"
_RELATION = re.compile(rf"\b{_THEIR}\s+(?:(?!own\b|and\b|or\b|to\b|with\b)[\w-]+\s+)??(?P<who>{RELATION})(?:'s)?\b")
_ANYBODYS = frozenset("family relatives friend therapist doctor psychiatrist neighbours".split())
"""Relations that a supporter may speak of to anybody."""
_SUPPOSED = frozenset(
    "partner parents parent boss colleagues teacher professor children child classmates roommate coach pastor "
    "principal crush teammates "
    "landlord siblings ex-partner".split()
) | {"best friend"}
"""Relations that a supporter may ask about, but of which nothing is known."""
_PAST = re.compile(
    r"\b(?:ago|since|last|past|after|for|over|been|lasted|these|together|married|of\s+(?:marriage|grief|sobriety|"
    r"silence))\b"
)
_PHRASE = r"(?:[\w'-]+\s+){0,2}[\w'-]+"
_AS = re.compile(
    r"\b(?:as|being|you're|you\s+are|life\s+of|studying|they're|they\s+are|(?:seeker|user|client)\s+is|(?:he|"
    r"she)\s+is|for|"
    rf"{_THEIR}|other|fellow)\s+(?:an?\s+|the\s+|to\s+be\s+an?\s+)?(?=(?P<job>{_PHRASE}))|"
    rf"\b(?P<like>{_PHRASE})\s+like\s+(?:you|yourself|them|themselves)\b"
)
_DECADE = re.compile(r"\bin\s+(?:your|their|his|her)\s+(?:\w+[\s-]+)?(?:\d0|\w+ies)")
_AS_A = re.compile(
    r"\b(?:as|being|(?:you're|you\s+are|seeker\s+is|they're|they\s+are))\s+an?\s|\blike\s+(?:you|them)|\bstudying\b"
)
_ANY = frozenset({"any"})
_FRIEND = frozenset({"friend"})
_ASKS_HOW = re.compile(
    r"\b(?:(?:how|what|why|when|where)(?:\s+else|\s+exactly)?\s+(?:do|does|did|is|are|was|were|has|have|had|would|will|"
    r"might)\s+|how's\s+|(?:how|what)\s+about\s+|what\s+(?:\w+\s+){0,3}(?:from|between\s+you\s+and|about|with)\s+|"
    r"\bhow\s+(?:are|is)\s+(?:things|it)\s+(?:\w+\s+)?(?:with|between\s+you\s+and)\s+)$"
)
_THAT = re.compile(
    r"(?:^|\b(?:what|that|when|how|because|since|after|whenever|where|and|but|the\s+way|so|now|then|,)\s*)$"
)
_THEY_DO = re.compile(
    r"\s+(?:\w+ly\s+|just\s+|never\s+|always\s+|has\s+|had\s+)?(?:did|does|said|says|tells|told|left|leaves|died|dies|"
    r"passed|made|makes|is|was|were|has|had|keeps|kept|doesn't|didn't|isn't|wasn't|don't|treats|treated|hurts?|feels|"
    r"felt|thinks|thought|went|goes|moved|gets|got|reacts?|sees|saw|wants|put|puts|gave|gives|took|takes|broke|\w{3,}ed)\b"
)
_I_SAY = frozenset("i my me i'm mine myself i've im i'll i'd".split())
_OF_OTHER = frozenset(
    "you your you're you've yours yourself u ur youre they their them he she his her seeker user client".split()
)
_COPY, _LONG_COPY = 6, 9
"""Words of a copy that is one where it is led up to as a fact, and of one that is a copy whatever leads up to it."""
_NEW_ATTRIBUTED = 2


def given_away(sentence: str, facts: Facts, said: Said) -> str:
    """Return the words of a supporter's sentence that state one of the facts though nobody has said it; "" for none."""
    if found := given_away_exactly(sentence, facts, said):
        return found
    shared = facts.stems & stems(sentence)
    new = said.has_not(frozenset(shared))
    if new and (len(new) > 1 or of_them(sentence)):
        return sentence
    return sentence if says_again(sentence, facts, said) else ""


def says_again(sentence: str, facts: Facts, said: Said) -> bool:
    """Tell whether a sentence states of the other what one of those tells in which the facts stand."""
    lowered = folded(sentence)
    told = attributed(lowered)
    copy = copied(sentence, facts.runs, said)
    if copy and _I_SAY.isdisjoint(copy.own) and not is_courtesy(lowered):
        new = copy.new - FEELINGS
        if copy.size >= _LONG_COPY and (new or len(copy.new) > 1) and not _OF_OTHER.isdisjoint(words(sentence)):
            return True
        if copy.size >= _COPY and new and (sets_out(copy.before) or told) and len(copy.new) > 1:
            return True
        if sentence.endswith("?"):
            return False
        enough = len(copy.new) > 1 or copy.size >= _COPY
        if new and enough and speaks_of_them(sentence) and not offers(copy.before):
            return True
    if told and not sentence.endswith("?"):
        new = said.has_not(content(told) & facts.about) - FEELINGS
        if len(new) >= _NEW_ATTRIBUTED and new - COMMON:
            return True
    shared = content(sentence) & facts.about
    if len(shared) < NEW or sentence.endswith("?"):
        return False
    return retold(sentence, facts.told, said) and of_them(sentence)


def given_away_exactly(sentence: str, facts: Facts, said: Said) -> str:
    """Return the words that state an age, an occupation, a person, a place or a time; "" for none."""
    readers = _readers(sentence)
    if not readers:
        return ""
    lowered = folded(sentence)
    return next((hit for reader in readers for hit in reader(lowered, facts, said)), "")


Reader = Callable[[str, Facts, Said], Iterator[str]]


@lru_cache(maxsize=2048)
def _readers(sentence: str) -> tuple[Reader, ...]:
    """Return what may find something in a sentence, whatever the facts are."""
    lowered = folded(sentence)
    readers: list[Reader] = []
    if _AS.search(lowered):
        readers.append(_occupation)
    if _RELATION.search(lowered):
        readers.append(_people)
    if has_number(sentence) or (" in " in lowered and _DECADE.search(lowered)):
        readers += [_age, _times]
    if not PLACES.isdisjoint(words(sentence)):
        readers.append(_place)
    return tuple(readers)


def _age(lowered: str, facts: Facts, said: Said) -> Iterator[str]:
    for hit in _AGE.finditer(lowered):
        start = _tens(hit["tens"]) if hit["tens"] else 0
        known = set(range(start, start + 10)) if start else {value(hit["n"] or hit["n2"]) or 0}
        if known.isdisjoint(said.numbers) and facts.has_age(known):
            yield hit.group(0)


def _tens(word: str) -> int:
    return int(word) if word.isdigit() else _TENS[word]


def _occupation(lowered: str, facts: Facts, said: Said) -> Iterator[str]:
    if not facts.may_work_as(content(lowered)) or not (facts.occupation or _AS_A.search(lowered)):
        return
    for hit in _AS.finditer(lowered):
        named = content(hit["job"] or hit["like"])
        for occupation in facts.occupations(named):
            whole = content(occupation)
            own = whole - ANY_WORK
            trades = families(occupation) & said.trades
            in_full = whole <= named and not all(map(said.names, whole)) and not trades - _ANY
            if in_full or ((own - COMMON) & named and not trades and not any(map(said.has, own))):
                yield hit.group(0)


def _people(lowered: str, facts: Facts, said: Said) -> Iterator[str]:
    for hit in _RELATION.finditer(lowered) if facts.people else ():
        name = relation(hit["who"])
        one = who(name)
        meant = one - _FRIEND or one
        if not one & facts.people or meant & said.people:
            continue
        stated = name not in _SUPPOSED or (not lowered.endswith("?") and of_them(lowered))
        if _is_presupposed(lowered, hit) or (name not in _ANYBODYS and stated):
            yield hit.group(0)


def takes_for_granted(sentence: str, facts: Facts, said: Said) -> bool:
    """Tell whether a question is about a person of whom nobody has spoken, but not every person has one."""
    if not sentence.endswith("?") or not facts.people or not people(sentence):
        return False
    lowered = folded(sentence)
    for hit in _RELATION.finditer(lowered):
        one = who(relation(hit["who"]))
        meant = one - _FRIEND or one
        if relation(hit["who"]) not in _ANYBODYS and meant & facts.people and not meant & said.people:
            return _is_presupposed(lowered, hit)
    return False


def _is_presupposed(lowered: str, hit: re.Match[str]) -> bool:
    """Tell whether a sentence takes it for granted that there is somebody: "how does your boss react?"."""
    before, after = lowered[: hit.start()], lowered[hit.end() :]
    return bool(_ASKS_HOW.search(before) or (_THAT.search(before) and _THEY_DO.match(after)))


def _times(lowered: str, facts: Facts, said: Said) -> Iterator[str]:
    if facts.years:
        yield from (year for year in YEAR.findall(lowered) if year in facts.years and int(year) not in said.numbers)
    for hit in SPAN.finditer(lowered) if facts.spans else ():
        number = value(hit["n"]) or 0
        near = lowered[max(0, hit.start() - 25) : hit.end()] + hit["after"]
        if (
            (number, hit["unit"]) in facts.spans
            and _PAST.search(near)
            and not supposes(near)
            and number not in said.numbers
        ):
            yield hit.group(0)


def _place(lowered: str, facts: Facts, said: Said) -> Iterator[str]:
    for hit in AT.finditer(lowered) if facts.places else ():
        near = lowered[max(0, hit.start() - 40) : hit.end()]
        if hit["place"] in facts.places and not supposes(near) and not any(map(said.has, content(hit["place"]))):
            yield hit.group(0)
