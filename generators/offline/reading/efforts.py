"""What the writer tried, how it went, and what they hope for, in their own sentences."""

from __future__ import annotations

from .post_text import compiled, folded, sentences

_TRIED = compiled(
    r"\bi(?:'ve|\s+have|\s+had)?\s+(?:also\s+|even\s+|already\s+|just\s+|recently\s+|always\s+|finally\s+|"
    r"usually\s+|often\s+|sometimes\s+|constantly\s+|keep\s+|then\s+|have\s+)*(?:tried|"
    r"try(?:ing)?\s+to\s+(?:talk|be|do|keep|help|explain|stay|stop|get|make|ignore|distract|forget|convince|"
    r"act|put|put\s+on)|been\s+(?:trying|seeing\s+a\s+(?:therapist|counsel\w+|psych\w+|doctor)|"
    r"going\s+to\s+(?:therapy|counsel\w+|the\s+gym|meetings)|taking|on\s+(?:\w+\s+)?(?:medic\w+|meds|anti\w+|"
    r"zoloft|prozac|lexapro|\d+)|in\s+(?:therapy|counsel\w+|treatment)|to\s+(?:a\s+|several\s+|many\s+|"
    r"counsel\w+|therap\w+|see)|talking\s+to\s+(?:a\s+|my\s+)?(?:therap\w+|counsel\w+|friend|mom)|writing|"
    r"journaling|using|exercising|working\s+on)|"
    r"went\s+(?:to\s+(?:a\s+|my\s+|the\s+|see\s+)?(?:therap\w+|counsel\w+|doctor|psych\w+|family\s+doctor|"
    r"hospital|gp|talk)|on\s+(?:\w+)|to\s+talk)|started\s+(?:taking|seeing\s+a\s+(?:therap\w+|counsel\w+|"
    r"psych\w+)|therapy|going\s+to|writing|doing|exercising|zoloft|working\s+out|citalopram|medication|"
    r"counsel\w+|to\s+pray|smoking|drinking|journaling)|talked\s+(?:to|with)|spoke\s+(?:to|with)|"
    r"told\s+(?:my\s+\w+|him|her|them)\s+(?:that\s+)?(?:i\s+(?:feel|felt|was|am|needed?|want(?:ed)?|loved?|"
    r"don'?t|didn'?t|ha(?:d|ve)|think|thought)|i'm|how|about|everything|to\s+stop|what|over\s+and)|"
    r"asked\s+(?:him|her|them|my|for\s+(?:help|advice|space|time|a\s+break))|reached\s+out|opened\s+up|"
    r"confided|"
    r"see\s+a\s+(?:therap\w+|counsel\w+|psych\w+)|take\s+(?:medic\w+|meds|anti\w+|zoloft|prozac)|"
    r"take\s+\w+\s+for\b|read\s+(?:books|articles|about)|joined|downloaded|moved\s+(?:out|away|back)|blocked|"
    r"cut\s+(?:him|her|them)\s+off|quit\b|stopped\s+(?:taking|talking|drinking|seeing|eating|going)|"
    r"gave\s+up\s+(?:my|on|drinking)|"
    r"distract|exercise|meditate|journal|write\s+(?:in|down|about)|work\s+out|go\s+(?:for\s+walks|"
    r"to\s+the\s+gym|running|to\s+therapy)|pray\b|listen\s+to\s+(?:music|sad)|smoke|drink\b|self-?medicate|"
    r"hide\s+(?:it|in|my|from)|pretend|act\s+(?:like|happy)|put\s+on\s+a|push(?:ed)?\s+(?:people|everyone|"
    r"them|him|her|my)|"
    r"keep\s+(?:myself\s+(?:so\s+)?busy|busy|telling\s+myself|it\s+(?:in|to\s+myself)|trying|my)|avoid|"
    r"isolate|block(?:ing)?\s+out|bottle|ignore|saw\s+a\s+(?:therap\w+|counsel\w+|doctor)|set\s+boundaries|"
    r"sent\s+a|wrote|called\s+(?:a|the|my)|made\s+an\s+appointment|opened|use\s+(?:weed|alcohol|drugs|"
    r"journal\w*|music|humou?r)|sleep\s+all|force\s+myself|prefer\s+to\s+be\s+alone|apologi[sz]ed?)\b"
    r"|\b(?:we(?:'ve|\s+have)?)\s+(?:also\s+|even\s+)?(?:tried|been\s+to\s+counsel\w+|gone\s+to|went\s+to|"
    r"talked\s+about|been\s+in\s+(?:couples?\s+)?(?:therapy|counsel\w+)|sought|both\s+agreed)\b"
    r"|\b(?:therapy|counsel(?:l)?ing|medication|meds|my\s+therapist|music|journal\w*|exercise|exercising|"
    r"weed|drinking|alcohol|working\s+out|meditation)\s+(?:has\s+|have\s+|does\s+|do\s+|did\s+|is\s+|are\s+|"
    r"just\s+|only\s+|also\s+|used\s+to\s+|seems?\s+to\s+|is\s+beginning\s+to\s+)?(?:not\s+|n't\s+|"
    r"even\s+)*(?:help\w*|work\w*|ease\w*|distract\w*|calm\w*|makes?|made|isn't|doesn't|hasn't|didn't|"
    r"don't)\b"
    r"|\bi(?:'m|\s+am)\s+(?:currently\s+|already\s+|now\s+|also\s+|just\s+|finally\s+|"
    r"in\s+the\s+process\s+of\s+)*(?:on\s+(?:\w+\s+)?(?:medication|meds|anti\w+|zoloft|prozac|lexapro|"
    r"\d+\s?mg)|in\s+(?:therapy|counsel\w+|treatment)|seeing\s+a\s+(?:therap\w+|counsel\w+|psych\w+)|"
    r"taking\s+(?:\w+\s+)?(?:medic\w+|meds|pills|citalopram|anti\w+)|trying\s+to|working\s+on|"
    r"going\s+to\s+(?:therapy|counsel\w+)|having\s+counsel\w+)\b"
    r"|\b(?:nothing|talking\s+to\s+(?:people|someone|him|her|them))\s+(?:i\s+(?:do|try|did|say)|"
    r"i've\s+(?:tried|done)|doesn'?t|does|works?|helps?|ever|seems?|we've\s+tried|actually)\b"
    r"|\btried\s+(?:so\s+hard|everything|therapy|medication|to\s+kill|zoloft|to\s+fix|to\s+talk|it\s+all)\b|"
    r"\bi\s+was\s+(?:put|prescribed|started)\s+(?:on\b|\w+)|\bi(?:'ve|\s+have)\s+been\s+put\s+on\b|"
    r"\bmy\s+therapist\s+(?:made|told|says|said|suggested)"
)
_NOT_TRIED = compiled(
    r"\bif\s+i\s+(?:tr(?:y|ied)|ask(?:ed)?|tell|told|talk(?:ed)?)\b|\bi\s+(?:should|want\s+to|need\s+to|"
    r"would\s+like\s+to|wish|might|could|will|can't|cannot|"
    r"don't\s+want\s+to|was\s+going\s+to|haven't|never|used\s+to)\s+(?:\w+\s+)?(?:try|see|go|talk|take|start|"
    r"tell)\b|\bi\s+(?:haven'?t|have\s+not|have\s+never|never)\s+(?:tried|been|told|talked|seen)\b|"
    r"\btry\s+to\s+kill|\btold\s+(?:me|us)\b(?!.*\bi\s+told\b)|\bi\s+(?:never|hardly\s+ever)\s+(?:drink|"
    r"smoke)|\bi\s+wrote\s+this|\btold\s+(?:him|her|them)\s+to\s+(?:stay|fuck|shut)|\bpretend\s+(?:they|he|"
    r"she)\b|\bi\s+read\b(?!.*\b(?:book|article)s)|\bto\s+kill\s+myself\b"
)
_EFFECT = compiled(
    r"^(?:(?:but|and|so|yet|however|still|it|nothing|none|that|this|they|he|she|even|unfortunately|sometimes|"
    r"then)\b.{0,60}?\b(?:help\w*|work\w*|better|worse|last\w*|change[ds]?|ignored|yelled|laughed|listen\w*|"
    r"refus\w*|back|again|anyway|nothing|useless|pointless|denie[ds]|argument|mad|angry|believe\w*|effects?|"
    r"stop\w*|didn't|doesn't|hasn't|never|don't|won't|said|says|care[ds]?|tired|difference)\b)"
)


