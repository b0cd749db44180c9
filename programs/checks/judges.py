"""Judges: checks that ask a model. What a judge cannot show in the words of the dialogue does not count.

A judge rates from 0 to 3 against anchors and quotes what is wrong. A quote that is not in the dialogue is dropped; a
bad rating without any quote that is, and an answer that cannot be read, leave the check unscored, never failed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import dspy

from ...corpora.words import words
from ...generators.identity import lm_identity
from ...generators.sampling import sampling_seed
from ...signatures import (
    CheckResult,
    Dialogue,
    Evidence,
    GenerationError,
    Persona,
    Severity,
    Turn,
    Verdict,
    seed_from,
)
from ...signatures.asks_of_judge import (
    BEST,
    SOUND,
    JudgedFault,
    JudgeLeakage,
    JudgePersona,
    JudgeReasoning,
    JudgeSafety,
)
from ..ask import Ask
from ..program import Program, Steps, call

_SHOWN = 2
"""Spaces that a quote has at least, that is, three words."""

JUDGES: dict[str, type[dspy.Signature]] = {
    "persona": JudgePersona,
    "leakage": JudgeLeakage,
    "reasoning": JudgeReasoning,
    "safety": JudgeSafety,
}
"""Check → what its judge is asked."""


class Judge(Program):
    """Judge one thing about finished dialogues.

    Args:
        check: one of `JUDGES`.

    Calling it with ``dialogue``, ``persona`` and optionally ``seed`` returns ``result``, a `CheckResult`.
    """

    def __init__(self, check: str) -> None:
        super().__init__()
        self.check = check
        self.ask = Ask(JUDGES[check])

    def applies(self, dialogue: Dialogue, persona: Persona | None) -> bool:
        """Return whether there is what this judge looks at: a persona, or reasoning."""
        wanted = self.ask.signature.input_fields
        reasons = any(turn.reasoning and set(turn.reasoning.steps()) - {"strategy"} for turn in dialogue.turns)
        return ("persona" not in wanted or persona is not None) and (self.check != "reasoning" or reasons)

    def steps(  # type: ignore[override]
        self, dialogue: Dialogue, persona: Persona | None = None, seed: int = 0, attempt: int = 0
    ) -> Steps:
        given: dict[str, Any] = {
            "conversation": script(dialogue.turns, thoughts=self.check in ("reasoning", "leakage"))
        }
        if "persona" in self.ask.signature.input_fields:
            given["persona"] = persona
        with sampling_seed(seed_from(seed, self.check, dialogue.id), attempt):
            answer: Any = yield call(self.ask, **given)
        lm = self.ask.lm or dspy.settings.lm
        return dspy.Prediction(
            result=_result(self.check, dialogue, answer.rating, list(answer.faults), lm_identity(lm))
        )


class Jury(Program):
    """All judges in one program, asked by name: called with ``check`` and what the judge takes."""

    def __init__(self) -> None:
        super().__init__()
        self.judges = {check: Judge(check) for check in JUDGES}

    def steps(self, check: str, **inputs: Any) -> Steps:  # type: ignore[override]
        answer: dspy.Prediction = yield call(self.judges[check], **inputs)
        return answer


def unscored(check: str, judge: str, error: GenerationError) -> CheckResult:
    """Return what is recorded where a judge has failed."""
    return CheckResult(check=check, verdict=Verdict.UNSCORED, judge=judge, problem=f"{error.status}: {error}")


def script(turns: tuple[Turn, ...], *, thoughts: bool = False) -> str:
    """Return a dialogue as judges read it: numbered messages, with the supporter's thoughts before them if wanted."""
    return "\n".join(_lines(turns, thoughts))


def _lines(turns: tuple[Turn, ...], thoughts: bool) -> Iterator[str]:
    for number, turn in enumerate(turns, start=1):
        if thoughts and turn.reasoning:
            yield from (f"{number} supporter's {name}: {text}" for name, text in turn.reasoning.steps().items())
        yield f"{number} {turn.speaker}: {turn.text}"


def _result(check: str, dialogue: Dialogue, rating: int, faults: list[JudgedFault], judge: str) -> CheckResult:
    sound = rating >= SOUND
    severity = Severity.FLAW if sound else Severity.FAULT
    evidence = tuple(
        Evidence(kind=f"judged_{check}", reason=fault.reason, turn=turn, part=part, text=fault.quote, severity=severity)
        for fault in faults
        if (place := _place(fault, dialogue.turns)) is not None
        for turn, part in [place]
    )
    if not sound and not evidence:
        problem = f"rated {rating} of {BEST} without quoting words of the dialogue"
        return CheckResult(check=check, verdict=Verdict.UNSCORED, judge=judge, problem=problem)
    verdict = Verdict.PASSED if sound else Verdict.FAILED
    return CheckResult(check=check, verdict=verdict, score=rating / BEST, evidence=evidence, judge=judge)


def _place(fault: JudgedFault, turns: tuple[Turn, ...]) -> tuple[int, str] | None:
    """Return the turn and the part of it that has the quoted words; the turn that was named comes first."""
    quoted = " ".join(words(fault.quote))
    named = [fault.turn] if 1 <= fault.turn <= len(turns) else []
    for number in [*named, *range(1, len(turns) + 1)]:
        turn = turns[number - 1]
        for part, text in {"utterance": turn.text, **(turn.reasoning.steps() if turn.reasoning else {})}.items():
            said = " ".join(words(text))
            # A word or two are in every dialogue and show nothing, unless they are all that was said.
            if (quoted.count(" ") >= _SHOWN and f" {quoted} " in f" {said} ") or quoted == said != "":
                return number, part
    return None


_FAMILY = re.compile(r"gpt|claude|llama|qwen|mi[sx]tral|gemini|gemma|deepseek|phi|glm|command|grok|kimi", re.IGNORECASE)


def family(generator: str) -> str:
    """Return the family of models that a generator's name says it is of; its whole name where that is not known."""
    model = generator.partition("?")[0].rpartition("/")[2]
    found = _FAMILY.search(model)
    return found.group(0).lower().replace("mixtral", "mistral").replace("gemma", "gemini") if found else model.lower()
