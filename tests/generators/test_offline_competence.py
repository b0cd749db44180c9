"""The offline generator with less skill: what goes wrong, that it is drawn, and what never goes wrong."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Sequence

import dspy
import pytest
from dspy.lm15 import Request, Response
from socialsim.generators import LMConfig, build_lm, lm_identity
from socialsim.generators.lm import GeneratorLM
from socialsim.generators.offline import NAME, AsyncOfflineEngine, OfflineEngine
from socialsim.generators.offline.competence import WHOLE, Competence, is_shallow, things_of
from socialsim.generators.offline.hearing import hear
from socialsim.generators.offline.supporter import respond
from socialsim.programs import PersonaExtractor, Seeker, Simulation, SingleShot, Supporter
from socialsim.signatures import ConfigurationError, Dialogue, HelpPost, Strategy

from tests.people import persona

NOVICE, APPRENTICE = 0.35, 0.7
SEEDS = range(200)
SAID = ["Hello.", "My boss shouted at me and I feel ashamed of it.", "My sister lied to me and I can't sleep."]
OWN = ["Hi, I'm glad you wrote.", "That must sting, that your boss shouted at you."]
NOTED = {
    "situation": "The seeker has just told that their sister lied to them. They feel ashamed.",
    "action": "Name the feeling about what they told, so that it can be felt without shame.",
    "strategy": "Reflection of feelings",
}


class Listening(OfflineEngine):
    """Keeps what was asked and answered."""

    def __init__(self, skill: float) -> None:
        super().__init__(skill)
        self.calls: list[tuple[Request, str]] = []

    def complete(self, request: Request) -> Response:
        response = super().complete(request)
        self.calls.append((request, response.text or ""))
        return response


def simulated(skill: float | None, seed: int = 0, nodes: Sequence[str] = (), **changes: object) -> Dialogue:
    with dspy.context(lm=build_lm(LMConfig(skill=skill) if skill is not None else None)):
        return Simulation(Seeker(), Supporter(nodes=nodes))(persona=persona(**changes), seed=seed).dialogue


def replies(skill: float, said: Sequence[str] = SAID, given: dict[str, str] | None = None) -> list[str]:
    """Return a supporter's reply by each seed."""
    able = Competence(skill)
    return [respond(["utterance"], said, OWN, seed, given=given, competence=able)["utterance"] for seed in SEEDS]


@pytest.mark.parametrize("nodes", [(), ("situation", "thought", "action", "strategy")])
def test_with_full_skill_it_is_the_generator_that_it_was(nodes: Sequence[str]) -> None:
    assert simulated(1.0, nodes=nodes) == simulated(None, nodes=nodes)
    assert lm_identity(build_lm(LMConfig(skill=1.0))) == lm_identity(build_lm()) == NAME == "offline/rules-2"


def test_with_less_it_has_another_name_here_and_in_another_process() -> None:
    lm = build_lm(LMConfig(skill=NOVICE))
    for one in (lm, pickle.loads(pickle.dumps(lm)), GeneratorLM.load_state(lm.dump_state())):
        assert lm_identity(one) == "offline/rules-2?skill=0.35"
    assert simulated(NOVICE).provenance.generators["seeker"] == "offline/rules-2?skill=0.35"


def test_the_same_seed_gives_the_same_dialogue_and_another_skill_does_not() -> None:
    assert simulated(NOVICE, 3) == simulated(NOVICE, 3)
    assert len({simulated(skill, 3).turns for skill in (NOVICE, APPRENTICE, 1.0)}) == 3


@pytest.mark.parametrize("skill", [0, -1, 1.1, float("nan")])
def test_a_skill_that_is_none_is_refused(skill: float) -> None:
    with pytest.raises(ConfigurationError, match=r"^lm.skill=\S+: has to be above 0 and at most 1"):
        build_lm(LMConfig(skill=skill))


