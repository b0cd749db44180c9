"""Posts are read from files of every form, and what cannot be read is named with its place."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from socialsim.corpora.posts import PostReading, examples_path, read_posts
from socialsim.signatures.errors import InputError
from socialsim.signatures.post import HelpPost

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to_file


def refusal(path: Path, *, text: str | None = None, encoding: str | None = None) -> str:
    """Return the message with which reading to the end is refused; it is one line."""
    with pytest.raises(InputError) as caught:
        list(read_posts(path, text=text, encoding=encoding))
    message = str(caught.value)
    assert "\n" not in message
    return message


def told(reading: PostReading) -> list[tuple[int, str]]:
    return [(post.line, post.text) for post in reading]


def bad(reading: PostReading) -> list[str]:
    return [str(error) for error in reading.bad]


# Forms


def test_json_lines_are_one_post_a_line(write: Write) -> None:
    path = write("posts.jsonl", '{"id": 7, "text": "I cannot sleep"}\n\n{"id": "b", "text": "He left\\nlast week"}\n')
    reading = read_posts(path)
    assert list(reading) == [
        HelpPost(text="I cannot sleep", source="posts.jsonl", line=1, source_id="7"),
        HelpPost(text="He left\nlast week", source="posts.jsonl", line=3, source_id="b"),
    ]
    assert (reading.form.name, reading.columns, reading.records, reading.duplicates, reading.bad) == (
        "JSON Lines",
        ("text",),
        2,
        0,
        [],
    )


def test_elements_of_a_json_array_carry_the_line_where_they_start(write: Write) -> None:
    path = write("posts.json", '[\n  {"text": "one"},\n  {\n    "text": "two"\n  }, {"text": "three"}\n]\n')
    assert told(read_posts(path)) == [(2, "one"), (3, "two"), (5, "three")]


def test_an_array_of_one_object_on_its_own_line_is_an_array_and_not_json_lines(write: Write) -> None:
    reading = read_posts(write("posts.json", '[\n{"text": "one"}\n]\n'))
    assert told(reading) == [(2, "one")]
    assert (reading.form.name, reading.bad) == ("JSON", [])


def test_an_array_of_strings_is_an_array_of_posts(write: Write) -> None:
    reading = read_posts(write("posts.json", '["one",\n"two"]'))
    assert told(reading) == [(1, "one"), (2, "two")]
    assert reading.columns == ()


def test_one_object_a_file_is_one_post(write: Write) -> None:
    assert told(read_posts(write("a.json", '{"text": "one"}'))) == [(1, "one")]
    assert told(read_posts(write("b.json", '\n{\n  "id": 3,\n  "text": "one"\n}\n'))) == [(2, "one")]


def test_objects_written_one_after_another_over_several_lines_are_posts(write: Write) -> None:
    assert told(read_posts(write("a.json", '{\n "text": "one"\n}\n{\n "text": "two"\n}\n'))) == [(1, "one"), (4, "two")]


def test_a_psyqa_question_and_its_description_are_one_post(write: Write) -> None:
    record = {
        "question": "为什么我总是失眠？",
        "description": "最近工作压力很大。",
        "keywords": "失眠",
        "answers": [{}],
    }
    path = write("psyqa.json", json.dumps([record | {"questionID": 4394}], ensure_ascii=False, indent=0))
    (post,) = read_posts(path)
    assert post.text == "为什么我总是失眠？\n\n最近工作压力很大。"
    assert post.source_id == "4394"


def test_a_csv_row_carries_the_line_where_it_starts(write: Write) -> None:
    path = write("posts.csv", ',id,text\r\n0,a,"one ""quoted""\r\n\r\nthing, really"\r\n\r\n1,b,two\r\n')
    reading = read_posts(path)
    assert told(reading) == [(2, 'one "quoted"\n\nthing, really'), (6, "two")]
    assert [post.source_id for post in reading] == ["a", "b"]
    assert reading.form.name == "CSV"


def test_tab_semicolon_and_one_column_tables_are_recognised(write: Write) -> None:
    tsv = read_posts(write("a.txt", "id\ttext\n1\tone, and more\n"))
    semicolon = read_posts(write("b.txt", 'id;text\n1;"one; and, more"\n'))
    lone = read_posts(write("c.txt", 'text\none, and; more\n"two\n""lines"""\n'))
    assert (tsv.form.name, told(tsv)) == ("TSV", [(2, "one, and more")])
    assert (semicolon.form.name, told(semicolon)) == ("CSV with semicolons", [(2, "one; and, more")])
    assert (lone.form.name, told(lone)) == ("CSV", [(2, "one, and; more"), (3, 'two\n"lines"')])


