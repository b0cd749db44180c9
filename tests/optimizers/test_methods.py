"""What `labeled`, `bootstrap` and `random_search` change in a program, and what they leave as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

import pytest
from socialsim.optimizers import Item, Optimized, Settings, Split, Task, make_task, of_turns, optimize, split, written
from socialsim.optimizers.compiled import Compiled, tuned
from socialsim.optimizers.ledger import Ledger
from socialsim.optimizers.lesson import Lesson
from socialsim.optimizers.methods import _teacher, best_so_far, random_search
from socialsim.optimizers.metric import Finding, Metric
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.programs.provenance import fingerprint
from socialsim.signatures import EXTES, ConfigurationError, Dialogue

from tests.conversations import GOOD
from tests.optimizers.conftest import FEW, OFFLINE, Tune, simulation, task
from tests.people import persona

NOTHING = (
    "optimizer=labeled: there is nothing that people wrote for these predictors and strategies to show; say "
    "demonstrations=FILE"
)
NODES = [f"supporter.nodes['{name}']" for name in ("situation", "thought", "action", "strategy")]


def compiled(made: Optimized) -> Compiled:
    assert made.compiled is not None
    return made.compiled


@pytest.mark.parametrize("method", OFFLINE)
def test_instructions_and_fields_stay_as_they_are(method: str, tune: Tune) -> None:
    there = tuned(simulation(), [name for name, _ in simulation().named_predictors()])
    made = compiled(tune(method)).predictors
    assert made.keys() == there.keys()
    for name, one in made.items():
        assert (one.instructions, one.fields) == (there[name].instructions, there[name].fields)


@pytest.mark.parametrize("method", OFFLINE)
def test_the_program_itself_is_not_touched(method: str, parts: Split) -> None:
    asked = task("seeker")
    before = fingerprint(asked.program)
    made = optimize(asked, parts, method, FEW, shown=written())
    assert fingerprint(asked.program) == before == compiled(made).about.program


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("seeker", ["seeker.write"]),
        ("utterance", ["supporter.write"]),
        ("strategy", NODES[3:]),
        ("supporter", [*NODES, "supporter.write"]),
    ],
)
def test_only_what_the_module_names_is_tuned(module: str, names: list[str], parts: Split) -> None:
    for method in ("labeled", "bootstrap"):
        made = compiled(optimize(task(module), parts, method, FEW, shown=written())).predictors
        assert sorted(made) == sorted(names)
        assert all(one.demos for one in made.values())


def test_labeled_shows_what_people_wrote_and_as_much_as_it_may(tune: Tune) -> None:
    made = compiled(tune("labeled"))
    ids = {role: {item.id for item in items} for role, items in written().items()}
    for name, one in made.predictors.items():
        assert len(one.demos) == FEW.labeled
        assert {demo["id"] for demo in one.demos} <= ids[name.partition(".")[0]]
        assert not any(demo.get("augmented") for demo in one.demos)
    assert made.about.written_by == ()


def test_bootstrap_shows_what_the_program_did_itself(tune: Tune) -> None:
    made = compiled(tune("bootstrap"))
    for one in made.predictors.values():
        assert 1 <= len(one.demos) <= FEW.bootstrapped
        assert all(demo["augmented"] for demo in one.demos)
    assert [name.partition("-")[0] for name in made.about.written_by] == ["offline/rules"]


def test_random_search_takes_what_is_best_on_select_and_first_among_equals(parts: Split, tune: Tune) -> None:
    asked = task()
    lesson = Lesson(asked.program, asked.names, asked.metric, parts.train, parts.select, written(), FEW, Ledger())
    found = random_search(lesson)
    trials = lesson.ledger.trials([item.id for item in parts.select])
    assert len(trials) >= 3
    assert any(not any(one.demos for one in state.values()) for _, state in trials), "the program as it is was tried"
    best = max(mean for mean, _ in trials)
    assert found == next(state for mean, state in trials if mean == best) == compiled(tune("random_search")).predictors
    assert best_so_far("random_search", lesson) == found


def turns(count: int) -> list[Item]:
    """Return as many invented conversations of one exchange, each with the strategy that a person chose."""
    items: list[Item] = []
    for number in range(count):
        said = Dialogue(turns=GOOD.turns[2 * (number % 8) : 2 * (number % 8) + 2])
        items += of_turns(said, "supporter", f"talk {number}")
    return items


def test_on_single_turns_examples_fill_up_what_the_program_did_itself() -> None:
    items = turns(24)
    parts = Split(items[:10], items[10:14], items[14:20], items[20:], {item.id: n for n, item in enumerate(items)})
    whole = Simulation(Seeker(), Supporter(nodes=["strategy"]))
    whole.set_lm(simulation().seeker.write.lm)
    asked = make_task("strategy", "strategy", whole)
    made = compiled(
        optimize(asked, parts, "bootstrap", Settings(labeled=4, bootstrapped=2), shown={"supporter": parts.train})
    )
    (demos,) = [one.demos for one in made.predictors.values()]
    assert list(made.predictors) == NODES[3:]
    own = [demo for demo in demos if demo.get("augmented")]
    shown = [demo for demo in demos if not demo.get("augmented")]
    assert 1 <= len(own) <= 2 and len(demos) == 4
    assert {demo["id"] for demo in shown} <= {item.id for item in parts.train}
    assert all("utterance" not in demo and demo["strategy"] for demo in demos)


def test_a_threshold_that_nothing_reaches_is_one_clear_line(parts: Split) -> None:
    with pytest.raises(
        ConfigurationError, match=r"none came out well enough to be shown; the best scores 0\.\d{3}"
    ) as e:
        optimize(task(), parts, "bootstrap", Settings(bootstrapped=1, threshold=1.0), shown=written())
    assert "\n" not in str(e.value)


@pytest.mark.parametrize(
    ("module", "shown"),
    [("all", {}), ("seeker", {"supporter": written()["supporter"]}), ("supporter", {"supporter": []})],
)
def test_nothing_to_show_is_one_clear_line(module: str, shown: dict[str, Any], parts: Split) -> None:
    with pytest.raises(ConfigurationError) as error:
        optimize(task(module), parts, "labeled", FEW, shown=shown)
    assert str(error.value) == NOTHING


def of_extes() -> Task:
    whole = Simulation(Seeker(), Supporter(taxonomy=EXTES), turns=(8, 8))
    whole.set_lm(simulation().seeker.write.lm)
    return make_task("all", "quality", whole)


def test_what_people_wrote_with_the_strategies_of_another_taxonomy_is_not_shown(parts: Split) -> None:
    """The examples that ship have ESConv's: they show a seeker how to write, and no supporter how to choose."""
    made = compiled(optimize(of_extes(), parts, "labeled", FEW, shown=written())).predictors
    assert list(made) == ["seeker.write"]
    supporter = Task("supporter", of_extes().program, tuple(NODES), of_extes().metric, of_extes().roles)
    with pytest.raises(ConfigurationError) as error:
        optimize(supporter, parts, "labeled", FEW, shown=written())
    assert str(error.value) == NOTHING
    own = compiled(optimize(of_extes(), parts, "bootstrap", FEW, shown=written())).predictors
    assert all(demo["augmented"] for name in NODES for demo in own[name].demos) and own[NODES[3]].demos
    assert {demo["strategy"] for demo in own[NODES[3]].demos} <= {one.name for one in EXTES.strategies}


