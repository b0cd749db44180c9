"""What each cell of the grid adds to a value, by least squares, with a parameter of its own for every unit.

So cells are compared within units only, and a unit that lacks some values says what it can about the others. All of it
is made of sums over units: a resample of units is a weighted sum, and is fitted as exactly as the sample itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..measure import Array
from .observations import Observations

_SINGULAR = 1e-9
"""A least eigenvalue below this, the greatest being one, is 0 but for rounding."""
ROUNDING = 1e-12


@dataclass(frozen=True)
class Fit:
    """Cells fitted to a sample of units, or to each of many resamples."""

    added: Array
    """(…, cells): what each cell adds, less the mean of all; NaN where the values do not tell."""
    residual: Array
    """(…): sum of squares that units and cells leave."""
    free: Array
    """(…): its degrees of freedom; 0 where there is nothing to judge the noise by."""


def of_units(grid: Observations) -> Array:
    """Return (generators, frameworks, units): means over seeds; NaN where there is no value."""
    found = np.isfinite(grid.values)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(found, grid.values, 0.0).sum(axis=2) / found.sum(axis=2))


class Cells:
    """The sums of cells of which none is empty.

    Units with one value or none say nothing about cells and are left out.

    Args:
        values: (units, cells, seeds); NaN where there is none.
    """

    def __init__(self, values: Array) -> None:
        found = np.isfinite(values)
        self.kept: NDArray[np.bool_] = found.sum(axis=(1, 2)) > 1
        """(units,): which of them are not left out."""
        values, found = values[self.kept], found[self.kept]
        values, counts = np.where(found, values, 0.0), found.sum(axis=2).astype(np.float64)
        of_unit = counts.sum(axis=1)[:, None]
        # Only what a unit's values differ by counts here; its mean is taken off first, lest squares lose their digits.
        centred = np.where(found, values - (values.sum(axis=(1, 2))[:, None] / of_unit)[:, :, None], 0.0)
        centred[np.abs(centred) <= ROUNDING * np.abs(values)] = 0.0
        self.units, self.size = int(counts.shape[0]), int(counts.shape[1])
        self._counted: Array = counts.sum(axis=1)
        self._right = centred.sum(axis=2)
        self._squares = (centred**2).sum(axis=(1, 2))
        # (units, cells, cells): the normal equations with the unit's own parameter taken out.
        self._left = counts[:, :, None] * np.eye(self.size) - counts[:, :, None] * (counts / of_unit)[:, None, :]

    @property
    def within(self) -> float:
        """Sum of squares of values about the mean of their unit."""
        return float(self._squares.sum())

    def fit(self, weights: Array) -> Fit:
        """Return the fit where each unit is there so many times.

        Args:
            weights: (…, units), of those that are kept.
        """
        left, right = self._normal(weights), weights @ self._right
        told = _told(left)
        added = np.full(right.shape, np.nan)
        added[told] = np.linalg.solve(left[told], right[told][..., None])[..., 0]
        squares = weights @ self._squares
        residual = squares - (np.where(told[..., None], added, 0.0) * right).sum(axis=-1)
        residual = np.where(residual > ROUNDING * squares, residual, 0.0)
        free = weights @ self._counted - weights.sum(axis=-1) - (self.size - 1)
        return Fit(added, residual, np.where(told, free, 0.0))

    def pulls(self, fit: Fit) -> Array:
        """Return (units, cells): how far each unit pulls the fit of them all; they add up to 0.

        Their products, added up, are the covariance of `added` whatever the noise is like within a unit.
        """
        left = self._normal(np.ones(self.units))
        return np.asarray(np.linalg.solve(left, (self._right - self._left @ fit.added).T).T)

    def spread(self) -> Array:
        """Return (cells, cells): the covariance of differences of `added`, by the residual variance; noise is alike."""
        return np.asarray(np.linalg.inv(self._normal(np.ones(self.units))))

    def _normal(self, weights: Array) -> Array:
        flat = weights @ self._left.reshape(self.units, self.size**2)
        return np.asarray(flat.reshape(*weights.shape[:-1], self.size, self.size) + self._anchor() / self.size)

    def _anchor(self) -> float:
        """Return the eigenvalue that the constant gets, of which differences know nothing: that of others, about."""
        return max(float(self._counted.sum()) / self.size, 1.0)


def _told(left: Array) -> Array:
    """Return whether equations have one solution: no cell is empty, and units connect all of them."""
    eigenvalues = np.linalg.eigvalsh(left)
    return np.asarray(eigenvalues[..., 0] > _SINGULAR * eigenvalues[..., -1])
