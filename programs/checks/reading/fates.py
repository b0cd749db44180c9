"""What befell whom in a persona, and the sentences of a seeker that cannot be true besides.

A persona is read as pairs: (mother, died), (boyfriend, left). A sentence contradicts it that says the same of somebody
who does not occur in the persona, that says the opposite of somebody who does, or that denies it altogether. Only kinds
of events are known that can be told from a few words; of the others nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....generators.offline.reading.lexicon import RELATION, RELATIONS
from ....signatures import Persona
from .attachment import other_status
from .befallen import ANY_OPPOSITE, FATE, OF_ONES_OWN, Fates, befell, fates
from .people import OWN, PARTNERS, people, relation, who
from .remarks import Remark, remarks
from .retold import runs
from .text import content

_OF_ONE = frozenset(
    {"death", "parting", "cheating", "illness", "accident", "dismissal", "expulsion", "violence", "quarrel", "drinking"}
)
"""What somebody does or suffers, so that it can be said of the wrong one."""
_OTHER_EVENT = re.compile(
    r"\b(?:too|also|as\s+well|even|already|years\s+ago|when\s+i\s+was|as\s+a\s+(?:kid|child)|never\s+thought|if|"
    r"might|could|what\s+if|"
    r"afraid|fear|worried|scared|dream\w*|before|another|years\s+old|long\s+time|like\s+when|would|will|going\s+to)\b"
)
_NONE: frozenset[str] = frozenset()
_DENIED = re.compile(
    r"\b(?:nothing\s+(?:(?:bad|terrible|like\s+that|special|really|actually|of\s+the\s+sort|much|serious|wrong|"
    r"awful|of\s+note|"
    r"upsetting)\s+)*(?:has\s+|had\s+)?(?:ever\s+)?(?:really\s+)?(?:happen(?:ed|s)|gone\s+wrong|"
    r"went\s+wrong)(?:(?=\s+(?:to\s+me|in\s+my\s+life|to\s+us|at\s+all|there|"
    r"with\s+(?:him|her|them))\b)|(?<=bad\shappened)(?=\W*$)|(?<=ever\shappened)(?=\W*$)|"
    r"(?<=really\shappened)(?=\W*$))|"
    r"(?:it|that|this|none\s+of\s+(?:it|that|this|what\s+i\s+\w+(?:\s+you)?))\s+(?:never|didn't|did\s+not|ever|"
    r"has\s+ever|actually|really)\s+(?:really\s+|"
    r"actually\s+|ever\s+)?happen(?:ed)?\b(?!\s+(?:again|like|before|until|more|enough|often))|"
    r"i\s+(?:just\s+|only\s+)?made\s+(?:(?:it|that|this|everything|the\s+whole\s+(?:thing|story))\s+(?:all\s+)?up|"
    r"up\s+(?:everything|all\s+of|the\s+whole|"
    r"this|that|what\s+i|the\s+story|my\s+(?:whole\s+)?story|most\s+of))|that's\s+not\s+what\s+happened|"
    r"i(?:'ve|\s+have)\s+never\s+(?:been\s+(?:happier|better)|felt\s+(?:better|happier))|"
    r"(?:it|that|this|everything|all\s+of\s+(?:it|that|this)|(?:everything|all|"
    r"what)\s+(?:that\s+)?i\s+(?:\w+\s+)?(?:said|told\s+you|wrote|shared)|my\s+(?:whole\s+)?story)"
    r"\s+(?:was|is|were)\s+(?:all\s+|just\s+|only\s+)*(?:a\s+lie|a\s+joke|a\s+prank|made[- ]up|invented|fake|"
    r"fiction|not\s+true|untrue|lies)\b|"
    r"none\s+of\s+(?:it|that|this|what\s+i\s+\w+(?:\s+you)?)\s+(?:is|was)\s+(?:true|real)|"
    r"i\s+(?:was|am|'m)\s+(?:only\s+|just\s+)?(?:lying\s+(?:to\s+you|about\s+(?:it|that|this|everything|all))|"
    r"pulling\s+your\s+leg)|i\s+(?:lied|invented|faked)\s+(?:to\s+you|(?:about\s+)?"
    r"(?:everything|all\s+of|it\s+all|the\s+whole))|(?<!think\s)(?<!thought\s)\bi\s+was\s+(?:only\s+|"
    r"just\s+)?joking\b(?!\s+(?:around|with|when|but))|"
    r"there's\s+nothing\s+wrong\s+(?:at\s+all\s+)?(?:in|with)\s+my\s+life|i\s+(?:don't|do\s+not)\s+(?:really\s+|"
    r"actually\s+)?have\s+(?:any|a\s+single)\s+(?:problems?|worr\w+|troubles?)"
    r"(?:\s+(?:at\s+all|in\s+my\s+life|whatsoever|of\s+any\s+kind))?\W*$|"
    r"i\s+have\s+(?:absolutely\s+)?no\s+(?:problems?|worries|troubles?)(?:\s+(?:at\s+all|in\s+(?:my\s+)?life|"
    r"whatsoever))?\W*$|"
    r"nothing\s+(?:is|was)\s+(?:ever\s+)?wrong\b(?!\s+with)|"
    r"(?:my\s+life|life)\s+(?:is|has\s+(?:always\s+)?been|couldn't\s+be)\s+(?:(?:pretty|just|really|absolutely|so|"
    r"nothing\s+but|simply|quite|always|perfectly)\s+)*(?:perfect|great|wonderful|amazing|"
    r"fantastic|easy|happy|better|a\s+dream|smooth|blessed)(?!\s+(?:before|until|but|if|when|then))|"
    r"i(?:'m|\s+am)\s+the\s+happiest\s+(?:i've|i\s+have)\s+ever|i(?:'ve|\s+have)\s+(?:had|led|always\s+had|"
    r"lived)\s+(?:a|an)\s+(?:easy|happy|perfect|wonderful|charmed|great|sheltered)\s+life|"
    r"everything\s+(?:is|has\s+been|was)\s+(?:(?:just|absolutely|always)\s+)?(?:perfect|wonderful|"
    r"great|fine)\s+(?:at\s+home|at\s+work|at\s+school|in\s+my\s+(?:life|family|marriage|relationship)|between|"
    r"with\s+(?:us|my)))\b"
)
_DENIED_SIGNS = frozenset(
    """
    nothing none happen happened happens made happier better lie joke prank invented fake fiction true untrue
    lies real lying pulling lied faked joking wrong problem problems worries worry trouble troubles perfect
    great wonderful amazing fantastic easy happy dream smooth blessed fine happiest charmed sheltered
    """.split()
)
_NOT_SIGNS = frozenset(
    """
    never didn't did hasn't has haven't have wasn't was weren't isn't is aren't nobody no none
    """.split()
)
_NEVER_SIGNS = frozenset(
    """
    never no not don't do childless childfree
    """.split()
)
_PERSONS = frozenset(
    form for name in RELATIONS for word in re.findall(r"[a-z]{2,}", name) for form in (word, word.removesuffix("s"))
) | frozenset(
    """
    moms mums mothers dads fathers kids sons daughters sisters brothers friends teachers cousins boss manager
    supervisor coworker coworkers colleague colleagues neighbour neighbor neighbours neighbors landlord aunt
    uncle pet child children wife husband gf bf fiance fiancee fiancé fiancée cat dog husbands wives girlfriends
    boyfriends classmate classmates roommate roommates teammate teammates family partner ex mom mum dad grandma
    grandpa
    """.split()
)
_NOT = re.compile(
    r"\b(?:never|didn't|did\s+not|hasn't|has\s+not|haven't|have\s+not|wasn't|was\s+not|weren't|isn't|is\s+not|aren't|"
    r"nobody|no\s+one|"
    r"none\s+of\s+(?:us|them))\s+(?:(?!thought|believed?|expected|imagined?|realis|realiz|knew|know|got|get|over|"
    r"told|tell|wanted|want|"
    r"recovered|seen|see|saw|forg|same|since|after|because|that|when|feel|felt|talk|spoke|only|just|fully|"
    r"really\s+left|fault|enough|want)"
    r"[\w']+\s+){0,3}?$"
)
_RIVAL = re.compile(r"\b(?:his|her|their)\s+(?:\w+\s+)?(?:wife|husband|girlfriend|boyfriend)\b|\bmistress\b")


def contradictions(text: str, persona: Persona) -> Iterator[str]:
    """Yield the sentences of a message that cannot be true where the persona's event is."""
    known = fates(persona)
    for remark in remarks(text):
        said = remark.said
        if not said.endswith("?") and said.rstrip(".! ") not in known.text and _cannot_be(remark, known):
            yield remark.text


