"""What the demonstrations in a prompt teach: the nearer one is to this moment of this conversation, the more.

Near is a demonstration that is as far into its conversation, and in which the like was just said. From the near ones
come what to do next (a strategy) and how a message is made (`Form`: its length, its thanks, its relief). Their words
are never taken: they tell of somebody else.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .prompt import Demonstration, Prompt, Side

_PLACES = 0.5
"""How far apart, on the logarithm of how often the other side has spoken, two moments are still near."""
_SHARES = 0.12
"""The same for the share of a conversation that is over, where both say how long it will be."""
_PLACE_ALONE = 0.3
"""How near two moments are at one place at which nothing alike was said."""
_OTHER_TURN = 0.5
"""What is left of nearness where one side was waited for in one moment and had answered already in the other."""
_NEAREST = 32
"""How many demonstrations teach; with hundreds in a prompt, the place alone would outweigh what was said."""
_FAR = 0.02
"""Nearness below which a demonstration teaches nothing."""
_OWN_WAY = 0.25
"""Weight of writing as without demonstrations, in nearness: one near demonstration already shows the form."""
_RUN = 7
"""Words in a row that are shared only by copying; what checks call a copy is longer by one."""

_SPEAKER = re.compile(r"^(you|other): ", re.MULTILINE)
_PROGRESS = re.compile(r"message (\d+) of about (\d+)")
_WORD = re.compile(r"\w+(?:'\w+)?|\?")
_ENDINGS = ("ing", "ed", "ly", "es", "s")
_COMMON = frozenset(
    """the a an and or but so to of in on at for with is are was were be been am i'm it it's that this i my me you your
    he she they his her we do did does have has had not just as if""".split()
)
_THANKS = re.compile(r"\b(?:thank|thanks|grateful|appreciate\w*|means a lot|needed to hear)\b", re.IGNORECASE)
_LIGHTER = re.compile(
    r"(?<!to )(?<!n't )(?<!not )(?<!never )\b(?:"
    r"feel(?:s|ing)? (?:\w+ ){0,3}(?:better|lighter|easier|calmer|clearer|hopeful|heard|relieved|less|smaller)|"
    r"(?:it|that|this|things?) (?:\w+ ){0,3}(?:easier|clearer|smaller|lighter)|"
    r"(?:that|this|it|you|already) help(?:s|ed)|makes sense|good idea|i can do (?:that|it)|i like that|"
    r"(?:i'll|i might|i could|i think i'll|i'm going to) (?:actually |just )?"
    r"(?:try|talk|tell|call|ring|give|go|ask|do|take|think)|sorted|glad (?:i|we|you)|room in my|a weight off)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Moment:
    """Where a conversation is, as far as whoever speaks next can tell."""

    heard: int
    """How often the other side has spoken; several messages in a row count once."""
    over: float | None
    """Share of the conversation that is over, 0 to 1; None where nobody said how long it will be."""
    awaited: bool
    """The other side spoke last."""
    words: frozenset[str]
    """Stems of what the other side said last."""


@dataclass(frozen=True)
class Form:
    """How a message is made, whatever it is about."""

    words: int
    thanks: bool
    lighter: bool

    def unlike(self, other: Form) -> float:
        """Return how different two forms are: 0 is alike, 1 a length of e times the other or one manner missing."""
        length = abs(math.log((1 + self.words) / (1 + other.words)))
        return length + (self.thanks != other.thanks) + (self.lighter != other.lighter)


@dataclass(frozen=True)
class Lesson:
    """The nearest demonstrations of one prompt with their nearness in (0, 1], and what all of them say."""

    near: tuple[tuple[float, Demonstration], ...]
    shown: tuple[str, ...]
    """Their messages, near or far."""

    def form(self, field: str, rng: random.Random) -> Form | None:
        """Return the form of `field` in a near demonstration, drawn by nearness; None where there is none to follow,
        and more often the less near they are.
        """
        having = [(weight, demo.outputs[field]) for weight, demo in self.near if demo.outputs.get(field)]
        drawn = rng.random() * (_OWN_WAY + sum(weight for weight, _ in having))
        for weight, text in having:
            drawn -= weight
            if drawn < 0:
                return form_of(text)
        return None

    def copies(self, text: str) -> bool:
        """Whether a run of words in `text` is also in a demonstration's message."""
        return bool(self.shown) and not _runs(text).isdisjoint(_runs_of_all(self.shown))

    def closest(self, candidates: Iterable[str], target: Form | None) -> str | None:
        """Return the candidate that is made most like `target`, the first where several are or there is no target;
        None where every candidate copies a demonstration.
        """
        usable = [text for text in candidates if not self.copies(text)]
        if not usable or target is None:
            return usable[0] if usable else None
        return min(usable, key=lambda text: form_of(text).unlike(target))


