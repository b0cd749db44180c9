"""Dialogues that defects are planted in: conversations of people (ESConv), and dialogues of the offline generator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import groupby, islice
from pathlib import Path

from dspy.utils.exceptions import LMUnsupportedFeatureError
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.posts import examples_path, read_posts
from socialsim.generators.offline import offline_lm
from socialsim.programs import PersonaExtractor, Seeker, Simulation, Supporter
from socialsim.programs.checks import Case
from socialsim.signatures import Dialogue, HelpPost, Persona, Turn

from ..common import ROOT

DATA = ROOT.parent / "shared" / "data"
"""Folder of open data beside the checkout; its licences keep it out of the repository."""
VALID = DATA / "esconv_hf" / "valid.txt"
DEVELOPMENT = (DATA / "esconv_hf" / "train.part-open.txt", DATA / "esconv_hf" / "test.part-open.txt")
"""Conversations that rules may be written with in view."""
FAILED = DATA / "esconv_failed" / "FailedESConv.part-open.json"
_COUNSELCHAT = DATA / "counselchat" / "20200325_counsel_chat.part-open.csv"
_TELLING = 5
"""Words from which a message of a seeker tells enough to make a persona of."""


@dataclass(frozen=True)
class Source:
    """A dialogue that is what it should be, as far as anybody knows."""

    dialogue: Dialogue
    persona: Persona | None = None
    human: bool = False
    strict: bool = False
    """Whether a conversation of people is given as a simulated one, its runs of one speaker merged."""
    situation: str = ""
    """What the seeker wrote before the conversation (ESConv)."""
    others: tuple[Dialogue, ...] = field(default=(), repr=False)
    """Other dialogues of the same origin."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        return self.dialogue.turns

    @cached_property
    def alternating(self) -> tuple[Turn, ...]:
        """The turns with runs of one speaker merged, as a simulation would have written them."""
        return tuple(_merged(list(run)) for _, run in groupby(self.turns, key=lambda turn: turn.speaker))

    def as_simulated(self) -> Source:
        """Return the words of people, held to what a simulation is held to."""
        return replace(self, dialogue=Dialogue(turns=self.alternating), strict=True)

    def case(self, *, persona: bool = True) -> Case:
        return Case.of(self.dialogue, self.persona if persona else None, simulated=self.strict or not self.human)


def _merged(run: list[Turn]) -> Turn:
    return run[0].model_copy(update={"text": " ".join(turn.text for turn in run)})


def read_esconv(path: Path) -> list[Source]:
    """Return the conversations of a file of ESConv."""
    return [Source(one.dialogue, human=True, situation=one.about["situation"]) for one in read_dialogues(path)]


@cache
def valid() -> tuple[Source, ...]:
    """Return the 195 conversations of ESConv's validation part, with personas made of what their seekers wrote."""
    return _with_personas(read_esconv(VALID))


@cache
def development() -> tuple[Source, ...]:
    """Return the 149 conversations of ESConv's open train and test parts, with personas made likewise."""
    return _with_personas(one for path in DEVELOPMENT for one in read_esconv(path))


def _with_personas(read: Iterable[Source]) -> tuple[Source, ...]:
    extractor = PersonaExtractor()
    extractor.set_lm(offline_lm())
    return _among_others(replace(one, persona=extractor(post=_told(one)).persona) for one in read)


def _told(source: Source) -> str:
    said = (turn.text for turn in source.turns if turn.speaker == "seeker")
    return " ".join([source.situation, *(text for text in said if len(text.split()) > _TELLING)])


@cache
def failed() -> tuple[Source, ...]:
    """Return FailedESConv: conversations that the makers of ESConv did not accept."""
    return tuple(read_esconv(FAILED))


@cache
def offline(count: int) -> tuple[Source, ...]:
    """Return `count` offline dialogues: of the example posts, then of CounselChat where it is there."""
    return _among_others(islice(_simulated(), count))


def _simulated() -> Iterator[Source]:
    extractor, simulation = PersonaExtractor(), Simulation(Seeker(), Supporter())
    for program in (extractor, simulation):
        program.set_lm(offline_lm())
    for post in _posts():
        with suppress(LMUnsupportedFeatureError):  # a post in a language that rules cannot translate
            if (persona := extractor(post=post).persona) is not None:
                yield Source(simulation(persona=persona).dialogue, persona)


def _posts() -> Iterator[HelpPost]:
    yield from read_posts(examples_path())
    if _COUNSELCHAT.is_file():
        yield from read_posts(_COUNSELCHAT)


def _among_others(sources: Iterable[Source], known: int = 12) -> tuple[Source, ...]:
    """Let each source know the `known` dialogues that follow it."""
    made = list(sources)
    ring = [source.dialogue for source in made] * 2
    return tuple(
        replace(source, others=tuple(ring[place + 1 : place + 1 + min(known, len(made) - 1)]))
        for place, source in enumerate(made)
    )
