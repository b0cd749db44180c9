"""The posts labelled in tests/data/crisis_labels_blind.json, read from ../shared/data: (id, text), in a fixed order.

An id is the first 16 hex digits of the SHA-256 of the post's text, as built here.
"""

import csv
import html
import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

POSTS = 220  # all of counselchat's, then of the others the first by their texts' SHA-256
SEEKER_TURNS = 3  # of a dialogue of escot


def blind_posts(data: Path) -> Iterator[tuple[str, str]]:
    for posts in blind_posts_by_source(data).values():
        yield from posts.items()


def blind_posts_by_source(data: Path) -> dict[str, dict[str, str]]:
    counselchat = sorted((_digest(text), "counselchat", text) for text in {*_counselchat(data / "counselchat")} - {""})
    pool = {text: "esc_eval" for text in _esc_eval(data / "esc_eval")} | {
        text: "escot" for text in _escot(data / "escot")
    }
    others = sorted((_digest(text), source, text) for text, source in pool.items())
    posts: dict[str, dict[str, str]] = {"counselchat": {}, "escot": {}, "esc_eval": {}}
    for digest, source, text in (counselchat + others)[:POSTS]:
        posts[source][digest[:16]] = text
    return posts


def _counselchat(folder: Path) -> Iterator[str]:
    """Title and text, a line each, of the questions whose text the older file lacks; at times there is but a title."""
    older = {_letters(_plain(row["questionText"])) for row in _rows(folder / "20200325_counsel_chat.part-open.csv")}
    for row in _rows(folder / "counselchat-data.part-open.csv"):
        title, text = _plain(row["questionTitle"]), _plain(row["questionText"])
        if not text or _letters(text) not in older:
            yield _lines([title, text])


def _escot(folder: Path) -> Iterator[str]:
    """The first turns of each seeker, a line each."""
    for entry in json.loads((folder / "val.json").read_text("utf-8")):
        turns = (turn for turn in entry["original_data"]["dialog"] if turn["speaker"] == "seeker")
        yield _lines([turn["content"] for turn in turns][:SEEKER_TURNS])


def _esc_eval(folder: Path) -> Iterator[str]:
    """The problem of each English card, without those drawn from EPITOME, whose posts are labelled elsewhere."""
    for card in json.loads((folder / "card_high_en.part-open.json").read_text("utf-8")):
        if card["source"] != "EPITOME":
            yield _plain(card["base"].rpartition("Problem:")[2])


def _rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(map(_plain, texts)).strip()


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


def _digest(text: str) -> str:
    return sha256(text.strip().encode()).hexdigest()
