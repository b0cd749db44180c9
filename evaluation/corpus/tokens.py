"""What counts as a word: one tokenizer for every figure of `socialsim describe`, named wherever its figures stand.

Another tokenizer gives other figures: NLTK's splits "don't" into two, str.split() leaves "well," with its comma. Two
corpora can be compared where one tokenizer counted both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

NAME = "socialsim words"
MEANING = (
    "runs of letters and digits in lower case, with the apostrophes, hyphens and decimal points inside them; each CJK "
    "character, each other mark"
)
CJK = r"\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Characters of Chinese and Japanese, which are written without spaces; Korean has spaces."""

_RUN = r"{0}+(?:['-]{0}+|(?<=\d)[.,]\d+)*|\S"
_ANY = re.compile(_RUN.format(rf"[^\W_{CJK}]"))
_ASCII = re.compile(_RUN.format(r"[a-z0-9]"))  # the same on plain English, a third faster
_CJK = re.compile(f"[{CJK}]")


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in lower case; a typographic apostrophe becomes a plain one."""
    low = text.lower()
    if low.isascii():
        return _ASCII.findall(low)
    return _ANY.findall(low.replace("’", "'"))


def cjk_in(text: str) -> int:
    """Return how many Chinese and Japanese characters a text has."""
    return 0 if text.isascii() else len(_CJK.findall(text))


class Script(NamedTuple):
    """In which characters a text is written."""

    characters: int
    """Spaces not counted."""
    cjk: int
    """Of these, Chinese and Japanese ones."""

    @property
    def is_mostly_cjk(self) -> bool:
        """Whether words of crises, which are English, cannot be found in it: nothing found says nothing then."""
        return 2 * self.cjk > self.characters


def script_of(texts: Iterable[str]) -> Script:
    """Return the script of several texts together."""
    characters = cjk = 0
    for text in texts:
        characters += len(text) - text.count(" ")
        cjk += cjk_in(text)
    return Script(characters, cjk)
