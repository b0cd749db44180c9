"""The model card says what is known, escapes what others wrote, and names no path of this machine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import yaml
from socialsim.corpora.licences import CC_BY_NC, UNKNOWN
from socialsim.finetune.card import Tuning, model_card

TUNING = Tuning(
    name="mine",
    base="Qwen/Qwen2.5-0.5B-Instruct",
    nodes=(),
    licence=CC_BY_NC,
    corpora=[
        {"name": "ESConv.json", "weight": 1.0, "dialogues": 910, "digest": "sha256:" + "a" * 64},
        {"name": "held.json", "weight": None, "dialogues": 195, "digest": "sha256:" + "b" * 64},
    ],
    counts={"dialogues": 820, "replies": 9000},
    notes=["90 dialogues whose seeker has words of a crisis are left out; crisis=true keeps them"],
    recipe={"epochs": 5.0, "precision": "auto"},
    training={"device": "cuda:0", "precision": "bfloat16"},
    gain={
        "base": 30.5,
        "tuned": 20.25,
        "difference": (-11.0, -9.5),
        "replies": 900,
        "dialogues": 195,
        "about": "PPL: …",
    },
    seed=0,
    crisis=0,
    for_proof=False,
    licences={"ESConv": "CC BY-NC 4.0", "AnnoMI": "not stated by its makers"},
    languages=("en",),
    versions={"trl": "1.16.0"},
)


def header(card: str) -> dict[str, Any]:
    _, told, _ = card.split("---\n", 2)
    found: dict[str, Any] = yaml.safe_load(told)
    return found


def test_the_header_is_what_the_hub_reads() -> None:
    told = header(model_card(TUNING))
    assert (told["license"], told["base_model"], told["library_name"], told["language"]) == (
        "cc-by-nc-4.0",
        "Qwen/Qwen2.5-0.5B-Instruct",
        "peft",
        ["en"],
    )
    assert header(model_card(TUNING, merged=True))["library_name"] == "transformers"
    assert "base_model" not in header(model_card(replace(TUNING, base="/models/of/mine")))


def test_it_says_what_was_done_and_what_it_is_not() -> None:
    card = model_card(TUNING)
    for said in (
        "**This is no therapist.**",
        "| ESConv.json | 1 | 910 |",
        "| held.json | held out | 195 |",
        "Of the corpora: ESConv: CC BY-NC 4.0; AnnoMI: not stated by its makers.",
        "The adapter has the strictest that is known, CC BY-NC 4.0.",
        "30.50 by the base, 20.25 by this chatbot (95 % interval of the difference -11.00 to -9.50)",
        "90 dialogues whose seeker has words of a crisis are left out",
        "Dialogues in which a list of English words found a seeker's crisis were left out",
    ):
        assert said in card
    assert "**A toy.**" not in card and "| precision | auto |" not in card and "| precision | bfloat16 |" in card


def test_what_changes_with_the_tuning() -> None:
    changed = replace(
        TUNING, nodes=("thought", "strategy"), for_proof=True, crisis=3, gain=None, licence=UNKNOWN, licences={}
    )
    card = model_card(changed)
    for said in (
        "It writes down thought, strategy, then the utterance.",
        "**A toy.**",
        "In 3 of the dialogues that it learnt from the seeker speaks of a crisis",
        "Not measured.",
        "Of the corpora: not known. The base model has its own.",
        "program=chat_reasoning",
    ):
        assert said in card


def test_names_are_shown_and_do_nothing_else() -> None:
    card = model_card(replace(TUNING, name="[x](http://evil) <b>|"))
    assert "# \\[x\\](http\\://evil) \\<b\\>\\|" in card
