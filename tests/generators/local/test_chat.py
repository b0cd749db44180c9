"""What a model is given and what it is measured on, under templates and tokenizers of several kinds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from dspy.lm15 import Message, Request, TextPart
from socialsim.generators.bare import BareAdapter
from socialsim.generators.local.chat import fitted, lay_out
from socialsim.generators.local.loading import LoadedModel
from socialsim.generators.local.prompt import prompt_tokens
from socialsim.programs.supporter import GoOn
from socialsim.signatures import ConfigurationError, Reasoning, Speaker, Turn, as_history
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from tests.generators.local.tiny import TEMPLATE, make_tokenizer

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
# As Llama 2's: nothing is added for an answer, which stands behind a blank; roles have to take turns.
LLAMA_2 = (
    "{% for message in messages %}"
    "{% if (message.role == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Conversation roles must alternate user/assistant') }}{% endif %}"
    "{% if message.role == 'user' %}<s>[INST] {{ message.content }} [/INST]"
    "{% else %} {{ message.content }} </s>{% endif %}{% endfor %}"
)
# As Qwen 3's: an empty thought before the answer in hand, and none before older ones.
THINKS = (
    "{% for message in messages %}<{{ message.role }}>"
    "{% if loop.last and message.role == 'assistant' %}<think>\n\n</think>\n\n{% endif %}"
    "{{ message.content }}</s>{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}"
)
# The text before the answer has a stroke for each message, so it is another one with the answer.
COUNTS = "{{ '|' * messages | length }}" + TEMPLATE
FORGETS = "<user>{{ messages[-1].content }}{% if add_generation_prompt %}<assistant>{% endif %}"


def turns(*texts: str, first: Speaker = "seeker") -> list[Turn]:
    speakers: tuple[Speaker, Speaker] = ("seeker", "supporter") if first == "seeker" else ("supporter", "seeker")
    return [Turn(speaker=speakers[place % 2], text=text) for place, text in enumerate(texts)]


TALK = turns("I lost my job.", "When was that?", "On Monday.")


def written(tokenizer: Any, *given: Any) -> tuple[str, str, str]:
    """Return prompt, reply and end as text."""
    laid = lay_out(tokenizer, *given)
    prompt, reply, end = (tokenizer.decode(part) for part in (laid.prompt, laid.reply, laid.end))
    return prompt, reply, end


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (
            CHATML,
            (
                "<|im_start|>user\nI lost my job.<|im_end|>\n<|im_start|>assistant\nWhen was that?<|im_end|>\n"
                "<|im_start|>user\nOn Monday.<|im_end|>\n<|im_start|>assistant\n",
                "That sounds hard.",
                "<|im_end|>\n",
            ),
        ),
        (
            LLAMA_2,
            (
                "<s>[INST] I lost my job. [/INST] When was that? </s><s>[INST] On Monday. [/INST]",
                " That sounds hard.",
                " </s>",
            ),
        ),
        (
            THINKS,
            (
                "<user>I lost my job.</s><assistant>When was that?</s><user>On Monday.</s><assistant>"
                "<think>\n\n</think>\n\n",
                "That sounds hard.",
                "</s>",
            ),
        ),
        (
            COUNTS,
            (
                "|||<s><user>I lost my job.</s><assistant>When was that?</s><user>On Monday.</s><assistant>",
                "That sounds hard.",
                "</s>",
            ),
        ),
        (
            None,
            (
                "User: I lost my job.\n\nAssistant: When was that?\n\nUser: On Monday.\n\nAssistant:",
                " That sounds hard.",
                "</s>",
            ),
        ),
    ],
    ids=["ChatML", "Llama 2", "thoughts", "counts", "no template"],
)
def test_the_reply_is_the_utterance_and_nothing_else(template: str | None, expected: tuple[str, str, str]) -> None:
    assert written(make_tokenizer(template), TALK, " That sounds hard.\n") == expected


def test_the_tokens_are_those_of_the_whole_text() -> None:
    tokenizer = make_tokenizer(CHATML)
    laid = lay_out(tokenizer, TALK, "That sounds hard.")
    messages = [
        {"role": "user", "content": "I lost my job."},
        {"role": "assistant", "content": "When was that?"},
        {"role": "user", "content": "On Monday."},
        {"role": "assistant", "content": "That sounds hard."},
    ]
    whole = tokenizer.apply_chat_template(messages, tokenize=False)
    assert laid.prompt + laid.reply + laid.end == tokenizer.encode(whole, add_special_tokens=False)


def test_a_token_that_would_reach_over_the_border_is_parted() -> None:
    glued = "{% for message in messages %}{{ message.content }}{% endfor %}"
    tokenizer = make_tokenizer(glued)
    whole, beginning = (tokenizer.encode(text, add_special_tokens=False) for text in ("they", "t"))
    assert whole[:1] != beginning
    assert written(tokenizer, turns("t"), "hey") == ("t", "hey", "")


def test_a_tokenizer_that_begins_a_text_with_a_blank_adds_none_within() -> None:
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
    bpe.decoder = decoders.Metaspace(prepend_scheme="first")
    special = ["<s>", "</s>"]
    texts = ["I lost my job.", "When was that?", "On Monday. That sounds hard.", "[INST] [/INST]"]
    bpe.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=60, special_tokens=special, show_progress=False))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=bpe, bos_token="<s>", eos_token="</s>")
    tokenizer.chat_template = LLAMA_2
    laid = lay_out(tokenizer, TALK, "That sounds hard.")
    assert "".join(tokenizer.convert_ids_to_tokens(laid.reply)) == "▁That▁sounds▁hard."
    whole = "<s>[INST] I lost my job. [/INST] When was that? </s><s>[INST] On Monday. [/INST] That sounds hard. </s>"
    assert laid.prompt + laid.reply + laid.end == tokenizer.encode(whole, add_special_tokens=False)
    thought = lay_out(tokenizer, TALK, "That sounds hard.", Reasoning(thought="hard"))
    assert "".join(tokenizer.convert_ids_to_tokens(thought.reply)) == "That▁sounds▁hard."


def test_turns_in_a_row_of_one_speaker_are_one_message() -> None:
    said = [*turns("Hi.", "Hello."), *turns("I lost my job.", first="seeker"), *turns("On Monday.", first="seeker")]
    prompt, _, _ = written(make_tokenizer(CHATML), said, "When?")
    assert prompt.endswith("<|im_start|>user\nI lost my job.\nOn Monday.<|im_end|>\n<|im_start|>assistant\n")


def test_a_supporter_who_goes_on_is_given_what_the_turn_said_so_far() -> None:
    prompt, reply, end = written(make_tokenizer(CHATML), turns("Hi.", "Hello."), "How are you?")
    assert prompt.endswith("<|im_start|>user\nHi.<|im_end|>\n<|im_start|>assistant\nHello.\n")
    assert (reply, end) == ("How are you?", "<|im_end|>\n")


def test_reasoning_stands_before_the_utterance_and_is_given() -> None:
    thought = Reasoning(situation="They lost a job.", strategy="Question")
    prompt, reply, _ = written(make_tokenizer(LLAMA_2), TALK, "How are you?", thought)
    assert prompt.endswith("On Monday. [/INST] Situation: They lost a job.\nStrategy: Question\n\n")
    assert reply == "How are you?"


def test_a_template_that_wants_the_seeker_first_gets_an_empty_message() -> None:
    prompt, _, _ = written(make_tokenizer(LLAMA_2), turns("Hello.", "Hi.", first="supporter"), "How are you?")
    assert prompt == "<s>[INST]  [/INST] Hello. </s><s>[INST] Hi. [/INST]"
    assert written(make_tokenizer(CHATML), turns("Hello.", "Hi.", first="supporter"), "How are you?")[0].startswith(
        "<|im_start|>assistant\nHello."
    )
    assert written(make_tokenizer(LLAMA_2), [], "Hello!") == ("<s>[INST]  [/INST]", " Hello!", " </s>")


THOUGHT = THINKS.replace("<assistant>{% endif %}", "<assistant><think>\n\n</think>\n\n{% endif %}")
TRIMS = CHATML.replace("message.content", "message.content | trim")
REFUSES_SYSTEM = "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}" + LLAMA_2


TAKES_SYSTEM = (
    "{% if messages[0].role == 'system' %}<<{{ messages[0].content }}>>{% set messages = messages[1:] %}{% endif %}"
) + LLAMA_2


def answered(template: str | None, talk: list[Turn], system: str = "") -> tuple[Any, list[int]]:
    """Return a tokenizer, and the tokens to which its model writes its reply as a chatbot."""
    tokenizer = make_tokenizer(template)
    loaded: Any = SimpleNamespace(tokenizer=tokenizer, name="tiny")
    inputs = {"conversation": as_history(talk, "supporter")}
    chat = BareAdapter().format(GoOn.with_instructions(system), [], inputs)
    said = [one for one in chat if one["role"] != "system"]
    messages = tuple(Message(role=one["role"], parts=(TextPart(one["content"]),)) for one in said)
    model: LoadedModel = loaded
    return tokenizer, prompt_tokens(model, Request(model="local", system=system or None, messages=messages))


@pytest.mark.parametrize(
    "talk",
    [TALK, turns("Hi.", "Sad.", first="supporter"), TALK[:2], turns("Hi.", first="supporter")],
    ids=["usual", "the supporter begins", "the supporter goes on", "both"],
)
@pytest.mark.parametrize(
    "template",
    [CHATML, LLAMA_2, THOUGHT, TRIMS, None],
    ids=["ChatML", "Llama 2", "thoughts", "trims", "no template"],
)
def test_a_chatbot_is_asked_by_the_tokens_that_it_is_measured_by(template: str | None, talk: list[Turn]) -> None:
    tokenizer, tokens = answered(template, talk)
    assert tokens == lay_out(tokenizer, talk, "That sounds hard.").prompt


def test_a_system_message_stays_before_the_empty_one() -> None:
    tokenizer, tokens = answered(TAKES_SYSTEM, turns("Hi.", "Sad.", first="supporter"), "Be kind.")
    assert tokenizer.decode(tokens) == "<<Be kind.>><s>[INST]  [/INST] Hi. </s><s>[INST] Sad. [/INST]"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (CHATML, "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>assistant\nHi.\n"),
        (REFUSES_SYSTEM, "<s>[INST] Be kind. [/INST] Hi.\n"),
        (None, "Be kind.\n\nAssistant: Hi.\n"),
    ],
    ids=["ChatML", "Llama 2", "no template"],
)
def test_instructions_stand_before_a_conversation_that_the_supporter_begins(
    template: str | None, expected: str
) -> None:
    tokenizer, tokens = answered(template, turns("Hi.", first="supporter"), "Be kind.")
    assert tokenizer.decode(tokens) == expected


def test_a_template_that_loses_what_was_said_is_refused() -> None:
    with pytest.raises(ConfigurationError, match='leaves out what was said: "I lost my job'):
        lay_out(make_tokenizer(FORGETS), TALK, "How are you?")
    refuses = "{{ raise_exception('no chats today') }}"
    with pytest.raises(ConfigurationError, match="refuses a conversation: no chats today"):
        lay_out(make_tokenizer(refuses), TALK, "How are you?")


def test_the_latest_turns_that_fit_are_kept() -> None:
    tokenizer = make_tokenizer(CHATML)
    context = turns(*(f"This is what was said in turn {number}." for number in range(40)))
    sizes = [
        len(laid.prompt) + len(laid.reply)
        for start in range(41)
        for laid in [lay_out(tokenizer, context[start:], "Go on.")]
    ]
    for most in (sizes[0], sizes[0] - 1, sizes[17], sizes[17] - 1, sizes[39], sizes[40]):
        found = fitted(tokenizer, context, "Go on.", None, most)
        assert found is not None
        laid, left_out = found
        assert left_out == next(start for start, size in enumerate(sizes) if size <= most)
        assert laid == lay_out(tokenizer, context[left_out:], "Go on.")
    assert fitted(tokenizer, context, "Go on.", None, sizes[40] - 1) is None
