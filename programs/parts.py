"""Parts of the whole as programs of their own, whose predictors are called as they are called in the whole.

So what is tuned on single turns, which is cheap, is used where whole dialogues are made, and the other way round.
"""

from __future__ import annotations

from typing import Any

import dspy

from ..generators.sampling import sampling_seed
from ..signatures import HelpPost, Persona
from .extractor import PersonaExtractor
from .program import Program, Steps, call
from .seeker import Seeker
from .supporter import Supporter


class Reply(Program):
    """One reply of a supporter to a conversation, or its thoughts as far as the node `until`."""

    def __init__(self, supporter: Supporter, until: str | None = None) -> None:
        super().__init__()
        self.supporter, self.until = supporter, until

    def steps(self, conversation: dspy.History, seed: int = 0) -> Steps:  # type: ignore[override]
        with sampling_seed(seed):
            said: dspy.Prediction = yield call(self.supporter, conversation=conversation, until=self.until)
        return said


class Message(Program):
    """One message of a seeker in a conversation."""

    def __init__(self, seeker: Seeker) -> None:
        super().__init__()
        self.seeker = seeker

    def steps(  # type: ignore[override]
        self, persona: Persona, conversation: dspy.History, progress: str, post: HelpPost | None = None, seed: int = 0
    ) -> Steps:
        seen: dict[str, Any] = {"persona": persona, "post": post, "progress": progress}
        with sampling_seed(seed):
            said: dspy.Prediction = yield call(self.seeker, conversation=conversation, **seen)
        return said


class Extraction(Program):
    """One post read by an extractor."""

    def __init__(self, extractor: PersonaExtractor) -> None:
        super().__init__()
        self.extractor = extractor

    def steps(self, post: str, seed: int = 0) -> Steps:  # type: ignore[override]
        found: dspy.Prediction = yield call(self.extractor, post=post, seed=seed)
        return found