def test_a_table_may_have_spaces_after_its_commas_and_around_its_names(write: Write) -> None:
    assert told(read_posts(write("a.csv", 'id, Text \n1, "one, and more"\n'))) == [(2, "one, and more")]


def test_blank_lines_part_the_posts_of_a_plain_text(write: Write) -> None:
    reading = read_posts(write("posts.txt", "\none\nstill one\n \n\ntwo, and more\n"))
    assert told(reading) == [(2, "one\nstill one"), (6, "two, and more")]
    assert reading.form.name == "plain text"


@pytest.mark.parametrize(
    "prose",
    [
        "[TW] I cannot sleep, at all.",
        "{sigh} I cannot sleep.",
        "Hello, my message, question, whatever you call it.\nI cannot sleep.",
        '"You never listen," she said, and left.\nI am lost, really.',
        "Post\n\nI cannot sleep",
        "# a heading\nI cannot sleep; I cannot eat",
    ],
)
def test_prose_that_looks_like_another_form_stays_plain_text(write: Write, prose: str) -> None:
    assert read_posts(write("posts.csv", prose)).form.name == "plain text"


def test_a_form_is_told_by_content_whatever_the_extension(write: Write) -> None:
    assert read_posts(write("posts.csv", '{"text": "one"}\n{"text": "two"}\n')).form.name == "JSON Lines"
    assert read_posts(write("posts.json", "id,text\n1,one\n")).form.name == "CSV"
    assert read_posts(write("posts", '[{"text": "one"}]')).form.name == "JSON"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    "content", ['{"text": "déjà 眠"}\n{"text": "b"}\n', "text,id\ndéjà 眠,1\nb,2\n", "déjà 眠\n\nb"]
)
def test_a_byte_order_mark_tells_the_encoding(write: Write, encoding: str, content: str) -> None:
    assert [text for _, text in told(read_posts(write("posts", content.encode(encoding))))] == ["déjà 眠", "b"]


def test_another_encoding_is_read_when_named(write: Write) -> None:
    path = write("posts.csv", "id,text\n1,I’m café-sick\n".encode("cp1252"))
    assert told(read_posts(path, encoding="cp1252")) == [(2, "I’m café-sick")]


def test_carriage_returns_alone_end_the_lines_of_an_old_mac_file(write: Write) -> None:
    assert told(read_posts(write("posts.csv", b'id,text\r1,one\r2,"two\rlines"\r'))) == [(2, "one"), (3, "two\nlines")]


def test_a_cell_of_200_000_characters_does_not_stop_the_reader(write: Write) -> None:
    path = write("posts.csv", f"id,text,answer\n1,one,{'x' * 200_000}\n2,two,y\n")
    assert told(read_posts(path)) == [(2, "one"), (3, "two")]


def test_the_example_posts_are_read_without_loss() -> None:
    reading = read_posts(examples_path())
    assert len(list(reading)) == reading.records >= 60
    assert (reading.bad, reading.duplicates) == ([], 0)


# Columns


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"text": "no", "Seeker Post": "yes"}, "yes"),
        ({"text": "no", "question": "yes", "description": "and more"}, "yes\n\nand more"),
        ({"text": "no", "question_title": "yes", "question-text": "and more"}, "yes\n\nand more"),
        ({"body": "no", "title": "yes", "selftext": "and more"}, "yes\n\nand more"),
        ({"text": "no", "title": "yes", "body": "and more"}, "yes\n\nand more"),
        ({"post": "no", "TEXT": "yes", "title": "no"}, "yes"),
        ({"post": "yes", "body": "no"}, "yes"),
        ({"body": "yes", "content": "no"}, "yes"),
        ({"content": "yes", "message": "no"}, "yes"),
        ({"message": "yes", "selftext": "no"}, "yes"),
        ({"selftext": "yes", "situation": "no"}, "yes"),
        ({"situation": "yes", "questionText": "no"}, "yes"),
        ({"questionText": "yes", "question": "no"}, "yes"),
        ({"question": "yes", "answer": "no"}, "yes"),
        ({"description": "yes", "answer": "no"}, "yes"),
    ],
)
def test_the_most_telling_text_column_is_taken(write: Write, record: dict[str, str], text: str) -> None:
    assert [post.text for post in read_posts(write("posts.jsonl", json.dumps(record)))] == [text]


