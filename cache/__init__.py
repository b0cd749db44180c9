"""SQLite: the corpus store and the response cache."""

from .responses import RESPONSES, KeptResponse, ResponseCache
from .store import CHECK_FAILED, DONE, FILE, SCREENED_OUT, CorpusStore, Screening, StoredPersona

__all__ = [
    "CHECK_FAILED",
    "DONE",
    "FILE",
    "RESPONSES",
    "SCREENED_OUT",
    "CorpusStore",
    "KeptResponse",
    "ResponseCache",
    "Screening",
    "StoredPersona",
]
