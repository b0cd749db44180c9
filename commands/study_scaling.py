"""`socialsim study study=scaling`: what corpora are like at every size."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from ..corpora.format import ReadDialogue
from ..evaluation.report.blocks import Report
from ..evaluation.study.growth import Growth, amount_of, corrected, growth, orders_of
from ..evaluation.study.scaling import scaling_report
from ..evaluation.study.specimens import Collector, Corpus, sizes_of
from ..programs.checks import Case, check, quality
from ..programs.checks.policy import STANDARD
from ..signatures import CheckResult, ConfigurationError, InputError
from .check import taxonomy_of
from .entries import Entries, open_dialogues
from .plain import plain
from .progress import phase
from .schema import StudyConfig
from .study_names import different_names

SMALLEST, SIZES = 10, 8
"""Where nothing else is said: as many dialogues in the smallest part, and so many sizes."""


def run(config: StudyConfig, out: Path) -> Report:
    """Return what `config.corpora` are like at every size; nothing is written.

    Raises:
        ConfigurationError: a setting makes no sense, or statsmodels is not installed.
        InputError: a corpus cannot be read, or is too small to tell growth of.
    """
    _refuse(config)
    seed = config.seeds[0] if config.seeds else 0
    with ExitStack() as stack:
        # All are opened before one is read: a wrong name is told at once.
        opened = [stack.enter_context(open_dialogues(name, rejected=True)) for name in config.corpora]
        names = different_names([one.name for one in opened])
        corpora = [_collected(one, name, config.n) for one, name in zip(opened, names, strict=True)]
    sizes = [_sizes(corpus, config.sizes) for corpus in corpora]
    orders = [orders_of(corpus, config.repeats, seed) for corpus in corpora]
    smallest = zip(corpora, orders, sizes, strict=True)
    amount = min(amount_of(corpus, ordered, at[0]) for corpus, ordered, at in smallest)
    found = list[Growth]()
    with phase("orders", sum(map(len, orders))) as progress:
        for corpus, ordered, at in zip(corpora, orders, sizes, strict=True):
            for one in growth(corpus, ordered, at, amount, seed, config.resamples):
                if one is None:
                    progress.advance()
                else:
                    found.append(one)
    footer = (
        f"seed {seed}, {config.resamples:,} resamples, {config.repeats} random orders",
        f"read: {', '.join(names)}",
    )
    return scaling_report(config.study.title, config.study.question, corrected(found), config.resamples, footer)


def _refuse(config: StudyConfig) -> None:
    if not config.corpora:
        raise ConfigurationError("corpora is empty; say corpora=[FILE|DIR,…], or lm=NAME to make some")
    if config.words:
        raise ConfigurationError(
            f"{config.words[0]}: is no key of study=scaling where corpora= are there already; leave it out"
        )
    bounds = {"repeats": (1, 100), "resamples": (100, 100_000), "n": (2, 10_000_000)}
    for name, (least, most) in bounds.items():
        value = getattr(config, name)
        if value is not None and not least <= value <= most:
            raise ConfigurationError(f"{name}={value}: has to be from {least:,} to {most:,}")
    if any(size < 1 for size in config.sizes):
        raise ConfigurationError(f"sizes={config.sizes}: each has to be 1 or more")


def _sizes(corpus: Corpus, wanted: Sequence[int]) -> tuple[int, ...]:
    try:
        return sizes_of(len(corpus), wanted, SMALLEST, SIZES)
    except InputError as problem:
        raise InputError(f"{corpus.name}: {problem}") from None


def _collected(entries: Entries, name: str, n: int | None) -> Corpus:
    collector = Collector(plain(name))
    total = None if entries.reading is not None else min(len(entries.rows), n or len(entries.rows))
    with phase(f"dialogues of {plain(name)}", total) as progress:
        for found in islice(entries, n):
            results = _results(entries, found)
            collector.add(found, quality(results), not STANDARD.against(results))
            progress.advance()
    return collector.corpus()


def _results(entries: Entries, found: ReadDialogue) -> Sequence[CheckResult]:
    """Return what the rules say of a dialogue: of one in a store what they said when it was made, or checked last."""
    if entries.store is not None:
        known = [result for result in entries.store.results(found.id) if not result.judge]
        if known:
            return known
    asked = {"simulated": found.simulated, "taxonomy": taxonomy_of(found.dialogue)}
    return check(Case.of(found.dialogue, found.persona, **asked))
