"""A help-seeking post: what a real person wrote, and what screening said about it."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, field_validator

from .identity import digest


class HelpPost(BaseModel):
    """A post as it was read from a file.

    `id` is the content address of the text with its white space folded, so the same post read from two files, or
    twice from one, is one post.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    source: str = ""
    """Name of the file it came from, without its folder."""
    line: int = 0
    """Line of the file where the record starts, from 1; 0 when it did not come from a file."""
    source_id: str = ""
    """The source's own name for the record, "" when it has none."""
    corpus: str = ""
    """Key of the corpus that its file was recognised as, whose licence it has; "" where that is not known."""

    @field_validator("text")
    @classmethod
    def _not_empty(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("a post needs text")
        return text.strip()

    @property
    def id(self) -> str:
        return digest("post", re.sub(r"\s+", " ", self.text))
