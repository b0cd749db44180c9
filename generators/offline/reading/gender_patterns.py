"""How people say their own gender, and what only looks like it. All of it is for folded text."""

from __future__ import annotations

import re

from .lexicon import KIN
from .post_text import compiled

FEMALE = (
    r"(?:(?:ex|step|grand|great)?-?\s?(?:wife|mother|mom|mum|mam|mommy|mama|momma|girlfriend|gf|daughter|"
    r"sister|fianc[eé]e)|"
    r"woman|girl|female|lady|gal|chick|lesbian|widow|housewife|bride|bridesmaid|granny|grandma|nana|aunt|auntie|"
    r"stepmom|sahm|niece|waitress|actress|hostess|businesswoman|saleswoman|policewoman|schoolgirl|seamstress|"
    r"ballerina|divorcée|mtf|m2f|trans-?woman|trans-?girl|transfem(?:me|inine)?|cheerleader|milf|nun)"
)
MALE = (
    r"(?:(?:ex|step|grand|great)?-?\s?(?:husband|father|dad|daddy|boyfriend|bf|son|brother)|"
    r"man|boy|guy|dude|male|bloke|lad|gentleman|widower|househusband|groom|grandpa|grandad|granddad|uncle|"
    r"sahd|nephew|fella|"
    r"businessman|salesman|policeman|fisherman|bachelor|ftm|f2m|trans-?man|trans-?guy|trans-?boy|trans-?masc(?:uline)?)"
)
NONBINARY = (
    r"(?:non-?\s?binary|enby|gender-?\s?(?:fluid|queer)|agender|bigender|genderless|two-?spirit|demi-?(?:girl|boy))"
)
NOUN = rf"(?:(?P<f>{FEMALE})|(?P<m>{MALE})|(?P<nb>{NONBINARY}))"
# "girl friend", "man's world", "mother figure", "boy mom": the first word does not say who the writer is.
WHOLE = (
    r"(?![\w'’-]|\s+(?:friends?|figure|child|crush|problems?|band|scouts?|mom|mum|dad|toy|power|magnet|hater|"
    r"troubles?|issues)\b)"
)

AM = (
    r"(?<![\w'])(?:i\s?'?\s?m|i\s+am|iam|i've\s+(?:always\s+|only\s+)?been|i\s+have\s+(?:always\s+)?been|"
    r"i\s+was(?:\s+raised\s+as)?|i\s+used\s+to\s+be|i\s+(?:just\s+|recently\s+)?bec[oa]me|i'?m\s+becoming|"
    r"i've\s+become|i\s+consider\s+myself|i\s+identify\s+as|i\s+come?(?:ame)?\s+out\s+as|i\s+came\s+out\s+as|"
    r"me\s+being|i,|me,|myself,)"
)
ADVERB = (
    r"(?:just|only|now|also|still|currently|basically|literally|already|really|actually|both|kind\s+of|sort\s+of|"
    r"technically|pretty\s+much|even|honestly|legally|biologically|physically|mentally|supposedly|usually|"
    r"always|about\s+to\s+be(?:come)?|going\s+to\s+be|gonna\s+be|soon\s+to\s+be)"
)
ARTICLE = (
    r"(?:an?|such\s+an?|the|that|(?:no\s+longer|not)\s+the(?=\s+\w+\s+i\s+(?:was|used|once|want))|his|her|their|"
    r"your|my\s+\w+'s|one|this|just\s+an?|not\s+(?:an?|the)\s+(?:bad|good|best|young|perfect|terrible|great|"
    r"typical|violent|jealous|normal|religious|big|very\s+\w+|real|strong|worst))"
)
FILL = (
    r"(?:(?!(?:my|your|his|her|their|our|with|for|to|in|on|at|by|who|that|which|because|but|so|than|from|"
    r"like|dating|seeing|"
    r"talking|about|no|not|if|when|was|is|are|have|has|had|he|she|they|we|i|you|and|of|every|"
    r"any|some|the|a|"
    r"reason|cause|one|mess\s+(?:my|mom))\b)[\w'’&/.-]+,?\s+|stay-?\s?at-?\s?home\s+|(?:disappointment|"
    r"failure|excuse|shell|mess|wreck|joke)\s+of\s+an?\s+|kind\s+of\s+|type\s+of\s+|sort\s+of\s+|"
    r"bit\s+of\s+an?\s+|and\s+(?!(?:my|his|her|a|the|i)\b))"
)


