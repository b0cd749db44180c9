"""What the makers of a corpus allow. It goes with the data: what is made of several has the strictest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """Terms under which data may be used."""

    name: str
    id: str
    """As the metadata of a dataset card names it; "other" for terms of its own, "unknown" where none are stated."""
    noncommercial: bool = False
    """Whether commercial use is ruled out."""
    notice: str = ""
    """What has to be known before the data is used, shown where it is; "" for ordinary terms."""


APACHE = Licence("Apache License 2.0", "apache-2.0")
CC0 = Licence("CC0 1.0", "cc0-1.0")
MIT = Licence("MIT License", "mit")
GPL_2 = Licence("GPL 2.0", "gpl-2.0")
CC_BY_NC = Licence("CC BY-NC 4.0", "cc-by-nc-4.0", noncommercial=True)
ACADEMIC = Licence("academic use only, by its own terms", "other", noncommercial=True)
PSYQA = Licence(
    "PsyQA's user agreement",
    "other",
    noncommercial=True,
    notice="PsyQA may be used by those who signed its user agreement, for research and not for profit; "
    "do not pass its posts or answers on, as they are, translated or quoted in what is made of them",
)
UNSTATED = Licence("not stated by its makers; ask them before you pass it on", "unknown", noncommercial=True)
"""Nothing is allowed that is not said, so it is held to be non-commercial."""
UNKNOWN = Licence("not known", "unknown")
"""Of data in a general form, such as chat messages, whose source is not told by it."""


def strictest(licences: Iterable[Licence]) -> Licence:
    """Return the licence that rules out most; `UNKNOWN` where there is none.

    Terms of its own are stricter than terms that everybody knows, and what rules out commercial use is stricter than
    what does not.
    """
    order = {"cc0-1.0": 0, "mit": 1, "apache-2.0": 1, "gpl-2.0": 2, "unknown": 3, "cc-by-nc-4.0": 4, "other": 5}
    return max(licences, key=lambda one: (one.noncommercial, bool(one.notice), order.get(one.id, 3)), default=UNKNOWN)
