"""The linear mixed model of an outcome: what readers of other studies know, beside the resamples."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

from ...stats.student import beyond, quantile
from ..measure import Array
from ..packages import package
from .cells import of_units
from .few import two_valued
from .findings import MixedModel, Term
from .observations import Observations

_FEWEST = 5
"""Units from which a variance between them is worth estimating."""
_METHODS = ("bfgs", "powell")
"""The second one where the first gives up: it needs no gradient, which is steep where the variance is 0."""
_NONE = 1e-6
"""A variance between units below this share of the residual one was found to be 0."""
_TAIL = 0.025


def mixed_model(grid: Observations, baseline: str) -> MixedModel:
    """Return a model with generators, frameworks and their interplay as fixed effects and an intercept for each unit.

    It is fitted to the means over seeds by restricted maximum likelihood: the seeds of a unit in one cell are more
    alike than an intercept of the unit explains, and taken for independent they would make errors too small. p and
    intervals are by Student's t with one degree of freedom less than there are units, which are what was drawn. It
    takes noise to be normal and alike in all cells, and what a unit makes of each level to be noise, which the
    resamples do not.

    Args:
        grid: no cell of it is empty.

    Returns:
        No terms and `why_not` where it does not apply or was not found.

    Raises:
        ConfigurationError: statsmodels is not installed.
    """
    factors = [name for name, levels in (("generator", grid.generators), ("framework", grid.frameworks)) if levels[1:]]
    seeds = ", of means over seeds" if len(grid.seeds) > 1 else ""
    formula = f"{grid.outcome.name} ~ {' * '.join(factors) or '1'} + (1 | {grid.outcome.unit}){seeds}"
    means = of_units(grid)
    generators, frameworks, units = np.nonzero(np.isfinite(means))
    values = means[generators, frameworks, units]
    why_not = _why_not(grid, baseline, values, len(np.unique(units)))
    if why_not:
        return MixedModel(formula, n=len(values), why_not=why_not)
    names, columns = _coded(grid, baseline)
    return _fitted(formula, names, columns[generators, frameworks], values, units, grid.outcome.unit)


def _why_not(grid: Observations, baseline: str, values: Array, units: int) -> str:
    cells = len(grid.generators) * len(grid.frameworks)
    if not len(values):
        return "There are no values."
    if baseline not in grid.frameworks:
        return f"The baseline, {baseline}, has no values."
    if units < _FEWEST:
        return f"A variance between units takes {_FEWEST} of them or more, and there are {units}."
    if len(values) <= cells + units:
        return f"There are {len(values)} values for {cells} cells and {units} units."
    if (values == values[0]).all():
        return "The values are all alike."
    if two_valued(grid.values):
        return "The values are yes or no, whose noise is not normal; the resamples do not mind."
    return ""


def _coded(grid: Observations, baseline: str) -> tuple[list[str], Array]:
    """Return the names of terms, and (generators, frameworks, terms): the row of each cell.

    The numbers are laid out here, since names of levels are what a user typed and no part of a formula.
    """
    others = [name for name in grid.frameworks if name != baseline]
    generators = {f"generator[{name}]": (k, None) for k, name in enumerate(grid.generators) if k}
    frameworks = {f"framework[{name}]": (None, grid.frameworks.index(name)) for name in others}
    both = {
        f"{one} × {other}": (generator, framework)
        for one, (generator, _) in generators.items()
        for other, (_, framework) in frameworks.items()
    }
    terms: dict[str, tuple[int | None, int | None]] = {"intercept": (None, None), **generators, **frameworks, **both}
    columns = np.zeros((len(grid.generators), len(grid.frameworks), len(terms)))
    for column, (generator, framework) in enumerate(terms.values()):
        at = (slice(None) if place is None else place for place in (generator, framework))
        columns[(*at, column)] = 1.0
    return list(terms), columns


def _fitted(
    formula: str, names: list[str], rows: Array, values: Array, units: NDArray[np.intp], unit: str
) -> MixedModel:
    model = package("statsmodels.regression.mixed_linear_model", "a study's mixed model").MixedLM
    centre, scale = float(values.mean()), float(values.std())
    try:
        # What it warns of is looked at below, in what it found.
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            found = model((values - centre) / scale, rows, groups=units).fit(reml=True, method=_METHODS)
            estimates, errors = (np.asarray(part) * scale for part in (found.fe_params, found.bse_fe))
            residual, between = float(found.scale), float(np.asarray(found.cov_re)[0, 0])
    except (np.linalg.LinAlgError, ValueError):
        return MixedModel(formula, n=len(values), why_not="Its equations have no solution.")
    if between < _NONE * residual:
        why_not = f"The variance between units ({unit}) was found to be 0, where its errors do not hold."
        return MixedModel(formula, n=len(values), why_not=why_not)
    if not found.converged or not np.isfinite([*estimates, *errors, residual, between]).all():
        return MixedModel(formula, n=len(values), why_not="It did not converge.")
    estimates[0] += centre
    free = len(np.unique(units)) - 1
    half = quantile(_TAIL, free) * errors
    terms = tuple(
        Term(
            name,
            float(estimate),
            float(error),
            float(estimate - reach),
            float(estimate + reach),
            beyond(float(estimate / error), free),
        )
        for name, estimate, error, reach in zip(names, estimates, errors, half, strict=True)
    )
    return MixedModel(formula, terms, between * scale**2, residual * scale**2, len(values))
