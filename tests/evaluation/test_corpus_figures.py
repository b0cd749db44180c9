"""Figures of small corpora, worked by hand, and of ESConv, beside what is published of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.format import ReadDialogue
from socialsim.evaluation.corpus import tokens as tokenizer
from socialsim.evaluation.corpus.counting import describe
from socialsim.evaluation.corpus.distinct import RunCounter
from socialsim.evaluation.corpus.keys import KeySet
from socialsim.evaluation.corpus.tokens import cjk_in, tokens
from socialsim.signatures import Dialogue, InputError, Reasoning, Turn


def talk(*said: tuple[str, str] | tuple[str, str, str], topic: str = "", emotion: str = "") -> ReadDialogue:
    """Return a conversation of (s for the seeker or h for the supporter, text, strategy)."""
    turns = tuple(
        Turn(
            speaker="seeker" if who == "s" else "supporter",
            text=text,
            reasoning=Reasoning(strategy=strategy[0]) if strategy else None,
        )
        for who, text, *strategy in said
    )
    return ReadDialogue(Dialogue(turns=turns), topic=topic, emotion=emotion)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't, well-being!", ["don't", ",", "well-being", "!"]),
        ("I don’t", ["i", "don't"]),
        ("3.5 of 1,000 … b4", ["3.5", "of", "1,000", "…", "b4"]),
        ("'quoted' - dash-", ["'", "quoted", "'", "-", "dash", "-"]),
        ("我很sad。", ["我", "很", "sad", "。"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text(st.characters(max_codepoint=127)))
def test_the_quick_way_for_plain_english_gives_the_same_tokens(text: str) -> None:
    assert tokens(text) == tokenizer._ANY.findall(text.lower())


@given(st.text())
def test_no_character_but_white_space_is_lost(text: str) -> None:
    assert "".join(tokens(text)) == "".join(text.lower().replace("’", "'").split())


def test_cjk_characters() -> None:
    assert (cjk_in("我 am すし"), cjk_in("한국"), cjk_in("plain")) == (3, 0, 0)


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=40), max_size=12), st.integers(1, 60))
def test_keys_are_counted_once_wherever_they_are_kept(batches: list[list[int]], held: int) -> None:
    keys = KeySet(held)
    for batch in batches:
        keys.add(np.array(batch, np.uint64))
    found = [int(key) for part in keys.parts() for key in part]
    assert found == sorted(set().union(*batches))


@given(st.lists(st.tuples(st.integers(0, 1), st.lists(st.sampled_from("abc"), max_size=8)), max_size=20))
def test_runs_of_words_are_counted_as_a_set_of_them_counts(said: list[tuple[int, list[str]]]) -> None:
    counter = RunCounter()
    for side, words in said:
        counter.add(side, words)
    for size, counted in counter.result().items():
        runs = [(side, tuple(words[at : at + size])) for side, words in said for at in range(len(words) - size + 1)]
        for side in (0, 1):
            own = [run for who, run in runs if who == side]
            assert (counted[side].all, counted[side].different) == (len(own), len(set(own)))
        assert (counted[2].all, counted[2].different) == (len(runs), len({run for _, run in runs}))


def test_figures_worked_by_hand() -> None:
    one = talk(
        ("s", "I am sad."), ("s", "I am."), ("h", "Why?", "Question"), ("s", "I am sad."), ("h", "Oh.", "Others"),
        ("h", "Rest!", "Providing Suggestions"), topic="Work", emotion="sadness",
    )  # fmt: skip
    found = describe(
        [one, one, talk(("h", "Hello", "Others"), topic="work"), talk(("s", "x"), topic="work")], "made up"
    )
    assert (found.dialogues, found.duplicates) == (4, 1)
    assert (found.utterances.mean, found.utterances.least, found.utterances.most) == (14 / 4, 1, 6)
    assert (found.turns, found.same_speaker) == (2 * 4 + 1 + 1, 14 - 10)
    assert found.begins == {"seeker": 3, "supporter": 1}
    assert found.ends == {"supporter": 3, "seeker": 1}
    seeker = found.speech["seeker"]
    assert (seeker.utterances, seeker.tokens, seeker.vocabulary) == (7, 2 * 11 + 1, 5)
    # Different pairs: i-am, am-sad, sad-., am-. of 2 × (3 + 2 + 3).
    assert seeker.distinct == (5 / 23, 4 / 16, 3 / 10)
    assert found.sixths == {"Others": (1, 0, 0, 0, 2, 0), "Providing Suggestions": (0, 0, 0, 0, 0, 2)} | {
        "Question": (0, 0, 2, 0, 0, 0)
    }
    assert found.topics == {"Work": 4}, "of spellings as frequent, the first by letters"
    assert found.emotions == {"sadness": 2}
    assert (found.personas, found.reasoning_tokens, found.cjk) == (None, None, 0.0)


def test_a_text_that_is_mostly_chinese_is_not_searched_for_english_words() -> None:
    chinese = talk(("s", "我很难过，我睡不着觉，什么都不想做，也不想出门。"), ("s", "I want to die"))
    alone, both = describe([chinese], "zh"), describe([chinese, talk(("s", "I want to die"))], "both")
    assert (alone.crises, alone.crises_of) == (None, 0)
    assert (both.crises, both.crises_of) == (1, 1)


def test_nothing_to_describe_is_an_error() -> None:
    with pytest.raises(InputError, match="empty: there are no dialogues"):
        describe([], "empty")


PUBLISHED = {  # FACTS of all 1,300 dialogues: share of each strategy in the first and in the last sixth, in per cent.
    "Question": (53.9, 5.6),
    "Restatement or Paraphrasing": (10.8, 2.2),
    "Reflection of feelings": (4.7, 4.9),
    "Self-disclosure": (3.9, 5.3),
    "Affirmation and Reassurance": (8.0, 14.6),
    "Providing Suggestions": (1.8, 13.4),
    "Information": (1.3, 6.4),
    "Others": (15.5, 47.6),
}


def test_esconv_is_near_what_is_counted_of_the_whole(open_file: Callable[[str], Path]) -> None:
    found = describe(read_dialogues(open_file("esconv_hf/valid.txt")), "valid")
    assert (found.dialogues, found.duplicates) == (195, 0)
    assert found.utterances.mean == pytest.approx(29.5, abs=0.6)
    assert found.turns_each.mean == pytest.approx(23.4, abs=0.6)
    for sixth, place in ((0, 0), (5, 1)):
        total = sum(counts[sixth] for counts in found.sixths.values())
        for name, shares in PUBLISHED.items():
            assert 100 * found.sixths[name][sixth] / total == pytest.approx(shares[place], abs=2), name
