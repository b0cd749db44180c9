"""Does tuning help, and does it matter on what? A toy, tuned on ESConv and on EmpatheticDialogues, on both tests.

The base has read some of both corpora, as plain text. What is held out was seen by nobody: the open part of ESConv's
test, and a tenth of the other corpus, which `socialsim split` keeps apart from its relatives.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from socialsim.evaluation.results import p_text, with_interval

from ..checks.sources import DATA
from ..checks.tables import print_table
from .work import ESCONV, TOY_RECIPE, needed, socialsim, toy, workplace

TRAIN, TEST = (ESCONV / "valid.txt", ESCONV / "train.part-open.txt"), ESCONV / "test.part-open.txt"
OTHER = DATA / "empatheticdialogues" / "unannotated"
EPOCHS = 2
METRIC = "PPL"


def show() -> None:
    """Print perplexities with their 95 % intervals, and what the systems have over each other."""
    with workplace() as folder:
        needed(*TRAIN, TEST, OTHER)
        shares = ("shares.train=0.9", "shares.valid=0", "shares.test=0.1")
        socialsim("split", OTHER, *shares, "to=jsonl", f"out={folder / 'other'}")
        corpora = {"ESConv": TRAIN, "EmpatheticDialogues": (folder / "other" / "train.jsonl",)}
        tests = {"ESConv": TEST, "EmpatheticDialogues": folder / "other" / "test.jsonl"}
        systems = {"untuned base": toy(folder / "base", [path for paths in corpora.values() for path in paths])}
        for name, paths in corpora.items():
            systems[f"tuned on {name}"] = folder / name
            words = (f"model={folder / 'base'}", f"recipe.epochs={EPOCHS}", *TOY_RECIPE, "measure=false")
            socialsim("finetune", f"corpus=[{','.join(map(str, paths))}]", *words, f"out={folder / name}")
        _print(_evaluated(folder, systems, tests))


def _evaluated(folder: Path, systems: Mapping[str, Path], tests: Mapping[str, Path]) -> Path:
    """Measure every system on every test set, compare them, and return the folder of the comparison."""
    written = list[Path]()
    for data, test in tests.items():
        for name, chatbot in systems.items():
            out = folder / "measured" / data / name
            socialsim("evaluate", f"corpus={test}", f"data={data}", f"chatbot={chatbot}", "answer=false", f"out={out}")
            written.append(out / "replies.jsonl")
    socialsim("evaluate", *written, f"out={folder / 'compared'}")
    return folder / "compared"


def _print(compared: Path) -> None:
    figures = [row for row in _rows(compared / "figures.csv") if row["metric"] == METRIC]
    datas = list(dict.fromkeys(row["data"] for row in figures))
    cells = {(row["system"], row["data"]): _interval(row, "value") for row in figures}
    counts = {row["data"]: f"{row['data']} ({int(row['n']):,} replies, {row['groups']} dialogues)" for row in figures}
    systems = dict.fromkeys(system for system, _ in cells)
    head = (f"{METRIC} (95 %)", *(counts[data] for data in datas))
    print_table(head, [(system, *(cells[system, data] for data in datas)) for system in systems])
    print()
    compared_rows = [row for row in _rows(compared / "contrasts.csv") if row["metric"] == METRIC]
    print_table(
        ("on", "a", "b", "a less b (95 %)", "p (Holm)"),
        [
            (row["data"], row["a"], row["b"], _interval(row, "difference"), p_text(float(row["p_holm"])))
            for row in compared_rows
        ],
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _interval(row: Mapping[str, str], name: str) -> str:
    return with_interval(*(float(row[key]) for key in (name, "low", "high")), 2)
