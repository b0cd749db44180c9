"""Who plausibly writes so: gender, age and occupation where a post does not state them, coherent with one another.

Every guess starts from a hint in the post (partners, children, school, spans of years) and only then from chance.
"""

from __future__ import annotations

import random
import re

from ....signatures import Gender
from .lexicon import number
from .post_text import folded, plain

_HER_PARTNER = re.compile(
    r"\b(?:my (?:\w+ ){0,2}?(?:ex-?\s?)?(?:husband|boyfriend|bf|hubby|fianc[eé](?!e|\w)|baby daddy)\b|"
    r"the father of my\b|crush on (?:this|a) (?:guy|boy)\b|dating (?:a|this) (?:guy|man)\b|(?:this|"
    r"a) (?:guy|boy) (?:i|who|and i)\b|he (?:left|cheated on|broke up with|proposed to) me\b|my kid'?s dad\b)|(?:^|"
    r"[.!?;:]\s+)(?:bf|boyfriend|husband)\b"
)
_HIS_PARTNER = re.compile(
    r"\b(?:my (?:\w+ ){0,2}?(?:ex-?\s?)?(?:wife|girlfriend|gf|fianc[eé]e|baby mother|baby mama)\b|"
    r"girls (?:always )?reject\b|approaching girls\b|girls? (?:i|who) (?:like|liked|date)\b|crush on (?:this|"
    r"a) girl\b|(?:get|getting) a girlfriend\b|no (?:gf|girlfriend)\b|she (?:left|cheated on|"
    r"broke up with) me\b|touch a girl\b|this girl i\b)|(?:^|[.!?;:]\s+)(?:gf|girlfriend|wife)\b"
)
_COUPLE = re.compile(
    r"\b(?:married|together|dat(?:ed|ing|es?)|relationship|break-?up|broke up|partner|my ex|sex|love with|"
    r"proposed|engaged)\b"
)
_HE, _SHE = re.compile(r"\b(?:he|him|his)\b"), re.compile(r"\b(?:she|her)\b")
_WOMEN_AMONG_SEEKERS = 0.58
"""Share of women where nothing hints at the gender; help-seeking forums and helplines report a small majority."""
_STRAIGHT = 0.93
"""How far a partner's gender tells the writer's."""


def likely_gender(post: str, rng: random.Random) -> Gender:
    """Return a gender guessed from partner words, else by chance."""
    text = folded(plain(post))
    hers, his = len(_HER_PARTNER.findall(text)), len(_HIS_PARTNER.findall(text))
    if hers == his and _COUPLE.search(text):  # "he left after three years": the partner is only a pronoun
        hers, his = len(_HE.findall(text)), len(_SHE.findall(text))
    women = _WOMEN_AMONG_SEEKERS if hers == his else _STRAIGHT if hers > his else 1 - _STRAIGHT
    return Gender.FEMALE if rng.random() < women else Gender.MALE


def _stage(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_DECADE_WORDS = {
    "teens": 10,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
}
_DECADE = _stage(
    r"\b(?:i'?\s?a?m|i am|we are|we're|i'm)\s+(?:only\s+|still\s+|now\s+|a\s+\w+\s+)?(?:both\s+)?in\s+(?:my|"
    r"our)\s+(?:(?P<part>early|mid|middle|late)[\s-]*(?:to late\s+)?)?(?P<decade>\d0|twenties|thirties|"
    r"forties|fifties|sixties|seventies|teens)'?s?\b"
    r"|\bin\s+my\s+(?:(?P<part2>early|mid|middle|late)[\s-]*)?(?P<decade2>\d0|twenties|thirties|forties|"
    r"fifties|sixties|seventies|teens)'?s?\b"
)
_PARTS = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}

