"""What tests of every room share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
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


@pytest.fixture
def open_file(shared_data: Path) -> Callable[[str], Path]:
    """Return a function of a name to a file of the open data, which has to be what its manifest says it is."""
    lines = (shared_data / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()
    digests = {fields[0]: fields[3] for fields in (line.split("\t") for line in lines)}

    def find(name: str) -> Path:
        path = shared_data / name
        if hashlib.sha256(path.read_bytes()).hexdigest() != digests[name]:
            pytest.skip(f"../shared/data/{name} is not the file of MANIFEST.tsv: this test did not run")
        return path

    return find


@pytest.fixture(scope="module")
def running() -> Iterator[Loopback]:
    """A provider in a process of its own, for a whole file of tests; each resets it to what it needs."""
    with Loopback() as provider:
        yield provider
