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
from socialsim.evaluation.study.wording import is_shown

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
    Family("40, near a ceiling", kind="ceiling"),
    Family("40, two values", kind="two-valued"),
    Family("20, two values", kind="two-valued", personas=20),
)
NULLS = (
    Family("40 personas, frameworks alike", framework=False),
    Family("40, noise unlike, 5 % missing, alike", framework=False, spreads=(0.6, 1.0, 1.5), missing=0.05),
    Family("40, skewed, alike", framework=False, skewed=True),
    Family("12 personas, alike", personas=12, framework=False),
    Family("100 personas, alike", personas=100, framework=False),
    Family("40, near a ceiling, alike", framework=False, kind="ceiling"),
    Family("40, two values, alike", framework=False, kind="two-valued"),
    Family("20, two values, alike", personas=20, framework=False, kind="two-valued"),
)


@dataclass
class Tally:
    """What came out of studies of one family."""

    family: Family
    tried: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    """How many intervals of a kind have the truth."""
    called: Counter[str] = field(default_factory=Counter)
    """Source → studies in which it is significant, p < .05."""
    shown: Counter[str] = field(default_factory=Counter)
    """Source, or ``any contrast`` of frameworks → studies whose report calls it shown."""

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
            if effect.source in family.shares:
                found.hold(effect.source, family.shares[effect.source], effect.low, effect.high)
            found.called[effect.source] += effect.p is not None and effect.p < 0.05
            found.shown[effect.source] += effect.low is not None and effect.low > 0
        for mean in means(grid, grid, number, resamples):
            found.hold("means", truth((mean.generator, mean.framework)), mean.low, mean.high)
        contrasts = paired_contrasts(grid, grid, baseline="direct", full="full", seed=number, resamples=resamples)
        for one in contrasts:
            found.hold("contrasts", truth(one.a) - truth(one.b), one.low, one.high)
        of_frameworks = [one for one in contrasts if one.family == "framework within generator"]
        found.shown["any contrast"] += any(map(is_shown, of_frameworks))
    return found


def show() -> None:
    """Print how often the truth is held, and then how often nothing is taken for something.

    Of outcomes that end at 1 only those shares have a simple truth that are 0; the others are left empty.
    """
    kinds = (*SOURCES, "means", "contrasts")
    print(f"95 % intervals with the truth in them, % of {STUDIES} studies\n")
    print_table(("3 generators × 4 frameworks × 2 seeds", *kinds), [*_rows(FAMILIES, kinds)])
    print(f"\nWhere frameworks do nothing: called shown, or significant, % of {STUDIES} studies\n")
    head = (*(f"{source}, {how}" for source in SOURCES[1:] for how in ("shown", "p < .05")), "any contrast shown")
    print_table(("", *head, "generator held"), [*_nulls(NULLS)])
    print("\nPlanted shares: ", *(f"{source} {share:.3f}" for source, share in FAMILIES[0].shares.items()), sep="  ")


def _rows(families: tuple[Family, ...], kinds: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for family in families:
        found = tally(family)
        yield family.name, *(percent(found.held[kind], found.tried[kind]) for kind in kinds)


def _nulls(families: tuple[Family, ...]) -> Iterator[tuple[str, ...]]:
    for family in families:
        found = tally(family)
        effects = (counts[source] for source in SOURCES[1:] for counts in (found.shown, found.called))
        numbers = (percent(count, STUDIES) for count in (*effects, found.shown["any contrast"]))
        yield family.name, *numbers, percent(found.held["generator"], found.tried["generator"])


def _truth(family: Family) -> Callable[[Side], float]:
    def of(side: Side) -> float:
        generators, frameworks = (
            slice(None) if level is None else levels.index(level)
            for level, levels in zip(side, (GENERATORS, FRAMEWORKS), strict=True)
        )
        return float(family.cells[generators, frameworks].mean())

    return of