# From the clearest to the vaguest; the range holds where its words occur.
_STAGES: tuple[tuple[re.Pattern[str], tuple[int, int]], ...] = tuple(
    (_stage(pattern), span)
    for pattern, span in (
        (r"\bmy (?:\w+ )?grand-?\s?(?:son|daughter|child|children|kids?)\b", (56, 72)),
        (r"\bstarting (?:college|uni|university)\b", (17, 20)),
        (r"\b(?:retired|since i retired|my pension|social security)\b", (62, 74)),
        (r"\b(?:elementary|primary)[- ]school student|\bin (?:the )?(?:4th|5th|fourth|fifth) grade\b", (9, 11)),
        (r"\b(?:6th|7th|8th|sixth|seventh|eighth) grade|\bin middle school\b|\bjunior high\b", (11, 13)),
        (
            r"\b(?:9th|ninth) grade|\bfreshman (?:in|at) high|\bfirst year of high school\b|\bquincea\u00f1era\b",
            (14, 15),
        ),
        (r"\b(?:10th|tenth) grade", (15, 16)),
        (r"\b(?:11th|eleventh) grade|\bjunior in high", (16, 17)),
        (r"\b(?:12th|twelfth) grade|\bsenior (?:in high|high school|year)|\bprom\b|\bthe (?:sat|act)\b", (17, 18)),
        (
            r"\b(?:i'?m|i am) (?:only |just |still )?(?:a |an )?(?:teen|teenager|teenage\w*|minor|underage|"
            r"adolescent|kid)\b|\bmy teenage years right now\b|\bas i'?m underage\b|\bteenage phase\b",
            (14, 17),
        ),
        (
            r"\bmy parents (?:won'?t|wont|don'?t|do not|will not) (?:let|allow|believe)|"
            r"\bparents wont allow\b|\bgrounded\b|\bmy (?:high )?school'?s\b|\bmy teachers?\b|"
            r"\bhigh[- ]?school (?:student|soph|jun|sen)",
            (14, 17),
        ),
        (
            r"\b(?:i'?m|i am) (?:a )?(?:young adult|legal adult)\b|\bcollege (?:student|classes)|\b(?:in|"
            r"at) (?:college|uni|university)\b|\bmy (?:dorm|professors?|semester|finals)\b|"
            r"\buniversity (?:student|campus)",
            (18, 23),
        ),
        (r"\bgrad(?:uate)? (?:school|student|program)|\bph\.?d\b|\bmaster'?s\b", (23, 29)),
        (r"\bmenopause\b|\bempty nest\b", (48, 57)),
        (r"\bmy (?:husband|wife|spouse)\b|\b(?:our|my) (?:marriage|divorce)\b", (27, 46)),
        (
            r"\bmy (?:\w+ )?(?:kids?|children|sons?|daughters?|toddler|baby|child)\b|\bsingle (?:mother|mom|"
            r"father|dad|parent)\b|\b(?:i|we)(?:'ve)?(?: also)? (?:have|had|got) (?:\w+ ){1,3}(?:kids|"
            r"children|boys|girls|sons|daughters|toddlers?|twins)\b|\bour (?:\w+ )?(?:child|kid|baby|son|"
            r"daughter)\b",
            (26, 44),
        ),
        (r"\bmy fianc", (22, 33)),
        (r"\b(?:at school|to school|from school|in school|classmates|homework)\b", (14, 17)),
        (r"\b(?:the )?(?:20'?s|twenties)\b", (20, 27)),
        (r"\blive with my (?:mom|mum|mother|dad|father|parents)|\bmy parents\b|\bmy (?:mom|mum|dad)\b", (16, 26)),
        (r"\bmy (?:boss|job|career|co-?workers?|colleagues|workplace)\b|\bat work\b", (22, 42)),
        (r"\bmy (?:boyfriend|girlfriend|bf|gf)\b", (18, 30)),
    )
)
_PAST_AGE = _stage(
    r"\b(?:when|since|until|after|before|at|was|turned|age|of)\s+(?:i\s+(?:was|turned)\s+)?(?:about\s+|"
    r"around\s+|only\s+|just\s+)?(?:the\s+)?(?:age\s+(?:of\s+)?)?(?P<n>[1-5]\d|[5-9])\b(?!\s*(?:%|am|pm|:|/|"
    r"minutes|hours|days|weeks|months|times|people|pounds|lbs|miles|years? ago|o'?clock|kids|points|mg))"
)
_MY_PAST = _stage(r"\b(?:i\s+was|i\s+turned|since\s+i\s+was|when\s+i\s+was|at\s+(?:the\s+)?age)\b")
_TOGETHER = _stage(
    r"\b(?:married|together|marriage|job|worked|working|career|with (?:my|him|her|this (?:guy|man|girl|"
    r"woman)|a (?:man|woman|guy))|relationship|dating|dated)\b[^.!?]{0,40}?\b(?:for\s+|of\s+)?(?:almost\s+|"
    r"over\s+|nearly\s+|about\s+|more than\s+)?(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|"
    r"twelve|fifteen|twenty|thirty|forty)\s+(?:years|yrs)\b|\b(?P<n2>\d{1,2}|eight|nine|ten|twelve|fifteen|"
    r"twenty|thirty|forty)\s+(?:years|yrs)\s+(?:ago|on my job|of marriage|together|marriage|of being)\b"
)
_CHILD_AGE = _stage(
    r"\bmy\s+(?:\w+\s+){0,2}?(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen)[\s-]*(?:years?|yrs?|y)[\s-]*(?:old|o)\s+(?:\w+\s+)?(?:son|"
    r"daughter|kid|child|boy|girl|twins)\b|\bmy\s+(?:son|daughter)\s*(?:,|is|\(|who\s+is|"
    r",\s*who\s+is)\s*(?P<n2>\d{1,2})\b(?!\s*(?:%|months|weeks|days))"
)
_CHILD_IN_TWENTIES = _stage(
    r"\b(?:my (?:son|daughter|child)|she'?s|he'?s|one of them is)\b[^.!?]{0,20}\bin (?:her|his|"
    r"their) (?:early |mid |late )?(?:20|twent)|\bmy (?:new )?(?:son|daughter)-in-law\b"
)

