"""The grid of a study: its cells, each a few words to `socialsim simulate`, and the steps that belong to each.

A cell is nothing but an ordinary command: it makes what that command makes alone, and a sweep of `simulate`
over its words (`-m lm=A,B program=direct,full seed=0,1 out=STUDY/cells`) makes the same folders.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..cache import RESPONSES
from ..generators import LMConfig
from ..signatures import ConfigurationError
from .casting import CHATBOT_ENGINE, OFFLINE_ENGINE, make_simulation
from .quoting import quoted
from .schema import ProgramConfig, StudyConfig
from .study_steps import Step, compose, read_record
from .tuned import Named, read_compiled

BANK, CELLS, STEPS, LOGS = "bank", "cells", "steps", "logs"
"""Folders of a study: the personas, the corpora, what is done, what the commands said."""
EVALUATIONS = {"evaluate": "evaluation", "evaluate chatbot": "chatbot-evaluation"}
"""Step → the folder in its cell where the replies are."""
COMPILED = "compiled"
"""The framework that has what an optimizer found, in studies that compare it with the others."""
_NO_MODEL = (OFFLINE_ENGINE, CHATBOT_ENGINE)
"""Engines that read no posts, or by rules."""
_PLACED = ("lm", "seed", "n", "out", "cache", "personas", "posts", "posts.path", "dry_run")
"""Keys of a cell that come from the axes, or are alike in all cells."""
_OF_SUPPORTER = ("lm.", "program.", "program=")
"""Beginnings of the words that say how a supporter answers, which `evaluate` takes as well."""


@dataclass(frozen=True)
class Cell:
    """One generator with one framework and one seed."""

    generator: str
    framework: str
    seed: int
    name: str
    folder: Path
    steps: tuple[Step, ...]

    @property
    def tested(self) -> tuple[Path, ...]:
        """The test set, where there is one."""
        return tuple(step.reads[0] for step in self.steps if step.command == "evaluate")

    @property
    def simulate(self) -> Step:
        """The step that makes the corpus; the first one."""
        return self.steps[0]


@dataclass(frozen=True)
class Grid:
    """All cells, and the bank of personas that they share."""

    generators: tuple[str, ...]
    frameworks: tuple[str, ...]
    seeds: tuple[int, ...]
    baseline: str
    """The framework that the others are held against: the study's, or the first where that is left out."""
    full: str
    """The framework that the study is about: the study's, or the last."""
    personas: str
    """File or folder that all cells start from."""
    bank: Step | None
    """What makes it; None where the user named it."""
    cells: tuple[Cell, ...]
    common: tuple[str, ...]
    """Words that all cells share, less those that every study has."""


def grid_of(config: StudyConfig, out: Path) -> Grid:
    """Return the grid that a configuration describes.

    Raises:
        ConfigurationError: an axis is empty or has a level twice, there is no such framework, or the settings of a cell
            make no sense.
    """
    frameworks = _frameworks(config)
    generators, seeds = tuple(config.generators or [OFFLINE_ENGINE]), tuple(config.seeds)
    for key, levels in (("lm", generators), ("program", tuple(frameworks)), ("seed", seeds)):
        if not levels or len(set(levels)) < len(levels):
            raise ConfigurationError(f"{key}={','.join(map(str, levels))}: has to name something, and nothing twice")
    personas = config.personas or str(out / BANK)
    plan = _Plan(config, out, personas)
    cells = tuple(
        plan.cell(generator, framework, frameworks[framework], seed)
        for generator in generators
        for framework in frameworks
        for seed in seeds
    )
    if len({cell.name.casefold() for cell in cells}) < len(cells):
        raise ConfigurationError("lm, program: two names differ in slashes or capitals only, and would share a folder")
    bank = None if config.personas else _bank(config, out)
    baseline, full = _ends(config, list(frameworks))
    return Grid(generators, tuple(frameworks), seeds, baseline, full, personas, bank, cells, tuple(config.words))


def name_of(generator: str, framework: str, seed: int) -> str:
    """Return the name of a cell and of its folder; a sweep of `simulate` gives its jobs the same."""
    return f"lm={generator},program={framework},seed={seed}".replace("/", "_").replace("\\", "_")


