"""What a quality check says about a dialogue: verdict, score, and the evidence for both."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from .dialogue import Turn

UTTERANCE = "utterance"
"""The part of a turn that the other side sees; the other parts are nodes of the reasoning, by name."""


class Verdict(StrEnum):
    """What a check found. `unscored` is the failure of a judge, never of the dialogue."""

    PASSED = "passed"
    FAILED = "failed"
    UNSCORED = "unscored"


class Severity(StrEnum):
    """How bad a kind of failure is."""

    FAULT = "fault"
    """The dialogue is not fit for a corpus as it is: the check fails."""
    FLAW = "flaw"
    """Worth knowing and worth a lower score; real conversations have some, so it fails nothing by itself."""


class Evidence(BaseModel):
    """One thing that went wrong, and where."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    """Name of the failure, as in the table of docs/checks.md."""
    reason: str
    """What is wrong, in one sentence that also tells a writer what to do otherwise; it is shown to the model that
    repairs the turn, so it names nothing that the model may not know."""
    turn: int | None = None
    """Number of the turn, from 1; None for the dialogue as a whole."""
    part: str = UTTERANCE
    """`UTTERANCE`, or the name of a reasoning node."""
    text: str = ""
    """The words it is about, as they stand."""
    severity: Severity = Severity.FAULT


class CheckResult(BaseModel):
    """What one check says about one dialogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    check: str
    verdict: Verdict
    score: float | None = Field(default=None, ge=0, le=1)
    """1 is flawless; None exactly when unscored."""
    evidence: tuple[Evidence, ...] = ()
    judge: str | None = None
    """Name of the generator that judged; None for rules."""
    problem: str = ""
    """Why it is unscored."""


class RejectedDraft(BaseModel):
    """A turn as it was first written, and why it was written again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    take: int
    """Which take of the dialogue it belongs to, from 0."""
    number: int
    """Number of the turn, from 1."""
    draft: int
    """Which draft of the turn it was, from 1."""
    turn: Turn
    evidence: tuple[Evidence, ...]