_HAS_CHILDREN = _stage(r"\bmy (?:\w+ )?(?:son|daughter|child|children|kids)|\bi have \w+ children")


def likely_age(post: str, rng: random.Random) -> int:
    """Return an age that fits the life stage and every span of years the post speaks of."""
    text = folded(plain(post))
    low, high = _range(text)
    least = _least(text)
    if least > high:
        low, high = least, least + 8
    low = max(low, least)
    return rng.randint(min(low, high), high)


def _range(text: str) -> tuple[int, int]:
    for found in _DECADE.finditer(text):
        decade = (found["decade"] or found["decade2"]).lower()
        part = (found["part"] or found["part2"] or "").lower()
        start = _DECADE_WORDS.get(decade) or int(decade[:2])
        low, high = _PARTS.get(part, (0, 9))
        if start == 10:
            low, high = (8, 9) if part == "late" else (3, 7) if part != "early" else (3, 4)
        return start + low, start + high
    child = max(_numbers(_CHILD_AGE, text), default=None)
    if child is not None and child < 45:
        return child + 22, child + 34
    if _CHILD_IN_TWENTIES.search(text) and _HAS_CHILDREN.search(text):
        return 46, 60
    for pattern, span in _STAGES:
        if pattern.search(text):
            return span
    return 19, 40


def _numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    values = [number(found[name]) for found in pattern.finditer(text) for name in found.groupdict() if found[name]]
    return [value for value in values if value is not None]


def _least(text: str) -> int:
    """Return the youngest age that past ages and spans of years allow; 0 when nothing is said."""
    past = [
        number(found["n"]) or 0
        for found in _PAST_AGE.finditer(text)
        if _MY_PAST.search(text[max(0, found.start() - 12) : found.end()])
    ]
    spans = [years for years in _numbers(_TOGETHER, text) if years <= 45]
    return max([value + 1 for value in past] + [years + 16 for years in spans if years >= 4] + [0])


_JOBS = (
    "office worker", "sales assistant", "nurse", "warehouse worker", "teacher", "customer service agent", "cook",
    "administrative assistant", "electrician", "accountant", "software developer", "care worker", "hairdresser",
    "delivery driver", "receptionist", "technician", "bank clerk", "graphic designer", "mechanic", "social worker",
)  # fmt: skip
_FIRST_JOBS = (
    "sales assistant",
    "waiter",
    "barista",
    "warehouse worker",
    "cashier",
    "call-centre agent",
    "trainee",
    "office worker",
)
STUDENT_UNTIL = 22
_RETIRED_FROM = 66
_WORKS = re.compile(
    r"\b(?:my (?:\w+ )?(?:boss|job|co-?workers?|colleagues|manager|shift|work|office|career)|at work|to work|"
    r"work(?:ing)? (?:full|part|\d+|nights|two)|i work)\b"
)
_STUDIES = re.compile(
    r"\b(?:college|university|uni|campus|dorm|professors?|semester|finals|exams?|lectures?|studying|degree)\b"
)

_SMALL_CHILD = re.compile(r"\bmy (?:\w+ )?(?:toddler|baby|newborn|twins|young children)\b")


def likely_occupation(post: str, years: int, gender: Gender, rng: random.Random) -> str:
    """Return an occupation that fits the age and the gender."""
    text = folded(plain(post))
    if years < 18:
        return school_at(years)
    works, studies = bool(_WORKS.search(text)), bool(_STUDIES.search(text))
    if years >= _RETIRED_FROM and not works:
        return "retired"
    if years <= STUDENT_UNTIL and not works and (studies or rng.random() < 0.6):
        return "university student"
    if not works and years > 25 and _SMALL_CHILD.search(text) and rng.random() < 0.4:
        parent = {Gender.FEMALE: "mother", Gender.MALE: "father"}.get(gender, "parent")
        return f"stay-at-home {parent}"
    job = rng.choice(_FIRST_JOBS if years <= STUDENT_UNTIL else _JOBS)
    return "waitress" if job == "waiter" and gender is Gender.FEMALE else job


def school_at(years: int) -> str:
    """Return the kind of student one is at an age."""
    if years <= 10:
        return "elementary-school student"
    if years <= 13:
        return "middle-school student"
    return "high-school student" if years <= 18 else "university student"
