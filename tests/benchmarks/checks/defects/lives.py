"""The seeker's story is another than the persona's: what happened, and what is hoped for."""

from __future__ import annotations

import random
import re

from socialsim.programs.checks.reading.text import content

from .persona import persona_of, said
from .planting import Defect, Spot, Wordings, in_turn, pick

_RELATION = (
    r"mother|mom|mum|father|dad|brother|sister|son|daughter|husband|wife|grandmother|grandma|grandfather|grandpa|"
    r"aunt|uncle|best friend|friend|boyfriend|girlfriend|dog|cat"
)
_DEATH = re.compile(
    rf"my (?:\w+ )?({_RELATION})\b(?:\s+\w+)? (?:died|passed|has died|has passed|was killed)|"
    rf"(?:lost|death of|loss of) my (?:\w+ )?({_RELATION})\b",
    re.IGNORECASE,
)
_BREAKUP = re.compile(r"\b(?:broke up|break-?up|breaking up|divorc\w+|left me|separated|dumped|my ex\b|ex-\w+)", re.I)
_JOB_LOSS = re.compile(r"\b(?:lost my job|laid off|got fired|was fired|let go|losing my job)\b", re.I)
_PARTNER = re.compile(r"\b(husband|wife|boyfriend|girlfriend|partner|fianc\w+)\b")
_CHILD = re.compile(r"\b(?:child|children|son|daughter|stepchild|baby)\b")
_CONCRETE = re.compile(rf"^(?:{_RELATION}|boss|partner|teacher|roommate)$")

_ALIVE: Wordings = {
    "obvious": (
        "My {who} is fine, we talked on the phone yesterday.",
        "My {who} didn't die.",
        "It wasn't my {who} who died, it was my {other}.",
        "Nobody has died.",
    ),
    "plain": (
        "My {who} is coming over for dinner tonight.",
        "My {other} is the one who passed away.",
        "My {who} is alive and well.",
        "I still see my {who} every day.",
    ),
    "subtle": ("I'll ask my {who} about it when we meet tonight.", "I miss my {other} so much since the funeral."),
}
_TOGETHER: Wordings = {
    "obvious": ("We never broke up.", "We are still together and very happy.", "There was no breakup at all."),
    "plain": (
        "I've never been in a relationship.",
        "I'm happily married, nobody has left me.",
        "My partner and I have never been closer than now.",
    ),
    "subtle": ("I've always been single, so there is nobody to lose.", "We're celebrating our anniversary tonight."),
}
_EMPLOYED: Wordings = {
    "obvious": ("I never lost my job.", "I still have my job.", "Nobody fired me."),
    "plain": ("I just got promoted at work.", "My job is safe, that was never the issue."),
    "subtle": ("My boss gave me a raise this morning, work is going great.", "I love my job and I'm staying there."),
}
_SINGLE: Wordings = {
    "obvious": ("I'm single.", "I don't have a {who}.", "I've never had a {who}."),
    "plain": ("I've never been in a relationship.", "I'm not seeing anyone and never have."),
    "subtle": ("There is nobody in my life that way.", "I've been single for as long as I can remember."),
}
_CHILDLESS: Wordings = {
    "obvious": ("I don't have any children.", "I don't have kids."),
    "plain": ("I never had kids of my own.", "I'm childless, by the way."),
    "subtle": ("I've always wondered what it would be like to have a child.",),
}
_SOMEBODY_ELSE: Wordings = {
    "obvious": (
        "It's my {other}, not my {who}, that all of this is about.",
        "My {who} has nothing to do with it, it was my {other}.",
        "I never said it was my {who}, it's about my {other}.",
    ),
    "plain": ("It was my {other} who did all of that to me.", "This is about my {other}, nobody else."),
    "subtle": ("I get along perfectly with my {who}, there has never been a problem.",),
}
_NOTHING: Wordings = {
    "plain": (
        "Actually everything is going great in my life, there is no problem at all.",
        "I made up everything I told you.",
        "What I told you never happened.",
    ),
    "subtle": ("I can't complain, nothing bad has ever happened to me.", "None of that is true, by the way."),
}
_OTHERS = ("uncle", "cousin", "neighbour", "grandfather", "aunt")


