"""Dreaddit: segments of Reddit posts, labelled for stress.

    id,subreddit,post_id,sentence_range,text,label,confidence,social_timestamp,… (116 columns)

A segment is five sentences or so of a post; most begin in the middle of a thought.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..format import PostFormat
from ..licences import UNSTATED

MIDWAY = "texts cut out of the middle of a post"


def is_dreaddit(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a segment of Dreaddit."""
    return isinstance(record, Mapping) and "sentence_range" in record and "text" in record


def starts_midway(record: Mapping[str, Any]) -> bool:
    """Return whether a segment begins after its post does: its ``sentence_range`` is ``[5, 10]`` and not ``[0, 5]``."""
    start = str(record.get("sentence_range")).strip("[( ").partition(",")[0].strip()
    return start.isdecimal() and start.strip("0") != ""  # it may have more digits than Python reads


DREADDIT = PostFormat("dreaddit", "Dreaddit", is_dreaddit, UNSTATED, language="en")
