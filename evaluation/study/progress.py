"""How support proceeds: which stage the supporter's messages are of, sixth by sixth of the conversation.

Stages are read from the words of the messages, in every cell alike: programs that do not reason name no strategies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...programs.checks.reading.acts import Act, plainly
from ...signatures import Dialogue, Stage

SIXTHS = 6
_STAGES = {
    Stage.EXPLORATION: {Act.ASK, Act.RESTATE},
    Stage.COMFORTING: {Act.REFLECT, Act.DISCLOSE, Act.AFFIRM},
    Stage.ACTION: {Act.SUGGEST, Act.INFORM},
}

Sixths = dict[str, tuple[float | None, ...]]
"""Stage → share of the supporter's messages of each sixth that do something of it, in [0, 1]; None without messages."""

PEOPLE: Sixths = {
    str(Stage.EXPLORATION): (0.545, 0.394, 0.284, 0.216, 0.158, 0.083),
    str(Stage.COMFORTING): (0.075, 0.161, 0.183, 0.129, 0.155, 0.1),
    str(Stage.ACTION): (0.049, 0.178, 0.261, 0.275, 0.253, 0.13),
}
"""The same of people: read from 354 conversations of ESConv (Liu et al. 2021)."""


def stages(dialogues: Iterable[Dialogue]) -> Sixths:
    """Return the shares; a message may be of several stages, or of none."""
    messages, found = Counter[int](), Counter[tuple[Stage, int]]()
    for dialogue in dialogues:
        said = [turn.text for turn in dialogue.turns if turn.speaker == "supporter"]
        for number, text in enumerate(said):
            sixth, acts = number * SIXTHS // len(said), plainly(text)
            messages[sixth] += 1
            found.update((stage, sixth) for stage, its in _STAGES.items() if its & acts)
    return {
        str(stage): tuple(found[stage, one] / messages[one] if messages[one] else None for one in range(SIXTHS))
        for stage in _STAGES
    }
