"""How often the 95 % intervals of agreement hold the truth, in 1,000 simulated studies of each size.

    python -m tests.benchmarks.agreement [RUNS]

Each study is rated by two or three raters from 0 to 4; what they would agree on with endless items is known. Beside
each coverage stands that of plain percentiles of the same resamples, which is what the three steps of
`evaluation/agreement/scales.py` are for. The last rows are of raters who put nine items of ten in one category.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from socialsim.evaluation.agreement.alpha import krippendorff
from socialsim.evaluation.agreement.chance import cohen, fleiss, gwet
from socialsim.evaluation.agreement.correlation import correlation
from socialsim.evaluation.agreement.icc import icc

from tests.evaluation.agreement.simulated import Ratings, coverage

from .common import Row, print_table

RUNS = 1_000
SIZES = (30, 50, 200)
SHARED = (0.4, 0.7, 0.9)
LOPSIDED = Ratings(0.7, cuts=(-2.0, -1.2))
TWO = (cohen("quadratic"), correlation("Spearman"), correlation("Kendall"))
THREE = (
    krippendorff("ordinal"),
    krippendorff("interval"),
    fleiss(),
    gwet(),
    gwet(quadratic=True),
    icc("2,1"),
    icc("2,k"),
)
GOAL = "93–97 %"


def rows(runs: int = RUNS) -> list[Row]:
    found = [row for shared in SHARED for row in _rows(Ratings(shared), runs, f"{shared:g} shared", GOAL)]
    return [*found, *_rows(LOPSIDED, runs, "lopsided", "")]


def _rows(ratings: Ratings, runs: int, what: str, goal: str) -> list[Row]:
    found = []
    for coefficients, raters in ((TWO, 2), (THREE, 3)):
        by = replace(ratings, raters=raters)
        shares = [coverage(coefficients, by, items, runs) for items in SIZES]  # (sizes, coefficients, 2)
        for number, one in enumerate(coefficients):
            ours, plain = ([size[number, which] for size in shares] for which in (0, 1))
            name = f"{one.name}, {what} ({by.truth(one):.2f}), {', '.join(map(str, SIZES))} items"
            found.append((name, f"{_percent(ours)} %; percentiles {_percent(plain)}", goal))
    return found


def _percent(shares: Sequence[float]) -> str:
    return ", ".join(f"{100 * share:.1f}" for share in shares)


if __name__ == "__main__":
    print_table(rows(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
