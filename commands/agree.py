"""`socialsim agree`: how far raters agree, people with people, experts with crowds, a judge with people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import comb
from pathlib import Path
from typing import TypeVar, get_args

from ..cache.ratings import RATINGS, RatingBook
from ..corpora.columns import shown
from ..corpora.rating_forms import Columns
from ..corpora.ratings import read_ratings, unmatched
from ..evaluation.agreement.alpha import LEVELS
from ..evaluation.agreement.calibration import Calibration, calibrate
from ..evaluation.agreement.chance import Spacing
from ..evaluation.agreement.figure import Agreement
from ..evaluation.agreement.report import as_csv, as_json, as_latex, calibration_csv
from ..evaluation.agreement.study import EVERYBODY, MOST_PAIRS, Design, agreement
from ..evaluation.agreement.table import RatingTable, tables
from ..signatures import ConfigurationError, InputError, Rating, counted
from .agree_report import explained, print_agreement
from .files import put_in_place
from .plain import Paper, as_text
from .progress import phase
from .schema import AgreeConfig
from .start import check_folder

JUDGES = ("judge", "judges", "llm", "llms")
"""Names of groups that are taken for a judge."""
PEOPLE = "people"
"""The group of all others, where no groups are said."""
MOST_NOTES = 5
"""Lines of a kind that are printed about what was read."""
_SQLITE = b"SQLite format 3\x00"

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True)
class _Source:
    """The ratings of all files, and what has to be said of them."""

    ratings: tuple[Rating, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Studied:
    """What was found out about raters."""

    tables: tuple[RatingTable, ...]
    """A dimension each."""
    design: Design
    judge: str | None
    """Which of the groups is a judge, if any."""
    figures: tuple[Agreement, ...]
    calibrations: tuple[Calibration, ...]
    notes: tuple[str, ...]
    """How the ratings were read, and what of them is not said."""


def run(config: AgreeConfig) -> None:
    """Read the ratings, print how far their raters agree, and write it where that is asked for."""
    out = None if config.out is None else check_folder(config.out)
    found = studied(config)
    design, judge = found.design, found.judge
    notes = [*found.notes, explained(design, config.margin if judge else None)]
    if out is not None:  # first of all: whoever reads may stop reading
        notes.append(_write(out, design, judge, config.margin, found.figures, found.calibrations))
    paper = Paper()
    print_agreement(paper, found.figures, found.calibrations)
    for line in notes:
        paper.print(as_text(line), soft_wrap=True)


def studied(config: AgreeConfig) -> Studied:
    """Read the ratings, and return how far their raters agree; nothing is printed or written.

    Raises:
        ConfigurationError: a setting makes no sense, or names a rater who is not there.
        InputError: a file cannot be read, or holds no ratings.
    """
    level = _one_of("level", config.level, LEVELS)
    _check_numbers(config)
    source = _read(config)
    found = tables(source.ratings)
    groups, judge = _groups(config, [*dict.fromkeys(rating.rater for rating in source.ratings)])
    design = Design(
        groups,
        level,
        _one_of("centre", config.centre, ("median", "mean")),
        _one_of("spacing", config.spacing, get_args(Spacing)),
        config.pairs,
        config.seed,
        config.resamples,
    )
    figures, calibrations = _computed(found, design, judge, config.margin)
    notes = (*source.notes, *_untold(design))
    return Studied(tuple(found), design, judge, tuple(figures), tuple(calibrations), notes)


def _check_numbers(config: AgreeConfig) -> None:
    if not config.files:
        raise ConfigurationError("files is empty; say socialsim agree FILE…")
    bounds = {"resamples": (100, 100_000), "margin": (0, 1), "seed": (-(2**63), 2**63 - 1)}
    for name, (least, most) in bounds.items():
        value = getattr(config, name)
        if not least <= value <= most:
            raise ConfigurationError(f"{name}={value}: has to be from {least} to {most}")
    if config.words and len(set(config.words)) < max(2, len(config.words)):
        raise ConfigurationError(f"words=[{','.join(config.words)}]: has to be different words, two at least")


def _one_of(key: str, value: str, known: Sequence[Name]) -> Name:
    for name in known:
        if name == value:
            return name
    raise ConfigurationError(f"{key}={value}: there is no such {key}; there are {', '.join(known)}")


def _read(config: AgreeConfig) -> _Source:
    paths = [Path(name).expanduser() for name in config.files]
    paths = [path / RATINGS if (path / RATINGS).is_file() else path for path in paths]
    books = [path for path in paths if _is_book(path)]
    files = [path for path in paths if path not in books]
    ratings: list[Rating] = []
    notes: list[str] = []
    if files:
        columns = Columns(tuple(config.items), tuple(config.raters), tuple(config.dimensions))
        read = read_ratings(files, columns, config.words, config.level == "nominal")
        ratings += read.ratings
        notes += _first(read.forms)
    for path in books:
        with closing(RatingBook.open_existing(path)) as book:
            kept = [one for one in book.all() if not config.dimensions or one.dimension in config.dimensions]
        ratings += kept
        notes.append(f"{path.name} was read as judgements: {counted(len(kept), 'rating')}")
    if not ratings:
        raise InputError(f"{', '.join(path.name for path in paths)}: no ratings")
    return _Source(tuple(ratings), (*notes, *_first(unmatched(ratings))))


def _is_book(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False  # the reader of files says what is wrong with it


def _first(lines: Sequence[str]) -> list[str]:
    more = len(lines) - MOST_NOTES
    return [*lines[:MOST_NOTES], *([f"and {more:,} more"] if more > 0 else [])]


def _groups(config: AgreeConfig, raters: Sequence[str]) -> tuple[dict[str, list[str]], str | None]:
    """Return the groups with their raters, and which of them is a judge, if any."""
    groups = {name: _matching(f"groups.{name}", patterns, raters) for name, patterns in config.groups.items()}
    _refuse_shared(groups)
    if config.judge is None:
        judge = next((name for name in groups if name.casefold() in JUDGES), None)
        return groups or {EVERYBODY: [*raters]}, judge
    if config.judge in groups:
        return groups, config.judge
    judges = _matching("judge", [config.judge], raters)
    if groups:
        _refuse_shared(groups | {"judge": judges})
        return groups | {"judge": judges}, "judge"
    people = [rater for rater in raters if rater not in judges]
    if not people:
        raise ConfigurationError(f"judge={config.judge}: is every rater, which leaves nobody to compare with")
    return {PEOPLE: people, "judge": judges}, "judge"


def _matching(key: str, patterns: Sequence[str], raters: Sequence[str]) -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        named = [rater for rater in raters if rater == pattern or fnmatchcase(rater, pattern)]
        if not named:
            listed = ", ".join(map(shown, raters[:MOST_NOTES])) + ("…" if len(raters) > MOST_NOTES else "")
            raise ConfigurationError(f"{key}: no rater is called {shown(pattern)}; there are {listed}")
        found += [rater for rater in named if rater not in found]
    if not found:
        raise ConfigurationError(f"{key}: is empty; name its raters")
    return found


def _refuse_shared(groups: Mapping[str, Sequence[str]]) -> None:
    where: dict[str, str] = {}
    for name, raters in groups.items():
        for rater in raters:
            if rater in where:
                raise ConfigurationError(f"{shown(rater)} is in {where[rater]} and in {name}; a rater is in one group")
            where[rater] = name


def _untold(design: Design) -> list[str]:
    large = [name for name, raters in design.groups.items() if comb(len(raters), 2) > MOST_PAIRS]
    return [f"{shown(name)}: more than {MOST_PAIRS} pairs of raters; none is compared alone" for name in large]


def _computed(
    found: Sequence[RatingTable], design: Design, judge: str | None, margin: float
) -> tuple[list[Agreement], list[Calibration]]:
    figures: list[Agreement] = []
    calibrations: list[Calibration] = []
    with phase("dimensions", len(found)) as progress:
        for table in found:
            figures += agreement(table, design)
            there = design.raters(table)
            for people in there if judge in there else ():
                if judge is not None and people != judge:
                    calibrations.append(calibrate(table, judge, people, design, margin))
            progress.advance()
    return figures, calibrations


def _write(
    out: Path,
    design: Design,
    judge: str | None,
    margin: float,
    figures: Sequence[Agreement],
    calibrations: Sequence[Calibration],
) -> str:
    """Write the tables; returns what was written, in words."""
    about = {name: getattr(design, name) for name in ("level", "groups", "stands", "spacing", "seed", "resamples")}
    about |= {"judge": judge, "margin": margin}
    texts = {
        "agreement.csv": as_csv(figures),
        "agreement.tex": as_latex(figures, calibrations, explained(design, margin if judge else None)),
        "agreement.json": as_json(about, figures, calibrations),
    }
    if calibrations:
        texts["calibration.csv"] = calibration_csv(calibrations)
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        with put_in_place(out / name) as stream:
            stream.write(text)
    return f"Written to {out}: {', '.join(texts)}"
