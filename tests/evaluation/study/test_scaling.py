"""What corpora are like at every size: figures worked by hand, and changes that were planted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from socialsim.corpora.format import ReadDialogue
from socialsim.evaluation.report.blocks import Table, Text
from socialsim.evaluation.study.growth import Growth, amount_of, corrected, growth, orders_of
from socialsim.evaluation.study.scaling import scaling_report
from socialsim.evaluation.study.specimens import Collector, Corpus, Pieces, sizes_of
from socialsim.signatures import Dialogue, InputError, Turn

SIZES = (10, 20, 40)


def dialogue(*said: str, topic: str = "") -> ReadDialogue:
    turns = tuple(Turn(speaker=("seeker", "supporter")[at % 2], text=text) for at, text in enumerate(said))
    return ReadDialogue(Dialogue(turns=turns), topic=topic)


def fresh(number: int) -> ReadDialogue:
    """Return a dialogue of which no word is in another."""
    return dialogue(*(" ".join(f"w{number}x{turn}x{word}" for word in range(10)) for turn in range(2)))


def corpus(dialogues: Iterable[ReadDialogue], quality: Callable[[int], float | None] = lambda at: 0.8) -> Corpus:
    collector = Collector("made up")
    for at, found in enumerate(dialogues):
        collector.add(found, quality(at), True)
    return collector.corpus()


def grown(made: Corpus, sizes: Sequence[int] = SIZES) -> Growth:
    orders = orders_of(made, 3, seed=0)
    *_, found = growth(made, orders, sizes, amount_of(made, orders, sizes[0]), seed=0, resamples=500)
    assert found is not None
    return corrected([found])[0]


def answer(found: Growth) -> str:
    text = scaling_report("Scaling", "Why?", [found], 500, ()).lead[1]
    assert isinstance(text, Text)
    return str(text.text)


def test_figures_of_a_corpus_that_can_be_counted_by_hand() -> None:
    made = corpus([dialogue("a b a", "b a", topic="Work "), dialogue("a b", "c", topic="work"), dialogue("c a b", "d")])
    orders = [np.arange(3), np.array([2, 1, 0])]
    *_, found = growth(made, orders, (1, 3), 2, seed=0, resamples=100)
    assert found is not None
    # In order: a b a b a | a b c | c a b d, 12 words, 4 different; backwards the first dialogue has 4, all different.
    assert found.figures["Distinct-1"].tolist() == [[2 / 5, 4 / 12], [1, 4 / 12]]
    # Pairs within utterances: ab ba ba | ab | ca ab.
    assert found.figures["Distinct-2"].tolist() == [[2 / 3, 3 / 6], [1, 3 / 6]]
    # Stretches of two words, ab ab aa bc ca bd: all different but one. Of two pairs: ab·ba, ba·ab, ca·ab.
    assert found.figures["Distinct-1, same amount"][0].tolist() == [1, pytest.approx((5 + 0.5) / 6)]
    assert found.figures["Distinct-2, same amount"][0, 1] == 1
    # The last dialogue brings ca, and ab is known; backwards it has ab and ba, of which ba is new.
    assert found.figures["new pairs"][:, 1].tolist() == [0.5, 0.5]
    assert found.figures["topics"][0].tolist() == [1, 1]
    assert np.isnan(found.figures["personalities"]).all()


def test_things_in_another_order() -> None:
    pieces = Pieces(np.array([5, 6, 5, 7]), np.array([0, 1, 1, 4]))
    turned = pieces.ordered(np.array([2, 0, 1]))
    assert turned.numbers.tolist() == [6, 5, 7, 5]
    assert turned.starts.tolist() == [0, 3, 4, 4]
    assert turned.new.tolist() == [True, True, True, False]


def test_words_that_never_come_again_do_not_saturate() -> None:
    found = grown(corpus(map(fresh, range(40))))
    assert found.whole("new pairs") == 1
    assert found.whole("Heaps") == pytest.approx(1)
    assert found.saturates() is None
    assert found.whole("near-duplicates") == 0
    assert "Its variety has not come to an end" in answer(found)
    assert "No dialogue is nearly the same" in answer(found)


def test_copies_saturate_and_are_counted_as_near_duplicates() -> None:
    found = grown(corpus(fresh(at % 4) for at in range(40)))
    assert found.whole("near-duplicates") == 36 / 40
    assert found.saturates() is not None
    assert "Its variety has come to an end" in answer(found)
    assert "90 % of the dialogues are nearly the same" in answer(found)


def test_a_planted_fall_of_quality_is_found_and_a_level_quality_holds() -> None:
    random = np.random.default_rng(3)
    noise = random.normal(0, 0.02, 40)
    falling = grown(corpus(map(fresh, range(40)), lambda at: 0.9 - 0.3 * at / 39 + noise[at])).trend("quality")
    assert falling.low is not None and falling.high is not None and falling.p_holm is not None
    assert falling.low < -0.3 < falling.high < 0
    assert falling.p_holm < 0.001
    level = grown(corpus(map(fresh, range(40)), lambda at: 0.9 + noise[at]))
    assert "the quality holds to within 0.05" in answer(level)
    assert "the quality falls" in answer(
        grown(corpus(map(fresh, range(40)), lambda at: 0.9 - 0.3 * at / 39 + noise[at]))
    )


def test_a_level_quality_is_called_a_change_in_one_of_twenty_corpora_at_most() -> None:
    random = np.random.default_rng(5)
    made = corpus(map(fresh, range(40)))
    called = 0
    for _ in range(40):
        one = replace(made, quality=random.normal(0.8, 0.1, 40))
        trend = grown(one).trend("quality")
        assert trend.p is not None
        called += trend.p < 0.05
    assert called <= 5  # of 40: more than that happens once in 70 times where the rate is 5 %


def test_dialogues_without_a_score_are_missing_and_no_zeros() -> None:
    found = grown(corpus(map(fresh, range(40)), lambda at: None if at % 2 else 0.6))
    assert found.whole("quality") == pytest.approx(0.6)
    assert found.trend("quality").n == 20


def test_variety_of_equal_amounts_of_text_is_the_same_at_every_size_and_falls_only_where_it_falls() -> None:
    level = grown(corpus(map(fresh, range(40))))
    assert level.trend("Distinct-2, same amount").change == 0
    falling = grown(corpus(fresh(at if at < 20 else 20) for at in range(40)), (2, 40))
    trend = falling.trend("Distinct-2, same amount")
    assert trend.high is not None and trend.high < 0


def test_sizes_are_even_on_a_log_scale_and_end_with_all() -> None:
    assert sizes_of(1280, (), 10, 8) == (10, 20, 40, 80, 160, 320, 640, 1280)
    assert sizes_of(30, (10, 20, 500), 10, 8) == (10, 20, 30)
    with pytest.raises(InputError, match="has 8 dialogues; growth is told from more than 10"):
        sizes_of(8, (), 10, 8)


def test_the_report_has_a_table_of_every_size_without_what_nobody_told() -> None:
    found = grown(corpus(map(fresh, range(40))))
    report = scaling_report("Scaling", "Why?", [found], 500, ())
    table = next(one for one in report.tables() if one.name == "growth-1")
    assert isinstance(table, Table)
    assert table.head == ("", "10", "20", "40")
    assert "personalities" not in {row[0] for row in table.rows}
    assert [one.name for one in report.plots()] == ["trends", "growth-1"]
