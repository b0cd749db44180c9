"""Ratings are read from the forms that people keep them in, and nothing in a cell is guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from socialsim.corpora.rating_forms import Columns
from socialsim.corpora.ratings import RatingsRead, read_ratings, write_ratings
from socialsim.signatures import InputError, Rating

Cells = list[tuple[str, str, str, float | None]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


Write = Callable[[str, str], Path]


def cells(read: RatingsRead) -> Cells:
    return [(one.item, one.dimension, one.rater, one.value) for one in read.ratings]


def test_one_rating_a_row(write: Write) -> None:
    path = write(
        "all.csv", "rater,item,note,dimension,value,scale\nann,i1,good,empathy,3,criteria\nbob,i1,,empathy,,\n"
    )
    read = read_ratings([path])
    assert read.ratings == (
        Rating("i1", "criteria", "empathy", "ann", 3.0, note="good"),
        Rating("i1", "", "empathy", "bob", None),
    )
    assert read.forms == ("all.csv was read as one rating a row",)


def test_a_file_for_each_rater_with_columns_in_any_order(write: Write) -> None:
    one = write("expert1_ratings.csv", "conv_id,empathy,fluency\nhit:1,3,5\nhit:2,4.0,\n")
    two = write("expert2_ratings.csv", "conv_id,fluency,empathy\nhit:2,3.5,1\n")
    read = read_ratings([one, two])
    assert cells(read) == [
        ("hit:1", "empathy", "expert1", 3),
        ("hit:1", "fluency", "expert1", 5),
        ("hit:2", "empathy", "expert1", 4),
        ("hit:2", "fluency", "expert1", None),
        ("hit:2", "fluency", "expert2", 3.5),
        ("hit:2", "empathy", "expert2", 1),
    ]
    assert read.unmatched == ("expert2 has no row for 1 of 2 items of 2 dimensions",)


def test_files_of_one_name_are_told_by_their_folders(write: Write) -> None:
    paths = [write(f"{who}/scores.csv", "item,empathy,skill\n1,3,2\n") for who in ("ann", "bob")]
    assert {one.rater for one in read_ratings(paths).ratings} == {"ann/scores", "bob/scores"}


def test_one_rater_a_row_and_columns_for_dimensions(write: Write) -> None:
    path = write("sheet.csv", "id,annotator,empathy,comment\ni1,ann,3,fine\ni1,bob,2,\n")
    read = read_ratings([path])
    assert cells(read) == [("i1", "empathy", "ann", 3), ("i1", "empathy", "bob", 2)]  # a comment is no rating


def test_one_column_a_rater(write: Write) -> None:
    path = write("empathy.csv", "item,ann,bob\ni1,1,2\ni2,NA,n/a\n")
    assert cells(read_ratings([path])) == [
        ("i1", "empathy", "ann", 1),
        ("i1", "empathy", "bob", 2),
        ("i2", "empathy", "ann", None),
        ("i2", "empathy", "bob", None),
    ]
    named = read_ratings([path], Columns(dimensions=("ann", "bob")))
    assert cells(named)[0] == ("i1", "ann", "empathy", 1)


def test_a_lone_table_without_items_goes_by_rows(write: Write) -> None:
    path = write("matrix.csv", "ann,bob\n1,2\n3,3\n")
    assert [one.item for one in read_ratings([path]).ratings] == ["row 2", "row 2", "row 3", "row 3"]


def test_several_columns_name_an_item(write: Write) -> None:
    text = "sp_id,rp_id,level\np1,r1,2\np1,r2,0\n"
    assert [one.item for one in read_ratings([write("a.csv", text), write("b.csv", text)]).ratings][:2] == [
        "p1+r1",
        "p1+r2",
    ]
    named = read_ratings([write("c.csv", "post;reply;level;x\n1;2;3;4\n")], Columns(items=("post", "reply")))
    assert cells(named) == [("1+2", "c", "level", 3), ("1+2", "c", "x", 4)]


def test_scores_of_esc_eval(write: Write) -> None:
    path = write("gpt4.json", '{"0": {"fluency": 3, "overall": null}, "1": {"fluency": "2"}}')
    read = read_ratings([path])
    assert cells(read) == [("0", "fluency", "gpt4", 3), ("0", "overall", "gpt4", None), ("1", "fluency", "gpt4", 2)]


def test_json_lines(write: Write) -> None:
    path = write("a.jsonl", '{"item": 1, "rater": "ann", "rating": 2}\n{"item": 2, "rater": "ann", "rating": null}\n')
    assert cells(read_ratings([path])) == [("1", "", "ann", 2), ("2", "", "ann", None)]


@pytest.mark.parametrize("cell", ["", " ", "NA", "n/a", "nan", "NaN", "-"])
def test_what_is_missing_is_never_a_number(write: Write, cell: str) -> None:
    path = write("a.csv", f'item,rater,value\ni1,ann,"{cell}"\ni2,ann,1\n')
    assert [one.value for one in read_ratings([path]).ratings] == [None, 1]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("3.0", 3),
        ("3,5", 3.5),
        ("-1", -1),
        (".5", 0.5),
        (" 4 ", 4),
        ("1e1", 10),
        ("0.037926696307668116", 0.037926696307668116),
        ("2.", 2),
        ("1e-007", 1e-7),
    ],
)
def test_numbers(write: Write, cell: str, value: float) -> None:
    path = write("a.csv", f'item,rater,value\ni1,ann,"{cell}"\n')
    assert [one.value for one in read_ratings([path]).ratings] == [value]


def test_words_have_the_order_that_is_said_and_names_have_none(write: Write) -> None:
    path = write("a.csv", "item,rater,value\ni1,ann,often\ni2,ann,never\ni3,ann,\n")
    ordered = read_ratings([path], words=("never", "rarely", "often"))
    assert [one.value for one in ordered.ratings] == [2, 0, None]
    nominal = read_ratings([path], nominal=True)
    assert (nominal.words, [one.value for one in nominal.ratings]) == (("never", "often"), [1, 0, None])
    mixed = write("b.csv", "item,rater,value\ni1,ann,3.0\ni2,ann,unclear\ni3,ann,3\n")
    assert [one.value for one in read_ratings([mixed], nominal=True).ratings] == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "words", "complaint"),
    [
        (
            "item,rater,value\ni1,ann,3\ni2,ann,good\n",
            (),
            'a.csv:3: column "value": "good" is no number; leave a missing rating empty, or say level=nominal, or '
            "words=[LOW,…,HIGH]",
        ),
        ("item,rater,value\ni1,ann,inf\n", (), 'a.csv:2: column "value": "inf" is no number; '),
        ("item,rater,value\ni1,ann,1.5.2\n", (), 'a.csv:2: column "value": "1.5.2" is no number; '),
        ("item,rater,value\ni1,ann,odd\n", ("low", "high"), 'a.csv:2: column "value": "odd" is none of low, high'),
        (
            "item,rater,value\ni1,ann,3\ni1,bob,3\ni1,ann,4\n",
            (),
            'a.csv:4: ann rates item "i1" again, after a.csv:2; keep one',
        ),
        ("item,rater,value\n,ann,3\n", (), 'a.csv:2: column "item": is empty; it has to name who or what'),
        ("item,rater,value\ni1,ann\ni2,ann,3\ni3,ann,3\n", (), "a.csv:2: the row has 2 cells and the header 3; "),
        ("Not a table at all.\n\nNor this.\n", (), "a.csv: is no table and no JSON; ratings need columns"),
        ('{"0": {"fluency": [3]}}', (), 'a.csv:1: item "0", "fluency": is a list; a rating is a number or a word'),
        ('[{"item": "a", "rater": "b", "value": true}]', (), 'a.csv:1: column "value": is true or false; '),
        ("item,rater,value\ni1,ann,1e999\n", (), 'a.csv:2: column "value": "1e999" is no number; '),
        (
            "item,ann,bob\ni1,good,bad\n",
            (),
            "a.csv: no ratings; where they are words, say level=nominal, or words=[LOW,…,HIGH]",
        ),
        ("item,ann,bob\n", (), "a.csv: has a header and no row below it; ratings need a row each"),
    ],
)
def test_what_is_no_rating_is_one_clear_error(write: Write, text: str, words: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(InputError) as error:
        read_ratings([write("a.csv", text)], words=words)
    assert str(error.value).startswith(complaint)
    assert "\n" not in str(error.value)


def test_a_rating_in_two_files_names_both(write: Write) -> None:
    paths = [write(name, "item,rater,dimension,value\ni1,ann,empathy,3\n") for name in ("a.csv", "b.csv")]
    with pytest.raises(InputError, match=r'b.csv:2: ann rates item "i1" of "empathy" again, after a.csv:2; keep one'):
        read_ratings(paths)


def test_several_files_need_a_name_for_items(write: Write) -> None:
    paths = [write(name, "empathy,skill\n3,2\n") for name in ("a.csv", "b.csv")]
    with pytest.raises(InputError, match=r"a.csv: no column names the items, .* say items=\[COLUMN\]"):
        read_ratings(paths)
    with pytest.raises(InputError, match=r"a.csv: there is no column who; there are empathy, skill"):
        read_ratings(paths, Columns(items=("who",)))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    ratings = (
        Rating("=1+1", "criteria", "empathy", "openai/gpt", 2.5, note='says "fine",\nand more'),
        Rating("i2", "criteria", "empathy", "@ann", None, problem="no number in the answer"),
        Rating("i2", "criteria", "skill", "@ann", -1 / 3),
    )
    path = tmp_path / "ratings.csv"
    path.write_text(write_ratings(ratings), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "item,scale,dimension,rater,value,problem,note"
    assert lines[1].startswith("'=1+1,")  # a spreadsheet must not compute it
    assert read_ratings([path]).ratings == ratings


def test_words_are_written_as_words(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(write_ratings([Rating("i", "", "d", "ann", 1.0)], words=("low", "high")), encoding="utf-8")
    assert path.read_text(encoding="utf-8").splitlines()[1] == "i,,d,ann,high,,"


def test_the_experts_and_the_crowd(open_file: Callable[[str], Path]) -> None:
    raters = ("crowd", "expert1", "expert2", "expert3")
    for folder in ("empatheticdialogues", "epitome"):
        paths = [open_file(f"empathy_raters/annotations/{folder}/{rater}_ratings.csv") for rater in raters]
        read = read_ratings(paths)
        assert len(read.ratings) == 4 * 50 * 3
        assert {one.rater for one in read.ratings} == set(raters)
        assert (read.unmatched, {one.value is None for one in read.ratings}) == ((), {False})


def test_real_scores_of_esc_eval(open_file: Callable[[str], Path]) -> None:
    read = read_ratings([open_file("esc_eval/score/llama3_en.json")])
    assert len(read.ratings) == 3 * 7
    assert read.ratings[4] == Rating("0", "", "human", "llama3_en", 1.0)
