"""The agreement that "When LLMs are reliable for judging empathic communication" prints, from its authors' ratings."""

from __future__ import annotations

import ast
import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from socialsim.corpora.ratings import read_ratings
from socialsim.evaluation.agreement.alpha import krippendorff
from socialsim.evaluation.agreement.chance import cohen
from socialsim.evaluation.agreement.coefficient import Array
from socialsim.evaluation.agreement.correlation import correlation
from socialsim.evaluation.agreement.table import RatingTable, centre_of, tables

EXPERTS = ("expert1", "expert2", "expert3")
FOLDERS = {"Empathetic Dialogues": "empatheticdialogues", "EPITOME": "epitome"}
TABLE = "empathy_raters/all_annotator_pairs_spearman_kappa.part-open.csv"

OpenFile = Callable[[str], Path]


@pytest.fixture
def dimensions(open_file: OpenFile) -> dict[str, RatingTable]:
    found = {}
    for folder in FOLDERS.values():
        names = [f"empathy_raters/annotations/{folder}/{rater}_ratings.csv" for rater in (*EXPERTS, "crowd")]
        found |= {one.dimension: one for one in tables(read_ratings([open_file(name) for name in names]).ratings)}
    return found


@pytest.mark.parametrize(
    ("dimension", "alpha"),
    [
        ("empathy", 0.529),
        ("fluency", 0.290),
        ("relevance", 0.487),
        ("level_emotional_reactions", 0.466),
        ("level_explorations", 0.780),
        ("level_interpretations", 0.316),
    ],
)
def test_alpha_of_the_experts(dimensions: dict[str, RatingTable], dimension: str, alpha: float) -> None:
    values = dimensions[dimension].of(EXPERTS)
    assert values.shape == (50, 3)
    assert krippendorff("interval").value(values) == pytest.approx(alpha, abs=5e-4)


def test_every_number_of_every_row_of_which_the_ratings_are_there(
    dimensions: dict[str, RatingTable], open_file: OpenFile
) -> None:
    """Both what is between two experts and what is between experts and crowd: the experts' median, the crowd as it is,
    kappa's weights by the places of the values that the two used. The intervals and p-values are the textbook's; the
    z of kappa is kappa over its standard error, not over that of independent raters."""
    rows = 0
    with open_file(TABLE).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            pair = ast.literal_eval(row["Annotator Pair"])
            if "llm" in pair:
                continue  # the models' ratings are not in the folder
            values = _columns(dimensions[row["Dimension"]], pair)
            rho, kappa = correlation("Spearman"), cohen("quadratic", "order")
            found = (
                *(rho.value(values), rho.textbook(values).p, rho.textbook(values).low, rho.textbook(values).high),
                *(kappa.value(values), kappa.textbook(values).statistic, kappa.textbook(values).p),
            )
            printed = [
                *(row[name] for name in ("Spearman Correlation", "Spearman P-value")),
                *(row[name] for name in ("Fisher CI Lower", "Fisher CI Upper")),
                *(row[name] for name in ("Weighted Cohen's Kappa", "Kappa Z-statistic", "Kappa P-value")),
            ]
            ours = [
                f"{value:.{len(text.partition('.')[2])}f}"
                for value, text in zip(found, printed, strict=True)
                if value is not None
            ]
            assert ours == printed, row
            rows += 1
    assert rows == 24


def _columns(table: RatingTable, pair: tuple[str, str]) -> Array:
    groups = {"experts": EXPERTS}
    return np.column_stack([centre_of(table.of(groups.get(name, (name,))), "median") for name in pair])
