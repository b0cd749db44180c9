"""Files to read posts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpora.told import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to_file
