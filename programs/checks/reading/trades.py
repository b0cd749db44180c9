"""What a speaker says they do all day, and whether it can be the same as what somebody else's words say.

An occupation is known by its families: "barista" and "waiter" are of one, so neither contradicts the other, and a
university student may wait tables but does not practise law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....corpora.words import words
from ....generators.offline.reading import facts
from ....generators.offline.reading.lexicon import OCCUPATIONS, either
from .duties import SIGNS, duty
from .remarks import remarks
from .text import content

# Family → words of it, in occupations and in what people say of their work.
_FAMILIES: dict[str, str] = {
    "elementary": r"elementary|primary[- ]school (?:student|pupil)",
    "middle": r"middle[- ]school(?:er)?|junior high|[678]th grade\w*|(?:sixth|seventh|eighth) grade\w*",
    "high": (
        r"high[- ]?school (?:student|junior|senior|freshman|sophomore)|high[- ]?schooler|sixth form\w*|"
        r"(?:9|10|11|12)th grade\w*|(?:ninth|tenth|eleventh|twelfth) grade\w*"
    ),
    "university": (
        r"(?:university|college|uni|undergrad\w*|grad\w*|ph\.?d|doctoral|postgrad\w*|master'?s|law|medical|"
        r"med|nursing|"
        r"engineering|business|art|music|psychology|pre-?med|\w+ology|physics|chemistry|math\w*|history|film|english|"
        r"education|science|design|architecture|economics|finance|accounting) "
        r"(?:student|freshman|sophomore|junior|senior)"
        r"|undergrad\w*|phd candidate|grad student"
    ),
    "student": r"students?|pupil|schoolgirl|schoolboy|studying",
    "retired": r"retired|retiree|pensioner|retirement",
    "jobless": (
        r"unemployed|jobless|out of work|between jobs|job[- ]?seek\w+|looking for (?:a job|work)|laid off|"
        r"unable to work|disab\w+|not working|no job"
    ),
    "home": (
        r"home-?maker|house-?wife|house-?husband|stay[- ]at[- ]home|full[- ]time (?:mom|mum|mother|dad|father|"
        r"parent)|"
        r"(?:family |full[- ]time )?care-?giver|carer"
    ),
    "health": (
        r"nurs(?:e|es|ing)|doctor|physician|surgeon|paramedic|medic|midwife|care (?:worker|assistant)|carer|"
        r"care-?giver|caretaker|(?:nursing|health|care|healthcare|medical) (?:aide|assistant|worker)|aide|hospital|"
        r"dentist|dental|"
        r"pharmac\w+|veterinar\w+|vet\b|physio\w*|radiograph\w+|hygienist|emt|patients|ward|optometrist|dietitian|"
        r"phlebotom\w+"
    ),
    "mind": r"therapist|counsell?or|psycholog\w+|psychiatrist|social worker|caseworker",
    "teaching": r"teach\w*|tutor|professor|lecturer|educator|principal|schoolteacher|instructor|coach",
    "tech": (
        r"software|developer|programm\w+|coder|web|data|it (?:support|worker|specialist|technician)|sysadmin|"
        r"tech company|"
        r"engineer\w*|devops|tester"
    ),
    "trades": (
        r"electrician|plumb\w+|carpenter|mechanic|welder|builder|construction|roofer|bricklayer|machinist|"
        r"handyman|"
        r"joiner|mason|painter|contractor|tradesman|labou?rer|technician|locksmith|miner"
    ),
    "food": (
        r"cook|chef|wait(?:er|ress)|server|bartender|barista|baker|restaurant|kitchen|dishwasher|butcher|caf[eé]|"
        r"fast food|caterer"
    ),
    "retail": (
        r"cashier|shop|store|retail|sales (?:assistant|associate|clerk)|sales(?:person|man|woman)|supermarket|"
        r"florist|stocker"
    ),
    "sales": (
        r"sales\w*|marketing|advertis\w+|realtor|estate agent|real estate|broker|insurance agent|account "
        r"executive"
    ),
    "money": (
        r"account(?:ant|ing)|bookkeeper|bank\w*|auditor|financ\w+|trader|investor|actuary|economist|insurance|"
        r"teller"
    ),
    "desk": (
        r"office|administrat\w+|receptionist|secretary|clerk|assistant|hr\b|human resources|coordinator|analyst|"
        r"data entry|civil servant|paralegal"
    ),
    "phone": r"customer (?:service|support)|call[- ]cent(?:er|re)|telemarketer|service (?:agent|representative)",
    "driving": r"driver|courier|truck\w*|delivery|taxi|uber|bus\b|chauffeur|postman|mail carrier",
    "air": r"pilot|flight attendant|air traffic|cabin crew|stewardess",
    "goods": r"warehouse\w*|factory|packer|forklift|assembly|logistics|production worker|machine operator|dispatcher",
    "law": r"lawyer|attorney|solicitor|barrister|paralegal|legal|judge|law firm",
    "arms": r"soldier|army|military|navy|marine|air force|veteran|sailor|officer in the",
    "guard": (
        r"police\w*|cop\b|detective|security|guard|firefighter|fireman|bouncer|bodyguard|correction\w* officer|"
        r"officer\b|"
        r"prison officer|dispatcher"
    ),
    "arts": (
        r"design\w*|artist|musician|writer|author|photograph\w+|actor|actress|journalist|reporter|editor|singer|"
        r"dancer|"
        r"youtuber|streamer|pianist|guitarist|painter|architect|illustrator|model\b|producer|filmmaker|translator|"
        r"interpreter"
    ),
    "beauty": r"hair\w+|stylist|barber|beautician|cosmetolog\w+|est?hetician|nail|makeup|masseu\w+",
    "cleaning": r"clean(?:er|ing)|janitor|maid|housekeep\w+|custodian|caretaker|dishwasher",
    "land": r"farm\w*|garden\w*|landscap\w+|fisherman|rancher|forester|zookeeper|beekeeper",
    "childcare": r"nanny|baby-?sitter|day-?care|childcare|child-?minder|au pair|kindergarten|preschool",
    "science": (
        r"research\w*|scientist|chemist|biologist|physicist|laboratory|lab\b|statistician|archaeologist|"
        r"historian"
    ),
    "books": r"librarian|archivist|bookshop|bookseller|curator|editor|translator",
    "clergy": r"pastor|priest|minister|chaplain|imam|rabbi|nun\b|monk",
    "sport": r"athlete|trainer|lifeguard|coach|football player|footballer|boxer|fitness",
    "politics": r"politician|mayor|senator|diplomat|astronaut",
    "any": (
        r"employee|worker|manager|supervisor|owner|entrepreneur|self-?employed|freelanc\w*|consultant|intern|"
        r"trainee|"
        r"apprentice|business|contractor|specialist|representative|shift|part[- ]time|temp\b|works|foreman|team lead|"
        r"founder|job\b"
    ),
}
_NOT_WORK = frozenset({"elementary", "middle", "high", "university", "student", "retired", "jobless", "home"})
_SCHOOLS = frozenset({"elementary", "middle", "high", "university"})
_BESIDE_STUDY = frozenset(
    {"food", "retail", "phone", "driving", "goods", "cleaning", "childcare", "any", "sport", "arts"}
)
_FAMILY = re.compile("|".join(rf"(?P<{name}>\b(?:{words})(?!\w))" for name, words in _FAMILIES.items()))
_EACH = {name: re.compile(rf"\b(?:{words})(?!\w)") for name, words in _FAMILIES.items()}

_JOBS = OCCUPATIONS | frozenset(
    """
    beekeeper zookeeper astronaut archaeologist historian attorney cop detective schoolteacher pensioner retiree
    judge babysitter politician salesclerk biologist physicist footballer athlete laborer farmhand
    """.split()
)
_I_AM = (
    r"(?<![\w'])(?:i\s?'?\s?m|i\s+am|iam|i've\s+been)\s+(?:(?:already|now|currently|still|just|actually|also|only)\s+)*"
)
_STATEMENTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bi(?:'m|\s+am|'ve\s+been|\s+have\s+been|'ve|\s+have)?\s+(?:(?:currently|now|still|also|just|do|only|happily|"
        r"always|mostly)\s+)*(?:work(?:ing)?|(?<=ve\s)worked|employed|hired|earn\s+(?:my|a)\s+living|make\s+(?:my|"
        r"a)\s+living|serv(?:e|ing)|"
        r"self-?employed)\s+(?:(?:full|part)[- ]time\s+|nights\s+|shifts\s+|days\s+|here\s+)?"
        r"as\s+(?:an?\s+|the\s+)?(?P<job>[\w-]+(?:\s+(?!at\b|in\b|for\b|and\b|but\b|so\b|on\b|with\b|here\b|"
        r"now\b)[\w-]+){0,2})",
        r"\bmy\s+(?:\w+\s+)?(?:job|work|career|day|life|shifts?|position|role)\s+(?:as|being)\s+(?:an?\s+)?"
        r"(?P<job>[\w-]+(?:\s+(?!at\b|in\b|and\b|but\b|is\b|has\b)[\w-]+){0,2})",
        rf"{_I_AM}an?\s+(?P<job>[\w-]+(?:\s+[\w-]+){{0,2}}?)\s+(?:by\s+(?:trade|profession|training)|"
        rf"for\s+a\s+living)\b",
        r"\bi\s+(?:do\s+)?(?P<job>(?!do\b|did\b|want|need|have|could|can\b|"
        r"should)[\w-]+(?:\s+[\w-]+){0,2}?)\s+for\s+a\s+living\b",
        rf"\bmy\s+(?:\w+\s+)?(?:profession|occupation|trade|line\s+of\s+work|job|day\s+job|"
        rf"title)\s+is\s+(?:that\s+of\s+|"
        rf"being\s+)?(?:an?\s+)?(?:\w+\s+){{0,2}}?(?P<job>{either(_JOBS)})\b",
        r"\bby\s+(?:trade|profession|training)\s+i(?:'m|\s+am)\s+an?\s+(?P<job>[\w-]+(?:\s+[\w-]+)?)",
        r"\b(?P<job>farming|nursing|teaching|policing|plumbing|acting|baking|cooking|coding|programming|welding|"
        r"accounting|"
        r"construction|fishing|bartending|waitressing|hairdressing)\s+is\s+(?:my\s+(?:job|profession|trade|life|"
        r"living|work)|"
        r"what\s+i\s+do|how\s+i\s+(?:earn|make))\b",
        rf"\b(?:we|us|my\s+fellow|fellow|the\s+other|other)\s+(?P<job>{either(_JOBS)})s\b",
        rf"\b(?:speaking|working|living|money|day|shift|life|years|hours|career|nights|days|"
        rf"decades)\s+as\s+an?\s+(?:\w+\s+)"
        rf"{{0,2}}?(?P<job>{either(_JOBS)})\b",
        rf"{_I_AM}(?P<job>unemployed|jobless|out\s+of\s+work|between\s+jobs|not\s+working|"
        rf"looking\s+for\s+(?:a\s+(?:new\s+)?job|work)|"
        r"retired|laid\s+off)\b",
        rf"{_I_AM}(?:an?\s+|the\s+|in\s+)?(?:[\w-]+\s+){{0,2}}?(?P<job>beekeeper|zookeeper|astronaut|archaeologist|"
        rf"historian|"
        r"flight\s+attendant|attorney|cop|detective|electrician|marketing\s+manager|schoolteacher|pensioner|retiree|"
        r"housewife|homemaker|mail\s+carrier|judge|baby-?sitter|politician|salesperson|veterinarian|"
        r"stay[- ]at[- ]home\s+\w+)\b",
        r"\bi\s+(?:drive|run|fly|own|manage)\s+(?:an?|my\s+own|the|my)\s+(?:[\w-]+\s+)?(?P<job>truck|bus|taxi|uber|"
        r"farm|restaurant|bakery|"
        r"caf[eé]|shop|salon|law\s+firm|garage|company|business)\b(?=.{0,30}\b(?:living|work|job|years|route|nights|"
        r"day|"
        r"business|customers|staff)\b|\s*(?:[.,!]|$))",
        r"\bi\s+(?:work|have\s+a\s+job|'ve\s+a\s+job)\s+(?:\w+\s+)?(?:in|at|for)\s+(?:an?\s+|the\s+|"
        r"my\s+)?(?:[\w-]+\s+){0,2}?"
        r"(?P<job>law\s+firm|hospital|construction|retail|store|restaurant|kitchen|caf[eé]|factory|warehouse|bank|"
        r"finance|"
        r"marketing|advertising|it\b|software|tech\s+company|farm|school|garage|supermarket|call\s+cent(?:er|re)|"
        r"salon|police|"
        r"nursing|accounting|insurance|lab\b|daycare)",
        r"\bi\s+work\s+(?P<job>construction|retail|security)\b",
        r"\bi(?:'ve\s+been|\s+have\s+been|\s+am|'m)?\s+(?P<job>teach(?:ing)?)\s+(?!myself|him|her|them|my|me|you)\w+",
        r"\bmy\s+(?P<job>patients|pupils|clients\s+in\s+court|fellow\s+(?:teachers|nurses|officers|lawyers|students|"
        r"soldiers))\b",
        r"\b(?:shift|shifts|rounds)\s+(?:at|in|on)\s+the\s+(?P<job>hospital|restaurant|factory|warehouse|ward|store)\b",
        rf"{_I_AM}(?:in\s+)?(?:my\s+)?(?:\w+\s+)?(?:year\s+(?:of|at|in)\s+)?(?P<job>studying)\s+(?!hard|all|for|"
        rf"a\s+lot|more)\w+",
        rf"{_I_AM}(?:in|at|attending)\s+(?P<job>(?:the\s+)?(?:[6-9]|1[0-2])th\s+grade|college|university|"
        rf"high\s+school|middle\s+school|"
        r"law\s+school|med(?:ical)?\s+school|grad\s+school)\b",
        r"\b(?:since|after|now\s+that)\s+i(?:'ve|'m|\s+have|\s+am)?\s+(?P<job>retired)\b",
        r"\b(?:enjoying|in|into|during)\s+my\s+(?P<job>retirement)\b",
        r"\bi\s+(?:don't|do\s+not)\s+have\s+a\s+(?P<job>job)\b|\bi\s+haven't\s+(?:worked|had\s+a\s+job)\s+(?:in|"
        r"for)\s+(?:\w+\s+)?years\b",
    )
)
_WORK_SIGNS = (
    _JOBS
    | frozenset(f"{job}s" for job in _JOBS)
    | SIGNS
    | frozenset(
        """
        work works worked working job jobs career trade profession professional occupation living employed employee
        hired training unemployed jobless retired retire retirement student school highschool college uni university
        grade grader undergrad undergraduate grad graduate phd ph master's masters doctoral postgrad thesis dissertation
        studying study studies sophomore junior freshman semester lectures finals campus dorm professor professors sixth
        fired laid let disability disabled incapable business company shop store restaurant salon army military navy
        marines force duty deployed nanny graveyard nights teach teaching centre center retail supermarket warehouse
        amazon factory office bank insurance tech software stay sahm sahd homemaker housewife house agent guard
        attendant aide specialist operator coordinator representative owner classmates homework title farm truck bus
        taxi uber police law bakery garage cafe salesperson marketing flight mail construction security patients
        pupils clients year profession shift shifts rounds position role classes class teachers hours
        """.split()
    )
)
"""Words of which every statement of an occupation has one."""
_OTHERS = re.compile(
    r"\b(?:used\s+to|was|were|wish|want(?:ed)?|dream\w*|if|when\s+i\s+was|hop(?:e|ing)|train\w*\s+to|stud\w+\s+to|"
    r"would|"
    r"could|before|until|back\s+when|he|she|they|his|her|like\s+i|almost|felt|feel\s+like|friend|not|never|"
    r"ago)\b[^.!?;]*$"
)
_NOT_I = re.compile(
    r"\b(?:if|when|whenever|before|until|till|wish|like|pretend\w*|hop(?:e|ing)|dream\w*|imagine|thinks?|thought|"
    r"says?|said|unless|once|though|what|where|did|do|should|could|will|can)\s+(?:that\s+)?$"
)
"""What stands right before "I" where it is not said of the present."""
_AGO = re.compile(r"[^.!?;]{0,25}\b(?:years\s+ago|back\s+then|when\s+i\s+was)\b")
_PLACES = frozenset({"office worker", "hospital worker", "night-shift worker", "employee of a tech company"})
"""Claims that only say where or when somebody works; many trades are at home there."""
_SAY_LITTLE = content("worker work student school manager assistant agent officer full part time job clerk service")
_LEVEL = {"th grade": "", "school": " student", "college": " student", "university": " student"}


def _named(job: str) -> str:
    """Return what somebody is who says where they learn: in college → college student."""
    if job == "job":
        return "unemployed"
    return next((job + ending for place, ending in _LEVEL.items() if job.endswith(place) and ending), job)


def stated_occupation(text: str) -> str | None:
    """Return what a speaker says they do now, in their words; None where they do not say."""
    return next(occupations(text), None)


def occupations(text: str) -> Iterator[str]:
    """Yield what each sentence of a message says that its speaker does now."""
    for remark in remarks(text):
        if not _WORK_SIGNS.isdisjoint(remark.words) and (stated := _occupation(remark.said)):
            yield stated


@lru_cache(maxsize=2048)
def _occupation(said: str) -> str | None:
    for pattern in _STATEMENTS:
        for found in pattern.finditer(said):
            governs = _NOT_I if found.group(0).startswith("i") else _OTHERS
            before = said[max(0, found.start() - 50) : found.start()]
            if not governs.search(before) and not _AGO.match(said, found.end()):
                return _named(next(filter(None, found.groups()), "unemployed"))
    return duty(said) or facts.occupation(said)


@lru_cache(maxsize=2048)
def families(occupation: str) -> frozenset[str]:
    """Return the families of an occupation; empty for one that is of none we know."""
    lowered = occupation.lower()
    if not _FAMILY.search(lowered):
        return frozenset()
    found = {name for name, pattern in _EACH.items() if pattern.search(lowered)}
    return frozenset(found - {"any", "student"} if found & _SCHOOLS else found)


def _of_some_kind(occupation: str) -> frozenset[str]:
    """Return the families of an occupation; that anybody is of ("worker") only where it is of no other."""
    found = families(occupation)
    return found - {"any"} or found


@lru_cache(maxsize=2048)
def may_be_one(claimed: str, known: str) -> bool:
    """Tell whether somebody who does what `known` says may say that they do what `claimed` says."""
    if set(words(claimed)) <= set(words(known)) or (content(claimed) - _SAY_LITTLE) & content(known):
        return True
    one, other = families(claimed) if claimed in _PLACES else _of_some_kind(claimed), _of_some_kind(known)
    if not one or not other:
        return (not one and not other) or bool((one | other) & {"any"})
    if one & other:
        return True
    if not (one | other) & _NOT_WORK:
        return "any" in one | other
    learning = {"student", *_SCHOOLS}
    if other & learning and one <= _BESIDE_STUDY:
        return True
    for here, there in ((one, other), (other, one)):
        if here & learning and "student" in here & there:
            return True
        if here & {"student"} and there & _SCHOOLS:
            return True
        if here & {"home"} and there & {"jobless"}:
            return True
    return False
