"""What became of each cell of a study, and what it took: dialogues, answers, tokens, cost, figures of its corpus."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from ..cache import DONE
from ..evaluation.study.findings import CellAccount
from ..evaluation.study.progress import stages
from ..generators.adapter import ANSWERS, UNREAD
from ..programs.checks.corpus import corpus_report
from .files import RUN
from .study_grid import EVALUATIONS, Cell
from .study_values import CellValues, Talk, usage_of

NOT_MADE = "not made"


def account(cell: Cell, found: CellValues, state: str, wanted: int, flags: Sequence[str] = ()) -> CellAccount:
    """Return the account of one cell.

    Args:
        state: how its steps ended.
        wanted: dialogues that it should have.
        flags: of the study's command that its own needs, too.
    """
    statuses = Counter(str(row["status"] or NOT_MADE) for row in found.rows)
    statuses[NOT_MADE] += max(0, wanted - len(found.rows))
    used, run = usage_of(found.rows), _run(cell)
    accepted = [item for row in found.rows if row["status"] == DONE and (item := found.dialogues.get(str(row["id"])))]
    return CellAccount(
        cell.generator,
        cell.framework,
        cell.seed,
        f"{cell.folder.parent.name}/{cell.folder.name}",
        cell.simulate.line(flags),
        state,
        wanted,
        {name: count for name, count in sorted(statuses.items()) if count},
        used.get(ANSWERS, 0),
        used.get(UNREAD, 0),
        used.get("prompt_tokens", 0),
        used.get("completion_tokens", 0),
        run.get("cost_usd"),
        run.get("checks", {}).get("kinds", {}),
        _figures(cell.folder, accepted),
        stages(dialogue for _, dialogue, _ in accepted),
    )


def _run(cell: Cell) -> dict[str, Any]:
    path = cell.folder / RUN
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _figures(folder: Path, accepted: Sequence[Talk]) -> dict[str, float | None]:
    """Return figures of the accepted corpus as a whole; none where nothing was accepted."""
    if not accepted:
        return _of_chatbot(folder)
    report = corpus_report(accepted)
    return {
        "turns of a dialogue": fmean(len(dialogue.turns) for _, dialogue, _ in accepted),
        "Distinct-2": report.distinct["all"][1],
        "nearly the same": report.duplicate_share,
        "entropy of strategies": report.strategies.entropy,
    } | _of_chatbot(folder)


def _of_chatbot(folder: Path) -> dict[str, float | None]:
    """Return the perplexity of the chatbot that was tuned on a cell, on the test set, where there is one."""
    path = folder / EVALUATIONS["evaluate chatbot"] / "figures.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        found = {row["metric"]: row["value"] for row in csv.DictReader(stream)}
    return {f"chatbot's {name}": float(found[name]) for name in ("PPL", "bits per character") if found.get(name)}
