"""Which replies are of one conversation, where the file does not say it: told by what was said before them.

A row of a table of replies often holds a window of its conversation: the utterances before the reply. Windows of one
conversation overlap, in a passage that tells whose it is (`kin.passages`). Where a beginning is too short for that,
what was said in one row is the past of the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..signatures import Reply
from .kin import Families, passages
from .words import words

BY_NAME = "the dialogues that the file names"
BY_WINDOW = "conversations, told by what was said before each reply"
BY_ROW = "each reply by itself, since the file does not tell which are of one conversation"


def conversations(replies: Sequence[Reply]) -> tuple[list[str], str]:
    """Return the name of each reply's conversation, and by what it was told.

    Args:
        replies: in the order of the file; one for each record.
    """
    if any(reply.dialogue for reply in replies):
        alone = (f"row {number}" for number in range(1, len(replies) + 1))
        return [reply.dialogue or name for reply, name in zip(replies, alone, strict=True)], BY_NAME
    if not any(reply.context for reply in replies):
        return [str(number) for number in range(1, len(replies) + 1)], BY_ROW
    families = Families()
    before: Sequence[str] = ()
    for number, reply in enumerate(replies):
        said = [turn.text for turn in reply.context]
        for passage in passages([*said, *reply.references[:1]]):
            families.join(f"said {passage}", f"row {number}")
        if number and _goes_on(before, said):
            families.join(f"row {number - 1}", f"row {number}")
        before = [*said[-1:], *reply.references[:1]]
    numbers: dict[str, int] = {}
    rows = (families.of(f"row {number}") for number in range(len(replies)))
    return [str(numbers.setdefault(row, len(numbers) + 1)) for row in rows], BY_WINDOW


def _goes_on(last: Sequence[str], context: Sequence[str]) -> bool:
    """Return whether the last utterance before a reply, and the reply, stand one after the other in a context; of a
    reply that opened its conversation, whether the context begins with it."""
    if not last:
        return False
    run, lines = [*map(words, last)], [*map(words, context)]
    starts = range(1) if len(run) == 1 else range(len(lines))
    return any(lines[start : start + len(run)] == run for start in starts)
