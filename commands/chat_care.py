"""What is said to a person who speaks of a crisis while chatting: fixed words, written with care, and where help is.

No model is asked then. Words are looked for (`signatures.crisis`), risk is not assessed; docs/chat.md says what this is
not.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..signatures import CrisisKind

_EMERGENCY = "your emergency number (112, 911, 999 or 000)"
_LINES = (
    "988 in the US and Canada, 116 123 in the UK and Ireland, 13 11 14 in Australia, and for other countries "
    "findahelpline.com"
)
NOTICE = (
    "A research program, not a therapist: it can be wrong, and no person watches over it. "
    f"In danger call {_EMERGENCY}. To talk to a person at any hour: {_LINES}."
)
"""What every conversation begins with."""
BESIDE = (
    "(If this is close to you or to somebody else right now, people can help at any hour: "
    f"{_EMERGENCY} in danger; {_LINES}.)"
)
"""Beside the reply, where a crisis is told as past or as another person's."""

_TEXTS = {
    CrisisKind.SUICIDE: (
        "I am really glad that you told me. It sounds as if it hurts more than you can bear right now, and you should "
        "not have to be alone with it. I am a program and cannot be with you; people can, today. If you might act on "
        f"this, or already have, please call {_EMERGENCY} now. You can also talk to somebody who is there for exactly "
        f"this, at any hour: {_LINES}. If you can, go to where somebody is, and away from anything that could do "
        "you harm. Are you safe at this moment?"
    ),
    CrisisKind.DANGER: (
        "That sounds dangerous, and your safety comes first. If you can, get to a place where you are safe or where "
        f"other people are, and call {_EMERGENCY} now; also if you have taken something, even if you feel all right. "
        "I am a program and cannot send anybody to you; they can. Somebody you trust can stay with you until then; and "
        f"there are people to talk to at any hour: {_LINES}. "
        "Can you get to safety right now?"
    ),
    CrisisKind.ABUSE: (
        "I am so sorry that this is happening to you. It is not your fault, and nobody has the right to do this. I am "
        f"a program and cannot protect you; people can. If you are in danger now, call {_EMERGENCY} as soon as you can "
        "do so safely. For a person who knows such situations, at any hour and in confidence: 1-800-799-7233 in the "
        "US, 0808 2000 247 in the UK, 1800 737 732 in Australia, and for other countries findahelpline.com. If whoever "
        "hurts you may look at this device, think of what is left on it. Are you somewhere safe right now?"
    ),
    CrisisKind.SELF_HARM: (
        "Thank you for telling me; that is not easy to say. It sounds as if hurting yourself has been a way to get "
        "through something that is too much, and I am concerned about you. I am a program; you deserve a person beside "
        f"you. If a wound needs care, or you feel that it may go further, call {_EMERGENCY}. To talk to somebody who "
        f"listens without judging, at any hour: {_LINES}. Is there somebody you trust who could be with you now?"
    ),
}
"""The most pressing first."""
_AGAIN = (
    "I am still here, and I am worried about you. I am a program: what you need now is a person, and one can be "
    f"reached this minute. Please call {_EMERGENCY} if you are in danger, or talk to somebody: {_LINES}. Who could be "
    "with you, or on the phone with you, right now?"
)


def care(kinds: Iterable[CrisisKind], before: bool = False) -> str:
    """Return the answer to a message that speaks of a crisis as present.

    Args:
        kinds: at least one.
        before: whether the person was answered so in this conversation already.
    """
    spoken = set(kinds)
    return _AGAIN if before else next(text for kind, text in _TEXTS.items() if kind in spoken)
