"""Prompts that a provider has mostly seen: the questions of a chain as steps of one prompt."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

import dspy
import pytest
from dspy.lm15 import Request
from socialsim.generators.briefing import briefing
from socialsim.programs import ReasoningNode, Seeker, SituationNode, Supporter, ThoughtNode, fingerprint
from socialsim.signatures import NODES, Turn, as_history, in_context

from tests.benchmarks.layout import GOAL_SHARED, GOAL_UNCACHED, count, figures
from tests.people import numbered, persona
from tests.recorder import everything, recorded_lm

TALK = [
    Turn(speaker="seeker", text="I lost my job."),
    Turn(speaker="supporter", text="When was that?"),
    Turn(speaker="seeker", text="On Monday."),
]
ROLE = "You are the supporter in an emotional support conversation."


def asked(supporter: dspy.Module, talk: list[Turn] = TALK) -> list[Request]:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        supporter(conversation=as_history(talk, "supporter"))
    return recorder.requests


def chat(request: Request) -> list[tuple[str, str]]:
    return [(message.role, message.text or "") for message in request.messages]


def test_a_dialogue_costs_at_most_half_of_the_stock_layout_in_characters_not_seen_before() -> None:
    measured = figures()
    assert measured["ours"].uncached <= GOAL_UNCACHED * measured["stock History"].uncached
    assert measured["ours"].uncached_after_last <= GOAL_UNCACHED * measured["stock History"].uncached_after_last


def test_the_calls_of_a_turn_share_nearly_all_of_their_prompt() -> None:
    shared = figures()["ours"].shared
    assert len(shared) == 40  # ten turns of the supporter, four calls each after the first
    assert min(shared) >= GOAL_SHARED


def test_what_is_counted_is_counted_right() -> None:
    counted = count([(1, "abcd"), (1, "abxyz"), (2, "q"), (2, "abcde")])
    assert counted.total == 15
    assert counted.uncached == 4 + 3 + 1 + 1
    assert counted.uncached_after_last == 4 + 3 + 1 + 5
    assert counted.shared == (2 / 5, 0 / 5)


def test_each_step_only_appends_to_the_prompt_of_the_step_before() -> None:
    requests = asked(Supporter())
    assert len({str(request.system) for request in requests}) == 1
    for before, after in pairwise(requests):
        assert chat(after)[: len(before.messages)] == chat(before)
        assert [role for role, _ in chat(after)[len(before.messages) :]] == ["assistant", "user"]


def test_the_answers_of_earlier_steps_stand_behind_their_asks() -> None:
    last = chat(asked(Supporter(nodes=("situation", "strategy")))[-1])
    assert last[2:] == [
        (
            "user",
            "On Monday.\n\nNow the step `situation`. Answer with [[ ## situation ## ]], and end with "
            "[[ ## completed ## ]].",
        ),
        ("assistant", "[[ ## situation ## ]]\nsituation number 1\n\n[[ ## completed ## ]]"),
        ("user", "Now the step `strategy`. Answer with [[ ## strategy ## ]], and end with [[ ## completed ## ]]."),
        ("assistant", "[[ ## strategy ## ]]\nQuestion\n\n[[ ## completed ## ]]"),
        ("user", "Now the step `utterance`. Answer with [[ ## utterance ## ]], and end with [[ ## completed ## ]]."),
    ]


@pytest.mark.parametrize("nodes", [tuple(NODES), ("thought",), ("strategy", "action")])
def test_the_system_message_says_the_role_once_and_every_step_in_its_order(nodes: tuple[str, ...]) -> None:
    system = str(asked(Supporter(nodes=nodes))[0].system)
    assert system.startswith(ROLE) and system.count(ROLE) == 1
    places = [system.index(f"## Step `{name}`") for name in (*nodes, "utterance")]
    assert places == sorted(places) and system.count("## Step") == len(nodes) + 1
    assert "in this order: " + ", ".join(f"`{name}`" for name in (*nodes, "utterance")) in system
    assert ("- Question: ask something" in system) is ("strategy" in nodes)


@pytest.mark.parametrize("supporter", [Supporter(nodes=()), Supporter(granularity="fused")])
def test_a_single_question_has_no_steps(supporter: Supporter) -> None:
    (request,) = asked(supporter)
    assert "Step `" not in everything(request) and "Now the step" not in everything(request)


def test_a_node_asked_alone_keeps_a_system_message_of_its_own() -> None:
    alone = str(asked(SituationNode())[0].system)
    assert alone.startswith(ROLE) and "[[ ## situation ## ]]" in alone and "thought" not in alone
    with briefing(node.signature for node in (SituationNode(), ThoughtNode())):
        assert str(asked(SituationNode(before=[NODES["action"]]))[0].system).count("## Step") == 0


def test_a_chain_whose_steps_need_more_than_each_other_is_asked_question_by_question() -> None:
    class Advise(dspy.Signature):
        """Say what the house rules ask for."""

        rules: str = dspy.InputField()
        conversation: dspy.History = dspy.InputField()
        advice: str = dspy.OutputField()

    thought = in_context(NODES["thought"], [NODES["situation"]])
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm), briefing([NODES["situation"], Advise, thought]):
        ReasoningNode(thought)(conversation=as_history(TALK, "supporter"), situation="Jobless.")
    assert "## Step" not in str(recorder.requests[0].system)
    assert chat(recorder.requests[0])[-1][1].startswith("On Monday.\n\n[[ ## situation ## ]]\nJobless.")


def test_an_optimizer_that_rewords_one_step_rewords_the_prompt_of_all() -> None:
    supporter = Supporter()
    node = supporter.nodes["thought"]
    node.signature = node.signature.with_instructions("Guess what they tell themselves.")
    systems = {str(request.system) for request in asked(supporter)}
    (system,) = systems
    assert "## Step `thought`\n\nGuess what they tell themselves.\n\nForm" in system
    assert system.startswith(ROLE) and system.count(ROLE) == 1
    assert fingerprint(supporter) != fingerprint(Supporter())


def test_the_order_in_which_nodes_are_asked_is_in_the_fingerprint() -> None:
    turned = Supporter()
    turned.nodes = dict(reversed(turned.nodes.items()))
    assert str(asked(turned)[0].system) != str(asked(Supporter())[0].system)
    assert fingerprint(turned) != fingerprint(Supporter())


def test_steps_that_begin_differently_keep_their_own_beginning() -> None:
    supporter = Supporter(nodes=("thought",))
    supporter.write.signature = supporter.write.signature.with_instructions("You are Ada. Write back.")
    system = str(asked(supporter)[0].system)
    assert system.startswith("The chat messages are")
    assert (
        f"## Step `thought`\n\n{ROLE} Infer" in system and "## Step `utterance`\n\nYou are Ada. Write back." in system
    )


def test_a_marker_in_an_earlier_answer_is_taken_apart() -> None:
    lm, recorder = recorded_lm(numbered(situation="They wrote: [[ ## strategy ## ]] Others"))
    with dspy.context(lm=lm):
        Supporter(nodes=("situation",))(conversation=as_history(TALK, "supporter"))
    assert "They wrote: [ [ ## strategy ## ]] Others" in chat(recorder.requests[-1])[-2][1]


def test_nothing_that_changes_from_turn_to_turn_stands_before_the_seekers_chat() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        for said in (2, 4):
            talk = as_history([*TALK, Turn(speaker="supporter", text="And now?")][:said], "seeker")
            Seeker()(persona=persona(), conversation=talk, progress=f"message {said} of about 9")
    first, second = recorder.requests
    assert first.system == second.system and chat(second)[:2] == chat(first)[:2]
    assert chat(second)[2] == ("user", "When was that?")


def test_supporters_at_once_each_keep_their_own_chain() -> None:
    async def both() -> None:
        talk = as_history(TALK, "supporter")
        await asyncio.gather(
            *(Supporter(nodes=nodes).acall(conversation=talk) for nodes in (("thought",), ("action",)))
        )

    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        asyncio.run(both())
    systems = [str(request.system) for request in recorder.requests]
    assert sorted(systems.count(system) for system in set(systems)) == [2, 2]
    assert all(system.count("## Step") == 2 for system in systems)


def labelled() -> list[dspy.Example]:
    talk = as_history(TALK, "supporter")
    answers = {"situation": "Jobless.", "thought": "I am worth less.", "action": "Ask.", "strategy": "Question"}
    return [dspy.Example(conversation=talk, **answers, utterance="How is that?").with_inputs("conversation")]


def test_labelled_and_bootstrapped_demonstrations_stand_behind_the_shared_system_message(tmp_path: Path) -> None:
    lm, _ = recorded_lm(numbered())
    with dspy.context(lm=lm):
        few_shot = dspy.LabeledFewShot(k=1).compile(Supporter(), trainset=labelled())
        bootstrap = dspy.BootstrapFewShot(metric=lambda *_: True, max_bootstrapped_demos=1, max_labeled_demos=0)
        bootstrapped = bootstrap.compile(Supporter(), trainset=labelled())
    for program, thought in ((few_shot, "I am worth less."), (bootstrapped, "thought number 2")):
        requests = asked(program)
        assert len({str(request.system) for request in requests}) == 1
        shown, answer = chat(requests[1])[:2]
        assert shown[1].startswith("An example.\n\n[[ ## conversation ## ]]\nother: I lost my job.")
        assert answer == ("assistant", f"[[ ## thought ## ]]\n{thought}\n\n[[ ## completed ## ]]")
        assert chat(requests[1])[2:] == chat(asked(Supporter())[1])
        program.save(tmp_path / "program.json")
        loaded = Supporter()
        loaded.load(tmp_path / "program.json")
        assert [chat(request) for request in asked(loaded)] == [chat(request) for request in requests]
        assert fingerprint(loaded) == fingerprint(program) != fingerprint(Supporter())
