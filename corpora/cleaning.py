"""The words of a post without what the web wrapped around them: entities, tags, invisible characters, loose spaces."""

from __future__ import annotations

import html
import re

# Only closed entities: html.unescape alone turns the "&para=2" of a link into "¶=2".
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,31};")
# A text is HTML when it has one of these; "<3" and "<sigh>" are not markup.
_OBVIOUS = re.compile(r"</?(?:p|br|div)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|br|div|li|ul|ol|tr|h[1-6]|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</(?:p|div|blockquote)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:/?[a-z]|!--)[^<>]*>", re.IGNORECASE)

_INVISIBLE = dict.fromkeys(
    [
        *(code for code in range(0x20) if chr(code) not in "\t\n"),
        0x7F,
        # Zero-width joiner and non-joiner stay: they spell Persian and Hindi words and hold emoji together.
        *(0x00AD, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF),
    ],
    None,
)
_SPACES: dict[int, str | None] = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n\n"}
_SPACES |= dict.fromkeys([0x00A0, 0x2007, 0x202F], " ")
_CHARACTERS = _INVISIBLE | _SPACES
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` as its writer saw it: at most one blank line in a row, no outer space; "" if nothing is visible.

    Half of a surrogate pair (JSON can spell one, UTF-8 cannot) becomes U+FFFD.
    """
    if _OBVIOUS.search(text):
        text = _without_tags(text)
    text = _unescape(text)
    if _OBVIOUS.search(text):  # it was escaped HTML, as the Reddit interface gives it
        text = _unescape(_without_tags(text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CHARACTERS)
    text = _SURROGATE.sub("\ufffd", text)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
    return text if any(mark.isprintable() and not mark.isspace() for mark in text) else ""


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text)


def _without_tags(text: str) -> str:
    # In HTML a line end is a space, and the tag is what breaks the line.
    text = re.sub(r"[ \t\r\n]+", " ", text)
    text = _PARAGRAPH.sub("\n\n", text)
    lines = _TAG.sub("", _BREAK.sub("\n", text)).split("\n")
    return "\n".join(line.strip() for line in lines)
