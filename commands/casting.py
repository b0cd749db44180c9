"""Who plays whom: from the configuration of the roles to programs with their LMs set.

The functions that make programs are called in every process of a run, so they and their arguments can be pickled.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any, get_args

import dspy

from ..generators import LMConfig, Meter, Session, build_lm
from ..generators.build import chatbot_of, with_protocol
from ..programs import Chatbot, PersonaExtractor, Seeker, Simulation, SingleShot, Supporter
from ..programs.checks import KINDS
from ..programs.checks.policy import REPORT, Policy
from ..programs.nodes import resolve_chain
from ..programs.on_ray import Answering
from ..programs.seeker import Sees
from ..programs.supporter import Granularity
from ..signatures import TAXONOMIES, ConfigurationError
from .schema import ChecksConfig, ProgramConfig, RunConfig
from .tuned import Named

OFFLINE_ENGINE, REMOTE_ENGINE, CHATBOT_ENGINE = "offline", "remote", "chatbot"
_WHOLE_DIALOGUE = 6000
"""Tokens for a dialogue of 24 turns with reasoning, which takes about 5,000."""

_JOBS_PER_CALL = 4
IN_A_BATCH = 10_000
"""Jobs that wait for a batch service together; each is a few kilobytes in memory."""

_BARE = "bare"
"""The granularity of a chatbot as it is: the conversation alone, one call a reply."""
_CHOICES = {
    "kind": ("simulation", "single_shot"),
    "sees": get_args(Sees),
    "granularity": (*get_args(Granularity), _BARE),
    "taxonomy": tuple(TAXONOMIES),
}


@dataclass(frozen=True)
class Cast:
    """The LM settings of each role."""

    extractor: LMConfig
    seeker: LMConfig
    supporter: LMConfig
    judge: LMConfig | None = None
    proposer: LMConfig | None = None
    """Writes instructions, for optimizers."""

    def all(self) -> tuple[LMConfig, ...]:
        everybody = (self.extractor, self.seeker, self.supporter, self.judge, self.proposer)
        return tuple(lm for lm in everybody if lm is not None)


def cast(config: RunConfig) -> Cast:
    """Return the LM settings of each role; a role without its own uses `lm`.

    A chatbot that was tuned here is the supporter. Where `lm` is one, the other roles use the seeker's LM, and without
    that the rules of the offline generator, which is said on standard error.

    Raises:
        ConfigurationError: a role of its own where one call writes both speakers, a model that nobody serves, or a
            chatbot in a role that it was not tuned for.
    """
    seeker, supporter = getattr(config, "seeker_lm", None), getattr(config, "supporter_lm", None)
    made_by = getattr(config, "program", None)
    kind = made_by.kind if isinstance(made_by, ProgramConfig) else None
    _refuse_chatbots(config, kind)
    if kind == "single_shot" and (seeker or supporter):
        raise ConfigurationError(
            "program=single_shot writes both speakers in one call, so neither can have its own LM; use lm=NAME"
        )
    others = (getattr(config, role, None) for role in ("judge_lm", "proposer_lm"))
    talks = config.lm if config.lm.engine != CHATBOT_ENGINE else seeker or _rules()
    chosen = (config.extractor_lm or talks, seeker or talks, supporter or config.lm)
    extractor, seeker, supporter = (plain_settings(lm) for lm in chosen)
    roles = Cast(extractor, seeker, supporter, *(plain_settings(lm) if lm else None for lm in others))
    if kind == "simulation" and (roles.seeker.batch or roles.supporter.batch):
        raise ConfigurationError(
            "lm.batch=true: a batch takes up to a day, and a conversation dozens of them; use it for extract, "
            "program=single_shot, or posts alone: lm@extractor_lm=NAME extractor_lm.batch=true"
        )
    return roles


def _refuse_chatbots(config: RunConfig, kind: str | None) -> None:
    for role in ("extractor_lm", "seeker_lm", "proposer_lm"):  # of judges `refuse_rules` says it, in every command
        lm = getattr(config, role, None)
        if lm is not None and lm.engine == CHATBOT_ENGINE:
            raise ConfigurationError(f"lm@{role}=chatbot: it was tuned to support and does nothing else; name a model")
    if config.lm.engine != CHATBOT_ENGINE:
        return
    if kind is None:
        raise ConfigurationError("lm=chatbot: it was tuned to support and reads no posts; name a model")
    if kind == "single_shot":
        raise ConfigurationError(
            "lm=chatbot: it answers a seeker, and program=single_shot has one LM write both; say another program"
        )


def _rules() -> LMConfig:
    """Return the LM of whoever has none beside a chatbot, and say so."""
    said = (
        "lm=chatbot can only be the supporter; rules are the seeker and read the posts, so this is no training data. "
        "Name others with lm@seeker_lm=NAME, lm@extractor_lm=NAME"
    )
    print(f"socialsim: {said}", file=sys.stderr)
    return LMConfig(model=OFFLINE_ENGINE)


def plain_settings(lm: LMConfig) -> LMConfig:
    """Return the settings alone."""
    return with_protocol(LMConfig(**{field.name: getattr(lm, field.name) for field in fields(LMConfig)}))


def make_extractor(lm: LMConfig, session: Session | None = None, compiled: Sequence[Named] = ()) -> PersonaExtractor:
    """Return the program that turns a post into a persona."""
    program = PersonaExtractor()
    for one in compiled:
        one.give(program, [lm])
    program.set_lm(build_lm(lm, session))
    return program


def make_simulation(
    program: ProgramConfig,
    seeker: LMConfig,
    supporter: LMConfig,
    session: Session | None = None,
    checks: Policy = REPORT,
    compiled: Sequence[Named] = (),
) -> Simulation | SingleShot:
    """Return the program that turns a persona into a dialogue."""
    check(program)
    turns = (program.min_turns, program.max_turns)
    if program.kind == "single_shot":
        whole = SingleShot(TAXONOMIES[program.taxonomy], turns, checks)
        for one in compiled:
            one.give(whole, [supporter])
        enough = max(_WHOLE_DIALOGUE, supporter.max_tokens or 0)
        enough = min(enough, supporter.output_limit or enough)
        whole.set_lm(build_lm(replace(supporter, max_tokens=enough), session))
        return whole
    sees: Any = program.sees
    simulation = Simulation(Seeker(sees), make_supporter(program, supporter), turns, checks)
    for one in compiled:
        one.give(simulation, [seeker, supporter])
    simulation.seeker.set_lm(build_lm(seeker, session))
    simulation.supporter.set_lm(build_lm(supporter, session))
    return simulation


def make_supporter(program: ProgramConfig, lm: LMConfig) -> Supporter:
    """Return the supporter of a program for an LM, which has still to be set."""
    program = suited(program, lm)
    if program.granularity == _BARE:
        return Chatbot(program.system, program.nodes)
    granularity: Any = program.granularity
    return Supporter(tuple(program.nodes), granularity, TAXONOMIES[program.taxonomy])


def suited(program: ProgramConfig, lm: LMConfig) -> ProgramConfig:
    """Return the program as it is for a supporter's LM: a chatbot that was tuned here is asked as it was tuned.

    Raises:
        ConfigurationError: it has no reply to ask for, or no chatbot is named.
        InputError: the chatbot's folder is none.
    """
    if lm.engine == CHATBOT_ENGINE:
        if program.kind != "simulation":
            raise ConfigurationError(f"program.kind={program.kind}: writes both speakers, and a chatbot only answers")
        return replace(program, granularity=_BARE, nodes=list(chatbot_of(lm).nodes))
    if lm.engine == OFFLINE_ENGINE and program.granularity == _BARE:  # rules in its place know no frames
        return replace(program, nodes=[])
    return program


def policy(checks: ChecksConfig) -> Policy:
    """Return the policy that a configuration describes.

    Raises:
        ConfigurationError: a value that does not exist, or a kind of failure that no rule knows.
    """
    for kind in checks.ignore:
        if kind not in KINDS:
            close = get_close_matches(kind, KINDS, n=1)
            guess = f"; did you mean {close[0]}?" if close else "; docs/checks.md lists them"
            raise ConfigurationError(f"checks.ignore: {kind!r} is no kind of failure{guess}")
    rejects: Any = checks.rejects
    return Policy(rejects, checks.tries, checks.takes, tuple(sorted(checks.ignore)))


def check(program: ProgramConfig) -> None:
    """Refuse settings of a program that do not exist or do not fit.

    Raises:
        ConfigurationError: an unknown word, a node that is none, or turns that no dialogue can have.
    """
    for name, choices in _CHOICES.items():
        value = getattr(program, name)
        if value not in choices:
            raise ConfigurationError(f"program.{name}={value}: there is no such {name}; there are {', '.join(choices)}")
    bare = program.granularity == _BARE
    if not bare:  # a chatbot's nodes have the names that it was tuned with
        resolve_chain(program.nodes, TAXONOMIES[program.taxonomy])
    if bare and program.kind != "simulation":
        raise ConfigurationError(f"program.granularity=bare: program.kind={program.kind} has no reply to ask for")
    if program.system is not None and not bare:
        raise ConfigurationError(
            "program.system: is for a chatbot that has no instructions of ours; say program=chat with it"
        )


def calls_per_dialogue(program: ProgramConfig) -> int:
    """Return how many calls a dialogue of average length takes, if every answer can be read."""
    if program.kind == "single_shot":
        return 1
    exchanges = (program.min_turns + program.max_turns) / 4
    return round(exchanges * (1 + calls_per_reply(program)))


def calls_per_reply(program: ProgramConfig) -> int:
    """Return how many calls a supporter's reply takes, if every answer can be read."""
    return len(program.nodes) + 1 if program.granularity == "per_node" else 1


