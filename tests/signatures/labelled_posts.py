"""The posts that people read and labelled for crisis, found again by their ids in the folder of open data."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

LABELS = Path(__file__).parents[1] / "data" / "crisis_labels.json"
POSTS = {  # name in the labels → file, id, columns of the text
    "dreaddit": ("dreaddit/dreaddit-test.part-open.csv", "id", ("text",)),
    "epitome": ("epitome_reddit/emotional-reactions-reddit.part-open.csv", "sp_id", ("seeker_post",)),
    "counselchat": (
        "counselchat/20200325_counsel_chat.part-open.csv",
        "questionID",
        ("questionTitle", "questionText"),
    ),
}


def half(post_id: str) -> str:
    return "held-out" if hashlib.sha256(post_id.encode()).digest()[0] % 2 else "development"


def labelled(folder: Path) -> list[tuple[str, str, set[str]]]:
    """Return half, text and labels of every labelled post; words were not chosen by the held-out half."""
    found = []
    for source, labels in json.loads(LABELS.read_text())["labels"].items():
        name, key, columns = POSTS[source]
        with (folder / name).open(encoding="utf-8", newline="") as file:
            texts: dict[str, str] = {}
            for row in csv.DictReader(file):  # a question stands in several rows, and its first was labelled
                texts.setdefault(row[key], "\n".join(row[column] for column in columns))
        assert labels.keys() <= texts.keys(), f"{name} no longer has every labelled post"
        found += [(half(post_id), texts[post_id], set(kinds)) for post_id, kinds in labels.items()]
    return found
