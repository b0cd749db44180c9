"""What a study would take: its cells added up by generator, and what its judges would read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hydra import initialize_config_module
from omegaconf import OmegaConf
from socialsim.commands import extract
from socialsim.commands.forecast import forecast
from socialsim.commands.overrides import swept
from socialsim.commands.schema import SimulateConfig, register
from socialsim.commands.start import begin
from socialsim.commands.study_forecast import BankAhead, CellAhead, forecast_bank, forecast_cells
from socialsim.commands.study_steps import compose
from socialsim.signatures import SCALES


@pytest.fixture(autouse=True)
def hydra() -> Iterator[None]:
    register()
    OmegaConf.register_new_resolver("socialsim.swept", swept, replace=True)
    with initialize_config_module("socialsim.conf", version_base="1.3"):
        yield


@pytest.fixture
def bank(tmp_path: Path) -> BankAhead:
    return forecast_bank(
        compose("extract", ["lm=gpt-4", "posts=examples", "n=6", "dry_run=true", f"out={tmp_path / 'none'}"])
    )


def simulation(*words: str, out: str = "nowhere") -> SimulateConfig:
    short = ("program.min_turns=4", "program.max_turns=4")
    config = compose("simulate", ["posts=examples", "n=6", "dry_run=true", *short, f"out={out}", *words])
    assert isinstance(config, SimulateConfig)
    return config


def test_a_bank_is_read_two_calls_a_post_and_gives_people_to_rehearse_with(bank: BankAhead) -> None:
    (role,) = bank.roles
    assert (role.name, role.calls, bank.personas) == ("bank: extractor", 12, 6)
    assert len(bank.people) == 5 and all(post is not None for _, post in bank.people)


def test_a_bank_that_is_there_takes_nothing(tmp_path: Path) -> None:
    words = ["lm=offline", "posts=examples", "n=6", f"out={tmp_path / 'bank'}"]
    extract.run(compose("extract", words))
    ahead = forecast_bank(compose("extract", [*words, "dry_run=true"]))
    assert ahead.roles == [] and len(ahead.people) == 5 and ahead.personas == 6


def test_a_cell_takes_what_a_dry_run_of_it_says(bank: BankAhead) -> None:
    config = simulation("lm=gpt-4", "program=full")
    (role,) = forecast_cells([CellAhead("gpt-4", config, 6)], bank.people)
    roles = [one for one in forecast(config, begin(config)) if one.name != "extractor"]
    assert role.calls == sum(one.calls for one in roles) == 6 * 2 * (1 + 5)
    assert role.tokens.input == pytest.approx(sum(one.tokens.input for one in roles), abs=2)
    assert role.usd and role.usd[0] > 0


def test_cells_are_added_up_by_generator_and_a_seeker_of_its_own_is_told_apart(bank: BankAhead) -> None:
    cells = [
        CellAhead(lm, simulation(f"lm={lm}", f"program={program}"), 6)
        for lm in ("gpt-4", "offline")
        for program in ("direct", "full")
    ]
    assert [(one.name, one.calls) for one in forecast_cells(cells, bank.people)] == [
        ("gpt-4", 6 * 2 * (2 + 6)),
        ("offline", 6 * 2 * (2 + 6)),
    ]
    mixed = CellAhead("gpt-4", simulation("lm=gpt-4", "program=direct", "lm@seeker_lm=gpt-4o"), 6)
    assert {one.name: one.lm.model for one in forecast_cells([mixed], bank.people)} == {
        "gpt-4: seeker": "openai/gpt-4o",
        "gpt-4": "openai/gpt-4",
    }


def test_a_judge_reads_what_it_has_not_rated_whether_it_is_still_to_be_made_or_not(bank: BankAhead) -> None:
    judge = compose("judge", ["lm@judge_lm=claude"]).judge_lm
    cells = [
        CellAhead("offline", simulation("lm=offline", f"program={program}"), missing, {"claude": (judge, 6)})
        for program, missing in (("direct", 0), ("full", 6))
    ]
    generator, rater = forecast_cells(cells, bank.people, SCALES["criteria"])
    assert generator.calls == 6 * 2 * 6, "the cell that is made takes nothing"
    assert (rater.name, rater.lm, rater.calls) == ("judge claude", judge, 12)
    both = forecast_cells(cells, bank.people, SCALES["outcome"])[1]
    assert both.calls == 24, "the beginning and the whole are shown apart"
    assert forecast_cells(cells, bank.people) == [generator], "without a scale nobody rates"


def test_nothing_is_forecast_of_nobody(bank: BankAhead) -> None:
    assert forecast_cells([CellAhead("gpt-4", simulation("lm=gpt-4"), 6)], []) == []
