"""Metrics made of the checks, which need no gold data: of whole dialogues, of single turns, of single thoughts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

import dspy

from ..generators import lm_identity
from ..programs.checks import Case, check_last_turn, quality
from ..programs.checks.judges import JUDGES, Jury, unscored
from ..programs.checks.reward import faults_of_turn
from ..programs.checks.rule import score_of
from ..programs.runner import classify
from ..signatures import (
    ESCONV,
    NODES,
    UTTERANCE,
    CheckResult,
    ConfigurationError,
    Dialogue,
    Evidence,
    GenerationError,
    Persona,
    Reasoning,
    Severity,
    Speaker,
    Taxonomy,
    Turn,
    digest,
    turns_of,
)
from .metric import Finding, Metric, Remark, quoted

_Place = tuple[Speaker | None, frozenset[str]]
_SPEECH = frozenset({UTTERANCE, "intention"})
_CHOICE = frozenset({"action", "strategy"})
ANSWERABLE: dict[str, _Place] = {
    "too_short": ("seeker", _SPEECH),
    "early_stop": ("seeker", _SPEECH),
    "too_long": ("seeker", _SPEECH),
    "wrong_stop": ("seeker", _SPEECH),
    "no_closing": (None, _SPEECH),
    "one_sided": (None, _SPEECH),
    "no_exploration": ("supporter", _CHOICE | {UTTERANCE}),
    "strategy_monotony": ("supporter", _CHOICE),
    "strategies_not_done": ("supporter", frozenset({UTTERANCE})),
    "action_strategy_conflict": ("supporter", _CHOICE),
}
"""Kind → who can do otherwise, where that is not whoever wrote the turn and the part that shows it."""

DEGREES: dict[str, tuple[_Place, str]] = {
    "structure": (
        (None, _SPEECH | {"strategy"}),
        "it grows with as many turns and as many words a turn as people use, with support that explores, then "
        "comforts, then helps to act, with a seeker who says what has become lighter, and with a farewell",
    ),
    "strategy": (
        ("supporter", _CHOICE),
        "it grows with how evenly the strategies are used and how often they change from one reply to the next",
    ),
}
"""Check → whose writing its degree depends on, and what it grows with. Other checks have no degrees."""


class Quality(Metric):
    """How good a dialogue is: the mean score of its checks. For `Simulation` and `SingleShot`.

    Args:
        jury: judges whose scores join the mean, with an LM of their own: one that changed with the program's would
            judge each candidate by another measure. A dialogue is judged once, and what a judge leaves unscored is
            missing in the mean.

    Raises:
        ConfigurationError: the jury has no LM of its own.
    """

    name = "quality"
    whole = frozenset({"self", "write"})

    def __init__(self, jury: Jury | None = None) -> None:
        if jury is not None and any(judge.ask.lm is None for judge in jury.judges.values()):
            raise ConfigurationError("metric quality: the judges have no LM; give them one with jury.set_lm(…)")
        self.jury = jury
        self.needs = ("persona",) if jury else ()
        self._judged: dict[str, tuple[CheckResult, ...]] = {}

    def find(self, example: Any, prediction: Any) -> Finding:
        dialogue: Dialogue = self.answer(prediction, "dialogue")
        results: tuple[CheckResult, ...] = tuple(self.answer(prediction, "checks"))
        if self.jury is not None:
            results += self._judgements(self.jury, dialogue, example.persona)
        score = quality(results)
        if score is None:
            raise GenerationError("quality: no check has a score for this dialogue")
        found = [(one, result.judge) for result in results for one in result.evidence]
        found.sort(key=lambda pair: (pair[0].severity is Severity.FLAW, pair[0].turn or 0))
        wrong = tuple(_remark(one, dialogue.turns, of_judge=judge is not None) for one, judge in found)
        return Finding(score, wrong, tuple(_degrees(results)))

    def _judgements(self, jury: Jury, dialogue: Dialogue, persona: Persona) -> tuple[CheckResult, ...]:
        # GEPA asks once for the score and again for each predictor: that is one judgement, at one price.
        key = digest("judged", [dialogue.turns, persona])
        if key not in self._judged:
            asked = [check for check in JUDGES if jury.judges[check].applies(dialogue, persona)]
            with dspy.context(trace=None):  # optimizers take what is in the trace for the program's own calls
                self._judged[key] = tuple(_judgement(jury, check, dialogue, persona) for check in asked)
        return self._judged[key]


class TurnQuality(Metric):
    """How good one turn is: 1 where the checks find nothing in it; a fault halves it, a flaw takes a tenth.

    For `Seeker` or `Supporter` on a given ``conversation``. A ``persona`` in the example is what a seeker is held to,
    and what a supporter must not know. There are no degrees: what only whole dialogues have, `Quality` measures.

    Raises:
        ConfigurationError: there is no such speaker.
    """

    name = "turn_quality"

    def __init__(self, speaker: Speaker, taxonomy: Taxonomy = ESCONV) -> None:
        if speaker not in get_args(Speaker):
            raise ConfigurationError(f"TurnQuality({speaker!r}): there is no such speaker; there are seeker, supporter")
        self.speaker, self.taxonomy = speaker, taxonomy
        self.needs = ("conversation", "persona") if speaker == "seeker" else ("conversation",)

    def find(self, example: Any, prediction: Any) -> Finding:
        self.answer(prediction, "utterance")
        faults = faults_of_turn(self.speaker, example, prediction, self.taxonomy)
        return Finding(score_of(faults), _of_turn(faults, self.speaker))


class StepQuality(Metric):
    """How good one thought is: what the checks find in that part of a turn, weighed as in `TurnQuality`.

    For a reasoning node alone, or a `Supporter` that stops behind it. The thoughts before it are those of the
    prediction's reasoning, or else those that the node was given; what comes after it is not looked at.
    """

    name = "step_quality"
    needs = ("conversation",)

    def __init__(self, node: str, taxonomy: Taxonomy = ESCONV) -> None:
        self.node, self.taxonomy = node, taxonomy

    def find(self, example: Any, prediction: Any) -> Finding:
        thought = str(self.answer(prediction, self.node))
        given = prediction["reasoning"].steps() if prediction.get("reasoning") else _inputs(example)
        earlier = {name: given[name] for name in self._before() if isinstance(given.get(name), str)}
        turn = Turn(speaker="supporter", text="", reasoning=Reasoning(**earlier, **{self.node: thought}))
        turns = (*turns_of(example.conversation, "supporter"), turn)
        found = check_last_turn(Case(turns, example.get("persona"), taxonomy=self.taxonomy))
        faults = [one for one in found if self.node in _place(one, "supporter")[1]]
        return Finding(score_of(faults), _of_turn(faults, "supporter"))

    def _before(self) -> list[str]:
        chain = list(NODES)
        return chain[: chain.index(self.node)] if self.node in chain else chain


def _inputs(example: Any) -> dict[str, Any]:
    # What the example merely knows may be a gold thought, or a note of the same name, which the node has not seen.
    marked = getattr(example, "_input_keys", None) or ()
    return {name: example[name] for name in marked if name in example}


def _judgement(jury: Jury, check: str, dialogue: Dialogue, persona: Persona) -> CheckResult:
    try:
        result: CheckResult = jury(check=check, dialogue=dialogue, persona=persona).result
    except Exception as problem:  # noqa: BLE001 - raised again unless it is the failure of this one answer
        return unscored(check, lm_identity(jury.judges[check].ask.lm), classify(problem))
    return result


def _place(evidence: Evidence, writer: Speaker | None) -> _Place:
    """Return who can do otherwise than the evidence says; `writer` wrote the turn."""
    return ANSWERABLE.get(evidence.kind) or (
        writer,
        _SPEECH if evidence.part == UTTERANCE else frozenset({evidence.part}),
    )


def _of_turn(faults: Sequence[Evidence], speaker: Speaker) -> tuple[Remark, ...]:
    ordered = sorted(faults, key=lambda one: one.severity is Severity.FLAW)
    return tuple(Remark(_told(one, speaker), *_place(one, speaker)) for one in ordered)


def _remark(evidence: Evidence, turns: Sequence[Turn], *, of_judge: bool) -> Remark:
    writer = turns[evidence.turn - 1].speaker if evidence.turn else None
    return Remark(_told(evidence, writer, of_judge=of_judge), *_place(evidence, writer))


def _told(evidence: Evidence, writer: Speaker | None, *, of_judge: bool = False) -> str:
    """Return what was wrong and where. A judge's reason is quoted: it is the text of a model."""
    part = "message" if evidence.part == UTTERANCE else f"reasoning, node {evidence.part!r}"
    where = f"turn {evidence.turn}, the {writer}'s {part}" if writer else "the conversation as a whole"
    reason = f"A judge says: {quoted(evidence.reason)}" if of_judge else evidence.reason
    words = f" The words are: {quoted(evidence.text)}." if evidence.text else ""
    return f"In {where} ({evidence.severity.value}, {evidence.kind}): {reason}{words}"


def _degrees(results: Iterable[CheckResult]) -> Iterator[Remark]:
    """Yield what is said of the checks below 1 for another reason than the evidence, and of those without a score."""
    for result in results:
        place, grows = DEGREES.get(result.check, ((None, None), ""))
        if result.score is None:
            yield Remark(f"The check {result.check} could not be judged and is left out of the score.", *place)
        elif result.judge is not None:
            if result.score < 1 and not result.evidence:
                yield Remark(f"The judge of {result.check} rates the dialogue at {result.score:.2f} of 1.", *place)
        elif (degree := result.score / score_of(result.evidence)) < 1:
            yield Remark(f"The check {result.check} is {degree:.2f} of 1 in degrees: {grows}.", *place)
