"""Are planted effects recovered: how often do 95 % intervals hold the truth, and is what is not there found?

Of means and contrasts, all intervals of all studies are counted together: they differ in nothing but their cells.
Whatever a study has of its own is drawn anew for it: personas, noise, what is missing, and the resamples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from socialsim.evaluation.study.contrasts import Side, paired_contrasts
from socialsim.evaluation.study.effects import effects
from socialsim.evaluation.study.means import means

from ..checks.tables import percent, print_table
from .planting import FRAMEWORKS, GENERATORS, Family

STUDIES, RESAMPLES = 500, 1_000
SOURCES = ("generator", "framework", "generator × framework")
FAMILIES = (
    Family("40 personas"),
    Family("40, noise unlike and 5 % missing", spreads=(0.6, 1.0, 1.5), missing=0.05),
    Family("40, skewed", skewed=True),
    Family("12 personas", personas=12),
    Family("100 personas", personas=100),
)
NULLS = (
    Family("40 personas, frameworks alike", framework=False),
    Family("40, noise unlike, 5 % missing, alike", framework=False, spreads=(0.6, 1.0, 1.5), missing=0.05),
    Family("40, skewed, alike", framework=False, skewed=True),
    Family("12 personas, alike", personas=12, framework=False),
    Family("100 personas, alike", personas=100, framework=False),
)


@dataclass
class Tally:
    """What came out of studies of one family."""

    family: Family
    tried: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    """How many intervals of a kind have the truth."""
    called: Counter[str] = field(default_factory=Counter)
    """Source, or ``any contrast`` of frameworks after Holm → studies in which it is significant, p < .05."""
    off_zero: Counter[str] = field(default_factory=Counter)
    """Source → studies whose interval does not reach down to 0."""

    def hold(self, kind: str, truth: float, low: float | None, high: float | None) -> None:
        self.tried[kind] += 1
        self.held[kind] += low is not None and high is not None and low <= truth <= high


def tally(family: Family, studies: int = STUDIES, resamples: int = RESAMPLES) -> Tally:
    """Make studies of a family and return how often they are right."""
    found = Tally(family)
    truth = _truth(family)
    for number in range(studies):
        grid = family.study(number)
        for effect in effects(grid, number, resamples):
            found.hold(effect.source, family.shares[effect.source], effect.low, effect.high)
            found.called[effect.source] += effect.p is not None and effect.p < 0.05
            found.off_zero[effect.source] += effect.low is not None and effect.low > 0
        for mean in means(grid, grid, number, resamples):
            found.hold("means", truth((mean.generator, mean.framework)), mean.low, mean.high)
        contrasts = paired_contrasts(grid, grid, baseline="direct", full="full", seed=number, resamples=resamples)
        for one in contrasts:
            found.hold("contrasts", truth(one.a) - truth(one.b), one.low, one.high)
        of_frameworks = [one for one in contrasts if one.family == "framework within generator"]
        found.called["any contrast"] += any(one.p_holm is not None and one.p_holm < 0.05 for one in of_frameworks)
    return found


def show() -> None:
    """Print how often the truth is held, and then how often nothing is taken for something."""
    kinds = (*SOURCES, "means", "contrasts")
    print(f"95 % intervals with the truth in them, % of {STUDIES} studies\n")
    print_table(("3 generators × 4 frameworks × 2 seeds", *kinds), [*_rows(FAMILIES, kinds)])
    names = ("framework", "generator × framework", "any contrast")
    head = ("where frameworks do nothing", *names, "interval of framework above 0", "generator held")
    print(f"\nCalled significant (p < .05), % of {STUDIES} studies\n")
    rows = []
    for family in NULLS:
        found = tally(family)
        called = (percent(found.called[name], STUDIES) for name in names)
        held = percent(found.held["generator"], STUDIES)
        rows.append((family.name, *called, percent(found.off_zero["framework"], STUDIES), held))
    print_table(head, rows)
    print("\nPlanted shares: ", *(f"{source} {share:.3f}" for source, share in FAMILIES[0].shares.items()), sep="  ")


def _rows(families: tuple[Family, ...], kinds: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for family in families:
        found = tally(family)
        yield family.name, *(percent(found.held[kind], found.tried[kind]) for kind in kinds)


def _truth(family: Family) -> Callable[[Side], float]:
    def of(side: Side) -> float:
        generators, frameworks = (
            slice(None) if level is None else levels.index(level)
            for level, levels in zip(side, (GENERATORS, FRAMEWORKS), strict=True)
        )
        return float(family.cells[generators, frameworks].mean())

    return of
