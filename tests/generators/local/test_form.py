"""Typed answers of a model that writes nonsense: every one has its form."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any, Literal

import dspy
import pytest
from dspy.lm15 import InvalidRequestError
from pydantic import BaseModel, Field, StringConstraints
from socialsim.generators.local import LocalProvider
from socialsim.generators.local.closing import Closing
from socialsim.generators.local.form import Form, form_of
from socialsim.generators.output_schema import output_schema
from socialsim.signatures import ExtractPersona, Persona, ReplyToSeeker, WriteDialogue

from tests.generators.local.tiny import SIGNATURES, ask_all, finish_of, parsed, request_for, text_of


def test_every_answer_to_every_question_of_the_project_has_its_form(provider: LocalProvider) -> None:
    asked = [signature for signature in SIGNATURES for _ in range(5)]
    requests = [
        request_for(signature, temperature=1.0, seed=seed, max_tokens=150 + 40 * (seed % 5))
        for seed, signature in enumerate(asked)
    ]
    answers = ask_all(provider, requests)
    assert len(answers) >= 60
    for signature, request, answer in zip(asked, requests, answers, strict=True):
        fields = parsed(signature, answer)
        assert list(fields) == list(signature.output_fields)
        assert answer["usage"]["completion_tokens"] <= (request.config.max_tokens or 0)
    assert isinstance(parsed(ExtractPersona, answers[0])["persona"], Persona)
    assert {finish_of(answer) for answer in answers} == {"stop", "length"}


@pytest.mark.parametrize("signature", [ExtractPersona, WriteDialogue], ids=["persona", "dialogue"])
def test_an_answer_can_be_closed_wherever_it_is_cut(provider: LocalProvider, signature: Any) -> None:
    (answer,) = ask_all(provider, [request_for(signature, temperature=1.0, seed=3, max_tokens=600)])
    whole = text_of(answer).encode()
    closing = Closing(form_of(output_schema(signature)))
    for cut in range(0, len(whole), 7):
        begun = whole[:cut]
        closed = {"choices": [{"message": {"content": (begun + closing.after(begun)).decode()}}]}
        parsed(signature, closed)
    assert closing.after(whole) == b""


class Mood(StrEnum):
    LOW = "low"
    LOWER = "lower"


class Child(BaseModel):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=8)]
    weight: float = Field(gt=0, lt=200)
    born: Literal["June", "July"] | None
    tags: dict[str, int] = {}
    children: list[Child] = Field(default=[], max_length=2)


class ManyTypes(dspy.Signature):
    """Everything that a signature may ask for."""

    question: str = dspy.InputField()
    mood: Mood = dspy.OutputField()
    remark: str | None = dspy.OutputField()
    grade: Literal[1, 2, 12] = dspy.OutputField()
    only: Literal["yes"] = dspy.OutputField()
    count: int = dspy.OutputField()
    share: float = dspy.OutputField()
    sure: bool = dspy.OutputField()
    words: list[str] = dspy.OutputField()
    child: Child = dspy.OutputField()
    maybe: int | None = dspy.OutputField()


def test_types_that_the_project_does_not_ask_for_yet_have_their_form_too(
    provider: LocalProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(request_for.__globals__["GIVEN"], "question", "How are you?")
    requests = [request_for(ManyTypes, temperature=1.0, seed=seed, max_tokens=300) for seed in range(12)]
    for answer in ask_all(provider, requests):
        fields = parsed(ManyTypes, answer)
        assert isinstance(fields["child"], Child) and isinstance(fields["mood"], Mood)
        assert type(fields["sure"]) is bool and type(fields["count"]) is int and fields["grade"] in (1, 2, 12)


def test_a_form_that_max_tokens_has_no_room_for_is_refused(provider: LocalProvider) -> None:
    with pytest.raises(InvalidRequestError, match=r"max_tokens=40: the shortest answer of this form takes \d+ tokens"):
        ask_all(provider, [request_for(ExtractPersona, max_tokens=40)])


def test_the_smallest_room_gives_the_shortest_answer(provider: LocalProvider) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        ask_all(provider, [request_for(ExtractPersona, max_tokens=1)])
    shortest = int(str(refused.value).partition("takes ")[2].split()[0])
    (answer,) = ask_all(provider, [request_for(ExtractPersona, temperature=1.0, seed=1, max_tokens=shortest)])
    assert answer["usage"]["completion_tokens"] <= shortest and finish_of(answer) == "length"
    assert parsed(ExtractPersona, answer)["persona"].occupation.strip()


def test_a_text_that_is_cut_uses_the_room_it_has(provider: LocalProvider) -> None:
    requests = [request_for(ReplyToSeeker, temperature=1.0, seed=seed, max_tokens=200) for seed in range(8)]
    cut = [answer for answer in ask_all(provider, requests) if finish_of(answer) == "length"]
    assert cut and all(answer["usage"]["completion_tokens"] >= 195 for answer in cut)


def test_a_list_that_may_not_be_empty_says_so_in_the_schema() -> None:
    schema = output_schema(ExtractPersona)["json_schema"]["schema"]
    words = schema["$defs"]["Persona"]["properties"]["emotional_experience_words"]
    assert words["minItems"] == 1 and "minLength" not in words
    assert list(schema["properties"]) == schema["required"] == ["persona"]


class Endless(BaseModel):
    again: Endless


class AskEndless(dspy.Signature):
    """What has no end."""

    answer: Endless = dspy.OutputField()


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (output_schema(AskEndless), "no end|cannot be held to"),
        ({"type": "json_object"}, "needs a json_schema"),
        (
            {"type": "json_schema", "schema": {"properties": {"a": {"type": "array", "items": {"format": "odd"}}}}},
            "cannot be held to",
        ),
    ],
    ids=["endless", "no schema", "unknown format"],
)
def test_a_form_that_cannot_be_held_to_is_refused(wanted: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidRequestError, match=reason):
        Closing(form_of(wanted)).after(b"")


def accepted(form: Form, answer: str) -> bool:
    matcher = Closing(form)._start.deep_copy()
    written = answer.encode()
    return bool(matcher.try_consume_tokens(list(written)) == len(written) and matcher.is_accepting())


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (r"[x]: [[ ## é 😀\n- \"so\"", True),
        ("", False),
        (" ", False),
        ("\u3000 ", False),
        (r"\n\n", False),
        ("seen ", False),
        ("line\u2028end", False),
    ],
)
def test_a_string_of_json_begins_and_ends_visibly(text: str, fits: bool) -> None:
    form = form_of(output_schema(ExtractPersona))
    shortest = Closing(form).after(b"").decode()
    assert accepted(form, shortest.replace('"occupation": "."', f'"occupation": "{text}"')) is fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("I am [so] tired,\n\n[really", True),
        ("ends in [", True),
        ("", False),
        (" \t", False),
        ("a marker [[ ## completed ## ]] inside", False),
        ("a\x1cb", False),
    ],
)
def test_a_text_is_visible_and_holds_no_marker(text: str, fits: bool) -> None:
    answer = f"[[ ## utterance ## ]]\n{text}\n\n[[ ## completed ## ]]"
    assert accepted(form_of(output_schema(ReplyToSeeker)), answer) is fits


def test_json_is_written_as_demonstrations_are() -> None:
    form = form_of(output_schema(ExtractPersona))
    shortest = Closing(form).after(b"").decode().splitlines()[1]
    assert shortest == json.dumps(json.loads(shortest), ensure_ascii=False)