def test_the_program_s_own_demonstrations_say_whose_they_are_and_who_that_is_related_to(
    tune: Tune, parts: Split, people: list[Item]
) -> None:
    about = compiled(tune("bootstrap")).about
    shown = [item for item in parts.train if item.id in about.data["demonstrations"]]
    assert len(shown) == len(about.data["demonstrations"]) > 0
    assert about.kin == tuple(sorted({kin for item in shown for kin in item.kin}))
    further = split(people, barred=about.kin)
    there = [item for part in further.parts().values() for item in part]
    assert further.dropped == len(people) - len(there) >= len(shown)
    assert not {kin for item in there for kin in item.kin} & set(about.kin)


def test_what_people_wrote_is_accounted_for_as_what_it_is_related_by(tune: Tune) -> None:
    about = compiled(tune("labeled")).about
    names = {name.partition("#")[0] for name in about.data["demonstrations"]}
    assert names and {f"dialogue {name}" for name in names} <= set(about.kin)


class By(Metric):
    """Finds each example as good as somebody says."""

    name: ClassVar[str] = "by"

    def __init__(self, worth: dict[str, float]) -> None:
        self.worth = worth

    def find(self, example: Any, prediction: Any) -> Finding:
        return Finding(self.worth[example.id])


def on_turns(worth: dict[str, float], train: list[Item], select: Sequence[Item] = (), **changes: Any) -> Lesson:
    """Return a lesson in replies that are worth what is said, with the train part to be shown."""
    asked = make_task("utterance", "turn_quality", simulation())
    given = Lesson(asked.program, asked.names, By(worth), train, select, {"supporter": train}, FEW, Ledger())
    return replace(given, answered=True, **changes)


