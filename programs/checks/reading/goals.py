"""What a persona hopes for from talking, and the sentences of a seeker that turn it down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....corpora.words import words
from .remarks import remarks
from .text import content

# What is hoped for → words of it in a goal, and in what is refused.
_HOPES: dict[str, tuple[str, str]] = {
    "advice": (
        r"advice|suggest\w*|tips?|ideas?|solutions?|what\s+(?:to|i\s+(?:can|should|could)|can\s+i)|how\s+(?:to|"
        r"i\s+can|others|people)|"
        r"guidance|steps?|plan|find\s+(?:out|a\s+way)|ways?\s+to|strateg\w+|techniques?|recommend\w*|"
        r"whether\s+i\s+should|tools?|coping|opinions?|practical",
        r"advice|suggest\w*|tips?|ideas?|solutions?|guidance|(?:be\s+)?told\s+what\s+to\s+do|(?:you|anyone|anybody|"
        r"people|someone|somebody)\s+(?:to\s+)?(?:tell|telling)\s+me\s+"
        r"(?:what|how)|(?:know|learn)\s+(?:what|how|whether|if)|recommend\w*|fix\w*|steps?|strateg\w+|techniques?|"
        r"plans?|input|opinions?|pointers|answers?|feedback|lectur\w+|a?\s*pep\s+talks?|instructions?|options?|"
        r"(?:how|what)\s+to\s+\w+|how\s+(?:others|people|i)\b|"
        r"counsel\w*|hear\s+what\s+i\s+should",
    ),
    "ear": (
        r"listen\w*|hear(?:d|s)?\b|vent\w*|talk\s+(?:to|about|it)|get\s+(?:it|this)\s+(?:out|off)|understood|"
        r"understands?\s+me|share|shoulder|"
        r"somebody\s+to\s+talk|someone\s+to\s+talk|open\s+up|without\s+(?:being\s+)?judg\w+|honest\s+somewhere",
        r"listen\w*|(?:be\s+)?heard|vent(?:ing)?|talk\w*(?!\s+to\s+(?:any\w+\s+in|him|her|them|my|our|"
        r"people))(?:\s+about\s+(?:it|this|my\s+feelings|feelings|any\s+of))?|"
        r"open(?:ing)?\s+up|shoulder|sympathy|share\w*|"
        r"(?:be\s+)?understood|an\s+ear",
    ),
    "comfort": (
        r"comfort\w*|reassur\w*|support\w*|encourag\w*|hope\b|validat\w*|empath\w*|not\s+alone|less\s+alone|"
        r"only\s+one|anyone\s+else|anybody\s+else",
        r"comfort\w*|reassur\w*|support\w*|encourag\w*|validat\w*|empath\w*|sympathy|cheer\w*\s+(?:me\s+)?up",
    ),
    "insight": (
        r"understand\s+(?:why|what|how|my)|figure\s+out|make\s+sense|what\s+(?:is|'s)\s+wrong|reasons?\s+(?:for|why)|"
        r"know\s+(?:why|whether|if)",
        r"understand\w*\s+(?:why|what|it|this|myself)|figure\s+(?:it|this|anything|things)?\s*out|know\s+why|"
        r"know\s+the\s+reason|reasons?|explanations?|analy[sz]\w*|make\s+sense\s+of",
    ),
    "change": (
        r"feel\s+(?:better|good|happy|normal)|get\s+better|stop\s+\w+ing|change|move\s+on|get\s+(?:over|through|past|"
        r"out)|improve|heal|cope|recover\w*|"
        r"learn\s+(?:how\s+)?to|be\s+able\s+to|live\s+without|calm|sleep|confiden\w+",
        r"feel(?:ing)?\s+(?:better|good|happy)|get(?:ting)?\s+better|change\s+(?:anything|my|a\s+thing)|improv\w*|"
        r"heal\w*|cope|coping|recover\w*|mov(?:e|ing)\s+on|"
        r"get(?:ting)?\s+(?:over|past|through)\s+(?:it|this|him|her|them)",
    ),
}
_HELP = re.compile(
    r"\b(?:help\b|anything\s+(?:to\s+change|from\s+(?:you|this|anyone|anybody|talking))|anything\s*$|"
    r"any\s+of\s+(?:this|your\s+help))"
)
_REFUSED = re.compile(
    r"\b(?:(?:i\s+)?(?:(?:really|honestly|actually|certainly|just|definitely|absolutely|personally)\s+)*"
    r"(?:don't|dont|do\s+not|didn't|did\s+not|never|won't|wouldn't|no\s+longer|not)\s+(?:(?:really|actually|even|"
    r"necessarily|just|particularly|ever|come\s+here|come|"
    r"here)\s+)*(?:want(?:ed|ing)?|need(?:ed|ing)?|care|look(?:ing)?|ask(?:ed|ing)?|interested|hop(?:e|ing)|after|"
    r"like|wish|plan(?:ning)?|intend|here|trying|try|expect\w*|see\s+the\s+point)"
    r"(?:\s+(?:for|in|to|about|any|anyone's|anybody's|your|of|you|it|more|get(?:ting)?|hear(?:ing)?|have|having|be|"
    r"being|receive|take|taking)\b)*\s*"
    r"|(?:not|no|zero)\s+(?:interest(?:ed)?|need|desire|use|intention|wish)\s+(?:in|for|to|of)\s+(?:(?:any|your|get|"
    r"getting|hear|hearing|receiving|taking|have|having|be|being)\s+)*"
    r"|(?:please\s+)?(?:don't|do\s+not|stop|no\s+need\s+to|quit)\s+(?:(?:try(?:ing)?\s+to|bother)\s+)?(?:giv(?:e|"
    r"ing)|offer(?:ing)?|mak(?:e|ing))\s+(?:me\s+)?(?:any\s+(?:more\s+)?|your\s+)?"
    r"|(?:please\s+)?(?:don't|do\s+not|stop|quit)\s+(?:try(?:ing)?\s+to\s+)?(?=fix\w*|comfort\w*|cheer|reassur\w*|"
    r"advis\w*|suggest\w*|encourag\w*|analy[sz]\w*|telling)"
    r"|(?:keep|save|spare\s+me)\s+(?:your|the)\s+|no\s+(?=advice|suggestions|tips|solutions|sympathy|"
    r"more\s+advice)(?:more\s+)?"
    r"|i\s+(?:couldn't|could\s+not|can't)\s+care\s+less\s+about\s+|the\s+last\s+thing\s+i\s+(?:want|"
    r"need)\s+(?:(?:right\s+now|now|here|today)\s+)?is\s+(?:(?:to|your|more|any|some|someone|somebody|anyone|be|get|"
    r"hear)\s+)*"
    r"|i\s+(?:refuse|hate)\s+(?:to\s+(?:take|hear|get)\s+|taking\s+|getting\s+|hearing\s+|to\s+|(?=advice|tips|"
    r"suggestions))"
    r"|i(?:'d|\s+would)\s+(?:rather|prefer)\s+(?:(?:you\s+)?(?:not|didn't|don't)|to\s+do\s+without)\s+(?:(?:to|hear|"
    r"get|have|take|giv\w+|give|offer|any|your|more|me)\s+)*"
    r"|(?:skip|forget|drop|leave\s+out)\s+(?:(?:the|your|any|all)\s+)+|there's\s+no\s+(?:point|"
    r"use)\s+in\s+(?:(?:giving|offering|getting|hearing|me|any)\s+)*|spare\s+me\s+(?:the|your)\s+"
    r"|i\s+(?:came|am|'m)\s+(?:\w+\s+)?(?:but\s+)?not\s+(?:here\s+)?for\s+)(?P<what>[^.!?;]*)"
)
_GIVEN_UP = re.compile(
    r"\b(?:i(?:'ve|\s+have)?\s+(?:already\s+|just\s+|long\s+ago\s+|pretty\s+much\s+)?(?:(?:gave|given|"
    r"giving)\s+up\s+(?:on\s+)?|stopped\s+|quit\s+)(?:(?:trying|hoping|wanting|wishing|caring|"
    r"asking|looking|expecting)\s+)?(?:(?:to|for|about|on|any|getting|in)\s+)*"
    r"|why\s+(?:would|should|do|did|must)\s+(?:i|anyone|anybody)\s+(?:even\s+|ever\s+)?(?:want|need|care|bother|"
    r"try|like|wish|ask)(?:\s+(?:to|for|about|any|your|with))*\s*"
    r"|who\s+(?:needs|wants|cares\s+about|cares|asked\s+for|asked)\s+(?:to\s+|for\s+|your\s+|any\s+)*"
    r"|(?:what's|what\s+is|there's|there\s+is|i\s+see|i\s+don't\s+see)\s+(?:no\s+|the\s+|any\s+|"
    r"little\s+)?(?:point|use|sense|good)\s+(?:in\s+|of\s+)?(?:(?:trying|wanting|asking|hoping|to|for|giving|"
    r"getting|me|any)\s+)*"
    r"|(?:it's|it\s+is)\s+(?:pointless|useless|no\s+use|a\s+waste\s+of\s+time|too\s+late)\s+(?:to\s+|"
    r"for\s+me\s+to\s+)?(?:(?:try|trying|ask|asking|want|wanting|hope)\s+)?(?:to\s+|for\s+)?"
    r"|i(?:'d|\s+would)\s+rather\s+not\s+|i\s+(?:refuse|decline)\s+to\s+|i\s+have\s+no\s+(?:interest|desire|wish|"
    r"intention|need|plans?)\s+(?:in|to|of|for)\s+"
    r"|i(?:'m|\s+am)\s+(?:past|done|through|finished|tired\s+of|sick\s+of|fed\s+up\s+with|not\s+bothered|"
    r"indifferent)\s+(?:with\s+|about\s+)?(?:(?:trying|caring|wanting|asking|hoping|hearing|getting|"
    r"receiving)\s+)*(?:to\s+|about\s+|for\s+)*"
    r"|(?:it\s+)?(?:doesn't|does\s+not|makes\s+no)\s+(?:matter|difference|interest\s+me)\s+(?:to\s+me\s+)?"
    r"|i\s+(?:don't|do\s+not|couldn't|no\s+longer|never)\s+(?:really\s+|actually\s+|even\s+)?(?:care|cared|"
    r"mind)\s+(?:less\s+)?(?:about\s+|to\s+|if\s+i\s+|whether\s+i\s+)?"
    r"|(?:nobody|no\s+one|none\s+of\s+you)\s+(?:asked|needs\s+to\s+give\s+me|has\s+to\s+give\s+me)\s+(?:(?:for|"
    r"you|to|give|me|any|your)\s+)*"
    r"|(?:enough\s+with|no\s+more|less\s+of)\s+(?:the\s+|your\s+)?"
    r")(?P<what>[^.!;]*)"
)
_LAST = re.compile(
    r"\b(?P<what>\w+)\s+(?:is|are)\s+(?:(?:really|honestly)\s+)?the\s+last\s+things?\s+i\s+(?:want|need)\b|"
    r"\b(?P<what2>\w+)\s+(?:isn't|is\s+not|aren't|are\s+not)\s+(?:\w+\s+)?what\s+i(?:'m|\s+am)?\s+"
    r"(?:want|need|came|looking|after)\b"
)
_BY_ME = re.compile(
    r"(?:^|[^\w\s']\s*|\b(?:please|and|but|so|i|i'm|im|am|i've|just|really|honestly|because|that|actually|have|now|"
    r"can|could|just|to\s+be\s+honest)\s+)$"
)
"""What stands before a refusal that is the speaker's own."""
_OF_THAT = re.compile(
    r"\b(?:if|when|whenever|says?|said|thinks?|thought|like|that|until|unless|know|sure|where|what|why)\s+$"
)
_ONLY = re.compile(
    r"\b(?:i\s+)?(?:just|only|simply|all\s+i)\s+(?:want(?:ed)?|need(?:ed)?|came|here|"
    r"wanna)\s+(?:is\s+)?(?:to\s+)?(?:be\s+)?(?P<what>vent\w*|listen\w*|heard|be\s+heard|talk|rant|"
    r"someone\s+to\s+listen|"
    r"somebody\s+to\s+listen|let\s+it\s+out|get\s+it\s+out)\b"
)
_SIGNS = frozenset(
    """
    not no zero never don't dont stop quit keep save spare less last refuse hate skip forget drop rather prefer leave
    isn't aren't won't wouldn't didn't didnt why who what's point use pointless useless gave given giving
    stopped past done tired sick fed doesn't couldn't nobody none enough waste decline through finished
    """.split()
)
"""Words of which every refusal has one."""
_COUNSEL = re.compile(
    r"\?|\b(?:find\s+(?:out|a\s+way)|know\s+(?:whether|how|if|what|where|why|who)|see\s+clearly|wonder\w*|"
    r"what\s+(?:can|could|do|did|should|would|helps?)|"
    r"need(?:ed)?\s+(?:some\s+|deeper\s+|more\s+)?help|looking\s+for|how\s+(?:to|do|can)|think\s+clearly|"
    r"make\s+a\s+plan|understand|manage|overcome|solve)\b"
)
"""What is hoped for that others have to say: who asks a question wants to be answered."""
_LEAST_SHARED = 0.6
_BEGINS, _LEAST_BEGINS = 5, 3
"""Words at the beginning of what is refused that stand in the goals, too; and how many there have to be."""


