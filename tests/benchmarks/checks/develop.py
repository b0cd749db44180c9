"""For writing rules: `python -m tests.benchmarks.checks.develop KIND …` shows the defects that are missed.

It plants wordings of the development half in dialogues of ESConv's train and test parts and in offline ones. The tables
of `make bench-checks` are of the other half, and of other dialogues.
"""

from __future__ import annotations

import sys

from .planted import PER_KIND, is_found, plant
from .sources import development, offline


def main(kinds: list[str]) -> None:
    sources = {"people": [source.as_simulated() for source in development()], "offline": offline(60)}
    for kind in kinds:
        for origin, dialogues in sources.items():
            there = [planted for _, planted in plant(kind, dialogues, PER_KIND, "development")]
            missed = [planted for planted in there if not is_found(planted)]
            print(f"\n{kind}, {origin}: {len(there) - len(missed)} of {len(there)} found")
            for planted in missed[:25]:
                turns = planted.case.turns
                turn = turns[(planted.number or len(turns)) - 1]
                print(f"  {planted.degree}, turn {planted.number}: {turn.text[:300]!r} {turn.strategy or ''}")


if __name__ == "__main__":
    main(sys.argv[1:])
