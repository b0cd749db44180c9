"""Scales: every value is anchored, bad ones are refused in words, and what is computed is computed."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import ValidationError
from socialsim.signatures import SCALES, Rating, Scale
from socialsim.signatures.asks_of_rater import comparison_signature, rating_signature

ALL = list(SCALES.values())


def defined(**changes: Any) -> dict[str, Any]:
    """Return a scale as a user's file has it."""
    warmth = {"name": "warmth", "question": "How warm?", "anchors": {"1": "Cold.", "5": "Like a friend."}}
    return {"name": "mine", "about": "how warm it is", "lowest": 1, "highest": 5, "dimensions": [warmth]} | changes


def dimension(**changes: Any) -> dict[str, Any]:
    return {**defined()["dimensions"][0], **changes}


@pytest.mark.parametrize("scale", ALL, ids=lambda scale: scale.name)
def test_every_value_of_our_scales_has_an_anchor(scale: Scale) -> None:
    for one in scale.dimensions:
        assert sorted(one.anchors) == list(scale.values)
        assert len(set(one.anchors.values())) == len(scale.values), f"{one.name} says the same of two values"


def test_our_scales_have_the_dimensions_and_ranges_of_their_sources() -> None:
    assert {name: (scale.lowest, scale.highest, len(scale.dimensions)) for name, scale in SCALES.items()} == {
        "criteria": (0, 3, 6),
        "esc-eval": (0, 4, 7),
        "outcome": (1, 5, 2),
    }
    # The names under which ESC-Eval publishes the scores of people.
    names = ["fluency", "diversity", "empathic", "suggestion", "human", "tech", "overall"]
    assert SCALES["esc-eval"].names() == names
    assert SCALES["outcome"].names() == ["before", "after", "relief"]


@pytest.mark.parametrize("scale", ALL, ids=lambda scale: scale.name)
def test_each_rating_follows_its_reason_and_takes_the_values_of_the_scale_only(scale: Scale) -> None:
    outputs = rating_signature(scale, scale.dimensions).output_fields
    names = [one.name for one in scale.dimensions]
    assert list(outputs) == [f"{name}_{part}" for name in names for part in ("reason", "rating")]
    for one in scale.dimensions:
        field = outputs[f"{one.name}_rating"]
        assert get_args(field.annotation) == tuple(scale.values)
        for value, text in one.anchors.items():
            assert f"{value}: {text}" in field.json_schema_extra["desc"]


def test_two_are_compared_by_every_dimension_and_as_a_whole() -> None:
    for name, whole in (("criteria", 7), ("esc-eval", 7)):
        outputs = comparison_signature(SCALES[name]).output_fields
        assert len(outputs) == 2 * whole
        assert [*outputs][-1] == "overall_rating"
        assert get_args(outputs["overall_rating"].annotation) == ("first", "second", "tie")


def test_a_scale_of_a_file_is_read() -> None:
    scale = Scale.model_validate(defined())
    assert scale.names() == ["warmth"]
    assert scale.dimensions[0].describe() == "How warm?\n1: Cold.\n5: Like a friend."


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"lowest": 5}, "from 5 to 5 is no scale"),
        ({"highest": 200}, "from 1 to 200 is no scale"),
        ({"name": "My Scale"}, "String should match pattern"),
        ({"dimensions": []}, "at least 1 item"),
        ({"dimensions": [dimension(), dimension()]}, "two dimensions are called warmth"),
        ({"dimensions": [dimension(anchors={1: "Cold."})]}, "warmth: 5 has no anchor"),
        ({"dimensions": [dimension(anchors={1: "Cold.", 5: "Warm.", 6: "Hot."})]}, "the anchor 6 is not from 1 to 5"),
        ({"dimensions": [dimension(anchors={1: " ", 5: "Warm."})]}, "at least 1 character"),
        ({"dimensions": [dimension(name="a b")]}, "String should match pattern"),
        ({"differences": [{"name": "more", "of": "warmth", "less": "cold"}]}, "more: is a difference .* cold is none"),
        ({"weights": 1}, "Extra inputs"),
    ],
)
def test_a_scale_that_is_none_is_refused(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Scale.model_validate(defined(**changes))


def test_relief_is_what_was_before_less_what_is_after() -> None:
    said = [Rating("1", "outcome", "before", "r", 5.0), Rating("1", "outcome", "after", "r", 2.0)]
    assert SCALES["outcome"].with_differences(said)[2:] == [Rating("1", "outcome", "relief", "r", 3.0)]


def test_relief_is_missing_where_a_part_of_it_is() -> None:
    said = [Rating("1", "outcome", "before", "r", 5.0), Rating("1", "outcome", "after", "r", None, "not answered")]
    relief = SCALES["outcome"].with_differences(said)[2]
    assert (relief.value, relief.problem) == (None, "not answered")
