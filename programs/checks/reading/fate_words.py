"""Words by which an event is told, and words by which its opposite is; for text in lower case.

Only kinds of events are here that can be told from a few words.
"""

from __future__ import annotations

FATES: dict[str, str] = {
    "death": (
        r"died|dies|dead|dying|death|passed|passing|funeral|killed\s+(?:him|her)self|suicide|deceased|buried|"
        r"lost\s+(?:my|our)(?!\s+(?:job|mind|temper|home|house|way))|"
        r"gone\s+forever|mourning|grieving"
    ),
    "parting": (
        r"left\s+(?:me|us)|broke\s+(?:up|it\s+off|things)|break(?:ing)?-?\s?up|dumped|divorc\w+|separat\w+|"
        r"split\s+up|ended\s+"
        r"(?:it|things|our)|walked\s+out|called\s+off|moved\s+out"
    ),
    "cheating": (
        r"cheat\w*|affair|unfaithful|slept\s+with\s+(?:another|someone|my|his|her)|infidelity|"
        r"seeing\s+someone\s+else"
    ),
    "illness": (
        r"cancer|tumou?r|stroke|dementia|alzheimer\w*|chemo\w*|heart\s+attack|hospice|leuk\w+|coma|"
        r"terminal\w*|diagnosed|"
        r"very\s+(?:ill|sick)|seriously\s+(?:ill|sick)|parkinson\w*"
    ),
    "accident": r"accident|crash(?:ed)?|run\s+over|hit\s+by",
    "dismissal": (
        r"fired|laid\s+off|lost\s+(?:my|his|her|the)\s+job|let\s+(?:me\s+)?go|sacked|unemployed|"
        r"made\s+redundant|redundan\w+"
    ),
    "expulsion": r"kick(?:ed|ing|s)?\s+me\s+out|thr[eo]w(?:n|ing)?\s+me\s+out|evict\w*",
    "violence": (
        r"hit(?:s|ting)?\s+me|beat(?:s|en|ing)?\s+me|abus(?:ed|es|ing|ive)|slapp?\w*|chok\w+\s+me|molest\w+|"
        r"rap(?:ed|es)\s+me|"
        r"assault\w*|pushed\s+me"
    ),
    "quarrel": (
        r"argu(?:e|ed|es|ing|ment|ments)|f(?:ight|ights|ighting|ought)|yell\w*|shout\w*|scream\w*|critici\w+|"
        r"insult\w*|"
        r"blam(?:e|ed|es|ing)\s+me|controls?\s+me|controlling|doesn't\s+(?:speak|talk)\s+to\s+me|stopped\s+talking"
    ),
    "failure": r"fail(?:ed|ing)?\b|flunk\w*|dropped\s+out|expelled|rejected\s+(?:by|from)",
    "loneliness": (
        r"no\s+(?:real\s+)?friends|don't\s+have\s+(?:any\s+)?friends|lonely|nobody\s+to\s+talk\s+to|"
        r"no\s+one\s+to\s+talk\s+to"
    ),
    "bullying": (
        r"bull(?:y|ied|ies|ying)|pick(?:s|ed|ing)?\s+on\s+me|make\s+fun\s+of|made\s+fun\s+of|"
        r"laugh(?:ed)?\s+at\s+me|mock\w*|tease\w*"
    ),
    "debt": r"debts?|bankrupt\w*|can't\s+(?:pay|afford)|foreclos\w+|behind\s+on\s+(?:rent|my)",
    "drinking": r"drink(?:s|ing)?\s+(?:again|too\s+much|every)|alcoholi\w+|drunk|relaps\w+",
    "pregnancy": r"pregnan\w*|miscarr\w*|stillb\w+",
}
"""Event → a regex of the words for it."""

