"""Dialogues are read from every form that we know, whole, with what was odd about them counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.format import ReadDialogue
from socialsim.corpora.formats.ssconv import conversation, user_profile
from socialsim.signatures import Dialogue, InputError, Reasoning, StopReason, Turn

from tests.people import persona

Write = Callable[[str, str], Path]
SITUATION = "The ferry stopped and nobody comes."


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def file(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return file


def esconv(*lines: dict[str, Any]) -> dict[str, Any]:
    return {"emotion_type": "sadness", "situation": SITUATION, "survey_score": {}, "dialog": list(lines)}


ORIGINAL = esconv(
    {"speaker": "seeker", "annotation": {}, "content": "Hello\n"},
    {"speaker": "supporter", "annotation": {"strategy": "Question"}, "content": "What brings you here?"},
    {"speaker": "seeker", "annotation": {"feedback": "4"}, "content": "The ferry"},
)
HUGGING_FACE = esconv(
    {"text": "Hello", "speaker": "usr"},
    {"text": "What brings you here?", "speaker": "sys", "strategy": "Question"},
    {"text": "The ferry", "speaker": "usr"},
)
FAILED = esconv(
    {"speaker": "speaker", "annotation": {}, "content": "Hello"},
    {"speaker": "listener", "annotation": {"strategy": "Questions"}, "content": "What brings you here?"},
    {"speaker": "speaker", "annotation": {}, "content": "The ferry"},
)
TOLD = Dialogue(
    turns=(
        Turn(speaker="seeker", text="Hello"),
        Turn(speaker="supporter", text="What brings you here?", reasoning=Reasoning(strategy="Question")),
        Turn(speaker="seeker", text="The ferry"),
    )
)


def only(path: Path) -> ReadDialogue:
    (found,) = read_dialogues(path)
    return found


@pytest.mark.parametrize("as_lines", [True, False])
@pytest.mark.parametrize(
    ("record", "name"), [(ORIGINAL, "ESConv"), (HUGGING_FACE, "ESConv (Hugging Face)"), (FAILED, "FailedESConv")]
)
def test_the_wordings_of_esconv_are_one_dialogue(
    record: dict[str, Any], name: str, as_lines: bool, write: Write
) -> None:
    path = write("data.txt", json.dumps(record) if as_lines else json.dumps([record], indent=1))
    assert read_dialogues(path).format.name == name
    found = only(path)
    assert found.dialogue == TOLD
    assert (found.simulated, found.persona, found.id) == (False, None, "1")
    assert (found.about["emotion_type"], found.about["situation"]) == ("sadness", SITUATION)


def test_what_is_read_otherwise_than_it_is_written_is_counted(write: Write) -> None:
    spelt = ("Other", "Reflection of Feelings", "Direct Guidance", "Imagery", "")
    lines = [{"speaker": "sys", "text": f"Reply {number}", "strategy": name} for number, name in enumerate(spelt)]
    lines += [{"speaker": "usr", "text": " ", "strategy": "Question"}, {"speaker": "usr", "text": "half \ud83d"}]
    reading = read_dialogues(write("data.json", json.dumps([esconv(*lines)])))
    (found,) = reading
    strategies = [turn.strategy for turn in found.dialogue.turns]
    assert strategies[:3] == ["Others", "Reflection of feelings", "Providing Suggestions"]
    assert strategies[3:] == ["Imagery", None, None, None]
    assert [turn.text for turn in found.dialogue.turns[5:]] == ["", "half \ufffd"]
    assert reading.quirks == {
        'strategy "Other" read as "Others"': 1,
        'strategy "Reflection of Feelings" read as "Reflection of feelings"': 1,
        'strategy "Direct Guidance" read as "Providing Suggestions"': 1,
        'strategy "Imagery" is in no taxonomy, kept as it is': 1,
        "empty strategies read as none": 1,
        "white space around an utterance left out": 1,
        "utterances that are empty, kept as they are": 1,
        "strategies of seekers left out": 1,
        "utterances with half a character, which became U+FFFD": 1,
    }


def test_ratings_while_talking_are_kept_by_turn(write: Write) -> None:
    assert only(write("data.json", json.dumps([ORIGINAL]))).about["turns"] == {"3": {"feedback": "4"}}


def test_a_bad_record_is_counted_with_its_place_and_the_others_are_read(write: Write) -> None:
    bad = [
        esconv(),
        esconv({"speaker": "narrator", "text": "Once"}),
        esconv({"speaker": "usr", "text": 7}),
        esconv({"speaker": "sys", "text": "Hi", "strategy": 3}),
        {"dialog": "Hello"},
        ["Hello"],
    ]
    lines = [json.dumps(HUGGING_FACE), *map(json.dumps, bad), '{"dialog": [', json.dumps(HUGGING_FACE)]
    reading = read_dialogues(write("data.txt", "\n".join(lines)))
    assert [(found.number, found.line) for found in reading] == [(1, 1), (9, 9)]
    assert reading.records == 9
    assert [error.line for error in reading.bad] == [2, 3, 4, 5, 6, 7, 8]
    told = "\n".join(map(str, reading.bad))
    for said in (
        'data.txt:2: "dialog" has no utterances',
        'data.txt:3: utterance 1: "speaker" is narrator',
        "data.txt:4: utterance 1: the text is a number",
        "data.txt:5: utterance 1: the strategy is a number",
        'data.txt:6: there is no list "dialog"',
        "data.txt:7: the record is a list",
        "data.txt:8: not JSON",
    ):
        assert said in told
    list(reading)
    assert reading.records == 9, "every iteration counts anew"


def test_a_bad_record_of_an_array_on_one_line_has_its_number(write: Write) -> None:
    reading = read_dialogues(write("data.json", json.dumps([ORIGINAL, esconv(), ORIGINAL, 3])))
    assert [found.number for found in reading] == [1, 3]
    assert [str(error).partition(" has")[0] for error in reading.bad] == [
        'data.json:1: record 2: "dialog"',
        "data.json:1: record 4: the record is a number; a dialogue is an object",
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "data.json: the file is empty; it needs at least one dialogue"),
        (b" \n", "data.json: the file is empty but for white space; it needs at least one dialogue"),
        (
            b'[{"dialog": "caf\xe9"}]',
            "data.json:1: byte 0xe9 is not utf-8 text; save the file as UTF-8; "
            "`socialsim convert … to=jsonl` does it with encoding=NAME",
        ),
        (
            "[{}]".encode("utf-16-le"),
            "data.json: one byte in ten or more is NUL, so this is binary data, or UTF-16 without its byte-order mark; "
            "for the latter save the file as UTF-8",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_spoken_of_as_dialogues(content: bytes, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "data.json").write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_dialogues(tmp_path / "data.json")
    assert str(caught.value) == complaint


def test_json_that_breaks_off_is_refused_with_its_place(write: Write) -> None:
    path = write("data.json", f"[{json.dumps(ORIGINAL)},\n {json.dumps(ORIGINAL)[:-9]}")
    with pytest.raises(InputError, match=r"data\.json:2: not JSON: "):
        list(read_dialogues(path))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[{"text": "I cannot sleep."}]', "no dialogues are found in it"),
        ("a,b\n1,2\n", "was read as CSV, and no dialogues are found in it"),
        (json.dumps([esconv()]), '"dialog" has no utterances'),
        (json.dumps([esconv(), esconv()]), "none of the 2 records is a dialogue"),
    ],
)
def test_a_file_without_a_dialogue_is_refused(text: str, problem: str, write: Write) -> None:
    with pytest.raises(InputError, match=problem):
        list(read_dialogues(write("data.json", text)))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: no such file$"):
        read_dialogues(tmp_path / "none.json")


# SSConv, and our own records

CHAIN = Reasoning(
    situation="The ferry stopped.\nNote: since October.",
    thought="They may think: nobody cares.",
    action="Ask.",
    strategy="Question",
)
SIMULATED = Dialogue(
    turns=(
        Turn(speaker="seeker", text="Hello"),
        Turn(speaker="supporter", text="What brings you here?", reasoning=CHAIN),
        Turn(speaker="seeker", text="The ferry"),
        Turn(speaker="supporter", text="Tell me more.", reasoning=CHAIN.model_copy(update={"situation": "Still."})),
    ),
    stop_reason=StopReason.RESOLVED,
)


def ssconv(write: Write, *dialogues: Dialogue) -> Path:
    return write("ssconv.json", json.dumps([conversation(number, one) for number, one in enumerate(dialogues, 1)]))


def test_ssconv_comes_back_as_it_was_written_with_its_profiles(write: Write) -> None:
    write("profiles.json", json.dumps([user_profile(1, persona())]))
    found = only(ssconv(write, SIMULATED))
    assert found.dialogue.turns == SIMULATED.turns
    assert found.dialogue.stop_reason is None, "the schema has no place for it"
    assert (found.id, found.simulated) == ("1", True)
    assert found.persona == persona(inferred=[])


def test_nodes_of_another_chain_come_back_under_their_own_names(write: Write) -> None:
    turns = [
        turn.model_copy(update={"reasoning": Reasoning(need_of_rest=f"rest {number}", strategy="Question")})
        if turn.speaker == "supporter"
        else turn
        for number, turn in enumerate(SIMULATED.turns)
    ]
    dialogue = SIMULATED.model_copy(update={"turns": tuple(turns)})
    assert only(ssconv(write, dialogue)).dialogue.turns == dialogue.turns


def test_reasoning_in_words_of_its_own_is_one_node(write: Write) -> None:
    record = conversation(1, SIMULATED)
    record["Dialogue"][1]["Supporter Step by Step Reasoning"] = "First I listen.\nHint: then I ask."
    record["Dialogue"][3]["Supporter Step by Step Reasoning"] = ""
    reading = read_dialogues(write("ssconv.json", json.dumps([record])))
    (found,) = reading
    assert found.dialogue.turns[1].reasoning == Reasoning(reasoning="First I listen.\nHint: then I ask.")
    assert found.dialogue.turns[3].reasoning is None
    assert reading.quirks == {'reasoning in words of its own, kept as one node "reasoning"': 1}


def test_the_profiles_of_the_release_are_found_by_its_names(write: Write) -> None:
    write("SocialSim_UserProfile_full_3229.json", json.dumps([user_profile(1, persona())]))
    path = write("SocialSim_SSConv_ESC_dataset_full_3229.json", json.dumps([conversation(1, SIMULATED)]))
    assert only(path).persona == persona(inferred=[])


def test_a_profile_that_is_no_persona_leaves_the_dialogue(write: Write) -> None:
    write("profiles.json", json.dumps([user_profile(1, persona()) | {"Age": "old"}]))
    reading = read_dialogues(ssconv(write, SIMULATED))
    (found,) = reading
    assert found.persona is None
    assert str(reading.bad_personas[0]).startswith('profiles.json:1: record 1: "age"')


def test_turns_of_both_sides_or_of_none_are_refused(write: Write) -> None:
    for turn in ({"Turn": 1}, {"Turn": 1, "Seeker": "a", "Supporter": "b"}):
        with pytest.raises(InputError, match='turn 1 needs either "Seeker" or "Supporter"'):
            list(read_dialogues(write("ssconv.json", json.dumps([{"ID": 1, "Dialogue": [turn]}]))))


def test_our_own_records_come_back_whole(write: Write) -> None:
    record = {
        "number": 4,
        "id": "sha256:abc",
        "persona": persona().model_dump(mode="json"),
        "dialogue": SIMULATED.model_dump(mode="json"),
    }
    broken = record | {"dialogue": {"turns": "none"}}
    reading = read_dialogues(write("dialogues.jsonl", f"{json.dumps(record)}\n{json.dumps(broken)}\n"))
    (found,) = reading
    assert found.dialogue == SIMULATED
    assert (found.id, found.number, found.persona, found.simulated) == ("sha256:abc", 1, persona(), True)
    assert str(reading.bad[0]).startswith('dialogues.jsonl:2: "turns"')


# The open data

REAL = {
    "esconv_hf/train.part-open.txt": 121,
    "esconv_hf/valid.txt": 195,
    "esconv_hf/test.part-open.txt": 28,
    "esconv_hf/sample.json": 10,
    "esconv_original_schema/small_ESConv.part-open.json": 33,
    "esconv_failed/FailedESConv.part-open.json": 104,
}


@pytest.mark.parametrize("name", REAL)
def test_every_real_dialogue_is_read(name: str, open_file: Callable[[str], Path]) -> None:
    reading = read_dialogues(open_file(name))
    found = list(reading)
    assert (len(found), reading.records, reading.bad) == (REAL[name], REAL[name], [])
    for one in found:
        assert {turn.speaker for turn in one.dialogue.turns} <= {"seeker", "supporter"}
        assert {"emotion_type", "problem_type", "situation", "survey_score"} <= set(one.about)
    assert not [quirk for quirk in reading.quirks if "no taxonomy" in quirk]


def test_the_stray_spellings_of_failed_conversations_are_counted(open_file: Callable[[str], Path]) -> None:
    path = open_file("esconv_failed/FailedESConv.part-open.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    labels = [line["annotation"].get("strategy") for one in raw for line in one["dialog"]]
    reading = read_dialogues(path)
    read = [turn.strategy for one in reading for turn in one.dialogue.turns]
    assert read.count("Question") == labels.count("Question") + labels.count("Questions") > 0
    assert reading.quirks['strategy "Questions" read as "Question"'] == labels.count("Questions") > 0
    assert reading.quirks['strategy "Other" read as "Others"'] == labels.count("Other") > 0


def test_a_real_file_of_objects_without_brackets_is_refused_with_its_place(shared_data: Path) -> None:
    with pytest.raises(InputError, match=r"^ESConv2\.json:198: not JSON: .* put \[ and \] .* at column 4"):
        list(read_dialogues(shared_data / "malformed" / "ESConv2.json"))


def test_a_name_that_occurs_twice_is_counted(write: Write) -> None:
    text = json.dumps(HUGGING_FACE)
    twice = text.replace('"speaker": "usr"', '"speaker": "sys", "speaker": "usr"', 1)
    for path in (write("data.jsonl", f"{twice}\n{text}\n"), write("data.json", f"[{twice}, {text}]")):
        reading = read_dialogues(path)
        first, second = reading
        assert first.dialogue == second.dialogue == TOLD
        assert (first.quirks, second.quirks) == ({'"speaker" twice in one object, the last taken': 1}, {})


def test_each_file_of_a_folder_is_told_by_itself(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(["no", "dialogues"]), encoding="utf-8")
    (tmp_path / "b.txt").write_text(json.dumps(HUGGING_FACE), encoding="utf-8")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "2.json").write_text(json.dumps([FAILED, FAILED]), encoding="utf-8")
    (tmp_path / "c" / "10.json").write_text(json.dumps([ORIGINAL]), encoding="utf-8")
    (tmp_path / "README.md").write_text("not data", encoding="utf-8")
    reading = read_dialogues(tmp_path)
    found = list(reading)
    assert [(one.id, one.format) for one in found] == [
        ("b-1", "esconv-hf"),
        ("2-1", "failedesconv"),
        ("2-2", "failedesconv"),
        ("10-1", "esconv"),
    ]
    assert all(one.dialogue == TOLD for one in found)
    assert (reading.records, len(reading.bad)) == (5, 1)
    assert str(reading.bad[0]).startswith("a.json:1: was read as JSON")
    assert dict(reading.formats) == {"ESConv (Hugging Face)": 1, "FailedESConv": 1, "ESConv": 1}


def test_an_encoding_that_is_named_holds_for_the_reading(write: Write, tmp_path: Path) -> None:
    spoken = esconv({"speaker": "usr", "text": "我很累"}, {"speaker": "sys", "text": "怎么了?"})
    (tmp_path / "data.json").write_text(json.dumps([spoken], ensure_ascii=False), encoding="gb18030")
    (found,) = read_dialogues(tmp_path / "data.json", "gb18030")
    assert found.dialogue.turns[0].text == "我很累"


def test_a_folder_of_parts_is_read_with_its_personas_and_without_its_record(tmp_path: Path) -> None:
    for number, part in enumerate(("train", "test"), start=1):
        spoken, told = [conversation(number, SIMULATED)], [user_profile(number, persona())]
        (tmp_path / f"ssconv-{part}.json").write_text(json.dumps(spoken), encoding="utf-8")
        (tmp_path / f"profiles-{part}.json").write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / "split.json").write_text("{}", encoding="utf-8")
    reading = read_dialogues(tmp_path)
    assert [(one.id, one.persona is not None) for one in reading] == [("2", True), ("1", True)]
    assert (reading.records, reading.bad, reading.bad_personas) == (2, [], [])


def test_a_file_that_breaks_off_is_no_part_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(json.dumps([ORIGINAL]), encoding="utf-8")
    (tmp_path / "2.json").write_text(json.dumps([ORIGINAL, ORIGINAL, ORIGINAL])[:-9], encoding="utf-8")
    reading = read_dialogues(tmp_path)
    assert [found.id for found in reading] == ["1-1"]
    assert len(reading.bad) == 1 and str(reading.bad[0]).startswith("2.json:1: not JSON: ")
