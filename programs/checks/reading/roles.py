"""Signs that somebody speaks as the other side, or as the machine behind the role."""

from __future__ import annotations

from functools import lru_cache

from .cues import cues, plain

# What only somebody says who seeks help. Supporters tell of themselves too, but of the past, and to the seeker.
_ASKS_FOR_HELP = cues(
    r"""
    (?:can|could|would|will) you (?:please |maybe )?help me\b(?! (?:to )?(?:understand|see|know|get a|picture))
    (?:can|could|would|will) you (?:please |maybe )?listen to me
    (?:can|could|would|will) you (?:please |maybe )?give me (?:some |any )?(?:advice|tips|support|suggestions)
    please help me|help me (?:please|feel better|cope|get through|with (?:my|this problem))
    i <very>(?:need|want|could use|was hoping for|came (?:here )?for) <any>{0,2}(?<!to )(?:help|advice
    support)\b(?! (?:you|them))
    i <very>(?:need|want|could use|was hoping for|came (?:here )?for) (?:someone|somebody) to (?:talk|listen|hear)
    <i am> (?:here )?(?:looking for|hoping to get|in need of|desperate for) <any>{0,2}(?:help|advice|support|someone)
    <i am> here (?:for|to get|to find|because i need) <any>?(?:help|advice|support)
    (?:do|would) you have <any>?(?:advice|tips|suggestions|ideas) for me
    what (?:should|shall|can|do) i (?:even )?do(?: (?:now|next|about \w+(?: \w+)?))? ?(?:\?|$)
    what (?:do|would|should) you (?:think i should do|do in my place|suggest i|advise me|recommend (?:i|for me))
    what do you think i should
    i (?:just |really )?(?:don't|do not) know (?:what|how|who|where) (?:else )?<i am> (?:going|supposed) to
    i (?:just |really )?(?:don't|do not) know how (?:else )?to (?:cope|go on|live|handle|deal|get|keep)
    i (?:just |really )?(?:don't|do not) know (?:what|who|where) (?:else )?to (?:do|turn|go)\b(?! (?:to help|\w+ you))
    thank(?:s| you)(?: \w+){0,3} for (?:your <any>?(?:help|advice|suggestions?|support)|helping me|supporting me)
    thank(?:s| you)(?: \w+){0,3} for (?:letting me (?:vent|talk|get)|the (?:advice|suggestions?|tips?))
    (?:<you have>|you) <any>?(?:helped|made) me (?:a lot|so much|feel <very>better|see)
    <i will> (?:try|take|follow) (?:your (?:advice|suggestions?)|what you (?:said|suggest\w*))
    i feel <very>(?:already )?(?:better|lighter|calmer) (?:now|already|after|talking)
    i <any>{0,2}(?:hoping|hoped|wondering|hope|thought|looking for) <any>{0,2}you (?:could|can|would|might|'d
    will) <any>?(?:help me
    advise me|listen to me|tell me (?:what|how)|give me|know what i|support me|be able to help me)
    you(?:'re| are| were) the (?:first|only|one) (?:person|one|human
    soul)? ?(?:that |who |whom )?i(?:'ve| have| can| could|'m| am)? <any>?(?:told
    tell|telling|talk|talked|talking|trust|open|turn|confide|spoken|said)
    i(?:'ve| have)?(?: never|n't| not) <any>?(?:told|talked|spoken|said this) (?:to )?(?:anyone|anybody|a soul|this to)
    (?:nobody|no one) <any>{0,2}(?:listens to|understands|believes|cares about|helps) me
    i (?:have|'ve got|got) (?:nobody|no one|noone) <any>{0,2}(?:to (?:talk|turn)|who)
    i (?:don't|do not) have (?:anyone|anybody|someone|somebody) <any>{0,2}(?:to (?:talk|turn)|who)
    (?:do you think|am) i(?:'m| am)? (?:a bad|crazy|going crazy|losing my mind|to blame|overreacting|being (?:silly
    stupid))
    what would you do (?:in my (?:place|shoes|situation|position)|if you were me|about my|with my)
    how would you (?:handle|deal with|cope with) (?:it|this|that)? ?(?:in my|if you were me)
    <i am> <any>?(?:at the end of my rope|at my (?:wits|wit's) end|not sure i can (?:go on|take|keep))
    i <any>?(?:wanted|needed|had|need|want) to (?:vent|get (?:it|this|that) off my chest|tell someone|talk to someone
    let it out)
    thank(?:s| you)(?: \w+){0,3} for (?:listening(?: to me)?$|being there for me|hearing me out
    taking the time to listen)
    (?:you(?:'re| are)) (?:such )?a (?:really )?(?:good|great) listener|i came (?:here )?(?:because|to (?:get|find
    talk))
    (?:can|could|may|would it be (?:ok|okay|alright) if) i (?:vent|tell you (?:about my|what happened to me|my)
    ask you for)
    tell me what (?:to do|i should do)|(?:and|just) need (?:someone|somebody) to talk
    (?:and|i) need your (?:help|support|advice)
    how (?:do|can|should) i (?:stop|get (?:over|through|out)|cope|move on|live|fix|go on)
    your (?:advice|suggestions?|words|support) <any>?(?:helps?|helped|means?|meant) (?:me|a lot)
    i(?:'d| would)? (?:really |so )?appreciate your (?:help|advice|suggestions?)
    """,
    (r"\b", ""),
)
_IN_DISTRESS = cues(
    r"""
    <i am> <very>(?:feeling |the one )?(?:hopeless|worthless|lost|alone|lonely|overwhelmed|depressed|anxious|scared
    terrified)
    <i am> <very>(?:feeling |the one )?(?:heartbroken|desperate|devastated|miserable|exhausted|struggling|stuck|losing)
    <i am> <very>(?:crying|going through|failing|falling apart|drowning|a failure|at a loss)
    i (?:just |really |only )?feel <very>(?:like )?(?:hopeless|worthless|lost|alone|lonely|overwhelmed|depressed
    anxious|scared|terrified
    heartbroken)
    i (?:just |really |only )?feel <very>(?:like )?(?:desperate|devastated|miserable|exhausted|stuck|useless|guilty
    empty|ashamed|sad|a failure)
    i (?:just |really |only )?feel <very>(?:like )?(?:i'm failing|nobody|no one|crying|giving up)
    i <cannot> <any>?(?:sleep|eat|cope|stop|take (?:it|this)|do this|go on|bear|handle|get (?:over|out)|concentrate)
    i <cannot> <any>?(?:focus|breathe)
    <i have> been <any>?(?:feeling|crying|struggling|having (?:trouble|a hard)|so|really|unable|lying)
    i keep <any>?(?:crying|thinking|worrying|asking myself|blaming|waking)
    my <any>?(?:boyfriend|girlfriend|husband|wife|ex|partner|fianc\w+) (?:just|recently) (?:left|dumped|cheated|broke
    died)
    my <any>?(?:boss|mother|mom|mum|father|dad|friend) (?:just|recently) (?:fired|died|passed|told)
    my <any>?(?:boyfriend|girlfriend|husband|wife|ex|partner) (?:yells|hates|hits|doesn't|keeps|ignores)
    my <any>?(?:boss|mother|mom|mum|father|dad) (?:yells|hates|hits|doesn't|keeps|ignores)
    my <any>?(?:friends|parents|family) (?:yell|hate|don't|doesn't|keep|ignore)
    my <any>?(?:boyfriend|girlfriend|husband|wife|partner|fianc\w+|boss) \w+ (?:up with )?me (?:yesterday|today|last
    this)
    i (?:don't|do not) know how to (?:tell|face|explain)|<i am> <very>(?:worried|afraid|scared) (?:that )?my
    my life is over|<it is> eating me|i (?:just |really )?need (?:someone|somebody) (?:who|that)
    everything (?:is|in my life is|around me is) <any>{0,3}(?:falling apart|collapsing|going wrong|too much)
    <i am> having a <very>(?:hard|tough|rough|difficult|terrible|horrible) (?:time|day|week)
    i (?:don't think i can|<cannot>|can't) <any>?(?:take|bear|stand|do) (?:this|it) <any>?(?:longer|more|anymore)
    i <any>{0,3}no idea how (?:to|i)
    i (?:just|recently) (?:lost my|got (?:fired|dumped|laid off)|broke up|failed my)
    """
)
_YOU = cues(r"you\w*|u|ur")
_BACK_THEN = cues(
    r"""
    when|whenever|if|once|used to|was|were|had|ago|back then|years?|in the past|same|too|also|sometimes|myself|before
    i remember|similar|even|understand|hear|get (?:it|that)|relate
    """
)

