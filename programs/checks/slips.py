"""What no message of a chat contains: the form of the answer, the name of the speaker or of the strategy, the stage
direction, the plan. People write "(lol)" and "*is" and quote themselves, so each pattern asks for more than a bracket.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...signatures import Taxonomy
from .text import words

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
    rf"\bnull\s*[,}}]|\\n\\n|\\\"",
    re.IGNORECASE,
)
_ROLES = (
    r"supporter|seeker|help[- ]?seeker|user|assistant|counsel+or|therapist|client|human|ai(?:\s+assistant)?|chatbot|"
    r"bot|listener|"
    r"speaker\s*[12ab]?|helper|patient|usr|sys|system|emotional supporter|support agent|person\s*[12ab]"
)
_ROLE = re.compile(
    rf"(?:^|\n|[.!?\"”]\s+)\W{{0,3}}(?:{_ROLES})(?:['’]s)?\s*(?:\(\s*[\w ,]{{1,25}}\)|\d+|(?:reply|response|message|"
    rf"turn)(?:\s*\d+)?)?\s*"
    rf"(?:\*\*|\]|\))?\s*(?::|：|>|=>|->)(?![)D(pP/]|\s[)(])|(?:^|\n)\s*(?:\[|<|\*\*)(?:{_ROLES})(?:\]|>|\*\*)|"
    rf"(?:^|\n)\s*(?:{_ROLES})\s+[-–—]+\s+\S|\b(?:supporter|seeker|assistant|user|usr|sys)\s*:(?![)D(pP/]|\s[)(])\s*\S|"
    rf"(?:^|\n)\s*(?:the\s+)?(?:supporter|seeker)\s+(?:says|said|replies|replied|responds|responded|answers|asks)\b|"
    rf"<(?:supporter|seeker|client|therapist)>",
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
    rf"nods?|smiles?|laughs?|shrugs?|crying|(?:deep|big)\s+(?:breath|sigh))\b"
)
_STAGE = re.compile(
    rf"(?<!\*)\*\s?(?!hugs?\b)(?:{_SCENE})[^*\n]{{0,80}}\*(?!\*)|(?<!\w)_(?:{_SCENE})[^_\n]{{0,80}}_(?!\w)|"
    rf"\(\s?(?:{_SCENE})[^()\n]{{0,80}}\)|"
    rf"\[\s?(?:{_SCENE})[^\[\]\n]{{0,80}}\]|(?:^|\s)~(?:{_SCENE})[^~\n]{{0,60}}~|(?:^|\n)<(?:{_SCENE})[^<>\n]{{0,60}}>|"
    rf"\*\*(?:{_SCENE})[^*\n]{{0,80}}\*\*|(?:^|\s)[-–—](?:nods|sighs|smiles|pauses|laughs|shrugs|sniffles|"
    rf"chuckles)[\w ]{{0,30}}[-–—]",
    re.IGNORECASE,
)
_LAUGHTER = re.compile(r"\W*(?:laughs?|lol|laughing|smiles?|hugs?|sighs?|sigh|crying|cries)\W*", re.IGNORECASE)
"""What people put in round brackets of themselves as well; other brackets and longer words are a script's."""
_PLAN = re.compile(
    r"\b(?:my|the|chosen|selected|this|support)\s+strategy\s+(?:here\s+|now\s+|for\s+(?:this|"
    r"my)\s+(?:\w+\s+)?(?:turn|reply|message|response)\s+)?(?:is|will\s+be|was|should\s+be|would\s+be|:)|"
    r"\b(?:use|using|apply|applying|choose|employ|chose|go\s+with|select)\s+(?:the\s+|"
    r"a\s+)?(?:\w+\s+){0,4}strategy\b(?!\s+(?:that|to|you|for\s+(?:dealing|coping|your)))|"
    r"\bmy\s+(?:next\s+)?(?:message|reply|response|utterance)\s+(?:will|should|would)\b|\b(?:the|this)\s+(?:seeker|"
    r"user|client|help-seeker|speaker)(?:'s)?\s+"
    r"(?:is|feels|has|seems|may|might|says|needs|wants|appears|expresses|mentions?|mentioned|situation|thoughts?|"
    r"feelings?|emotions?|believes|could|"
    r"likely|probably|shares?|shared|thinks|was|must)\b|\b(?:situation|thought|action)\s*[:：]\s*\S.{5,}?\b(?:thought|"
    r"action|strategy)\s*[:：]|"
    r"\b(?:as|in)\s+my\s+(?:next\s+)?(?:step|reasoning|chain\s+of\s+thought)\b.{0,25}\b(?:i\s+will|i'll|i\s+should|"
    r",)|\bstep\s+\d\s*[:.)]\s*(?:situation|thought|action|strategy)|"
    r"\b(?:i\s+(?:should|will|need\s+to|must|plan\s+to|want\s+to|am\s+going\s+to)|i'll|let\s+me)\s+(?:now\s+|"
    r"first\s+|next\s+|then\s+|gently\s+)*(?:ask|validate|reflect|explore|offer|respond|reply|use|name|"
    r"acknowledge|affirm|reassure|paraphrase|restate|encourage|show)\b[^.!?]{0,60}\b(?:the\s+seeker|the\s+user|"
    r"their\s+(?:feelings?|emotions?|situation|experience)|him|them|her\s+feelings|"
    r"open(?:-ended)?\s+question|so\s+that\s+(?:they|he|she)\b|because\s+(?:they|he|she)\b|strategy|empathy)|"
    r"\b(?:situation|thought|action|reasoning)\s*[:：]\s*(?:the|they|he|she|i\b|seeker|ask|validate|reflect|offer|"
    r"name|say)",
    re.IGNORECASE,
)
_PLAN_SIGN = re.compile(
    r"strateg|seeker|user|client|speaker|message|reply|response|reasoning|situation|thought|action|their|them|"
    r"question|because|step|empathy|they",
    re.IGNORECASE,
)
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
    pattern = re.compile(
        rf"[\[(<{{]\s*(?:strategy\s*[:=-]\s*)?(?:{any_name})(?:\s*(?:strategy|,|/|\+|&|"
        rf"and)\s*(?:{any_name})?)*\s*[\])>}}]|"
        rf"\*{{1,2}}\s*(?:{any_name})\s*:?\s*\*{{1,2}}|(?:^|\n)\W*(?:{any_name})\s*(?::|：|\s[-–—]{{1,2}}\s|=>|->|"
        rf"\|)(?!\s*[)D(])\s*\S|"
        rf"\b(?:support\s+)?strateg(?:y|ies)(?:\s+used)?\s*(?:\*\*)?\s*[:=：]\s*\W*\w|[.!?\"]\s+(?:{long_name})\s*[:：]|"
        rf"\b(?:using|use|with|through|via|by|of|my|apply|"
        rf"try)\s+(?:the\s+)?(?:strategy\s+(?:of\s+)?)?[\"'“*]?(?:{long_name})[\"'”*]?|"
        rf"\b(?:{long_name})\s+(?:strategy|here|technique)\b|\bstrategy\s+(?:of|is|called)\s+\W?(?:{any_name})\b|"
        rf"\b(?:{any_name})\s+strategy\b",
        re.IGNORECASE,
    )
    return pattern, frozenset(word for name in names for word in words(name)) | {"strategy", "strategies"}


