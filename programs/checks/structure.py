"""Does the whole have the shape of a conversation that helps: a beginning, exploring before acting, an end?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ...corpora.words import words
from ...signatures import ESCONV, Evidence, Severity, Stage, StopReason, Strategy, Turn
from .reading.acts import asks, says_back, suggests
from .reading.manners import goes_on, is_content, is_discontent, is_unhelped, returns_thanks, takes_leave, thanks
from .reading.openings import begins_in_the_middle
from .reading.text import sentences
from .rule import Case, Kind, Rule

NOT_ALTERNATING = Kind("not_alternating", "A speaker writes twice in a row.", of_turn=False)
TOO_SHORT = Kind("too_short", "Fewer turns than any conversation can be helped in.", of_turn=False)
TOO_LONG = Kind("too_long", "More turns than nearly all conversations have.", Severity.FLAW, of_turn=False)
NO_OPENING = Kind("no_opening", "The conversation begins in its middle.", Severity.FLAW, of_turn=False)
NO_EXPLORATION = Kind(
    "no_exploration", "The supporter advises before asking or listening.", Severity.FLAW, of_turn=False
)
NO_CLOSING = Kind(
    "no_closing", "The conversation ends without farewell, thanks or relief.", Severity.FLAW, of_turn=False
)
WRONG_STOP = Kind("wrong_stop", "It ended by an error, or is called resolved though it is not.", of_turn=False)
ONE_SIDED = Kind("one_sided", "One of the two writes next to nothing.", Severity.FLAW, of_turn=False)

LEAST, MOST = 10, 50
"""Turns, several messages in a row counted as one: all of 149 ESConv dialogues have 13 or more, 98 % at most 49."""
FEWEST_WORDS, LEAST_SHARE = 5.0, 0.15
"""Words a turn, and share of all words: all of 149 ESConv dialogues have 6 and 0.2 or more, on either side."""
ENDING = 4
"""Turns at the end in which a conversation closes."""
LAST_WORDS = 2
"""Turns at the end in which thanks and relief close a conversation; before, they may be for any answer."""
LAST_SENTENCES = 2
SIXTHS = 6

Curve = Mapping[str, Sequence[float]]
"""Strategy → its share of the supporter's messages in each sixth of a conversation; in percent."""

ESCONV_CURVE: Curve = {
    Strategy.QUESTION: (53.9, 22.7, 16.0, 12.7, 9.9, 5.6),
    Strategy.RESTATEMENT: (10.8, 11.5, 5.0, 2.9, 2.7, 2.2),
    Strategy.REFLECTION: (4.7, 11.6, 10.6, 8.2, 7.1, 4.9),
    Strategy.SELF_DISCLOSURE: (3.9, 12.6, 12.2, 11.9, 10.4, 5.3),
    Strategy.AFFIRMATION: (8.0, 18.9, 16.4, 16.1, 19.0, 14.6),
    Strategy.SUGGESTION: (1.8, 11.4, 22.6, 26.7, 21.3, 13.4),
    Strategy.INFORMATION: (1.3, 4.7, 8.7, 9.2, 9.7, 6.4),
    Strategy.OTHERS: (15.5, 6.6, 8.5, 12.3, 19.9, 47.6),
}
"""Counted on all 1,300 dialogues of ESConv."""

# The middle of 149 ESConv dialogues; what is as long or as full as that needs no more.
USUAL_TURNS, USUAL_WORDS = 20, 20


