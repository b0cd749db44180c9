"""What a model is told before the conversation: the system message of one question, or of a chain of questions.

Providers bill the beginning of a prompt at a fraction where they have seen it before. The questions of a chain are put
about one conversation, one after the other, so they share one system message: the role, then every step with its
instructions and the form of its answer. Which step is wanted is said behind the conversation, where it costs little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import dspy
from dspy.adapters.utils import translate_field_type

Chain = tuple[type[dspy.Signature], ...]

WANTED = "Answer with these fields, each under its marker, and nothing else:"
COMPLETED = "[[ ## completed ## ]]"
_FIRST_SENTENCE = re.compile(r"(\S.*?[.!?])\s+(?=\S)", re.DOTALL)

_chain: ContextVar[Chain] = ContextVar("socialsim_briefing", default=())


@contextmanager
def briefing(chain: Iterable[type[dspy.Signature]]) -> Iterator[None]:
    """Ask the signatures of `chain`, in their order, as steps towards one message for as long as the block lasts.

    A signature that is not in the chain is asked by itself, as outside the block. So is every one of a chain in which
    a step needs more than the conversation and the answers before it, and the only one of a chain of one.
    """
    token = _chain.set(tuple(chain))
    try:
        yield
    finally:
        _chain.reset(token)


def current_briefing() -> Chain:
    """Return the chain in hand; empty when each question stands for itself."""
    return _chain.get()


@dataclass(frozen=True)
class Step:
    """An earlier step as later prompts repeat it: the ask, word for word, and the fields that answered it."""

    ask: str
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """What is the same in all prompts of one signature."""

    system: str
    earlier: tuple[Step, ...]
    before: tuple[str, ...]
    """Inputs shown before the conversation."""
    history: str | None
    after: tuple[str, ...]
    """Inputs shown behind it; all inputs where there is no conversation."""
    ask: str
    fields: dict[str, Any]
    outputs: tuple[str, ...]


@lru_cache(maxsize=512)
def layout_of(signature: type[dspy.Signature], chain: Chain = ()) -> Layout:
    """Return how `signature` is laid out as a step of `chain`, or by itself where it is none."""
    before, history, after = _split_inputs(signature)
    fields, outputs = dict(signature.fields), tuple(signature.output_fields)
    if signature not in chain or not _is_chain(chain):
        return Layout(_system_message(signature), (), before, history, after, _ask(signature), fields, outputs)
    steps = (
        Step(_ask_for_step(step), tuple(name for name in step.output_fields if name in signature.input_fields))
        for step in chain[: chain.index(signature)]
    )
    earlier = tuple(step for step in steps if step.outputs)
    return Layout(_chain_message(chain), earlier, (), history, (), _ask_for_step(signature), fields, outputs)


def _split_inputs(signature: type[dspy.Signature]) -> tuple[tuple[str, ...], str | None, tuple[str, ...]]:
    names = tuple(signature.input_fields)
    history = next((name for name, field in signature.input_fields.items() if _is_history(field)), None)
    if history is None:
        return (), None, names
    position = names.index(history)
    return names[:position], history, names[position + 1 :]


def _is_chain(chain: Chain) -> bool:
    answered: set[str] = set()
    for step in chain:
        before, history, after = _split_inputs(step)
        if history is None or not answered.issuperset(before + after):
            return False
        answered.update(step.output_fields)
    return len(chain) > 1


def _system_message(signature: type[dspy.Signature]) -> str:
    given = [f"- {name}: {_desc(field)}" for name, field in signature.input_fields.items() if not _is_history(field)]
    if any(_is_history(field) for field in signature.input_fields.values()):
        given.append("- the conversation so far, as chat messages; the assistant's are your own")
    return "\n\n".join(
        [signature.instructions, "You are given:\n" + "\n".join(given), WANTED, *_forms(signature), COMPLETED]
    )


@lru_cache(maxsize=128)
def _chain_message(chain: Chain) -> str:
    role = _role(chain)
    order = ", ".join(map(_label, chain))
    parts = [
        role,
        "The chat messages are the conversation so far; the assistant's are your own. Behind the latest one come "
        f"requests, which are not part of it: they ask for your next message step by step, in this order: {order}. "
        f"Each step builds on your answers to the steps before it. Only {_label(chain[-1])} becomes part of the "
        "conversation; your other answers are notes that nobody else sees.",
        "Each request names one step. Do only that step: write what it asks for under its marker, in the form "
        f"given for it, end with {COMPLETED}, and write nothing else.",
    ]
    for step in chain:
        instructions = step.instructions.strip().removeprefix(role).strip()
        parts += [f"## Step {_label(step)}", instructions, "Form of the answer:", *_forms(step)]
    return "\n\n".join(part for part in parts if part)


def _role(chain: Chain) -> str:
    """Return the sentence with which the instructions begin, so that it is said once; empty when no two begin alike.

    An optimizer may have reworded some of the steps. Those keep their own beginning.
    """
    begun = (_FIRST_SENTENCE.match(step.instructions.strip()) for step in chain)
    [(sentence, count)] = Counter(match[1] for match in begun if match).most_common(1) or [("", 0)]
    return sentence if count > 1 else ""


def _label(signature: type[dspy.Signature]) -> str:
    return f"`{', '.join(signature.output_fields)}`"


def _forms(signature: type[dspy.Signature]) -> list[str]:
    return [
        f"[[ ## {name} ## ]]\n{_desc(field)}{_type_note(name, field)}"
        for name, field in signature.output_fields.items()
    ]


def _desc(field: Any) -> str:
    desc = str(field.json_schema_extra.get("desc", ""))
    return "" if desc.startswith("${") else desc


def _type_note(name: str, field: Any) -> str:
    note = translate_field_type(name, field).partition("# note: the value you produce ")[2]
    return f"\n({note})" if note else ""


def _is_history(field: Any) -> bool:
    return field.annotation is dspy.History


def _ask(signature: type[dspy.Signature]) -> str:
    markers = ", ".join(f"[[ ## {name} ## ]]" for name in signature.output_fields)
    return f"Answer with {markers}, and end with {COMPLETED}."


def _ask_for_step(signature: type[dspy.Signature]) -> str:
    return f"Now the step {_label(signature)}. {_ask(signature)}"
