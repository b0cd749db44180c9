"""A post as readable sentences: what a forum adds to a text (links, edits, markup, apologies) is taken off again.

Two forms of a post are used in this room. `plain` keeps every word and only makes typography uniform, for finding what
is stated. `sentences` gives the poster's own words in a form that can be spoken aloud, for quoting them.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from .forum_noise import EDIT, GREETING, JOINED, LABEL, MARKUP, ONLY_GREETING, SPELLING, TO_THE_FORUM

LONGEST = 200
"""Characters of a quoted sentence; longer ones are divided at a clause, because nobody says them in one breath."""

_TYPOGRAPHY = str.maketrans("’‘´`“”„\u00a0\t\r–—", "''''\"\"\"  \n--", "") | {ord("…"): "..."}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\\\\]|&?#x200b;?", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")


@lru_cache(maxsize=16)  # one post is read for a dozen attributes in a row
def plain(post: str) -> str:
    """Return the post with straight quotes, single spaces and no invisible characters; line breaks stay."""
    text = html.unescape(html.unescape(post)).translate(_TYPOGRAPHY)
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def folded(text: str) -> str:
    """Return `text` in lower case with every character in its place.

    Patterns that are written in lower case and compiled without IGNORECASE run three times as fast on it.
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that is written in lower case, for `folded` text."""
    return re.compile(pattern)


def sentence_before(text: str, start: int, reach: int = 80) -> str:
    """Return what stands before `start` in the same sentence, at most `reach` characters of it."""
    return _SENTENCE_END.split(text[max(0, start - reach) : start])[-1]


_SENTENCE_END = re.compile(r"[.!?;\n]")
_END = re.compile(r"(?<=[.!?])[\"')\]]?\s+(?=[\"'(\[]?[A-Za-z0-9$])|\n+")
_NOT_AN_END = re.compile(
    r"(?:\b(?i:e\.?g|i\.?e|mr|mrs|ms|dr|vs|approx|prof)\.|\b(?:St|Jr)\.|(?<![\w'])[A-HJ-Z]\.|\.\.\.)$"
)
_ENDED = re.compile(r"[.!?][\"')\]]*$")


def _cleaned(post: str) -> str:
    text = EDIT.sub("", plain(post))
    for signs, pattern, replacement in MARKUP:
        if not signs or any(sign in text for sign in signs):
            text = pattern.sub(replacement, text)
    for pattern, replacement in JOINED:
        text = pattern.sub(replacement, text)
    for pattern, replacement in SPELLING:
        text = pattern.sub(replacement, text)
    return _SPACES.sub(" ", text)


def _divided(text: str) -> list[str]:
    """Divide at sentence ends and at line breaks that end a paragraph."""
    pieces: list[str] = []
    start = 0
    for gap in _END.finditer(text):
        before, after = text[start : gap.start()], text[gap.end() : gap.end() + 1]
        line_break = "\n" in gap.group(0)
        if line_break and not _ENDED.search(before.rstrip()) and after.islower() and gap.group(0).count("\n") == 1:
            continue  # a line that was only wrapped
        if not line_break and _NOT_AN_END.search(before) and (after.islower() or not before.endswith("...")):
            continue
        closing = gap.group(0).strip()
        pieces.append(before + closing)
        start = gap.end()
    pieces.append(text[start:])
    return [piece for piece in (" ".join(piece.split()) for piece in pieces) if piece]


# "But now I ..." is spoken as "Now I ..." once the sentence before it is gone.
_CONNECTIVE = re.compile(
    r"^(?:(?:and|but|so(?! (?:that|(?:i|he|she|we|they) (?:can|could)))|also|anyways?|anyhow|basically|well|"
    r"ok|okay|then|plus|yet|however|moreover|furthermore|besides|"
    r"additionally|therefore|thus|i mean|to start off|first of all|firstly|secondly|lastly|for example|on top of that|"
    r"to make a long story short|long story short|of course|honestly|the thing is|though|or|cause|"
    r"(?:with )?that being said|"
    r"more specifically|another example|in addition|to be honest|tbh|as a result)\b[,:;]?\s+|(?:yeah|yes|no|"
    r"like|um+|uh+),\s+)"
    r"(?:(?:though|tho),?\s+|that\s+(?=i\b))?",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:i|i'm|i've|i'd|he|she|they|we|it|it's|my|our|his|her|their|there|this|that|everyone|nobody|no one|"
    r"people|nothing)\b"
)
_AFTER_COMMA = re.compile(rf",\s+(?={_SUBJECT})", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"(?:when|if|although|even|though|since|because|while|as|after|before|once|until|whenever|by|in|on|at|"
    r"for|not|having|being)\b",
    re.IGNORECASE,
)
# Where a long sentence may be divided, best first; what follows must be able to stand alone.
_CLAUSE = (
    re.compile(rf"(?:;|,? - |\.\.\.)\s*(?={_SUBJECT})", re.IGNORECASE),
    re.compile(rf",\s+(?:and|but|so|then|and then|plus|yet)\s+(?={_SUBJECT})", re.IGNORECASE),
    _AFTER_COMMA,
    re.compile(rf"\s+(?:and|but|so|then|and then)\s+(?={_SUBJECT})", re.IGNORECASE),
    re.compile(r"(?<=[a-z])\s+(?=(?:It's|Its|He|She|They|We|My|But|And|So|Why|How|Because|This|There|Like|Or) )"),
    re.compile(r"(?<=[a-z])\s+(?=I(?:'m|'ve| am| have| was| just| don't| can't| feel| went| want| know)\b)"),
)
_LAST_RESORTS = (
    re.compile(r"(?:,|\s-)\s+|\s+(?=(?:because|which|when|where|while|who|since|although|unless)\b)", re.IGNORECASE),
    re.compile(r"\s+(?=(?:and|but|so)\b)", re.IGNORECASE),
)
_ASIDE = re.compile(r"\s*\([^()]{4,}\)|\s*\([^()]{40,}$")
_ASKED = re.compile(
    r"(?:Are|Is|Am|Was|Were|Do|Does|Did|Can|Could|Should|Would|Will|Has|Have) (?:I|you|the|it|this|that|he|"
    r"she|they|we|there|any\w*|my)\b|"
    r"(?:Why|How|What|Where|Who) (?:is|are|am|was|were|do|does|did|don't|doesn't|can|can't|could|should|"
    r"would|will|the hell|the fuck|has|have) (?:I|you|the|it|this|that|he|she|they|we|there|any\w*|my|people|"
    r"girls|everyone)\b",
    re.IGNORECASE,
)
_SMALL_I = re.compile(r"\bi\b")
_BULLET = re.compile(r"^[)\].,;:\s]+|^\d+[.)]\s+|^[a-z][.)]\s+")
_WORD = re.compile(r"[A-Za-z]{2}")
_LETTER = re.compile(r"[A-Za-z]")
_DANGLING = re.compile(
    r"(?:[\s,;:-]+(?:and|but|or|so|because|whereas|such as|e\.g|i\.e|that|which|who|when|where|while|if|to|"
    r"of|the|a|an|my|his|her|i|is|was|with|for|then|as|than|about|like|just|even))+$",
    re.IGNORECASE,
)


def sentences(post: str) -> list[str]:
    """Return the poster's own sentences in order, each well-formed and at most `LONGEST` characters where possible.

    Words to the forum ("sorry for the long post"), links, edits, usernames and age tags are gone; the most common
    slips of typing are put right. Empty when nothing remains.
    """
    return list(_spoken(post))


@lru_cache(maxsize=16)
def _spoken(post: str) -> tuple[str, ...]:
    result: list[str] = []
    for line in _divided(LABEL.sub("", _cleaned(post))):
        low = folded(line)
        if ONLY_GREETING.match(low) or (len(line) <= LONGEST and TO_THE_FORUM.search(low)):
            continue
        for piece in _pieces(_calmed(line)):
            if len(line) > LONGEST and TO_THE_FORUM.search(folded(piece)):
                continue
            spoken = well_formed(piece)
            if spoken and spoken not in result:
                result.append(spoken)
    return tuple(result)


def _calmed(text: str) -> str:
    """Take a sentence out of capital letters."""
    letters = [character for character in text if character.isalpha()]
    if len(letters) > 12 and sum(map(str.isupper, letters)) > 0.8 * len(letters):
        text = _SMALL_I.sub("I", text.lower())
    return text.strip()


def _pieces(line: str) -> list[str]:
    """Divide a sentence that is too long to say at clause boundaries; the rest without a good boundary is left out."""
    if len(line) <= LONGEST:
        return [line]
    if _ASIDE.search(line):
        return _pieces(_ASIDE.sub("", line))
    middle = len(line) // 2
    for boundary in _CLAUSE:
        if boundary is _AFTER_COMMA and _SUBORDINATE.match(line):
            continue
        found = [gap for gap in boundary.finditer(line) if 25 <= gap.start() <= len(line) - 15]
        if found:
            gap = min(found, key=lambda gap: abs(gap.start() - middle))
            return _pieces(line[: gap.start()]) + _pieces(line[gap.end() :])
    for boundary in _LAST_RESORTS:
        cuts = [gap.start() for gap in boundary.finditer(line, 40, LONGEST)]
        if cuts:
            return [_DANGLING.sub("", line[: cuts[-1]])]
    return [_DANGLING.sub("", line[:LONGEST].rsplit(" ", 1)[0])]


def well_formed(piece: str) -> str:
    """Return `piece` as a sentence: no greeting or leading "and", a capital, an end mark; "" when nothing is left."""
    text = piece.strip(" \t-*•,;:~|")
    text = GREETING.sub("", text)
    for _ in range(2):
        text = _CONNECTIVE.sub("", text)
    text = _BULLET.sub("", text)
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    if text.count("[") != text.count("]"):
        text = text.replace("[", "").replace("]", "")
    text = text.strip(" ,;:-")
    if not _WORD.search(text):
        return ""
    if not _ENDED.search(text):
        text = text.rstrip(" ,;:-.") + "."
    if text.endswith(".") and _ASKED.match(text):
        text = text.rstrip(".") + "?"
    first = _LETTER.search(text)
    if first:
        text = text[: first.start()] + first.group(0).upper() + text[first.end() :]
    return text
