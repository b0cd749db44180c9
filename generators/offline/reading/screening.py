"""Whether a post can become a conversation: who speaks, about whose life, and whether one can tell what is wrong.

Distress, crude words and thoughts of suicide never count against a post; being an advert, a call for participants, a
lesson to others, a piece of news or a bare sigh does.
"""

from __future__ import annotations

from dataclasses import dataclass

from .languages import language
from .lexicon import FEELING, FIRST_PERSON
from .post_text import folded, plain
from .screening_words import (
    ADVERT,
    ADVISING,
    ASKED_TO_JOIN,
    ASKING,
    DONATIONS,
    ENOUGH_WORDS,
    FILLERS,
    GENERAL,
    HARDSHIP,
    IMPERATIVE,
    INCLUDED,
    INVITING,
    LIST_OF_TIPS,
    MODERATION,
    MY_OWN,
    MYSELF,
    NEWS,
    OTHERS_ONLY,
    OWN_STAKE,
    PLEADS,
    RECOVERED,
    RECRUITING,
    SECOND_PERSON,
    VAGUE,
    VAGUE_WORDS,
    WORD,
)
from .topics import classify


@dataclass(frozen=True)
class Screening:
    """What screening says about one post; it is usable when the three flags are true."""

    seeks_help: bool
    about_self: bool
    enough_detail: bool
    language: str
    reason: str

    @property
    def usable(self) -> bool:
        return self.seeks_help and self.about_self and self.enough_detail


_STORY_WORDS = 15
"""Words from which a post about oneself is taken to tell of something, though no list has its words."""
_LONG_STORY = 60
_GOSSIP_SHARE = 0.03
"""Share of words like "I" and "my" below which a long story without a question is about others."""
_OWN_SHARE = 0.05
"""Share of words like "I" and "my" from which a post is about oneself; gossip has less."""


def screen(post: str) -> Screening:
    """Return whether the post can become a conversation and, in one short sentence, why."""
    text = plain(post)
    code = language(text)
    if code != "en":
        return Screening(False, False, False, code, f"The post is in '{code}' and the offline rules read English only.")
    not_a_plea = _not_a_plea(text)
    if not_a_plea:
        return Screening(False, False, True, code, not_a_plea)
    difficulty = _difficulty(text)
    own = _about_self(text)
    words = [word.lower() for word in WORD.findall(text)]
    substance = [word for word in words if word not in FILLERS]
    enough = bool(difficulty) and len(words) >= ENOUGH_WORDS and len(substance) >= 2
    seeks = bool(ASKING.search(text)) or bool(difficulty and own)
    return Screening(seeks, own, enough, code, _reason(seeks, own, enough, difficulty))


def _reason(seeks: bool, own: bool, enough: bool, difficulty: str) -> str:
    if not own:
        return "The post is not about a difficulty in the writer's own life."
    if not enough:
        return "The post says too little to tell what the difficulty is."
    if not seeks:
        return "The writer tells something without asking for help or wanting to be heard."
    return f"The writer seeks help with a difficulty of their own ({difficulty})."


def _not_a_plea(text: str) -> str:
    """Return why the post is something else altogether, "" when it may be a plea."""
    own_words, your_words = len(FIRST_PERSON.findall(text)), len(SECOND_PERSON.findall(text))
    own_trouble = own_words >= 3 and len(FEELING.findall(folded(text))) >= 2
    adverts = len(ADVERT.findall(text))
    if adverts >= 3 or (adverts >= (2 if own_trouble else 1) and not (own_trouble and "?" in text)):
        return "The post advertises something."
    if DONATIONS.search(text) and own_words <= 3:
        return "The post asks for donations for somebody else."
    if own_words <= 2 and your_words >= 5 and len(INCLUDED.findall(text)) == 0:
        return "The post speaks to its readers, not of the writer."
    if MODERATION.search(text) and not own_trouble:
        return "The post is a notice from those who run a forum."
    if RECRUITING.search(text) and len(ASKED_TO_JOIN.findall(text)) >= 2 and INVITING.search(text):
        return "The post looks for participants or interviewees."
    if own_words <= 1 and len(NEWS.findall(text)) >= 1:
        return "The post is news or general knowledge."
    advice, orders = len(ADVISING.findall(text)), len(IMPERATIVE.findall(text))
    if LIST_OF_TIPS.match(text):
        return "The post gives advice to others."
    if "?" not in text and your_words + orders > 1.2 * own_words and (advice >= 1 or orders >= 2) and not own_trouble:
        return "The post gives advice to others."
    if "?" not in text and advice >= 1 and your_words >= 1 and RECOVERED.search(text):
        return "The post gives advice to others."
    if advice + orders >= 4 and your_words > 2 * own_words and your_words >= 5:
        return "The post gives advice to others."
    return ""


def _difficulty(text: str) -> str:
    """Return the name of the difficulty the post tells of, "" when none can be made out."""
    found = classify(text)
    if found.stated:
        return found.topic
    if FEELING.search(folded(text)) or HARDSHIP.search(folded(text)):
        return "distress"
    words = len(WORD.findall(text))
    if VAGUE.search(text) and words >= VAGUE_WORDS:
        return "a question about their own life"
    if words >= _STORY_WORDS and len(FIRST_PERSON.findall(text)) >= _OWN_SHARE * words:
        return "something in their own life"
    return ""


def _about_self(text: str) -> bool:
    words, own = len(WORD.findall(text)), len(FIRST_PERSON.findall(text))
    if words >= _LONG_STORY and own < _GOSSIP_SHARE * words and "?" not in text:
        return False
    if FIRST_PERSON.search(text):
        asks_for_kin = bool(MY_OWN.search(text)) and bool(PLEADS.search(text))
        return bool(MYSELF.search(text)) or asks_for_kin or not OTHERS_ONLY.search(text)
    if INCLUDED.search(text):
        return True
    if GENERAL.match(text) and not FEELING.search(folded(text)):
        return False
    if OTHERS_ONLY.search(text) and not OWN_STAKE.search(text):
        return False
    # No "I" at all: "Lonely and tired" speaks of the writer, "What skills does a counselor need?" does not.
    return not GENERAL.match(text)
