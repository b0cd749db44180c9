"""Who is involved in what a post tells, when it happened and where."""

from __future__ import annotations

import re

from .lexicon import PLURAL_RELATIONS, RELATION, RELATIONS
from .post_text import compiled, folded, plain, sentence_before

_PLACE_WORDS: dict[str, str] = {
    r"(?:in|at|from) (?:the |a )?(?:psych(?:iatric)?[- ](?:unit|ward|hospital)|mental hospital)"
    r"|psych ward": "in a psychiatric ward",
    r"(?:in|at|from) (?:the |a )?(?:hospital|er|emergency room|icu)|hospitali[sz]ed": "in hospital",
    r"in (?:jail|prison)": "in prison",
    r"(?:at|in|to|from|through|of) (?:my |the |a |grad(?:uate)? |medical |nursing |law )?(?:college|uni|"
    r"university|campus|dorms?)"
    r"|graduate (?:school|program)|grad school|my dorm|my professor|college (?:classes|courses|life)": "at university",
    r"(?:in|at|to|from|of|after|starting) (?:my |the |our |a |this )?(?:new |high |middle |nice |private |"
    r"elementary |primary |secondary )*school"
    r"|(?:in|at|to) (?:my |the )?class(?:es)?|my (?:high )?school|our school|my classmates|my teachers?": "at school",
    r"at (?:my |the )?(?:work|job|workplace|office|call cent(?:re|er))|to work|in the office|my (?:boss|"
    r"co-?workers?|manager|colleagues?)"
    r"|graveyard shift|night shift": "at work",
    r"(?:at|in|to) (?:my |our )?church|church": "at church",
    r"(?:at|in|to) (?:the |my )?gym": "at the gym",
    r"dating (?:sites?|apps?)|tinder|okcupid|(?:met|friends?|dating|people|random \w+) online|social media|"
    r"on (?:facebook|instagram|snapchat|discord)": "online",
    r"(?:at|to) (?:a |the |this |that )?(?:house )?party": "at a party",
    r"(?:in|at) (?:a |the )?(?:homeless )?shelter|on the streets?|in my car": "on the street",
    r"(?:at|in|to) (?:a |the |my )?(?:hotel|motel)": "in a hotel",
    r"(?:at|back|come|came|get|got|stay|stayed|go|went|leave|from) home|in (?:my|our|the|his|her|"
    r"their) (?:own )?(?:room|bed|house|home|apartment|flat|kitchen|bedroom|bathroom)"
    r"|in bed|(?:at|to) (?:my|our) (?:\w+'?s? )?(?:house|place|apartment|flat)|liv(?:e|es|ing) (?:with|"
    r"at) (?:my|him|her|me|us|home|roommates)"
    r"|lay(?:ing)? in bed|the apartment|we live": "at home",
}

_ONE_EACH = (
    r"(?:boss|manager|therapist|counselor|psychiatrist|doctor|teacher|professor|principal|coach|roommate|"
    r"landlord|pastor|"
    r"ex[- ]wife|ex-husband|ex-girlfriend|ex-boyfriend)"
)
"""People whom one has one of, so that "the boss" is the writer's own."""
_PERSON = compiled(
    rf"\b(?:(?:my|our)\s+(?:(?!(?:and|own\s+mind|or|is|was|to|of|in|on|about|with|from|at|for|life|"
    rf"lack)\b)[\w'-]+,?\s+)"
    rf"{{0,3}}?|(?:the|this|a|an|his|her|another|mutual)\s+(?:\w+\s+)?(?={_ONE_EACH}\b))"
    rf"(?P<who>{RELATION})(?P<poss>'s)?\b(?!\s+(?:of\s+mine\s+who|family\s+doctor))|(?:(?<=^)|(?<=[.!?;:]\s)|"
    rf"(?<=\n))(?P<opening>boyfriend|girlfriend|husband|wife|bf|gf)\b(?P<poss3>'s)?|"
    rf"\bi\s+(?:also\s+)?(?:have|had|'ve\s+got)\s+(?:an?|one|two|three|four|\d|"
    rf"twin)\s+(?:\w+\s+){0, 2}?(?P<have>sons?|daughters?|kids|children|child|toddlers?|baby|brothers?|"
    rf"sisters?|boyfriend|husband|wife|roommates?)\b|\b(?P<bare>(?:ex-?\s?(?:boyfriend|girlfriend|husband|"
    rf"wife)|best\s+friend|mom|mum|dad|co-?workers|roommates|parents))\b(?P<poss2>'s)?"
)
_STRANGER = compiled(
    r"\b(?:this|a|the|that)\s+(?:new\s+|older\s+|married\s+|other\s+|certain\s+)?(?P<who>guy|girl|woman|man|"
    r"boy|lady)\s+(?:i(?!\s+used\s+to\s+be)|who|that|at|from|in|on|named|he|she|and\s+i)\b|\b(?:i'?m|i\s+am|"
    r"been|started)\s+(?:dating|seeing)\s+(?:this|a|an)\s+(?:\w+\s+)?(?P<who2>guy|girl|woman|man)\b|"
    r"\b(?P<ofmy>father|mother)\s+of\s+my\s+(?P<kid>child(?:ren)?|kids?|son|daughter|baby)\b"
)
_THEIR_RELATION = compiled(rf"\s+(?:\w+\s+)?({RELATION})\b")
_SMALL_I = compiled(r"\bi\b")
_NAMES = tuple((compiled(rf"^(?:{pattern})$"), name) for pattern, name in RELATIONS.items())
_ABSENT = compiled(
    r"\b(?:no|without|any|get|getting|find|finding|a|want|need|never\s+had\s+a|have\s+a|got\s+no|zero)\s+(?:\w+\s+)?$"
)