def lesson_of(prompt: Prompt) -> Lesson | None:
    """Return what the demonstrations of `prompt` teach for its moment; None where it has none."""
    if not prompt.demonstrations:
        return None
    here = _moment(prompt.conversation, prompt.inputs.get("progress", ""))
    given = prompt.inputs.get("strategy")
    near = []
    for demo in prompt.demonstrations:
        there = moment_of(demo.inputs.get("conversation", ""), demo.inputs.get("progress", ""))
        weight = nearness(here, there)
        if given and demo.inputs.get("strategy") not in (None, given):  # another thing is done there, at another length
            weight /= 2
        if weight > _FAR:
            near.append((weight, demo))
    shown = dict.fromkeys(demo.outputs.get("utterance", "") for demo in prompt.demonstrations)
    near.sort(key=lambda one: -one[0])
    return Lesson(tuple(near[:_NEAREST]), tuple(text for text in shown if text))


def nearness(here: Moment, there: Moment) -> float:
    """Return how near two moments are, from 0 to 1."""
    if here.over is not None and there.over is not None:
        apart = (here.over - there.over) / _SHARES
    else:
        apart = math.log((1 + here.heard) / (1 + there.heard)) / _PLACES
    place = math.exp(-apart * apart)
    if here.awaited != there.awaited:
        place *= _OTHER_TURN
    shared = len(here.words & there.words)
    alike = shared / math.sqrt(len(here.words) * len(there.words)) if shared else 0.0
    return place * (_PLACE_ALONE + (1 - _PLACE_ALONE) * alike)


@lru_cache(maxsize=4096)
def moment_of(transcript: str, progress: str = "") -> Moment:
    """Return the moment at which a demonstration's transcript (lines of ``you:`` and ``other:``) ends."""
    parts = _SPEAKER.split(transcript)
    return _moment(
        [("me" if who == "you" else "other", text) for who, text in zip(parts[1::2], parts[2::2], strict=True)],
        progress,
    )


@lru_cache(maxsize=4096)
def form_of(text: str) -> Form:
    """Return how a message is made."""
    plain = text.replace("’", "'")
    return Form(len(text.split()), bool(_THANKS.search(plain)), bool(_LIGHTER.search(plain)))


def _moment(conversation: Sequence[tuple[Side, str]], progress: str) -> Moment:
    turns = [(side, " ".join(text for _, text in said)) for side, said in groupby(conversation, key=lambda one: one[0])]
    heard = [text for side, text in turns if side == "other"]
    found = _PROGRESS.search(progress)
    number, total = (int(found[1]), int(found[2])) if found else (0, 0)
    return Moment(
        heard=len(heard),
        over=min(1.0, number / total) if total else None,
        awaited=bool(turns) and turns[-1][0] == "other",
        words=_stems(heard[-1]) if heard else frozenset(),
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _words(text, marks=True) if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _words(text: str, marks: bool = False) -> list[str]:
    found = _WORD.findall(text.lower().replace("’", "'"))
    return found if marks else [word for word in found if word != "?"]


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _words(text)
    return frozenset(tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))


@lru_cache(maxsize=64)
def _runs_of_all(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(_all_runs(texts))


def _all_runs(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for text in texts:
        yield from _runs(text)
