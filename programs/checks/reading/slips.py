"""What no message of a chat contains: the form of the answer, the name of the speaker or of the strategy, the stage
direction, the plan. People write "(lol)" and "*is" and quote themselves, so each pattern asks for more than a bracket.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ....corpora.words import words
from ....signatures import Taxonomy
from .text import FUNCTION_WORDS

# Fields of what models are asked for, and of the persona they are given.
_FIELDS = (
    r"utterance|intention|dialogue|situation|thought|action|strategy|reasoning|conversation|progress|persona|"
    r"response|reply|"
    r"speaker|text|content|role|message|answer|output|completed|emotional_experience_words|"
    r"coped_strategies_and_effects|"
    r"goals_and_expectations|inferred|event|subtopic|topic|gender|age|occupation|personality"
)
_MARKED = re.compile(r"[{}\[\]<>#`|_\\]|[:=]")
_SCHEMA = re.compile(
    rf"\[\[|\]\]|##+\s*\w|```|</?\s*(?:think\w*|thought|reasoning|scratchpad|s|answer|response|utterance|output|"
    rf"assistant|user|system|"
    rf"reflection|analysis|final|message|turn)\s*/?>|<\|[\w ]+\|>|\[/?(?:INST|SYS|DONE|END|EOS|/?think|PAD)\]|"
    rf"<</?SYS>>|"
    rf"[{{\[,]\s*[\"'](?:{_FIELDS})[\"']\s*:|[\"'](?:{_FIELDS})[\"']\s*:\s*[\"'\[{{]|"
    rf"^\s*[{{\[]\s*[\"'].*[\"']\s*[}}\]]\s*$|"
    rf"\b(?:emotional_experience_words|coped_strategies_and_effects|goals_and_expectations|event_\w+|stop_reason)\b|"
    rf"(?:^|[\n.!?)\"*]\s*|\*\*)(?:my\s+)?(?:next\s+)?(?:utterance|intention|output|final answer|final "
    rf"response)\s*(?:\*\*)?\s*[:=]|"
    rf"(?:^|\n)\W*(?:situation|thought|action|reasoning|progress|response|reply|answer|text|content|message|"
    rf"dialogue)\s*(?:\*\*)?\s*[:=]\s*\S|"
    rf"\b(?:utterance|intention)\s*[:=]|"
    rf"\b(?:intention|utterance)\b\s+(?:is|=)\s+(?:continue|resolved|leave)\b|\bReasoning\(|\bTurn\(|\b(?:print|"
    rf"return|def|json\.\w+)\s*\(|"
    rf"\bnull\s*[,}}]|\\n\\n|\\\"|</\w+>|<\w+_\w+/?>|\[(?:end|stop|start|done)\b[\w ]*\]|\bend_of_\w+|"
    rf"\{{\{{|\}}\}}|\$\{{|\{{\w+\}}|\{{\s*\w+\s*:|\[insert\b[^\]]*\]|(?:^|\n)\s*(?:json|yaml|xml)\s*[:\n{{<]|"
    rf"\b\w+_\w+\s*[:=]\s|\bword\s+count\s*[:=]",
    re.IGNORECASE,
)
_ROLES = (
    r"supporter|seeker|help[- ]?seeker|user|assistant|counsel+or|therapist|client|human|ai(?:\s+assistant)?|chatbot|"
    r"bot|listener|"
    r"speaker\s*[12ab]?|helper|patient|usr|sys|system|emotional supporter|support agent|person\s*[12ab]"
)
NO_SMILE = r"(?![)D(pP/]|\s[)(](?:\W|$))"
_SPEAKERS = r"supporter|help[- ]?seeker|seeker"
_ROLE = re.compile(
    rf"(?:^|\n|[.!?\"”]\s+)\W{{0,3}}(?:(?:the|emotional)\s+)?(?:{_ROLES})(?:['’]s)?\s*(?:\(\s*[\w ,]{{1,25}}\)|\d+|"
    rf"(?:next\s+)?(?:reply|response|message|answer|turn|utterance|speaking)(?:\s*\d+)?)?\s*"
    rf"(?:\*\*|\]|\)|\}}|[\"'])?\s*(?::|：|=+>|->|>+|»|=|\|){NO_SMILE}|"
    rf"(?:^|\n)\s*(?:[\[<({{\"'#@~]|\*\*?|_{{1,2}}){{1,3}}\s*(?:the\s+)?(?:{_ROLES})(?:['’]s)?\s*(?:\d+|turn|reply|"
    rf"response|message|"
    rf"speaking|says?)?\s*(?:[\]>)}}\"'~]|\*\*?|_{{1,2}}|\n)|"
    rf"[\[<{{(]\s*(?:{_SPEAKERS}|assistant|user)\s*[\]>}})]|(?:^|\n)\s*[#@](?:{_ROLES})\b|"
    rf"(?:^|\n)\s*(?:{_ROLES})\s*(?:\n|//|::|~)|"
    rf"(?:^|\n)\s*(?:{_ROLES})\s+[-–—]+\s+\S|\b(?:{_SPEAKERS}|assistant|user|usr|"
    rf"sys)\s*(?:\([\w ,]{{1,20}}\)\s*)?[:：]{NO_SMILE}\s*\S|"
    rf"(?:^|\n|[.!?]\s)[^.!?\n:]{{0,25}}\b(?:{_SPEAKERS})\b[^.!?\n:]{{0,20}}[:：]{NO_SMILE}|"
    rf"\b(?:the\s+)?(?:{_SPEAKERS})\s+(?:says|said|replies|replied|responds|responded|answers|answered|asks|asked|"
    rf"writes|wrote|speaks|adds|continues|types)\b|\b(?:says|said|replies|replied|asks|"
    rf"writes)\s+the\s+(?:{_SPEAKERS})\b|"
    rf"(?:^|\n)\s*(?:as|speaking\s+as|from)\s+(?:the|a|an|your)\s+(?:{_SPEAKERS})\s*[,:]|"
    rf"[-–—~(\[]+\s*(?:the\s+|your\s+|from\s+)?(?:{_SPEAKERS}|assistant)\W*$|"
    rf"(?:^|\n)(?:me|you|s|u|sup|supp|seek|asst|th|cl)\s*:{NO_SMILE}\s+\S|"
    rf"<(?:{_SPEAKERS}|client|therapist)>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"supporter|seeker", re.IGNORECASE)
_DOES = (
    r"nod|sigh|pause|smile|laugh|chuckle|giggle|cr(?:y|ie)|sob|sniff|sniffle|shrug|look|lean|wipe|tear|take|breathe|"
    r"inhale|exhale|whisper|"
    r"hesitate|fidget|stare|blink|gesture|clear|stammer|stutter|mumble|gulp|swallow|tremble|shake|shift|glance|gaze|"
    r"reach|sit|stand|"
    r"grin|frown|wince|groan|rub|run|bite|clench|wring|hug|hold|squeeze|pat|offer|speak|type|wait|listen|think|start|"
    r"turn|close|open|"
    r"raise|lower|drop|trail|bow|wave|scoff|snort|choke|gasp|play|pull|push|put|place|let|beam|avert|twirl|scratch|"
    r"cross|fold|"
    r"slump|rest|softens?|relax|perk|mutter|respond|reply|repl(?:y|ie)|pace|stop|begin|break"
)
_HOW = r"\w+ly"
_SCENE = (
    rf"(?:(?:{_HOW}|long|brief|short|deep|heavy|small|weak|sad|soft|gentle|warm|nervous|slight|awkward|bitter|the "
    rf"(?:seeker|supporter)|"
    rf"he|she|they|a|an|with|in|after|and|then|user|seeker|supporter)\s+)*"
    rf"(?:(?:{_DOES})(?:e?s|ing|ping|ning|ting|ding|ging)|sighing|pausing|smiling|taking|crying|(?:re)?lies|pauses?|"
    rf"silence|sighs?|beat|"
    rf"(?:(?:soft|gentle|warm|quiet|calm|low|small|shaky|soothing|trembling|kind)(?:,?\s+\w+)?\s+)(?:voice|tone|"
    rf"smile|laugh|nod|sigh|silence|pause)|"
    rf"voice|tears?|eyes|tearful(?:ly)?|teary|softly|gently|warmly|quietly|sadly|nervously|hesitantly|sniffles?|"
    rf"nods?|smiles?|laughs?|shrugs?|crying|(?:deep|big)\s+(?:breath|sigh)|"
    rf"(?:their\s+|his\s+|her\s+|my\s+)?(?:hands?|shoulders?|lips?|jaw|chin|throat|breath|fingers|knees?|"
    rf"arms)\s+\w+(?:ing|ed|ens?)|"
    rf"there\s+is\s+a\s+(?:\w+\s+)?(?:pause|silence)|typing|(?:there\s+are\s+)?tears)\b"
)
_MOOD = (
    r"(?:(?:an?|bit|little|slightly|very|visibly|clearly|still|somewhat|rather|quite|sounding|looking|feeling|"
    r"seeming|in|"
    r"almost|more|after|and|then|sounds|looks|seems)\s+)*(?:hesitant|hesitating|nervous|tearful|teary|quiet|silent|"
    r"anxious|"
    r"shy|embarrassed|thoughtful|pensive|calm|calmer|gentle|warm|sheepish|relieved|worried|upset|frustrated|concerned|"
    r"sincere|emotional|uneasy|awkward|empathetic|sympathetic|distressed|resigned|hopeful|curious|choked\s+up|"
    r"near\s+tears|"
    r"\w{3,}ly)(?:,?\s+(?:and\s+)?\w+)?"
)
_STAGE = re.compile(
    rf"(?<!\*)\*\s?(?!hugs?\b)(?:{_SCENE})[^*\n]{{0,80}}\*(?!\*)|(?<!\w)_(?:{_SCENE})[^_\n]{{0,80}}_(?!\w)|"
    rf"\(\s?(?:{_SCENE})[^()\n]{{0,80}}\)|"
    rf"\[\s?(?:{_SCENE})[^\[\]\n]{{0,80}}\]|(?:^|\s)~(?:{_SCENE})[^~\n]{{0,60}}~|<(?:{_SCENE})[^<>\n]{{0,60}}>|"
    rf"(?:^|[.!?…]\s+|\n)[\[({{]\s?{_MOOD}\s?[\])}}](?=\s|$)|(?:^|[.!?…]\s+|\n)\*{_MOOD}\*(?=\s|$)|<{_MOOD}>|"
    rf"\{{\s?(?:{_SCENE})[^{{}}\n]{{0,80}}\}}|::\s?(?:{_SCENE})[^:\n]{{0,60}}::|(?:^|"
    rf"\s)/(?:{_SCENE})[^/\n]{{0,40}}/(?=\s|$)|"
    rf"\*\*(?:{_SCENE})[^*\n]{{0,80}}\*\*|(?:^|\s)[-–—](?:nods|sighs|smiles|pauses|laughs|shrugs|sniffles|"
    rf"chuckles)[\w ]{{0,30}}[-–—]",
    re.IGNORECASE,
)
_LAUGHTER = re.compile(r"\W*(?:laughs?|lol|laughing|smiles?|hugs?|sighs?|sigh|crying|cries)\W*", re.IGNORECASE)
"""What people put in round brackets of themselves as well; other brackets and longer words are a script's."""
_OFTEN = frozenset("feeling feelings providing provide".split())
"""Words of names that are in many messages, and never the only one of a name."""
_SHORT_NAMES = {
    "Restatement or Paraphrasing": ("Restatement", "Paraphrasing", "Restating"),
    "Reflection of feelings": ("Reflection", "Reflecting", "Reflection of feeling"),
    "Affirmation and Reassurance": ("Affirmation", "Reassurance"),
    "Providing Suggestions": ("Suggestion", "Suggestions", "Provide suggestions", "Providing suggestion"),
    "Self-disclosure": ("Self disclosure",),
    "Others": ("Other",),
}


