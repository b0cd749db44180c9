"""Replies of the open data as measures take them; other readers of such files are tested elsewhere."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

from socialsim.evaluation.text import Profile, measures
from socialsim.signatures import Reply

OpenFile = Callable[[str], Path]


def esconv_replies(open_file: OpenFile, run: str) -> tuple[list[Reply], list[dict[str, str]]]:
    """Return the replies of a run (vanilla, joint), and the rows that they are from."""
    with open_file(f"esconv_outputs_deepseek/details_{run}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    # The file does not say which dialogue a reply is from; fifteen rows stand in for one.
    return [Reply(row["generated"], (row["target"],), str(place // 15)) for place, row in enumerate(rows)], rows


def mime_replies(open_file: OpenFile, decoding: str) -> list[Reply]:
    text = open_file("empatheticdialogues/mime_output.txt").read_text(encoding="utf-8")
    said, references = (re.findall(rf"^{name}:(.*)$", text, re.MULTILINE) for name in (decoding, "Ref"))
    return [Reply(reply, (reference,)) for reply, reference in zip(said, references, strict=True)]


def nlgeval_replies(open_file: OpenFile) -> list[Reply]:
    lines = (open_file(f"nlgeval_example/{name}.txt").read_text(encoding="utf-8") for name in ("hyp", "ref1", "ref2"))
    hypotheses, *references = (text.splitlines() for text in lines)
    return [Reply(text, both) for text, both in zip(hypotheses, zip(*references, strict=True), strict=True)]


def values(replies: list[Reply], profile: Profile) -> dict[str, float]:
    return {one.name: one.value() for one in measures(replies, profile)}
