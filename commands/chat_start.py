"""What a conversation starts from: who answers, how, and what has to be known of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..generators import LMConfig, Session, lm_identity
from ..generators.chatbots import read_chatbot
from ..generators.identity import OFFLINE
from ..programs import Simulation
from ..programs.parts import Message
from ..programs.parts import Reply as OneReply
from ..signatures import ConfigurationError, InputError, Persona, Speaker
from .answers import make_answering
from .casting import CHATBOT_ENGINE, OFFLINE_ENGINE, REMOTE_ENGINE, lm_of, make_simulation, plain_settings
from .chat_spoken import form_of, marked
from .chat_talk import Partner
from .files import DIALOGUES
from .schema import ChatConfig
from .sources import open_personas, problems
from .tuned import for_dialogues, read_compiled

SEEKER: Speaker = "seeker"
SUPPORTER: Speaker = "supporter"


def begin(config: ChatConfig) -> tuple[Partner, list[str]]:
    """Return who answers, and what has to be said of it before the first message.

    Raises:
        ConfigurationError: a value that does not exist, or a partner that cannot play its part.
        InputError: the personas cannot be read, or there is no such one.
    """
    if config.you not in (SEEKER, SUPPORTER):
        raise ConfigurationError(f"you={config.you}: is neither {SEEKER} nor {SUPPORTER}")
    persona, notes = _persona(config)
    lm = plain_settings(config.lm)
    if lm.path and lm.engine != CHATBOT_ENGINE:
        raise ConfigurationError(f"lm.path={lm.path}: belongs to a chatbot; say lm=chatbot lm.path={lm.path}")
    folder = Path(lm.model).expanduser()
    if lm.engine == "transformers" and folder.is_dir() and not (folder / "config.json").is_file():
        read_chatbot(lm.model)  # which says what a folder of ours has to have
    partner = _supporter(config, lm, persona) if config.you == SEEKER else _seeker(config, lm, persona)
    return partner, [*notes, *_about(lm, partner.lm)]


def _supporter(config: ChatConfig, lm: LMConfig, persona: Persona | None) -> Partner:
    program = make_answering(config.program, lm, Session(), for_dialogues(read_compiled(config.program.compiled)))
    return Partner(program, SUPPORTER, _name_of(program), form_of(program.supporter), persona)


def _seeker(config: ChatConfig, lm: LMConfig, persona: Persona | None) -> Partner:
    if persona is None:
        raise ConfigurationError("you=supporter: say whom the LM is to play, with persona=FILE")
    if lm.engine == CHATBOT_ENGINE or config.program.granularity == "bare":
        raise ConfigurationError(
            "you=supporter: a chatbot answers as a supporter and cannot play the person; say lm=NAME alone"
        )
    compiled = for_dialogues(read_compiled(config.program.compiled))
    whole = make_simulation(config.program, lm, lm, Session(), compiled=compiled)
    if not isinstance(whole, Simulation):
        raise ConfigurationError("program=single_shot: writes whole dialogues and answers nobody; use another program")
    program = Message(whole.seeker)
    return Partner(program, SEEKER, _name_of(program), marked, persona)


def _persona(config: ChatConfig) -> tuple[Persona | None, list[str]]:
    """Return whom the seeker is to be, if that is said, and what could not be read beside."""
    if config.persona is None:
        return None, []
    path = Path(config.persona).expanduser()
    found, counts = open_personas(str(path / DIALOGUES if path.is_dir() else path))
    if not 1 <= config.number <= len(found):
        raise InputError(f"number={config.number}: {config.persona} has personas 1 to {len(found)}")
    return found[config.number - 1].persona, list(problems(counts.bad))


def _name_of(program: Message | OneReply) -> str:
    return str(lm_identity(lm_of(program)))


def _about(lm: LMConfig, name: str) -> list[str]:
    """Return what has to be said of a generator whose text is nothing to go by."""
    if lm.engine == OFFLINE_ENGINE:
        return ["lm=offline answers by rules and is for trying this out; say lm=NAME for a model."]
    if name.startswith(OFFLINE):
        return [f"{name} was made to prove that the path works; what it says is of no use."]
    if lm.engine == REMOTE_ENGINE:
        return [f"What you write is sent to {lm.api_base or lm.model.partition('/')[0]}."]
    return []


def told(persona: Persona) -> Iterator[tuple[str, str]]:
    """Yield what a person who is to play a persona has to know, by name."""
    event = persona.event
    yield "who", f"{persona.gender.value}, {persona.age}, {persona.occupation}; {persona.personality}"
    yield "topic", f"{persona.topic}, {persona.subtopic}"
    yield "situation", persona.situation
    yield "what happened", f"{event.description} ({event.time}; {event.location}; {event.participants})"
    yield "feelings", ", ".join(persona.emotional_experience_words)
    yield "tried so far", persona.coped_strategies_and_effects
    yield "hopes", persona.goals_and_expectations
