"""The gender that the writer of a post states.

Only words about the writer count: "as a single mom", "25F", "I gave birth". A partner's gender states nothing, since
anyone may love anyone, and "I feel like a child" or "I'm dating a guy" are not about the writer's gender either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...signatures import Gender
from .age_tags import writers_tags
from .lexicon import KIN
from .post_text import compiled, folded, plain, sentence_before

_FEMALE = (
    r"(?:(?:ex|step|grand|great)?-?\s?(?:wife|mother|mom|mum|mam|mommy|mama|momma|girlfriend|gf|daughter|sister|fianc[eé]e)|"
    r"woman|girl|female|lady|gal|chick|lesbian|widow|housewife|bride|bridesmaid|granny|grandma|nana|aunt|auntie|"
    r"stepmom|sahm|niece|waitress|actress|hostess|businesswoman|saleswoman|policewoman|schoolgirl|seamstress|"
    r"ballerina|divorcée|mtf|m2f|trans-?woman|trans-?girl|transfem(?:me|inine)?|cheerleader|milf|nun)"
)
_MALE = (
    r"(?:(?:ex|step|grand|great)?-?\s?(?:husband|father|dad|daddy|boyfriend|bf|son|brother)|"
    r"man|boy|guy|dude|male|bloke|lad|gentleman|widower|househusband|groom|grandpa|grandad|granddad|uncle|sahd|nephew|fella|"
    r"businessman|salesman|policeman|fisherman|bachelor|ftm|f2m|trans-?man|trans-?guy|trans-?boy|trans-?masc(?:uline)?)"
)
_NONBINARY = (
    r"(?:non-?\s?binary|enby|gender-?\s?(?:fluid|queer)|agender|bigender|genderless|two-?spirit|demi-?(?:girl|boy))"
)
_NOUN = rf"(?:(?P<f>{_FEMALE})|(?P<m>{_MALE})|(?P<nb>{_NONBINARY}))"
# "girl friend", "man's world", "mother figure", "boy mom": the first word does not say who the writer is.
_WHOLE = r"(?![\w'’-]|\s+(?:friends?|figure|child|crush|problems?|band|scouts?|mom|mum|dad|toy|power|magnet|hater|troubles?|issues)\b)"

_AM = r"(?<![\w'])(?:i\s?'?\s?m|i\s+am|iam|i've\s+(?:always\s+|only\s+)?been|i\s+have\s+(?:always\s+)?been|i\s+was(?:\s+raised\s+as)?|i\s+used\s+to\s+be|i\s+(?:just\s+|recently\s+)?bec[oa]me|i'?m\s+becoming|i've\s+become|i\s+consider\s+myself|i\s+identify\s+as|i\s+come?(?:ame)?\s+out\s+as|i\s+came\s+out\s+as|me\s+being|i,|me,|myself,)"
_ADVERB = (
    r"(?:just|only|now|also|still|currently|basically|literally|already|really|actually|both|kind\s+of|sort\s+of|"
    r"technically|pretty\s+much|even|honestly|legally|biologically|physically|mentally|supposedly|usually|always|about\s+to\s+be(?:come)?|going\s+to\s+be|gonna\s+be|soon\s+to\s+be)"
)
_ARTICLE = r"(?:an?|such\s+an?|the|that|(?:no\s+longer|not)\s+the(?=\s+\w+\s+i\s+(?:was|used|once|want))|his|her|their|your|my\s+\w+'s|one|this|just\s+an?|not\s+(?:an?|the)\s+(?:bad|good|best|young|perfect|terrible|great|typical|violent|jealous|normal|religious|big|very\s+\w+|real|strong|worst))"
_FILL = (
    r"(?:(?!(?:my|your|his|her|their|our|with|for|to|in|on|at|by|who|that|which|because|but|so|than|from|like|dating|seeing|"
    r"talking|married|loving|about|no|not|if|when|was|is|are|have|has|had|he|she|they|we|i|you|and|of|every|any|some|the|a|"
    r"reason|cause|one|mess\s+(?:my|mom))\b)[\w'’&/.-]+,?\s+|stay-?\s?at-?\s?home\s+|(?:disappointment|failure|excuse|shell|mess|wreck|joke)\s+of\s+an?\s+|kind\s+of\s+|type\s+of\s+|sort\s+of\s+|bit\s+of\s+an?\s+|and\s+(?!(?:my|his|her|a|the|i)\b))"
)


_NOT_I = r"(?:when|if|like|as\s+if|wish|wished|think|thinks|thought|assumes?|believes?|thinking|pretend|imagine|where|dream(?:ed|t)?|rather|though?)\s+(?:that\s+)?$"
_REPORTED = compiled(rf"\b{_NOT_I}")
_PAST_IS_FINE = compiled(r"\bwhen\s+$")

_I_AM_A = compiled(rf"(?P<frame>{_AM})\s+(?:{_ADVERB}\s+)*(?:{_ARTICLE}\s+){_FILL}{{0,6}}?{_NOUN}{_WHOLE}")
_I_AM = compiled(
    rf"(?P<frame>{_AM})\s+(?:{_ADVERB}\s+|(?:afab|amab)(?:,|\s+and)?\s+|\d\d,?\s+(?:and\s+|years?\s+old,?\s+(?:and\s+)?)?|(?:a\s+)?(?:trans(?:gender)?|cis(?:gender)?|biologically|straight|gay|bi|bisexual|married|single|young|black|white|asian|tall|short|fat|ugly|\w+ed|\w+ual)(?:,|\s+and|\s*/)?\s+)*"
    rf"(?:(?P<f>female|ftm(?!\w)x|mtf|m2f|transfem\w*|trans\s+fem\w*)|(?P<m>male|ftm|f2m|transmasc\w*|trans\s+masc\w*)|(?P<nb>{_NONBINARY}))\b(?!\s+(?:friend|bod|attention|dominated))"
)
_AND_A = compiled(
    rf"{_AM}\s+(?:{_FILL}|an?\s+){{1,5}}?(?:and|,|&)\s+(?:also\s+|now\s+)?an?\s+(?:\w+\s+){{0,3}}?{_NOUN}{_WHOLE}(?!\s+(?:who|that|in|at|from)\b)"
)
_AS_A = compiled(
    rf"\b(?:as|being|be|becoming|became|become|identify as|identif(?:y|ied|ying) as|other than|more than|than just)\s+(?:just\s+|such\s+)?(?:an?|the|his|her|their)\s+{_FILL}{{0,5}}?{_NOUN}{_WHOLE}"
)
_ROLE_ONLY = compiled(rf"^(?:{_FEMALE}|{_MALE})$")
_BAD_ROLE = compiled(
    r"\b(?:i\s+(?:feel|felt|must\s+be|wanna\s+be|want\s+to\s+be|try\s+to\s+be|tried\s+to\s+be|need\s+to\s+be|have\s+to\s+be|should\s+be|used\s+to\s+be|strive\s+to\s+be|hope\s+to\s+be|failed)|makes?\s+me|made\s+me|make\s+me|calls?\s+me|called\s+me|am\s+i|was\s+i|i've\s+been|i\s+have\s+been)\s+(?:like\s+)?(?:such\s+|being\s+)?(?:an?|the)\s+"
    r"(?:(?:terrible|horrible|bad|good|better|great|awful|worst|best|shitty|failing|lousy|crappy|rubbish|happy|loving|supportive|strong|present|decent|perfect|useless|worthless|crazy|selfish|neglectful|failed|failure\s+of\s+an?|failure\s+as\s+an?|horrid|crap)[,\s]+(?:and\s+)?)+"
    rf"(?:(?P<f>{_FEMALE})|(?P<m>{_MALE})){_WHOLE}"
)
_TITLE = compiled(
    rf"(?:^|[.!?\n,;:(]\s*|\bhere,?\s+)(?:(?:hi|hello|hey|single|new|first[- ]time|depressed|lonely|working|tired|teen(?:age)?|young|older|straight|gay|bi|anxious|stay[- ]at[- ]home|divorced|married|trans(?:gender)?|ftm|mtf|cis|just\s+an?|an?|\d\d)[\s,/]+)*"
    rf"(?:(?P<f>{_FEMALE})|(?P<m>{_MALE})|(?P<nb>{_NONBINARY}))(?:\s*,?\s*\d\d\b(?!\s*(?:year|yr|month|week|day))|\s+(?:of\s+(?:\d|two|three|four|five|one|an?|twins|boys|girls)\b[^.!?\n]{{0,30}}?\s+)?here\b|\s*[,)]\s*(?:age\s+)?\d\d\b)"
)
_ROLE = r"(?:(?P<f>mom|mum|mother|mommy|mama)|(?P<m>dad|father|daddy))"
_ROLES = (
    # "Mark, 42, father of three", "Divorced mother of two"
    compiled(
        rf"(?:^|[.!?\n,;:(]\s*)(?:\w+\s+){{0,2}}?{_ROLE}\s+of\s+(?:an?|\d|one|two|three|four|five|six|twins|toddlers)\b"
    ),
    compiled(
        rf"(?:^|[.!?\n]\s*)(?:first[- ]time|new|single|young|stay[- ]at[- ]home|depressed|working|expecting|divorced|tired|teen)\s+{_ROLE}\b(?=\s*(?:$|[.,!?\n]|and\b|with\b|here\b|to\b))"
    ),
    compiled(rf"\b(?:better|real|normal|proper)\s+{_ROLE}\s+than\s+(?:me|i\b)"),
    compiled(
        r"(?:^|[.!?\n]\s*)(?:(?P<f>female)|(?P<m>male))(?=\s*(?:[.,\n]|$))|\b(?:gender|sex)\s*[:=-]\s*(?:(?P<f2>female|woman|f\b)|(?P<m2>male|man|m\b))"
    ),
    compiled(
        r"(?<!the )(?<!a )\b(?:not|longer|back|miss|become|be|am|being|was|of)\s+the\s+(?:\w+\s+)?(?:(?P<f>woman|girl|mother|wife)|(?P<m>man|boy|guy|father|husband))\s+i\s+(?:was|used\s+to\s+be|once\s+was|wanted?\s+to\s+be)\b(?!\s+with)"
    ),
    compiled(
        r"\bfeel\s+like\s+an?\s+(?:\w+\s+)?(?:(?P<f>woman|mother|wife)|(?P<m>man|father|husband))\s+(?:again|any\s?more)\b"
    ),
    compiled(
        r"\b(?:an?|other)\s+(?:[\w-]+\s+){0,4}?(?:(?P<f>woman|girl|mom|mother)|(?P<m>man|guy|boy|dad|father))\s+like\s+me\b"
    ),
    compiled(
        r"\bhow\s+(?:do|does|can|could|should|would)\s+an?\s+(?:[\w-]+\s+){0,3}?\d\d[\s-]*(?:year|yr)s?[\s-]*old\s+(?:[\w-]+\s+){0,2}?(?:(?P<f>woman|girl|female)|(?P<m>man|guy|boy|male))\b"
    ),
)
_AGED = compiled(
    rf"(?:^|[.!?\n(]\s*|\b(?:as|i'?m|i\s+am|being|i,|me,|here,)\s+(?:an?\s+)?)\d\d(?:[\s-]*(?:years?|yrs?|y)[\s/-]*(?:old|o)\b|\s*y\.?/?o\.?)?[\s,/-]+(?:(?:old|depressed|single|gay|straight|bi|lonely|married|white|black|college|virgin|trans|cis|and|a)\s*,?\s+)*{_NOUN}{_WHOLE}"
)
_PAST = compiled(
    rf"\b(?:when|since|while)\s+i\s+was\s+(?:an?\s+|just\s+an?\s+)?(?:\w+\s+){{0,3}}?(?:(?P<f>girl)|(?P<m>boy)){_WHOLE}|\bas\s+a\s+(?:young\s+|little\s+|small\s+|teenage\s+)(?:(?P<f2>girl)|(?P<m2>boy)){_WHOLE}|\bgrowing\s+up\s+as\s+an?\s+(?:\w+\s+){{0,2}}?(?:(?P<f3>girl)|(?P<m3>boy)){_WHOLE}"
)
_BECOMING = compiled(
    r"\bborn\s+(?:as\s+)?(?:an?\s+)?(?:biological\s+)?(?:girl|female|woman)\b.{0,80}?\b(?P<m>boy|man|male|guy)\b|\bborn\s+(?:as\s+)?(?:an?\s+)?(?:biological\s+)?(?:boy|male|man)\b.{0,80}?\b(?P<f>girl|woman|female)\b"
    r"|\b(?P<f2>male[- ]to[- ]female|(?<!\w)mtf|m2f)\b|\b(?P<m2>female[- ]to[- ]male|ftm|f2m)\b"
)
_BORN = compiled(r"\bi\s+was\s+born\s+(?:as\s+)?(?:an?\s+)?(?:(?P<f>girl|female|woman)|(?P<m>boy|male|man))\b")
_PRONOUNS = compiled(r"\b(?:my\s+pronouns\s+are|i\s+use|pronouns:?)\s+(?:(?P<nb>they)|(?P<f>she)|(?P<m>he))\b")
_BODY = compiled(
    r"(?P<f>\bi(?:\s?'?m|\s+am|'ve\s+been|\s+was|\s+got|\s+became|\s+get|'m\s+getting|'m\s+now|\s+have\s+been)\s+(?:(?!(?:my|her|a|the|someone|him|with)\b)[\w']+\s+){0,4}?pregnant\b|\b(?:got|gets?|getting|making|made)\s+me\s+pregnant|\bbeing\s+pregnant\b|\bmy\s+(?:\w+\s+)?pregnanc(?:y|ies)\b"
    r"|\bwhile\s+(?:i\s+was\s+)?(?:\w+\s+months?\s+)?pregnant\b|\bi\s+(?:\w+\s+)?(?:gave|give|am\s+giving)\s+birth|\bi'?(?:m|\s+am)\s+breast-?feeding|\bi(?:'ve|\s+have)?\s+(?:just\s+|recently\s+)?had\s+(?:an?|my|two|three|several|multiple)\s+(?:\w+\s+)?(?:miscarriages?|abortions?|c-section|hysterectomy|mastectomy|stillbirth|stillborn)"
    r"|\bi\s+(?:just\s+)?miscarried|\bmy\s+(?:miscarriage|abortion|periods?\s+(?:is|are|was|were|came|started|hasn't|cramps)|menstrual|vagina|uterus|ovaries|womb|boobs|breasts|menopause|hysterectomy|maternity\s+leave)|\bi'?m\s+on\s+(?:my\s+period|maternity\s+leave|birth\s+control)|\b(?:i'?m|i\s+am)\s+(?:going\s+through\s+|in\s+)?(?:peri)?menopaus\w*"
    r"|\bi\s+(?:have|had|got|suffer(?:ed)?\s+from|developed|was\s+diagnosed\s+with)\s+(?:severe\s+|bad\s+)?(?:post-?\s?partum|postnatal|pcos|endometriosis|pmdd)|\bcould\s+this\s+be\s+post-?partum|\bi\s+am\s+an?\s+\w+\s+weeks?\s+pregnant)"
    r"|(?P<m>\bmy\s+(?:penis|dick|cock|testicles?|balls|erections?|erectile|prostate|vasectomy|paternity\s+leave)\b|\bi\s+(?:[\w']+\s+){0,3}?(?:get|maintain|keep|have|got|lose)\s+(?:an?\s+)?(?:erections?|erection\s+problems|hard-?on)\b|\bi\s+(?:have|suffer\s+from|am\s+(?:currently\s+)?suffering\s+from)\s+(?:erectile|ed\b)|\bgot\s+my\s+(?:wife|girlfriend|gf)\s+pregnant)"
)
_OTHER_SUBJECT = re.compile(
    rf"\b(?:he|she|they|him|them|us|who|you)\b|\b(?:my|our|his|her|their|your)\s+(?:\w+\s+){{0,2}}?{KIN}\b"
)
_OWN = re.compile(r"\b(?:i|im|i'm|i've|me|my|myself)\b")

_SOME_NONBINARY = compiled(_NONBINARY)
_TITLE_SIGN = compiled(r"\d\d|\bhere\b")
_WISHED = compiled(
    r"\b(?:wish|like|feel\s+like|rather|want(?:ed)?\s+to|wanna|dress(?:ed)?|perceived|would|could|comfortable|imagin\w*|think\s+about|thoughts?|desire\w*|idea|question\w*|wonder\w*|thought\s+of|pretend(?:ing)?)\b"
)
_SEX_ONLY = compiled(r"(?:girl|boy|man|woman|male|female|guy)$")
_KIN_BEFORE = compiled(rf"\b(?:my|his|her)\s+(?:\w+\s+)?{KIN}\b[^.!?]*$")
_SHE_BEFORE = compiled(rf"\b(?:she|her|{KIN})\b[^,]*$")
_HE_OR_SHE = compiled(r"\b(?:he|she|his|her)\b")
_I = compiled(r"\bi(?:'m|'ve)?\b")
_NOT_QUITE = compiled(r"\s+(?:of\s+(?:my|his|her)\s+(?:friend|boy|girl)|inside|trapped|at\s+heart)\b")
_OTHER_GOES_ON = compiled(r",?\s+(?:he|she|they|who\s+(?:never|left))\b")
_SEEN_AS = compiled(r"\b(?:treat\w*|see[sn]?|saw|know|like|works?|such)\s+(?:me\s+)?$")


def gender(post: str) -> Gender | None:
    """Return the gender that the writer states, None when the post states none."""
    said = plain(post)
    text = folded(said)
    for finder in (_becoming, _identity, _tags, _self_named, _title, _role, _body, _past):
        for found in finder(said if finder is _tags else text):
            return found
    return None


def _which(found: re.Match[str]) -> Gender:
    groups = found.groupdict()
    for letter, value in (("nb", Gender.NONBINARY), ("f", Gender.FEMALE), ("m", Gender.MALE)):
        if any(groups.get(letter + suffix) for suffix in ("", "2", "3")):
            return value
    raise ValueError(f"{found.group(0)!r} matched without a gender group; name one f, m or nb")


def _clause(text: str, start: int) -> str:
    return sentence_before(text, start, reach=120)


def _reported(text: str, start: int) -> bool:
    before = text[max(0, start - 30) : start]
    return bool(_REPORTED.search(before)) and not _PAST_IS_FINE.search(before)


def _becoming(text: str) -> Iterator[Gender]:
    """Transition: the gender a person moves to is the one they would say."""
    for found in _BECOMING.finditer(text):
        near = text[max(0, found.start() - 60) : found.end()]
        if _OWN.search(near) and not _KIN_BEFORE.search(near[: -len(found.group(0))]):
            yield _which(found)


def _identity(text: str) -> Iterator[Gender]:
    for pattern in (_I_AM, _I_AM_A, _AS_A, _TITLE) if _SOME_NONBINARY.search(text) else ():
        for found in pattern.finditer(text):
            if (
                found["nb"]
                and not _OTHER_SUBJECT.search(_clause(text, found.start()))
                and not _reported(text, found.start())
            ):
                yield Gender.NONBINARY
    for found in _PRONOUNS.finditer(text):
        yield _which(found)


def _tags(text: str) -> Iterator[Gender]:
    return (tag.gender for tag in writers_tags(text) if tag.gender is not None)


def _self_named(text: str) -> Iterator[Gender]:
    hits = sorted(
        (found for pattern in (_I_AM_A, _I_AM, _AND_A) for found in pattern.finditer(text)),
        key=lambda found: found.start(),
    )
    for found in hits:
        if not _reported(text, found.start()) and not _NOT_QUITE.match(text, found.end()):
            yield _which(found)


def _title(text: str) -> Iterator[Gender]:
    for pattern in (_AGED, _TITLE, *_ROLES) if _TITLE_SIGN.search(text) else _ROLES:
        for found in pattern.finditer(text):
            if found.group(0).endswith((" me", " i")) or not _OTHER_SUBJECT.search(_clause(text, found.start())):
                yield _which(found)


def _role(text: str) -> Iterator[Gender]:
    for found in _AS_A.finditer(text):
        clause = _clause(text, found.start())
        after = text[found.end() : found.end() + 25]
        if _WISHED.search(clause) and _SEX_ONLY.search(found.group(0)):
            continue  # "more comfortable as a girl" is a wish or a question, not a statement
        other = _OTHER_SUBJECT.search(clause)
        if other and not _I.search(clause[other.end() :]):
            continue
        if _OTHER_GOES_ON.match(after):
            continue
        if _SEEN_AS.search(clause) and "me" not in clause[-4:]:
            continue
        yield _which(found)
    for found in _BAD_ROLE.finditer(text):
        yield _which(found)


def _body(text: str) -> Iterator[Gender]:
    for found in _BODY.finditer(text):
        clause = _clause(text, found.start())
        if found.group(0).lower().startswith(("while p", "being p")) and _SHE_BEFORE.search(clause):
            continue
        yield _which(found)


def _past(text: str) -> Iterator[Gender]:
    for pattern in (_PAST, _BORN):
        for found in pattern.finditer(text):
            clause = _clause(text, found.start())
            if not _HE_OR_SHE.search(clause) or found.group(0).lower().startswith("when i"):
                yield _which(found)
