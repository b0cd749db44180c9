"""The offline seeker: an agenda-based user simulator (after Schatzmann et al. 2007), told in the poster's own words.

The agenda is what the persona has to tell, in the order in which people tell it: what weighs on them, what happened,
who and when, how it feels, what they tried, what they hope for, and at the end what has become lighter. How much of it
goes into a message depends on how far the conversation is. Every message takes up what the supporter just said.
"""

from __future__ import annotations

import random
import re

from ...signatures import Intention, Persona, seed_from
from . import seeker_phrases as say
from .competence import WHOLE, Competence, vague
from .examples import Lesson
from .manner import Message, Written, ways_of
from .reactions import kind_of
from .reading.post_text import sentences as post_sentences
from .wording import capitalized, clause, fresh, join_words, sentences

_LEAVES = 0.06
"""Share of disagreeable seekers' conversations that end unhelped; the figure is ours."""
_LONG = 130
"""Characters above which a sentence of the story stands alone in its message."""
_NO_ARTICLE = re.compile(r"^(?:retired|unemployed|self-employed|between|on |out of|looking|homeless|not |a |an |the )")
_VOWEL = re.compile(r"(?!uni|us[aeiu]|eu|one\b)[aeiou]", re.IGNORECASE)
"""How a word begins that takes "an": an engineer, a university student."""
_OWNED = re.compile(r"(?:my|a|an|the|some|other)\b|people|others|nobody", re.IGNORECASE)
_LASTING = re.compile(r"(?:since|for|over|all|ever)\b", re.IGNORECASE)
_WAYS, _MOST_WAYS = 4, 16
"""How many ways of writing a message are compared with the form that a demonstration shows, and how many while each of
them copies one."""
_NUMBER = re.compile(r"message (\d+) of about (\d+)")
_PROBLEM = re.compile(
    r"(?:problem|问题)[ \t]*[:：\n](.*?)(?=^[ \t]*\d+\.\s|\Z)", re.DOTALL | re.MULTILINE | re.IGNORECASE
)
"""What a role card states as the problem: a line of its own, or a section before the next one that has a number."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_GOES_ON_IN_CHINESE = ("我也不知道该怎么办。", "这件事一直压在我心里。", "我总是反复想这些。", "有时候我觉得很累。")
_FAREWELL_IN_CHINESE = "我先说到这里吧，谢谢你听我说。"


def position(progress: str) -> tuple[int, int]:
    """Return which message this is and of how many, from the prompt's words; (1, 10) when they do not say."""
    found = _NUMBER.search(progress)
    return (int(found[1]), int(found[2])) if found else (1, 10)


def message(
    who: Persona | str,
    progress: str,
    heard: str,
    own: list[str],
    seed: int,
    lesson: Lesson | None = None,
    competence: Competence = WHOLE,
) -> Message:
    """Return the next message of a persona, or of a poster of whom only the post (a text) is known.

    Args:
        heard: the supporter's last message, "" at the beginning.
        own: the seeker's messages so far.
        lesson: what the prompt's demonstrations teach; None where it has none.
        competence: how much of the persona or the post is taken in, and how often it is forgotten.
    """
    number, total = position(progress)
    who = competence.read(who)
    written = _written(who, number, total, heard, own, seed)
    if number < total and competence.slips("who", things=1, where=(seed, number)):
        return Message(vague(number == 1, seed, number), written.intention)
    return written.message() if lesson is None else _as_shown(who, number, total, heard, own, seed, lesson, written)


def message_of_card(card: str, progress: str, heard: str, own: list[str], seed: int) -> str:
    """Return the next message of the person on a role card: its problem, sentence by sentence, in the card's words."""
    stated = _PROBLEM.search(card)
    problem = (stated[1] if stated else card).strip()
    if not _CHINESE.search(problem):
        return message(problem, progress, heard, own, seed).utterance
    number, total = position(progress)
    if number >= total:
        return _FAREWELL_IN_CHINESE
    parts = [part.strip() for part in re.split("[，。；！？,;\n]", problem) if part.strip()]
    told = _spread(parts, max(1, total - 1))
    if number <= len(told) and told[number - 1]:
        return "，".join(told[number - 1]) + "。"
    return random.Random(seed_from("card", seed, number)).choice(_GOES_ON_IN_CHINESE)


