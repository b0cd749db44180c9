"""Words that announce a person: in front of a name ("my sister", "Mrs.", "I told") and behind it ("said", "and I").

Patterns for what stands in front end where the name begins.
"""

from __future__ import annotations

import re

_A = "['’]"
_MALE = r"""
    boyfriend|bf|husband|hubby|ex[- ]?(?:boyfriend|bf|husband)|bro|dad|father|son|uncle|nephew|grandfather|grandpa|
    fianc[eé]|    step-?(?:dad|father|son|brother)|guy|man|boy|(?:brother|father|son)[- ]in[- ]law|brother
"""
_FEMALE = r"""
    girlfriend|gf|wife|wifey|ex[- ]?(?:girlfriend|gf|wife)|sis|mom|mum|mother|daughter|aunt|auntie|niece|
    grandmother|grandma|fianc[eé]e|step-?(?:mom|mum|mother|daughter|sister)|girl|woman|lady|(?:sister|mother|
    daughter)[- ]in[- ]law|sister
"""
_EITHER = r"""
    friend|bff|bestie|buddy|mate|partner|ex|so|spouse|roommate|flatmate|housemate|co-?worker|colleague|boss|manager|
    supervisor|neighbou?r|cousin|twin|sibling|child|kid|baby|toddler|therapist|counsell?or|psychiatrist|
    psychologist|teacher|professor|tutor|coach|classmate|crush|date|person|someone|student|patient|client|
    landlord|dog|cat|puppy|kitten
"""


def _pattern(verbose: str) -> re.Pattern[str]:
    """Return a pattern without the line ends and indents that it is written with; single spaces stay."""
    return re.compile(re.sub(r"\n\s*", "", verbose), re.IGNORECASE)


RELATION = _pattern(
    rf"""
    \b(?:my|his|her|their|our|your|an?|this|that|the|some|best|close|old|ex)\s+(?:[\w'’-]+\s+){{0,2}}?
    (?:(?P<m>{_MALE})|(?P<f>{_FEMALE})|(?:{_EITHER}))s?
    (?:(?:\s+(?:is|was|who is|who's))?\s+(?:named|called|name is)\s+|\s*,\s*|\s*\(\s*|\s*[:–—-]\s+|\s+)["“'‘(]?$
    """
)
NAMED = _pattern(
    rf"""
    (?:\b(?:my|his|her|their|whose|the|first|last|full|real)\s+(?:\w+\s+)?names?(?:{_A}s|s|\s+is|\s+was|\s*[:=])|
    \bnames?\s+is|\b(?:named|nicknamed|goes by|go by|known as)(?:\s+(?:him|her|them|it))?|\bi(?: am|{_A}?m) called|
    \bcall me|\bcalled|\bthis is|\bit{_A}?s|\bsigned,?)\s+["“'‘]?$
    """
)
POINTS = _pattern(rf"(?:called|this is|it{_A}?s)\s+[\"“'‘]?$")
"""The weaker half of `NAMED`: what it introduces may be anything."""
GREETED_AS = _pattern(
    rf"(?:^|[.!?,\n])\s*(?:hi|hello|hey|greetings|hiya)\b[^.!?\n]{{0,20}}?[,.!]*\s+(?:i{_A}?m|i am)\s+$"
)
GREETING = _pattern(r"(?:^|[.!?\n])\s*(?:hi|hello|hey|dear|hiya|thanks|thank you|thx|ok|sorry|bye)[ ,]+$")
TITLE = _pattern(
    r"""
    \b(?:(?P<m>mr\.?|mister|sir|uncle|grandpa)|(?P<f>(?:mrs|ms)\.?|miss|aunt|auntie|aunty|grandma|nurse)|
    (?:dr|prof|rev|sgt)\.?|doctor|professor|coach|pastor|reverend|officer|judge|principal|sergeant|
    (?-i:Father|Sister|Brother)) $
    """
)
WITH_SURNAME = _pattern(r"\b(?:mr|mrs|ms|miss|mister|dr|doctor|prof|professor|officer|judge|principal|sgt)\b\.? $")
SIGNED = _pattern(
    r"""
    (?:(?:^|\n)\s*[-–—~*]+\s*|\b(?:thanks|thank you|sincerely|regards|cheers|best|yours(?: truly)?|love|xoxo|
    xx+)[ ,.!]*\n?\s*[-–—~]?\s*)$
    """
)
AT_END = _pattern(r"\s*[.,!)*~]*\s*(?:x+|❤\S*|<3|:\)|\(?\d+\w?\)?)?\s*$")

SPEAKS = _pattern(
    rf"""
    \s(?:said|says|told|tells|asked|asks|thinks|thought|wants|wanted|knows|knew|left|called|texted|texts|broke|died|
    passed|cheated|came|went|and (?:i|me|my)|who|hates?|hated|loves?|loved|started|stopped|tried|
    yelled|screamed|cried|blocked|ignored|ignores|messaged|dumped|apologi[sz]ed|lied|refuses|refused|
    walked|got|gets|doesn{_A}?t|didn{_A}?t|won{_A}?t|has been|was (?:my|the one|always|so)|is (?:my|so|
    always|very|seeing|dating|cheating|lying|leaving|mad|angry))\b
    """
)
"""What follows a name that does something only people do."""
DOES = _pattern(
    rf"""
    (?:{_A}s\b|\s(?:goes|comes|has|had|is|was|isn{_A}?t|wasn{_A}?t|does|did|always|just|calls|lives|lived|moved|
    makes|made|gave|gives|took|takes|tries|seems|seemed|hit|can{_A}?t|couldn{_A}?t|wouldn{_A}?t|found|met|needs|
    needed|feels|felt|works|worked|helps|looked|looks|sat|married|proposed|and (?:his|her))\b|,? my\b)
    """
)
"""What may follow a name and much else."""
TO_PERSON = _pattern(
    r"""
    \b(?:with|told|tell|asked|ask|met|meet|dating|date|dated|married|marry|love|loved|miss|missed|
    hate|hated|see|seeing|saw|called|texted|messaged|hugged|kissed|trust|trusted|blame|forgive|
    support|visit|visited|says|said|(?:talk|talked|talking|speak|spoke|listen|back|close|said|lied|
    married|engaged|attracted) to)\s+$
    """
)
NOT_PERSON = _pattern(
    r"""
    \b(?:a|an|the|my|your|his|her|their|our|this|some|any|no|of|in|at|on|into|near|around|
    i|you|we|they|he|she|it|who|which|there)\s+$
    """
)
"""Before a word that is a name only sometimes: here it is the word."""
A_KIND = _pattern(r"\ban? $")
TIME = _pattern(r"\b(?:in|last|next|this|since|until|till|by|of|early|late|mid|every|through|\d+(?:st|nd|rd|th)?)\s+$")
THING_BEFORE = _pattern(r"\b(?:hurricane|tropical storm|storm|saint|st\.?|great|mount|mt\.?|lake|fort) $")
THING_AFTER = _pattern(
    rf"""
    (?:{_A}s?)?\s+(?:class|teacher|school|therapy|student|history|disease|syndrome|disorder|law|palsy|day|eve|
    scale|test|bar|street|st|road|county|city)\b
    """
)
ASKS = _pattern(r"\s+(?:i|you|he|she|it|we|they|this|that|these|those|there|the|my|your|someone|anyone)\b")
"""After "Will" or "May" at the beginning of a question."""
