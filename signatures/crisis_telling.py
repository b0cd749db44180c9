"""How a crisis is told: denied or not, past or present, the writer's own, another's, or done by the writer."""

# ruff: noqa: E501

from __future__ import annotations

import re
from enum import StrEnum


class CrisisKind(StrEnum):
    """What threatens somebody."""

    SUICIDE = "suicide"
    """They want to be dead or not to live, think of suicide, plan it or have tried."""
    SELF_HARM = "self_harm"
    """They hurt themselves on purpose."""
    ABUSE = "abuse"
    """Violence or sexual violence by another, now or before; insults and control alone are not counted."""
    DANGER = "danger"
    """Threats to kill, weapons, stalking, overdoses, places that are not safe."""


class Role(StrEnum):
    """How the writer stands to a crisis; it decides what there is to answer."""

    OWN = "own"
    """They are in danger themselves, or nothing says otherwise."""
    DOES = "does"
    """They hurt or threaten somebody else."""
    SEES = "sees"
    """Somebody else wants to die, hurts themselves or has taken something."""


_DENIED = re.compile(
    r"\b(?:not|never|no|without|\w+n't|dont|wont|cant|didnt|wouldnt|isnt|wasnt|arent|havent)\s+(?:(?:really|actually|even"
    r"|going|gonna|to|wanna|want|ever|feel|feeling|been|be|at|all|exactly|currently|trying|planning|thinking|thought|about|of"
    r"|would|will|a|any|have|had|having|no|longer|thoughts|saying|that|i|i'm|am|are|being)\s+){0,5}$"
)
"""Words before a match that take it back: "I'm not", "I would never", "I have no thoughts of"."""
_INFINITIVE = re.compile(r"\b(?:not to|to not)\s*$")
"""Words that do not take it back: "I promised not to kill myself"."""
_INTERJECTION = re.compile(r"^\W*(?:no|nope|nah)\b,? (?=i\b|i'|im\b|life\b|my\b)")
"""A "no" that answers somebody and denies nothing: "No I want to die"."""
_YET = re.compile(
    r"^[^.!?]{0,40}\bbut\b[^.!?]{0,20}?\b(?:i (?:\w+ )?(?:(?:will|do|might|may|must|have to|need to)(?= (?:do|kill|end)\b|[\s.!,;]*$"
    r"|[.!,;])|(?:can't|cannot|cant|don't|dont) (?:see|find|go on|take it|stop|live|know any))|there(?:'s| is) no (?:other )?way"
    r"|i(?:'m| am) going to(?= (?:do|kill|end)\b|[.!,;]|$)|i'll(?= (?:do|kill|end)\b))"
)
"""Words behind a denied match that take the denial back: "but I will", "but I can't see any other way"."""
_PAST = re.compile(
    r"\b(?:used to|in the past|(?:years?|months|decades) (?:ago|back)|when i was|as a (?:kid|child|teen\w*|baby|young)"
    r"|back then|last year|growing up|childhood|previously|at one point|had been|in (?:19|20)\d\d|survivor)\b"
)
_PRESENT = re.compile(
    r"\b(?:now|today|tonight|tomorrow|currently|lately|these days|this (?:morning|evening|week)|still (?:want\w*|do|am|hits?|beats?)"
    r"|since\b.{0,60}\b(?:i've|ive|i have) (?:\w+ )?(?:wanted|been|felt|thought)"
    r"|(?:i've|ive|i have) (?:\w+ )?(?:wanted|been|felt|thought)\b.{0,60}\bsince)\b"
)
"""Words that make a clause one of the present, whatever else stands in it."""
_WISH = re.compile(r"\b(?:i (?:\w+ )?(?:want|wanna|wish|am|will|feel|can't|cant|don't|dont|need)|i'm|im|i'll)\b")
"""Words of the writer in the present tense; they count where the past is in another clause of the sentence."""
_CLAUSE = re.compile(r"[.!?,;:]|\s[-–—]+\s|\b(?:but|and|yet|though|although|so|then)\b")
_AGAIN = re.compile(
    r"\b(?:do|doing|try|trying|think\w*|thoughts?|plan\w*|want\w*|feel\w*|tempted|urges?)\b[^.!?,;]{0,30}"
    r"\b(?:again|tonight|today|tomorrow|now)\b"
)
"""That what went before is to be done again: "and I will do it again tonight"; unless it is denied."""
_NEVER = re.compile(r"\b(?:not|never|no|without|\w+n't|dont|wont|cant)\b")
_IDIOM = re.compile(
    r"\b(?:boss|manager|supervisor|editor|mom|mum|mother|parents|teacher|professor|coach|principal|landlord)"
    r"(?:'s| is| are|'re| will|'ll| would)? (?:so |just |really |probably )*$"
)
_MEANT = re.compile(
    r"\b(?:gun|knife|weapon|hit|hits|beat\w*|chok\w*|threat\w*|said|says|told|tried|scared|afraid|terrified|hurt\w*|drunk|police|safe"
    r"|literally|help|last time|murder\w*)\b"
)
"""Words that make it no idiom that somebody is going to kill one."""
_DOES = re.compile(
    r"\b(?:i|i'm|im|i'll|i've|ive|i'd)(?: (?:am|have|had|will|would|might|may|could|should|want|wanna|need|to|going|gonna|about|just|really|almost"
    r"|accidentally|nearly|finally|again|also|even|so|keep|kept|got|get|out|of|thinking|tempted|ready|planning|do|did|never|always|sometimes"
    r"|often|hit and|mad|angry|that|like|seriously|bad|badly|feel|thought|think|about to|lost it and|and))* "
    r"(?:hit|hitting|beat\w*|slap\w*|punch\w*|kick\w*|chok\w*|strangl\w*|shook|shak\w*|shov\w*|smack\w*|attack\w*|hurt\w*|kill\w*|stab\w*"
    r"|shoot\w*|murder\w*|drown\w*|poison\w*|rap(?:ed|e|ing)|molest\w*|abus\w*) (?!my ?sel|me\b|by\b|when\b|as\b|in\b|at\b)\w"
)
_ARMED = re.compile(
    r"\bi(?:'ve| have| got| bought|'ve got| have got)\b.*\b(?:gun|knife|rifle|pistol|weapon|shotgun|firearm|machete)\b"
    r".*\b(?:going to (?:the|my|his|her|their|a|see|find)|school|work|office|mall|church|(?:kill|shoot|stab) (?!my ?self)\w+)"
)
_SUBJECT = re.compile(
    r"\b(?:(?P<own>i|i'm|im|i've|ive|i'd|i'll|we|me)|he|she|they|he's|she's|they're|who|someone|somebody"
    r"|(?:my|our|the|a|his|her) (?:\w+ )?(?:friend|wife|husband|partner|boyfriend|girlfriend|son|daughter|kid|child|mom|mum|mother|dad|father"
    r"|brother|sister|cousin|uncle|aunt|roommate|student|classmate|neighbou?r|bestie|ex|grand\w+|niece|nephew|colleague|coworker))\b"
)
_ME = re.compile(r"\b(?:i|i'm|im|i'd|i'll|me|my(?! (?:\w+ )?(?:pills|meds|medication|tablets))|myself|meself)\b")
_THEM = re.compile(r"\b(?:him|her|them) ?sel(?:f|ves)\b")
_THIRD = re.compile(r"(?:wants|wishes|hopes|needs|tries|thinks|talks)\b")
_BARE = re.compile(r"(?:want|wanna|wish|hope|need)\b")
_OTHERS = re.compile(r"\b(?:people|others|someone|somebody|those|they|anyone|anybody|he|she|suicide|who)\b")
_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|i'll|me|my|myself|us|our|we)\b")