def _relation(word: str) -> str:
    folded = " ".join(word.split())
    for pattern, name in _NAMES:
        if pattern.match(folded):
            plural = folded.lower().endswith("s") and name in PLURAL_RELATIONS
            return PLURAL_RELATIONS[name] if plural else name
    return folded.lower()


def participants(post: str) -> tuple[str, ...]:
    """Return the people (and animals) of the writer's own life that the post speaks of, in order, each once."""
    text = folded(plain(post))
    found: list[tuple[int, str]] = []
    told_until = 0
    for hit in _PERSON.finditer(text):
        if hit.start() < told_until:
            continue
        word = hit["who"] or hit["bare"] or hit["opening"] or hit["have"]
        if hit["bare"] and _ABSENT.search(text[max(0, hit.start() - 30) : hit.start()]):
            continue
        if hit["poss"] or hit["poss2"] or hit["poss3"]:
            next_one = _THEIR_RELATION.match(text, hit.end())
            if next_one:
                found.append((hit.start(), f"{_relation(word)}'s {_relation(next_one.group(1))}"))
                told_until = next_one.end()
                continue
        found.append((hit.start(), _relation(word)))
    for hit in _STRANGER.finditer(text):
        name = (
            f"the {hit['ofmy'].lower()} of my {_relation(hit['kid'])}"
            if hit["ofmy"]
            else f"a {(hit['who'] or hit['who2']).lower()}"
        )
        found.append((hit.start(), name))
    names = list(dict.fromkeys(name for _, name in sorted(found)))
    # "friend" adds nothing to "friends", nor "ex-partner" to "ex-boyfriend".
    plural = {PLURAL_RELATIONS[name] for name in PLURAL_RELATIONS}
    names = [name for name in names if not (PLURAL_RELATIONS.get(name) in names and PLURAL_RELATIONS[name] in plural)]
    if any(name.startswith("ex-") and name != "ex-partner" for name in names):
        names = [name for name in names if name != "ex-partner"]
    return tuple(names)


