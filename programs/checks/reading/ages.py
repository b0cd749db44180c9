"""Ages that are not said as "I'm 34": at sixty-five, next week's birthday, people of one's age, too young to vote.

All of it is for a sentence in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....generators.offline.reading.lexicon import NUMBERS, either, number

_WORDS = either(word.replace("-", "[ -]") for word, years in NUMBERS.items() if years > 9)
_OF_SOMETHING = (
    r"(?![\s-]*(?:%|percent|inch\w*|foot|feet|ft|page|cm|day|hour|minute|dollars|bucks|miles|mph|pounds|kilos|weeks|"
    r"months|hours|minutes|am\b|pm\b))"
)
N = rf"(?P<n>(?<![\d$£€.,])[1-9]\d(?![\d%$\"]){_OF_SOMETHING}|{_WORDS})"
_ORDINALS = {
    **dict(zip("first second third fourth fifth sixth seventh eighth ninth".split(), range(1, 10), strict=True)),
    **dict(
        zip(
            "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
            range(11, 20),
            strict=True,
        )
    ),
    **dict(
        zip(
            "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split(),
            range(20, 100, 10),
            strict=True,
        )
    ),
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINAL = (
    rf"(?:(?P<nth>\d\d)\s*(?:st|nd|rd|th)\b|(?:(?P<tens>{either(_TENS)})[ -])?(?P<ordinal>{either(_ORDINALS)})\b)"
)
_OLD = r"(?:[\s-]*(?:years?|yrs?)[\s-]*olds?\b|\s*y/?os?\b)"
_BIRTHDAY = re.compile(rf"\bmy\s+(?:own\s+|big\s+)?{_ORDINAL}\s+(?:birthday|bday|b-day)\b")
_LONG_PAST = re.compile(
    r"\b(?:years?\s+ago|when\s+i\s+was|back\s+then|(?:on|before|after|until|by|for)\s+my\b(?!.{0,60}\b(?:next|"
    r"this|last|coming|"
    r"tomorrow|today|yesterday|soon|still|now)\b)|used\s+to|remember\w*|in\s+(?:19|20)\d\d)\b"
)
_BIG = re.compile(
    r"\bthe\s+big\s+(?P<n>[2-9])[\s-]?[0o]h?\b|\bthe\s+big\s+(?P<word>two|three|four|five|six|seven|eight|"
    r"nine)[\s-]oh?\b"
)
_PEERS = re.compile(
    rf"\b(?:most|other|all\s+the\s+other|every\s+other|any\s+other|many|few|fellow|another|an?|some|for|normal|"
    rf"how\s+many|no)\s+"
    rf"(?:other\s+|normal\s+|average\s+|average,?\s+)?{N}{_OLD}\s+(?:\w+\s+){{0,3}}?(?:like\s+(?:me|myself|i)|"
    rf"such\s+as\s+(?:me|myself)|(?:should|"
    rf"ought|shouldn't|shouldn't|would)\b(?=.*\b(?:i|me|my|like\s+this)\b))|"
    rf"\b(?:most|other|every\s+other|any\s+other|all\s+other|all\s+the\s+other|fellow|another|like\s+(?:any|every|"
    rf"most))\s+(?:\w+\s+)?"
    rf"{N.replace('?P<n>', '?P<n2>')}{_OLD}\b|"
    rf"\b(?:people|women|men|folks|guys|girls|everyone|everybody|someone|somebody|others)\s+(?:at\s+|"
    rf"of\s+)?(?:my\s+age|who\s+(?:is|are))"
    rf"\s*[,(-]?\s*{N.replace('?P<n>', '?P<n3>')}\b|"
    rf"\b(?:i'm|i\s+am|as|for|like)\s+(?:just\s+|only\s+)?an?\s+(?:\w+\s+){{0,2}}?(?:woman|man|person|guy|girl|"
    rf"lady|mother|father|mom|dad|"
    rf"widow|widower|teacher|nurse)\s+of\s+{N.replace('?P<n>', '?P<n4>')}\b|"
    rf"\b(?:as|for|i'm|i\s+am|being)\s+(?:an?|someone|somebody|a\s+person)\s+(?:who's\s+|who\s+is\s+|aged\s+)?"
    rf"{N.replace('?P<n>', '?P<n5>')}(?:{_OLD}|\b)"
)
_AT = re.compile(
    rf"\b(?:at|(?<=age\s)of)\s+(?:(?:the\s+)?(?:ripe\s+|tender\s+|grand\s+|old\s+|young\s+|mere\s+|advanced\s+|"
    rf"my\s+)*age\s+of\s+|age\s+|barely\s+|only\s+|just\s+|"
    rf"nearly\s+|almost\s+)?{N}(?!\s*(?:o'clock|different|other|people|of\b|and\s+a\s+half\s+hours|each|times|"
    rf"point|years\s+(?:sober|with)))"
)
_PRESENT = re.compile(
    r"\b(?:never\s+(?:thought|expected|imagined|believed|dreamed|knew|would\s+have)|(?:didn't|don't|"
    r"wouldn't)\s+(?:think|expect|imagine|"
    r"plan|know|believe|want\s+to|have|feel|understand)|who\s+(?:would|would've|knew|thought)|can't\s+believe|"
    r"hard\s+to\s+believe|should|"
    r"shouldn't|supposed\s+to|ought|still|now|i'm|i\s+am|here\s+i|i\s+feel|feel(?:s|ing)?|i\s+can't|cannot|"
    r"starting\s+(?:over|again|"
    r"from)|start\s+(?:over|again|from)|begin\s+again|too\s+(?:old|young|late)|have\s+to|having\s+to|nobody|"
    r"no\s+one|isn't\s+easy|is\s+(?:hard|scary|not|"
    r"tough|no\s+joke|lonely|exhausting|embarrassing|humiliating|different)|it's|you'd\s+think|"
    r"you\s+would\s+think|one\s+would|"
    r"crying|alone|single|embarrass\w*|ashamed|pathetic|silly|ridiculous|already|finally|expected\s+(?:to|my|"
    r"things|life)|thought\s+(?:i'd|"
    r"i\s+would|life|things)|what\s+am\s+i|how\s+am\s+i|am\s+i|do\s+i|not\s+(?:easy|normal)|tired|yet|i've|"
    r"i\s+have|my\s+life|job\s+market|divorced)\b"
)
_NOT_PRESENT = re.compile(
    r"\b(?:was|were|got|had|started\s+(?:at|when|drinking|smoking)|began|married\s+at|when\s+i|when\s+my|"
    r"left\s+home|moved|born|died|"
    r"diagnosed|he|she|they|his|her|him|their|who|wake|woke|waking|get\s+up|got\s+up|sleep|bed|clock|o'clock|"
    r"back\s+then|since\s+i|"
    r"until|before|my\s+(?:son|daughter|mother|mom|mum|dad|father|brother|sister|kid|kids|boyfriend|girlfriend|"
    r"husband|wife|friend|"
    r"grand\w+|niece|nephew|cousin|partner|ex))\b"
)
_TURNING = re.compile(
    rf"\bi(?:'ll|\s+will|'m|\s+am|'m\s+going\s+to|'m\s+about\s+to)?\s+(?:(?:be|soon|just|about\s+to|"
    rf"going\s+to)\s+)*(?:turn(?:ing)?|be|hit(?:ting)?)\s+{N}"
    rf"(?:{_OLD})?\s*(?:,\s*)?(?=(?:on|in|next|this|tomorrow|soon|later|by|and|but|before|after)\b|[.,!;]|$)|"
    rf"\b(?:i\s+(?:just\s+|recently\s+|finally\s+)?(?:celebrated|reached|hit|made\s+it\s+to|passed|crossed)|"
    rf"now\s+that\s+i(?:'m|\s+am|'ve\s+(?:hit|"
    rf"reached|turned)))\s+(?:the\s+age\s+of\s+|age\s+)?{N.replace('?P<n>', '?P<n2>')}(?!\s*\w+s\b)\b"
)
_LIFE = re.compile(
    rf"\b(?:in|for|after|of|with)\s+(?:all\s+)?(?:my\s+|the\s+|these\s+)?{N}\s+(?:\w+\s+)?(?:years|trips|summers|"
    rf"winters|decades)\s+(?:of\s+(?:my\s+)?(?:life|living|"
    rf"existence)|on\s+(?:this|the)\s+(?:earth|planet|rock)|on\s+earth|around\s+the\s+sun|alive|i(?:'ve|"
    rf"\s+have)\s+(?:lived|been\s+alive|been\s+on))\b|"
    rf"\bi(?:'ve|\s+have)\s+(?:lived|been\s+(?:alive|around|on\s+(?:this|the)\s+(?:earth|"
    rf"planet)))\s+(?:for\s+)?(?:all\s+)?{N.replace('?P<n>', '?P<n2>')}\s+years\b|"
    rf"\b{N.replace('?P<n>', '?P<n3>')}\s+years\s+(?:young|on\s+(?:this|the)\s+(?:earth|planet)|of\s+(?:my\s+)?life)\b"
)
_WORDED = tuple(
    (re.compile(pattern), ages)
    for pattern, ages in (
        (
            r"\bi(?:'m|\s+am)?\s*(?:still\s+)?(?:can't|cannot|not\s+(?:even\s+)?(?:allowed|old\s+enough)\s+to|"
            r"too\s+young\s+to)\s+(?:even\s+)?(?:legally\s+)?"
            r"(?:vote|buy\s+(?:alcohol|beer|a\s+beer|cigarettes))\b",
            (4, 20),
        ),
        (
            r"\bi(?:'m|\s+am)\s+(?:still\s+)?(?:not\s+(?:even\s+)?old\s+enough|too\s+young)\s+to\s+(?:drink|drive|"
            r"get\s+a\s+license|move\s+out)\b",
            (4, 20),
        ),
        (
            r"\bi(?:'m|\s+am)\s+(?:still\s+)?under\s?age\b|\bas\s+a\s+(?:minor|teen\w*|preteen)\b|\bi(?:'m|"
            r"\s+am)\s+(?:only\s+|just\s+|still\s+)?a\s+(?:pre-?teen|tween)\b",
            (5, 19),
        ),
        (r"\bi(?:'m|\s+am)\s+(?:an?\s+)?(?:baby\s+)?boomer\b|\bas\s+a\s+(?:baby\s+)?boomer\b", (54, 85)),
        (r"\b(?:i'm|i\s+am|as)\s+an?\s+(?:\w+\s+)?millennial\b", (26, 47)),
        (r"\b(?:i'm|i\s+am|as|being)\s+(?:a\s+)?(?:part\s+of\s+)?(?:gen\s+z|zoomer)\b", (9, 31)),
        (r"\b(?:i'm|i\s+am|as|being)\s+(?:part\s+of\s+)?gen(?:eration)?\s+x\b", (40, 64)),
        (r"\b(?:i'm|i\s+am|as)\s+(?:an?\s+)?octogenarian\b", (80, 89)),
        (r"\b(?:i'm|i\s+am|as)\s+(?:an?\s+)?septuagenarian\b", (70, 79)),
        (
            r"\b(?:i'm|i\s+am|as)\s+(?:an?\s+)?(?:senior\s+citizen|old\s+(?:man|woman|lady))\b(?!\s+(?:in|at|year|"
            r"manager|\w*er\b))",
            (57, 110),
        ),
        (r"\bhalf\s+a\s+century\s+(?:old|of\s+(?:my\s+)?life|on\s+this)\b", (48, 60)),
        (r"\bmy\s+grand(?:kids|children)\s+(?:visit|come|call|are|keep|ask|say|don't|make|live|and)\b", (34, 110)),
        (r"\bmy\s+senior\s+discount\b|\bi\s+get\s+the\s+senior\s+discount\b", (50, 110)),
    )
)
_SIDE = re.compile(
    rf"\bthe\s+(?P<side>wrong|other|far|right|good)\s+side\s+of\s+{N}\b|\b(?:not\s+(?:even|yet|quite)|"
    rf"isn't\s+even)\s+{N.replace('?P<n>', '?P<n2>')}\s+yet\b"
)
_NEAR = re.compile(
    rf"\b{N}\s+is\s+(?:just\s+|right\s+)?(?:around\s+the\s+corner|knocking|creeping\s+up|coming\s+(?:up|fast)|"
    rf"approaching|next\s+(?:year|month))\b"
)
_REUNION = re.compile(r"\bmy\s+(?P<n>\d\d)(?:th|st|nd|rd|[- ]years?)\s+(?:high[- ]school|school|class)\s+reunion\b")
_BORN = re.compile(r"\bi\s+was\s+born\s+(?:back\s+)?in\s+(?P<year>19[3-9]\d|20[01]\d)\b")
_FIRST_YEAR, _LAST_YEAR = 2017, 2027
"""Years in which a conversation may take place; none of them says when it does."""
_MY_AGE = re.compile(rf"\b(?:at\s+)?my\s+age\s*(?:,|\(|-|which\s+is|of)\s*{N}\b")
_MY_TENS = re.compile(
    r"\b(?:hit(?:ting)?|entering|entered|reached|reaching|approaching|into|in|of)\s+my\s+(?:(?:early|mid|late)[\s-]+)?"
    r"(?P<tens>twent|thirt|fort|fift|sixt|sevent|eight)ies\s+(?:now|already|and|feels|is|isn't|with|i'm|i\s+feel|"
    r"i\s+still|i\s+can't|i\s+don't)\b"
)


def of_this_time(said: str) -> Iterator[tuple[int, int]]:
    """Yield the least and the most years that the speaker of a sentence must have."""
    yield from _birthdays(said)
    yield from _among_peers(said)
    if (
        (" at " in said or said.startswith("at ") or "age of" in said)
        and _PRESENT.search(said)
        and not _NOT_PRESENT.search(said)
    ):
        for found in _AT.finditer(said):
            years = _value(found)
            if years > 12 or "age" in found.group(0):
                yield years, years
    for pattern in (_TURNING, _LIFE, _MY_AGE, _NEAR):
        if (hit := pattern.search(said)) and not _OTHERS.search(said[: hit.start()]):
            years = _value(hit)
            yield (years - 2 if pattern is _NEAR or (pattern is _TURNING and hit["n"]) else years), years
    if side := _SIDE.search(said):
        years = _value(side)
        if side["side"] is None:
            yield 5, years - 1
        elif side["side"] in {"wrong", "other", "far"}:
            yield years, years + 14
    if big := _BIG.search(said):
        years = 10 * (int(big["n"]) if big["n"] else number(big["word"]) or 0)
        if not _OTHERS.search(said):
            yield years - 1, years + 1
    if reunion := _REUNION.search(said):
        yield int(reunion["n"]) + 16, int(reunion["n"]) + 20
    if born := _BORN.search(said):
        yield _FIRST_YEAR - int(born["year"]), _LAST_YEAR - int(born["year"])
    yield from (
        ages for pattern, ages in _WORDED if (hit := pattern.search(said)) and not _OTHERS.search(said[: hit.start()])
    )


_OTHERS = re.compile(
    r"\b(?:he|she|they|his|her|their|who|if|when|until|before|wish|feel\s+like|feels\s+like|treat\w*|like\s+an?|"
    r"than|was|were|my\s+(?:mother|"
    r"mom|mum|dad|father|son|daughter|brother|sister|husband|wife|friend|boyfriend|girlfriend))\b"
)
_AS_IF = re.compile(
    r"\b(?:feel|feels|felt|like|treat\w*|act\w*|was|were|had|see[ns]?|remember|dating|date|raise\w*|met)\b[^.,]*$"
)


def _birthdays(said: str) -> Iterator[tuple[int, int]]:
    if "birthday" not in said and "bday" not in said and "b-day" not in said:
        return
    for found in _BIRTHDAY.finditer(said):
        years = int(found["nth"] or 0) or _TENS.get(found["tens"] or "", 0) + _ORDINALS[found["ordinal"]]
        if years >= 5 and not _LONG_PAST.search(said):
            yield years - 1, years


def _among_peers(said: str) -> Iterator[tuple[int, int]]:
    for found in _PEERS.finditer(said):
        if not _AS_IF.search(said[: found.start()]) and not _KIN_NEXT.match(said, found.end()):
            yield _value(found), _value(found)


_KIN_NEXT = re.compile(
    r"\s+(?:\w+\s+)?(?:son|daughter|kid|child|boy|girl|brother|sister|boyfriend|girlfriend|cat|dog|self)\b(?!\s+like)"
)


def _value(found: re.Match[str]) -> int:
    said = next(value for name, value in found.groupdict().items() if name.startswith("n") and value)
    return number(said) or 0
