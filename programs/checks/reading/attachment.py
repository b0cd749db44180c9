"""Whether somebody says of themselves that they are alone, or that they are not, where their story has it otherwise."""

from __future__ import annotations

import re

_SINGLE = re.compile(
    r"\b(?:i'?m|i\s+am|i've\s+(?:always\s+)?been|i\s+have\s+(?:always\s+)?been)\s+(?:still\s+|happily\s+|"
    r"currently\s+)?(?:single|unmarried|unattached|a\s+bachelor(?:ette)?)\b(?!\s+(?:mom|mum|mother|dad|father|"
    r"parent))|\bi\s+(?:don't|do\s+not)\s+have\s+a\s+(?:boyfriend|girlfriend|husband|wife|partner)\b|"
    r"\bi'?m\s+not\s+(?:married|in\s+a\s+relationship|seeing\s+anyone|dating)\b"
)
_NEVER_HAD = re.compile(
    r"\b(?:i've|i\s+have|i)\s+never\s+(?:really\s+|even\s+)?(?:been\s+(?:in\s+a\s+(?:\w+\s+)?relationship|in\s+love|"
    r"on\s+a\s+date)|had\s+an?\s+(?:\w+\s+)?(?:boyfriend|girlfriend|partner|relationship|husband|wife|spouse)|"
    r"dated|kissed)\b"
)
_NEVER_MARRIED = re.compile(r"\bnever\s+(?:been\s+|got\s+|gotten\s+)?married\b")
_MARRIED = re.compile(r"\b(?:husband|wife|married|marriage|divorc\w+)\b")
_ALONE = re.compile(
    r"\bi'?m\s+single\b|\bnever\s+(?:had\s+a\s+(?:boyfriend|girlfriend|relationship|partner)|"
    r"been\s+(?:in\s+a\s+relationship|kissed|on\s+a\s+date))\b|"
    r"\bno\s+(?:boyfriend|girlfriend|partner)\b"
)
_HAS_PARTNER = re.compile(
    r"\b(?:my|our)\s+(?:husband|wife|boyfriend|girlfriend|fianc\w+|bf|gf|hubby|partner|spouse)(?:'s)?\s+(?:(?:is|was|"
    r"of\s+\w+\s+years?|who|still)\s+)?(?:\w+\s+)?"
    r"(?:and\s+(?:i|me)|says|loves|supports|thinks|wants|tells|helps|works|is|always|never|doesn't)\b|\b(?:i'?m|"
    r"i've\s+been|i\s+have\s+been)\s+(?:happily\s+)?(?:married|engaged)\b|"
    r"\bin\s+a\s+(?:happy|great|committed|long-term|loving)\s+(?:relationship|marriage)\b"
)
_PARTED = re.compile(
    r"\bex\b|\bex-|\bformer\s+(?:\w+\s+)?(?:partner|husband|wife|boyfriend|girlfriend)|divorc|separat|"
    r"broke(?:n)?\s+(?:up|it\s+off|off)|break(?:ing)?[- ]?up|"
    r"dumped|widow|late\s+(?:husband|wife|partner)|left\s+me|split\s+up|moved\s+out|lost\s+my\s+(?:husband|wife|"
    r"partner|boyfriend|girlfriend)|"
    r"\b(?:husband|wife|boyfriend|girlfriend|partner|fianc\w+|spouse|he|she)\s+(?:has\s+|had\s+|just\s+)?(?:died|"
    r"passed|left|walked)"
)
_SIGNS = frozenset(
    """
    single bachelor boyfriend girlfriend husband wife partner relationship married engaged dating dated seeing love date
    kissed marriage fiance fiancee fiancé fiancée bf gf hubby spouse unmarried unattached
    """.split()
)


def other_status(said: str, has: frozenset[str], told: str, *, has_partner: bool) -> bool:
    """Tell whether a sentence of these words says that there is, or never was, a partner where it is otherwise."""
    if has.isdisjoint(_SIGNS):
        return False
    alone = bool(_ALONE.search(told))
    if _NEVER_MARRIED.search(said):
        return bool(_MARRIED.search(told)) and not alone
    if _NEVER_HAD.search(said):
        return has_partner and not alone
    if _SINGLE.search(said):
        return has_partner and not alone and not _PARTED.search(told)
    return alone and not has_partner and bool(_HAS_PARTNER.search(said))
