"""What an evaluation is of: replies that were written before, those of a chatbot, or what a corpus says."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from ..cache import RESPONSES
from ..corpora.replies import ReplyReading, read_replies
from ..evaluation.models.noted import with_likelihoods
from ..evaluation.models.perplexity import Reading, likelihoods
from ..generators import LMConfig, build_lm, lm_identity
from ..generators.build import local_provider
from ..programs.answering import FRAME, points
from ..signatures import ConfigurationError, InputError, Outputs, Reasoning, Reply, counted
from .answers import answers
from .casting import CHATBOT_ENGINE, check, suited
from .entries import Entries, open_dialogues, print_reading
from .one_lm import one_lm
from .plain import Paper, as_text
from .progress import phase
from .schema import EvaluateConfig
from .sources import problems


@dataclass
class Sources:
    """Systems on test sets, and what is to be known of where they come from."""

    outputs: list[Outputs]
    made: bool = False
    """Whether the replies were made now."""
    notes: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """File as typed → digest of its bytes."""


def gather(config: EvaluateConfig, out: Path) -> Sources:
    """Read or make the replies that are to be measured.

    Raises:
        ConfigurationError: what is asked for does not go together.
        InputError: a file cannot be read, or holds nothing to be measured.
    """
    if bool(config.outputs) == (config.corpus is not None):
        remedy = "say files of replies, or corpus=FILE with chatbot=NAME to make some"
        raise ConfigurationError(f"outputs={config.outputs}, corpus={config.corpus}: one of them is needed; {remedy}")
    _refuse_what_is_of_no_use(config)
    found = _of_files(config) if config.outputs else _of_corpus(config, out)
    return replace(found, outputs=_named(found.outputs, config.names)) if config.names else found


def _refuse_what_is_of_no_use(config: EvaluateConfig) -> None:
    given = {"references": config.references, "columns": config.columns, "encoding": config.encoding}
    alone = {"chatbot": config.chatbot, "run": config.run, "n": config.n}
    name, value = next(((k, v) for k, v in (alone if config.outputs else given).items() if v), ("", None))
    if name == "chatbot":
        raise ConfigurationError("chatbot=: answers a corpus; say corpus=FILE in the place of outputs=FILE")
    if name:
        there, instead = ("outputs", "corpus") if config.outputs else ("corpus", "outputs")
        raise ConfigurationError(f"{name}={value}: is for {instead}=, and there is {there}=; leave it out")
    if config.chatbot is not None:
        check(config.program)
    if config.n is not None and config.n < 1:
        raise ConfigurationError(f"n={config.n}: has to be 1 or more")
    if config.perplexity and (config.chatbot is None or not config.chatbot.here):
        remedy = "say chatbot=FOLDER, or chatbot=transformers chatbot.model=NAME, with corpus=FILE"
        raise ConfigurationError(f"perplexity=true: needs a chatbot that is a model on this machine; {remedy}")
    if not config.answer and not _measured(config):
        raise ConfigurationError("answer=false: then there is only perplexity, and that is not asked for")


def _measured(config: EvaluateConfig) -> bool:
    """Return whether the perplexity of a chatbot is measured."""
    return config.chatbot is not None and config.chatbot.here and config.perplexity is not False


def _of_files(config: EvaluateConfig) -> Sources:
    if config.references and len(config.outputs) > 1 and len({*config.outputs}) != len(config.outputs):
        raise ConfigurationError(f"outputs={config.outputs}: one is there twice")
    references = [Path(name).expanduser() for name in config.references]
    several = len(config.outputs) > 1
    readings: list[tuple[Path, ReplyReading]] = []
    for name in config.outputs:
        path = Path(name).expanduser()
        reading = read_replies(
            path,
            columns=config.columns or None,
            references=references,
            data=config.data,
            encoding=config.encoding,
        )
        readings.append((path, reading))
    found = Sources([one for path, reading in readings for one in _apart(path, reading, several)])
    for name, (path, reading) in zip(config.outputs, readings, strict=True):
        found.files[name] = _digest(path)
        found.notes += _told(reading)
        _print_reading(reading)
    found.files |= {name: _digest(path) for name, path in zip(config.references, references, strict=True)}
    return found


def _apart(path: Path, reading: ReplyReading, several: bool) -> list[Outputs]:
    """Return the systems of a file under names that other files' do not have: a folder's, where the file's is ours."""
    if not several or path.name != "replies.jsonl":
        return reading.outputs
    folder = path.resolve().parent.name
    return [
        replace(one, system=folder if len(reading.outputs) == 1 else f"{folder} {one.system}")
        for one in reading.outputs
    ]


def _told(reading: ReplyReading) -> list[str]:
    return [f"{reading.name}: {reading.form}; resampled together: {reading.grouped_by}"]


def _print_reading(reading: ReplyReading) -> None:
    paper = Paper()
    bad = f", {len(reading.bad):,} of them could not be read" if reading.bad else ""
    for line in (
        f"{reading.name} was read as {reading.form}: {counted(reading.records, 'record')}{bad}",
        *(f"  {line}" for line in problems(reading.bad)),
        *(f"  {count:,} {what}" for what, count in reading.quirks.most_common()),
    ):
        paper.print(as_text(line), soft_wrap=True)


