"""Ways in which simulated conversations go wrong that conversations of people hardly ever do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from ...corpora.words import ngrams, words
from ...signatures import Evidence, Turn
from .reading.cues import cues, plain
from .reading.manners import greets, takes_leave, thanks
from .reading.roles import speaks_as_machine, speaks_as_seeker, speaks_as_supporter, tells_of_trouble
from .reading.text import content
from .rule import Case, Kind, Rule

INVERTED = Kind(
    "roles_inverted",
    "The supporter speaks as somebody who seeks help, or the seeker as the supporter.",
    of_simulation=True,
)
NO_WORDS = Kind("empty_turn", "A message without words.")
REPEATED = Kind("repeated_turn", "A message that says again, word for word, what was said before.", of_simulation=True)
RESTARTED = Kind("restarted_opening", "A message that opens the conversation anew in its middle.", of_simulation=True)
LOOP = Kind("goodbye_loop", "Farewell upon farewell.", of_simulation=True)
EARLY = Kind("early_stop", "The conversation ends before it can have helped.", of_turn=False)
REFUSAL = Kind("refusal_text", "A model refuses, or speaks of itself as a model.")
COPIED = Kind("demonstration_copied", "A message takes its words from a demonstration.")

_OPENING = cues(
    r"""
    how (?:can|may|could|might) i (?:help|assist|support)|what (?:brings|brought) you (?:here|in|to)
    what(?:'s| is) on your mind (?:today|tonight)|nice to meet you|(?:hello|hi|hey)[^.!?]{0,20}welcome
    what (?:would you like|do you want) to (?:talk about|discuss|share)(?: with me)? (?:today|tonight|this)
    welcome to\b.{0,30}(?:chat|support|conversation|space|session)
    thank(?:s| you) for (?:reaching out|contacting|joining|coming|starting|writing)(?: to (?:me|us))?(?: here)? today
    (?:this|my name) is \w+,? (?:and )?(?:i'm|i am|i'll) (?:here|your)
    how are you (?:doing |feeling )?(?:today|tonight|this)
    <i am> (?:new here|looking for someone to talk)|(?:can|could) i talk to (?:you|someone)
    i hope this is the right place
    i don't (?:really )?know where to (?:begin|start)|is (?:this|now) (?:the right place|a good time)
    """
)
_RETURNED = cues("(?:you|u) too|same to you|likewise|<you are> welcome|any ?time|will do|goodnight")
_ASKED_BACK = cues(r"(?:you|u|your|yours)\b[^.!?]*\?", (r"\b", ""))
_PLACEHOLDER = cues(
    r"""
    n a|na|null|none|nan|undefined|empty|silence|blank|message|text|utterance|says nothing
    (?:no|empty) (?:response|answer|message|reply|text|output|utterance|words)
    """,
    ("^", "$"),
)

ALIKE, FORMULA = 90.0, 5
"""Likeness (0–100) from which two messages are the same, and the words from which a message is no mere formula."""
LONGEST_THANKS = 8
COPIES, LONG_FORMULA = 97.0, 7
"""The same for messages of common words alone, which people happen to say twice."""
TOLD = 2
"""Last messages of the supporter that a seeker may answer."""
OPENED = 4
"""Turns within which a conversation may open; people take up to 10 (both say hello and wait)."""
OPENED_OF_PEOPLE = 10
GOODBYES, GOODBYES_OF_PEOPLE = 4, 6
"""Turns in a row that may take leave; 99 % of 149 ESConv dialogues have at most 4, and none more than 5."""
SHORTEST = 12
"""Least turns of a simulated conversation that is over: the shortest of 149 ESConv dialogues has 13."""
COPIED_RUN = 8
"""Words in a row that two messages share only when one is copied from the other."""


class SimulatorPathology(Rule):
    """Each speaks in their own role, says something, says it once, and the conversation begins and ends once."""

    name = "pathology"
    kinds = (INVERTED, NO_WORDS, REPEATED, RESTARTED, LOOP, EARLY, REFUSAL, COPIED)

    def in_turn(self, case: Case, number: int) -> Iterator[Evidence]:
        turn = case.turn(number)
        if says_nothing(turn.text, case.simulated):
            reason = "The message has no words; write what the speaker says at this point."
            yield self.found(NO_WORDS, reason, turn=number, text=turn.text)
            return
        yield from self._role(case, number)
        if refused := speaks_as_machine(turn.text):
            reason = "The message refuses or speaks as a model; stay in the role and speak as a person."
            yield self.found(REFUSAL, reason, turn=number, text=refused)
        yield from self._repeated(case, number)
        if _reopens(case, number):
            reason = "The message opens the conversation anew; go on from what was said last."
            yield self.found(RESTARTED, reason, turn=number, text=turn.text)
        if _farewells(case, number) > (GOODBYES if case.simulated else GOODBYES_OF_PEOPLE):
            reason = "Both have said goodbye already; end the conversation here instead of taking leave again."
            yield self.found(LOOP, reason, turn=number, text=turn.text)
        if case.demonstrations and (copied := _copied(turn, case.demonstrations)):
            reason = "The message copies an example; write it for this seeker, in words of its own."
            yield self.found(COPIED, reason, turn=number, text=copied)

    def in_dialogue(self, case: Case) -> Iterator[Evidence]:
        if case.simulated and len(case.turns) < case.at_least(SHORTEST):
            reason = (
                "The conversation ends before it can have helped; go on until the seeker has been heard and supported."
            )
            yield self.found(EARLY, reason, text=f"{len(case.turns)} turns")

    def _role(self, case: Case, number: int) -> Iterator[Evidence]:
        turn = case.turn(number)
        if turn.speaker == "supporter":
            told = speaks_as_seeker(turn.text, asked=_asked_back(case, number))
            reason = "The supporter speaks as somebody who seeks help; speak to the seeker about the seeker."
        else:
            told = speaks_as_supporter(turn.text, returned=_tells_of_oneself(case, number))
            reason = "The seeker speaks as the supporter; tell of one's own trouble instead of helping the other."
        if told:
            yield self.found(INVERTED, reason, turn=number, text=told)

    def _repeated(self, case: Case, number: int) -> Iterator[Evidence]:
        turn = case.turn(number)
        text = _normal(turn.text)
        telling = len(content(turn.text)) > 1
        least = FORMULA if telling else LONG_FORMULA
        if len(words(turn.text)) < (LONGEST_THANKS + 1 if thanks(turn.text) else least):
            return
        own = case.said_by(turn.speaker, number)
        # People send a message twice when they see no answer: 11 of 149 ESConv dialogues have one.
        others = own if case.simulated else own[:-1]
        if number > 1:
            before = case.turn(number - 1)
            others = [*others, *([before.text] if before.speaker != turn.speaker else [])]
        if process.extractOne(text, map(_normal, others), scorer=fuzz.ratio, score_cutoff=ALIKE if telling else COPIES):
            reason = "The message repeats one from before; say something new that takes the conversation on."
            yield self.found(REPEATED, reason, turn=number, text=turn.text)


def _asked_back(case: Case, number: int) -> bool:
    """Whether the seeker has just asked how the supporter is or what they have lived through."""
    before = case.turn(number - 1) if number > 1 else None
    return before is not None and before.speaker == "seeker" and _ASKED_BACK.search(plain(before.text)) is not None


def _tells_of_oneself(case: Case, number: int) -> bool:
    """Whether the supporter has just told of trouble of their own, which a seeker may well answer with comfort."""
    return any(tells_of_trouble(text) for text in case.said_by("supporter", number)[-TOLD:])


@lru_cache(maxsize=2048)
def _normal(text: str) -> str:
    return " ".join(words(text))


@lru_cache(maxsize=2048)
def says_nothing(text: str, strictly: bool = True) -> bool:
    """Return whether a text has no words; `strictly` counts words for nothing too ("n/a", "[silence]")."""
    if strictly:
        return not any(sign.isalnum() for sign in text) or _PLACEHOLDER.match(_normal(text)) is not None
    return not text.strip()


def _reopens(case: Case, number: int) -> bool:
    if number <= (OPENED if case.simulated else OPENED_OF_PEOPLE):
        return False
    text = case.turn(number).text
    opening = _OPENING.search(plain(text)) is not None
    if not case.simulated:
        return opening and greets(text)
    return opening or greets(text)


def _farewells(case: Case, number: int) -> int:
    """Return how many turns in a row, up to and with this one, take leave and do little else."""
    count = 0
    for turn in reversed(case.turns[:number]):
        if not _is_farewell(turn.text):
            break
        count += 1
    return count


@lru_cache(maxsize=2048)
def _is_farewell(text: str) -> bool:
    length = len(words(text))
    if length > 30:
        return False
    return takes_leave(text) or (length <= 12 and (thanks(text) or _RETURNED.search(plain(text)) is not None))


def _copied(turn: Turn, demonstrations: tuple[Turn, ...]) -> str:
    """Return what a turn has from an example of its own speaker; the other's were not in the prompt."""
    seen = tuple(one.text for one in demonstrations if one.speaker == turn.speaker)
    return " ".join(next(iter(ngrams(turn.text, COPIED_RUN) & _runs_of(seen)), ()))


@lru_cache(maxsize=64)
def _runs_of(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset[tuple[str, ...]]().union(*(ngrams(one, COPIED_RUN) for one in texts))
