"""What a command needs whose calls all go to one LM: a judge, or a chatbot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..generators import LMConfig, Session, build_lm
from .casting import Cast, plain_settings
from .schema import BudgetConfig
from .start import budget_of, kept_responses


@contextmanager
def one_lm(lm: LMConfig, budget: BudgetConfig, cache: str | None) -> Iterator[tuple[LMConfig, Session]]:
    """Open an LM for calls: its settings alone, and a session that keeps its answers in the file `cache`.

    Raises:
        ConfigurationError: the budget is none, nobody serves the model, or its key is missing; no file was made then.
    """
    lm = plain_settings(lm)
    roles = Cast(lm, lm, lm)
    session = Session(budget=budget_of(budget, roles))
    build_lm(lm, session)
    with kept_responses(session, roles, cache):
        yield lm, session