def _written(who: Persona | str, number: int, total: int, heard: str, own: list[str], seed: int, *way: int) -> Written:
    """Return a message in its parts. Another `way` says the same in other words, and goes on with the same story."""
    rng = random.Random(seed_from("seeker", seed, number, *way))
    # Once it has been begun, there is one story; before, there are many ways of opening.
    agenda = _agenda(who, total, random.Random(seed_from("agenda", seed, *(way if number == 1 else ()))))
    said = " ".join(own).casefold()
    if number >= total:
        return _farewell(who, rng, said)
    items = [item for item in (agenda[number - 1] if number <= len(agenda) else []) if item.casefold() not in said]
    reaction = "" if number == 1 else _reaction(heard, who, rng, said)
    answer = _answer(heard, who, rng)
    if answer and answer.casefold() not in said:
        items = [answer, *items[:1]]
    if not items:
        items = [fresh(rng, say.ELABORATIONS, said)]
    if reaction.endswith((":", ",")):
        items[0] = items[0] if reaction.endswith(":") else _after_comma(items[0]) or items[0]
        if reaction.endswith(",") and not _after_comma(items[0]):
            reaction = ""
    elif not reaction and not answer and number > 1:
        items[0] = _linked(items[0], rng, said)
    return Written(reaction, tuple(items))


def _as_shown(
    who: Persona | str, number: int, total: int, heard: str, own: list[str], seed: int, lesson: Lesson, first: Written
) -> Message:
    """Return the message made as a near demonstration is: `first`, or what else could be said here."""
    rng = random.Random(seed_from("seeker", seed, number, 0))
    target = lesson.form("utterance", rng)
    said = " ".join(own).casefold()
    asked = kind_of(heard) == "question"
    candidates = [first.message().utterance, *ways_of(first, target, lesson, rng, said, asked)]
    for way in range(1, _MOST_WAYS):
        if way >= _WAYS and (chosen := lesson.closest(candidates, target)):
            return Message(chosen, first.intention)
        written = _written(who, number, total, heard, own, seed, way)
        if written.intention is first.intention:
            candidates += ways_of(written, target, lesson, rng, said, asked)
    return Message(lesson.closest(candidates, target) or candidates[0], first.intention)


def _agenda(who: Persona | str, total: int, rng: random.Random) -> list[list[str]]:
    """Return what is told in each message but the last; the first is the opening."""
    if isinstance(who, str):
        return _spread(_story(who), total - 1)
    feelings = list(who.emotional_experience_words)
    feel = rng.choice(say.FEEL).format(one=feelings[0])
    opening = rng.choice(say.OPENINGS).format(open=rng.choice(say.OPEN), feel=feel).strip()
    slots = max(1, total - 2)
    # Each sentence is told once: in the story if it is the situation itself, else where it is an attempt or a hope.
    situation = _story(who.situation)
    tried = [sentence for sentence in sentences(who.coped_strategies_and_effects) if sentence not in situation]
    hoped = [sentence for sentence in sentences(who.goals_and_expectations) if sentence not in [*situation, *tried]]
    story = situation + [said for said in _story(who.event.description) if said not in [*situation, *tried, *hoped]]
    after_story = [*_in_pairs(tried, say.COPING_LEADS, 2, rng), *_in_pairs(hoped, say.GOAL_LEADS, 1, rng)]
    lighter = rng.choice(say.LIGHTER)
    story_slots = max(1, slots - len(after_story) - 1)
    asides = _asides(who, feelings, " ".join(story), rng)
    elaborations = _elaborations(who, rng)
    told = _interleaved(story, asides, elaborations, story_slots)
    messages = [[opening], *_spread(told, story_slots), *([item] for item in after_story)][: slots + 1]
    unused = [[item] for item in reversed(elaborations) if item not in told]
    messages += unused[: slots + 1 - len(messages)]
    messages[-1] = [*messages[-1], lighter] if len(" ".join(messages[-1])) < _LONG else [lighter]
    return messages


def _interleaved(story: list[str], asides: list[str], elaborations: list[str], slots: int) -> list[str]:
    """Return the story with an aside after every second sentence, made long enough to fill `slots`."""
    told = list(story)
    for index, aside in enumerate(asides):
        told.insert(min(len(told), 2 + 3 * index), aside)
    missing = max(0, slots - len(told))
    for index, elaboration in enumerate(elaborations[:missing]):
        told.insert(min(len(told), 1 + 2 * index), elaboration)
    return told


def _spread(items: list[str], slots: int) -> list[list[str]]:
    """Return `items` in order over `slots` messages, up to three short ones or one long one in each; late ones drop."""
    per_slot = max(1.0, len(items) / slots)
    spread: list[list[str]] = []
    taken = 0
    for slot in range(slots):
        share = items[taken : max(taken + 1, round((slot + 1) * per_slot))][:3]
        while len(share) > 1 and sum(map(len, share)) > 2 * _LONG:
            share.pop()
        taken += len(share)
        spread.append(share)
    return spread