def _of_corpus(config: EvaluateConfig, out: Path) -> Sources:
    name = str(config.corpus)
    with ExitStack() as stack:
        entries = stack.enter_context(open_dialogues(name, config.run))
        data = config.data or Path(entries.name).stem
        if config.chatbot is None:
            found = Sources([_said(entries, data, config.n)])
        else:
            found = _of_chatbot(config, entries, data, out)
    if entries.reading is not None:
        print_reading(Paper(), entries.reading)
        path = Path(name).expanduser()
        found.files |= {name: _digest(path)} if path.is_file() else {}
    return found


def _said(entries: Entries, data: str, n: int | None) -> Outputs:
    """Return what the supporters of a corpus say, as replies to which nobody says what else would have been right."""
    replies = tuple(
        Reply(turn.text, (), found.id, number, strategy=turn.strategy, reasoning=turn.reasoning)
        for found in islice(entries, n)
        for number, turn in enumerate(found.dialogue.turns, start=1)
        if turn.speaker == "supporter"
    )
    if not replies:
        raise InputError(f"{entries.name}: no supporter says anything in it")
    return Outputs(entries.name, data, replies)


def _of_chatbot(config: EvaluateConfig, entries: Entries, data: str, out: Path) -> Sources:
    if config.chatbot is None:
        raise TypeError("there is no chatbot")
    config.program = suited(config.program, config.chatbot)
    frame = tuple(config.program.nodes) if config.chatbot.engine == CHATBOT_ENGINE else ()
    measured, notes = _measured(config), list[str]()
    places = _places(entries, config.n) if measured else []
    if measured and frame:
        places = [replace(one, reasoning=_framed(one.reasoning, frame)) for one in places]
        measured = any(one.reasoning for one in places)
        if not measured:
            notes.append(_without_frames(config, entries.name, frame))
    out.mkdir(parents=True, exist_ok=True)
    cache = config.cache or str(out / RESPONSES)
    with one_lm(config.chatbot, config.budget, cache if config.answer else None) as (lm, session):
        if config.answer:
            made = answers(entries, lm, config.program, session, data=data, seed=config.seed, n=config.n)
        else:
            made = Outputs(lm_identity(build_lm(lm, session)), data, tuple(places))
        if frame and config.answer:
            notes.append(_of_frames(made.replies))
        if measured:
            reading = Reading(config.max_tokens, config.given_reasoning or bool(frame))
            made = replace(made, replies=_foreseen(made.replies, places, lm, reading))
    return Sources([made], made=True, notes=notes)


def _foreseen(replies: Sequence[Reply], places: Sequence[Reply], lm: LMConfig, reading: Reading) -> tuple[Reply, ...]:
    """Return the replies with how likely the chatbot finds what the person said; places are in their order."""
    loaded = local_provider(lm).loaded  # the weights that answered, not a second copy
    with phase("perplexity", len(places)) as progress:
        likely = likelihoods(places, loaded, reading, progress.advance)
    return with_likelihoods(replies, likely, likely.about.removeprefix("PPL: "))


def _framed(reasoning: Reasoning | None, nodes: Sequence[str]) -> Reasoning | None:
    """Return those steps of a person's reply that a chatbot writes before its own; None where one is missing.

    Without them it would not foresee a reply at all, but the first line of its frame.
    """
    steps = reasoning.steps() if reasoning is not None else {}
    return Reasoning(**{node: steps[node] for node in nodes}) if all(steps.get(node) for node in nodes) else None


def _without_frames(config: EvaluateConfig, corpus: str, nodes: Sequence[str]) -> str:
    """Return why there is no perplexity.

    Raises:
        ConfigurationError: it is asked for.
    """
    why = f"the chatbot writes {', '.join(nodes)} before each reply, and no reply of {corpus} has these"
    if config.perplexity or not config.answer:
        raise ConfigurationError(f"perplexity=true: {why}; leave it out, or say a corpus with reasoning")
    return f"no perplexity: {why}"


def _of_frames(replies: Sequence[Reply]) -> str:
    """Return how a chatbot kept to the form of its reasoning, in what was read at last."""
    failed = sum(reply.text is None for reply in replies)
    repaired = sum(FRAME in reply.about for reply in replies)
    as_written = len(replies) - failed - repaired
    return f"replies with their reasoning: {as_written:,} read as written, {repaired:,} repaired, {failed:,} failed"


def _places(entries: Entries, n: int | None) -> list[Reply]:
    """Return where a supporter speaks, with what it says and why, in the order in which a chatbot answers."""
    return [
        Reply(
            None,
            (point.reference.text,),
            point.dialogue,
            point.turn,
            point.context,
            reference_strategy=point.reference.strategy,
            reasoning=point.reference.reasoning,
        )
        for point in points(islice(entries, n))
    ]


def _named(outputs: Sequence[Outputs], names: Sequence[str]) -> list[Outputs]:
    systems = list(dict.fromkeys(one.system for one in outputs))
    if len(names) == len(outputs):
        return [replace(one, system=name) for one, name in zip(outputs, names, strict=True)]
    if len(names) != len(systems):
        raise ConfigurationError(f"names={list(names)}: has to be one name for each of the {len(systems)} systems")
    called = dict(zip(systems, names, strict=True))
    return [replace(one, system=called[one.system]) for one in outputs]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
