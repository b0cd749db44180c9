"""What the supporter's message does, as the seeker hears it: enough to take it up before going on."""

from __future__ import annotations

import re

# Phrases that give a kind of message away; the first kind with a phrase in the message is it.
_TELLING: dict[str, tuple[str, ...]] = {
    "crisis": ("988", "emergency", "crisis line"),
    "shared": ("of my own", "happened to me", "I remember", "I have been in", "when I went", "I once", "I've had",
               "my own life", "I felt"),
    "suggestion": ("could try", "you could", "you might", "maybe", "perhaps", "how about", "what if", "would it be",
                   "may be worth", "one idea", "sometimes it helps", "it could help"),
    "understood": ("understand you", "have it", "in other words", "hearing is", "sounds like", "sounds as",
                   "telling me", "put it", "imagine", "you seem", "I sense", "I hear how", "must be", "must sting",
                   "must wear", "cut deep", "get the sense"),
    "information": ("many people", "common", "trained for", "mind", "minds", "our body", "known to", "usually begins",
                    "groups where", "what you describe", "thoughts tend"),
    "support": ("courage", "strength", "brave", "braver", "deserve", "credit", "believe you", "kept going", "counts",
                "real step", "nothing wrong", "weak", "human answer", "come further", "know yourself"),
}  # fmt: skip
_PATTERNS = {
    kind: re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
    for kind, phrases in _TELLING.items()
}


def kind_of(message: str) -> str:
    """Return crisis, shared, suggestion, question, understood, information, support, or else presence."""
    told = [kind for kind, pattern in _PATTERNS.items() if pattern.search(message)]
    leading = [kind for kind in told if kind in ("crisis", "shared", "suggestion")]
    if not leading and message.rstrip().endswith("?"):
        return "question"
    return (leading or told or ["presence"])[0]
