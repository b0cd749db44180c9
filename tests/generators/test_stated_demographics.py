"""Ages and genders on real posts, against labels made by reading each post, without the rules at hand.

The labels (tests/data/stated_demographics.jsonl) name posts by file and id; the posts stay in ../shared/data.
"""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest
from socialsim.corpora.posts import read_posts
from socialsim.generators.offline.reading.personas import persona

LABELS = Path(__file__).resolve().parents[1] / "data" / "stated_demographics.jsonl"
FILES = {
    "counselchat": "counselchat/20200325_counsel_chat.part-open.csv",
    "counselchat2": "counselchat/counselchat-data.part-open.csv",
    "epitome_reddit": "epitome_reddit/emotional-reactions-reddit.part-open.csv",
    "dreaddit": "dreaddit/dreaddit-test.part-open.csv",
}


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, object], dict[str, object]]]:
    """Return (label, answer) per labelled post; an attribute that the persona marks as inferred counts as None."""
    data = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("../shared/data is absent: ages and genders were not checked on real posts")
    csv.field_size_limit(1 << 24)
    texts = {(source, post.source_id): post.text for source, file in FILES.items() for post in read_posts(data / file)}
    pairs = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        found = persona(texts[label["source"], label["id"]], random.Random(0))
        answer = {
            "age": None if "age" in found.inferred else found.age,
            "gender": None if "gender" in found.inferred else found.gender.value,
        }
        pairs.append((label, answer))
    return pairs


def test_there_are_enough_labels_of_both_kinds(judged: list[tuple[dict[str, object], dict[str, object]]]) -> None:
    stated = sum(label["age"] is not None or label["gender"] is not None for label, _ in judged)
    assert len(judged) >= 80 and stated >= 40


@pytest.mark.parametrize("attribute", ["age", "gender"])
def test_what_is_stated_is_right_and_what_is_not_is_marked_as_inferred(
    judged: list[tuple[dict[str, object], dict[str, object]]], attribute: str
) -> None:
    wrong = [(label, answer[attribute]) for label, answer in judged if answer[attribute] != label[attribute]]
    right = 1 - len(wrong) / len(judged)
    assert right >= 0.95, f"{attribute}: {right:.3f}; wrong: {wrong}"
    stated = [pair for pair in judged if pair[0][attribute] is not None]
    recalled = sum(answer[attribute] == label[attribute] for label, answer in stated) / len(stated)
    assert recalled >= 0.9, f"{attribute}: {recalled:.3f} of the stated ones"
