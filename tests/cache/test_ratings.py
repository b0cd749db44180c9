"""The book of ratings: raters side by side, wordings apart, the same rows for the same answers."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from socialsim.cache.ratings import BY_PEOPLE, RATINGS, RatingBook
from socialsim.signatures import InputError, Rating

UNREAD, UNANSWERED = "parse-failed: no rating", "provider-error: 503"


def said(item: str = "1", rater: str = "judge", value: float | None = 2.0, problem: str = "") -> list[Rating]:
    """Return what a rater says of an item on two dimensions; of the second always 3."""
    return [
        Rating(item, "criteria", "coherence", rater, value, problem, "" if problem else "As message 2 shows."),
        Rating(item, "criteria", "specificity", rater, 3.0),
    ]


def put(book: RatingBook, ratings: list[Rating], wording: str = "w1", material: str = "m") -> None:
    book.put(ratings, wording=wording, material=material, usage={"judge": {"prompt_tokens": 7}}, versions={"dspy": "3"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / RATINGS


def test_ratings_come_back_as_they_went_in_in_an_order_that_does_not_depend_on_when(path: Path) -> None:
    with RatingBook(path) as book:
        book.use("criteria", "w1", "{}")
        for item in ("10", "9", "a"):
            put(book, said(item, value=None, problem=UNREAD))
    with RatingBook.open_existing(path) as book:
        expected = [one for item in ("9", "a", "10") for one in said(item, value=None, problem=UNREAD)]
        assert book.all() == expected


def test_raters_stand_side_by_side(path: Path) -> None:
    with RatingBook(path) as book:
        book.use("criteria", "w1", "{}")
        put(book, said(rater="one", value=1.0))
        put(book, said(rater="two", value=2.0))
        assert [(one.rater, one.value) for one in book.all() if one.dimension == "coherence"] == [
            ("one", 1.0),
            ("two", 2.0),
        ]
        assert book.all(rater="two") == said(rater="two")
        assert book.all(scale="esc-eval") == []


def test_what_a_rater_says_again_of_an_item_replaces_all_of_what_was_said(path: Path) -> None:
    with RatingBook(path) as book:
        book.use("criteria", "w1", "{}")
        put(book, said(value=1.0))
        put(book, said(value=2.0)[:1])
        assert book.all() == said(value=2.0)[:1]


def test_another_wording_is_kept_and_never_mixed_with_the_latest(path: Path) -> None:
    with RatingBook(path) as book:
        book.use("criteria", "w1", "{}")
        put(book, said(value=1.0), "w1")
        put(book, [replace(one, rater="people") for one in said()], BY_PEOPLE)
        book.use("criteria", "w2", "{}")
        put(book, said("2", value=2.0), "w2")
        assert {(one.item, one.rater) for one in book.all()} == {("1", "people"), ("2", "judge")}
        assert book.by_other_wordings("criteria") == 2
        assert book.judged("criteria", "w2", "judge").keys() == {"2"}
        book.use("criteria", "w1", "{}")
        assert {(one.item, one.rater) for one in book.all()} == {("1", "people"), ("1", "judge")}


def test_the_latest_wording_of_one_scale_says_nothing_of_another(path: Path) -> None:
    with RatingBook(path) as book:
        book.use("criteria", "w1", "{}")
        put(book, said())
        book.use("esc-eval", "e1", "{}")
        assert book.all() == said()


def test_what_is_open_is_told_apart_from_what_could_not_be_read(path: Path) -> None:
    with RatingBook(path) as book:
        put(book, said("1"))
        put(book, said("2", value=None, problem=UNREAD))
        put(book, said("2", value=None, problem=UNREAD))
        put(book, said("3", value=None, problem=UNANSWERED))
        known = book.judged("criteria", "w1", "judge")
    assert {item: (one.attempts, one.missing, one.unanswered) for item, one in known.items()} == {
        "1": (0, 0, False),
        "2": (2, 1, False),
        "3": (0, 1, True),
    }


def test_what_people_left_out_is_no_attempt(path: Path) -> None:
    with RatingBook(path) as book:
        for _ in range(2):
            put(book, said(value=None, problem="not answered"), BY_PEOPLE)
        assert book.judged("criteria", BY_PEOPLE, "judge")["1"].attempts == 0


def test_what_was_shown_is_known_whoever_rated_it(path: Path) -> None:
    with RatingBook(path) as book:
        put(book, said("1", rater="one"), material="sha256:a")
        put(book, said("2", rater="two"), material="sha256:b")
        assert book.materials("criteria") == {"1": "sha256:a", "2": "sha256:b"}
        assert book.materials("outcome") == {}


def test_the_same_answers_make_the_same_rows(tmp_path: Path) -> None:
    dumps = []
    for name in ("one", "two"):
        with RatingBook(tmp_path / f"{name}.db") as book:
            for _ in range(2):
                book.use("criteria", "w1", "{}")
            put(book, said())
            dumps.append([row for table in ("scales", "judgements", "ratings") for row in book.db.table(table).rows])
    assert dumps[0] == dumps[1] and len(dumps[0]) == 4


def test_a_judgement_is_there_as_a_whole_or_not_at_all(path: Path) -> None:
    with RatingBook(path) as book:
        book.use("criteria", "w1", "{}")
        put(book, said(value=1.0))
        twice = [*said(value=2.0), *said(value=2.0)]  # the second of a dimension is refused half way
        with pytest.raises(sqlite3.IntegrityError):
            put(book, twice)
        assert book.all() == said(value=1.0)


def test_a_file_that_is_no_book_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database, whatever its name says; and long enough for SQLite to look at it" * 20)
    with pytest.raises(InputError, match="is this a book of ratings"):
        RatingBook(path)
    with pytest.raises(InputError, match="there are no ratings here"):
        RatingBook.open_existing(tmp_path / "nothing.db")
    assert not (tmp_path / "nothing.db").exists()
