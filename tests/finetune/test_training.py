"""The training itself: equivalent settings learn alike, and a run that was killed ends where it would have ended."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from socialsim.finetune.base import Base
from socialsim.finetune.examples import Examples
from socialsim.finetune.recipe import SCHEDULES, Recipe
from socialsim.finetune.training import Data, Trained, latest_checkpoint, train
from socialsim.generators.chatbots import ADAPTER, CHECKPOINTS
from socialsim.signatures import ConfigurationError, Dialogue, Turn

from tests.generators.local.tiny import make_model


class Told:
    """Notes what it is told; at a step of its choice it presses Ctrl-C."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.began: tuple[int, int] | None = None
        self.steps = 0
        self.epochs: list[float] = []
        self._stop_at = stop_at

    def begin(self, steps: int, done: int) -> None:
        self.began = (steps, done)

    def step(self) -> None:
        import os
        import signal

        self.steps += 1
        if self.steps == self._stop_at:
            os.kill(os.getpid(), signal.SIGINT)

    def valid(self, epoch: float, loss: float) -> None:
        self.epochs.append(epoch)


def talk(number: int) -> Dialogue:
    text = f"talk {number}." + " So." * (number % 4)
    return Dialogue(
        turns=tuple(
            Turn(speaker="supporter" if place % 2 else "seeker", text=f"Message {place} of {text}")
            for place in range(4 + number % 3 * 2)
        )
    )


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(make_model(tmp_path_factory.mktemp("models") / "base", context=512))


def tuned(model: str, folder: Path, watch: Any = None, valid: bool = True, **settings: Any) -> Trained:
    folder.mkdir(exist_ok=True)
    recipe = Recipe(
        **{"epochs": 2, "batch": 4, "device_batch": 4, "log_steps": 1, "max_tokens": 256, "learning_rate": 5e-3}
        | settings
    )
    base = Base(model, "cpu", recipe)
    tokenizer = base.tokenizer()
    examples = [one for number in range(12) for one in Examples(tokenizer, 256).of(talk(number))]
    data = Data(
        examples, [one for number in (12, 13) for one in Examples(tokenizer, 256).of(talk(number))] if valid else ()
    )
    return train(base, tokenizer, data, recipe, folder, 0, watch or Told())


def losses(trained: Trained, column: str = "loss") -> list[float]:
    return [row[column] for row in trained.losses if column in row]


def adapter(folder: Path) -> bytes:
    return (folder / f"{ADAPTER}.part" / "adapter_model.safetensors").read_bytes()


@pytest.fixture(scope="module")
def whole(model: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Trained, Path]:
    """A run with the ordinary settings that was left alone."""
    folder = tmp_path_factory.mktemp("whole")
    return tuned(model, folder), folder


def test_it_learns_and_tells_how_it_goes(model: str, tmp_path: Path) -> None:
    told = Told()
    trained = tuned(model, tmp_path, told, epochs=4)
    assert told.began == (12, 0) and told.steps == trained.steps == trained.of_steps == 12
    assert told.epochs == [0, 1, 2, 3, 4]
    valid = losses(trained, "valid_loss")
    assert valid[-1] < valid[0] - 0.1
    rows = list(csv.DictReader((tmp_path / "losses.csv").open()))
    assert [float(row["loss"]) for row in rows if row["loss"]] == losses(trained)
    assert trained.tokens > 0 and trained.seconds > 0 and 0 < trained.trainable < trained.parameters


@pytest.mark.parametrize("other", [{"device_batch": 2}, {"device_batch": 1}, {"checkpointing": True}], ids=str)
def test_equivalent_settings_have_one_trajectory(model: str, tmp_path: Path, other: dict[str, Any]) -> None:
    usual = tuned(model, tmp_path / "usual", dropout=0.0)
    changed = tuned(model, tmp_path / "changed", dropout=0.0, **other)
    assert losses(changed) == pytest.approx(losses(usual), abs=1e-4)
    assert losses(changed, "valid_loss") == pytest.approx(losses(usual, "valid_loss"), abs=1e-4)


