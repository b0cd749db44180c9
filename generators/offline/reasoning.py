"""The supporter's four nodes, by rules: each refers to what was said, and the action decides the strategy."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from ...signatures import Strategy
from .hearing import Heard
from .wording import join_words, to_third_person

# What people tend to believe when they say such things; patterns of automatic thoughts, worded by us.
_BELIEFS: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:my fault|blame myself|guilty|should(?:n't)? have|let (?:\w+ ){1,2}down)\b",
        "that what happened is their own fault",
    ),
    (
        r"\b(?:alone|lonely|nobody|no one|no friends|by myself)\b",
        "that nobody would stay if they showed how they really are",
    ),
    (
        r"\b(?:not good enough|failure|stupid|worthless|useless|loser|ugly|hate myself)\b",
        "that they are worth less than others",
    ),
    (
        r"\b(?:always|never|nothing (?:ever|will|works)|no matter what|every time)\b",
        "that it has always been like this and always will be",
    ),
    (
        r"\b(?:can't|cannot|don't know how|no idea|stuck|trapped|no way)\b",
        "that nothing they could do would make a difference",
    ),
    (
        r"\b(?:worried|worry|afraid|scared|anxious|what if|panic\w*|nervous)\b",
        "that the worst outcome is also the likeliest one",
    ),
    (
        r"\b(?:angry|unfair|hate (?:him|her|them|it)|furious|mad at)\b",
        "that they were treated unjustly and have no say in it",
    ),
    (
        r"\b(?:left me|cheat\w*|lied|broke up|divorce|ignor\w*|leave me|trust)\b",
        "that they were not enough for somebody who mattered",
    ),
    (r"\b(?:everyone else|other people|others|my age|behind)\b", "that everybody else manages what they do not"),
    (r"\b(?:should|supposed to|have to|must|ought)\b", "that they ought to cope better than this"),
    (r"\b(?:tired|exhausted|drained|overwhelmed|too much)\b", "that they have to carry all of it without help"),
    (r"\b(?:died|passed away|loss|lost|miss)\b", "that life cannot be whole again without what is gone"),
)
_BELIEF_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), belief) for pattern, belief in _BELIEFS)
_UNSURE = (
    "that their feelings are too much for other people",
    "that they should be able to deal with this without anybody",
    "that things are slipping out of their hands",
    "that something must be wrong with them for feeling this way",
)
_RELIEF = (
    "that there is a way to carry this after all",
    "that they have more to go on than they thought",
    "that saying it aloud has made it smaller",
)
_THOUGHT_FRAMES = (
    "They may be telling themselves {belief}.",
    "Behind this may be the belief {belief}.",
    "Perhaps they have come to think {belief}.",
    "A thought that would explain the feeling is {belief}.",
    "It sounds as if they assume {belief}.",
)

_SITUATION_FRAMES = (
    "The seeker says that {clause}. {feeling}",
    "By what was said, {clause}. {feeling}",
    "What stands out now is that {clause}. {feeling}",
    "The seeker has just told that {clause}. {feeling}",
)
_REMEMBERED = 4
"""How many earlier clauses are called to mind when the last message says nothing that can be said back."""
_REMEMBERING_FRAMES = (
    "The seeker takes their time; earlier they said that {clause}. {feeling}",
    "Little is new in this message. It still stands that {clause}. {feeling}",
    "Behind this is what they told before, that {clause}. {feeling}",
)
_FELT = (
    "They have named feeling {feelings}.",
    "By their own words they feel {feelings}.",
    "It leaves them {feelings}.",
    "Underneath, they feel {feelings}.",
)
_UNKNOWN = (
    "How this feels to them has not been put into words yet.",
    "What it does to them is still unsaid.",
    "What exactly happened is not clear yet.",
    "It is still open what matters most to them in it.",
)
_OPENING = (
    "The seeker has just opened up; what happened is not known yet. {feeling}",
    "It is the beginning: the seeker wants to talk, and the story is still to come. {feeling}",
)
_LEAVING = (
    "The seeker is taking leave and thanks for the talk; what was heavy seems to have been shared.",
    "The conversation comes to its end: the seeker says goodbye and has been heard.",
    "The seeker is about to go, somewhat lighter by what they say.",
)
_DANGER = (
    "The seeker speaks of danger to their own life or safety; nothing is more important now.",
    "What the seeker just said may mean that they are not safe.",
)

_ACTIONS: dict[Strategy, tuple[str, ...]] = {
    Strategy.QUESTION: (
        "Ask more about {it}, so that the picture becomes clearer to both.",
        "Invite them to tell more about {it}, because too much is still unknown.",
        "Ask an open question about {it}, so that they can put it into their own words.",
    ),
    Strategy.RESTATEMENT: (
        "Say back in fewer words {it}, so that they hear that they were understood.",
        "Sum up what they told about {it} and let them correct it.",
        "Put what was said about {it} into a simpler sentence, so that it can be looked at.",
    ),
    Strategy.REFLECTION: (
        "Name the feeling about {it}, so that it can be felt without shame.",
        "Put a feeling to {it}, and let that stand.",
        "Give the feeling about {it} a name before anything is to be solved.",
    ),
    Strategy.SELF_DISCLOSURE: (
        "Tell briefly of a similar time of one's own, so that they feel less strange about {it}.",
        "Share a moment like theirs, without turning the talk away from {it}.",
    ),
    Strategy.AFFIRMATION: (
        "Point to the strength it takes to live with {it}, to give courage.",
        "Reassure them that their reaction about {it} is human, and value what they have done so far.",
        "Encourage them by naming what they already do well about {it}.",
    ),
    Strategy.SUGGESTION: (
        "Offer one small step about {it} that they could try, and leave the choice to them.",
        "Suggest something manageable about {it} now that the story has been heard.",
        "Propose a way to lighten {it} a little, as an offer and not as advice to be followed.",
    ),
    Strategy.INFORMATION: (
        "Explain something that helps to understand {it}.",
        "Give a fact about what often happens in such times, so that {it} looks less strange.",
    ),
    Strategy.OTHERS: (
        "Stay present and keep the contact warm, without steering.",
        "Keep the conversation going with a few friendly words.",
        "Be with them for a moment and leave room for what comes next.",
    ),
}
_CLOSING_ACTIONS = (
    "Let the conversation close warmly and wish them well.",
    "Say goodbye with care and leave the door open.",
    "Close gently, honouring what they shared.",
)
_SAFETY_ACTIONS = (
    "Put their safety first: say that this is taken seriously and offer real-world help they can reach today.",
    "Keep safety first: stay with what they said, and offer people who can be with them now.",
)
_ACTION_WORDS: tuple[tuple[str, Strategy], ...] = (
    (r"safety first", Strategy.SUGGESTION),
    (r"^(?:ask|invite)\b|\bquestion\b", Strategy.QUESTION),
    (r"say back|sum up|simpler sentence|paraphras|restat", Strategy.RESTATEMENT),
    (r"name the feeling|put a feeling|how .* seems to feel|a name before|reflect", Strategy.REFLECTION),
    (r"similar time|moment like theirs|own experience|disclos", Strategy.SELF_DISCLOSURE),
    (r"strength|reassur|encourag|affirm|courage", Strategy.AFFIRMATION),
    (r"suggest|small step|propose|offer", Strategy.SUGGESTION),
    (r"explain|a fact|inform", Strategy.INFORMATION),
)

# How people word a plan, by what it begins with; ours are among them.
_MEANT = tuple(
    (re.compile(pattern, re.IGNORECASE), strategy)
    for pattern, strategy in (
        (r".*\b(?:of my own|of one's own|when I was|similar experience)\b", Strategy.SELF_DISCLOSURE),
        (
            r"(?:close|say good|take leave|part|stay|keep|be with|let .* (?:go|close)|wish (?:him|her|them))\b",
            Strategy.OTHERS,
        ),
        (r"(?:name|reflect|put a feeling|(?:give|put) .*\ba name|show that I (?:see|hear))\b", Strategy.REFLECTION),
        (r"(?:sum|repeat|restate|paraphrase|say .*\bback|put .*(?:\bsentence|\bside by side))\b", Strategy.RESTATEMENT),
        (r"(?:point|praise|affirm|reassure|encourage|value|credit|show (?:him|her|them))\b", Strategy.AFFIRMATION),
        (r"(?:explain|inform|answer|(?:give|tell) .*\b(?:facts?|known|information|how))\b", Strategy.INFORMATION),
        (r"(?:suggest|offer|propose|recommend)\b", Strategy.SUGGESTION),
        (r"(?:\w+ ){0,10}ask\b", Strategy.QUESTION),
    )
)


def situation(heard: Heard, rng: random.Random) -> str:
    """Return the appraisal: what was said last, and the feelings named so far."""
    if heard.danger:
        return by_turns(_DANGER, heard, rng)
    if heard.leaving:
        return by_turns(_LEAVING, heard, rng)
    feeling = (
        rng.choice(_FELT).format(feelings=join_words(heard.feelings[:2])) if heard.feelings else rng.choice(_UNKNOWN)
    )
    if heard.clauses:
        return by_turns(_SITUATION_FRAMES, heard, rng).format(clause=to_third_person(heard.clauses[0]), feeling=feeling)
    if heard.earlier:
        before = rng.choice(heard.earlier[:_REMEMBERED])
        return by_turns(_REMEMBERING_FRAMES, heard, rng).format(clause=to_third_person(before), feeling=feeling)
    return by_turns(_OPENING, heard, rng).format(feeling=feeling)


def thought(heard: Heard, rng: random.Random) -> str:
    """Return a guess at the belief behind the feeling, taken from how the seeker speaks, the latest words first."""
    believed = belief(heard, rng)
    return by_turns(_THOUGHT_FRAMES, heard, rng).format(belief=believed)


def belief(heard: Heard, rng: random.Random) -> str:
    """Return what the seeker may believe, as a clause that begins with "that"."""
    if heard.leaving:
        return rng.choice(_RELIEF)
    spoken = " ".join(heard.messages[-3:][::-1])
    found = [believed for pattern, believed in _BELIEF_PATTERNS if pattern.search(spoken)]
    return found[rng.randrange(min(2, len(found)))] if found else rng.choice(_UNSURE)


def action(heard: Heard, strategy: Strategy, rng: random.Random) -> str:
    """Return what the next message will do, and why."""
    if heard.danger:
        return by_turns(_SAFETY_ACTIONS, heard, rng)
    if heard.leaving:
        return by_turns(_CLOSING_ACTIONS, heard, rng)
    return by_turns(_ACTIONS[strategy], heard, rng).format(it=_topic(heard))


def strategy_of(planned: str) -> Strategy | None:
    """Return the strategy that carries out a planned action, by its words; None when they do not tell."""
    for pattern, strategy in _ACTION_WORDS:
        if re.search(pattern, planned, re.IGNORECASE):
            return strategy
    return None


def strategy_meant(planned: str) -> Strategy | None:
    """Return the strategy of a plan that somebody else worded, in a demonstration; None when it does not tell."""
    found = (strategy for pattern, strategy in _MEANT if pattern.match(planned))
    return next(found, None) or strategy_of(planned)


def by_turns(bank: Sequence[str], heard: Heard, rng: random.Random) -> str:
    """Return an entry of a bank of at least two: by turns one of its even and one of its odd entries, so that no reply
    repeats the one before, which a node does not see.
    """
    return rng.choice(bank[len(heard.messages) % 2 :: 2])


def _topic(heard: Heard) -> str:
    if heard.people and any(person in heard.last.lower() for person in heard.people):
        return f"what goes on with their {heard.people[0]}"
    if heard.feelings:
        return f"what makes them feel {heard.feelings[0]}"
    return "what they told"
