"""A program in the hands of DSPy's optimizers: what they may touch, what they share, and what they cannot swallow."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Iterator
from typing import Any

import dspy
import pytest
from socialsim.generators import Budget, LMConfig, Session, build_lm
from socialsim.generators.offline.engine import offline_lm
from socialsim.optimizers import Item, of_persona
from socialsim.optimizers.compiled import tuned
from socialsim.optimizers.ledger import Halted, Ledger, best_of
from socialsim.optimizers.metrics import Quality
from socialsim.optimizers.student import Watched, student
from socialsim.programs import Chatbot, Seeker, Simulation, Supporter
from socialsim.programs.provenance import fingerprint
from socialsim.signatures import BudgetReached, ConfigurationError

from tests.optimizers.conftest import simulation
from tests.optimizers.unreadable import aged, answering, unreadable_for
from tests.people import numbered, persona
from tests.recorder import recorded_lm
from tests.server import Server, plausible

SUPPORTER = ("supporter.write", "supporter.nodes['strategy']")


def pupil(ledger: Ledger | None = None) -> Any:
    return student(simulation(), SUPPORTER, ledger or Ledger())


def examples(count: int) -> list[Any]:
    return [item.example for item in aged(*range(20, 20 + count))]


def test_optimizers_find_the_named_predictors_and_no_others() -> None:
    there = pupil()
    assert {name for name, _ in there.named_predictors()} == set(SUPPORTER)
    assert len(there.predictors()) == 2
    shown = [dspy.Example(utterance="Hello.", strategy="Question").with_inputs()]
    compiled: Any = dspy.LabeledFewShot(k=1).compile(there, trainset=shown)
    demos = {name: predictor.demos for name, predictor in _all(compiled).items()}
    assert {name for name, shown_there in demos.items() if shown_there} == set(SUPPORTER)


def test_a_chatbot_is_tuned_like_any_supporter() -> None:
    lm, _ = recorded_lm(lambda fields, request: numbered()(fields, request) if fields else "Go on.")
    there = student(Simulation(Seeker(), Chatbot(), turns=(2, 2)), ("supporter.write",), Ledger())
    assert [name for name, _ in there.named_predictors()] == ["supporter.write"]
    with dspy.context(lm=lm, trace=[]):
        there(**examples(1)[0].inputs())
        traced = [(inputs["conversation"], answer.utterance) for one, inputs, answer in dspy.settings.trace]
    assert traced[-1] == ({"messages": [{"user": "utterance number 1"}]}, "Go on.")


def _all(program: Any) -> dict[str, Any]:
    """Return every predictor of a student by name, tuned or not."""
    nodes = {f"supporter.nodes[{name!r}]": node for name, node in program.supporter.nodes.items()}
    return {"seeker.write": program.seeker.write, "supporter.write": program.supporter.write} | nodes


def test_the_original_is_not_touched() -> None:
    whole = simulation()
    before = fingerprint(whole)
    there = student(whole, SUPPORTER, Ledger())
    for predictor in there.predictors():
        predictor.demos = [dspy.Example(utterance="x", strategy="Question")]
    assert fingerprint(whole) == before
    assert type(whole) is Simulation


def test_it_is_the_same_program_by_name_by_source_and_by_what_it_does() -> None:
    whole, there = simulation(), pupil()
    assert isinstance(there, Simulation) and type(there) is not Simulation
    assert inspect.getsource(type(there)) == inspect.getsource(Simulation)
    assert fingerprint(there) == fingerprint(whole)
    inputs = dict(examples(1)[0].inputs())
    assert there(**inputs).dialogue == whole(**inputs).dialogue


def test_lms_of_each_role_survive_reset_and_copy() -> None:
    whole = simulation()
    seeker, supporter = recorded_lm(numbered(), model="test/a")[0], recorded_lm(numbered(), model="test/b")[0]
    whole.seeker.set_lm(seeker)
    whole.supporter.set_lm(supporter)
    there: Any = student(whole, SUPPORTER, Ledger())
    there.supporter.write.demos = [dspy.Example(utterance="x")]
    for copied in (there.reset_copy(), there.deepcopy(), copy.deepcopy(there), there.reset_copy().reset_copy()):
        models = {name: predictor.lm.model for name, predictor in _all(copied).items()}
        assert models.pop("seeker.write") == "test/a"
        assert set(models.values()) == {"test/b"}
    assert there.reset_copy().supporter.write.demos == []
    assert len(there.deepcopy().supporter.write.demos) == 1


def test_a_copy_of_our_lm_shares_its_engine_and_so_its_budget() -> None:
    there = pupil()
    engines = {id(one.lm._engine_spec) for one in (*there.predictors(), *there.reset_copy().predictors())}
    assert len(engines) == len({id(lm) for lm in [there.supporter.write.lm._engine_spec]}) == 1


def test_copies_share_one_ledger_that_knows_every_candidate_by_what_it_is() -> None:
    ledger = Ledger()
    there = pupil(ledger)
    watched = Watched(Quality(), ledger)
    others = [there.deepcopy(), there.reset_copy(), copy.deepcopy(there)]
    others[0].supporter.write.demos = [dspy.Example(utterance="I am glad that you wrote.")]
    learned = [of_persona(persona(), "p").example, of_persona(persona(age=20), "q").example]
    said = {
        number: [watched(example, one(**example.inputs())).score for example in learned]
        for number, one in enumerate(others)
    }
    names = [example.id for example in learned]
    trials = ledger.trials(names)
    assert [mean for mean, _ in trials] == [sum(said[0]) / 2, sum(said[1]) / 2]  # the third is the second again
    assert trials[0][1] == tuned(others[0], SUPPORTER) != trials[1][1] == tuned(there, SUPPORTER)
    assert ledger.trials([*names, "another"]) == [] == ledger.trials([])


def test_the_best_is_the_first_of_equals_and_nothing_where_nothing_was_tried() -> None:
    assert best_of([]) is None
    states: list[Any] = [{"a": 1}, {"b": 2}, {"c": 3}]
    assert best_of(zip([0.1, 0.7, 0.7], states, strict=True)) is states[1]


def test_a_prediction_of_nobody_is_scored_and_not_written_down() -> None:
    ledger = Ledger()
    example = of_persona(persona(), "p").example
    assert Watched(Quality(), ledger)(example, simulation()(**example.inputs())).score > 0
    assert ledger.trials([example.id]) == []


def served(server: Server, calls: int | None = None) -> Simulation:
    config = LMConfig(engine="remote", model="openai/mine", api_base=server.base_url, retries=0)
    whole = Simulation(Seeker(), Supporter(nodes=()), turns=(4, 4))
    whole.set_lm(build_lm(config, Session(budget=Budget(calls=calls))))
    return whole


@pytest.fixture(params=["budget", "key"])
def ending(request: pytest.FixtureRequest) -> Iterator[tuple[Simulation, type[Exception]]]:
    """A program that is answered at first, and then no longer; and by what error that is known."""
    with Server() as server:
        if request.param == "budget":
            yield served(server, calls=6), BudgetReached
            assert 0 < len(server.requests) <= 6  # the last may have been cancelled before the server had read it
        else:
            server.answer = lambda body: plausible(body) if len(server.requests) <= 6 else 401
            yield served(server), ConfigurationError


@pytest.mark.parametrize("threads", [1, 4])
def test_what_has_to_end_the_run_ends_an_evaluation(ending: tuple[Simulation, type[Exception]], threads: int) -> None:
    whole, end = ending
    ledger = Ledger()
    there: Any = student(whole, ("seeker.write",), ledger)
    evaluate = dspy.Evaluate(devset=examples(6), metric=Watched(Quality(), ledger), num_threads=threads, max_errors=99)
    with pytest.raises(Halted) as halted:
        evaluate(there)
    assert type(halted.value.why) is end
    with pytest.raises(Halted):
        there.deepcopy()(**examples(1)[0].inputs())


def test_what_has_to_end_the_run_ends_bootstrapping(ending: tuple[Simulation, type[Exception]]) -> None:
    whole, end = ending
    ledger = Ledger()
    there = student(whole, ("seeker.write",), ledger)
    search = dspy.BootstrapFewShot(
        metric=Watched(Quality(), ledger), metric_threshold=1.1, max_labeled_demos=0, max_errors=99
    )
    with pytest.raises(Halted) as halted:
        search.compile(there, trainset=examples(4))
    assert type(halted.value.why) is end


class Refusing(Quality):
    """A metric whose judge costs something."""

    def find(self, example: Any, prediction: Any) -> Any:
        raise BudgetReached("the judge has spent it")


@pytest.mark.parametrize("threads", [1, 4])
def test_a_judge_that_has_spent_the_budget_ends_the_run_too(threads: int) -> None:
    ledger = Ledger()
    evaluate = dspy.Evaluate(devset=examples(3), metric=Watched(Refusing(), ledger), num_threads=threads, max_errors=99)
    with pytest.raises(Halted):
        evaluate(pupil(ledger))


@pytest.mark.parametrize("threads", [1, 4])
def test_an_answer_that_cannot_be_read_ends_nothing_and_counts_as_0(threads: int) -> None:
    ran: list[bool] = []
    ledger = Ledger(ran.append)
    there = student(answering(unreadable_for(21)), ("seeker.write",), ledger)
    learned = examples(4)
    ledger.expect(learned)
    result: Any = dspy.Evaluate(devset=learned, metric=Watched(Quality(), ledger), num_threads=threads, max_errors=99)(
        there
    )
    assert sorted(ran) == [False, False, False, True]
    assert (ledger.runs, ledger.failures) == (4, 1)
    scores = [float(score) for _, _, score in result.results]
    assert [score > 0 for score in scores] == [True, False, True, True]
    assert [mean for mean, _ in ledger.trials([one.id for one in learned])] == [pytest.approx(sum(scores) / 4)]
    assert [mean for mean, _ in ledger.trials([learned[1].id])] == [0.0]


def test_who_fails_on_the_hard_ones_is_not_chosen_for_the_rest() -> None:
    ledger, (easy, hard) = Ledger(), examples(2)
    ledger.expect([easy, hard])
    states = {}
    for name, instructions in (("fails", "Be brief."), ("copes", "Be kind.")):
        program = simulation()
        program.seeker.write.signature = program.seeker.write.signature.with_instructions(instructions)
        ledger.note(name, program, ["seeker.write"])
        states[name] = tuned(program, ["seeker.write"])
        ledger.score(name, easy.id, {"fails": 1.0, "copes": 0.6}[name])
    ledger.ran("fails", dict(hard.inputs()), failed=True)
    ledger.ran("copes", dict(hard.inputs()), failed=False)
    ledger.score("copes", hard.id, 0.6)
    assert ledger.trials([easy.id, hard.id]) == [(0.5, states["fails"]), (0.6, states["copes"])]
    assert best_of(ledger.trials([easy.id, hard.id])) == states["copes"]
    assert (ledger.runs, ledger.failures) == (2, 1)


def test_a_run_belongs_to_an_example_by_its_very_inputs() -> None:
    ledger, (known, other) = Ledger(), examples(2)
    ledger.expect([known])
    assert ledger.example_of(dict(known.inputs())) == known.id
    assert ledger.example_of(dict(known.copy().inputs())) == known.id, "a copy of an example has the same inputs"
    assert ledger.example_of(dict(other.inputs())) is None
    assert ledger.example_of(dict(known.inputs()) | {"persona": known.persona.model_copy()}) is None


def test_an_answer_that_cannot_be_read_is_no_demonstration_and_bootstrapping_goes_on() -> None:
    ledger = Ledger()
    there = student(answering(unreadable_for(20)), ("seeker.write",), ledger)
    compiled: Any = dspy.BootstrapFewShot(
        metric=Watched(Quality(), ledger), metric_threshold=0.01, max_labeled_demos=0, max_errors=99
    ).compile(there, trainset=examples(3))
    ages = {
        demo["persona"]["age"] if isinstance(demo["persona"], dict) else demo["persona"].age
        for demo in compiled.seeker.write.demos
    }
    assert ages == {21, 22}


def test_a_part_that_was_given_its_own_lm_by_a_context_works_as_before(people: list[Item]) -> None:
    whole = Simulation(Seeker(), Supporter(), turns=(4, 4))
    there = student(whole, SUPPORTER, Ledger())
    with dspy.context(lm=offline_lm()):
        assert there(**people[0].example.inputs()).dialogue == whole(**people[0].example.inputs()).dialogue
