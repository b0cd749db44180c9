"""Forum tags of age and gender, "25F", "[27 M]", "M/19", and whether the writer or somebody else wears them.

"my boyfriend (25M)" is about him; "me (24F)", "25F here" and "My (24F) boyfriend (26M)" are about the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ....signatures import Gender
from .lexicon import KIN

_SEX = r"(?:m2f|mtf|f2m|ftm|male|female|nonbinary|non-binary|enby|nb|m|f)"
_GENDERS = {"m": Gender.MALE, "f": Gender.FEMALE, "n": Gender.NONBINARY, "e": Gender.NONBINARY}
_TRANS = {"m2f": Gender.FEMALE, "mtf": Gender.FEMALE, "f2m": Gender.MALE, "ftm": Gender.MALE}

# With brackets anything goes, "(24)", "(f)", "[19 M]"; without them an age and a sex must stand together.
_TAG = re.compile(
    rf"""[\[({{]\s*(?:i\s?'?a?\s?m\s+)?(?:(?P<n1>\d\d)\s*(?:y/?o|years?\ old)?[\s/,|-]*(?P<s1>{_SEX})?
                  |(?P<s2>{_SEX})[\s/,:|-]*(?P<n2>\d\d)?\s*(?:y/?o|years?\ old)?)\s*[\])}}]
       |(?<![\w$.,:/-])(?P<n3>\d\d)(?:\s*(?:y/?o|yr|years?\ old)\s*/?\s*|\s?/\s?)?(?P<s3>{_SEX})\b(?!['’]|/\d)
       |(?<![\w'’$])(?P<s4>[MF]|male|female|non-?binary|enby)(?:\s?[/,:]\s?|\s)?(?P<n4>\d\d)\b
         (?!\s?(?:%|/|:|months|weeks|minutes|hours|days|years?\b(?!\ old)))
       |(?<![\w$.,:/-])(?P<n6>\d\d)\s?\((?P<s6>m|f|male|female)\)
       |(?<![\w$.,:/-])(?P<n5>\d\d)(?:\ y/?o)?\s?[, ]\s?(?P<s5>m2f|mtf|f2m|ftm|m|f|male|female|nb)\b
         (?=\s*(?:[,.;!?)\]]|$|\n|here\b|and\b|from\b|with\b|who\b|-))""",
    re.IGNORECASE | re.VERBOSE,
)
_ME = re.compile(
    r"(?:^|[\s(,.;:!?'\"/])(?:i|me|myself|i\s?'?\s?m|i am|im|i'm a|i am a|im a|i'?\s?a?m\s+an?(?:\s+(?!of\b|"
    r"with\b|to\b)[\w-]+){1,4}|i,|me,|as a|being a|,? a|am a)[\s,:-]*$",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"(?:^|[.!?\n\]:;|]|\bhere|\bhi|\bhello|\bhey|\bfrom a|\bguys|\ball|\beveryone|\btldr|\bonly|"
    r"\bthrowaway)[\s,\"'*-]*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"\b{KIN}(?:'s\ \w+)?(?:\s+(?:of\ \w+\ \w+|who\ is|is|\w+))?[\s,:-]*$|\b(?:he|she|they|him|her|his|"
    rf"their)(?:'s|\ is|\ was)?[\s,:-]*$",
    re.IGNORECASE,
)
_KIN_FOLLOWS = re.compile(rf"[\s-]*{KIN}\b", re.IGNORECASE)
_SAYS_IM = re.compile(r"\bI'?\s?a?m\b", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"(?:\b(?:with|dating|seeing|see|met|love|like|likes|and|for|to|by|of|from|about)\s+an?|\bof)[\s,:-]*$",
    re.IGNORECASE,
)
_IM = re.compile(r"\b(?:i'?\s?a?m)\s*$", re.IGNORECASE)
_HERE = re.compile(r"\s*here\b", re.IGNORECASE)
_SEXES = ("s1", "s2", "s3", "s4", "s5", "s6")
_AGES = ("n1", "n2", "n3", "n4", "n5", "n6")
_MY = re.compile(r"\b(?:my|our)\s*$", re.IGNORECASE)
_MALE_KIN = re.compile(
    r"\s*(?:ex[- ]?)?(?:boyfriend|bf|husband|brother|father|dad|son|fianc[eé]\b(?!e))", re.IGNORECASE
)
_FEMALE_KIN = re.compile(
    r"\s*(?:ex[- ]?)?(?:girlfriend|gf|wife|sister|mother|mom|mum|daughter|fianc[eé]e)", re.IGNORECASE
)


@dataclass(frozen=True)
class Tag:
    """A tag as written; `age` or `gender` is None when it does not say."""

    age: int | None
    gender: Gender | None
    start: int
    end: int


def writers_tags(text: str) -> Iterator[Tag]:
    """Yield the tags in `text` (typography made plain) that the writer wears, in order."""
    tags = [tag for tag in map(_tag, _TAG.finditer(text)) if tag is not None]
    for place, tag in enumerate(tags):
        if _is_writers(text, tag, tags[place + 1 : place + 2]):
            yield tag


def _tag(found: re.Match[str]) -> Tag | None:
    sex = next((found[name] for name in _SEXES if found[name]), "")
    age = next((int(found[name]) for name in _AGES if found[name]), None)
    # A lone small letter with a number around it is too often something else: "10 m away", "f 16".
    if (found["n5"] or found["n4"]) and len(sex) == 1 and sex.islower() and not _alone(found):
        return None
    lowered = sex.lower()
    gender = _TRANS.get(lowered) or (_GENDERS[lowered[0]] if lowered else None)
    if age is not None and age < 10:
        return None
    return Tag(age, gender, found.start(), found.end())


def _alone(found: re.Match[str]) -> bool:
    """Tell whether "19 m" stands at the beginning, after "I'm" or before "here", where it is no length."""
    before, after = found.string[max(0, found.start() - 6) : found.start()], found.string[found.end() :]
    return bool(not before.strip() or _IM.search(before) or _HERE.match(after))


def _is_writers(text: str, tag: Tag, following: list[Tag]) -> bool:
    before, after = text[max(0, tag.start - 40) : tag.start], text[tag.end : tag.end + 40]
    bracketed = text[tag.start] in "[({"
    if _MY.search(before):
        # "My (24F) boyfriend (26M)": the first tag is the writer's. With one tag only, "my (25M) boyfriend" is his.
        if following and following[0].start - tag.end < 30:
            return True
        male, female = _MALE_KIN.match(after), _FEMALE_KIN.match(after)
        return bool((male and tag.gender is Gender.FEMALE) or (female and tag.gender is Gender.MALE))
    if _KIN_FOLLOWS.match(after) and not _ME.search(before):
        return False
    if _SAYS_IM.search(text, tag.start, tag.end):
        return True
    if _SOMEBODY.search(before):
        return False
    if _ME.search(before):
        return True
    if _OTHER.search(before):
        return False
    if tag.age is None:  # "(m)", "(f)" alone count only right after "I" or "me"
        return False
    if bracketed and tag.gender is None:  # "(24)" likewise
        return False
    return bool(_STARTS.search(before)) or not before.strip()
