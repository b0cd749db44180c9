"""How much of a dialogue's prompts a provider has not seen before, in our layout and in DSPy's own.

One real simulation with the offline generator is recorded. The same instructions and values are then laid out by
DSPy's `ChatAdapter`: with a `dspy.History` of the turns, filled as its documentation fills it, and with the
conversation as one text. Counted in characters, because tokens differ by provider; nothing here depends on the clock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import dspy
from socialsim.commands.rehearsal import shared_prefix
from socialsim.corpora.posts import examples_path
from socialsim.generators import ConversationAdapter, build_lm
from socialsim.programs import PersonaExtractor, Seeker, Simulation, Supporter
from socialsim.signatures import Dialogue

from .common import Row, print_table

TURNS = 20
GOAL_UNCACHED, GOAL_SHARED = 0.5, 0.85


@dataclass(frozen=True)
class Call:
    """A call of a model as the program made it, and how far the conversation was."""

    signature: Any
    inputs: dict[str, Any]
    messages: list[dict[str, Any]]

    @property
    def said(self) -> int:
        return len(self.inputs["conversation"].messages)


@dataclass(frozen=True)
class Figures:
    """Characters of all prompts of a dialogue; `shared` has one share in [0, 1] per call of a turn but its first."""

    total: int
    uncached: int
    """Beyond the longest beginning shared with any earlier prompt."""
    uncached_after_last: int
    """Beyond the beginning shared with the prompt just before."""
    shared: tuple[float, ...]


class Recording(ConversationAdapter):
    """Our layout, noted down."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []

    def format(self, signature: Any, demos: Any, inputs: Any) -> list[dict[str, Any]]:
        messages = super().format(signature, demos, inputs)
        self.calls.append(Call(signature, dict(inputs), messages))
        return messages


def rows() -> list[Row]:
    """Return what was counted, the figure, and its goal ("" for none)."""
    measured = figures()
    stock = measured["stock History"].uncached
    table = []
    for name, counted in measured.items():
        ours = name == "ours"
        times = f" ({counted.uncached / stock:.2f} ×)"
        mean, least = sum(counted.shared) / len(counted.shared), min(counted.shared)
        table += [
            (f"{name}: characters sent in {TURNS} turns", f"{counted.total:,}", ""),
            (
                f"{name}: shared with no earlier prompt",
                f"{counted.uncached:,}{times}",
                f"≤ {GOAL_UNCACHED} × stock History" if ours else "",
            ),
            (f"{name}: not shared with the prompt just before", f"{counted.uncached_after_last:,}", ""),
            (
                f"{name}: shared among the calls of a turn, mean and least",
                f"{mean:.2f}, {least:.2f}",
                f"≥ {GOAL_SHARED}" if ours else "",
            ),
        ]
    return table


@lru_cache(maxsize=1)
def figures() -> dict[str, Figures]:
    """Return layout → what was counted in one dialogue."""
    calls, dialogue = recorded()
    layouts: dict[str, Callable[[Call, Dialogue], list[dict[str, Any]]]] = {
        "stock History": stock_history,
        "stock, one text": stock_text,
        "ours": lambda call, _: call.messages,
    }
    return {
        name: count([(call.said, as_text(lay_out(call, dialogue))) for call in calls])
        for name, lay_out in layouts.items()
    }


def recorded() -> tuple[list[Call], Dialogue]:
    """Return the calls of one simulation by the offline generator, in order, and the dialogue."""
    post = json.loads(examples_path().read_text(encoding="utf-8").splitlines()[0])["text"]
    recording = Recording()
    with dspy.context(lm=build_lm()):
        persona = PersonaExtractor()(post=post).persona
        with dspy.context(adapter=recording):
            dialogue = Simulation(Seeker(), Supporter(), turns=(TURNS, TURNS))(persona=persona).dialogue
    return recording.calls, dialogue


def stock_history(call: Call, dialogue: Dialogue) -> list[dict[str, Any]]:
    """Return the messages of DSPy's adapter: each turn of the speaker is an entry with the message and all answers."""
    turns, said = dialogue.turns, call.said
    position = list(call.signature.input_fields).index("conversation")
    signature = call.signature.delete("conversation")
    signature = signature.insert(position, "history", dspy.InputField(), dspy.History)
    signature = signature.insert(position + 1, "message", dspy.InputField(desc="what the other said last"), str)
    entries = []
    for own in range(said % 2, said, 2):
        heard = turns[own - 1].text if own else ""
        reasoning = turns[own].reasoning
        answers = reasoning.steps() if reasoning else {"intention": "continue"}
        entries.append({"message": heard, **answers, "utterance": turns[own].text})
    inputs = {name: value for name, value in call.inputs.items() if name != "conversation"}
    inputs |= {"history": dspy.History(messages=entries), "message": turns[said - 1].text if said else ""}
    return list(dspy.ChatAdapter().format(signature, [], inputs))


def stock_text(call: Call, dialogue: Dialogue) -> list[dict[str, Any]]:
    """Return the messages of DSPy's adapter for a conversation that is one text."""
    signature = call.signature.with_updated_fields("conversation", type_=str)
    talk = "\n".join(f"{turn.speaker}: {turn.text}" for turn in dialogue.turns[: call.said])
    return list(dspy.ChatAdapter().format(signature, [], call.inputs | {"conversation": talk}))


def as_text(messages: Iterable[dict[str, Any]]) -> str:
    return "".join(f"{message['role']}\n{message['content']}\n\n" for message in messages)


def count(prompts: Sequence[tuple[int, str]]) -> Figures:
    """Return the figures of the prompts of one dialogue; those with the same number belong to one turn."""
    texts = [text for _, text in prompts]
    uncached = uncached_after_last = 0
    for number, text in enumerate(texts):
        seen = [shared_prefix(text, earlier) for earlier in texts[:number]]
        uncached += len(text) - max(seen, default=0)
        uncached_after_last += len(text) - (seen[-1] if seen else 0)
    shared = []
    for _, turn in groupby(prompts, key=lambda prompt: prompt[0]):
        asked = [text for _, text in turn]
        for number, text in enumerate(asked[1:], start=1):
            shared.append(max(shared_prefix(text, earlier) for earlier in asked[:number]) / len(text))
    return Figures(sum(map(len, texts)), uncached, uncached_after_last, tuple(shared))


if __name__ == "__main__":
    print_table(rows())
