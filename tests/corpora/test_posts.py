"""Posts are read from files of every form, and what cannot be read is named with its place."""

from __future__ import annotations

import json

import pytest
from socialsim.corpora.cleaning import ENTITIES, HALVES, HTML, INVISIBLE, LINE_ENDS, LOOSE, PICTURES, SPACES
from socialsim.corpora.columns import REMOVED, REPEATED
from socialsim.corpora.formats.dreaddit import MIDWAY
from socialsim.corpora.licences import ACADEMIC, CC_BY_NC, MIT, PSYQA, UNSTATED, Licence
from socialsim.corpora.posts import examples_path, read_posts
from socialsim.signatures.post import HelpPost

from tests.corpora.told import Write, bad, told

# Forms


def test_json_lines_are_one_post_a_line(write: Write) -> None:
    path = write("posts.jsonl", '{"id": 7, "text": "I cannot sleep"}\n\n{"id": "b", "text": "He left\\nlast week"}\n')
    reading = read_posts(path)
    assert list(reading) == [
        HelpPost(text="I cannot sleep", source="posts.jsonl", line=1, source_id="7"),
        HelpPost(text="He left\nlast week", source="posts.jsonl", line=3, source_id="b"),
    ]
    assert (reading.syntax.name, reading.columns, reading.records, reading.duplicates, reading.bad) == (
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
    assert (reading.syntax.name, reading.bad) == ("JSON", [])


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
    assert reading.syntax.name == "CSV"


def test_tab_semicolon_and_one_column_tables_are_recognised(write: Write) -> None:
    tsv = read_posts(write("a.txt", "id\ttext\n1\tone, and more\n"))
    semicolon = read_posts(write("b.txt", 'id;text\n1;"one; and, more"\n'))
    lone = read_posts(write("c.txt", 'text\none, and; more\n"two\n""lines"""\n'))
    assert (tsv.syntax.name, told(tsv)) == ("TSV", [(2, "one, and more")])
    assert (semicolon.syntax.name, told(semicolon)) == ("CSV with semicolons", [(2, "one; and, more")])
    assert (lone.syntax.name, told(lone)) == ("CSV", [(2, "one, and; more"), (3, 'two\n"lines"')])


def test_a_table_may_have_spaces_after_its_commas_and_around_its_names(write: Write) -> None:
    assert told(read_posts(write("a.csv", 'id, Text \n1, "one, and more"\n'))) == [(2, "one, and more")]


def test_blank_lines_part_the_posts_of_a_plain_text(write: Write) -> None:
    reading = read_posts(write("posts.txt", "\none\nstill one\n \n\ntwo, and more\n"))
    assert told(reading) == [(2, "one\nstill one"), (6, "two, and more")]
    assert reading.syntax.name == "plain text"


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
    assert read_posts(write("posts.csv", prose)).syntax.name == "plain text"


def test_a_form_is_told_by_content_whatever_the_extension(write: Write) -> None:
    assert read_posts(write("posts.csv", '{"text": "one"}\n{"text": "two"}\n')).syntax.name == "JSON Lines"
    assert read_posts(write("posts.json", "id,text\n1,one\n")).syntax.name == "CSV"
    assert read_posts(write("posts", '[{"text": "one"}]')).syntax.name == "JSON"


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
    ("raw", "text", "done"),
    [
        ("I am sad.\n\nSo sad.", "I am sad.\n\nSo sad.", []),
        ("I&#39;m sad &amp; tired &lt;3", "I'm sad & tired <3", [ENTITIES]),
        ("see ?a=1&para=2 and R&D", "see ?a=1&para=2 and R&D", []),
        (
            "<p>I&nbsp;am <b>sad</b>.</p><p>So<br/>very\nsad &lt;3 </p>",
            "I am sad.\n\nSo\nvery sad <3",
            [HTML, ENTITIES, SPACES, LOOSE],
        ),
        ("&lt;p&gt;I am sad.&lt;/p&gt;", "I am sad.", [ENTITIES, HTML, LOOSE]),
        (
            '<style>p {color: red}</style><p>Look:<img src="data:image/png;base64,AAAA"/><!-- <b>no</b> --> me</p>',
            "Look: me",
            [HTML, PICTURES, LOOSE],
        ),
        ("I am <sad> and 1 < 2 > 0", "I am <sad> and 1 < 2 > 0", []),
        ("a\u00a0b\u200bc\ufeff \u00ad", "a bc", [INVISIBLE, SPACES, LOOSE]),
        ("a\u00a0b", "a b", [SPACES]),
        ("a  \r\n\r\n\r\n \t\r\nb \rc", "a\n\nb\nc", [LINE_ENDS, LOOSE]),
        ("a\x00\x07b", "ab", [INVISIBLE]),
        ("half \ud83d pair", "half \ufffd pair", [HALVES]),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467", []),  # the joiner holds this family together
    ],
)
def test_what_the_web_wrapped_around_a_text_is_taken_off_and_counted(
    write: Write, raw: str, text: str, done: list[str]
) -> None:
    reading = read_posts(write("posts.jsonl", json.dumps({"text": raw})))
    assert [post.text for post in reading] == [text]
    assert reading.quirks == dict.fromkeys(done, 1)


