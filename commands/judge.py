"""`socialsim judge`: a model rates dialogues by a scale, or says which of two is the better one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..cache import FILE, RESPONSES
from ..cache.ratings import BY_PEOPLE, RATINGS, RatingBook
from ..corpora.format import ReadDialogue
from ..corpora.ratings import write_ratings
from ..generators import build_lm, lm_identity
from ..programs.checks.judges import script
from ..programs.pairing import Comparer
from ..programs.rating import Rater
from ..signatures import ConfigurationError, InputError, Rating, Scale, counted, digest
from .entries import Entries, open_dialogues, print_reading
from .files import put_in_place
from .judge_pairs import Named, pairs, warn_of_strangers
from .judge_report import print_legend, print_pairs, print_ratings
from .judge_scale import scale_of
from .judge_survey import surveyed
from .judge_work import Bench, Matter
from .judging import refuse_rules, warn_of_family
from .one_lm import one_lm
from .plain import Paper, as_text
from .schema import JudgeConfig
from .start import check_folder

SHEET = "ratings.csv"
DEFAULT = "outputs/judge"
"""Where the ratings go of dialogues that are in no corpus folder."""


@dataclass
class Subject:
    """What is to be judged."""

    title: str
    program: Callable[[], Rater | Comparer]
    matters: dict[str, Matter]
    by_people: list[list[Rating]] = field(default_factory=list)
    """What people said of these dialogues themselves, dialogue by dialogue."""
    made_by: set[str] = field(default_factory=set)
    """Names of the generators that wrote the dialogues."""


def run(config: JudgeConfig) -> None:
    """Have the dialogues judged, keep what is said, and print it beside what was said before."""
    if config.n is not None and config.n < 1:
        raise ConfigurationError(f"n={config.n}: has to be 1 or more")
    if config.judge_lm is not None:
        refuse_rules(config.judge_lm)
    scale, folder = scale_of(config.scale), _folder(config)
    with ExitStack() as stack:
        opened = [stack.enter_context(open_dialogues(config.path, config.run, rejected=config.rejected))]
        if config.against is None:
            subject = _to_rate(config, scale, opened[0])
        else:
            opened.append(stack.enter_context(open_dialogues(config.against, rejected=config.rejected)))
            subject = _to_compare(config, scale, *opened)
        if not (config.judge_lm or subject.by_people or (folder / RATINGS).is_file()):
            raise ConfigurationError("nobody has rated these dialogues yet; name a judge: lm@judge_lm=NAME")
        judge = None
        if config.judge_lm is not None:
            cache = config.cache or str(folder / RESPONSES)
            judge = stack.enter_context(one_lm(config.judge_lm, config.budget, cache))
        folder.mkdir(parents=True, exist_ok=True)
        book = stack.enter_context(RatingBook(folder / RATINGS))
        bench = Bench(book, subject.program, subject.matters)
        for said in subject.by_people:
            book.put(said, wording=BY_PEOPLE, material=subject.matters[said[0].item].material)
        if judge is not None:
            lm, session = judge
            warn_of_family(lm_identity(build_lm(lm, session)), subject.made_by)
            bench.judge(lm, session, config.seed, config.retry_failed)
        with put_in_place(folder / SHEET) as sheet:
            sheet.write(write_ratings(book.all()))
        _print(config, scale, subject, bench, folder)
        for one in opened:
            if one.reading is not None:
                print_reading(Paper(), one.reading)


def _folder(config: JudgeConfig) -> Path:
    """Return where the ratings go, which nothing else has the name of.

    Raises:
        InputError: it is no folder, or has a sheet of ratings that we did not write.
    """
    path = Path(config.path).expanduser()
    folder = check_folder(config.out or (config.path if (path / FILE).is_file() else DEFAULT))
    if (folder / SHEET).exists() and not (folder / RATINGS).exists():
        raise InputError(f"{folder / SHEET}: is there already, and is none of ours; say another out=DIR")
    return folder


def _to_rate(config: JudgeConfig, scale: Scale, entries: Entries) -> Subject:
    found = _named(entries)[: config.n]
    return Subject(
        f"{counted(len(found), 'dialogue')} of {entries.name}, by the scale {scale.name}",
        partial(Rater, scale, config.one_by_one),
        {name: Matter({"dialogue": one.dialogue}, _material(one)) for name, one in found},
        [said for name, one in found if (said := surveyed(scale, name, one))],
        _made_by(found),
    )


def _to_compare(config: JudgeConfig, scale: Scale, entries: Entries, others: Entries) -> Subject:
    if scale.differences or any(one.sees != "all" for one in scale.dimensions):
        raise ConfigurationError(
            f"against={config.against}: scale={scale.name} rates a conversation at several times, by which two cannot "
            "be compared; rate each by itself"
        )
    if config.one_by_one:
        raise ConfigurationError("one_by_one=true: is for ratings; with against=… one call asks for all dimensions")
    one, other = _named(entries), _named(others)
    found = pairs(one, other, others.name)[: config.n]
    warn_of_strangers(found)
    matters = {
        pair.name: Matter(
            {"one": pair.one.dialogue, "other": pair.other.dialogue},
            digest("judged", [_material(pair.one), _material(pair.other)]),
        )
        for pair in found
    }
    return Subject(
        f"{counted(len(found), 'pair')} of {entries.name} ({counted(len(one), 'dialogue')}) and {others.name} "
        f"({counted(len(other), 'dialogue')}), by the scale {scale.name}; a win is one of {entries.name}",
        partial(Comparer, scale),
        matters,
        made_by=_made_by([*one, *other]),
    )


def _named(entries: Entries) -> list[Named]:
    """Return the dialogues under names of their own: of two of one id, the second is called ``ID (2)``."""
    seen, named = Counter[str](), list[Named]()
    for found in entries:
        seen[found.id] += 1
        named.append((found.id if seen[found.id] == 1 else f"{found.id} ({seen[found.id]})", found))
    return named


def _material(found: ReadDialogue) -> str:
    return digest("judged", script(found.dialogue.turns))


def _made_by(found: Iterable[Named]) -> set[str]:
    made = (one.dialogue.provenance for _, one in found)
    return {generator for one in made if one for generator in one.generators.values()}


def _print(config: JudgeConfig, scale: Scale, subject: Subject, bench: Bench, folder: Path) -> None:
    paper = Paper()
    ratings = [one for one in bench.book.all(bench.kept_as) if one.item in subject.matters]
    paper.print(as_text(subject.title, "bold"), soft_wrap=True)
    if scale.source:
        paper.print(as_text(f"The scale: {scale.source}"), soft_wrap=True)
    paper.print()
    if config.against is None:
        print_ratings(paper, scale, ratings, config.seed)
    else:
        print_pairs(paper, scale, ratings, config.seed)
    print_legend(paper, ratings)
    if others := bench.book.by_other_wordings(bench.kept_as):
        told = f"{counted(others, 'rating')} by other wordings of the scale are kept and not counted here"
        paper.print(as_text(told), soft_wrap=True)
    paper.print(as_text(f"The ratings are in {folder / RATINGS} and {folder / SHEET}"), soft_wrap=True)