def _cannot_be(remark: Remark, known: Fates) -> bool:
    said, has = remark.said, remark.words
    if not has.isdisjoint(_DENIED_SIGNS) and (hit := _DENIED.search(said)) and not _UNREAL.search(said[: hit.start()]):
        return True
    of_people = not has.isdisjoint(_PERSONS)
    if of_people and not has.isdisjoint(_MINE):
        if any(_swapped(fate, whom, said, known) for fate, whom in befell(said)):
            return True
        if _of_other_partner(said, known) or _in_the_place_of_another(said, known) or _not_about_them(said, known):
            return True
    return (
        (known.opposites != _NONE and _undone(said, known))
        or (not has.isdisjoint(_NEVER_SIGNS) and _never(said, known))
        or (not has.isdisjoint(_NOT_SIGNS) and _denied(said, known))
        or _childless(said, has, known)
        or other_status(said, has, known.text, has_partner=bool(known.partners))
    )


_MINE = frozenset(("my", "our"))
_UNREAL = re.compile(
    r"\b(?:if|like|as\s+though|wish|pretend\w*|thinks?|thought|said|says|tell\w*|until|when|than|before)\b[^,;]*$"
)
_ABOUT = re.compile(
    rf"\b(?:it|its(?=\s+(?:\w+\s+)?my\b)|this|that|everything|all\s+(?:of\s+)?(?:this|it|that)|"
    rf"the\s+whole\s+(?:thing|story)|what\s+i\s+(?:told|said)\b.{{0,12}}|what\s+happened)(?:'s|\s+is|\s+was|"
    rf"\s+has\s+been|(?<=\bits))\s+"
    rf"(?:(?:all|really|only|just|actually|always|in\s+fact|all\s+along)\s+)*(?:(?:about|because\s+of|"
    rf"to\s+do\s+with|down\s+to)\s+)?{OWN}"
    rf"(?=\s*,?\s*(?:who|that\s+(?:did|hurt|died|left|cheat\w*|yell\w*|started|caused|made|said|treat\w*)|nobody|"
    rf"no\s+one|and\s+(?:nobody|no\s+one|not|only)|not\b|only|alone|instead|i(?:'m|\s+am)\s+(?:talking|worried|"
    rf"upset|sad)|all\s+of\s+this)|\W*$)|"
    rf"{OWN.replace('?P<who>', '?P<who2>')}\s+(?:is|was|'s)\s+(?:really\s+|"
    rf"actually\s+)?(?:the\s+(?:only\s+)?(?:one|person|reason)\s+(?:who|that|i|behind|for|all)|who\s+(?:i|did|all|"
    rf"this)|(?:behind|responsible\s+for)\s+(?:all|this|it|everything))|"
    rf"\b(?:i'm|i\s+am|i\s+was)\s+(?:only\s+|just\s+|really\s+|actually\s+)*(?:talking|speaking|thinking|"
    rf"here)\s+(?:about|because\s+of)\s+{OWN.replace('?P<who>', '?P<who3>')}(?=\s*,?\s*(?:nobody|no\s+one|not|"
    rf"and\s+not|only|alone|here)|\W*$)|"
    rf"\bthe\s+(?:one|person)\s+(?:who|that|i)\b.{{0,30}}?\b(?:is|was)\s+{OWN.replace('?P<who>', '?P<who4>')}"
)
_CHILDLESS = re.compile(
    r"\bi(?:'m|\s+am|'ve\s+always\s+been)\s+(?:still\s+|happily\s+|also\s+)?child-?\s?(?:less|free)\b|"
    r"\b(?:i|we)(?:'ve|\s+have)?\s+(?:don't|do\s+not|never|haven't|can't)\s+(?:even\s+|actually\s+|"
    r"really\s+)?(?:had|have|got|wanted|want)\s+(?:got\s+)?(?:any\s+|a\s+)?(?:\w+\s+)?(?:kids?|children|child|son|"
    r"daughter|sons|daughters)\b"
    r"(?!\s+(?:with|at|here|over|this|on|around|who|that|to|home|crying|sick|in|like|until|when))|"
    r"\b(?:i|we)(?:'ve|\s+have|'ve\s+got)\s+(?:got\s+)?no\s+(?:kids|children|child|son|daughter)\b|\bno\s+(?:kids|"
    r"children)\s+(?:of\s+my\s+own|yet|in\s+(?:my|our)\s+(?:life|house))\b|"
    r"\b(?:what\s+it(?:'s|\s+is|\s+would\s+be|'d\s+be)\s+like|"
    r"wonder\w*\s+.{0,25})\s+to\s+(?:have\s+(?:a\s+)?(?:child|children|kids|kid|baby|son|daughter)|"
    r"be\s+a\s+(?:mother|father|parent|mom|dad|mum))\b|"
    r"\b(?:if|when|once)\s+i\s+(?:ever|finally|one\s+day)\s+have\s+(?:a\s+)?(?:kids?|children|child|baby)\b|"
    r"\bi(?:'ve|\s+have)\s+never\s+been\s+a\s+(?:mother|father|parent|mom|dad|mum)\b|"
    r"\bi\s+(?:wish\s+i\s+had|(?:hope|want|plan|'d\s+love|would\s+love|long)\s+to\s+have)\s+(?:kids|children|"
    r"a\s+(?:child|baby|family))\s+(?:some\s?day|one\s+day|of\s+my\s+own|eventually)\b|"
    r"\b(?:we|i)\s+(?:decided|chose)\s+(?:never|not)\s+to\s+have\s+(?:kids|children)\b"
)
_CHILD_SIGNS = frozenset(
    """
    childless childfree child kids kid children son daughter sons daughters baby mother father parent mom dad
    mum family less free
    """.split()
)


