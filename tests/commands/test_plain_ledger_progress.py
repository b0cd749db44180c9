"""Small parts: text as data, tokens and money, and progress where there is no terminal."""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console
from rich.progress import Progress
from socialsim.commands import ledger
from socialsim.commands.plain import as_text, plain
from socialsim.commands.progress import Spending, columns, phase
from socialsim.commands.record import Statistics
from socialsim.generators import LMConfig, Meter, Tokens
from socialsim.signatures import Dialogue, Persona, Reasoning, StopReason, Turn

from tests.server import PERSONA


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("one\ttwo\nthree", "one\ttwo\nthree"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b(0 \x07\x08\x00", "(0 "),
        ("a\u202eb\u2066c", "abc"),
        ("[bold]kept[/bold] naïve 中文 🙂", "[bold]kept[/bold] naïve 中文 🙂"),
    ],
)
def test_nothing_that_a_terminal_obeys_is_left(text: str, printed: str) -> None:
    assert plain(text) == printed
    assert as_text(text).plain == printed


def test_tokens_add_up_and_null_counts_as_none() -> None:
    total: ledger.Counts = {}
    ledger.add(total, {"a": {"prompt_tokens": 3, "completion_tokens": 4, "prompt_tokens_details": None}})
    ledger.add(total, {"a": {"prompt_tokens": 5, "completion_tokens": None}, "b": {}})
    ledger.add(total, {"b": {"prompt_tokens": 9, "prompt_tokens_details": {"cached_tokens": 7}}})
    assert total == {
        "a": {"prompt_tokens": 8, "completion_tokens": 4, "cached_tokens": 0, "stored_tokens": 0},
        "b": {"prompt_tokens": 9, "completion_tokens": 0, "cached_tokens": 7, "stored_tokens": 0},
    }


def priced(model: str, given: float | None, written: float | None) -> LMConfig:
    return LMConfig(
        engine="remote", model=model, usd_per_million_input_tokens=given, usd_per_million_output_tokens=written
    )


def test_the_cost_is_tokens_times_price_and_unknown_where_a_price_is() -> None:
    tokens = {"a": {"prompt_tokens": 2_000_000, "completion_tokens": 500_000}}
    # 2 × 2.50 + 0.5 × 10
    assert ledger.cost(tokens, [priced("a", 2.5, 10.0), priced("a", 2.5, 10.0)]) == 10.0
    assert ledger.cost(tokens, [priced("a", 2.5, None)]) is None
    assert ledger.cost(tokens, [priced("b", 2.5, 10.0)]) is None
    assert ledger.cost(tokens, [priced("a", 2.5, 10.0), priced("a", 1.0, 10.0)]) is None
    assert ledger.cost({"offline/rules": {"prompt_tokens": 9, "completion_tokens": 9}}, []) == 0
    assert ledger.cost({}, []) == 0


def test_what_the_provider_had_in_its_cache_is_cheaper_where_a_price_says_so() -> None:
    tokens = {"a": {"prompt_tokens": 2_000_000, "completion_tokens": 0, "cached_tokens": 1_000_000}}
    cheaper = replace(priced("a", 2.0, 10.0), usd_per_million_cached_input_tokens=0.5)
    assert ledger.cost(tokens, [priced("a", 2.0, 10.0)]) == 4.0
    assert ledger.cost(tokens, [cheaper]) == 2.5


def test_without_a_terminal_progress_is_ten_lines_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    with phase("dialogues", 95, reused=5) as progress:
        for number in range(90):
            progress.advance(failed=number == 0)
    lines = capsys.readouterr().err.splitlines()
    # A line every ten (95 in tenths, rounded up), and one at the end; five were there before.
    assert lines[0] == "dialogues: 10 of 95, 1 failed"
    assert lines[-1] == "dialogues: 95 of 95, 1 failed"
    assert len(lines) == 10
    assert progress.finished == 94


def test_nothing_to_do_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with phase("dialogues", 3, reused=3):
        pass
    assert capsys.readouterr().err == ""


def test_what_was_there_already_is_no_news_and_not_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    spending = Spending(Meter(), expected_calls=2 * 20)
    with phase("personas", 20, spending=spending) as progress:
        for _ in range(11):
            progress.reuse(calls=2)
        for _ in range(9):
            progress.advance()
    assert spending.expected_calls == 2 * 9
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"personas: {count} of 20" for count in (12, 14, 16, 18, 20)]


def spent(**counts: Any) -> Spending:
    """Return what a phase of 10,000 calls has spent that began a thousand seconds ago."""
    spending = Spending(Meter(), expected_calls=10_000, _began=time.monotonic() - 1000)
    for name, count in counts.items():
        setattr(spending.meter, name, count)
    return spending


def spent_on_all() -> Spending:
    return spent(calls=4000, reused=1000, retries=3, tokens=Tokens(1_000_000, 234_567), usd=12.3)


def test_a_server_that_only_complains_is_heard_of() -> None:
    assert spent().words() == ""
    assert spent(retries=7).words() == "7 tried again"


@pytest.mark.parametrize(
    ("width", "words"),
    [
        # 5,000 in 1,000 s are 5/s; 5,000 more take 16:40, or a second more by the time it is said.
        (None, "4,000 calls (5/s), 1,000 from the cache, 1,234,567 tokens, 12.30 USD, 3 tried again, about 16:4x left"),
        (100, "4,000 calls (5/s), 1,000 from the cache, 12.30 USD, 3 tried again, about 16:4x left"),
        (80, "4,000 calls (5/s), 12.30 USD, 3 tried again, about 16:4x left"),
        (60, "12.30 USD, 3 tried again, about 16:4x left"),
        (30, "12.30 USD, about 16:4x left"),
        (20, "about 16:4x left"),
    ],
)
def test_where_there_is_less_room_what_matters_least_is_left_out(width: int | None, words: str) -> None:
    assert re.sub(r"16:4\d", "16:4x", spent_on_all().words(width)) == words


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_a_bar_is_one_line_that_fits_the_terminal(width: int) -> None:
    paper = Console(width=width, file=io.StringIO(), force_terminal=False)
    bar = Progress(*columns(spent_on_all()), console=paper)
    bar.add_task("dialogues", total=1000, completed=200, failures="12 failed")
    paper.print(bar.get_renderable())
    printed: Any = paper.file
    (line,) = printed.getvalue().splitlines()
    assert len(line) <= width
    for words in ("dialogues", "200/1000", "12 failed", "about 16:4"):
        assert words in line
    assert ("tokens" in line) == (width >= 160) and ("from the cache" in line) == (width >= 140)


def test_figures_are_of_the_dialogues_that_pass() -> None:
    def dialogue(*strategies: str) -> Dialogue:
        turns = [Turn(speaker="supporter", text="x", reasoning=Reasoning(strategy=name)) for name in strategies]
        return Dialogue(turns=(Turn(speaker="seeker", text="y"), *turns), stop_reason=StopReason.RESOLVED)

    persona, figures = Persona.model_validate(PERSONA), Statistics()
    assert figures.mean_turns is None
    items = [(1, dialogue("Question", "Others"), persona, None), (2, dialogue("Question"), persona, None)]
    assert list(figures.watch(items)) == items
    assert figures.mean_turns == 2.5  # (3 + 2) / 2
    assert figures.shares() == {"Question": 0.6667, "Others": 0.3333}
    assert figures.stop_reasons == {"resolved": 2}
