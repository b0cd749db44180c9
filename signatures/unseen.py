"""Characters that are not to be seen but do something: they are taken out of text wherever it is shown."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and line feed; the marks that turn the direction of writing around, behind which a text
# can look like another; surrogates and non-characters, which no file in UTF-8 may hold.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def without_unseen(text: str) -> str:
    """Return `text` without them, each end of a line as a line feed."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
