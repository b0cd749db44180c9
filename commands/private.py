"""Posts as they leave this machine: with `privacy=scrub`, without names, places and contacts.

Names of a post in another language are replaced where they are first written in English, by the program that reads the
post (`PersonaExtractor`); what was replaced comes back from there and is recorded here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..cache.audit import POST, Audit
from ..corpora.posts import PostReading
from ..corpora.privacy import Replacement, Scrubbed, Scrubber
from ..generators.offline.reading.languages import language
from ..signatures import ConfigurationError, HelpPost

CHOICES = ("off", "scrub")


class PrivatePosts:
    """The posts of a reading, scrubbed. What follows sees, sends and stores these; the file has the others.

    Raises:
        ConfigurationError: a library that finds names is not installed.
    """

    def __init__(self, reading: PostReading) -> None:
        self._reading = reading
        self._scrubber = Scrubber()
        self._audit: Audit | None = None
        self.replaced: Counter[str] = Counter()
        """Kind → replacements in the posts that were audited, and in what was said of them."""

    def __iter__(self) -> Iterator[HelpPost]:
        for post in self._reading:
            scrubbed = self._scrubbed(post.text)
            private = post.model_copy(update={"text": scrubbed.text})
            if self._audit is not None and scrubbed.replacements:
                self.replaced.update(one.kind.value for one in scrubbed.replacements)
                self.record(private, POST, scrubbed.replacements)
            yield private

    def _scrubbed(self, text: str) -> Scrubbed:
        english = language(text) == "en"
        scrubbed = self._scrubber.scrub(text, english=english)
        # What is English but for its contacts is taken for English by whoever sees it without them.
        return self._scrubber.scrub(text) if not english and language(scrubbed.text) == "en" else scrubbed

    def record(self, post: HelpPost, part: str, replacements: Sequence[Replacement]) -> None:
        """Record what was replaced in `part` of what is known of a post."""
        if self._audit is not None:
            self._audit.put(
                post.id,
                part,
                (
                    {
                        "source": post.source, "line": post.line, "kind": one.kind.value, "start": one.start,
                        "end": one.end, "original": one.original, "replacement": one.replacement,
                    }
                    for one in replacements
                ),
            )  # fmt: skip

    def count(self, post: HelpPost) -> None:
        """Add what was replaced in what was said of a post, by this run or an earlier one."""
        if self._audit is not None:
            self.replaced.update(self._audit.kinds_beside(post.id))

    @contextmanager
    def audited(self, folder: Path) -> Iterator[None]:
        """Record every replacement in `folder` while this lasts."""
        self._audit = Audit(folder)
        try:
            yield
        finally:
            self._audit.close()
            self._audit = None


Posts = PostReading | PrivatePosts


def guarded(reading: PostReading, privacy: str | None) -> Posts:
    """Return the posts as `privacy` wants them.

    Raises:
        ConfigurationError: there is no such choice, or a library is not installed.
    """
    if privacy not in CHOICES:
        raise ConfigurationError(f"privacy={privacy}: there is no such choice; there are {', '.join(CHOICES)}")
    return PrivatePosts(reading) if privacy == "scrub" else reading
