"""`make bench-finetune`: the tables of docs/benchmarks.md about tuned chatbots.

    python -m tests.benchmarks.finetune [perplexity] [frames] [trajectories] [throughput] [gpu]

Everything but `gpu` is done by toys on a processor, with fixed seeds. Conversations of people come from the
folder of open data beside the checkout; what needs them says so where it is not there.
"""

from __future__ import annotations

import sys
import time

from ..common import machine
from . import frames, gpu, perplexity, throughput, trajectories

PARTS = {part.__name__.rpartition(".")[2]: part.show for part in (perplexity, frames, trajectories, throughput, gpu)}

print(machine())
for name in sys.argv[1:] or PARTS:
    if name not in PARTS:
        raise SystemExit(f"{name}: there is no such measurement; there are {', '.join(PARTS)}")
    print(f"\n{name}\n", flush=True)
    start = time.monotonic()
    PARTS[name]()
    print(f"\n{time.monotonic() - start:.0f} s", flush=True)