def test_an_empty_part_is_left_out_and_so_is_a_text_that_reddit_removed(write: Write) -> None:
    path = write("posts.csv", "title,selftext\n,only text\nonly title,\nremoved title,[removed]\n[deleted],[deleted]\n")
    reading = read_posts(path)
    assert told(reading) == [(2, "only text"), (3, "only title"), (4, "removed title")]
    assert bad(reading) == ['posts.csv:5: "title" and "selftext" are empty; a post needs text']


@pytest.mark.parametrize(
    ("title", "body", "text"),
    [
        ("I am sad", "I am sad", "I am sad"),
        ("I am sad...", "I am  SAD and alone", "I am  SAD and alone"),
        ("失眠", "失眠很久了", "失眠很久了"),
        ("Help", "Helping does not help", "Help\n\nHelping does not help"),
        ("I am sad and alone", "I am sad", "I am sad and alone\n\nI am sad"),
    ],
)
def test_a_title_that_the_text_repeats_is_left_out(write: Write, title: str, body: str, text: str) -> None:
    path = write("posts.jsonl", json.dumps({"title": title, "body": body}))
    assert [post.text for post in read_posts(path)] == [text]


def test_columns_are_chosen_from_all_of_the_first_records(write: Write) -> None:
    path = write("posts.jsonl", '{"question": "one"}\n{"question": "two", "description": "more"}\n')
    assert told(read_posts(path)) == [(1, "one"), (2, "two\n\nmore")]


def test_the_user_may_name_the_columns(write: Write) -> None:
    path = write("posts.csv", "Timestamp,What is wrong?,More,a+b\n1,one,two,three\n")
    assert told(read_posts(path, text="what is wrong?")) == [(2, "one")]
    assert told(read_posts(path, text="More + What is wrong?")) == [(2, "two\n\none")]
    assert told(read_posts(path, text="a+b")) == [(2, "three")]


def test_of_two_columns_with_one_name_the_first_counts(write: Write) -> None:
    assert told(read_posts(write("posts.csv", "text,id,text\none,1,two\n"))) == [(2, "one")]


def test_a_record_takes_its_own_name_from_the_first_column_that_has_one(write: Write) -> None:
    records: list[dict[str, object]] = [
        {"text": "a", "ID": 5, "uid": 6},
        {"text": "b", "id": "", "sp_id": "s", "questionID": 9},
        {"text": "c", "id": None, "post_id": "p", "sp_id": "s"},
        {"text": "d", "uid": "u"},
        {"text": "e", "id": True},
    ]
    path = write("posts.jsonl", "\n".join(map(json.dumps, records)))
    assert [post.source_id for post in read_posts(path)] == ["5", "s", "p", "u", ""]


# Cleaning


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("I&#39;m sad &amp; tired &lt;3", "I'm sad & tired <3"),
        ("see ?a=1&para=2 and R&D", "see ?a=1&para=2 and R&D"),
        ("<p>I&nbsp;am <b>sad</b>.</p><p>So<br/>very\nsad &lt;3 </p>", "I am sad.\n\nSo\nvery sad <3"),
        ("&lt;p&gt;I am sad.&lt;/p&gt;", "I am sad."),
        ("I am <sad> and 1 < 2 > 0", "I am <sad> and 1 < 2 > 0"),
        ("a\u00a0b\u200bc\ufeff \u00ad", "a bc"),
        ("a  \r\n\r\n\r\n \t\r\nb \rc", "a\n\nb\nc"),
        ("a\x00\x07b", "ab"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),  # the joiner holds this family together
    ],
)
def test_what_the_web_wrapped_around_a_text_is_taken_off(write: Write, raw: str, text: str) -> None:
    assert [post.text for post in read_posts(write("posts.jsonl", json.dumps({"text": raw})))] == [text]


