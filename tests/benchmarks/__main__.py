"""`make bench`: every figure of docs/benchmarks.md, as tables.

    python -m tests.benchmarks [pipeline] [layout] [remote] [replay] [describe] [scale]

Timings say something only beside others of the same run and machine; that is why they are here and not in tests. The
whole takes about half an hour, of which `scale` is the most.
"""

from __future__ import annotations

import sys

from . import describe, layout, pipeline, remote, replay, scale
from .common import print_table

PARTS = {part.__name__.rpartition(".")[2]: part.rows for part in (pipeline, layout, remote, replay, describe, scale)}

for name in sys.argv[1:] or PARTS:
    if name not in PARTS:
        raise SystemExit(f"{name}: there is no such benchmark; there are {', '.join(PARTS)}")
    print(f"\n{name}\n")
    print_table(PARTS[name]())
    sys.stdout.flush()