def test_what_is_left_out_is_counted_anew_with_every_reading(write: Write) -> None:
    rows = "I am sad,I am sad and alone\nMy job,[removed]\nI am sad&amp;,\n,&amp;\x07\n[deleted],[removed]\n"
    reading = read_posts(write("posts.csv", "title,selftext\n" + rows))
    for _ in range(2):
        assert len(told(reading)) == 4
        assert len(reading.bad) == 1  # the last row: what was done to no post is in the complaint, not in the counts
        assert reading.quirks == {REPEATED: 1, REMOVED: 1, ENTITIES: 2, INVISIBLE: 1}


# Sources


@pytest.mark.parametrize(
    ("record", "key", "licence"),
    [
        ({"seeker_post": "a", "response_post": "b", "level": 0}, "epitome", ACADEMIC),
        ({"questionTitle": "a", "questionText": "b", "answerText": "c"}, "counselchat", MIT),
        ({"questionTitle": "a", "questionText": "b"}, "counselchat", MIT),
        ({"question": "a", "description": "b", "keywords": "c", "answers": []}, "psyqa", PSYQA),
        ({"question": "a", "description": "b", "keywords": "c"}, "psyqa", PSYQA),
        ({"text": "a", "sentence_range": "[0, 5]"}, "dreaddit", UNSTATED),
        ({"situation": "a", "dialog": [{"speaker": "usr", "text": "b"}]}, "esconv-hf", CC_BY_NC),
    ],
)
def test_posts_of_a_corpus_that_we_know_come_with_its_licence(
    write: Write, record: dict[str, object], key: str, licence: Licence
) -> None:
    reading = read_posts(write("posts.jsonl", json.dumps(record)))
    assert reading.format is not None
    assert (reading.format.key, reading.format.licence) == (key, licence)


def test_posts_of_nobody_that_we_know_have_no_source(write: Write) -> None:
    assert read_posts(write("a.jsonl", '{"question": "a", "description": "b"}')).format is None
    assert read_posts(write("b.txt", "one\n\ntwo\n")).format is None


def test_a_segment_that_starts_midway_is_counted(write: Write) -> None:
    rows = 'id,sentence_range,text\n1,"[0, 5]",one\n2,"[5, 10]",two\n3,"(15, 20)",three\n4,,four\n5,{},five\n'
    reading = read_posts(write("posts.csv", rows.format("9" * 5_000)))
    assert len(told(reading)) == 5
    assert reading.quirks == {MIDWAY: 3}


# Duplicates and counts


def test_the_same_text_twice_is_one_post_and_one_duplicate(write: Write) -> None:
    reading = read_posts(write("posts.csv", "id,text\n1,I am sad\n2,so am I\n3,I   am sad\n4,\n"))
    assert told(reading) == [(2, "I am sad"), (3, "so am I")]
    assert (reading.records, reading.duplicates, len(reading.bad)) == (4, 1, 1)
    assert reading.repeats == {3: 1}


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


def test_what_was_cleaned_is_said_of_each_record(write: Write) -> None:
    texts = ["I am tired.", "I am &quot;fine&quot;.", "I sleep badly.", "It&#39;s late &amp; dark."]
    reading = read_posts(write("posts.jsonl", "\n".join(json.dumps({"text": text}) for text in texts)))
    assert len(list(reading)) == 4
    assert reading.odd == {2: {ENTITIES: 1}, 4: {ENTITIES: 1}}
    assert reading.quirks == {ENTITIES: 2}
