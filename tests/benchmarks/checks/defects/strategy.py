"""Strategies that stand still, do not exist, or are named and not carried out."""

from __future__ import annotations

import random
from collections.abc import Mapping

from socialsim.signatures import ESCONV, Reasoning, Strategy, Turn

from ..sources import Source
from .planting import Defect, Degree, Spoilt, Spot, in_turn, of_whole

_NAMED = [name for name in ESCONV.names if name != Strategy.OTHERS]


@of_whole("strategy_run", needs=("strategy",))
def repeats_one_strategy(source: Source, rng: random.Random) -> Spoilt | None:
    places = _supporters(source.turns)
    length, degree = _RUNS[rng.randrange(len(_RUNS))]
    if len(places) < length:
        return None
    start = rng.randint(0, len(places) - length)
    strategy = rng.choice(_NAMED)
    run = set(places[start : start + length])
    return Spoilt(_with(source.turns, dict.fromkeys(run, strategy)), degree)


_RUNS: tuple[tuple[int, Degree], ...] = ((10, "obvious"), (8, "plain"), (7, "subtle"))


@of_whole("strategy_monotony", needs=("strategy",))
def knows_one_strategy(source: Source, rng: random.Random) -> Spoilt | None:
    places = _supporters(source.turns)
    share, degree = _SHARES[rng.randrange(len(_SHARES))]
    chosen = rng.sample(places, round(share * len(places)))
    strategy = rng.choice(_NAMED)
    others = [place for place in places if place not in chosen]
    labels = dict.fromkeys(chosen, strategy) | {place: rng.choice(ESCONV.names) for place in others}
    return Spoilt(_with(source.turns, labels), degree)


_SHARES: tuple[tuple[float, Degree], ...] = ((1.0, "obvious"), (0.92, "plain"), (0.85, "subtle"))

_UNKNOWN: tuple[tuple[str, Degree], ...] = (
    ("Empathic Listening", "obvious"),
    ("Humor", "obvious"),
    ("Cognitive restructuring", "obvious"),
    ("N/A", "obvious"),
    ("1", "obvious"),
    ("Small talk", "obvious"),
    ("Validation", "plain"),
    ("Clarification", "plain"),
    ("Offer Hope", "plain"),
    ("Direct Guidance", "plain"),
    ("Reassurance", "plain"),
    ("Question, Reflection of feelings", "plain"),
    ("Questions", "subtle"),
    ("Reflection", "subtle"),
    ("Other", "subtle"),
    ("Providing Suggestion", "subtle"),
)


@in_turn("unknown_strategy", "supporter", needs=("strategy",), simulated=True)
def invents_a_strategy(spot: Spot, rng: random.Random) -> Defect | None:
    label, degree = rng.choice(_UNKNOWN)
    return spot.thought(degree, strategy=label)


_INSTEAD: Mapping[str, tuple[tuple[str, Degree], ...]] = {
    Strategy.QUESTION: (
        ("That sounds really hard.", "obvious"),
        ("You could go for a walk this evening.", "obvious"),
        ("I'm so sorry you have to go through this.", "plain"),
        ("Many people feel like this in winter.", "plain"),
        ("I understand what you mean.", "subtle"),
    ),
    Strategy.RESTATEMENT: (
        ("Have you ever tried yoga?", "obvious"),
        ("You should call them tomorrow morning.", "obvious"),
        ("I once had the same problem with my landlord.", "plain"),
        ("There are hotlines and groups for this.", "plain"),
    ),
    Strategy.REFLECTION: (
        ("Go to the gym three times a week.", "obvious"),
        ("What time do you usually get up?", "obvious"),
        ("There is a website that lists local groups.", "plain"),
        ("My cousin works at a bank too.", "plain"),
    ),
    Strategy.SELF_DISCLOSURE: (
        ("How old are your children?", "obvious"),
        ("You should talk to your manager.", "obvious"),
        ("That must be so painful for you.", "plain"),
        ("Most people get over such things in a year.", "plain"),
        ("You are doing really well.", "subtle"),
    ),
    Strategy.AFFIRMATION: (
        ("Where do you live?", "obvious"),
        ("What did your teacher say?", "obvious"),
        ("A therapist costs about a hundred dollars an hour.", "plain"),
        ("So you lost your keys and then the bus left.", "plain"),
    ),
    Strategy.SUGGESTION: (
        ("What do you think about all this?", "obvious"),
        ("I feel sorry for you.", "obvious"),
        ("When did it start?", "obvious"),
        ("That sounds terrible.", "plain"),
        ("I know how that feels, it was the same for me.", "plain"),
    ),
    Strategy.INFORMATION: (
        ("I'm so sorry.", "obvious"),
        ("How do you feel today?", "obvious"),
        ("Poor you.", "plain"),
        ("Oh no, that's awful.", "plain"),
    ),
}


@in_turn("strategy_not_done", "supporter", needs=("strategy",))
def does_something_else(spot: Spot, rng: random.Random) -> Defect | None:
    strategy = rng.choice(_NAMED)
    text, degree = rng.choice(_INSTEAD[strategy])
    known = (spot.turn.reasoning or Reasoning()).model_copy(update={"strategy": strategy})
    return Defect(Turn(speaker="supporter", text=text, reasoning=known), degree)


@of_whole("strategies_not_done", needs=("strategy",))
def never_does_what_it_says(source: Source, rng: random.Random) -> Spoilt | None:
    share, degree = _NOT_DONE[rng.randrange(len(_NOT_DONE))]
    turns = list(source.turns)
    places = _supporters(source.turns)
    for place in rng.sample(places, round(share * len(places))):
        strategy = rng.choice(_NAMED)
        known = (turns[place].reasoning or Reasoning()).model_copy(update={"strategy": strategy})
        turns[place] = Turn(speaker="supporter", text=rng.choice(_INSTEAD[strategy])[0], reasoning=known)
    return Spoilt(tuple(turns), degree)


_NOT_DONE: tuple[tuple[float, Degree], ...] = ((1.0, "obvious"), (0.9, "plain"), (0.8, "subtle"))


def _supporters(turns: tuple[Turn, ...]) -> list[int]:
    return [place for place, turn in enumerate(turns) if turn.speaker == "supporter"]


def _with(turns: tuple[Turn, ...], strategies: Mapping[int, str]) -> tuple[Turn, ...]:
    changed = list(turns)
    for place, strategy in strategies.items():
        known = changed[place].reasoning or Reasoning()
        changed[place] = changed[place].model_copy(
            update={"reasoning": known.model_copy(update={"strategy": str(strategy)})}
        )
    return tuple(changed)
