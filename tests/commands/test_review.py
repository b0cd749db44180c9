"""`socialsim review`: what people decide in a spreadsheet comes back as decided, or not at all."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from socialsim.cache import CorpusStore
from socialsim.cache.reviews import DIALOGUE, PERSONA, Review, Reviews, State
from socialsim.commands.review_rows import COLUMNS
from socialsim.commands.sheet import read_sheet, write_sheet
from socialsim.signatures import InputError, short

from tests.commands.conftest import Program, read_json

Sheet = list[dict[str, str]]
Edit = Callable[[Sheet], object]


@pytest.fixture
def corpus(socialsim: Program, tmp_path: Path) -> Path:
    """Return the folder of two offline dialogues."""
    assert socialsim("simulate", "posts=examples", "n=2", f"out={tmp_path / 'corpus'}").code == 0
    return tmp_path / "corpus"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "review.csv"


@pytest.fixture
def decide(socialsim: Program, corpus: Path, path: Path) -> Callable[..., Any]:
    """Write a sheet, edit it as a person would, and take it in."""

    def go(edit: Edit, *words: str) -> Any:
        path.unlink(missing_ok=True)
        assert socialsim("review", "export", corpus, path).code == 0
        rows = load(path)
        edit(rows)
        save(path, rows)
        return socialsim("review", "import", corpus, path, *words)

    return go


def load(path: Path) -> Sheet:
    return list(csv.DictReader(StringIO(path.read_text("utf-8-sig"))))


def save(path: Path, rows: Sheet, delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def of_item(rows: Sheet, item: str, number: int) -> Sheet:
    return [row for row in rows if (row["item"], row["no"]) == (item, str(number))]


def first(rows: Sheet, item: str, number: int = 1) -> dict[str, str]:
    return of_item(rows, item, number)[0]


def turn(rows: Sheet, number: int, place: int) -> dict[str, str]:
    return of_item(rows, DIALOGUE, number)[place - 1]


def log(corpus: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(corpus / "corpus.db")) as database:
        return list(database.execute("SELECT item_kind, state, by, why FROM reviews ORDER BY id"))


def set_text(corpus: Path, dialogue: str, place: int, text: str) -> None:
    with closing(sqlite3.connect(corpus / "corpus.db")) as database, database:
        sql = "UPDATE turns SET text = ? WHERE dialogue_id = ? AND number = ?"
        assert database.execute(sql, (text, dialogue, place)).rowcount == 1


def ids(corpus: Path) -> list[str]:
    with CorpusStore.open_existing(corpus) as store:
        return [row["id"] for row in store.run_dialogues(1)]


def test_a_sheet_has_a_row_a_persona_and_a_row_a_turn(socialsim: Program, corpus: Path, path: Path) -> None:
    assert socialsim("review", "export", corpus, path).code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8 by this mark"
    rows = load(path)
    records = read_json(corpus / "ssconv.json")
    assert tuple(rows[0]) == COLUMNS
    assert [row["item"] for row in rows] == ["persona"] * 2 + ["dialogue"] * sum(len(r["Dialogue"]) for r in records)
    for number, record in enumerate(records, start=1):
        mine = of_item(rows, DIALOGUE, number)
        assert [row["turn"] for row in mine] == [str(one["Turn"]) for one in record["Dialogue"]]
        assert [row["text"] for row in mine] == [one.get("Seeker") or one["Supporter"] for one in record["Dialogue"]]
        reasoned = [one.get("Supporter Step by Step Reasoning", "") for one in record["Dialogue"]]
        assert [row["reasoning"] for row in mine] == reasoned
        assert [row["state"] for row in mine] == ["pending"] + [""] * (len(mine) - 1)
    profile = read_json(corpus / "profiles.json")[0]
    assert f"Occupation: {profile['Occupation']}\n" in first(rows, PERSONA)["text"]


def test_what_the_checks_found_stands_beside_the_turn(socialsim: Program, corpus: Path, path: Path) -> None:
    found = [{"kind": "stage_direction", "reason": "Say it in words.", "turn": 4, "severity": "fault"}]
    whole = [{"kind": "too_long", "reason": "It goes on and on.", "turn": None, "severity": "flaw"}]
    with closing(sqlite3.connect(corpus / "corpus.db")) as database, database:
        database.execute("UPDATE check_results SET evidence = '[]'")
        for name, evidence in (("pathology", found), ("structure", whole)):
            sql = "UPDATE check_results SET evidence = ? WHERE dialogue_id = ? AND check_name = ?"
            assert database.execute(sql, (json.dumps(evidence), ids(corpus)[0], name)).rowcount == 1
    socialsim("review", "export", corpus, path)
    rows = load(path)
    assert turn(rows, 1, 4)["findings"] == "fault stage_direction: Say it in words."
    assert turn(rows, 1, 1)["findings"] == "flaw too_long: It goes on and on."
    assert sum(bool(row["findings"]) for row in rows if row["item"] == DIALOGUE) == 2


def test_a_sheet_that_nobody_changed_changes_nothing(corpus: Path, decide: Callable[..., Any]) -> None:
    assert decide(lambda rows: None).out == "0 decisions are new\n"
    assert log(corpus) == []


NASTY = (
    '=HYPERLINK("http://x")', "+1", "-1 day", "@home", "'=1", "''@", "'quoted'", "＝1", "\tx", " =1", "a\nb", "a\r\nb",
    "=a\r\n-b", 'say "no", she said', "a;b", "\x85 and \u2028 and \x0b", "€ 你好 🙂", "",
)  # fmt: skip


def test_every_cell_comes_back_and_none_is_a_formula(path: Path) -> None:
    write_sheet(path, ("a", "b"), [{"a": cell, "b": "x"} for cell in NASTY])
    raw = [row["a"] for row in load(path)]
    assert not [cell for cell in raw if cell[:1] in tuple("=+-@＝\t")]
    back = [row["a"] for _, row in read_sheet(path, ("a", "b"))]
    assert back == [cell.replace("\r\n", "\n") for cell in NASTY]


def test_texts_like_formulas_and_of_any_characters_are_unchanged_by_a_sheet(
    corpus: Path, decide: Callable[..., Any]
) -> None:
    nasty = [text for text in NASTY if text]
    for place, text in enumerate(nasty[:16], start=1):
        set_text(corpus, ids(corpus)[0], place, text)
    assert decide(lambda rows: None).out == "0 decisions are new\n"


def test_a_decision_is_kept_with_who_when_and_why(corpus: Path, decide: Callable[..., Any]) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    edit: Edit = lambda rows: first(rows, DIALOGUE, 2).update(state="Rejected", by="Ann", why="no help")  # noqa: E731
    assert decide(edit).out == "1 decision is new: 1 rejected\n"
    with CorpusStore.open_existing(corpus) as store:
        found = Reviews(store).of(DIALOGUE, ids(corpus)[1])
        assert Reviews(store).of(DIALOGUE, ids(corpus)[0]) == Review(DIALOGUE, ids(corpus)[0])
    assert (found.state, found.by, found.why, found.edited) == (State.REJECTED, "Ann", "no help", None)
    assert before <= datetime.fromisoformat(found.at) <= datetime.now(UTC)
    assert decide(lambda rows: None).out == "0 decisions are new\n", "the sheet now says what was decided"


def test_a_decision_may_stand_in_any_row_of_a_dialogue(corpus: Path, decide: Callable[..., Any]) -> None:
    def edit(rows: Sheet) -> None:
        first(rows, DIALOGUE).update(state="")
        turn(rows, 1, 5).update(state="accepted")
        rows.reverse()

    assert decide(edit, "by=Ann Lee, Oslo").code == 0
    assert log(corpus) == [("dialogue", "accepted", "Ann Lee, Oslo", "")]


def test_the_latest_decision_counts_and_all_are_kept(corpus: Path, decide: Callable[..., Any]) -> None:
    decide(lambda rows: first(rows, DIALOGUE).update(state="accepted"), "by=Ann")
    decide(lambda rows: first(rows, DIALOGUE).update(state="rejected", why="second thoughts"), "by=Ben")
    decide(lambda rows: first(rows, DIALOGUE).update(by="Cem"), "by=Ben")  # what the sheet says goes before
    assert log(corpus) == [
        ("dialogue", "accepted", "Ann", ""),
        ("dialogue", "rejected", "Ben", "second thoughts"),
        ("dialogue", "rejected", "Cem", "second thoughts"),
    ]
    with CorpusStore.open_existing(corpus) as store:
        assert Reviews(store).of(DIALOGUE, ids(corpus)[0]).by == "Cem"


def test_a_changed_text_is_edited_and_one_changed_back_accepted(corpus: Path, decide: Callable[..., Any]) -> None:
    made = CorpusStore.open_existing(corpus).dialogue(ids(corpus)[0])
    assert decide(lambda rows: turn(rows, 1, 3).update(text="'=Better. "), "by=Ann").code == 0
    with CorpusStore.open_existing(corpus) as store:
        edited = Reviews(store).dialogue(ids(corpus)[0])
        assert store.dialogue(ids(corpus)[0]) == made, "what was made stays"
    assert edited.turns[2].text == "=Better."
    assert edited.id == made.id
    assert [edited.turns[place] for place in (0, 1, 3)] == [made.turns[place] for place in (0, 1, 3)]
    assert decide(lambda rows: None).out == "0 decisions are new\n"
    assert decide(lambda rows: turn(rows, 1, 3).update(text=made.turns[2].text), "by=Ben").code == 0
    assert [entry[1] for entry in log(corpus)] == ["edited", "accepted"]


def test_an_edit_outlives_later_decisions(corpus: Path, decide: Callable[..., Any]) -> None:
    decide(lambda rows: turn(rows, 1, 3).update(text="Better."), "by=Ann")
    for state in ("rejected", "accepted"):
        decide(lambda rows, state=state: first(rows, DIALOGUE).update(state=state), "by=Ben")
    with CorpusStore.open_existing(corpus) as store:
        assert Reviews(store).dialogue(ids(corpus)[0]).turns[2].text == "Better."
    assert [entry[1] for entry in log(corpus)] == ["edited", "rejected", "accepted"]


def test_reasoning_can_be_changed_node_by_node(corpus: Path, decide: Callable[..., Any]) -> None:
    made = CorpusStore.open_existing(corpus).dialogue(ids(corpus)[0]).turns[1].reasoning
    assert made is not None

    def edit(rows: Sheet) -> None:
        row = turn(rows, 1, 2)
        row["reasoning"] = row["reasoning"].replace(str(made.thought), "They blame\nthemselves.")
        row["reasoning"] = row["reasoning"].replace("Strategy: Question", "Strategy: Information")

    assert made.strategy == "Question"
    assert decide(edit, "by=Ann").code == 0
    with CorpusStore.open_existing(corpus) as store:
        edited = Reviews(store).dialogue(ids(corpus)[0]).turns[1].reasoning
    changes = {"thought": "They blame\nthemselves.", "strategy": "Information"}
    assert edited == made.model_copy(update=changes)


def test_a_persona_can_be_changed_attribute_by_attribute(corpus: Path, decide: Callable[..., Any]) -> None:
    with closing(sqlite3.connect(corpus / "corpus.db")) as database, database:  # what a line of text cannot tell apart
        database.execute("""UPDATE personas SET emotional_experience_words = '["sad, but calm", "tired"]'""")
    with CorpusStore.open_existing(corpus) as store:
        identifier = next(iter(store.run_dialogues(1)))["persona_id"]
        made = store.persona(identifier).persona

    def edit(rows: Sheet) -> None:
        row = first(rows, PERSONA)
        row["text"] = (
            row["text"]
            .replace(f"Age: {made.age}", "Age: 61")
            .replace(f"Event Location: {made.event.location}", "Event Location: on the island")
        )

    assert decide(edit, "by=Ann").code == 0
    with CorpusStore.open_existing(corpus) as store:
        edited = Reviews(store).persona(identifier)
    event = made.event.model_copy(update={"location": "on the island"})
    assert edited == made.model_copy(update={"age": 61, "event": event})
    assert log(corpus) == [("persona", "edited", "Ann", "")]


REFUSED: list[tuple[Edit, int, str]] = [
    (lambda rows: rows[0].update(state="maybe"), 2, 'state is "maybe"; there are pending, accepted, edited, rejected'),
    (lambda rows: rows[0].update(state="edited"), 2, "nothing is changed"),
    (lambda rows: rows[1].update(id="sha256:0"), 3, 'there is no persona "sha256:0" in this corpus'),
    (lambda rows: rows[1].update(item="person"), 3, 'item is "person"'),
    (lambda rows: rows[0].update(text="Age: 3"), 2, 'a persona has to keep its lines; "Gender:" is missing'),
    (lambda rows: rows[0].update(text=rows[0]["text"].replace("Age: ", "Age: some ")), 2, '"age": Input should be'),
    (lambda rows: turn(rows, 1, 3).update(text=" "), 6, "the text is empty"),
    (lambda rows: turn(rows, 1, 3).update(turn="99"), 6, 'turn is "99"'),
    (lambda rows: turn(rows, 1, 3).update(turn="1.5"), 6, 'turn is "1.5"'),
    (lambda rows: rows[1].update(as_of="x"), 3, 'as_of is "x"; it says when the row was written'),
    (lambda rows: rows[1].update(as_of=""), 3, 'as_of is ""; it says when the row was written'),
    (lambda rows: rows[1].update(as_of="7"), 3, 'as_of is "7"; it says when the row was written'),
    (lambda rows: turn(rows, 1, 3).update(turn="2"), 6, "turn 2 of this dialogue is in row 5 already"),
    (lambda rows: turn(rows, 1, 3).update(speaker="supporter"), 6, 'speaker is "supporter"'),
    (lambda rows: rows.remove(turn(rows, 1, 3)), 4, "turn 3 of this dialogue is missing"),
    (lambda rows: rows.append(dict(rows[0])), 0, "this persona is in row 2 already"),
    (lambda rows: turn(rows, 1, 3).update(state="rejected"), 6, 'state is "rejected" here and "pending" in row 4'),
    (lambda rows: turn(rows, 1, 1).update(reasoning="Thought: x"), 4, "this turn has no reasoning"),
    (lambda rows: turn(rows, 1, 2).update(reasoning="Thought: x"), 5, '"Situation:" is missing'),
    (
        lambda rows: turn(rows, 1, 2).update(reasoning=turn(rows, 1, 2)["reasoning"] + " mark"),
        5,
        '"Question mark" is no strategy',
    ),
]


@pytest.mark.parametrize(("edit", "row", "problem"), REFUSED, ids=[problem[:40] for _, _, problem in REFUSED])
def test_what_cannot_be_taken_is_refused_with_its_row_and_nothing_is_stored(
    edit: Edit, row: int, problem: str, corpus: Path, path: Path, decide: Callable[..., Any]
) -> None:
    def also(rows: Sheet) -> None:
        first(rows, DIALOGUE, 2).update(state="accepted")
        edit(rows)

    said = decide(also, "by=Ann")
    assert (said.code, said.out) == (2, "")
    assert f"review.csv: row {row or len(load(path)) + 1}: " in said.complaint
    assert problem in said.complaint
    assert said.complaint.endswith("; nothing was taken from the sheet")
    assert log(corpus) == []


def test_somebody_has_to_have_decided(corpus: Path, decide: Callable[..., Any]) -> None:
    said = decide(lambda rows: first(rows, DIALOGUE).update(state="accepted"))
    assert 'row 4: nobody is named in the column "by"; fill it in, or say by=NAME' in said.complaint
    assert log(corpus) == []


def test_a_sheet_without_one_of_its_columns_is_refused(socialsim: Program, corpus: Path, path: Path) -> None:
    socialsim("review", "export", corpus, path)
    save(path, [{name: cell for name, cell in row.items() if name != "state"} for row in load(path)])
    said = socialsim("review", "import", corpus, path, "by=Ann")
    assert said.code == 2
    assert "review.csv: row 1: there is no column 'state'" in said.complaint


def test_the_columns_for_the_reader_need_not_stay(socialsim: Program, corpus: Path, path: Path) -> None:
    socialsim("review", "export", corpus, path)
    rows = load(path)
    first(rows, DIALOGUE).update(state="accepted")
    save(path, [{name: cell for name, cell in row.items() if name not in ("no", "findings")} for row in rows])
    assert socialsim("review", "import", corpus, path, "by=Ann").out == "1 decision is new: 1 accepted\n"


def test_numbers_that_a_program_made_decimal_are_whole(corpus: Path, decide: Callable[..., Any]) -> None:
    def edit(rows: Sheet) -> None:
        for number, row in enumerate(rows):
            if row["turn"]:
                row["turn"] += ".0" if number % 2 else ",00"
            row["as_of"] += ".0"
        turn(rows, 1, 3).update(text="Better.")

    assert decide(edit, "by=Ann").out == "1 decision is new: 1 edited\n"


def test_a_sheet_saved_as_unicode_text_is_taken(socialsim: Program, corpus: Path, path: Path) -> None:
    socialsim("review", "export", corpus, path)
    rows = load(path)
    turn(rows, 1, 3).update(text="Mieux\u00a0: «\u2009é\u2009» 你好\nand\ta tab")
    save(path, rows, delimiter="\t")
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    assert socialsim("review", "import", corpus, path, "by=Ann").out == "1 decision is new: 1 edited\n"
    with CorpusStore.open_existing(corpus) as store:
        assert Reviews(store).dialogue(ids(corpus)[0]).turns[2].text == "Mieux\u00a0: «\u2009é\u2009» 你好\nand\ta tab"
    path.write_bytes(path.read_bytes()[:-1])
    assert "save the sheet as CSV in UTF-8" in socialsim("review", "import", corpus, path).complaint


def test_a_sheet_is_taken_as_programs_of_other_countries_save_it(socialsim: Program, corpus: Path, path: Path) -> None:
    socialsim("review", "export", corpus, path)
    rows = load(path)
    first(rows, DIALOGUE).update(state="accepted")
    save(path, rows, delimiter=";")
    assert socialsim("review", "import", corpus, path, "by=Ann").out == "1 decision is new: 1 accepted\n"
    path.write_text("item;text\né;x\n", encoding="cp1252")
    assert "not UTF-8 text; save the sheet as CSV in UTF-8" in socialsim("review", "import", corpus, path).complaint


def test_some_of_the_items_are_enough(corpus: Path, decide: Callable[..., Any]) -> None:
    def edit(rows: Sheet) -> None:
        rows[:] = [row | {"state": row["state"] and "accepted"} for row in of_item(rows, DIALOGUE, 2)]

    assert decide(edit, "by=Ann").out == "1 decision is new: 1 accepted\n"


def test_a_sheet_that_is_there_is_not_replaced(socialsim: Program, corpus: Path, path: Path) -> None:
    path.write_text("decisions of a week")
    said = socialsim("review", "export", corpus, path)
    assert said.code == 2
    assert "is there already" in said.complaint
    assert path.read_text() == "decisions of a week"


def test_states_are_counted(socialsim: Program, corpus: Path, decide: Callable[..., Any]) -> None:
    decide(lambda rows: (first(rows, DIALOGUE).update(state="rejected"), rows[1].update(state="accepted")), "by=Ann")
    assert [line.split() for line in socialsim("review", corpus).out.splitlines()] == [
        ["pending", "accepted", "edited", "rejected"],
        ["personas", "1", "1", "0", "0"],
        ["dialogues", "1", "0", "0", "1"],
    ]


def test_a_bank_without_dialogues_is_reviewed_too(socialsim: Program, path: Path, tmp_path: Path) -> None:
    bank = tmp_path / "bank"
    assert socialsim("extract", "posts=examples", "n=2", f"out={bank}").code == 0
    assert socialsim("review", "export", bank, path).out.startswith("2 personas and 0 dialogues are in")
    assert [row["item"] for row in load(path)] == ["persona", "persona"]


# Several people at once


@pytest.fixture
def sheet(socialsim: Program, corpus: Path, tmp_path: Path) -> Callable[[str, Edit], Any]:
    """Take in an edit of one and the same sheet, written before anybody decided, by a person."""
    blank = tmp_path / "blank.csv"
    assert socialsim("review", "export", corpus, blank).code == 0

    def go(by: str, edit: Edit) -> Any:
        rows = load(blank)
        edit(rows)
        save(tmp_path / f"{by}.csv", rows)
        return socialsim("review", "import", corpus, tmp_path / f"{by}.csv", f"by={by}")

    return go


def test_an_older_sheet_decides_only_what_was_changed_in_it(corpus: Path, sheet: Callable[[str, Edit], Any]) -> None:
    def ann(rows: Sheet) -> None:
        turn(rows, 1, 3).update(text="Better.")
        rows[0].update(state="rejected", why="made up")

    assert sheet("ann", ann).out == "2 decisions are new: 1 edited, 1 rejected\n"
    assert sheet("bob", lambda rows: turn(rows, 2, 3).update(text="Other.")).out == "1 decision is new: 1 edited\n"
    with CorpusStore.open_existing(corpus) as store:
        texts = [Reviews(store).dialogue(one).turns[2].text for one in ids(corpus)]
        assert texts == ["Better.", "Other."]
    assert sorted(log(corpus)) == [
        ("dialogue", "edited", "ann", ""),
        ("dialogue", "edited", "bob", ""),
        ("persona", "rejected", "ann", "made up"),
    ]


CONFLICTS: list[tuple[Edit, int, str]] = [
    (lambda rows: first(rows, DIALOGUE).update(state="rejected"), 4, DIALOGUE),
    (lambda rows: turn(rows, 1, 5).update(text="Otherwise."), 4, DIALOGUE),
    (lambda rows: first(rows, DIALOGUE).update(why="good"), 4, DIALOGUE),
    (lambda rows: rows[1].update(state="accepted"), 3, PERSONA),
]


@pytest.mark.parametrize(("edit", "row", "kind"), CONFLICTS)
def test_what_somebody_else_decided_since_is_not_decided_again(
    edit: Edit, row: int, kind: str, corpus: Path, sheet: Callable[[str, Edit], Any]
) -> None:
    def ann(rows: Sheet) -> None:
        first(rows, DIALOGUE).update(state="accepted")
        rows[1].update(state="rejected")

    def bob(rows: Sheet) -> None:
        first(rows, DIALOGUE, 2).update(state="accepted")
        edit(rows)

    sheet("ann", ann)
    before = log(corpus)
    with CorpusStore.open_existing(corpus) as store:
        item = ids(corpus)[0] if kind == DIALOGUE else Reviews(store).personas()[1]
    said = sheet("bob", bob)
    assert (said.code, said.out) == (2, "")
    told = f"bob.csv: row {row}: ann decided on {kind} {short(item)} since this sheet was written; export a fresh sheet"
    assert told in said.complaint
    assert log(corpus) == before


def test_one_may_go_on_in_a_sheet_of_one_s_own(corpus: Path, sheet: Callable[[str, Edit], Any]) -> None:
    def begun(rows: Sheet) -> None:
        turn(rows, 1, 3).update(text="Better.")

    def more(rows: Sheet) -> None:
        begun(rows)
        first(rows, DIALOGUE).update(state="rejected")
        first(rows, DIALOGUE, 2).update(state="accepted")

    assert sheet("ann", begun).out == "1 decision is new: 1 edited\n"
    assert sheet("ann", begun).out == "0 decisions are new\n"
    assert sheet("ann", more).out == "2 decisions are new: 1 accepted, 1 rejected\n"
    with CorpusStore.open_existing(corpus) as store:
        assert Reviews(store).dialogue(ids(corpus)[0]).turns[2].text == "Better."


def test_a_copy_without_one_s_own_edit_does_not_undo_it(corpus: Path, sheet: Callable[[str, Edit], Any]) -> None:
    sheet("ann", lambda rows: turn(rows, 1, 3).update(text="Better."))
    said = sheet("ann", lambda rows: first(rows, DIALOGUE).update(state="accepted"))
    assert "row 4: ann decided on dialogue" in said.complaint
    assert [entry[1] for entry in log(corpus)] == ["edited"]


def test_rows_of_two_sheets_are_not_one_item(socialsim: Program, corpus: Path, decide: Callable[..., Any]) -> None:
    decide(lambda rows: first(rows, DIALOGUE).update(state="accepted"), "by=Ann")
    said = decide(lambda rows: turn(rows, 1, 2).update(as_of="0"), "by=Bob")
    assert 'row 5: as_of is "0" here and "1" in row 4; use one sheet' in said.complaint


def test_a_decision_that_cannot_be_drawn_leaves_the_log_as_it_was(corpus: Path) -> None:
    def broken() -> Iterator[Review]:
        yield Review(DIALOGUE, ids(corpus)[0], State.ACCEPTED, "Ann")
        raise InputError("the next one")

    with CorpusStore.open_existing(corpus) as store:
        with pytest.raises(InputError, match="the next one"):
            Reviews(store).add(broken())
        Reviews(store).add([Review(DIALOGUE, ids(corpus)[1], State.REJECTED, "Ann")])
    assert log(corpus) == [("dialogue", "rejected", "Ann", "")]


# What was accepted goes out


def test_export_writes_what_was_accepted_as_it_was_edited(
    socialsim: Program, corpus: Path, decide: Callable[..., Any], tmp_path: Path
) -> None:
    def edit(rows: Sheet) -> None:
        turn(rows, 2, 1).update(text="Hello, it is about the ferry.")
        second = of_item(rows, PERSONA, 2)[0]
        second["text"] = second["text"].replace("Occupation: ", "Occupation: retired ")

    assert decide(edit, "by=Ann").code == 0
    gold = tmp_path / "gold"
    said = socialsim("export", corpus, "reviewed=true", f"to={gold}")
    assert said.out == f"1 of 2 dialogues are in {gold}/ssconv.json, {gold}/profiles.json\n"
    (record,), (profile,) = read_json(gold / "ssconv.json"), read_json(gold / "profiles.json")
    made = read_json(corpus / "ssconv.json")[1]["Dialogue"]
    told = made[0] | {"Seeker": "Hello, it is about the ferry."}
    played = {"seeker": "offline/rules-2", "supporter": "offline/rules-2"}
    assert record == {"ID": 1, "Crisis": [], "Generators": played, "Dialogue": [told, *made[1:]]}
    assert profile["Occupation"].startswith("retired ")
    socialsim("export", corpus, "reviewed=true", "format=jsonl", f"to={gold}")
    (line,) = map(json.loads, (gold / "dialogues.jsonl").read_text("utf-8").splitlines())
    assert (line["id"], line["persona"]["occupation"]) == (ids(corpus)[1], profile["Occupation"])
    assert len(read_json(corpus / "ssconv.json")) == 2, "the corpus' own files stay"


def test_what_the_checks_set_aside_goes_out_if_people_accept_it(
    socialsim: Program, corpus: Path, decide: Callable[..., Any], tmp_path: Path
) -> None:
    with closing(sqlite3.connect(corpus / "corpus.db")) as database, database:
        database.execute("UPDATE dialogues SET status = 'check-failed', error = 'safety: diagnosis'")
    decide(lambda rows: first(rows, DIALOGUE).update(state="accepted"), "by=Ann")
    assert socialsim("export", corpus, "reviewed=true", f"to={tmp_path / 'gold'}").out.startswith("1 of 2 dialogues")


def test_nothing_goes_out_whose_persona_is_rejected(
    socialsim: Program, corpus: Path, decide: Callable[..., Any], tmp_path: Path
) -> None:
    decide(lambda rows: [row.update(state="accepted") for row in rows if row["state"]], "by=Ann")
    decide(lambda rows: rows[0].update(state="rejected"), "by=Ann")
    said = socialsim("export", corpus, "reviewed=true", f"to={tmp_path / 'gold'}")
    left_out = "Left out, because the persona is rejected: 1 of the 2 accepted dialogues"
    assert said.out.splitlines()[0] == left_out
    assert said.out.splitlines()[1].startswith("1 of 2 dialogues are in")


def test_accepted_dialogues_of_rejected_personas_are_told(
    socialsim: Program, corpus: Path, decide: Callable[..., Any], tmp_path: Path
) -> None:
    decide(lambda rows: (rows[0].update(state="rejected"), first(rows, DIALOGUE).update(state="accepted")), "by=Ann")
    said = socialsim("export", corpus, "reviewed=true")
    assert said.code == 2
    assert "1 of the 2 dialogues are accepted in a review, but each has a persona that is rejected" in said.complaint
    assert not (corpus / "reviewed").exists()


def test_what_was_accepted_stands_beside_the_corpus_own_files(
    socialsim: Program, corpus: Path, decide: Callable[..., Any]
) -> None:
    decide(lambda rows: first(rows, DIALOGUE).update(state="accepted"), "by=Ann")
    said = socialsim("export", f"{corpus}/", "reviewed=true")
    there = f"{corpus}/reviewed"
    assert said.out == f"1 of 2 dialogues are in {there}/ssconv.json, {there}/profiles.json\n"
    assert [len(read_json(folder / "ssconv.json")) for folder in (corpus, corpus / "reviewed")] == [2, 1]


def test_without_anything_accepted_nothing_is_written(socialsim: Program, corpus: Path, tmp_path: Path) -> None:
    said = socialsim("export", corpus, "reviewed=true", f"to={tmp_path / 'gold'}")
    assert said.code == 2
    assert "none of the 2 dialogues is accepted in a review" in said.complaint
    assert not (tmp_path / "gold").exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["export", "{corpus}"], "say `socialsim review export DIR FILE.csv`"),
        (["import", "{corpus}", "none.csv"], "none.csv: cannot be read (No such file or directory)"),
        (["imprt", "{corpus}", "x.csv"], "action=imprt: there are export, import"),
        (["export", "{corpus}", "x.csv", "by=Ann"], "by=Ann: is for import"),
        (["export", "{corpus}", "x.csv", "run=9"], "has no such run"),
        (["nowhere"], "nowhere: no corpus.db here"),
    ],
)
def test_what_cannot_be_is_one_line(words: list[str], complaint: str, socialsim: Program, corpus: Path) -> None:
    said = socialsim("review", *(word.format(corpus=corpus) for word in words))
    assert (said.code, said.out) == (2, "")
    assert complaint in said.complaint
    assert not Path("x.csv").exists()


def test_a_key_that_takes_a_list_says_so(socialsim: Program, corpus: Path) -> None:
    said = socialsim("check", corpus, "checks.ignore=too_short")
    assert said.complaint == "socialsim: checks.ignore=too_short: takes a list; say checks.ignore=[too_short]"
    assert socialsim("check", corpus, "checks.ignore=[too_short]").code == 0