NOT_I = (
    r"(?:if|like|as\s+if|wish|wished|think|thinks|thought|assumes?|believes?|thinking|pretend|imagine|where|"
    r"dream(?:ed|t)?|rather|though?)\s+(?:that\s+)?$"
)
REPORTED = compiled(rf"\b{NOT_I}")

I_AM_A = compiled(rf"(?P<frame>{AM})\s+(?:{ADVERB}\s+)*(?:{ARTICLE}\s+){FILL}{{0,6}}?{NOUN}{WHOLE}")
I_AM = compiled(
    rf"(?P<frame>{AM})\s+(?:{ADVERB}\s+|(?:afab|amab)(?:,|\s+and)?\s+|\d\d,?\s+(?:and\s+|"
    rf"years?\s+old,?\s+(?:and\s+)?)?|(?:a\s+)?(?:trans(?:gender)?|cis(?:gender)?|biologically|straight|gay|"
    rf"bi|bisexual|married|single|young|black|white|asian|tall|short|fat|ugly|\w+ed|\w+ual)(?:,|\s+and|"
    rf"\s*/)?\s+)*"
    rf"(?:(?P<f>female|ftm(?!\w)x|mtf|m2f|transfem\w*|trans\s+fem\w*)|(?P<m>male|ftm|f2m|transmasc\w*|"
    rf"trans\s+masc\w*)|(?P<nb>{NONBINARY}))\b(?!\s+(?:friend|bod|attention|dominated))"
)
AND_A = compiled(
    rf"{AM}\s+(?:{FILL}|an?\s+){{1,5}}?(?:and|,|&)\s+(?:also\s+|"
    rf"now\s+)?an?\s+(?:\w+\s+){{0,3}}?{NOUN}{WHOLE}(?!\s+(?:who|that|in|at|from)\b)"
)
AS_A = compiled(
    rf"\b(?:as|being|be|becoming|became|become|identify as|identif(?:y|ied|ying) as|other than|more than|"
    rf"than just)\s+(?:just\s+|such\s+)?(?:an?|the|his|her|their)\s+{FILL}{{0,5}}?{NOUN}{WHOLE}"
)
ROLE_ONLY = compiled(rf"^(?:{FEMALE}|{MALE})$")
BAD_ROLE = compiled(
    r"\b(?:i\s+(?:feel|felt|must\s+be|wanna\s+be|want\s+to\s+be|try\s+to\s+be|tried\s+to\s+be|need\s+to\s+be|"
    r"have\s+to\s+be|should\s+be|used\s+to\s+be|strive\s+to\s+be|hope\s+to\s+be|failed)|makes?\s+me|"
    r"made\s+me|make\s+me|calls?\s+me|called\s+me|am\s+i|was\s+i|i've\s+been|"
    r"i\s+have\s+been)\s+(?:like\s+)?(?:such\s+|being\s+)?(?:an?|the)\s+"
    r"(?:(?:terrible|horrible|bad|good|better|great|awful|worst|best|shitty|failing|lousy|crappy|rubbish|"
    r"happy|loving|supportive|strong|present|decent|perfect|useless|worthless|crazy|selfish|neglectful|"
    r"failed|failure\s+of\s+an?|failure\s+as\s+an?|horrid|crap)[,\s]+(?:and\s+)?)+"
    rf"(?:(?P<f>{FEMALE})|(?P<m>{MALE})){WHOLE}"
)
TITLE = compiled(
    rf"(?:^|[.!?\n,;:(]\s*|\bhere,?\s+)(?:(?:hi|hello|hey|single|new|first[- ]time|depressed|lonely|working|"
    rf"tired|teen(?:age)?|young|older|straight|gay|bi|anxious|stay[- ]at[- ]home|divorced|married|"
    rf"trans(?:gender)?|ftm|mtf|cis|just\s+an?|an?|\d\d)[\s,/]+)*"
    rf"(?:(?P<f>{FEMALE})|(?P<m>{MALE})|(?P<nb>{NONBINARY}))(?:\s*,?\s*\d\d\b(?!\s*(?:year|yr|month|week|"
    rf"day))|\s+(?:of\s+(?:\d|two|three|four|five|one|an?|twins|boys|girls)\b[^.!?\n]{{0,30}}?\s+)?here\b|"
    rf"\s*[,)]\s*(?:age\s+)?\d\d\b)"
)
ROLE = r"(?:(?P<f>mom|mum|mother|mommy|mama)|(?P<m>dad|father|daddy))"
ROLES = (
    compiled(r"\b(?:not|n't|am i)\s+(?:(?P<f>woman)|(?P<m>man))\s+enough\b"),
    compiled(r"\b(?:we|i)\s*(?:'re|\s+are)\s+both\s+(?:(?P<f>women|girls|female)|(?P<m>men|guys|boys|male))\b"),
    # "Mark, 42, father of three", "Divorced mother of two"
    compiled(
        rf"(?:^|[.!?\n,;:(]\s*)(?:\w+\s+){{0,2}}?{ROLE}\s+of\s+(?:an?|\d|one|two|three|four|five|six|twins|toddlers)\b"
    ),
    compiled(
        rf"(?:^|[.!?\n]\s*)(?:first[- ]time|new|single|young|stay[- ]at[- ]home|depressed|working|expecting|"
        rf"divorced|tired|teen)\s+{ROLE}\b(?=\s*(?:$|[.,!?\n]|and\b|with\b|here\b|to\b))"
    ),
    compiled(rf"\b(?:better|real|normal|proper)\s+{ROLE}\s+than\s+(?:me|i\b)"),
    compiled(
        r"(?:^|[.!?\n]\s*)(?:(?P<f>female)|(?P<m>male))(?=\s*(?:[.,\n]|$))|\b(?:gender|"
        r"sex)\s*[:=-]\s*(?:(?P<f2>female|woman|f\b)|(?P<m2>male|man|m\b))"
    ),
    compiled(
        r"(?<!the )(?<!a )\b(?:not|longer|back|miss|become|be|am|being|was|"
        r"of)\s+the\s+(?:\w+\s+)?(?:(?P<f>woman|girl|mother|wife)|(?P<m>man|boy|guy|father|"
        r"husband))\s+i\s+(?:was|used\s+to\s+be|once\s+was|wanted?\s+to\s+be)\b(?!\s+with)"
    ),
    compiled(
        r"\bfeel\s+like\s+an?\s+(?:\w+\s+)?(?:(?P<f>woman|mother|wife)|(?P<m>man|father|husband))\s+(?:again|"
        r"any\s?more)\b"
    ),
    compiled(
        r"\b(?:an?|other)\s+(?:[\w-]+\s+){0,4}?(?:(?P<f>woman|girl|mom|mother)|(?P<m>man|guy|boy|dad|"
        r"father))\s+like\s+me\b"
    ),
    compiled(
        r"\bhow\s+(?:do|does|can|could|should|would)\s+an?\s+(?:[\w-]+\s+){0,3}?\d\d[\s-]*(?:year|"
        r"yr)s?[\s-]*old\s+(?:[\w-]+\s+){0,2}?(?:(?P<f>woman|girl|female)|(?P<m>man|guy|boy|male))\b"
    ),
)
_KIN_NOUN = r"(?:(?P<f>wife|daughter|woman|girl|mother|mom)|(?P<m>husband|son|man|boy|guy|father|dad))"
# What others want of the writer or make of them: "wants me to be his adored wife", "treats me like a wife".
SAID_OF_ME = (
    compiled(
        r"\b(?:want|expect|ask|need|tell|told|beg)\w*\s+me\s+to\s+(?:be|become|act\s+like)\s+"
        rf"(?:an?|the|his|her|their)\s+(?:[\w-]+\s+){{0,2}}?{_KIN_NOUN}\b"
    ),
    compiled(rf"\btreat\w*\s+me\s+(?:more\s+)?like\s+(?:an?|his|the)\s+(?:[\w-]+\s+)?{_KIN_NOUN}\s+than\b"),
    compiled(r"\b(?:(?P<f>mother[\s-]daughter)|(?P<m>father[\s-]son)) relationship\b"),
    compiled(r"\b(?:prior to|before|after|since|while|during)\s+(?P<f>giving\s+birth)\b"),
    compiled(
        r"\bis\s+it\s+(?:normal|ok|okay|bad|weird|wrong|common|strange|possible)\s+for\s+an?\s+"
        r"(?:[\w-]+\s+){0,4}?(?:(?P<f>woman|girl|female)|(?P<m>man|guy|boy|male))\s+to\b"
    ),
)
AGED = compiled(
    rf"(?:^|[.!?\n(]\s*|\b(?:as|i'?m|i\s+am|being|i,|me,|here,)\s+(?:an?\s+)?)\d\d(?:[\s-]*(?:years?|yrs?|"
    rf"y)[\s/-]*(?:old|o)\b|\s*y\.?/?o\.?)?[\s,/-]+(?:(?:old|depressed|single|gay|straight|bi|lonely|married|"
    rf"white|black|college|virgin|trans|cis|and|a)\s*,?\s+)*{NOUN}{WHOLE}"
)
PAST = compiled(
    rf"\b(?:when|since|while)\s+i\s+was\s+(?:an?\s+|just\s+an?\s+)?(?:\w+\s+){{0,3}}?(?:(?P<f>girl)|"
    rf"(?P<m>boy)){WHOLE}|\bas\s+a\s+(?:young\s+|little\s+|small\s+|teenage\s+)(?:(?P<f2>girl)|"
    rf"(?P<m2>boy)){WHOLE}|\bgrowing\s+up\s+as\s+an?\s+(?:\w+\s+){{0,2}}?(?:(?P<f3>girl)|"
    rf"(?P<m3>boy)){WHOLE}"
)
BECOMING = compiled(
    r"\bborn\s+(?:as\s+)?(?:an?\s+)?(?:biological\s+)?(?:girl|female|woman)\b.{0,80}?\b(?P<m>boy|man|male|"
    r"guy)\b|\bborn\s+(?:as\s+)?(?:an?\s+)?(?:biological\s+)?(?:boy|male|man)\b.{0,80}?\b(?P<f>girl|woman|"
    r"female)\b"
    r"|\b(?P<f2>male[- ]to[- ]female|(?<!\w)mtf|m2f)\b|\b(?P<m2>female[- ]to[- ]male|ftm|f2m)\b"
)
BORN = compiled(r"\bi\s+was\s+born\s+(?:as\s+)?(?:an?\s+)?(?:(?P<f>girl|female|woman)|(?P<m>boy|male|man))\b")
PRONOUNS = compiled(
    r"\b(?:my\s+pronouns\s+are|i\s+use|i\s+go\s+by|pronouns:?)\s+(?:(?P<nb>they)|(?P<f>she)|(?P<m>he))\b|"
    r"(?:^|[.!?\n(]\s*|\d\d,?\s+)(?:(?P<nb2>they/them)|(?P<f2>she/her)|(?P<m2>he/him))\b"
)
BODY = compiled(
    r"(?P<f>\bi(?:\s?'?m|\s+am|'ve\s+been|\s+was|\s+got|\s+became|\s+get|'m\s+getting|'m\s+now|"
    r"\s+have\s+been)\s+(?:(?!(?:my|her|a|the|someone|him|with)\b)[\w']+\s+){0,4}?pregnant\b|\b(?:got|gets?|"
    r"getting|making|made)\s+me\s+pregnant|\bbeing\s+pregnant\b|\bmy\s+(?:\w+\s+)?pregnanc(?:y|ies)\b"
    r"|\bwhile\s+(?:i\s+was\s+)?(?:\w+\s+months?\s+)?pregnant\b|\bi\s+(?:\w+\s+)?(?:gave|give|"
    r"am\s+giving)\s+birth|\bi'?(?:m|\s+am)\s+breast-?feeding|\bi(?:'ve|\s+have)?\s+(?:just\s+|"
    r"recently\s+)?had\s+(?:an?|my|two|three|several|multiple)\s+(?:\w+\s+)?(?:miscarriages?|abortions?|"
    r"c-section|hysterectomy|mastectomy|stillbirth|stillborn)"
    r"|\bi\s+(?:just\s+)?miscarried|\bmy\s+(?:miscarriage|abortion|(?:first|last|next)\s+period|"
    r"periods?\s+(?:is|are|was|were|came|"
    r"started|hasn't|cramps)|menstrual|vagina|uterus|ovaries|womb|boobs|breasts|menopause|hysterectomy|"
    r"maternity\s+leave)|\bi'?m\s+on\s+(?:my\s+period|maternity\s+leave|birth\s+control)|\b(?:i'?m|"
    r"i\s+am)\s+(?:going\s+through\s+|in\s+)?(?:peri)?menopaus\w*"
    r"|\bi\s+(?:have|had|got|suffer(?:ed)?\s+from|developed|was\s+diagnosed\s+with)\s+(?:severe\s+|"
    r"bad\s+)?(?:post-?\s?partum|postnatal|pcos|endometriosis|pmdd)|\bcould\s+this\s+be\s+post-?partum|"
    r"\bi\s+am\s+an?\s+\w+\s+weeks?\s+pregnant)"
    r"|(?P<m>\bmy\s+(?:penis|dick|cock|testicles?|balls|erections?|erectile|prostate|vasectomy|"
    r"paternity\s+leave)\b|\bi\s+(?:[\w']+\s+){0,3}?(?:get|maintain|keep|have|got|"
    r"lose)\s+(?:an?\s+)?(?:erections?|erection\s+problems|hard-?on)\b|\bi\s+(?:have|suffer\s+from|"
    r"am\s+(?:currently\s+)?suffering\s+from)\s+(?:erectile|ed\b)|\bgot\s+my\s+(?:wife|girlfriend|"
    r"gf)\s+pregnant)"
)
OTHER_SUBJECT = re.compile(
    rf"\b(?:he|she|they|him|them|us|who|you)\b|\b(?:my|our|his|her|their|your)\s+(?:\w+\s+){{0,2}}?{KIN}\b"
)
OWN = re.compile(r"\b(?:i|im|i'm|i've|me|my|myself)\b")

SOME_NONBINARY = compiled(NONBINARY)
TITLE_SIGN = compiled(r"\d\d|\bhere\b")
WISHED = compiled(
    r"\b(?:wish|like|feel\s+like|rather|want(?:ed)?\s+to|wanna|dress(?:ed)?|perceived|would|could|"
    r"comfortable|imagin\w*|think\s+about|thoughts?|desire\w*|idea|question\w*|wonder\w*|thought\s+of|"
    r"pretend(?:ing)?)\b"
)
SEX_ONLY = compiled(r"(?:girl|boy|man|woman|male|female|guy)$")
KIN_BEFORE = compiled(rf"\b(?:my|his|her)\s+(?:\w+\s+)?{KIN}\b[^.!?]*$")
SHE_BEFORE = compiled(rf"\b(?:she|her|{KIN})\b[^,]*$")
HE_OR_SHE = compiled(r"\b(?:he|she|his|her)\b")
WRITER_IS_SUBJECT = compiled(r"\bi(?:'m|'ve)?\b")
OTHER_GOES_ON = compiled(r",?\s+(?:he|she|they|who\s+(?:never|left))\b")
