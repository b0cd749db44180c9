"""The charts of reports: effects, shares, means, curves, cost, matrices; of labels and figures, whatever they are of.

A value that is None is missing: its place stays empty, and nothing is drawn for it as if it were 0.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from .blocks import Plot
from .drawing import GRID, LINES, MARKERS, as_plot, look, paper, thinned
from .marks import INK, SOFT, WIDE, Estimate, Line, Panel, Point, Values, draw, legend, listed, placed
from .texts import cut


@look()
def effects_chart(name: str, title: str, says: str, rows: Sequence[Estimate], across: str) -> Plot:
    """Return a forest plot: each estimate with its interval, hollow where it is not shown to differ from 0.

    Args:
        across: what the figures are, under the axis.
    """
    figure, axes, heights = listed(rows)
    axes.axvline(0, color=INK, linewidth=1)
    for row, height in zip(rows, heights, strict=True):
        if row.value is None:
            axes.annotate(
                "no value", (0, height), (4, 0), textcoords="offset points", va="center", color=SOFT, fontsize=9
            )
            continue
        if row.bounds:
            axes.plot(row.bounds, (height, height), color=LINES[0], linewidth=2, solid_capstyle="butt")
        fill = LINES[0] if row.stands else "white"
        axes.plot(row.value, height, "o", color=LINES[0], markerfacecolor=fill, markeredgewidth=1.6, markersize=6.5)
    axes.set_xlabel(f"{cut(across, 60)}\n(hollow: not shown to differ from 0)")
    return as_plot(figure, name, title, says)


@look()
def shares_chart(name: str, title: str, says: str, rows: Sequence[Estimate], across: str) -> Plot:
    """Return a bar for each share in [0, 1], with its interval, its percentage beside it; below 0 is drawn as 0."""
    figure, axes, heights = listed(rows)
    ends = []
    for row, height in zip(rows, heights, strict=True):
        if row.value is None:
            continue
        share, bounds = (100 * max(0.0, row.value), [100 * max(0.0, one) for one in row.bounds or ()])
        axes.barh(height, share, 0.56, color=LINES[5])
        axes.plot(bounds, [height] * len(bounds), color=INK, linewidth=1.6, marker="|")
        ends.append(max(share, *bounds, 0.0))
        axes.annotate(f"{share:.0f} %", (ends[-1], height), (7, 0), textcoords="offset points",
                      va="center", fontsize=9)  # fmt: skip
    axes.set_xlim(0, 1.2 * max(ends, default=0) or 1)
    axes.set_xlabel(cut(across, 60))
    return as_plot(figure, name, title, says)


@look()
def means_chart(name: str, title: str, says: str, places: Sequence[str], lines: Sequence[Line], up: str) -> Plot:
    """Return an interaction plot: a line over the named places for each of `lines`, side by side so that all show.

    Args:
        up: what the figures are, beside the axis.
    """
    figure, (axes,) = paper(WIDE, 3.5 + 0.2 * math.ceil(len(lines) / 2))
    step = min(0.09, 0.5 / max(1, len(lines)))
    for number, line in enumerate(lines):
        shift = (number - (len(lines) - 1) / 2) * step
        draw(axes, [place + shift for place in range(len(places))], line, number, bars=True)
    names = [cut(place, 22) for place in places]
    axes.set_xticks(range(len(places)), names)
    if max(map(len, names), default=0) * len(names) > 58:  # letters that fit beside each other
        axes.tick_params(axis="x", labelrotation=30)
        for label in axes.get_xticklabels():
            label.set(ha="right", rotation_mode="anchor")
    axes.set_xlim(-0.5, len(places) - 0.5)
    axes.set_ylabel(cut(up, 44))
    axes.grid(axis="y", color=GRID)
    legend(figure, [axes])
    return as_plot(figure, name, title, says)


@look()
def curves_chart(
    name: str, title: str, says: str, panels: Sequence[Panel], across: str, up: str, log: bool = False
) -> Plot:
    """Return a small plot for each panel, all to one scale; a label has the same style in each.

    Args:
        across: what the places are.
        up: what the figures are.
        log: places are above 0, on a logarithmic axis, as sizes of corpora are.
    """
    columns = min(2, max(1, len(panels)))
    numbers: dict[str, int] = {}
    for line in (line for panel in panels for line in panel.lines if not line.reference):
        numbers.setdefault(line.label, len(numbers))
    tall = (3.0 if columns == 1 else 2.0) * math.ceil(len(panels) / columns)
    figure, axes = paper(WIDE, tall + 0.5 + 0.2 * math.ceil(len(numbers) / 2), len(panels), columns, sharey=True)
    for panel, one in zip(panels, axes, strict=True):
        for line in panel.lines:
            draw(one, panel.at, line, numbers.get(line.label, 0))
        shown = list(panel.at)
        if log:
            one.set_xscale("log")
            one.minorticks_off()
            shown = thinned(shown, 8 // columns)
        one.set_xticks(shown, [f"{at / 1000:g}k" if at >= 10_000 else f"{at:,g}" for at in shown])
        one.set_title(cut(panel.title, 44 // columns), fontsize=10, loc="left", fontweight="bold")
        one.grid(axis="y", color=GRID)
    figure.supxlabel(cut(across, 60), fontsize=10)
    figure.supylabel(cut(up, 44), fontsize=10)
    legend(figure, axes)
    return as_plot(figure, name, title, says)


@look()
def cost_chart(name: str, title: str, says: str, points: Sequence[Point], across: str, up: str) -> Plot:
    """Return quality against cost, costs on a logarithmic axis; what is free stands at its left end."""
    costs = [point.x for point in points if point.x > 0] or [1.0]
    free = min(costs) / 4
    left = free if any(point.x == 0 for point in points) else min(costs)
    figure, (axes,) = paper(WIDE, 4.2)
    groups = list(dict.fromkeys(point.group for point in points))
    for number, group in enumerate(groups):
        colour, members = LINES[number % len(LINES)], [point for point in points if point.group == group]
        for one in members:
            if one.low is not None and one.high is not None:
                axes.plot([one.x or free] * 2, (one.low, one.high), color=colour, linewidth=1.2, alpha=0.6)
        axes.plot([one.x or free for one in members], [one.y for one in members], MARKERS[number % len(MARKERS)],
                  color=colour, markersize=7.5, markeredgecolor="white", label=cut(group, 28))  # fmt: skip
    axes.set_xscale("log")
    axes.minorticks_off()
    round_ones = [figure * 10.0**power for power in range(-9, 9) for figure in (1, 2, 5)]
    shown = thinned([one for one in round_ones if min(costs) / 1.6 <= one <= max(costs) * 1.6], 5)
    ticks = {one: f"{one:g}" for one in shown} | ({free: "free"} if left == free else {})
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.set_xlim(left / 2, max(costs) * 2)
    axes.margins(y=0.12)
    axes.set(xlabel=cut(across, 60), ylabel=cut(up, 44))
    axes.grid(color=GRID)
    legend(figure, [axes])
    placed(figure, axes, [(cut(one.label, 22), one.x or free, one.y) for one in points])
    return as_plot(figure, name, title, says)


@look()
def matrix_chart(
    name: str,
    title: str,
    says: str,
    down: tuple[str, Sequence[str]],
    across: tuple[str, Sequence[str]],
    cells: Sequence[Values],
    digits: int = 2,
) -> Plot:
    """Return a heat map with its figures written in; an empty cell is hatched.

    Args:
        down: what the rows are, and their names, as ``("trained on", ["ESConv", …])``.
        across: what the columns are, and their names.
        cells: a row of figures for each row.
        digits: after the point.
    """
    from matplotlib.colors import LinearSegmentedColormap

    rows, columns = down[1], across[1]
    found = [value for row in cells for value in row if value is not None]
    least, most = min(found, default=0.0), max(found, default=0.0)
    colours = LinearSegmentedColormap.from_list("blues", ("#f2f7fb", "#9fc9e8", "#3d8fc4", "#08416e"))
    figure, (axes,) = paper(WIDE, 1.2 + 0.5 * len(rows))
    for y, row in enumerate(cells):
        for x, value in enumerate(row):
            share = 0.0 if value is None else 0.5 if most == least else (value - least) / (most - least)
            look_of = {"facecolor": "white", "hatch": "////"} if value is None else {"facecolor": colours(share)}
            axes.fill_between(
                (x, x + 1), y, y + 1, edgecolor="#c8ced3" if value is None else "white", linewidth=1.5, **look_of
            )
            if value is not None:
                axes.text(
                    x + 0.5,
                    y + 0.5,
                    f"{value:,.{digits}f}",
                    ha="center",
                    va="center",
                    color="white" if share > 0.55 else INK,
                )
    axes.set_yticks([y + 0.5 for y in range(len(rows))], [textwrap.fill(cut(one, 28), 14) for one in rows])
    axes.set_xticks(
        [x + 0.5 for x in range(len(columns))],
        [textwrap.fill(cut(one, 28), max(6, 46 // len(columns))) for one in columns],
    )
    axes.set(xlim=(0, len(columns)), ylim=(len(rows), 0), xlabel=cut(across[0], 44), ylabel=cut(down[0], 30))
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return as_plot(figure, name, title, says)
