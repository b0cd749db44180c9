"""The chat template of models that have none, as base models do not: what was said, under ``User:`` and ``Assistant:``.

It is saved with the adapter, so that whoever serves the chatbot lays a conversation out as it was in training. Unlike
the layout that a model without a template is measured with (`generators.local.chat`), every reply ends with the token
that ends one, so that a whole conversation can be learnt from at once.
"""

from __future__ import annotations

from typing import Any

_MESSAGES = """\
{%- for message in messages -%}
{%- if not loop.first %}{{ '\\n\\n' }}{% endif -%}
{%- if message.role == 'user' -%}User: {{ message.content }}
{%- elif message.role == 'assistant' -%}Assistant: {{ message.content }}{{ eos_token }}
{%- else -%}{{ message.content }}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt %}{% if messages %}{{ '\\n\\n' }}{% endif %}Assistant:{% endif -%}"""


def with_template(tokenizer: Any) -> bool:
    """Give a tokenizer a chat template and a token for padding, where it lacks them; say if it got the former."""
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    if tokenizer.chat_template:
        return False
    # A template writes its special tokens itself, so it has to know whether the model's texts begin with one.
    begins = tokenizer.bos_token_id is not None and tokenizer.bos_token_id in tokenizer.encode("")
    tokenizer.chat_template = ("{{- bos_token -}}" if begins else "") + _MESSAGES
    return True