class _Plan:
    """What the cells of a study have in common."""

    def __init__(self, config: StudyConfig, out: Path, personas: str) -> None:
        self.config, self.out, self.personas = config, out, personas
        self.compiled = read_compiled(config.compiled)
        self.cache = f"cache={out / RESPONSES}"

    def cell(self, generator: str, framework: str, words: Sequence[str], seed: int) -> Cell:
        name = name_of(generator, framework, seed)
        folder = self.out / CELLS / name
        made = [f"lm={generator}", *words, *self.config.words]
        if framework == COMPILED or COMPILED not in self.config.study.about:
            made += self._compiled(made)
        shared = [
            f"personas={self.personas}",
            _number(self.config),
            f"seed={seed}",
            f"out={folder}",
            self.cache,
            *self._budget(),
        ]
        simulate = Step("simulate", "simulate", (*made, *shared, *self._budget()), (self._source(),))
        steps = [simulate, *(self._judge(judge, folder) for judge in self.config.judges)]
        if self.config.test is not None:
            of_supporter = [f"chatbot={generator}", *(one for one in made[1:] if one.startswith(_OF_SUPPORTER))]
            steps.append(self._evaluate("evaluate", folder, name, of_supporter))
        if self.config.finetune is not None:
            chatbot = folder / "chatbot"
            tune = (f"corpus={folder}", *self.config.finetune, f"seed={seed}", f"out={chatbot}")
            steps.append(Step("finetune", "finetune", tune, (folder,)))
            if self.config.test is not None:
                steps.append(self._evaluate("evaluate chatbot", folder, name, [f"chatbot={chatbot}"]))
        return Cell(generator, framework, seed, name, folder, tuple(steps))

    def _source(self) -> Path:
        """Return what of the personas is read to know whether they have changed."""
        profiles = Path(self.personas).expanduser() / "profiles.json"
        return profiles if self.config.personas is None or profiles.is_file() else profiles.parent

    def _budget(self) -> list[str]:
        limits = self.config.budget
        named = (("usd", limits.usd), ("calls", limits.calls), ("tokens", limits.tokens))
        return [f"budget.{name}={value}" for name, value in named if value is not None]

    def _judge(self, judge: str, folder: Path) -> Step:
        words = (f"path={folder}", f"lm@judge_lm={judge}", f"scale={self.config.scale}", "rejected=true", self.cache)
        return Step(f"judge {judge} {self.config.scale}", "judge", words, (folder,))

    def _evaluate(self, name: str, folder: Path, system: str, words: Sequence[str]) -> Step:
        test, out = str(self.config.test), folder / EVALUATIONS[name]
        some = [] if self.config.test_n is None else [f"n={self.config.test_n}"]
        own = [f"corpus={test}", *words, f"names=[{system!r}]", *some, *self.config.evaluate, f"out={out}", self.cache]
        reads = (Path(test).expanduser(), *((folder / "chatbot" / "chatbot.json",) if "chatbot" in name else ()))
        return Step(name, "evaluate", tuple(own), reads)

    def _compiled(self, made: Sequence[str]) -> list[str]:
        """Return the words that give a program what was compiled for its predictors; [] where nothing was."""
        if not self.compiled:
            return []
        program = compose("simulate", [*made, "out=-"]).program
        fits = [one.name for one in self.compiled if _fits(one, program)]
        named = fits[0] if len(fits) == 1 else f"[{','.join(map(quoted, fits))}]"
        return [f"program.compiled={named}"] if fits else []


def _fits(one: Named, program: ProgramConfig) -> bool:
    """Return whether what was compiled is for the predictors of a program, and for their fields."""
    try:
        one.compiled.apply(make_simulation(program, LMConfig(), LMConfig()))
    except ConfigurationError:
        return False
    return True


def _frameworks(config: StudyConfig) -> dict[str, list[str]]:
    """Return those that are asked for, in the study's order."""
    known = dict(config.study.frameworks)
    if config.compiled and COMPILED in config.study.about:
        known[COMPILED] = list(known[config.study.full])
    for name, words in known.items():
        for word in words:
            key = word.lstrip("+~").partition("=")[0]
            if key in _PLACED or key.startswith("budget"):
                raise ConfigurationError(
                    f"study.frameworks.{name}: {word} is for the study to say, not for a framework"
                )
    for name in config.frameworks:
        if name not in known:
            raise ConfigurationError(f"program={name}: this study has no such framework; it has {', '.join(known)}")
    return {name: words for name, words in known.items() if not config.frameworks or name in config.frameworks}


def _ends(config: StudyConfig, frameworks: list[str]) -> tuple[str, str]:
    """Return the baseline and the framework that a study is about; the first and the last where these are left out."""
    known = [*config.study.frameworks, *([COMPILED] if config.compiled else [])]
    for key, name in (("baseline", config.study.baseline), ("full", config.study.full)):
        if name not in known:
            raise ConfigurationError(f"study.{key}={name}: has to be one of its frameworks, {', '.join(known)}")
    baseline, full = config.study.baseline, config.study.full
    return baseline if baseline in frameworks else frameworks[0], full if full in frameworks else frameworks[-1]


def _bank(config: StudyConfig, out: Path) -> Step:
    """Return the step that reads the posts once for all cells."""
    words = [f"{key}={value}" for key, value in _posts(config) if value is not None]
    reader = config.extractor or _before(out) or _reader(config)
    words += [
        f"lm={reader}",
        _number(config),
        f"seed={config.seeds[0]}",
        f"out={out / BANK}",
        f"cache={out / RESPONSES}",
    ]
    return Step("extract", "extract", tuple(words))


def _number(config: StudyConfig) -> str:
    return f"n={'null' if config.n is None else config.n}"


def _posts(config: StudyConfig) -> list[tuple[str, str | None]]:
    posts = config.posts
    return [
        ("posts", posts.path or "examples"),
        ("posts.text", posts.text),
        ("posts.encoding", posts.encoding),
        ("privacy", config.privacy),
    ]


def _reader(config: StudyConfig) -> str:
    """Return who reads the posts of a new study: the first generator that is a model, or else rules."""
    models = (
        name for name in config.generators if compose("simulate", [f"lm={name}", "out=-"]).lm.engine not in _NO_MODEL
    )
    return next(models, OFFLINE_ENGINE)


def _before(out: Path) -> str | None:
    """Return who read the posts when the study was begun: another generator is no reason to read them again."""
    known = read_record(out / STEPS / "bank.json").get("extract", {}).get("command", "")
    return next((word.removeprefix("lm=") for word in shlex.split(known) if word.startswith("lm=")), None)
