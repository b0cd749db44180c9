"""The report on a corpus. Expected figures are worked by hand beside the assertions."""

from __future__ import annotations

import random

import pytest
from socialsim.programs.checks.corpus import Spread, corpus_report
from socialsim.signatures import Dialogue, Persona, Reasoning, Turn

from tests.people import persona

Entry = tuple[str, Dialogue, Persona | None]


def dialogue(*texts: str, strategies: tuple[str | None, ...] = ()) -> Dialogue:
    """Return a dialogue of these utterances, seeker first; `strategies` are those of the supporter's."""
    reasoned = [None if name is None else Reasoning(strategy=name) for name in strategies]
    return Dialogue(
        turns=tuple(
            Turn(speaker="supporter", text=text, reasoning=reasoned[place // 2] if place // 2 < len(reasoned) else None)
            if place % 2
            else Turn(speaker="seeker", text=text)
            for place, text in enumerate(texts)
        )
    )


def made_up(number: int, seed: int) -> list[str]:
    """Return words that no two seeds share in a row."""
    draw = random.Random(seed)
    return [f"w{draw.randrange(10_000)}" for _ in range(number)]


def chat(words: list[str]) -> Dialogue:
    return dialogue(*(" ".join(words[start : start + 20]) for start in range(0, len(words), 20)))


def test_an_empty_corpus_has_no_shares() -> None:
    report = corpus_report([])
    assert (report.dialogues, report.turns, report.personas) == (0, 0, 0)
    assert report.ages is report.crisis_share is report.duplicate_share is None
    assert report.distinct == {who: (None, None, None) for who in ("all", "seeker", "supporter")}
    assert report.topics.entropy is report.topics.coverage is None
    assert report.personalities.coverage == 0


def test_distinct_counts_every_run_and_none_across_utterances() -> None:
    report = corpus_report([("a", dialogue("a b a", "a b"), None), ("b", dialogue("B a."), None)])
    # seeker: a b a, b a -> words 2 of 5; pairs ab ba ba -> 2 of 3; triples aba -> 1 of 1
    # supporter: a b -> 2 of 2; ab -> 1 of 1; no triple.  All: 2 of 7; ab ba of 4; 1 of 1
    assert report.distinct["seeker"] == (2 / 5, 2 / 3, 1)
    assert report.distinct["supporter"] == (1, 1, None)
    assert report.distinct["all"] == (2 / 7, 2 / 4, 1)


def test_copies_are_near_duplicates_of_the_first() -> None:
    one, other = chat(made_up(200, 1)), chat(made_up(200, 2))
    report = corpus_report([("a", one, None), ("b", other, None), ("c", one, None), ("d", one, None)])
    assert [(pair.dialogue, pair.of, pair.jaccard) for pair in report.near_duplicates] == [("c", "a", 1), ("d", "a", 1)]
    assert report.duplicate_groups == {"a": ("c", "d")}
    assert report.duplicate_share == 2 / 4


def test_case_and_punctuation_make_no_difference_and_word_order_does() -> None:
    said = ["I feel so alone since my sister left the town", "That must have been hard for you to go through"]
    report = corpus_report(
        [
            ("a", dialogue(*said), None),
            ("b", dialogue(said[0].upper() + "!", said[1] + "..."), None),
            ("c", dialogue(*(" ".join(reversed(text.split())) for text in said)), None),
        ]
    )
    assert [pair.dialogue for pair in report.near_duplicates] == ["b"]


def test_the_index_itself_decides_and_is_exact() -> None:
    # 8 of the 10 words of one utterance are kept: runs 0-5 of 8 remain, and 2 new ones come: 6 / (8 + 2)
    words = [f"w{number}" for number in range(10)]
    near, far = [*words[:8], "x", "y"], [*words[:6], "p", "q", "r", "s"]
    report = corpus_report([("a", chat(words), None), ("b", chat(near), None), ("c", chat(far), None)])
    assert [(pair.dialogue, pair.jaccard) for pair in report.near_duplicates] == [("b", 6 / 10)]  # c: 4 / 12


def test_dialogues_too_short_for_a_run_are_alike_only_when_they_are_the_same() -> None:
    entries: list[Entry] = [("a", dialogue("Hi", "Hello"), None), ("b", dialogue("Yes", "No"), None)]
    assert not corpus_report(entries).near_duplicates
    assert [pair.of for pair in corpus_report([*entries, ("c", dialogue("hi!", "hello"), None)]).near_duplicates] == [
        "a"
    ]


def test_an_even_spread_has_entropy_1_and_a_single_value_0() -> None:
    assert Spread(counts={"a": 5, "b": 5}, possible=2).entropy == pytest.approx(1)
    assert Spread(counts={"a": 5, "b": 5}, possible=4).entropy == pytest.approx(0.5)  # log 2 / log 4
    assert Spread(counts={"a": 9}, possible=8).entropy == 0
    assert Spread(counts={"a": 9}, possible=1).entropy is None


def test_who_the_corpus_is_about() -> None:
    other_poles = "Closedness, Conscientiousness, Introversion, Neuroticism, Agreeableness"
    people = [
        persona(topic="Job loss", age=19),
        persona(topic="job  loss", age=21, gender="male"),
        persona(topic="grief", age=29, personality=other_poles),
    ]
    talk = [chat(made_up(40, seed)) for seed in range(4)]
    entries = [(str(place), talk[place], one) for place, one in enumerate([*people, None])]
    report = corpus_report(entries)
    assert (report.dialogues, report.personas) == (4, 3)
    assert report.topics.counts == {"job loss": 2, "grief": 1} and report.topics.coverage == 1
    assert (len(report.personalities.counts), report.personalities.coverage) == (2, 2 / 32)
    assert report.genders.counts == {"female": 2, "male": 1}
    assert report.ages and (report.ages.mean, report.ages.youngest, report.ages.oldest) == (23, 19, 29)
    assert report.ages.deviation == pytest.approx((16 + 4 + 36) ** 0.5 / 3**0.5)
    assert report.ages.by_decade == {10: 1, 20: 2}


def test_strategies_are_spread_over_those_of_the_taxonomy() -> None:
    talk = dialogue("a", "b", "c", "d", "e", "f", strategies=("Question", "Information", None))
    report = corpus_report([("a", talk, None)])
    assert report.strategies.counts == {"Question": 1, "Information": 1}
    assert report.strategies.entropy == pytest.approx(1 / 3)  # log 2 / log 8
    assert report.strategies.coverage == 2 / 8


def test_crisis_is_counted_by_dialogue_and_only_in_what_the_seeker_says() -> None:
    entries: list[Entry] = [
        ("a", dialogue("I want to kill myself.", "I hear you.", "I want to kill myself."), None),
        ("b", dialogue("I lost my job.", "Do you think of suicide?"), None),
        ("c", dialogue("I failed an exam.", "That is hard."), None),
        ("d", dialogue("My cat ran away.", "Oh no."), None),
    ]
    assert corpus_report(entries).crisis_share == 1 / 4


def test_the_report_reads_its_dialogues_once() -> None:
    assert corpus_report(iter([("a", dialogue("Hello there", "Hi"), None)])).dialogues == 1
