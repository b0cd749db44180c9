"""The words of a post without what the web wrapped around them: entities, tags, invisible characters, loose spaces.

What is done to a text is counted, once for every text, so that nothing is cleaned in silence.
"""

from __future__ import annotations

import html
import re
from collections import Counter

# Only closed entities: html.unescape alone turns the "&para=2" of a link into "¶=2".
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,31};")
# A text is HTML when it has one of these; "<3" and "<sigh>" are not markup.
_OBVIOUS = re.compile(r"</?(?:p|br|div)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|br|div|li|ul|ol|tr|h[1-6]|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</(?:p|div|blockquote)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:/?[a-z]|!--)[^<>]*>", re.IGNORECASE)
_PICTURE = re.compile(r"<img\s[^<>]*>", re.IGNORECASE)
# What a browser never shows, whatever stands in it; what is not closed goes on to the end, there as here.
_UNSHOWN = re.compile(r"<!--.*?(?:-->|\Z)|<(style|script)(?:\s[^<>]*)?>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)

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
_UNSEEN = re.compile(f"[{re.escape(''.join(chr(code) for code in _INVISIBLE if code not in _SPACES))}]")
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _CHARACTERS)))}]")
_SURROGATE = re.compile("[\ud800-\udfff]")

HTML = "texts in HTML, read as a browser shows them"
PICTURES = "pictures left out"
ENTITIES = "texts with HTML entities, read as what they stand for"
LINE_ENDS = "texts with line ends other than \\n, read as \\n"
INVISIBLE = "texts with control characters or invisible ones, left out"
SPACES = "texts with no-break spaces or line separators, read as plain ones"
HALVES = "texts with half a character, which became U+FFFD"
LOOSE = "texts with white space around them, at line ends or in blank lines, left out"
UNSEEN = "texts in which nothing can be seen, read as empty"


def clean(text: str, quirks: Counter[str] | None = None) -> str:
    """Return `text` as its writer saw it: at most one blank line in a row, no outer space; "" if nothing is visible.

    Half of a surrogate pair (JSON can spell one, UTF-8 cannot) becomes U+FFFD.

    Args:
        quirks: where what is done to the text is counted: each kind once, but pictures one by one.
    """
    done = Counter[str]() if quirks is None else quirks
    if "&" in text or _OBVIOUS.search(text):
        text = _of_the_web(text, done)
    if "\r" in text:
        done[LINE_ENDS] += 1
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = text
    if _ODD.search(text):  # translating is slow, and most texts have none of them
        plain = text.translate(_CHARACTERS)
        visible = _UNSEEN.sub("", text)
        done.update([INVISIBLE] * (visible != text) + [SPACES] * (visible != plain))
    if _SURROGATE.search(plain):
        done[HALVES] += 1
        plain = _SURROGATE.sub("\ufffd", plain)
    neat = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in plain.split("\n"))).strip()
    if neat != plain:
        done[LOOSE] += 1
    if neat and not any(mark.isprintable() and not mark.isspace() for mark in neat):
        done[UNSEEN] += 1
        return ""
    return neat


def _of_the_web(text: str, done: Counter[str]) -> str:
    plain = _without_tags(text, done) if _OBVIOUS.search(text) else text
    shown = _unescape(plain)
    if shown != plain:
        done[ENTITIES] += 1
    if _OBVIOUS.search(shown):  # it was escaped HTML, as the Reddit interface gives it
        shown = _unescape(_without_tags(shown, done))
    return shown


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text)


def _without_tags(text: str, done: Counter[str]) -> str:
    done[HTML] += 1
    if pictures := len(_PICTURE.findall(text)):
        done[PICTURES] += pictures
    text = _UNSHOWN.sub("", text)
    # In HTML a line end is a space, and the tag is what breaks the line.
    text = re.sub(r"[ \t\r\n]+", " ", text)
    text = _PARAGRAPH.sub("\n\n", text)
    lines = _TAG.sub("", _BREAK.sub("\n", text)).split("\n")
    return "\n".join(line.strip() for line in lines)
