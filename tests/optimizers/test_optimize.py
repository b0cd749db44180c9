"""The whole of it: what is measured where, what is said of the result, and that plain DSPy works on our programs."""

from __future__ import annotations

from typing import Any, ClassVar

import dspy
import pytest
from socialsim.generators.offline.engine import offline_lm
from socialsim.optimizers import (
    Compiled,
    Item,
    Optimized,
    Settings,
    Split,
    Task,
    make_task,
    of_turns,
    optimize,
    written,
)
from socialsim.optimizers.metric import Finding, Metric
from socialsim.optimizers.metrics import Quality, TurnQuality
from socialsim.programs import PersonaExtractor, Seeker, Simulation, Supporter
from socialsim.programs.provenance import fingerprint, provenance
from socialsim.signatures import ConfigurationError, Dialogue, GenerationError, ParseFailure

from tests.conversations import GOOD
from tests.optimizers.conftest import FEW, OFFLINE, Tune, simulation, task
from tests.optimizers.unreadable import aged, answering, unreadable_for
from tests.people import persona


def compiled(made: Optimized) -> Compiled:
    assert made.compiled is not None
    return made.compiled


class Flat(Metric):
    """Finds every dialogue as good as any."""

    name: ClassVar[str] = "flat"

    def find(self, example: Any, prediction: Any) -> Finding:
        return Finding(0.5)


class Sour(Flat):
    """Has no opinion on dialogues of a program that was tuned, or of none at all."""

    def __init__(self, fingerprint: str | None) -> None:
        self.of = fingerprint

    def find(self, example: Any, prediction: Any) -> Finding:
        if prediction.dialogue.provenance.program != self.of:
            raise GenerationError("no opinion")
        return Finding(0.5)


def judged_by(metric: Metric) -> Task:
    usual = task("seeker")
    return Task(usual.module, usual.program, usual.names, metric, usual.roles)


@pytest.mark.parametrize("method", OFFLINE)
def test_dev_and_test_are_measured_before_and_after_and_nothing_else_is(method: str, tune: Tune, parts: Split) -> None:
    made = tune(method)
    assert made.limit is None and made.measured.keys() == {"dev", "test"}
    for name, both in made.measured.items():
        ids = {item.id for item in parts.parts()[name]}
        assert all(one.scores.keys() == ids and not one.failures for one in both)
        scores = compiled(made).about.scores[name]
        assert (scores.n, scores.groups) == (len(ids), len({parts.groups[one] for one in ids}))
        assert scores.before == pytest.approx(both[0].mean)
        assert scores.after == pytest.approx(both[1].mean)
        assert scores.difference == pytest.approx(both[1].mean - both[0].mean)
        assert scores.low <= scores.difference <= scores.high


@pytest.mark.parametrize("method", OFFLINE)
def test_the_account_says_where_it_comes_from(method: str, tune: Tune, parts: Split) -> None:
    about = compiled(tune(method)).about
    assert (about.module, about.metric, about.optimizer["name"], about.seed) == ("all", "quality", method, 0)
    assert about.program == fingerprint(simulation())
    assert about.generators.keys() == {"seeker", "supporter"}
    for name, items in parts.parts().items():
        assert about.data[name] == [item.id for item in items]
    assert about.finished and about.versions.keys() >= {"socialsim", "dspy"}


def test_before_is_what_dspy_s_own_evaluation_says_of_the_program(tune: Tune, parts: Split) -> None:
    devset = [item.example for item in parts.dev]
    for program, mean in ((simulation(), "before"), (compiled(tune("bootstrap")).apply(simulation()), "after")):
        result = dspy.Evaluate(devset=devset, metric=Quality())(program)
        expected = getattr(compiled(tune("bootstrap")).about.scores["dev"], mean)
        assert result.score == pytest.approx(100 * expected, abs=0.01)
        assert len(result.results) == len(devset)


def test_programs_take_the_lm_of_a_context(parts: Split) -> None:
    bare = Simulation(Seeker(), Supporter(), turns=(8, 8))
    inputs = dict(parts.dev[0].example.inputs())
    with dspy.context(lm=offline_lm()):
        said = bare(**inputs)
        score = dspy.Evaluate(devset=[parts.dev[0].example], metric=Quality())(bare).score
    assert said.dialogue == simulation()(**inputs).dialogue
    assert score == pytest.approx(100 * Quality()(parts.dev[0].example, said).score, abs=0.01)
    assert all(predictor.lm is None for predictor in bare.predictors())


def test_what_is_not_better_says_so(parts: Split) -> None:
    about = compiled(optimize(judged_by(Flat()), parts, "labeled", FEW, shown=written())).about
    assert (about.scores["dev"].low, about.scores["dev"].high, about.better) == (0.0, 0.0, False)


def test_what_fails_more_often_than_before_is_not_better(parts: Split) -> None:
    asked = judged_by(Sour(fingerprint(simulation())))
    made = optimize(asked, parts, "labeled", FEW, shown=written())
    about = compiled(made).about
    assert about.scores == {} and about.finished and not about.better
    before, after = made.measured["dev"]
    assert (len(before.scores), len(after.scores), len(after.failures)) == (len(parts.dev), 0, len(parts.dev))


def test_nothing_that_can_be_scored_is_no_score_and_no_end_in_tears(parts: Split) -> None:
    about = compiled(optimize(judged_by(Sour(None)), parts, "labeled", FEW, shown=written())).about
    assert about.scores == {} and not about.better


