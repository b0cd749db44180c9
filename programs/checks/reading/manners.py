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


_UNRESOLVED = cues(
    r"""
    (?:made|makes|making|left|leaves|leaving) <any>{0,4}(?:worse|heavier|harder|sadder|more (?:confused|anxious|upset
    hopeless|alone|afraid|lost))|(?:made|makes|making|left|leaves|leaving) <any>{0,4}more (?:scared|stressed|desperate)
    (?:nothing|none of it|not a thing|little) (?:\w+ ){0,2}(?:resolved|solved|settled|different|better|easier|lighter
    fixed|new|improved)
    (?:isn't|is not|isnt|aren't|not|never) (?:\w+ ){0,2}(?:resolved|solved|settled|fixed|over|finished|done)
    (?:exactly|right|just|back|still) (?:\w+ )?where (?:i|we) (?:started|began|was|were|came from)
    back to (?:square one|where)
    (?:just|exactly|every bit|still|quite) as (?:much|bad|badly|awful|heavy|sad|hard|lost|alone|hopeless|anxious|afraid
    scared|confused|desperate|upset|low|angry|empty|stuck) as
    (?:hurts|aches|pains|bothers me) (?:just )?(?:as much|the same|even more|more than)
    (?:no|any) (?:better|wiser|closer|nearer|further|lighter|calmer|different)(?: off)?(?: now| than| after| at all
    \W*$)
    (?:got|gotten|getting|get|gets) (?:\w+ )?(?:nowhere|worse)|(?:as|even|much|so much) worse|worse (?:now|than|off)
    (?:going|talking|turning|been) (?:round )?in circles|(?:same|old) (?:problem|mess|place|pain|feeling) (?:as
    is still)
    (?:you(?:'ve)?|nobody|no one) (?:haven't|have not|hasn't|didn't|never) <any>?(?:understood|grasped|seen
    heard) <any>{0,3}
    (?:problem|pain|it|worry|knot|fear|weight) is <any>?still (?:there|here|the same)|of (?:no|little|any) use
    (?:none|nothing|not one|not any) <any>{0,4}(?:solves?|fixes|fixed|changes|changed|touche[sd]|of (?:any )?use)
    (?:leave|leaving|go|going|walk away) (?:\w+ ){0,2}(?:with|feeling|as) (?:the same|just as|exactly|even|nothing
    empty|no)
    more <any>?(?:than (?:ever|before|when)|confused|lost|hopeless)|(?:had )?(?:hoped|expected) (?:for )?more
    disappoint\w+
    (?:don't|do not|can't|cannot) see (?:how|what|why|that) <any>{0,6}(?:help|change|difference|matter|better|work
    solve)
    still (?:\w+ ){0,2}(?:hurts?\b|no (?:idea|answer|clue|hope|way)|crying|scared
    afraid|anxious|sad|angry|panick?\w*|empty|unhappy|suffer\w*)
    (?:haven't|didn't|don't|couldn't|doesn't|never) <any>{0,2}(?:hear|heard|touch(?:ed)?|reach(?:ed)?|understand
    understood) (?:me|my (?:\w+ )?(?:problem|question|point))\b
    you(?:'ve| have)?(?:n't| not| never| didn't| haven't) <any>{0,2}(?:answer(?:ed)?|help(?:ed)?) (?:me|my|anything)\b
    (?:haven't|didn't|don't|still don't) <any>{0,2}(?:got|gotten|get|found|find|see|have) (?:any|a
    an) (?:\w+ )?(?:answer
    solution|way out|help|relief)
    (?:this|that|it|talking|the talk|the chat|the conversation|you) (?:was|were|has been|have been|is) (?:of )?(?:no|not
    any|a waste|useless|pointless|for nothing|in vain)
    (?:wasted|waste of|waste)(?: \w+){0,2} (?:time|evening|breath|hour)
    i still (?:feel|don't|can't|have no|need|want to (?:die|cry|give up|quit|disappear))\b
    (?:i|i'm|i am) (?:don't|do not|not) (?:\w+ )?(?:believe|convinced|satisfied|reassured|comforted|relieved|feeling it)
    (?:no|any) (?:idea|clue) (?:\w+ ){0,2}(?:what|how|where)|(?:that's|this is|it's) not (?:\w+ ){0,2}(?:help|enough
    what)
    (?:can't|cannot|don't see how i can|don't want to) (?:go on|do this|take (?:it|this)|live|bear)
    """
)
_GOES_ON = cues(
    r"""
    but (?:i'm|i am|my|how|what|he|she|they|then|i don't)|i (?:want to know|came here|think i came)
    (?:what|how|why|when|where|who) (?:\w+ ){1,8}\?|(?:do|does|did|can|could|should|would|is|are) (?:i|you|it|that
    there)\b[^?]*\?
    most of all|the (?:worst|problem|thing|sad part)|on top of (?:that|it)
    """
)
_WELCOME = cues(
    r"""
    (?:<you are>|your|ur) <very>(?:most |more than )?welcome\b(?! (?:to|here))|no problems?\b(?! (?:with|in|at))
    my pleasure
    (?:glad|happy|hope|pleased)\b.{0,20}\b(?:help(?:ed)?|of (?:some )?(?:help|use|assistance)|chat\w*|talk\w*|listen\w*)
    (?:anything|something) else (?:\w+ ){0,4}(?:help|talk|assist|discuss|share)|amen
    """
)


@lru_cache(maxsize=2048)
def greets(text: str) -> bool:
    """Return whether a text begins with a greeting."""
    return _GREETING.match(plain(text)) is not None


@lru_cache(maxsize=2048)
def takes_leave(text: str) -> bool:
    """Return whether a text says goodbye or good wishes."""
    return _FAREWELL.search(plain(text)) is not None


@lru_cache(maxsize=2048)
def thanks(text: str) -> bool:
    """Return whether a text thanks."""
    return _THANKS.search(plain(text)) is not None


@lru_cache(maxsize=2048)
def returns_thanks(text: str) -> bool:
    """Return whether a supporter's text answers thanks, or asks whether that was all."""
    return _WELCOME.search(plain(text)) is not None


@lru_cache(maxsize=2048)
def is_content(text: str) -> bool:
    """Return whether a seeker's text says that the talk was of use: relief, agreement, an intention to act."""
    return _RELIEF.search(plain(text)) is not None and not is_discontent(text)


@lru_cache(maxsize=2048)
def is_discontent(text: str) -> bool:
    """Return whether a seeker's text says that the talk was of no use; what comes after a "but" weighs more."""
    found = plain(text)
    if not _DISCONTENT.search(found):
        return False
    _, but, after = found.rpartition(" but ")
    return not (but and _RELIEF.search(after))


@lru_cache(maxsize=2048)
def is_unhelped(text: str) -> bool:
    """Return whether a seeker's text says that nothing is solved; relief after a "but" takes it back."""
    if is_discontent(text):
        return True
    found = plain(text)
    if not _UNRESOLVED.search(found):
        return False
    _, but, after = found.rpartition(" but ")
    return not _RELIEF.search(after if but else found) and not thanks(text)


@lru_cache(maxsize=2048)
def goes_on(text: str) -> bool:
    """Return whether a text opens or tells something more, however it thanks."""
    return _GOES_ON.search(plain(text)) is not None
