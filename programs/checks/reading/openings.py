"""How a conversation begins that was cut out of its middle: with an answer, a link, or a name for what nobody named."""

from __future__ import annotations

from collections.abc import Sequence

from ....signatures import Turn
from .cues import cues, plain, starts
from .manners import greets
from .text import sentences

_LINK = starts(
    r"""
    (?:well,? |so,? |oh,? |um,? )?(?:yes|yeah|yea|yep|yup|no|nope|nah|exactly|sure|okay|ok|indeed|absolutely)\b(?! one
    body| place)
    (?:well,? |so,? |oh,? )?(?:right|true|maybe|perhaps|not really|not yet|not exactly|not at all|of course|mostly, yes)
    (?:honestly|really)(?=\?)|hmm|(?:for|since|about|over) [^.,!?]{3,30}, i'd say
    and|but|because|cause|or|then|also|besides|anyways?|otherwise|instead|though|still|again|either way|in that case
    so (?:anyways?|then|that's|yeah|yes|now (?:he|she|they|it)|after (?:that|all)|as i|you think|he|she|they|it)
    (?:that|those|he|she|they)(?:'s|'re|'d|'ll)?(?! who|se| night| day| boy| girl| man)
    it(?:'s|'d)? (?:did|also|again|still|helped|worked|happened|was|didn't|doesn't help|makes sense|makes it)
    thanks?\b(?!(?: you)?(?: so much| a lot)? for (?:taking|having|being here|seeing|talking|your time|agreeing))
    i (?:did|didn't|do\b(?! not (?:know|feel))|already|agree|guess so|suppose so|tried (?:that|it|what)
    haven't (?:tried|thought|yet|done))
    which (?:is|was)|as mentioned|to continue|continuing|well,? (?:that|he|she|they|it) \w+|(?:and |\.\.\.)?so i just
    (?:to|in) (?:answer|reply)|(?:going )?back to|another thing|speaking of|the same (?:thing|with|as)|since then
    after that
    (?:you're|you are|you were|your) (?:so |probably |absolutely )?right|good (?:idea|point|question|to know)|i see
    where (?:was i|were we)
    """
)
_REFERENCE = cues(
    r"""
    (?:as|like) (?:i|you|we|he|she) (?:\w+ )?(?:said|say|was saying|were saying|mentioned|told|wrote|suggested
    explained|discussed)
    i (?:already |just |was )?(?:told|telling|mentioned to|said to|promised) you
    you (?:just |already )?(?:said|mentioned|suggested|asked|told|recommended)
    (?:last time|when|since) (?:we|you and i) (?:last )?(?:talked|spoke|chatted|met|wrote)
    we (?:were talking|discussed)|since we last
    your (?:suggestions?|question|idea|last message)|(?:left|leave) off|i (?:said|mentioned) (?:before|earlier|already)
    (?:tried|did|done) (?:what |the (?:\w+ ){1,3})you|the (?:thing|one|idea|exercise) you
    (?:hear|heard|thought (?:of|about)|think of|asked myself|expect|afraid of|agree with|tried
    try) that(?= too| before| yet|\W*$)
    """
)
_REACTION = starts(
    r"""
    (?:that|it|this) (?:must|sounds?|seems?|is|would|could|makes|can)|that's|<i am> <very>(?:sorry|glad)
    i (?:understand|see|hear|can|get)|so (?:you|he|she|they|it|what|when|how)|have you|did (?:you|he|she|they|it)
    (?:why|when|how long|what) (?:did|do|does|has|have|was)|yes|yeah|no|ok|okay|right|exactly|and|but|maybe|perhaps
    you (?:could|should|might|can|are|did|have|mentioned|said)|in that case
    """
)


def begins_in_the_middle(blocks: Sequence[tuple[Turn, ...]]) -> bool:
    """Return whether a conversation begins with what refers back to something that nobody has said.

    Args:
        blocks: the turns, those in a row by one speaker together; at least one.
    """
    first = sentences(plain(" ".join(turn.text for turn in blocks[0])))
    if not first or greets(first[0]):
        return False
    # Where people meet, both write at once, so a greeting may come second.
    if len(blocks) > 1 and greets(blocks[1][0].text) and blocks[0][0].speaker == "supporter":
        return False
    if blocks[0][0].speaker == "supporter":
        return _REACTION.match(first[0]) is not None
    return _LINK.match(first[0]) is not None or any(_REFERENCE.search(sentence) for sentence in first[:2])
