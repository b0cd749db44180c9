"""How people write their age, and what looks like an age and is none. All of it is for folded text."""

from __future__ import annotations

import re

from .lexicon import KIN, NUMBERS, either
from .post_text import compiled

WORDS = either(re.escape(word).replace("\\-", "[- ]") for word in NUMBERS)
N = rf"(?P<n>(?<!\d)\d\d?(?!\d)|{WORDS})"
OLD = r"(?:[\s-]*(?:years?|yrs?\.?|y)[\s-]*(?:old|of[\s-]age|young)\b|\s*y[./]?o\b|\s*yrs?\b(?=\s*[,.;)!]|$))"
AM = r"(?<![\w'])(?:i\s?'?\s?m|i\s+am|iam|am)"
ADVERB = (
    r"(?:only|just|now|currently|already|still|like|actually|really|also|barely|literally|basically|honestly|both|"
    r"presently|well|officially|even|a|an|the|at|age|aged|exactly|turning|almost|nearly|"
    r"going on|pushing|approaching|close to|not quite|(?:about|going|gonna|due|soon|set|supposed) to (?:be|"
    r"turn)|gonna (?:be|turn)|soon)"
)
ALMOST = re.compile(
    r"\b(?:almost|nearly|turning|going on|pushing|approaching|close to|not quite|to (?:be|turn)|gonna (?:be|turn))\b",
)
# What makes a bare number something other than an age.
NOT_AGE = re.compile(
    r"""\s*(?:[%/:'"$°+x]|-?ish\b|-?something|\.\d|,\d{3}|-\d)
    |(?:st|nd|rd|th|k|m|cm|kg|lbs?|ft|mg|g|am|pm|hrs?|mins?|weeks?|wks?)\b
    |[\s-]+(?:percent|per\ cent|years?\b(?![\s-]*(?:old|of\s+age|young)\b)|yrs?\b(?!\s*old)|months?|weeks?|wks?
      |days?|hours?|hrs?|minutes?|mins?|seconds?|secs?
      |feet|foot|ft|inch(?:es)?|pounds?|lbs?|kilos?|kgs?|kg|cm|mm|m|mi|km|miles?|stone
      |grams?|mg|thousand|hundred|million|grand|k|dollars?|bucks|euros?
      |steps?|times?|points?|people|kids|children|siblings|episodes?|chapters?|pages?|credits?|classes
      |hands?|out\ of|of\ (?!age\b|us\b)|and\ a\ half\ (?:months?|weeks?|hours?|feet)
      |in\ a\ million|something|seconds|am|pm|o'?clock|a\.m|p\.m|degrees?|cans?|beers?|drinks?|pills?
      |tablets?|cigarettes|jobs?|years\ into|more|different|other|to\ \d|or\ so)\b""",
    re.VERBOSE,
)
NOT_NOW = re.compile(
    r"(?:\b(?:when|whenever|until|till|til|before|by the time|once|if|unless|like|as if|as though|though?t|"
    r"thinks?|thinking|believes?|assumes?|guess(?:ed)?|says?|said|saying|tells?|told(?: \w+)?|"
    r"telling(?: \w+)?"
    r"|pretend(?:ing|ed)?|imagin(?:e|ing)|wish|where|hoping|after|remember(?:ing)?|claim(?:s|ed|ing)?|"
    r"lied(?: \w+)?)(?: that)?|\b(?:say|think|thinks|thought|said|believe|told \w+|"
    r"pretend) that)\s*[\"',]?\s*$",
)
SOON = re.compile(
    rf"{OLD}?\s*(?:in (?:an?|a few|a couple(?: of)?|\d+|{WORDS}) (?:days?|weeks?|months?)|"
    rf"(?:in )?(?:next (?:week|month|year|spring|summer|fall|autumn|winter|\w+day|jan\w*|feb\w*|mar\w*|"
    rf"apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*))"
    r"|tomorrow|soon|in (?:jan\w*|feb\w*|march|april|may|june|july|august|sept\w*|oct\w*|nov\w*|dec\w*)|"
    r"on (?:the|my|mon\w*|tues\w*|wed\w*|thurs\w*|fri\w*|sat\w*|sun\w*)|(?:later )?this (?:week|weekend|"
    r"month|year|coming|spring|summer|fall|autumn|winter|\w+day|\w+ber))\b",
)
# Words after "I'm a" on the way to "... 20 year old": adjectives and nouns, nothing that opens another thought.
BETWEEN = (
    r"(?:(?!(?:my|your|his|her|their|our|with|of|for|to|in|on|by|who|that|which|because|but|dating|seeing|"
    r"raising|taking|caring|having|talking|loving|about|is|are|was|were|have|has|had|he|she|they|we|i|and my|"
    r"from|than|when|after|since|at)\b)[\w'/&-]+,?\s+)"
)

