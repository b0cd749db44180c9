"""What the writer of a post says they do all day: a job, a school, no job, retirement."""

from __future__ import annotations

import re

from .lexicon import OCCUPATIONS, either
from .post_text import compiled, folded, plain, sentence_before

_NOUNS = "worker agent owner representative guard attendant operator specialist coordinator aide"
"""Nouns that say an occupation only with the word before them: "care worker", "security guard"."""

_I_AM = r"(?<![\w'])(?:i\s?'?\s?m|i\s+(?:[\[(][^\])]{1,10}[\])]\s+)?am|i've\s+been|i\s+have\s+been)"
_JOB = rf"(?:{either(OCCUPATIONS)}|(?:[a-z]+\s+)(?:{_NOUNS.replace(' ', '|')}))"
_BUT_NOT = r"(?!\s+(?:friend|at heart|in training|anxiety|problem|school|college)\b)"
_NOT_NOW = compiled(r"\b(?:when|since|while|back when|after|before|until|if|was|were|used to|ago|met|than)\b[^.!?]*$")
_SCHOOL_SUBJECT = (
    r"(?:nursing|law|med(?:ical)?|art|music|pre-?med|engineering|psychology|business|pharmacy|dental|vet|film|physics|"
    r"biology|chemistry|history|computer science|education|teaching|theology|architecture|math|english|"
    r"criminal justice)"
)

