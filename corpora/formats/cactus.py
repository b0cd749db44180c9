"""CACTUS: intake forms of clients, each to be played with three attitudes, and what their counsellor is given.

    {"AI_client": {"intake_form", "attitude", "attitude_instruction", "dialogue_history_init", "dialogue_history"},
     "AI_counselor": {"CBT": {…}, "Response": {…}}, "ground_truth_CBT": […]}

A form is free text: name, age, gender and occupation, then numbered sections, of which "2. Presenting Problem" and what
follows it up to "3." is the problem.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...signatures import RoleCard, digest, short
from ..columns import kind_of
from ..format import CardFormat
from ..licences import GPL_2
from ..spelling import DialogueError, Quirks, said, utterance
from .cards_of_esc_eval import meant

# The value stands behind the colon, or on the next line: an empty one is followed by the next label or a section.
_FIELD = r"^[ \t]*{}[ \t]*:[ \t]*\n?[ \t]*(?![A-Z][\w ]*:|\d\.)(.*)$"
_FIELDS = {
    name: re.compile(_FIELD.format(name.capitalize()), re.MULTILINE | re.IGNORECASE)
    for name in ("age", "gender", "occupation")
}
_PROBLEM = re.compile(
    r"^[ \t]*(?:\d+\.[ \t]*)?Presenting Problem[ \t]*:?(.*?)(?=^[ \t]*\d+\.\s|\Z)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_CLIENT = ("intake_form", "attitude", "attitude_instruction")


def is_cactus(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a client of CACTUS."""
    return isinstance(record, Mapping) and isinstance(record.get("AI_client"), Mapping)


def read(record: Mapping[str, Any], quirks: Quirks) -> RoleCard:
    """Return the card of a client with an attitude; cards of one client have the same `person`.

    `about` has how the conversation begins, and the plan and methods for the counsellor, where they are there.

    Raises:
        DialogueError: there is no intake form, or none that states a problem.
    """
    client = record.get("AI_client") if isinstance(record, Mapping) else None
    if not isinstance(client, Mapping):
        raise DialogueError(f'"AI_client" is {kind_of(client)}; it has to be an object with an "intake_form"')
    form = utterance(client.get("intake_form"), '"intake_form"', quirks)
    found = _PROBLEM.search(form)
    problem = found[1].strip() if found else ""
    if not problem:
        raise DialogueError('"intake_form" states no problem; it needs a section "2. Presenting Problem"')
    fields = {name: meant(name, _first(pattern, form), quirks) for name, pattern in _FIELDS.items()}
    told = {name: value for name, value in client.items() if name not in _CLIENT}
    beside = {name: value for name, value in record.items() if name != "AI_client"}
    return RoleCard(
        id="",
        text=form,
        problem=problem,
        **fields,
        person=short(digest("client", form)),
        attitude=said(client, "attitude"),
        manner=said(client, "attitude_instruction"),
        about={name: value for name, value in (told | beside).items() if value is not None},
    )


def _first(pattern: re.Pattern[str], form: str) -> str:
    found = pattern.search(form)
    return found[1].strip() if found else ""


CACTUS = CardFormat("cactus", "intake forms of CACTUS", is_cactus, read, GPL_2)
