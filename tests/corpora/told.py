"""What a reading of posts told, in the shape tests compare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from socialsim.corpora.posts import PostReading, read_posts
from socialsim.signatures.errors import InputError

Write = Callable[[str, str | bytes], Path]


def refusal(path: Path, *, text: str | None = None, encoding: str | None = None) -> str:
    """Return the message with which reading to the end is refused; it is one line."""
    with pytest.raises(InputError) as caught:
        list(read_posts(path, text=text, encoding=encoding))
    message = str(caught.value)
    assert "\n" not in message
    return message


def told(reading: PostReading) -> list[tuple[int, str]]:
    return [(post.line, post.text) for post in reading]


def bad(reading: PostReading) -> list[str]:
    return [str(error) for error in reading.bad]
