"""`make bench-study`: what the statistics of a study find where the truth is known.

    python -m tests.benchmarks.study [planted]

All of it is drawn at random, with fixed seeds.
"""

from __future__ import annotations

import sys
import time

from ..common import machine
from . import planted

PARTS = {part.__name__.rpartition(".")[2]: part.show for part in (planted,)}

print(machine())
for name in sys.argv[1:] or PARTS:
    if name not in PARTS:
        raise SystemExit(f"{name}: there is no such measurement; there are {', '.join(PARTS)}")
    print(f"\n{name}\n", flush=True)
    start = time.monotonic()
    PARTS[name]()
    print(f"\n{time.monotonic() - start:.0f} s", flush=True)
