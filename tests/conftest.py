"""What tests of every room share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback import Loopback


@pytest.fixture
def shared_data() -> Path:
    """Return the folder of open data beside the checkout; its licences keep it out of the repository."""
    folder = Path(__file__).resolve().parents[1].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data is absent: real-data tests did not run")
    return folder


@pytest.fixture(scope="module")
def running() -> Iterator[Loopback]:
    """A provider in a process of its own, for a whole file of tests; each resets it to what it needs."""
    with Loopback() as provider:
        yield provider
