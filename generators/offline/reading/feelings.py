"""The writer's feelings as a post names them; those of other people and those denied do not count."""

from __future__ import annotations

import re

from .lexicon import FEELING, feeling
from .post_text import compiled, folded, plain

_DENIED = compiled(
    r"\b(?:not|n'?t|never|no longer|without|nor|isn't|wasn't|didn't|don't|less|instead of|rather than|"
    r"stop being|used to be)\s+(?:\w+\s+){0,2}$"
)
_MAYBE_NOT = compiled(r"\bnot\s+(?:exactly\s+|really\s+|even\s+)?$")
_OTHERS_FEELING = compiled(
    r"\b(?:he|she|they|you|people|everyone|someone|somebody|who|him|her|them|(?:the|a|this|that)\s+(?:child|"
    r"children|kids?|man|woman|guy|girl|boy|baby|person|others?)(?:\s+(?:that|who))?|(?:my|his|her|"
    r"their)\s+(?:\w+\s+)?(?!life|heart|mind|head|depression|anxiety)\w+)(?:'s|'re)?\s+(?:is|was|are|were|"
    r"gets?|got|has|had|have|feels?|felt|seems?|seemed|looks?|becomes?|became|always|been|really|so|very|"
    r"extremely|constantly|suffers?|suffered|struggles?|says?|said|thinks?)\b"
)
_MINE = compiled(r"\b(?:i|i'm|im|i've|me|my|myself|we)\b")
# Words that people also use without any feeling: counted only where "I feel", "I am" or "makes me" is near.
_LOOSE = {
    "hurt",
    "lost",
    "broken",
    "distant",
    "disconnected",
    "shocked",
    "invisible",
    "uncomfortable",
    "tired",
    "trapped",
    "pressured",
    "empty",
    "longing",
    "rejected",
    "neglected",
    "angry",
    "proud",
    "hopeful",
    "relieved",
    "sad",
    "shy",
    "confused",
    "ugly",
    "afraid",
    "stressed",
    "devastated",
}
_FELT = compiled(
    r"\b(?:feel\w*|felt|i'?\s?a?m|i was|i've been|i get|i got|being|makes? me|made me|making me|makes it|"
    r"left me|so|very|really|too|and|or|just|extremely|pretty|completely|totally|always|constantly|more|"
    r"become|became|it|this|that|with|of|from|emotionally)\W+(?:\w+\W+){0,2}$|(?:^|[,.(]\s*)$"
)

_CLAUSE_END = compiled(r"[.!?;\n]|,\s*(?:and|but|so)\s")
_CANNOT = compiled(r"\b(?:can'?t|cannot|couldn'?t|able to)\s+(?:\w+\s+){0,2}$")
_STOP = compiled(r"\b(?:stop|help)\b")
_FEELS_ALONE = compiled(
    r"\b(?:feel\w*|felt|so|all|am|i'?m|im|be|being|and|completely|sad|always|really|the)\W+(?:\w+\W+)?$"
)
_OF_OTHERS = compiled(r"\b(?:anti|non|people with|someone with|post)[- ]?$")
_NO_FEELING = compiled(
    r"[ -]*" r"(?:\w*\s+)?(?:medication|medicine|med|pills?|quote|hotline|prevention|disorders? (?:in|of)|as a)\b"
)


def emotion_words(post: str) -> tuple[str, ...]:
    """Return the writer's feelings as adjectives, in order of mention, those named more than once first."""
    text = folded(plain(post))
    counts: dict[str, int] = {}
    places: dict[str, int] = {}
    for found in FEELING.finditer(text):
        name = feeling(found.group(0))
        if _felt_by_writer(text, found, name):
            counts[name] = counts.get(name, 0) + 1
            places.setdefault(name, found.start())
    return tuple(sorted(counts, key=lambda name: (-min(2, counts[name]), places[name])))


def _felt_by_writer(text: str, found: re.Match[str], name: str) -> bool:
    before = text[max(0, found.start() - 90) : found.start()]
    clause = _CLAUSE_END.split(before)[-1]
    near = clause[-40:]
    if _DENIED.search(near) or _MAYBE_NOT.search(near):
        return False
    others = [hit.end() for hit in _OTHERS_FEELING.finditer(clause)]
    if others and not _MINE.search(clause, others[-1]):
        return False
    word = found.group(0).lower()
    if name == "tearful" and _CANNOT.search(near) and not _STOP.search(near):
        return False
    if name == "angry" and word == "mad" and not _FELT.search(near):
        return False
    if name in _LOOSE and not (
        _FELT.search(near) and _MINE.search(text[max(0, found.start() - 70) : found.end() + 30])
    ):
        return False
    if name == "lonely" and word == "alone" and not _FEELS_ALONE.search(near):
        return False
    if _OF_OTHERS.search(near):
        return False
    return not _NO_FEELING.match(text, found.end())
