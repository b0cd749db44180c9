"""`socialsim finetune`: dialogues → chatbot. Each stage is kept when it is done, so the same command goes on."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from ..finetune.base import Base, check_length
from ..finetune.card import Tuning, model_card
from ..finetune.examples import Example, Examples
from ..finetune.merging import merge
from ..finetune.needs import check_device, check_packages, check_space, parameters_of
from ..finetune.tiny import CONTEXT, is_toy, make_tiny
from ..finetune.training import Data, Trained, train
from ..generators.chatbots import ADAPTER, BASE, CHECKPOINTS, FILE, MERGED, digest_of, write_chatbot
from ..generators.local.loading import resolved_device
from ..signatures import ConfigurationError, Dialogue, InputError
from .files import RUN, write_run
from .finetune_data import Gathered, gather
from .finetune_measure import measure
from .finetune_record import begun, check_adapter, folder_of
from .finetune_report import Progress, print_report
from .schema import FinetuneConfig
from .start import stopped

TINY = "tiny"
_SEEDS = 2**32
"""As many as numpy takes."""


def run(config: FinetuneConfig) -> None:
    """Read the dialogues, tune, measure, merge where asked for, and write the folder of the chatbot."""
    if _is_first():
        _run(config)
        return
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        _run(config)


def _run(config: FinetuneConfig) -> None:
    check_packages()
    config.recipe.check()
    config.recipe.accumulated(int(os.environ.get("WORLD_SIZE", "1")))
    if not 0 <= config.seed < _SEEDS:
        raise ConfigurationError(f"seed={config.seed}: has to be 0 or more, and below {_SEEDS}")
    out = folder_of(config.out)
    tiny = config.model.name == TINY
    base = Base(str((out / BASE).resolve()) if tiny else config.model.name, _device(config.device), config.recipe)
    parameters = config.model.parameters or parameters_of(config.model.name)
    check_device(config.model.name, parameters, config.device, config.recipe)
    gathered = gather(config)
    check_space(out, parameters, config.recipe, base.dtype, merge=config.merge, tiny=tiny)
    if tiny:
        check_length(TINY, config.recipe.max_tokens, CONTEXT)
    else:
        base.check()
    record = begun(out, config, gathered, write=_is_first())
    if tiny:
        with _first_process():
            if not (out / BASE).is_dir():
                _make_tiny(out / BASE, gathered, config.seed)
    nodes = gathered.nodes
    if (out / ADAPTER).is_dir():
        check_adapter(out, config, record)
    else:
        trained = _tuned(out, base, gathered, config, record)
        if trained.stopped:
            raise stopped(KeyboardInterrupt(), f"step {trained.steps:,} of {trained.of_steps:,} is", str(out))
    if not _is_first():
        return
    record = json.loads((out / RUN).read_text(encoding="utf-8"))
    if config.measure and "gain" not in record and gathered.material.valid:
        gain = measure(
            gathered.material.valid, base.name, out / ADAPTER, nodes, config.recipe.max_tokens, base.device, base.dtype
        )
        write_run(out, record := record | {"gain": gain.as_json() if gain else None})
    if config.merge and not (out / MERGED).is_dir():
        merge(base.name, out / ADAPTER, out / MERGED, base.dtype)
    facts = gathered.facts
    for_proof = tiny or bool(facts.offline) or is_toy(base.name)
    tuning = Tuning(
        name=out.resolve().name,
        base=config.model.name,
        nodes=nodes,
        licence=gathered.licence,
        licences={source.name: source.licence.name for source in facts.sources},
        corpora=record["corpora"],
        counts=record["learnt"],
        notes=record["notes"],
        recipe=record["settings"]["recipe"],
        training=record["training"],
        gain=record.get("gain"),
        seed=config.seed,
        crisis=sum(bool(dialogue.crisis) for dialogue in gathered.material.train),
        for_proof=for_proof,
        generators=sorted({name for names in facts.generators.values() for name in names}),
        languages=facts.languages,
        versions=record["versions"],
    )
    for folder in (ADAPTER, MERGED):
        if (out / folder).is_dir():
            (out / folder / "README.md").write_text(model_card(tuning, merged=folder == MERGED), encoding="utf-8")
    shutil.rmtree(out / CHECKPOINTS, ignore_errors=True)
    write_chatbot(
        out,
        BASE if tiny else _lasting(config.model.name),
        nodes=nodes,
        context=config.recipe.max_tokens,
        merged=(out / MERGED).is_dir(),
        for_proof=for_proof,
    )
    print_report(out, tuning)


def _device(name: str) -> str:
    """Return where this process computes.

    Raises:
        ConfigurationError: there is no such device, or it is one of several GPUs by number.
    """
    device = resolved_device(name, "device")
    number = device.partition(":")[2]
    if number not in ("", "0"):
        raise ConfigurationError(
            f"device={name}: the trainer takes the first GPU; say CUDA_VISIBLE_DEVICES={number} before"
        )
    return f"cuda:{os.environ.get('LOCAL_RANK', '0')}" if number else device


def _make_tiny(folder: Path, gathered: Gathered, seed: int) -> None:
    with Progress("a tiny model") as progress:
        make_tiny(folder, gathered.material.train, seed, progress.reach)


def _tuned(out: Path, base: Base, gathered: Gathered, config: FinetuneConfig, record: dict[str, Any]) -> Trained:
    """Tune, save the adapter, and write down what it took."""
    most = config.recipe.max_tokens
    tokenizer = base.tokenizer()
    makers = [Examples(tokenizer, most, gathered.nodes) for _ in ("train", "valid")]
    material = gathered.material
    with Progress("dialogues") as progress, base.told():
        total = len(material.train) + len(material.valid)
        learnt, held = (
            list(_examples(maker, dialogues, progress, total))
            for maker, dialogues in zip(makers, (material.train, material.valid), strict=True)
        )
    if not learnt:
        raise InputError(f"recipe.max_tokens={most}: no reply of the corpus fits into so few tokens; say more")
    with Progress("steps") as progress:
        trained = train(base, tokenizer, Data(learnt, held), config.recipe, out, config.seed, progress)
    if trained.stopped or not _is_first():
        return trained
    maker = makers[0]
    record["learnt"] = {
        "dialogues": len(material.train),
        "held_out": len(material.valid),
        "sequences": maker.sequences,
        "replies": maker.replies,
        "tokens": maker.tokens,
        "tokens_that_count": maker.learnt,
        "sequences_cut_at_their_beginning": maker.cut,
        "replies_too_long": maker.too_long,
        "replies_like_a_frame": maker.unframed,
    }
    rate = trained.tokens / trained.seconds if trained.seconds else 0.0
    record["training"] = {
        "device": base.device,
        "precision": base.dtype,
        "packing": trained.packing,
        "gradient_checkpointing": trained.checkpointing,
        "parameters": trained.parameters,
        "of them tuned": trained.trainable,
        **({"revision of the base": trained.revision} if trained.revision else {}),
        "steps": trained.steps,
        "steps_asked_for": trained.of_steps,
        "kept": f"epoch {trained.best_epoch:g}" if trained.best_epoch else "the last step",
        "last_loss": next((row["loss"] for row in reversed(trained.losses) if "loss" in row), None),
        "validation_loss_of_the_base": trained.base_loss,
        "validation_loss": trained.valid_loss,
        "tokens_per_second": round(rate),
    }
    made = out / f"{ADAPTER}.part"
    record["adapter"] = digest_of(made, config.model.name, gathered.nodes)
    # What was made of an adapter that is no longer there says nothing of this one.
    record.pop("gain", None)
    shutil.rmtree(out / MERGED, ignore_errors=True)
    (out / FILE).unlink(missing_ok=True)
    write_run(out, record)
    made.rename(out / ADAPTER)
    return trained


def _examples(maker: Examples, dialogues: tuple[Dialogue, ...], progress: Progress, total: int) -> Iterator[Example]:
    for dialogue in dialogues:
        yield from maker.of(dialogue)
        progress.advance(total)


def _lasting(name: str) -> str:
    """Return a base so that it is found from elsewhere: a folder as an absolute path."""
    folder = Path(name).expanduser()
    return str(folder.resolve()) if folder.is_dir() else name


def _is_first() -> bool:
    """Return whether this is the only process, or the first of those that `accelerate launch` has started."""
    return os.environ.get("RANK", "0") == "0"


@contextmanager
def _first_process() -> Iterator[None]:
    """Let the others wait until the first process is through."""
    if "WORLD_SIZE" not in os.environ:
        yield
        return
    from accelerate import PartialState

    with PartialState().main_process_first():
        yield
