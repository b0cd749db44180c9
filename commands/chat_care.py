"""What is said to a person who speaks of a crisis while chatting: fixed words, written with care, and where help is.

No model is asked then. Words are looked for (`signatures.crisis`), risk is not assessed; docs/chat.md says what this is
not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from ..signatures import Crisis
from ..signatures.crisis import Role
from ..signatures.phrases import straightened


class Situation(StrEnum):
    """What the fixed words answer, the most pressing first."""

    SUICIDE = "suicide"
    VIOLENCE = "violence"
    """The person hurts or threatens somebody else."""
    DANGER = "danger"
    ABUSE = "abuse"
    SELF_HARM = "self_harm"
    HELPING = "helping"
    """Somebody else is in danger by their own hand, and the person is beside them."""


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
"""Beside a reply of the model: where a crisis is told as past or in general, and after the fixed words."""

_TEXTS = {
    Situation.SUICIDE: (
        "I am really glad that you told me. It sounds as if it hurts more than you can bear right now, and you should "
        "not have to be alone with it. I am a program and cannot be with you; people can, today. If you might act on "
        f"this, or already have, please call {_EMERGENCY} now. You can also talk to somebody who is there for exactly "
        f"this, at any hour: {_LINES}. If you can, go to where somebody is, and away from anything that could do "
        "you harm. Are you safe at this moment?"
    ),
    Situation.VIOLENCE: (
        "I am glad that you say it here, before anything more happens. What matters now is that nobody gets hurt. "
        "Please step away: put down whatever could do harm, leave the room or the house, and put distance between you "
        f"and them. If somebody is hurt or in danger, or you might act on this, call {_EMERGENCY} now. I am a program "
        f"and cannot be there; a person can talk this through with you at any hour: {_LINES}. Where can you go now, "
        "to be away from them?"
    ),
    Situation.DANGER: (
        "That sounds dangerous, and your safety comes first. If you can, get to a place where you are safe or where "
        f"other people are, and call {_EMERGENCY} now; also if you have taken something, even if you feel all right. "
        "I am a program and cannot send anybody to you; they can. Somebody you trust can stay with you until then; and "
        f"there are people to talk to at any hour: {_LINES}. "
        "Can you get to safety right now?"
    ),
    Situation.ABUSE: (
        "I am so sorry that this is happening to you. It is not your fault, and nobody has the right to do this. I am "
        f"a program and cannot protect you; people can. If you are in danger now, call {_EMERGENCY} as soon as you can "
        "do so safely. For a person who knows such situations, at any hour and in confidence: 1-800-799-7233 in the "
        "US, 0808 2000 247 in the UK, 1800 737 732 in Australia, and for other countries findahelpline.com. If whoever "
        "hurts you may look at this device, think of what is left on it. Are you somewhere safe right now?"
    ),
    Situation.SELF_HARM: (
        "Thank you for telling me; that is not easy to say. It sounds as if hurting yourself has been a way to get "
        "through something that is too much, and I am concerned about you. I am a program; you deserve a person beside "
        f"you. If a wound needs care, or you feel that it may go further, call {_EMERGENCY}. To talk to somebody who "
        f"listens without judging, at any hour: {_LINES}. Is there somebody you trust who could be with you now?"
    ),
    Situation.HELPING: (
        "That is a lot to carry, and it is good that you take it seriously. If they have taken something or hurt "
        f"themselves, or are about to, call {_EMERGENCY} at once, even if they ask you not to. If you safely can, stay "
        "with them, or have somebody stay; move away what could do harm. You may ask directly whether they think of "
        "killing themselves: asking does not put it into their head. I am a program and cannot judge how serious "
        f"it is. These lines are for them, and for you: {_LINES}. Is somebody with them right now?"
    ),
}
_AGAIN = (
    "I am still here, and I am worried. I am a program: what is needed now is a person, and one can be "
    f"reached this minute. Please call {_EMERGENCY} if anybody is in danger, or talk to somebody: {_LINES}. Who could "
    "be with you, or on the phone with you, right now?"
)


_MEANS = re.compile(
    r"\b(?:pills?|tablets?|overdos\w*|knife|knives|blades?|razors?|gun|rifle|pistol|rope|noose|bridge|roof|ledge|tracks)\b"
)
_NO = re.compile(
    r"(?:(?:no|nope|nah|not?(?: really| sure| yet| at all| any ?more)|nobody|no ?one|none|never|nowhere|idk|why|alone"
    r"|i'?m (?:not|alone)|i am (?:not|alone)|not safe|(?:it'?s )?too late"
    r"|i (?:can'?t|cannot|don'?t(?: know| think so| want to| have any(?:one|body))?|won'?t|will not)"
    r"|i have (?:nobody|no ?one)"
    r"|there(?:'?s| is) (?:nobody|no ?one)|(?:nobody|no ?one) (?:is )?(?:here|there|cares))[\s,.!…]*)+"
)
"""A message that says no and nothing else."""


def situation(crises: Iterable[Crisis]) -> Situation:
    """Return what the present crises of a message, at least one, come to: the most pressing of them."""
    met = {_situation(crisis) for crisis in crises}
    return next(one for one in Situation if one in met)


def _situation(crisis: Crisis) -> Situation:
    if crisis.role is Role.DOES:
        return Situation.VIOLENCE
    return Situation.HELPING if crisis.role is Role.SEES else Situation(crisis.kind.value)


def says_no(text: str) -> bool:
    """Return whether a message is a bare no to the question that the fixed words end with."""
    return bool(_NO.fullmatch(straightened(text).lower()))


def names_means(text: str) -> bool:
    """Return whether a message speaks of something that people harm themselves or others with."""
    return bool(_MEANS.search(straightened(text).lower()))


def care(met: Situation, before: bool = False) -> str:
    """Return the answer to a message that speaks of a crisis as present.

    Args:
        before: whether the same was answered in this conversation already; the answer is a shorter one then.
    """
    return _AGAIN if before else _TEXTS[met]