def lm_of(program: dspy.Module) -> Any:
    """Return the LM of a program whose calls all go to one."""
    return program.predictors()[0].lm


def in_flight(lms: Sequence[LMConfig], meter: Meter, calls_per_job: int) -> int:
    """Return how many jobs are in flight at once: one if all LMs compute by rules here.

    For others it is several times the calls that the most modest of them takes. Jobs of different length then end
    together, and the LMs are busy to the end. With a budget it is no more than the calls, and no more than are left to
    be paid for, because jobs that the budget does not finish are of no use.
    """
    waited_for = [lm for lm in lms if lm.engine != OFFLINE_ENGINE]
    if not waited_for:
        return 1
    if any(lm.batch for lm in waited_for):
        return IN_A_BATCH
    calls = min(lm.batch_size if lm.here else lm.concurrency for lm in waited_for)
    if not meter.budget:
        return calls if calls == 1 else _JOBS_PER_CALL * calls
    if meter.budget.calls is None:
        return calls
    return max(1, min(calls, (meter.budget.calls - meter.calls) // calls_per_job))


def answering(lms: Sequence[LMConfig]) -> Answering:
    """Return who answers: the kind that says how many workers a cluster needs."""
    if any(lm.here for lm in lms):
        return "models"
    return "remote" if any(lm.engine == REMOTE_ENGINE for lm in lms) else "rules"


def processes(lms: Sequence[LMConfig], wanted: int) -> int:
    """Return how many processes work: those wanted if all LMs compute here; one where they are waited for."""
    return wanted if all(lm.engine == OFFLINE_ENGINE for lm in lms) else 1
