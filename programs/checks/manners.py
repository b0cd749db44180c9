"""How people begin and end a conversation: greetings, thanks, farewells, and whether it was of use to the seeker."""

from __future__ import annotations

from functools import lru_cache

from .cues import cues, plain, starts

_GREETING = starts(
    r"""
    (?:hi+|hey+|hell+o+|hiya|helo|howdy|greetings|welcome)\b(?! to| myself)
    good (?:morning|afternoon|evening|day)
    """
)
_FAREWELL = cues(
    r"""
    good[ -]?bye|bye+|farewell|take (?:good )?care|good ?night|until next time|ttyl|so long
    see (?:you|ya)\b(?! (?:are|have|do|can|need|feel|as))
    (?:talk|speak|chat|write) (?:to you |with you )?(?:again )?(?:later|soon|tomorrow)
    have an? (?:\w+,? ){0,3}(?:day|evening|night|weekend|afternoon|morning|one|time|new year|christmas|week|rest)
    merry christmas|happy (?:new year|holidays|christmas)
    (?:enjoy|rest of) (?:the rest|your) <any>?(?:day|evening|weekend|night)
    good luck|best of luck|all the (?:very )?best|best wishes|wish you|rooting for you|my door|reach out (?:any|again)
    come back (?:any|when)|you know where to find
    <i will> (?:go now|let you go|leave you|get going|head off|log off)
    i (?:have to|gotta|got to|need to|should|must) (?:be going|get going|head off|log off)
    i (?:have to|gotta|got to|need to|should|must) (?:go|run
    leave)\b(?! (?:to|through|back|on|into|out|home with|my|him|her))
    """
)
_THANKS = cues(
    r"""
    thanks?|thankyou|thank u|thx|ty|tysm|grateful|appreciate\w*|cheers
    means? (?:a lot|so much)
    """
)
_RELIEF = cues(
    r"""
    (?:feel\w*|felt) <any>{0,3}(?:better|lighter|calmer|relieved|hopeful|heard|less|understood|good|stronger)
    (?:you|this|that|it)(?:'ve|'s| have| has)? <any>{0,2}help(?:s|ed|ful)?
    (?:was|is|been|were) <any>{0,2}helpful
    (?:<i will>|<i am> going to|i can|i might|going to|willing to) <any>?(?:try|do that|give|start|look|talk|take)
    (?:<i will>|<i am> going to|i can|i might|going to|willing to) <any>?(?:call|go|think|remember|work|keep)
    (?:good|great|nice) (?:to (?:talk|say|get)|idea|advice|point|suggestion|plan|to know|talking|chatting|talk|chat)
    <you are> <very>(?:probably |absolutely )?right|makes sense|sounds (?:good|great|like a)
    less alone|a (?:load|weight) off|sorted|glad (?:i|we|to)|pleasure|(?:give|giving) (?:it|that|this) a (?:try|go|shot)
    """
)
_DISCONTENT = cues(
    r"""
    (?:did|do|does|is|are|was|has|have)<not> <any>?help(?:ed|ing|ful|s)?
    no help|not <any>{0,2}help(?:ful|ing)|unhelpful|useless|pointless|waste of (?:my )?time
    feel(?:ing)? <very>(?:even )?worse|worse than (?:before|when)
    (?:don't|do not|not) feel(?:ing)? (?:any |much |a bit |at all |the least )?better|no better
    (?:nobody|no ?one) can help|can't help me|aren't listening|not listening|wasn't what i
    you (?:don't|do not|still don't|clearly don't|just don't|never) (?:really |even )?(?:understand|get it|listen
    get me|care)
    forget it|never ?mind|(?:give|giving) up
    still (?:feel(?:ing)? )?(?:as |so |just as |completely |totally |very )?(?:hopeless|lost|stuck|awful|terrible
    miserable)
    still (?:feel(?:ing)? )?(?:as |so |just as |completely |totally |very )?(?:alone|worthless|desperate|bad|confused)
    still (?:have no idea|don't know (?:what|how))
    nothing (?:has |really |ever )*(?:changed?|changes|help(?:s|ed)?|work(?:s|ed)?|is solved|got better)
    (?:hasn't|haven't|didn't|doesn't|won't) (?:really |actually )?(?:changed?|solved?|fix\w*|make (?:any|a) difference)
    no (?:point|hope|use)|(?:as|just as) (?:bad|lost|hopeless|alone|stuck) as|what's the point|(?:isn't|not) working
    shouldn't have (?:come|written|said)
    (?:nothing|none of (?:this|that|it)|no(?:ne)? of what) <any>{0,3}(?:helps?|helped|helping|works?|worked|working
    changes|is useful)
    (?:don't|do not) think <any>{0,4}(?:helps?|helping|going to (?:help|fix|change|work)|will (?:help|fix|change|work))
    (?:it|this|that) changes nothing|<any>?closer to an answer
    (?:nobody|no ?one) <any>?(?:gets|understands|cares|listens|can help)
    (?:not|isn't) what i need\w*|wish you would|<i am> not (?:okay|ok|fine|better)|hopeless|desperate
    <i am> done with this
    """
)


@lru_cache(maxsize=16384)
def greets(text: str) -> bool:
    """Return whether a text begins with a greeting."""
    return _GREETING.match(plain(text)) is not None


@lru_cache(maxsize=16384)
def takes_leave(text: str) -> bool:
    """Return whether a text says goodbye or good wishes."""
    return _FAREWELL.search(plain(text)) is not None


@lru_cache(maxsize=16384)
def thanks(text: str) -> bool:
    """Return whether a text thanks."""
    return _THANKS.search(plain(text)) is not None


@lru_cache(maxsize=16384)
def is_content(text: str) -> bool:
    """Return whether a seeker's text says that the talk was of use: relief, agreement, an intention to act."""
    return _RELIEF.search(plain(text)) is not None and not is_discontent(text)


@lru_cache(maxsize=16384)
def is_discontent(text: str) -> bool:
    """Return whether a seeker's text says that the talk was of no use; what comes after a "but" weighs more."""
    found = plain(text)
    if not _DISCONTENT.search(found):
        return False
    _, but, after = found.rpartition(" but ")
    return not (but and _RELIEF.search(after))