@pytest.mark.parametrize(("count", "place"), [(12, 3), (13, 3), (16, 4)])
def test_an_own_run_is_shown_if_it_is_among_the_best_quarter(count: int, place: int) -> None:
    items = turns(16)[:count]
    worth = {item.id: 1 - number / 100 for number, item in enumerate(items)}
    _, threshold, ranked = _teacher(on_turns(worth, items, settings=Settings(labeled=1, bootstrapped=1)))
    assert threshold == worth[items[place - 1].id]
    assert [example.id for example in ranked] == list(worth)


@pytest.mark.parametrize("answered", [True, False])
def test_on_single_turns_people_s_words_do_not_teach_the_teacher(answered: bool) -> None:
    """It would be shown the very answers that it is asked for."""
    items = turns(12)
    teacher, _, _ = _teacher(replace(on_turns({item.id: 1.0 for item in items}, items), answered=answered))
    assert [bool(predictor.demos) for predictor in teacher.predictors()] == [not answered]


def test_on_single_turns_random_search_goes_on_without_runs_of_its_own() -> None:
    items = turns(16)
    poor = {item.id: 0.5 for item in items}
    lesson = on_turns(poor, items[:10], items[10:], settings=replace(FEW, threshold=0.6))
    random_search(lesson)
    states = [state["supporter.write"] for _, state in lesson.ledger.trials([item.id for item in lesson.select])]
    assert [len(one.demos) for one in states] == [0, FEW.labeled]
    assert not any(demo.get("augmented") for one in states for demo in one.demos)


@pytest.mark.parametrize("method", ["mipro", "simba", "gepa"])
def test_those_that_write_instructions_need_a_model_that_does(method: str, parts: Split) -> None:
    if method == "mipro":
        pytest.importorskip("optuna")
    with pytest.raises(ConfigurationError, match=f"optimizer={method}: needs a model that writes instructions"):
        optimize(task("seeker"), parts, method, FEW, shown=written())


def test_people_s_words_that_are_related_to_dev_are_not_shown(parts: Split) -> None:
    """A conversation in which a persona of dev speaks may be in what people wrote; it is left out there."""
    held_out = parts.dev[0].example.persona
    said = Dialogue(turns=GOOD.turns)
    shown: dict[str, Any] = {"seeker": list(of_turns(said, "seeker", "theirs", held_out))}
    with pytest.raises(ConfigurationError, match=NOTHING):
        optimize(task("seeker"), parts, "labeled", FEW, shown=shown)
    shown["seeker"] += of_turns(said, "seeker", "a stranger's", persona())
    made = compiled(optimize(task("seeker"), parts, "labeled", FEW, shown=shown))
    assert {name.partition("#")[0] for name in made.about.data["demonstrations"]} == {"a stranger's"}
