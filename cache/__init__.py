"""SQLite: the corpus store."""

from .store import DONE, FILE, SCREENED_OUT, CorpusStore, PostOutcome, StoredPersona

__all__ = ["DONE", "FILE", "SCREENED_OUT", "CorpusStore", "PostOutcome", "StoredPersona"]