def test_packed_sequences_are_blind_to_each_other(model: str, tmp_path: Path) -> None:
    # With all of the corpus in one step the loss is the same, however its sequences are put together.
    apart = tuned(model, tmp_path / "apart", dropout=0.0, batch=12, device_batch=12, epochs=1)
    packed = tuned(model, tmp_path / "packed", dropout=0.0, batch=12, device_batch=12, epochs=1, packing=True)
    assert losses(packed)[0] == pytest.approx(losses(apart)[0], abs=1e-4)


def test_the_same_settings_give_the_same_bytes(model: str, tmp_path: Path, whole: tuple[Trained, Path]) -> None:
    tuned(model, tmp_path)
    assert adapter(tmp_path) == adapter(whole[1])
    assert (tmp_path / "losses.csv").read_bytes() == (whole[1] / "losses.csv").read_bytes()


def test_ctrl_c_saves_and_the_same_call_ends_as_if_nothing_had_been(
    model: str, tmp_path: Path, whole: tuple[Trained, Path]
) -> None:
    stopped = tuned(model, tmp_path, Told(stop_at=2))
    assert stopped.stopped and stopped.steps == 2 and not (tmp_path / f"{ADAPTER}.part").exists()
    told = Told()
    trained = tuned(model, tmp_path, told)
    assert told.began == (6, 2) and told.steps == 4
    assert losses(trained) == losses(whole[0])
    assert adapter(tmp_path) == adapter(whole[1])


def test_a_checkpoint_that_was_cut_off_is_passed_over(model: str, tmp_path: Path) -> None:
    tuned(model, tmp_path, Told(stop_at=2), save_minutes=0)
    last = tmp_path / CHECKPOINTS / "checkpoint-2"
    assert latest_checkpoint(tmp_path) == last
    for number, state in ((3, None), (4, "{"), (5, json.dumps({"global_step": 2}))):
        shutil.copytree(last, broken := last.with_name(f"checkpoint-{number}"))
        (broken / "trainer_state.json").unlink()
        if state is not None:
            (broken / "trainer_state.json").write_text(state)
    assert latest_checkpoint(tmp_path) == last


def test_without_improvement_it_ends_early_and_keeps_the_best(model: str, tmp_path: Path) -> None:
    trained = tuned(model, tmp_path, epochs=8, patience=1, learning_rate=1.0, schedule="constant")
    assert trained.steps < trained.of_steps == 24
    valid = {row["epoch"]: row["valid_loss"] for row in trained.losses if row.get("valid_loss") and row["epoch"]}
    assert trained.best_epoch == min(valid, key=valid.__getitem__)


def test_without_a_validation_part_the_last_epoch_is_kept(model: str, tmp_path: Path) -> None:
    trained = tuned(model, tmp_path, valid=False)
    assert trained.best_epoch is None and trained.steps == trained.of_steps and not losses(trained, "valid_loss")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"schedule": "cosin"}, "recipe"),
        ({"batch": 6, "device_batch": 4}, "recipe.batch=6: has to be a multiple of recipe.device_batch=4"),
    ],
)
def test_settings_that_do_not_fit_are_told(model: str, tmp_path: Path, settings: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        tuned(model, tmp_path, **settings)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule_is_one_that_needs_nothing_else(model: str, tmp_path: Path, schedule: str) -> None:
    assert tuned(model, tmp_path, schedule=schedule, epochs=1, valid=False).steps == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [("epochs", 0), ("rank", 0), ("dropout", 1.0), ("precision", "int8"), ("patience", 0), ("schedule", "greedy")],
)
def test_numbers_that_make_no_sense_are_told(name: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=f"recipe.{name}={value}: "):
        Recipe(**{name: value}).check()
