"""Who made this: the fingerprint of a program and the names of its generators."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

import dspy
from dspy.adapters.utils import translate_field_type

from ..generators.identity import lm_identity
from ..signatures import Provenance, digest

_NOT_SHAPING = {"callbacks", "history"}
_PACKAGES = ("socialsim", "dspy", "pydantic")


def fingerprint(program: dspy.Module) -> str:
    """Return the content address of everything in `program` that shapes its prompts.

    In it: its class and settings, and of each predictor the instructions, fields (name, description, type), and
    demonstrations. Left out: the LM, which is named beside it, and anything private or learned from a run.
    """
    return digest("program", _described(program))


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


def _predictor(predictor: dspy.Predict) -> dict[str, Any]:
    signature = predictor.signature
    return {
        "instructions": signature.instructions,
        "fields": [
            [name, field.json_schema_extra.get("desc"), str(field.annotation), translate_field_type(name, field)]
            for name, field in signature.fields.items()
        ],
        "demos": [_plain(dict(demo)) for demo in predictor.demos],
        "config": _plain(dict(predictor.config)),
    }


def _described(module: Any) -> Any:
    """Return a module as plain data: its class, its plain settings, and the modules in it."""
    if isinstance(module, dspy.Predict):
        return _predictor(module)
    inside = {name: value for name, value in vars(module).items() if name[0] != "_" and name not in _NOT_SHAPING}
    return {"class": type(module).__name__} | {
        name: _plain(value)
        for name, value in inside.items()
        if isinstance(value, dspy.Module) or _is_plain(value) or isinstance(value, dict)
    }


def _is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_is_plain(item) for item in value)
    return value is None or isinstance(value, (str, int, float, bool))


def _plain(value: Any) -> Any:
    if isinstance(value, dspy.Module):
        return _described(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if _is_plain(value) or hasattr(value, "model_dump") else repr(value)


def _lm_of(module: dspy.Module) -> Any:
    lms = [predictor.lm for predictor in module.predictors() if predictor.lm is not None]
    return lms[0] if lms else dspy.settings.lm
