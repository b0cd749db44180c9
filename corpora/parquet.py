"""Dialogues in Parquet."""

from __future__ import annotations

from .syntax import Syntax

MAGIC = b"PAR1"


def table() -> Syntax:
    raise NotImplementedError
