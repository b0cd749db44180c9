"""Text that people or models wrote, put on a terminal as data: no markup, no escape sequences, no hidden direction."""

from __future__ import annotations

import re
import sys
from typing import NoReturn

from rich.console import Console
from rich.table import Table
from rich.text import Text

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_X].*?(?:\x07|\x1b\\|$)|[@-Z\\-_])", re.DOTALL)
# C0 and C1 controls but tab and line feed, and the marks that turn the direction of writing around.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Return `text` without anything that a terminal would obey."""
    return _CONTROLS.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


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
