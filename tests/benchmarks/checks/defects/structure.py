"""The dialogue as a whole has not the form of a conversation."""

from __future__ import annotations

import random
import re
from itertools import chain, cycle, islice

from socialsim.signatures import Reasoning, Speaker, StopReason, Turn

from ..sources import Source
from .planting import Degree, Spoilt, Wordings, as_typed, of_whole, pick

_CLOSING = re.compile(
    r"\b(?:thank\w*|thx|ty|bye|goodbye|good ?night|take care|welcome|good luck|best of luck|have a|glad|helped|helpful|"
    r"appreciate\w*|talk (?:to you )?(?:soon|later)|gotta go|have to go|need to go|all the best|cheers|better|lighter|"
    r"easier|clearer|idea|my best|great|good plan|smaller|relie\w+|hope\w*|try (?:that|it|this))\b",
    re.IGNORECASE,
)


@of_whole("not_alternating", simulated=True)
def speaks_twice(source: Source, rng: random.Random) -> Spoilt | None:
    turns = list(source.alternating)
    at = rng.randrange(2, len(turns) - 2)
    degree: Degree = rng.choice(("obvious", "plain", "subtle"))
    match degree:
        case "obvious":  # three in a row
            speaker = turns[at].speaker
            more = [turn for turn in source.others[0].turns if turn.speaker == speaker][:2]
            return Spoilt((*turns[: at + 1], *more, *turns[at + 1 :]), degree)
        case "plain":  # an answer is missing
            return Spoilt((*turns[:at], *turns[at + 1 :]), degree)
        case _:  # one turn in two messages, at the end
            text = turns[-1].text
            last = turns[-1].model_copy(update={"text": "Take good care of yourself."})
            return Spoilt((*turns[:-1], turns[-1].model_copy(update={"text": text}), last), "subtle")


@of_whole("too_short")
def stops_at_once(source: Source, rng: random.Random) -> Spoilt | None:
    turns = source.alternating if not source.human else source.turns
    runs = 0
    keep, degree = rng.choice(((2, "obvious"), (4, "plain"), (6, "subtle")))
    for place, turn in enumerate(turns):
        runs += place == 0 or turn.speaker != turns[place - 1].speaker
        if runs > keep:
            return Spoilt(turns[:place], degree)  # type: ignore[arg-type]
    return None


@of_whole("too_long")
def never_ends(source: Source, rng: random.Random) -> Spoilt | None:
    length, degree = rng.choice(((300, "obvious"), (200, "plain"), (150, "subtle")))
    pool = chain.from_iterable(dialogue.turns for dialogue in cycle([*source.others]))
    own = source.turns
    return Spoilt((*own[:-2], *islice(pool, length - len(own)), *own[-2:]), degree)  # type: ignore[arg-type]


_MID_THOUGHT: Wordings = {
    "obvious": (
        "As I said before, he never apologised for it.",
        "Like I told you, that didn't work either.",
        "Yes, exactly, and that was the second time.",
        "No, I haven't tried what you suggested yet.",
        "To come back to your question, it was about a year.",
        "That's what I meant earlier.",
    ),
    "plain": (
        "Yeah, and after that it only got worse.",
        "And then she did it again.",
        "But he still hasn't called me back since then.",
        "So that's why I left in the end.",
        "Because they never listen to me anyway.",
        "Maybe you're right about that.",
    ),
    "subtle": (
        "He still does it, every single week.",
        "Not really, I think it started before that.",
        "I guess so, it just feels different now.",
        "Also, the other thing is getting worse too.",
    ),
}


@of_whole("no_opening")
def begins_in_the_middle(source: Source, rng: random.Random) -> Spoilt | None:
    first = next((place for place, turn in enumerate(source.turns) if turn.speaker == "seeker"), None)
    later = next((place for place, turn in enumerate(source.turns) if turn.speaker == "supporter" and place > 4), None)
    if first is None or later is None:
        return None
    text, degree = pick(rng, _MID_THOUGHT)
    opening = source.turns[first].model_copy(update={"text": as_typed(rng, text)})
    return Spoilt((opening, *source.turns[later:]), degree)