OTHER_SUBJECT = re.compile(
    rf"\b(?:he|she|they|his|her|their|him|them|who)\b|\b(?:my|our|his|her|their|a|an)\s+(?:\w+\s+){{0,2}}?{KIN}\b"
)
WRITER = re.compile(r"\b(?:i|im|i'm|i've|ive|me|myself)\b")
PRESENT = (
    r"(?:\s*years?(?:[\s-]old|\s+of\s+age)?)?(?:\s*[,-]\s*|\s+(?:and\s+)?)(?:i\s+(?:still|am|feel|don'?t|do not|"
    r"can'?t|cannot|live|have no|have never|have nothing|have to|should|already|know|want|need|just want|find|"
    r"work|hate)\b|i'?m\b|i've never\b|nobody\b|no one\b|everyone\b|my life is\b|it feels\b|(?:and )?still\b|"
    r"(?:and )?(?:single|alone|divorced|unemployed|broke|jobless)\b)"
)
RECENT = compiled(
    r"\s*(?:just |recently )?(?:last|this|yesterday|today|a (?:few|couple)|two|three|\d+ (?:days|weeks)|"
    r"in (?:jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)|recently|earlier|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|and\b)"
)


I_AM = compiled(
    rf"{AM}\s+(?P<adverbs>(?:{ADVERB}\s+)*)(?:(?:male|female|m|f|nb)[\s,/]+)?{N}(?P<old>{OLD}|"
    rf"\s*years?(?=\s*[.,;!)]|$))?"
)
I_AM_A = compiled(
    rf"{AM}\s+(?P<adverbs>(?:{ADVERB}\s+)*)(?:an?|the|your|this|just|another|"
    rf"some)\s+(?:average\s+)?{BETWEEN}{{0,6}}?{N}{OLD}(?!s)"
)
I_AM_AND = compiled(
    rf"{AM}\s+(?P<adverbs>){BETWEEN}{{1,6}}?(?:(?<=,\s)|and\s+)(?:i\s+am\s+)?(?:(?:age|aged|now|only|"
    rf"just)\s+)?{N}(?=\s*(?:[.,;!?)]|$|\n|and\b|with\b|from\b|but\b|{OLD}))"
)
AS_A = compiled(
    rf"\b(?:as|being|i,|me,|myself,|from|how (?:do|does|can|should|would) an?|why (?:do|does|is|would) an?|"
    rf"i identify as)\s+(?:an?\s+|the\s+)?{BETWEEN}{{0,5}}?{N}{OLD}(?!s)"
)
STARTS_WITH = compiled(
    rf"(?:^|[.!?\n;]\s*|:\s+|\bhere,\s*)(?:(?:hi|hello|hey|so|ok|okay|well|guys|all|everyone|there|just|only|"
    rf"am|male|female|girl|guy|boy|woman|man|mom|mum|mother|dad|father|widow|widower|wife|husband|"
    rf"student|nurse|teacher|virgin|lesbian|gay|bi|straight|trans|ftm|mtf|non-?binary|enby|nb|now|at|"
    rf"throwaway|she/her|he/him|they/them|single|married|divorced|widowed|unemployed|recently|newly|never)[\s,]+)*{N}"
    rf"(?:(?P<old>{OLD})|(?=\s*[,/|-]?\s*(?:[mf]|male|female|guy|girl|man|woman|boy|nb)\b)|(?=\s*(?:,|"
    rf"and\s+(?:still\s+|i\s|i'm|im|feel|a\s|already|have|can|don|never|lost|alone|single|lonely|depressed|"
    rf"broke|unemployed|jobless|divorced|widowed|married|scared|tired|struggling|living|pregnant|in\b)|"
    rf"here\b|with no\b|single\b|unemployed\b|living\b|still\b)))"
)
TURNED = compiled(
    rf"(?:(?:^|[.!?;\n]\s*|\bi(?:'ve|\s+have)?\s+|\bi'll\s+be\s+|{AM}\s+|,?\s+and\s+(?:i\s+)?|\bve\s+|"
    rf"tomorrow i |today i |\bwe\s+(?:both\s+)?)(?:(?:just|recently|finally|only|literally|now|already|"
    rf"actually|also|will|be|"
    rf"soon|have)\s+)*)"
    rf"(?P<verb>turn(?:ed|ing|s)?|(?<=just )hit)\s+{N}\b(?P<old>{OLD})?(?P<ago>\s+(?:about |almost |"
    rf"over )?(?P<since>\d\d?|an?|{WORDS})\s+years?\s+ago)?"
)
WILL_BE = compiled(
    rf"\bi\s*(?:'ll|will)\s+soon\s+be\s+{N.replace('?P<n>', '?P<n2>')}\b(?!\s+\w+s\b)|\bi\s*(?:'ll|"
    rf"will)\s+(?:soon\s+|only\s+)?(?:be(?:\s+turning)?|turn)\s+{N}(?={SOON.pattern})"
)
# "Still single at 45.", "she/her, 23": words about the writer's state, then a number that ends the sentence.
STATE_AND = compiled(
    rf"(?:^|[.!?\n;]\s*)(?:(?:still|single|married|divorced|widowed|unemployed|alone|female|male|non-?binary|"
    rf"she/her|he/him|"
    rf"they/them|and|at|never married)[\s,]+){{1,5}}{N}(?=\s*(?:[.,;!]|$|\n))"
)
LIKE_ME = compiled(rf"\ban?\s+{N}{OLD}\s+(?:[\w-]+\s+){{1,2}}like\s+me\b")
SOMEONE_WHO = compiled(rf"\bas\s+(?:someone|somebody|a\s+person)\s+who(?:'s|\s+is)\s+{N}\b")
LABEL = compiled(
    rf"(?:^|[.!?\n;,(]\s*|\b(?:woman|man|female|male|girl|guy|boy|lady|i'm|i am|mother|father|nurse|student|"
    rf"here)\s*,?\s+)(?:my\s+)?aged?\s*(?:is|:|-|=)?\s*\(?{N}\b(?P<old>{OLD})?"
)
MY_AGE = compiled(
    rf"\bmy\s+(?:current\s+)?age\s*(?:is|:|-|=|,|\()\s*{N}\b|\bat\s+my\s+age\s*[(,]\s*{N.replace('?P<n>', '?P<n2>')}\b"
)
AT = compiled(
    rf"(?:^|[.!?\n;,]\s*|\band\s+|\bbut\s+|\bhere\s+(?:i am\s+)?|\bi am\s+|\bi'm\s+|\bnow\s+)at\s+(?:(?:the|"
    rf"my)\s+(?:\w+\s+)?age\s+of\s+|age\s+)?{N}{PRESENT}"
)
AT_STILL = compiled(
    rf"\bi(?:'m|\s+(?:live|feel|don't|can't|have no|work)\b|\s+am|\s+still\s+\w+|\s+have\s+never\s+\w+|"
    rf"'ve\s+never\s+\w+)(?:\s+\w+){{0,6}}\s+at\s+(?:(?:the|my)\s+(?:\w+\s+)?age\s+of\s+|age\s+)?{N}(?={OLD}|"
    rf"\s*[.,;!?)]|$|\n)"
)
BOTH = compiled(
    rf"\b(?:we(?:'re|\s+are)\s+(?:all\s+)?both(?:\s+\w+)?|(?:both|each|all)\s+of\s+us\s+are|"
    rf"\band\s+i\s*(?:are|,|\()\s*\(?(?:are\s+)?both(?:\s+are)?|(?:me\s+and\s+(?:\w+\s+){{1,3}}|and\s+(?:i|"
    rf"me)\s+)are(?:\s+both)?|we\s+are(?=\s+\d\d{OLD})|we're(?=\s+\d\d{OLD}))\s+{N}\b(?P<old>{OLD})?"
)
BEING = compiled(
    rf"(?:^|[.!?\n]\s*|\b(?:hate|hating|tired of|sick of|about|despite|like|at)\s+)being\s+(?:only\s+|"
    rf"just\s+)?{N}\b(?P<old>{OLD})?"
)
NOW = compiled(
    rf"(?:^|[,.;!?\n(-]\s*|\band\s+|\bam\s+|\bi'm\s+)(?:i'm\s+|i am\s+)?(?:now|currently|presently)(?:\s+at|"
    rf"\s+aged?)?,?\s+{N}(?=(?P<old>{OLD})|\s*[,.;)!]|\s+and\b|$|\n|\s+now\b)"
)
N_NOW = compiled(rf"(?:^|[,.;!?\n(-]\s*|\band\s+)(?:i'm\s+|i am\s+|im\s+)?{N}(?:{OLD})?\s+now\b")
BIRTHDAY = compiled(
    r"\b(?:(?P<is>(?:it'?s|it is|it was|today is|today'?s|today was|yesterday was|was|celebrated|just had|"
    r"had|having|tomorrow is|tomorrow's)\s+(?:just\s+|actually\s+|also\s+)?)my\s+(?P<n>\d\d)(?:st|nd|rd|"
    r"th)\s+(?:birthday|bday|"
    r"b-day)"
    r"|my\s+(?P<n2>\d\d)(?:st|nd|rd|th)\s+(?:birthday|bday|b-day)\s+(?P<when>is|was|just passed|"
    r"came and went|'s)(?P<rest>[^.!?\n]{0,30}))"
)
ALL_YEARS = compiled(
    rf"\b(?:in\s+(?:all\s+)?(?:of\s+)?(?:my|the)|(?:for\s+)?all(?:\s+of)?(?:\s+my|"
    rf"\s+the)?)\s+{N}(?P<old>\s+years\s+(?:of\s+(?:my\s+)?(?:life|existence|living)|on\s+(?:this|the|"
    rf"planet)\s*\w*|alive|i'?ve\s+(?:been\s+alive|lived)))|"
    rf"\bbeen\s+alive\s+(?:for\s+)?(?:all\s+)?(?P<n2>\d\d)\s+years"
)
I_AGE = compiled(
    rf"\b(?:i|me|myself)\s*(?:,|\(|-)\s*(?:am\s+|(?:mom|mum|dad|mother|father|wife|husband|woman|man|girl|"
    rf"boy|guy),?\s+)?(?:age[d]?\s+)?{N}\s*(?:{OLD})?\s*(?:,|\)|-)"
)

