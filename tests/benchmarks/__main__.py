"""`make bench`: every figure of docs/benchmarks.md, as tables.

    python -m tests.benchmarks [pipeline] [layout] [remote] [replay] [describe] [evaluate] [coverage] [agreement]
        [scale]

Timings say something only beside others of the same run and machine; that is why they are here and not in tests. The
whole takes about half an hour, of which `scale` is the most.
"""

from __future__ import annotations

import sys

from . import agreement, coverage, describe, evaluate, layout, pipeline, remote, replay, scale
from .common import print_table

_ALL = (pipeline, layout, remote, replay, describe, evaluate, coverage, agreement, scale)
PARTS = {part.__name__.rpartition(".")[2]: part.rows for part in _ALL}

for name in sys.argv[1:] or PARTS:
    if name not in PARTS:
        raise SystemExit(f"{name}: there is no such benchmark; there are {', '.join(PARTS)}")
    print(f"\n{name}\n")
    print_table(PARTS[name]())
    sys.stdout.flush()
