"""Words of crisis: how many of the posts that people labelled are found, and how many others are taken for one."""

from __future__ import annotations

import json
from collections.abc import Sequence

from socialsim.signatures import mentions_crisis

from tests.signatures.blind_posts import blind_posts
from tests.signatures.labelled_posts import LABELS, labelled

from .sources import DATA
from .tables import Cells, percent, print_table

Post = tuple[str, bool]
"""A text, and whether its reader found that it speaks of a crisis."""


def show() -> None:
    """Print recall and precision: where words were chosen by, where not, and on posts that another reader labelled."""
    posts = [(half, (text, bool(kinds))) for half, text, kinds in labelled(DATA)]
    groups = {half: [post for of, post in posts if of == half] for half in ("development", "held-out")}
    by_source = json.loads(LABELS.with_name("crisis_labels_blind.json").read_text())["labels"]
    kinds = {post_id: bool(found) for source in by_source.values() for post_id, found in source.items()}
    groups["another reader"] = [(text, kinds[post_id]) for post_id, text in blind_posts(DATA)]
    head = ("posts", "number", "speak of a crisis", "recall %", "precision %", "false alarms % of the others")
    print_table(head, [_row(name, found) for name, found in groups.items()])


def _row(name: str, posts: Sequence[Post]) -> Cells:
    found = [crisis for text, crisis in posts if mentions_crisis(text)]
    crises = sum(crisis for _, crisis in posts)
    others = len(posts) - crises
    shares = ((sum(found), crises), (sum(found), len(found)), (len(found) - sum(found), others))
    return name, str(len(posts)), str(crises), *(percent(*share) for share in shares)
