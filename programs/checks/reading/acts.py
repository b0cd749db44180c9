"""What an utterance does, as far as its words show: asks, says back, suggests, tells of oneself.

Two strengths of evidence, because "does" and "does not" have to be sure of different things: most functions return
whether something is clearly there; `lacks` says that not even a weak sign of an act is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import lru_cache

from ....corpora.words import words
from .cues import cues, plain, starts
from .manners import greets, takes_leave, thanks
from .text import content, sentences


class Act(StrEnum):
    """The acts of support that ESConv's strategies name; pleasantries are none."""

    ASK = "ask"
    RESTATE = "restate"
    REFLECT = "reflect"
    DISCLOSE = "disclose"
    AFFIRM = "affirm"
    SUGGEST = "suggest"
    INFORM = "inform"


# People leave the question mark out, so a question is also known by how it begins.
_ASKING = cues(
    r"""
    .*\?
    .*\b(?:tell|show) (?:me|us)\b
    .*\b(?:describe|elaborate|explain|wonder|wondering|curious|go on|let me know|may i ask)\b
    .*\b(?:like|love|want|glad|happy|interested) to (?:hear|know|understand)\b
    .*\b(?:share|talk|say)\b.{0,25}\b(?:more|about)\b
    .*\bmore about\b
    (?:.*(?:[.!,;] ?|\b(?:so|and|but|or|ok|okay|well|oh) ))?(?:what|how|why|when|where|who|which|do|does|did|is|are|r
    was|were) \w
    (?:.*(?:[.!,;] ?|\b(?:so|and|but|or|ok|okay|well|oh) ))?(?:have|has|had|can|could|would|will|may|any) (?!a\b)\w
    """,
    ("^", ""),
)
_SUGGESTION = cues(
    r"""
    you (?:could|should|ought|must)
    you (?:might|may) (?:want|try|like|find|feel|consider)
    you (?:need|have) to
    you can (?:also |always |just |maybe )?(?:try|start|go|take|talk|make|use|ask|write|do|look|find|call|get|join)
    you(?:'d| had| would) (?:be )?better
    <i would>? ?<any>?(?:suggest|recommend|advise)
    my (?:advice|suggestion)
    have you (?:ever )?(?:tried|considered|thought (?:about|of))
    (?:how|what) about
    why (?:not|don't you)
    what if you
    if i were you
    (?:it|that) (?:might|may|could|would) (?:help|be (?:good|helpful|worth|useful|best|better|wise|smart))
    have (?:a go|a try|a look)|(?:what|the best thing|one thing that) (?:works|helps|you can do) (?:best )?is
    (?:the best|best|first) (?:thing|step|way) (?:is|would be|to do)|it(?:'s| is) (?:best|better|time
    a good idea) (?:to|if)
    one thing you
    (?:maybe|perhaps) (?:try|start|consider)
    try (?:to|a|an|the|some|\w+ing)
    consider (?:\w+ing|a|the)
    """
)
_SUGGESTION_FIRST = starts(
    r"""
    (?:maybe |perhaps |just |please |first,? |then )?(?:try|consider|start|go|take|talk|make|write|call|find|get|join
    set|sign up|speak|keep|look|ask|read|listen to|spend|put|give|learn|book|buy|cut|drink|eat|sleep|exercise|meditate)
    (?:maybe |perhaps |just |please |first,? |then )?(?:focus|download|practi[cs]e|avoid|stop|leave|quit|move|see a
    let's)
    """
)
_WEAK_SUGGESTION = cues(
    r"""
    you <any>?(?:could|can|should|might|may|need|have to|must|want to|deserve|ought)
    you'd|try|trying|tried|maybe|perhaps|consider\w*|suggest\w*|recommend\w*|advi[cs]e\w*|idea|tips?|options?
    how about|what about|what if|what would happen|why not|why don't|help(?:s|ful|ing)?|if (?:i were )?you|let's|step
    ways?
    (?:thought|think) (?:about|of)|worth|better (?:to|if|off)|best (?:to|thing|way)|instead
    (?:good|great|nice|important|easier) (?:to|for|if)
    join\w*|practi[cs]\w+|hobb\w+|exercis\w+|meditat\w+|therap\w+|counsel\w+|doctor|online|app
    """
)
_IMPERATIVE = cues(
    r"""
    go|take|make|talk|call|find|get|set|ask|give|do|look|focus|allow|write|read|send|speak|tell|put|let|avoid|listen
    watch
    walk|run|be|have|think|see|reach|plan|list|pick|choose|spend|turn|move|show|say|ignore|forget|accept|check|visit
    learn
    seek|leave|stop|breathe|work|cut|drop|enjoy|relax|rest|eat|drink|sleep|open|save|apply|break|play|follow|hang|meet
    bring|buy|wait|end|change|limit|keep|stay|remember|start|join|use|hold|pray|treat|surround|trust|don't|do not
    """,
    (r"(?:^|[.!?;,:] |\b(?:so|and|then|please|just|first|or|but|also|to|always|never|don't|do not) )", r"\b"),
)
_REACTION = starts(
    r"""
    (?:\w+,? ){0,2}<i am> <any>?(?:sorry|here|glad|listening)
    (?:\w+,? ){0,2}(?:that|it|this) (?:really |all )?(?:sounds?|must|feels?|seems?)
    (?:\w+,? ){0,2}<it is> (?:<very>(?:hard|awful|terrible|understandable|tough|difficult|painful)|a lot|so|really)
    (?:\w+,? ){0,2}you (?:sound|seem|must|feel)
    (?:\w+,? ){0,2}i (?:can |do )?(?:hear|imagine|understand|feel for)
    thank|how (?:awful|terrible|painful|hard)
    """
)
_FEELING = cues(
    r"""
    feel\w*|felt|emotion\w*|sad\w*|anxi\w+|depress\w+|angry|anger|hurt\w*|upset\w*|lonel\w+|alone|afraid|scar\w+|fear\w*
    worr\w+|stress\w*|overwhelm\w*|frustrat\w+|disappoint\w+|exhaust\w+|tired|hopeless\w*|helpless\w*|guilt\w*|asham\w+
    shame|embarrass\w*|griev\w+|grief|pain\w*|heartbr\w+|devastat\w+|confus\w+|lost|nervous|jealous\w*|betray\w*
    reject\w*
    miserable|unhapp\w+|happ(?:y|ier|iness)|glad|reliev\w+|excit\w+|proud|hard|tough|difficult|rough|awful|terrible
    horrible|heavy|challeng\w+|struggl\w+|suffer\w*|burden\w*|trapped|stuck|torn|numb|empty|worthless|bother\w*
    disgust\w*
    annoy\w*|insecur\w+|uncertain\w*|unsure|discourag\w+|pressure\w*|panick?\w*|terrif\w+|shock\w*|sorry|bad
    miss(?:ing)?
    unloved|ugly|drain\w*|crush\w*|regret\w*|resent\w*|wear(?:y|ing)|distress\w*|concern\w*|love\w*|hopeful|peace|calm
    sounds?|seems?|sense|imagine|understand\w*|(?:that|it|this|you) must|must (?:be|have)|i hear|can see|i see
    """
)
_SAYING_BACK = cues(
    r"""
    so,? (?:you|it|your|what|he|she|they|the|basically)|sounds?|seems?
    you(?:'re| are| were)? (?:say\w*|said|mean\w*|mention\w*|feel\w*|tell\w*|told|describ\w+)
    in other words|if i (?:understand|put)|to put it|what i(?:'m| am) hearing|i hear|i understand|correct|right
    let me|to sum|summar\w+|basically
    <you are>|<you have>|you (?:want|need|had|were|would|don't)
    """
)
_OF_ONESELF = cues("i|i'm|i've|i'd|i'll|im|me|my|mine|myself|we|we're|we've|us|our|ourselves|same|too")
_POLITE_SELF = cues(
    r"""
    <i am> <very>(?:sorry|glad|happy|here|listening|with you|following|proud|sure)
    i (?:can |do )?(?:hear|understand|see|imagine|tell|hope|guess|wonder|believe|wish|know)
    (?:tell|ask|let|telling|show|give|with) me|may i|can i|could i|<i would> (?:like|love|suggest)
    """
)
_ENCOURAGING = cues(
    r"""
    you(?:'ll| will| can| are|'re|'ve| have| did| do| got)|great|good|strong\w*|strength|proud|brave\w*|courage\w*
    capable
    okay|ok|alright|fine|normal|natural|valid|understandable|right|best|hope\w*|believe|not alone|deserve|better|well
    happy
    glad|worth\w*|love\w*|care
    """
)
_YOU = cues(r"you\w*|u|ur|yours?|yourself")
# Signs that leave no doubt.
_TELLING = 3
"""Words from which a sentence can be told from a formula."""
_QUESTION_WORD = starts("(?:what|how|why|when|where|who|which)\\b(?! about| if)")
_OWN_STORY = cues(
    r"""
    (?:when|after|since) (?:i|my)|i (?:once|also|too|had|was|went|lost|felt|used to|did|got|remember|worked|lived|moved)
    i(?:'ve| have) (?:been|had|gone|lost|felt|known)|my (?:own|ex|husband|wife|mother|mom|father|dad|sister|brother)
    my (?:boss|friend|job|family|girlfriend|boyfriend|first|last|parents|son|daughter|dog|cat|divorce|friends)
    (?:for|to|happened to|helped) me
    """
)
_OF_THE_OTHER = starts(
    r"""
    (?:\w+,? ){0,2}you (?:feel|must feel|must be|sound|seem|are (?:feeling|hurt|sad|angry|afraid|torn|worn))
    (?:\w+,? ){0,2}(?:it|that|this) (?:sounds?|must|seems?) \w+
    (?:\w+,? ){0,2}i (?:can |do )?(?:hear|sense|see|imagine) (?:how|that|the|your|you)
    """
)
_PRAISE = cues(
    r"""
    proud of you|you can do (?:it|this)|believe in you|<you are> <very>(?:strong|brave|capable|doing|resilient)
    (?:takes|took) (?:\w+ ){0,2}(?:courage|strength)|<you have> got this|things will (?:get|be)
    """
)
_FACT = starts(
    r"""
    (?:an?|most|many|some|studies|research|there (?:is|are)|experts|psychologists|doctors|scientists|people who)\b
    (?:in (?:most|many|some) (?:cases|countries|places|people))|(?:about|around|nearly|almost|over|up to) (?:\d+|half
    one)
    (?:it is|it's) (?:known|common|proven|called|said|estimated)|\d+ |the (?:brain|body|average|hotline|number|office)
    (?:\w+ ){1,3}(?:is|are) (?:an?|the|often|usually|known|called|caused|based|located|open|free|available|common)
    (?:\w+ ){1,2}(?:usually|often|typically|generally|normally) \w+|(?:\w+ ){1,3}(?:costs?|lasts?|causes|affects)
    """
)
_PLEASANTRY = cues(
    r"""
    how (?:are|r) (?:you|u|things)\b(?! (?:cop|hold|handl|manag|deal|feeling about))
    how do you do|how(?:'s| is) (?:it going|life|your day)
    """
)


