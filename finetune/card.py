"""The model card: what a stranger has to know before talking with a chatbot, or publishing a figure of it.

Here is only written what somebody counted; what nobody looked at is said to be unknown. Names come from files, so they
are escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..corpora.licences import UNKNOWN, Licence
from ..corpora.publishing.citations import SOCIALSIM
from ..corpora.publishing.markdown import bullets, escaped, table

NOT_A_THERAPIST = (
    "**This is no therapist.** It is a language model for research on emotional support. It can be wrong, it can be "
    "harmful, and it forgets whoever talks with it. It must not be given to people in need, and nothing it says may "
    "be used to decide about one. Whoever is in danger should call the local emergency number or a crisis line (988 "
    "in the US and Canada, 116 123 in the UK and Ireland, 13 11 14 in Australia; findahelpline.com lists others)."
)
FOR_PROOF = (
    "**A toy.** It was made to see that the whole path works: its base is a model of no use, or its corpus was written "
    "by rules. What it says means nothing, and is no training data."
)

_SETTLED = ("packing", "checkpointing", "precision")
"""Settings that may leave it to the machine; what it came to is told with the training."""


@dataclass(frozen=True)
class Tuning:
    """What is known of a chatbot that was tuned."""

    name: str
    base: str
    nodes: tuple[str, ...]
    """What it writes before a reply; () for the reply alone."""
    licence: Licence
    corpora: Sequence[Mapping[str, Any]]
    """Name, weight (None for a validation part of its own), dialogues and digest of each."""
    counts: Mapping[str, Any]
    """What it was learnt from, in order: what is counted → the count."""
    notes: Sequence[str]
    recipe: Mapping[str, Any]
    training: Mapping[str, Any]
    """Steps, seconds and the like, in the order in which they are shown."""
    gain: Mapping[str, Any] | None
    """Perplexities, as `socialsim finetune` measures them; None where it did not."""
    seed: int
    crisis: int
    """Dialogues that were learnt from though their seeker speaks of a crisis."""
    for_proof: bool
    licences: Mapping[str, str] = field(default_factory=dict)
    """Source → its licence."""
    generators: Sequence[str] = ()
    """Which models wrote some of the corpus."""
    languages: Sequence[str] = ()
    versions: Mapping[str, str] = field(default_factory=dict)


def model_card(tuning: Tuning, *, merged: bool = False) -> str:
    """Return the text of the card, with a header of metadata.

    Args:
        merged: whether it stands beside the whole model, and not beside an adapter.
    """
    kind = "the utterance alone" if not tuning.nodes else f"{', '.join(tuning.nodes)}, then the utterance"
    reasons = f" It writes down {kind}." if tuning.nodes else ""
    sections = (
        f"# {escaped(tuning.name)}",
        NOT_A_THERAPIST,
        *([FOR_PROOF] if tuning.for_proof else []),
        f"A chatbot for emotional support, tuned with LoRA from `{escaped(tuning.base)}` by SocialSim, after the paper "
        f"*SocialSim* (arXiv 2506.16756).{reasons}",
        "## Use\n\n" + _use(tuning),
        "## What it learnt from\n\n" + "\n\n".join(_learnt(tuning)),
        "## How it was tuned\n\n"
        + table(
            ("setting", "value"),
            _rows(
                {name: value for name, value in tuning.recipe.items() if name not in _SETTLED} | {"seed": tuning.seed}
            ),
        ),
        table(("", ""), _rows(tuning.training)),
        "## How good it is\n\n" + _gain(tuning),
        "## Limits\n\n" + bullets(_limits(tuning)),
        "## Licence\n\n" + _licence(tuning),
        "## Made with\n\n" + bullets(f"{name} {version}" for name, version in tuning.versions.items()),
        f"## Citation\n\n```bibtex\n{SOCIALSIM}\n```",
    )
    return f"---\n{_header(tuning, merged)}---\n\n" + "\n\n".join(sections) + "\n"


def _header(tuning: Tuning, merged: bool) -> str:
    from huggingface_hub import ModelCardData

    hub = "/" in tuning.base and not tuning.base.startswith(("/", ".", "~"))
    card = ModelCardData(
        language=list(tuning.languages) or None,
        license=tuning.licence.id,
        library_name="transformers" if merged else "peft",
        base_model=tuning.base if hub else None,
        pipeline_tag="text-generation",
        tags=["emotional-support", "dialogue", "mental-health", "lora", "socialsim"],
    )
    return str(card.to_yaml()) + "\n"


def _use(tuning: Tuning) -> str:
    program = "chat_reasoning" if tuning.nodes else "chat"
    return (
        f"```sh\nsocialsim chat chatbot=FOLDER                      # talk with it\n"
        f"socialsim evaluate corpus=test.jsonl chatbot=FOLDER  # measure it\n```\n\n"
        f"FOLDER is the one that holds `chatbot.json`. Served elsewhere, it is asked with `program={program}`: it gets "
        "the conversation by its chat template, and nothing else, no system message."
    )


def _learnt(tuning: Tuning) -> Iterator[str]:
    rows = (
        (
            str(one["name"]),
            "held out" if one["weight"] is None else f"{one['weight']:g}",
            f"{one['dialogues']:,}",
            str(one["digest"])[:23],
        )
        for one in tuning.corpora
    )
    yield table(("corpus", "weight", "dialogues", "digest"), rows)
    yield table(("", ""), _rows(tuning.counts))
    if tuning.generators:
        yield "Some of it was written by these generators: " + ", ".join(map(escaped, tuning.generators)) + "."
    if tuning.notes:
        yield bullets(map(escaped, tuning.notes))


def _gain(tuning: Tuning) -> str:
    gain = tuning.gain
    if gain is None:
        return "Not measured. Validation loss chooses the epoch; it says nothing of how good the support is."
    low_high = gain["difference"]
    interval = f" (95 % interval of the difference {low_high[0]:.2f} to {low_high[1]:.2f})" if low_high else ""
    return (
        f"Perplexity of {gain['replies']:,} replies in {gain['dialogues']:,} held-out dialogues: "
        f"{gain['base']:.2f} by the base, {gain['tuned']:.2f} by this chatbot{interval}. "
        f"{escaped(gain['about'], 600)}.\n\nThe epoch was chosen on the same dialogues. Perplexity says how well it "
        "foresees what is said there, and nothing of how good the support is: that takes raters (`socialsim judge`, "
        "`socialsim agree`)."
    )


def _limits(tuning: Tuning) -> Iterator[str]:
    yield "It was tuned to speak like the supporters of its corpus, with their mistakes."
    yield (
        f"In {tuning.crisis:,} of the dialogues that it learnt from the seeker speaks of a crisis; what was answered "
        "there was not looked at."
        if tuning.crisis
        else "Dialogues in which a list of English words found a seeker's crisis were left out, so tuning has not "
        "taught it to answer one. What its base says then, and what supporters said by themselves, nobody looked at."
    )
    if tuning.nodes:
        yield "The reasoning that it writes is text like any other: it need not be why it says what it says."
    yield "Nobody has examined here what it says about groups of people, or in languages other than its corpus's."


def _licence(tuning: Tuning) -> str:
    of = "; ".join(f"{escaped(source)}: {escaped(name)}" for source, name in tuning.licences.items())
    notice = f" {tuning.licence.notice}" if tuning.licence.notice else ""
    sources = f"Of the corpora: {of or escaped(UNKNOWN.name)}. "
    taken = f"The adapter has the strictest that is known, {escaped(tuning.licence.name)}.{notice} "
    return sources + (taken if tuning.licence.id != UNKNOWN.id else "") + "The base model has its own."


def _rows(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        yield (
            name.replace("_", " "),
            f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value),
        )
