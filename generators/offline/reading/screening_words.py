"""Words that tell a plea for help from an advert, a call for participants, a lesson, a notice or the news."""

from __future__ import annotations

import re

from .lexicon import KIN

ENOUGH_WORDS = 5
"""Words of substance below which a post does not tell what is wrong."""

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
FILLERS = frozenset(
    """help please hi hello hey i im i'm me my the a an and or but so is am are be it its it's this that just
    really idk dont don't know what do to anymore any more lol anyone here there everyone guys you thanks
    thank ok okay um uh of in""".split()
)

ADVERT = re.compile(
    r"\b(?:only \d+ (?:spaces|spots|places|seats)|(?:free|clarity) (?:clarity )?call|"
    r"use (?:my |the )?(?:promo |discount )?code|promo code|\d+% off|discount|free trial|link in (?:my |"
    r"the )?bio|(?:buy|order) now|"
    r"limited (?:time|offer)|money[- ]back|subscribe (?:to|now)|(?:check out|visit|follow|download|"
    r"try) (?:my|our) (?:\w+ ){0,2}?(?:channel|app|blog|website|site|page|podcast|store|shop|book|course|"
    r"ebook|instagram|youtube|discord|server|music|video|coaching)|"
    r"our (?:new )?(?:app|product|service|program|course|platform|server|supplement|clinic)s?\b|(?:join|"
    r"joining) (?:our|my|the|this) (?:\w+ ){0,3}?(?:discord|server|group|community|chat)|invite link|"
    r"sign up (?:today|now|here|for|at)|click (?:here|the link|below|on)|book (?:a|"
    r"your) (?:free )?(?:session|call|consultation|appointment) (?:with|today|now)|(?:special|best) offer|"
    r"for sale|we offer|satisfaction guaranteed|dm (?:me )?for (?:prices|rates|more info|details)|"
    r"coaching (?:program|sessions?)|affordable (?:rates|price)|the server (?:encourages|is))\b",
    re.IGNORECASE,
)
RECRUITING = re.compile(
    r"\b(?:surveys?|questionnaires?|online (?:study|experiment)|research (?:study|project|participants)|"
    r"participants?|focus groups?|dissertation|"
    r"(?:phd|master'?s|my|our) thesis|academic (?:study|research)|informed consent|(?:i'?m|i am|we are|"
    r"as) (?:an? )?(?:\w+ )?(?:journalist|reporter|researcher|documentary|filmmaker|podcaster|producer)\w*|"
    r"writer with a|irb\b|case ?study)\b",
    re.IGNORECASE,
)
ASKED_TO_JOIN = re.compile(
    r"\b(?:take part|taking part|participat\w+|fill (?:out|in)|complete (?:the|this|my|our|a)|completes?|"
    r"recruit\w*|eligib\w+|looking (?:for|to interview|to speak|to talk)|interview(?:ing|s)?|"
    r"the link (?:for|to|is)|anonymous\w*|gift card|compensat\w+|volunteers?|"
    r"would (?:you )?(?:be )?(?:grateful|willing)|follow the link|responses|share your (?:story|stories|"
    r"experience)|5 minutes|10 (?:spare )?\s*minutes|\d+[- ]minutes?)\b|<url>|https?://",
    re.IGNORECASE,
)
# A call for participants addresses its readers; somebody who is anxious about a thesis does not.
INVITING = re.compile(
    r"\b(?:participat\w+ in (?:this|our|my|the|a)|please (?:participate|take|fill|complete|click|consider)|"
    r"if you(?:'re| are| wish| can| would)|the link|https?://|looking (?:for|to interview)|recruit\w*|dm me|pm me|"
    r"message me|would be grateful|you will be|take part|fill out|anyone interested|interested in)\b|<url>",
    re.IGNORECASE,
)
MODERATION = re.compile(
    r"\b(?:mega-?\s?thread|mod(?:erator)? team|sticky comment|moderators|welcome to (?:r/|/r/|our|the (?:sub|"
    r"forum))|(?:our|the|forum|sub(?:reddit)?) (?:rules|guidelines) (?:are|have)|weekly (?:thread|"
    r"check[- ]in)|please (?:place|read|use) (?:all|the|this))\b|/r/\w+ mod",
    re.IGNORECASE,
)
NEWS = re.compile(
    r"\b(?:according to (?:a|the|an|new|recent|researchers)|researchers (?:say|found|have|at)|stud(?:y|"
    r"ies) (?:finds?|found|shows?|showed|suggests?|published)|scientists|announced (?:on|that|today|a|plans)|"
    r"(?:the )?(?:government|minister|president|senate|parliament|police|officials|spokes\w+) (?:said|says|"
    r"announced|has|have|will|confirmed)|percent of (?:the |all )?(?:adults|people|patients|americans|"
    r"population)|reuters|breaking news|published in|was founded|is defined as|refers to)\b",
    re.IGNORECASE,
)
ADVISING = re.compile(
    r"\b(?:you can (?:too|do (?:it|this)|get through|beat|overcome)|you are not alone|you'?re not alone|"
    r"don'?t (?:ever )?give up|keep (?:going|fighting|your head)|stay strong|remember(?: that|:| to)|"
    r"never forget|my advice (?:is|to you)|"
    r"(?:here are|these are) (?:some|my|a few|\d+|the) (?:tips|steps|ways|things)|(?:tips|steps|ways) (?:to|"
    r"that|for) (?:help|over|cop|deal|beat)|to (?:anyone|everyone|all of you|those) (?:who|out there|"
    r"struggling|reading)|you (?:should|need to|must|have to|ought to) (?:\w+)|(?:just )?(?:try|"
    r"start) (?:to |by )?\w+ing\b|"
    r"i promise (?:you|it)|it (?:does|will) get better|if you (?:need|want) (?:someone )?to talk|"
    r"feel free to|persevere|allow yourself|i(?:'m| am) here for you|take care of yourself|"
    r"be kind to yourself|please be aware)\b",
    re.IGNORECASE,
)
RECOVERED = re.compile(
    r"\b(?:i (?:beat|overcame|recovered|conquered|got through|made it through|got over)|saved my life|"
    r"i used to (?:be|feel|have|suffer)|changed my life|i(?:'m| am) (?:so |now |finally )+(?:happy|free|"
    r"better))\b",
    re.IGNORECASE,
)
LIST_OF_TIPS = re.compile(
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|some|a few|my|top \d+|"
    r"the best)\s+(?:\w+\s+)?(?:tips|ways|steps|rules|habits|signs|facts|reasons why)\b",
    re.IGNORECASE,
)
DONATIONS = re.compile(r"\b(?:go ?fund ?me|go fund me|fundrais\w+|raise funds|donat\w+|donors?)\b", re.IGNORECASE)
IMPERATIVE = re.compile(
    r"(?:^|[.!?\n*:-]\s*)(?:don'?t|do not|try|remember|follow|note|write|read|take|make|let|start|stop|focus|"
    r"think|find|go|get|keep|ask|talk|set|use|learn|practi[sc]e|drink|eat|breathe|allow|persevere|step \d|"
    r"first,|be) (?!me\b|i\b)\w+",
    re.IGNORECASE,
)
SECOND_PERSON = re.compile(r"\b(?:you|your|yours|yourself|you're|you'll|you've)\b", re.IGNORECASE)