@lru_cache(maxsize=512)
def hopes(goals: str) -> frozenset[str]:
    """Return the kinds of help that a persona's goals speak of."""
    lowered = goals.replace("’", "'").lower()
    return frozenset(name for name, (pattern, _) in _COMPILED.items() if pattern.search(lowered))


def refusals(text: str, goals: str) -> Iterator[str]:
    """Yield the sentences of a message that turn down what the goals ask for."""
    asked = goals.replace("’", "'").lower()
    for_advice = hopes(goals) == {"advice"}
    for remark in remarks(text):
        said = remark.said
        if (_SIGNS.isdisjoint(remark.words) and not (for_advice and _ONLY.search(said))) or said.rstrip(".! ") in asked:
            continue
        refused = [found["what"] for found in _GIVEN_UP.finditer(said)]
        if not said.endswith("?"):
            refused += [found["what"] for found in _REFUSED.finditer(said) if _is_own(said, found)]
            refused += [found["what"] or found["what2"] for found in _LAST.finditer(said)]
        only_heard = for_advice and _ONLY.search(said)
        if only_heard or any(_is_hoped(what, goals, asked) for what in refused):
            yield remark.text


def _is_own(said: str, found: re.Match[str]) -> bool:
    before = said[: found.start()]
    return not _OF_THAT.search(before) if found.group(0).startswith(("i ", "i'")) else bool(_BY_ME.search(before))


