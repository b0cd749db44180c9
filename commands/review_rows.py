"""Personas and dialogues as rows of a review sheet, and the decisions in a sheet that comes back.

A persona is one row, a dialogue one row a turn. What was decided stands in the first row of an item. `text`,
`reasoning`, `state`, `by` and `why` are there to be changed; `no` and `findings` are for the reader; the others say
which row it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pydantic import ValidationError

from ..cache import CorpusStore
from ..cache.reviews import DIALOGUE, PERSONA, Review, Reviews, State
from ..corpora.ssconv import label, labelled, parts_of, persona_values, reasoning_text, user_profile
from ..signatures import TAXONOMIES, Dialogue, Evidence, InputError, Persona, Reasoning, Turn
from .sheet import Row

COLUMNS = ("item", "no", "id", "turn", "speaker", "text", "reasoning", "findings", "state", "by", "why")
_STRATEGIES = {name for taxonomy in TAXONOMIES.values() for name in taxonomy.names}


class RowError(InputError):
    """A row of a sheet cannot be taken; it reads ``row N: what is wrong``."""

    def __init__(self, number: int, problem: str) -> None:
        super().__init__(f"row {number}: {problem}")


def persona_row(number: int, identifier: str, reviews: Reviews) -> dict[str, str]:
    """Return the row of a persona, as its reviews leave it."""
    persona = reviews.persona(identifier)
    inferred = f"inferred: {', '.join(persona.inferred)}" if persona.inferred else ""
    row = {"item": PERSONA, "no": str(number), "id": identifier, "text": _told(persona), "findings": inferred}
    return row | _decision(reviews.of(PERSONA, identifier))


def dialogue_rows(number: int, identifier: str, reviews: Reviews) -> Iterator[dict[str, str]]:
    """Yield the rows of a dialogue, as its reviews leave it, with what rules and judges found beside each turn."""
    evidence = [one for result in reviews.store.results(identifier) for one in result.evidence]
    for place, turn in enumerate(reviews.dialogue(identifier).turns, start=1):
        here = [one for one in evidence if one.turn == place or (place == 1 and one.turn is None)]
        row = {
            "item": DIALOGUE,
            "no": str(number),
            "id": identifier,
            "turn": str(place),
            "speaker": turn.speaker,
            "text": turn.text,
            "reasoning": reasoning_text(turn.reasoning),
            "findings": "\n".join(map(_finding, here)),
        }
        yield row | (_decision(reviews.of(DIALOGUE, identifier)) if place == 1 else {})


def decisions(rows: Iterator[Row], reviews: Reviews, by: str | None) -> Iterator[Review]:
    """Yield a decision for every item that the sheet decides otherwise than was decided before.

    Args:
        by: who decided where the sheet does not say.

    Raises:
        RowError: a row cannot be taken.
    """
    items = sorted(
        rows, key=lambda row: (row[1]["item"], row[1]["id"], row[0])
    )  # spreadsheets are sorted as people like
    for (kind, identifier), group in groupby(items, key=lambda row: (row[1]["item"], row[1]["id"])):
        mine = list(group)
        if kind not in (PERSONA, DIALOGUE):
            raise RowError(mine[0][0], f'item is "{kind}"; it is persona or dialogue, and not to be changed')
        _require(kind, identifier, mine[0][0], reviews.store)
        before = reviews.of(kind, identifier)
        edited = _edited_persona(mine, reviews) if kind == PERSONA else _edited_dialogue(mine, reviews)
        after = _decided(mine, before, edited, by)
        if after is not None:
            yield after


def _decided(rows: Sequence[Row], before: Review, edited: tuple[bool, str | None], by: str | None) -> Review | None:
    """Return what a sheet decides about an item; None if it is what was decided before.

    Args:
        edited: whether the sheet changes the item, and the item as it is then, None if as it was made.
    """
    changed, content = edited
    said = {column: _one(rows, column) for column in ("state", "by", "why")}
    number, word = said["state"]
    state = _state(number, word) if word else before.state
    who, why = said["by"][1], said["why"][1]
    if not changed and state is before.state and why == before.why and who in ("", before.by):
        return None
    if changed and state in (State.PENDING, State.ACCEPTED):
        state = State.EDITED
    if state is State.EDITED and content is None:
        if not changed:
            raise RowError(number, "state is edited, but nothing is changed; say accepted, or change the text")
        state = State.ACCEPTED  # changed back to what it was
    # A name that stands there from an earlier decision is not that of whoever decides otherwise now.
    who = who if who and who != before.by else (by or who)
    if not who:
        raise RowError(number, 'nobody is named in the column "by"; fill it in, or say by=NAME')
    return Review(before.kind, before.id, state, who, why, content)


def _edited_persona(rows: Sequence[Row], reviews: Reviews) -> tuple[bool, str | None]:
    number, row = rows[0]
    if len(rows) > 1:
        raise RowError(rows[1][0], f"this persona is in row {number} already")
    before = reviews.persona(row["id"])
    told = _told(before)
    if row["text"] == _normal(told):
        return False, reviews.of(PERSONA, row["id"]).edited
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


def _edited_dialogue(rows: Sequence[Row], reviews: Reviews) -> tuple[bool, str | None]:
    identifier = rows[0][1]["id"]
    before = reviews.dialogue(identifier)
    found: dict[int, Row] = {}
    for number, row in rows:
        place = int(row["turn"]) if row["turn"].strip().isdecimal() else 0
        if not 1 <= place <= len(before.turns):
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
        return False, reviews.of(DIALOGUE, identifier).edited
    made = reviews.store.dialogue(identifier)
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


def _one(rows: Sequence[Row], column: str) -> tuple[int, str]:
    """Return what the rows of an item say in a column, and in which row; the first row where none does."""
    filled = [(number, row[column].strip()) for number, row in rows if row[column].strip()]
    for number, cell in filled[1:]:
        if cell != filled[0][1]:
            raise RowError(number, f'{column} is "{cell}" here and "{filled[0][1]}" in row {filled[0][0]}; say it once')
    return filled[0] if filled else (rows[0][0], "")


def _state(number: int, word: str) -> State:
    try:
        return State(word.lower())
    except ValueError as error:
        raise RowError(number, f'state is "{word}"; there are {", ".join(State)}') from error


def _require(kind: str, identifier: str, number: int, store: CorpusStore) -> None:
    try:
        (store.persona if kind == PERSONA else store.dialogue)(identifier)
    except InputError as error:
        raise RowError(number, f'there is no {kind} "{identifier}" in this corpus') from error


def _decision(review: Review) -> dict[str, str]:
    return {"state": review.state.value, "by": review.by, "why": review.why}


def _finding(one: Evidence) -> str:
    return f"{one.severity.value} {one.kind}: {one.reason}"


def _told(persona: Persona) -> str:
    return labelled({name: value for name, value in user_profile(0, persona).items() if name != "ID"})


def _normal(text: str) -> str:
    """Return a text with line ends as they come back from a sheet."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _same(new: Any, old: Any) -> bool:
    """Return whether a value that was read back is what it was, but for line ends and white space around it."""
    if isinstance(old, Mapping):
        return all(_same(new[name], value) for name, value in old.items())
    return str(new) == _normal(str(old)).strip()
