"""What tests of optimizers share: personas of the example posts, and programs that the offline generator has tuned."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import islice

import pytest
from socialsim.corpora.posts import examples_path, read_posts
from socialsim.generators.offline.engine import offline_lm
from socialsim.optimizers import Item, Optimized, Settings, Split, Task, make_task, of_persona, optimize, split, written
from socialsim.programs import PersonaExtractor, Seeker, Simulation, Supporter
from socialsim.signatures import digest

FEW = Settings(labeled=2, bootstrapped=2, candidates=2)
OFFLINE = ("labeled", "bootstrap", "random_search")
"""The optimizers that need no model which writes instructions."""

Tune = Callable[[str], Optimized]


def simulation() -> Simulation:
    """Return a short simulation by the offline generator."""
    made = Simulation(Seeker(), Supporter(), turns=(8, 8))
    made.set_lm(offline_lm())
    return made


def task(module: str = "all", metric: str = "quality") -> Task:
    return make_task(module, metric, simulation())


def the_people() -> list[Item]:
    """Return the personas of example posts, two of each of the first four posts."""
    extractor = PersonaExtractor()
    extractor.set_lm(offline_lm())
    items: list[Item] = []
    for number, post in enumerate(islice(read_posts(examples_path()), 20)):
        persona = extractor(post=post).persona
        if persona is None:
            continue
        sibling = persona.model_copy(update={"goals_and_expectations": "I want to be able to sleep again."})
        for one in (persona, sibling) if number < 4 else (persona,):
            items.append(of_persona(one, digest("persona", one), post))
    return items


@pytest.fixture(scope="session")
def people() -> list[Item]:
    return the_people()


@pytest.fixture(scope="session")
def parts(people: list[Item]) -> Split:
    return split(people)


@pytest.fixture(scope="session")
def tune(parts: Split) -> Tune:
    """Return a function that tunes the whole simulation by an optimizer; each is done once."""

    @cache
    def tuned(method: str) -> Optimized:
        return optimize(task(), parts, method, FEW, shown=written())

    return tuned
