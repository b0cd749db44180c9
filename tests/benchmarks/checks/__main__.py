"""`make bench-checks`: the tables of docs/checks.md.

    python -m tests.benchmarks.checks [planted] [alarms] [failed] [crisis] [loop] [speed]

The whole takes some minutes. Conversations of people come from the folder of open data beside the checkout.
"""

from __future__ import annotations

from ..common import run_parts
from . import alarms, crisis, failed, loop, planted, speed

run_parts(planted, alarms, failed, crisis, loop, speed)
