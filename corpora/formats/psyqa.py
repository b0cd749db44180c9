"""PsyQA: Chinese posts of people who seek help, each with several long answers.

    {"question", "description", "keywords", "questionID", "answers": [{"answer_text", "has_label", "labels_sequence":
     [{"start", "end", "type"}] | null}]}

An answer and what it answers are one dialogue. The strategies of a labelled answer belong to parts of it, so they stay
what they are: notes on the turn, ``start`` and ``end`` counted in characters of ``answer_text``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..columns import kind_of
from ..format import Format, ReadDialogue
from ..licences import PSYQA as AGREEMENT
from ..records import Record
from ..spelling import DialogueError, Quirks
from .beside import about_of
from .exchange import exchange, question

_ASKED, _LABELS = ("question", "description"), "labels_sequence"
NUMBER = "answerNumber"
"""A field of our own: which answer to its question is in the record, from 1."""


def is_psyqa(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a question of PsyQA, with its answers or alone."""
    if not isinstance(record, Mapping) or not all(name in record for name in _ASKED):
        return False
    return isinstance(record.get("answers"), list) or "keywords" in record


def parted(records: Iterable[Record]) -> Iterator[Record]:
    """Yield a record for each answer: its question, and it alone under ``answers``, with its `NUMBER`."""
    for record in records:
        asked = record.value if isinstance(record.value, Mapping) else {}
        answers = asked.get("answers")
        if not isinstance(answers, list) or not answers:
            yield record
            continue
        for number, answer in enumerate(answers, start=1):
            yield replace(record, value={**asked, "answers": [answer], NUMBER: number})


def read(record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
    """Return the question and its one answer, named ``questionID-number``.

    Raises:
        DialogueError: the record is no question with one answer.
    """
    if not isinstance(record, Mapping):
        raise DialogueError(f"the record is {kind_of(record)}; it has to be an object")
    answers = record.get("answers")
    if not isinstance(answers, list) or len(answers) != 1:
        found = f"a list of {len(answers):,}" if isinstance(answers, list) else kind_of(answers)
        raise DialogueError(f'"answers" is {found}; it has to be a list with an answer for each dialogue')
    place = f"answer {record.get(NUMBER, 1)}"
    if not isinstance(answers[0], Mapping):
        raise DialogueError(f"{place} is {kind_of(answers[0])}; it has to be an object")
    text = answers[0].get("answer_text")
    if not isinstance(text, str):
        raise DialogueError(f'{place}: "answer_text" is {kind_of(text)}; it has to be a string')
    notes = _notes(answers[0], quirks)
    if notes.get(_LABELS) and text != text.lstrip():
        quirks["labels that count white space left out before the answer"] += 1
    named = record.get("questionID")
    return ReadDialogue(
        # The answer is not cleaned: labels count its characters.
        exchange(question(record, _ASKED, quirks), text, quirks),
        id=f"{named}-{record.get(NUMBER, 1)}" if named is not None else "",
        topic=_topic(record.get("keywords")),
        about=about_of(record, (*_ASKED, "answers", NUMBER), {2: notes}, quirks),
    )


def _notes(answer: Mapping[str, Any], quirks: Quirks) -> dict[str, Any]:
    """Return what is said of an answer, the labels as a list also where they are written as the text of one."""
    notes = {name: value for name, value in answer.items() if name != "answer_text" and value is not None}
    if isinstance(notes.get(_LABELS), str):
        labels = _spelt(notes[_LABELS])
        kept = "read as the list in it" if labels else "which is no list, kept as it is"
        quirks[f"labels written as a string, {kept}"] += 1
        notes[_LABELS] = labels or notes[_LABELS]
    return notes


def _spelt(labels: str) -> list[Any]:
    """Return the list that a text spells as JSON does, or as Python with its own quotation marks; [] for no list."""
    try:
        found = json.loads(labels.replace("'", '"'))
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []


def _topic(keywords: object) -> str:
    if isinstance(keywords, list):
        return ", ".join(one.strip() for one in keywords if isinstance(one, str))
    return keywords.strip(" ,") if isinstance(keywords, str) else ""


PSYQA = Format("psyqa", "PsyQA", is_psyqa, read, gather=parted, licence=AGREEMENT, language="zh")
