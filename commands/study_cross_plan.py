"""The steps of a cross-dataset study: split each corpus, tune on each, let every chatbot answer on every test part.

    STUDY/parts/A/          train, valid and test of corpus A
    STUDY/chatbots/A/       tuned on A's train part; "A +" also reasons
    STUDY/answers/A on B/   what it answers on B's test part
    STUDY/tests/B/          all chatbots on B's test part, compared

Each is a folder of an ordinary command, so a corpus more makes only what has to do with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corpora.formats.origin import generators_of
from ..corpora.formats.ours import OURS
from ..generators.identity import OFFLINE
from ..signatures import ConfigurationError, InputError
from .entries import open_dialogues
from .quoting import quoted
from .schema import StudyConfig
from .study_names import different_names
from .study_steps import Done, Step, perform

REASONS = " +"
"""Behind the name of a corpus: the chatbot that was tuned on it to reason before it replies."""
_REASONING = "reasoning"
_PLACED = ("corpus", "valid", "out", "n", "seed")
"""Words of `finetune` that the study says itself."""
_MEASURED = ("corpus", "outputs", "chatbot", "out", "data", "names", "n", "seed", "resamples")
"""Words of `evaluate` that the study says itself."""
_OF_CHATBOTS = ("chatbot", "program", "budget", "cache", "answer", "perplexity", "max_tokens", "given_reasoning")
"""Keys of `evaluate` that are for a chatbot that answers, and of no use where its replies are there."""


@dataclass(frozen=True)
class Bot:
    """A chatbot of the study."""

    name: str
    corpus: str
    """Name of what it was tuned on."""
    reasons: bool
    folder: Path


class Plan:
    """Where everything is, and what makes it.

    Raises:
        ConfigurationError: fewer than two corpora, or words that the study says itself.
        InputError: one of the corpora cannot be read.
    """

    def __init__(self, config: StudyConfig, out: Path) -> None:
        if len(config.corpora) < 2:
            raise ConfigurationError(f"corpora={config.corpora}: has to be two or more; say corpora=[A,B]")
        self.config, self.out = config, out
        names = _folder_names(config.corpora)
        self.corpora = dict(zip(names, config.corpora, strict=True))
        self.seed = config.seeds[0] if config.seeds else 0
        self.variants, self.words = _variants(config.words)
        for word in config.evaluate:
            _refuse_placed(word, _MEASURED, "evaluate: ")

    def split(self, name: str) -> Step:
        """Return what parts a corpus."""
        words = (*_said(path=self.corpora[name], out=self._part(name).parent), f"to={OURS.key}", f"seed={self.seed}")
        return Step(f"split {name}", "split", words, (Path(self.corpora[name]).expanduser(),))

    def bots(self) -> list[Bot]:
        """Return the chatbots: of each corpus that is parted, one for each variant that it can teach."""
        return [
            Bot(name + REASONS * reasons, name, reasons, self.out / "chatbots" / (name + REASONS * reasons))
            for name in self.corpora
            for reasons in self.variants
            if not reasons or self.reasons(name)
        ]

    def reasons(self, name: str) -> bool:
        """Return whether the train part of a corpus has reasoning that can be learnt."""
        with open_dialogues(str(self._part(name))) as entries:
            turns = (turn for found in entries for turn in found.dialogue.turns)
            return any({*turn.reasoning.steps()} - {"strategy"} for turn in turns if turn.reasoning)

    def by_rules(self, name: str) -> bool:
        """Return whether the offline rules wrote any dialogue of the train part of a corpus."""
        with open_dialogues(str(self._part(name))) as entries:
            return any(who.startswith(OFFLINE) for found in entries for who in generators_of(found).values())

    def tune(self, bot: Bot) -> Step:
        """Return what makes a chatbot."""
        train, valid = (self._part(bot.corpus, part) for part in ("train", "valid"))
        words = (
            *_said(corpus=train, valid=valid, out=bot.folder),
            *([f"n={self.config.n}"] if self.config.n else []),
            f"reasoning={str(bot.reasons).lower()}",
            f"seed={self.seed}",
            *self.words,
        )
        return Step(f"finetune {bot.name}", "finetune", words, (train, valid))

    def answer(self, bot: Bot, data: str) -> Step:
        """Return what lets a chatbot answer on the test part of a corpus."""
        test = self._part(data, "test")
        words = (
            *_said(corpus=test, chatbot=bot.folder, out=self._answers(bot, data), data=data),
            f"names=[{quoted(bot.name)}]",
            *([f"n={self.config.test_n}"] if self.config.test_n else []),
            *self._drawn(),
            *self.config.evaluate,
        )
        return Step(f"{bot.name} on {data}", "evaluate", words, (test, bot.folder / "chatbot.json"))

    def compare(self, bots: Sequence[Bot], data: str) -> Step:
        """Return what compares all chatbots on one test part."""
        replies = [self._answers(bot, data) / "replies.jsonl" for bot in bots]
        words = (
            f"outputs=[{','.join(quoted(str(path)) for path in replies)}]",
            f"names=[{','.join(quoted(bot.name) for bot in bots)}]",
            *_said(out=self.results(data), data=data),
            *self._drawn(),
            *(word for word in self.config.evaluate if _key(word).partition(".")[0] not in _OF_CHATBOTS),
        )
        return Step(f"all on {data}", "evaluate", words, tuple(replies))

    def results(self, data: str) -> Path:
        """Return the folder of what was found on one test part."""
        return self.out / "tests" / data

    def do(self, step: Step) -> Done:
        """Do a step, unless it is done; see `perform`."""
        kept = step.name.replace("/", "_")
        return perform(step, self.out / "steps" / f"{kept}.json", self.out / "logs" / f"{kept}.log")

    def _part(self, name: str, part: str = "train") -> Path:
        return self.out / "parts" / name / f"{part}.jsonl"

    def _answers(self, bot: Bot, data: str) -> Path:
        return self.out / "answers" / f"{bot.name} on {data}"

    def _drawn(self) -> tuple[str, str]:
        return f"seed={self.seed}", f"resamples={self.config.resamples}"


def _said(**values: str | Path) -> Iterator[str]:
    yield from (f"{key}={quoted(str(value))}" for key, value in values.items())


def _folder_names(corpora: Sequence[str]) -> list[str]:
    """Return what corpora are called, which is the name of their folders.

    Raises:
        InputError: one cannot be read, or is there twice.
    """
    there = [Path(name).expanduser().resolve() for name in corpora]
    if again := [name for name, path in zip(corpora, there, strict=True) if there.count(path) > 1]:
        raise InputError(f"corpora: {again[0]} is there twice; each is tested on all others")
    found = []
    for name in corpora:
        with open_dialogues(name) as entries:
            found.append(entries.name)
    return different_names(found)


def _variants(words: Sequence[str]) -> tuple[list[bool], list[str]]:
    """Return with and without what reasoning chatbots are tuned, and the words to `finetune` that are left.

    Raises:
        ConfigurationError: a word says what the study says itself, or `reasoning` is no yes or no.
    """
    variants, kept = [False], list[str]()
    for word in words:
        key, _, value = word.partition("=")
        _refuse_placed(word, _PLACED)
        if key != _REASONING:
            kept.append(word)
            continue
        said = [one.strip().casefold() for one in value.strip("[]").split(",")]
        if not {*said} <= {"true", "false"}:
            raise ConfigurationError(f"{word}: has to be true, false, or false,true for both")
        variants = [one == "true" for one in dict.fromkeys(said)]
    return variants, kept


def _refuse_placed(word: str, placed: Sequence[str], where: str = "") -> None:
    if _key(word) in placed:
        raise ConfigurationError(f"{where}{word}: the study says {_key(word)} itself; leave it out")


def _key(word: str) -> str:
    return word.partition("=")[0].lstrip("+")