@lru_cache(maxsize=2048)
def asks(text: str) -> bool:
    """Return whether a text asks about the other side; advice in the form of a question and "how are you" do not."""
    return any(
        _ASKING.match(one) and not _advises(one) and not _PLEASANTRY.search(one) for one in sentences(plain(text))
    )


@lru_cache(maxsize=2048)
def suggests(text: str) -> bool:
    """Return whether a text clearly suggests something."""
    return any(_advises(one) for one in sentences(plain(text)))


@lru_cache(maxsize=2048)
def says_back(text: str) -> bool:
    """Return whether a text speaks of what the other side said and feels; advice does not."""
    heard = " ".join(one for one in sentences(plain(text)) if not _advises(one))
    return bool(_SAYING_BACK.search(heard)) and bool(_FEELING.search(heard))


@lru_cache(maxsize=2048)
def plainly(text: str) -> frozenset[Act]:
    """Return the acts that a text does beyond doubt; greetings, thanks and short replies do none."""
    told = [one for one in sentences(plain(text)) if len(words(one)) >= _TELLING and not _is_formula(one)]
    return frozenset(act for one in told for act in _acts_of(one))


@lru_cache(maxsize=2048)
def only_pleasant(text: str) -> bool:
    """Return whether a text greets, thanks or takes leave, and nothing else."""
    return all(_is_formula(one) for one in sentences(plain(text)))


