"""CounselChat: an answer is a dialogue with its question, whichever scrape it is from."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from socialsim.corpora.cleaning import ENTITIES, HTML, LOOSE, PICTURES, SPACES
from socialsim.corpora.dialogues import DialogueReading, read_dialogues
from socialsim.corpora.format import ReadDialogue
from socialsim.corpora.formats.counselchat import COUNSELCHAT
from socialsim.corpora.spelling import DialogueError
from socialsim.signatures import Turn

from tests.corpora.told import Write

FIRST = (
    ",questionID,questionTitle,questionText,questionLink,topic,therapistInfo,therapistURL,answerText,upvotes,views,split"
).split(",")
SECOND = (
    "questionID,questionTitle,questionText,questionUrl,topics,therapistName,therapistUrl,answerText,upvotes"
).split(",")
OLD = [
    "0",
    "4",
    "The ferry",
    "It stopped.",
    "u",
    "loneliness",
    "A. Berg, LCSW",
    "v",
    "Write\u00a0letters.",
    "1",
    "37",
    "train",
]
NEW = ["5f", "The ferry", "It stopped.", "u", "Loneliness,Sleep ", "A. Berg", "v", "<p>Write <b>letters</b>.</p>", "1"]


def read(write: Write, header: Sequence[str], *rows: Sequence[str]) -> tuple[list[ReadDialogue], DialogueReading]:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    reading = read_dialogues(write("counsel.csv", text.getvalue()))
    return list(reading), reading


def changed(row: Sequence[str], header: Sequence[str], **values: str) -> list[str]:
    return [values.get(name, value) for name, value in zip(header, row, strict=True)]


def test_an_answer_of_the_first_scrape_is_a_dialogue(write: Write) -> None:
    [found], reading = read(write, FIRST, OLD)
    assert reading.format is COUNSELCHAT
    assert found.dialogue.turns == (
        Turn(speaker="seeker", text="The ferry\n\nIt stopped."),
        Turn(speaker="supporter", text="Write letters."),
    )
    assert (found.id, found.topic, found.simulated, found.line) == ("4-1", "loneliness", False, 2)
    assert found.about == {
        "questionID": "4", "questionLink": "u", "topic": "loneliness", "therapistInfo": "A. Berg, LCSW",
        "therapistURL": "v", "upvotes": "1", "views": "37", "split": "train",
    }  # fmt: skip
    assert reading.quirks == {SPACES: 1}


def test_an_answer_of_the_second_scrape_is_one_without_its_html(write: Write) -> None:
    answer = "<style>p {}</style>\r\n<p>Write&nbsp;letters &amp; post them.</p><ul><li>one</li><li>two</li></ul>"
    [found], reading = read(write, SECOND, changed(NEW, SECOND, answerText=answer))
    assert found.dialogue.turns[1].text == "Write letters & post them.\n\none\n\ntwo"
    assert (found.id, found.topic) == ("5f-1", "Loneliness,Sleep")
    assert found.about["therapistName"] == "A. Berg"
    assert reading.quirks == {HTML: 1, ENTITIES: 1, SPACES: 1, LOOSE: 1}


def test_a_picture_of_any_length_in_an_answer_is_left_out(write: Write) -> None:
    picture = f'<p>Look: <img src="data:image/png;base64,{"A" * 200_000}" alt="map"/>here.</p>'
    [found], reading = read(write, SECOND, changed(NEW, SECOND, answerText=picture))
    assert found.dialogue.turns[1].text == "Look: here."
    assert reading.quirks[PICTURES] == 1


def test_answers_to_one_question_are_numbered_wherever_they_stand(write: Write) -> None:
    other = changed(NEW, SECOND, questionID="6a")
    found, _ = read(write, SECOND, NEW, other, NEW, other)
    assert [one.id for one in found] == ["5f-1", "6a-1", "5f-2", "6a-2"]
    nameless, _ = read(write, SECOND, changed(NEW, SECOND, questionID=""))
    assert nameless[0].id == "1"


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("The ferry", "", "The ferry"),
        ("", "It stopped.", "It stopped."),
        ("The ferry", "The ferry left", "The ferry left"),
    ],
)
def test_a_question_may_have_a_title_or_a_text_alone(write: Write, title: str, text: str, asked: str) -> None:
    [found], _ = read(write, SECOND, changed(NEW, SECOND, questionTitle=title, questionText=text))
    assert found.dialogue.turns[0].text == asked


def test_what_is_empty_is_kept_and_counted(write: Write) -> None:
    row = changed(NEW, SECOND, questionTitle="", questionText="", answerText="<p><br></p>")
    [found], reading = read(write, SECOND, row)
    assert [turn.text for turn in found.dialogue.turns] == ["", ""]
    assert reading.quirks["utterances that are empty, kept as they are"] == 2


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (None, "the record is null; it has to be an object"),
        ({"questionTitle": "a", "questionText": "b"}, 'there is no text "answerText"'),
        ({"questionTitle": "a", "answerText": 3}, '"answerText" is a number; it has to be a string'),
        ({"questionTitle": [], "answerText": "b"}, '"questionTitle" is a list; it has to be a string'),
    ],
)
def test_a_record_without_an_answer_in_words_is_none(value: object, complaint: str) -> None:
    with pytest.raises(DialogueError, match=complaint):
        COUNSELCHAT.read(value, Counter())


@pytest.mark.parametrize(
    ("name", "rows", "questions"),
    [
        ("counselchat/20200325_counsel_chat.part-open.csv", 1_008, 433),
        ("counselchat/counselchat-data.part-open.csv", 784, 416),
    ],
)
def test_every_real_answer_is_a_dialogue(
    open_file: Callable[[str], Path], name: str, rows: int, questions: int
) -> None:
    reading = read_dialogues(open_file(name))
    found = list(reading)
    assert (len(found), reading.records, reading.bad) == (rows, rows, [])
    assert len({one.id for one in found}) == rows
    assert len({one.about["questionID"] for one in found}) == questions
    texts = [turn.text for one in found for turn in one.dialogue.turns]
    assert not any("\u00a0" in text or "</" in text or "base64" in text or "font-family" in text for text in texts)


def test_the_real_html_is_counted(open_file: Callable[[str], Path]) -> None:
    reading = read_dialogues(open_file("counselchat/counselchat-data.part-open.csv"))
    longest = max(len(one.dialogue.turns[1].text) for one in reading)
    assert longest < 5_000  # the answer of 223,973 characters is 881 without its picture
    assert (reading.quirks[HTML], reading.quirks[ENTITIES], reading.quirks[PICTURES]) == (777, 541, 1)
    # Rows 294 and 295 ask nothing; three answers are "<p><br></p>".
    assert reading.quirks["utterances that are empty, kept as they are"] == 5
