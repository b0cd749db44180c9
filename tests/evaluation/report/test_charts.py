"""Charts: the same each time, whole in themselves, true to what is missing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest
from socialsim.evaluation.report.blocks import Plot
from socialsim.evaluation.report.charts import (
    cost_chart,
    curves_chart,
    effects_chart,
    matrix_chart,
    means_chart,
    shares_chart,
)
from socialsim.evaluation.report.drawing import thinned
from socialsim.evaluation.report.marks import Estimate, Line, Panel, Point

Draw = Callable[[str], Plot]


def effects(name: str) -> Plot:
    rows = [Estimate(name, 0.4, 0.1, 0.7, name), Estimate("two", 0.1, -0.2, 0.4, name), Estimate("three", None)]
    return effects_chart("effects", "Effects", "Says.", rows, name)


def shares(name: str) -> Plot:
    return shares_chart(
        "shares", "Shares", "Says.", [Estimate(name, 0.42, 0.3, 0.5), Estimate("b", 0.1), Estimate("c", -0.001)], name
    )


def means(name: str) -> Plot:
    lines = [Line(name, (1, None, 3), (0, None, 2), (2, None, 4)), Line("two", (2, 3, 4))]
    return means_chart("means", "Means", "Says.", (name, "b", "c"), lines, name)


def curves(name: str) -> Plot:
    lines = [Line(name, (1, 2, 3), (0, 1, 2), (2, 3, 4)), Line("people", (2, 2, 2), reference=True)]
    panels = [Panel(title, (100, 1000, 20_000), lines) for title in (name, "b", "c")]
    return curves_chart("curves", "Curves", "Says.", panels, name, name, log=True)


def cost(name: str) -> Plot:
    points = [Point(name, 0.01, 3, 2, 4, name), Point("two", 0, 2, group="b"), Point("three", 0.5, 4, group=name)]
    return cost_chart("cost", "Cost", "Says.", points, name, name)


def matrix(name: str) -> Plot:
    labels = (name, ("a", name))
    return matrix_chart("matrix", "Matrix", "Says.", labels, labels, ((7.125, None), (3, 4)))


ALL = pytest.mark.parametrize("drawn", [effects, shares, means, curves, cost, matrix])
HOSTILE = r"$\frac{1$ <b>&amp; --> ]]> %s _x_ " + "\x00\u202e" + "long" * 40


def written(plot: Plot) -> list[str]:
    """Return the texts of a plot: letters are drawn, and a comment before them says what they are."""
    return re.findall("<!-- (.*?) -->", plot.svg, re.DOTALL)


@ALL
def test_same_data_same_bytes(drawn: Draw) -> None:
    assert drawn("a name") == drawn("a name")
    assert drawn("a name").svg != drawn("another").svg


def test_what_a_user_has_configured_for_plots_changes_nothing() -> None:
    import matplotlib

    plain = effects("a")
    with matplotlib.rc_context({"axes.facecolor": "red", "lines.linewidth": 9, "text.usetex": True}):
        assert effects("a") == plain
        assert matplotlib.rcParams["axes.facecolor"] == "red", "and is as it was afterwards"


@ALL
def test_a_chart_points_nowhere_and_needs_no_font(drawn: Draw) -> None:
    plot = drawn("a name")
    tree = ElementTree.fromstring(plot.svg)
    links = [value for part in tree.iter() for key, value in part.attrib.items() if key.endswith("href")]
    assert links and all(link.startswith("#") for link in links)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", plot.svg)
    assert not {part.tag.rpartition("}")[2] for part in tree.iter()} & {"text", "script", "image", "metadata"}
    assert all(link.startswith("#") for link in re.findall(r"url\(([^)]*)\)", plot.svg))
    assert not re.search(r"\d\d:\d\d:\d\d", plot.svg), "no date"


@ALL
def test_a_hostile_name_is_cut_and_is_no_markup_and_no_formula(drawn: Draw) -> None:
    plot = drawn(HOSTILE)
    ElementTree.fromstring(plot.svg)
    assert "<b>" not in plot.svg
    assert "\x00" not in plot.svg and "\u202e" not in plot.svg
    assert not any("longlong" * 8 in text for text in written(plot))
    assert any(text.startswith(r"$\frac") for text in written(plot))


def test_an_effect_is_full_where_its_interval_leaves_out_0_and_without_a_value_it_says_so() -> None:
    def marks(low: float) -> int:
        plot = effects_chart("a", "A", "A.", [Estimate("x", 0.4, low, 0.8)], "points")
        return plot.svg.count("fill: #ffffff; stroke: #0072b2")

    assert marks(0.1) == 0
    assert marks(0.0) > 0
    assert written(effects("a")).count("no value") == 1
    assert "no value" not in written(effects_chart("a", "A", "A.", [Estimate("x", 0.0)], "points"))


def test_a_share_has_its_figure_beside_it() -> None:
    assert [text for text in written(shares("a")) if text.endswith("%")] == ["42 %", "10 %", "0 %"]


def test_a_matrix_has_its_figures_and_what_is_missing_is_hatched() -> None:
    plot = matrix("b")
    assert [text for text in written(plot) if "." in text] == ["7.12", "3.00", "4.00"]
    assert plot.svg.count("<pattern") == 1


def test_what_is_free_stands_under_its_own_tick_and_only_then() -> None:
    assert "free" in written(cost("a"))
    assert "free" not in written(cost_chart("a", "A", "A.", [Point("x", 0.1, 1), Point("y", 0.4, 2)], "$", "up"))


def test_all_may_be_free_or_nothing_there() -> None:
    assert "free" in written(cost_chart("a", "A", "A.", [Point("x", 0, 1)], "$", "up"))
    assert effects_chart("a", "A", "A.", [], "points").svg.startswith("<svg")
    assert shares_chart("a", "A", "A.", [Estimate("x", None)], "points").svg.startswith("<svg")
    assert matrix_chart("a", "A", "A.", ("d", ("x",)), ("a", ("y",)), ((None,),)).svg.startswith("<svg")


def test_names_that_do_not_fit_beside_each_other_are_turned() -> None:
    def turned(places: tuple[str, ...]) -> bool:
        plot = means_chart("a", "A", "A.", places, [Line("x", [1.0] * len(places))], "up")
        return "rotate(-30" in plot.svg

    assert not turned(("direct", "persona_only", "reasoning_only", "full"))
    assert turned(tuple(f"full_without_node_{number}" for number in range(9)))


def test_a_reference_is_grey_and_dashed_and_takes_no_colour_from_the_others() -> None:
    first = Line("people", (1, 2), reference=True)
    plot = curves_chart("a", "A", "A.", [Panel("p", (1, 2), [first, Line("gpt", (2, 3))])], "x", "y")
    assert "stroke-dasharray" in plot.svg and "#999999" in plot.svg
    assert "#0072b2" in plot.svg and "#e69f00" not in plot.svg


def test_marks_of_a_logarithmic_axis_leave_room_for_their_labels() -> None:
    assert thinned((1, 2, 5, 10, 20, 50, 100), 3) == [1, 10, 100]
    assert thinned((1, 10), 3) == [1, 10]
    assert thinned((), 3) == []