# Duplicates and counts


def test_the_same_text_twice_is_one_post_and_one_duplicate(write: Write) -> None:
    reading = read_posts(write("posts.csv", "id,text\n1,I am sad\n2,so am I\n3,I   am sad\n4,\n"))
    assert told(reading) == [(2, "I am sad"), (3, "so am I")]
    assert (reading.records, reading.duplicates, len(reading.bad)) == (4, 1, 1)


def test_a_second_iteration_starts_over_and_counts_anew(write: Write) -> None:
    reading = read_posts(write("posts.csv", "id,text\n1,one\n2,one\n3,\n"))
    assert told(reading) == told(reading)
    assert (reading.records, reading.duplicates, len(reading.bad)) == (3, 1, 1)


def test_posts_come_before_the_rest_of_the_file_is_read(write: Write) -> None:
    reading = read_posts(write("posts.jsonl", "".join(f'{{"text": "post {n}"}}\n' for n in range(500))))
    next(iter(reading))
    assert reading.records == 1


# Bad records


def test_bad_json_lines_are_named_and_skipped(write: Write) -> None:
    lines = [
        '{"text": "one"}',
        '{"text": "two",}',
        '["three"]',
        '"four"',
        '{"other": "five"}',
        '{"text": 6}',
        '{"text": null}',
        '{"text": " \\u200b\\u200d"}',
        json.dumps({"text": "x" * 50_001}),
        '{"text": "ten"} {"text": "eleven"}',
        '{"text": ' + "9" * 5_000 + "}",
        '{"text": ' + "[" * 100_000,
        '{"text": "thirteen"}',
    ]
    reading = read_posts(write("posts.jsonl", "\n".join(lines)))
    assert told(reading) == [(1, "one"), (13, "thirteen")]
    assert reading.records == 13
    assert bad(reading)[:9] == [
        "posts.jsonl:2: not JSON: Expecting property name enclosed in double quotes at column 16",
        "posts.jsonl:3: the record is a list; a post needs an object with its text",
        "posts.jsonl:4: the record is a string; a post needs an object with its text",
        'posts.jsonl:5: there is no "text"; a post needs text',
        'posts.jsonl:6: "text" is a number; a post needs text',
        'posts.jsonl:7: "text" is empty; a post needs text',
        'posts.jsonl:8: "text" is empty; a post needs text',
        'posts.jsonl:9: "text" is 50,001 characters long; a post may have 50,000',
        "posts.jsonl:10: not JSON: Extra data at column 17",
    ]
    assert [error.line for error in reading.bad[9:]] == [11, 12]


def test_a_broken_first_line_does_not_hide_json_lines(write: Write) -> None:
    for first in ('{"text": "on', 'text": "one"}', "garbage"):
        reading = read_posts(write("posts.jsonl", f'{first}\n{{"text": "two"}}\n'))
        assert told(reading) == [(2, "two")]
        assert [error.line for error in reading.bad] == [1]
    reading = read_posts(write("posts.jsonl", '{"text": "on\n{"text": "tw\n{"text": "three"}\n'))
    assert told(reading) == [(3, "three")]
    assert [error.line for error in reading.bad] == [1, 2]


def test_columns_are_found_behind_any_number_of_broken_lines(write: Write) -> None:
    reading = read_posts(write("posts.jsonl", '{"text": "one",}\n' * 250 + '{"text": "two"}\n'))
    assert told(reading) == [(251, "two")]
    assert len(reading.bad) == 250