# What only a supporter says. People ask back ("how are you?", "did it help you?") and thank for what is shared.
_OFFERS_HELP = cues(
    r"""
    (?:how|what) (?:can|may|could|should|might) i (?:do to )?(?:help|assist
    support)\b(?! (?:my|h(?:im|er)|the|people|others))
    <i am> (?:always |right |just )?here (?:for you|to (?:listen|help|support))
    <i am> (?:all ears|listening to you|your supporter|an? (?:trained|professional) (?:listener|counsel\w+|therapist))
    what (?:brings|brought) you (?:here|to)|what would you like to (?:talk|share|discuss)
    would you like to (?:talk about (?:it|what)|tell me|share (?:more|what))
    (?:can|could) you tell me (?:more|a bit more|a little more) about (?:what you|how you|your)
    how (?:does|do) (?:that|this|it) make you feel
    how (?:long|often) have you (?:been )?(?:feeling|felt|had these|been (?:going|dealing|struggling))
    what(?:'s| is) (?:on your mind|been (?:troubling|bothering|weighing))
    your feelings are <any>?(?:valid|understandable|normal|real)
    thank you for (?:opening up|trusting me|reaching out)
    let's (?:explore|work through|work on this|take a (?:moment|look)|talk about (?:what|how|your))
    <i am> <very>glad (?:that )?you (?:reached out|shared|came|opened up)
    as your (?:supporter|counsel\w+|listener|therapist)
    (?:what|anything|is there (?:anything|something|any way)) (?:that )?i can (?:do to )?(?:do for you|help you
    support you|assist you)
    what(?:'s| is| has been|'s been) (?:troubling|bothering|worrying|weighing on|upsetting) you
    (?:feel free|you(?:'re| are) (?:welcome|free)) to (?:tell|share|talk|open up|vent|say)\b(?!.{0,20}\bif i)
    is there anything (?:else )?(?:that )?you(?:'d| would) like to (?:share|talk|tell|discuss|add)
    let's (?:think|find|talk|look|go|start|try|see) <any>{0,3}(?:what|how|you|your)
    i(?:'m| am) always here|good of you to (?:come|share|write|reach)|this is a safe (?:space|place)|(?:i want
    i'd like|i would like|happy|ready|let me know how i can|how can i) (?:to )?(?:be able to )?(?:help|support) you
    <i am> (?:here )?to (?:listen|help|support)(?: to)?(?: you)?(?=\W|$)|i hear (?:you|how (?:hard|painful|difficult
    much))\b(?=.{0,40}\byou)
    (?:tell me|can you tell me|could you tell me|would you (?:like to )?tell me) (?:a (?:bit|little) )?(?:more
    about) (?:about )?(?:your|how you|what you|yourself)
    what (?:do|did|are) you (?:feel|feeling|felt) (?:when|about|right now|in (?:those|these|that))
    (?:glad|happy|good)\b.{0,12}\b(?:talk\w*|chat\w*) (?:to|with) me\b.{0,20}\bhelp(?:ed|s)?\b.{0,3}\byou\b
    """
)
# What a seeker says only to somebody who told of trouble, too.
_COMFORTS = cues(
    r"""
    it sounds like (?:<you are>|<you have>|you (?:feel|might|were))
    it (?:sounds|seems) (?:as if|as though) (?:<you are>|<you have>|you feel)
    (?:that|it) must (?:be|have been|feel) <very>\w+ (?:for|on) you
    <i am> <very>sorry (?:that )?(?:<you are>|<you have>) <any>?(?:going|been|dealing|struggling|feeling|had|having)
    i (?:can )?(?:understand|imagine|see|hear) (?:how|that) <any>?<you are> (?:feeling|hurting|struggling|going)
    have you (?:ever )?(?:considered|thought (?:about|of)) (?:\w+ing|a |talking|seeing)
    <i would>? ?(?:suggest|recommend|encourage|advise) (?:that )?you
    <you are> <very>(?:strong|brave|resilient|not alone in this|doing (?:great|so well|your best))
    <you are> <very>(?:stronger|braver|more capable|tougher) than you (?:think|know|realize|feel|believe)
    <i am> <very>proud of you|be (?:kind|gentle) (?:to|with) yourself|<you have> got this
    have you (?:ever )?tried (?:\w+ing|deep|to|some)
    you deserve (?:to|better|support|love|happiness|rest)
    (?:glad|happy|good|relieved)\b.{0,30}\b(?:talk\w*|chat\w*|conversation|this|i|session)\b.{0,20}\bhelp(?:ed|s
    ing)?\b.{0,3}\byou\b
    (?:glad|happy) (?:that )?i (?:could|can|was able to) (?:help|support|listen|be (?:of (?:help|use)
    there))\b(?! (?:my|him|her|them|myself))
    (?:it might|it may|it could|it can|it would) help you to (?:take|try|talk|write|make|set|breathe|focus|remember
    think|go|speak)
    (?:^|[.!?] )you (?:should|could) (?:try to|talk to|see a|speak to|consider|seek|write|give yourself)|(?:don't
    do not) blame yourself
    i can (?:hear|sense|feel) how|i (?:can |do )?(?:understand|imagine|see) how <very>(?:hard|difficult|painful|tough
    much|awful)|thank you for sharing <any>{0,2}with me|<you are> not alone|<i am> <very>proud of how
    i(?:'m| am) <very>sorry (?:that )?you (?:have to|feel)|how did (?:that|this|it) make you feel|what (?:has|have
    might|could|would) <any>?help(?:ed)? you
    your feelings <any>?(?:make|makes|matter|are)|don't be (?:so |too )?hard on yourself|give yourself <any>?(?:time
    credit|a break)|take all the time you need
    (?:it's|it is|that's|that is) <very>(?:understandable|normal|natural|okay|ok|fine) (?:that you|to feel|for you
    you feel)
    (?:i think|maybe|perhaps) you (?:should|could|might want to) (?:talk|see|try|speak|take|consider|seek|write
    give yourself)
    you (?:can|could|may) (?:always )?(?:talk to me|tell me|count on me|come back|reach out to me|write to me
    lean on me)
    i(?:'m| am) <very>(?:glad|happy|grateful) (?:that )?you(?:'re| are| have|'ve)? (?:here|told me|shar\w+|talk\w*
    trust\w*|feel\w*)
    my (?:advice|suggestion) (?:to you )?(?:is|would be)|one (?:step|day) at a time,? (?:and )?you
    """
)
_TROUBLE = cues(
    r"""
    i(?:'ve| have) (?:been|had|gone|lost|felt|dealt|struggled|experienced)|<i am> (?:also|in the same|struggling|going)
    i (?:once|also|too|was|had|lost|went|felt|feel|struggle|struggled|suffer|suffered|used to|know how (?:it
    that) feels)
    (?:me|same) (?:too|here|boat)|my (?:own|ex|husband|wife|mother|mom|mum|father|dad|sister|brother|son|daughter)
    my (?:boss|friends?|job|family|girlfriend|boyfriend|parents|partner|dog|cat|kids|children|divorce)|when i
    """
)