# What stands around a number and says whose age it is, and when.
CLAUSE_END = compiled(r"[.!?;\n]|,\s+(?=(?:and|but|so)\b)")
CLAUSE_BEGINS = compiled(r"[.!?\n,]\s*$")
NEXT_WORD = compiled(r"\s+([a-z]+)")
OTHER_FOLLOWS = compiled(
    r"[\s-]+(?:\w+\s+)?(?:daughter|son|sister|brother|niece|nephew|cousin|kid|child|stepson|stepdaughter|"
    r"boyfriend|girlfriend|me\b|self\b|cat|dog|twins|version)\b"
)
OTHER_GOES_ON = compiled(r"[^.!?]{0,25},\s+(?:he|she|they|my)\b")
REMEMBERED = compiled(r"\b(?:was|were|remember|treat\w*|raised|saw|see[ns]?|acts?|acting)\b[^,]*$")
PAST_FOLLOWS = compiled(r"[^.!?\n]{0,60}\b(?:was|were|ago|later)\b")
NOW_FOLLOWS = compiled(r"[^.!?\n]{0,60}\b(?:i'm|i am|here)\b")
SOME_TIME = compiled(r"\b(?:when|since|after|until|till|before|once|by the time|soon as|if|every|day|ever)\b[^.!?,]*$")
AT_SOME_POINT = compiled(r"\b(?:when|on|after|before|until|since)\b[^.!?]*$")
I_IS_SUBJECT = compiled(r"\bi(?:'ve|'m|'ll)?\b(?!.*\b(?:he|she|they|who)\b)")
TODAY = compiled(r"\b(?:today|now)\b")
YEARS_AGO = compiled(r"\byears? ago\b|\bin \d{4}\b")
WRITER_BEFORE = compiled(r"\b(?:i|me|woman|man|female|male|here)\s*$")
EVENT_FOLLOWS = compiled(
    r"\s*(?:,?\s*(?:i|my \w+)\s+(?:was|had|got|started|began|went|lost|felt)|(?:\s+(?:or|to|and)\s+\d)|\s*[-–]\s*\d)\b"
)
