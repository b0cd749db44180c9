"""What can be said of a corpus only as a whole: what occurs twice, how varied its words are, whom and what it covers.

    report = corpus_report((dialogue.id, dialogue, persona) for dialogue, persona in corpus)

Dialogues are read once, one after the other. What is kept of each is its words, for the comparison with later ones, and
the hashes of its n-grams.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log
from statistics import fmean, pstdev

from pydantic import BaseModel, ConfigDict

from ...corpora.near_duplicates import NearDuplicate, NearDuplicateFinder
from ...signatures import ESCONV, Dialogue, Persona, Taxonomy, mentions_crisis
from .distinct import SIZES, DistinctCounter

PERSONALITIES = 2**5
"""Combinations of the poles of the Big Five."""


class Spread(BaseModel):
    """How something is spread over its values."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    counts: dict[str, int]
    """Value → how often it occurs, the most frequent first."""
    possible: int
    """How many values there could be; the number seen where that is open."""

    @property
    def entropy(self) -> float | None:
        """Shannon entropy over its largest possible value: 1 is even, 0 is all the same; None without two values."""
        total = sum(self.counts.values())
        if not total or self.possible < 2:
            return None
        return -sum(n / total * log(n / total) for n in self.counts.values() if n) / log(self.possible)

    @property
    def coverage(self) -> float | None:
        """Share of the possible values that occur; None where none is possible."""
        return len(self.counts) / self.possible if self.possible else None


class Ages(BaseModel):
    """The ages of the seekers, in years."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mean: float
    deviation: float
    """Population standard deviation."""
    youngest: int
    oldest: int
    by_decade: dict[int, int]
    """Decade (10 for ages from 10 to 19) → seekers."""


class CorpusReport(BaseModel):
    """A corpus in figures. What needs personas counts the dialogues that have one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dialogues: int
    turns: int
    personas: int
    near_duplicates: tuple[NearDuplicate, ...]
    """Dialogues that are nearly the same as an earlier one, in order; without them no two are."""
    distinct: dict[str, tuple[float | None, ...]]
    """"all", "seeker", "supporter" → Distinct-1, -2, -3: different n-grams over all n-grams; None without any."""
    topics: Spread
    personalities: Spread
    genders: Spread
    ages: Ages | None
    strategies: Spread
    crisis_share: float | None
    """Share of the dialogues in which the seeker speaks of danger to life or of abuse; None in an empty corpus."""

    @property
    def duplicate_groups(self) -> dict[str, tuple[str, ...]]:
        """Dialogue → the later ones that are nearly the same."""
        groups: dict[str, tuple[str, ...]] = {}
        for pair in self.near_duplicates:
            groups[pair.of] = (*groups.get(pair.of, ()), pair.dialogue)
        return groups

    @property
    def duplicate_share(self) -> float | None:
        """Share of the dialogues that are nearly the same as an earlier one; None in an empty corpus."""
        return len(self.near_duplicates) / self.dialogues if self.dialogues else None


def corpus_report(
    dialogues: Iterable[tuple[str, Dialogue, Persona | None]], taxonomy: Taxonomy = ESCONV
) -> CorpusReport:
    """Return the figures of a corpus, given as (id, dialogue, persona or None where there is none)."""
    number = turns = crises = 0
    finder, distinct = NearDuplicateFinder(), DistinctCounter()
    near: list[NearDuplicate] = []
    topics, personalities, genders, strategies = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    ages: list[int] = []
    for name, dialogue, persona in dialogues:
        number += 1
        turns += len(dialogue.turns)
        if found := finder.add(name, [turn.text for turn in dialogue.turns]):
            near.append(found)
        for turn in dialogue.turns:
            distinct.add(turn.speaker, turn.text)
        strategies.update(turn.strategy for turn in dialogue.turns if turn.strategy)
        crises += any(turn.speaker == "seeker" and mentions_crisis(turn.text) for turn in dialogue.turns)
        if persona:
            topics[" ".join(persona.topic.casefold().split())] += 1
            personalities[str(persona.personality)] += 1
            genders[persona.gender.value] += 1
            ages.append(persona.age)
    return CorpusReport(
        dialogues=number,
        turns=turns,
        personas=len(ages),
        near_duplicates=tuple(near),
        distinct={who: tuple(distinct.share(who, size) for size in SIZES) for who in ("all", "seeker", "supporter")},
        topics=_spread(topics),
        personalities=_spread(personalities, PERSONALITIES),
        genders=_spread(genders),
        ages=_ages(ages),
        strategies=_spread(strategies, len(taxonomy.names)),
        crisis_share=crises / number if number else None,
    )


def _spread(counts: Counter[str], possible: int = 0) -> Spread:
    return Spread(counts=dict(counts.most_common()), possible=max(possible, len(counts)))


def _ages(ages: list[int]) -> Ages | None:
    if not ages:
        return None
    decades = Counter(age // 10 * 10 for age in ages)
    return Ages(
        mean=fmean(ages),
        deviation=pstdev(ages),
        youngest=min(ages),
        oldest=max(ages),
        by_decade={decade: decades[decade] for decade in sorted(decades)},
    )
