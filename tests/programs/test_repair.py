"""A turn that fails a check is written again with the reason in view; what cannot be mended is taken again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import dspy
import pytest
from dspy.lm15 import Request
from socialsim.generators.adapter import AGAIN
from socialsim.generators.offline.engine import OfflineEngine
from socialsim.programs import Seeker, Simulation, SingleShot, Supporter
from socialsim.programs.checks.policy import REPORT, STANDARD, Policy
from socialsim.signatures import ConfigurationError, StopReason

from tests.people import SECRET, persona
from tests.recorder import Recorder, everything, recorded_lm

LABELLED = "Supporter: I am glad that you are here."
Plant = Callable[[list[str], Request, int], str | None]


def offline_with(plant: Plant) -> tuple[dspy.LM, Recorder]:
    """Return the offline generator with what `plant` says in place of an utterance, given the number of the ask."""
    engine, asked = OfflineEngine(), [0]

    def answer(fields: list[str], request: Request) -> str:
        text = engine.complete(request).message.text or ""
        if "utterance" not in fields:
            return text
        asked[0] += 1
        planted = plant(fields, request, asked[0])
        if planted is None:
            return text
        begin = text.index("[[ ## utterance ## ]]") + len("[[ ## utterance ## ]]")
        end = text.index("[[ ##", begin)
        return f"{text[:begin]}\n{planted}\n\n{text[end:]}"

    return recorded_lm(answer, temperature=0.5)


def simulation(checks: Policy, **supporter: Any) -> Simulation:
    return Simulation(Seeker(), Supporter(**supporter), turns=(8, 8), checks=checks)


def is_redo(request: Request) -> bool:
    return (request.messages[-1].text or "").startswith(AGAIN)


def supporter_says(line: str, *, redone: bool = False) -> Plant:
    """Plant `line` in the supporter's third first draft, and in its later drafts, too, if `redone`."""
    turns = [0]

    def plant(fields: list[str], request: Request, number: int) -> str | None:
        if "intention" in fields:
            return None
        if is_redo(request):
            return line if redone else None
        turns[0] += 1
        return line if turns[0] == 3 or redone else None

    return plant


def test_a_turn_that_fails_is_written_again_and_its_draft_is_kept() -> None:
    lm, recorder = offline_with(supporter_says(LABELLED))
    with dspy.context(lm=lm):
        made = simulation(STANDARD)(persona=persona(), seed=1)
    [draft] = made.drafts
    assert (draft.number, draft.draft, draft.take) == (6, 1, 0)
    assert draft.turn.text == LABELLED
    assert [one.kind for one in draft.evidence] == ["role_label"]
    assert made.rejected == ""
    assert made.takes == 1
    assert all(turn.text != LABELLED for turn in made.dialogue.turns)
    assert sum(map(is_redo, recorder.requests)) == 1


def test_the_prompt_for_the_second_draft_is_the_first_one_with_draft_and_reason_behind_it_and_another_seed() -> None:
    lm, recorder = offline_with(supporter_says(LABELLED))
    with dspy.context(lm=lm):
        made = simulation(STANDARD)(persona=persona(), seed=1)
    position = next(number for number, request in enumerate(recorder.requests) if is_redo(request))
    first, again = recorder.requests[position - 1], recorder.requests[position]
    assert again.system == first.system
    assert again.messages[: len(first.messages)] == first.messages
    drafted, complaint = (message.text or "" for message in again.messages[len(first.messages) :])
    assert LABELLED in drafted
    assert made.drafts[0].evidence[0].reason in complaint
    assert again.config.seed != first.config.seed


def test_thoughts_that_stand_are_not_asked_again() -> None:
    clean, without = offline_with(lambda *_: None)
    planted, with_draft = offline_with(supporter_says(LABELLED))
    for lm in (clean, planted):
        with dspy.context(lm=lm):
            simulation(STANDARD)(persona=persona(), seed=1)
    turns = 4 * 6
    assert len(without.requests) == turns
    assert len(with_draft.requests) == turns + 1


def test_a_fused_reply_is_written_again_as_a_whole() -> None:
    lm, recorder = offline_with(supporter_says(LABELLED))
    with dspy.context(lm=lm):
        made = simulation(STANDARD, granularity="fused")(persona=persona(), seed=1)
    assert len(made.drafts) == 1
    assert made.rejected == ""
    [again] = filter(is_redo, recorder.requests)
    assert "[[ ## situation ## ]]" in (again.messages[-2].text or "")


