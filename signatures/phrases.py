"""Tables of phrases in a notation that can be read and added to.

One phrase a line, in lower case. ``{name}`` stands for a class of phrases, which may use other classes; ``~`` is the
rest of a word ("suicid~"); an apostrophe may be missing; groups do not capture. The rest is that of `re`. A phrase
begins and ends where words do.

A line ``? kill, shoot`` begins a block: its phrases are tried only on texts that have one of these signs, wherever it
stands. Most texts have none and cost next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_CLASS = re.compile(r"\{([a-z_]+)\}")
_GROUP = re.compile(r"\((?!\?)")
_PLAIN = str.maketrans("’‘`´“”", "''''\"\"")


def straightened(text: str) -> str:
    """Return a text on one line with plain apostrophes and quotes; a table is searched in its lower case."""
    return " ".join(text.translate(_PLAIN).split())


class Phrases:
    """A table, ready to be searched for.

    Raises:
        KeyError: a phrase uses a class that is not given.
        re.error: a phrase is no regular expression.
    """

    def __init__(self, table: str, classes: Mapping[str, str] | None = None) -> None:
        self.blocks: list[tuple[tuple[str, ...], re.Pattern[str]]] = []
        """Signs and phrases; a block without signs is always tried."""
        for part in re.split(r"\n(?=\? )", table.strip()):
            signs, phrases = (part[2:].split("\n", 1)) if part.startswith("? ") else ("", part)
            self.blocks.append((tuple(filter(None, signs.split(", "))), _compiled(phrases, classes or {})))

    def search(self, low: str) -> re.Match[str] | None:
        """Return a phrase of the table in a text in lower case; None when there is none."""
        return next(self.finditer(low), None)

    def finditer(self, low: str) -> Iterator[re.Match[str]]:
        """Yield the phrases of the table in a text in lower case, block by block."""
        for signs, pattern in self.blocks:
            if not signs or has_sign(low, signs):
                yield from pattern.finditer(low)


def _compiled(phrases: str, classes: Mapping[str, str]) -> re.Pattern[str]:
    pattern = phrases.replace("\n", "|")
    while (filled := _CLASS.sub(lambda match: classes[match[1]], pattern)) != pattern:
        pattern = filled
    plain = _GROUP.sub("(?:", pattern.replace("~", r"\w*").replace("'", "'?"))
    return re.compile(rf"\b(?:{plain})(?!\w)")


def has_sign(low: str, signs: tuple[str, ...]) -> bool:
    """Return whether one of the signs stands anywhere in a text in lower case."""
    for sign in signs:  # noqa: SIM110 - a generator would cost more than the search, and this runs on every turn
        if sign in low:
            return True
    return False
