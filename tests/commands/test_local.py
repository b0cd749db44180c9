"""`lm=transformers`: a model in this process makes a corpus by the same command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.commands.conftest import Program, read_json
from tests.generators.local.tiny import make_model

WORDS = ["n=2", "lm.max_tokens=150", "program.min_turns=4", "program.max_turns=4"]


def test_a_model_of_random_weights_fills_a_corpus_and_is_not_asked_twice(
    socialsim: Program, posts: Callable[[int], Path], tmp_path: Path
) -> None:
    model = make_model(tmp_path / "model")
    assert socialsim("extract", f"posts={posts(2)}", f"out={tmp_path / 'bank'}").code == 0
    command = ["simulate", f"personas={tmp_path / 'bank' / 'profiles.json'}", "lm=transformers", f"lm.model={model}"]
    said = socialsim(*command, *WORDS, f"out={tmp_path / 'one'}")
    assert said.code == 0, said.err
    made = read_json(tmp_path / "one" / "run.json")
    assert made["dialogues"]["by_status"] == {"done": 2}
    assert made["generators"]["supporter"].startswith(f"transformers/{model}")
    assert made["cost_usd"] == 0
    # Every call of the second run is in the cache of the first: 2 dialogues, 2 exchanges, 6 calls each.
    again = socialsim(*command, *WORDS, f"out={tmp_path / 'two'}", f"cache={tmp_path / 'one' / 'responses.db'}")
    assert "0 calls made, 24 answered from the cache" in again.out
    one, two = ((tmp_path / name / "ssconv.json").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_missing_model_is_one_line_and_nothing_is_begun(socialsim: Program, tmp_path: Path) -> None:
    said = socialsim("simulate", "lm=transformers", f"lm.model={tmp_path / 'nothing'}", f"out={tmp_path / 'out'}")
    assert said.code == 2
    assert "there is no such folder" in said.complaint
    assert not (tmp_path / "out").exists()
