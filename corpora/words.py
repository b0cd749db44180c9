"""The words of a text, and its runs of words: how alike two texts are is told by what runs they share."""

from __future__ import annotations

import re
from functools import lru_cache

# Chinese, Japanese and Korean have a word a sign, and other scripts theirs as they stand. In Latin script a letter with
# an accent parts a word: what the checks find was measured so.
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[\u2e80-\u2fdf\u3041-\u9fff\uac00-\ud7af\uf900-\ufaff]|[\u0370-\u1dff]+")


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, apostrophes kept; nothing for a text of signs only.

    Remembered by text, since every turn is looked at by many rules and, in the loop, many times.
    """
    return tuple(_WORD.findall(text.replace("’", "'").casefold()))


def ngrams(text: str, size: int) -> set[tuple[str, ...]]:
    """Return the runs of `size` words in a text; nothing for a shorter one."""
    found = words(text)
    return {found[start : start + size] for start in range(len(found) - size + 1)}
