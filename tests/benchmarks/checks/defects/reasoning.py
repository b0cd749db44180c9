"""Thoughts that are none, are somebody else's, or lead nowhere. Planted in offline dialogues, which have thoughts."""

from __future__ import annotations

import random
from collections.abc import Mapping

from socialsim.programs.checks.reading.text import content
from socialsim.signatures import NODES, Reasoning, Strategy

from .planting import Defect, Degree, Spot, in_turn

_NODES = ("situation", "thought", "action")

_EMPTY: tuple[tuple[str, Degree], ...] = (
    ("", "obvious"),
    (" ", "obvious"),
    ("n/a", "obvious"),
    ("N/A", "obvious"),
    ("none", "obvious"),
    ("None.", "obvious"),
    ("-", "obvious"),
    ("…", "obvious"),
    ("...", "obvious"),
    ("null", "plain"),
    ("not applicable", "plain"),
    ("(none)", "plain"),
    ("Nothing.", "plain"),
    ("[empty]", "plain"),
    ("TBD", "subtle"),
    ("?", "plain"),
    ("same as above", "subtle"),
    ("No thought.", "subtle"),
)


@in_turn("node_empty", "supporter", needs=("reasoning",))
def thinks_nothing(spot: Spot, rng: random.Random) -> Defect | None:
    text, degree = rng.choice(_EMPTY)
    return spot.thought(degree, **{rng.choice(_NODES): text})


@in_turn("node_copied", "supporter", needs=("reasoning",))
def copies_a_thought(spot: Spot, rng: random.Random) -> Defect | None:
    known = _reasoning(spot).steps()
    to, source = rng.sample(_NODES, 2)
    instruction = " ".join(NODES[to].instructions.split("\n", 1)[-1].split())
    forms: tuple[tuple[str, Degree], ...] = (
        (known[source], "obvious"),
        (known[source], "obvious"),
        (spot.turn.text, "obvious"),
        (instruction, "obvious"),
        (known[source].rstrip(".") + "!", "plain"),
        (known[source].upper(), "plain"),
        (f'"{spot.turn.text}"', "plain"),
        (NODES[to].output_fields[to].json_schema_extra["desc"], "plain"),
        (instruction.split(". ")[0] + ".", "plain"),
        (f"I will say: {spot.turn.text}", "subtle"),
        (f"So, {known[source][:1].lower()}{known[source][1:]}", "subtle"),
        (f"{to.capitalize()}: {known[source]}", "subtle"),
    )
    text, degree = rng.choice(forms)
    return spot.thought(degree, **{to: text})


@in_turn("node_stale", "supporter", needs=("reasoning",))
def thinks_the_same_again(spot: Spot, rng: random.Random) -> Defect | None:
    before = [turn.reasoning for turn in spot.before if turn.speaker == "supporter" and turn.reasoning]
    if not before:
        return None
    count = rng.randint(1, 3)
    known = before[-1].steps()
    nodes = rng.sample(_NODES, count)
    degree: Degree = {1: "subtle", 2: "plain", 3: "obvious"}[count]  # type: ignore[assignment]
    return spot.thought(degree, **{node: known[node] for node in nodes})


_ELSEWHERE: tuple[tuple[str, Degree], ...] = (
    ("The seeker cannot connect their printer to the network.", "obvious"),
    ("The seeker is looking for a recipe for sourdough bread.", "obvious"),
    ("They want to know which laptop has the best battery.", "obvious"),
    ("The user asks for directions to the railway museum.", "obvious"),
    ("The seeker has won a chess tournament in Norway and is proud of the trophy.", "obvious"),
    ("They are planning a cruise around Antarctica with penguins and icebergs.", "obvious"),
    ("The seeker's orchestra has lost its cello section shortly before the premiere.", "plain"),
    ("The seeker fears that their tomato harvest will fail because of the drought.", "plain"),
    ("They believe that their landlord is raising the rent to evict them from the flat.", "plain"),
    ("The seeker was denied boarding at an airport and missed a conference.", "plain"),
    ("They worry that their violin exam was graded unfairly by the jury.", "plain"),
    ("The seeker's visa application has been rejected by the embassy.", "plain"),
    ("The seeker has a toothache and dreads the dentist's drill.", "subtle"),
    ("They think that their team lost the football match due to their penalty kick.", "subtle"),
)


@in_turn("node_off_topic", "supporter", needs=("reasoning",))
def thinks_of_something_else(spot: Spot, rng: random.Random) -> Defect | None:
    said = content(spot.said())
    common = content("seeker user believe fear worry think plan ask look")
    free = [(text, degree) for text, degree in _ELSEWHERE if not (content(text) - common) & said]
    if not spot.before or not free:
        return None
    text, degree = rng.choice(free)
    return spot.thought(degree, **{rng.choice(("situation", "situation", "thought")): text})