_COUNT = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several|"
    r"many|a\s+few|a\s+couple(?:\s+of)?|couple(?:\s+of)?|some|half\s+an?|\w+teen)"
)
_SPAN = r"(?:days?|nights?|weeks?|months?|years?|yrs?|decades?|semesters?)"
_EXTENT = (
    rf"(?:(?:about|almost|nearly|over|around|more\s+than|close\s+to|approximately|at\s+least|"
    rf"only)\s+)?{_COUNT}(?:\s+and\s+a\s+half|\s+or\s+\w+|-\d+)?\s+(?:long\s+|full\s+|"
    rf"good\s+)?{_SPAN}(?:\s+and\s+a\s+half)?"
)
_TIMES = tuple(
    compiled(pattern)
    for pattern in (
        rf"\b(?:{_EXTENT}|not\s+a\s+year|a\s+long\s+time|a\s+while|awhile)\s+ago\b",
        r"\bsince\s+(?:last\s+(?:year|month|week|summer|winter|spring|fall|autumn|\w+day)|"
        r"(?:i\s+was\s+(?:\d+|a\s+(?:kid|child|teen\w*|little\s+\w+)|in\s+\w+(?:\s+school|\s+grade)?|young|"
        r"little|born))|childhood|(?:(?:early|late)\s+)?(?:january|february|march|april|may|june|july|august|"
        r"september|october|november|december)|\d{4}|high\s+school|middle\s+school|college|christmas|then\b|"
        r"the\s+(?:breakup|divorce|accident|funeral|age\s+of\s+\w+)|a\s+young\s+age|birth|a\s+few\s+\w+|"
        r"moving\s+to\s+\w+)",
        rf"\b(?:for|over|in|during)\s+(?:the\s+)?(?:last|past)\s+(?:{_COUNT}\s+)?(?:{_SPAN}|while)\b",
        rf"(?<!together )\bfor\s+(?:{_EXTENT}|years|months|weeks|days|a\s+(?:long\s+time|while|"
        rf"number\s+of\s+years)|some\s+time|quite\s+some\s+time|ages|as\s+long\s+as\s+i\s+can\s+remember|"
        rf"most\s+of\s+my\s+life|(?:all\s+|most\s+of\s+)?my\s+(?:whole\s+|entire\s+)?life)\b(?!\s+(?:old|"
        rf"until|before))",
        r"\b(?:last|this\s+past)\s+(?:night|week(?:end)?|month|year|summer|winter|spring|fall|autumn|"
        r"christmas|(?:mon|tues|wednes|thurs|fri|satur|sun)day|november|december|january|february|march|"
        r"april|may|june|july|august|september|october)\b",
        r"\bwhen\s+i\s+was\s+(?:\d+|about\s+\d+|a\s+(?:kid|child|teen\w*|little\s+\w+|baby)|in\s+(?:high|"
        r"middle|elementary|primary)\s+school|in\s+college|young(?:er)?|little|growing\s+up|"
        r"in\s+\w+\s+grade)\b|\bas\s+a\s+(?:kid|child|teenager)\b|\bwhen\s+i\s+was\s+(?:\w+teen|"
        r"\w+ty(?:-\w+)?)\b",
        r"\b(?:yesterday|this\s+(?:morning|afternoon|evening|week(?:end)?|month|year|summer|semester)|"
        r"the\s+other\s+(?:day|night)|earlier\s+today|tonight|over\s+the\s+(?:summer|holidays|weekend))\b",
        r"\b(?:in|on)\s+(?:(?:early|late)\s+)?(?:january|february|march|april|june|july|august|september|"
        r"october|november|december)(?:\s+\d{4})?\b|\bin\s+(?:19|20)\d\d\b",
        r"\b(?:my|our)\s+(?:whole|entire)\s+life\b|\bsince\s+birth\b|\ball\s+my\s+life\b",
        r"\btoday\b",
        r"\b(?:recently|lately|these\s+days|just\s+now)\b",
        r"\b(?:every\s+(?:single\s+)?(?:day|night|morning|week|year|time\s+i\s+wake\s+up)|all\s+the\s+time|"
        r"at\s+night)\b",
    )
)


def event_time(post: str) -> str | None:
    """Return when it happened or since when it lasts, in the post's own words, None when it does not say."""
    said = " ".join(plain(post).split())
    text = folded(said)
    second_choice = ""
    for pattern in _TIMES:
        for found in pattern.finditer(text):
            words = said[found.start() : found.end()]
            if words[:3].lower() != "for" or words.lower().startswith("for the"):
                return _said_now(words)
            sentence = sentence_before(text, found.start())
            # "I have been like this for years" lasts; "we were good for a week" and "sober for a year" do not.
            if _LASTING.search(sentence) and not _NOT_LASTING.search(sentence):
                return _said_now(words)
            if ("years" in words or "months" in words) and not _NOT_LASTING.search(sentence):
                second_choice = second_choice or words
    return _said_now(second_choice) if second_choice else None


_LASTING = compiled(r"\b(?:have|has|been|had|suffer\w*|struggl\w*|depressed|feel\w*|like this|this way)\b|'(?:ve|s)\b")
_NOT_LASTING = compiled(
    r"\b(?:sober|clean|gone|out|asleep|up|stay\w*|wait\w*|good|fine|okay|ok|only|cry|smile|sleep\w*|slept|"
    r"stopped)\s+(?:\w+\s+)?$"
)


def _said_now(words: str) -> str:
    words = words.lower() if words.isupper() else words
    lowered = words[0].lower() + words[1:] if not words.startswith("I ") else words
    return _SMALL_I.sub("I", lowered)


_PLACES = tuple((compiled(rf"\b(?:{pattern})\b"), name) for pattern, name in _PLACE_WORDS.items())
_COUNTRY = re.compile(
    r"\b(?:in|from|to) (?:the )?(UK|US|USA|United States|England|Scotland|Ireland|Canada|Australia|India|"
    r"Germany|New York|California|Texas|Florida|London|Chicago|Los Angeles|Minneapolis)\b"
)


def location(post: str) -> str | None:
    """Return where it happens, for instance "at school", None when the post does not say."""
    text = folded(plain(post))
    hits = sorted(
        (found.start(), -index, name)
        for index, (pattern, name) in enumerate(_PLACES)
        for found in pattern.finditer(text)
    )
    if hits:
        counts: dict[str, int] = {}
        for _, _, name in hits:
            counts[name] = counts.get(name, 0) + 1
        order = [name for _, _, name in hits]
        return max(counts, key=lambda name: (counts[name], -order.index(name)))
    country = _COUNTRY.search(plain(post))
    return (
        f"in {'the ' if country.group(1) in {'UK', 'US', 'USA', 'United States'} else ''}{country.group(1)}"
        if country
        else None
    )
