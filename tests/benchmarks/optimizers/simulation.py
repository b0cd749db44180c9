"""Do the optimizers make the whole simulation better, on people that they have never seen?

Personas of the posts that come with SocialSim are learned from; those of real posts (CounselChat) are judged by. So dev
and test are of another source than what was learned from.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from dspy.utils.exceptions import LMUnsupportedFeatureError
from socialsim.corpora.posts import examples_path, read_posts
from socialsim.generators.offline.engine import offline_lm
from socialsim.optimizers import Item, Optimized, Settings, Watch, make_task, of_persona, optimize, split, written
from socialsim.programs import PersonaExtractor, Seeker, Simulation, Supporter
from socialsim.signatures import digest

from ..checks.sources import DATA
from ..checks.tables import print_table

METHODS = ("labeled", "bootstrap", "random_search")
SETTINGS = Settings(labeled=16, bootstrapped=8, candidates=6)
DEV = 240
"""Personas that decide, the first of the file; the rest is test, and was looked at when all else was done."""


def show() -> None:
    """Print mean quality before and after, by optimizer, on dev and test, and where the difference comes from."""
    learned = list(personas(examples_path()))
    others = list(personas(DATA / "counselchat" / "20200325_counsel_chat.part-open.csv", "questionText"))
    dev, test = others[:DEV], others[DEV:]
    rows = []
    for method in METHODS:
        optimized = compiled(method, learned, dev, test)
        about = optimized.compiled.about if optimized.compiled else None
        for part, scores in about.scores.items() if about else ():
            rows.append(
                (
                    method,
                    part,
                    f"{scores.n}",
                    f"{scores.before:.4f}",
                    f"{scores.after:.4f}",
                    f"{scores.difference:+.4f}",
                    f"{scores.low:+.4f} to {scores.high:+.4f}",
                    "better" if scores.better else "not better",
                )
            )
    print_table(("optimizer", "part", "personas", "before", "after", "difference", "95 % interval", ""), rows)


def compiled(method: str, learned: list[Item], dev: list[Item], test: list[Item]) -> Optimized:
    lm = offline_lm()
    program = Simulation(Seeker(), Supporter())
    program.set_lm(lm)
    parts = split(learned, 0, dev=dev, test=test)
    with tempfile.TemporaryFile("w") as log:
        task = make_task("all", "quality", program)
        return optimize(task, parts, method, SETTINGS, shown=written(), watch=Watch(log=log))


def personas(path: Path, text: str | None = None) -> Iterator[Item]:
    extractor = PersonaExtractor()
    extractor.set_lm(offline_lm())
    for post in read_posts(path, text=text):
        try:
            persona = extractor(post=post).persona
        except LMUnsupportedFeatureError:  # another language
            continue
        if persona is not None:
            yield of_persona(persona, digest("persona", [persona, post.id]), post)