class DialogueStructure(Rule):
    """The conversation begins, explores before it acts, and ends, at a length in which somebody can be helped.

    Args:
        curve: how strategies are spread over a conversation, against which the grade measures.
    """

    name = "structure"
    kinds = (NOT_ALTERNATING, TOO_SHORT, TOO_LONG, NO_OPENING, NO_EXPLORATION, NO_CLOSING, WRONG_STOP, ONE_SIDED)

    def __init__(self, curve: Curve = ESCONV_CURVE) -> None:
        self._curve = _by_stage(curve)

    def in_dialogue(self, case: Case) -> Iterator[Evidence]:
        blocks = _blocks(case)
        if case.simulated:
            yield from self._alternating(case)
        if len(blocks) < case.at_least(LEAST):
            reason = "The conversation is too short for anybody to be helped; let it explore, comfort and help to act."
            yield self.found(TOO_SHORT, reason, text=f"{len(blocks)} turns")
        if len(blocks) > MOST:
            reason = "The conversation is longer than nearly all; bring it to a close sooner."
            yield self.found(TOO_LONG, reason, text=f"{len(blocks)} turns")
        if blocks and begins_in_the_middle(blocks):
            reason = "The conversation begins in its middle; begin with a greeting or with what the seeker came for."
            yield self.found(NO_OPENING, reason, turn=1, text=case.turns[0].text)
        if not _explores(case):
            reason = "The supporter advises before having asked or said back anything; explore first."
            yield self.found(NO_EXPLORATION, reason, text=f"first {_third(case)} turns")
        if not _closes(blocks):
            yield self._no_closing(case)
        if what := _wrongly_stopped(case):
            reason = (
                "The conversation did not end as it says; go on until the seeker is helped, or say that it was left."
            )
            yield self.found(WRONG_STOP, reason, turn=len(case.turns) or None, text=what)
        if silent := _silent(blocks):
            reason = f"The {silent} writes next to nothing; let both take part."
            yield self.found(ONE_SIDED, reason, text=silent)

    def _alternating(self, case: Case) -> Iterator[Evidence]:
        for number, (one, other) in enumerate(zip(case.turns, case.turns[1:], strict=False), start=2):
            if one.speaker == other.speaker:
                reason = f"The {other.speaker} writes twice in a row; the two take turns."
                yield self.found(NOT_ALTERNATING, reason, turn=number, text=other.text)

    def _no_closing(self, case: Case) -> Evidence:
        reason = "The conversation breaks off; let it end with thanks, a farewell, or what the seeker takes along."
        found = self.found(
            NO_CLOSING, reason, turn=len(case.turns) or None, text=case.turns[-1].text if case.turns else ""
        )
        # In 1 of 16 ESConv dialogues nobody closes; a simulation that says that it is over has been told to close.
        over = case.simulated and case.stop_reason in (StopReason.RESOLVED, StopReason.TURN_LIMIT)
        return found.model_copy(update={"severity": Severity.FAULT}) if over else found

    def grade(self, case: Case) -> float:
        """Return how near the whole comes to a good conversation: the mean of six measures from 0 to 1.

        They are: stages of support at their usual place (left out without strategies), as many turns as usual, as many
        words from the supporter and from the seeker (the middle ESConv dialogue is usual), how the seeker takes it in
        the last third, and a farewell.
        """
        blocks = _blocks(case)
        if not blocks:
            return 0.0
        last = [turn for block in blocks[-ENDING:] for turn in block]
        parts = [
            min(1.0, len(blocks) / USUAL_TURNS),
            min(1.0, _words_a_turn(blocks, "supporter") / USUAL_WORDS),
            min(1.0, _words_a_turn(blocks, "seeker") / USUAL_WORDS),
            _reception(case),
            float(any(takes_leave(turn.text) for turn in last)),
        ]
        place = self.place(case)
        if place is not None:
            parts.append(place)
        return sum(parts) / len(parts)

    def place(self, case: Case) -> float | None:
        """Return how probable the stages of the replies are at their place in the conversation, against what those of
        ESConv are on average; at most 1. None without strategies.
        """
        replies = [(number, case.turn(number).strategy) for number in case.numbers["supporter"]]
        named = [(number, case.taxonomy.stage_of(strategy)) for number, strategy in replies if strategy]
        if not named:
            return None
        surprise = expected = 0.0
        for number, stage in named:
            shares = self._curve[min(SIXTHS - 1, SIXTHS * (number - 1) // len(case.turns))]
            surprise -= math.log(shares[stage])
            expected -= sum(share * math.log(share) for share in shares.values())
        return min(1.0, math.exp((expected - surprise) / len(named)))


def _by_stage(curve: Curve) -> tuple[dict[Stage | None, float], ...]:
    """Return the share of each stage, from 0 to 1, sixth by sixth; None is the stage of pleasantries."""
    sixths = []
    for sixth in range(SIXTHS):
        # What was never counted is improbable, not impossible.
        shares: dict[Stage | None, float] = dict.fromkeys((*Stage, None), 0.01)
        for strategy, counted in curve.items():
            shares[ESCONV.stage_of(strategy)] += counted[sixth]
        whole = sum(shares.values())
        sixths.append({stage: share / whole for stage, share in shares.items()})
    return tuple(sixths)


def _blocks(case: Case) -> list[tuple[Turn, ...]]:
    """Return the turns, those in a row by one speaker together."""
    return [tuple(turns) for _, turns in groupby(case.turns, key=lambda turn: turn.speaker)]


def _third(case: Case) -> int:
    return -(-len(case.turns) // 3)


def _explores(case: Case) -> bool:
    """Whether the supporter asks, says back or reflects in the first third, or at least suggests nothing there."""
    replies = [turn for turn in case.turns[: _third(case)] if turn.speaker == "supporter"]
    if any(asks(turn.text) or says_back(turn.text) or _is_to_explore(case, turn) for turn in replies):
        return True
    acting = (case.taxonomy.stage_of(turn.strategy or "") is Stage.ACTION for turn in replies)
    return not any(acting) and not any(suggests(turn.text) for turn in replies)


def _is_to_explore(case: Case, turn: Turn) -> bool:
    return case.taxonomy.stage_of(turn.strategy or "") is Stage.EXPLORATION and not suggests(turn.text)


def _closes(blocks: list[tuple[Turn, ...]]) -> bool:
    """Whether somebody takes leave, or the last words are of thanks or relief, not of what is still open."""
    texts = [turn.text for block in blocks[-ENDING:] for turn in block]
    if any(takes_leave(text) for text in texts):
        return True
    last = {block[0].speaker: " ".join(turn.text for turn in block) for block in blocks[-LAST_WORDS:]}
    seeker, supporter = last.get("seeker", ""), last.get("supporter", "")
    if returns_thanks(supporter):
        return True
    if blocks and blocks[-1][0].speaker == "supporter" and (asks(supporter) or suggests(supporter)):
        return False
    ending = " ".join(sentences(seeker)[-LAST_SENTENCES:])
    return thanks(supporter) or ((thanks(ending) or is_content(ending)) and not goes_on(seeker))


def _reception(case: Case) -> float:
    """Return the share of the seeker's messages in the last third that thank or are content, less those that are
    discontent; a half of them is as many as people say, and counts as 1.
    """
    said = [turn.text for turn in case.turns[-_third(case) :] if turn.speaker == "seeker"]
    welcome = sum((thanks(text) or is_content(text)) - is_discontent(text) for text in said)
    return min(1.0, max(0.0, 2 * welcome / len(said))) if said else 0.0


def _words_a_turn(blocks: list[tuple[Turn, ...]], speaker: str) -> float:
    lengths = [sum(len(words(turn.text)) for turn in block) for block in blocks if block[0].speaker == speaker]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _silent(blocks: list[tuple[Turn, ...]]) -> str:
    """Return who writes next to nothing; "" if both write."""
    if not blocks:
        return ""
    lengths = {speaker: _words_a_turn(blocks, speaker) for speaker in ("seeker", "supporter")}
    least = min(lengths, key=lambda speaker: lengths[speaker])
    share = lengths[least] / (sum(lengths.values()) or 1.0)
    return least if lengths[least] < FEWEST_WORDS or share < LEAST_SHARE else ""


def _wrongly_stopped(case: Case) -> str:
    if case.stop_reason in (StopReason.CHECK_FAILED, StopReason.ERROR):
        return case.stop_reason.value
    if case.stop_reason is not StopReason.RESOLVED or not case.numbers["seeker"]:
        return ""
    last = case.turn(case.numbers["seeker"][-1]).text
    return last if is_unhelped(last) else ""
