"""The form of a metric: a score that optimizers climb, and what to say to one that writes instructions.

DSPy's `Evaluate` and every optimizer call it as ``metric(example, prediction, trace, pred_name, pred_trace)``. A metric
here finds what was wrong, and who wrote it; what is said of one predictor is chosen from that, so the score is the same
whoever is asked about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

import dspy

from ..programs.checks.rule import QUOTED
from ..signatures import ConfigurationError, GenerationError, Speaker

MOST = 12
"""Remarks that one feedback makes at most; a model that reads fifty of them learns nothing from the worst."""
_ALL = frozenset({"dialogue"})
"""Output of a predictor that writes both speakers and every part of them."""
_OUTPUTS = {
    "write": frozenset({"utterance", "intention"}),
    "screen": frozenset({"seeks_help", "about_self", "enough_detail"}),
    "translate": frozenset({"translation"}),
    "extract": frozenset({"persona"}),
}
"""Last part of a predictor's name → what it writes, where no trace says it; a node's name is what it writes."""


@dataclass(frozen=True)
class Remark:
    """Something to say about a prediction, in whole sentences, and who it is for."""

    text: str
    speaker: Speaker | None = None
    """Whose turns it is about; None for both."""
    parts: frozenset[str] | None = None
    """The outputs that it is about; None for all."""


@dataclass(frozen=True)
class Finding:
    """What a metric finds in a prediction."""

    score: float
    """From 0 to 1."""
    wrong: tuple[Remark, ...] = ()
    """What was wrong and what to do, the worst first."""
    notes: tuple[Remark, ...] = ()
    """What makes it good in degrees, or what is good about it."""


@dataclass(frozen=True)
class Author:
    """What a predictor writes: whose turns, and which parts of them."""

    speaker: Speaker | None = None
    parts: frozenset[str] | None = None

    def is_meant(self, remark: Remark) -> bool:
        """Return whether a remark concerns what the predictor writes."""
        if self.speaker and remark.speaker and self.speaker != remark.speaker:
            return False
        return self.parts is None or remark.parts is None or not self.parts.isdisjoint(remark.parts)


class Metric:
    """Scores a prediction. Called as DSPy calls a metric, it returns a prediction with ``score`` and ``feedback``.

    That prediction adds and compares like its score. Its truth value says nothing: an optimizer that takes or leaves a
    prediction by it needs a threshold.

    Raises:
        ConfigurationError: the example has not what the metric needs, or the prediction is of another program.
        GenerationError: there is nothing to score. It is no score of 0: DSPy gives a failure its own.
    """

    name: ClassVar[str]
    needs: tuple[str, ...] = ()
    """Fields that an example must have."""
    whole: ClassVar[frozenset[str]] = frozenset({"self"})
    """Names of predictors that may write everything there is, where neither a speaker nor a trace says more."""

    def find(self, example: Any, prediction: Any) -> Finding:
        """Return what there is to say about a prediction."""
        raise NotImplementedError

    def __call__(
        self,
        example: Any,
        prediction: Any,
        trace: Any = None,
        pred_name: str | None = None,
        pred_trace: Any = None,
    ) -> dspy.Prediction:
        if prediction is None:
            raise GenerationError(f"{self.name}: there is no prediction to score, because the program has failed")
        for field in self.needs:
            if example.get(field) is None:
                there = ", ".join(example.keys()) or "nothing"
                raise ConfigurationError(f"metric {self.name}: an example needs {field!r}; this one has {there}")
        finding = self.find(example, prediction)
        author = None if pred_name is None else _author(pred_name, pred_trace, self.whole)
        return dspy.Prediction(score=finding.score, feedback=feedback(finding, author))

    def answer(self, prediction: Any, *names: str) -> Any:
        """Return the first of these outputs that a prediction has; nodes are looked for in its reasoning, too.

        Raises:
            ConfigurationError: it has none of them, so it is of another program than the metric is for.
        """
        reasoning = prediction.get("reasoning")
        for name in names:
            if prediction.get(name) is not None:
                return prediction[name]
            if reasoning is not None and getattr(reasoning, name, None) is not None:
                return getattr(reasoning, name)
        there = ", ".join(prediction.keys()) or "nothing"
        raise ConfigurationError(
            f"metric {self.name}: the program gives no {' or '.join(map(repr, names))}, but {there}; "
            "choose another metric"
        )


def feedback(finding: Finding, author: Author | None = None) -> str:
    """Return a finding as text: score, what was wrong, what makes it good in degrees; only what concerns `author`."""
    wrong = [one.text for one in finding.wrong if author is None or author.is_meant(one)]
    notes = [one.text for one in finding.notes if author is None or author.is_meant(one)]
    lines = [f"The score is {finding.score:.2f}; the best is 1."]
    where = "here" if author is None else "with what this predictor wrote"
    if not wrong:
        lines.append(f"Nothing is wrong {where}.")
    elif len(wrong) > MOST:
        lines.append(f"{len(wrong)} things are wrong {where}; these are the worst {MOST}.")
    lines += [f"- {_on_one_line(text)}" for text in [*wrong[:MOST], *notes]]
    return "\n".join(lines)


def quoted(value: object) -> str:
    """Return a text of people or models in quotation marks, on one line, cut where it is long, its markers apart."""
    text = _on_one_line(str(value))
    return json.dumps(text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…", ensure_ascii=False)


def _on_one_line(text: str) -> str:
    """Return a text without line ends and field markers, so that nothing in it is taken for the form of a prompt."""
    return " ".join(text.split()).replace("[[", "[ [")


def _author(name: str, trace: Sequence[Any] | None, whole: frozenset[str]) -> Author:
    path = re.findall(r"\w+", name) or ["self"]
    speaker: Speaker | None = next((one for one in get_args(Speaker) if one in path), None)
    if trace:
        # What the predictor was asked for says more than its name: one that writes a whole reply has all nodes.
        written = frozenset(trace[0][0].signature.output_fields)
        return Author(speaker, None if written & _ALL else written)
    last = path[-1]
    if last == "self" or (last in whole and speaker is None):
        return Author(speaker)
    return Author(speaker, _OUTPUTS.get(last, frozenset({last})))