# Two of a supporter's acts together, from somebody who says nothing of themselves.
_SUPPORTS = cues(
    r"""
    (?:(?:that|it|this) (?:sounds|must be|must have been) <any>?(?:hard|difficult|tough|painful|rough|frustrating
    heavy)
    (?:that|it|this) (?:sounds|must be|must have been) <any>?(?:exhausting|lonely|stressful|overwhelming|awful|terrible)
    <i am> <very>sorry (?:to hear|that you|you)
    i (?:totally |completely |can )?understand (?:how|why|that|what) (?:you|this is|it is)
    <you are> not alone|it(?:'s| is) (?:okay|ok|normal|understandable|natural) to (?:feel|be|cry))
    (?:(?:can|could|would) you (?:tell|share|describe|explain|say)|tell me (?:more|about)
    how (?:do|are) you (?:feel\w*|coping|holding|handling|managing)|how long (?:have|has)
    what (?:makes|made|do you think|happened|has been|would help)|when did (?:you|it|this) (?:start|begin|first))
    (?:have you (?:tried|talked|spoken|considered|thought)|why don't you|how about you
    you (?:should|could|might|may|can) <any>?(?:try|talk|take|start|write|speak|see|consider|want|find|look|go|make
    reach)
    (?:try|remember) to|take (?:it|your time|care of|one)|maybe (?:try|start|you)
    it (?:might|may|could) help you|is there (?:anybody|anyone|somebody|someone)\b.{0,30}\byou (?:can|could|trust))
    """
)
_POLITE_SELF = cues(
    r"""
    <i am> <very>sorry
    i (?:totally |completely |can |do )?(?:understand|hear|see|imagine|hope|think|wonder)
    (?:tell|with) me|<i would>? ?(?:suggest|recommend|encourage|advise)|<i am> <very>(?:glad|happy|proud|here)
    """
)
_APART = 10
"""Characters between the ends of two signs, below which they are of the same words."""
_ONESELF = cues("i|i'm|i've|i'd|i'll|im|me|my|mine|myself")

