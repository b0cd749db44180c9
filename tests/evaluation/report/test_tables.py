"""Tables of a report as they are read, as CSV and as LaTeX."""

from __future__ import annotations

import csv
import io
import math

import pytest
from socialsim.evaluation.report.blocks import Cell, Number, Report, Table
from socialsim.evaluation.report.tables import as_csv, as_latex, left, read
from socialsim.evaluation.report.write import files

from tests.evaluation.report import made


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("as it is", ("as it is", "")),
        (12345, ("12,345", "")),
        (-3, ("−3", "")),
        (Number(None, low=1, high=2), ("–", "")),
        (Number(math.nan), ("–", "")),
        (Number(1234.567), ("1,234.57", "")),
        (Number(-0.001), ("0.00", "")),
        (Number(-0.126, 2, -0.3, 0.05), ("−0.13", "−0.30 to 0.05")),
        (Number(0.5, 2, None, 0.7), ("0.50", "")),
        (Number(0.4567, 1, 0.4, 0.5, kind="percent"), ("45.7 %", "40.0 to 50.0")),
        (Number(0.0123, 4, 0.01, 0.02, kind="usd"), ("$0.0123", "0.0100 to 0.0200")),
        (Number(-2, 2, kind="usd"), ("−$2.00", "")),
        (Number(0.0004, kind="p"), ("<.001", "")),
        (Number(0.0456, kind="p"), (".046", "")),
        (Number(None, kind="p"), ("–", "")),
    ],
)
def test_cells_are_read_as_papers_print_them(cell: Cell, seen: tuple[str, str]) -> None:
    assert read(cell) == seen


def lines(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(table))))


def test_csv_has_twelve_digits_and_intervals_in_columns_of_their_own() -> None:
    value = 0.123456789012345
    rows = (
        ("a", Number(value, 2, value - 1, value + 1), Number(0.25, kind="percent"), 7),
        ("b", Number(None), Number(math.nan), -7),
        ("c", 3, "none", 0),
    )
    found = lines(Table("t", "T", ("name", "overall", "share", "n"), rows))
    assert found[0] == ["name", "overall", "overall low", "overall high", "share", "n"]
    assert [float(cell) for cell in found[1][1:]] == pytest.approx([value, value - 1, value + 1, 0.25, 7], rel=1e-11)
    assert found[2] == ["b", "", "", "", "", "-7"]
    assert found[3] == ["c", "3", "", "", "none", "0"]


def test_csv_has_texts_as_they_are_but_no_formula_and_no_hidden_character() -> None:
    texts = ("=1+1", "@x", 'a "b", c\nd', "a\u202eb\x00", "-2")
    found = lines(Table("t", "T", ("+head", "b", "c", "d", "e"), (texts,)))
    assert found == [["'+head", "b", "c", "d", "e"], ["'=1+1", "'@x", 'a "b", c\nd', "ab", "'-2"]]


def test_columns_of_text_and_names_are_set_to_the_left() -> None:
    assert left(made.table()) == [True, True, True, False, False, False, False]
    assert left(Table("t", "T", ("a", "b"), ())) == [True, False]


def test_latex_has_every_table_and_no_text_is_a_command() -> None:
    rows = (("50% of $x_1$ & #2 \\input{a}", Number(-0.5, 2, -1, 0.25, strong=True)), ("[b]", Number(None)))
    table = Table("odd", "Partial ω² × η", ("name", "a_b"), rows, note="R&D {x}")
    text = as_latex(Report("A", (table,), ()))
    assert r"\caption{Partial $\omega$\textsuperscript{2} $\times$ $\eta$}" in text
    assert r"\begin{tabular}{lr}" in text
    assert (
        r"50\% of \$x\_1\$ \& \#2 \textbackslash{}input\{a\} & \textbf{$-$0.50} {\scriptsize [$-$1.00, 0.25]} \\"
        in text
    )
    assert "\n{}[b] & -- \\\\" in text
    assert r"{\footnotesize R\&D \{x\}}" in text
    assert text.count(r"\begin{table}") == text.count(r"\end{table}") == 1
    assert as_latex(made.report()).count(r"\begin{table}") == 2


def test_a_report_is_these_files_and_the_same_each_time() -> None:
    found = files(made.report())
    assert set(found) == {
        *("report.html", "tables/tables.tex", "tables/means.csv", "tables/long.csv", "figures/effects.svg"),
    }
    assert found == files(made.report())
    assert found["figures/effects.svg"] == made.SVG


def test_two_tables_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"means\.csv would be written twice"):
        files(Report("A", (made.table(), made.table()), ()))