@pytest.mark.parametrize("engine", ["remote", "transformers", "chatbot"])
def test_a_model_has_the_skill_that_it_has(engine: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^lm.skill=0.5: is for lm=offline"):
        build_lm(LMConfig(engine=engine, model="openai/m", skill=0.5))


def test_answers_that_cannot_be_read_are_asked_again_and_the_dialogue_goes_on() -> None:
    unread, asked = {}, {}
    for skill in (NOVICE, APPRENTICE):
        engine = Listening(skill)
        lm = GeneratorLM(NAME, LMConfig(skill=skill), engine=engine, async_engine=AsyncOfflineEngine(skill))
        with dspy.context(lm=lm):
            for seed in range(6):
                made = Simulation(Seeker(), Supporter())(persona=persona(), seed=seed).dialogue
                assert all(turn.text.strip() for turn in made.turns) and len(made.turns) >= 16
        again = [request for request, _ in engine.calls if "could not be read" in (request.messages[-1].text or "")]
        unread[skill], asked[skill] = len(again), len(engine.calls)
        assert len({request.config.seed for request in again}) > 6  # each asking has a seed of its own
    share = {skill: unread[skill] / asked[skill] for skill in unread}
    assert 0.08 < share[NOVICE] < 0.18 and 0.03 < share[APPRENTICE] < 0.09


def test_a_whole_dialogue_in_one_answer_may_break_off() -> None:
    written = {"dialogue": '[{"speaker": "seeker", "text": "Hi"}]'}
    forms = [Competence(NOVICE).form(written, lambda fields: "".join(fields.values()), seed) for seed in SEEDS]
    assert {len(form) for form in forms} == {len(written["dialogue"]), len(written["dialogue"]) // 2}
    with dspy.context(lm=build_lm(LMConfig(skill=NOVICE))):
        assert len(SingleShot()(persona=persona(), seed=1).dialogue.turns) >= 16


@pytest.mark.parametrize("skill", [0.01, NOVICE, APPRENTICE])
@pytest.mark.parametrize("given", [None, NOTED])
def test_danger_is_met_at_every_level(skill: float, given: dict[str, str] | None) -> None:
    danger = [*SAID, "Last night I wanted to die."]
    assert replies(skill, danger, given) == replies(1, danger, given)
    assert all("988" in reply or "emergency" in reply for reply in replies(skill, danger, given))
    for name in ("situation", "action"):
        wrong = Competence(skill)
        notes = [respond([name], danger, OWN, seed, competence=wrong)[name] for seed in SEEDS]
        assert all("safe" in note or "danger" in note for note in notes)


def test_danger_in_a_novices_conversation_is_met() -> None:
    night = "Last night I wanted to die. My sister found me on the pier."
    heard = 0
    for seed in range(12):
        turns = simulated(NOVICE, seed, event=persona().event.model_dump() | {"description": night}).turns
        for said, after in itertools.pairwise(turns):
            if "wanted to die" in said.text:
                heard += 1
                assert "988" in after.text or "emergency" in after.text
    assert heard


def test_who_does_not_listen_says_nothing_of_what_was_said() -> None:
    def listening(skill: float, given: dict[str, str] | None = None) -> int:
        told = ("sister", "lied", "ashamed", "sleep")
        return sum(any(word in reply for word in told) for reply in replies(skill, given=given))

    assert listening(NOVICE) < listening(APPRENTICE) < listening(1)
    # What the situation is stands in the prompt, and the rest is less to do.
    assert listening(NOVICE) < listening(NOVICE, NOTED)
    shallow = NOTED | {"situation": "The seeker is going through a hard time."}
    assert is_shallow(shallow) and not is_shallow(NOTED) and not is_shallow({})
    assert listening(NOVICE, shallow) == 0


def test_advice_comes_early_where_there_is_no_skill_and_a_strategy_that_is_given_is_mostly_followed() -> None:
    def chosen(skill: float, given: dict[str, str] | None = None) -> list[str]:
        able = Competence(skill)
        return [respond(["strategy"], SAID[:1], (), seed, given=given, competence=able)["strategy"] for seed in SEEDS]

    advice = [chosen(skill).count(Strategy.SUGGESTION) for skill in (NOVICE, APPRENTICE, 1)]
    assert advice == sorted(advice, reverse=True) and advice[0] > advice[2] + 20
    planned = {"situation": NOTED["situation"], "action": NOTED["action"]}
    assert set(chosen(NOVICE, planned)) == {"Reflection of feelings"}  # reading off a plan takes no skill


def test_notes_are_shallow_or_say_the_step_before_again() -> None:
    able = Competence(NOVICE)
    notes = [respond(["thought"], SAID, OWN, seed, given=NOTED, competence=able)["thought"] for seed in SEEDS]
    whole = [respond(["thought"], SAID, OWN, seed, given=NOTED)["thought"] for seed in SEEDS]
    wrong = [mine for mine, theirs in zip(notes, whole, strict=True) if mine != theirs]
    assert 20 < len(wrong) < 80
    assert {NOTED["situation"]} < set(wrong) and is_shallow({"thought": next(iter(set(wrong) - {NOTED["situation"]}))})


def test_what_the_prompt_has_as_a_note_need_not_be_worked_out() -> None:
    situation, strategy = {"situation": "Something of the seeker."}, {"strategy": "Question"}
    assert [things_of("utterance", notes, decided=bool(notes.get("strategy"))) for notes in (
        {}, situation, strategy, situation | strategy
    )] == [3, 2, 2, 1]  # fmt: skip
    assert things_of("strategy", {}, decided=False) == 2 and things_of("strategy", situation, decided=False) == 1


def test_whoever_does_wrong_does_so_with_less_skill_too() -> None:
    wrong = [
        {seed for seed in SEEDS if Competence(skill).slips("choice", things=2, where=(seed,))}
        for skill in (NOVICE, APPRENTICE, 1.0)
    ]
    assert wrong[0] > wrong[1] > wrong[2] == set()


def test_a_seeker_of_little_skill_takes_in_the_beginning_of_every_text() -> None:
    long = " ".join(f"This is sentence number {number} of a long story that goes on." for number in range(30))
    who = persona(situation=long, goals_and_expectations=long)
    read = {skill: Competence(skill).read(who) for skill in (NOVICE, APPRENTICE)}
    for one in read.values():
        assert long.startswith(one.situation) and one.situation.endswith(".") and one.situation != long
        assert one.goals_and_expectations == one.situation  # the end of a persona is read like its beginning
        assert one.coped_strategies_and_effects == who.coped_strategies_and_effects
    assert len(read[NOVICE].situation) < len(read[APPRENTICE].situation)
    assert Competence(NOVICE).read(long) == read[NOVICE].situation
    assert WHOLE.read(who) is who


def test_posts_are_read_with_full_skill() -> None:
    post = HelpPost(text="I am a nurse of 31. My mother died in May and I can't sleep. " * 3 + "I want to feel better.")
    made = []
    for skill in (1.0, NOVICE):
        with dspy.context(lm=build_lm(LMConfig(skill=skill))):
            made.append([PersonaExtractor()(post=post, seed=seed).persona for seed in range(8)])
    assert made[0] == made[1]


def test_hearing_is_lost_whole() -> None:
    from socialsim.generators.offline.competence import without_listening

    lost = without_listening(hear([*SAID, "Thank you for listening, my sister calls. Goodbye."]))
    assert (lost.clauses, lost.earlier, lost.feelings, lost.people, lost.leaving) == ((), (), (), (), False)