def _is_hoped(what: str, goals: str, asked: str) -> bool:
    """Tell whether what is refused is hoped for: a kind of help, or the very matter of the goals."""
    for name in hopes(goals):
        refused = _COMPILED[name][1].match(what)
        if refused and refused.group(0) not in _refused_in(asked):
            return True
    counsel = _COMPILED["advice"][1].match(what)
    if counsel and _COUNSEL.search(asked) and counsel.group(0) not in _refused_in(asked):
        return "listen" not in asked
    if _HELP.match(what):
        return "without help" not in asked
    begins = " ".join(words(what)[:_BEGINS])
    if begins.count(" ") >= _LEAST_BEGINS - 1 and begins in " ".join(words(asked)) and begins not in _refused_in(asked):
        return True
    about = content(what)
    return len(about) >= 2 and len(about & content(goals)) >= _LEAST_SHARED * len(about) and not _REFUSED.search(asked)


@lru_cache(maxsize=512)
def _refused_in(asked: str) -> str:
    """Return what the goals themselves refuse: "somebody to listen without trying to fix me"."""
    return " ".join(re.findall(r"(?:without|not|don't|instead of|no)\b([^.!?;]*)", asked))


_COMPILED = {
    name: (
        re.compile(rf"\b(?:{hoped})(?!\w)"),
        re.compile(rf"(?:(?:to|more|any|be|you|anyone|anybody|someone|somebody|people)\s+)*(?:{refused})(?!\w)"),
    )
    for name, (hoped, refused) in _HOPES.items()
}