_MACHINE = cues(
    r"""
    as (?:an?|your) <any>?(?:ai|a\.i\.|artificial intelligence|(?:large )?language model|llm|chat ?bot
    virtual assistant|bot)
    as (?:an?|your) <any>?(?:machine|digital assistant|computer program)
    <i am> (?:(?:just|only|merely|simply|actually|really) )*(?:an? )?<any>?(?:a\.i\.|artificial intelligence
    language model
    llm|chat ?bot|virtual assistant|digital assistant|computer program|bot|automated|gpt\S*|chatgpt
    ai\b(?! (?:student|engineer|research|developer)))
    chatgpt|openai|anthropic|gpt-?\d\S*|claude,? (?:an|made)|llama-?\d|language model
    my (?:training data|knowledge cutoff|programming|content policy|usage polic(?:y|ies)|(?:content|safety) guidelines)
    i (?:<cannot>|won't|will not) (?:assist|fulfil+|comply|role-?play|generate|portray|produce|process
    help (?:you )?with (?:that|this|your) request|continue (?:with )?this|engage (?:in|with) (?:this|that)
    (?:discuss|respond to|create|write|answer) (?:this|that)(?! with (?:any|my |him|her|them|people|you\b))
    provide (?:that|this|medical|professional|therapy|you with|any|advice|the (?:help|support|content)|help|support))
    sorry,? (?:but )?i (?:<cannot>|won't|am unable to) help (?:you )?with (?:that|this)
    (?:unable|not able) to (?:provide (?:the )?(?:help|support|advice|that|this|medical)|assist|fulfil+|comply
    discuss)
    (?:unable|not able) to (?:help (?:you )?with (?:that|this)|continue (?:with )?this|respond to|engage|role-?play
    generate)
    i (?:must|have to|need to|will have to) decline
    (?:<i am> not|i (?:don't|do not) feel) comfortable (?:with )?(?:role|gener|discuss|engag|writ|continu)\w*
    (?:against|violates?) (?:my|the|our) <any>?(?:guidelines|polic(?:y|ies)|programming|rules)
    (?:guidelines|polic(?:y|ies)|programming) (?:don't|do not|won't|doesn't|prevents?|forbids?|prohibits?)|being an ai
    i (?:don't|do not) have the (?:ability|capacity|capability) to (?:feel|experience|understand|have)
    (?:is|contains|includes|generate|create|produce|engage (?:in|with)|involves) inappropriate content
    inappropriate request
    i (?:don't|do not|can't|cannot) (?:have|experience|feel) (?:(?:personal|real|human|any|actual) )*(?:feelings
    emotions)
    i (?:don't|do not) have (?:personal|human|real) (?:experiences|opinions)
    i (?:was|am|have been) (?:programmed|trained|designed) (?:to|by|as)
    (?:that|this|your) request (?:is|goes|violates)|my (?:purpose|function) (?:is|here is) to
    <i am> not (?:an? )?(?:(?:real|actual) )?(?:human|person)\b(?! (?:who|that|to|of|i))|(?:helpful|virtual
    ai) assistant
    (?:not|wouldn't|would not) be (?:appropriate|ethical) (?:for me )?to (?:answer|respond|provide|continue|discuss
    engage)
    i (?:won't|will not|am not going to) be able to (?:role-?play|assist|provide|generate|continue|respond|fulfil+
    comply|help (?:you )?with (?:that|this))
    i (?:don't|do not) have (?:access to (?:your|our|previous|past|real|the internet)|(?:a )?memory of)
    (?:here|below) is (?:the|a|my|your) (?:\w+ )?(?:message|response|reply|utterance|turn|dialogue|conversation)\b
    (?:sure|certainly|of course|okay)[,!.:]? here(?:'s| is| are) |(?:beyond|outside) my (?:capabilities|scope
    programming|training)
    i have no (?:memory|recollection) of (?:our|your|previous|earlier)|<i am> a model\b|since <i am> a model
    """
)


