"""Personas and dialogues as rows of a review sheet, and the decisions in a sheet that comes back.

A persona is one row, a dialogue one row a turn. What was decided stands in the first row of an item. `text`,
`reasoning`, `state`, `by` and `why` are there to be changed; `no` and `findings` are for the reader; the others say
which row it is. `as_of` is the number of the item's latest entry in the log when the sheet was written, 0 for none:
with it a sheet is compared with what its reader saw, not with what others decided since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ..cache import CorpusStore
from ..cache.reviews import DIALOGUE, PERSONA, Review, Reviews, State
from ..corpora.formats.ssconv import reasoning_text
from ..signatures import Evidence, InputError, short
from .review_edits import edited_dialogue, edited_persona, told
from .sheet import Row, RowError, whole_number

COLUMNS = ("item", "no", "id", "as_of", "turn", "speaker", "text", "reasoning", "findings", "state", "by", "why")
NEEDED = tuple(column for column in COLUMNS if column not in ("no", "findings"))
"""Columns that a sheet has to come back with."""


def persona_row(number: int, identifier: str, reviews: Reviews) -> dict[str, str]:
    """Return the row of a persona, as its reviews leave it."""
    latest = reviews.of(PERSONA, identifier)
    persona = reviews.persona_after(latest)
    inferred = f"inferred: {', '.join(persona.inferred)}" if persona.inferred else ""
    row = {"item": PERSONA, "no": str(number), "id": identifier, "as_of": str(latest.number)}
    return row | {"text": told(persona), "findings": inferred} | _decision(latest)


def dialogue_rows(number: int, identifier: str, reviews: Reviews) -> Iterator[dict[str, str]]:
    """Yield the rows of a dialogue, as its reviews leave it, with what rules and judges found beside each turn."""
    evidence = [one for result in reviews.store.results(identifier) for one in result.evidence]
    latest = reviews.of(DIALOGUE, identifier)
    for place, turn in enumerate(reviews.dialogue_after(latest).turns, start=1):
        here = [one for one in evidence if one.turn == place or (place == 1 and one.turn is None)]
        row = {
            "item": DIALOGUE,
            "no": str(number),
            "id": identifier,
            "as_of": str(latest.number),
            "turn": str(place),
            "speaker": turn.speaker,
            "text": turn.text,
            "reasoning": reasoning_text(turn.reasoning),
            "findings": "\n".join(map(_finding, here)),
        }
        yield row | (_decision(latest) if place == 1 else {})


def decisions(rows: Iterable[Row], reviews: Reviews, by: str | None) -> Iterator[Review]:
    """Yield a decision for every item that was changed in the sheet since it was written.

    Args:
        by: who decided where the sheet does not say.

    Raises:
        RowError: a row cannot be taken, or somebody else decided on its item since the sheet was written.
    """
    items = sorted(
        rows, key=lambda row: (row[1]["item"], row[1]["id"], row[0])
    )  # spreadsheets are sorted as people like
    for (kind, identifier), group in groupby(items, key=lambda row: (row[1]["item"], row[1]["id"])):
        mine = list(group)
        if kind not in (PERSONA, DIALOGUE):
            raise RowError(mine[0][0], f'item is "{kind}"; it is persona or dialogue, and not to be changed')
        _require(kind, identifier, mine[0][0], reviews.store)
        log = reviews.log(kind, identifier)
        before = _exported(mine, Review(kind, identifier), log)
        edited = (edited_persona if kind == PERSONA else edited_dialogue)(mine, before, reviews)
        after = _decided(mine, before, edited, by)
        since = [one for one in log if one.number > before.number]
        if after is not None and not _is_latest(after, since):
            _refuse_conflict(mine[0][0], after, since, text_changed=edited[0])
            yield after


def _exported(rows: Sequence[Row], made: Review, log: Sequence[Review]) -> Review:
    """Return the decision that an item's rows were written with."""
    known = {made.number: made} | {one.number: one for one in log}
    found = [(number, row["as_of"], whole_number(row["as_of"])) for number, row in rows]
    for number, cell, entry in found:
        if entry is None or entry not in known:
            raise RowError(number, f'as_of is "{cell}"; it says when the row was written, and is not to be changed')
        if entry != found[0][2]:
            raise RowError(number, f'as_of is "{cell}" here and "{found[0][1]}" in row {found[0][0]}; use one sheet')
    return next(known[entry] for _, _, entry in found if entry is not None)


def _is_latest(after: Review, since: Sequence[Review]) -> bool:
    """Return whether a decision is in the log as the latest already: the same sheet was taken in before."""
    return bool(since) and after == replace(since[-1], at="", number=0)


def _refuse_conflict(number: int, after: Review, since: Sequence[Review], text_changed: bool) -> None:
    """Refuse a decision by who did not see what was decided since the sheet was written.

    One may go on deciding in a sheet of one's own, but not undo one's edits by a copy that lacks them.

    Raises:
        RowError: somebody else decided since, or the item was edited since and this sheet has the older text.
    """
    others = [one.by for one in since if one.by != after.by]
    if not others and since and not text_changed and after.edited != since[-1].edited:
        others = [after.by]
    if others:
        who = ", ".join(dict.fromkeys(others))
        item = f"{after.kind} {short(after.id)}"
        raise RowError(number, f"{who} decided on {item} since this sheet was written; export a fresh sheet")


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
