"""The folder loads with `datasets.load_dataset`, offline, and says what it holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import DatasetCard
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.format import ReadDialogue
from socialsim.corpora.publishing.folder import split_name, write_dataset
from socialsim.signatures import ConfigurationError, Dialogue, InputError, Turn

from tests.corpora.test_parquet import IMPORTED, SIMULATED

CARD = "---\nlicense: mit\nlanguage:\n- en\n---\n\n# Dataset Card for island\n\nText – with “marks”.\n"


def saying(text: str) -> ReadDialogue:
    return ReadDialogue(Dialogue(turns=(Turn(speaker="seeker", text=text),)), id=text, simulated=True)


PARTS = {"train": [SIMULATED, IMPORTED], "valid": [saying("a"), saying("b"), saying("c")], "test": [saying("d")]}

LOADING = """
import json, sys
from datasets import Features, load_dataset
import pyarrow.parquet as pq

folder, cache = sys.argv[1:]
told = load_dataset(folder, cache_dir=cache)
stored = pq.read_schema(folder + "/data/train-00000-of-00001.parquet")
features = told["train"].features
print(json.dumps({
    "rows": {name: part.to_list() for name, part in told.items()},
    "described": {name: part.num_examples for name, part in told["train"].info.splits.items()},
    "of the card": features == Features.from_arrow_schema(stored.remove_metadata()),
    "of the file": features == Features.from_arrow_schema(stored) and b"huggingface" in stored.metadata,
    "license": told["train"].info.license,
}))
"""


def loaded(folder: Path, cache: Path) -> Any:
    """Return what the `datasets` library makes of a folder, without a network and without our code."""
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(cache), "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    command = [sys.executable, "-c", LOADING, str(folder), str(cache)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_folder_loads_offline_with_its_splits_features_and_values(tmp_path: Path) -> None:
    write_dataset(tmp_path / "island", PARTS, CARD)
    told = loaded(tmp_path / "island", tmp_path / "cache")
    rows = told["rows"]
    assert {name: len(part) for name, part in rows.items()} == {"train": 2, "validation": 3, "test": 1}
    assert told["described"] == {"train": 2, "validation": 3, "test": 1}
    assert (told["of the card"], told["of the file"]) == (True, True)
    assert [row["turns"][0]["text"] for row in rows["validation"]] == ["a", "b", "c"]
    one, two = rows["train"]
    assert one["turns"][1]["strategy"] == "Question"
    assert one["persona"]["personality"]["agreeableness"] == "Agreeableness"
    assert (one["seed"], one["crisis"], one["source"]) == (7, ["suicide"], None)
    assert (two["persona"], two["topic"]) == (None, "job crisis")
    assert json.loads(two["about"]) == IMPORTED.about


def test_the_card_keeps_its_words_and_says_what_the_files_are(tmp_path: Path) -> None:
    write_dataset(tmp_path, PARTS, CARD)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert text.endswith("---\n\n# Dataset Card for island\n\nText – with “marks”.\n")
    header = DatasetCard(text).data
    assert (header["license"], header["language"]) == ("mit", ["en"])
    [config] = header["configs"]
    files = {one["split"]: one["path"] for one in config["data_files"]}
    assert {name: (tmp_path / place).is_file() for name, place in files.items()} == {
        "train": True,
        "validation": True,
        "test": True,
    }
    info = header["dataset_info"]
    assert info["download_size"] == sum((tmp_path / place).stat().st_size for place in files.values())
    assert info["dataset_size"] == sum(split["num_bytes"] for split in info["splits"]) > 0


def test_the_same_parts_are_the_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_dataset(tmp_path / name, PARTS, CARD)
    held = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("a", "b")
    ]
    assert held[0] == held[1]
    assert len(held[0]) == 4


def test_the_folder_is_read_as_dialogues_again(tmp_path: Path) -> None:
    write_dataset(tmp_path / "island", PARTS, CARD)
    assert sorted(found.id for found in read_dialogues(tmp_path / "island")) == sorted(
        one.id for part in PARTS.values() for one in part
    )


def test_valid_is_called_as_the_hub_calls_it() -> None:
    assert [split_name(part) for part in ("train", "valid", "dev", "test", "unseen_topics")] == [
        "train",
        "validation",
        "validation",
        "test",
        "unseen_topics",
    ]


@pytest.mark.parametrize("part", ["all", "my-part", "../train", ""])
def test_a_name_that_the_hub_does_not_allow_is_refused(part: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="a part needs a name of letters"):
        write_dataset(tmp_path / "island", {part: [SIMULATED]}, CARD)
    assert not (tmp_path / "island").exists()


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="two parts have one name: valid, validation"):
        write_dataset(tmp_path / "island", {"valid": [SIMULATED], "validation": [IMPORTED]}, CARD)
    assert not (tmp_path / "island").exists()


def test_a_part_without_dialogues_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r'^part "test" has no dialogues'):
        write_dataset(tmp_path, {"train": [SIMULATED], "test": []}, CARD)
    assert not (tmp_path / "README.md").exists()


def test_a_folder_that_has_data_is_left_as_it_is(tmp_path: Path) -> None:
    write_dataset(tmp_path, {"train": [SIMULATED]}, CARD)
    before = (tmp_path / "data" / "train-00000-of-00001.parquet").read_bytes()
    with pytest.raises(FileExistsError):
        write_dataset(tmp_path, {"train": [IMPORTED]}, CARD)
    assert (tmp_path / "data" / "train-00000-of-00001.parquet").read_bytes() == before


def test_without_the_hub_s_package_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'socialsim\[hf\]'"):
        write_dataset(tmp_path, {"train": [SIMULATED]}, CARD)
