"""`socialsim reproduce`: the experiments of the paper, the exact commands for each, and what they would cost."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from rich.table import Table

from ..signatures import ConfigurationError
from .forecast import about, as_usd, print_forecast
from .plain import Paper, as_text
from .quoting import quoted
from .rehearsal import Role
from .reproduce_estimate import Estimator, posts_words
from .reproduce_experiments import DIALOGUES, EXPERIMENTS, FEW, PAPER, Experiment
from .schema import ReproduceConfig

POSTS = "posts=psyqa.json"
"""What stands in the commands where the user named no posts."""
_PLAIN = re.compile(r"[\w./~*-]+")
FACTS = (
    f"What is said of the paper ({PAPER}) rests on a summary of it, which numbers no tables. {DIALOGUES:,} is the "
    f"paper's n; studies and ratings take {FEW} at most."
)
PRICED = (
    "Calls and tokens are those of one generator, whichever it is, and of the judge. USD: all of a generator's part by "
    "that LM, from the least to the most. A server of yours has no price that we know; rules cost nothing. Tuning and "
    "answering by tuned chatbots ask no LM; their GPU hours are not estimated."
)


def run(config: ReproduceConfig) -> None:
    """Print the list of experiments, or one of them with its commands, and what they would take."""
    if config.n < 1:
        raise ConfigurationError(f"n={config.n}: has to be 1 or more")
    if not config.generators:
        raise ConfigurationError("lm=: names no LM; say lm=NAME or lm=A,B")
    chosen = None if config.experiment is None else experiment_of(config.experiment)
    estimator = Estimator(config)
    if chosen is None:
        _print_all(estimator)
    else:
        _print_one(config, estimator, chosen)


def experiment_of(name: str) -> Experiment:
    """Return the experiment that is called so.

    Raises:
        ConfigurationError: there is none.
    """
    known = {one.name: one for one in EXPERIMENTS}
    if name in known:
        return known[name]
    close = get_close_matches(name, known, n=1)
    guess = f", did you mean {close[0]}?" if close else ""
    raise ConfigurationError(f"experiment={name}: there is no such experiment{guess}; there are {', '.join(known)}")


def commands(config: ReproduceConfig, experiment: Experiment) -> list[list[str]]:
    """Return the commands of an experiment, each as the words after ``socialsim``, with what the user named in them.

    Where several LMs are named, the first makes what only one can make.
    """
    posts = posts_words(config.posts, POSTS)
    given = {
        "lm": config.generators[0],
        "lms": ",".join(config.generators),
        "judge": config.judge,
        "n": str(config.n),
        "few": str(min(config.n, FEW)),
        "out": config.out,
    }
    typed = list[list[str]]()
    for line in experiment.lines:
        words = list[str]()
        for word in line.words.split():
            words += posts if word == "{posts}" else [_filled(word, given)]
        typed.append(words)
    return typed


def _filled(word: str, given: Mapping[str, str]) -> str:
    """Return a word with what the user named; in a list, what Hydra would not take as it is stands in quotes."""
    key, equals, value = word.partition("=")
    if not value.startswith("["):
        return word.format(**given)
    items = (one.format(**given) for one in value[1:-1].split(","))
    return f"{key}{equals}[{','.join(one if _PLAIN.fullmatch(one) else quoted(one) for one in items)}]"


def _print_all(estimator: Estimator) -> None:
    paper = Paper()
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("experiment")
    table.add_column("in the paper")
    for column in ("calls", "tokens", *(f"USD {name}" for name in estimator.lms), f"USD judge {estimator.judge_name}"):
        table.add_column(as_text(column), justify="right")
    for experiment in EXPERIMENTS:
        table.add_row(experiment.name, experiment.place or "–", *_figures(estimator, estimator.roles(experiment)))
    paper.table(table)
    paper.print()
    for line in (
        FACTS,
        PRICED,
        "Later ones read what earlier ones make. One with its commands: socialsim reproduce EXPERIMENT",
    ):
        paper.print(as_text(line), soft_wrap=True)


def _figures(estimator: Estimator, roles: Sequence[Role]) -> list[str]:
    found = {role.name: role for role in roles}
    judge = found.get(f"judge {estimator.judge_name}")
    first = next((found[name] for name in estimator.lms if name in found), None)
    parts = [role for role in (first, judge) if role is not None]
    calls = sum(role.calls for role in parts)
    tokens = sum(role.tokens.input + role.tokens.output for role in parts)
    paid = [found.get(name) for name in estimator.lms] + [judge]
    return [
        f"{calls:,.0f}" if calls else "–",
        about(tokens) if tokens else "–",
        *("–" if role is None else as_usd(role.usd) for role in paid),
    ]


def _print_one(config: ReproduceConfig, estimator: Estimator, experiment: Experiment) -> None:
    paper = Paper()

    def say(text: str = "", style: str = "") -> None:
        paper.print(as_text(text, style), soft_wrap=True)

    say(f"{experiment.name}: {experiment.title}", "bold")
    place = f"{PAPER}, {experiment.place}" if experiment.place else f"{PAPER}, and beyond it"
    for heading, lines in (
        (f"In the paper ({place})", (experiment.paper,)),
        ("Here", (experiment.ours,)),
        ("What differs", experiment.differs),
        ("Data and models that you bring", experiment.data),
    ):
        say(f"\n{heading}", "bold")
        for line in lines:
            say(f"  {line}")
    several = len(estimator.lms) > 1 and not experiment.of_all
    others = f"; another of {', '.join(estimator.lms)} with lm=NAME" if several else ""
    say(f"\nCommands (lm={config.generators[0]}{others})", "bold")
    for words in commands(config, experiment):
        say(f"  {shlex.join(['socialsim', *words])}")
    say("\nEstimate", "bold")
    roles = estimator.roles(experiment)
    if roles:
        print_forecast(roles, total=False)
        say(PRICED)
    else:
        say("  No LM is asked. Tuning and answering take a GPU; the hours are not estimated.")
