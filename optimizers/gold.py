"""Gold data: posts whose writers' attributes people have labelled.

    found = labelled_posts(Path("labelled.jsonl"))
    found.posts, found.bad

A record is ``{"text": "…", "persona": {"age": 34, "occupation": null}}``: any of the 11 attributes, and of an event or
a personality any part. What is null the post does not say; it is not scored. Strategies, and ESCoT's notes on seekers,
come from `corpora.dialogues.read_dialogues`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from ..corpora.columns import TextError, kind_of, shown, source_id_of, text_of
from ..corpora.records import Record
from ..corpora.syntax import recognise
from ..corpora.textfile import TextFile, open_text
from ..signatures import ATTRIBUTES, BigFive, Event, Gender, HelpPost, InputError, Persona, RecordError

_Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _in_lower_case(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _as_words(value: Any) -> Any:
    return [part for part in map(str.strip, value.split(",")) if part] if isinstance(value, str) else value


def _as_poles(value: Any) -> Any:
    """Return trait → pole for poles in one string, separated by commas, or under the names of their traits."""
    if isinstance(value, BigFive):
        return value.model_dump()
    known = {pole.casefold(): (trait, pole) for trait, poles in BigFive.poles().items() for pole in poles}
    if isinstance(value, str):
        named = [(None, part) for part in _as_words(value)]
    elif isinstance(value, Mapping):
        named = [(trait, pole) for trait, pole in value.items() if pole is not None]
    else:
        return value
    found: dict[str, str] = {}
    for trait, pole in named:
        there = known.get(str(pole).strip().casefold())
        if there is None or trait not in (None, there[0]) or there[0] in found:
            raise ValueError(f"{pole!r} is no pole of {trait or 'another trait'}; poles are {', '.join(_POLES)}")
        found[there[0]] = there[1]
    return found or None


_POLES = tuple(pole for poles in BigFive.poles().values() for pole in poles)


class EventLabels(BaseModel):
    """What a post says of its event."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time: _Label | None = None
    location: _Label | None = None
    participants: _Label | None = None
    description: _Label | None = None


class PersonaLabels(BaseModel):
    """What a post says of its writer, as a person has read it; None is what it does not say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gender: Annotated[Gender | None, BeforeValidator(_in_lower_case)] = None
    age: Annotated[int, Field(ge=5, le=110)] | None = None
    occupation: _Label | None = None
    personality: Annotated[dict[str, str] | None, BeforeValidator(_as_poles)] = None
    """Trait → pole, for the traits that are labelled."""
    topic: _Label | None = None
    subtopic: _Label | None = None
    situation: _Label | None = None
    event: EventLabels | None = None
    emotional_experience_words: Annotated[tuple[_Label, ...] | None, BeforeValidator(_as_words)] = None
    coped_strategies_and_effects: _Label | None = None
    goals_and_expectations: _Label | None = None

    @classmethod
    def of(cls, value: PersonaLabels | Persona | Mapping[str, Any]) -> PersonaLabels:
        """Return labels from labels, from a mapping of them, or from a persona, of which what is inferred is no label.

        Raises:
            InputError: an attribute that there is not, or a value that cannot be one.
        """
        if isinstance(value, PersonaLabels):
            return value
        if isinstance(value, Persona):
            value = value.model_dump(exclude={"inferred", *value.inferred})
        if not isinstance(value, Mapping):
            raise InputError(f"the labels of a persona are {kind_of(value)}; they have to be an object of attributes")
        if unknown := _unknown(value):
            raise InputError(unknown)
        try:
            return cls.model_validate(dict(value))
        except ValidationError as error:
            raise InputError(_problem(error)) from error

    def labelled(self) -> dict[str, Any]:
        """Return attribute → label for what the post says, in the persona's order; of an event its labelled parts."""
        found = {name: getattr(self, name) for name in ATTRIBUTES}
        if self.event is not None:
            found["event"] = self.event.model_dump(exclude_none=True)
        return {name: label for name, label in found.items() if label is not None and label not in ({}, ())}


@dataclass(frozen=True)
class LabelledPost:
    """A post, and what people read in it about its writer."""

    post: HelpPost
    persona: PersonaLabels


@dataclass(frozen=True)
class LabelledPosts:
    """The labelled posts of one file, in its order, and one error for every record that is none."""

    posts: tuple[LabelledPost, ...]
    bad: tuple[RecordError, ...]

    @property
    def records(self) -> int:
        """Records of the file."""
        return len(self.posts) + len(self.bad)

    def __iter__(self) -> Iterator[LabelledPost]:
        return iter(self.posts)


def labelled_posts(path: Path) -> LabelledPosts:
    """Return the labelled posts of a file of JSON Lines, or of a JSON array.

    Records that are no labelled posts, say nothing that could be scored, or repeat an earlier post are counted.

    Raises:
        InputError: the file cannot be read, an attribute has a name that there is not (a misspelt label would go
            missing everywhere), or no record can be used.
    """
    file = open_text(path, of="labelled post")
    form = recognise(file)
    if not form.name.startswith("JSON"):
        raise InputError(f"{file.name}: was read as {form.name}; labelled posts are read from JSON Lines")
    posts: dict[str, LabelledPost] = {}
    bad: list[RecordError] = []
    for record in form.records(file):
        try:
            found = _labelled(file, record)
            if found.post.id in posts:
                raise _BadRecordError(
                    f"the post of line {posts[found.post.id].post.line} again; its labels are not used"
                )
            posts[found.post.id] = found
        except (_BadRecordError, TextError) as problem:
            bad.append(RecordError(file.name, record.line, str(problem)))
    if not posts:
        others = f"; none of the {len(bad):,} records can be used" if len(bad) > 1 else ""
        raise InputError(f"{bad[0] if bad else f'{file.name}: there are no records'}{others}")
    return LabelledPosts(tuple(posts.values()), tuple(bad))


class _BadRecordError(InputError):
    """A record is no labelled post; the message says why, without the record's place."""


def _labelled(file: TextFile, record: Record) -> LabelledPost:
    if record.problem:
        raise _BadRecordError(record.problem)
    if not isinstance(record.value, Mapping):
        raise _BadRecordError(f"the record is {kind_of(record.value)}; a labelled post is an object")
    labels = record.value.get("persona")
    if not isinstance(labels, Mapping):
        what = "there is no" if "persona" not in record.value else f"{kind_of(labels)} is the"
        raise _BadRecordError(f'{what} "persona"; it has to be an object of attributes')
    if unknown := _unknown(labels):
        raise RecordError(file.name, record.line, unknown)
    text = text_of(record.value, ("text",))
    try:
        persona = PersonaLabels.model_validate(dict(labels))
    except ValidationError as error:
        raise _BadRecordError(_problem(error)) from error
    if not persona.labelled():
        raise _BadRecordError('"persona" labels nothing, so there is nothing to score')
    post = HelpPost(text=text, source=file.name, line=record.line, source_id=source_id_of(record.value))
    return LabelledPost(post, persona)


def _unknown(labels: Mapping[str, Any]) -> str:
    """Return what is wrong with the first name that is no attribute; "" when all are."""
    event = labels.get("event")
    parts = event if isinstance(event, Mapping) else {}
    for names, known, of in ((labels, ATTRIBUTES, "a persona"), (parts, tuple(Event.model_fields), "an event")):
        for name in names:
            if name not in known:
                return f"{shown(str(name))!r} is no attribute of {of}; use any of {', '.join(known)}"
    return ""


def _problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    return f'"{".".join(["persona", *map(str, first["loc"])])}": {first["msg"]}'
