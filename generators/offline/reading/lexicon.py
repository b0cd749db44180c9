"""Words of help-seeking English, each beside what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def either(words: Iterable[str]) -> str:
    """Return a regex group that matches any of `words`, the longest first, so that "best friend" wins over "friend"."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBERS: dict[str, int] = (
    {word: value for value, word in enumerate(_UNITS, 1)}
    | {word: value for value, word in enumerate(_TEENS, 10)}
    | {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {
        f"{tens}-{unit}": 10 * place + value
        for place, tens in enumerate(_TENS, 2)
        for value, unit in enumerate(_UNITS, 1)
    }
)
"""Number words up to ninety-nine, compounds with a hyphen."""


def number(text: str) -> int | None:
    """Return the whole number that digits or number words say, None when they say none."""
    if text.isdigit():
        return int(text)
    return NUMBERS.get("-".join(text.lower().replace("-", " ").split()))


# Relations. The value is the name a persona uses; the key a regex over what people write.
RELATIONS: dict[str, str] = {
    r"step-?\s?(?:mom|mum|mother)": "stepmother",
    r"step-?\s?(?:dad|father)": "stepfather",
    r"mother-?\s?in-?\s?law|mil": "mother-in-law",
    r"father-?\s?in-?\s?law|fil": "father-in-law",
    r"sister-?\s?in-?\s?law|sil": "sister-in-law",
    r"brother-?\s?in-?\s?law|bil": "brother-in-law",
    r"daughter-?\s?in-?\s?law": "daughter-in-law",
    r"son-?\s?in-?\s?law": "son-in-law",
    r"in-?\s?laws": "in-laws",
    r"mothers?|moms?|mums?|mam|mommy|mummy|mama|momma": "mother",
    r"fathers?|dads?|daddy|papa": "father",
    r"parents": "parents",
    r"parent": "parent",
    r"grandmother|grandma|granny|grandmom|nana|nan|gran": "grandmother",
    r"grandfather|grandpa|granddad|grandad": "grandfather",
    r"grandparents": "grandparents",
    r"step-?\s?sister": "stepsister",
    r"step-?\s?brother": "stepbrother",
    r"(?:half[- ])?sisters|sis": "sister",
    r"(?:half[- ]|twin )?sister": "sister",
    r"(?:half[- ]|twin )?brothers?": "brother",
    r"siblings?": "siblings",
    r"cousins?": "cousin",
    r"aunt|auntie|aunty": "aunt",
    r"uncle": "uncle",
    r"niece": "niece",
    r"nephew": "nephew",
    r"step-?\s?(?:son|daughter|kids?|children)": "stepchild",
    r"daughters?": "daughter",
    r"sons?": "son",
    r"grand-?\s?(?:son|daughter|child|children|kids?)": "grandchild",
    r"kids|children|little ones?": "children",
    r"kid|child|toddler|newborn|baby": "child",
    r"ex-?\s?husband|former husband": "ex-husband",
    r"ex-?\s?wife|former wife": "ex-wife",
    r"ex-?\s?boyfriend|ex-?\s?bf": "ex-boyfriend",
    r"ex-?\s?girlfriend|ex-?\s?gf": "ex-girlfriend",
    r"ex-?\s?fianc(?:ee|\u00e9e|e|\u00e9)": "ex-fianc\u00e9",
    r"ex-?\s?partner|exes|ex": "ex-partner",
    r"husbands?|hubby|dh": "husband",
    r"wife|wifey": "wife",
    r"boyfriends?|bf": "boyfriend",
    r"girlfriends?|gf": "girlfriend",
    r"fianc\u00e9e|fiancee": "fianc\u00e9e",
    r"fianc\u00e9|fiance": "fianc\u00e9",
    r"partner|spouse|significant other|s/o": "partner",
    r"crush": "crush",
    r"best friends?|best mate|bestie|bff|best-?friend": "best friend",
    r"room-?\s?mates?|flat-?\s?mates?|house-?\s?mates?": "roommate",
    r"class-?\s?mates?": "classmates",
    r"team-?\s?mates?": "teammates",
    r"friends?|mates?|buddy|buddies": "friend",
    r"family": "family",
    r"relatives?": "relatives",
    r"boss|manager|supervisor": "boss",
    r"co-?\s?workers?|colleagues?": "colleagues",
    r"landlord|landlady": "landlord",
    r"neighbou?rs?": "neighbours",
    r"teachers?": "teacher",
    r"professors?": "professor",
    r"principal": "principal",
    r"coach": "coach",
    r"therapist|counsell?or|psychologist|thearapist|shrink": "therapist",
    r"psychiatrist": "psychiatrist",
    r"(?:family )?doctor|gp|physician": "doctor",
    r"pastor|priest": "pastor",
    r"dog|puppy": "dog",
    r"cat|kitten": "cat",
}
PLURAL_RELATIONS = {"friend": "friends", "best friend": "best friends", "sister": "sisters", "brother": "brothers"}
RELATION = either(RELATIONS)

