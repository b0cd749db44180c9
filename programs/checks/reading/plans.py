"""What an action node plans: the acts that its words name, and the strategies that carry them out."""

from __future__ import annotations

import re
from functools import lru_cache

from ....signatures import Strategy
from .acts import Act
from .cues import cues, plain

# What is said to be left for later, or not to be done, and what a plan is good for, is not what is planned.
_NOT_PLANNED = re.compile(
    r"\b(?:without|before|instead of|rather than|not as|but not|not to|avoid\w*|don't|do not|no longer|refrain\w*|after"
    r"|hold(?:ing)? (?:off|back))\b[^.;,]*"
    r"|\bso (?:that )?(?:they|she|he|the|it|we|i)\b[^.;]*|\bbecause\b[^.;]*"
)
_PLANNED = {
    Act.ASK: cues(
        r"""
        ask(?:ing)?\b(?! (?:for help|others|friends|a|an|their|his|her (?:mother|mom|boss|friend|doctor)))
        inquire|enquire|probe|check(?:ing)? in|open(?:-ended)? question|find out|question(?:ing)?|explor(?:e|ing)
        learn (?:more|what|how)|clarify|more details
        (?:get|have|let|encourag(?:e|ing)|help|prompt|invit(?:e|ing)) (?:\w+ ){1,2}(?:to )?(?:tell|say|describe
        elaborate|explain|put)
        (?:get|have|let|encourag(?:e|ing)|help|prompt|invit(?:e|ing)) (?:\w+ ){1,2}(?:to )?(?:share|talk|speak
        open up)\b(?! (?:to|with))
        (?:draw|bring) \w+ out|gather more|(?:know|hear|understand) more
        """
    ),
    Act.RESTATE: cues(
        r"""
        restat\w+|paraphras\w+|rephras\w+|summari[sz]\w+|sum up|recap\w*
        (?:say|repeat|mirror|play)\w* (?:it |this |that )?back
        in (?:my|other|one's) own words|put(?:ting)? (?:it |what \w+ said )?into other words
        """
    ),
    Act.REFLECT: cues(
        r"""
        (?:name|naming|reflect\w*|acknowledg\w+|mirror\w*|recogni[sz]\w+|put into words|hono\w*
        (?:stay|sit) with)\b.{0,40}?\b(?:feel\w*|emotion\w*
        pain|hurt|grief|sadness|anger|fear|anxiety|lonel\w+|frustrat\w+|guilt|shame|disappoint\w+|worr\w+|stress
        exhaust\w+
        hard|difficult\w*|distress|overwhelm\w*|struggle)
        empathi[sz]\w+|(?:show|express)\w* (?:empathy|sympathy|understanding|compassion)|validat\w+
        """
    ),
    Act.DISCLOSE: cues(
        r"""
        (?:self-?)?disclos\w+|personal (?:experience|story|example|anecdote)|about myself
        (?:my|one's|our|the supporter's|a similar) (?:own )?(?:similar )?(?:experience|story|time|struggle|example|past)
        (?:share|tell|mention|talk|speak|relate|recount|open up)\b.{0,30}?\b(?:about|of|with) (?:my|our)
        (?:share|tell|mention|talk|speak|relate|recount|open up)\b.{0,40}?\b(?:similar|like (?:theirs|hers|his)
        of (?:my|one's) own)
        (?:share|tell|mention|talk|speak|relate|recount|open up)\b.{0,40}?\b(?:when i|time i|how i
        i (?:\w+ )?(?:went|had|felt|was|lost))
        """
    ),
    Act.AFFIRM: cues(
        r"""
        affirm\w*|reassur\w+|prais\w+|encourag(?:e|ing|ement)\b(?! (?:\w+ ){1,2}to)|strengths?|compliment\w*|courage
        comfort\w*
        applaud\w*|commend\w*|celebrat\w+|remind\w* (?:\w+ ){1,3}(?:of|that|how)|instil\w* hope|give \w+ hope
        normali[sz]\w+
        express\w* (?:confidence|belief|pride|support)|boost\w*|already do|done well|efforts?|validat\w+
        """
    ),
    Act.SUGGEST: cues(
        r"""
        suggest\w*|propos\w+|recommend\w*|advis\w+|brainstorm\w*|problem-solv\w*
        coping (?:strateg\w+|techni\w+|skills?|mechanisms?)
        (?:offer|give|provide|present|share|bring up|introduce)\w*\b.{0,30}?\b(?:steps?|ways?|ideas?|tips?|options?
        techniques?
        exercises?|suggestions?|strateg\w+|advice|solutions?|plan|tools?)
        (?:come up with|make|work out|draw up) (?:a|the|some) <any>?(?:plan|steps?|list)
        (?:encourag|guid|urg|nudg|motivat|steer)\w* (?:\w+ ){1,2}(?:to|towards?) (?:consider\w*|try\w*|one|a|call|see
        seek|go|take|reach|contact|visit|join|start|practi[cs]e|make|write|set)
        encourag\w+ (?:\w+ ){1,2}to (?:talk|speak|share|open up) (?:to|with)
        """
    ),
    Act.INFORM: cues(
        r"""
        inform\w*|explain(?:ing)?\b(?! (?:what|how|why) (?:they|she|he))|educat\w+|facts? about
        how \w+ (?:usually |often )?works
        (?:give|provide|share|offer|mention|point to|present)\w*\b.{0,30}?\b(?:information|facts?|resources?|hotlines?
        helplines?
        statistics|numbers?|research|contact details)
        answer(?:ing)? (?:the|their|her|his)|let \w+ know (?:about|where|that there)
        tell \w+ (?:about|of) (?:an?|the) \w*(?:line|service|group|offer)
        """
    ),
}
_PLEASANTRIES = cues(
    r"""
    clos(?:e|ing)|farewell|good ?bye|take leave|say bye|wish (?:them|her|him|the seeker)|wrap up|end (?:the|this|on)
    part(?:ing)? (?:with|words)|greet\w*|welcom\w+|introduc\w+|thank\w*|small talk|friendly words|keep the conversation
    """
)

_SERVED_BY: dict[Act, frozenset[str]] = {
    Act.ASK: frozenset({Strategy.QUESTION, Strategy.RESTATEMENT, Strategy.REFLECTION}),
    Act.RESTATE: frozenset({Strategy.RESTATEMENT, Strategy.REFLECTION}),
    Act.REFLECT: frozenset({Strategy.REFLECTION, Strategy.RESTATEMENT, Strategy.AFFIRMATION}),
    Act.DISCLOSE: frozenset({Strategy.SELF_DISCLOSURE}),
    Act.AFFIRM: frozenset({Strategy.AFFIRMATION, Strategy.REFLECTION}),
    Act.SUGGEST: frozenset({Strategy.SUGGESTION, Strategy.INFORMATION}),
    Act.INFORM: frozenset({Strategy.INFORMATION, Strategy.SUGGESTION}),
}
_DECIDABLE = frozenset[str]().union(*_SERVED_BY.values())


@lru_cache(maxsize=2048)
def planned(action: str) -> frozenset[Act]:
    """Return the acts that an action names; none where it also greets, closes or chats, which any message may do."""
    found = _NOT_PLANNED.sub(" ", plain(action))
    if _PLEASANTRIES.search(found):
        return frozenset()
    return frozenset(act for act, pattern in _PLANNED.items() if pattern.search(found))


def contradicts(action: str, strategy: str) -> bool:
    """Return whether an action names acts, and none of them is what a strategy of ESConv does."""
    acts = planned(action)
    return bool(acts) and strategy in _DECIDABLE and not any(strategy in _SERVED_BY[act] for act in acts)
