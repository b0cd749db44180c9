"""What is made of what the checks find: which failures reject, and how often a turn and a dialogue are made again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from ...signatures import CheckResult, ConfigurationError, Evidence, Severity, Verdict

Rejects = Literal["fault", "flaw", "nothing"]


@dataclass(frozen=True)
class Policy:
    """Three are made: `STANDARD`, `STRICT`, `REPORT`.

    Raises:
        ConfigurationError: a value that does not exist or makes no sense.
    """

    rejects: Rejects = "fault"
    """The least severe failure that rejects: ``fault``; ``flaw``, which takes faults with it; or ``nothing``."""
    tries: int = 3
    """How often a turn is written at most, the first time included, until nothing rejects it."""
    takes: int = 2
    """How often a dialogue is made at most, the first time included."""
    ignore: tuple[str, ...] = ()
    """Kinds of failure that reject nothing; they are found and stored all the same."""

    def __post_init__(self) -> None:
        if self.rejects not in get_args(Rejects):
            raise ConfigurationError(
                f"checks.rejects={self.rejects}: there is no such severity; there are {', '.join(get_args(Rejects))}"
            )
        for name in ("tries", "takes"):
            if not 1 <= getattr(self, name) <= 20:
                raise ConfigurationError(f"checks.{name}={getattr(self, name)}: has to be from 1 to 20")

    def rejecting(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Return the evidence that rejects what it is about."""
        if self.rejects == "nothing":
            return ()
        fatal = set(Severity) if self.rejects == "flaw" else {Severity.FAULT}
        return tuple(one for one in evidence if one.severity in fatal and one.kind not in self.ignore)

    def against(self, results: Iterable[CheckResult]) -> str:
        """Return why a dialogue is not accepted, the first reason; "" when it is.

        What could not be judged is accepted, but not where flaws reject: there, nothing passes unseen.
        """
        for result in results:
            for one in self.rejecting(result.evidence):
                place = f"turn {one.turn}: " if one.turn else ""
                return f"{result.check}: {one.kind}: {place}{one.reason}"
            if self.rejects == "flaw" and result.verdict is Verdict.UNSCORED:
                return f"{result.check}: could not be judged: {result.problem}"
        return ""


STANDARD = Policy()
STRICT = Policy(rejects="flaw", tries=4, takes=3)
REPORT = Policy(rejects="nothing", tries=1, takes=1)
