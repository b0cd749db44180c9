"""The real files of posts load.

The numbers of rows are those of SOURCES.md; others were counted with csv.DictReader and a set.
"""

from __future__ import annotations

from pathlib import Path

from socialsim.corpora.cleaning import SPACES
from socialsim.corpora.columns import REPEATED
from socialsim.corpora.formats.dreaddit import MIDWAY
from socialsim.corpora.posts import read_posts


def test_counselchat_has_several_answers_a_question(shared_data: Path) -> None:
    reading = read_posts(shared_data / "counselchat" / "20200325_counsel_chat.part-open.csv")
    posts = list(reading)
    assert reading.columns == ("questionTitle", "questionText")
    assert (reading.records, len(posts), reading.duplicates, reading.bad) == (1_008, 436, 572, [])
    assert reading.quirks[REPEATED] == 9
    assert reading.quirks[SPACES] == 2
    assert len({post.source_id for post in posts}) == 431  # 433 questionIDs, but two texts stand under two of them
    assert posts[0].line == 2


def test_counselchat_with_a_cell_of_223_973_characters_is_read_to_its_end(shared_data: Path) -> None:
    reading = read_posts(shared_data / "counselchat" / "counselchat-data.part-open.csv")
    assert (len(list(reading)), reading.records, reading.duplicates) == (414, 784, 368)
    # Rows 294 and 295 have neither a title nor a text.
    assert [error.line for error in reading.bad] == [513, 514]
    assert reading.bad[0].problem == '"questionTitle" and "questionText" are empty; a post needs text'


def test_counselchat_has_69_rows_without_a_question_text(shared_data: Path) -> None:
    reading = read_posts(shared_data / "counselchat" / "counselchat-data.part-open.csv", text="questionText")
    assert (len(list(reading)), reading.records) == (379, 784)
    assert {error.problem for error in reading.bad} == {'"questionText" is empty; a post needs text'}
    assert len(reading.bad) == 69


def test_the_three_epitome_files_hold_the_same_400_posts(shared_data: Path) -> None:
    folder = shared_data / "epitome_reddit"
    readings = [read_posts(path) for path in sorted(folder.glob("*-reddit.part-open.csv"))]
    posts = [{(post.id, post.source_id) for post in reading} for reading in readings]
    assert [(reading.records, reading.duplicates, reading.bad) for reading in readings] == [(400, 0, [])] * 3
    assert posts[0] == posts[1] == posts[2]
    assert len(posts[0]) == 400
    assert len(list(read_posts(folder / "sample_input_ER.csv"))) == 10


def test_dreaddit_has_150_segments_among_116_columns(shared_data: Path) -> None:
    reading = read_posts(shared_data / "dreaddit" / "dreaddit-test.part-open.csv")
    posts = list(reading)
    assert (reading.records, len(posts), reading.columns, reading.bad) == (150, 150, ("text",), [])
    assert len(reading.syntax.header) == 116
    assert all(post.source_id.isdigit() for post in posts)
    assert reading.quirks[MIDWAY] == 110  # the other 40 have a sentence_range from 0


def test_psyqa_has_10_questions_with_descriptions(shared_data: Path) -> None:
    reading = read_posts(shared_data / "psyqa" / "PsyQA_example.part-open.json")
    posts = list(reading)
    assert (len(posts), reading.columns, reading.bad) == (10, ("question", "description"), [])
    assert [post.line for post in posts] == [2, 36, 75, 119, 183, 292, 376, 435, 609, 713]
    assert all("\n\n" in post.text and "\r" not in post.text for post in posts)


def test_a_json_file_without_its_brackets_keeps_the_first_record(shared_data: Path) -> None:
    reading = read_posts(shared_data / "malformed" / "ESConv2.json")
    assert len(list(reading)) == 1
    assert [error.line for error in reading.bad] == [198]
    assert "put [ and ] around a list of objects at column 4" in reading.bad[0].problem
