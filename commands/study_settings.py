"""The settings of a study: those that make no sense, or would do nothing, are refused before anything else."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from difflib import get_close_matches
from importlib.util import find_spec

from ..signatures import ConfigurationError
from .judge_scale import scale_of
from .schema import SimulateConfig, StudyConfig

GRID, SCALING, CROSS, EXPERTS = "grid", "scaling", "cross_dataset", "experts"
PARTS = ("all", "bank", "cells", "report")
_OF_CELLS = ("generators", "frameworks", "judges", "personas", "test", "test_n", "finetune", "compiled", "extractor")
_ONLY = {"corpora": (SCALING, CROSS), "sizes": (SCALING,), "ratings": (EXPERTS,)}
"""Key → the kinds of studies that it is for."""
_OWN = {one.name for one in fields(StudyConfig)}
_OF_SIMULATE = {one.name for one in fields(SimulateConfig)}


def simulates(config: StudyConfig) -> bool:
    """Return whether a study makes dialogues: grids always, scaling where generators are named."""
    return config.study.kind == GRID or (config.study.kind == SCALING and bool(config.generators))


def check_settings(config: StudyConfig) -> None:
    """Refuse what makes no sense, or would do nothing.

    Raises:
        ConfigurationError: so it is; the message names the key and what to do.
        InputError: a scale of the user's own cannot be read.
    """
    kind = config.study.kind
    for key, value, known in (("study.kind", kind, (GRID, SCALING, CROSS, EXPERTS)), ("part", config.part, PARTS)):
        if value not in known:
            raise ConfigurationError(f"{key}={value}: there is no such {key}; there are {', '.join(known)}")
    for name, least in (("n", 1), ("test_n", 1), ("resamples", 100), ("repeats", 1)):
        number = getattr(config, name)
        if number is not None and number < least:
            raise ConfigurationError(f"{name}={number}: has to be {least} or more")
    for needed in ("matplotlib", "statsmodels"):
        if find_spec(needed) is None:
            raise ConfigurationError(f"a study's report needs {needed}: pip install 'socialsim[study]'")
    if config.dry_run and not simulates(config):
        raise ConfigurationError("dry_run=true: is for studies that ask LMs for dialogues; this one asks for none")
    for key in _useless(config):
        raise ConfigurationError(f"{key}={getattr(config, key)}: does nothing in this study; leave it out")
    if config.finetune is not None and config.test is None and kind == GRID:
        raise ConfigurationError("finetune: tunes chatbots that nobody tries; say test=FILE, too")
    for corpus, often in Counter(config.corpora if kind == SCALING else ()).items():
        if often > 1:
            raise ConfigurationError(f"corpora: {corpus} is named {often} times")
    scale_of(config.scale)
    for word in config.words if simulates(config) else ():
        _refuse_misspelt(word)


def _useless(config: StudyConfig) -> list[str]:
    kind = config.study.kind
    found = [key for key, kinds in _ONLY.items() if getattr(config, key) and kind not in kinds]
    if not simulates(config):
        used = {CROSS: ("test_n",), EXPERTS: ("judges",)}.get(kind, ())
        found += [key for key in _OF_CELLS if getattr(config, key) and key not in used]
    if kind == GRID and config.test is None:
        found += [key for key in ("test_n", "evaluate") if getattr(config, key)]
    return found


def _refuse_misspelt(word: str) -> None:
    """Refuse a word for `simulate` that it does not know and that looks like one of the study's own keys."""
    key = word.partition("=")[0]
    known = key.lstrip("+~").partition(".")[0].partition("@")[0] in _OF_SIMULATE
    if not known and (close := get_close_matches(key, _OWN, n=1, cutoff=0.8)):
        raise ConfigurationError(f"{key}: neither study nor simulate has such a key, did you mean {close[0]}?")
