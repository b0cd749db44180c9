"""What is read of an answer of which not everything can be read, whatever form the model gave it."""

from __future__ import annotations

import json
from typing import Any, Literal

import dspy
import pytest
from dspy.utils.exceptions import AdapterParseError
from socialsim.generators.answer import problem, read_answer, read_parts

from tests.recorder import written


class Rate(dspy.Signature):
    """Rate a text."""

    text: str = dspy.InputField()
    reason: str = dspy.OutputField()
    rating: Literal[0, 1, 2] = dspy.OutputField()
    spans: list[int] = dspy.OutputField()


def as_markers(fields: dict[str, Any]) -> str:
    return written({name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()})


def as_json(fields: dict[str, Any]) -> str:
    return json.dumps(fields)


def as_fenced_json(fields: dict[str, Any]) -> str:
    return f"```json\n{json.dumps(fields)}\n```"


@pytest.mark.parametrize("write", [as_markers, as_json, as_fenced_json])
@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ({"spans": [3, 4], "rating": 2, "reason": "Kind."}, {"reason": "Kind.", "rating": 2, "spans": [3, 4]}),
        ({"reason": "Kind.", "rating": "**1**", "spans": "none"}, {"reason": "Kind.", "rating": 1}),
        ({"reason": " ", "rating": "7", "spans": [3]}, {"spans": [3]}),
        ({"rating": 2, "verdict": "good"}, {"rating": 2}),
        ({"rating": False}, {}),
        ({"rating": "**True**"}, {}),
        ({"rating": None, "verdict": "good"}, {}),
        ({"verdict": "good"}, {}),
    ],
)
def test_each_field_that_can_be_read_is_there_typed_and_in_order(
    fields: dict[str, Any], parts: dict[str, Any], write: Any
) -> None:
    assert list(read_parts(Rate, write(fields)).items()) == list(parts.items())
    if len(parts) == len(Rate.output_fields):
        assert read_answer(Rate, write(fields)) == parts
    else:
        with pytest.raises(AdapterParseError):
            read_answer(Rate, write(fields))


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        ("2", 2),
        ("- 2", 2),
        ("**2**.", 2),
        ("-2", -2),
        ("* -2", -2),
        ("`-1`", -1),
        ("-3", None),
        (".2", None),
        ("", None),
    ],
)
def test_a_sign_is_part_of_a_number_and_a_bullet_is_not(said: str, rating: int | None) -> None:
    asked = dspy.Signature({"rating": (Literal[-2, -1, 0, 1, 2], dspy.OutputField())}, "Rate a text.")
    assert read_parts(asked, written({"rating": said})).get("rating") == rating


@pytest.mark.parametrize("answer", ["", "2", "It is kind: 2.", "[1, 2]", '{"rating": 2', "{" * 5_000 + "}" * 5_000])
def test_of_an_answer_without_fields_there_are_no_parts(answer: str) -> None:
    assert read_parts(Rate, answer) == {}


def test_the_only_field_may_hold_json_of_its_own() -> None:
    class Write(dspy.Signature):
        """Write a record."""

        text: str = dspy.InputField()
        record: str = dspy.OutputField()

    for read in (read_answer, read_parts):
        assert read(Write, '{"record": "a"}') == {"record": "a"}
        assert read(Write, '{"record": "a", "of": 2}') == {"record": '{"record": "a", "of": 2}'}


def test_the_error_names_the_fields_that_json_lacks() -> None:
    with pytest.raises(AdapterParseError) as error:
        read_answer(Rate, '{"reason": "Kind.", "spans": []}')
    assert problem(error.value) == "these fields are missing: rating"