@lru_cache(maxsize=16)
def _strategies(taxonomy: Taxonomy) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what finds the naming of a strategy, and the words without one of which nothing is found."""
    names = {short for name in taxonomy.names for short in (name, *_SHORT_NAMES.get(name, ()))}
    any_name = "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))
    long_name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if " " in name or "-" in name)
    exact = "|".join(re.escape(name) for name in taxonomy.names if " " in name or "-" in name) or "(?!)"
    term = "|".join(re.escape(name) for name in taxonomy.names if name.count(" ") > 1 or "-" in name) or "(?!)"
    with_it = (
        r"(?:using|use|used|with|via|by|through|as|my|a|an|the|this|is|here|strategy|support|technique|applying|type|"
        r"mode|"
        r"chosen|selected|of|in|turn|reply|some|type)"
    )
    pattern = re.compile(
        rf"[\[(<{{]\s*(?:{with_it}\W+)*\W*(?:{any_name})(?:\s*(?:strategy|technique|here|used|turn|,|/|\+|&|"
        rf"and)\s*(?:{any_name})?)*\s*[\])>}}:]|"
        rf"[\[(<{{][^\])>}}\n]{{0,30}}\b(?:{long_name})\b[^\])>}}\n]{{0,20}}[\])>}}]|"
        rf"(?:\*{{1,2}}|_{{1,2}}|~|\"|“|'|`|/|#)\s*(?:{any_name})\s*:?\s*(?:\*{{1,2}}|_{{1,2}}|~|\"|”|'|`|/)\s*(?:[:-]|"
        rf"$|(?=\s*[A-Z]))|"
        rf"#\s?(?:{any_name})\b|"
        rf"(?:^|\n)\W*(?:{any_name})(?:\s+(?:strategy|technique|time))?\s*(?::|：|\s[-–—]{{1,2}}\s|[-–—]{{2}}|—|=+>|->|>|"
        rf"»|"
        rf"\||/|\n|…)(?!\s*[)D(](?:\W|$))\s*\S|(?:^|\n)\W*(?:{long_name})\s*[.!,]\s|(?:[-–—|/]|->)\s*(?:{any_name})\W*$|"
        rf""
        rf"\b(?:support\s+)?(?:strateg(?:y|ies)|technique)(?:\s+(?:used|here|chosen|applied|now|type|"
        rf"name))*\s*(?:\*\*)?\s*"
        rf"(?:[:=：|>\[(]|[-–—]+>?|→|is|was|of|called)\s*\W*(?:an?\s+|the\s+)?(?:{any_name})\b|"
        rf"\b(?:support\s+)?strateg(?:y|ies)(?:\s+used)?\s*(?:\*\*)?\s*[:=：]\s*\W*\w|[.!?\"]\s+(?:{long_name})\s*[:：]|"
        rf"\b(?:using|use|with|through|via|by|of|my|apply|applying|some|here's|here\s+is|comes|offer|offering|"
        rf"try|trying|employ\w*|do|doing)\s+(?:the\s+|an?\s+|"
        rf"some\s+)?(?:strategy\s+(?:of\s+)?)?[\"'“*]?(?:{long_name})[\"'”*]?|"
        rf"\b(?:{long_name})\s+(?:strategy|here|technique|is|now)\b|\bstrategy\s+(?:of|is|called)\s+\W?(?:{any_name})\b|"
        rf""
        rf"\b(?:{any_name})\s+(?:strategy|technique)\b|(?-i:\b(?:{exact})\b)|\b(?:{term})\b",
        re.IGNORECASE,
    )
    named = {word for name in names for word in words(name)} - FUNCTION_WORDS
    return pattern, (frozenset(named) - _OFTEN) | {"strategy", "strategies", "other", "others"}


@lru_cache(maxsize=2048)
def schema_text(text: str) -> str:
    """Return the first piece of a text that belongs to the form of an answer and not to a message; "" for none."""
    return found.group(0) if _MARKED.search(text) and (found := _SCHEMA.search(text)) else ""


@lru_cache(maxsize=2048)
def role_label(text: str) -> str:
    """Return the first name of a speaker that stands before or in a message as in a script; "" for none."""
    if not any(sign in text for sign in ":：><]*-–—)}|=#@/~»") and not _SCRIPT.search(text):
        return ""
    return found.group(0).strip() if (found := _ROLE.search(text)) else ""


@lru_cache(maxsize=2048)
def stage_direction(text: str) -> str:
    """Return the first description of what a speaker does while they talk; "" for none."""
    if not any(sign in text for sign in "*([_~<-–—{:/"):
        return ""
    for found in _STAGE.finditer(text):
        if not (found.group(0).lstrip()[0] == "(" and _LAUGHTER.fullmatch(found.group(0)) and found.start() > 0):
            return found.group(0).strip()
    return ""


@lru_cache(maxsize=2048)
def named_strategy(text: str, taxonomy: Taxonomy) -> str:
    """Return the first strategy that a message names as its own; "" for none."""
    pattern, signs = _strategies(taxonomy)
    if signs.isdisjoint(words(text)):
        return ""
    return found.group(0).strip() if (found := pattern.search(text)) else ""