_PLANS: Mapping[str, tuple[tuple[str, Degree], ...]] = {
    Strategy.QUESTION: (
        ("Ask them to tell more about what happened.", "obvious"),
        ("Ask an open question about how it began.", "obvious"),
        ("I will ask when they feel it the most, to understand better.", "plain"),
        ("Invite them to tell more, because too much is still unknown.", "subtle"),
        ("Find out who knows about it by asking.", "plain"),
    ),
    Strategy.SELF_DISCLOSURE: (
        ("Share a similar experience of my own, so that they feel less alone.", "obvious"),
        ("Tell briefly of a time when I went through the same.", "plain"),
        ("Disclose something of my own life that resembles this.", "plain"),
    ),
    Strategy.SUGGESTION: (
        ("Suggest one small step they could take this week.", "obvious"),
        ("Offer a few suggestions for the evening.", "obvious"),
        ("Recommend a breathing exercise they can try.", "plain"),
        ("Propose something practical they might do.", "plain"),
    ),
    Strategy.INFORMATION: (
        ("Inform them about support groups and how they work.", "obvious"),
        ("Give facts about how common this is.", "plain"),
        ("Explain what is known about grief.", "subtle"),
    ),
    Strategy.AFFIRMATION: (
        ("Affirm their strengths and reassure them that they can do it.", "obvious"),
        ("Encourage them and praise what they have managed.", "plain"),
        ("Reassure them that their effort counts.", "plain"),
    ),
    Strategy.REFLECTION: (
        ("Reflect the feeling back to them and name it.", "obvious"),
        ("Name the sadness that they seem to feel.", "plain"),
        ("Put into words how hurt they sound.", "subtle"),
    ),
    Strategy.RESTATEMENT: (
        ("Paraphrase what they said to check that I understood it.", "obvious"),
        ("Restate the problem in my own words.", "obvious"),
        ("Summarise what has been said so far.", "plain"),
    ),
}
_AT_ODDS: Mapping[str, tuple[str, ...]] = {
    Strategy.QUESTION: (Strategy.SUGGESTION, Strategy.SELF_DISCLOSURE, Strategy.INFORMATION, Strategy.AFFIRMATION),
    Strategy.SELF_DISCLOSURE: (Strategy.QUESTION, Strategy.SUGGESTION, Strategy.INFORMATION, Strategy.RESTATEMENT),
    Strategy.SUGGESTION: (Strategy.QUESTION, Strategy.REFLECTION, Strategy.SELF_DISCLOSURE, Strategy.RESTATEMENT),
    Strategy.INFORMATION: (Strategy.QUESTION, Strategy.SELF_DISCLOSURE, Strategy.REFLECTION, Strategy.RESTATEMENT),
    Strategy.AFFIRMATION: (Strategy.QUESTION, Strategy.SUGGESTION, Strategy.SELF_DISCLOSURE, Strategy.INFORMATION),
    Strategy.REFLECTION: (Strategy.QUESTION, Strategy.SUGGESTION, Strategy.INFORMATION, Strategy.SELF_DISCLOSURE),
    Strategy.RESTATEMENT: (Strategy.SUGGESTION, Strategy.SELF_DISCLOSURE, Strategy.INFORMATION, Strategy.AFFIRMATION),
}
"""Strategy of a plan → strategies that nobody could mean by it."""


@in_turn("action_strategy_conflict", "supporter", needs=("reasoning",))
def chooses_against_the_plan(spot: Spot, rng: random.Random) -> Defect | None:
    planned = rng.choice(list(_PLANS))
    action, degree = rng.choice(_PLANS[planned])
    return spot.thought(degree, action=action, strategy=str(rng.choice(_AT_ODDS[planned])))


_UNDONE: Mapping[str, tuple[str, ...]] = {
    Strategy.QUESTION: ("You have been very brave today.", "That is how it goes sometimes.", "I'm with you in this."),
    Strategy.SELF_DISCLOSURE: ("When did you notice it first?", "You could rest a little more.", "Who else knows?"),
    Strategy.SUGGESTION: ("How long have you felt like this?", "That sounds so painful.", "Where did that happen?"),
    Strategy.INFORMATION: ("What would you like instead?", "I feel for you.", "Did you sleep at all last night?"),
    Strategy.AFFIRMATION: ("What did they answer?", "Which day was that?", "How many people were there?"),
    Strategy.REFLECTION: ("You could open a window.", "What did you have for lunch?", "Try to write it all down."),
    Strategy.RESTATEMENT: ("Go for a swim tomorrow.", "I once missed a train.", "There are books about it."),
}


@in_turn("plan_not_followed", "supporter", needs=("reasoning",))
def does_not_follow_the_plan(spot: Spot, rng: random.Random) -> Defect | None:
    planned = rng.choice(list(_PLANS))
    action, degree = rng.choice(_PLANS[planned])
    defect = spot.thought(degree, action=action, strategy=str(planned))
    return Defect(defect.turn.model_copy(update={"text": rng.choice(_UNDONE[planned])}), degree)


def _reasoning(spot: Spot) -> Reasoning:
    if spot.turn.reasoning is None:
        raise ValueError("planted in a turn without thoughts")
    return spot.turn.reasoning
