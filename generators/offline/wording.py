"""Turning the seeker's words round: first person into second for replies, into third for reasoning."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

_SECOND = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "im": "you're", "ive": "you've",
    "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "we": "you", "we're": "you're", "we've": "you've", "we'd": "you'd", "we'll": "you'll",
    "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
_THIRD = {
    "i": "they", "i'm": "they're", "i've": "they've", "i'd": "they'd", "i'll": "they'll", "im": "they're",
    "ive": "they've", "me": "them", "my": "their", "mine": "theirs", "myself": "themselves",
}  # fmt: skip
_VERBS = {"am": "are", "was": "were", "wasn't": "weren't"}
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_LEAD_IN = re.compile(
    r"^(?:(?:well|honestly|yes|yeah|no|and|but|so|also|because|then|anyway|maybe|actually|hi|hello|hey|okay|ok|sure|"
    r"right|exactly|basically|i guess|i mean|i think|i suppose|the thing is|to be honest|if i'm honest|it's just that|"
    r"part of it is that|what makes it worse is that)\b[,.:]?\s+)+",
    re.IGNORECASE,
)
_STARTERS = frozenset(
    """i i'm i've i'd i'll my me we our it it's its he he's she she's they they're his her their there this that
    these those the a an every everything everyone nothing nobody no some sometimes when whenever if since
    although even after before every each most all lately recently now today""".split()
)
_I = re.compile(r"(?:I|I'\w+|I[md]|Ive)\b(?!')")
# Clauses about the talk itself, or about nothing yet named, say nothing when they are said back.
_INSUBSTANTIAL = re.compile(
    r"\b(?:hear|try|do|say|said|know|think|believe|helps?|about|like|of) (?:that|this|it)$|^it(?:'s|"
    r" is) (?:not that|just)|"
    r"^it doesn't help|^I(?:'m| am) (?:only )?(?:\d+|an? )|^I (?:see|guess|suppose|agree|needed|could|might|"
    r"will|may|hope|didn't mean)\b|"
    r"^I'(?:ll|d)\b|^(?:I )?did try|allowed to|\bthat (?:too|to me)\b|the word for|\b(?:isn't|not) only\b|"
    r"had to go through|\b(?:here|this conversation|talking|writing|listen)\b|^(?:this|that|these|those)\b",
    re.IGNORECASE,
)
_TO_YOU = re.compile(r"\b(?:you|your|yours|thanks?|bye|hello|hi)\b", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Split an utterance into sentences, end marks kept."""
    return [part.strip() for part in _SENTENCE_END.split(text.strip()) if part.strip()]


def clause(sentence: str, longest: int = 18) -> str | None:
    """Return the core of a first-person sentence, fit to be said back; None when it is not fit.

    Fit are 4 to `longest` words about the speaker, beginning with a word whose capital can be lowered, and not spoken
    to the listener.
    """
    core = _LEAD_IN.sub("", sentence.strip()).rstrip(".!?… \"'").replace("’", "'")
    words = core.split()
    if sentence.rstrip().endswith("?") or not 4 <= len(words) <= longest or words[0].lower() not in _STARTERS:
        return None
    if _TO_YOU.search(core) or not re.search(r"\b(?:I|my|me|I'm|I've|we|our)\b", core, re.IGNORECASE):
        return None
    if re.search(r"[()\"“”;:/]", core) or core.count(",") > 2:
        return None
    if _INSUBSTANTIAL.search(core):
        return None
    return core if _I.match(core) else core[0].lower() + core[1:]


def to_second_person(text: str) -> str:
    """“I lost my job” → “you lost your job”."""
    return _turn(text, _SECOND)


def to_third_person(text: str) -> str:
    """“I lost my job” → “they lost their job”."""
    return _turn(text, _THIRD)


def _turn(text: str, pronouns: dict[str, str]) -> str:
    text = text.replace("’", "'")
    turned: list[str] = []
    previous = ""
    end = 0
    for match in _WORD.finditer(text):
        word = match.group(0)
        lower = word.lower()
        replacement = pronouns.get(lower, word)
        if lower in _VERBS and (previous in {"i", "and", "or"} or _follows_i(text, match.end())):
            replacement = _VERBS[lower]
        turned.append(text[end : match.start()] + replacement)
        previous, end = lower, match.end()
    return "".join(turned) + text[end:]


def _follows_i(text: str, end: int) -> bool:
    return bool(re.match(r"\s+i\b", text[end:], re.IGNORECASE))


def join_words(words: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def capitalized(text: str) -> str:
    """Return `text` with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def fresh(rng: random.Random, options: Iterable[str], said: str) -> str:
    """Return one of `options` that does not occur in what was already said; any when all do."""
    shuffled = list(options)
    rng.shuffle(shuffled)
    unused = [option for option in shuffled if option.casefold() not in said]
    return (unused or shuffled)[0]
