"""Reading and writing: a file that is read into ours and written again has the same records, whatever is odd about
them, and what a format cannot hold of a dialogue is told.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import DialogueReading, read_dialogues
from socialsim.corpora.format import Format, ReadDialogue, Source
from socialsim.corpora.formats import FORMATS, by_key
from socialsim.corpora.formats.ours import OURS
from socialsim.corpora.writing import losses, record_of, text_of
from socialsim.signatures import Dialogue, Provenance, StopReason, Turn

from tests.conversations import GOOD
from tests.people import persona

WRITTEN = {one.key: one for one in FORMATS if one.write is not None}
HALF = "half \ud83d"
SURVEY: dict[str, Any] = {
    "experience_type": "Previous Experience",
    "emotion_type": " sadness ",
    "problem_type": 7,
    "situation": "The ferry stopped.\nNobody\u00a0comes.\n",
    "survey_score": {"seeker": {"empathy": 4, "relevance": "5", "final": None}, "supporter": {}},
    "seeker_question1": f"{HALF} \u2028 N.A",
    "number": 3.0,
    "id": "its own",
    "turns": "a note with the name that ours has",
    "nested": [[{"deep": [1, 1.0, True, -0.0, 10**30]}]],
}


def original(seeker: str, supporter: str) -> list[Any]:
    """Return odd records of ESConv, original or failed, after one that is not odd."""
    plain = [
        {"speaker": seeker, "annotation": {}, "content": "Hello"},
        {"speaker": supporter, "annotation": {"strategy": "Question"}, "content": "What brings you here?"},
    ]
    odd = [
        {"speaker": seeker, "annotation": {"feedback": "4"}, "content": "Hello\n"},
        {"speaker": supporter, "annotation": {"strategy": "Questions", "feedback": 2}, "content": " Señora? 日本 \n"},
        {"speaker": supporter, "annotation": {"strategy": ""}, "content": "", "extra": {"a": [None]}},
        {"speaker": seeker, "annotation": {"strategy": "Question"}, "content": HALF},
        {"speaker": supporter, "annotation": None, "content": "no\x00thing", "strategy": "other"},
        {"speaker": supporter, "annotation": ["Question"], "content": "a list"},
        {"speaker": supporter, "annotation": {"strategy": "Imagery"}, "content": "both", "text": "texts"},
        {"speaker": supporter, "annotation": {"strategy": "Question"}, "content": "two", "strategy": "Others"},
        {"speaker": seeker, "content": "without an annotation", "turns": 5},
    ]
    return [{"dialog": plain}, SURVEY | {"dialog": odd}, {"dialog": odd, "situation": None, "emotion_type": ""}]


ODD: dict[str, list[Any]] = {
    "esconv": original("seeker", "supporter"),
    "failedesconv": original("speaker", "listener"),
    "esconv-hf": [
        {"dialog": [{"text": "Hello", "speaker": "usr"}, {"text": "Hi", "speaker": "sys", "strategy": "Others"}]},
        SURVEY
        | {
            "dialog": [
                {"text": "Hello \n", "speaker": "usr", "strategy": "Question", "annotation": {"feedback": "1"}},
                {"text": "", "speaker": "sys", "strategy": None},
                {"text": HALF, "speaker": "sys", "strategy": "  reflection OF feelings"},
                {"content": "in another name", "speaker": "supporter", "id": 4},
            ]
        },
    ],
    "ssconv": [
        {"ID": 1, "Dialogue": [{"Turn": 1, "Seeker": "Hello"}, {"Turn": 2, "Supporter": "Hi"}]},
        {
            "ID": "007",
            "Crisis": ["suicide", 3],
            "Topic": "ferries",
            "turns": [],
            "Dialogue": [
                {"Turn": "1", "Seeker": " Hello\n", "Supporter Step by Step Reasoning": "none of hers", "mood": 2},
                {"Turn": 2, "Supporter Step by Step Reasoning": "Situation: a\nThought: b ", "Supporter": "Hi"},
                {"Turn": 9, "Supporter Step by Step Reasoning": "In words of its own.", "Supporter": HALF},
                {"Supporter Step by Step Reasoning": None, "Supporter": ""},
            ],
        },
        {"Dialogue": [{"Turn": 1, "Supporter Step by Step Reasoning": " First I listen.", "Supporter": "Hi"}]},
        {"ID": None, "Dialogue": [{"Turn": 1, "Seeker": "no name"}]},
    ],
    "extes": [
        {
            "scene": "Moving",
            "description": "A new town.",
            "content": [{"User": "Hello"}, {"AI Strategy": "Clarification", "AI": "Hi"}],
        },
        {
            "scene": " Moving ",
            "description": 5,
            "id": 9,
            "turns": {"1": "a note"},
            "content": [
                {"user": "Hello \n", "mood": [1]},
                {"AI Strategy": "", "AI": "Hi"},
                {"User": "one", "AI": {"Response": "two", "why": "x"}, "AI Strategy": "Avoid Judgment And Criticism"},
                {"User": "alone", "AI": None, "AI Strategy": None},
                {"AI": {"Response": HALF, "AI Strategy": "Made up"}},
                {"User": "mine", "AI Strategy": "Clarification"},
                {"User": "a", "user": "b", "AI": "c"},
                {"ai": "", "ai strategy": "offer hope", "AI strategy": "again"},
            ],
        },
        {"content": [{"AI": "Without scene or description."}]},
    ],
    "augesc": [
        [["usr", "Hello"], ["sys", "Hi"]],
        [["sys", " Hello\n"], ["sys", ""], ["usr", HALF], ["usr", "日本"]],
    ],
    "messages": [
        {"messages": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}]},
        {
            "id": 12,
            "topic": " ferries ",
            "emotion": ["sad"],
            "situation": "",
            "system": "beside",
            "turns": 2,
            "messages": [
                {"role": "system", "content": " Be kind. \ud83d", "name": "maker"},
                {"role": "developer", "content": [{"type": "text", "text": "Be brief."}]},
                {"role": "User", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
                {"role": "assistant", "content": "Hi\n", "strategy": "questions", "tool_calls": [], "weight": 0},
                {"role": "system", "content": "in between"},
                {"role": "assistant", "content": "", "strategy": ""},
                {"role": "user", "content": HALF, "strategy": "Question", "name": None},
            ],
        },
        {"system": "Be kind.", "id": {}, "turns": [1], "messages": [{"role": "user", "content": "Hello"}]},
        {"system": None, "id": "3", "messages": [{"role": "system", "content": ""}, {"role": "user", "content": "a"}]},
    ],
    "sharegpt": [
        {"id": "a_0", "conversations": [{"from": "human", "value": "Hello"}, {"from": "gpt", "value": "Hi"}]},
        {
            "items": [
                {"from": "system", "value": "Be kind."},
                {"from": "user", "value": "Hello "},
                {"from": "bing", "value": "Hi", "weight": 1, "role": "x"},
                {"role": "assistant", "content": HALF, "strategy": "Others"},
            ],
            "conversations": None,
            "model": "none",
        },
        {"items": "none", "conversations": [{"from": "ChatGPT", "value": "Hi", "html": True}]},
    ],
}


def stored(path: Path, records: Iterable[Any], target: Format) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(text_of(records, target))
    return path


def raw(path: Path, target: Format) -> list[Any]:
    """Return the values of a file that was written, by the standard library."""
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line] if target.lines else list(json.loads(text))


def spelt(values: list[Any]) -> list[str]:
    """Return values as texts, so that 1, 1.0 and true are not the same."""
    return [json.dumps(value, sort_keys=True) for value in values]


def through_ours(path: Path, folder: Path) -> tuple[DialogueReading, list[Any]]:
    """Return the reading of a file, and its records after they were written as ours, read, and written as they were."""
    reading = read_dialogues(path)
    ours = stored(folder / "dialogues.jsonl", (record_of(found, OURS) for found in reading), OURS)
    back = folder / f"back-{path.name}"
    again = read_dialogues(ours)
    stored(back, (record_of(found, reading.format) for found in again), reading.format)
    assert (reading.bad, again.bad, again.format) == ([], [], OURS)
    return reading, raw(back, reading.format)


def test_every_format_that_we_write_has_odd_records_here() -> None:
    assert {*ODD, "jsonl"} == set(WRITTEN)


@pytest.mark.parametrize("key", ODD)
def test_odd_records_come_back_as_they_were(key: str, tmp_path: Path) -> None:
    path = stored(tmp_path / "odd.txt", ODD[key], WRITTEN[key])
    reading, back = through_ours(path, tmp_path)
    assert reading.format is WRITTEN[key]
    assert spelt(back) == spelt(ODD[key])
    assert reading.quirks, "they are odd"


@pytest.mark.parametrize("key", ODD)
def test_records_on_their_own_come_back_as_they_were(key: str, tmp_path: Path) -> None:
    for number, record in enumerate(ODD[key]):
        path = stored(tmp_path / f"{number}.json", [record], WRITTEN[key])
        reading = read_dialogues(path)
        assert reading.format is WRITTEN[key], record
        [found] = reading
        assert spelt([record_of(found, WRITTEN[key])]) == spelt([record])


@pytest.mark.parametrize("key", ODD)
def test_part_of_a_file_comes_back_as_it_was(key: str, tmp_path: Path) -> None:
    """The place of a dialogue in ours is another than it was, and is not taken for its name."""
    path = stored(tmp_path / "odd.txt", ODD[key], WRITTEN[key])
    last = list(read_dialogues(path))[-1]
    ours = stored(tmp_path / "dialogues.jsonl", [record_of(last, OURS)], OURS)
    [found] = read_dialogues(ours)
    assert spelt([record_of(found, WRITTEN[key])]) == spelt([ODD[key][-1]])


@pytest.mark.parametrize("target", WRITTEN)
@pytest.mark.parametrize("key", ODD)
def test_every_file_that_is_written_is_read_as_the_same_dialogues(key: str, target: str, tmp_path: Path) -> None:
    found = list(read_dialogues(stored(tmp_path / "odd.txt", ODD[key], WRITTEN[key])))
    reading = read_dialogues(
        stored(tmp_path / "new.txt", (record_of(one, WRITTEN[target]) for one in found), WRITTEN[target])
    )
    back = list(reading)
    assert reading.format is WRITTEN[target]
    assert reading.bad == []
    assert [words(one) for one in back] == [words(one) for one in found]


@pytest.mark.parametrize("key", ODD)
def test_a_record_that_is_not_spelt_as_it_was_says_the_same(key: str) -> None:
    for record in ODD[key]:
        found = read_one(WRITTEN[key], record)
        value = record_of(found, WRITTEN[key], as_written=False)
        assert WRITTEN[key].read(value, Counter()).dialogue == found.dialogue


def words(found: ReadDialogue) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in found.dialogue.turns]


@pytest.mark.parametrize("key", ["esconv", "failedesconv", "esconv-hf", "ssconv", "extes", "messages", "sharegpt"])
def test_strategies_go_to_every_format_that_has_a_place_for_them(key: str) -> None:
    target = WRITTEN[key]
    quirks: Counter[str] = Counter()
    back = target.read(record_of(SIMULATED, target), quirks)
    assert [turn.strategy for turn in back.dialogue.turns] == [turn.strategy for turn in GOOD.turns]
    assert not quirks


# Edited in ours


@pytest.mark.parametrize("key", ODD)
def test_what_was_edited_in_ours_is_written_as_edited(key: str, tmp_path: Path) -> None:
    target = WRITTEN[key]
    path = stored(tmp_path / "odd.txt", ODD[key], target)
    records = [record_of(found, OURS) for found in read_dialogues(path)]
    for record in records:
        record["dialogue"]["turns"][0]["text"] = "Something else entirely."
    back = [record_of(found, target) for found in read_dialogues(stored(tmp_path / "dialogues.jsonl", records, OURS))]
    again = list(read_dialogues(stored(tmp_path / "back.txt", back, target)))
    was = list(read_dialogues(path))
    for one, other in zip(again, was, strict=True):
        assert one.dialogue.turns[0].text == "Something else entirely."
        assert one.dialogue.turns[1:] == other.dialogue.turns[1:]


def test_the_spelling_of_what_was_not_edited_stays() -> None:
    target = WRITTEN["esconv"]
    found = read_one(target, ODD["esconv"][1])
    turns = (Turn(speaker="seeker", text="Goodbye"), *found.dialogue.turns[1:])
    edited = replace(found, dialogue=Dialogue(turns=turns), topic="ferries", record=None, as_written=kept(found))
    value = record_of(edited, target)
    assert value["dialog"][0]["content"] == "Goodbye"
    assert value["dialog"][1:] == ODD["esconv"][1]["dialog"][1:]
    assert value == ODD["esconv"][1] | {"dialog": value["dialog"], "problem_type": "ferries"}


def test_a_topic_that_was_edited_is_written_as_edited() -> None:
    target = WRITTEN["esconv"]
    found = read_one(target, {"dialog": ODD["esconv"][0]["dialog"], "problem_type": " ferries\n"})
    assert record_of(found, target)["problem_type"] == " ferries\n"
    assert record_of(replace(found, topic="islands"), target)["problem_type"] == "islands"


def test_a_note_with_the_name_that_ours_needs_is_counted() -> None:
    quirks: Counter[str] = Counter()
    found = WRITTEN["esconv"].read(ODD["esconv"][0] | {"turns": 3}, quirks)
    assert ("turns" in found.about, quirks) == (False, {'a note on the whole that is called "turns", left out': 1})


def test_a_turn_that_was_taken_out_in_ours_is_not_written() -> None:
    for key, records in ODD.items():
        found = read_one(WRITTEN[key], records[1])
        shorter = Dialogue(turns=found.dialogue.turns[:2])
        value = record_of(replace(found, dialogue=shorter, record=None, as_written=kept(found)), WRITTEN[key])
        assert len(WRITTEN[key].read(value, Counter()).dialogue.turns) == 2, key


def read_one(target: Format, record: Any) -> ReadDialogue:
    found = target.read(record, Counter())
    place = {"number": 1, "id": found.id or "1", "source": Source(target.key, "odd.txt", 1, 1)}
    return replace(found, **place, format=target.key, record=record)


def kept(found: ReadDialogue) -> tuple[Any, ...]:
    return tuple(record_of(found, OURS).get("as_written", ()))


# What is lost

SIMULATED = ReadDialogue(
    Dialogue(
        turns=GOOD.turns,
        stop_reason=StopReason.RESOLVED,
        provenance=Provenance(persona_id="p", program="q", generators={"seeker": "offline/x"}, seed=1, versions={}),
    ),
    number=1,
    id="sha256:abc",
    persona=persona(),
    simulated=True,
    topic=persona().topic,
    situation=persona().situation,
)
MADE = ["how it was made", "why it ended"]
NODES = ["reasoning: situation", "reasoning: thought", "reasoning: action"]


@pytest.mark.parametrize(
    ("key", "lost"),
    [
        ("jsonl", []),
        ("ssconv", MADE),
        ("messages", [*NODES, "persona", *MADE]),
        ("sharegpt", [*NODES, "persona", *MADE]),
        ("extes", [*NODES, "persona", *MADE]),
        ("esconv", [*NODES, "persona", *MADE]),
        ("failedesconv", [*NODES, "persona", *MADE]),
        ("esconv-hf", [*NODES, "persona", *MADE]),
        ("augesc", [*NODES, "strategy", "topic", "situation", "persona", *MADE]),
    ],
)
def test_what_a_format_cannot_hold_of_a_simulated_dialogue_is_told(key: str, lost: list[str]) -> None:
    value = record_of(SIMULATED, WRITTEN[key])
    assert sorted(losses(SIMULATED, value, WRITTEN[key])) == sorted(lost)


@pytest.mark.parametrize("key", WRITTEN)
def test_simulated_dialogues_keep_speakers_and_words_everywhere(key: str, tmp_path: Path) -> None:
    [back] = read_dialogues(stored(tmp_path / "new.txt", [record_of(SIMULATED, WRITTEN[key])], WRITTEN[key]))
    assert words(back) == words(SIMULATED)


@pytest.mark.parametrize("key", WRITTEN)
def test_nothing_is_said_to_be_lost_where_nothing_is(key: str) -> None:
    turns = (Turn(speaker="seeker", text="Hello"), Turn(speaker="supporter", text="Hi"))
    found = ReadDialogue(Dialogue(turns=turns), number=1, id="1")
    assert losses(found, record_of(found, WRITTEN[key]), WRITTEN[key]) == []


@pytest.mark.parametrize("key", ["messages", "sharegpt"])
def test_chats_hold_all_that_a_file_of_people_says(key: str) -> None:
    record = {name: value for name, value in SURVEY.items() if name != "turns"} | {"emotion_type": "sadness"}
    record["dialog"] = [
        {"speaker": "seeker", "annotation": {"feedback": "4"}, "content": "Hello"},
        {"speaker": "supporter", "annotation": {"strategy": "Question"}, "content": "What brings you here?"},
    ]
    found = read_one(WRITTEN["esconv"], record)
    value = record_of(found, WRITTEN[key])
    assert losses(found, value, WRITTEN[key]) == []
    assert (value["emotion"], value["situation"]) == ("sadness", SURVEY["situation"])


def test_notes_on_turns_that_are_lost_are_told_by_name() -> None:
    found = read_one(WRITTEN["esconv"], ODD["esconv"][1])
    lost = losses(found, record_of(found, WRITTEN["augesc"]), WRITTEN["augesc"])
    assert {"strategy", "emotion", "situation", 'note on turns "feedback"', 'note "survey_score"'} <= set(lost)
    assert 'note on turns "feedback"' in losses(found, record_of(found, WRITTEN["esconv-hf"]), WRITTEN["esconv-hf"])


def test_what_stands_beside_utterances_is_kept_by_turn() -> None:
    found = read_one(WRITTEN["esconv"], ODD["esconv"][1])
    assert found.about["turns"] == {
        "1": {"feedback": "4"},
        "2": {"feedback": 2},
        "3": {"extra": {"a": [None]}},
        "7": {"content": "both"},
        "9": {"turns": 5},
    }
    failed = WRITTEN["failedesconv"].read(record_of(found, WRITTEN["failedesconv"]), Counter())
    assert failed.about["turns"] == found.about["turns"]


def test_what_stands_beside_turns_of_ssconv_is_kept_by_turn() -> None:
    target = WRITTEN["ssconv"]
    found = read_one(target, ODD["ssconv"][1])
    again = target.read(record_of(found, target, as_written=False), Counter())
    assert again.about == found.about == {"Topic": "ferries", "turns": {"1": {"mood": 2}}}
    assert [turn.reasoning for turn in again.dialogue.turns] == [turn.reasoning for turn in found.dialogue.turns]


def test_what_is_left_out_of_a_record_is_counted() -> None:
    for key, left in (
        ("esconv", "second strategies of one utterance left out"),
        ("esconv", "annotations that are a list, left out"),
        ("esconv", "strategies of seekers left out"),
        ("ssconv", "reasoning of seekers left out"),
    ):
        quirks: Counter[str] = Counter()
        WRITTEN[key].read(ODD[key][1], quirks)
        assert quirks[left] == 1, left


def test_a_note_that_a_record_has_otherwise_is_lost() -> None:
    target = WRITTEN["esconv"]
    found = read_one(target, ODD["esconv"][1])
    value = record_of(found, target)
    assert losses(found, value, target) == []
    value["dialog"][0]["annotation"]["feedback"] = "1"
    assert losses(found, value, target) == ['note on turns "feedback"']


# Ours


def test_our_own_records_come_back_as_they_were(tmp_path: Path) -> None:
    imported = [found for found in read_dialogues(stored(tmp_path / "odd.txt", ODD["esconv"], WRITTEN["esconv"]))]
    records = [record_of(one, OURS) for one in (SIMULATED, *imported)]
    reading = read_dialogues(stored(tmp_path / "dialogues.jsonl", records, OURS))
    again = [record_of(one, OURS) for one in reading]
    numbered = [record | {"number": number} for number, record in enumerate(records, start=1)]
    assert spelt(again) == spelt(numbered)
    assert not reading.quirks


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"about": 5}, '"about" is a number'),
        ({"about": {"turns": 5}}, '"about.turns" has to be an object'),
        ({"about": {"turns": {"1": "x"}}}, '"about.turns" has to be an object'),
        ({"post": "x"}, '"post" is a string'),
        ({"source": []}, '"source" has to have'),
        ({"source": {"format": "esconv"}}, '"source" has to have'),
        ({"source": {"format": "esconv", "file": 3, "record": 1, "line": 1}}, '"source" has to have'),
        ({"as_written": {}}, '"as_written" has to be a list'),
        ({"as_written": [5]}, '"as_written" has to be a list'),
        ({"as_written": [["dialog", 1]]}, '"as_written" has to be a list'),
    ],
)
def test_a_record_of_ours_that_was_spoilt_is_refused(changes: dict[str, Any], complaint: str, tmp_path: Path) -> None:
    good = record_of(read_one(WRITTEN["esconv"], ODD["esconv"][1]), OURS)
    reading = read_dialogues(stored(tmp_path / "dialogues.jsonl", [good, good | changes], OURS))
    assert len(list(reading)) == 1
    [error] = reading.bad
    assert complaint in str(error)


@pytest.mark.parametrize("change", [[[]], [["dialog", 99, "content"], "x"], [["nowhere", "at all"]], [[[]], 1]])
def test_what_was_kept_of_a_record_is_passed_over_where_it_no_longer_fits(change: list[Any], tmp_path: Path) -> None:
    found = read_one(WRITTEN["esconv"], ODD["esconv"][0])
    record = record_of(found, OURS) | {"as_written": [change]}
    [again] = read_dialogues(stored(tmp_path / "dialogues.jsonl", [record], OURS))
    assert record_of(again, WRITTEN["esconv"]) == ODD["esconv"][0]


def test_fields_that_no_record_of_ours_has_are_counted(tmp_path: Path) -> None:
    record = record_of(SIMULATED, OURS) | {"mood": 3}
    reading = read_dialogues(stored(tmp_path / "dialogues.jsonl", [record], OURS))
    list(reading)
    assert reading.quirks == {'field "mood", which no record of ours has, left out': 1}


# The open data

REAL = [
    "esconv_hf/valid.txt",
    "esconv_hf/train.part-open.txt",
    "esconv_hf/test.part-open.txt",
    "esconv_hf/sample.json",
    "esconv_original_schema/small_ESConv.part-open.json",
    "esconv_failed/FailedESConv.part-open.json",
    "extes/ExTES.one-record.json",
]


@pytest.mark.parametrize("name", REAL)
def test_real_records_come_back_as_they_were(name: str, open_file: Callable[[str], Path], tmp_path: Path) -> None:
    path = open_file(name)
    _, back = through_ours(path, tmp_path)
    text = path.read_text(encoding="utf-8")
    was = json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines()]
    assert len(was) > 0
    assert spelt(back) == spelt(was)


@pytest.mark.parametrize("target", WRITTEN)
@pytest.mark.parametrize("name", REAL)
def test_real_dialogues_are_the_same_in_every_format(
    name: str, target: str, open_file: Callable[[str], Path], tmp_path: Path
) -> None:
    found = list(read_dialogues(open_file(name)))
    reading = read_dialogues(
        stored(tmp_path / "new.txt", (record_of(one, WRITTEN[target]) for one in found), WRITTEN[target])
    )
    assert [words(one) for one in reading] == [words(one) for one in found]
    assert (reading.format, reading.bad) == (WRITTEN[target], [])


def test_a_format_that_is_read_only_is_not_written() -> None:
    read_only = by_key("escot")
    assert read_only is not None
    with pytest.raises(ValueError, match="ESCoT is read only"):
        record_of(SIMULATED, read_only)
