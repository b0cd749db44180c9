"""What a speaker states of themselves in a message: an age, a gender.

A message is shorter than a post and answers what was asked: "34" after "How old are you?" is an age. What the readers
of posts know (whose age, of when, what else a number counts) holds here too; this adds ages that are said roughly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ...generators.offline.reading import facts
from ...generators.offline.reading.lexicon import NUMBERS, either, number
from ...generators.offline.reading.post_text import folded, plain
from ...signatures import Gender

_NUMBER = rf"(?P<n>\d\d|{either(word.replace('-', '[ -]') for word in NUMBERS)})"
_NO_UNIT = (
    r"(?!\d|\s*(?:%|percent|°|degrees|pounds|lbs|kilos?|kg|weeks|months|days|hours|minutes|miles|people|times|k\b|"
    r"thousand|hundred|dollars|bucks|years\s+(?:sober|clean|into|in\b|with|at|together|married|younger))|\s*[$€£:/])"
)
_I_AM = r"(?<![\w'])(?:i\s?'?\s?m|i\s+am|iam)\s+(?:(?:already|now|only|just|still|well|honestly|actually|like)\s+)*"
_AGE_SIGN = re.compile(
    rf"\d|\b(?:{either(word for word in NUMBERS if '-' not in word)}|twenties|thirties|forties|fifties|sixties|"
    rf"seventies|"
    r"eighties|teen\w*|minor|adolescent|middle[- ]aged|elderly|pensioner|kid|senior\s+citizen)\b"
)
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


@lru_cache(maxsize=4096)
def stated_age(text: str, answers: str = "") -> tuple[int, int] | None:
    """Return the least and the most years that a speaker says they are now; None where they do not say.

    Args:
        text: the message.
        answers: the message before it, which may have asked.
    """
    lowered = folded(text)
    if not _AGE_SIGN.search(lowered):
        return None
    exact = facts.age(text)
    if exact is not None:
        return exact, exact
    lowered = folded(plain(text))
    if _ASKED_AGE.search(folded(answers)) and (bare := _BARE.match(lowered)):
        return _years(bare), _years(bare)
    return next((ages for reader in _ROUGHLY for ages in reader(lowered)), None)


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

_WOMAN = r"women|woman|girls?|ladies|lady|females?|moms?|mums?|mothers?|wives|wife|sisters|daughters|grandmas?"
_MAN = r"men|man|boys?|guys?|gentlemen|males?|dads?|fathers?|husbands?|brothers|sons|dudes?|lads?|grandpas?"
_GENDER_SIGN = re.compile(
    rf"\b(?:\w*(?:{_WOMAN}|{_MAN})|[mf]|pregnan\w+|birth|periods?|miscarr\w+|widow\w*|bachelor|uterus|menopaus\w*|"
    r"maternity|paternity|vasectomy|non-?\s?binary|enby|trans\w*|they/them|she/her|he/him|pronouns|fianc\w+|gf|bf|"
    r"niece|nephew|aunt|uncle|breast\w*|\w*(?:daughter|sister|brother|son|mommy|daddy|mama|papa)|lesbian|mtf|ftm)\b|"
    r"\d\d\s?[mf]\b"
)
_OF_A_GROUP = re.compile(
    rf"\b(?:us|we|fellow|other|for|not like other)\s+(?:(?:older|young|young\w+|single|working|real|grown)\s+)?"
    rf"(?:(?P<f>{_WOMAN})|(?P<m>{_MAN}))\s+(?:like\s+(?:me|myself)|are|have|do|don't|can't|always|never|get|"
    rf"in\s+this)\b|"
    rf"\b(?:(?P<f2>{_WOMAN})|(?P<m2>{_MAN}))\s+(?:\w+\s+)?like\s+(?:me|myself)\b|"
    r"\bwhat\s+(?:kind|sort)\s+of\s+(?:an?\s+)?(?:(?P<f3>mother|mom|mum|wife|daughter|woman|girlfriend|sister)|"
    r"(?P<m3>father|dad|husband|son|man|boyfriend|brother))\s+(?:am\s+i|does|would|i\s+am)\b|"
    r"\b(?:kids|children|son|daughter|little\s+one)\s+calls?\s+me\s+(?:(?P<f4>mom\w*|mum\w*|mama)|(?P<m4>dad\w*|"
    r"papa))\b|"
    r"\bi(?:\s?'?\s?m|\s+am)\s+(?:not\s+)?(?:the|that)\s+(?:kind|type|sort)\s+of\s+(?:an?\s+)?(?:(?P<f5>girl|woman|"
    r"lady)|"
    r"(?P<m5>guy|man|boy|dude))\b|\bif\s+i\s+(?:wasn't|weren't|was\s+not|were\s+not)\s+an?\s+(?:(?P<f6>woman|girl)|"
    r"(?P<m6>man|guy|boy))\b"
)


@lru_cache(maxsize=4096)
def stated_gender(text: str) -> Gender | None:
    """Return the gender that a speaker says they are; None where they do not say."""
    lowered = folded(text.replace("’", "'"))
    if not _GENDER_SIGN.search(lowered):
        return None
    if stated := facts.gender(text):
        return stated
    found = _OF_A_GROUP.search(lowered)
    if found is None:
        return None
    female = any(text for name, text in found.groupdict().items() if name.startswith("f"))
    return Gender.FEMALE if female else Gender.MALE