# How people ask, plead or simply want to be heard.
ASKING = re.compile(
    r"\?|\b(?:help|advice|suggestions?|tips|thoughts\b|opinions?|insight|perspective|guidance|support|"
    r"recommend\w*|what (?:to|should|can|do i)|how (?:to|do i|can i)|should i|"
    r"(?:don'?t|dont|not|dunno|do not) (?:really )?(?:know|sure) (?:what|how|why|who|if|where|whether)|"
    r"need (?:to (?:talk|vent|let|get)|some(?:one|body)|a )|(?:any|some)(?:one|body) (?:else|to|who|please|"
    r"out)|"
    r"(?:i )?(?:just )?(?:want|need|wish|would like|hope|wanna|hoping|wondering|curious)|vent|rant|listen|"
    r"talk to|can'?t (?:cope|take|do|go on|stop|handle|deal)|lost|stuck|relate|please)\b",
    re.IGNORECASE,
)
HARDSHIP = re.compile(
    r"\b(?:can'?t|cannot|cant|couldn'?t|unable|struggl\w+|problems?|issues?|trouble\w*|difficult\w*|hard\b|"
    r"hate|hates|wrong|worse|worst|bad\b|nobody|no one|noone|nothing|never|lost|lose|losing|left me|"
    r"broke|broken|fail\w*|fight\w*|argu\w+|alone|tired|sick|hurt\w*|cry\w*|cried|afraid|scared|die|died|"
    r"dead|death|kill\w*|abus\w+|addict\w*|suffer\w*|unwanted|ugly|fat|weird|awkward|reject\w*|betray\w*|"
    r"cheat\w*|lied|lies|lying|ruin\w*|miss\b|regret|shit\w*|fuck\w*|suck\w*|crap|awful|terrible|horrible|"
    r"miserable|mess\b|disorder|diagnos\w+|therap\w+|counsel\w+|psych\w*|medic\w+|meds|sleep|nightmares?|"
    r"divorce\w*|"
    r"breakup|debt|unemployed|homeless|stress\w*|anxi\w+|depress\w*|panic\w*|angry|anger|upset|overwhelm\w*|"
    r"numb|empty|lonely|pointless|hopeless|worthless|useless|burden|suicid\w*|cutting|self-harm|pain\w*|"
    r"disappoint\w*|confus\w+|lack|without|nightmare|survive|barely|give up|end (?:it|my)|crisis|symptoms?|"
    r"pressure|toxic|ignore[ds]?|yell\w*|drunk|drink\w*|drugs?|pills|pregnan\w+|attracted|crush|jealous\w*|"
    r"trust|"
    r"misunderstood|insecur\w+|worr\w+|insomnia|lazy|unmotivated|motivation|procrastinat\w*|exhaust\w*|"
    r"trapped|cope|coping|deal with|get over|move on|bipolar|adhd|ocd|ptsd|autis\w+|isolat\w+|shame|ashamed|"
    r"embarrass\w*|guilt\w*|dread|awful|heartbr\w+|sad\b|sadness|unhappy|different|not okay|don'?t want to|"
    r"mattered|matter\b|content\b|accept|change my)\b",
)
INCLUDED = re.compile(
    r"\b(?:any(?:one|body)|some(?:one|body)|dae|who) else\b|\bdoes any(?:one|body)\b|\bdo you ever\b|\bdae\b|"
    r"\b(?:anyone|anybody|does anyone|do you|have you) ever\b|\bhow do (?:you|i|people) (?:guys )?(?:deal|"
    r"cope|handle|stop|make|know|get|live|tell)|\bam i\b|\bhow to\b",
    re.IGNORECASE,
)
# A bare question for help names no trouble but may still describe one, when it is long enough.
VAGUE = re.compile(
    r"\b(?:(?:how|what) (?:do|can|should|could|would) (?:i|we)|should (?:i|we)|worried|concerned|i (?:want|"
    r"need) to (?:stop|change|be|get))\b",
    re.IGNORECASE,
)
VAGUE_WORDS = 12
OTHERS_ONLY = re.compile(r"\b(?:he|she|his|her|him|they|their|them)\b", re.IGNORECASE)
OWN_STAKE = re.compile(
    r"\b(?:what|how) (?:can|do|should|could|would) (?:i|we)\b|\b(?:should|can|do|am) (?:i|we)\b|\bhelp (?:me|"
    r"us)\b|\b(?:i|i'm|im|i've|we|me|us|my|our)\b",
    re.IGNORECASE,
)
# "my friend's husband" alone is somebody else's life; "my head", "my depression" and every "I" are the writer's.
MYSELF = re.compile(
    rf"\b(?:i|i'm|im|i've|ive|i'd|i'll|idk|me|myself|we|we're|we've|us|our)\b|\bmy (?!(?:\w+ )?{KIN}\b)", re.IGNORECASE
)
PLEADS = re.compile(r"\?|\bhelp\b", re.IGNORECASE)
MY_OWN = re.compile(rf"\bmy (?:\w+ )?{KIN}\b(?!'s {KIN})", re.IGNORECASE)
GENERAL = re.compile(
    r"^(?:what (?:is|are|does|do (?!i\b)|kind|skills|causes?|basic)|how (?:do|does|long|many|often|"
    r"much) (?!i\b|you\b|we\b)\w+|why (?:do|does|are|is) (?!i\b|my\b|it\b|life\b|everyone\b|am\b)\w+|"
    r"does \w+|do \w+|is (?:there|it (?:true|possible)|\w+ing)|can (?:a|an|the|someone|one|people|\w+ing)|"
    r"when (?:does|do|is)|which|who (?:is|was|invented)|after (?:first )?\w+ing)\b",
    re.IGNORECASE,
)
