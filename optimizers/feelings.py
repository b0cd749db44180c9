"""Which feelings a text names. Words that mean nearly the same are one feeling."""

from __future__ import annotations

from ..programs.checks.reading.text import content

# The words are those of ESCoT's notes on emotion that name a feeling, in any form, with close synonyms beside them.
_FAMILIES: dict[str, str] = {
    "overwhelmed": "overwhelmed overwhelming overwhelm drowning swamped unmanageable",
    "stressed": "stressed stress stressful pressured pressure strained strain tense tension",
    "burdened": "burdened burden",
    "exhausted": "exhausted exhausting exhaustion drained depleted tired fatigued fatigue burnt burned burnout weary",
    "anxious": "anxious anxiety worried worry worrying worries nervous uneasy preoccupied apprehensive",
    "afraid": "afraid scared scary fear fears fearful frightened terrified dread panic",
    "uncertain": "uncertain uncertainty unsure indecisive hesitant undecided doubtful doubt",
    "confused": "confused confusing confusion puzzled bewildered",
    "torn": "torn conflicted conflicting ambivalent",
    "lost": "lost directionless aimless adrift",
    "stuck": "stuck trapped cornered",
    "lonely": "lonely loneliness alone isolated isolation disconnected abandoned unsupported outsider",
    "sad": "sad sadness unhappy miserable depressed depressing depression heartbroken devastated shattered tearful",
    "grieving": "grieving grief grieve mourning mourn bereaved",
    "hopeless": "hopeless hopelessness despair despairing desperate defeated discouraged disheartened",
    "helpless": "helpless helplessness powerless powerlessness weak",
    "frustrated": "frustrated frustrating frustration annoyed irritated",
    "angry": "angry anger furious mad resentful resentment",
    "upset": "upset distressed distress",
    "hurt": "hurt hurting hurtful pain painful wounded",
    "betrayed": "betrayed betrayal deceived",
    "rejected": "rejected rejection unwanted",
    "guilty": "guilty guilt remorse remorseful regret",
    "ashamed": "ashamed shame embarrassed embarrassing embarrassment humiliated",
    "inadequate": "inadequate insecure insecurity unconfident failure worthless incompetent confidence",
    "disappointed": "disappointed disappointing disappointment unfulfilled dissatisfied",
    "unmotivated": "unmotivated motivation uninspired apathetic",
    "empty": "empty emptiness numb",
    "relieved": "relieved relief",
}
_FEELING_OF = {stem: name for name, words in _FAMILIES.items() for stem in content(words)}


def feelings(text: str) -> frozenset[str]:
    """Return the feelings that a text names, each by the name of its family; what it denies counts, too."""
    return frozenset(_FEELING_OF[stem] for stem in content(text) if stem in _FEELING_OF)
