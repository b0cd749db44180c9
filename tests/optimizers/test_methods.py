"""What `labeled`, `bootstrap` and `random_search` change in a program, and what they leave as it is."""

from __future__ import annotations

from typing import Any

import pytest
from socialsim.optimizers import Item, Optimized, Settings, Split, make_task, of_turns, optimize, written
from socialsim.optimizers.compiled import Compiled, tuned
from socialsim.optimizers.ledger import Ledger
from socialsim.optimizers.methods import Lesson, best_so_far, random_search
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.programs.provenance import fingerprint
from socialsim.signatures import ConfigurationError, Dialogue

from tests.conversations import GOOD
from tests.optimizers.conftest import FEW, OFFLINE, Tune, simulation, task
from tests.people import persona

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


def test_nothing_to_show_is_one_clear_line(parts: Split) -> None:
    with pytest.raises(ConfigurationError, match="there is nothing that people wrote for these predictors to show"):
        optimize(task(), parts, "labeled", FEW, shown={})
    with pytest.raises(ConfigurationError, match="there is nothing that people wrote for these predictors to show"):
        optimize(task("seeker"), parts, "labeled", FEW, shown={"supporter": written()["supporter"]})


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
    with pytest.raises(ConfigurationError, match="there is nothing that people wrote"):
        optimize(task("seeker"), parts, "labeled", FEW, shown=shown)
    shown["seeker"] += of_turns(said, "seeker", "a stranger's", persona())
    made = compiled(optimize(task("seeker"), parts, "labeled", FEW, shown=shown))
    assert {name.partition("#")[0] for name in made.about.data["demonstrations"]} == {"a stranger's"}