def _childless(said: str, has: frozenset[str], known: Fates) -> bool:
    """Tell whether it says that there are no children, where the persona has some."""
    return not has.isdisjoint(_CHILD_SIGNS) and known.has_children and bool(_CHILDLESS.search(said))


def _not_about_them(said: str, known: Fates) -> bool:
    """Tell whether it says that all is about somebody whom the persona does not know."""
    return any(not who(relation(name)) & known.people for hit in _ABOUT.finditer(said) for name in hit.groups() if name)


def _swapped(fate: str, whom: frozenset[str], said: str, known: Fates) -> bool:
    """Tell whether it befell somebody whom the persona does not know, and somebody else by the persona."""
    if fate not in _OF_ONE or whom & known.people or _OTHER_EVENT.search(said):
        return False
    return fate in known.kinds


def _in_the_place_of_another(said: str, known: Fates) -> bool:
    """Tell whether a sentence of the persona is told of somebody whom the persona does not know."""
    named = {kind for hit in OF_ONES_OWN.finditer(said) for kind in who(relation(hit["who"]))}
    if (not_they := _NOT_THEY.search(said)) and who(relation(not_they["who"])) & known.people:
        return True
    if not named or named & known.people:
        return False
    about, here = content(said), frozenset(runs(said))
    return any(
        len(about & theirs) >= max(_SHARED, _MOST * min(len(about), len(theirs))) or not here.isdisjoint(runs(line))
        for line in known.lines
        if people(line) and (theirs := content(line))
    )


