"""Which age a speaker states of themselves in a message.

A message is shorter than a post and answers what was asked: "34" after "How old are you?" is an age. What the readers
of posts know (whose age, of when, what else a number counts) holds here too; this adds ages that are said roughly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ....generators.offline.reading import facts
from ....generators.offline.reading.lexicon import NUMBERS, either, number
from ....generators.offline.reading.post_text import folded
from .ages import of_this_time
from .remarks import Remark, remarks

_NUMBER = rf"(?P<n>\d\d|{either(word.replace('-', '[ -]') for word in NUMBERS)})"
_NO_UNIT = (
    r"(?!\d|\s*(?:%|percent|°|degrees|pounds|lbs|kilos?|kg|weeks|months|days|hours|minutes|miles|people|times|k\b|"
    r"thousand|hundred|dollars|bucks|years\s+(?:sober|clean|into|in\b|with|at|together|married|younger))|\s*[$€£:/])"
)
_I_AM = r"(?<![\w'])(?:i\s?'?\s?m|i\s+am|iam)\s+(?:(?:already|now|only|just|still|well|honestly|actually|like)\s+)*"
_DIGITS = re.compile(r"(?<![\d.,$£€])[1-9]\d(?!\d|[.,]\d)|\b[5-9]\b")
_AGE_WORDS = frozenset(word for word, years in NUMBERS.items() if "-" not in word and years > 9) | frozenset(
    """
    twenties thirties forties fifties sixties seventies eighties nineties teen teens teenager teenage teenaged minor
    adolescent adolescence middle elderly pensioner kid senior old oh underage vote drink drive millennial boomer gen
    zoomer twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth first second third fourth fifth sixth
    seventh eighth ninth eighteenth nineteenth sixteenth seventeenth fifteenth fourteenth thirteenth grandkids
    grandchildren octogenarian septuagenarian sexagenarian tween preteen half twentysomething thirtysomething
    """.split()
)
"""Words of which a sentence that states an age has one, where it has no digits."""
_MORE_THAN_WORDS = frozenset("first second third fourth fifth sixth seventh eighth ninth half".split())
_ASKED_AGE = re.compile(r"\bhow\s+old\s+(?:(?:are|r)\s+(?:you|u)|(?:you|u)\s+(?:are|r))\b|\b(?:your|what)\s+age\b")
_BARE = re.compile(rf"^\W*(?:(?:oh|well|um+|uh+|just|about|only|almost|i think|it's|age)\W+)*{_NUMBER}\b{_NO_UNIT}")
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
_PARTS = {"early": (0, 4), "mid": (3, 7), "middle": (3, 7), "late": (6, 9)}
_DECADE = re.compile(
    r"\b(?:i\s?'?\s?m|am|being|already|now|still|someone|somebody|woman|man|person|guy|here|and)\s+(?:\w+\s+){0,2}?"
    r"in\s+(?:my|the|his|her)\s+(?:very\s+)?(?:(?P<part>early|mid|middle|late)[\s-]+)?"
    r"(?P<tens>[2-9]0|twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:'?s|ies)\b"
)
_NOT_NOW = re.compile(r"\b(?:was|were|back|when|used to|since|until|before|they|he|she|wish|like i)\b[^.!?;]*$")
_SOMETHING = re.compile(
    rf"{_I_AM}(?:an?\s+)?(?P<tens>twent|thirt|fort|fift|sixt|sevent|eight|[2-9]0)y?[\s-]*(?:some-?thing|odd|ish)\b"
)
_ABOUT = re.compile(
    rf"{_I_AM}(?P<how>almost|nearly|close to|approaching|pushing|just under|going on|over|past|well over|more than|"
    rf"around|about|roughly)\s+{_NUMBER}\b{_NO_UNIT}"
)
_WIDTHS = {"over": (0, 9), "past": (0, 9), "well over": (0, 12), "more than": (0, 9)} | dict.fromkeys(
    ("around", "about", "roughly"), (-3, 3)
)
_LIKE_ME = re.compile(
    rf"\b(?:an?\s+)?{_NUMBER}[\s-]*(?:years?[\s-]*old|yo|y/o)?\s+(?:\w+\s+)?like\s+me\b|"
    rf"\bwhen\s+you'?re\s+{_NUMBER.replace('<n>', '<n2>')}\s+like\s+(?:me|i am)\b"
)
_OLD = r"(?:elderly|pensioner|senior\s+citizen)"
_STAGES = tuple(
    (re.compile(pattern), ages)
    for pattern, ages in (
        (rf"{_I_AM}(?:an?\s+)?(?:\w+\s+)?(?:teenager|teen|adolescent)\b(?!\s+(?:at\s+heart|again))", (12, 19)),
        (rf"\bin\s+my\s+teens\s+(?:now|still)\b|{_I_AM}in\s+my\s+(?:early\s+|late\s+)?teens\b", (12, 19)),
        (rf"{_I_AM}(?:legally\s+)?(?:an?\s+)?minor\b|{_I_AM}not\s+(?:even\s+)?(?:18|eighteen)\s+yet\b", (5, 17)),
        (r"\bi\s?'?\s?a?m\s+(?:only|just|still)\s+a\s+kid\b(?!\s+(?:at\s+heart|inside|who|in))", (5, 22)),
        (rf"{_I_AM}(?:an?\s+)?middle[- ]aged\b|\bas\s+an?\s+middle[- ]aged\b", (36, 66)),
        (rf"{_I_AM}(?:an?\s+)?{_OLD}\b|\bas\s+an?\s+{_OLD}\b", (57, 110)),
    )
)


def stated_age(text: str, answers: str = "") -> tuple[int, int] | None:
    """Return the least and the most years that a speaker says they are now; None where they do not say.

    Args:
        text: the message.
        answers: the message before it, which may have asked.
    """
    return next(ages(text, answers), None)


def ages(text: str, answers: str = "") -> Iterator[tuple[int, int]]:
    """Yield what `stated_age` returns, of each sentence that states one."""
    said = [remark for remark in remarks(text) if _may_state_age(remark)]
    if said and _ASKED_AGE.search(folded(answers)) and (bare := _BARE.match(remarks(text)[0].said)):
        yield _years(bare), _years(bare)
        return
    for remark in said:
        if (stated := _age(remark)) is not None:
            yield stated


def _may_state_age(remark: Remark) -> bool:
    return not _AGE_WORDS.isdisjoint(remark.words) or bool(_DIGITS.search(remark.said))


@lru_cache(maxsize=2048)
def _age(remark: Remark) -> tuple[int, int] | None:
    coming = next(of_this_time(remark.said), None)
    if coming is not None:
        return coming
    exact = facts.age(remark.text)
    if exact is not None:
        return exact, exact
    return next((ages for reader in _ROUGHLY for ages in reader(remark.said)), None)


def _years(found: re.Match[str]) -> int:
    return number(next(filter(None, (found["n"], found.groupdict().get("n2"))))) or 0


def _now(text: str, found: re.Match[str]) -> bool:
    return not _NOT_NOW.search(text[max(0, found.start() - 40) : found.start()])


def _of_decade(text: str) -> Iterator[tuple[int, int]]:
    for found in (*_DECADE.finditer(text), *_SOMETHING.finditer(text)):
        tens = found["tens"]
        least, most = _PARTS.get(found.groupdict().get("part") or "", (0, 9))
        start = int(tens) if tens.isdigit() else _TENS[tens]
        if _now(text, found):
            yield start + least, start + most


def _about(text: str) -> Iterator[tuple[int, int]]:
    for found in _ABOUT.finditer(text):
        less, more = _WIDTHS.get(found["how"], (-4, 0))
        if _now(text, found):
            yield _years(found) + less, _years(found) + more


def _like_me(text: str) -> Iterator[tuple[int, int]]:
    return ((_years(found), _years(found)) for found in _LIKE_ME.finditer(text))


def _of_stage(text: str) -> Iterator[tuple[int, int]]:
    return (ages for pattern, ages in _STAGES for found in pattern.finditer(text) if _now(text, found))


_ROUGHLY: tuple[Callable[[str], Iterator[tuple[int, int]]], ...] = (_of_decade, _about, _like_me, _of_stage)
