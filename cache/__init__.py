"""SQLite: the corpus store."""

from .store import DONE, FILE, SCREENED_OUT, CorpusStore, Screening, StoredPersona

__all__ = ["DONE", "FILE", "SCREENED_OUT", "CorpusStore", "Screening", "StoredPersona"]
