"""The statistics table as files: CSV, LaTeX, JSON. The same corpora give the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..typeset import inert, latex, written
from .description import SIXTHS, Description
from .rows import rows, sixths
from .tokens import MEANING, NAME

NOTE = f"tokens: {NAME} ({MEANING})"
SPANS = "In parentheses: shares; of means, the fewest and the most. Distinct-n falls as a corpus grows."
MOST = 20
"""Topics, emotions and strategies that a printed table names; CSV and JSON have all."""


def as_csv(corpora: Sequence[Description]) -> str:
    """Return a line for every figure of every corpus: section, figure, corpus, value, share, fewest, most.

    Strategies by sixth follow; there the value is how often, and the share that of the sixth.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["section", "figure", "corpus", "value", "share", "fewest", "most"])
    for row in rows(corpora):
        for corpus, cell in zip(corpora, row.cells, strict=True):
            figures = (cell.value, cell.share, cell.least, cell.most)
            writer.writerow([*map(inert, (row.section, row.name, corpus.name)), *map(written, figures)])
    for corpus in corpora:
        for name, shares in sixths(corpus):
            for sixth, share in enumerate(shares):
                figure = f"{name}, sixth {sixth + 1} of {SIXTHS}"
                texts = map(inert, ("Strategies by sixth", figure, corpus.name))
                writer.writerow([*texts, corpus.sixths[name][sixth], written(share), "", ""])
    return file.getvalue()


def as_json(corpora: Sequence[Description]) -> str:
    """Return what the tables and plots are made of."""
    records = [corpus.model_dump(mode="json") for corpus in corpora]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def as_latex(corpora: Sequence[Description]) -> str:
    """Return one table for all corpora, and one of strategies by sixth for each that has some; they need booktabs."""
    return "\n".join(
        [
            "% \\usepackage{booktabs}; for Chinese or Japanese names, XeLaTeX or LuaLaTeX with a font that has them",
            *_table(corpora),
            *(line for corpus in corpora if corpus.sixths for line in ("", *_table_of_sixths(corpus))),
            "",
        ]
    )


def _table(corpora: Sequence[Description]) -> Iterator[str]:
    yield from (r"\begin{tabular}{l" + "r" * len(corpora) + "}", r"\toprule")
    yield " & ".join(["", *(latex(corpus.name) for corpus in corpora)]) + r" \\"
    for section, found in groupby(rows(corpora, MOST), key=lambda row: row.section):
        yield rf"\midrule \multicolumn{{{len(corpora) + 1}}}{{l}}{{\textit{{{latex(section)}}}}} \\"
        for row in found:
            yield " & ".join([latex(row.name), *(latex(str(cell)) for cell in row.cells)]) + r" \\"
    yield from (r"\bottomrule", r"\end{tabular}", f"% {NOTE}")


def _table_of_sixths(corpus: Description) -> Iterator[str]:
    yield from (r"\begin{tabular}{l" + "r" * SIXTHS + "}", r"\toprule")
    yield " & ".join([f"{latex(corpus.name)}, \\%", *map(str, range(1, SIXTHS + 1))]) + r" \\ \midrule"
    for name, shares in sixths(corpus):
        yield " & ".join([latex(name), *map(percent, shares)]) + r" \\"
    yield from (r"\bottomrule", r"\end{tabular}")


def percent(share: float | None) -> str:
    """Return a share in per cent without the sign; "-" for none."""
    return "-" if share is None else f"{100 * share:.1f}"