# The first that matches decides; its name may use the groups of the pattern. A pattern is only tried on a text that
# has one of the hints before it, which most texts have not.
_OCCUPATION: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = tuple(
    (tuple(hints.split()), compiled(pattern), name)
    for hints, pattern, name in (
        (
            "retire",
            rf"{_I_AM}\s+(?:now\s+|currently\s+|recently\s+)?(?:an?\s+)?(?:\w+\s+)?retired\b|"
            rf"\bsince\s+i\s+retired|\bi\s+(?:just\s+|recently\s+)?retired\b",
            "retired",
        ),
        ("sahm stay", r"\b(?:sahm|stay-?\s?at-?\s?home\s+(?:mom|mum|mother))\b(?<!she)", "stay-at-home mother"),
        ("sahd stay", r"\b(?:sahd|stay-?\s?at-?\s?home\s+(?:dad|father))\b", "stay-at-home father"),
        ("house homemaker", rf"{_I_AM}\s+(?:just\s+)?(?:a\s+)?(?:housewife|homemaker|house\s+wife)\b", "homemaker"),
        (
            "student",
            rf"{_I_AM}\s+(?:an?\s+)?(?:\w+\s+)?(?P<subject>{_SCHOOL_SUBJECT})\s+student\b",
            "{subject} student",
        ),
        (
            "school",
            rf"{_I_AM}\s+(?:currently\s+)?(?:in|attending|starting|at)\s+(?:(?P<subject>{_SCHOOL_SUBJECT})\s+school)\b",
            "{subject} student",
        ),
        ("student", r"\b(?:final|first|second|third)[- ]year\s+(?P<subject2>\w+)\s+student\b", "{subject2} student"),
        (
            "grad ph master doctoral thesis dissertation",
            r"\b(?:i\s*'?\s?m|i\s+am|as)\s+(?:in|an?|doing|getting|finishing|a\s+\w+)\s+(?:my\s+|"
            r"a\s+)?(?:grad(?:uate)?\s+(?:school|student|program)|ph\.?d|master'?s|doctoral|postgrad\w*)|"
            r"\b(?:in|any)\s+grad(?:uate)?\s+(?:school|students?)\b|\bmy\s+(?:phd|thesis|dissertation|"
            r"grad\s+school|master'?s)\b|currently\s+in\s+a\s+graduate\s+program",
            "graduate student",
        ),
        (
            "grade school",
            r"\bi\s*(?:'m|m|\s+am)\s+in\s+(?:the\s+)?(?:[1-5](?:st|nd|rd|th)|first|second|third|fourth|"
            r"fifth)\s+grade|\b(?:elementary|primary)\s+school\s+student",
            "elementary-school student",
        ),
        (
            "grade middle junior",
            r"\b(?:i\s*'?\s?m|i\s+am|i'm\s+only|in|currently|a)\s+(?:in\s+)?(?:my\s+)?(?:the\s+)?(?:6th|7th|"
            r"8th|sixth|seventh|eighth)\s+(?:grade(?:r)?)\b|\b(?:i'?m|i\s+am|in|"
            r"at)\s+(?:in\s+)?(?:my\s+)?(?:middle\s+school|junior\s+high)\b",
            "middle-school student",
        ),
        (
            "grade high year sixth",
            r"\b(?:i\s*'?\s?m|i\s+am|i'm\s+only|in|currently|a)\s+(?:in\s+)?(?:my\s+)?(?:the\s+)?(?:9th|10th|"
            r"11th|12th|ninth|tenth|eleventh|twelfth)\s+grade(?:r)?\b|\b(?:sophomore|junior|senior|freshman|"
            r"student)\s+(?:year\s+)?(?:in|at|of)\s+(?:a\s+)?high\s?school\b|"
            r"\bhigh\s?school(?:er)?\s+(?:student|freshman|sophomore|junior|senior)\b|"
            r"\bsenior\s+high\s+school\s+student|(?<!graduated )\b(?:i'?m|i\s+am|"
            r"still)\s+in\s+high\s?school\b|\bi\s+(?:go|went)\s+to\s+a\s+(?:\w+\s+)?high\s?school|"
            r"\bmy\s+first\s+year\s+of\s+high\s?school|\bi'?m\s+a\s+high\s?schooler|"
            r"\bmy\s+high\s?school'?s\b|\bi'?m\s+in\s+year\s+(?:9|10|11|12)\b|\b(?:my|our)\s+sixth\s+form\b",
            "high-school student",
        ),
        (
            "college uni undergrad prof dorm semester lecture finals campus studies",
            r"\b(?:i\s*'?\s?m|i\s+am|still|currently|anyone\s+else)\s+(?:still\s+|currently\s+|"
            r"back\s+)?(?:in|at|attending|starting)\s+(?:my\s+(?:\w+\s+)?year\s+(?:of|at|in)\s+)?(?:college|"
            r"uni|university)\b|\bi\s+(?:go\s+to|attend|study\s+at|started|start)\s+(?:\w+\s+)?(?:college|"
            r"uni|university)\b|\b(?:college|university|uni|undergrad(?:uate)?)\s+(?:student|freshman|"
            r"sophomore|junior|senior|kid)\b|\bmy\s+(?:college|uni|university)\s+(?:class(?:es)?|courses?|"
            r"subjects?|dorm|roommate|degree|professors?|campus|studies|life)\b|\bmy\s+(?:professors?|"
            r"dorm(?:\s+room)?|semester|lectures|finals)\b|\b(?:sophomore|junior|senior|freshman)\s+(?:in|"
            r"at)\s+(?:college|uni\w*)|\b(?:get|go|going|back)\s+(?:back\s+)?(?:in\s+)?to\s+college\s+(?:in|"
            r"tomorrow|next|on)\b|\bsince\s+(?:moving|going|coming)\s+to\s+(?:uni|university|college)\b|"
            r"\baround\s+(?:the\s+)?(?:university|college)?\s*campus\b|\bi\s*'?\s?a?m\s+starting\s+college\b|"
            r"\bmy\s+studies\b",
            "university student",
        ),
        (
            "job work employ fired laid let",
            rf"\b(?:i|we)\s+(?:just\s+|recently\s+|have\s+|'ve\s+)?(?:lost|quit)\s+(?:my|our)\s+jobs?\b|"
            rf"{_I_AM}\s+(?:\w+\s+)?(?:unemployed|jobless|out\s+of\s+work|between\s+jobs|laid\s+off|"
            rf"without\s+(?:a\s+)?(?:job|work))\b|(?:^|[.!?\n,]\s*|"
            rf"\band\s+)(?:lost\s+my\s+(?:home\s+and\s+)?job|unemployed|jobless)\b|\bi\s+(?:have|'ve\s+got|"
            rf"got)\s+no\s+job\b|\bwith\s+no\s+job\b|\bi\s+(?:got|was|have\s+been|'ve\s+been)\s+(?:just\s+|"
            rf"recently\s+)?(?:fired|laid\s+off|let\s+go)\b|\bi\s+(?:can'?t|cannot|couldn'?t|"
            rf"haven'?t)\s+(?:get|find|found|found\s+a)\s+(?:a\s+)?(?:job|work)\b|"
            rf"\bi\s+don'?t\s+(?:have\s+a\s+job|work\b(?!\s+(?:out|well|with|for|like|on|as)))|"
            rf"\blost\s+my\s+home\s+and\s+job\b|\bunemployed\s+with\b",
            "unemployed",
        ),
        (
            "work disab",
            rf"{_I_AM}\s+(?:on\s+disability|disabled(?:\s+and\s+(?:can'?t|unable))?|unable\s+to\s+work|"
            rf"incapable\s+of\s+work)",
            "unable to work",
        ),
        (
            "business company shop store restaurant salon self myself",
            r"\bi\s+(?:run|own|started|have)\s+(?:my|a|our)\s+(?:own\s+)?(?:small\s+)?(?:business|company|"
            r"shop|store|restaurant|salon)\b|\bself-?\s?employed\b|\bi\s+work\s+for\s+myself\b",
            "self-employed",
        ),
        (
            "army military navy marine force duty deployed",
            rf"{_I_AM}\s+(?:currently\s+)?(?:in|serving\s+in)\s+the\s+(?:us\s+)?(?:army|military|navy|"
            rf"marines|air\s+force)\b|\bi'?m\s+(?:active\s+duty|deployed)\b|\barmy\s+docs\b",
            "soldier",
        ),
        ("nanny", r"\bi\s+nanny\b", "nanny"),
        (
            "night graveyard",
            r"\bi\s+work\s+nights\b|\bgraveyard\s+shift\b|\bi\s+work\s+(?:the\s+)?night\s+shifts?\b",
            "night-shift worker",
        ),
        ("teach", r"\bi\s+teach\b(?!\s+(?:my|him|her|them)\b)", "teacher"),
        (
            "call cent",
            r"\bjob\s+(?:in|at)\s+(?:a|the)\s+(?:local\s+)?call\s+cent(?:er|re)\b|\bi\s+work\s+(?:in|"
            r"at)\s+(?:a|the)\s+call\s+cent(?:er|re)",
            "call-centre agent",
        ),
        (
            "work",
            r"\b(?:i|who|also)\s+work\s+(?:in|at|for)\s+(?:a\s+|the\s+)?(?:retail|store|shop|supermarket|"
            r"grocery\s+store|walmart|target|mall)\b",
            "shop assistant",
        ),
        (
            "work",
            r"\bi\s+work\s+(?:in|at|for)\s+(?:a\s+|the\s+|my\s+)?(?:local\s+)?(?:hospital|nursing\s+home|"
            r"care\s+home)\b",
            "hospital worker",
        ),
        (
            "work",
            r"\bi\s+work\s+(?:in|at|for)\s+(?:a\s+|the\s+)?(?:restaurant|bar|caf[eé]|coffee\s+shop|kitchen|"
            r"starbucks|mcdonald'?s|fast\s+food)\b",
            "restaurant worker",
        ),
        (
            "work",
            r"\bi\s+work\s+(?:in|at|for)\s+(?:a\s+|an\s+|the\s+)?(?:warehouse|amazon|factory)\b",
            "warehouse worker",
        ),
        ("work", r"\bi\s+work\s+(?:in|at|for)\s+(?:a\s+|an\s+|the\s+)?(?:office|bank|insurance)\b", "office worker"),
        (
            "tech software",
            r"\b(?:i\s+work\s+in|for\s+a)\s+(?:it|tech|software)\s+(?:company|firm|start-?up)?",
            "employee of a tech company",
        ),
    )
)
_WORK_AS = compiled(
    rf"(?:\b(?:i|also|currently|i'm|i\s+am)\s+(?:currently\s+|now\s+|still\s+)?work(?:ing)?|\b(?:my|"
    rf"a)\s+(?:new\s+)?job)\s+(?:(?:full|part)[- ]time\s+)?as\s+(?:an?|"
    rf"the)\s+(?P<job>(?:[a-z-]+\s+){{0,2}}?(?:{_JOB}|[a-z-]+))(?=\s*(?:[.,;!?)]|$|\n|\s(?:at|in|for|and|but|"
    rf"with|which|so|who|to|on|where|because|since|making)\b))"
)
_I_AM_A = compiled(
    rf"(?:{_I_AM}|\bas|\bbeing)\s+(?:(?:now|currently|also|just|actually|only)\s+)?(?:an?|"
    rf"the)\s+(?:(?!(?:bad|good|better|terrible|great|of|with|who|to|for|my|his|her|"
    rf"their)\b)[\w'-]+,?\s+){{0,4}}?(?P<job>(?:(?:registered|primary|elementary|high|middle|school|truck|"
    rf"bus|taxi|delivery|nursing|social|care|factory|retail|construction|office|warehouse|police|security|"
    rf"software|web|graphic|music|math|english|science|personal|research|legal|real\s+estate|estate|flight|"
    rf"customer|service|shop|sales|restaurant|hotel|project|general|bank|data|front|desk|health|childcare|"
    rf"day-?care|freelance|travel|icu|er|night)\s+){{0,2}}(?:{either(OCCUPATIONS)}|worker|agent|owner|guard|"
    rf"attendant))\b{_BUT_NOT}"
)
_HERE = compiled(rf"(?:^|[.,;!?\n]\s*)(?P<job>{either(OCCUPATIONS)})\s+here\b")
_TITLE_IS = compiled(r"\bmy\s+(?:job\s+)?title\s+is\s+(?P<job>[A-Za-z ]{4,40}?)(?=[.,;!?\n]|\s+and\b|$)")
_PLAIN_STUDENT = compiled(
    rf"{_I_AM}\s+(?:an?\s+)?(?:(?!of\b)[\w-]+\s+){{0,3}}?student\b|\b(?:i\s+(?:go|went)\s+to|i\s+have|"
    rf"i'm\s+in|i'm\s+at|in|at)\s+school\b(?!\s+(?:for|i\s+was))|\bmy\s+(?:school|classmates|class|teachers?|"
    rf"homework)\b"
)

