"""Who made this: the fingerprint of a program and the names of its generators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import dspy
from dspy.adapters.utils import translate_field_type
from pydantic import BaseModel

from ..generators.adapter import LAYOUT, ConversationAdapter, demonstration
from ..generators.identity import lm_identity
from ..signatures import Provenance, digest

_NOT_SHAPING = {"callbacks", "history"}
_PACKAGES = ("socialsim", "dspy", "pydantic")


def fingerprint(program: dspy.Module) -> str:
    """Return the content address of everything in `program` that shapes its prompts.

    In it: its class and settings, and of each predictor the instructions, fields (name, description, type), and
    demonstrations. Left out: the LM, which is named beside it, and anything private or learned from a run.
    """
    return digest("program", {"layout": LAYOUT, "adapter": _adapter(), "program": _plain(program)})


def provenance(program: dspy.Module, persona_id: str, seed: int, roles: Mapping[str, dspy.Module]) -> Provenance:
    """Return where a dialogue of `program` comes from; `roles` says which of its modules plays whom."""
    return Provenance(
        persona_id=persona_id,
        program=fingerprint(program),
        generators={role: lm_identity(_lm_of(module)) for role, module in roles.items()},
        seed=seed,
        versions=dict(_versions()),
    )


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    return tuple((package, version(package)) for package in _PACKAGES)


def _adapter() -> str:
    configured = dspy.settings.adapter
    return type(configured).__qualname__ if configured is not None else ConversationAdapter.__qualname__


def _predictor(predictor: dspy.Predict) -> dict[str, Any]:
    signature = predictor.signature
    return {
        "instructions": signature.instructions,
        "fields": [
            [name, field.json_schema_extra.get("desc"), str(field.annotation), translate_field_type(name, field)]
            for name, field in signature.fields.items()
        ],
        # As they are shown: a demonstration is the same before and after a program was saved and loaded.
        "demos": [demonstration(signature, demo) for demo in predictor.demos],
        "config": _plain(dict(predictor.config)),
    }


def _plain(value: Any) -> Any:
    """Return a value as plain data: modules by class, settings and what is in them; the unknown by its type."""
    if isinstance(value, dspy.Predict):
        return _predictor(value)
    if isinstance(value, dspy.Module):
        inside = {name: item for name, item in vars(value).items() if name[0] != "_" and name not in _NOT_SHAPING}
        return {"class": type(value).__name__} | {name: _plain(item) for name, item in inside.items()}
    if isinstance(value, dict):
        plain = {str(key): _plain(item) for key, item in value.items()}
        # Modules are asked in their order, and each sees those before it; a digest would sort the keys.
        return list(plain.items()) if any(isinstance(item, dspy.Module) for item in value.values()) else plain
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if value is None or isinstance(value, (str, int, float, bool, BaseModel)):
        return value
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _lm_of(module: dspy.Module) -> Any:
    lms = [predictor.lm for predictor in module.predictors() if predictor.lm is not None]
    return lms[0] if lms else dspy.settings.lm
