"""A task that can be learned, a model that does it better when it is told how, and one that finds out what to tell.

What the seeker says last decides the strategy that a person chose, by its first word (`RULE`). The reader knows the
rule only where its instructions have it; else it is right in some draws and wrong in others. The writer proposes the
rule, but only when it was shown what a proposer has to see: the program's source, or what the metric said.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dspy
from socialsim.generators import LMConfig, Session, build_lm
from socialsim.generators.remote import CHECK

from tests.server import MARKER, Body, plausible, wanted

STRATEGIES = {"What": "Providing Suggestions", "I": "Reflection of feelings", "It": "Question"}
"""First word of what the seeker said last → the strategy that a person chose."""
RULE = "Look at the first word, and after What give suggestions, after I reflect the feeling, after It ask."
READER, WRITER = "reader", "writer"
_FALSE_START = "Choose whatever is kindest."
_TOPICS = "sleep school rent work exams moving friends money travel health marriage cooking football singing".split()
_OPENERS = ("What should I do about {}, day {}?", "I feel alone with {}, day {}.", "It began with {}, day {}.")
_SAID_AT_THE_END = "Thank you."


def write_dialogues(path: Path, count: int) -> Path:
    """Write as many dialogues of four turns, the first reply of each with the strategy that the rule says."""
    lines = []
    for number in range(count):
        text = _OPENERS[number % 3].format(_TOPICS[number % len(_TOPICS)], number)
        turns = [
            {"speaker": "seeker", "text": text},
            {"speaker": "supporter", "text": f"Let us look at it, {number}.", "reasoning": {"strategy": right(text)}},
            {"speaker": "seeker", "text": _SAID_AT_THE_END},
        ]
        lines.append(json.dumps({"id": f"made-{number}", "dialogue": {"turns": turns}}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def right(said: str) -> str:
    """Return the strategy that the rule says for what the seeker said."""
    return STRATEGIES[said.split()[0]]


class Script:
    """Answers as the reader and as the writer, told apart by the model's name; for `tests.server.Server.answer`."""

    def __init__(self) -> None:
        self.asked: dict[str, list[Body]] = {READER: [], WRITER: []}
        self.most_at_once = 0
        self.meets = 1
        """Requests to the reader wait until so many are in flight together, where the client lets them."""
        self.latency = 0.0
        """Seconds that an answer takes."""
        self._at_once = 0
        self._changed = threading.Condition()

    def __call__(self, body: Body) -> str | int:
        if body["messages"][-1]["content"] == CHECK:
            return "OK."
        with self._counted(body):
            time.sleep(self.latency)
            return read(body) if body["model"] == READER else write(body)

    @contextmanager
    def _counted(self, body: Body) -> Iterator[None]:
        with self._changed:
            self.asked[body["model"]].append(body)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            self._changed.notify_all()
            if body["model"] == READER:
                self._changed.wait_for(lambda: self.most_at_once >= self.meets, timeout=10)
        try:
            yield
        finally:
            with self._changed:
                self._at_once -= 1

    def systems(self) -> list[str]:
        """Return the system messages that the reader was sent."""
        return [str(body["messages"][0]["content"]) for body in self.asked[READER]]

    def prompts(self) -> list[str]:
        """Return everything that the writer was sent, one text for each request."""
        return ["\n".join(str(message["content"]) for message in body["messages"]) for body in self.asked[WRITER]]


def read(body: Body) -> str:
    """Return what the reader answers: by the rule where its instructions have it, else by a draw."""
    if wanted(body) != ["strategy"]:
        return plausible(body)
    lines = str(body["messages"][-1]["content"]).splitlines()
    said = next((line for line in lines if line.split(" ")[0] in STRATEGIES), "")
    knows = RULE in body["messages"][0]["content"]
    lucky = int(hashlib.sha256(f"{said} {body.get('seed')}".encode()).hexdigest(), 16) % 3 == 0
    chosen = right(said) if said and (knows or lucky) else "Others"
    return f"[[ ## strategy ## ]]\n{chosen}\n\n[[ ## completed ## ]]"


def write(body: Body) -> str:
    """Return what the writer answers: each field in the form that is asked for, the rule where it could find it."""
    last = str(body["messages"][-1]["content"])
    prompt = "\n".join(str(message["content"]) for message in body["messages"])
    _, as_json, ask = last.rpartition("Respond with a JSON object")
    if as_json:
        names = re.findall(r"`(\w+)`", ask)
        return json.dumps({name: _proposal(name, prompt) for name in names})
    ask = last.rpartition("Respond with the corresponding output fields")[2]
    names = [name for name in MARKER.findall(ask) if name != "completed"]
    fields = [f"[[ ## {name} ## ]]\n{_proposal(name, prompt)}" for name in names]
    return "\n\n".join([*fields, "[[ ## completed ## ]]"])


def _proposal(name: str, prompt: str) -> Any:
    match name:
        case "proposed_instruction":  # mipro
            return RULE if "class Reply" in prompt and "class Supporter" in prompt else _FALSE_START
        case "new_instruction":  # gepa
            return RULE if "The person chose" in prompt else _FALSE_START
        case "module_advice":  # simba
            found = RULE if "class Reply" in prompt and "The person chose" in prompt else _FALSE_START
            return json.dumps(dict.fromkeys(_modules(prompt), found))
    return f"Some {name}."


def _modules(prompt: str) -> list[str]:
    named = prompt.rpartition("[[ ## module_names ## ]]")[2].partition("Respond with")[0].strip()
    found: list[str] = json.loads(named)
    return found


def served(model: str, base_url: str, session: Session | None = None, **settings: Any) -> dspy.LM:
    """Return an LM that the server at `base_url` answers."""
    return build_lm(LMConfig("remote", model, api_base=base_url, retries=0, **settings), session)
