"""The offline engine: answers the requests that DSPy makes, by rules, from what the request says.

It is for trying the pipeline, for tests, and as the study's floor. Every generator name it goes by begins with
``offline/``, and nothing it writes is training data.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping

from dspy.lm15 import Message, Request, Response, TextPart, UnsupportedFeatureError, Usage

from ...signatures import Persona, seed_from
from ..config import LMConfig
from ..lm import GeneratorLM
from . import seeker
from .competence import Competence
from .examples import lesson_of
from .prompt import CHOICES, Prompt, read_prompt
from .reading.facts import screen
from .reading.personas import persona
from .supporter import FIELDS, respond
from .wholedialogue import whole_dialogue

NAME = "offline/rules-2"
"""The number goes up when rules change, because the name is part of a dialogue's identity."""
_CHARACTERS_PER_TOKEN = 4
"""Usage is reported so that budgets and tables have something to count; a rule has no tokens of its own."""
_OF_POSTS = frozenset({"seeks_help", "translation", "persona"})
"""Fields of answers about posts, which are given with full skill."""


class OfflineEngine:
    """DSPy's synchronous engine contract: one request in, one response out."""

    supported_params = frozenset({"seed", "temperature", "max_tokens"})
    _competence = Competence()
    """Whole, where a subclass has a beginning of its own."""

    def __init__(self, skill: float = 1.0) -> None:
        self._competence = Competence(skill)

    def complete(self, request: Request) -> Response:
        """Answer `request`.

        Raises:
            dspy.lm15.UnsupportedFeatureError: it asks for what rules cannot do, such as translating.
        """
        prompt = read_prompt(request)
        of_posts = not _OF_POSTS.isdisjoint(prompt.outputs)
        competence = Competence() if of_posts else self._competence
        answered = _answer(prompt, competence)
        fields = {name: answered[name] for name in prompt.outputs}
        where = (prompt.seed, prompt.outputs, len(prompt.conversation))
        text = fields["utterance"] if prompt.bare else competence.form(fields, _marked, *where)
        spent = sum(len(message.text or "") for message in request.messages) // _CHARACTERS_PER_TOKEN
        written = len(text) // _CHARACTERS_PER_TOKEN
        return Response(
            id=None,
            model=request.model,
            message=Message.assistant([TextPart(text)]),
            finish_reason="stop",
            usage=Usage(input_tokens=spent, output_tokens=written, total_tokens=spent + written),
        )


class AsyncOfflineEngine:
    """The same for `acall`; rules never wait."""

    supported_params = OfflineEngine.supported_params

    def __init__(self, skill: float = 1.0) -> None:
        self._engine = OfflineEngine(skill)

    async def complete(self, request: Request) -> Response:
        return self._engine.complete(request)


def offline_lm(skill: float = 1.0) -> GeneratorLM:
    """Return the offline generator as an LM; one of less than full skill says so in its name."""
    name = NAME if skill == 1 else f"{NAME}?skill={skill:g}"
    return GeneratorLM(name, LMConfig(skill=skill), engine=OfflineEngine(skill), async_engine=AsyncOfflineEngine(skill))


def _marked(fields: Mapping[str, str]) -> str:
    marked = (f"[[ ## {name} ## ]]\n{text}" for name, text in fields.items())
    return "\n\n".join([*marked, "[[ ## completed ## ]]"])


def _answer(prompt: Prompt, competence: Competence) -> dict[str, str]:
    if "card" in prompt.inputs:  # a role player answers with an utterance alone, as a supporter may
        return _role_player(prompt)
    for field, answer in _ANSWERS:
        if field in prompt.outputs:
            return answer(prompt, competence)
    if prompt.outputs and (prompt.conversation or not set(FIELDS).isdisjoint(prompt.outputs)):
        return _supporter(prompt, competence)
    raise _unsupported(f"it has no rule for {', '.join(prompt.outputs) or 'a request without fields'}")


def _screen(prompt: Prompt, _: Competence) -> dict[str, str]:
    found = screen(prompt.inputs["post"])
    foreign = found.language != "en"  # not judged here: the post is refused where it would have to be translated
    return {
        "seeks_help": str(found.seeks_help or foreign),
        "about_self": str(found.about_self or foreign),
        "enough_detail": str(found.enough_detail or foreign),
        "language": found.language,
        "reason": found.reason,
    }


def _translate(prompt: Prompt, _: Competence) -> dict[str, str]:
    language = prompt.inputs.get("language", "another language")
    raise _unsupported(
        f"it reads English only and this post is in '{language}'; use a generator that can translate, for instance "
        "lm@extractor_lm=gpt-4o"
    )


def _persona(prompt: Prompt, _: Competence) -> dict[str, str]:
    post = prompt.inputs["post"]
    return {"persona": persona(post, random.Random(seed_from("persona", prompt.seed, post))).model_dump_json()}


def _seeker(prompt: Prompt, competence: Competence) -> dict[str, str]:
    given = prompt.inputs.get("persona")
    who = Persona.model_validate(json.loads(given)) if given else prompt.inputs["post"]
    heard = prompt.said_by("other")
    written = seeker.message(
        who,
        prompt.inputs.get("progress", ""),
        heard[-1] if heard else "",
        prompt.said_by("me"),
        prompt.seed,
        lesson_of(prompt),
        competence,
    )
    return {"utterance": written.utterance, "intention": written.intention.value}


def _role_player(prompt: Prompt) -> dict[str, str]:
    heard = prompt.said_by("other")
    about = (prompt.inputs["card"], prompt.inputs.get("progress", ""), heard[-1] if heard else "")
    return {"utterance": seeker.message_of_card(*about, prompt.said_by("me"), prompt.seed)}


def _supporter(prompt: Prompt, competence: Competence) -> dict[str, str]:
    return respond(
        prompt.outputs,
        prompt.said_by("other"),
        prompt.said_by("me"),
        prompt.seed,
        given=prompt.inputs,
        choices=prompt.choices,
        lesson=lesson_of(prompt),
        competence=competence,
    )


def _dialogue(prompt: Prompt, competence: Competence) -> dict[str, str]:
    who = Persona.model_validate(json.loads(prompt.inputs["persona"]))
    offered = CHOICES.findall(prompt.inputs["strategies"])
    lines = whole_dialogue(who, int(prompt.inputs["turns"]), prompt.seed, offered, competence)
    return {"dialogue": json.dumps(lines, ensure_ascii=False)}


def _unsupported(why: str) -> UnsupportedFeatureError:
    return UnsupportedFeatureError(f"the offline generator cannot answer: {why}", feature="offline")


_ANSWERS: tuple[tuple[str, Callable[[Prompt, Competence], dict[str, str]]], ...] = (
    ("seeks_help", _screen),
    ("translation", _translate),
    ("persona", _persona),
    ("dialogue", _dialogue),
    ("intention", _seeker),
)
