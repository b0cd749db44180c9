"""What a corpus is like, in the figures that papers print: counts, and what follows from them."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ...signatures import BigFive
from .tokens import NAME

Side = Literal["all", "seeker", "supporter"]
SIXTHS = 6
PERSONALITIES = 2 ** len(BigFive.poles())
"""Combinations of the poles of the Big Five."""


class _Figures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Figures):
    """How large something is: per dialogue, per utterance, …"""

    mean: float
    least: int
    most: int

    @classmethod
    def of(cls, counts: Counter[int]) -> Span | None:
        """Return it of sizes → how often they occur; None where none does."""
        if not counts:
            return None
        mean = sum(size * often for size, often in counts.items()) / counts.total()
        return cls(mean=mean, least=min(counts), most=max(counts))


class Speech(_Figures):
    """What one side says, or both."""

    utterances: int
    tokens: int
    per_utterance: Span | None
    """Tokens of an utterance; None where there is none."""
    vocabulary: int
    """Different tokens."""
    distinct: tuple[float | None, float | None, float | None]
    """Distinct-1, -2, -3; None without a run of that length."""


class Personas(_Figures):
    """Whom the seekers are, of the dialogues that have a persona."""

    number: int
    genders: dict[str, int]
    ages: Span
    """Years."""
    personalities: dict[str, int]
    """Poles of the Big Five, as a persona writes them → seekers."""

    @property
    def coverage(self) -> int:
        """How many of the 32 personalities occur."""
        return len(self.personalities)


class Description(_Figures):
    """A corpus in figures. Whatever is counted by name is there the most frequent first."""

    name: str
    tokenizer: str = NAME
    dialogues: int
    duplicates: int
    """Dialogues whose turns are, to the letter, those of an earlier one."""
    speech: dict[Side, Speech]
    utterances: Span
    """Per dialogue."""
    turns: int
    """Runs of one speaker, each a turn."""
    turns_each: Span
    """Per dialogue."""
    tokens_each: Span
    """Per dialogue."""
    same_speaker: int
    """Utterances by the speaker of the one before."""
    begins: dict[str, int]
    """Speaker → dialogues that they begin."""
    ends: dict[str, int]
    topics: dict[str, int]
    """As written, upper and lower case together; the records' own, or else the personas'."""
    emotions: dict[str, int]
    sixths: dict[str, tuple[int, ...]]
    """Strategy → how often it is used in each sixth of the conversation."""
    reasoning: dict[str, int]
    """Node → supporter turns that have it."""
    reasoning_tokens: Span | None
    """Of the reasoning of a turn that has any, names of strategies left out."""
    personas: Personas | None
    crises: int | None
    """Dialogues in whose seeker's words there is danger to life or abuse; found by English words, so None where no
    dialogue could have them."""
    crises_of: int
    """Dialogues that were looked at for it: all but those written mostly in Chinese or Japanese."""
    cjk: float
    """Share of the characters, spaces not counted, that are Chinese or Japanese."""
    utterance_counts: dict[int, int]
    """Utterances of a dialogue → dialogues."""
    token_counts: dict[Literal["seeker", "supporter"], dict[int, int]]
    """Tokens of an utterance → utterances."""

    @property
    def strategies(self) -> dict[str, int]:
        """Strategy → how often it is used."""
        return {name: sum(counts) for name, counts in self.sixths.items()}
