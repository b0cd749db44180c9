"""ESC-Eval: role cards in English and Chinese, drawn from ESConv, EPITOME, ExTES and PsyQA.

    {"base": "Age: …\\nGender: …\\nOccupation: …\\nProblem: …", "res", "source", "base_biaozhu", "language", "id"}

`base` is the card, in Chinese under 年龄, 性别, 职业 and 问题; `base_biaozhu` is the Chinese one that it was translated
from, and `res` a topic, in Chinese on every card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...signatures import RoleCard
from ..columns import shown
from ..format import CardFormat
from ..licences import UNSTATED
from ..spelling import DialogueError, Quirks, require_object, said, utterance

_NAMES = {
    "age": "age", "gender": "gender", "occupation": "occupation", "problem": "problem",
    "年龄": "age", "性别": "gender", "职业": "occupation", "问题": "problem",
}  # fmt: skip
_LABEL = re.compile(rf"^[ \t]*({'|'.join(_NAMES)})[ \t]*[:：]", re.MULTILINE | re.IGNORECASE)
_NOT_SAID = frozenset({"not mentioned", "not specified", "unspecified", "undisclosed", "unknown", "未提及", "未明确"})
_GENDERS = {"female": "female", "女": "female", "女性": "female", "male": "male", "男": "male", "男性": "male"}
_LANGUAGES = {"english": "en", "chinese": "zh"}
_CHINESE = re.compile("[\u4e00-\u9fff]")
_READ = frozenset({"base", "res", "source", "language", "id"})


def is_card(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a role card of ESC-Eval."""
    return isinstance(record, Mapping) and "base" in record and ("base_biaozhu" in record or "res" in record)


def read(record: Mapping[str, Any], quirks: Quirks) -> RoleCard:
    """Return the card of a record.

    Raises:
        DialogueError: there is no card in it, or none that states a problem.
    """
    require_object(record, "a role card")
    text = utterance(record.get("base"), '"base"', quirks)
    fields = stated(text, quirks)
    if not fields.get("problem"):
        raise DialogueError('"base" states no problem; it needs a line "Problem: …" or "问题：…"')
    topic, language = said(record, "res"), _language(record, text, quirks)
    if language != "zh" and _CHINESE.search(topic):
        quirks["topics in Chinese on a card in another language, kept as they are"] += 1
    return RoleCard(
        id=str(record.get("id", "")),
        text=text,
        **fields,
        topic=topic,
        drawn_from=said(record, "source"),
        language=language,
        about={name: value for name, value in record.items() if name not in _READ},
    )


def stated(text: str, quirks: Quirks) -> dict[str, str]:
    """Return the fields that stand in a text under their labels, those of `RoleCard`; the first of each counts."""
    fields = dict[str, str]()
    labels = [*_LABEL.finditer(text)]
    for label, after in zip(labels, [*labels[1:], None], strict=False):
        value = text[label.end() : after.start() if after else None].strip()
        name = _NAMES[label[1].lower()]
        if name in fields:
            quirks[f'"{label[1]}" said twice, the first taken'] += 1
        else:
            fields[name] = meant(name, value, quirks)
    return fields


def meant(name: str, value: str, quirks: Quirks) -> str:
    """Return the value of a field of a card: "" for words that say that it is not known, a gender in one spelling."""
    if value.casefold().rstrip(".。") in _NOT_SAID:
        quirks[f'{name} "{value}" read as not said'] += 1
        return ""
    known = _GENDERS.get(value.casefold(), value) if name == "gender" else value
    if known != value:
        quirks[f'gender "{value}" read as "{known}"'] += 1
    return known


def _language(record: Mapping[str, Any], text: str, quirks: Quirks) -> str:
    named = said(record, "language")
    if code := _LANGUAGES.get(named.casefold()):
        return code
    code = "zh" if _CHINESE.search(text) else "en"
    quirks[f'language "{shown(named)}" read as "{code}", which the card is in'] += 1
    return code


ESC_EVAL = CardFormat("esc-eval", "role cards of ESC-Eval", is_card, read, UNSTATED)
