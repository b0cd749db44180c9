"""`make bench-optimizers`: the tables of docs/optimizing.md.

    python -m tests.benchmarks.optimizers [simulation] [strategy]

Everything is done by the offline generator, seeds are fixed. Posts and conversations of people come from the folder of
open data beside the checkout.
"""

from __future__ import annotations

import sys

from ..common import machine
from . import simulation, strategy

PARTS = {part.__name__.rpartition(".")[2]: part.show for part in (simulation, strategy)}

print(machine())
for name in sys.argv[1:] or PARTS:
    if name not in PARTS:
        raise SystemExit(f"{name}: there is no such measurement; there are {', '.join(PARTS)}")
    print(f"\n{name}\n")
    PARTS[name]()
    sys.stdout.flush()