_STEPS = (
    r"(?:\s+(?:is|are|has|have|just|really|very|so|all|been|still|actually|always|both|doing|completely|"
    r"perfectly|totally))*\s+"
)
_CLOSE = r"(?:happ(?:y|ily|ier)|great|wonderful|perfect|in\s+love|engaged|married|closer?|inseparable|solid|strong)"
OPPOSITES: dict[str, tuple[str, ...]] = {
    "death": (
        rf"%s(?:'s|{_STEPS}|'re)\s*(?:alive|fine|well|ok(?:ay)?|healthy|great|good|here\s+with|coming\s+(?:over|to)|"
        rf"visiting|living|waiting|"
        r"cooking|in\s+good\s+health|home)\b(?!\s+(?:in\s+my|with\s+god|in\s+heaven))",
        r"%s\s+(?:(?:still|always|often|usually|just)\s+)?(?:calls?|visits?|lives?|cooks?|texts?|drives?|picks?\s+me|"
        r"helps?|hugs?|works?|"
        r"comes?\s+over|tells\s+me|keeps\s+(?:telling|calling|asking)|says)\b(?!\s+on\s+in)",
        r"%s\s+(?:texted|called|phoned|visited|hugged|told|came|made|cooked)\b.{0,30}\b(?:yesterday|today|tonight|"
        r"this\s+(?:morning|week|afternoon)|last\s+night|earlier)\b",
        r"%s\s+and\s+(?:i|me)\s+(?:are|will|go|talk|have|meet|'re)\b(?!\s+(?:had|always\s+had))",
        r"\bnever\s+lost\s+(?:anyone|anybody|someone|somebody)\b",
        r"\b(?:called|phoned|visited|visiting|talk(?:ed|ing)?\s+(?:to|with)|sp(?:oke|eak|eaking)\s+(?:to|with)|"
        r"dinner\s+with|lunch\s+with|"
        r"saw|seeing|live\s+with|living\s+with|shopping\s+with|hug(?:ged)?)\s+%s\b.{0,25}\b(?:yesterday|today|"
        r"tonight|tomorrow|every|this|"
        r"last\s+(?:night|week|weekend)|earlier|on\s+the\s+phone|now)\b",
    ),
    "parting": (
        r"%s\s+and\s+(?:i|me)\s+(?:just\s+|recently\s+)?(?:got|get)\s+(?:engaged|married|back\s+together)\b",
        rf"%s\s+and\s+(?:i|me)(?:'re|{_STEPS}|\s+)\s*(?:{_CLOSE}|together|going\s+strong|planning|moving\s+in|"
        rf"celebrat\w+|doing\s+(?:great|fine|"
        r"well|good))\b",
        rf"%s(?:'s|{_STEPS})\s*(?:supportive|wonderful|amazing|the\s+best|a\s+great|good\s+to\s+me|faithful|"
        rf"by\s+my\s+side|here\s+(?:with|for)|"
        r"(?:very\s+)?loving|great|fine)\b",
        r"%s\s+(?:(?:still|always|really|just)\s+)?(?:supports?|loves?|takes\s+(?:good\s+)?care\s+of|proposed|spoils|"
        r"adores)\s*(?:me|to\s+me)?\b",
        rf"\bwe(?:'re|\s+are|\s+have\s+been|'ve\s+been)\s+(?:\w+\s+){{0,3}}?(?:still\s+together|together\s+still|"
        rf"{_CLOSE}|getting\s+married|"
        r"moving\s+in\s+together|back\s+together)\b(?!\s+(?:before|until|for))",
        r"\b(?:happily\s+(?:married|together)|our\s+anniversary|my\s+(?:marriage|"
        r"relationship)\s+is\s+(?:\w+\s+)?(?:great|fine|good|perfect|solid|"
        r"strong|happy|wonderful|rock))\b",
    ),
    "cheating": (
        rf"%s(?:'s|\s+has|{_STEPS})\s*(?:always\s+)?(?:been\s+)?(?:\w+\s+)?(?:faithful|loyal|honest\s+with\s+me|"
        rf"devoted)\b",
        r"%s\s+would\s+never\s+(?:cheat|lie|hurt|betray|do\s+that)\b",
    ),
    "illness": (
        rf"%s(?:'s|{_STEPS}|'re)\s*(?:healthy|in\s+(?:perfect|good|great|excellent)\s+health|as\s+fit\s+as|fit\b|"
        rf"fine|perfectly\s+well|never\s+sick)\b",
        r"\b(?:nobody|no\s+one)\s+(?:in\s+my\s+family\s+)?is\s+(?:sick|ill)\b",
    ),
    "accident": (rf"%s(?:'s|{_STEPS}|'re)\s*(?:unharmed|safe\s+and\s+sound|fine|healthy)\b",),
    "dismissal": (
        r"\bstill\s+have\s+(?:my|the|a)\s+job\b|\bmy\s+job(?:'s|\s+is)\s+(?:\w+\s+)?(?:safe|secure|great|fine|good|"
        r"stable|going\s+(?:well|great))\b|"
        r"\b(?:got|been|getting|was)\s+(?:just\s+)?promot\w+|\bpromoted\s+me\b|\bwork(?:'s|"
        r"\s+is)\s+(?:going\s+)?(?:\w+\s+)?(?:great|fine|well)\b|"
        r"\bi\s+(?:love|enjoy)\s+(?:my\s+job|going\s+to\s+work|my\s+work)\b|\bgot\s+a\s+raise\b|"
        r"\bemployee\s+of\s+the\s+month\b|\bi\s+quit\s+(?:my|that|the)\s+job\b",
    ),
    "failure": (
        r"\bi(?:'ve|\s+have)?\s+(?:just\s+|actually\s+|easily\s+)?(?:pass(?:ed)?|aced)\s+(?:\w+\s+){0,3}?(?:exams?|"
        r"tests?|class(?:es)?|courses?|it|finals|"
        r"everything)\b|\b(?:top\s+of\s+(?:my|the)\s+class|straight\s+a'?s|perfect\s+grades|"
        r"my\s+grades\s+are\s+(?:\w+\s+)?(?:great|good|fine|perfect))\b",
    ),
    "loneliness": (
        r"\bi(?:'ve|\s+have|'ve\s+got)?\s+(?:always\s+|got\s+)?(?:have|had|got)?\s*(?:lots|plenty|loads|tons|a\s+lot|"
        r"so\s+many|many|a\s+(?:big|huge|large)\s+"
        r"(?:circle|group))\s*(?:of\s+)?(?:\w+\s+)?friends\b|\bi'?m\s+never\s+(?:alone|lonely)\b|"
        r"\bmy\s+friends\s+are\s+always\s+(?:there|around|with)\b|"
        r"\bi\s+see\s+my\s+friends\s+(?:every|all)\b|\bmost\s+popular\b|"
        r"\bmy\s+friends\s+and\s+i\s+(?:\w+\s+)?(?:hang|meet|go|are|do|see|talk|have)\b",
    ),
    "bullying": (
        r"\b(?:everyone|everybody|they(?:'re|\s+are)?\s+all|my\s+(?:classmates|colleagues|"
        r"co-?workers))\b[^.!?]{0,25}\b(?:(?:really|very|so|always|all|super)\s+)*"
        r"(?:nice|kind|friendly|lovely|likes|loves)\b(?:\s+to)?\s*(?:me)?",
    ),
    "debt": (
        r"\bmoney(?:'s|\s+is|\s+has\s+never\s+been)\s+(?:not\s+|no\s+|never\s+)?(?:an?\s+)?(?:problem|issue|worry|"
        r"fine|plenty)\b|"
        r"\bplenty\s+of\s+(?:money|savings)\b|\bdebt[- ]free\b|\bfinancially\s+(?:secure|comfortable|fine|stable)\b|"
        r"\bno\s+(?:money\s+(?:problems|worries)|debts?)\b",
    ),
    "quarrel": (
        rf"%s\s+and\s+(?:i|me)(?:'re|{_STEPS}|\s+)\s*(?:\w+\s+)?(?:get\s+(?:along|on)|close|best\s+friends|"
        rf"never\s+(?:fight|argue|had|fought)|have\s+(?:a|an|such)\s+"
        r"(?:\w+\s+)?(?:great|good|wonderful|perfect|close|lovely|amazing|excellent)|agree\s+on\s+everything)\b",
        rf"%s(?:'s|{_STEPS})\s*(?:\w+\s+)?(?:always\s+)?(?:been\s+)?(?:\w+\s+)?(?:supportive|kind|lovely|wonderful|"
        rf"on\s+my\s+side|so\s+(?:nice|sweet|good)\s+to\s+me)\b",
        r"\bget\s+(?:along|on)\s+(?:\w+\s+)?(?:great|well|wonderfully|perfectly|fine|brilliantly)\s+with\s+%s\b",
        r"\bnever\s+(?:fight|argue|fought|argued|had\s+(?:a\s+fight|an\s+argument|a\s+cross\s+word))\s+with\s+%s\b",
    ),
    "drinking": (
        r"%s\s+(?:never|doesn't|does\s+not|has\s+never|don't|do\s+not|have\s+never)\s+(?:touch|drink|drank|drunk|"
        r"touched)\w*\b",
    ),
}
OPPOSITES["violence"] = OPPOSITES["expulsion"] = OPPOSITES["quarrel"]
"""Event → what is said of the same person when it cannot have happened; %s stands for "my mother" or "she"."""

