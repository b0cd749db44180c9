"""One tiny model for all tests of the local generator."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("llguidance")

import torch
from socialsim.generators.local import LocalProvider

from tests.generators.local.tiny import make_model


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)  # on a model this small, threads cost more than they bring


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def provider(model: Path) -> LocalProvider:
    return LocalProvider(str(model), device="cpu")
