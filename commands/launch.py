"""Run one command under Hydra, and turn whatever goes wrong into one line and an exit code.

Hydra would print its own report of an error and exit with 1; with HYDRA_FULL_ERROR it lets the error out, so it is set
while Hydra runs, and the report is made here.
"""

from __future__ import annotations

import functools
import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf

from ..signatures import BudgetReached
from .complaints import one_line
from .overrides import for_hydra, is_sweep, refuse_secret_values, swept
from .schema import register

USER_ERROR, BUG, STOPPED, SPENT = 2, 1, 130, 3

_UNCHECKED = ("--shell-completion", "-sc")


TYPED: list[str] = []
"""What was typed after the command that runs now, as it was typed."""


class JobError(Exception):
    """A job of a sweep failed, and has said why; the other jobs go on."""


def launch(command: str, words: Sequence[str], name: str | None = None) -> int:
    """Run `command` with what the user typed after it, and return the exit code.

    Args:
        name: what Hydra takes for the program's name; ``socialsim COMMAND`` by default.
    """
    TYPED[:] = words
    # Otherwise the first call to a remote LM may download a price list; ours are in conf/lm.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    debug = "1" in (os.environ.get("SOCIALSIM_DEBUG"), os.environ.get("HYDRA_FULL_ERROR"))
    if command == "study" and not any(word.startswith("part=") for word in words) and is_sweep(words):
        return _study_in_parts(words)
    try:
        completing = any(word in _UNCHECKED for word in words)
        arguments = list(words) if completing else for_hydra(command, words)
        with _as_if_typed(name or f"socialsim {command}", arguments):
            _under_hydra(command, debug)
        sys.stdout.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt as stop:
        print(f"socialsim: {str(stop) or 'stopped'}", file=sys.stderr)
        return STOPPED
    except BaseException as problem:  # noqa: BLE001 - the one place where every error ends
        return report(problem, command, debug)
    return 0


def _study_in_parts(words: Sequence[str]) -> int:
    """Run a study whose cells are jobs of a sweep: before them the personas, once; after them the report."""
    alone = [word for word in words if word not in ("-m", "--multirun")]
    if code := launch("study", [*alone, "part=bank"]):
        return code
    cells = launch("study", [*words, "part=cells"])
    return cells if cells == STOPPED else launch("study", [*alone, "part=report"]) or cells


def report(problem: BaseException, command: str, debug: bool, prefix: str = "") -> int:
    """Print one line about `problem` and return the exit code."""
    if isinstance(problem, BrokenPipeError):  # `socialsim show DIR | head`
        _close_stdout()
        return 0
    if isinstance(problem, JobError):
        print(f"socialsim: {problem}", file=sys.stderr)
        return USER_ERROR
    if debug:
        traceback.print_exception(problem)
    line = one_line(problem, command)
    if line is not None:
        print(f"socialsim: {prefix}{line}", file=sys.stderr)
        return SPENT if isinstance(problem, BudgetReached) else USER_ERROR
    what = " ".join(f"{type(problem).__name__}: {problem}".split())
    hint = "" if debug else " (set SOCIALSIM_DEBUG=1 for the traceback)"
    print(f"socialsim: {prefix}internal error: {what}{hint}", file=sys.stderr)
    return BUG


def _under_hydra(command: str, debug: bool) -> None:
    run: Callable[[Any], None] = import_module(f"{__package__}.{command}").run
    register()
    OmegaConf.register_new_resolver("socialsim.swept", swept, replace=True)
    task = functools.wraps(run)(_Task(command, run, debug))
    hydra.main(version_base="1.3", config_path="pkg://socialsim.conf", config_name=command)(task)()


class _Task:
    """What Hydra calls with a configuration, once a job, perhaps in another process."""

    def __init__(self, command: str, run: Callable[[Any], None], debug: bool) -> None:
        self.command, self.run, self.debug = command, run, debug

    def __call__(self, config: DictConfig) -> None:
        sweep = HydraConfig.get().mode == RunMode.MULTIRUN
        job = str(HydraConfig.get().sweep.subdir) if sweep else ""
        try:
            if job and self.command != "study":  # a study's jobs are cells of one folder
                if "cache" in config:
                    config.cache = config.cache  # the sweep's own, which its jobs share; it is named by `out` before
                config.out = f"{config.out}/{job}"
            refuse_secret_values(OmegaConf.to_container(config, resolve=True))
            _collect_less_garbage()
            self.run(OmegaConf.to_object(config))
        except Exception as problem:  # noqa: BLE001 - reported, with an exit code
            code = report(problem, self.command, self.debug, prefix=f"{job}: " if job.strip(".") else "")
            if sweep:
                # Hydra carries on with the other jobs and raises this one at the end.
                raise JobError("not every job of the sweep was done; see above") from None
            raise SystemExit(code) from None


def _collect_less_garbage() -> None:
    """Look for reference cycles less often, and not among what was imported: it took an eighth of a run's CPU time."""
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)


@contextmanager
def _as_if_typed(name: str, arguments: Sequence[str]) -> Iterator[None]:
    typed, full = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    sys.argv, os.environ["HYDRA_FULL_ERROR"] = [name, *arguments], "1"
    try:
        yield
    finally:
        sys.argv = typed
        os.environ.pop("HYDRA_FULL_ERROR")
        if full is not None:
            os.environ["HYDRA_FULL_ERROR"] = full


def _close_stdout() -> None:
    """Point standard output at nothing, so that Python's own flush at exit does not complain again."""
    with suppress(OSError, ValueError):  # no real file behind it, as in tests
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
