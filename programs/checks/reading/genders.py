"""Which gender a speaker states of themselves in a message.

What the readers of posts know holds here too; this adds what is said in passing: whose husband one is, what one's
mirror shows, what one was raised to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....generators.offline.reading import facts
from ....signatures import Gender
from .remarks import Remark, remarks

_WOMAN = r"women|woman|girls?|ladies|lady|females?|moms?|mums?|mothers?|wives|wife|sisters|daughters|grandmas?"
_MAN = r"men|man|boys?|guys?|gentlemen|males?|dads?|fathers?|husbands?|brothers|sons|dudes?|lads?|grandpas?"
_F = (
    r"(?:grand|step|god)?(?:mother|mom|mum|mommy|mama|daughter|sister|ma)|wife|girlfriend|woman|girl|lady|"
    r"fianc[eé]e|aunt|auntie|niece|widow|"
    r"bride|gal|grandma|granny|housewife|daughter-in-law|bridesmaid"
)
_M = (
    r"(?:grand|step|god)?(?:father|dad|daddy|papa|son|brother|pa)|husband|boyfriend|man|guy|boy|lad|dude|"
    r"gentleman|uncle|nephew|widower|"
    r"groom|bloke|grandpa|fella|son-in-law|best\s+man|bachelor"
)


def _role(number: int) -> str:
    return rf"(?:(?P<f{number}>{_F})|(?P<m{number}>{_M}))(?![\w'-]|\s+(?:figure|friend|child|toy)\b)"


def _some(number: int) -> str:
    return (
        rf"(?:(?P<f{number}>women|girls|ladies|gals|moms|mums|mothers|wives|daughters|sisters|females)|"
        rf"(?P<m{number}>men|guys|boys|dudes|lads|blokes|dads|fathers|husbands|sons|brothers|males))"
    )


_ADJECTIVE = r"(?:(?!who|that|to|of|for|with|and|or|than|like|whose)[\w'-]+\s+){0,3}?"
_I_AM = (
    r"\bi(?:'m|\s+am|'ve\s+(?:always\s+)?been|\s+have\s+(?:always\s+)?been)\s+(?:(?:just|only|still|also|not|"
    r"always|supposed\s+to\s+be|such|basically|really|no\s+longer|the\s+kind\s+of|never)\s+)*"
)
_PATTERNS: tuple[str, ...] = (
    rf"\b(?:us|we|fellow|other|for|not\s+like\s+other|like\s+most|like\s+many|like\s+other|as)\s+(?:(?:older|young|"
    rf"young\w+|single|working|real|grown|other|many|most)\s+)?"
    rf"(?:(?P<f1>{_WOMAN})|(?P<m1>{_MAN}))\s+(?:like\s+(?:me|myself)|are|have|do|don't|can't|always|never|get|"
    rf"aren't|we\b|,?\s*i\b|tend|learn|"
    r"in\s+this|my\s+age|in\s+my)\b",
    rf"\b(?:(?P<f2>{_WOMAN})|(?P<m2>{_MAN}))\s+(?:\w+\s+)?(?:like\s+(?:me|myself)|my\s+age)\b",
    rf"\bwhat\s+(?:kind|sort)\s+of\s+(?:an?\s+)?(?:{_role(3)})\s+(?:am\s+i|does|would|i\s+am|can't|lets|leaves|"
    rf"feels)\b|\b(?:what|some)\s+an?\s+(?:\w+\s+)?(?:{_role(4)})\s+i\s+(?:am|turned\s+out|make|was)\b|"
    rf"\bsome\s+{_role(5)}\s+i\s+(?:am|turned\s+out|make)\b",
    r"\b(?:kids?|children|son|daughter|little\s+one|toddler|baby|they|boys|girls)\s+(?:still\s+|"
    r"all\s+)?calls?\s+me\s+(?:their\s+)?(?:(?P<f6>mom\w*|mum\w*|mama|ma)|(?P<m6>dad\w*|papa))\b|"
    r"\b(?:people|everyone|everybody|they|strangers|students|he|she)\s+calls?\s+me\s+(?:(?P<f7>ma'am|miss|mrs|"
    r"lady|princess|a\s+bitch)|(?P<m7>sir|mister|mr|bro|man|buddy\s+boy))\b",
    rf"{_I_AM}(?:the|that|one\s+of\s+(?:those|the|these))\s+(?:(?:kind|type|"
    rf"sort)s?\s+of\s+(?:an?\s+)?)?(?:\w+\s+)?(?:{_some(8)}|{_role(9)})\s+(?:who|that|you|people)\b",
    r"\bif\s+i\s+(?:wasn't|weren't|was\s+not|were\s+not)\s+an?\s+(?:(?P<f10>woman|girl|mother|wife)|(?P<m10>man|"
    r"guy|boy|father|husband))\b",
    rf"\b(?:just|only)\s+another\s+(?:\w+\s+)?{_role(11)}\s+(?:who|that|with)\b(?=.*\b(?:i|me|my|i'm)\b)|\b(?:like|"
    rf"as)\s+(?:any|every|most|many)\s+(?:other\s+)?(?:{_role(12)}|{_some(13)}),?\s+i\b",
    rf"\b(?:i'm|i\s+am|i'd|be|been|being|become|am)\s+(?:not\s+|"
    rf"no\s+longer\s+)?(?:even\s+)?the\s+(?:\w+\s+)?{_role(14)}\s+(?:that\s+|who\s+)?(?:he|she|they|my\s+\w+|"
    rf"everyone|i|you)\s+"
    r"(?:\w+\s+)?(?:married|fell|loved?|deserves?|deserved|needs?|needed|wants?|wanted|knew|knows|remembers?|met|"
    r"chose|dated|raised|expect\w*|used|was|were|hoped|thought|once)\b",
    rf"\bthe\s+(?:\w+\s+)?{_role(15)}\s+(?:that\s+)?(?:in\s+(?:the|my)\s+mirror|(?:i\s+see|looking\s+back|"
    rf"staring\s+back|who\s+looks\s+back|that\s+looks\s+back)\b|i\s+(?:used\s+to\s+be|have\s+become|'ve\s+become|"
    r"became|thought\s+i\s+(?:was|would|'d)|want(?:ed)?\s+to\s+be|am\s+(?:today|now)))",
    rf"\b(?:that|the|this|their|his|her)\s+{_role(16)}\s+is\s+me\b|\b(?:and|because|since|"
    rf"after\s+all)\s+(?:that's\s+me|i'm|i\s+am),?\s+(?:their|his|her)\s+(?:\w+\s+)?{_role(17)}\b|"
    rf"{_I_AM}(?:his|her|their|someone's|somebody's|\w+'s)\s+(?:\w+\s+)?{_role(18)}\b(?!\s+(?:and\s+(?:he|she)'s|"
    rf"friend))",
    rf"\b(?:being|be|become|becoming|became|was|were)\s+(?:a\s+|an\s+|the\s+|his\s+|her\s+|their\s+|somebody's\s+|"
    rf"someone's\s+){_ADJECTIVE}{_role(19)}\s+(?:used\s+to|makes?|made|is|means|isn't|doesn't|has|was|comes|feels|"
    rf"felt)\s+(?=.*\b(?:i|me|my|i'm|i've)\b|\w*\b)",
    rf"\b(?:i\s+was|i've\s+been|i\s+have\s+been|they|we|my\s+\w+|he|she|parents)\s+(?:always\s+)?(?:raised|"
    rf"brought\s+up|taught|told|trained|expected|supposed)\s+(?:me\s+)?(?:up\s+)?(?:to\s+be|to\s+act\s+like|as|"
    rf"like|to\s+behave\s+like)\s+"
    rf"(?:an?\s+|the\s+|their\s+){_ADJECTIVE}{_role(20)}\b",
    r"\b(?:tell|tells|told|telling|says?|said)\s+(?:to\s+)?me\s+(?:that\s+|to\s+)?(?:(?P<m21>man\s+up|(?:be|"
    r"act\s+like)\s+a\s+man|(?:boys|men)\s+don't\s+cry|grow\s+(?:some\s+balls|a\s+pair))|(?P<f21>(?:be|"
    r"act\s+(?:more\s+)?like\s+)(?:an?\s+)?lady(?:like)?|"
    r"(?:girls|ladies|women)\s+(?:don't|shouldn't)\s+\w+))\b|\bi\s+(?:have\s+to|should|need\s+to|just\s+need\s+to|"
    r"must|try\s+to|can't)\s+(?P<m22>man\s+up|be\s+(?:a|the)\s+man)\b",
    rf"\b(?:call|consider|think\s+of|see|regard|"
    rf"prove)\s+myself\s+(?:as\s+)?(?:to\s+be\s+)?(?:an?\s+){_ADJECTIVE}{_role(23)}\b|"
    rf"\b(?:(?:less|half|much|enough)\s+(?:of\s+)?(?:an?\s+)|fail(?:ed|ing|ure)?\s+as\s+(?:an?|his|her|their)\s+|"
    rf"(?:terrible|bad|lousy|awful|worst|better|good|worthless|useless|horrible|perfect|decent|present|"
    rf"absent)\s+){_role(24)}\s+(?:and|because|for|than|to|who|that|,)?\s*(?=i\b|i'm|my\b|her\b|him\b|them\b|me\b)",
    rf"\bi\s+(?:feel|felt|am|'m)\s+(?:like\s+)?(?:less|half|only\s+half|"
    rf"not\s+much)\s+(?:of\s+)?(?:an?\s+){_role(25)}\b|\bi(?:'m|\s+am)\s+not\s+much\s+of\s+an?\s+{_role(26)}\b|"
    rf"\bi\s+(?:failed|fail|'ve\s+failed|have\s+failed|am\s+failing|'m\s+failing|suck)\s+(?:\w+\s+)?as\s+(?:an?|"
    rf"his|her|their)\s+(?:\w+\s+)?{_role(27)}\b",
    rf"\bi\s+(?:want(?:ed)?|wish\s+i\s+(?:was|were|could\s+be|had\s+been)|try|tried|need|have|hope|long|should|"
    rf"could\s+have|would\s+like|can't|couldn't)\s+(?:to\s+)?(?:be\s+|been\s+|become\s+)?(?:an?|the)\s+(?:better|"
    rf"good|best|great|perfect|decent|strong|more\s+present|present|loving)\s+"
    rf"{_role(28)}\b",
    rf"\bthe\s+(?:(?P<m29>man)|(?P<f29>woman|lady))\s+of\s+the\s+(?:house|family)\b(?=.*\b(?:i|i'm|me|my)\b)|"
    rf"\b(?:as|being|i'm|i\s+am|i\s+was)\s+the\s+(?:only|eldest|oldest|youngest|middle|first|firstborn|first-born|"
    rf"token|lone|sole)\s+(?:born\s+)?{_role(30)}\b",
    rf"\b(?:eldest|oldest|only|firstborn|first-born)\s+{_role(31)}\s+(?:here|syndrome)\b|\bas\s+(?:his|her|their|"
    rf"my\s+\w+'s)\s+(?:\w+\s+)?{_role(32)}\b(?=.*\bi\b)",
    rf"\b(?:my\s+\w+|he|she|they|everyone|people|mom|dad)\s+(?:always\s+|keeps?\s+|still\s+)?(?:says?|saying|"
    rf"tells?\s+me|telling\s+me|thinks?|said|told\s+me|insists?|swears?|complains?)\s+(?:that\s+)?i(?:'m|\s+am|"
    rf"\s+was|'ve\s+been|\s+make)\s+"
    rf"(?:still\s+|always\s+|not\s+|no\s+longer\s+)?(?:an?|the|such\s+an?|his|her|their)\s+{_ADJECTIVE}{_role(33)}\b",
    rf"\b(?:wanted|expected|hoped\s+for|prayed\s+for)\s+an?\s+(?:(?:son|boy)\s+(?:and|but)\s+(?:got|"
    rf"had)\s+(?P<f34>me)|(?:daughter|girl)\s+(?:and|but)\s+(?:got|had)\s+(?P<m34>me))\b|\b(?:more\s+than|"
    rf"not)\s+just\s+(?:an?|his|her|someone's|somebody's)\s+{_role(35)}\b(?=.*\b(?:i|me|i'm)\b)",
    rf"\b(?:since|before|after|until|when|now\s+that|once)\s+i(?:'ve)?\s+(?:became|become|becoming|was|"
    rf"turned\s+into)\s+(?:an?|his|her|their)\s+{_ADJECTIVE}{_role(36)}\b|\b(?:since|before|"
    rf"after)\s+becoming\s+(?:an?|his|her|their)\s+{_ADJECTIVE}{_role(37)}\b",
    r"\bmy\s+(?:own\s+)?(?:(?P<f38>bra|uterus|ovar\w+|womb|vagina|period|periods|cramps\s+every\s+month|"
    r"maiden\s+name|wedding\s+dress|bridal\s+\w+|maternity\s+\w+|pregnancy|miscarriage|abortion|c-section|"
    r"hysterectomy|mastectomy|mammogram|"
    r"menopause|hot\s+flash\w*|hot\s+flush\w*|gynecologist|gynaecologist|ob-?gyn|pap\s+smear|first\s+trimester|"
    r"second\s+trimester|third\s+trimester|baby\s+bump|pregnant\s+belly|sorority\w*|breast\s+(?:milk|cancer|pump)|"
    r"breasts|boobs|motherhood|due\s+date|midwife)|"
    r"(?P<m38>beard|mustache|moustache|penis|testic\w+|balls|prostate\w*|erection\w*|vasectomy|paternity\s+\w+|"
    r"fatherhood|frat|fraternity|masculinity|manhood|erectile\s+\w+|sperm\s+\w+|facial\s+hair))\b",
    r"\b(?:i|when\s+i)\s+(?:was|am|'m|got|had\s+been|became|'ve\s+been|have\s+been|"
    r"have)\s+(?:\w+\s+)?(?:(?P<f39>pregnant|breast-?feeding|in\s+labou?r|nursing\s+(?:my|the)\s+\w+|menopausal|"
    r"given\s+birth|postpartum|on\s+maternity\s+leave|\w+\s+(?:weeks|months)\s+(?:pregnant|along))|"
    r"(?P<m39>on\s+paternity\s+leave|castrated|circumcised))\b|\bi'm\s+(?:\w+\s+){0,3}(?P<f40>pregnant|"
    r"breast-?feeding|menopausal|postpartum)\b|"
    r"\bi\s+(?P<f41>gave\s+birth|miscarried|breast-?feed|breast-?fed|was\s+in\s+labou?r)\b|"
    r"\bi\s+(?P<m41>got\s+(?:my\s+(?:wife|girlfriend)|her)\s+pregnant|fathered)\b|"
    r"\b(?:as|being|becoming|into|of|about|to|new\s+to)\s+(?:(?P<f42>motherhood|womanhood)|(?P<m42>fatherhood|"
    r"manhood))\b(?=.*\b(?:i|i'm|me|my)\b)",
    r"\b(?:i|my\s+\w+)\b.{0,25}\b(?:shave|shaved|shaving|trim|grew|grow)\s+(?:off\s+)?my\s+(?P<m43>beard|face|"
    r"mustache)\b|\bi\s+(?:wore|wear|put\s+on|bought)\s+(?:an?\s+|my\s+|the\s+)?(?:\w+\s+)?(?P<f43>bra|"
    r"high\s+heels|lipstick|mascara)\b",
    r"\b(?:gender|sex)\s*(?:is|:)\s*(?:(?P<f44>female|woman)|(?P<m44>male|man))\b|\bi(?:'m|"
    r"\s+am)\s+(?:a\s+)?(?:\w+\s+)?(?:(?P<f45>female|lesbian)|(?P<m45>male))\b(?!\s+(?:friend|partner|boss|"
    r"coworker|nurse|doctor))",
    r"\bi(?:'m|\s+am)\s+(?:an?\s+)?(?:(?P<f46>mrs|ms)|(?P<m46>mr))\.?\s+[a-z]+\b",
    rf"\bthe\s+(?:\w+\s+)?{_role(47)}\s+i\s+am\b|\bas\s+the\s+{_ADJECTIVE}{_role(48)}\s*,?\s+(?:i|of\s+(?:the|this|"
    rf"my))\b",
)
_SIGNS = frozenset(
    """
    women woman girl girls ladies lady female females mom moms mum mums mother mothers wife wives sister
    sisters daughter daughters grandma
    men man boy boys guy guys gentleman gentlemen male males dad dads father fathers husband husbands brother
    brothers son sons dude dudes lad lads
    grandpa pregnant pregnancy birth period periods miscarriage miscarried widow widower bachelor uterus
    menopause menopausal maternity
    paternity vasectomy nonbinary binary enby trans transgender transwoman transman pronouns fiance fiancee
    fiancé fiancée gf bf girlfriend
    boyfriend niece nephew aunt auntie uncle breasts breast breastfeeding breastfeed boobs lesbian mtf ftm m2f
    f2m m f mommy mummy daddy mama papa
    stepmother stepfather stepmom stepdad stepson stepdaughter grandmother grandfather granny grandson
    granddaughter bride groom bridesmaid
    housewife househusband homemaker sahm sahd she he they gal bloke fella motherhood fatherhood womanhood
    manhood masculinity ma'am sir miss
    mrs ms mr mister bra ovaries womb vagina wedding bridal hysterectomy mastectomy mammogram gynecologist
    gynaecologist obgyn trimester bump
    sorority beard mustache moustache penis testicles testicle balls prostate erection erections erectile frat
    fraternity sperm facial labor
    labour postpartum postnatal heels lipstick mascara abortion pcos endometriosis pmdd dick cock hot maiden
    pap due midwife waitress actress
    agender genderfluid genderqueer bigender demigirl demiboy spirit afab amab businessman businesswoman
    salesman saleswoman policeman
    policewoman schoolgirl schoolboy ballerina cheerleader nun fisherman hostess gay cis transmasc transfem ladylike
    """.split()
) - {"she", "he", "they", "hot", "due", "m", "f", "miss"}
"""Words of which a sentence that states a gender has one."""
_TAG = re.compile(
    r"(?<!\w)(?:\d\d\s?/?[mf]|[mf]\s?/?\d\d|[(\[][mf][)\]]|(?:she|he|they)/(?:her|him|them)|hot\s+flash\w*)(?!\w)|"
    r"\bm\b|\bf\b"
)
_EACH = tuple(map(re.compile, _PATTERNS))
_NOT_ME = re.compile(
    r"\b(?:he's|she's|he\s+is|she\s+is|he\s+was|she\s+was|who\s+is|you're|you\s+are|feel(?:s|ing)?\s+like|"
    r"felt\s+like|as\s+if|(?:i'm|i\s+am)\s+not\s+(?:his|her|their)|treat\w*\s+me\s+like|"
    r"not\s+like|dating|married\s+to|love\s+with|looking\s+for|need|want|met|find|wish\s+i\s+had|"
    r"have)\s+(?:\w+\s+){0,2}$"
)


def stated_gender(text: str) -> Gender | None:
    """Return the gender that a speaker says they are; None where they do not say."""
    return next(genders(text), None)


def genders(text: str) -> Iterator[Gender]:
    """Yield the gender that each sentence states which states one."""
    for remark in remarks(text):
        if _may_state(remark) and (stated := _gender(remark)):
            yield stated


def _may_state(remark: Remark) -> bool:
    return not _SIGNS.isdisjoint(remark.words) or bool(_TAG.search(remark.said))


@lru_cache(maxsize=2048)
def _gender(remark: Remark) -> Gender | None:
    if stated := facts.gender(remark.text):
        return stated
    for pattern in _EACH:
        found = pattern.search(remark.said)
        if found is not None and not _NOT_ME.search(remark.said[: found.start()]):
            female = any(said for name, said in found.groupdict().items() if name.startswith("f"))
            return Gender.FEMALE if female else Gender.MALE
    return None