def test_posts_before_a_syntax_error_in_an_array_are_kept(write: Write) -> None:
    reading = read_posts(
        write("posts.json", '[{"text": "one"},\n {"text": "two"},\n {"text": oops},\n {"text": "four"}]')
    )
    assert told(reading) == [(1, "one"), (2, "two")]
    assert bad(reading) == [
        "posts.json:3: not JSON: Expecting value at column 11; the rest of the file could not be read"
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('[{"text": "one"}\n', 'posts.json:2: not JSON: a "," or a "]" is missing at column 1'),
        ('[{"text": "one"} {"text": "two"}]', 'posts.json:1: not JSON: a "," or a "]" is missing at column 18'),
        ('[{"text": "one"},', 'posts.json:1: not JSON: the "]" at the end is missing at column 18'),
        ('[{"text": "one"}]\nmore', 'posts.json:2: not JSON: more follows the "]" at column 1'),
        (
            '{\n"text": "one"\n},\n{\n"text": "two"\n}',
            "posts.json:3: not JSON: more follows the object; put [ and ] around a list of objects at column 2",
        ),
        ('[{"text": "one"}, ' + "[" * 100_000, "posts.json:1: not JSON that can be read: "),
    ],
)
def test_an_array_that_does_not_end_well_keeps_what_came_before(write: Write, content: str, problem: str) -> None:
    reading = read_posts(write("posts.json", content))
    assert told(reading) == [(1, "one")]
    assert len(reading.bad) == 1
    assert bad(reading)[0].startswith(problem)
    assert bad(reading)[0].endswith("; the rest of the file could not be read")


def test_a_row_of_another_length_than_the_header_is_not_guessed_at(write: Write) -> None:
    path = write("posts.csv", "id,text,label\n1,one, and more,x\n2,two\nbroken,x\n3,three,x,,\n,,\n")
    reading = read_posts(path)
    remedy = "put a text that holds a line end or a delimiter in quotation marks"
    assert told(reading) == [(5, "three")]  # cells too many are harmless when they are empty
    assert bad(reading) == [
        f"posts.csv:2: the row has 4 cells and the header 3; {remedy}",
        f"posts.csv:3: the row has 2 cells and the header 3; {remedy}",
        f"posts.csv:4: the row has 2 cells and the header 3; {remedy}",
    ]


def test_a_quotation_mark_that_is_never_closed_is_named_where_it_opens(write: Write) -> None:
    reading = read_posts(write("posts.csv", 'id,text\n1,one\n2,"two\n3,three\n'))
    assert told(reading) == [(2, "one")]
    assert bad(reading) == [
        "posts.csv:3: a quotation mark that opens in this row is never closed; the rest of the file could not be read"
    ]


def test_quotation_marks_that_are_not_doubled_spoil_one_row_only(write: Write) -> None:
    reading = read_posts(write("posts.csv", 'id,text\n1,"he said "go" to me"\n2,two\n3,a\rb\n'))
    remedy = "put the text in quotation marks and double those inside it"
    assert told(reading) == [(3, "two")]
    assert bad(reading) == [
        f"posts.csv:2: not a row: something follows a closing quotation mark; {remedy}",
        f"posts.csv:4: not a row: a carriage return stands outside quotation marks; {remedy}",
    ]


def test_nul_bytes_between_and_inside_records_are_dropped(write: Write) -> None:
    padding = b" " * 40  # NUL is rare in what is still text
    table = write("posts.csv", b"id,text\n1,o\x00ne" + padding + b"\n2,two\n")
    lines = write("posts.jsonl", b'{"text": "o\x00ne"}' + padding + b"\n\x00\x00\n")
    assert told(read_posts(table)) == [(2, "one"), (3, "two")]
    assert told(read_posts(lines)) == [(1, "one")]


# Files that are refused


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    missing, pipe = tmp_path / "posts.jsonl", tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refusal(missing) == f"{missing}: no such file; posts=examples reads the posts that come with SocialSim"
    assert refusal(tmp_path) == f"{tmp_path}: is a directory; name one file in it"
    assert refusal(pipe) == f"{pipe}: is not a regular file; save what it gives to a file first"


