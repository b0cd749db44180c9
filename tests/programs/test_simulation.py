"""The simulation: who sees what, when it ends, and what it is called."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import dspy
import pytest
from dspy.lm15 import Request
from dspy.utils.exceptions import AdapterParseError
from socialsim.generators import sampling_seed
from socialsim.programs import Seeker, Simulation, SingleShot, SituationNode, Supporter, fingerprint
from socialsim.signatures import (
    EXTES,
    ConfigurationError,
    HelpPost,
    ParseFailure,
    Reasoning,
    StopReason,
    Turn,
    as_history,
)

from tests.people import SECRET, numbered, persona
from tests.recorder import everything, recorded_lm


def roles(requests: list[Request]) -> tuple[list[Request], list[Request]]:
    """Return the seeker's and the supporter's requests; only the seeker is asked for its intention."""
    seeker = [request for request in requests if "[[ ## intention ## ]]" in str(request.system)]
    return seeker, [request for request in requests if request not in seeker]


def test_the_supporter_never_sees_the_persona() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        Simulation(Seeker(), Supporter())(persona=persona())
    seeker, supporter = roles(recorder.requests)
    assert all(SECRET in everything(request) for request in seeker)
    assert supporter and not any(SECRET in everything(request) for request in supporter)
    for attribute in ("the ferryman", "on the island", "forgotten", "47", "nine days"):
        assert not any(attribute in everything(request) for request in supporter), attribute


def test_the_seeker_never_sees_the_reasoning() -> None:
    lm, recorder = recorded_lm(numbered(thought="a thought that stays inside"))
    with dspy.context(lm=lm):
        dialogue = Simulation(Seeker(), Supporter())(persona=persona()).dialogue
    seeker, _ = roles(recorder.requests)
    assert dialogue.turns[1].reasoning.thought == "a thought that stays inside"
    assert not any("a thought that stays inside" in everything(request) for request in seeker)


def test_each_node_sees_the_nodes_before_it_and_none_after() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        Supporter()(conversation=as_history([Turn(speaker="seeker", text="Hello")], "supporter"))
    asks = [everything(request) for request in recorder.requests]
    assert len(asks) == 5
    for position in range(5):
        for earlier in range(4):
            name = ("situation", "thought", "action", "strategy")[earlier]
            given = "Question" if name == "strategy" else f"{name} number {earlier + 1}"
            assert (f"[[ ## {name} ## ]]\n{given}" in asks[position]) is (earlier < position)


@pytest.mark.parametrize("nodes", [(), ("situation",), ("thought", "strategy"), ("strategy", "action")])
def test_any_ordered_subset_of_nodes_reasons_and_no_more(nodes: tuple[str, ...]) -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        reply = Supporter(nodes=nodes)(conversation=as_history([Turn(speaker="seeker", text="Hello")], "supporter"))
    assert len(recorder.requests) == len(nodes) + 1
    assert set(reply.reasoning.steps() if reply.reasoning else {}) == set(nodes)


def test_a_node_of_ones_own_takes_its_place_in_the_chain() -> None:
    class NameNeed(dspy.Signature):
        """You are the supporter in an emotional support conversation. Name the need behind the feeling."""

        conversation: dspy.History = dspy.InputField()
        situation: str = dspy.InputField(desc="your appraisal")
        need: str = dspy.OutputField(desc="the need behind the feeling")

    lm, recorder = recorded_lm(numbered())
    conversation = as_history([Turn(speaker="seeker", text="Hello")], "supporter")
    with dspy.context(lm=lm):
        reply = Supporter(nodes=("situation", NameNeed, "strategy"))(conversation=conversation)
        fused = Supporter(nodes=("situation", NameNeed), granularity="fused")(conversation=conversation)
    assert reply.reasoning.steps() == {
        "situation": "situation number 1",
        "strategy": "Question",
        "need": "need number 2",
    }
    assert "[[ ## need ## ]]\nneed number 2" in everything(recorder.requests[3])
    assert fused.reasoning.steps()["need"] == "need number 5"
    assert "Name the need behind the feeling." in str(recorder.requests[4].system)


def test_an_unknown_node_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError, match="'feelings' is not a reasoning node"):
        Supporter(nodes=("situation", "feelings"))


def test_fused_reasoning_takes_one_call_a_turn() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        dialogue = Simulation(Seeker(), Supporter(granularity="fused"))(persona=persona()).dialogue
    assert len(recorder.requests) == len(dialogue.turns)
    assert set(dialogue.turns[1].reasoning.steps()) == {"situation", "thought", "action", "strategy"}


def test_a_baseline_seeker_sees_the_post_and_not_the_persona() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        Simulation(Seeker(sees="post"), Supporter(nodes=()))(
            persona=persona(), post=HelpPost(text="The ferry is gone.")
        )
    seeker, supporter = roles(recorder.requests)
    assert all("The ferry is gone." in everything(request) and SECRET not in everything(request) for request in seeker)
    assert not any("The ferry is gone." in everything(request) for request in supporter)


@pytest.mark.parametrize(
    ("intention", "reason"),
    [("resolved", StopReason.RESOLVED), ("leave", StopReason.SEEKER_LEFT), ("continue", StopReason.TURN_LIMIT)],
)
def test_a_dialogue_says_why_it_stopped(intention: str, reason: StopReason) -> None:
    lm, _ = recorded_lm(numbered(intention=intention))
    with dspy.context(lm=lm):
        dialogue = Simulation(Seeker(), Supporter(nodes=()), turns=(4, 6))(persona=persona()).dialogue
    assert dialogue.stop_reason is reason
    assert len(dialogue.turns) == (2 if intention != "continue" else len(dialogue.turns))
    assert [turn.speaker for turn in dialogue.turns[:2]] == ["seeker", "supporter"]


def test_the_number_of_turns_is_within_its_bounds_and_depends_on_the_seed() -> None:
    lm, _ = recorded_lm(numbered())
    with dspy.context(lm=lm):
        simulation = Simulation(Seeker(), Supporter(nodes=()))
        lengths = [len(simulation(persona=persona(), seed=seed).dialogue.turns) for seed in range(12)]
    assert set(lengths) <= {16, 18, 20, 22, 24}
    assert len(set(lengths)) > 1


def test_every_call_of_a_dialogue_carries_the_dialogues_seed() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        simulation = Simulation(Seeker(), Supporter(nodes=()), turns=(4, 4))
        simulation(persona=persona(), seed=1)
        simulation(persona=persona(), seed=2)
    seeds = [request.config.seed for request in recorder.requests]
    assert None not in seeds and len(set(seeds[:4])) == 1 and len(set(seeds)) == 2


def test_a_seed_ends_with_its_block_even_when_the_call_fails() -> None:
    def fail(fields: list[str], request: Request) -> dict[str, str]:
        raise RuntimeError("engine fault")

    lm, recorder = recorded_lm(fail)
    with dspy.context(lm=lm), pytest.raises(Exception, match="engine fault"):
        Simulation(Seeker(), Supporter())(persona=persona(), seed=1)
    after, recorder = recorded_lm(numbered())
    with dspy.context(lm=after):
        Seeker()(persona=persona(), conversation=as_history([], "seeker"), progress="message 1 of about 2")
    assert recorder.requests[0].config.seed is None


def test_awaiting_gives_the_same_dialogue_as_calling() -> None:
    def simulate(awaited: bool) -> object:
        lm, _ = recorded_lm(numbered())
        with dspy.context(lm=lm):
            simulation = Simulation(Seeker(), Supporter())
            result = asyncio.run(simulation.acall(persona=persona())) if awaited else simulation(persona=persona())
        return result.dialogue

    assert simulate(awaited=True) == simulate(awaited=False)


def test_each_role_can_have_its_own_generator() -> None:
    one, first = recorded_lm(numbered(), model="test/one")
    two, second = recorded_lm(numbered(), model="test/two", temperature=0.3)
    simulation = Simulation(Seeker(), Supporter(nodes=()), turns=(4, 4))
    simulation.seeker.set_lm(one)
    simulation.supporter.set_lm(two)
    dialogue = simulation(persona=persona()).dialogue
    assert (len(first.requests), len(second.requests)) == (2, 2)
    assert dialogue.provenance.generators == {"seeker": "test/one", "supporter": "test/two?temperature=0.3"}


def test_the_fingerprint_follows_what_shapes_the_prompts() -> None:
    base = fingerprint(Simulation(Seeker(), Supporter()))
    assert fingerprint(Simulation(Seeker(), Supporter())) == base
    others = [
        Simulation(Seeker(), Supporter(nodes=("situation",))),
        Simulation(Seeker(), Supporter(), turns=(16, 22)),
        Simulation(Seeker("post"), Supporter()),
        Simulation(Seeker(), Supporter(granularity="fused")),
        SingleShot(),
        SingleShot(taxonomy=EXTES),
    ]
    demonstrated = Simulation(Seeker(), Supporter())
    demonstrated.supporter.write.demos = [dspy.Example(conversation=as_history([], "supporter"), utterance="Hello")]
    reworded = Simulation(Seeker(), Supporter())
    reworded.seeker.write.signature = reworded.seeker.write.signature.with_instructions("Speak.")
    marks = {fingerprint(program) for program in [*others, demonstrated, reworded]}
    assert len(marks) == 8 and base not in marks


def test_single_shot_writes_the_whole_dialogue_in_one_call() -> None:
    lines = (
        '[{"speaker": "seeker", "text": "Hello"}, {"speaker": "supporter", "situation": "s", "thought": "t", '
        '"action": "a", "strategy": "Question", "text": "What happened?"}]'
    )
    lm, recorder = recorded_lm(lambda fields, request: {"dialogue": lines})
    with dspy.context(lm=lm), sampling_seed(None):
        dialogue = SingleShot()(persona=persona()).dialogue
    assert len(recorder.requests) == 1
    assert [turn.text for turn in dialogue.turns] == ["Hello", "What happened?"]
    assert dialogue.turns[0].reasoning is None
    assert dialogue.turns[1].reasoning == Reasoning(situation="s", thought="t", action="a", strategy="Question")


def test_a_saved_and_loaded_program_is_the_same_program(tmp_path: Path) -> None:
    """JSON turns typed demonstrations into plain data; prompts and fingerprint must not notice."""
    talk = as_history([Turn(speaker="seeker", text="Hello"), Turn(speaker="supporter", text="Hi")], "supporter")

    def demonstrated() -> Simulation:
        simulation = Simulation(Seeker(), Supporter())
        simulation.supporter.nodes["strategy"].demos = [dspy.Example(conversation=talk, strategy="Question")]
        shown = dspy.Example(
            persona=persona(), conversation=talk, progress="message 2 of 9", utterance="Hm.", intention="continue"
        )
        simulation.seeker.write.demos = [shown]
        return simulation

    saved, loaded = demonstrated(), Simulation(Seeker(), Supporter())
    saved.save(tmp_path / "program.json")
    loaded.load(tmp_path / "program.json")
    prompts = []
    for program in (saved, loaded):
        lm, recorder = recorded_lm(numbered())
        with dspy.context(lm=lm):
            program(persona=persona())
        prompts.append([everything(request) for request in recorder.requests])
    assert prompts[0] == prompts[1] and "other: " not in prompts[0][-1].replace("other: Hi", "")
    assert fingerprint(loaded) == fingerprint(saved) != fingerprint(Simulation(Seeker(), Supporter()))


def test_a_node_asked_alone_hears_the_conversation_too() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        SituationNode()(conversation=as_history([Turn(speaker="seeker", text="I am lost.")], "supporter"))
        with dspy.context(adapter=dspy.ChatAdapter()), pytest.raises(ConfigurationError, match="ChatAdapter"):
            SituationNode()(conversation=as_history([], "supporter"))
    assert len(recorder.requests) == 1
    assert (recorder.requests[0].messages[0].text or "").startswith("I am lost.")


def test_the_order_of_nodes_decides_who_sees_whom() -> None:
    lm, recorder = recorded_lm(numbered())
    with dspy.context(lm=lm):
        Supporter(nodes=("strategy", "situation"))(
            conversation=as_history([Turn(speaker="seeker", text="Hello")], "supporter")
        )
    assert "[[ ## strategy ## ]]\nQuestion" in everything(recorder.requests[1])


def test_a_node_that_wants_what_nobody_provides_is_refused() -> None:
    class Peek(dspy.Signature):
        """Look at the persona."""

        conversation: dspy.History = dspy.InputField()
        persona: str = dspy.InputField()
        guess: str = dspy.OutputField()

    with pytest.raises(ConfigurationError, match="no node before it provides the input 'persona'"):
        Supporter(nodes=("situation", Peek))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Supporter(granularity="fuse"),
        lambda: Supporter(taxonomy="extes"),
        lambda: Seeker(sees="nothing"),
        lambda: Simulation(Seeker(), Supporter(), turns=(5, 5)),
        lambda: SingleShot(turns=(0, 0)),
    ],
)
def test_what_does_not_exist_is_refused_when_a_program_is_made(make: Callable[[], object]) -> None:
    with pytest.raises(ConfigurationError, match=r"program\."):
        make()


@pytest.mark.parametrize(
    "lines",
    [
        "[]",
        '[{"speaker": "supporter", "text": "Hello"}, {"speaker": "seeker", "text": "Hi"}]',
        '[{"speaker": "seeker", "text": "Hello"}, {"speaker": "supporter", "strategy": "Foo", "text": "Hi"}]',
        '[{"speaker": "seeker", "text": "Hello"}, {"speaker": "supporter", "text": "   "}]',
    ],
)
def test_a_single_shot_answer_that_is_no_dialogue_is_a_failure(lines: str) -> None:
    lm, _ = recorded_lm(lambda fields, request: {"dialogue": lines})
    with dspy.context(lm=lm), pytest.raises((ParseFailure, AdapterParseError)):
        SingleShot()(persona=persona())
