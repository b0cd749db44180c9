"""Distinct-n, as a corpus has it, as ESConv's code has it, and what a dialogue adds to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from socialsim.evaluation.measure import per_reply
from socialsim.evaluation.text import PROFILES, Profile, measures
from socialsim.evaluation.text.distinct import Types
from socialsim.evaluation.text.profile import Distinct
from socialsim.signatures import Reply
from socialsim.stats import Draws, interval

from tests.evaluation.text.real import values
from tests.evaluation.text.test_bleu import hard_replies

ALL = Profile("", tokenizer="split", lowercase=False, scale=1, metrics=["distinct-1", "distinct-2"])
ESCONV = replace(ALL, distinct=Distinct(runs="esconv"))


def types(replies: list[Reply]) -> Types:
    measure = measures(replies, replace(ALL, metrics=["distinct-2"]))[0]
    assert isinstance(measure, Types)
    return measure


def test_every_run_is_counted_or_the_last_of_each_reply_left_out() -> None:
    replies = [Reply("a b a b", ("x",)), Reply("a b", ("y y",))]
    # Of all: a, b of six; ab, ba of four. Without the last: a, b of 3 + 1; ab, ba of 2 + 0.
    assert values(replies, ALL) == {"Distinct-1": 2 / 6, "Distinct-2": 2 / 4}
    assert values(replies, ESCONV) == {"Distinct-1": 2 / 4, "Distinct-2": 2 / 2}


def test_of_each_reply_is_the_mean_over_replies_that_have_a_run() -> None:
    replies = [Reply("a a"), Reply("a b c"), Reply("a"), Reply("")]
    each = replace(ALL, distinct=Distinct(level="sentence"))
    assert values(replies, each) == {"Distinct-1": pytest.approx((1 / 2 + 1 + 1) / 3), "Distinct-2": 1}
    np.testing.assert_array_equal(per_reply(measures(replies, each)[0]), [0.5, 1, 1, np.nan])


def test_what_a_dialogue_adds_is_what_leaving_it_out_takes_away() -> None:
    replies = hard_replies(40)
    draws = Draws([one.dialogue for one in replies], resamples=50)
    measure = types(replies)
    groups = list(dict.fromkeys(one.dialogue for one in replies))
    without = np.array([types([one for one in replies if one.dialogue != group]).value() for group in groups])
    expected = [
        measure.value() + float((often - 1) @ (measure.value() - without)) * (len(groups) - 1) / len(groups)
        for block in draws.weights()
        for often in block
    ]
    np.testing.assert_allclose(measure.drawn(draws), expected, rtol=1e-12)
    alone = [types([one for one in replies if one.dialogue == group]).value() for group in groups]
    np.testing.assert_allclose(measure.by_group(draws), alone, rtol=1e-12)


def test_the_interval_has_the_figure_in_it_where_a_plain_bootstrap_s_has_not() -> None:
    rng = np.random.default_rng(5)
    words = rng.zipf(1.3, (300, 12)) % 4000
    replies = [Reply(" ".join(map(str, row)), dialogue=str(place // 3)) for place, row in enumerate(words)]
    draws = Draws([one.dialogue for one in replies], resamples=400)
    measure = types(replies)
    bounds = interval(measure.value(), measure.drawn(draws), draws.groups)
    assert bounds is not None and bounds[0] < measure.value() < bounds[1]
    (weights,) = draws.weights()
    plain = [
        types([one for place, one in enumerate(replies) for _ in range(int(often[draws.places[place]]))]).value()
        for often in weights[:40]
    ]
    assert max(plain) < bounds[0]


@pytest.mark.parametrize("runs", ["all", "esconv"])
def test_of_a_part_it_is_what_the_part_alone_has(runs: str) -> None:
    """Replies of the part that have no run, and dialogues that are left without a reply, are among them."""
    replies = hard_replies(40)
    profile = replace(ALL, distinct=Distinct(runs=runs))
    draws = Draws([one.dialogue for one in replies], resamples=50)
    for part in (np.arange(40) % 3 > 0, np.arange(40) >= 25, np.zeros(40, dtype=bool)):
        left = [one if here else replace(one, text=None) for one, here in zip(replies, part, strict=True)]
        for whole, alone in zip(measures(replies, profile), measures(left, profile), strict=True):
            counted = whole.counted & part
            taken = whole.only(counted)
            assert taken.value() == pytest.approx(alone.value(), nan_ok=True)
            np.testing.assert_array_equal(taken.counted, alone.counted)
            np.testing.assert_allclose(taken.drawn(draws), alone.drawn(draws), rtol=1e-12)
            np.testing.assert_array_equal(taken.by_group(draws), alone.by_group(draws))


def test_dialogues_that_say_nothing_have_no_distinct() -> None:
    measure = types([Reply("a b", dialogue="1"), Reply("", dialogue="2"), Reply(None, dialogue="3")])
    draws = Draws(["1", "2", "3"])
    np.testing.assert_array_equal(measure.by_group(draws), [1, np.nan, np.nan])
    np.testing.assert_array_equal(measure.counted, [True, True, False])


def test_the_profiles_count_as_they_say() -> None:
    replies = [Reply("You know , you know", ("x",))]
    esconv, standard = (values(replies, PROFILES[name]) for name in ("esconv-nltk", "standard"))
    assert (esconv["Distinct-1"], standard["Distinct-1"]) == (75, 60)