def test_a_file_that_cannot_be_opened_is_refused(write: Write) -> None:
    inside = write("file", "one") / "posts.jsonl"
    assert refusal(inside) == f"{inside}: cannot be read (Not a directory); check the path and its permissions"
    assert "is not a file name" in refusal(Path("a\0b"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_refused(write: Write) -> None:
    path = write("posts.jsonl", '{"text": "one"}')
    path.chmod(0)
    assert refusal(path) == f"{path}: cannot be read (Permission denied); check the path and its permissions"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "posts: the file is empty; it needs at least one post"),
        (b"\xef\xbb\xbf \r\n\t\n", "posts: the file is empty but for white space; it needs at least one post"),
        (b"[]", "posts: there are no records in this JSON file; it needs at least one post"),
        (b"id,text\n", "posts: there are no records in this CSV file; it needs at least one post"),
        (b"PK\x03\x04\x14\x00", "posts: is a spreadsheet or a zip archive; save the sheet as CSV, or unpack it"),
        (b"\x1f\x8b\x08\x00", "posts: is gzip data; unpack it first"),
        (
            b"version https://git-lfs.github.com/spec/v1\n",
            "posts: is a Git LFS pointer, not the data; fetch it with git lfs pull",
        ),
        (
            b"<!DOCTYPE html>\n<html></html>",
            "posts: is a web page or XML; give JSON Lines, JSON, CSV, TSV or plain text",
        ),
        (
            "id,text\n1,one\n".encode("utf-16-le"),
            "posts: one byte in ten or more is NUL, so this is binary data, or UTF-16 without its byte-order mark; "
            "for the latter say posts.encoding=utf-16-le",
        ),
        (
            b'12,"I feel so sad, and so very, very much alone in all of this",3\n13,"me too",4\n',
            "posts: looks like CSV whose first row is no header; "
            "put a row of column names first, or a blank line between the posts of a plain text",
        ),
        (b"id,comment\n1,one\n", "posts: no text column among id, comment; name it with posts.text=COLUMN"),
        (
            b'{"id": 1, "com\\nment": "one", "": 2}\n{"n\\u0000": 2}',
            'posts: no text column among id, com ment, "", n\ufffd; name it with posts.text=COLUMN',
        ),
    ],
)
def test_a_file_without_a_usable_form_is_refused_before_the_first_post(
    write: Write, content: bytes, message: str
) -> None:
    path = write("posts", content)
    with pytest.raises(InputError) as caught:
        read_posts(path)
    assert str(caught.value) == message


def test_a_long_list_of_columns_is_cut(write: Write) -> None:
    header = ",".join(f"column {n} {'x' * 50}" for n in range(30))
    message = refusal(write("posts.csv", f"{header}\n{','.join('1' * 30)}\n"))
    assert message.endswith(" and 10 more; name it with posts.text=COLUMN")
    assert len(message) < 1_000


def test_a_named_column_that_is_not_there_is_refused_with_those_that_are(write: Write) -> None:
    table = write("posts.csv", "id,text\n1,one\n")
    assert refusal(table, text="story") == "posts.csv: posts.text=story names no column of this file; it has id, text"
    assert "posts.text=text+story names no column" in refusal(table, text="text+story")
    assert 'posts.text="" names no column' in refusal(table, text="")
    with_row_numbers = write("pandas.csv", ",text\n0,one\n")
    assert refusal(with_row_numbers, text="text+").endswith('it has "", text')
    plain = write("posts.txt", "one\n\ntwo\n")
    assert refusal(plain, text="story") == (
        "posts.txt: posts.text=story names no column of this file; it was read as plain text without columns"
    )


def test_a_byte_that_does_not_decode_is_refused_with_its_line_and_a_remedy(write: Write) -> None:
    lines = [b'{"text": "post %d"}' % n for n in range(20_000)]  # far beyond the first block that is read
    lines[15_000] = b'{"text": "I\x92m sad"}'
    path = write("posts.jsonl", b"\n".join(lines))
    with pytest.raises(InputError) as caught:
        read_posts(path)
    assert str(caught.value) == (
        "posts.jsonl:15001: byte 0x92 is not utf-8 text; "
        "name the encoding of the file, for example posts.encoding=cp1252"
    )
    assert read_posts(path, encoding="cp1252").columns == ("text",)


def test_a_byte_that_the_named_encoding_lacks_is_refused_too(write: Write) -> None:
    path = write("posts.txt", b"one\n\nt\x81wo")
    assert refusal(path, encoding="cp1252") == (
        "posts.txt:3: byte 0x81 is not cp1252 text; name the encoding of the file, for example posts.encoding=utf-8"
    )
    assert refusal(write("a.txt", b"text"), encoding="utf-16").startswith("a.txt: not utf-16 text (")


