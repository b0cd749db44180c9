"""The plots of a description: topics, strategies by progress, lengths, Big-Five coverage. Matplotlib draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..report.drawing import DASHES, GREY, LINES, look, paper, saved
from ..report.texts import cut
from .colours import styles
from .description import PERSONALITIES, SIXTHS, Description
from .rows import rows, sixths

TOPICS = 15
_WIDE = 7.0
"""Inches. Text of 10 points in it can be read on a page of a paper and, across a phone, as small print."""
_BINS = 20


@dataclass(frozen=True)
class Plot:
    """A plot, as PNG."""

    name: str
    """Of its file, without the ending."""
    title: str
    says: str
    """What it shows, in words, for who cannot see it."""
    png: bytes


def plots(corpora: Sequence[Description]) -> list[Plot]:
    """Return the plots that the corpora have something to show in; the same corpora give the same bytes."""
    with look():
        return [*_topics(corpora), *_strategies(corpora), *_lengths(corpora), *_big_five(corpora)]


def _plot(figure: Any, name: str, title: str, says: str) -> Plot:
    png, says = saved(figure, says, format="png", dpi=160, metadata={"Software": None})
    return Plot(name, title, says, png)


def _topics(corpora: Sequence[Description]) -> Iterator[Plot]:
    section = [row for row in rows(corpora, TOPICS) if row.section == "Topics"][2:]  # after dialogues, different
    if not section:
        return
    shown = [number for number, corpus in enumerate(corpora) if corpus.topics]
    figure, (axes,) = paper(_WIDE, 1.2 + len(section) * (0.16 + 0.14 * len(shown)))
    thick = 0.8 / len(shown)
    for place, number in enumerate(shown):
        heights = [row + (place - (len(shown) - 1) / 2) * thick for row in range(len(section))]
        shares = [100 * (row.cells[number].share or 0) for row in section]
        axes.barh(heights, shares, thick, color=LINES[number % len(LINES)], label=cut(corpora[number].name))
    axes.set_yticks(range(len(section)), [cut(row.name) for row in section])
    axes.set_ylim(len(section) - 0.5, -0.5)
    axes.set_xlabel("dialogues that name a topic, %")
    axes.grid(axis="x", color="#dddddd")
    if len(shown) > 1:
        figure.legend(loc="outside upper center", ncols=min(3, len(shown)))
    first = [(corpora[number], *next(iter(corpora[number].topics.items()))) for number in shown]
    says = "; ".join(
        f"{corpus.name}: {len(corpus.topics):,} topics, most often {topic}, {often / sum(corpus.topics.values()):.1%}"
        for corpus, topic, often in first
    )
    yield _plot(figure, "topics", "Topics", f"Bars: how often each topic occurs. {says}.")


def _strategies(corpora: Sequence[Description]) -> Iterator[Plot]:
    shown = [corpus for corpus in corpora if corpus.sixths]
    if not shown:
        return
    looks = styles([name for corpus in shown for name in corpus.sixths])
    across = min(2, len(shown))
    lines = -(-len(looks) // 2)
    figure, panels = paper(_WIDE, 3.2 * -(-len(shown) // across) + 0.22 * lines, len(shown), across, sharey=True)
    told = []
    for axes, corpus in zip(panels, shown, strict=True):
        below = [0.0] * SIXTHS
        for name, shares in sixths(corpus):
            heights = [100 * (share or 0) for share in shares]
            colour, hatch = looks[name]
            axes.bar(
                range(1, SIXTHS + 1), heights, 0.9, below, color=colour, hatch=hatch, edgecolor="white", linewidth=0.5
            )
            below = [one + two for one, two in zip(below, heights, strict=True)]
        axes.set(title=cut(corpus.name), xlabel="sixth of the conversation", ylim=(0, 100))
        first, last = _oftenest(corpus, 0), _oftenest(corpus, SIXTHS - 1)
        told.append(f"{corpus.name}: most often {first} in the first sixth, {last} in the last")
    for axes in panels[::across]:
        axes.set_ylabel("strategies, %")
    from matplotlib.patches import Patch

    patches = [Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=cut(name, 40))
               for name, (colour, hatch) in looks.items()]  # fmt: skip
    figure.legend(handles=patches, loc="outside lower center", ncols=2)
    says = f"Stacked bars: which share each strategy has in each sixth of the conversation. {'; '.join(told)}."
    yield _plot(figure, "strategies", "Strategies by progress", says)


def _lengths(corpora: Sequence[Description]) -> Iterator[Plot]:
    figure, panels = paper(_WIDE, 5.6, 2)
    utterances = [corpus.utterance_counts for corpus in corpora]
    tokens = [_added(*corpus.token_counts.values()) for corpus in corpora]
    for axes, counts, what in (
        (panels[0], utterances, "utterances of a dialogue"),
        (panels[1], tokens, "tokens of an utterance"),
    ):
        edge = max(_most_of(one) for one in counts)
        width = max(1, -(-edge // _BINS))
        for number, one in enumerate(counts):
            heights, total = [0.0] * (edge // width + 2), sum(one.values())
            for size, often in one.items():
                heights[min(size // width, len(heights) - 1)] += 100 * often / total
            edges = [width * place for place in range(len(heights) + 1)]
            colour = LINES[number % len(LINES)]
            axes.stairs(
                heights,
                edges,
                color=colour,
                linewidth=2,
                linestyle=DASHES[number % len(DASHES)],
                label=cut(corpora[number].name),
            )
        last = width * (edge // width + 1)
        axes.set(xlabel=f"{what} (the last bar: {last:,} and more)", xlim=(0, last + width))
        axes.set_ylabel("dialogues, %" if counts is utterances else "utterances, %")
        axes.set_ylim(bottom=0)
        axes.grid(axis="y", color="#dddddd")
    if len(corpora) > 1:
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper center", ncols=min(3, len(corpora)))
    says = "; ".join(
        f"{corpus.name}: {corpus.utterances.mean:.1f} utterances a dialogue on average, "
        f"{found.mean if (found := corpus.speech['all'].per_utterance) else 0:.1f} tokens an utterance"
        for corpus in corpora
    )
    yield _plot(figure, "lengths", "Lengths", f"Two histograms: how long dialogues and utterances are. {says}.")


def _big_five(corpora: Sequence[Description]) -> Iterator[Plot]:
    shown = [(corpus, corpus.personas) for corpus in corpora if corpus.personas]
    if not shown:
        return
    figure, panels = paper(_WIDE, 2.6 * len(shown), len(shown))
    for axes, (corpus, personas) in zip(panels, shown, strict=True):
        shares = [100 * often / personas.number for often in personas.personalities.values()]
        bars = [*shares, *[0.0] * (PERSONALITIES - len(shares))]
        axes.bar(range(1, PERSONALITIES + 1), bars, color=LINES[0])
        axes.axhline(100 / PERSONALITIES, color=GREY, linestyle="--", label=f"all {PERSONALITIES} alike")
        axes.set(title=f"{cut(corpus.name)}: {personas.coverage} of {PERSONALITIES} personalities occur")
        axes.set(xlabel="personalities, the most frequent first", ylabel="personas, %", xlim=(0.3, PERSONALITIES + 0.7))
        axes.legend(loc="upper right")
    says = "; ".join(f"{corpus.name}: {found.coverage} of {PERSONALITIES} occur" for corpus, found in shown)
    yield _plot(figure, "big_five", "Big-Five coverage", f"Bars: how often each personality occurs. {says}.")


def _oftenest(corpus: Description, sixth: int) -> str:
    return max(corpus.sixths, key=lambda name: corpus.sixths[name][sixth])


def _added(*counts: dict[int, int]) -> dict[int, int]:
    return {size: sum(one.get(size, 0) for one in counts) for size in sorted(set().union(*counts))}


def _most_of(counts: dict[int, int]) -> int:
    """Return the size that 99 % do not exceed, so that one long text does not press all others together."""
    left = 0.99 * sum(counts.values())
    for size, often in sorted(counts.items()):
        left -= often
        if left <= 0:
            return size
    return 1
