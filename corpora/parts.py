"""What a split is: who is in which part, and who is nearly the same as somebody in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """What is kept of a dialogue."""

    place: int
    """In the order of reading, from 0."""
    name: str
    """Its own in its file."""
    key: str
    """Digest of all that the split depends on, so that the order of the file says nothing."""
    said: str
    """Digest of who said what."""
    topic: str
    """Casefolded; "" where none is told."""
    utterances: int
    kin: tuple[str, ...]
    told: str

    @property
    def id(self) -> str:
        return str(self.place)


@dataclass(frozen=True)
class Across:
    """Two dialogues that are nearly the same, and in different parts."""

    one: Member
    """Read before the other."""
    other: Member
    jaccard: float
    """How much they have in common, from 0.5 to 1."""

    @property
    def same(self) -> bool:
        """Whether both say the same, sign by sign."""
        return self.one.said == self.other.said


@dataclass(frozen=True)
class Split:
    """Who is in which part."""

    method: str
    seed: int
    shares: Mapping[str, float]
    """As asked for, 1 together."""
    members: tuple[Member, ...]
    parts: tuple[str, ...]
    """The part of each dialogue, in the order of reading."""
    stratified: bool
    """Whether every part has its share of every topic, as nearly as can be."""
    groups: int
    """Groups of dialogues that were to be in one part; as many as dialogues where each is for itself."""
    across: tuple[Across, ...]
    """Near-duplicates in different parts: of each dialogue one in each other part, about the most similar."""
    published: bool = False
    """Whether these are the parts that ESConv's makers published, told by the situations of the dialogues of valid and
    their places, and not their recipe for another corpus."""

    def of(self, part: str) -> list[Member]:
        """Return who is in a part, in the order of reading."""
        return [member for member, where in zip(self.members, self.parts, strict=True) if where == part]

    def furthest(self) -> tuple[str, str, int, float] | None:
        """Return the topic whose dialogues are dealt furthest from its shares: topic, part, how many dialogues of it
        the part has, and how many it should have; None where no topic is told."""
        there = Counter(zip((member.topic for member in self.members), self.parts, strict=True))
        totals = Counter(member.topic for member in self.members if member.topic)
        due = {(topic, part): share * total for topic, total in totals.items() for part, share in self.shares.items()}
        worst = max(due, key=lambda one: abs(there[one] - due[one]), default=None)
        return (*worst, there[worst], due[worst]) if worst else None

    def leaked(self, part: str) -> int:
        """Return how many dialogues of a part are nearly the same as one of another."""
        pairs = ((pair.one, pair.other) for pair in self.across)
        return len({one.place for pair in pairs for one in pair if self.parts[one.place] == part})