_SHARED, _MOST = 3, 0.6
_NOT_THEY = re.compile(
    rf"\b(?:it\s+(?:wasn't|was\s+not|isn't|is\s+not)|not)\s+{OWN}\b.{{0,20}}\b(?:but|it\s+was|it's|it\s+is)\b"
)
_NEVER = re.compile(
    r"\bi(?:'ve|\s+have)?\s+never\s+(?:really\s+|actually\s+|ever\s+)?(?:had|been|felt|experienced|struggled|dealt|"
    r"suffered|lost|gone\s+through|went\s+through|known|done)\s+"
    r"(?!so\b|reason|this\b|that\b|more\b|such\b|as\b|really\b|able\b|good\b|a\s+good)(?P<what>[^.!?;,]*)|"
    r"\b(?:i\s+have|"
    r"i've|i've\s+got|there\s+(?:is|are|was|were)|there's|there've\s+been)\s+"
    r"(?:never\s+(?:been\s+)?|absolutely\s+)?no\s+(?!reason|idea|one\b|way|choice|energy|time|"
    r"doubt)(?P<what2>[^.!?;,]*)|\bi(?:'m|\s+am)\s+not\s+(?:really\s+|"
    r"actually\s+)?(?P<what3>[\w' ]*?)\s+at\s+all\b|"
    r"\b(?:i\s+have|i've\s+got|i've)\s+no\s+(?:problems?|trouble|issues?|difficult\w+)\s+(?:with|at|"
    r"in)\s+(?P<what4>[^.!?;,]*)"
)


