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
    i <very>(?:need|want|could use|was hoping for|came (?:here )?for) <any>{0,2}(?:help|advice
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
    tell me what (?:to do|i should do)|(?:and|just) need (?:someone|somebody) to talk
    (?:and|i) need your (?:help|support|advice)
    how (?:do|can|should) i (?:stop|get (?:over|through|out)|cope|move on|live|fix|go on)
    your (?:advice|suggestions?|words|support) <any>?(?:helps?|helped|means?|meant) (?:me|a lot)
    i(?:'d| would)? (?:really |so )?appreciate your (?:help|support|advice|suggestions?)
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
    my life is over|<it is> eating me
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
    it sounds like (?:<you are>|<you have>|you (?:feel|might|were))
    it (?:sounds|seems) (?:as if|as though) (?:<you are>|<you have>|you feel)
    (?:that|it) must (?:be|have been|feel) <very>\w+ (?:for|on) you
    your feelings are <any>?(?:valid|understandable|normal|real)
    <i am> <very>sorry (?:that )?(?:<you are>|<you have>) <any>?(?:going|been|dealing|struggling|feeling|had|having)
    i (?:can )?(?:understand|imagine|see|hear) (?:how|that) <any>?<you are> (?:feeling|hurting|struggling|going)
    have you (?:ever )?(?:considered|thought (?:about|of)) (?:\w+ing|a |talking|seeing)
    <i would>? ?(?:suggest|recommend|encourage|advise) (?:that )?you
    <you are> <very>(?:strong|brave|resilient|not alone in this|doing (?:great|so well|your best))
    thank you for (?:opening up|trusting me|reaching out)
    <i am> <very>proud of you|be (?:kind|gentle) (?:to|with) yourself|<you have> got this
    let's (?:explore|work through|work on this|take a (?:moment|look)|talk about (?:what|how|your))
    <i am> <very>glad (?:that )?you (?:reached out|shared|came|opened up)
    have you (?:ever )?tried (?:\w+ing|deep|to|some)
    you deserve (?:to|better|support|love|happiness|rest)|as your (?:supporter|counsel\w+|listener|therapist)
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
    it (?:might|may|could) help you)
    """
)
_POLITE_SELF = cues(
    r"""
    <i am> <very>sorry
    i (?:totally |completely |can |do )?(?:understand|hear|see|imagine|hope|think|wonder)
    (?:tell|with) me
    """
)
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
    (?:that|this|your) request (?:is|goes|violates)
    """
)


@lru_cache(maxsize=16384)
def speaks_as_seeker(text: str) -> str:
    """Return the words by which a supporter speaks as somebody who seeks help; "" if there are none."""
    found = plain(text)
    if asked := _ASKS_FOR_HELP.search(found):
        return asked[0]
    if _YOU.search(found) or _BACK_THEN.search(found):
        return ""
    distress = _IN_DISTRESS.search(found)
    return distress[0] if distress else ""


@lru_cache(maxsize=16384)
def speaks_as_supporter(text: str) -> str:
    """Return the words by which a seeker speaks as the supporter; "" if there are none."""
    found = plain(text)
    if offered := _OFFERS_HELP.search(found):
        return offered[0]
    signs = [sign[0] for sign in _SUPPORTS.finditer(found)]
    of_the_other = len(signs) > 1 and not _ONESELF.search(_POLITE_SELF.sub("", found))
    return " … ".join(signs) if of_the_other else ""


@lru_cache(maxsize=16384)
def speaks_as_machine(text: str) -> str:
    """Return the words by which a model refuses, or speaks of itself as a model; "" if there are none."""
    found = _MACHINE.search(plain(text))
    return found[0] if found else ""
