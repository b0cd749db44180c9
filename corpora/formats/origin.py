"""Who wrote a dialogue and whose posts are behind it, as formats note it that have no place for how it was made.

Ours hold the whole provenance and the post. Chat records and SSConv, whose forms are others', have two notes of ours
instead, spelt in the manner of each, so that neither a licence nor a warning is lost on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..format import ReadDialogue

GENERATORS = ("generators", "Generators")
"""What the note is called in chat records, and in SSConv: role → name of the LM."""
CORPUS = ("corpus", "Corpus")
"""What the note is called: the key of the corpus that the post is of."""


def generators_in(notes: Mapping[str, Any]) -> dict[str, str]:
    """Return who wrote a dialogue, by role, as its notes say; {} where they do not."""
    found: Mapping[str, Any] = next((notes[name] for name in GENERATORS if isinstance(notes.get(name), Mapping)), {})
    return {str(role): name for role, name in found.items() if isinstance(name, str) and name}


def generators_of(found: ReadDialogue) -> dict[str, str]:
    """Return who wrote a dialogue that SocialSim made, by role; {} for any other."""
    made = found.dialogue.provenance
    return dict(made.generators) if made else generators_in(found.about)


def corpus_of(found: ReadDialogue) -> str:
    """Return the key of the corpus whose post is behind a dialogue; "" where neither post nor notes tell it."""
    noted = (found.about.get(name) for name in CORPUS)
    return post_corpus(found) or next((key for key in noted if isinstance(key, str)), "")


def post_corpus(found: ReadDialogue) -> str:
    """Return the key of the corpus that a dialogue's post is of; "" where there is no post, or that is not known."""
    key = found.post.get("corpus") if found.post else None
    return key if isinstance(key, str) else ""