def _acts_of(sentence: str) -> Iterator[Act]:
    if _advises(sentence) and not _QUESTION_WORD.match(sentence):
        yield Act.SUGGEST
    elif _is_question(sentence):
        yield Act.ASK
    elif _OWN_STORY.search(sentence):
        yield Act.DISCLOSE
    elif _OF_THE_OTHER.match(sentence):
        yield Act.REFLECT
    elif _PRAISE.search(sentence):
        yield Act.AFFIRM
    elif _FACT.match(sentence) and not _YOU.search(sentence):
        yield Act.INFORM


def lacks(act: Act, text: str, heard: Iterable[str] = ()) -> bool:
    """Return whether a text has not even a weak sign of an act.

    Args:
        act: what it should do.
        text: the utterance.
        heard: what the other side said, which a restatement takes up.
    """
    if not _lacks_words(act, text):
        return False
    if act is not Act.RESTATE or _only_suggests(plain(text)) or not _YOU.search(plain(text)):
        return True
    about = content(text)
    return not any(about & content(one) for one in heard)


@lru_cache(maxsize=2048)
def _lacks_words(act: Act, text: str) -> bool:
    return _NO_SIGN[act](plain(text))


def _advises(sentence: str) -> bool:
    return bool(_SUGGESTION.search(sentence) or _SUGGESTION_FIRST.match(sentence))


