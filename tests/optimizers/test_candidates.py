"""What was found becomes a folder's program only where it is better; else it has to be asked for by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from socialsim.optimizers import Compiled, load
from socialsim.optimizers.compiled import CANDIDATE_FILE, FILE, Scores, file_of, tuned
from socialsim.signatures import InputError

from tests.optimizers.conftest import simulation
from tests.optimizers.folders import about

BETTER = Scores(n=20, groups=12, before=0.5, after=0.6, difference=0.1, low=0.01, high=0.2)


def found(**scores: Scores) -> Compiled:
    return Compiled(predictors=tuned(simulation(), ["seeker.write"]), about=about(**scores))


@pytest.mark.parametrize(
    ("changes", "file"),
    [
        ({}, FILE),
        ({"low": 0.0}, CANDIDATE_FILE),
        ({"low": -0.01}, CANDIDATE_FILE),
        ({"low": -0.2, "high": -0.01, "difference": -0.1, "after": 0.4}, CANDIDATE_FILE),
        ({"failed_before": 1, "failed_after": 1}, FILE),
        ({"failed_before": 2, "failed_after": 1}, FILE),
        ({"failed_after": 1}, CANDIDATE_FILE),
        ({"groups": 9}, CANDIDATE_FILE),
        ({"failed_before": 3}, CANDIDATE_FILE),
    ],
)
def test_only_what_is_better_on_dev_beyond_doubt_is_the_folder_s_program(changes: dict[str, float], file: str) -> None:
    dev = BETTER.model_copy(update=changes)
    assert file_of(found(dev=dev)) == file
    assert file_of(found(dev=dev, test=BETTER)) == file, "test is for the report"


def test_what_was_not_measured_on_dev_is_a_candidate() -> None:
    assert file_of(found()) == file_of(found(test=BETTER)) == CANDIDATE_FILE


def test_a_folder_with_a_candidate_alone_refuses_in_a_line_that_names_it(tmp_path: Path) -> None:
    candidate = found()
    (tmp_path / CANDIDATE_FILE).write_text(candidate.text(), encoding="utf-8")
    with pytest.raises(InputError) as error:
        load(tmp_path)
    assert str(error.value) == (
        f"{tmp_path}: nothing was found there that is known to be better than the program before; "
        f"say {tmp_path}/candidate.json to use what was found all the same"
    )
    assert load(tmp_path / "candidate.json") == candidate


def test_a_folder_with_both_gives_its_program(tmp_path: Path) -> None:
    better, candidate = found(dev=BETTER), found()
    for name, one in ((FILE, better), (CANDIDATE_FILE, candidate)):
        (tmp_path / name).write_text(one.text(), encoding="utf-8")
    assert load(tmp_path) == better != candidate == load(tmp_path / CANDIDATE_FILE)
