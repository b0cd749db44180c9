"""`split.json`: all that is needed to make a split again, and to see what it is.

No times and no paths, so that the same command gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version
from platform import python_version
from typing import Any

from ..corpora.format import Format
from ..corpora.near_duplicates import THRESHOLD
from ..corpora.splitting import Split
from .entries import Entries


def record_of_split(entries: Entries, made: Split, target: Format, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the record.

    Args:
        names: part → name of its file.
    """
    total = len(made.members)
    parts = {}
    for part, name in names.items():
        there = made.of(part)
        topics = Counter(member.topic for member in there if member.topic)
        parts[part] = {
            "file": name,
            "dialogues": len(there),
            "utterances": sum(member.utterances for member in there),
            "share_asked": round(made.shares[part], 6),
            "share": round(len(there) / total, 6),
            "topics": dict(sorted(topics.items(), key=lambda one: (-one[1], one[0]))),
            "ids": [member.name for member in there],
        }
    pairs = [
        {
            "one": {"id": pair.one.name, "part": made.parts[pair.one.place]},
            "other": {"id": pair.other.name, "part": made.parts[pair.other.place]},
            "jaccard": round(pair.jaccard, 4),
            "same": pair.same,
        }
        for pair in made.across
    ]
    return {
        "command": "split",
        "by": made.method,
        "seed": made.seed,
        "published": made.published,
        "stratified": made.stratified,
        "groups": made.groups,
        "input": {"name": entries.name, "digest": entries.digest(), **_as_read(entries), "dialogues": total},
        "format": target.key,
        "parts": parts,
        "near_duplicates_across": {
            "threshold": THRESHOLD,
            "dialogues": {part: made.leaked(part) for part in names},
            "same": sum(pair.same for pair in made.across),
            "pairs": pairs,
        },
        "versions": {"python": python_version()} | {name: version(name) for name in ("socialsim", "rensa")},
    }


def _as_read(entries: Entries) -> dict[str, Any]:
    if entries.reading is None:
        return {"format": "corpus"}
    reading = entries.reading
    return {"format": reading.format.key, "records": reading.records, "bad": len(reading.bad)}
