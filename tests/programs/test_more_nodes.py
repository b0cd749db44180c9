"""Chains other than the paper's: the nodes after ESCoT by name, and the paper's in another order."""

from __future__ import annotations

from itertools import permutations

import dspy
import pytest
from socialsim.generators import build_lm
from socialsim.generators.offline.prompt import read_prompt
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.programs.checks import check
from socialsim.programs.checks.rule import Case
from socialsim.programs.nodes import resolve_chain
from socialsim.signatures import MORE_NODES, NODES, Dialogue, Turn, as_history

from tests.people import numbered, persona
from tests.recorder import recorded_lm

ESCOT = ("emotion", "stimulus", "appraisal", "strategy")
TALK = [Turn(speaker="seeker", text="My neighbour poisoned my dog and I feel so angry.")]


def simulated(nodes: tuple[str, ...], seed: int = 0) -> Dialogue:
    with dspy.context(lm=build_lm()):
        return Simulation(Seeker(), Supporter(nodes=nodes))(persona=persona(), seed=seed).dialogue


def faults(dialogue: Dialogue) -> list[str]:
    found = check(Case(dialogue.turns, persona()))
    return [one.kind for result in found if result.check in ("reasoning", "strategy") for one in result.evidence]


def test_the_names_of_nodes_are_their_outputs_and_no_two_are_the_same() -> None:
    assert not NODES.keys() & MORE_NODES.keys()
    assert [*resolve_chain(ESCOT)] == [*ESCOT]
    for name, asks in MORE_NODES.items():
        assert [*asks.output_fields] == [name]


def test_each_node_is_asked_by_name_and_sees_the_ones_before_it() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        reply = Supporter(nodes=ESCOT)(conversation=as_history(TALK, "supporter"))
    prompts = [read_prompt(request) for request in recorder.requests]
    assert [prompt.outputs for prompt in prompts] == [*((name,) for name in ESCOT), ("utterance",)]
    for position, prompt in enumerate(prompts):
        assert [*prompt.inputs] == [*ESCOT[:position]]
    assert reply.reasoning.steps() == {
        "emotion": "emotion number 1",
        "stimulus": "stimulus number 2",
        "appraisal": "appraisal number 3",
        "strategy": "Question",
    }


def test_a_node_does_without_those_that_are_not_in_the_chain() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        Supporter(nodes=("appraisal", "thought"))(conversation=as_history(TALK, "supporter"))
    assert [[*read_prompt(request).inputs] for request in recorder.requests[:2]] == [[], ["appraisal"]]


def test_one_call_can_answer_them_all() -> None:
    with dspy.context(lm=build_lm()):
        fused = Supporter(nodes=ESCOT, granularity="fused")(conversation=as_history(TALK, "supporter"))
        apart = Supporter(nodes=ESCOT)(conversation=as_history(TALK, "supporter"))
    assert fused.reasoning == apart.reasoning and fused.utterance == apart.utterance


def test_rules_name_what_is_felt_what_happened_and_what_it_means() -> None:
    with dspy.context(lm=build_lm()):
        made = Supporter(nodes=ESCOT)(conversation=as_history(TALK, "supporter")).reasoning.steps()
    assert made["emotion"] == "angry" and "their neighbour poisoned their dog" in made["stimulus"]
    assert "that they were treated unjustly" in made["appraisal"]


@pytest.mark.parametrize("seed", range(8))
def test_a_chain_that_is_in_order_has_no_faults(seed: int) -> None:
    dialogue = simulated(ESCOT, seed)
    assert all({*turn.reasoning.steps()} == {*ESCOT} for turn in dialogue.turns[1::2] if turn.reasoning)
    assert faults(dialogue) == []


@pytest.mark.parametrize("nodes", list(permutations(NODES)), ids="-".join)
def test_the_papers_nodes_work_in_any_order(nodes: tuple[str, ...]) -> None:
    dialogue = simulated(nodes)
    assert all({*turn.reasoning.steps()} == {*NODES} for turn in dialogue.turns[1::2] if turn.reasoning)
    assert not {"node_empty", "node_copied", "action_strategy_conflict", "plan_not_followed"} & {*faults(dialogue)}
