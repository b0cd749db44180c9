"""CounselChat: questions to therapists and their answers, in the two scrapes that are about.

    questionID,questionTitle,questionText,questionLink,topic,therapistInfo,therapistURL,answerText,upvotes,views,split
    questionID,questionTitle,questionText,questionUrl,topics,therapistName,therapistUrl,answerText,upvotes

A row is one answer; a question has several, which need not follow one another. Answers of the second are in HTML, one
with a picture in it of 200,000 characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..columns import kind_of
from ..format import Format, ReadDialogue
from ..licences import MIT
from ..records import Record
from ..spelling import DialogueError, Quirks, said
from .beside import about_of
from .exchange import answer, exchange, question

_ASKED, _ANSWERED, _ID = ("questionTitle", "questionText"), "answerText", "questionID"
NUMBER = "answerNumber"
"""A column of our own: which answer to its question a row is, from 1."""
_TAKEN = (*_ASKED, _ANSWERED, NUMBER, "")  # the nameless column is a row number that pandas wrote


def is_counselchat(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a question of CounselChat, with its answer or alone."""
    return isinstance(record, Mapping) and sum(name in record for name in (*_ASKED, _ANSWERED)) >= 2


def numbered(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the rows, each with its `NUMBER`, so that every answer has a name of its own."""
    answers = Counter[str]()
    for record in records:
        if not isinstance(record.value, Mapping):
            yield record
            continue
        asked = str(record.value.get(_ID))
        answers[asked] += 1
        yield replace(record, value={**record.value, NUMBER: answers[asked]})


def read(record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
    """Return question and answer, named ``questionID-number``; who answered and how it was liked is in `about`.

    Raises:
        DialogueError: the record is no object, or has no answer in words.
    """
    if not isinstance(record, Mapping):
        raise DialogueError(f"the record is {kind_of(record)}; it has to be an object")
    talk = exchange(question(record, _ASKED, quirks), answer(record, _ANSWERED, quirks), quirks)
    asked = str(record.get(_ID) or "").strip()
    return ReadDialogue(
        talk,
        id=f"{asked}-{record.get(NUMBER, 1)}" if asked else "",
        topic=said(record, "topic") or said(record, "topics"),
        about=about_of(record, _TAKEN, {}, quirks),
    )


COUNSELCHAT = Format("counselchat", "CounselChat", is_counselchat, read, gather=numbered, licence=MIT, language="en")
