"""Does the strategy node choose as people did, on ESConv, before and after, and against knowing nothing of the words?

The canonical parts: what is open of train is learned from; valid decides (dev), test is for the report.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from socialsim.corpora.dialogues import read_dialogues
from socialsim.generators.offline.engine import offline_lm
from socialsim.optimizers import Item, Settings, Split, Watch, make_task, of_turns, optimize, split
from socialsim.optimizers.examples import name_of
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.programs.parts import Reply
from socialsim.stats import interval_of_mean

from ..checks.sources import DATA
from ..checks.tables import print_table

FILES = {"train": "train.part-open.txt", "dev": "valid.txt", "test": "test.part-open.txt"}
METHODS = {
    "labeled, 16 shown": ("labeled", Settings(labeled=16)),
    "labeled, 64": ("labeled", Settings(labeled=64)),
    "bootstrap, 16": ("bootstrap", Settings(labeled=16, bootstrapped=8)),
    "random_search, 16": ("random_search", Settings(labeled=16, bootstrapped=8)),
    "random_search, 64": ("random_search", Settings(labeled=64, bootstrapped=8)),
}
SIXTHS = 6

Predicted = Mapping[str, str]
"""Turn id → strategy."""


def show() -> None:
    """Print accuracy and macro-F1 with their intervals (bootstrap over dialogues) on dev and test."""
    items = {part: turns(name) for part, name in FILES.items()}
    parts = split(items["train"], 0, dev=items["dev"], test=items["test"])
    rows = []
    majority = Counter(item.example.strategy for item in items["train"]).most_common(1)[0][0]
    by_place = prior(items["train"])
    for part in ("dev", "test"):
        there = parts.parts()[part]
        rows.append(row("majority", part, there, {item.id: majority for item in there}, parts))
        placed = {turn: by_place[place] for turn, place in sixths(there).items()}
        rows.append(row("commonest in that sixth (length known)", part, there, placed, parts))
    for name, (method, settings) in METHODS.items():
        rows += optimized(name, method, settings, parts)
    rows.sort(key=lambda row: row[1])
    print_table(("", "part", "replies", "accuracy (95 %)", "gain over before (95 %)", "macro-F1"), rows)


def turns(name: str) -> list[Item]:
    """Return the supporter's turns that have a strategy and something said before them."""
    found = []
    for one in read_dialogues(DATA / "esconv_hf" / name):
        for item in of_turns(one.dialogue, "supporter", name_of(one), about=one.about):
            if item.example.get("strategy"):
                found.append(item)
    return found


def optimized(name: str, method: str, settings: Settings, parts: Split) -> list[tuple[str, ...]]:
    """Return the rows of the program before (with the first method only) and after."""
    program = Simulation(Seeker(), Supporter(nodes=["strategy"]))
    program.set_lm(offline_lm())
    task = make_task("strategy", "strategy", program)
    with tempfile.TemporaryFile("w") as log:
        compiled = optimize(
            task, parts, method, settings, watch=Watch(log=log), shown={"supporter": parts.train}
        ).compiled
    rows = []
    for part in ("dev", "test"):
        there = parts.parts()[part]
        before = predicted(task.program, there)
        if name == next(iter(METHODS)):
            rows.append(row("before", part, there, before, parts))
        after = compiled.apply(task.program.deepcopy()) if compiled else task.program
        rows.append(row(f"after {name}", part, there, predicted(after, there), parts, before))
    return rows


def predicted(program: Reply, items: Sequence[Item]) -> Predicted:
    return {item.id: program(**dict(item.example.inputs())).reasoning.strategy for item in items}


def prior(items: Sequence[Item]) -> dict[int, str]:
    """Return sixth of the conversation → the strategy that is commonest there."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    places = sixths(items)
    for item in items:
        counts[places[item.id]][item.example.strategy] += 1
    return {place: count.most_common(1)[0][0] for place, count in counts.items()}


def sixths(items: Sequence[Item]) -> dict[str, int]:
    """Return turn id → in which sixth of its conversation it is, from 0; the last reply counts as the end."""
    last: dict[str, int] = {}
    for item in items:
        name, _, number = item.id.partition("#")
        last[name] = max(last.get(name, 0), int(number))
    split_ids = ((item.id, *item.id.split("#")) for item in items)
    return {whole: min(SIXTHS - 1, SIXTHS * (int(number) - 1) // last[name]) for whole, name, number in split_ids}


def row(
    name: str, part: str, items: Sequence[Item], said: Predicted, parts: Split, before: Predicted | None = None
) -> tuple[str, ...]:
    right = [float(said[item.id] == item.example.strategy) for item in items]
    groups = [parts.groups[item.id] for item in items]
    low, high = interval_of_mean(right, groups) or (0.0, 1.0)
    gained = ""
    if before is not None:
        more = [one - float(before[item.id] == item.example.strategy) for one, item in zip(right, items, strict=True)]
        least, most = interval_of_mean(more, groups) or (-1.0, 1.0)
        gained = f"{sum(more) / len(more):+.3f} ({least:+.3f} to {most:+.3f})"
    accuracy = f"{sum(right) / len(right):.3f} ({low:.3f} to {high:.3f})"
    return (name, part, f"{len(right)}", accuracy, gained, f"{macro_f1(items, said):.3f}")


def macro_f1(items: Sequence[Item], said: Predicted) -> float:
    """Return the mean F1 of the strategies that occur in the gold labels."""
    gold = Counter(item.example.strategy for item in items)
    guessed = Counter(said[item.id] for item in items)
    both = Counter(item.example.strategy for item in items if said[item.id] == item.example.strategy)
    return sum(2 * both[name] / (count + guessed[name]) for name, count in gold.items()) / len(gold)
