"""What the README shows works as shown."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs_as_it_stands() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    shown = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True)
    assert len(re.findall(r"^(?:seeker|supporter): ", shown.stdout, re.MULTILINE)) >= 16
    assert shown.stderr == ""
