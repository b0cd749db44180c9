"""What means something to a model besides its words: tokens that begin and end messages, and names of speakers.

Where people write such a thing, it is taken apart before the text reaches a prompt, so nobody can end a message of
theirs and go on in another's name. `generators.adapter.as_data` does the same for the markers of our own answers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

LABELS = {"system": "", "user": "User: ", "assistant": "Assistant: "}
"""Role → what stands before its messages where there is no template, or where it is ours."""
_WORDS = ("[INST]", "[/INST]", "<<SYS>>", "<</SYS>>")
"""What Llama 2's and Mistral's templates write as ordinary words."""


def inert(tokenizer: Any, text: str) -> str:
    """Return a text of somebody in which nothing is a mark: ``</s>`` becomes ``< /s>``, ``User:`` ``User :``."""
    return _marks(tokenizer).sub(lambda found: _apart(found[0]), text)


def _apart(mark: str) -> str:
    return f"{mark[:-1]} :" if mark.endswith(":") else f"{mark[0]} {mark[1:]}"


@lru_cache(maxsize=16)
def _marks(tokenizer: Any) -> re.Pattern[str]:
    template = str(tokenizer.chat_template or "".join(LABELS.values()))
    special = [str(token) for token in tokenizer.added_tokens_decoder.values()]
    words = {one for one in (*special, *tokenizer.all_special_tokens) if one.strip()}
    words |= {one for one in _WORDS if one in template}
    whole = [re.escape(one) for one in sorted(words, key=len, reverse=True)]
    labels = [rf"^{label.strip()}" for label in LABELS.values() if label and label.strip() in template]
    return re.compile("|".join([*whole, *labels]) or r"(?!)", re.MULTILINE)