def coping(post: str) -> tuple[str, ...]:
    """Return up to two of the writer's own sentences on what they did about it, with the sentence on how it went."""
    spoken = sentences(post)
    found: list[str] = []
    for place, sentence in enumerate(spoken):
        if len(found) >= 2:
            break
        low = folded(sentence)
        if low.endswith("?") or not _TRIED.search(low) or _NOT_TRIED.search(low) or len(low.split()) < 4:
            continue
        if sentence not in found:
            found.append(sentence)
        follow = spoken[place + 1] if place + 1 < len(spoken) else ""
        if len(found) < 3 and _EFFECT.search(folded(follow)) and not follow.endswith("?") and len(follow.split()) > 2:
            found.append(follow)
    return tuple(found[:3])


_WANTED = compiled(
    r"(?<!what )\bi\s+(?:also\s+|really\s+|just\s+|do\s+|only\s+|guess\s+i(?:'m)?\s+|desperately\s+|truly\s+|"
    r"simply\s+|so\s+badly\s+)*(?:want\s+(?:to|him|her|them|my|it|someone|this|a|us|advice|help|answers|"
    r"some)|need\s+(?:to\s+(?:know|talk|learn|get|find|stop|figure|move|hear|vent|make|deal|be)|some|someone|"
    r"somebody|help|a\s+(?:friend|hug|little|therap\w+|way)|advice|guidance|support|deeper)|wish\s+(?:i|"
    r"someone|somebody|he|she|they|there|things|my|it|to)|would\s+(?:really\s+)?(?:like|love|"
    r"appreciate)\s+(?:to|some|any|it|a)|wanna\s+(?:be|know|feel|get|talk)|hope\s+(?:to|i|that|someone|it|"
    r"things|for)|'?m\s+(?:just\s+)?(?:hoping|looking\s+for)|could\s+(?:really\s+)?use)\b"
    r"|\bi'?d\s+(?:really\s+|just\s+)?(?:like|love|appreciate)\s+(?:to|some|any)\b|\b(?:i'm|"
    r"i\s+am)\s+(?:really\s+|just\s+)?(?:looking\s+for|hoping\s+(?:for|to|that)|asking\s+for|"
    r"trying\s+to\s+(?:find|figure|understand|get|learn))\b|^(?:really\s+)?(?:need|want|"
    r"looking\s+for)\s+(?:some|a|to|someone|advice|help)\b|\b(?:please|can\s+(?:someone|anyone))\s+(?:help|"
    r"tell)\b|^(?:just\s+)?want(?:ed)?\s+(?:to\s+(?:know|be|feel)|one|someone)\b|"
    r"\ball\s+(?:i'm\s+)?(?:i\s+)?(?:want|asking\s+for|ask|asking)\b|\bin\s+need\s+of\b"
)
_NOT_WANTED = compiled(
    r"^(?:sometimes|when)\b|\bwant\s+to\s+(?:die|kill|cry|cut|hurt|disappear|scream|be\s+dead|end\s+it|tear|"
    r"give\s+up|throw|jump|"
    r"sleep|punch|drive|hide|self-harm|commit|go\s+home|run)|\bwish\s+i\s+(?:was|were)\s+dead|"
    r"\bwish\s+i\s+(?:wouldn't|could\s+just\s+(?:blink|die|disappear)|wasn'?t)|\bneed\s+a\s+drink|"
    r"\bwanna\s+(?:die|cut|kill)|\bjust\s+want\s+(?:to\s+)?(?:die|cry)|\bfor\s+my\s+death\b|"
    r"\bwant\s+to\s+(?:do\s+anything|live|be\s+(?:here|alive))\b(?=.*)|\bi\s+don'?t\b.{0,12}\bwant\b|\bkill\b"
)
_OWN_QUESTION = compiled(
    r"\b(?:i|me|my|we|us|our|myself|i'm|i've)\b|\b(?:normal|advice|tips|suggestions|help|ideas|counsel\w+|"
    r"therap\w+|cope|deal|handle|anyone|anybody|anything)\b|^(?:how\s+to|what\s+to|any\s)|^(?:is|was|does|"
    r"can|should|could)\s+(?:this|it|that|there)\b"
)
_NOT_A_GOAL = compiled(
    r"^(?:why\s+(?:the|not|even|bother|in)\b|what(?:'s|\s+is|s)\s+the\s+(?:point|use|purpose)|who\s+cares|"
    r"right\b|you\s+know|know\s+what|guess\s+what|how\s+are\s+you|what\s+the\s+(?:hell|fuck|f)|why\s+why|"
    r"why\s*\?|me\s*\?|wanna\s+go|for\s+what|really\s*\?|ok\s*\?|what\s*\?|how\s*\?|see\b|huh|or\b)|"
    r"\b(?:shoot|kill|hang)\b|\beasiest\s+way\b|\bwithout\s+a\s+gun\b|\bgood\s+reasons\s+to\s+die\b|"
    r"\bdie\s+now\b"
)


def goals(post: str) -> tuple[str, ...]:
    """Return up to two of the writer's own sentences on what they hope for or ask; questions end in "?"."""
    asked: list[str] = []
    wanted: list[str] = []
    for sentence in sentences(post):
        low = folded(sentence)
        if len(low.split()) < 3 and not low.startswith("any "):
            continue
        if low.endswith("?"):
            if _OWN_QUESTION.search(low) and not _NOT_A_GOAL.search(low):
                asked.append(sentence)
        elif _WANTED.search(low) and not _NOT_WANTED.search(low):
            wanted.append(sentence)
    # A question to the reader is the plainest goal; the last one usually sums up the post.
    return tuple((asked[-1:] + wanted[:1]) if asked else wanted[:2])
