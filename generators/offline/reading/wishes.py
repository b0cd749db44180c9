"""A question to a forum said as a wish: "How do I move on?" becomes "I want to know how to move on."

People ask a forum, but tell a listener what they hope for. Questions that none of the rules fits stay questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PRONOUN = (
    r"(?:I|we|he|she|they|it|this|that|there|my \w+|our \w+|his \w+|her \w+|these|those|counsel(?:l)?ing|therapy|"
    r"someone|anyone|anything|people)"
)


def _rule(pattern: str, make: Callable[[re.Match[str]], str]) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    return re.compile(rf"^(?:(?:And|So|But|Also|Or),?\s+)?{pattern}\s*\?+$", re.IGNORECASE), make


def _plural(verb: str) -> str:
    """Return a third-person verb for "anyone": feel -> feels, have -> has."""
    irregular = {"have": "has", "do": "does", "go": "goes", "am": "is", "are": "is"}
    lowered = verb.lower()
    if lowered in irregular:
        return irregular[lowered]
    if lowered.endswith(("ch", "sh", "ss", "x", "o")):
        return lowered + "es"
    return lowered[:-1] + "ies" if _CONSONANT_Y.search(lowered) else lowered + "s"


_RULES = (
    _rule(
        r"How (?:would|will|do|can|should) (?:I|we|you|one) (?:even |actually )?(?:know|tell) (?P<rest>(?:if|"
        r"whether|when|what|who|which|how|that) .+?)",
        lambda m: f"I want to know {m['rest']}",
    ),
    _rule(
        r"How (?:would|will|do|can) (?:I|we|you|one) know (?P<rest>.+?)",
        lambda m: f"I want to know whether {m['rest'].removeprefix('how to ')}",
    ),
    _rule(
        r"What (?:do|should) (?:I|you|we)(?: guys)? do (?P<rest>.+?)",
        lambda m: f"I want to know what to do {m['rest']}",
    ),
    _rule(r"What (?:do|should) (?:I|we) do", lambda m: "I want to know what I should do"),
    _rule(
        r"How (?:do|can|could|should|would|might) (?:I|we|someone|one)\s+(?:even\s+|actually\s+|"
        r"possibly\s+)?(?P<rest>.+?)",
        lambda m: f"I want to know how to {m['rest']}",
    ),
    _rule(
        r"How (?:do|can) you (?:guys |all |people )?(?P<rest>.+?)", lambda m: f"I want to know how others {m['rest']}"
    ),
    _rule(r"How to (?P<rest>.+?)", lambda m: f"I want to know how to {m['rest']}"),
    _rule(
        r"(?P<w>What|How|Where|When|Who) (?P<aux>should|can|could|would|will|might|must) (?P<who>I|we|he|she|"
        r"they)\s+(?P<rest>.+?)",
        lambda m: f"I want to know {m['w'].lower()} {m['who']} {m['aux'].lower()} {m['rest']}",
    ),
    _rule(r"What (?:do|can) (?:I|we) (?P<rest>.+?)", lambda m: f"I want to know what to {m['rest']}"),
    _rule(r"What to (?P<rest>.+?)", lambda m: f"I want to know what to {m['rest']}"),
    _rule(r"Where (?:do|can) I (?P<rest>.+?)", lambda m: f"I want to know where to {m['rest']}"),
    _rule(
        r"What (?:would|do) you (?:guys )?(?:suggest|recommend|advise)(?: (?:that )?I (?:do|should do))?.*?",
        lambda m: "I want to know what I can do",
    ),
    _rule(
        r"What (?P<be>is|'s) (?:wrong|happening|going on) (?P<rest>.*?)",
        lambda m: (
            f"I want to understand what is {'wrong ' if 'wrong' in m.group(0).lower() else 'happening '}{m['rest']}"
        ),
    ),
    _rule(
        r"Why (?P<be>am|was|is|are) (?P<who>I|we|he|she|they|it|my \w+)\s+(?P<rest>.+?)",
        lambda m: f"I want to understand why {m['who']} {m['be'].lower()} {m['rest']}",
    ),
    _rule(
        r"Why (?:the \w+ |in the world )?(?P<aux>do|does|can't|can|won't|don't|doesn't) (?P<who>I|we|he|she|"
        r"they|it|my \w+|girls|guys|people) (?P<rest>.+?)",
        lambda m: f"I want to understand why {m['who']} {_aux(m)}",
    ),
    _rule(
        rf"(?P<aux>Should|Can|Could|Would|Will|Must) (?P<who>{_PRONOUN}) (?P<rest>.+?)",
        lambda m: f"I want to know whether {m['who']} {m['aux'].lower()} {m['rest']}",
    ),
    _rule(
        rf"(?P<be>Am|Is|Are|Was|Were) (?P<who>{_PRONOUN})\s+(?P<rest>.+?)",
        lambda m: f"I want to know whether {m['who']} {m['be'].lower()} {m['rest']}",
    ),
    _rule(r"Isn't (?P<rest>.+?)", lambda m: ""),
    _rule(
        r"(?:Do|Does) (?P<who>I|we|they|he|she|it|this|that) (?P<rest>.+?)",
        lambda m: f"I want to know whether {m['who']} {_conjugated(m)}",
    ),
    _rule(
        r"(?:(?:Do(?:es)? (?:you|anyone|anybody)(?: guys)? have|Is there|Got) )?any (?:\w+ )?(?P<what>advice|"
        r"tips|suggestions|ideas|thoughts|help|opinions|techniques|info|recommendations)(?P<rest>.*?)",
        lambda m: f"I would like some {m['what'].lower()}{_cut(m['rest'])}",
    ),
    _rule(
        r"(?:Does )?(?:anyone|anybody|any one|someone) (?:else )?(?:here )?(?:also |ever |just |"
        r"really )*(?P<verb>feel|feels|have|has|struggle|get|think|go|experience|want|deal|know|relate|wish|find|"
        r"hate|take|use|eat|try|cry|hear|notice|live|suffer|lose|sleep|struggle)s? (?P<rest>.+?)",
        lambda m: (
            f"I want to know whether anyone else "
            f"{_plural(m['verb'].rstrip('s') if m['verb'] != 'has' else 'have')} {m['rest']}"
        ),
    ),
    _rule(
        r"(?:anyone|anybody) (?:else )?(?:here )?(?:ever )?(?P<rest>(?:tried|been|gone|had|written|experienced|"
        r"used|taken|noticed|done|met|dealt|felt) .+?)",
        lambda m: f"I want to know whether anyone else has {m['rest']}",
    ),
    _rule(
        r"(?:Has|Have) (?:anyone|anybody|any of you|anybody) (?:else )?(?:here )?(?:ever )?(?P<rest>.+?)",
        lambda m: f"I want to know whether anyone else has {m['rest']}",
    ),
    _rule(
        r"(?:Can|Could|Would|Will) (?:someone|anyone|somebody|anybody|any of you|"
        r"you)(?: guys)?(?: please)? (?:help|give|offer|tell|advise)(?: me)?(?P<rest>.*?)",
        lambda m: f"I would like somebody to help me{_cut(m['rest'])}",
    ),
    _rule(r"Am I the only one(?P<rest>.*?)", lambda m: f"I want to know whether I am the only one{m['rest']}"),
)
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_ABOUT = re.compile(r"\b(?:on|about|for|how|with|to)\b.*")
_PLEASE = re.compile(r"^Please,\s+(?=I\b)")
_LEAD = re.compile(
    r"^(?:(?:So|Or|And|But|Well|Please|Basically|Now|Honestly|Seriously|My question is|Question|Also),?[:]?\s+)+"
)
_YOU = re.compile(r"\b(yourself|yours|your|you)\b", re.IGNORECASE)
_ADVERB = re.compile(r"(?:always|never|even|really|still|just|only|ever|often) ", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:others|anyone else)\b")
_MIRROR = {"yourself": "themselves", "your": "their", "you": "they", "yours": "theirs"}


def _aux(found: re.Match[str]) -> str:
    """Return the verb and what follows it, in the order of a statement: "does it come" -> "comes"."""
    aux = found["aux"].lower()
    if aux == "do":
        return found["rest"]
    return _conjugated(found) if aux == "does" else f"{aux} {found['rest']}"


def _conjugated(found: re.Match[str]) -> str:
    who, rest = found["who"].lower(), found["rest"]
    if who in {"i", "we", "they"}:
        return rest
    adverb = _ADVERB.match(rest)
    verb, _, tail = rest[adverb.end() if adverb else 0 :].partition(" ")
    return f"{adverb.group(0) if adverb else ''}{_plural(verb)} {tail}".strip()


def _cut(rest: str) -> str:
    """Keep what an offer of help is about and drop who should give it."""
    found = _ABOUT.search(rest)
    return f" {found.group(0)}" if found and "you" not in found.group(0).split() else ""


def as_wish(sentence: str) -> str:
    """Return a question of the writer as a wish in the first person; other sentences come back unchanged."""
    if not sentence.endswith("?"):
        return _PLEASE.sub("", sentence)
    core = _LEAD.sub("", sentence)
    core = core[:1].upper() + core[1:]
    for pattern, make in _RULES:
        found = pattern.match(core)
        if not found:
            continue
        wish = make(found).strip()
        if not wish:
            return sentence
        if _OTHERS.search(wish):
            wish = _YOU.sub(lambda word: _MIRROR[word.group(0).lower()], wish)
        return wish.rstrip(" .,;:") + "."
    return sentence
