"""Is support given in many ways, and does each reply do what its strategy names?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...signatures import Evidence, Severity, Strategy
from .reading.acts import Act, lacks, only_pleasant, plainly
from .rule import Case, Kind, Rule

RUN = Kind("strategy_run", "The same strategy in a long run of replies.", of_turn=False, of_simulation=True)
MONOTONY = Kind("strategy_monotony", "One or two strategies make up nearly the whole conversation.", of_turn=False)
UNKNOWN = Kind("unknown_strategy", "A strategy that is not in the taxonomy.")
NOT_DONE = Kind("strategy_not_done", "The reply does not do what its strategy names.", Severity.FLAW)
SELDOM_DONE = Kind(
    "strategies_not_done", "Most replies do not do what their strategies name.", of_turn=False, of_simulation=True
)

ACT_OF: dict[str, Act] = {
    Strategy.QUESTION: Act.ASK,
    Strategy.RESTATEMENT: Act.RESTATE,
    Strategy.REFLECTION: Act.REFLECT,
    Strategy.SELF_DISCLOSURE: Act.DISCLOSE,
    Strategy.AFFIRMATION: Act.AFFIRM,
    Strategy.SUGGESTION: Act.SUGGEST,
    Strategy.INFORMATION: Act.INFORM,
    # ExTES
    "Reflective Statements": Act.RESTATE,
    "Clarification": Act.ASK,
    "Emotional Validation": Act.REFLECT,
    "Empathetic Statements": Act.REFLECT,
    "Affirmation": Act.AFFIRM,
    "Suggest Options": Act.SUGGEST,
    "Promote Self-Care Practices": Act.SUGGEST,
    "Share Information": Act.INFORM,
}
"""Strategy → the act by which it can be recognised; the others cannot be told from the words."""

_NEAR: dict[Act, frozenset[Act]] = {
    Act.ASK: frozenset({Act.ASK}),
    Act.RESTATE: frozenset({Act.RESTATE, Act.REFLECT, Act.AFFIRM}),
    Act.REFLECT: frozenset({Act.REFLECT, Act.RESTATE, Act.AFFIRM}),
    Act.DISCLOSE: frozenset({Act.DISCLOSE}),
    Act.AFFIRM: frozenset({Act.AFFIRM, Act.REFLECT}),
    Act.SUGGEST: frozenset({Act.SUGGEST, Act.INFORM}),
    Act.INFORM: frozenset({Act.INFORM, Act.SUGGEST}),
}
"""Act → what is so near to it that people label the one as the other."""

_TO_DO = {
    Act.ASK: "ask the seeker something",
    Act.RESTATE: "say back what the seeker said",
    Act.REFLECT: "name what the seeker feels",
    Act.DISCLOSE: "tell of an experience of one's own",
    Act.AFFIRM: "point to a strength, reassure or encourage",
    Act.SUGGEST: "offer something to do",
    Act.INFORM: "state a fact or a resource",
}
_UNNAMED = "Others"

# Replies in a row, several messages in a row counted as one, that are a flaw and that are a fault. The longest run in
# 149 ESConv dialogues is 5 (4 dialogues), 6 with pleasantries (1), which also run on for up to 3 more at the end.
# Simulated dialogues have 8 to 12 replies, ESConv's up to 30.
FLAWED_RUN, FAULTY_RUN = 4, 5
FLAWED_RUN_OF_PEOPLE = 5
LAST_PLEASANTRIES = 3
# 149 ESConv dialogues: the commonest strategy has at most 57 % of the replies, and the normalised entropy is at least
# .51; two strategies in equal parts have .33.
DOMINANT, LEAST_ENTROPY, ENOUGH = 0.7, 0.36, 5
# 149 ESConv dialogues: at most 36 % of the replies do not do what people labelled them as.
MOSTLY, SEVERAL = 0.45, 4
# The middle of 149 ESConv dialogues; as varied as that is as varied as it need be.
USUAL_ENTROPY, USUAL_CHANGES = 0.81, 0.78


class StrategyUse(Rule):
    """Strategies vary, are those of the taxonomy, and are carried out. Silent where no turn has a strategy."""

    name = "strategy"
    kinds = (RUN, MONOTONY, UNKNOWN, NOT_DONE, SELDOM_DONE)

    def applies(self, case: Case) -> bool:
        return bool(_strategies(case))

    def in_turn(self, case: Case, number: int) -> Iterator[Evidence]:
        strategy = case.turn(number).strategy
        if not strategy or not strategy.strip():
            return
        if case.simulated and strategy not in case.taxonomy.names:
            reason = f"The strategy is none of those offered; choose one of: {', '.join(case.taxonomy.names)}."
            yield self.found(UNKNOWN, reason, turn=number, part="strategy", text=strategy)
        elif _does_another(case, number, strategy):
            reason = (
                f"The message does not do what its strategy, {strategy}, names: "
                f"{_TO_DO[ACT_OF[strategy]]}, or choose the strategy that fits."
            )
            yield self.found(NOT_DONE, reason, turn=number, text=case.turn(number).text)

    def in_dialogue(self, case: Case) -> Iterator[Evidence]:
        used = _strategies(case)
        yield from self._runs(case)
        if len(used) >= ENOUGH:
            name, count = Counter(used).most_common(1)[0]
            if count >= DOMINANT * len(used) or entropy(used, len(case.taxonomy.names)) < LEAST_ENTROPY:
                reason = (
                    "Nearly all replies use the same one or two strategies; explore, comfort and help to act by turns."
                )
                yield self.found(MONOTONY, reason, text=f"{name}: {count} of {len(used)} replies")
        decided = [_does(case, number, strategy) for number, strategy in _labelled(case) if strategy in ACT_OF]
        undone = decided.count(False)
        if undone >= max(SEVERAL, MOSTLY * len(decided)):
            reason = "Most messages do not do what their strategies name; write each message to carry out its strategy."
            yield self.found(SELDOM_DONE, reason, text=f"{undone} of {len(decided)} replies")

    def _runs(self, case: Case) -> Iterator[Evidence]:
        flawed = FLAWED_RUN if case.simulated else FLAWED_RUN_OF_PEOPLE
        for name, numbers, at_end in _runs(case):
            length = len(numbers) - (LAST_PLEASANTRIES if at_end and name == _UNNAMED else 0)
            if length >= flawed:
                reason = f"{len(numbers)} replies in a row use the strategy {name}; vary with what the seeker needs."
                found = self.found(RUN, reason, turn=numbers[-1], part="strategy", text=name)
                yield found if length >= FAULTY_RUN else found.model_copy(update={"severity": Severity.FLAW})

    def grade(self, case: Case) -> float:
        """Return how varied the strategies are: the mean of how evenly they are used (entropy) and how often they
        change from one reply to the next, each against the middle ESConv dialogue.
        """
        used = _strategies(case)
        if len(used) < 2:
            return 1.0
        changes = sum(one != other for one, other in pairwise(used)) / (len(used) - 1)
        even = entropy(used, len(case.taxonomy.names))
        return (min(1.0, even / USUAL_ENTROPY) + min(1.0, changes / USUAL_CHANGES)) / 2


def entropy(used: Sequence[str], names: int) -> float:
    """Return the entropy of the strategies used, from 0 (always the same) to 1 (as even as so many replies allow).

    Args:
        used: strategy of each reply.
        names: number of strategies to choose from.
    """
    most = min(len(used), names)
    if most < 2:
        return 0.0
    shares = [count / len(used) for count in Counter(used).values()]
    return -sum(share * math.log(share) for share in shares) / math.log(most)


def _labelled(case: Case) -> list[tuple[int, str]]:
    turns = ((number, case.turn(number).strategy) for number in case.numbers["supporter"])
    return [(number, strategy) for number, strategy in turns if strategy and strategy.strip()]


def _strategies(case: Case) -> list[str]:
    return [strategy for _, strategy in _labelled(case)]


def _does(case: Case, number: int, strategy: str) -> bool:
    """Whether a reply does what its strategy names, as far as that can be told."""
    act = ACT_OF.get(strategy)
    return act is None or not lacks(act, case.turn(number).text, case.said_by("seeker", number)[-3:])


def _does_another(case: Case, number: int, strategy: str) -> bool:
    """Whether a reply plainly does something else than its strategy names.

    A reply of people may be spread over several messages; it is judged when the last is written.
    """
    if _does(case, number, strategy):
        return False
    reply = _reply(case, number)
    text = case.turn(number).text
    # People greet and take leave under any label.
    other = bool(plainly(text) - _NEAR[ACT_OF[strategy]]) or (case.simulated and only_pleasant(text))
    return other and (len(reply) == 1 or lacks(ACT_OF[strategy], " ".join(reply)))


def _reply(case: Case, number: int) -> list[str]:
    """Return the messages in a row that a turn is one of."""
    first = last = number
    while first > 1 and case.turn(first - 1).speaker == "supporter":
        first -= 1
    while last < len(case.turns) and case.turn(last + 1).speaker == "supporter":
        last += 1
    return [turn.text for turn in case.turns[first - 1 : last]]


def _runs(case: Case) -> Iterator[tuple[str, list[int], bool]]:
    """Yield each run of a strategy over replies: its name, the numbers of its turns, whether it ends the dialogue."""
    replies: list[list[int]] = []
    for number in case.numbers["supporter"]:
        if replies and replies[-1][-1] == number - 1:
            replies[-1].append(number)
        else:
            replies.append([number])
    open_runs: dict[str, list[int]] = {}
    for reply in replies:
        names = {case.turn(number).strategy or "" for number in reply} - {""}
        for name in [name for name in open_runs if name not in names]:
            yield name, open_runs.pop(name), False
        for name in names:
            open_runs.setdefault(name, []).append(reply[-1])
    for name, numbers in open_runs.items():
        yield name, numbers, True