_PAST_OR_OTHERS = compiled(
    r"\b(?:when|back|was|were|used to|met|after|since i was|ever since|until|he|she|they|who|my (?:son|"
    r"daughter|brother|sister|boyfriend|girlfriend|husband|wife|friend))\b[^.!?]*$"
)
_AGO = compiled(r"\s+(?:years ago|ago|when i was)\b")
_HOW_MUCH = compiled(r"^(?:full|part)[- ]time\s+|^(?:new|former|good|bad|struggling|burned|out)\s+")


def occupation(post: str) -> str | None:
    """Return what the writer says they do all day, None when they do not say."""
    text = folded(plain(post))
    for pattern in (_WORK_AS, _I_AM_A, _HERE, _TITLE_IS):
        for found in pattern.finditer(text):
            if not _NOT_NOW.search(sentence_before(text, found.start())):
                return _tidy(found["job"])
    for hints, pattern, name in _OCCUPATION:
        if not any(hint in text for hint in hints):
            continue
        for found in pattern.finditer(text):
            if not _of_the_past(text, found):
                return _filled(name, found)
    return None


def speaks_of_school(post: str) -> bool:
    """Tell whether the writer speaks of a school of their own without saying which kind."""
    text = folded(plain(post))
    return any(not _of_the_past(text, found) for found in _PLAIN_STUDENT.finditer(text))


def _of_the_past(text: str, found: re.Match[str]) -> bool:
    before = sentence_before(text, found.start())
    return bool(_PAST_OR_OTHERS.search(before) or _AGO.match(text, found.end()))


def _filled(name: str, found: re.Match[str]) -> str:
    for group in ("subject", "subject2"):
        subject = found.groupdict().get(group)
        if subject:
            name = name.replace("{" + group + "}", subject.lower())
    return name


def _tidy(job: str) -> str:
    words = " ".join(job.split()).strip(" -")
    words = words if words.isupper() else words.lower()
    return _HOW_MUCH.sub("", words)
