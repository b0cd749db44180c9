"""Which of a poster's sentences say what is wrong now, and which tell what happened."""

from __future__ import annotations

import re

from .facts import emotion_words
from .lexicon import FEELING
from .post_text import folded
from .topics import BY_NAME

_I = re.compile(r"\b(?:i|i'm|i've|me|my|myself|we|our|us)\b")
_I_FEEL = re.compile(
    r"\bi(?:'m| am|'ve been| have been)? (?:\w+ ){0,2}?(?:feel|feeling|felt|struggl\w+|suffer\w*|can't|"
    r"cannot|don't know|hate|am|keep|have no|never|worry|need|miss|want|think)\b|\bi'm\b|\bmakes? me\b|"
    r"\bi have\b"
)
_NOW = re.compile(
    r"\b(?:now|lately|recently|still|always|never|every|anymore|any more|currently|keep|constantly|"
    r"these days|right now|no longer|all the time|can't)\b"
)
_THEN = re.compile(
    r"\b(?:was|were|had|did|went|told|said|asked|started|got|happened|came|met|found|ago|yesterday|last)\b"
)
_LEANING = re.compile(
    r"^(?:he|she|they|it|this|that|these|those|his|her|their|them|which|then|even|not|like|because|if so|"
    r"same|another|both|there|the other|once|at that|when (?:he|she|they|it)|also|too)\b"
)
"""Openings that lean on the sentence before, so that the sentence cannot come first."""
_CUT_SHORT = re.compile(r"i (?:have(?: been)?|am|was|do|did|can|can't|don't)(?: for [\w ]+)?\.$")
"""Sentences whose verb stands in the sentence before: "I have been for years."."""
_TO_READERS = re.compile(
    r"\b(?:you guys|anyone|anybody|any (?:advice|tips|help|ideas|suggestions|thoughts|comment)|your|you|"
    r"please|advice is|welcome|appreciated?|sorry|thanks|thank you|dm|pm|lol)\b"
)
_LISTING = re.compile(r"^\W*\d+\W*$|^\W*(?:edit|update|ps|p\.s)\b")
_ANYBODY = re.compile(r"\b(?:when|if|like|how|because) you\b|\bfuck you\b|\bi love you\b|\"")
_OTHERS = re.compile(r"\b(?:he|she|they|his|her|their|people|everyone)\b")
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|have|has|had|do|does|did|don't|doesn't|didn't|can|can't|could|"
    r"couldn't|will|won't|would|feel\w*|felt|want\w*|need\w*|hate\w*|love\w*|get\w*|got|go\w*|went|know\w*|"
    r"think\w*|thought|make\w*|made|"
    r"keep\w*|kept|take\w*|took|tell\w*|told|say\w*|said|see\w*|saw|lost|lose\w*|left|leave\w*|died|broke|"
    r"try|tried|trying|cr(?:y|ied|ying)|miss\w*|wish\w*|hurt\w*|struggl\w+|suffer\w*|stop\w*|start\w*|"
    r"work\w*|live\w*|sleep\w*|i'm|i've|it's|he's|she's|they're|isn't|aren't|wasn't|there's|that's|ain't|"
    r"should\w*|gonna|wanna|cannot|seem\w*|ruin\w*|fuck\w*|suck\w*|care\w*|help\w*|turn\w*|woke|wake\w*|"
    r"spent|spend\w*|hit|fell|fall\w*|came|come\w*|put|happen\w*|met|found|find\w*|gave|give\w*|drink\w*|"
    r"drank|eat\w*|ate|talk\w*|ask\w*|fight\w*|argu\w+|yell\w*|cheat\w*|dump\w*|bull\w+|wast\w+)\b|'(?:m|s|"
    r"re|ve|ll|d)\b|n't\b",
)


def says_something(sentence: str) -> bool:
    """Tell whether a sentence has a verb and at least three words: "Depression." does not say anything."""
    low = folded(sentence)
    words = len(low.split())
    return (
        (words >= 3 or (words == 2 and low.startswith("i'm "))) and bool(_VERB.search(low)) and not _LISTING.match(low)
    )


def is_addressed(sentence: str) -> bool:
    """Tell whether a sentence speaks to the readers of a forum rather than of the writer."""
    low = folded(sentence)
    return bool(_TO_READERS.search(low)) and not _ANYBODY.search(low)


def salience(sentence: str, topic: str, place: int) -> float:
    """Return how well a sentence says the present difficulty; `place` is its index in the post."""
    low = folded(sentence)
    words = len(low.split())
    feelings = len(FEELING.findall(low))
    if feelings and _OTHERS.search(low):
        feelings = len(emotion_words(sentence))  # "he is angry" is not the writer's feeling
    score = 2.0 * min(2, feelings)
    score += min(3, BY_NAME[topic].score(low)) * 0.9
    score += 2.0 if _I_FEEL.search(low) else 1.0 if _I.search(low) else -1.5
    score += 0.7 if _NOW.search(low) else 0.0
    score -= 0.8 if _THEN.search(low) else 0.0
    score -= 2.5 if _LEANING.match(low) else 0.0
    score -= 2.5 if _CUT_SHORT.match(low) else 0.0
    score -= 3.0 if low.endswith("?") else 0.0
    score -= 3.0 if is_addressed(sentence) else 0.0
    score -= 1.5 if words < 5 else 0.0
    score -= 2.0 if words < 4 and not _I.search(low) else 0.0
    return score - 0.05 * min(place, 20)
