"""The house holds: rooms import only rooms above them, and every package is shipped."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = "signatures stats corpora cache generators programs optimizers evaluation finetune commands".split()
HEAVY = {"torch", "transformers", "peft", "trl", "datasets", "matplotlib"}
APART = {"optimizers", "evaluation", "finetune"}
"""Rooms that do not import one another."""


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Return the dotted names a module imports, relative ones resolved against its room."""
    package = ("socialsim", *path.relative_to(ROOT).parent.parts)
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            names.add(".".join([*base, *(node.module or "").split(".")]).strip("."))
            if not node.module:
                names |= {".".join([*base, alias.name]) for alias in node.names}
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_above_it(room: str) -> None:
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    for path in modules(room):
        used = {name.split(".")[1] for name in imported(path) if name.startswith("socialsim.")}
        assert room not in APART or not used & (APART - {room}), f"{path.relative_to(ROOT)} imports {used & APART}"
        assert used <= allowed, f"{path.relative_to(ROOT)} imports {sorted(used - allowed)}, which stand below {room}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_imports_a_heavy_package_at_its_top(room: str) -> None:
    for path in modules(room):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        names = {alias.name for node in body if isinstance(node, ast.Import) for alias in node.names}
        names |= {str(node.module) for node in body if isinstance(node, ast.ImportFrom)}
        assert not {name.split(".")[0] for name in names} & HEAVY, path


def test_every_package_on_disk_is_listed_for_shipping() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    on_disk = {
        "socialsim." + ".".join(path.parent.relative_to(ROOT).parts)
        for room in [*ROOMS, "conf"]
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert set(project["tool"]["setuptools"]["packages"]) == on_disk


def test_every_room_has_its_link_for_type_checkers() -> None:
    for room in [*ROOMS, "conf"]:
        assert (ROOT / ".links" / "socialsim" / room).resolve() == ROOT / room


def test_the_base_program_starts_without_heavy_packages() -> None:
    code = (
        "import sys, socialsim.commands.main, socialsim.programs, socialsim.generators.offline;"
        f"print(sorted({HEAVY!r} & set(sys.modules)), 'litellm' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[] False"
