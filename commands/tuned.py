"""`program.compiled`: what `socialsim optimize` has made, read once and used wherever a program is made.

It is handed on as content and not as paths, so that processes and other machines need no file.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import dspy

from ..generators import LMConfig
from ..generators.build import name_of
from ..generators.identity import OFFLINE
from ..optimizers import Compiled, load
from ..signatures import ConfigurationError
from .plain import plain

EXTRACTOR = "extractor"


@dataclass(frozen=True)
class Named:
    """A compiled program, and what the user calls it."""

    name: str
    compiled: Compiled

    def give(self, program: dspy.Module, lms: Sequence[LMConfig]) -> None:
        """Give a program what was tuned.

        Raises:
            ConfigurationError: it was compiled for other predictors or fields, or it would teach a model to write like
                the offline generator.
        """
        rules = [writer for writer in self.compiled.about.written_by if writer.startswith(OFFLINE)]
        taught = [name_of(lm) for lm in lms if lm.engine != "offline"]
        if rules and taught:
            raise ConfigurationError(
                f"program.compiled={self.name}: its demonstrations were written by the offline generator, whose text "
                f"is nothing for {taught[0]} to learn from; compile it with that model"
            )
        self.compiled.apply(program, f"program.compiled={self.name}")


def read_compiled(paths: Sequence[str]) -> tuple[Named, ...]:
    """Read compiled programs; says on standard error which of them is not known to be better than the program before.

    Raises:
        InputError: one is not there, or is none, or two are for the same predictor.
    """
    named = tuple(Named(path, load(path)) for path in paths)
    tuned: dict[str, str] = {}
    for one in named:
        for predictor in one.compiled.predictors:
            if predictor in tuned:
                raise ConfigurationError(
                    f"program.compiled: both {tuned[predictor]} and {one.name} are for {predictor}; say one of them"
                )
            tuned[predictor] = one.name
        if not one.compiled.about.better:
            said = f"program.compiled={one.name}: is not known to be better than the program it was made from"
            print(f"socialsim: {plain(said)}", file=sys.stderr)
    return named


def for_extractor(named: Sequence[Named]) -> tuple[Named, ...]:
    """Return those that are about reading posts."""
    return tuple(one for one in named if one.compiled.concerns(EXTRACTOR))


def for_dialogues(named: Sequence[Named]) -> tuple[Named, ...]:
    """Return those that are about making dialogues."""
    return tuple(one for one in named if not one.compiled.concerns(EXTRACTOR))
