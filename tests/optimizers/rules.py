"""A served model that talks like people do: the offline generator, behind `tests.server.Server`.

Other answers of that server are no conversation, so the checks accept none of them, and nothing is bootstrapped.
"""

from __future__ import annotations

from dspy.lm15 import Config, Message, Request
from socialsim.generators.offline.engine import OfflineEngine

from tests.server import Body


def by_rules(body: Body) -> str:
    """Return what the offline generator answers to a request in the form of OpenAI's."""
    system, *rest = [(str(message["role"]), str(message["content"])) for message in body["messages"]]
    messages = tuple(Message.assistant(text) if role == "assistant" else Message.user(text) for role, text in rest)
    asked = Request(body["model"], messages, system=system[1], config=Config(seed=body.get("seed")))
    return OfflineEngine().complete(asked).message.text or ""
