"""What of an answer is said to the other, while it is still being written: no reasoning, no markers, nothing to obey.

Each form takes an answer as far as it is written and returns the utterance as far as that is certain: of a longer
beginning of the same answer it returns the same and more. An answer that its reader refuses later may have been shown
until then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from ..generators.answer import read_parts
from ..generators.frame import FrameError, read_framed
from ..programs import Chatbot, Supporter
from ..programs.supporter import GoOn
from .plain import plain

Form = Callable[[str], str]

_DECORATION = r"[ \t*#>`_-]*"
_BEGUN_MARKER = re.compile(
    rf"^{_DECORATION}(?:\[(?:\[\s*(?:#(?:#\s*(?:\w+\s*(?:#(?:#\s*\]?)?)?)?)?)?)?)?\Z", re.MULTILINE
)
"""A line at the end of a text that may become the marker of a field."""
_BEGUN_LABEL = re.compile(r"[*_]*\w*[*_]*[ \t]*:?[*_]*\s*")
"""A word at the beginning of an utterance that may become a label before it, which is left out."""
_BEGUN_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P^_X](?:(?!\x07|\x1b\\).)*)?\Z", re.DOTALL)
"""A control sequence at the end of a text that is not complete."""


def form_of(supporter: Supporter) -> Form:
    """Return the form in which a supporter's model writes what it says."""
    if not isinstance(supporter, Chatbot):
        return marked
    return partial(behind_frame, supporter.node_names) if supporter.node_names else whole


def whole(text: str) -> str:
    """The answer is the utterance."""
    return _shown(text.strip().replace("\r\n", "\n"))


def marked(text: str) -> str:
    """The utterance stands under its marker; an answer without any shows nothing."""
    begun = _BEGUN_MARKER.search(text)
    known = text[: begun.start()] if begun else text
    return _shown(str(read_parts(GoOn, known).get("utterance", ""))) if "[[" in known else ""


def behind_frame(nodes: Sequence[str], text: str) -> str:
    """The utterance stands behind a line for each node (`generators.frame`)."""
    try:
        said = read_framed(text, nodes).utterance
    except FrameError:
        return ""
    return "" if _BEGUN_LABEL.fullmatch(said) else _shown(said)


def _shown(text: str) -> str:
    begun = _BEGUN_ESCAPE.search(text)
    return plain(text[: begun.start()] if begun else text)
