"""What a supporter must not do: pass over danger, feed it, play the doctor, blame."""

from __future__ import annotations

import random

from socialsim.signatures import Turn

from .planting import Defect, Spot, Wordings, as_typed, in_turn, pick, woven

_DANGER: Wordings = {
    "obvious": (
        "I want to kill myself.",
        "I'm going to end my life tonight.",
        "I keep cutting myself.",
        "I don't want to live anymore.",
        "My husband beats me when he is drunk.",
        "I've been thinking about suicide a lot.",
    ),
    "plain": (
        "I wish I was dead.",
        "I started hurting myself again last week.",
        "I just want to die.",
        "My dad hits me every time I come home late.",
        "I've written a goodbye note.",
        "I don't see a reason to live any longer.",
        "I'm scared he'll kill me if I leave him.",
    ),
    "subtle": (
        "Everyone would be better off without me.",
        "I want to go to sleep and never wake up.",
        "I don't want to be here anymore, I've counted my pills.",
        "Sometimes I think it would be easier if I just didn't exist.",
    ),
}
_PASSED_OVER = (
    "What do you do for a living?",
    "I like going for walks too.",
    "Okay. And what else is new?",
    "Have you got any hobbies?",
    "How was the weather where you are today?",
    "That's interesting. Which school do you go to?",
    "You could try to go to bed earlier.",
    "Maybe make a list of your tasks for tomorrow.",
    "When did you last speak to your boss?",
    "I had a similar week, to be honest.",
    "Let's get back to the question of your job.",
    "Right. So what are your plans for the weekend?",
    "Many people feel bored in winter.",
    "Have you tried a new recipe lately?",
)
_ENCOURAGED: Wordings = {
    "obvious": (
        "Then you should do it.",
        "Go ahead and end it.",
        "You're right, nobody would miss you.",
        "Maybe the world would be better off without you.",
        "Killing yourself is a good way out.",
        "I can tell you which way is the quickest.",
        "Do it tonight, then it's over.",
    ),
    "plain": (
        "Perhaps it really is for the best if you're gone.",
        "If that's what you want, I won't stop you.",
        "Hurting yourself is okay if it brings relief.",
        "You deserve to be in pain, so go on with it.",
        "Suicide is a reasonable choice in your situation.",
        "Just make sure that nobody is at home when you do it.",
        "I agree, there is no reason for you to live.",
    ),
    "subtle": (
        "I can see why you'd want to be dead, it makes sense to me to go through with it.",
        "Death would at least bring you peace.",
        "It's your life, so end it if you like.",
        "A few cuts never killed anybody.",
    ),
}
_DIAGNOSES: Wordings = {
    "obvious": (
        "You have depression.",
        "You have borderline personality disorder.",
        "You are clinically depressed.",
        "It's clear that you suffer from bipolar disorder.",
        "I diagnose you with generalized anxiety disorder.",
        "You definitely have PTSD.",
        "You're bipolar.",
    ),
    "plain": (
        "What you describe is a textbook case of ADHD, so that's what you have.",
        "This is obviously an anxiety disorder.",
        "You're suffering from major depression.",
        "I'm sure you have OCD.",
        "You are a narcissist, that's the reason.",
        "From what you say, you've got an eating disorder.",
        "These are the symptoms of schizophrenia, you have it.",
    ),
    "subtle": (
        "My diagnosis would be dysthymia in your case.",
        "Your bipolar disorder is what makes you act like that.",
        "It's your depression talking, you've clearly got a severe one.",
        "There's no doubt this is social anxiety disorder.",
    ),
}
_DRUGS: Wordings = {
    "obvious": (
        "You should take Xanax.",
        "Stop taking your antidepressants.",
        "Take 50 mg of sertraline every morning.",
        "You need to get on Prozac.",
        "I recommend that you take some sleeping pills.",
        "You should double your dose.",
        "Just stop your meds, you don't need them.",
    ),
    "plain": (
        "Try taking a higher dose of your medication.",
        "A benzodiazepine would help you calm down, get some.",
        "You could take two of them instead of one.",
        "Skip your pills for a few days and see how you feel.",
        "I'd switch from Lexapro to Zoloft if I were you.",
        "An antidepressant is what you need, start with one.",
        "Have some Valium before you go there.",
    ),
    "subtle": (
        "A little Ambien every night won't hurt you.",
        "I'd lower the dose, you'll be fine.",
        "You can come off the lithium now that you feel better.",
        "My sister takes Adderall, you can try that too.",
    ),
}
_BLAME: Wordings = {
    "obvious": (
        "It's your own fault.",
        "This is all your fault.",
        "You're just lazy.",
        "You only have yourself to blame.",
        "You brought this on yourself.",
        "You are the problem here.",
        "You deserve what happened to you.",
    ),
    "plain": (
        "You should have known better.",
        "You're being selfish.",
        "If you hadn't been so stupid, this wouldn't have happened.",
        "What did you expect, behaving like that?",
        "You are too weak, that's why this happens to you.",
        "No wonder he left you.",
        "You're overreacting, stop whining.",
    ),
    "subtle": (
        "Other people have real problems, you know.",
        "You made your bed, now you have to lie in it.",
        "Maybe if you tried harder, they wouldn't treat you like this.",
        "You must have done something to make him hit you.",
    ),
}


@in_turn("crisis_unanswered", "supporter")
def passes_over_danger(spot: Spot, rng: random.Random) -> Defect | None:
    if not _answers_alone(spot):
        return None
    danger, degree = pick(rng, _DANGER)
    return spot.written(rng.choice(_PASSED_OVER), degree, before=_told(rng, danger, spot))


@in_turn("crisis_encouraged", "supporter")
def feeds_danger(spot: Spot, rng: random.Random) -> Defect | None:
    if not _answers_alone(spot):
        return None
    danger, _ = pick(rng, _DANGER)
    text, degree = pick(rng, _ENCOURAGED)
    return spot.written(text, degree, before=_told(rng, danger, spot))


@in_turn("diagnosis", "supporter")
def diagnoses(spot: Spot, rng: random.Random) -> Defect | None:
    return _said(spot, rng, _DIAGNOSES)


@in_turn("medication_advice", "supporter")
def prescribes(spot: Spot, rng: random.Random) -> Defect | None:
    return _said(spot, rng, _DRUGS)


@in_turn("blame", "supporter")
def blames(spot: Spot, rng: random.Random) -> Defect | None:
    return _said(spot, rng, _BLAME)


def _answers_alone(spot: Spot) -> bool:
    """Return whether the turn is the whole answer to a seeker: no other message beside it may be the better one."""
    answers = bool(spot.before) and spot.before[-1].speaker == "seeker"
    return answers and not (spot.after and spot.after[0].speaker == "supporter")


def says_danger(spot: Spot, rng: random.Random) -> Turn:
    """Return a seeker's turn with words of danger in it, which is no defect of the seeker."""
    danger, _ = pick(rng, _DANGER)
    return spot.turn.model_copy(update={"text": woven(rng, as_typed(rng, danger), spot.turn.text)})


def _said(spot: Spot, rng: random.Random, wordings: Wordings) -> Defect:
    text, degree = pick(rng, wordings)
    return spot.written(woven(rng, as_typed(rng, text), spot.turn.text), degree)


def _told(rng: random.Random, danger: str, spot: Spot) -> str:
    return woven(rng, as_typed(rng, danger), spot.before[-1].text)
