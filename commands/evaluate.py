"""`socialsim evaluate`: figures of replies, by a named profile, with intervals; systems compared on the same draws."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from pathlib import Path
from typing import Any

from ..corpora.replies import write_replies
from ..evaluation.aligning import aligned
from ..evaluation.comparing import Matrix, at_home_first, contrasts, matrix
from ..evaluation.figures import draws_of, figures
from ..evaluation.measure import Better, Measure, per_reply
from ..evaluation.models.bertscore import load_encoder
from ..evaluation.models.bertscore import scores as bert_scores
from ..evaluation.models.embeddings import read_vectors, words_of
from ..evaluation.models.embeddings import scores as embedding_scores
from ..evaluation.models.noted import likelihoods_of, tokenizers_differ
from ..evaluation.navg import MEAN, NAvgSpec, navg
from ..evaluation.results import Confusion, TestSet, as_json, as_latex, confusions_csv, contrasts_csv, figures_csv
from ..evaluation.strategies import confusion, strategy_measures
from ..evaluation.text import check as check_profile
from ..evaluation.text import describe, measures
from ..evaluation.text.naming import name_of
from ..evaluation.typeset import inert
from ..signatures import TAXONOMIES, ConfigurationError, InputError, Outputs
from .evaluate_print import print_results
from .evaluate_sources import Sources, gather
from .files import put_in_place
from .plain import Paper, as_text, plain
from .progress import phase
from .record import versions
from .schema import EvaluateConfig
from .start import check_folder

_PACKAGES = ("nltk", "sacrebleu", "rouge", "scikit-learn", "statsmodels", "numpy", "rapidfuzz", "torch", "transformers")
HIGHER: Better = "higher"
LOWER: Better = "lower"
_TWICE = ("PPL per word", "bits per character", "BERTScore precision", "BERTScore recall", "strategy weighted F1")
"""Metrics that say what another says; they are no part of NAvg unless they are named."""


@dataclass(frozen=True)
class _Measured:
    """A system with its measures, in the order of its replies."""

    outputs: Outputs
    measures: tuple[Measure, ...]
    notes: tuple[str, ...] = ()


def run(config: EvaluateConfig) -> None:
    """Gather the replies, measure and compare them, print the tables, and write them."""
    check_profile(config.profile)
    if config.resamples < 100:
        raise ConfigurationError(f"resamples={config.resamples}: has to be 100 or more; an interval is made of them")
    labels = _labels(config.labels)
    out = _folder(config.out)
    sources = gather(config, out)
    sets = []
    for _, found in groupby(sorted(sources.outputs, key=_place(sources.outputs)), key=lambda one: one.data):
        systems = aligned(list(found))
        if len({one.system for one in systems}) < len(systems):
            raise InputError(f"two systems are called {systems[0].system}; say names=[A,B], one for each")
        _refuse_strangers(config, [one.system for one in systems])
        measured = [_measured(config, one, labels) for one in systems]
        sets.append((measured, _test_set(config, measured, sources, labels)))
    matrices = _matrices([one for _, one in sets])
    written = _write(config, out, sources, sets, matrices)
    paper = Paper()
    print_results(paper, [one for _, one in sets], matrices)
    paper.print(as_text(f"\nWritten to {plain(str(out))}: {', '.join(written)}"), soft_wrap=True)


def _labels(name: str | None) -> tuple[str, ...] | None:
    if name is None:
        return None
    if name not in TAXONOMIES:
        raise ConfigurationError(f"labels={name}: there is no such taxonomy; there are {', '.join(TAXONOMIES)}")
    return tuple(TAXONOMIES[name].names)


def _refuse_strangers(config: EvaluateConfig, systems: Sequence[str]) -> None:
    for key, name in (("baseline", config.baseline), ("navg.reference", config.navg.reference)):
        if name is not None and name not in (*systems, *([MEAN] if key == "navg.reference" else [])):
            raise ConfigurationError(f"{key}={name}: there is no such system; there are {', '.join(systems)}")


def _folder(name: str) -> Path:
    path = Path(name).expanduser()
    if path.exists() and not path.is_dir():
        raise InputError(f"out={name}: is a file; say a folder")
    return check_folder(name)


def _place(outputs: Sequence[Outputs]) -> Any:
    """Return a key that puts the systems of a test set together, in the order in which they come."""
    datas = list(dict.fromkeys(one.data for one in outputs))
    return lambda one: datas.index(one.data)


def _measured(config: EvaluateConfig, outputs: Outputs, labels: tuple[str, ...] | None) -> _Measured:
    """Return everything that can be measured of a system, and how it was."""
    replies, found, notes = outputs.replies, list[Measure](), list[str]()
    if any(reply.text is not None for reply in replies):
        with phase(f"figures of {plain(outputs.system)}", None):
            found += measures(replies, config.profile)
    if any(reply.strategy and reply.reference_strategy for reply in replies):
        found += strategy_measures(replies, labels)
    if (likely := likelihoods_of(replies)) is not None:
        found += likely.measures()
        notes.append(f"{outputs.system}: {likely.about}")
    compared = sum(reply.text is not None and bool(reply.references) for reply in replies)
    if config.bertscore.model is not None and compared:
        encoder = load_encoder(config.bertscore.model, config.bertscore.layer)
        with phase("BERTScore", compared) as progress:
            alike = bert_scores(replies, encoder, config.bertscore.idf, progress.advance)
        found += alike.measures()
        notes.append(alike.about)
    if config.vectors is not None and compared:
        with phase("embeddings", compared) as progress:
            near = embedding_scores(
                replies, read_vectors(Path(config.vectors).expanduser(), words_of(replies)), progress.advance
            )
        found += near.measures()
        notes.append(near.about)
    kept = [one for one in found if one.counted.any()]
    if lacking := [one.name for one in found if not one.counted.any()]:
        notes.append(f"{outputs.system}: of no reply, for want of references: {', '.join(lacking)}")
    return _Measured(outputs, tuple(kept), tuple(notes))


def _test_set(
    config: EvaluateConfig, measured: Sequence[_Measured], sources: Sources, labels: tuple[str, ...] | None
) -> TestSet:
    """Return the figures of the systems on one test set, and how they compare."""
    data = measured[0].outputs.data
    profile = name_of(config.profile)
    draws = draws_of(measured[0].outputs, config.seed, config.resamples)
    by_system = {one.outputs.system: one.measures for one in measured}
    with phase(f"intervals over {draws.groups:,} dialogues", None):
        found = [
            one for each in measured for one in figures(each.outputs, name_of(config.profile), each.measures, draws)
        ]
        differ = contrasts(by_system, draws, config.baseline) if len(by_system) > 1 else []
    texts = any(reply.text is not None for one in measured for reply in one.outputs.replies)
    notes = [f"profile {profile}: {describe(config.profile)}"] if texts else []
    notes += dict.fromkeys(note for one in measured for note in one.notes)
    if tokenizers_differ([one.outputs for one in measured]):
        notes.append("PPL: the systems have different tokenizers; compare PPL per word or bits per character instead")
    notes.append(
        f"in parentheses: 95 % intervals, bootstrap over {draws.groups:,} dialogues, {config.resamples:,} resamples, "
        f"seed {config.seed}; n: replies counted, of {len(draws.places):,}"
    )
    average = []
    measurable = {name: each for name, each in by_system.items() if each}
    if len(measurable) < 2 and config.navg.metrics:
        raise ConfigurationError(f"navg.metrics={config.navg.metrics}: NAvg compares systems, and there is one")
    if len(measurable) > 1:
        spec = _navg_spec(config, list(measurable.values()))
        if spec.metrics:
            average = navg(measurable, spec, draws)
            notes.append(spec.describe(measurable))
    if differ:
        notes.append(f"p: two-sided, by the same resamples, Holm's over {len(differ):,} differences")
    confusions = [
        Confusion(each.outputs.system, names, tuple(tuple(map(int, row)) for row in counts))
        for each in measured
        for names, counts in [confusion(each.outputs.replies, labels)]
        if counts.any()
    ]
    return TestSet(
        data,
        tuple(by_system),
        tuple(found),
        tuple(at_home_first(differ, data)),
        tuple(average),
        tuple(confusions),
        (*notes, *sources.notes),
    )


def _navg_spec(config: EvaluateConfig, systems: Sequence[Sequence[Measure]]) -> NAvgSpec:
    """Return of what NAvg is taken: what is asked for, or every metric that has a direction and a value for all."""
    asked, directions = config.navg, dict[str, Better]()
    for names, way in ((asked.higher, HIGHER), (asked.lower, LOWER)):
        directions |= dict.fromkeys(names, way)
    known = [{each.name for each in measures if math.isfinite(each.value())} for measures in systems]
    wanted = [one.name for one in systems[0] if (one.better or one.name in directions) and one.name not in _TWICE]
    of_all = [name for name in wanted if all(name in there for there in known)]
    return NAvgSpec(tuple(asked.metrics or of_all), asked.reference, directions, asked.allow_missing)


def _matrices(sets: Sequence[TestSet]) -> list[Matrix]:
    """Return systems by test sets, for every metric, where there are several of both."""
    if len(sets) < 2 or len({name for one in sets for name in one.systems}) < 2:
        return []
    found = [figure for one in sets for figure in one.figures]
    return [matrix(found, metric) for metric in dict.fromkeys(one.metric for one in found)]


def _write(
    config: EvaluateConfig,
    out: Path,
    sources: Sources,
    sets: Sequence[tuple[Sequence[_Measured], TestSet]],
    matrices: Sequence[Matrix],
) -> list[str]:
    """Write everything, each file when it is complete; returns their names."""
    out.mkdir(parents=True, exist_ok=True)
    found = [one for _, one in sets]
    texts = {"figures.csv": figures_csv(found), "figures.tex": as_latex(found, matrices)}
    if any(one.contrasts for one in found):
        texts["contrasts.csv"] = contrasts_csv(found)
    if any(one.confusions for one in found):
        texts["confusions.csv"] = confusions_csv(found)
    made = {"command": "evaluate", "config": asdict(config), "files": sources.files, "versions": _versions()}
    texts["evaluation.json"] = as_json(found, made)
    if sources.made:
        with put_in_place(out / "replies.jsonl") as stream:
            write_replies(stream, sources.outputs)
    with put_in_place(out / "scores.csv") as stream:
        _write_scores(csv.writer(stream, lineterminator="\n"), [one for each, _ in sets for one in each])
    for name, text in texts.items():
        with put_in_place(out / name) as stream:
            stream.write(text)
    return [*texts, "scores.csv", *(["replies.jsonl"] if sources.made else [])]


def _write_scores(writer: Any, systems: Sequence[_Measured]) -> None:
    """Write a line for every reply: what every metric says of it alone; empty where it is missing."""
    names = list(dict.fromkeys(measure.name for one in systems for measure in one.measures))
    writer.writerow(["system", "data", "row", "dialogue", "turn", *names])
    for one in systems:
        columns = {measure.name: per_reply(measure) for measure in one.measures}
        for number, reply in enumerate(one.outputs.replies):
            scores = (columns[name][number] if columns.get(name) is not None else math.nan for name in names)
            cells = ("" if math.isnan(score) else f"{score:.12g}" for score in scores)
            texts = map(inert, (one.outputs.system, one.outputs.data, str(number + 1), reply.dialogue))
            writer.writerow([*texts, reply.turn, *cells])


def _versions() -> Mapping[str, str]:
    found = versions()
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
