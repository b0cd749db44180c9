"""`make bench-checks`: the tables of docs/checks.md.

    python -m tests.benchmarks.checks [planted] [alarms] [failed] [crisis] [loop] [speed]

The whole takes some minutes. Conversations of people come from the folder of open data beside the checkout.
"""

from __future__ import annotations

import sys

from ..common import machine
from . import alarms, crisis, failed, loop, planted, speed

PARTS = {part.__name__.rpartition(".")[2]: part.show for part in (planted, alarms, failed, crisis, loop, speed)}

print(machine())
for name in sys.argv[1:] or PARTS:
    if name not in PARTS:
        raise SystemExit(f"{name}: there is no such measurement; there are {', '.join(PARTS)}")
    print(f"\n{name}\n")
    PARTS[name]()
