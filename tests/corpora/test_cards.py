"""Role cards: what they state is read into fields, whatever language and spelling it is in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.cards import CardReading, read_cards
from socialsim.corpora.formats.cactus import CACTUS
from socialsim.corpora.formats.cards_of_esc_eval import ESC_EVAL
from socialsim.signatures import InputError, RoleCard

from tests.corpora.told import Write

ENGLISH: dict[str, Any] = {
    "base": "Age: Not mentioned\nGender: Female\nOccupation: warden\nProblem: The ferry stopped: nobody comes.",
    "res": "家庭生活",
    "source": "ESconv",
    "base_biaozhu": "年龄：未提及\n性别：女\n职业：灯塔管理员\n问题：渡轮停了。",
    "language": "english",
    "id": 7,
}
CHINESE: dict[str, Any] = {
    "base": "年龄：21岁\n性别：男\n职业：未提及\n问题：渡轮停了，没有人来。",
    "res": "工作学习",
    "source": "PsyQA",
    "base_biaozhu": "…",
    "language": "chinese",
    "id": 8,
}
FORM = """Name:
Ida Berg
Age:
52
Gender:
female
Occupation:
Education: Not specified
Family Details: Lives alone

2. Presenting Problem
Nobody comes since the ferry stopped.
I sleep badly.