@lru_cache(maxsize=8192)
def schema_text(text: str) -> str:
    """Return the first piece of a text that belongs to the form of an answer and not to a message; "" for none."""
    return found.group(0) if _MARKED.search(text) and (found := _SCHEMA.search(text)) else ""


@lru_cache(maxsize=8192)
def role_label(text: str) -> str:
    """Return the first name of a speaker that stands before or in a message as in a script; "" for none."""
    if not any(sign in text for sign in ":：><]*-–—") and not _SCRIPT.search(text):
        return ""
    return found.group(0).strip() if (found := _ROLE.search(text)) else ""


@lru_cache(maxsize=8192)
def stage_direction(text: str) -> str:
    """Return the first description of what a speaker does while they talk; "" for none."""
    if not any(sign in text for sign in "*([_~<-–—"):
        return ""
    for found in _STAGE.finditer(text):
        if not (found.group(0).lstrip()[0] == "(" and _LAUGHTER.fullmatch(found.group(0)) and found.start() > 0):
            return found.group(0).strip()
    return ""


@lru_cache(maxsize=8192)
def spoken_plan(text: str) -> str:
    """Return the first words in which a supporter speaks of the seeker as a case, or of their own plan; "" for none."""
    return found.group(0) if _PLAN_SIGN.search(text) and (found := _PLAN.search(text)) else ""


@lru_cache(maxsize=8192)
def named_strategy(text: str, taxonomy: Taxonomy) -> str:
    """Return the first strategy that a message names as its own; "" for none."""
    pattern, signs = _strategies(taxonomy)
    if signs.isdisjoint(words(text)):
        return ""
    return found.group(0).strip() if (found := pattern.search(text)) else ""
