"""Statistics that several rooms share: resampling by groups, and what is made of it. numpy and nothing else."""

from .bootstrap import FEWEST, Draws, interval, interval_of_mean, p_value
from .holm import holm

__all__ = ["FEWEST", "Draws", "holm", "interval", "interval_of_mean", "p_value"]
