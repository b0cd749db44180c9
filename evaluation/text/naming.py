"""What a profile is called: by its name, with every setting that was changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from .profile import PROFILES, Profile


def name_of(profile: Profile) -> str:
    """Return the name of the profile that this is, or was made of, with what differs: ``standard, rouge.beta=2``."""
    base = next((name for name, one in PROFILES.items() if one.about == profile.about), None)
    if base is None:
        return profile.about
    return ", ".join([base, *_changes(asdict(PROFILES[base]), asdict(profile))])


def _changes(before: dict[str, Any], after: dict[str, Any], place: str = "") -> Iterator[str]:
    for key, value in after.items():
        if isinstance(value, dict):
            yield from _changes(before[key], value, f"{place}{key}.")
        elif list(value) != list(before[key]) if isinstance(value, list) else value != before[key]:
            shown = f"[{' '.join(map(str, value))}]" if isinstance(value, list) else value
            yield f"{place}{key}={shown}"