KIN = (
    r"(?:"
    + "|".join(key for key, name in RELATIONS.items() if name not in {"dog", "cat", "family", "relatives", "therapist"})
    + r"|guy|man|woman|girl|boy|lady|person|someone|somebody|dude|cousin|colleague|bride|groom)"
)
"""Anybody but the writer, for telling whose age or gender is stated."""

_JOBS = """
accountant actor actress administrator analyst architect artist assistant author baker banker barber barista
bartender bookkeeper bricklayer builder butcher caregiver carer caretaker carpenter cashier chef chemist cleaner
clerk coach consultant contractor cook counselor counsellor courier dancer dentist designer developer dishwasher
doctor driver economist editor electrician engineer entrepreneur estate-agent farmer firefighter fisherman
freelancer gardener hairdresser hairstylist handyman homemaker housewife househusband housekeeper intern
interpreter janitor journalist labourer laborer landscaper lawyer lecturer librarian lifeguard locksmith
machinist maid manager marine mechanic medic midwife miner model musician nanny nurse officer optician
optometrist painter paralegal paramedic pastor pharmacist photographer physician physiotherapist pianist pilot
plumber policeman policewoman postman priest principal producer professor programmer psychologist realtor
receptionist reporter researcher roofer sailor salesman salesperson saleswoman scientist seamstress secretary
server singer soldier solicitor statistician streamer supervisor surgeon surveyor tailor teacher technician
therapist trainer translator trucker tutor vet veterinarian waiter waitress warehouseman welder writer youtuber
apprentice stylist paediatrician pediatrician dietitian nutritionist investor trader broker tester estimator
foreman dispatcher phlebotomist radiographer sonographer hygienist tattooist florist beautician esthetician
bodyguard bouncer
"""
OCCUPATIONS = frozenset(_JOBS.split())
"""Occupations that are one word."""

