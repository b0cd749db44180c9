"""ShareGPT: conversations with a chatbot as people shared them, and what is written like them.

    {"id", "conversations": [{"from": "system" | "human" | "gpt", "value"}]}

Published as JSON arrays and as JSON Lines; we write lines. Older files call the list "items", name the chatbot after
its maker's product, or use the names of chat messages for parts. The rest is as `messages.py` has it.
"""

from __future__ import annotations

from .messages import Chat

SHAREGPT = Chat(
    turns=("conversations", "items"),
    role=("from", "role"),
    text=("value", "content"),
    roles={
        "human": "seeker", "user": "seeker",
        "gpt": "supporter", "assistant": "supporter", "chatgpt": "supporter", "bing": "supporter", "bard": "supporter",
        "system": "system",
    },
).format("sharegpt", "ShareGPT")  # fmt: skip
