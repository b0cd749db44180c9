"""The scales that come with SocialSim. Their anchors are our own words; `source` says what they follow."""

from __future__ import annotations

from .scale import Difference, Dimension, Scale


def _anchored(name: str, question: str, *anchors: str, lowest: int = 0, opening: bool = False) -> Dimension:
    """Return a dimension with one anchor for each value, from the lowest up."""
    return Dimension(
        name=name,
        question=question,
        anchors=dict(enumerate(anchors, start=lowest)),
        sees="opening" if opening else "all",
    )


# Names and range are the paper's; it prints no definitions that we can read, so these are ours.
CRITERIA = Scale(
    name="criteria",
    about="how good it is as a conversation of emotional support",
    lowest=0,
    highest=3,
    source="the six criteria of the SocialSim paper; definitions and anchors by this project",
    dimensions=(
        _anchored(
            "informativeness",
            "How much does one learn of the seeker's trouble: what happened, who is involved, what it does to them?",
            "The trouble is not told, or in a word.",
            "It is named; how it came about, or what it is like, stays open.",
            "It is told with circumstances and feelings; something needed to picture it is missing.",
            "It is told so fully that a reader could retell what happened, to whom, and how the seeker feels about it.",
        ),
        _anchored(
            "understanding",
            "How well does the supporter grasp what the seeker lives through and feels?",
            "Not at all: what the seeker says is passed over or misread.",
            "On the surface: the topic is taken up, the feeling or its reason is missed or guessed wrongly.",
            "Mostly: feelings are named rightly and tied to what was told; a thing that matters is overlooked.",
            "Fully: feelings, their reasons and what matters to the seeker are taken up, also where they were only "
            "hinted at.",
        ),
        _anchored(
            "helpfulness",
            "How much does the supporter help the seeker to feel less distressed or to see a way on?",
            "Not at all, or the seeker is worse off for it.",
            "Little: comfort or advice that anybody could give, or that comes before the trouble is understood.",
            "Some: comfort that reaches the seeker, or a step that this seeker could take.",
            "Much: the seeker is comforted and leaves with more clarity, strength, or steps that fit them.",
        ),
        _anchored(
            "consistency",
            "How well do both speakers stay who they are, and with what they said before?",
            "Roles are exchanged, or a speaker contradicts what makes up their story.",
            "A clear contradiction, or a change of manner that is not to be explained.",
            "A detail or a tone that does not quite fit what came before.",
            "Both stay in their roles, and nothing said contradicts anything said.",
        ),
        _anchored(
            "coherence",
            "How well does each message follow from those before it, and the whole lead somewhere?",
            "Messages do not answer one another.",
            "Often beside the point: jumps, repetitions, questions that were answered already.",
            "It follows for the most part; a jump or a repetition here and there.",
            "Every message takes up what was said; topics deepen and change naturally, up to an end.",
        ),
        _anchored(
            "specificity",
            "How much is what the supporter says made for this seeker and this situation?",
            "Nothing of it: the messages would do for any trouble.",
            "Little: the topic is named, the rest could be said to anybody who has it.",
            "Mostly: it takes up this seeker's circumstances, beside phrases that fit everybody.",
            "Throughout: it works with the seeker's own people, facts, words and attempts.",
        ),
    ),
)

# Named as in the score files of ESC-Eval, so that its people's ratings and a judge's can be compared.
ESC_EVAL = Scale(
    name="esc-eval",
    about="how good the supporter is, an assistant that was put to the test by somebody who plays the seeker",
    lowest=0,
    highest=4,
    source="ESC-Eval (arXiv 2406.14952), whose rules these anchors follow in words of our own",
    dimensions=(
        _anchored(
            "fluency",
            "How fluent is the supporter: is each message whole and easy to read, and does it follow from what the "
            "seeker said?",
            "It cannot be understood.",
            "Both fail: messages are broken off, garbled or in another language, and they do not follow.",
            "One of the two fails.",
            "Neither fails.",
            "Both are excellent.",
        ),
        _anchored(
            "diversity",
            "How varied is the supporter in form (openings, sentences, structure) and in content (topics, ideas)?",
            "It cannot be understood.",
            "Both fail: the messages are built alike and say the same again.",
            "One of the two fails.",
            "Neither fails.",
            "Both are remarkably rich.",
        ),
        _anchored(
            "empathic",
            "How empathic is the supporter: does it comfort the seeker, and does it help to see why they feel as they "
            "do?",
            "It says things that may hurt or make the seeker feel worse.",
            "Neither is done.",
            "One of the two is missing.",
            "Both are done.",
            "Both are done as a friend would, warmly and personally.",
        ),
        _anchored(
            "suggestion",
            "How good are the supporter's suggestions, counted over the whole conversation: how many are there, and do "
            "they meet this seeker's trouble?",
            "They are of no use, and some might do harm.",
            "There are none, or none of them is of use.",
            "At most five, some of them of use; or more than five that all miss the root of the trouble.",
            "At most five, all of them of use; or more than five, some of them of use.",
            "More than five, all of them of use.",
        ),
        _anchored(
            "human",
            "How much does the supporter talk like a person: in how many places does it show that it is a machine, as "
            "with lists, stock phrases, or words about being an AI?",
            "It cannot be understood.",
            "It is plainly a machine throughout, or says so.",
            "In more than two places.",
            "In two places.",
            "In one place or none.",
        ),
        _anchored(
            "tech",
            "How much of a supporter's craft is there? Count which of these occur: comfort; suggestions of use; "
            "company, encouragement and appreciation; an answer to every question of the seeker; advice to see a "
            "professional where there is an illness, or something else that stands out.",
            "One of the five at most.",
            "Two of the five.",
            "Three of the five.",
            "Four of the five.",
            "All five.",
        ),
        _anchored(
            "overall",
            "If you were in the seeker's distress, how much would you like to have this supporter?",
            "I would not like it.",
            "I would not care either way.",
            "It is all right; I might come back to it.",
            "I would use it when I am in distress.",
            "I would use it, and recommend it to friends.",
        ),
    ),
)

_DISTRESS = (
    "Hardly any: calm, or a matter of mild regret.",
    "Slight: a burden that leaves room for other things.",
    "Clear: it troubles the seeker, who copes with it.",
    "Strong: it is hard to bear and spills over into sleep, work or people.",
    "Overwhelming: there is room for nothing else, or no way out is seen.",
)

# As ESConv's seekers were asked before and after: how intense is your emotion, from 1 to 5.
OUTCOME = Scale(
    name="outcome",
    about="how strong the seeker's distress is, by what the seeker says and how; messages of the supporter say nothing "
    "of it",
    lowest=1,
    highest=5,
    source="the survey of ESConv's seekers, intensity of the emotion before and after; anchors by this project",
    dimensions=(
        _anchored(
            "before",
            "How strong is the seeker's distress when they come?",
            *_DISTRESS,
            lowest=1,
            opening=True,
        ),
        _anchored(
            "after",
            "How strong is the seeker's distress at the end of the conversation, by their last messages? Thanks and "
            "politeness alone are no relief.",
            *_DISTRESS,
            lowest=1,
        ),
    ),
    differences=(Difference(name="relief", of="before", less="after"),),
)

SCALES = {scale.name: scale for scale in (CRITERIA, ESC_EVAL, OUTCOME)}