@lru_cache(maxsize=2048)
def speaks_as_seeker(text: str, asked: bool = False) -> str:
    """Return the words by which a supporter speaks as somebody who seeks help; "" if there are none.

    Args:
        asked: whether the other side has just asked, so that one may tell how it is.
    """
    found = plain(text)
    if sought := _ASKS_FOR_HELP.search(found):
        return sought[0]
    if asked or _YOU.search(found) or _BACK_THEN.search(found):
        return ""
    distress = _IN_DISTRESS.search(found)
    return distress[0] if distress else ""


@lru_cache(maxsize=2048)
def speaks_as_supporter(text: str, returned: bool = False) -> str:
    """Return the words by which a seeker speaks as the supporter; "" if there are none.

    Args:
        returned: whether the other side has just told of own trouble, so that comfort may be returned.
    """
    found = plain(text)
    if offered := _OFFERS_HELP.search(found):
        return offered[0]
    comfort = list(_COMFORTS.finditer(found))
    if comfort and not returned:
        return comfort[0][0]
    ends = [sign.end() for sign in comfort]
    also = (sign for sign in _SUPPORTS.finditer(found) if not any(abs(sign.end() - end) < _APART for end in ends))
    signs = [sign[0] for sign in (*comfort, *also)]
    of_the_other = len(signs) > 1 and not _ONESELF.search(_POLITE_SELF.sub("", found))
    return " … ".join(signs) if of_the_other else ""


@lru_cache(maxsize=2048)
def speaks_as_machine(text: str) -> str:
    """Return the words by which a model refuses, or speaks of itself as a model; "" if there are none."""
    found = _MACHINE.search(plain(text))
    return found[0] if found else ""


@lru_cache(maxsize=2048)
def tells_of_trouble(text: str) -> bool:
    """Return whether a supporter tells of what they have been through themselves."""
    return _TROUBLE.search(plain(text)) is not None