_PARTED_NOT = (
    r"%s\s+and\s+(?:i|me)(?:'ve|\s+have)?\s+never\s+(?:been|felt|got(?:ten)?\s+on)\s+(?:closer|happier|better|"
    r"stronger|more\s+in\s+love|so\s+(?:close|happy|good|in\s+love))\b",
    r"\b(?:we|things\s+between\s+us)(?:'ve|\s+have)\s+never\s+been\s+(?:closer|happier|better|stronger|"
    r"so\s+(?:close|happy|good)|more\s+in\s+love)\b",
    r"\b(?:celebrat\w+|for|planning|it's|today\s+is|tonight\s+is|tomorrow\s+is)\s+our\s+(?:\w+\s+)?anniversary\b",
    r"\b(?:we|%s\s+and\s+i)(?:'re|\s+are)?\s+(?:\w+\s+)?(?:planning|picking|choosing|sent\s+out|"
    r"booked)\s+(?:our\s+|the\s+|a\s+)?(?:wedding|honeymoon|invitations)\b",
    r"\b(?:we|%s\s+and\s+i)\s+(?:just\s+|recently\s+|finally\s+)?(?:got|are\s+getting|'re\s+getting)\s+engaged\b|"
    r"\b(?:s?he|%s)\s+(?:just\s+|finally\s+)?(?:proposed|asked\s+me\s+to\s+marry)\b",
    r"\bmy\s+(?:marriage|relationship|love\s+life)\s+(?:is|has)\s+(?:never\s+been\s+(?:better|stronger|happier)|"
    r"(?:\w+\s+)?(?:rock[- ]?solid|stronger\s+than\s+ever|the\s+best\s+part|a\s+dream|going\s+great))\b",
    r"\bi\s+couldn't\s+(?:ask\s+for|wish\s+for|have\s+(?:a|asked\s+for\s+a))\s+(?:a\s+)?(?:better|"
    r"more\s+loving)\s+(?:husband|wife|partner|boyfriend|girlfriend)\b",
)
_SECURE = (
    r"\bmy\s+(?:job|position)(?:'s|\s+is|\s+was|\s+has\s+(?:always\s+)?been)\s+(?:\w+\s+)?(?:safe|secure|stable|"
    r"guaranteed|going\s+(?:well|great)|great|not\s+(?:at\s+risk|in\s+danger|the\s+(?:issue|problem)))\b",
    r"\bi(?:'ve|\s+have)?\s+(?:still\s+|always\s+)?(?:have|had|got)\s+(?:a\s+)?(?:\w+\s+)?(?:steady|secure|stable|"
    r"safe|great|permanent)\s+job\b",
    r"\b(?:i've|i\s+have|i)\s+never\s+(?:been\s+(?:fired|laid\s+off|unemployed|out\s+of\s+work|"
    r"without\s+(?:a\s+)?(?:job|work))|lost\s+(?:a|my|any)\s+job|(?:had\s+to\s+)?worr(?:y|"
    r"ied)\s+about\s+(?:my\s+job|work|losing))\b",
    r"\bmy\s+(?:boss|manager|company|employer)\s+(?:would\s+never|will\s+never|just\s+(?:promoted|"
    r"gave\s+me\s+a\s+raise)|promoted|wants\s+to\s+(?:keep|promote)|loves)\s*(?:fire|let|lay|me)?\b",
)
OPPOSITES["parting"] += _PARTED_NOT
OPPOSITES["cheating"] += _PARTED_NOT
OPPOSITES["dismissal"] += _SECURE
OPPOSITES["death"] += (
    r"\b(?:ask|tell|call|phone|visit|see|seeing|meet|meeting|pick\s+up|text|hug|invite|join|take|help|"
    r"show)\s+%s\b.{0,45}\b(?:tonight|tomorrow|later|today|this\s+(?:evening|weekend|afternoon|week)|"
    r"next\s+(?:week|weekend|month)|on\s+\w+day|(?:when|once|as\s+soon\s+as)\s+(?:i|we|he|she|they)\s+(?:see|meet|"
    r"gets?|comes?|talk|speak|am|are|is)|over\s+(?:dinner|lunch|coffee|breakfast))\b",
    r"%s(?:'s|\s+is|\s+are|\s+will\s+be)\s+(?:still\s+)?(?:alive|coming|picking|driving|cooking|visiting|staying|"
    r"turning\s+\d|flying\s+in|in\s+the\s+(?:next\s+room|kitchen)|sitting|downstairs|at\s+home|calling|"
    r"expecting\s+me)\b",
    r"%s\s+(?:just|already)\s+(?:called|texted|phoned|came|told|left\s+for|got\s+home|brought|made)\b",
    r"%s\s+(?:promised|offered|invited|plans|wants|is\s+going)\s+(?:to|me)\b.{0,30}\b(?:tonight|tomorrow|this|"
    r"next|weekend|soon)\b",
    r"\b(?:got|just|am|was|been)\s+(?:off\s+)?(?:on\s+)?the\s+phone\s+with\s+%s\b|\b(?:going|moving|driving|"
    r"heading)\s+(?:to|over\s+to|in\s+with)\s+%s(?:'s)?\b.{0,20}\b(?:tonight|tomorrow|this|next|weekend|house|"
    r"place)\b",
    r"%s\s+(?:survived|recovered|pulled\s+through|made\s+a\s+full\s+recovery|is\s+getting\s+better|got\s+better)\b",
)
OPPOSITES_OF_MATTERS: dict[str, tuple[str, ...]] = {
    "partner": OPPOSITES["parting"],
    "bond": _PARTED_NOT,
    "job": OPPOSITES["dismissal"],
    "work": (
        r"\b(?:work|my\s+job)(?:'s|\s+is|\s+has)\s+(?:never\s+been\s+better|(?:\w+\s+)?(?:stress-?free|a\s+breeze|"
        r"a\s+dream|so\s+relaxed))\b",
        r"\bi\s+(?:really\s+|absolutely\s+|just\s+)?love\s+(?:my\s+job|going\s+to\s+work|my\s+work)\b(?!.*\bbut\b)",
        r"\bno\s+(?:stress|problems?|trouble|pressure)\s+at\s+work\b",
    ),
    "alcohol": (
        r"\bi(?:'ve|\s+have)?\s+(?:never|don't|do\s+not)\s+(?:ever\s+)?(?:touch(?:ed)?|drink|drank|drunk|had|"
        r"tasted)\s+(?:a\s+drop|any\s+alcohol|alcohol|a\s+drink)\b(?!.*\b(?:since|now|today|any\s?more)\b)",
    ),
    "sleep": (
        r"\bi(?:'ve\s+always|\s+always)?\s+sle(?:ep|pt)\s+(?:like\s+a\s+(?:baby|log|rock)|perfectly|wonderfully|"
        r"very\s+well|just\s+fine|great)\b",
        r"\bnever\s+had\s+(?:any\s+)?(?:trouble|problems?)\s+(?:sleeping|falling\s+asleep)\b",
    ),
    "body": (
        r"\bi(?:'m|\s+am|'ve\s+always\s+been)\s+(?:\w+\s+)?(?:perfectly|completely|totally|absolutely)\s+healthy\b",
    ),
}
"""What a topic is about → what is said by somebody who cannot have that trouble."""
