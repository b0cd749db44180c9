"""Only dialogues that the checks accept are shown as demonstrations, whichever optimizer is at work."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import dspy
import pytest
from dspy.lm15 import Message, Request, Response, TextPart
from socialsim.generators import LMConfig
from socialsim.generators.lm import GeneratorLM
from socialsim.generators.offline.engine import NAME, OfflineEngine
from socialsim.generators.offline.prompt import read_prompt
from socialsim.optimizers import METHODS, Item, Settings, Split, make_task, written
from socialsim.optimizers.compiled import Tuned
from socialsim.optimizers.ledger import Ledger, best_of
from socialsim.optimizers.lesson import Lesson
from socialsim.optimizers.metric import Finding, Metric
from socialsim.optimizers.metrics import Quality
from socialsim.optimizers.student import Watched, accepted, student
from socialsim.programs import Simulation
from socialsim.signatures import ConfigurationError, Persona, Severity

from tests.conversations import GOOD, saying, thinking
from tests.optimizers.conftest import simulation
from tests.optimizers.scripted import WRITER, Script, served
from tests.optimizers.telling import LABEL, made, played
from tests.server import Server

ALL = Settings(labeled=2, bootstrapped=4, candidates=2, rounds=3, batch=100, threshold=0.01)
"""Every score is good enough, and there is room for more demonstrations than there are good dialogues."""
UTTERANCE = "[[ ## utterance ## ]]\n"


class Sloppy(OfflineEngine):
    """The offline generator, with some seekers who write down what they do while they talk: a fault."""

    def __init__(self, people: Collection[Persona]) -> None:
        self.people = people

    def complete(self, request: Request) -> Response:
        response, prompt = super().complete(request), read_prompt(request)
        if (
            "intention" not in prompt.outputs
            or Persona.model_validate_json(prompt.inputs["persona"]) not in self.people
        ):
            return response
        text = (response.message.text or "").replace(UTTERANCE, f"{UTTERANCE}*sighs* ")
        return replace(response, message=Message.assistant([TextPart(text)]))


class AsyncSloppy(Sloppy):
    async def complete(self, request: Request) -> Response:
        return super().complete(request)


def sloppy(items: Collection[Item]) -> Simulation:
    people = [item.example.persona for item in items]
    whole = simulation()
    whole.set_lm(GeneratorLM(NAME, LMConfig(), engine=Sloppy(people), async_engine=AsyncSloppy(people)))
    return whole


@pytest.fixture
def writer() -> Iterator[dspy.LM]:
    with Server() as server:
        server.answer = Script()
        lm = served(WRITER, server.base_url)
        yield lm
        lm.close()


def lesson(parts: Split, faulty: Collection[Item], writer: dspy.LM) -> Lesson:
    task = make_task("seeker", "quality", sloppy(faulty))
    given = (parts.train, parts.select, written(), ALL, Ledger())
    return Lesson(task.program, task.names, task.metric, *given, proposer=writer)


def own(states: list[Tuned]) -> list[Any]:
    """Return who is played in those demonstrations that are the program's own."""
    demos = [demo for state in states for one in state.values() for demo in one.demos if demo.get("augmented")]
    return [Persona.model_validate(demo["persona"]) for demo in demos]


@pytest.mark.parametrize("method", ["bootstrap", "random_search", "mipro"])
def test_a_dialogue_with_a_fault_is_never_shown(method: str, parts: Split, writer: dspy.LM) -> None:
    learned = lesson(parts, [*parts.train[2:], *parts.select], writer)
    found = METHODS[method](learned)
    tried = learned.ledger.trials([item.id for item in parts.select])
    shown = own([found, *(state for _, state in tried)])
    assert shown and not [one for one in shown if one not in [item.example.persona for item in parts.train[:2]]]


class Perverse(Metric):
    """Likes some better than others whatever they say, the first of them best."""

    name: ClassVar[str] = "perverse"

    def __init__(self, items: Sequence[Item]) -> None:
        self.order = [item.id for item in items]

    def find(self, example: Any, prediction: Any) -> Finding:
        return Finding(1 - self.order.index(example.id) / len(self.order))


def test_simba_shows_no_dialogue_with_a_fault_even_where_the_metric_likes_it_best(
    parts: Split, writer: dspy.LM
) -> None:
    everybody = [*parts.train, *parts.select]
    faulty, good = everybody[:5], [item.example.persona for item in everybody[5:]]
    settings = replace(ALL, candidates=len(everybody), rounds=1)  # a candidate from the runs of each example
    learned = replace(lesson(parts, faulty, writer), metric=Perverse(everybody), settings=settings)
    found = METHODS["simba"](learned)
    tried = learned.ledger.trials([item.id for item in everybody])
    shown = own([found, *(state for _, state in tried)])
    assert shown and not [one for one in shown if one not in good]


@pytest.mark.parametrize("method", ["bootstrap", "mipro"])
def test_where_no_dialogue_is_accepted_it_is_one_clear_line(method: str, parts: Split, writer: dspy.LM) -> None:
    with pytest.raises(ConfigurationError) as error:
        METHODS[method](lesson(parts, parts.train, writer))
    assert str(error.value) == (
        f"of {len(parts.train)} examples none came out well enough to be shown; the checks accept none of them"
    )


@pytest.mark.parametrize("shown", [written(), {}], ids=["written", "nothing"])
def test_where_no_dialogue_is_accepted_random_search_tries_none_and_what_people_wrote(
    shown: dict[str, list[Item]], parts: Split, writer: dspy.LM
) -> None:
    learned = replace(lesson(parts, parts.train, writer), shown=shown)
    found = METHODS["random_search"](learned)
    trials = learned.ledger.trials([item.id for item in parts.select])
    counts = [len(state["seeker.write"].demos) for _, state in trials]
    assert counts == ([0, ALL.labeled] if shown else [0])
    assert not own([found, *(state for _, state in trials)])
    assert found == best_of(trials)


def test_a_fault_is_not_accepted_and_a_flaw_is_and_what_was_not_checked_is() -> None:
    flawed = made(thinking(6, thought="Volcanoes erupt whenever magma pressure exceeds granite."))
    assert {one.severity for result in flawed.checks for one in result.evidence} == {Severity.FLAW}
    assert accepted(made(GOOD)) and accepted(flawed) and accepted(dspy.Prediction(strategy="Question"))
    assert not accepted(made(saying(4, LABEL)))


def test_only_who_is_asked_what_may_be_shown_refuses_a_fault() -> None:
    """DSPy gives a metric a trace where it bootstraps; where it evaluates, a dialogue with a fault has its score."""
    example, faulty, accepting = played(), made(saying(4, LABEL)), Watched(Quality(), Ledger(), accepting=True)
    score = Quality()(example, faulty).score
    assert accepting(example, faulty, []).score == 0 < score
    assert accepting(example, faulty).score == score == Watched(Quality(), Ledger())(example, faulty, []).score
    assert accepting(example, made(GOOD), []).score == Quality()(example, made(GOOD)).score > 0


def test_what_is_refused_as_a_demonstration_is_no_score_of_the_candidate(parts: Split) -> None:
    ledger, item = Ledger(), parts.train[0]
    prediction = student(sloppy([item]), ["seeker.write"], ledger)(**item.example.inputs())
    watched = Watched(Quality(), ledger, accepting=True)
    assert watched(item.example, prediction, []).score == 0
    assert ledger.trials([item.id]) == []
    score = watched(item.example, prediction).score
    assert [mean for mean, _ in ledger.trials([item.id])] == [score] != [0]
