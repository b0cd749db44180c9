"""The example posts that travel with the package, read as plain JSON lines."""

import importlib.resources
import json
import re
from typing import Any

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _posts() -> list[dict[str, Any]]:
    source = importlib.resources.files("socialsim.corpora") / "examples/posts.jsonl"
    return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]


def test_the_example_posts_are_at_least_sixty() -> None:
    assert len(_posts()) >= 60


def test_the_example_posts_have_an_id_and_a_text_and_nothing_else() -> None:
    for post in _posts():
        assert set(post) == {"id", "text"}
        assert post["text"] == post["text"].strip() != ""


def test_the_example_posts_have_unique_ids() -> None:
    ids = [post["id"] for post in _posts()]
    assert len(set(ids)) == len(ids)


def test_the_example_posts_have_unique_texts() -> None:
    texts = [post["text"] for post in _posts()]
    assert len(set(texts)) == len(texts)


def test_the_example_posts_contain_exactly_two_in_chinese() -> None:
    assert [post["id"] for post in _posts() if _CHINESE.search(post["text"])] == ["example-065", "example-066"]


def test_the_example_posts_contain_at_least_ten_under_200_characters() -> None:
    assert sum(len(post["text"]) < 200 for post in _posts()) >= 10


def test_the_example_posts_contain_at_least_ten_over_1200_characters() -> None:
    assert sum(len(post["text"]) > 1200 for post in _posts()) >= 10