def _never(said: str, known: Fates) -> bool:
    """Tell whether a sentence says that the very matter of the persona never was."""
    if (none := _NOT_HAVE.search(said)) and who(relation(none["who"])) & known.people:
        if "friend" in who(relation(none["who"])):
            return False
        return not (_PARTED.search(known.text) and who(relation(none["who"])) & PARTNERS) or "never" in none.group(0)
    denied = [what for found in _NEVER.finditer(said) for what in found.groups() if what]
    return any(
        known.matter & content(what) or any(hit.lastgroup in known.kinds for hit in FATE.finditer(what))
        for what in denied
    )


_NOT_HAVE = re.compile(
    rf"\bi(?:'ve|\s+have)?\s+(?:don't|do\s+not|never|didn't)\s+(?:even\s+|actually\s+|really\s+)?ha(?:ve|"
    rf"d)\s+(?:an?|any)\s+(?:\w+\s+)?(?P<who>{RELATION})\b(?!\s+(?:who|that|to|"
    rf"like|any\s*more|now|left|yet|with|in|at|here))"
)


def _of_other_partner(said: str, known: Fates) -> bool:
    """Tell whether it speaks of a partner of the other gender than all that the persona speaks of."""
    if len(known.partners) != 1 or _RIVAL.search(said):
        return False
    named = {
        kind
        for hit in OF_ONES_OWN.finditer(said)
        for kind in who(relation(hit["who"]))
        if who(relation(hit["who"])) < PARTNERS
    }
    return bool(named) and not named & known.partners


def _undone(said: str, known: Fates) -> bool:
    """Tell whether the opposite of what befell somebody is said of them."""
    for fate in known.opposites:
        for hit in ANY_OPPOSITE[fate].finditer(said):
            of = {kind for own in OF_ONES_OWN.finditer(hit.group(0)) for kind in who(relation(own["who"]))}
            theirs = [whom for other, whom in known.pairs if other == fate]
            if fate in {"partner", "bond"}:
                about_them = bool(of & PARTNERS)
            else:
                about_them = any(of & whom for whom in theirs) or (bool(of) and fate not in _OF_ONE)
            if about_them or (not of and not _SOMEBODY.match(hit.group(0))):
                return not _LATELY.search(said)
    return False


_PARTED = re.compile(
    r"\b(?:ex|divorc\w*|separat\w*|broke\s+up|dumped|left\s+me|died|passed|widow\w*|break-?up|former)\b"
)
_SOMEBODY = re.compile(r"(?:s?he|they)\b")
"""Words that leave it open who is meant."""
_LATELY = re.compile(
    r"\b(?:again|better|(?<!than\s)now|used\s+to|if|wish|pretend\w*|before|until|thought|hope|hopefully|would|"
    r"could|can|"
    r"told\s+(?:her|him|them|me)|back\s+then)\b"
)


def _denied(said: str, known: Fates) -> bool:
    """Tell whether it says of an event of the persona that it was not: "we never broke up"."""
    for event in FATE.finditer(said):
        before = said[max(0, event.start() - 45) : event.start()]
        if event.lastgroup in known.kinds and _NOT.search(before) and "turn" not in before:
            of = {kind for own in OF_ONES_OWN.finditer(said) for kind in who(relation(own["who"]))}
            theirs = [whom for fate, whom in known.pairs if fate == event.lastgroup]
            return not of or any(of & whom for whom in theirs)
    return False
