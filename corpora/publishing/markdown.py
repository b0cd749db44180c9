"""Markdown that shows what others wrote, and does nothing else with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

# Marks that mean something inside a line, and what makes a link of a bare address.
_MARKS = re.compile(r"([\\`*_\[\]<>#|~@&$]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_LIST = re.compile(r"^(\d*)([-+.)=])(?= |$)")


def visible(text: str) -> str:
    """Return a text as one line of characters that can be seen."""
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in " ".join(text.split()))


def escaped(text: str, longest: int = 120) -> str:
    """Return a text of somebody else as one line of Markdown that shows it and does nothing else."""
    line = visible(text)
    cut = line if len(line) <= longest else line[: longest - 1] + "…"
    return _LIST.sub(r"\1\\\2", _MARKS.sub(r"\\\1", cut))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; what is in its cells is escaped, the header is not."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(map(escaped, row)) + " |" for row in rows)])


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def listed(texts: Iterable[str], most: int = 10) -> str:
    """Return texts of others in one line, and how many more there are than `most`."""
    named = [escaped(text) for text in texts]
    return ", ".join(named[:most]) + (f" and {len(named) - most:,} more" if len(named) > most else "")


def share(part: int, whole: int) -> str:
    """Return per cent; "none" of nothing."""
    return f"{part / whole:.1%}" if whole else "none"


def counted(what: str, unit: str, counts: Mapping[str, int], most: int = 12) -> str:
    """Return a table of the most frequent, and below it how many there are besides."""
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = ((name, f"{count:,}", share(count, total)) for name, count in islice(ordered, most))
    more = len(ordered) - most
    return table((what, unit, "share"), rows) + (f"\n\n… and {more:,} more." if more > 0 else "")


def were(count: int) -> str:
    """Return how many, with the verb that follows."""
    return f"{count:,} {'was' if count == 1 else 'were'}"


def of_all(some: int, whole: int, one: str, several: str = "") -> str:
    """Return how many of all are meant."""
    return f"every {one}" if some == whole else f"{some:,} of {whole:,} {several or f'{one}s'}"
