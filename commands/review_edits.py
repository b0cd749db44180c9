"""What people changed in the rows of a review sheet: the text of a persona, the turns of a dialogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from ..cache.reviews import Review, Reviews
from ..corpora.formats.ssconv import label, labelled, parts_of, persona_values, reasoning_text, user_profile
from ..signatures import TAXONOMIES, Dialogue, Persona, Reasoning, Turn
from .sheet import Row, RowError, whole_number

_STRATEGIES = {name for taxonomy in TAXONOMIES.values() for name in taxonomy.names}


def told(persona: Persona) -> str:
    """Return a persona as the text of its row: a line an attribute."""
    return labelled({name: value for name, value in user_profile(0, persona).items() if name != "ID"})


def edited_persona(rows: Sequence[Row], exported: Review, reviews: Reviews) -> tuple[bool, str | None]:
    """Return whether a sheet changes a persona, and the persona as it is then in JSON, None if as it was made.

    Args:
        exported: the decision that the rows were written with.

    Raises:
        RowError: what stands there is no persona.
    """
    number, row = rows[0]
    if len(rows) > 1:
        raise RowError(rows[1][0], f"this persona is in row {number} already")
    before = reviews.persona_after(exported)
    if row["text"] == _normal(told(before)):
        return False, exported.edited
    names = [name for name in user_profile(0, before) if name != "ID"]
    parts = parts_of(row["text"], names)
    if missing := [name for name in names if name not in parts]:
        raise RowError(number, f'the text of a persona has to keep its lines; "{missing[0]}:" is missing')
    old = persona_values(user_profile(0, before))
    new = persona_values({name: value.strip() for name, value in parts.items()} | {"ID": 0})
    changes = {name: value for name, value in new.items() if not _same(value, old[name])}
    try:
        after = Persona.model_validate(before.model_dump(mode="json") | changes)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise RowError(number, f'"{".".join(map(str, first["loc"]))}": {first["msg"]}') from error
    made = reviews.store.persona(row["id"]).persona
    return True, None if after == made else after.model_dump_json()


def edited_dialogue(rows: Sequence[Row], exported: Review, reviews: Reviews) -> tuple[bool, str | None]:
    """Return whether a sheet changes a dialogue, and the dialogue as it is then in JSON, None if as it was made.

    Args:
        exported: the decision that the rows were written with.

    Raises:
        RowError: the rows are not the turns of this dialogue, or one cannot be what it is changed to.
    """
    before = reviews.dialogue_after(exported)
    found: dict[int, Row] = {}
    for number, row in rows:
        place = whole_number(row["turn"])
        if place is None or not 1 <= place <= len(before.turns):
            raise RowError(number, f'turn is "{row["turn"]}"; this dialogue has turns 1 to {len(before.turns)}')
        if place in found:
            raise RowError(number, f"turn {place} of this dialogue is in row {found[place][0]} already")
        if row["speaker"] != before.turns[place - 1].speaker:
            raise RowError(
                number, f'speaker is "{row["speaker"]}"; turn {place} is the {before.turns[place - 1].speaker}\'s'
            )
        found[place] = number, row
    for place in range(1, len(before.turns) + 1):
        if place not in found:
            raise RowError(rows[0][0], f"turn {place} of this dialogue is missing; turns cannot be taken out")
    turns = tuple(_turn(turn, *found[place]) for place, turn in enumerate(before.turns, start=1))
    if turns == before.turns:
        return False, exported.edited
    made = reviews.store.dialogue(exported.id)
    after: Dialogue = before.model_copy(update={"turns": turns})
    return True, None if turns == made.turns else after.model_dump_json()


def _turn(before: Turn, number: int, row: Mapping[str, str]) -> Turn:
    text = before.text if row["text"] == _normal(before.text) else row["text"].strip()
    if not text and before.text:
        raise RowError(number, "the text is empty; a turn cannot be taken out, reject the dialogue instead")
    reasoning = before.reasoning
    if row["reasoning"] != _normal(reasoning_text(reasoning)):
        reasoning = _reasoning(reasoning, number, row["reasoning"])
    return Turn(speaker=before.speaker, text=text, reasoning=reasoning)


def _reasoning(before: Reasoning | None, number: int, text: str) -> Reasoning:
    nodes = {label(name): name for name in before.steps()} if before else {}
    parts = parts_of(text, nodes) if nodes else {}
    if not nodes:
        raise RowError(number, "this turn has no reasoning; leave the cell empty")
    if missing := [name for name in nodes if name not in parts]:
        raise RowError(number, f'the reasoning has to keep its lines; "{missing[0]}:" is missing')
    steps = {nodes[name]: value.strip() for name, value in parts.items()}
    strategy = steps.get("strategy")
    if before and strategy is not None and strategy not in {before.strategy, *_STRATEGIES}:
        raise RowError(number, f'"{strategy}" is no strategy; name one as the other rows do')
    return Reasoning(**steps)


def _normal(text: str) -> str:
    """Return a text with line ends as they come back from a sheet."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _same(new: Any, old: Any) -> bool:
    """Return whether a value that was read back is what it was, but for line ends and white space around it."""
    if isinstance(old, Mapping):
        return all(_same(new[name], value) for name, value in old.items())
    return str(new) == _normal(str(old)).strip()
