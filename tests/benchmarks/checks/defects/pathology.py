"""What models that play a part do: they swap parts, fall silent, repeat, start over, refuse."""

from __future__ import annotations

import random

from socialsim.signatures import StopReason, Turn

from ..sources import Source
from .planting import Defect, Degree, Spoilt, Spot, Wordings, as_typed, in_turn, of_whole, pick, woven

_SUPPORTER_SEEKS: Wordings = {
    "obvious": (
        "I'm so depressed since my boyfriend left me and I don't know what to do. Can you help me?",
        "I need your advice. My boss keeps shouting at me and I can't take it.",
        "I feel so lonely and I have nobody to talk to. What should I do?",
        "Hi, I'm looking for someone to talk to about my anxiety.",
        "I've been struggling a lot lately and I was hoping you could help me.",
        "Please help me, I can't cope with my divorce.",
    ),
    "plain": (
        "I've been feeling really down since I lost my job. I can't sleep and I cry all day.",
        "What do you think I should do about my marriage?",
        "I don't know how to tell my parents about my problem, I'm scared of them.",
        "I'm worried that my husband will leave me and I can't stop thinking about it.",
        "Do you have any advice for me? I'm at a loss.",
        "My exam is next week and I'm panicking, I can't concentrate at all.",
    ),
    "subtle": (
        "Thank you for listening to me, I feel a bit lighter now that I've told you my story.",
        "Thanks for your advice, I'll try what you suggested and talk to my boss.",
        "It's so good to get this off my chest, you've helped me a lot with my problem.",
        "I'm just so tired of my situation, and you are the first person I tell.",
    ),
}
_SEEKER_SUPPORTS: Wordings = {
    "obvious": (
        "I'm sorry to hear that you're going through this. How long have you been feeling this way?",
        "Thank you for sharing that with me. Have you considered talking to a counselor?",
        "I'm here to support you. What would you like to talk about today?",
        "It sounds like you are overwhelmed. Can you tell me more about what happened?",
        "Your feelings are valid. Let's explore what is behind them together.",
        "How can I help you today?",
    ),
    "plain": (
        "I understand how difficult this must be for you. Have you tried writing your thoughts down?",
        "You are stronger than you think. It might help you to take some deep breaths when it gets too much.",
        "That must be really hard for you. Is there anybody in your life you can talk to?",
        "It's completely normal that you feel that way. Many people do in your situation.",
        "I can hear how much you are hurting. You don't have to go through this alone, I'm here for you.",
        "It takes courage to open up like you did. What do you think would help you most right now?",
    ),
    "subtle": (
        "I suggest you take it one day at a time and be gentle with yourself.",
        "You're doing great, be proud of how far you've come. I'm always here if you want to talk.",
        "You could start with a small step, such as calling a friend, and tell me how it went.",
        "I'm glad that talking to me has helped you a little.",
    ),
}


@in_turn("roles_inverted", "seeker", "supporter")
def takes_the_other_part(spot: Spot, rng: random.Random) -> Defect | None:
    text, degree = pick(rng, _SEEKER_SUPPORTS if spot.turn.speaker == "seeker" else _SUPPORTER_SEEKS)
    return spot.written(as_typed(rng, text), degree)


_NOTHING: tuple[tuple[str, Degree], ...] = (
    ("", "obvious"),
    (" ", "obvious"),
    ("\n", "obvious"),
    ("...", "obvious"),
    ("…", "obvious"),
    (".", "obvious"),
    ("-", "plain"),
    ("—", "plain"),
    ("?!", "plain"),
    ("***", "plain"),
    ("---", "plain"),
    ('""', "plain"),
    ("[]", "subtle"),
    ("( )", "subtle"),
    ("“…”", "subtle"),
    ("\u200b", "subtle"),
)


@in_turn("empty_turn", "seeker", "supporter")
def says_nothing(spot: Spot, rng: random.Random) -> Defect | None:
    text, degree = rng.choice(_NOTHING)
    return spot.written(text, degree)


_WORTH_REPEATING = 8


@in_turn("repeated_turn", "seeker", "supporter")
def repeats(spot: Spot, rng: random.Random) -> Defect | None:
    own = [turn.text for turn in spot.before if turn.speaker == spot.turn.speaker]
    heard = [turn.text for turn in spot.before[-1:] if turn.speaker != spot.turn.speaker]
    said = [text for text in (heard if heard and rng.random() < 0.25 else own) if len(text.split()) >= _WORTH_REPEATING]
    if not said:
        return None
    text = rng.choice(said)
    degree: Degree = rng.choice(("obvious", "plain", "subtle"))
    words = text.split()
    match degree:
        case "obvious":
            changed = text
        case "plain":
            changed = rng.choice((text.upper(), text.lower(), f"{text} ", text.replace(",", ""), f"Yes. {text}"))
        case _:
            changed = rng.choice((" ".join(words[:-1]), f"Well, {text[:1].lower()}{text[1:]}", " ".join(words[1:])))
    return spot.written(changed, degree)


