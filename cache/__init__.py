"""SQLite: the corpus store and the response cache."""

from .responses import RESPONSES, KeptResponse, ResponseCache
from .store import SCREENED_OUT, CorpusStore, Screening, StoredPersona
from .tables import CHECK_FAILED, DONE, FILE

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
