"""`socialsim extract`: posts → persona bank."""

from __future__ import annotations

from typing import Any

from ..signatures import BudgetReached
from . import ledger, record
from .bank import Bank
from .files import PROFILES, RUN, write_profiles, write_run
from .forecast import forecast, print_forecast
from .schema import ExtractConfig
from .start import Start, begin, check_folder, kept_responses, open_store, recorded, require_personas, stopped
from .summary import print_bank


def run(config: ExtractConfig) -> None:
    """Fill the bank in `config.out`, write its files and print a summary."""
    start = begin(config)
    if config.dry_run:
        print_forecast(forecast(config, start))
        return
    folder, bank = check_folder(config.out), Bank()
    with (
        open_store(folder) as store,
        kept_responses(start.session, start.cast, config.cache),
        recorded(store, "extract", config),
    ):
        try:
            start.fill(store, config.n, bank)
        except (KeyboardInterrupt, BudgetReached) as why:
            raise stopped(why, bank.saved(), config.out) from None
        require_personas(bank)
        write_profiles(folder, (store.persona(persona_id).persona for persona_id in bank.ids))
    written = _record(config, start, bank)
    write_run(folder, written)
    print_bank(written, start.counts, bank, (PROFILES, RUN), start.session.meter)


def _record(config: ExtractConfig, start: Start, bank: Bank) -> dict[str, Any]:
    extraction = start.extraction
    return {
        "command": "extract",
        "config": record.configuration(config),
        "versions": record.versions(),
        "extractor": extraction.program if extraction else None,
        "generators": {"extractor": extraction.generator if extraction else None},
        "seed": config.seed,
        "posts": record.of_posts(start.counts, bank),
        "privacy": record.of_privacy(config.privacy, start.posts),
        "personas": record.of_personas(bank),
        "tokens": dict(sorted(bank.tokens.items())),
        "cost_usd": ledger.cost(bank.tokens, start.cast.all()),
    }
