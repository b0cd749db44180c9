"""The statistics table: its rows, each with a cell for every corpus; how it is set is the business of `tables.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...signatures import TAXONOMIES
from .description import PERSONALITIES, SIXTHS, Description, Side, Span

Number = int | float | None


@dataclass(frozen=True)
class Cell:
    """A figure of one corpus."""

    value: Number
    """None where the corpus says nothing about it."""
    of: int = 0
    """What it is a share of; 0 where it is none."""
    digits: int = 0
    """After the point."""
    least: int | None = None
    most: int | None = None
    """Of what `value` is the mean."""

    @classmethod
    def of_span(cls, span: Span | None) -> Cell:
        return cls(span.mean, digits=1, least=span.least, most=span.most) if span else cls(None)

    @property
    def share(self) -> float | None:
        return self.value / self.of if self.of and self.value is not None else None

    def __str__(self) -> str:
        if self.value is None:
            return "-"
        written = f"{self.value:,.{self.digits}f}"
        if self.least is not None:
            return f"{written} ({self.least:,}–{self.most:,})"
        return f"{written} ({self.share:.1%})" if self.share is not None else written


@dataclass(frozen=True)
class Row:
    section: str
    name: str
    cells: tuple[Cell, ...]


def rows(corpora: Sequence[Description], most: int | None = None) -> Iterator[Row]:
    """Yield the rows; what no corpus has anything of is left out.

    Args:
        most: of topics, emotions and strategies, how many are shown by name; None for all.
    """
    for section, figures in (("Size", _size()), ("Words", _words())):
        for name, cell in figures:
            yield Row(section, name, tuple(map(cell, corpora)))
    yield from _counted("Topics", corpora, [one.topics for one in corpora], most)
    yield from _counted("Emotions", corpora, [one.emotions for one in corpora], most)
    yield from _strategies(corpora, most)
    yield from _reasoning(corpora)
    yield from _people(corpora)
    yield Row("Safety", "crisis (English words only)", tuple(Cell(one.crises, one.crises_of) for one in corpora))


def sixths(corpus: Description) -> Iterator[tuple[str, tuple[float | None, ...]]]:
    """Yield the strategies of a corpus and, for each sixth of the conversation, which share of it each has."""
    totals = [sum(counts[sixth] for counts in corpus.sixths.values()) for sixth in range(SIXTHS)]
    for name in in_order(corpus.sixths):
        counts = corpus.sixths[name]
        yield name, tuple(count / total if total else None for count, total in zip(counts, totals, strict=True))


def in_order(names: Iterable[str]) -> list[str]:
    """Return names of strategies in the order of the taxonomies, then those of none, as they came; "Others" last."""
    known = list(dict.fromkeys(name for taxonomy in TAXONOMIES.values() for name in taxonomy.names if name != "Others"))
    places = {name: place for place, name in enumerate(known)} | {"Others": len(known) + 1}
    return sorted(names, key=lambda name: places.get(name, len(known)))


Of = Callable[[Description], Cell]
"""Makes the cell of a corpus."""
_TWO: tuple[Side, Side] = ("seeker", "supporter")
_ALL: tuple[Side, Side, Side] = ("all", *_TWO)


def _size() -> Iterator[tuple[str, Of]]:
    yield "dialogues", lambda one: Cell(one.dialogues)
    yield "exact duplicates", lambda one: Cell(one.duplicates, one.dialogues)
    yield "utterances", lambda one: Cell(one.speech["all"].utterances)
    for side in _TWO:
        yield f"of the {side}", _utterances(side)
    yield "utterances per dialogue", lambda one: Cell.of_span(one.utterances)
    yield "turns (runs of a speaker)", lambda one: Cell(one.turns)
    yield "turns per dialogue", lambda one: Cell.of_span(one.turns_each)
    yield "same speaker as before", lambda one: Cell(one.same_speaker, one.speech["all"].utterances - one.dialogues)
    for side in _TWO:
        yield f"begun by the {side}", _begun(side)
    for side in _TWO:
        yield f"ended by the {side}", _ended(side)


def _words() -> Iterator[tuple[str, Of]]:
    yield "tokens", lambda one: Cell(one.speech["all"].tokens)
    yield "tokens per dialogue", lambda one: Cell.of_span(one.tokens_each)
    for side in _ALL:
        yield f"tokens per utterance{_by(side)}", _length(side)
    for side in _ALL:
        yield f"vocabulary{_by(side)}", _vocabulary(side)
    for size in (1, 2, 3):
        for side in _ALL:
            yield f"Distinct-{size}{_by(side)}", _distinct(side, size)
    yield "CJK characters, %", lambda one: Cell(100 * one.cjk, digits=1)


def _utterances(side: Side) -> Of:
    return lambda one: Cell(one.speech[side].utterances, one.speech["all"].utterances)


def _begun(side: Side) -> Of:
    return lambda one: Cell(one.begins.get(side, 0), one.dialogues)


def _ended(side: Side) -> Of:
    return lambda one: Cell(one.ends.get(side, 0), one.dialogues)


def _length(side: Side) -> Of:
    return lambda one: Cell.of_span(one.speech[side].per_utterance)


def _vocabulary(side: Side) -> Of:
    return lambda one: Cell(one.speech[side].vocabulary)


def _distinct(side: Side, size: int) -> Of:
    return lambda one: Cell(one.speech[side].distinct[size - 1], digits=4)


def _by(side: Side) -> str:
    return "" if side == "all" else f", {side}"


def _counted(
    section: str, corpora: Sequence[Description], counts: Sequence[dict[str, int]], most: int | None
) -> Iterator[Row]:
    """Yield a row for each name, the most frequent of the first corpus first; what two spell otherwise is one row."""
    if not any(counts):
        return
    totals = [sum(one.values()) for one in counts]
    unlike = zip(corpora, totals, strict=True)
    yield Row(section, "dialogues", tuple(Cell(total or None, one.dialogues) for one, total in unlike))
    yield Row(section, "different", tuple(Cell(len(one) or None) for one in counts))
    folded = [{name.casefold(): count for name, count in one.items()} for one in counts]
    shown = {name.casefold(): name for one in reversed(counts) for name in one}
    ranks = Counter[str]()
    for one, total in zip(folded, totals, strict=True):
        ranks.update({name: count * 10**9 // total for name, count in one.items()})
    listed = sorted(ranks, key=lambda name: (-ranks[name], name))
    yield from _named(section, listed, shown, folded, most)


def _named(
    section: str, listed: Sequence[str], shown: Mapping[str, str], counts: Sequence[dict[str, int]], most: int | None
) -> Iterator[Row]:
    """Yield a row for each of the first names, and one for all that follow."""
    totals = [sum(one.values()) for one in counts]

    def row(name: str, names: Sequence[str]) -> Row:
        found = (sum(one.get(each, 0) for each in names) if one else None for one in counts)
        return Row(section, name, tuple(Cell(count, total) for count, total in zip(found, totals, strict=True)))

    yield from (row(shown[name], [name]) for name in listed[:most])
    if most is not None and len(listed) > most:
        yield row(f"{len(listed) - most:,} more", listed[most:])


def _strategies(corpora: Sequence[Description], most: int | None) -> Iterator[Row]:
    counts = [one.strategies for one in corpora]
    totals = [sum(one.values()) for one in counts]
    if not any(counts):
        return
    said = (one.speech["supporter"].utterances for one in corpora)
    cells = (Cell(total or None, turns) for total, turns in zip(totals, said, strict=True))
    yield Row("Strategies", "supporter utterances", tuple(cells))
    listed = in_order(list(dict.fromkeys(name for one in counts for name in one)))
    yield from _named("Strategies", listed, {name: name for name in listed}, counts, most)


def _reasoning(corpora: Sequence[Description]) -> Iterator[Row]:
    nodes = list(dict.fromkeys(node for one in corpora for node in one.reasoning if node != "strategy"))
    for node in nodes:
        said = ((one.reasoning.get(node, 0), one.speech["supporter"].utterances) for one in corpora)
        yield Row("Reasoning", f"utterances with {node}", tuple(Cell(count, of) for count, of in said))
    if nodes:
        long = tuple(Cell.of_span(one.reasoning_tokens) for one in corpora)
        yield Row("Reasoning", "tokens for an utterance", long)


def _people(corpora: Sequence[Description]) -> Iterator[Row]:
    people = [one.personas for one in corpora]
    if not any(people):
        return
    number = (Cell(them.number if them else None, one.dialogues) for one, them in zip(corpora, people, strict=True))
    yield Row("Personas", "dialogues", tuple(number))
    for gender in dict.fromkeys(gender for them in people if them for gender in them.genders):
        found = (Cell(them.genders.get(gender, 0), them.number) if them else Cell(None) for them in people)
        yield Row("Personas", gender, tuple(found))
    yield Row("Personas", "age", tuple(Cell.of_span(them.ages if them else None) for them in people))
    covered = (Cell(them.coverage, PERSONALITIES) if them else Cell(None) for them in people)
    yield Row("Personas", f"of {PERSONALITIES} personalities", tuple(covered))
