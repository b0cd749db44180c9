"""What people say they have to do, and which work it is that has it: who milks cows is a farmer.

Only duties are here that hardly anybody else has, said of the speaker's own.
"""

from __future__ import annotations

import re

_DUTIES: dict[str, str] = {
    "farmer": (
        r"\bmy\s+(?:cows|cattle|herd|crops?|harvest|tractor|fields|livestock|sheep|goats|pigs|hens|orchard|dairy|barn|"
        r"combine)\b|"
        r"\b(?:i(?:'m|\s+have\s+to|'ve\s+got\s+to|\s+need\s+to|\s+must)?|up\s+to|time\s+to)\s+(?:\w+\s+){0,2}?"
        r"(?:milk(?:ing)?|plough(?:ing)?|plow(?:ing)?|harvest(?:ing)?)\s+(?:the|my|our)\b|"
        r"\b(?:the|our)\s+(?:cows|herd|crops|cattle)\s+(?:need|won't|don't|have\s+to)\b"
    ),
    "nurse": (
        r"\bmy\s+patients?\b|\b(?:back\s+)?on\s+(?:the|my)\s+ward\b|\bmy\s+ward\b|\b(?:shift|rounds?|"
        r"nights?)\s+(?:at|in|on)"
        r"\s+the\s+(?:hospital|ward|clinic|icu|er)\b|\bpatients?\s+of\s+mine\b|\bthe\s+patients\s+i\s+(?:care|"
        r"look|treat)|"
        r"\bmy\s+scrubs\b|\bi\s+(?:have\s+to\s+)?(?:operate|scrub\s+in)\b|\bi'm\s+on\s+call\s+at\s+the\s+hospital\b"
    ),
    "lawyer": (
        r"\bclients?\s+(?:\w+\s+){0,3}?in\s+court\b|\bmy\s+(?:opening|closing)\s+(?:statement|argument)\b|"
        r"\bmy\s+billable\s+hours\b|\bi(?:'m|\s+have\s+to\s+be|\s+am)\s+(?:defending|prosecuting|cross-examining)\b|"
        r"\bmy\s+law\s+(?:firm|practice)\b|\bi\s+(?:have\s+to\s+|need\s+to\s+)?(?:defend|"
        r"represent)\s+(?:my\s+)?clients?\b|"
        r"\bi\s+(?:have\s+a\s+(?:trial|hearing)|(?:argue|win|lose|lost|"
        r"won)\s+(?:my\s+)?cases?)\b.{0,40}\b(?:clients?|court|"
        r"judge|jury)\b"
    ),
    "police officer": (
        r"\b(?:i|my)\b.{0,40}\b(?:on|my)\s+(?:patrol|beat)\b|\bmy\s+(?:badge|squad\s+car|patrol(?:\s+car)?|precinct|"
        r"cruiser|beat\s+partner)\b|"
        r"\bi\s+(?:have\s+to\s+)?(?:arrest|patrol)\b|\bi\s+(?:arrested|pulled\s+over)\s+(?:a|someone|somebody|"
        r"another)\b"
    ),
    "firefighter": (
        r"\bmy\s+(?:fire\s?house|fire\s+station|fire\s+engine|turnout\s+gear)\b|\bi\s+(?:fight|"
        r"put\s+out)\s+fires\b"
    ),
    "chef": (
        r"\bmy\s+(?:line\s+cooks?|sous[- ]?chefs?|brigade|kitchen\s+(?:staff|crew|brigade|porters?))\b|"
        r"\bi\s+(?:have|run|manage|'ve\s+got)\s+(?:an?|the|my(?:\s+own)?)\s+(?:\w+\s+)?kitchen\s+(?:to\s+run|at|"
        r"in|of|and|"
        r"with)\b|\b(?:kitchen\s+to\s+run|dinner\s+(?:rush|service))\b.{0,40}\b(?:i|me|my)\b|"
        r"\bi\b.{0,30}\b(?:plate|plating)\s+(?:dishes|meals)\b|\bi\s+cook\s+for\s+(?:a\s+hundred|hundreds|\d\d+|"
        r"guests)\b"
    ),
    "baker": (
        r"\bmy\s+(?:bakery|sourdough\s+orders)\b|\bi\b.{0,40}\bbak(?:e|ing)\s+(?:the\s+)?(?:bread|"
        r"rolls)\b.{0,30}\b(?:before|at|every)\b"
    ),
    "electrician": (
        r"\bi\s+(?:wire|rewire|was\s+wiring|rewired)\s+(?:\w+\s+)?(?:houses?|homes?|buildings?|flats?)\b|"
        r"\bi(?:'m|\s+am|\s+was)\s+(?:re)?wiring\b|\bmy\s+(?:fuse\s+boxes|voltage\s+tester)\b|"
        r"\bi\b.{0,25}\b(?:fuse\s+boxes|circuits|circuit\s+breakers)\b.{0,20}\b(?:all\s+day|customers?|for\s+people)\b"
    ),
    "plumber": r"\bi\s+(?:fix|unclog|unblock|lay|repair)\s+(?:\w+\s+)?(?:pipes|toilets|drains|boilers|leaks)\b",
    "carpenter": (
        r"\bmy\s+(?:building\s+site|construction\s+(?:site|crew))\b|\bi\s+(?:lay|was\s+laying)\s+(?:bricks|tiles)\b|"
        r"\bi\s+(?:build|roof|frame)\s+(?:houses|roofs)\b|\bmy\s+apprentices?\b|\bup\s+on\s+(?:the\s+)?scaffold\w*\b"
    ),
    "mechanic": r"\bi\s+(?:fix|repair)\s+(?:cars|trucks|engines|brakes)\s+(?:all\s+day|for\s+a\s+living|every\s+day)\b",
    "teacher": (
        r"\bmy\s+(?:pupils|\w+[- ]graders|lesson\s+plans?|homeroom|third\s+graders)\b|"
        r"\bi(?:'m|\s+have|'ve\s+got|\s+still\s+have|\s+am)?\s+(?:\w+\s+){0,3}?(?:grading|to\s+grade|marking|"
        r"to\s+mark|grade|"
        r"mark)\s+(?:\w+\s+){0,2}?(?:papers|essays|exams|tests|homework)\b|"
        r"\bstand(?:ing)?\s+in\s+front\s+of\s+(?:my|a|the)\s+class(?:room)?\b|"
        r"\b(?:students|kids|children)\s+in\s+my\s+class(?:room)?\s+(?:notice|have|ask|need|look)\w*\b|"
        r"\bmy\s+class(?:room)?\s+of\s+(?:\d+|\w+-?year-?olds|kids|children)\b"
    ),
    "truck driver": (
        r"\bmy\s+(?:rig|semi|eighteen[- ]wheeler|18[- ]wheeler|cab\s+is|lorry|bus\s+route|passengers|delivery\s+route|"
        r"truck\s+route|trailer\s+is)\b|"
        r"\b(?:behind\s+the\s+wheel|on\s+the\s+road)\s+(?:\w+\s+){0,3}?(?:hauling|with\s+a\s+load)\b|"
        r"\bi\s+(?:have\s+to\s+|'m\s+)?haul(?:ing)?\s+(?:freight|loads?|cargo)\b"
    ),
    "pilot": (
        r"\bmy\s+(?:co-?pilot|cockpit|flight\s+crew|cabin\s+crew|next\s+flight\s+as)\b|\bi\s+(?:fly|"
        r"land)\s+(?:planes|jets|"
        r"the\s+plane)\b"
    ),
    "soldier": (
        r"\bmy\s+(?:platoon|battalion|barracks|deployment|regiment|squadron|commanding\s+officer|drill\s+sergeant)\b|"
        r"\bi(?:'m|\s+am|\s+get|\s+will\s+be|'ll\s+be)\s+(?:being\s+)?deployed\b|\bback\s+(?:to|on|"
        r"at)\s+(?:the\s+|my\s+)?base\b"
    ),
    "software developer": (
        r"\b(?:i|my)\b.{0,30}\b(?:push(?:ed|ing)?\s+code|code\s+reviews?|pull\s+requests?|sprint\s+(?:planning|review)|"
        r"stand-?ups?\s+meeting|production\s+server|bugs\s+to\s+fix)\b|\bi\s+(?:write|debug)\s+(?:code|"
        r"software)\s+(?:all|"
        r"for|every)\b"
    ),
    "hairdresser": (
        r"\bi\s+(?:cut|dye|do|style)\s+(?:people's\s+|\w+\s+)?hair\s+(?:all|for|every)\b|"
        r"\bmy\s+salon\b|\bclients?\s+in\s+my\s+chair\b"
    ),
    "waiter": (
        r"\bmy\s+tips\s+(?:are|were|have)\b|\bi\s+(?:wait|serve|bus)\s+(?:on\s+)?tables\b|\bmy\s+tables\s+(?:keep|are|"
        r"complain|need)\w*\b"
    ),
    "cashier": (
        r"\b(?:i|my)\b.{0,25}\b(?:stock(?:ing)?\s+shelves|(?:at|behind|on)\s+the\s+(?:till|"
        r"cash\s+register|checkout))\b"
    ),
    "priest": r"\bmy\s+(?:parish|parishioners|congregation|sermon|flock)\b",
    "university student": (
        r"\bmy\s+(?:dorm(?:\s+room)?|professors?|midterms?|lectures?|seminar|thesis|dissertation|sorority|fraternity|"
        r"freshman\s+year|undergrad(?:uate)?\s+(?:degree|thesis))\b|"
        r"\bi'm\s+(?:(?:currently|still|just|now)\s+)*(?:in|starting|finishing|entering|halfway\s+through)\s+my\s+"
        r"(?:first|second|third|fourth|fifth|last|final|1st|2nd|3rd|4th|junior|senior|sophomore|freshman)\s+(?:year|"
        r"semester|term)\s+(?:of|at|in)\s+(?:college|uni\w*|law|medical|med|grad|\w+\s+school)\b|"
        r"\bi(?:'m|\s+am)\s+(?:\w+\s+)?majoring\s+in\b|\bmy\s+major\s+is\b"
    ),
    "high-school student": (
        r"\bmy\s+(?:homeroom|prom|algebra\s+teacher|math\s+teacher|english\s+teacher|school\s+bus|locker\s+at\s+school|"
        r"report\s+card|sats?)\b|\bi\s+(?:have|got|'ve\s+got)\s+(?:detention|p\.?e\.?\s+class|homework\s+due)\b|"
        r"\bi'm\s+in\s+my\s+(?:first|second|last|final|junior|senior|sophomore|freshman)\s+year\s+of\s+high\s?school\b"
    ),
    "retired": (
        r"\bmy\s+(?:pension|retirement|retirement\s+(?:party|home)|golden\s+years)\b|\bi\s+(?:draw|collect|get|"
        r"live\s+on|live\s+off)\s+"
        r"(?:a|my|the)\s+(?:state\s+)?pension\b|\bi(?:'ve|\s+have)?\s+(?:just\s+|recently\s+|"
        r"already\s+)?(?:retired|stopped\s+"
        r"working\s+(?:at|when\s+i\s+turned)\s+\d\d)\b|\bmy\s+working\s+(?:days|life)\s+(?:is|are|was|"
        r"were)\s+(?:over|behind)\b"
    ),
    "unemployed": (
        r"\b(?:i'm|i\s+am|living|live|been|i've\s+been|get\s+by)\s+(?:\w+\s+)?on\s+(?:benefits|unemployment|"
        r"welfare|the\s+dole|"
        r"jobseeker'?s?\s+allowance)\b|\bmy\s+unemployment\s+(?:benefits?|checks?|money|runs?|ran)\b|"
        r"\bi\s+(?:haven't|have\s+not)\s+(?:worked|had\s+(?:a|any)\s+(?:\w+\s+)?(?:job|work)|been\s+employed|"
        r"held\s+(?:down\s+)?a\s+"
        r"job)\b.{0,25}\b(?:in|for|since)\b|\bi(?:'ve|\s+have)\s+(?:been|"
        r"gone)\s+(?:\w+\s+)?(?:without\s+(?:a\s+job|work)|jobless|"
        r"unemployed|out\s+of\s+(?:a\s+job|work))\b|\bi\s+(?:don't|do\s+not)\s+(?:currently\s+|even\s+|"
        r"actually\s+)?(?:have\s+(?:a|"
        r"any)\s+(?:job|work)|work\s*(?:[,.!]|$|any\s?more|at\s+all|right\s+now|at\s+the\s+moment|these\s+days|"
        r"currently))|"
        r"\bi(?:'ve|\s+have)\s+never\s+(?:had\s+a\s+(?:\w+\s+)?job|worked|held\s+a\s+job)\b(?!\s+(?:so|this|that|"
        r"with|for|as|like|"
        r"harder|out))"
    ),
    "stay-at-home parent": (
        r"\bi(?:'ve|\s+have)?\s*(?:'m|am|been|was)?\s+(?:just\s+)?(?:an?\s+)?(?:stay|"
        r"staying)[- ]at[- ]home[- ](?:with|mom|mum|mother|dad|father|parent|wife|husband)\b"
        r"|\bi\s+stay(?:ed)?\s+(?:at\s+)?home\s+(?:with|to\s+(?:raise|look\s+after|care\s+for|"
        r"take\s+care\s+of))\s+(?:my|our|the)\s+"
        r"(?:\w+\s+)?(?:kids|children|baby|son|daughter|toddler|little)\w*\b"
    ),
}
_ALL = tuple((name, re.compile(pattern)) for name, pattern in _DUTIES.items())
SIGNS = frozenset(
    """
    cows cattle herd crop crops harvest tractor fields livestock sheep goats pigs hens orchard dairy barn combine milk
    milking plough plow ploughing plowing harvesting patient patients ward hospital clinic icu er scrubs operate scrub
    client clients court closing opening billable defending prosecuting law trial hearing defend represent patrol beat
    badge squad precinct cruiser arrest arrested pulled cases firehouse fire fires turnout line sous brigade kitchen
    service rush dishes meals cook bakery bread rolls sourdough wire wiring rewire rewired rewiring fuse
    circuits circuit
    pipes toilets drains boilers leaks bricks tiles houses roofs apprentice apprentices scaffold scaffolding scaffolds
    cars trucks engines brakes construction building pupils graders lesson homeroom grading grade marking mark essays
    class classroom rig semi lorry wheeler cab route passengers trailer haul hauling copilot pilot cockpit crew planes
    jets plane platoon battalion barracks deployment deployed regiment squadron commanding drill base code debug sprint
    pull production hair salon chair tips tables shelves till register checkout parish parishioners congregation sermon
    flock dorm professor professors midterm midterms lecture lectures seminar thesis dissertation sorority fraternity
    semester term year freshman majoring major prom algebra math english locker report sat sats detention homework
    pension retirement golden retired working worked benefits unemployment welfare dole jobseeker's job jobless
    unemployed employed work stay staying stayed undergrad undergraduate stopped bugs voltage voltage
    """.split()
)
"""Words of which every duty has one."""
_THEIRS = re.compile(
    r"\b(?:he|she|they|his|her|their|who|your|if|when\s+i\s+was|used\s+to|wish|dream\w*|want(?:ed)?\s+to|would|before|"
    r"until|back\s+then|ago|years\s+old)\b"
)
_NOTHING_SAID = "\x00"


def duty(said: str) -> str | None:
    """Return whose work it is that a sentence (lower case) says the speaker has to do; None where it says none."""
    for name, pattern in _ALL:
        found = pattern.search(said)
        if found is not None and not _THEIRS.search(said[: found.start()]) and not _AGO.search(said, found.end()):
            return name
    return None


_AGO = re.compile(r"\b(?:years\s+ago|back\s+then|when\s+i\s+was|used\s+to)\b")