_AT_ONCE = (
    "You should make a list of what you can do and start with the first thing on it.",
    "Try to get up earlier and go for a run before work.",
    "I suggest you write them a letter and say everything in it.",
    "You could download a meditation app and use it every evening.",
    "Why not join a club, that's how one meets people.",
    "Maybe you can ask for a day off and sleep in.",
    "I would recommend a hot bath and a good book.",
    "You might want to cut down on coffee and screens.",
    "Go and talk to the person in charge, that always works.",
    "It would be best to make a plan for the week.",
    "Perhaps you should move on and look for something new.",
    "Have a go at yoga, there are good videos of it online.",
    "What works is to set a timer and take short breaks.",
    "You need to say no more often.",
)


@of_whole("no_exploration", needs=("strategy",))
def advises_at_once(source: Source, rng: random.Random) -> Spoilt | None:
    turns = list(source.turns)
    texts = rng.sample(_AT_ONCE, len(_AT_ONCE))
    labelled = rng.random() < 0.7 or not source.human
    end = -(-len(turns) * 2 // 5)  # beyond the third, however it is counted
    for place, turn in enumerate(turns[:end]):
        if turn.speaker == "supporter":
            strategy = "Providing Suggestions" if labelled else None
            known = (turn.reasoning or Reasoning()).model_copy(update={"strategy": strategy})
            turns[place] = Turn(
                speaker="supporter", text=texts[place % len(texts)], reasoning=known if labelled else None
            )
    return Spoilt(tuple(turns), "plain" if labelled else "subtle")


@of_whole("no_closing", simulated=True)
def ends_in_the_middle(source: Source, rng: random.Random) -> Spoilt | None:
    turns = source.alternating
    ends = [
        end
        for end in range(max(8, len(turns) // 2), len(turns) - 1)
        if not any(_CLOSING.search(turn.text) for turn in turns[end - 4 : end])
    ]
    if not ends:
        return None
    end = rng.choice(ends)
    asks = turns[end - 1].text.rstrip().endswith("?")
    degree: Degree = "obvious" if asks else "plain" if turns[end - 1].speaker == "seeker" else "subtle"
    return Spoilt(turns[:end], degree, StopReason.TURN_LIMIT)


_UNHELPED: Wordings = {
    "obvious": (
        "This hasn't helped me at all.",
        "No, I feel even worse than before.",
        "Nothing is resolved, I'm exactly where I started.",
        "This was a waste of time.",
        "You didn't help me.",
        "I still feel terrible and nothing you said changes that.",
    ),
    "plain": (
        "I don't feel any better, sorry.",
        "I still have no idea what to do.",
        "It hurts just as much as when we began.",
        "I don't think you understand me, I'm leaving.",
        "None of this is going to work for me.",
        "Talking about it only made it heavier.",
    ),
    "subtle": (
        "Well, nobody can help me anyway.",
        "I guess I'll just have to go on being miserable.",
        "So I'm on my own with it, as always.",
        "Whatever. It was worth a try I suppose, but no.",
    ),
}


@of_whole("wrong_stop", simulated=True)
def stops_for_another_reason(source: Source, rng: random.Random) -> Spoilt | None:
    turns = list(source.alternating)
    if rng.random() < 0.25:
        return Spoilt(tuple(turns), "obvious", rng.choice((StopReason.CHECK_FAILED, StopReason.ERROR)))
    last = max(place for place, turn in enumerate(turns) if turn.speaker == "seeker")
    text, degree = pick(rng, _UNHELPED)
    turns[last] = turns[last].model_copy(update={"text": as_typed(rng, text)})
    return Spoilt(tuple(turns[: last + 1]), degree, StopReason.RESOLVED)


_NEXT_TO_NOTHING: Wordings = {
    "obvious": ("ok", "Yes.", "yeah", "No.", "Hmm.", "k", "right", "Sure."),
    "plain": ("I see.", "ok thanks", "I guess.", "Mm, yes.", "Not really.", "Go on."),
    "subtle": ("I see, go on.", "Yeah, maybe so.", "I don't know.", "That's true, yes."),
}


@of_whole("one_sided")
def hardly_speaks(source: Source, rng: random.Random) -> Spoilt | None:
    silent: Speaker = rng.choice(("seeker", "supporter"))
    degree: Degree = rng.choice(("obvious", "plain", "subtle"))
    turns = list(source.turns)
    for place, turn in enumerate(turns):
        if turn.speaker == silent and (place > 1 or silent == "supporter"):
            turns[place] = turn.model_copy(update={"text": rng.choice(_NEXT_TO_NOTHING[degree])})
    return Spoilt(tuple(turns), degree)
