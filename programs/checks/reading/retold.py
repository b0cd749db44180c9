"""Whether a sentence says again what another one tells, whoever the persons are.

"My boss left me" and "your boss left you" are the same words then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ....corpora.words import words
from .commonplace import COMMON, FEELINGS
from .text import content, sentences

if TYPE_CHECKING:
    from .said import Said

Run = int
"""A run of words by its hash, which stands for it within a process: a conversation has thousands of them."""
Words = tuple[str, ...]
_ANYBODY, _ANYBODYS, _ANY_SELF = "~", "~~", "~~~"
_SAME: dict[str, Words] = {
    **dict.fromkeys("i you he she they we me him her them us it u".split(), (_ANYBODY,)),
    **dict.fromkeys("seeker user client".split(), (_ANYBODY,)),
    **dict.fromkeys("my your his their our mine yours theirs ur seeker's".split(), (_ANYBODYS,)),
    **dict.fromkeys("am are is was were been".split(), ("be",)),
    **dict.fromkeys("i'm im you're youre he's she's they're theyre we're it's iam".split(), (_ANYBODY, "be")),
    **dict.fromkeys("has had".split(), ("have",)),
    **dict.fromkeys("i've ive you've youve they've theyve we've".split(), (_ANYBODY, "have")),
    **dict.fromkeys("i'll you'll they'll he'll she'll we'll".split(), (_ANYBODY, "will")),
    **dict.fromkeys("i'd you'd they'd he'd she'd we'd".split(), (_ANYBODY, "would")),
    **dict.fromkeys(("cant", "cannot"), ("can't",)),
    "dont": ("don't",),
    **dict.fromkeys("myself yourself himself herself themselves ourselves".split(), (_ANY_SELF,)),
    **dict.fromkeys("doesn't doesnt".split(), ("don't",)),
    **{f"{verb}s": (verb,) for verb in "want feel need think say hope know keep like".split()},
}
_SIZE = 5
"""Words in a row that could give a copy away."""
NEW = 3
_MOST = 0.6
"""Share of one sentence that another must have of it where the words are in no common order."""


@dataclass(frozen=True)
class Copy:
    """A run of words that a sentence shares with what is told."""

    before: str
    """What leads up to it."""
    own: Words
    """The words of the sentence."""
    size: int
    """How many words it has, the persons and short forms made one."""
    new: frozenset[str]
    """The stems in it of which nothing was said."""


@lru_cache(maxsize=2048)
def of_nobody(text: str) -> Words:
    """Return the words of a text with all persons made one."""
    found = words(text)
    if _SAME.keys().isdisjoint(found):
        return found
    made: list[str] = []
    for word in found:
        if same := _SAME.get(word):
            made += same
        else:
            made.append(word)
    return tuple(made)


def _windows(whole: Words) -> Iterator[Run]:
    """Return the runs of words in a text that could give a copy away."""
    return map(hash, zip(whole, whole[1:], whole[2:], whole[3:], whole[4:], strict=False))


@lru_cache(maxsize=2048)
def runs(text: str) -> frozenset[Run]:
    """Return the runs of words that could give a copy away, the persons made one."""
    return frozenset(_windows(of_nobody(text)))


@lru_cache(maxsize=2048)
def all_runs(text: str) -> frozenset[Run]:
    """Return the runs of words in the sentences of a text, as in `runs`."""
    return frozenset().union(*map(runs, sentences(text)))


def contains(text: str, run: str) -> bool:
    """Tell whether the words of `run` stand in `text`, whoever the persons are."""
    return f" {' '.join(of_nobody(run))} " in f" {' '.join(of_nobody(text))} "


def copied(sentence: str, told: AbstractSet[Run], said: Said) -> Copy | None:
    """Return the longest run of words in `sentence` that stands in `told` and that nobody has said; None for none."""
    if runs(sentence).isdisjoint(told):
        return None
    whole = of_nobody(sentence)
    shared = [run in told and run not in said.runs for run in _windows(whole)]
    longest = start = length = 0
    for place, is_shared in enumerate((*shared, False)):
        if is_shared:
            length += 1
        else:
            if length > longest:
                longest, start = length, place - length
            length = 0
    if not longest:
        return None
    end = start + longest + _SIZE - 1
    found = words(sentence)
    of_word = [number for number, word in enumerate(found) for _ in _SAME.get(word, (word,))]
    own = found[of_word[start] : of_word[end - 1] + 1]
    return Copy(" ".join(found[: of_word[start]]), own, end - start, said.has_not(content(" ".join(own))))


def retold(sentence: str, told: Iterable[str], said: Said) -> bool:
    """Tell whether `sentence` is about the same as one in `told`, in any order, and nobody has said it yet."""
    about = content(sentence)
    new: frozenset[str] | None = None
    for other in told:
        common = about & content(other)
        if len(common) >= max(NEW, _MOST * min(len(about), len(content(other)))):
            new = said.has_not(about) if new is None else new
            if len((common & new) - FEELINGS) >= NEW and not common & new <= COMMON:
                return True
    return False
