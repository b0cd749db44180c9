"""What all plots share: fonts, colours, the paper they are drawn on. Same data, same bytes; no display, no network."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from .blocks import Plot

PALETTE = ("#0072B2", "#56B4E9", "#009E73", "#F0E442", "#E69F00", "#D55E00", "#CC79A7")
"""Colours that people of any colour vision tell apart (Okabe and Ito 2008)."""
LINES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
"""Of things side by side: without yellow, which makes no line on white."""
DASHES = ("-", "--", "-.", ":")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
GREY = "#999999"
GRID = "#dddddd"

_CJK_FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
              "Microsoft YaHei", "SimHei", "PingFang SC", "Hiragino Sans GB", "Arial Unicode MS")  # fmt: skip
_BOXES = " Boxes stand for characters that no font here has; the table has the names."


@contextmanager
def look() -> Iterator[None]:
    """Give what is drawn inside its fonts and lines, whatever was configured outside."""
    from matplotlib import font_manager, style

    there = {font.name for font in font_manager.fontManager.ttflist}
    settings: dict[Any, Any] = {
        "font.family": ["DejaVu Sans", *(font for font in _CJK_FONTS if font in there)],
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "text.parse_math": False,  # a name may have dollar signs
        "hatch.linewidth": 0.6,
        "legend.frameon": False,
        "svg.fonttype": "path",  # letters are drawn: a reader needs no font
        "svg.hashsalt": "socialsim",
    }
    with style.context(["default", settings]):
        yield


def paper(width: float, height: float, panels: int = 1, across: int = 1, **options: Any) -> tuple[Any, list[Any]]:
    """Return a figure in inches, and its panels, `across` of them in a row."""
    from matplotlib.figure import Figure  # no pyplot: nothing global, no display

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots(-(-panels // across), across, squeeze=False, **options)
    flat = list(axes.flat)
    for spare in flat[panels:]:
        spare.remove()
    return figure, flat[:panels]


def saved(figure: Any, says: str, **options: Any) -> tuple[bytes, str]:
    """Return the file of a figure, and `says`, with a remark if it has characters that no font here has."""
    file = io.BytesIO()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        figure.savefig(file, **options)
    unknown = any("missing from font" in str(one.message) for one in warned)
    return file.getvalue(), says + _BOXES if unknown else says


def as_plot(figure: Any, name: str, title: str, says: str) -> Plot:
    """Return a figure as a plot of a report: bare SVG, with no date and nothing that points elsewhere."""
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    data, says = saved(figure, says, format="svg", metadata=nothing)
    text = data.decode()
    return Plot(name, title, says, text[text.index("<svg") :])  # what stands before names a DTD on the network


def thinned(places: Sequence[float], most: int) -> list[float]:
    """Return those of sorted places on a logarithmic axis that leave room for their labels, the first and last too."""
    if len(places) <= 2:
        return list(places)
    room = (places[-1] / places[0]) ** (0.9 / (most - 1))
    kept = [places[0]]
    for one in places[1:-1]:
        if one / kept[-1] >= room and places[-1] / one >= room:
            kept.append(one)
    return [*kept, places[-1]]
