"""Words of crisis: danger to life in what a person writes.

Recall comes before precision: a missed cry for help costs more than a needless word of care. This finds words, it does
not assess risk, and nothing here may be used to decide about a real person.
"""

from __future__ import annotations

import re

_PATTERNS = (
    r"suicid\w*",
    r"kill(?:ing|ed)? myself\b",
    r"(?:to|will|gonna|might|could|would|please|just) kill me\b",
    r"unalive\w*|kms\b",
    r"(?:want(?:ed)?|wanna|going|ready|have|need|try(?:ing)?) to end (?:it|things|my life|everything)\b",
    r"can(?:no|')?t (?:do this|go on|take (?:it|this)) any ?(?:more|longer)\b|can(?:no|')?t go on\b",
    r"(?:might|may) as well be dead\b",
    r"(?:took|taken|swallowed|take) (?:\w+ )?(?:\d+|all (?:my|the)|a (?:bottle|handful) of|too many) (?:\w+ )?pills\b",
    r"(?:cutting|hurting) again\b",
    r"(?:end|ending|take|taking) (?:my (?:own )?life|it all)\b(?! back)",
    r"(?:want|wanted|wanting|going|ready|rather|like) to (?:just )?die\b",
    r"(?:wish(?:ing)?|rather|like|want(?:ed)?) (?:i (?:was|were)|to be) dead\b",
    r"(?:wanna|gonna) die\b",
    r"(?:do(?:n'?t| not)|no longer|did ?n'?t) (?:really )?(?:want|wanna) to (?:live|be alive|exist|wake up|be here)\b",
    r"do(?:n'?t| not) wanna (?:live|be alive|exist|be here)\b",
    r"(?:no (?:reason|point)|nothing) (?:left )?(?:to|in) liv(?:e|ing)(?: for)?\b",
    r"better off (?:without me|dead|if i)",
    r"not (?:be|wake up|exist)(?:ing)? any ?more\b",
    r"self[- ]?harm\w*",
    r"(?:cut|cutting|hurt|hurting|harm|harming|burn|burning|starv(?:e|ing)) (?:myself|my (?:wrist|arm|leg|thigh)s?)\b",
    r"overdos\w*",
    r"(?:jump|jumping) off (?:a|the) (?:bridge|building|roof)",
    r"hang(?:ing)? myself\b",
    r"(?:beats?|hit(?:s|ting)?) (?:me|us)\b(?! (?:hard|like|how))",
    r"(?:rap(?:ed?|ing)|molest\w*|chok(?:es?|ed|ing)|strangl\w*) (?:me|us)\b",
    r"(?:was|were|been|being|got) (?:raped|molested|sexually (?:abused|assaulted)|beaten)\b",
    r"(?:afraid|scared) (?:he|she|they)(?:'ll| will| might) (?:kill|hurt) (?:me|us)\b",
)
_CRISIS = re.compile(r"\b(?:" + "|".join(_PATTERNS) + ")", re.IGNORECASE)


def mentions_crisis(text: str) -> str | None:
    """Return the first words in `text` that speak of suicide, self-harm, abuse or danger; None when there are none."""
    found = _CRISIS.search(text.replace("’", "'"))
    return found.group(0) if found else None
