"""What a study found, as data: for `study.json`, and every value as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import numpy as np

from ..evaluation.report.blocks import Plot, Report
from ..evaluation.study.answer import answer
from ..evaluation.study.findings import StudyFindings
from ..evaluation.study.observations import Observations
from ..evaluation.study.threats import threats


def findings_data(findings: StudyFindings) -> dict[str, object]:
    """Return the findings less the sample dialogues, which are in the cells."""
    found = asdict(findings) | {"threats": threats(findings)}
    del found["samples"]
    return {str(key): _finite(one) for key, one in ({"answer": answer(findings)} | found).items()}


def report_data(report: Report) -> dict[str, object]:
    """Return what a report says in texts and tables."""
    parts = [("", report.lead), *((section.title, section.blocks) for section in report.sections)]
    said = [(title, [asdict(one) for one in blocks if not isinstance(one, Plot)]) for title, blocks in parts]
    return {"title": report.title, "sections": _finite(dict(said)), "footer": report.footer}


def observations_csv(measured: Iterable[Observations]) -> str:
    """Return every value of every outcome, a line each; empty where it is missing."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["outcome", "generator", "framework", "seed", "unit", "value"])
    for one in measured:
        for (g, f, s, u), value in np.ndenumerate(one.values):
            where: Sequence[object] = (one.generators[g], one.frameworks[f], one.seeds[s], one.units[u])
            writer.writerow([one.outcome.name, *where, f"{value:.12g}" if math.isfinite(value) else ""])
    return file.getvalue()


def _finite(value: object) -> object:
    """Return the value with None in the place of numbers that JSON does not know."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(key): _finite(one) for key, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list | tuple) else value
