"""When a supporter speaks of the seeker as a case, or says what they are going to do and why, instead of doing it."""

from __future__ import annotations

import re
from functools import lru_cache

from ....corpora.words import words
from .slips import NO_SMILE

_TERM = (
    r"(?:reflect(?:ion|ing|ive)|affirm(?:ation|ing)|open(?:-|\s)?(?:ended\s+)?question|question(?:ing)?\b|"
    r"self-?\s?disclos\w+|"
    r"restat\w+|paraphras\w+|validat\w+|reassur(?:ance|ing)|strategy|normali[sz]\w+|empathy|empathic|rapport|"
    r"providing\s+suggestions|suggestions\b)"
)
"""What helpers call what they do, and do not say to those they help."""
_ACT = (
    r"(?:(?:validat|paraphras|restat|normali[sz])\w*|reflect(?:ing)?\s+(?:back\s+)?(?:your|their|the|his|her)\b|"
    r"affirm(?:ing)?\s+(?:your|their|the|his|her|you|them)\b|self-?\s?disclos\w+|"
    r"acknowledg(?:e|ing)\s+(?:your|their|the|his|her)\s+(?:\w+\s+)?(?:feelings?|emotions?|pain|experience|struggle)|"
    r"ask(?:ing)?\s+(?:you\s+|them\s+)?(?:an?\s+|some\s+|more\s+)?(?:\w+\s+)?(?:open|clarifying|exploratory|"
    r"follow-?\s?up)\S*(?:\s+ended)?\s+questions?|"
    r"(?:offer|provid|giv|mov\w+\s+(?:on\s+)?to|switch\s+to|turn\s+to|shift\s+to|us|show|express|convey|demonstrat|"
    r"communicat)(?:e|ing|ed)?\s+"
    r"(?:an?\s+|the\s+|some\s+|more\s+|your\s+|my\s+|you\s+|them\s+|genuine\s+|gentle\s+|further\s+)*"
    r"(?:suggestions?\s+(?:next|now|after|then|later|once|when|first|here)|reassurance\s+(?:next|now|after|then|"
    r"first|here|before)|empathy|affirmation|validation|reflection|"
    r"reflective|restatement|paraphras\w+|self-?\s?disclosure|open(?:-|\s)(?:ended\s+)?question|strategy)|"
    r"build(?:ing)?\s+(?:some\s+)?(?:rapport|trust)|establish(?:ing)?\s+(?:rapport|trust)|"
    r"explor(?:e|ing)\s+(?:your|their|the|his|her)\s+(?:feelings?|emotions?|situation|thoughts?)\s+(?:before|first|"
    r"next|further|by|now|then)|"
    r"mak(?:e|ing)\s+(?:you|them|sure\s+(?:you|they))\s+feel\s+(?:heard|understood|seen|validated))"
)
_I_WILL = (
    r"\b(?:i'll|i\s+will|i'm\s+going\s+to|i\s+am\s+going\s+to|i'm\s+about\s+to|i\s+should|i\s+need\s+to|i\s+must|"
    r"let\s+me|i\s+plan\s+to|"
    r"i\s+intend\s+to|i'?(?:ve|\s+have)?\s+(?:decided|chosen|chose|planned|planning)\s+to|i'm\s+planning\s+to|"
    r"i\s+aim\s+to|i'm\s+aiming\s+to|"
    r"(?:it's|it\s+is)\s+(?:best|time|important|better)\s+(?:for\s+me\s+)?to|next,?\s+i(?:'ll|\s+will|'d)?|"
    r"now,?\s+i(?:'ll|\s+will|'d)?|"
    r"first,?\s+i(?:'ll|\s+will|'d)?|i'm\s+(?:now\s+)?(?:trying|attempting)\s+to|here,?\s+i(?:'m|'ll|\s+will|"
    r"\s+am)?|time\s+to|"
    r"i'm\s+(?:now\s+)?|i\s+am\s+(?:now\s+)?)\s*"
)
_PLAN = re.compile(
    r"\b(?:my|the|chosen|selected|this|support)\s+strategy\s+(?:here\s+|now\s+|for\s+(?:this|"
    r"my)\s+(?:\w+\s+)?(?:turn|reply|message|response)\s+)?(?:is|will\s+be|was|should\s+be|would\s+be|:)|"
    r"\b(?:use|using|apply|applying|choose|employ|chose|go\s+with|select)\s+(?:the\s+|"
    r"a\s+)?(?:\w+\s+){0,4}strategy\b(?!\s+(?:that|to|you|for\s+(?:dealing|coping|your)))|"
    r"\bmy\s+(?:next\s+)?(?:message|reply|response|utterance)\s+(?:will|should|would)\b|\b(?:the|this)\s+(?:seeker|"
    r"user|client|help-seeker|speaker)(?:'s)?\s+"
    r"(?:is|feels|has|seems|may|might|says|needs|wants|appears|expresses|mentions?|mentioned|situation|thoughts?|"
    r"feelings?|emotions?|believes|could|"
    r"likely|probably|shares?|shared|thinks|was|must)\b|\b(?:situation|thought|action)\s*[:：]\s*\S.{5,}?\b(?:thought|"
    r"action|strategy)\s*[:：]|"
    r"\b(?:as|in)\s+my\s+(?:next\s+)?(?:step|reasoning|chain\s+of\s+thought)\b.{0,25}\b(?:i\s+will|i'll|i\s+should|"
    r",)|\bstep\s+\d\s*[:.)]\s*(?:situation|thought|action|strategy)|"
    r"\b(?:i\s+(?:should|will|need\s+to|must|plan\s+to|want\s+to|am\s+going\s+to)|i'll|let\s+me)\s+(?:now\s+|"
    r"first\s+|next\s+|then\s+|gently\s+)*(?:ask|validate|reflect|explore|offer|respond|reply|use|name|"
    r"acknowledge|affirm|reassure|paraphrase|restate|encourage|show)\b[^.!?]{0,60}\b(?:the\s+seeker|the\s+user|"
    r"their\s+(?:feelings?|emotions?|situation|experience)|him|them|her\s+feelings|"
    r"open(?:-ended)?\s+question|so\s+that\s+(?:they|he|she)\b|because\s+(?:they|he|she)\b|strategy|empathy)|"
    r"\b(?:situation|thought|action|reasoning)\s*[:：]\s*(?:the|they|he|she|i\b|seeker|ask|validate|reflect|offer|"
    r"name|say)|"
    rf"\b(?:strategy|approach|technique|tactic)\s+(?:that\s+)?i(?:'m|'ll|'ve|\s+am|\s+will|"
    rf"\s+have)?\s+(?:\w+\s+){{0,4}}?(?:is|here|now|will|next)\b|"
    rf"\bmy\s+(?:(?:next|current|main|overall)\s+)?(?:strategy|approach|technique|plan|aim|goal|intention|objective|"
    rf"task|step|move|"
    rf"focus|role)\s+(?:here\s+|now\s+|right\s+now\s+|(?:for|in|with)\s+(?:this|my|the)\s+(?:\w+\s+)?\w+\s+)?(?:is|"
    rf"will\s+be|would\s+be|:)\s+"
    rf"(?:to\s+)?(?:\w+ly\s+|first\s+|now\s+|next\s+)*{_ACT}|"
    rf"\bmy\s+(?:next\s+)?(?:strategy|approach|technique|plan|intention|step|move)\s+(?:here\s+|now\s+)?is\s+(?:to\s+)?"
    rf"(?:offer|provid|giv|us)(?:e|ing)?\s+(?:some\s+|more\s+|you\s+|a\s+|an\s+)*(?:suggestions?|reassurance|"
    rf"support|information|"
    rf"comfort|questions?)\b|"
    rf"{_I_WILL}(?:\w+ly\s+|now\s+|first\s+|next\s+|then\s+|just\s+|(?:start|begin|open)\s+(?:by|with)\s+)*{_ACT}|"
    rf"\b(?:i'll|i\s+will|i'm|i\s+am|let\s+me|i\s+should|i\s+need|first)\b[^.!?\n]{{0,70}}\bbefore\s+(?:asking|"
    rf"offering|suggesting|"
    rf"exploring|moving|validating|giving|providing|i\s+(?:ask|offer|suggest|move\s+on|give))\b|"
    rf"\b(?:so|therefore|thus|hence)\s+i\s*(?:'ll|\s+will|\s+should|\s+am\s+going\s+to|"
    rf"\s+must)\s+(?:now\s+)?(?:validate|reflect|paraphrase|"
    rf"restate|reassure|affirm|normali[sz]e|acknowledge)|"
    rf"\bi(?:'m|'ve|\s+am|\s+have|'ll|\s+will)?\s+(?:chose|choose|choosing|chosen|picked?|picking|selected|"
    rf"selecting|opted|opting|"
    rf"decided|deciding|going)\s+(?:to\s+use|to\s+go\s+with|on|for|with|to)?\s*(?:an?\s+|the\s+|some\s+)?{_TERM}|"
    rf"\bcalls\s+for\s+(?:an?\s+|some\s+|more\s+)?{_TERM}|"
    rf"\b(?:best|appropriate|right|suitable|fitting|good)\s+(?:response|reply|strategy|move|utterance|"
    rf"intervention)\s+(?:here\s+|now\s+|"
    rf"at\s+this\s+point\s+)?(?:is|would\s+be|might\s+be|will\s+be)\b|"
    rf"\bmy\s+(?:reasoning|thought\s+process|chain\s+of\s+thought|internal\s+\w+|rationale|thinking\s+(?:here|is|"
    rf"was|behind))\b|"
    rf"\b(?:in|with|for)\s+this\s+(?:turn|reply|message|response|utterance),?\s+(?:i|my|we)\b|"
    rf"\bthis\s+(?:turn|reply|message|response|utterance)\s+(?:is\s+meant|is\s+to|should|will|aims|serves|calls)\b|"
    rf"(?:^|\n|[.!?]\s|[\[(*])\W*(?:internal\s+\w+|inner\s+\w+|note\s+to\s+self|thinking|thoughts?|my\s+thoughts?|"
    rf"reasoning|rationale|"
    rf"analysis|plan|my\s+plan|approach|goal|intent(?:ion)?|step\s+\d|next\s+step|scratchpad)\s*[:：]{NO_SMILE}\s*\S|"
    rf"\bthey\s+(?:need|seem|may|might|appear|probably|likely)\b[^.!?\n]{{0,40}}\b(?:validat\w+|reassur\w+|"
    rf"to\s+feel\s+(?:heard|safe|understood|seen))|"
    rf"\b(?:make|help|let|get)\s+(?:them|him|her)\s+feel\s+(?:heard|understood|seen|validated|supported)|"
    rf"\b(?:stage|phase)\s+of\s+(?:the\s+)?(?:support|helping|exploration|conversation|comforting|action)\b|"
    rf"\b(?:exploration|comforting|action)\s+(?:stage|phase)\b",
    re.IGNORECASE,
)
_PLAN_SIGNS = frozenset(
    "strat seeke user users user's clien speak messa reply repli respo reaso situa thoug actio them him quest "
    "becau their "
    "step empat appro techn tacti valid parap resta norma refle affir discl self ackno reass sugge rappo explo "
    "befor plan "
    "goal aim turn think ratio analy inten inter note stage phase utter scrat heard under seen suppo trust inner objec "
    "task focus role".split()
)
"""Beginnings (five letters) of the words without one of which nobody speaks of a plan."""
_BEGINNING = 5


@lru_cache(maxsize=2048)
def spoken_plan(text: str) -> str:
    """Return the first words in which a supporter speaks of the seeker as a case, or of their own plan; "" for none."""
    if _PLAN_SIGNS.isdisjoint(word[:_BEGINNING] for word in words(text)):
        return ""
    return found.group(0) if (found := _PLAN.search(text)) else ""
