"""`socialsim cache`: what is in a response cache, whether it is whole, and how to make it smaller."""

from __future__ import annotations

from pathlib import Path

from ..cache import RESPONSES, ResponseCache
from ..signatures import InputError
from .plain import Paper, as_text
from .schema import CacheConfig


def run(config: CacheConfig) -> None:
    """Do `config.action` on the response cache of `config.dir`, which is a corpus folder or the file itself."""
    path = Path(config.dir).expanduser()
    path = path / RESPONSES if path.is_dir() else path
    actions = {"stats": _stats, "verify": _verify, "prune": _prune}
    if config.action not in actions:
        raise InputError(f"action={config.action}: there are {', '.join(actions)}")
    if config.action != "prune" and (config.older_than_days is not None or config.generator is not None):
        raise InputError(f"{config.action} takes neither older_than_days nor generator; prune does")
    cache = ResponseCache.open_existing(path)
    try:
        actions[config.action](cache, config)
    finally:
        cache.close()


def _stats(cache: ResponseCache, config: CacheConfig) -> None:
    rows = cache.statistics()
    if not rows:
        Paper().print(as_text(f"{cache.path}: no answers are kept here yet"), soft_wrap=True)
    for row in rows:  # a name has a line of its own, unbroken, to be copied for prune
        first, last = row["first"][:10], row["last"][:10]
        cached = f" ({row['cached_tokens']:,} from the provider's cache)" if row["cached_tokens"] else ""
        for line in (
            row["generator"],
            f"  {row['answers']:,} answers, {row['bytes'] / 1e6:,.1f} MB, from {first} to {last}",
            f"  {row['input_tokens'] or 0:,} tokens in{cached}, {row['output_tokens'] or 0:,} out",
        ):
            Paper().print(as_text(line), soft_wrap=True)


def _verify(cache: ResponseCache, config: CacheConfig) -> None:
    damaged = list(cache.damaged())
    for line in damaged:
        Paper().print(as_text(line), soft_wrap=True)
    if damaged:
        raise InputError(
            f"{cache.path}: {len(damaged)} answers are damaged; a run that needs one of them asks for it again"
        )
    answers = sum(row["answers"] for row in cache.statistics())
    Paper().print(as_text(f"{cache.path}: {answers:,} answers, all of them as they were written"), soft_wrap=True)


def _prune(cache: ResponseCache, config: CacheConfig) -> None:
    if config.older_than_days is None and config.generator is None:
        raise InputError("prune what? say older_than_days=N, generator=NAME (as stats has it), or both")
    if config.older_than_days is not None and config.older_than_days < 0:
        raise InputError(f"older_than_days={config.older_than_days:g}: has to be 0 or more")
    gone = cache.prune(config.older_than_days, config.generator)
    Paper().print(as_text(f"{cache.path}: {gone:,} answers forgotten; what needs them will ask and pay again"))
