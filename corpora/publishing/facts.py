"""What a dataset card is written from: facts that somebody counted, and the licence that follows from the sources'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ...signatures import ConfigurationError
from ..licences import APACHE, CC0, CC_BY_NC, GPL_2, MIT, UNKNOWN, Licence, strictest

NOT_MEASURED = "not measured"
OFFLINE = "offline/"
"""What the names of generators begin with whose text is not training data."""


@dataclass(frozen=True)
class PartSize:
    dialogues: int
    utterances: int


@dataclass(frozen=True)
class CheckRow:
    """A failure that was looked for, with the error rate of its check in words or figures."""

    check: str
    found: str
    """In how many dialogues."""
    recall: str = NOT_MEASURED
    """Share of the failures of this kind, planted in clean dialogues, that were found."""
    alarms: str = NOT_MEASURED
    """Share of good conversations of people in which it is found."""


@dataclass(frozen=True)
class SourceFacts:
    """Where dialogues, or the posts that personas were made of, come from."""

    key: str
    """Of the format; `CITATIONS` has its paper."""
    name: str
    files: tuple[str, ...] = ()
    count: int = 0
    """0 for posts of which only the corpus is known."""
    of: Literal["dialogues", "posts"] = "dialogues"
    licence: Licence = UNKNOWN


@dataclass(frozen=True)
class Made:
    """What SocialSim simulated, and what is recorded of it."""

    dialogues: int = 0
    recorded: int = 0
    """Dialogues with the whole record of how they were made; the others only name their generators."""
    personas: int = 0
    """Dialogues that come with a persona."""
    posts: int = 0
    """Dialogues that name a post, or the corpus of one, as what they start from."""
    replies: int = 0
    """Utterances of supporters."""
    reasoned: int = 0
    """Of these, with reasoning beyond a strategy."""
    labelled: int = 0
    """Of these, with a strategy."""
    sees: Literal["", "persona", "post"] = ""
    """What seekers were played from; "" where it is not known."""
    given: bool = False
    """Whether their personas were given in a file, and not made of posts."""


@dataclass(frozen=True)
class CardFacts:
    """What is known of a corpus."""

    name: str
    parts: Mapping[str, PartSize]
    languages: tuple[str, ...] = ()
    """ISO 639-1; () where it is not known."""
    sources: tuple[SourceFacts, ...] = ()
    licence: str = ""
    """The user's own, as the hub names it; "" for that of the sources."""
    made: Made = Made()
    """What was simulated with SocialSim; the other dialogues are somebody's."""
    generators: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Role in a simulation → the LMs that played it; the ``extractor`` made personas of posts."""
    programs: tuple[str, ...] = ()
    """Fingerprints."""
    seeds: tuple[int, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    """Package → version."""
    checks: tuple[CheckRow, ...] = ()
    accepted: float | None = None
    """Share of the simulated dialogues that the checks let through, 0 to 1; None where it is not known."""
    looked: int = 0
    """Dialogues that were looked at for words of a crisis: those not in Chinese or Japanese."""
    crisis: int = 0
    """Of these, those whose seeker speaks of one."""
    exchanges: int = 0
    """Dialogues of two utterances at most, as a post and its answer are."""
    scrubbed: bool | None = None
    """Whether names and the like were replaced in the posts; None where there were none, or it is not known."""
    replies: int = 0
    """Utterances of supporters."""
    reasoned: int = 0
    """Of these, with reasoning beyond a strategy."""
    strategies: Mapping[str, int] = field(default_factory=dict)
    """Strategy → utterances."""
    topics: Mapping[str, int] = field(default_factory=dict)
    """Topic → dialogues."""
    limitations: tuple[str, ...] = ()
    """Further ones, a sentence of Markdown each."""

    @property
    def dialogues(self) -> int:
        return sum(part.dialogues for part in self.parts.values())

    @property
    def utterances(self) -> int:
        return sum(part.utterances for part in self.parts.values())

    @property
    def simulated(self) -> int:
        return self.made.dialogues

    @property
    def read(self) -> int:
        """Dialogues that were read from a corpus of somebody."""
        return min(sum(one.count for one in self.of("dialogues")), self.dialogues - self.simulated)

    @property
    def unknown(self) -> int:
        """Dialogues of which is not recorded where they come from."""
        return self.dialogues - self.simulated - self.read

    def of(self, what: Literal["dialogues", "posts"]) -> list[SourceFacts]:
        """Return the sources of dialogues, or those of posts."""
        return [one for one in self.sources if one.of == what]

    @property
    def offline(self) -> tuple[str, ...]:
        """The generators whose text is not training data."""
        names = {name for played in self.generators.values() for name in played}
        return tuple(sorted(name for name in names if name.startswith(OFFLINE)))


def inherited(sources: Iterable[Licence], wanted: str = "") -> Licence:
    """Return the licence of what is made of sources: the user's own if it is as strict, else the strictest of theirs.

    Args:
        wanted: as the hub names it, such as ``cc-by-nc-4.0``; "" for none.

    Raises:
        ConfigurationError: it is laxer than a source allows, or no name of a licence.
    """
    theirs = list(sources)
    if not wanted:
        return strictest(theirs)
    if not re.fullmatch(r"[a-z0-9][a-z0-9.+-]*", wanted.lower()):
        raise ConfigurationError(f"licence={wanted}: name it as the Hugging Face hub does, such as cc-by-nc-4.0")
    # What is not known stands in nobody's way: whoever names a licence may know.
    known = strictest(one for one in theirs if one != UNKNOWN)
    asked = known if wanted.lower() == known.id else _named(wanted.lower())
    if known.noncommercial and not asked.noncommercial:
        raise ConfigurationError(
            f"licence={wanted}: a source ({known.name}) rules out commercial use; {_instead(known)}"
        )
    if known.id in _PASSED_ON and asked.id != known.id:
        raise ConfigurationError(
            f"licence={wanted}: a source has to keep its own terms ({known.name}); {_instead(known)}"
        )
    # What has to be known before the data is used has to be known under any licence.
    return replace(asked, notice=known.notice)


_PASSED_ON = frozenset({"gpl-2.0", "other"})
"""Licences under which data has to stay whatever is made of it."""


def _named(identifier: str) -> Licence:
    known = {one.id: one for one in (APACHE, CC0, MIT, GPL_2, CC_BY_NC)}
    return known.get(identifier) or Licence(identifier, identifier, noncommercial="nc" in identifier.split("-"))


def _instead(known: Licence) -> str:
    return f"say licence={known.id}, or leave it out"
