"""Chat messages and ShareGPT: the seeker is the user, the supporter the assistant, and nobody else speaks."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import DialogueReading, read_dialogues
from socialsim.corpora.format import Format, ReadDialogue, Source
from socialsim.corpora.formats import by_key
from socialsim.corpora.formats.messages import MESSAGES
from socialsim.corpora.formats.ours import OURS
from socialsim.corpora.formats.sharegpt import SHAREGPT
from socialsim.corpora.writing import record_of, text_of
from socialsim.signatures import Dialogue, InputError, Provenance, Reasoning, Turn

from tests.conversations import GOOD

THOUGHT = Reasoning(situation="No ferry.", thought="They feel forgotten.", action="Ask.", strategy="Question")
TURNS = (Turn(speaker="seeker", text="The ferry stopped."), Turn(speaker="supporter", text="Since when?"))
MESSAGE = {"role": "user", "content": "The ferry stopped."}, {"role": "assistant", "content": "Since when?"}
SHARED = {"from": "human", "value": "The ferry stopped."}, {"from": "gpt", "value": "Since when?"}


def reading_of(folder: Path, *records: Any, as_lines: bool = True) -> DialogueReading:
    path = folder / "chat.jsonl"
    text = "".join(json.dumps(one) + "\n" for one in records) if as_lines else json.dumps(records)
    path.write_text(text, encoding="utf-8")
    return read_dialogues(path)


def chat(*messages: Any, **more: Any) -> dict[str, Any]:
    return {"messages": list(messages), **more}


def shared(*messages: Any, **more: Any) -> dict[str, Any]:
    return {"conversations": list(messages), **more}


@pytest.mark.parametrize("as_lines", [True, False])
@pytest.mark.parametrize(
    ("record", "of"),
    [(chat(*MESSAGE), MESSAGES), (shared(*SHARED), SHAREGPT), ({"items": list(SHARED), "id": "a"}, SHAREGPT)],
)
def test_lines_and_arrays_are_read(record: Any, of: Format, as_lines: bool, tmp_path: Path) -> None:
    reading = reading_of(tmp_path, record, record, as_lines=as_lines)
    found = list(reading)
    assert (reading.format, reading.bad, reading.quirks) == (of, [], {})
    assert [one.dialogue.turns for one in found] == [TURNS, TURNS]
    assert {(one.simulated, one.persona) for one in found} == {(False, None)}


def test_all_that_is_said_beside_the_messages_is_kept(tmp_path: Path) -> None:
    told = {"topic": " ferries", "emotion": "sad", "situation": "Alone.", "model": None, "score": 3}
    [found] = reading_of(tmp_path, chat(MESSAGE[0], MESSAGE[1] | {"weight": 0}, id=17, **told))
    assert (found.id, found.topic, found.emotion, found.situation) == ("17", "ferries", "sad", "Alone.")
    assert found.about == told | {"turns": {"2": {"weight": 0}}}


def test_a_system_message_that_comes_first_is_a_note(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, chat({"role": "system", "content": "Be kind."}, *MESSAGE))
    [found] = reading
    assert (found.dialogue.turns, found.about, reading.quirks) == (TURNS, {"system": "Be kind."}, {})


def test_other_system_messages_are_counted(tmp_path: Path) -> None:
    orders = [{"role": "system", "content": "Be kind.", "name": "x"}, {"role": "developer", "content": "Be brief."}]
    reading = reading_of(tmp_path, chat(*orders, MESSAGE[0], orders[0], MESSAGE[1], system="Be quick."))
    [found] = reading
    assert (found.dialogue.turns, found.about) == (TURNS, {"system": "Be kind.\n\nBe brief."})
    assert reading.quirks == {
        "system messages in a row, joined": 1,
        "system messages within the conversation, left out": 1,
        "notes on system messages, left out": 2,
        '"developer" read as "system"': 1,
        'a note that is called "system" beside a system message, left out': 1,
    }


def test_texts_in_parts_are_joined(tmp_path: Path) -> None:
    parts = [{"type": "text", "text": "The ferry"}, {"type": "text", "text": "stopped."}]
    reading = reading_of(tmp_path, chat(MESSAGE[0] | {"content": parts}, MESSAGE[1]))
    [found] = reading
    assert found.dialogue.turns[0].text == "The ferry\nstopped."
    assert reading.quirks == {"texts in parts, joined": 1}


@pytest.mark.parametrize("record", [chat(*MESSAGE), shared(*SHARED)])
def test_strategies_are_those_of_the_supporter(record: Any, tmp_path: Path) -> None:
    [name] = record
    asked, answered = (message | {"strategy": "questions"} for message in record[name])
    reading = reading_of(tmp_path, {name: [asked, answered]})
    [found] = reading
    assert [turn.strategy for turn in found.dialogue.turns] == [None, "Question"]
    assert "turns" not in found.about
    assert reading.quirks == {
        'strategy "questions" read as "Question"': 2,
        "strategies of seekers left out": 1,
    }


def test_other_names_for_the_speakers_are_counted(tmp_path: Path) -> None:
    names = ["user", "ChatGPT", "human", "bing", "Human", "bard", "assistant"]
    lines = [{"from": name, "value": name} for name in names] + [{"role": "user", "content": "as in messages"}]
    reading = reading_of(tmp_path, shared(*lines))
    [found] = reading
    assert "".join(turn.speaker[:2] for turn in found.dialogue.turns) == "sesusesusesususe"
    assert reading.quirks == {
        '"user" read as "human"': 2,
        '"ChatGPT" read as "gpt"': 1,
        '"bing" read as "gpt"': 1,
        '"Human" read as "human"': 1,
        '"bard" read as "gpt"': 1,
        '"assistant" read as "gpt"': 1,
        '"role" read as "from"': 1,
        '"content" read as "value"': 1,
    }


IMAGE = [{"type": "text", "text": "Look"}, {"type": "image_url", "image_url": {"url": "x"}}]


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (chat(), '"messages" has no message of a seeker or a supporter'),
        (chat({"role": "system", "content": "Be kind."}), '"messages" has no message of a seeker or a supporter'),
        ({"messages": "Hello"}, 'there is no list "messages"'),
        (["Hello"], "the record is a list"),
        (chat("Hello"), "message 1 is a string; it has to be an object"),
        (chat(*MESSAGE, {"role": "tool", "content": "4"}), 'message 3: "role" is tool; it is none of user, assistant'),
        (chat({"content": "Hello"}), 'message 1: "role" is null; it has to be one of user, assistant'),
        (chat({"role": ["user"], "content": "Hello"}), 'message 1: "role" is a list'),
        (chat({"role": "user"}), "message 1: the text is null"),
        (chat({"role": "system", "content": {}}, *MESSAGE), "message 1: the text is an object"),
        (chat({"role": "user", "content": IMAGE}), "message 1: part 2 is image_url; only parts that are text"),
        (chat({"role": "user", "content": ["Hello"]}), "message 1: part 1 is a string; only parts that are text"),
        (
            chat(MESSAGE[0], {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]}),
            'message 2 has "tool_calls"; in a dialogue of two people no tools are called',
        ),
        (chat({"role": "assistant", "content": "Hi", "strategy": 4}), "message 1: the strategy is a number"),
    ],
)
def test_a_bad_record_is_counted_with_its_place(bad: Any, complaint: str, tmp_path: Path) -> None:
    reading = reading_of(tmp_path, chat(*MESSAGE), bad)
    assert [found.number for found in reading] == [1]
    [error] = reading.bad
    assert str(error).startswith(f"chat.jsonl:2: {complaint}")


def test_sharegpt_names_its_own_parts_in_what_it_refuses(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='message 1: "from" is function_call; it is none of human, user, gpt'):
        list(reading_of(tmp_path, shared({"from": "function_call", "value": "{}"})))


@pytest.mark.parametrize(("of", "messages"), [(MESSAGES, MESSAGE), (SHAREGPT, SHARED)])
def test_a_plain_dialogue_is_written_plainly(of: Format, messages: Any) -> None:
    found = ReadDialogue(Dialogue(turns=TURNS), number=3, id="3")
    [name] = record_of(found, of)
    assert "".join(text_of([record_of(found, of)], of)) == json.dumps({name: list(messages)}) + "\n"


@pytest.mark.parametrize("of", [MESSAGES, SHAREGPT])
def test_reasoning_is_never_written_but_for_the_strategy(of: Format) -> None:
    text = json.dumps(record_of(ReadDialogue(Dialogue(turns=GOOD.turns), number=1, id="1"), of))
    for turn in GOOD.turns:
        assert json.dumps(turn.text) in text
        for name, thought in (turn.reasoning.steps() if turn.reasoning else {}).items():
            assert (json.dumps(thought) in text) == (name == "strategy")


@pytest.mark.parametrize("of", [MESSAGES, SHAREGPT])
def test_what_the_dialogue_is_about_is_written_where_it_says_something(of: Format, tmp_path: Path) -> None:
    answer = TURNS[1].model_copy(update={"reasoning": THOUGHT})
    found = ReadDialogue(
        Dialogue(turns=(TURNS[0], answer)),
        number=1,
        id="a name",
        topic="ferries",
        situation="Alone.",
        about={"system": "Be kind.", "score": 3, "turns": {"1": {"mood": 2, "role": "x"}}},
    )
    value = record_of(found, of)
    assert {name: value[name] for name in value if name not in ("messages", "conversations")} == {
        "id": "a name", "topic": "ferries", "situation": "Alone.", "score": 3,
    }  # fmt: skip
    [back] = reading_of(tmp_path, value)
    assert (back.id, back.topic, back.emotion, back.situation) == ("a name", "ferries", "", "Alone.")
    assert back.about["turns"] == {"1": {"mood": 2}}, "a note that is called as the format calls a part has no place"
    assert back.about["system"] == "Be kind."
    assert [turn.strategy for turn in back.dialogue.turns] == [None, "Question"]


@pytest.mark.parametrize("key", ["messages", "sharegpt"])
def test_where_a_chat_comes_from_stays_with_it(key: str, tmp_path: Path) -> None:
    target = by_key(key)
    assert target is not None
    source = Source("esconv", "ESConv.json", 3, 70)
    turns = (Turn(speaker="seeker", text="Hello"), Turn(speaker="supporter", text="Hello, what is it?"))
    record = record_of(ReadDialogue(Dialogue(turns=turns), number=3, id="3", source=source, format="esconv"), target)
    path = tmp_path / "chat.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    (found,) = read_dialogues(path)
    assert (found.source, found.format) == (source, key)
    assert record_of(found, target) == record
    (ours,) = [OURS.read(json.loads(json.dumps(record_of(found, OURS))), Counter())]
    assert ours.source == source


@pytest.mark.parametrize("key", ["messages", "sharegpt"])
def test_who_wrote_a_simulated_chat_is_said(key: str) -> None:
    target = by_key(key)
    assert target is not None
    made = Provenance(persona_id="p", program="f", generators={"seeker": "offline/rules-2"}, seed=0, versions={})
    simulated = ReadDialogue(Dialogue(turns=(Turn(speaker="seeker", text="Hello"),), provenance=made), simulated=True)
    record = record_of(simulated, target)
    assert record["generators"] == {"seeker": "offline/rules-2"}
    assert target.read(record, Counter()).about["generators"] == {"seeker": "offline/rules-2"}
