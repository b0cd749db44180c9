"""Text that people or models wrote, put on a terminal as data: no markup, no escape sequences, no hidden direction."""

from __future__ import annotations

import re
import sys
from typing import NoReturn

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..signatures.unseen import without_unseen

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_X].*?(?:\x07|\x1b\\|$)|[@-Z\\-_])", re.DOTALL)


def plain(text: str) -> str:
    """Return `text` without anything that a terminal would obey."""
    return without_unseen(_ESCAPES.sub("", text))


def as_text(text: object, style: str = "") -> Text:
    """Return `text` for rich, in one style, with nothing in it read as markup."""
    return Text(plain(str(text)), style=style)


class Paper(Console):
    """Standard output; when the reader at the other end of a pipe has gone, so has our reason to write."""

    def __init__(self) -> None:
        super().__init__(file=sys.stdout, highlight=False, markup=False, emoji=False)

    def table(self, table: Table) -> None:
        """Print a table; in a file or a pipe nothing has to be broken to fit, so it is as wide there as it is."""
        if not self.is_terminal:
            self.width = max(self.width, self.measure(table, options=self.options.update(max_width=10_000)).maximum)
        self.print(table)

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError
