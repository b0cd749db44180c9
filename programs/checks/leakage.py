"""Whether anything comes into the conversation that may not: what the supporter cannot know, and what is not speech."""

from __future__ import annotations

from collections.abc import Iterator

from ...corpora.words import ngrams, words
from ...signatures import UTTERANCE, Evidence, Turn
from .reading import slips
from .reading.aloud import spoken_plan
from .reading.disclosure import given_away
from .reading.early import told_too_soon
from .reading.facts import facts_of
from .reading.recital import named_attributes, recited
from .reading.retold import contains
from .reading.said import Said, said_in
from .reading.text import sentences
from .rule import Case, Kind, Rule

UNSAID = Kind("unsaid_fact", "The supporter states a fact of the seeker's persona that nobody has said.")
EARLY = Kind("early_fact", "The supporter states what the seeker discloses only later.", of_turn=False)
UNSAID_THOUGHT = Kind(
    "unsaid_in_reasoning", "The supporter's reasoning has a fact of the persona that nobody has said."
)
REASONING_SPOKEN = Kind("reasoning_spoken", "The supporter says its own reasoning aloud.")
STRATEGY_NAMED = Kind("strategy_named", "The supporter names the strategy it uses.")
SCHEMA = Kind("schema_text", "A message contains the form of the answer: markers, field names, code.")
ROLE = Kind("role_label", "A message names its speaker, as a script does.")
STAGE = Kind("stage_direction", "A message describes what its speaker does while they talk.", of_simulation=True)
RECITED = Kind("profile_recited", "The seeker reads out the persona instead of telling of themselves.")

_LONG_RUN = 9
"""Words in a row that a message and the reasoning beside it have in common only when one is copied from the other."""
_LEAD_IN = 3
"""Words of such a run that lead up to what the seeker has said: "is that he ..."."""
_MOST = 0.75
_SHORT_NODE = 5


class InformationLeakage(Rule):
    """Looks at what each message gives away; without a persona, at what only the conversation itself betrays."""

    name = "leakage"
    kinds = (UNSAID, EARLY, UNSAID_THOUGHT, REASONING_SPOKEN, STRATEGY_NAMED, SCHEMA, ROLE, STAGE, RECITED)

    def in_turn(self, case: Case, number: int) -> Iterator[Evidence]:
        turn = case.turn(number)
        for kind, found, reason in (
            (SCHEMA, slips.schema_text(turn.text), "Write the message alone, without markers, field names or code."),
            (ROLE, slips.role_label(turn.text), "Write the message alone, without the name of a speaker in it."),
            (STAGE, slips.stage_direction(turn.text), "Write only what is said in a chat, not what the speaker does."),
        ):
            if found:
                yield self.found(kind, reason, turn=number, text=found)
        if turn.speaker == "seeker":
            yield from self._of_seeker(case, turn, number)
        else:
            yield from self._of_supporter(case, turn, number)

    def in_dialogue(self, case: Case) -> Iterator[Evidence]:
        reason = "The supporter states what the seeker has not said yet; refer only to what was said before."
        for number, part, text in told_too_soon(case.turns):
            yield self.found(EARLY, reason, turn=number, part=part, text=text)

    def _of_seeker(self, case: Case, turn: Turn, number: int) -> Iterator[Evidence]:
        found = named_attributes(turn.text)
        if not found and case.persona and recited(turn.text, case.persona):
            found = turn.text
        if found:
            reason = "The seeker lists what they are; tell it little by little, in the words of a chat."
            yield self.found(RECITED, reason, turn=number, text=found)

    def _of_supporter(self, case: Case, turn: Turn, number: int) -> Iterator[Evidence]:
        if found := slips.named_strategy(turn.text, case.taxonomy):
            reason = "The message names the support strategy; use it without naming it."
            yield self.found(STRATEGY_NAMED, reason, turn=number, text=found)
        said = said_in(tuple(one.text for one in case.turns[: number - 1]))
        if found := spoken_plan(turn.text) or _own_reasoning(turn, said):
            reason = "The message says the reasoning aloud; speak to the seeker and keep the reasoning to yourself."
            yield self.found(REASONING_SPOKEN, reason, turn=number, text=found)
        if case.persona is None:
            return
        facts = facts_of(case.persona)
        for sentence in sentences(turn.text):
            if found := given_away(sentence, facts, said):
                reason = "The message states something that nobody has said; refer only to what the seeker has told."
                yield self.found(UNSAID, reason, turn=number, text=found)
        for node, thought in _thoughts(turn):
            for sentence in sentences(thought):
                if found := given_away(sentence, facts, said):
                    reason = "The reasoning states something that nobody has said; go only by what the seeker has told."
                    yield self.found(UNSAID_THOUGHT, reason, turn=number, part=node, text=found)


def _thoughts(turn: Turn) -> Iterator[tuple[str, str]]:
    """Yield the nodes of a turn that say something, by name."""
    if turn.reasoning is not None:
        yield from (
            (name, text) for name, text in turn.reasoning.steps().items() if name not in ("strategy", UTTERANCE)
        )


def _own_reasoning(turn: Turn, said: Said) -> str:
    """Return a long run of words that a message shares with its reasoning and with nothing said before; "" for none."""
    if turn.reasoning is None:
        return ""
    found = words(turn.text)
    spoken = frozenset(found)
    for _, thought in _thoughts(turn):
        size = min(_LONG_RUN, max(_SHORT_NODE, int(_MOST * len(words(thought)))))
        if len(spoken.intersection(words(thought))) < _SHORT_NODE - 1:
            continue
        theirs = ngrams(thought, size)
        for start in range(len(found) - size + 1):
            run = found[start : start + size]
            told = " ".join(run[_LEAD_IN:])
            if run in theirs and not any(contains(text, told) for text in said.texts):
                return " ".join(run)
    return ""