def test_the_seeker_is_asked_again_too() -> None:
    def plant(fields: list[str], request: Request, number: int) -> str | None:
        return "*sighs* It is all too much." if "intention" in fields and number == 3 else None

    lm, _ = offline_with(plant)
    with dspy.context(lm=lm):
        made = simulation(STANDARD)(persona=persona(), seed=1)
    assert [(draft.turn.speaker, draft.evidence[0].kind) for draft in made.drafts] == [("seeker", "stage_direction")]
    assert made.rejected == ""


def test_a_dialogue_whose_turn_cannot_be_mended_ends_there_and_is_taken_again_by_another_draw() -> None:
    lm, recorder = offline_with(supporter_says(LABELLED, redone=True))
    with dspy.context(lm=lm):
        made = simulation(Policy(tries=2, takes=2))(persona=persona(), seed=1)
    assert made.dialogue.stop_reason is StopReason.CHECK_FAILED
    assert made.takes == 2
    assert "role_label" in made.rejected
    assert [(draft.take, draft.draft) for draft in made.drafts] == [(0, 1), (1, 1)]
    seeds = {request.config.seed for request in recorder.requests if not is_redo(request)}
    assert len(seeds) == 2


def test_a_later_take_goes_on_where_the_earlier_ones_ended() -> None:
    lm, _ = offline_with(lambda *_: None)
    with dspy.context(lm=lm):
        first = simulation(STANDARD)(persona=persona(), seed=1)
        third = simulation(STANDARD)(persona=persona(), seed=1, take=2)
    assert first.dialogue.id == third.dialogue.id
    assert first.dialogue.turns != third.dialogue.turns


def test_report_looks_and_writes_nothing_again() -> None:
    lm, recorder = offline_with(supporter_says(LABELLED))
    with dspy.context(lm=lm):
        made = simulation(REPORT)(persona=persona(), seed=1)
    assert made.drafts == ()
    assert made.rejected == ""
    assert not any(map(is_redo, recorder.requests))
    assert "role_label" in {one.kind for result in made.checks for one in result.evidence}


def test_a_kind_that_is_ignored_rejects_nothing() -> None:
    lm, _ = offline_with(supporter_says(LABELLED, redone=True))
    policy = Policy(ignore=("role_label", "repeated_turn", "strategies_not_done"))
    with dspy.context(lm=lm):
        made = simulation(policy)(persona=persona(), seed=1)
    assert not any("role_label" in {one.kind for one in draft.evidence} for draft in made.drafts)


def test_a_reason_tells_the_supporter_nothing_of_the_persona() -> None:
    leak = f"As a {SECRET} of 47 you must be tired."
    lm, recorder = offline_with(supporter_says(leak))
    with dspy.context(lm=lm):
        made = simulation(STANDARD)(persona=persona(), seed=1)
    assert [draft.evidence[0].kind for draft in made.drafts] == ["unsaid_fact"]
    [again] = filter(is_redo, recorder.requests)
    assert SECRET not in (again.messages[-1].text or "")
    others = [request for request in recorder.requests if "supporter in an emotional" in str(request.system)]
    assert all(SECRET not in everything(request) for request in others if request is not again)


def test_drafts_are_the_same_with_and_without_asyncio() -> None:
    async def made() -> Any:
        lm, _ = offline_with(supporter_says(LABELLED))
        with dspy.context(lm=lm):
            return await simulation(STANDARD).acall(persona=persona(), seed=1)

    lm, _ = offline_with(supporter_says(LABELLED))
    with dspy.context(lm=lm):
        plain = simulation(STANDARD)(persona=persona(), seed=1)
    awaited = asyncio.run(made())
    assert (awaited.dialogue, awaited.drafts) == (plain.dialogue, plain.drafts)


def test_checks_are_part_of_what_a_dialogue_is_known_by() -> None:
    lm, _ = offline_with(lambda *_: None)
    with dspy.context(lm=lm):
        ids = {simulation(checks)(persona=persona(), seed=1).dialogue.id for checks in (REPORT, STANDARD)}
    assert len(ids) == 2


def test_a_whole_dialogue_in_one_call_is_looked_at_and_taken_again() -> None:
    engine = OfflineEngine()

    def answer(fields: list[str], request: Request) -> str:
        text = engine.complete(request).message.text or ""
        return text.replace('"text": "', '"text": "Supporter: ', 1) if len(recorder.requests) == 1 else text

    lm, recorder = recorded_lm(answer)
    with dspy.context(lm=lm):
        made = SingleShot(checks=STANDARD)(persona=persona(), seed=1)
    assert len(recorder.requests) == 2
    assert made.takes == 2


@pytest.mark.parametrize(
    ("values", "said"),
    [({"rejects": "everything"}, "no such severity"), ({"tries": 0}, "from 1 to 20"), ({"takes": 99}, "from 1 to 20")],
)
def test_a_policy_that_makes_no_sense_is_refused(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        Policy(**values)
