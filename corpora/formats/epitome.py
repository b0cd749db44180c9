"""EPITOME: a Reddit post and one reply to it, rated for empathy.

    sp_id,rp_id,seeker_post,response_post,level,rationales

A file rates one way of showing empathy: emotional reactions, explorations or interpretations. The three files hold the
same posts and are three corpora: which of the ways it is stands in their names alone. `level` is 0 (not at all), 1
(weakly) or 2 (strongly), and `rationales` has what of the reply shows it, with "|" after each piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..columns import kind_of
from ..format import Format, ReadDialogue
from ..licences import ACADEMIC
from ..spelling import DialogueError, Quirks
from .beside import about_of
from .exchange import answer, exchange, question

_POST, _REPLY, _IDS = "seeker_post", "response_post", ("sp_id", "rp_id")


def is_epitome(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a rated reply of EPITOME."""
    return isinstance(record, Mapping) and _POST in record and _REPLY in record


def read(record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
    """Return the post and the reply, named after the ids of both; level and rationales are in `about`, as found.

    Raises:
        DialogueError: the record is no object, or has no reply in words.
    """
    if not isinstance(record, Mapping):
        raise DialogueError(f"the record is {kind_of(record)}; it has to be an object")
    talk = exchange(question(record, (_POST,), quirks), answer(record, _REPLY, quirks), quirks)
    names = [str(record[name]).strip() for name in _IDS if record.get(name) is not None]
    return ReadDialogue(talk, id="-".join(filter(None, names)), about=about_of(record, (_POST, _REPLY), {}, quirks))


EPITOME = Format("epitome", "EPITOME", is_epitome, read, licence=ACADEMIC, language="en")
