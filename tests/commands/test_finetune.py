"""`socialsim finetune`, as it is used: from a file to a chatbot, killed and gone on with, in several processes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from socialsim.generators.chatbots import read_chatbot
from socialsim.signatures import Dialogue, Reasoning, Turn

from tests.commands.conftest import Program
from tests.generators.local.tiny import make_model

THOUGHT = Reasoning(
    situation="Something is gone.", thought="It is my fault.", action="Ask what it was.", strategy="Question"
)
ASKED = ("my job", "my dog", "the house", "my brother", "the game", "all hope")
SETTINGS = (
    "recipe.batch=4",
    "recipe.log_steps=3",
    "recipe.max_tokens=256",
    "recipe.learning_rate=5e-3",
    "measure=false",
)
KILLED = """
import os, signal, sys
def kill(event, given):
    if event == "open" and str(given[0]).endswith({path!r}) and given[1] == {mode!r}:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(kill)
from socialsim.commands.main import main
sys.exit(main({words!r}))
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with a random model, so that no test waits for one to be trained."""
    return str(make_model(tmp_path_factory.mktemp("models") / "base", context=512))


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    """Sixteen conversations, each about something else, with reasoning before each reply."""
    path = tmp_path / "talks.jsonl"
    lines = []
    for number in range(16):
        what = f"{ASKED[number % 6]} {number}"
        turns = (
            Turn(speaker="seeker", text=f"I lost {what}."),
            Turn(speaker="supporter", text=f"When did you lose {what}?", reasoning=THOUGHT),
            Turn(speaker="seeker", text="On Monday."),
            Turn(speaker="supporter", text="That was hard.", reasoning=THOUGHT),
        )
        lines.append(json.dumps({"dialogue": Dialogue(turns=turns).model_dump(mode="json")}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def losses(folder: Path) -> dict[str, float]:
    """Return the loss of every step, and of every validation."""
    with (folder / "losses.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        f"{row['step']} {'loss' if row['loss'] else 'valid'}": float(row["loss"] or row["valid_loss"]) for row in rows
    }


def apart(code: str, *before: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own."""
    return subprocess.run(
        [sys.executable, *before, "-c", code], capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.parametrize("reasoning", [False, True], ids=["utterances", "reasoning"])
def test_from_a_file_to_a_chatbot_that_answers(
    socialsim: Program, corpus: str, tmp_path: Path, reasoning: bool
) -> None:
    out = tmp_path / "bot"
    words = ["finetune", corpus, "model=tiny", f"reasoning={str(reasoning).lower()}", "recipe.epochs=2", f"out={out}"]
    said = socialsim(*words)
    assert said.code == 0, said.err
    assert "learnt from" in said.out and "perplexity of" in said.out and "This is a toy" in said.out
    chatbot = read_chatbot(str(out))
    assert chatbot.for_proof and chatbot.nodes == (("situation", "thought", "action", "strategy") if reasoning else ())
    assert sorted(one.name for one in out.iterdir()) == ["adapter", "base", "chatbot.json", "losses.csv", "run.json"]
    card = (out / "adapter" / "README.md").read_text(encoding="utf-8")
    assert "**This is no therapist.**" in card and "**A toy.**" in card and "talks.jsonl" in card
    published = "".join(one.read_text(errors="replace") for one in (out / "adapter").iterdir())
    assert str(tmp_path) not in published
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["learnt"]["replies"] == 2 * record["learnt"]["dialogues"]
    assert record["learnt"]["sequences"] == record["learnt"]["dialogues"] * (2 if reasoning else 1)

    answered = socialsim(
        "evaluate", f"corpus={corpus}", "n=2", f"chatbot={out}", "chatbot.max_tokens=60", f"out={tmp_path / 'figures'}"
    )
    assert answered.code == 0, answered.err
    replies = [json.loads(line) for line in (tmp_path / "figures" / "replies.jsonl").read_text().splitlines()]
    assert len(replies) == 4

    again = socialsim(*words)
    assert again.code == 0 and "steps:" not in again.err
    assert again.out.splitlines()[-3:] == said.out.splitlines()[-3:]
    other = socialsim(*words, "recipe.rank=8")
    assert other.code == 2 and "was begun with other settings (recipe.rank was 16, and is 8)" in other.complaint


def test_merged_weights_answer_without_an_adapter(socialsim: Program, corpus: str, model: str, tmp_path: Path) -> None:
    out = tmp_path / "bot"
    words = ["finetune", corpus, f"model={model}", "recipe.epochs=1", *SETTINGS, f"out={out}"]
    assert socialsim(*words).code == 0
    assert read_chatbot(str(out)).base == model
    adapter = (out / "adapter" / "adapter_model.safetensors").read_bytes()
    said = socialsim(*words, "merge=true")
    assert said.code == 0, said.err
    assert (out / "adapter" / "adapter_model.safetensors").read_bytes() == adapter  # it was not tuned again
    assert (out / "merged" / "model.safetensors").is_file() and read_chatbot(str(out)).merged == "merged"
    assert not list(out.glob("*.part"))


def test_an_adapter_that_was_changed_is_not_passed_off_as_the_one_that_was_tuned(
    socialsim: Program, corpus: str, model: str, tmp_path: Path
) -> None:
    out = tmp_path / "bot"
    words = ["finetune", corpus, f"model={model}", "recipe.epochs=1", *SETTINGS, "merge=true", f"out={out}"]
    assert socialsim(*words).code == 0
    weights = out / "adapter" / "adapter_model.safetensors"
    tuned = weights.read_bytes()
    weights.write_bytes(tuned[:-1] + bytes([tuned[-1] ^ 1]))
    (out / "merged" / "model.safetensors").write_bytes(b"of another adapter")
    refused = socialsim(*words)
    assert refused.code == 2
    assert refused.complaint == (
        f"socialsim: out={out}: its adapter was changed after it was tuned; delete {out}/adapter to tune it again"
    )
    shutil.rmtree(out / "adapter")
    assert socialsim(*words).code == 0
    assert weights.read_bytes() == tuned and read_chatbot(str(out)).merged == "merged"
    assert (out / "merged" / "model.safetensors").read_bytes() != b"of another adapter"


@pytest.mark.parametrize(
    ("path", "mode"), [("checkpoint-4/trainer_state.json", "w"), ("checkpoint-5/adapter_config.json", "w")]
)
def test_killed_and_run_again_it_ends_as_if_nothing_had_been(
    socialsim: Program, corpus: str, model: str, tmp_path: Path, path: str, mode: str
) -> None:
    words = ["finetune", corpus, f"model={model}", "recipe.epochs=2", *SETTINGS]
    assert socialsim(*words, f"out={tmp_path / 'whole'}").code == 0
    out = tmp_path / "killed"
    again = [*words, "recipe.save_minutes=0", f"out={out}"]
    assert apart(KILLED.format(path=path, mode=mode, words=again)).returncode == -9
    assert not (out / "chatbot.json").exists()
    said = socialsim(*again)
    assert said.code == 0, said.err
    assert "goes on behind step" in said.out
    assert losses(out) == pytest.approx(losses(tmp_path / "whole"), abs=1e-4)
    weights = [folder / "adapter" / "adapter_model.safetensors" for folder in (out, tmp_path / "whole")]
    assert weights[0].read_bytes() == weights[1].read_bytes()


def test_two_processes_learn_what_one_does(socialsim: Program, corpus: str, model: str, tmp_path: Path) -> None:
    words = ["finetune", corpus, f"model={model}", "recipe.epochs=1", *SETTINGS, "recipe.dropout=0"]
    assert socialsim(*words, f"out={tmp_path / 'one'}").code == 0
    launcher = ["-m", "accelerate.commands.launch", "--cpu", "--num_processes=2", "--num_machines=1", "--module"]
    done = subprocess.run(
        [sys.executable, *launcher, "socialsim.commands", *words, f"out={tmp_path / 'two'}"],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.count("learnt from") == 1
    assert losses(tmp_path / "two") == pytest.approx(losses(tmp_path / "one"), abs=1e-3)
