"""Statistics that several rooms share: resampling by groups, and what is made of it. numpy and nothing else."""

from .bootstrap import FEWEST, Draws, interval, interval_of_mean, p_value

__all__ = ["FEWEST", "Draws", "interval", "interval_of_mean", "p_value"]
