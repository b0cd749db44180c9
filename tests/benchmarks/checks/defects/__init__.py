"""Planters: for every kind of failure, code that does wrong what the kind is about."""

from . import leakage, lives, pathology, persona, reasoning, recital, safety, strategy, structure, surface
from .planting import DEGREES, PLANTERS, Defect, Degree, Planted, Planter, Spot, TurnPlanter, WholePlanter

FILES = (persona, lives, leakage, surface, recital, structure, strategy, reasoning, pathology, safety)
"""The files of planters: importing them fills `PLANTERS`."""

__all__ = [
    "DEGREES",
    "FILES",
    "PLANTERS",
    "Defect",
    "Degree",
    "Planted",
    "Planter",
    "Spot",
    "TurnPlanter",
    "WholePlanter",
]