@in_turn("event_contradicted", "seeker", needs=("persona",))
def another_event(spot: Spot, rng: random.Random) -> Defect | None:
    persona = persona_of(spot)
    told = f"{persona.situation} {persona.event.description}"
    people = [name.strip().casefold() for name in persona.event.participants.split(",")]
    known = [name for name in people if _CONCRETE.match(name)]
    options: list[tuple[Wordings, str]] = []
    if died := _DEATH.search(told):
        options += [(_ALIVE, (died[1] or died[2]).casefold())] * 4
    if _JOB_LOSS.search(told):
        options += [(_EMPLOYED, "")] * 4
    if _BREAKUP.search(told):
        options += [(_TOGETHER, "")] * 4
    elif partner := next(filter(_PARTNER.fullmatch, people), None):
        options += [(_SINGLE, partner)] * 3
    if any(map(_CHILD.search, people)):
        options += [(_CHILDLESS, "")] * 3
    if known and (len(people) == 1 or told.casefold().count(known[0]) > 1):
        options += [(_SOMEBODY_ELSE, known[0])] * 3
    if not options:
        return None
    wordings, who = rng.choice([*options, (_NOTHING, "")])
    text, degree = pick(rng, wordings)
    other = rng.choice([name for name in _OTHERS if name not in people])
    return said(spot, rng, degree, text.format(who=who, other=other))


_GOAL = re.compile(r"^I (?:want|hope|would like|need|wish|'d like) to (.+?)[.!]*$", re.IGNORECASE)
_NO_GOAL: Wordings = {
    "obvious": (
        "I don't want to {goal}.",
        "I do not want to {goal}.",
        "I never wanted to {goal}.",
        "I'm not here to {goal}.",
    ),
    "plain": (
        "I have no wish to {goal}.",
        "I'm not interested in any of that, I don't need to {goal}.",
        "I couldn't care less whether I {goal}.",
        "Why would I want to {goal}? I don't.",
    ),
    "subtle": ("To {goal} is the last thing I'm after.", "There's no point, I gave up trying to {goal}."),
}
_NO_ADVICE: Wordings = {
    "obvious": (
        "I don't want advice.",
        "I don't want any advice from you.",
        "Please don't tell me what to do.",
        "I'm not looking for advice or solutions.",
    ),
    "plain": (
        "Advice is the last thing I want.",
        "Stop giving me suggestions, that's not why I'm here.",
        "I never asked for advice.",
        "I don't need tips on this.",
        "I'm not asking how to solve it.",
    ),
    "subtle": (
        "I'd rather you kept your ideas to yourself.",
        "I have no interest in changing anything about it.",
        "There's nothing anyone could tell me that I want to know.",
    ),
}
_ADVICE = re.compile(
    r"\b(?:advice|suggest\w*|tips|how (?:to|do|can|should)|what (?:to|I (?:can|should|could))|help)\b", re.IGNORECASE
)


@in_turn("goal_contradicted", "seeker", needs=("persona",))
def another_goal(spot: Spot, rng: random.Random) -> Defect | None:
    hoped = persona_of(spot).goals_and_expectations
    first = re.split(r"(?<=[.!?])\s+", hoped)[0]
    options: list[tuple[Wordings, str]] = []
    if _ADVICE.search(hoped):
        options.append((_NO_ADVICE, ""))
    if (stated := _GOAL.match(first)) and len(stated[1].split()) <= 14 and len(content(stated[1])) > 1:
        options.append((_NO_GOAL, stated[1]))
    if not options:
        return None
    wordings, goal = rng.choice(options)
    text, degree = pick(rng, wordings)
    return said(spot, rng, degree, text.format(goal=goal))
