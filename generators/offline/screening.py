"""Whether a post can become a conversation: who speaks, about whose life, and whether one can tell what is wrong.

Distress, crude words and thoughts of suicide never count against a post; being an advert, a call for participants, a
lesson to others, a piece of news or a bare sigh does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon import FEELING, FIRST_PERSON, KIN, STOP_WORDS
from .post_text import folded, plain
from .topics import classify


@dataclass(frozen=True)
class Screening:
    """What screening says about one post; it is usable when the three flags are true."""

    seeks_help: bool
    about_self: bool
    enough_detail: bool
    language: str
    reason: str

    @property
    def usable(self) -> bool:
        return self.seeks_help and self.about_self and self.enough_detail


_ENOUGH_WORDS = 5
"""Words of substance below which a post does not tell what is wrong."""

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_FILLERS = frozenset(
    [
        "help",
        "please",
        "hi",
        "hello",
        "hey",
        "i",
        "im",
        "i'm",
        "me",
        "my",
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "so",
        "is",
        "am",
        "are",
        "be",
        "it",
        "its",
        "it's",
        "this",
        "that",
        "just",
        "really",
        "idk",
        "dont",
        "don't",
        "know",
        "what",
        "do",
        "to",
        "anymore",
        "any",
        "more",
        "lol",
        "anyone",
        "here",
        "there",
        "everyone",
        "guys",
        "you",
        "thanks",
        "thank",
        "ok",
        "okay",
        "um",
        "uh",
        "of",
        "in",
    ]
)

_ADVERT = re.compile(
    r"\b(?:use (?:my |the )?(?:promo |discount )?code|promo code|\d+% off|discount|free trial|link in (?:my |the )?bio|(?:buy|order) now|"
    r"limited (?:time|offer)|money[- ]back|subscribe (?:to|now)|(?:check out|visit|follow|download|try) (?:my|our) (?:\w+ ){0,2}?(?:channel|app|blog|website|site|page|podcast|store|shop|book|course|ebook|instagram|youtube|discord|server|music|video|coaching)|"
    r"our (?:new )?(?:app|product|service|program|course|platform|server|supplement|clinic)s?\b|(?:join|joining) (?:our|my|the|this) (?:\w+ ){0,3}?(?:discord|server|group|community|chat)|invite link|"
    r"sign up (?:today|now|here|for|at)|click (?:here|the link|below|on)|book (?:a|your) (?:free )?(?:session|call|consultation|appointment) (?:with|today|now)|(?:special|best) offer|for sale|we offer|satisfaction guaranteed|dm (?:me )?for (?:prices|rates|more info|details)|coaching (?:program|sessions?)|affordable (?:rates|price)|the server (?:encourages|is))\b",
    re.IGNORECASE,
)
_RECRUITING = re.compile(
    r"\b(?:surveys?|questionnaires?|online (?:study|experiment)|research (?:study|project|participants)|participants?|focus groups?|dissertation|"
    r"(?:phd|master'?s|my|our) thesis|academic (?:study|research)|informed consent|(?:i'?m|i am|we are|as) (?:an? )?(?:\w+ )?(?:journalist|reporter|researcher|documentary|filmmaker|podcaster|producer)\w*|writer with a|irb\b|case ?study)\b",
    re.IGNORECASE,
)
_ASKED_TO_JOIN = re.compile(
    r"\b(?:take part|taking part|participat\w+|fill (?:out|in)|complete (?:the|this|my|our|a)|completes?|recruit\w*|eligib\w+|looking (?:for|to interview|to speak|to talk)|interview(?:ing|s)?|"
    r"the link (?:for|to|is)|anonymous\w*|gift card|compensat\w+|volunteers?|would (?:you )?(?:be )?(?:grateful|willing)|follow the link|responses|share your (?:story|stories|experience)|5 minutes|10 (?:spare )?\s*minutes|\d+[- ]minutes?)\b|<url>|https?://",
    re.IGNORECASE,
)
# A call for participants addresses its readers; somebody who is anxious about a thesis does not.
_INVITING = re.compile(
    r"\b(?:participat\w+ in (?:this|our|my|the|a)|please (?:participate|take|fill|complete|click|consider)|"
    r"if you(?:'re| are| wish| can| would)|the link|https?://|looking (?:for|to interview)|recruit\w*|dm me|pm me|"
    r"message me|would be grateful|you will be|take part|fill out|anyone interested|interested in)\b|<url>",
    re.IGNORECASE,
)
_MODERATION = re.compile(
    r"\b(?:mega-?\s?thread|mod(?:erator)? team|sticky comment|moderators|welcome to (?:r/|/r/|our|the (?:sub|forum))|(?:our|the|forum|sub(?:reddit)?) (?:rules|guidelines) (?:are|have)|weekly (?:thread|check[- ]in)|please (?:place|read|use) (?:all|the|this))\b|/r/\w+ mod",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:according to (?:a|the|an|new|recent|researchers)|researchers (?:say|found|have|at)|stud(?:y|ies) (?:finds?|found|shows?|showed|suggests?|published)|scientists|announced (?:on|that|today|a|plans)|(?:the )?(?:government|minister|president|senate|parliament|police|officials|spokes\w+) (?:said|says|announced|has|have|will|confirmed)|percent of (?:the |all )?(?:adults|people|patients|americans|population)|reuters|breaking news|published in|was founded|is defined as|refers to)\b",
    re.IGNORECASE,
)
_ADVISING = re.compile(
    r"\b(?:you can (?:too|do (?:it|this)|get through|beat|overcome)|you are not alone|you'?re not alone|don'?t (?:ever )?give up|keep (?:going|fighting|your head)|stay strong|remember(?: that|:| to)|never forget|my advice (?:is|to you)|"
    r"(?:here are|these are) (?:some|my|a few|\d+|the) (?:tips|steps|ways|things)|(?:tips|steps|ways) (?:to|that|for) (?:help|over|cop|deal|beat)|to (?:anyone|everyone|all of you|those) (?:who|out there|struggling|reading)|you (?:should|need to|must|have to|ought to) (?:\w+)|(?:just )?(?:try|start) (?:to |by )?\w+ing\b|"
    r"i promise (?:you|it)|it (?:does|will) get better|if you (?:need|want) (?:someone )?to talk|feel free to|persevere|allow yourself|i(?:'m| am) here for you|take care of yourself|be kind to yourself|please be aware)\b",
    re.IGNORECASE,
)
_RECOVERED = re.compile(
    r"\b(?:i (?:beat|overcame|recovered|conquered|got through|made it through|got over)|saved my life|i used to (?:be|feel|have|suffer)|changed my life|i(?:'m| am) (?:so |now |finally )+(?:happy|free|better))\b",
    re.IGNORECASE,
)
_LIST_OF_TIPS = re.compile(
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|some|a few|my|top \d+|the best)\s+(?:\w+\s+)?(?:tips|ways|steps|rules|habits|signs|facts|reasons why)\b",
    re.IGNORECASE,
)
_DONATIONS = re.compile(r"\b(?:go ?fund ?me|go fund me|fundrais\w+|raise funds|donat\w+|donors?)\b", re.IGNORECASE)
_IMPERATIVE = re.compile(
    r"(?:^|[.!?\n*:-]\s*)(?:don'?t|do not|try|remember|follow|note|write|read|take|make|let|start|stop|focus|think|find|go|get|keep|ask|talk|set|use|learn|practi[sc]e|drink|eat|breathe|allow|persevere|step \d|first,|be) (?!me\b|i\b)\w+",
    re.IGNORECASE,
)
_SECOND_PERSON = re.compile(r"\b(?:you|your|yours|yourself|you're|you'll|you've)\b", re.IGNORECASE)

# How people ask, plead or simply want to be heard.
_ASKING = re.compile(
    r"\?|\b(?:help|advice|suggestions?|tips|thoughts\b|opinions?|insight|perspective|guidance|support|recommend\w*|what (?:to|should|can|do i)|how (?:to|do i|can i)|should i|"
    r"(?:don'?t|dont|not|dunno|do not) (?:really )?(?:know|sure) (?:what|how|why|who|if|where|whether)|need (?:to (?:talk|vent|let|get)|some(?:one|body)|a )|(?:any|some)(?:one|body) (?:else|to|who|please|out)|"
    r"(?:i )?(?:just )?(?:want|need|wish|would like|hope|wanna|hoping|wondering|curious)|vent|rant|listen|talk to|can'?t (?:cope|take|do|go on|stop|handle|deal)|lost|stuck|relate|please)\b",
    re.IGNORECASE,
)
_HARDSHIP = re.compile(
    r"\b(?:can'?t|cannot|cant|couldn'?t|unable|struggl\w+|problems?|issues?|trouble\w*|difficult\w*|hard\b|hate|hates|wrong|worse|worst|bad\b|nobody|no one|noone|nothing|never|lost|lose|losing|left me|"
    r"broke|broken|fail\w*|fight\w*|argu\w+|alone|tired|sick|hurt\w*|cry\w*|cried|afraid|scared|die|died|dead|death|kill\w*|abus\w+|addict\w*|suffer\w*|unwanted|ugly|fat|weird|awkward|reject\w*|betray\w*|"
    r"cheat\w*|lied|lies|lying|ruin\w*|miss\b|regret|shit\w*|fuck\w*|suck\w*|crap|awful|terrible|horrible|miserable|mess\b|disorder|diagnos\w+|therap\w+|counsel\w+|psych\w*|medic\w+|meds|sleep|nightmares?|divorce\w*|"
    r"breakup|debt|unemployed|homeless|stress\w*|anxi\w+|depress\w*|panic\w*|angry|anger|upset|overwhelm\w*|numb|empty|lonely|pointless|hopeless|worthless|useless|burden|suicid\w*|cutting|self-harm|pain\w*|"
    r"disappoint\w*|confus\w+|lack|without|nightmare|survive|barely|give up|end (?:it|my)|crisis|symptoms?|pressure|toxic|ignore[ds]?|yell\w*|drunk|drink\w*|drugs?|pills|pregnan\w+|attracted|crush|jealous\w*|trust|"
    r"misunderstood|insecur\w+|worr\w+|insomnia|lazy|unmotivated|motivation|procrastinat\w*|exhaust\w*|trapped|cope|coping|deal with|get over|move on|bipolar|adhd|ocd|ptsd|autis\w+|isolat\w+|shame|ashamed|embarrass\w*|guilt\w*|dread|awful|heartbr\w+|sad\b|sadness|unhappy|different|not okay|don'?t want to|mattered|matter\b|content\b|accept|change my)\b",
)
_INCLUDED = re.compile(
    r"\b(?:any(?:one|body)|some(?:one|body)|dae|who) else\b|\bdoes any(?:one|body)\b|\bdo you ever\b|\bdae\b|\b(?:anyone|anybody|does anyone|do you|have you) ever\b|\bhow do (?:you|i|people) (?:guys )?(?:deal|cope|handle|stop|make|know|get|live|tell)|\bam i\b|\bhow to\b",
    re.IGNORECASE,
)
# A bare question for help names no trouble but may still describe one, when it is long enough.
_VAGUE = re.compile(
    r"\b(?:(?:how|what) (?:do|can|should|could|would) (?:i|we)|should (?:i|we)|worried|concerned|i (?:want|need) to (?:stop|change|be|get))\b",
    re.IGNORECASE,
)
_VAGUE_WORDS = 12
_OTHERS_ONLY = re.compile(r"\b(?:he|she|his|her|him|they|their|them)\b", re.IGNORECASE)
_OWN_STAKE = re.compile(
    r"\b(?:what|how) (?:can|do|should|could|would) (?:i|we)\b|\b(?:should|can|do|am) (?:i|we)\b|\bhelp (?:me|us)\b|\b(?:i|i'm|im|i've|we|me|us|my|our)\b",
    re.IGNORECASE,
)
# "my friend's husband" alone is somebody else's life; "my head", "my depression" and every "I" are the writer's.
_MYSELF = re.compile(
    rf"\b(?:i|i'm|im|i've|ive|i'd|i'll|idk|me|myself|we|we're|we've|us|our)\b|\bmy (?!(?:\w+ )?{KIN}\b)", re.IGNORECASE
)
_PLEADS = re.compile(r"\?|\bhelp\b", re.IGNORECASE)
_MY_OWN = re.compile(rf"\bmy (?:\w+ )?{KIN}\b(?!'s {KIN})", re.IGNORECASE)
_GENERAL = re.compile(
    r"^(?:what (?:is|are|does|do (?!i\b)|kind|skills|causes?|basic)|how (?:do|does|long|many|often|much) (?!i\b|you\b|we\b)\w+|why (?:do|does|are|is) (?!i\b|my\b|it\b|life\b|everyone\b|am\b)\w+|does \w+|do \w+|is (?:there|it (?:true|possible)|\w+ing)|can (?:a|an|the|someone|one|people|\w+ing)|when (?:does|do|is)|which|who (?:is|was|invented)|after (?:first )?\w+ing)\b",
    re.IGNORECASE,
)


def language(post: str) -> str:
    """Return the ISO 639-1 code of the language: zh, ja, ko by script, es, fr, de, pt by common words, else en."""
    letters = len(_LETTER.findall(post))
    for code, script in _SCRIPTS:
        if letters and len(script.findall(post)) > 0.1 * letters:
            return code
    words = {word.lower() for word in _WORD.findall(post)[:300]}
    counts = {code: len(words & common) for code, common in STOP_WORDS.items()}
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    # A few shared words ("me", "no", "a") must not make an English sigh Spanish.
    return best if counts[best] >= 3 and counts[best] > 1.3 * counts["en"] else "en"


def screen(post: str) -> Screening:
    """Return whether the post can become a conversation and, in one short sentence, why."""
    text = plain(post)
    code = language(text)
    if code != "en":
        return Screening(False, False, False, code, f"The post is in '{code}' and the offline rules read English only.")
    not_a_plea = _not_a_plea(text)
    if not_a_plea:
        return Screening(False, False, True, code, not_a_plea)
    difficulty = _difficulty(text)
    own = _about_self(text)
    words = [word.lower() for word in _WORD.findall(text)]
    substance = [word for word in words if word not in _FILLERS]
    enough = bool(difficulty) and len(words) >= _ENOUGH_WORDS and len(substance) >= 2
    seeks = bool(_ASKING.search(text)) or bool(difficulty and own)
    return Screening(seeks, own, enough, code, _reason(seeks, own, enough, difficulty))


def _reason(seeks: bool, own: bool, enough: bool, difficulty: str) -> str:
    if not own:
        return "The post is not about a difficulty in the writer's own life."
    if not enough:
        return "The post says too little to tell what the difficulty is."
    if not seeks:
        return "The writer tells something without asking for help or wanting to be heard."
    return f"The writer seeks help with a difficulty of their own ({difficulty})."


def _not_a_plea(text: str) -> str:
    """Return why the post is something else altogether, "" when it may be a plea."""
    own_words, your_words = len(FIRST_PERSON.findall(text)), len(_SECOND_PERSON.findall(text))
    own_trouble = own_words >= 3 and len(FEELING.findall(folded(text))) >= 2
    if len(_ADVERT.findall(text)) >= (2 if own_trouble else 1) and not (own_trouble and "?" in text):
        return "The post advertises something."
    if _DONATIONS.search(text) and own_words <= 3:
        return "The post asks for donations for somebody else."
    if own_words <= 2 and your_words >= 5 and len(_INCLUDED.findall(text)) == 0:
        return "The post speaks to its readers, not of the writer."
    if _MODERATION.search(text) and not own_trouble:
        return "The post is a notice from those who run a forum."
    if _RECRUITING.search(text) and len(_ASKED_TO_JOIN.findall(text)) >= 2 and _INVITING.search(text):
        return "The post looks for participants or interviewees."
    if own_words <= 1 and len(_NEWS.findall(text)) >= 1:
        return "The post is news or general knowledge."
    advice, orders = len(_ADVISING.findall(text)), len(_IMPERATIVE.findall(text))
    if _LIST_OF_TIPS.match(text):
        return "The post gives advice to others."
    if "?" not in text and your_words + orders > 1.2 * own_words and (advice >= 1 or orders >= 2) and not own_trouble:
        return "The post gives advice to others."
    if "?" not in text and advice >= 1 and your_words >= 1 and _RECOVERED.search(text):
        return "The post gives advice to others."
    if advice + orders >= 4 and your_words > 2 * own_words and your_words >= 5:
        return "The post gives advice to others."
    return ""


def _difficulty(text: str) -> str:
    """Return the name of the difficulty the post tells of, "" when none can be made out."""
    found = classify(text)
    if found.stated:
        return found.topic
    if FEELING.search(folded(text)) or _HARDSHIP.search(folded(text)):
        return "distress"
    if _VAGUE.search(text) and len(_WORD.findall(text)) >= _VAGUE_WORDS:
        return "a question about their own life"
    return ""


def _about_self(text: str) -> bool:
    if FIRST_PERSON.search(text):
        asks_for_kin = bool(_MY_OWN.search(text)) and bool(_PLEADS.search(text))
        return bool(_MYSELF.search(text)) or asks_for_kin or not _OTHERS_ONLY.search(text)
    if _INCLUDED.search(text):
        return True
    if _GENERAL.match(text) and not FEELING.search(folded(text)):
        return False
    if _OTHERS_ONLY.search(text) and not _OWN_STAKE.search(text):
        return False
    # No "I" at all: "Lonely and tired of everything" speaks of the writer, "What skills does a counselor need?" does not.
    return not _GENERAL.match(text)


__all__ = ["Screening", "language", "screen"]