def _is_question(sentence: str) -> bool:
    return sentence.rstrip("\"')! ").endswith("?")


def _is_formula(sentence: str) -> bool:
    brief = len(words(sentence)) <= 12 and not _WEAK_SUGGESTION.search(sentence)
    return brief and (greets(sentence) or takes_leave(sentence) or thanks(sentence))


def _only_suggests(text: str) -> bool:
    return all(_advises(one) for one in sentences(text))


def _no_affirmation(text: str) -> bool:
    if not (_ENCOURAGING.search(text) or _YOU.search(text)) and all(_FACT.match(one) for one in sentences(text)):
        return True
    if not _WEAK_SUGGESTION.search(text):
        return all(_is_question(one) for one in sentences(text))
    return _only_suggests(text) and not _ENCOURAGING.search(text)


def _no_information(text: str) -> bool:
    if _WEAK_SUGGESTION.search(text):
        return all(_is_question(one) and _QUESTION_WORD.match(one) for one in sentences(text))
    return all(_is_question(one) or _is_formula(one) or _REACTION.match(one) for one in sentences(text))


_NO_SIGN: dict[Act, Callable[[str], bool]] = {
    Act.ASK: lambda text: not any(_ASKING.match(one) for one in sentences(text)),
    Act.RESTATE: lambda text: not _SAYING_BACK.search(text),
    Act.REFLECT: lambda text: not _FEELING.search(text.replace("feel better", "")),
    Act.DISCLOSE: lambda text: not _OF_ONESELF.search(_POLITE_SELF.sub("", text)),
    Act.AFFIRM: _no_affirmation,
    Act.SUGGEST: lambda text: not _WEAK_SUGGESTION.search(text) and not _IMPERATIVE.search(text),
    Act.INFORM: _no_information,
}
