"""Five plausible poles of a personality from the way somebody writes.

A post states no personality; cues only shift the odds, and the odds of no cue at all are those of people who seek help
rather than of the population.
"""

from __future__ import annotations

import random
import re

from ....signatures import BigFive
from .post_text import folded, plain

# Per trait: the odds of its first pole without a cue, words that speak for the first pole, words for the second.
_CUES: dict[str, tuple[float, str, str]] = {
    "openness": (
        0.55,
        r"paint\w*|draw\w*|music|art|writ(?:e|ing|er)|poet\w*|books?|read\w*|dream\w*|imagin\w*|wonder\w*|"
        r"curious|creativ\w*|travel\w*|philosoph\w*|meaning|new things|learn\w*|novel|photograph\w*|guitar|"
        r"piano",
        r"routine|tradition\w*|religio\w*|always been this way|set in my ways|don'?t like change|"
        r"scared of change|same thing every|strict|change scares|narrow",
    ),
    "conscientiousness": (
        0.55,
        r"plan(?:s|ned)?|organi[sz]ed|responsib\w*|work(?:ed|ing)? (?:hard|harder|two jobs|overtime)|goals?|"
        r"deadline\w*|perfection\w*|perfect|hard-?working|stud(?:y|ied|ying)|save(?:d)? (?:up|money)|100%|"
        r"discipline\w*|graduat\w+|schedule|on time|everything (?:right|i can)|my best",
        r"procrastinat\w*|lazy|laziness|put(?:ting)? (?:it|things|everything) off|mess(?:y)?|forget\w*|"
        r"impuls\w*|wasted|quit\w*|skip\w*|late again|drunk|high\b|can'?t (?:finish|focus|concentrate|"
        r"get started)|unmotivated|unfocused|give up|irresponsib\w*|reckless",
    ),
    "extraversion": (
        0.38,
        r"part(?:y|ies)|social life|outgoing|talkative|go(?:ing)? out with|extrovert\w*|lots of friends|"
        r"many friends|love people|popular|friends (?:and family|say)|my friends|hang(?:ing)? out",
        r"alone|shy|shyness|introvert\w*|quiet|lonely|loner|isolat\w*|withdraw\w*|by myself|no friends|"
        r"social anxi\w*|antisocial|anti-social|keep (?:it )?to myself|avoid\w*|crowds?|stay (?:in|home)|"
        r"in my room|awkward|hide|hiding|don'?t (?:like|want to) talk|invisible",
    ),
    "neuroticism": (
        0.82,
        r"cr(?:y|ied|ying|ies)|worr\w*|anxi\w*|panic\w*|afraid|scared|terrified|overwhelm\w*|stress\w*|"
        r"nervous|can'?t stop|breakdowns?|overthink\w*|hate myself|depress\w*|guilt\w*|mood\w*|"
        r"break(?:ing)? down|paranoi\w*|insecure|hopeless|suicid\w*|freak\w*",
        r"calm|stoic|not afraid|i'?m okay with|level-?headed|composed|usually (?:fine|happy|calm)|"
        r"i can handle|not that bad|hopeful|accepted|at peace",
    ),
    "agreeableness": (
        0.66,
        r"sorry|grateful|thank\w*|love (?:him|her|them|my)|care (?:about|for)|forgiv\w*|help (?:him|her|them|"
        r"others|people)|kind|support\w*|understand\w*|burden|happy for|don'?t want to (?:hurt|upset|bother)|"
        r"please everyone|make (?:other )?people happy|compassion\w*|empath\w*|guilty",
        r"hate (?:people|everyone|everybody|them|him|her|this world|girls|my (?:boss|family|parents|sister|"
        r"brother))|angry|anger|furious|rage|fuck (?:you|them|him|her|everyone|everybody|people|girls|off)|"
        r"idiots?|stupid people|bitch\w*|asshole\w*|revenge|selfish people|argu(?:e|ing)|fight(?:s|ing)?|"
        r"jealous|yell(?:ed|ing)? at|resent\w*|annoy\w*|don'?t trust|superior|curs(?:e|ing)",
    ),
}
_COMPILED = {
    trait: (odds, re.compile(rf"\b(?:{first})\b"), re.compile(rf"\b(?:{second})\b"))
    for trait, (odds, first, second) in _CUES.items()
}
_OF_TOPIC = {
    ("social anxiety", "extraversion"): 0.08,
    ("loneliness", "extraversion"): 0.22,
    ("procrastination", "conscientiousness"): 0.15,
    ("academic pressure", "conscientiousness"): 0.65,
    ("anger", "agreeableness"): 0.35,
    ("caregiving", "agreeableness"): 0.85,
    ("caregiving", "conscientiousness"): 0.85,
    ("anxiety", "neuroticism"): 0.93,
    ("ongoing depression", "neuroticism"): 0.9,
    ("faith", "openness"): 0.45,
}
_PER_CUE = 0.16
"""How far one word shifts the odds; three words settle it."""


def likely_personality(post: str, topic: str, rng: random.Random) -> BigFive:
    """Return five poles, by the cues of the post, the topic and chance."""
    text = folded(plain(post))
    poles: dict[str, str] = {}
    for trait, (first_pole, second_pole) in BigFive.poles().items():
        odds, first, second = _COMPILED[trait]
        odds = _OF_TOPIC.get((topic, trait), odds)
        shift = min(3, len(first.findall(text))) - min(3, len(second.findall(text)))
        odds = min(0.96, max(0.04, odds + _PER_CUE * shift))
        poles[trait] = first_pole if rng.random() < odds else second_pole
    return BigFive.model_validate(poles)