def _bounds(low: str, match: re.Match[str]) -> tuple[int, int]:
    """Return where the sentence of a match begins and ends."""
    ends = [end for mark in ".!?" if (end := low.find(mark, match.end())) >= 0]
    return max(low.rfind(mark, 0, match.start()) for mark in ".!?") + 1, min(ends, default=len(low))


def _clause(low: str, match: re.Match[str]) -> str:
    """Return the part of a sentence that a match stands in."""
    begin, end = _bounds(low, match)
    starts = [mark.end() for mark in _CLAUSE.finditer(low, begin, match.start())]
    behind = _CLAUSE.search(low, match.end(), end)
    return low[starts[-1] if starts else begin : behind.start() if behind else end]


def is_denied(low: str, match: re.Match[str]) -> bool:
    """Return whether the words of a match are taken back, in a text in lower case."""
    begin, end = _bounds(low, match)
    before = _INTERJECTION.sub("", low[begin : match.start()])
    denied = bool(_DENIED.search(before)) and not _INFINITIVE.search(before)
    return denied and not _YET.search(low[match.end() : end])


def is_now(low: str, match: re.Match[str]) -> bool:
    """Return whether a match is told as present, and as the writer's own or that of somebody close."""
    begin, end = _bounds(low, match)
    sentence = low[begin:end]
    if match.group().endswith("kill me") and _IDIOM.search(low[begin : match.start()]) and not _MEANT.search(low):
        return False
    return not _is_past(low, match, sentence) and bool(_OWN.search(sentence) or not _OTHERS.search(sentence))


def _is_past(low: str, match: re.Match[str], sentence: str) -> bool:
    """Return whether it is told as over: by its own clause, or by the sentence where its clause has no time."""
    if not _PAST.search(sentence):
        return False
    clause = _clause(low, match)
    if _PRESENT.search(clause) or (_WISH.search(clause) and not _PAST.search(clause)):
        return False
    later = [part for part in _CLAUSE.split(low[match.end() :]) if _AGAIN.search(part)]
    return all(_NEVER.search(part) for part in later)


def role_in(low: str, match: re.Match[str], kind: CrisisKind) -> Role:
    """Return how the writer stands to what a match tells; in doubt it is their own."""
    words, upto = match.group(), low[_bounds(low, match)[0] : match.end()]
    if kind in (CrisisKind.ABUSE, CrisisKind.DANGER):
        ends = (doing.end() for doing in _DOES.finditer(low))
        if any(match.start() < end <= match.end() + 1 for end in ends) or _ARMED.search(low):
            return Role.DOES
        if kind is CrisisKind.ABUSE:
            return Role.OWN
    if _THEM.search(words):
        return Role.SEES
    if _ME.search(words):
        return Role.OWN
    own_clause = _CLAUSE.split(upto[: len(upto) - len(words)])[-1]
    subjects = list(_SUBJECT.finditer(own_clause + words))
    if not subjects:
        return Role.SEES if _THIRD.match(words) else Role.OWN
    return Role.OWN if subjects[-1]["own"] or _BARE.match(words) else Role.SEES