_STARTS_OVER: dict[str, Wordings] = {
    "supporter": {
        "obvious": (
            "Hi! How can I help you today?",
            "Hello, welcome! What brings you here today?",
            "Hi there, thanks for reaching out. What would you like to talk about?",
            "Hello! I'm here to listen. What's on your mind today?",
            "Hey, nice to meet you. How are you doing today?",
        ),
        "plain": (
            "Welcome! Please tell me what brings you to this chat.",
            "Good evening, and thank you for contacting us. How may I support you?",
            "Hi, I'm glad you wrote. What is going on?",
            "Hello, I don't think we've met. What can I do for you?",
            "Hello and welcome, take your time and tell me why you are here.",
        ),
        "subtle": (
            "So, what brings you here today?",
            "What would you like to talk about today?",
            "How may I help you today?",
            "Nice to meet you. I'm here for you.",
        ),
    },
    "seeker": {
        "obvious": (
            "Hi, is anyone there? I'd like to talk to someone about a problem.",
            "Hello! I'm new here and I was hoping to talk to somebody.",
            "Hi there, how are you? I need some help today.",
            "Hello, I hope this is the right place to talk.",
        ),
        "plain": (
            "Good morning, I'm looking for someone to talk to.",
            "Hey. I don't usually do this, but I need somebody to listen.",
            "Hello, can I talk to you about something?",
            "Hi, thanks for having me. I have a problem I'd like to discuss.",
        ),
        "subtle": ("Hello, are you there?", "Hi, how are you today?", "Hi, I'm not sure where to begin."),
    },
}


_UNDER_WAY = 8
"""Turns after which nobody opens a conversation."""


@in_turn("restarted_opening", "seeker", "supporter")
def starts_over(spot: Spot, rng: random.Random) -> Defect | None:
    if len(spot.before) < _UNDER_WAY:
        return None
    text, degree = pick(rng, _STARTS_OVER[spot.turn.speaker])
    return spot.written(as_typed(rng, text), degree)


_FAREWELLS = {
    "seeker": (
        "Thank you so much, bye!",
        "Goodbye, and thanks again.",
        "Thanks, take care!",
        "You too, have a good day. Bye.",
        "I really appreciate it. Goodbye!",
        "Bye bye, thank you.",
        "Good night and thanks.",
        "Thanks again for everything, see you.",
        "Have a great evening!",
        "Ok, bye for now.",
    ),
    "supporter": (
        "You're welcome, take care! Bye.",
        "Goodbye, and all the best.",
        "Have a nice day!",
        "Take good care of yourself. Goodbye!",
        "You're very welcome. Bye for now.",
        "Bye, and good luck with everything.",
        "Good night, sleep well.",
        "It was nice talking to you, goodbye.",
        "Anytime! Take care.",
        "See you, and stay strong.",
    ),
}


@of_whole("goodbye_loop")
def cannot_part(source: Source, rng: random.Random) -> Spoilt | None:
    pairs, degree = _LOOPS[rng.randrange(len(_LOOPS))]
    turns = list(source.alternating)
    said = {speaker: rng.sample(texts, len(texts)) for speaker, texts in _FAREWELLS.items()}
    for number in range(2 * pairs):
        speaker = "seeker" if turns[-1].speaker == "supporter" else "supporter"
        texts = said[speaker]
        reasoning = next((turn.reasoning for turn in reversed(turns) if turn.speaker == speaker), None)
        turns.append(Turn(speaker=speaker, text=texts[number // 2 % len(texts)], reasoning=reasoning))
    return Spoilt(tuple(turns), degree)


_LOOPS: tuple[tuple[int, Degree], ...] = ((9, "obvious"), (6, "plain"), (5, "subtle"))


@of_whole("early_stop", simulated=True)
def leaves_early(source: Source, rng: random.Random) -> Spoilt | None:
    exchanges, degree = _EARLY[rng.randrange(len(_EARLY))]
    turns = source.alternating
    start = next(place for place, turn in enumerate(turns) if turn.speaker == "seeker")
    kept = list(turns[start : start + 2 * exchanges])
    if len(kept) < 2 * exchanges:
        return None
    if rng.random() < 0.75:
        farewell = rng.choice(_FAREWELLS["seeker"])
        kept.append(Turn(speaker="seeker", text=farewell))
    return Spoilt(tuple(kept), degree, rng.choice((StopReason.RESOLVED, StopReason.SEEKER_LEFT, StopReason.RESOLVED)))


_EARLY: tuple[tuple[int, Degree], ...] = ((1, "obvious"), (2, "plain"), (3, "subtle"))

_REFUSALS: Wordings = {
    "obvious": (
        "As an AI language model, I cannot provide emotional support.",
        "I'm sorry, but I can't assist with that.",
        "I'm just an AI, so I don't have feelings.",
        "As an AI, I don't have personal experiences.",
        "I am an AI assistant and not able to do this.",
        "I'm sorry, I cannot fulfill this request.",
        "I'm only a chatbot.",
    ),
    "plain": (
        "I can't help with that request.",
        "I'm not able to engage in this conversation.",
        "I cannot continue with this role-play.",
        "Sorry, I'm unable to generate a response to this.",
        "As a large language model I have no opinion on that.",
        "I'm programmed to be helpful, but this goes beyond my guidelines.",
        "This content may violate our usage policies.",
        "I must decline to write this message.",
    ),
    "subtle": (
        "My training data does not cover such things.",
        "I'm a virtual assistant, after all.",
        "I do not have the ability to feel, being a machine.",
        "I'm not comfortable writing this dialogue.",
    ),
}


@in_turn("refusal_text", "seeker", "supporter")
def refuses(spot: Spot, rng: random.Random) -> Defect | None:
    text, degree = pick(rng, _REFUSALS)
    return spot.written(woven(rng, as_typed(rng, text), spot.turn.text), degree)