3. Reason for Seeking Counseling
To be heard.
"""
CLIENT: dict[str, Any] = {
    "AI_client": {
        "intake_form": FORM,
        "attitude": "negative",
        "attitude_instruction": "Answer briefly.",
        "dialogue_history_init": "Counselor: Hi Ida.\nClient: Hi.",
        "dialogue_history": None,
    },
    "AI_counselor": {"CBT": {"reason_counseling": "To be heard."}},
    "ground_truth_CBT": ["Alternative Perspective"],
}


def read(write: Write, *records: Any) -> tuple[list[RoleCard], CardReading]:
    reading = read_cards(write("cards.json", json.dumps(records)))
    return [found.card for found in reading], reading


def test_a_card_of_esc_eval_says_what_its_lines_state(write: Write) -> None:
    [card], reading = read(write, ENGLISH)
    assert reading.format is ESC_EVAL
    assert card == RoleCard(
        id="7",
        text=ENGLISH["base"],
        problem="The ferry stopped: nobody comes.",
        gender="female",
        occupation="warden",
        topic="家庭生活",
        drawn_from="ESconv",
        about={"base_biaozhu": ENGLISH["base_biaozhu"]},
    )
    assert reading.quirks == {
        'age "Not mentioned" read as not said': 1,
        'gender "Female" read as "female"': 1,
        "topics in Chinese on a card in another language, kept as they are": 1,
    }


def test_a_card_in_chinese_says_the_same_under_its_own_labels(write: Write) -> None:
    [card], reading = read(write, CHINESE)
    assert (card.age, card.gender, card.occupation, card.problem, card.language) == (
        "21岁", "male", "", "渡轮停了，没有人来。", "zh"
    )  # fmt: skip
    assert reading.quirks == {'gender "男" read as "male"': 1, 'occupation "未提及" read as not said': 1}


@pytest.mark.parametrize("words", ["Not mentioned", "not mentioned", "NOT MENTIONED.", "未提及", "Undisclosed"])
def test_what_is_not_mentioned_is_nothing(write: Write, words: str) -> None:
    [card], _ = read(write, ENGLISH | {"base": f"age：{words}\n occupation : {words}\nProblem: one\nand two"})
    assert (card.age, card.gender, card.occupation, card.problem) == ("", "", "", "one\nand two")


def test_a_value_that_says_more_than_that_it_is_not_mentioned_stays(write: Write) -> None:
    [card], _ = read(write, ENGLISH | {"base": "Age: Not mentioned, but retired\nProblem: x"})
    assert card.age == "Not mentioned, but retired"


def test_what_is_said_twice_or_in_no_known_language_is_counted(write: Write) -> None:
    [card], reading = read(write, CHINESE | {"language": "Mandarin", "base": "问题：一\n问题：二"})
    assert (card.problem, card.language) == ("一", "zh")
    assert reading.quirks == {
        '"问题" said twice, the first taken': 1,
        'language "Mandarin" read as "zh", which the card is in': 1,
    }


def test_an_intake_form_of_cactus_is_a_card_with_an_attitude(write: Write) -> None:
    [card], reading = read(write, CLIENT)
    assert reading.format is CACTUS
    assert card.text == FORM.strip()
    assert card.problem == "Nobody comes since the ferry stopped.\nI sleep badly."
    assert (card.id, card.age, card.gender, card.occupation) == ("1", "52", "female", "")  # no label is taken for it
    assert (card.attitude, card.manner) == ("negative", "Answer briefly.")
    assert card.about == {
        "dialogue_history_init": "Counselor: Hi Ida.\nClient: Hi.",
        "AI_counselor": CLIENT["AI_counselor"],
        "ground_truth_CBT": ["Alternative Perspective"],
    }


def test_cards_of_one_client_have_the_same_person(write: Write) -> None:
    other = {"AI_client": CLIENT["AI_client"] | {"intake_form": FORM.replace("52", "53")}}
    happy = {"AI_client": CLIENT["AI_client"] | {"attitude": "positive"}}
    cards, _ = read(write, CLIENT, happy, other)
    assert [card.id for card in cards] == ["1", "2", "3"]
    assert cards[0].person == cards[1].person != cards[2].person


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (ENGLISH | {"base": "Age: 20"}, '"base" states no problem; it needs a line "Problem: …" or "问题：…"'),
        (ENGLISH | {"base": "Problem: not mentioned"}, '"base" states no problem'),
        (ENGLISH | {"base": None}, '"base": the text is null'),
        ("a card", "the record is a string; a role card is an object"),
        (None, "the record is null"),
    ],
)
def test_a_bad_card_is_reported_with_its_place(write: Write, bad: Any, complaint: str) -> None:
    cards, reading = read(write, ENGLISH, bad, CHINESE)
    assert [card.id for card in cards] == ["7", "8"]
    [error] = reading.bad
    assert str(error).startswith(f"cards.json:1: record 2: {complaint}")
    assert reading.records == 3


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ({"AI_client": CLIENT["AI_client"] | {"intake_form": 3}}, '"intake_form": the text is a number'),
        ({"AI_client": CLIENT["AI_client"] | {"intake_form": "Age: 3"}}, '"intake_form" states no problem'),
        ({"AI_client": []}, '"AI_client" is a list; it has to be an object with an "intake_form"'),
        ([], '"AI_client" is null'),
    ],
)
def test_a_bad_intake_form_is_reported_with_its_place(write: Write, bad: Any, complaint: str) -> None:
    _, reading = read(write, CLIENT, bad)
    assert str(reading.bad[0]).startswith(f"cards.json:1: record 2: {complaint}")


def test_what_holds_no_cards_is_refused(write: Write) -> None:
    with pytest.raises(InputError, match=r"posts\.jsonl: was read as JSON Lines, and no role cards are found in it"):
        read_cards(write("posts.jsonl", '{"text": "one"}\n'))
    with pytest.raises(InputError, match="is SSConv, which holds dialogues"):
        read_cards(write("ssconv.json", '[{"ID": 1, "Dialogue": []}]'))
    with pytest.raises(InputError, match="none of the 2 records is a role card"):
        read(write, ENGLISH | {"base": ""}, ENGLISH | {"base": ""})
    with pytest.raises(InputError, match=r"cards\.json:1: not JSON"):
        list(read_cards(write("cards.json", json.dumps([ENGLISH])[:-1])))


def test_a_second_iteration_counts_anew(write: Write) -> None:
    _, reading = read(write, ENGLISH, None)
    before = Counter(reading.quirks)
    assert len(list(reading)) == 1
    assert (reading.records, len(reading.bad), reading.quirks) == (2, 1, before)


# The open data


@pytest.mark.parametrize(
    ("name", "cards", "language"),
    [
        ("esc_eval/card_high_en.part-open.json", 165, "en"),
        ("esc_eval/card_high_zh.part-open.json", 162, "zh"),
        ("esc_eval/test_en.json", 3, "en"),
        ("esc_eval/test_zh.json", 3, "zh"),
    ],
)
def test_every_real_card_is_read(open_file: Callable[[str], Path], name: str, cards: int, language: str) -> None:
    reading = read_cards(open_file(name))
    found = [one.card for one in reading]
    assert (len(found), reading.records, reading.bad) == (cards, cards, [])
    assert len({card.id for card in found}) == cards
    assert {card.language for card in found} == {language}
    assert {card.gender for card in found} <= {"", "female", "male"}


def test_the_real_cards_state_what_was_counted_in_them(open_file: Callable[[str], Path]) -> None:
    english = [one.card for one in read_cards(open_file("esc_eval/card_high_en.part-open.json"))]
    chinese = [one.card for one in read_cards(open_file("esc_eval/card_high_zh.part-open.json"))]
    assert Counter(card.gender for card in english) == {"": 91, "female": 43, "male": 31}
    assert Counter(card.gender for card in chinese) == {"": 68, "female": 66, "male": 28}
    assert sum(not card.age for card in english) == 135
    assert sum(not card.occupation for card in chinese) == 68
    assert Counter(card.drawn_from for card in english) == {"ESconv": 158, "EPITOME": 5, "ExTES": 2}


def test_the_real_clients_are_played_with_three_attitudes_each(open_file: Callable[[str], Path]) -> None:
    reading = read_cards(open_file("cactus/evaluation.part-open.json"))
    cards = [one.card for one in reading]
    assert (len(cards), reading.bad) == (120, [])
    people: dict[str, list[str]] = {}
    for card in cards:
        people.setdefault(card.person, []).append(card.attitude)
    assert list(people.values()) == [["positive", "neutral", "negative"]] * 40
    assert all(card.age.isdigit() and card.problem and card.manner for card in cards)
    assert {card.gender for card in cards} == {"female", "male"}
    assert not any(card.occupation.startswith("Education") for card in cards)
