"""Words of crisis: how many of the posts that people labelled are found, and how many others are taken for one."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path

from socialsim.signatures import mentions_crisis

from ..common import ROOT
from .sources import DATA
from .tables import Cells, percent, print_table

LABELS = ROOT / "tests" / "data" / "crisis_labels.json"
_FILES: Mapping[str, tuple[Path, str, tuple[str, ...]]] = {
    "dreaddit": (DATA / "dreaddit" / "dreaddit-test.part-open.csv", "id", ("text",)),
    "epitome": (DATA / "epitome_reddit" / "emotional-reactions-reddit.part-open.csv", "sp_id", ("seeker_post",)),
    "counselchat": (
        DATA / "counselchat" / "20200325_counsel_chat.part-open.csv",
        "questionID",
        ("questionTitle", "questionText"),
    ),
}
"""Name of a source → its file, the column of its ids, and those of its text."""
_LONGEST = 10_000_000
"""Characters of a field; some questions hold whole images."""


@dataclass(frozen=True)
class Labelled:
    """A post, and whether it speaks of a crisis."""

    text: str
    crisis: bool
    held_out: bool


def labelled(source: str) -> Iterator[Labelled]:
    """Yield the labelled posts of a source."""
    path, key, columns = _FILES[source]
    labels: dict[str, list[str]] = json.loads(LABELS.read_text(encoding="utf-8"))["labels"][source]
    csv.field_size_limit(_LONGEST)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row[key]: unescape(" ".join(row[column] or "" for column in columns)) for row in csv.DictReader(file)}
    for name, kinds in labels.items():
        yield Labelled(rows[name], bool(kinds), held_out=sha256(name.encode()).digest()[0] % 2 == 1)


def show() -> None:
    """Print recall and precision by source; the held-out half was not looked at while the words were chosen."""
    posts = {source: list(labelled(source)) for source in _FILES}
    everything = [post for found in posts.values() for post in found]
    groups = posts | {"all": everything, "all, held out": [post for post in everything if post.held_out]}
    head = ("posts", "number", "speak of a crisis", "recall %", "precision %")
    print_table(head, [_row(name, found) for name, found in groups.items()])


def _row(name: str, posts: list[Labelled]) -> Cells:
    found = [post for post in posts if mentions_crisis(post.text)]
    right = sum(post.crisis for post in found)
    crises = sum(post.crisis for post in posts)
    return name, str(len(posts)), str(crises), percent(right, crises), percent(right, len(found))
