"""The dialogues that `socialsim finetune` is given, where they come from, and whether they may be trained on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ..corpora.format import ReadDialogue
from ..corpora.licences import Licence
from ..corpora.publishing.facts import OFFLINE, CardFacts, PartSize, inherited
from ..finetune.material import Material, Part, material
from ..finetune.tiny import is_toy
from ..signatures import NODES, ConfigurationError, InputError
from .entries import Entries, open_dialogues, print_reading
from .hub_facts import Found
from .plain import Paper, plain
from .progress import phase
from .schema import FinetuneConfig

TINY = "tiny"
"""The model that is made for proof, and may be trained on any text."""


@dataclass(frozen=True)
class Source:
    """A file or folder that was read, for the record of the run."""

    name: str
    """Without the folders around it, where that tells it from the others."""
    format: str
    dialogues: int
    """That were read, before any were left out."""
    utterances: int
    digest: str
    """Of the file, of the files, or of the dialogues of a corpus folder."""
    weight: float | None
    """None for what is held out."""


@dataclass(frozen=True)
class Gathered:
    """What is trained on, and what has to be known of it."""

    material: Material
    nodes: tuple[str, ...]
    """What the chatbot writes down before it replies; () for nothing."""
    sources: tuple[Source, ...]
    """What was read; last a file that is held out."""
    facts: CardFacts
    """Of what was read to be trained on: where it is from, who wrote it, what is in it."""
    licence: Licence
    """The user's own, else the strictest of what is trained on; it is the adapter's, too."""


def gather(config: FinetuneConfig) -> Gathered:
    """Read the corpora, say as what they were read, and return what is trained on.

    Raises:
        ConfigurationError: what is asked for does not go together.
        InputError: a file cannot be read, holds nothing to be learnt from, or is no training data.
    """
    _check(config)
    nodes = tuple(config.nodes or NODES) if config.reasoning else ()
    weights = [*config.weights] or [1.0] * len(config.corpus)
    files = [*config.corpus, *([config.valid] if config.valid is not None else [])]
    runs = [*([config.run] * len(config.corpus)), None]
    about = Found()
    with ExitStack() as stack:
        # All are opened before one is read: a wrong name is told at once.
        opened = [
            stack.enter_context(open_dialogues(name, run, config.encoding))
            for name, run in zip(files, runs, strict=False)
        ]
        names = _names([one.name for one in opened], files)
        read, sources = list[Part](), list[Source]()
        for entries, name, weight in zip(opened, names, [*weights, None], strict=False):
            dialogues = list(_dialogues(entries, name, config, about if weight is not None else Found()))
            read.append(Part(dialogues, name, 1.0 if weight is None else weight))
            sources.append(_source(entries, name, dialogues, weight))
        for entries in opened:
            if entries.reading is not None:
                print_reading(Paper(), entries.reading)
    parts = read[: len(weights)]
    made = material(
        parts,
        valid=read[-1].dialogues if config.valid is not None else None,
        share=config.share,
        seed=config.seed,
        crisis=config.crisis,
        nodes=nodes,
    )
    sizes = {one.name: PartSize(one.dialogues, one.utterances) for one in sources if one.weight is not None}
    facts = CardFacts(name=names[0], parts=sizes, licence=config.licence or "", **about.facts())
    licence = inherited((one.licence for one in facts.sources), facts.licence)
    return Gathered(made, nodes, tuple(sources), facts, licence)


def _check(config: FinetuneConfig) -> None:
    """Refuse what does not go together before anything is read.

    Raises:
        ConfigurationError: the first of it.
    """
    corpora = ", ".join(config.corpus)
    there = [Path(name).expanduser().resolve() for name in config.corpus]
    wrong = {
        "corpus=[]: there is nothing to train on; say corpus=FILE": not there,
        f"corpus=[{corpora}]: one is there twice; weights=[…] says how often it is seen": len({*there}) < len(there),
        f"weights={config.weights}: has to be one number for each of the corpora ({corpora})": (
            bool(config.weights) and len(config.weights) != len(there)
        ),
        f"run={config.run}: is for one corpus, and there are {len(there)}": config.run is not None and len(there) > 1,
        f"n={config.n}: has to be 1 or more": config.n is not None and config.n < 1,
        f"nodes={config.nodes}: is for reasoning=true; say that, or leave it out": (
            bool(config.nodes) and not config.reasoning
        ),
        f"nodes={config.nodes}: one is there twice": len({*config.nodes}) < len(config.nodes),
    }
    if problem := next((told for told, is_so in wrong.items() if is_so), ""):
        raise ConfigurationError(problem)


def _names(names: Sequence[str], typed: Sequence[str]) -> list[str]:
    """Return names of files that tell one from the other."""
    return [plain(name if names.count(name) == 1 else whole) for name, whole in zip(names, typed, strict=True)]


def _dialogues(entries: Entries, name: str, config: FinetuneConfig, about: Found) -> Iterator[ReadDialogue]:
    """Yield the dialogues without the records that they were read from, which nobody needs any more.

    Raises:
        InputError: it is text of rules, and the model is one that people would use.
    """
    about.store = entries.store
    with phase(f"dialogues of {name}", len(entries.rows) or None) as progress:
        for found in about.watch(islice(entries, config.n)):
            yield replace(found, record=None, as_written=())
            progress.advance()
    rules = sorted({name for played in about.generators.values() for name in played if name.startswith(OFFLINE)})
    if rules and config.model.name != TINY and not is_toy(config.model.name):
        raise InputError(
            f"{name}: was written by {' and '.join(map(plain, rules))}, which is for trying the pipeline; its text is "
            "no training data (model=tiny may learn from it, to prove the path)"
        )


def _source(entries: Entries, name: str, dialogues: Sequence[ReadDialogue], weight: float | None) -> Source:
    reading = entries.reading
    written = ", ".join(reading.formats) if reading is not None else "corpus folder"
    utterances = sum(len(found.dialogue.turns) for found in dialogues)
    return Source(name, written, len(dialogues), utterances, entries.digest(), weight)
