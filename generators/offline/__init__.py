"""The offline generator: a rule-based conversation simulator behind DSPy's engine contract."""

from .engine import NAME, AsyncOfflineEngine, OfflineEngine, offline_lm

__all__ = ["NAME", "AsyncOfflineEngine", "OfflineEngine", "offline_lm"]
