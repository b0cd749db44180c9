"""What came of a role play: the account for `run.json`, and what is printed at the end."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..cache import CHECK_FAILED, DONE, FILE
from ..cache.checks import tally
from ..corpora.cards import CardReading
from ..corpora.licences import UNKNOWN
from ..generators import Meter
from ..generators.identity import OFFLINE
from ..signatures import counted
from . import ledger, record
from .corpus import Row
from .files import DIALOGUES, RUN
from .plain import Paper, as_text
from .roleplay_start import RolePlays, RoleplayStart
from .schema import RoleplayConfig
from .sources import problems
from .summary import OFFLINE_NOTE

_SHOWN = 5


def account(config: RoleplayConfig, start: RoleplayStart, plays: RolePlays, run_id: int) -> dict[str, Any]:
    """Return what goes into `run.json`: no times, so that the same command gives the same bytes."""
    statuses, tokens, done, crises = Counter[str](), ledger.Counts(), list[str](), Counter[str]()
    for row in plays.store.run_dialogues(run_id):
        statuses[row["status"] or "not made"] += 1
        ledger.add(tokens, json.loads(row["usage"] or "{}"))
        if row["status"] == DONE:
            done.append(row["id"])
            crises.update(plays.store.dialogue(row["id"]).crisis)
    return {
        "command": "roleplay",
        "config": asdict(config),
        "versions": record.versions(),
        "program": plays.shared.program,
        "generators": plays.shared.generators,
        "seed": config.seed,
        "cards": _of_cards(start),
        "checks": tally(plays.store.db, run_id, None),
        "dialogues": {
            "total": len(plays.ids),
            "done": len(done),
            "made": sum(one in plays.made for one in done),
            "reused": sum(one not in plays.made for one in done),
            "by_status": dict(sorted(statuses.items())),
        },
        "crisis": dict(sorted(crises.items())),
        "tokens": dict(sorted(tokens.items())),
        "cost_usd": ledger.cost(tokens, start.cast.all()),
    }


def _of_cards(start: RoleplayStart) -> dict[str, Any]:
    reading, licence = start.reading, start.reading.format.licence
    return {
        "format": reading.format.key,
        "records": reading.records,
        "bad": len(reading.bad),
        "played": len(start.cards),
        "languages": dict(sorted(Counter(card.language for card in start.cards).items())),
        **({"licence": licence.name} if licence != UNKNOWN else {}),
    }


def failures_of(rows: Iterable[Row]) -> list[str]:
    """Return a line for each dialogue that came to nothing."""
    failed = (row for row in rows if row["status"] not in (None, DONE, CHECK_FAILED))
    return [f"dialogue {row['position']}: {row['status']}: {row['error'] or ''}" for row in failed]


def print_account(written: Mapping[str, Any], reading: CardReading, failures: Sequence[str], meter: Meter) -> None:
    """Print how many cards were played, by whom, what it took, and where to look next."""
    paper, made, out = Paper(), written["dialogues"], str(written["config"]["out"])
    kept = f" ({made['reused']} were there already)" if made["reused"] else ""
    others = "".join(f", {count} {status}" for status, count in made["by_status"].items() if status != DONE)
    lines = [
        f"{made['done']} of {counted(made['total'], 'card')} played{kept}{others}",
        *(f"{role}: {name}" for role, name in written["generators"].items()),
        *_of_cost(written, meter),
    ]
    if written["crisis"]:
        named = ", ".join(f"{kind.replace('_', '-')} in {count}" for kind, count in written["crisis"].items())
        lines.append(f"words of crisis from the seeker: {named}")
    for line in lines:
        paper.print(as_text(line), soft_wrap=True)
    rest = [f"and {len(failures) - _SHOWN} more"] if len(failures) > _SHOWN else []
    for title, told in (
        ("Records that are no cards", list(problems(reading.bad))),
        ("Role plays that failed", [*failures[:_SHOWN], *rest]),
    ):
        if told:
            paper.print(as_text(f"\n{title}", "bold"))
            for line in told:
                paper.print(as_text(f"  {' '.join(line.split())}"), soft_wrap=True)
    if any(name.startswith(OFFLINE) for name in written["generators"].values()):
        paper.print(as_text(f"\n{OFFLINE_NOTE}"), soft_wrap=True)
    paper.print(as_text(f"\nIn {out}: {FILE}, {DIALOGUES}, {RUN}"), soft_wrap=True)
    if made["done"]:
        paper.print(as_text(f"Next: socialsim judge {shlex.quote(out)} scale=esc-eval"), soft_wrap=True)


def _of_cost(written: Mapping[str, Any], meter: Meter) -> list[str]:
    if not written["tokens"]:
        return []
    usd = written["cost_usd"]
    price = f"{usd:.2f} USD" if usd is not None else "cost not known"
    reused = f", {meter.reused:,} answered from the cache" if meter.reused else ""
    return [f"{price}; this run: {meter.calls:,} calls made{reused}"]
