"""A conversation on a terminal or in a pipe: what the partner says as it is written, everything else dimmed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from rich.control import Control
from rich.segment import ControlType

from ..generators.listening import Piece
from .chat_spoken import Form
from .plain import Paper, as_text, plain

_STYLE = "cyan"
_AT_ONCE = 1.0
"""Seconds in which a second Ctrl-C is taken for the one that stopped a reply: impatience is no farewell."""


class Screen:
    """Where a conversation is shown, and where messages come from; with a pipe there are no prompts and no colours."""

    def __init__(self) -> None:
        self.paper = Paper()
        self.live = self.paper.is_terminal
        self.prompts = self.live and sys.stdin.isatty()
        self._stopped = float("-inf")
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")
        if self.prompts:
            with suppress(ImportError):  # not everywhere; then lines cannot be edited
                import readline  # noqa: F401 - `input` edits lines with it, and keeps them in memory only

    def note(self, text: str) -> None:
        """Show a line that is no part of the conversation."""
        self.paper.print(as_text(text, "dim"), soft_wrap=True)

    def warn(self, text: str) -> None:
        """Show a line that should not be overlooked."""
        self.paper.print(as_text(text, "yellow"), soft_wrap=True)

    def messages(self) -> Iterator[str]:
        """Yield what the user types, line by line, without white space around it; ends with Ctrl-D or Ctrl-C."""
        while True:
            try:
                line = input("you: " if self.prompts else "")
            except (EOFError, KeyboardInterrupt) as end:
                if self.prompts:
                    self.paper.print()
                if isinstance(end, KeyboardInterrupt) and time.monotonic() - self._stopped < _AT_ONCE:
                    continue
                return
            yield line.strip()

    def stopped(self) -> None:
        """Note that Ctrl-C has just stopped a reply, so that another right behind it does not end the program."""
        self._stopped = time.monotonic()

    @contextmanager
    def reply(self, name: str, form: Form) -> Iterator[Reply]:
        """Show a reply while it is written; the line is ended however it ends."""
        shown = Reply(self.paper, name, form)
        try:
            yield shown
        finally:
            shown.close()

    def said(self, name: str, text: str) -> None:
        """Show a whole reply."""
        with self.reply(name, plain) as shown:
            shown.end(text)

    def pairs(self, items: Iterable[tuple[str, str]]) -> None:
        """Show names and what belongs to them."""
        for name, value in items:
            self.note(f"{name}: {value}")


class Reply:
    """A reply on the screen. What turns out to be written otherwise than it was shown is visibly shown again."""

    def __init__(self, paper: Paper, name: str, form: Form) -> None:
        self._paper, self._name, self._form = paper, name, form
        self._answer, self._written = 0, ""
        self._shown = ""
        self._waits = paper.is_terminal
        if self._waits:
            paper.print(as_text(f"{name} is thinking …", "dim"), end="")

    def hear(self, piece: Piece) -> None:
        """Show what a piece adds to what is said."""
        if piece.answer != self._answer:
            self._answer, self._written = piece.answer, ""
        self._written += piece.text
        text = self._form(self._written)
        # Another answer to the same question may begin as the one before did.
        if text and not self._shown.startswith(text):
            self._show(text)

    def end(self, text: str) -> None:
        """Show the reply as it was read."""
        if plain(text) != self._shown:
            self._show(plain(text))

    def close(self) -> None:
        """End the line."""
        self._stop_waiting()
        if self._shown:
            self._paper.print()

    def _show(self, text: str) -> None:
        self._stop_waiting()
        if not self._shown or not text.startswith(self._shown):
            if self._shown:
                self._paper.print(as_text("\n(again)", "dim"))
            self._paper.print(as_text(f"{self._name}: ", f"bold {_STYLE}"), end="")
            self._shown = ""
        self._paper.print(as_text(text[len(self._shown) :], _STYLE), end="", soft_wrap=True)
        self._shown = text

    def _stop_waiting(self) -> None:
        if self._waits:
            self._paper.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))
            self._waits = False
