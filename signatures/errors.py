"""The errors of SocialSim: one base, so that a caller can catch everything that is ours with one name.

SocialSimError
├── InputError            something the user can mend: a file, an option, a name; one line, exit code 2
│   ├── RecordError       one bad record of a file, with its place; counted and skipped
│   └── ConfigurationError  an option or an environment that does not fit together
├── BudgetReached         the run has spent what it was given; what is done is kept, more budget goes on from there
└── GenerationError       one post or dialogue came to nothing; stored as what it is, the run goes on
    ├── ParseFailure      the model's answer could not be read, however often it was asked again
    ├── ProviderFailure   the provider did not answer
    └── Refusal           the model or the engine declines this request
"""

from __future__ import annotations


class SocialSimError(Exception):
    """Base of every error raised on purpose by SocialSim."""


class InputError(SocialSimError):
    """Something the user can mend. The message names the value, the place and the remedy in one line."""


class RecordError(InputError):
    """One record of a file cannot be used; it reads ``FILE:LINE: what is wrong``."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        super().__init__(f"{path}:{line}: {problem}")


class ConfigurationError(InputError):
    """An option, or the environment, does not fit what was asked for."""


class BudgetReached(SocialSimError):
    """The run has spent what it was given. `limit` is the option that said so, as it was typed."""

    def __init__(self, limit: str, saved: str = "") -> None:
        self.limit = limit
        super().__init__(f"{limit} is reached" + (f": {saved}" if saved else ""))


class GenerationError(SocialSimError):
    """One post or dialogue came to nothing. `status` is how the store records it; it is never a score."""

    status = "error"

    def __init__(self, message: str, *, raw: str | None = None) -> None:
        self.raw = raw
        super().__init__(message)


class ParseFailure(GenerationError):
    """The model's answer could not be read, nor could those to asking again; `raw` is the last answer."""

    status = "parse-failed"


class ProviderFailure(GenerationError):
    """The provider did not answer: network, rate limit, server fault, time-out, wrong key."""

    status = "provider-error"


class Refusal(GenerationError):
    """The model, or the engine, declines this request; another generator may accept it."""

    status = "refused"
