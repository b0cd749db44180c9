"""Posts as they leave this machine: with `privacy=scrub`, without names, places and contacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..cache.audit import Audit
from ..corpora.posts import PostReading
from ..corpora.privacy import Scrubber
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
        """Kind → replacements in the posts that were audited."""

    def __iter__(self) -> Iterator[HelpPost]:
        for post in self._reading:
            scrubbed = self._scrubber.scrub(post.text, english=language(post.text) == "en")
            private = post.model_copy(update={"text": scrubbed.text})
            if self._audit is not None and scrubbed.replacements:
                self.replaced.update(one.kind.value for one in scrubbed.replacements)
                self._audit.put(
                    {
                        "post_id": private.id, "source": post.source, "line": post.line, "kind": one.kind.value,
                        "start": one.start, "end": one.end, "original": one.original, "replacement": one.replacement,
                    }
                    for one in scrubbed.replacements
                )  # fmt: skip
            yield private

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
