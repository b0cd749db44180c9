"""The outcomes of a study: what each is, in the order in which they are told; the first is what the answer is about."""

from __future__ import annotations

import math

from ..evaluation.study.observations import Outcome
from ..generators import build_lm, lm_identity
from ..signatures import Scale
from .judge_report import AVERAGE
from .judge_scale import scale_of
from .schema import StudyConfig
from .study_steps import compose

PERSONA, TEST = "persona", "test dialogue"
FORM, SOUND, HELD = "form", "sound", "persona held"
"""The outcomes that the rules measure; the first is the beginning of the names of its parts, too."""
_BLIND = "they see what was said alone, no persona, reasoning or strategy, and so are the same for all cells"
_FORM = (
    f"length, words of both sides, how the seeker takes it, farewell, labels, echoes, safety; {_BLIND}. It is no "
    "measure of help: a seeker who says more, or is thankful, raises it"
)
_INFERRED = (
    "in all cells; a seeker that knows the post alone may contradict without fault what the persona's maker inferred"
)


class Yardsticks:
    """The outcomes of one study, and the scale and judges behind some of them."""

    def __init__(self, config: StudyConfig) -> None:
        self.scale: Scale = scale_of(config.scale)
        self.judges = {
            lm_identity(build_lm(compose("judge", ["path=-", f"lm@judge_lm={name}"]).judge_lm)): name
            for name in config.judges
        }
        """Identity of each judge → what the user calls it."""
        self.outcomes: dict[str, Outcome] = {}
        if self.judges:
            self._of_judges()
        self._by_rules(FORM, f"mean score of the rules' checks of form: {_FORM}")
        self._by_rules(SOUND, f"share of the finished dialogues in which these rules find no fault; {_BLIND}")
        self._by_rules(HELD, f"score of the check of the seeker against the persona, {_INFERRED}")

    def of_test(self, name: str, metric: str) -> str:
        """Return the name of the outcome of a metric on the test set, which is one from here on."""
        known = f"{name} {metric}".strip()
        if known not in self.outcomes:
            who = "a chatbot tuned on the cell's corpus" if name else "the cell's supporter"
            about = f"{metric} of the replies of {who} on the test set; the mean of each dialogue's replies"
            self.outcomes[known] = Outcome(known, "higher", (0, math.inf), TEST, about)
        return known

    def _of_judges(self) -> None:
        bounds = (self.scale.lowest, self.scale.highest)
        who = " and ".join(self.judges.values())
        names = [one.name for one in self.scale.dimensions]
        if len(names) > 1 and not self.scale.differences:
            names = [AVERAGE, *names]
        for name in names:
            what = f"mean over the dimensions of {self.scale.name}" if name == AVERAGE else f"{name}, {self.scale.name}"
            about = f"{what}, rated from {bounds[0]:g} to {bounds[1]:g} by {who}"
            self.outcomes[self.rated(name)] = Outcome(self.rated(name), "higher", bounds, PERSONA, about)

    def rated(self, dimension: str) -> str:
        """Return the name of the outcome that a dimension of the scale is; no outcome of the rules has it."""
        return f"{dimension} (rated)" if dimension in (FORM, SOUND, HELD) else dimension

    def _by_rules(self, name: str, about: str) -> None:
        self.outcomes[name] = Outcome(name, "higher", (0, 1), PERSONA, about, steers=True)
