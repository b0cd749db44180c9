"""What the README and the guides show works as shown."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def shown(document: str) -> tuple[str, str]:
    """Return what the first Python example of a document prints on standard output and on standard error."""
    example = re.findall(r"```python\n(.*?)```", (ROOT / document).read_text(encoding="utf-8"), re.DOTALL)[0]
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def test_the_python_example_runs_as_it_stands() -> None:
    printed, complained = shown("README.md")
    assert len(re.findall(r"^(?:seeker|supporter): ", printed, re.MULTILINE)) >= 16
    assert complained == ""


def test_a_program_is_optimized_and_evaluated_as_shown() -> None:
    printed, complained = shown("docs/optimizing.md")
    scores, evaluated, stopped = printed.splitlines()
    assert "Average Metric" in complained.splitlines()[0]  # dspy.Evaluate says so itself
    assert len(complained.splitlines()) == 1
    assert re.match(r"n=\d+ groups=\d+ before=0\.\d+ after=0\.\d+", scores)
    assert 50 < float(evaluated) <= 100
    assert stopped in ("resolved", "seeker_left")


def test_a_corpus_is_read_written_split_and_described_as_shown() -> None:
    printed, complained = shown("docs/corpora.md")
    *dialogues, read, written, parted, described = printed.splitlines()
    assert len(dialogues) == 12
    assert read == "dialogues.jsonl 12 [] {}"
    assert written.startswith("user [") and "reasoning: thought" in written
    assert re.fullmatch(r"\[('[\w-]+'(, )?){2}\] 0", parted)
    assert re.fullmatch(r"12 \d+ \(0\.\d+, 0\.\d+, 0\.\d+\)", described)
    assert complained == ""


def test_replies_are_measured_as_shown() -> None:
    printed, complained = shown("docs/evaluation.md")
    lines = [line.rsplit(" ", 2) for line in printed.splitlines()]
    assert [name for name, *_ in lines][:5] == ["BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "ROUGE-L"]
    assert {n for *_, n in lines} == {"2"}
    assert complained == ""
