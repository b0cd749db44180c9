"""A chatbot on loopback, in this process or by rules answers a test set; what it was paid for is asked for once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.answers import answers
from socialsim.commands.one_lm import one_lm
from socialsim.commands.schema import BudgetConfig, ProgramConfig
from socialsim.corpora.format import ReadDialogue
from socialsim.generators import LMConfig
from socialsim.generators.identity import OFFLINE
from socialsim.signatures import BudgetReached, ConfigurationError, Dialogue, InputError, Outputs, Turn

from tests.conversations import TURNS
from tests.generators.local.tiny import make_model
from tests.server import Body, Server, plausible, wanted

DIRECT = ProgramConfig(nodes=[])
CHAT = ProgramConfig(nodes=[], granularity="bare")
FULL = ProgramConfig(nodes=["situation", "thought", "action", "strategy"])
DIALOGUES = [
    ReadDialogue(Dialogue(turns=TURNS[:6]), id="one"),
    ReadDialogue(Dialogue(turns=TURNS[2:8]), id="two"),
]
"""Three places each."""
TEXTS = [turn.text for turns in (TURNS[:6], TURNS[2:8]) for turn in turns if turn.speaker == "supporter"]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def of(server: Server) -> LMConfig:
    return LMConfig(engine="remote", model="openai/m", api_base=server.base_url, retries=0)


def ask(
    lm: LMConfig,
    cache: Path | None = None,
    program: ProgramConfig = DIRECT,
    budget: BudgetConfig | None = None,
    **options: Any,
) -> Outputs:
    with one_lm(lm, budget or BudgetConfig(), str(cache) if cache else None) as (plain, session):
        return answers(DIALOGUES, plain, program, session, data="test", **options)


def test_every_place_is_answered_in_order(server: Server) -> None:
    found = ask(of(server))
    assert (found.data, found.system.partition("?")[0]) == ("test", "openai/m")
    assert [reply.references for reply in found.replies] == [(text,) for text in TEXTS]
    assert [(reply.dialogue, reply.turn) for reply in found.replies] == [
        ("one", 2),
        ("one", 4),
        ("one", 6),
        ("two", 2),
        ("two", 4),
        ("two", 6),
    ]
    assert all(reply.text and reply.text.startswith("Some utterance") for reply in found.replies)
    assert len(server.requests) == 6
    assert ask(of(server), system="mine").system == "mine"


def test_a_chatbot_sees_the_turns_before_and_nothing_after(server: Server) -> None:
    ask(of(server), n=1)
    seen = ["\n".join(str(message["content"]) for message in body["messages"]) for body in server.requests]
    seen.sort(key=len)
    for text, place in zip(seen, (1, 3, 5), strict=True):
        assert all(turn.text in text for turn in TURNS[:place])
        assert not any(turn.text in text for turn in TURNS[place:])
        assert "sister has not answered calls" not in text  # the reasoning behind the turns before


def test_n_is_the_number_of_dialogues_and_changes_no_answer(server: Server) -> None:
    assert ask(of(server), n=1).replies == ask(of(server)).replies[:3]


def test_another_seed_is_another_draw(server: Server) -> None:
    assert ask(of(server), seed=1).replies != ask(of(server), seed=2).replies


def test_a_second_run_pays_nothing_and_says_the_same(server: Server, tmp_path: Path) -> None:
    first = ask(of(server), tmp_path / "responses.db")
    assert ask(of(server), tmp_path / "responses.db") == first
    assert len(server.requests) == 6


def test_a_program_that_reasons_keeps_its_reasoning_and_strategy(server: Server) -> None:
    found = ask(of(server), program=FULL)
    assert len(server.requests) == 6 * 5
    for reply in found.replies:
        assert reply.reasoning is not None and list(reply.reasoning.steps()) == FULL.nodes
        assert reply.strategy == reply.reasoning.strategy
    assert found.replies[0].reference_strategy == "Question"


def test_failures_are_replies_without_text_that_say_how(server: Server, tmp_path: Path) -> None:
    def answer(body: Body) -> str | int:
        last = str(body["messages"])
        if TURNS[4].text in last:
            return 400 if TURNS[6].text in last else "[[ ## wrong ## ]] nothing"
        return plausible(body)

    server.answer = answer
    found = ask(of(server), tmp_path / "responses.db")
    assert [reply.about for reply in found.replies] == [
        {},
        {},
        {"failed": "parse-failed"},
        {},
        {"failed": "parse-failed"},
        {"failed": "refused"},
    ]
    assert [reply.text is None for reply in found.replies] == [False, False, True, False, True, True]
    assert [reply.references for reply in found.replies] == [(text,) for text in TEXTS]


def test_what_a_budget_ends_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    cache = tmp_path / "responses.db"
    with pytest.raises(BudgetReached, match=r"^budget.calls=4 is reached: 4 of 6 replies are saved in .*responses.db"):
        ask(of(server), cache, budget=BudgetConfig(calls=4))
    found = ask(of(server), cache)
    assert len(server.requests) == 6
    assert found == ask(of(server))  # nothing of it depends on having been stopped
    with pytest.raises(BudgetReached, match=r"^budget.calls=4 is reached$"):
        ask(of(server), budget=BudgetConfig(calls=4))


def _ask_for_good(lm: LMConfig, cache: Path) -> None:
    ask(lm, cache)


def test_what_is_killed_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    cache = tmp_path / "responses.db"
    server.hold_after = 3
    lm = replace(of(server), concurrency=1)
    process = multiprocessing.get_context("spawn").Process(target=_ask_for_good, args=(lm, cache))
    process.start()
    assert server.holding.wait(60)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    server.hold_after = None
    server.release.set()
    before = len(server.requests)
    found = ask(lm, cache)
    # Three were answered and are in the cache; the one in flight is asked for again.
    assert (before, len(server.requests)) == (4, 4 + 3)
    assert found.replies == ask(lm).replies


@pytest.mark.parametrize("program", [CHAT, DIRECT], ids=["chat", "direct"])
def test_a_model_in_this_process_answers(tmp_path: Path, program: ProgramConfig) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("llguidance")
    lm = LMConfig(engine="transformers", model=str(make_model(tmp_path / "model")), device="cpu", max_tokens=40)
    found = ask(lm, tmp_path / "responses.db", program)
    assert found.system.startswith(f"transformers/{lm.model}")
    assert len(found.replies) == 6 and all(reply.text for reply in found.replies)
    assert ask(lm, tmp_path / "responses.db", program) == found


def test_rules_answer_for_trying(tmp_path: Path) -> None:
    found = ask(LMConfig(), tmp_path / "responses.db", FULL)
    assert found.system.startswith(OFFLINE) and all(reply.text and reply.strategy for reply in found.replies)
    assert not (tmp_path / "responses.db").exists()


def test_what_cannot_be_asked_is_one_line(server: Server) -> None:
    with pytest.raises(ConfigurationError, match="program=single_shot: writes whole dialogues"):
        ask(of(server), program=ProgramConfig(kind="single_shot"))
    only = ReadDialogue(Dialogue(turns=(Turn(speaker="supporter", text="Hello?"),)), id="one")
    with (
        one_lm(of(server), BudgetConfig(), None) as (lm, session),
        pytest.raises(InputError, match="test: there is nothing to answer"),
    ):
        answers([only], lm, DIRECT, session, data="test")
    assert server.requests == []


def test_the_prompts_of_the_program_direct_ask_for_the_utterance_alone(server: Server) -> None:
    ask(of(server), n=1)
    assert {tuple(wanted(body)) for body in server.requests} == {("utterance",)}


@pytest.mark.parametrize("system", [None, "Be kind."])
def test_the_program_chat_asks_by_the_conversation_alone(server: Server, system: str | None) -> None:
    found = ask(of(server), program=replace(CHAT, system=system), n=1)
    told = [{"role": "system", "content": system}] if system else []
    roles = {"seeker": "user", "supporter": "assistant"}
    said = [{"role": roles[turn.speaker], "content": turn.text} for turn in TURNS[:6]]
    asked = sorted((body["messages"] for body in server.requests), key=len)
    assert asked == [told + said[:place] for place in (1, 3, 5)]
    assert all(reply.text and reply.text.startswith("Some reply") for reply in found.replies)
    assert {(reply.reasoning, reply.strategy) for reply in found.replies} == {(None, None)}
