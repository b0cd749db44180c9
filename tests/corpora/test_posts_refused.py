"""Files of posts that are refused, and files that are damaged."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from socialsim.corpora.posts import read_posts
from socialsim.signatures.errors import InputError

from tests.corpora.told import Write, refusal

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
