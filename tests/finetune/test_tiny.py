"""`make_tiny`: a model that everything can be tried on, the same every time, there when it is whole."""

from __future__ import annotations

import hashlib
import math
import shutil
from pathlib import Path

import pytest
from socialsim.evaluation.models.perplexity import likelihoods
from socialsim.finetune.tiny import VOCABULARY, is_toy, make_tiny
from socialsim.generators.frame import frame
from socialsim.generators.local.chat import lay_out
from socialsim.generators.local.loading import LoadedModel, load
from socialsim.signatures import Dialogue, Reasoning, Reply, Turn

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
THOUGHT = Reasoning(situation="They cannot sleep.", thought="I am failing.", action="Ask when.", strategy="Question")


def talk(day: str) -> Dialogue:
    said = [
        ("seeker", f"I have not slept well since {day}, and I am so tired of all of this."),
        ("supporter", f"That sounds exhausting. What happened on {day} that keeps you awake?"),
        ("seeker", "I lost my job. I keep thinking about what I should have done."),
        ("supporter", "Losing a job hurts. What would you tell a friend who lost theirs?"),
    ]
    return Dialogue(
        turns=tuple(
            Turn.model_validate(
                {"speaker": speaker, "text": text, "reasoning": THOUGHT if speaker == "supporter" else None}
            )
            for speaker, text in said
        )
    )


TALKS = [talk(day) for day in DAYS]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny(tmp_path_factory.mktemp("tiny") / "base", TALKS)


@pytest.fixture(scope="module")
def tiny(made: Path) -> LoadedModel:
    return load(str(made), None, "auto", "cpu")


def digest_of(folder: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir()}


def test_the_same_dialogues_and_seed_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    assert digest_of(make_tiny(tmp_path / "base", TALKS)) == digest_of(made)


def test_another_seed_gives_another_model_with_the_same_tokenizer(made: Path, tmp_path: Path) -> None:
    first, other = digest_of(made), digest_of(make_tiny(tmp_path / "base", TALKS, seed=1))
    assert other["model.safetensors"] != first["model.safetensors"]
    assert other["tokenizer.json"] == first["tokenizer.json"]


def test_it_foresees_what_it_has_read(tiny: LoadedModel) -> None:
    foreseen = [
        Reply(None, (turn.text,), context=one.turns[:place], dialogue=str(number))
        for number, one in enumerate(TALKS)
        for place, turn in enumerate(one.turns)
        if turn.speaker == "supporter"
    ]
    found = likelihoods(foreseen, tiny).measures()[0]
    # A model that knows nothing finds every token of its vocabulary as likely as any other.
    assert found.name == "PPL" and found.value() < len(tiny.tokenizer) / 4


def test_any_text_is_read_and_written_again(tiny: LoadedModel) -> None:
    text = "  naïve 试试 🙂\n\n\tUser: x </s"
    assert tiny.tokenizer.decode(tiny.tokenizer.encode(text, add_special_tokens=False)) == text
    assert len(tiny.tokenizer) <= VOCABULARY


def test_words_of_the_frame_are_in_the_vocabulary(tiny: LoadedModel) -> None:
    # The labels stand in every reply with reasoning: were they spelt letter by letter, half of a frame would be labels.
    tokens = tiny.tokenizer.tokenize("Situation: They\nThought: I")
    assert len(tokens) <= 8


def test_it_has_met_the_words_of_reasoning(tiny: LoadedModel) -> None:
    import torch

    tokens = torch.tensor([tiny.tokenizer.encode(frame(THOUGHT))])
    with torch.inference_mode():
        loss = float(tiny.model(tokens, labels=tokens).loss)
    # What was never read is at best as likely as any other token, and tuning leaves the table of tokens as it is.
    assert loss < math.log(len(tiny.tokenizer)) - 2


def test_a_conversation_begins_and_replies_end_with_tokens_of_their_own(tiny: LoadedModel) -> None:
    laid = lay_out(tiny.tokenizer, TALKS[0].turns[:1], TALKS[0].turns[1].text)
    assert laid.prompt[0] == tiny.tokenizer.bos_token_id and laid.prompt.count(tiny.tokenizer.bos_token_id) == 1
    assert laid.end[0] == tiny.tokenizer.eos_token_id and tiny.ends == {tiny.tokenizer.eos_token_id}


def test_progress_is_told_step_by_step_and_nothing_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told: list[tuple[int, int]] = []
    make_tiny(tmp_path / "base", TALKS[:2], advance=lambda done, steps: told.append((done, steps)))
    assert told == [(done, 30) for done in range(1, 31)]
    assert capfd.readouterr() == ("", "")


def test_what_is_not_finished_is_not_there(tmp_path: Path) -> None:
    def stop(done: int, steps: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_tiny(tmp_path / "base", TALKS[:1], advance=stop)
    assert not any(tmp_path.iterdir())


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / ".base.unfinished"
    left.mkdir()
    (left / "half").write_text("of a file")
    made = make_tiny(tmp_path / "base", TALKS[:1])
    assert [one.name for one in tmp_path.iterdir()] == ["base"] and not (made / "half").exists()


def test_it_is_known_for_a_toy_wherever_it_lies(made: Path, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(made, tmp_path / "renamed")
    assert is_toy(str(elsewhere)) and "**It is for nothing else**" in (elsewhere / "README.md").read_text("utf-8")
    assert not is_toy("Qwen/Qwen2.5-0.5B") and not is_toy(str(tmp_path))
