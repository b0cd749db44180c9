"""Tab completion: the command's name first, then whatever Hydra offers for that command.

``eval "$(socialsim -sc install=bash)"`` installs Hydra's own script. It calls ``socialsim -sc query=bash`` with the
line typed so far in COMP_LINE, where Hydra expects the overrides to follow the program's name.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from .main import COMMANDS


def complete(words: Sequence[str]) -> int:
    """Answer ``socialsim -sc install=SHELL``, ``uninstall=SHELL`` or ``query=SHELL``."""
    if not any(word.startswith("query=") for word in words[1:]):
        from .launch import launch

        return launch("simulate", words, name="socialsim")  # the script is the same for every command
    line = os.environ.get("COMP_LINE", "")
    command, rest = split(line)
    if rest is None:
        print(" ".join(name for name in COMMANDS if name.startswith(command)))
        return 0
    if command not in COMMANDS:
        return 0
    from .launch import launch

    os.environ["COMP_LINE"] = f"socialsim {_as_hydra_reads(command, rest)}"
    os.environ["COMP_POINT"] = str(len(os.environ["COMP_LINE"]))
    try:
        return launch(command, words, name="socialsim")
    finally:
        os.environ["COMP_LINE"] = line


def split(line: str) -> tuple[str, str | None]:
    """Return the command typed so far and what follows it; None while the command itself is being typed."""
    after_program = line.lstrip().partition(" ")[2].lstrip()
    command, space, rest = after_program.partition(" ")
    return command, rest.lstrip() if space else None


def _as_hydra_reads(command: str, rest: str) -> str:
    """Rewrite the finished words; the one being typed stays as it is."""
    from ..signatures import SocialSimError
    from .overrides import for_hydra

    finished, _, current = rest.rpartition(" ")
    try:
        return " ".join([*for_hydra(command, finished.split()), current])
    except SocialSimError:
        return current
