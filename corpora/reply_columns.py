"""Which columns of a table hold a system's reply, what a person said there, and what is told of both.

Names are looked for as columns of posts are, without regard to case, spaces, underscores and hyphens, and chosen once a
file. Where two would do, none is chosen: figures of the wrong column look like figures of the right one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..signatures import ConfigurationError, InputError
from .columns import shown

REPLIES = (
    "generated", "generation", "generated_text", "generated_response", "prediction", "predicted", "predict", "pred",
    "hypothesis", "hyp", "output", "model_output", "system_response", "reply",
)  # fmt: skip
REFERENCES = ("target", "reference", "ref", "references", "refs", "gold", "ground_truth", "label", "labels")
"""Numbered ones (ref1, ref2) are references to the same reply."""
EITHER = ("response",)
"""The reference where another column holds replies, as in the files that ESConv's own code writes; else the reply."""
STRATEGIES = ("pred_strategy", "predicted_strategy", "strategy_pred", "generated_strategy", "system_strategy")
REFERENCE_STRATEGIES = ("target_strategy", "reference_strategy", "gold_strategy", "strategy_label", "true_strategy")
DIALOGUES = ("dialogue", "dialogue_id", "dialog_id", "dialogue_name", "conversation_id", "conv_id", "session_id")
TURNS = ("turn", "turn_id", "turn_number", "utterance_idx", "utterance_id")
CONTEXTS = ("context", "contexts", "history", "dialogue_history", "dialog_history", "conversation", "post", "prompt")

OPTIONS = ("text", "references", "strategy", "reference_strategy", "dialogue", "turn", "context")
Wanted = Mapping[str, str | Sequence[str]]
"""One of `OPTIONS` → the name of a column; several where there are several systems (text) or references."""


@dataclass(frozen=True)
class Columns:
    """The columns that are read; the others are notes."""

    text: tuple[str, ...]
    """One for each system."""
    references: tuple[str, ...]
    strategy: str | None = None
    reference_strategy: str | None = None
    dialogue: str | None = None
    turn: str | None = None
    context: str | None = None

    def read(self) -> frozenset[str]:
        """Return the names of all of them."""
        single = (self.strategy, self.reference_strategy, self.dialogue, self.turn, self.context)
        return frozenset((*self.text, *self.references, *(name for name in single if name)))


def columns_of(names: Sequence[str], wanted: Wanted) -> Columns:
    """Return the columns of a table.

    Args:
        names: of all columns.
        wanted: what the user says; what is not said is looked for.

    Raises:
        ConfigurationError: what the user says is no option or no column, or does not go together.
        InputError: no column of replies is known, or several are.
    """
    for option in wanted:
        if option not in OPTIONS:
            raise ConfigurationError(f"columns.{shown(option)}: there are {', '.join(OPTIONS)}")
    asked = {option: _asked(option, value, names) for option, value in wanted.items() if value}
    text = asked.get("text") or _replies(names, asked.get("references", ()))
    references = asked.get("references") or _references([name for name in names if name not in text])
    single = {
        "strategy": STRATEGIES,
        "reference_strategy": REFERENCE_STRATEGIES,
        "dialogue": DIALOGUES,
        "turn": TURNS,
        "context": CONTEXTS,
    }
    rest = [name for name in names if name not in (*text, *references)]
    found = {option: _single(option, asked.get(option), known, rest) for option, known in single.items()}
    if len(text) > 1:
        if "strategy" in asked:
            raise ConfigurationError("columns.strategy goes with one column of replies; columns.text names several")
        found["strategy"] = None
    return Columns(text, references, **found)


def _asked(option: str, value: str | Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    chosen = (value,) if isinstance(value, str) else tuple(value)
    if len(chosen) > 1 and option not in ("text", "references"):
        raise ConfigurationError(f"columns.{option} is one column; {len(chosen)} are named")
    for name in chosen:
        if name not in names:
            raise ConfigurationError(f"columns.{option}={shown(name)}: there is no such column; {_listed(names)}")
    return chosen


def _replies(names: Sequence[str], references: Sequence[str]) -> tuple[str, ...]:
    free = [name for name in names if name not in references]
    found = _known(free, REPLIES) or _known(free, EITHER)
    if len(found) == 1:
        return found
    if found:
        raise InputError(
            f"{_and(found)} may both hold replies of a system; say which with columns.text=NAME, "
            "or columns.text=[A,B] if each is a system"
        )
    raise InputError(
        f"no column is known to hold a system's replies; {_listed(names)}; say which with columns.text=NAME"
    )


def _references(names: Sequence[str]) -> tuple[str, ...]:
    found = _known(names, REFERENCES) or _known(names, EITHER)
    if len({_folded(name).rstrip("0123456789") for name in found}) < 2:
        return found
    raise InputError(
        f"{_and(found)} may both hold references; say which with columns.references=NAME, "
        "or columns.references=[A,B] if each is one more"
    )


def _single(option: str, asked: Sequence[str] | None, known: Sequence[str], names: Sequence[str]) -> str | None:
    found = asked or _known(names, known)
    if len(found) > 1:
        raise InputError(f"{_and(found)} may both be read; say which with columns.{option}=NAME")
    return found[0] if found else None


def _known(names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    wanted = {_folded(name) for name in known}
    numbered = known is REFERENCES
    return tuple(
        name for name in names if (_folded(name).rstrip("0123456789") if numbered else _folded(name)) in wanted
    )


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _and(names: Sequence[str]) -> str:
    return " and ".join(f'"{shown(name)}"' for name in names)


def _listed(names: Sequence[str]) -> str:
    return f"there are {', '.join(map(shown, names))}" if names else "there are no columns"
