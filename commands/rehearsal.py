"""What would be asked of LMs, found by doing a little of it with rules in the place of each.

The same program makes the same calls with the same prompts around other words. Their lengths, times what is wanted,
are what a forecast is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import dspy
from dspy.lm15 import Request, Response

from ..generators import LMConfig, Tokens, price
from ..generators.adapter import adapter_in_force
from ..generators.lm import GeneratorLM
from ..generators.offline import offline_lm
from ..generators.offline.engine import NAME, AsyncOfflineEngine, OfflineEngine
from ..programs import SingleShot
from ..programs.checks.judges import JUDGES, script
from ..programs.rating import Rater
from ..signatures import Dialogue, HelpPost, Persona, Scale, digest
from .casting import Cast, make_simulation
from .schema import ProgramConfig
from .tuned import Named, for_dialogues

CHARACTERS_PER_TOKEN = 4
"""What English text has with the tokenizers of today's models, near enough."""
_JUDGES_PROMPTS = sum(len(signature.instructions) + 2000 for signature in JUDGES.values())
"""Characters that all judges are told beside the dialogue: instructions, form of the answer, persona."""
_VERDICT = 600
"""Characters of a judge's answer with one or two faults quoted."""
_RATED = 250
"""Characters of a rater's answer on one dimension: a reason of a sentence or two, and the rating."""

People = Sequence[tuple[Persona, HelpPost | None]]
"""Personas, with the posts behind them where these are known."""


@dataclass
class Role:
    """What one role would take: its LM, its calls, their tokens."""

    name: str
    lm: LMConfig
    calls: float = 0
    tokens: Tokens = field(default_factory=Tokens)

    @property
    def usd(self) -> tuple[float, float] | None:
        """The least and the most that it costs: all of `tokens.cached` met in the provider's cache, and none of it.

        What is not met there is stored there, where that has a price. None where a price is unknown.
        """
        prices, used = price(self.lm), self.tokens
        most = prices.of(Tokens(used.input, used.output, 0, used.input))
        hits = Tokens(used.input, used.output, used.cached, used.input - used.cached)
        least = most if prices.cached_input is None else prices.of(hits)
        return None if least is None or most is None else (least, most)

    def __add__(self, other: Role) -> Role:
        """Return both as one, with the name and the LM of this one."""
        return replace(self, calls=self.calls + other.calls, tokens=self.tokens + other.tokens)


@dataclass
class Rehearsal(OfflineEngine):
    """The offline engine, with a note of every call: how much was sent, sent before, and written."""

    calls: int = 0
    sent: int = 0
    known: int = 0
    written: int = 0
    _before: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def complete(self, request: Request) -> Response:
        response = super().complete(request)
        prompt = "\n".join([str(request.system), *(message.text or "" for message in request.messages)])
        self.calls += 1
        self.sent += len(prompt)
        self.known += max((shared_prefix(prompt, other) for other in self._before), default=0)
        self.written += len(response.message.text or "")
        self._before = [*self._before[-8:], prompt]  # the calls of the last turn: the longest prefix is among them
        return response

    def lm(self) -> GeneratorLM:
        return GeneratorLM(NAME, LMConfig(), engine=self, async_engine=AsyncOfflineEngine())

    def role(self, name: str, lm: LMConfig, times: float) -> Role:
        tokens = (round(count * times / CHARACTERS_PER_TOKEN) for count in (self.sent, self.written, self.known))
        return Role(name, lm, self.calls * times, Tokens(*tokens))


@dataclass(frozen=True)
class Talks:
    """Dialogues that were rehearsed with one program, and what was asked for them."""

    single: bool
    """Whether one call wrote both speakers."""
    seeker: Rehearsal
    supporter: Rehearsal
    dialogues: tuple[Dialogue, ...]

    def roles(self, cast: Cast, count: float) -> list[Role]:
        """Return what `count` such dialogues would take, and the judge of checks with them where there is one."""
        times = count / len(self.dialogues)
        judging = [_judging(cast.judge, self.dialogues, times)] if cast.judge else []
        if self.single:
            return [self.supporter.role("both speakers", cast.supporter, times), *judging]
        return [
            self.seeker.role("seeker", cast.seeker, times),
            self.supporter.role("supporter", cast.supporter, times),
            *judging,
        ]

    def rating(self, scale: Scale, lm: LMConfig, count: float, one_by_one: bool = False) -> Role:
        """Return what rating `count` such dialogues by a scale would take."""
        rater = Rater(scale, one_by_one)
        rater.set_lm(offline_lm())  # it has to have a name; it is not called
        calls = sent = written = 0
        for dialogue in self.dialogues:
            with closing(rater.steps(item=dialogue.id, dialogue=dialogue)) as steps:
                asked = next(steps, None)
                while asked is not None:
                    signature: type[dspy.Signature] = getattr(asked.module, "signature")  # noqa: B009 - of an Ask
                    messages = adapter_in_force().format(signature, [], asked.inputs)
                    calls += 1
                    sent += sum(len(str(message["content"])) for message in messages)
                    written += _RATED * len(signature.output_fields) // 2  # a reason and a rating for each dimension
                    try:
                        asked = steps.send(dspy.Prediction())
                    except StopIteration:
                        asked = None
        times = count / len(self.dialogues)
        tokens = Tokens(round(sent * times / CHARACTERS_PER_TOKEN), round(written * times / CHARACTERS_PER_TOKEN))
        return Role("judge", lm, calls * times, tokens)


def rehearse(program: ProgramConfig, people: People, seed: int = 0, compiled: Sequence[Named] = ()) -> Talks:
    """Return a dialogue for each of the people, made by `program` with rules in the place of the LMs.

    Raises:
        ConfigurationError: the program has settings that do not exist.
    """
    seeker, supporter = Rehearsal(), Rehearsal()
    maker = make_simulation(program, LMConfig(), LMConfig(), compiled=for_dialogues(tuple(compiled)))
    if isinstance(maker, SingleShot):
        maker.set_lm(supporter.lm())
    else:
        maker.seeker.set_lm(seeker.lm())
        maker.supporter.set_lm(supporter.lm())
    made = []
    with dspy.context(disable_history=True, max_trace_size=0):
        for persona, post in people:
            seen = {"post": post} if program.sees == "post" else {}
            made.append(maker(persona=persona, persona_id=digest("persona", persona), seed=seed, **seen).dialogue)
    return Talks(isinstance(maker, SingleShot), seeker, supporter, tuple(made))


def _judging(lm: LMConfig, dialogues: Sequence[Dialogue], times: float) -> Role:
    """Return what the judge of checks would take: it reads every dialogue by every check, with the thoughts or not."""
    read = len(dialogues) * _JUDGES_PROMPTS + sum(
        len(script(dialogue.turns, thoughts=thoughts)) for dialogue in dialogues for thoughts in (False, True)
    ) * (len(JUDGES) // 2)
    written = len(dialogues) * len(JUDGES) * _VERDICT
    tokens = Tokens(round(read * times / CHARACTERS_PER_TOKEN), round(written * times / CHARACTERS_PER_TOKEN))
    return Role("judge", lm, len(dialogues) * len(JUDGES) * times, tokens)


def shared_prefix(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
