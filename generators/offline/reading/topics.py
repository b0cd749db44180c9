"""What a post is about: some forty kinds of problem, and which of them the words of a post speak for.

The kinds are ESConv's problem types (ongoing depression, job crisis, breakup with partner, ...) and those that
help-seeking forums add to them. A table of words is crude but can be read, argued about and corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .post_text import folded
from .topics_hurt import HURT
from .topics_life import LIFE
from .topics_mind import MIND

# From the particular to the general: of two topics with the same score the one named first wins.
TOPICS = (*HURT, *LIFE, *MIND)
BY_NAME = {topic.name: topic for topic in TOPICS}
_BEGINNING, _END = 700, 300
_SENTENCE_END = re.compile(r"[.!?\n]")
_OF_ADULTS = {"issues with children", "marriage problems", "work stress", "job crisis", "caregiving"}
DEFAULT = "ongoing depression"
"""The topic named when no word decides: the commonest one of the corpora in view."""


@dataclass(frozen=True)
class Classified:
    """`stated` is False where words of the post did not decide."""

    topic: str
    subtopic: str
    stated: bool
    subtopic_stated: bool
    score: int


def classify(text: str, *, minor: bool = False) -> Classified:
    """Return the topic that the words of `text` speak for most; a word of its first sentence counts once more.

    A minor's post is not about their marriage, job or children, whatever its words.
    """
    text = folded(text)
    if len(text) > _BEGINNING + _END:  # a long post says what it is about before and after the story
        text = f"{text[:_BEGINNING]}\n{text[-_END:]}"
    head = _SENTENCE_END.split(text, maxsplit=1)[0][:150]
    best, best_score = BY_NAME[DEFAULT], 0
    topics = [topic for topic in TOPICS if not (minor and topic.name in _OF_ADULTS)]
    strong = {topic.name: topic.strong_words(text) for topic in topics}
    decided = any(strong.values())
    for topic in topics:
        if decided and not strong[topic.name]:
            continue
        score = strong[topic.name] + topic.weak_words(text)
        if decided:
            # What a post begins with is what it is about.
            score += min(3, topic.score(head))
        if score > max(1, best_score):
            best, best_score = topic, score
    subtopic, narrowed = best.narrowed(text)
    return Classified(best.name, subtopic, decided, narrowed and decided, best_score)
