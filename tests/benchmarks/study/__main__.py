"""`make bench-study`: what the statistics of a study find where the truth is known.

    python -m tests.benchmarks.study [planted]

All of it is drawn at random, with fixed seeds.
"""

from __future__ import annotations

from ..common import run_parts
from . import planted

run_parts(planted)
