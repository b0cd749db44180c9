"""`make bench-optimizers`: the tables of docs/optimizing.md.

    python -m tests.benchmarks.optimizers [simulation] [strategy]

Everything is done by the offline generator, seeds are fixed. Posts and conversations of people come from the folder of
open data beside the checkout.
"""

from __future__ import annotations

from ..common import run_parts
from . import simulation, strategy

run_parts(simulation, strategy)