def _story(text: str) -> list[str]:
    told = [sentence for sentence in (post_sentences(text) or sentences(text)) if len(sentence.split()) > 2]
    return list(dict.fromkeys(told))


def _asides(who: Persona, feelings: list[str], story: str, rng: random.Random) -> list[str]:
    """Return what comes up by the way and is not in the story, each once, in an order that differs between seekers."""
    asides = [rng.choice(say.FEEL_MORE).format(more=join_words(feelings[1:3] or feelings[:1]))]
    if str(who.age) not in story:
        asides.append(rng.choice(say.AGE).format(age=who.age))
    if who.occupation.split()[-1].casefold() not in story.casefold():
        asides.append(rng.choice(say.WORK).format(occupation=_with_article(who.occupation)))
    rng.shuffle(asides)
    return asides


def _elaborations(who: Persona, rng: random.Random) -> list[str]:
    own = list(say.INTROVERT if who.personality.extraversion == "Introversion" else say.EXTRAVERT)
    own += say.WORRIER if who.personality.neuroticism == "Neuroticism" else ()
    general = list(say.ELABORATIONS)
    rng.shuffle(general)
    rng.shuffle(own)
    return own[:1] + general


def _in_pairs(told: list[str], leads: tuple[str, ...], messages: int, rng: random.Random) -> list[str]:
    """Return sentences two a message, at most `messages` of them, the first with a lead-in."""
    pairs = [" ".join(told[start : start + 2]) for start in range(0, len(told), 2)][:messages]
    return [f"{rng.choice(leads)} {pairs[0]}".strip(), *pairs[1:]] if pairs else []


def _farewell(who: Persona | str, rng: random.Random, said: str) -> Written:
    wish = fresh(rng, say.WISHES, said)
    sceptical = not isinstance(who, str) and who.personality.agreeableness == "Disagreeableness"
    if sceptical and rng.random() < _LEAVES:
        return Written("", (rng.choice(say.LEAVING).format(wish=wish),), Intention.LEAVE)
    return Written("", (rng.choice(say.FAREWELLS).format(wish=wish),), Intention.RESOLVED)


def _reaction(heard: str, who: Persona | str, rng: random.Random, said: str) -> str:
    kind = kind_of(heard)
    options = say.REACTIONS[kind]
    sceptical = not isinstance(who, str) and who.personality.agreeableness == "Disagreeableness"
    if kind == "suggestion" and sceptical:
        options += say.DOUBTFUL
    silent = options.count("")
    if silent and rng.random() < silent / len(options):
        return ""
    return fresh(rng, [option for option in options if option], said)


def _answer(heard: str, who: Persona | str, rng: random.Random) -> str:
    """Return the fact that a question of the supporter asks for, where the persona has it; "" otherwise."""
    if isinstance(who, str) or not heard.endswith("?"):
        return ""
    event = who.event
    if re.search(r"how long|did you notice|happens right before", heard, re.IGNORECASE):
        phrases = say.AGO if event.time.endswith("ago") else say.SINCE if _LASTING.match(event.time) else say.WHEN
    elif re.search(r"ordinary day|moments when|some days", heard, re.IGNORECASE):
        phrases = say.WHERE
    elif re.search(r"anyone who knows|told anyone", heard, re.IGNORECASE):
        phrases = say.PEOPLE
    else:
        return ""
    return capitalized(rng.choice(phrases).format(time=event.time, location=event.location, people=event.participants))


def _linked(item: str, rng: random.Random, said: str) -> str:
    """Lead into a sentence of the story now and then, where it can be led into."""
    core = _after_comma(item)
    return fresh(rng, say.LINKS, said).format(it=core) if core and rng.random() < 0.35 else item


def _after_comma(item: str) -> str | None:
    first, _, rest = item.partition(". ")
    core = clause(first, longest=30)
    if core is None or not first.lower().startswith(core[:8].lower()):
        return None
    ending = "" if first.endswith((".", "!", "?")) else "."
    return f"{core}{ending or first[-1]}" + (f" {rest}" if rest else "")


def _with_article(occupation: str) -> str:
    if _NO_ARTICLE.match(occupation.lower()):
        return occupation
    return f"{'an' if _VOWEL.match(occupation) else 'a'} {occupation}"