# Feelings. The key is a regex over what people write, the value the adjective a persona lists; order breaks no ties.
EMOTIONS: dict[str, str] = {
    r"depress(?:ed|ion|ing|ive)": "depressed",
    r"suicidal|(?:want|wanna|wish(?:ing)?|ready|rather|going|gonna|like) (?:to )?(?:just )?die"
    r"|kill(?:ing)? myself|kill me|end (?:my life|it all|it)|suicide": "desperate",
    r"anxious|anxiety|anxieties": "anxious",
    r"panic(?:k?ed|k?ing|ky)?(?: attacks?)?|freak(?:ed|ing|s)? (?:me )?out": "panicky",
    r"nervous(?:ness)?": "nervous",
    r"worr(?:y|ied|ying|ies)": "worried",
    r"afraid|fear(?:s|ful)?|scared|scares me|frightened": "afraid",
    r"terrified|petrified|terrifies me": "terrified",
    r"paranoid|paranoia": "paranoid",
    r"stress(?:ed|ful|ing|es)?(?: out)?": "stressed",
    r"overwhelm(?:ed|ing)": "overwhelmed",
    r"pressured?": "pressured",
    r"lonely|loneliness|alone|lonesome|no one to talk to|(?:have|got|having) no(?: real)? friends|isolated|"
    r"isolation": "lonely",
    r"(?:left out|excluded|unwanted|rejected|rejection|abandoned|abandonment)": "rejected",
    r"unloved|unlovable": "unloved",
    r"invisible|unnoticed|ignored": "invisible",
    r"sad(?:ness|der)?|down in the dumps|feel(?:ing)? (?:so |really |very )?down|blue": "sad",
    r"cry(?:ing)?|cried|cries|tears|sobbing|bawling": "tearful",
    r"heart-?\s?broken|broken-?\s?hearted|heart ?ache|broke my heart": "heartbroken",
    r"devastated|devastating|crushed|shattered": "devastated",
    r"griev(?:e|ing)|grief|mourning": "grieving",
    r"miserable|misery": "miserable",
    r"hopeless(?:ness)?|(?:no|lost|losing(?: all)?|lost all) hope|pointless|meaningless|no point": "hopeless",
    r"helpless(?:ness)?|powerless": "helpless",
    r"despair(?:ing)?|desperate|desperation": "desperate",
    r"numb(?:ness)?|emotionless": "numb",
    r"empty|emptiness|hollow|void|dead inside": "empty",
    r"worthless(?:ness)?|useless|piece of shit|waste of space|good for nothing": "worthless",
    r"not good enough|inadequate|insecure|insecurit(?:y|ies)|low self[- ]esteem|self[- ]doubt|unconfident": "insecure",
    r"failure|loser|failed at everything": "like a failure",
    r"ashamed|shame": "ashamed",
    r"humiliat(?:ed|ion|ing)": "humiliated",
    r"embarrass(?:ed|ment|ing)": "embarrassed",
    r"guilt|guilty|regret(?:s|ful)?": "guilty",
    r"(?:hate|loathe|despise|hating) myself|self[- ](?:hatred|hate|loathing)"
    r"|disgusted|disgusting": "disgusted with myself",
    r"ugly|unattractive": "ugly",
    r"angry|anger|mad|furious|rage|pissed(?: off)?|livid|enraged": "angry",
    r"resent(?:ful|ment)?": "resentful",
    r"bitter(?:ness)?": "bitter",
    r"frustrat(?:ed|ing|ion)": "frustrated",
    r"annoyed|irritat(?:ed|able)|irritability": "irritable",
    r"hurt(?:s|ing|ful)?|heart is burning|in pain|pain": "hurt",
    r"betray(?:ed|al)|used and lied to": "betrayed",
    r"jealous(?:y)?|env(?:y|ious)": "jealous",
    r"confus(?:ed|ion|ing)|torn|conflicted|mixed feelings|don't know what to (?:do|think|feel)": "confused",
    r"lost|aimless|no direction": "lost",
    r"trapped|stuck|suffocated|no way out": "trapped",
    r"exhaust(?:ed|ing|ion)|drained|worn out|burn(?:t|ed) out|burn-?out": "exhausted",
    r"tired|sick of": "tired",
    r"unmotivated|no motivation|lack of motivation|zero motivation|motivation (?:has )?gone": "unmotivated",
    r"bored|boredom": "bored",
    r"apath(?:y|etic)|don't care (?:about anything )?anymore": "apathetic",
    r"homesick": "homesick",
    r"shock(?:ed)?": "shocked",
    r"disappointed|disappointment|let down": "disappointed",
    r"unhappy|unhappiness|never happy|not happy": "unhappy",
    r"upset": "upset",
    r"uncomfortable|awkward": "uncomfortable",
    r"shy": "shy",
    r"broken|damaged": "broken",
    r"neglected|unappreciated|taken for granted|unheard": "neglected",
    r"distant|disconnected|detached": "disconnected",
    r"miss (?:him|her|them|my \w+)": "longing",
    r"hopeful": "hopeful",
    r"relieved": "relieved",
    r"proud": "proud",
}

FEELING = re.compile(rf"\b(?:{'|'.join(EMOTIONS)})\b")
"""Any word of feeling, in lower-case text. Without groups it runs ten times as fast as the patterns one by one."""
_EACH_FEELING = tuple((re.compile(pattern), name) for pattern, name in EMOTIONS.items())


@lru_cache(maxsize=4096)
def feeling(words: str) -> str:
    """Return the adjective for words that `FEELING` found."""
    return next((name for pattern, name in _EACH_FEELING if pattern.fullmatch(words)), words)


FIRST_PERSON = re.compile(
    r"\b(?:i|im|i'm|ive|i've|i'd|i'll|id|me|my|mine|myself|we|us|our|ours|ourselves|idk)\b", re.IGNORECASE
)
