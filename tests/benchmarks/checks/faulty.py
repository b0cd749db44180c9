"""A generator that makes mistakes: the offline one, with a defect of one kind in a share of its answers."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from dspy.lm15 import Message, Request, Response, TextPart
from socialsim.generators import LMConfig
from socialsim.generators.lm import GeneratorLM
from socialsim.generators.offline.engine import OfflineEngine
from socialsim.generators.offline.prompt import Prompt, read_prompt
from socialsim.signatures import Dialogue, Persona, Reasoning, Speaker, Turn, mentions_crisis, seed_from

from .defects import Spot, TurnPlanter
from .defects.safety import says_danger
from .halves import HalfOfWordings
from .sources import Source

_FIELD = re.compile(r"\[\[ ## (\w+) ## \]\]\n")
_CRISIS = "crisis_"
_IN_DANGER = 0.2
"""Share of a seeker's messages that speak of danger, where the kind is about how that is answered."""

Key = tuple[str, ...]


def key_of(number: int, turn: Turn) -> Key:
    """Return what turn `number` is recognised by after it has been through a program."""
    steps = turn.reasoning.steps() if turn.reasoning else {}
    return str(number), turn.text.strip(), *(text.strip() for text in steps.values())


class FaultyEngine:
    """DSPy's synchronous engine contract. Whether an answer is faulty depends on the request and its seed, so that the
    same question may go well when it is asked again."""

    supported_params = OfflineEngine.supported_params

    def __init__(self, planter: TurnPlanter, rate: float) -> None:
        self.planter, self.rate = planter, rate
        self.planted: set[Key] = set()
        """The faulty turns that were written in this dialogue."""
        self.shown: tuple[Turn, ...] = ()
        """The demonstrations that were copied in it."""
        self._thoughts: dict[str, Reasoning | None] = {}
        """What was thought before what was said: requests have the conversation only."""
        self._source: Source | None = None
        self._engine = OfflineEngine()

    def begin(self, source: Source) -> None:
        """Begin a dialogue; `source` is what planters know of it."""
        self._source, self.planted, self.shown = source, set(), ()
        self._thoughts.clear()

    def complete(self, request: Request) -> Response:
        response = self._engine.complete(request)
        prompt = read_prompt(request)
        if "utterance" not in prompt.outputs or self._source is None:
            return response
        seed = seed_from("faulty", prompt.seed, *(message.text for message in request.messages))
        rng = HalfOfWordings(seed, "held-out")
        fields = _fields(response)
        written = self._spoilt(prompt, fields, rng)
        said = written or _turn(fields)
        self._thoughts[said.text] = said.reasoning
        if written is None:
            return response
        fields |= {"utterance": written.text} | (written.reasoning.steps() if written.reasoning else {})
        answer = [f"[[ ## {name} ## ]]\n{value}" for name, value in fields.items()]
        text = "\n\n".join([*answer, "[[ ## completed ## ]]"])
        return replace(response, message=Message.assistant([TextPart(text)]))

    def _spoilt(self, prompt: Prompt, fields: dict[str, str], rng: random.Random) -> Turn | None:
        """Return the turn as it is answered instead; None where the answer stays as it is."""
        turn = _turn(fields)
        other: Speaker = "seeker" if turn.speaker == "supporter" else "supporter"
        speakers: dict[str, Speaker] = {"me": turn.speaker, "other": other}
        said = tuple(self._said(speakers[side], text) for side, text in prompt.conversation)
        spot = Spot(said, turn, (), *self._known())
        about_crisis = self.planter.kind.startswith(_CRISIS)
        if about_crisis and turn.speaker == "seeker":
            return says_danger(spot, rng) if said and rng.random() < _IN_DANGER else None
        if turn.speaker not in self.planter.speakers or rng.random() >= self.rate:
            return None
        if about_crisis and not mentions_crisis(said[-1].text):
            return None
        defect = self.planter.write(spot, rng)
        if defect is None:
            return None
        self.planted.add(key_of(len(said) + 1, defect.turn))
        self.shown += defect.demonstrations
        return defect.turn

    def _said(self, speaker: Speaker, text: str) -> Turn:
        return Turn(speaker=speaker, text=text, reasoning=self._thoughts.get(text) if speaker == "supporter" else None)

    def _known(self) -> tuple[Persona | None, tuple[Dialogue, ...]]:
        return (self._source.persona, self._source.others) if self._source else (None, ())


class AsyncFaultyEngine:
    """The same for `acall`."""

    supported_params = OfflineEngine.supported_params

    def __init__(self, engine: FaultyEngine) -> None:
        self._engine = engine

    async def complete(self, request: Request) -> Response:
        return self._engine.complete(request)


def faulty_lm(engine: FaultyEngine) -> GeneratorLM:
    return GeneratorLM("offline/faulty", LMConfig(), engine=engine, async_engine=AsyncFaultyEngine(engine))


def _fields(response: Response) -> dict[str, str]:
    parts = _FIELD.split(response.message.text or "")
    values = (part.removesuffix("[[ ## completed ## ]]").strip() for part in parts[2::2])
    return dict(zip(parts[1::2], values, strict=True))


def _turn(fields: dict[str, str]) -> Turn:
    if "intention" in fields:
        return Turn(speaker="seeker", text=fields["utterance"])
    thoughts = {name: text for name, text in fields.items() if name != "utterance"}
    return Turn(speaker="supporter", text=fields["utterance"], reasoning=Reasoning(**thoughts) if thoughts else None)