@pytest.mark.parametrize("encoding", ["latin-eleventy", "hex", "punycode", "a\0b"])
def test_an_encoding_that_is_none_is_refused(write: Write, encoding: str) -> None:
    message = refusal(write("posts.txt", "one"), encoding=encoding)
    assert message.startswith("posts.encoding=")
    assert message.endswith("no such text encoding; use for example utf-8, cp1252, utf-16 or gb18030")


def test_a_file_with_nothing_usable_is_refused_at_its_end_with_the_first_problem(write: Write) -> None:
    reading = read_posts(write("posts.csv", "id,text\n1,\n2,\n"))
    with pytest.raises(InputError) as caught:
        list(reading)
    assert str(caught.value) == ('posts.csv:2: "text" is empty; a post needs text; none of the 2 records can be used')
    assert reading.records == len(reading.bad) == 2


def test_a_name_that_is_not_utf_8_does_not_break_the_post(write: Write) -> None:
    path = write(os.fsdecode(b"caf\xe9.txt"), "one")
    assert [post.source for post in read_posts(path)] == ["caf\ufffd.txt"]


# Damage

SOUND = {
    "JSON Lines": b'{"id": 1, "text": "I cannot sleep &amp; \\ud83d\\ude00"}\n{"id": 2, "text": "My friend left"}\n',
    "JSON": b'[\n {"id": "a", "title": "Help", "selftext": "<p>I<br>cannot sleep</p>"},\n {"title": "Alone"}\n]\n',
    "strings": b'["I cannot sleep", "My friend left"]',
    "object": b'{\n "question": "Help",\n "description": "I cannot sleep"\n}\n',
    "CSV": ',id,text\r\n0,1,"I ""cannot""\r\nsleep"\r\n1,2,My friend léft\r\n'.encode("utf-8-sig"),
    "TSV": b"id\ttext\n1\tI cannot sleep\n2\tMy friend, left\n",
    "semicolons": b'id;text\n1;I cannot sleep\n2;"My; friend left"\n',
    "one column": b"text\nI cannot, sleep\nMy friend left\n",
    "plain text": b"I cannot sleep.\nAt all.\n\nMy friend left, and I am sad.\n",
    "UTF-16": "id,text\n1,I cannot sleep\n".encode("utf-16"),
}
INSERTED = [
    b"\0",
    b'"',
    b"\xff",
    b"[",
    b"{",
    b"}",
    b"]",
    b",",
    b"\r",
    b"\n",
    b"\\ud800",
    b"&#xd800;",
    b"<p>",
    b"9" * 5000,
]


@pytest.mark.parametrize("form", SOUND)
def test_damaged_bytes_never_raise_anything_but_an_input_error(write: Write, form: str) -> None:
    chance = random.Random(form)
    for _ in range(30):
        content = bytearray(SOUND[form])
        for _ in range(chance.choice([1, 1, 2, 5])):
            at = chance.randrange(len(content))
            match chance.choice(["change", "cut", "insert"]):
                case "change":
                    content[at] = chance.randrange(256)
                case "cut":
                    del content[at : at + chance.choice([1, 5])]
                case "insert":
                    content[at:at] = chance.choice(INSERTED)
        reading = None
        try:
            reading = read_posts(write("posts", bytes(content)))
            posts = list(reading)
        except InputError as error:
            assert str(error).isprintable(), bytes(content)
        else:
            assert reading.records == len(posts) + reading.duplicates + len(reading.bad), bytes(content)
            assert all(str(error).isprintable() for error in reading.bad), bytes(content)


# Real files. The numbers of rows are those of SOURCES.md; others were counted with csv.DictReader and a set.


def test_counselchat_has_several_answers_a_question(shared_data: Path) -> None:
    reading = read_posts(shared_data / "counselchat" / "20200325_counsel_chat.part-open.csv")
    posts = list(reading)
    assert reading.columns == ("questionTitle", "questionText")
    assert (reading.records, len(posts), reading.duplicates, reading.bad) == (1_008, 436, 572, [])
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
    assert len(reading.form.header) == 116
    assert all(post.source_id.isdigit() for post in posts)


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
