"""Whether a sentence says again what another one tells, whoever the persons are.

"My boss left me" and "your boss left you" are the same words then.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .said import Said
from .text import content, words

_SAME = {
    **dict.fromkeys("i you he she they we me him her them us seeker user client it".split(), "~"),
    **dict.fromkeys("my your his their our mine yours theirs seeker's".split(), "~s"),
    **dict.fromkeys("am are is was were be been i'm you're he's she's they're we're".split(), "be"),
    **dict.fromkeys("have has had i've you've they've we've".split(), "have"),
    **dict.fromkeys("myself yourself himself herself themselves ourselves".split(), "~self"),
}
_LEAST_NEW = {5: 2, 7: 1}
"""Words in a row → how many of them must be about something new; "I don't know what to do" is everybody's."""
NEW = 3
_MOST = 0.6
"""Share of one sentence that another must have of it where the words are in no common order."""


@lru_cache(maxsize=16384)
def of_nobody(text: str) -> tuple[str, ...]:
    """Return the words of a text with all persons made one."""
    return tuple(_SAME.get(word, word) for word in words(text))


@lru_cache(maxsize=16384)
def runs(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the runs of words that could give a copy away, the persons made one: short ones, then long ones."""
    whole = of_nobody(text)
    return tuple(run for size in _LEAST_NEW for run in _windows(whole, size))


def _windows(whole: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [whole[start : start + size] for start in range(len(whole) - size + 1)]


def contains(text: str, run: str) -> bool:
    """Tell whether the words of `run` stand in `text`, whoever the persons are."""
    within, sought = of_nobody(text), of_nobody(run)
    return any(within[start : start + len(sought)] == sought for start in range(len(within) - len(sought) + 1))


def copied(sentence: str, told: frozenset[tuple[str, ...]], said: Said) -> str | None:
    """Return the words of `sentence` that lead up to a run in `told` about something new; None where there is none."""
    shared = told.intersection(runs(sentence))
    if not shared:
        return None
    found = words(sentence)
    for size, least in _LEAST_NEW.items():
        for start, run in enumerate(_windows(of_nobody(sentence), size)):
            if run in shared and len(said.has_not(content(" ".join(found[start : start + size])))) >= least:
                return " ".join(found[:start])
    return None


def retold(sentence: str, told: Iterable[str], said: Said) -> bool:
    """Tell whether `sentence` is about the same as one in `told`, in any order, and nobody has said it yet."""
    about = content(sentence)
    new: frozenset[str] | None = None
    for other in told:
        common = about & content(other)
        if len(common) >= max(NEW, _MOST * min(len(about), len(content(other)))):
            new = said.has_not(about) if new is None else new
            if len(common & new) >= NEW:
                return True
    return False