def test_a_program_that_fails_on_some_examples_is_measured_on_the_others(parts: Split) -> None:
    class Fussy(Quality):
        def find(self, example: Any, prediction: Any) -> Finding:
            if example.id == parts.dev[0].id:
                raise ParseFailure("unreadable", raw="")
            return super().find(example, prediction)

    about = compiled(optimize(judged_by(Fussy()), parts, "labeled", FEW, shown=written())).about
    dev = about.scores["dev"]
    assert (dev.n, dev.failed_before, dev.failed_after) == (len(parts.dev) - 1, 1, 1)


def test_a_failed_run_of_the_search_counts_as_0_and_is_counted() -> None:
    """The checks accept no such dialogue, so the search tries nothing, and what people wrote, on the select part."""
    items = aged(*range(20, 30))
    few = Split(items[:4], items[4:7], items[7:9], [], {item.id: number for number, item in enumerate(items)})
    asked = make_task("seeker", "quality", answering(unreadable_for(21, 25)))
    made = optimize(asked, few, "random_search", FEW, shown=written())
    assert made.searched == (4 + 2 * 3, 1 + 2)
    assert compiled(made).about.finished and made.measured.keys() == {"dev"}


def test_an_optimizer_that_there_is_not_is_one_clear_line(parts: Split) -> None:
    with pytest.raises(ConfigurationError) as error:
        optimize(task("seeker"), parts, "foo", FEW, shown=written())
    assert str(error.value) == (
        "optimizer=foo: there is no such optimizer; there are labeled, bootstrap, random_search, mipro, simba, gepa"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"threshold": 5.0}, "optimizer.threshold=5: has to be above 0 and at most 1"),
        ({"threshold": 0.0}, "optimizer.threshold=0: has to be above 0 and at most 1"),
        ({"threshold": float("nan")}, "optimizer.threshold=nan: has to be above 0 and at most 1"),
        ({"labeled": 0}, "optimizer.labeled=0: has to be from 1 to 10000"),
        ({"batch": 10_001}, "optimizer.batch=10001: has to be from 1 to 10000"),
    ],
)
def test_settings_out_of_bounds_are_one_clear_line(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        Settings(**changes)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("module", "metric", "roles"),
    [
        ("all", "quality", {"seeker", "supporter"}),
        ("seeker", "turn_quality", {"seeker", "supporter"}),
        ("persona", "attributes", {"extractor"}),
    ],
)
def test_a_program_without_an_lm_is_one_clear_line(module: str, metric: str, roles: set[str]) -> None:
    bare = PersonaExtractor() if module == "persona" else Simulation(Seeker(), Supporter())
    with pytest.raises(ConfigurationError) as error:
        make_task(module, metric, bare)
    assert str(error.value) == "the program has no LM; say program.set_lm(…) or dspy.configure(lm=…)"
    with dspy.context(lm=offline_lm()):
        assert make_task(module, metric, bare).roles.keys() == roles


def test_the_lm_that_is_configured_for_all_of_dspy_does_as_well_as_its_own(parts: Split, tune: Tune) -> None:
    bare = Simulation(Seeker(), Supporter(), turns=(8, 8))
    with dspy.context(lm=offline_lm()):
        made = optimize(make_task("all", "quality", bare), parts, "bootstrap", FEW, shown=written())
    assert compiled(made) == compiled(tune("bootstrap"))


def test_turns_that_an_lm_wrote_make_it_one_of_the_writers(parts: Split) -> None:
    """A corpus of the offline generator may be learned from on single turns; its text stays known for what it is."""
    whole = simulation()
    items: list[Item] = []
    for number in range(12):
        made_by = provenance(whole, f"persona-{number}", number, whole.roles) if number % 2 else None
        said = Dialogue(turns=GOOD.turns[:4], provenance=made_by)
        items += list(of_turns(said, "supporter", f"talk {number}"))[:1]
    groups = {item.id: number for number, item in enumerate(items)}
    some = Split(items[:8], items[8:9], items[9:11], items[11:], groups)
    asked = Task("utterance", whole, ("supporter.write",), Flat(), whole_lms(whole))
    writers = {}
    for kind, train in (("people", items[0:8:2]), ("rules", items[1:8:2])):
        shown = {"supporter": train}
        few = Split(train, some.select, parts.dev[:2], [], groups | parts.groups)
        writers[kind] = compiled(optimize(asked, few, "labeled", FEW, shown=shown)).about.written_by
    assert writers["people"] == ()
    assert [name.partition("-")[0] for name in writers["rules"]] == ["offline/rules"]


def whole_lms(whole: Simulation) -> dict[str, Any]:
    return {"seeker": whole.seeker.write.lm, "supporter": whole.supporter.write.lm}


def test_what_is_tuned_on_single_turns_is_used_in_the_whole() -> None:
    items = written()["supporter"][:12]
    groups = {item.id: number for number, item in enumerate(items)}
    few = Split(items[:5], items[5:7], items[7:10], items[10:], groups)
    asked = make_task("supporter", "turn_quality", simulation())
    assert isinstance(asked.metric, TurnQuality)
    made = compiled(
        optimize(asked, few, "bootstrap", Settings(bootstrapped=1, labeled=2), shown={"supporter": few.train})
    )
    changed = made.apply(simulation())
    assert fingerprint(changed) != fingerprint(simulation())
    assert changed(persona=persona(), persona_id="p", seed=1).dialogue.turns
