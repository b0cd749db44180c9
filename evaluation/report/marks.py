"""What the charts are made of: labelled figures with intervals, and how they are put on paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from .drawing import DASHES, GREY, GRID, LINES, MARKERS, paper
from .texts import cut

WIDE = 5.2
"""Inches: letters of 10 points in it can be read across a phone, and on a page of a paper."""
INK = "#222222"
SOFT = "#666666"

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure under its name, with its interval."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    group: str = ""
    """Estimates of one group that follow each other stand under its name."""
    shown: bool | None = None
    """Whether it is shown to differ from 0, where more than the interval decides that."""

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Return the interval; None without one."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def stands(self) -> bool:
        """Return whether it is shown to differ from 0: as is said of it, or else by its interval."""
        if self.shown is not None:
            return self.shown
        return self.bounds is not None and not self.bounds[0] <= 0 <= self.bounds[1]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure at each place of an axis, with intervals or without."""

    label: str
    values: Values
    lows: Values = ()
    highs: Values = ()
    reference: bool = False
    """What the others are held against: grey and dashed."""

    def intervals(self, at: Sequence[float]) -> list[tuple[float, float, float]]:
        """Return place, low and high wherever there is an interval."""
        found = zip(at, self.lows, self.highs, strict=False)
        return [(place, low, high) for place, low, high in found if low is not None and high is not None]


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines over the same places."""

    title: str
    at: Sequence[float]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Point:
    """Something with a cost and a quality."""

    label: str
    x: float
    """0 is free, and stands left of all costs."""
    y: float
    low: float | None = None
    """Of the interval of `y`."""
    high: float | None = None
    group: str = ""
    """Points of one group have one colour and one mark."""


def listed(rows: Sequence[Estimate]) -> tuple[Any, Any, list[float]]:
    """Return a figure with a place for each row, its axes, and the heights of the rows; groups stand under names."""
    heights, titles, height = [], [], 0.0
    for group, members in groupby(rows, lambda row: row.group):
        if group:
            titles.append((height, group))
            height += 1
        for _ in members:
            heights.append(height)
            height += 1
        height += 0.3
    figure, (axes,) = paper(WIDE, 0.95 + 0.27 * height)
    for place, group in titles:
        axes.text(0, place, cut(group, 44), transform=axes.get_yaxis_transform(), va="center", fontweight="bold",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 1}, zorder=3)  # fmt: skip
    axes.set_yticks(heights, [cut(row.label, 34) for row in rows])
    axes.set_ylim(max(heights, default=0) + 0.7, -0.7)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=GRID)
    return figure, axes, heights


def draw(axes: Any, at: Sequence[float], line: Line, number: int, bars: bool = False) -> None:
    """Draw a line in the style of its number, its intervals as bars or as a band."""
    colour = GREY if line.reference else LINES[number % len(LINES)]
    there = line.intervals(at)
    if bars:
        for place, low, high in there:
            axes.plot((place, place), (low, high), color=colour, linewidth=1.6, solid_capstyle="butt")
    elif there:
        axes.fill_between(*zip(*there, strict=True), color=colour, alpha=0.18, linewidth=0)
    values = [math.nan if value is None else value for value in line.values]
    dashes = "--" if line.reference else DASHES[number // len(LINES) % len(DASHES)]
    marker = None if line.reference else MARKERS[number % len(MARKERS)]
    axes.plot(at, values, dashes, color=colour, marker=marker, markersize=5.5, linewidth=1.6, label=cut(line.label, 28))


def legend(figure: Any, panels: Sequence[Any]) -> None:
    """Put the names of what the panels show above them, each once; one name alone needs none."""
    found = {label: handle for axes in panels for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)}
    if len(found) > 1:
        across = 3 if max(map(len, found)) <= 12 else 2
        figure.legend(found.values(), found.keys(), loc="outside upper left", ncols=across, fontsize=9)


def placed(figure: Any, axes: Any, labels: Sequence[tuple[str, float, float]]) -> None:
    """Write labels beside their points, each where it covers no other label and no point, if there is such a place."""
    figure.draw_without_rendering()  # where things are is known only once they are laid out
    points = [axes.transData.transform((x, y)) for _, x, y in labels]
    taken: list[Any] = []
    for text, x, y in labels:
        tried: list[tuple[int, int, Any, Any]] = []
        for across, up, side, base in _BESIDE:
            label = axes.annotate(text, (x, y), (across, up), textcoords="offset points", ha=side, va=base, fontsize=9)
            label.set_in_layout(False)
            box = label.get_window_extent()
            covers = sum(box.overlaps(other) for other in taken) + sum(box.contains(*point) for point in points)
            outside = box.x0 < axes.bbox.x0 or box.x1 > axes.bbox.x1
            tried.append((covers + 2 * outside, len(tried), label, box))
            label.remove()
        *_, label, box = min(tried, key=lambda one: one[:2])
        axes.add_artist(label)
        taken.append(box)


_BESIDE = ((7, 0, "left", "center_baseline"), (-7, 0, "right", "center_baseline"), (0, 7, "center", "bottom"),
           (0, -7, "center", "top"), (6, 6, "left", "bottom"), (6, -6, "left", "top"), (-6, 6, "right", "bottom"),
           (-6, -6, "right", "top"), (0, 18, "center", "bottom"), (0, -18, "center", "top"))  # fmt: skip
"""Where a label may stand: points to the right and up, and which side of it is there."""
