from __future__ import annotations

import json
from pathlib import Path

import pytest
from socialsim.signatures.crisis import CrisisKind, Role, crises_in

from tests.signatures.blind_posts import blind_posts
from tests.signatures.labelled_posts import LABELS, labelled


@pytest.mark.parametrize("which", ["development", "held-out"])
def test_recall_and_precision_on_labelled_posts(shared_data: Path, which: str) -> None:
    posts = [(text, kinds) for part, text, kinds in labelled(shared_data) if part == which]
    for kind in [None, *CrisisKind]:
        said = [bool(kinds) if kind is None else kind in kinds for _, kinds in posts]
        heard = [any(kind is None or crisis.kind is kind for crisis in crises_in(text)) for text, _ in posts]
        both = sum(a and b for a, b in zip(said, heard, strict=True))
        recall, precision = both / sum(said), both / sum(heard)
        print(f"{which} {kind or 'any'}: {sum(said)} posts, recall {recall:.3f}, precision {precision:.3f}")  # noqa: T201
        if kind is None:
            assert recall >= 0.95
            assert precision >= 0.75  # measured: .81 and .82


def test_posts_that_another_reader_labelled_raise_few_false_alarms(shared_data: Path) -> None:
    """220 posts, 7 of them of crisis: enough to count false alarms, too few to say much about recall."""
    by_source = json.loads(LABELS.with_name("crisis_labels_blind.json").read_text())["labels"]
    labels = {post_id: kinds for source in by_source.values() for post_id, kinds in source.items()}
    heard = {post_id: bool(crises_in(text)) for post_id, text in blind_posts(shared_data)}
    alarms = sum(heard[post_id] and not kinds for post_id, kinds in labels.items())
    found = sum(heard[post_id] and bool(kinds) for post_id, kinds in labels.items())
    said = sum(map(bool, labels.values()))
    print(f"blind: {found} of {said} found, {alarms} false alarms in {len(labels) - said}")  # noqa: T201
    assert alarms <= 0.02 * (len(labels) - said)
    assert found >= 5


SAID = {
    CrisisKind.SUICIDE: [
        "I don't see the point of being alive anymore.",
        "ive been thinking about ending my life",
        "I just want to go to sleep and never wake up.",
        "I wish I’d never been born",
        "There's no way out except death",
        "I'm standing on the bridge right now",
        "I've written goodbye letters to my kids.",
        "my family would be better off without me",
        "I don't care if I live or die.",
        "I promised not to kill myself but I can't keep it",
        "Not going to kill myself but I really want to die",
        "I want tô die",
        "I took a whole bottle of sleeping pills",
        "I don't know if I want to die",
        "Sometimes I think it would be easier not to be here any more.",
        "No I want to die",
        "I don't want to kill myself but I will",
        "I don't want to die but I can't see any other way",
        "I'm not saying I want to die but sometimes I do",
        "how many pills does it take to die",
        "how much tylenol is lethal",
        "I took a whole bottle of tylenol",
        "I have pills in my hand",
        "I drank bleach",
        "i want 2 die",
        "I want him to kill me",
    ],
    CrisisKind.SELF_HARM: [
        "I started cutting again last week.",
        "I've been burning myself with a lighter",
        "Sometimes i hurt my self to feel something",
        "I cut because it gets too much",
        "my daughter has been cutting herself",
        "been self harming since 14",
    ],
    CrisisKind.ABUSE: [
        "My husband came home drunk last night and punched me.",
        "he beat and mentally abused me",
        "she throws plates at me",
        "My stepfather comes into my room at night and touches me.",
        "I'm scared of my husband when he drinks",
        "He forced me to have sex with him",
        "I was molested as a kid",
        "my mom slaps my little brother",
    ],
    CrisisKind.DANGER: [
        "he said he'll kill me if I leave",
        "My ex keeps showing up outside my house with a gun.",
        "someone is stalking me",
        "I don't feel safe at home",
        "my friend wants to kill herself",
        "voices tell me to hurt people",
        "she overdosed last night",
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts])
def test_kinds_are_told_apart(kind: CrisisKind, text: str) -> None:
    assert kind in {crisis.kind for crisis in crises_in(text)}


@pytest.mark.parametrize(
    "text",
    [
        "this job is killing me", "my mom is going to kill me when she finds out", "beats me why he did that",
        "the breakup hit me like a truck", "I'm just killing time", "I died laughing", "I was dying of embarrassment",
        "I want to die my hair blonde", "my grandmother died last year", "I'm afraid she might die", "I give up",
        "I want to end things with my boyfriend", "he wanted to end it", "I cut myself off from my friends",
        "I cut myself shaving", "I'll cut and paste it here", "I burned myself out at work", "I beat myself up over it",
        "my friend stabbed me in the back", "he beat me at chess", "My friend hit me up yesterday", "corona hit us",
        "he is better off without me holding him back", "I don't want to live with my roommate anymore",
        "there is no point in living in this city", "why am i living here", "I took my pills and went to bed",
        "he hurt my feelings", "my boss is abusive in his emails", "he is verbally abusive", "drug abuse is behind me",
        "I'm scared of losing him", "I applied at a suicide hotline", "my uncle committed suicide when I was ten",
        "I'm not suicidal or anything", "I would never hurt myself", "I don't want to die", "",
        "No I don't want to die", "I don't want to die but I will talk to you", "I took 2 tylenol",
        "I don't want to kill myself, but I feel sad",
    ],
)  # fmt: skip
def test_figures_of_speech_denials_and_losses_are_no_crisis(text: str) -> None:
    assert crises_in(text) == ()


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("I want to die.", True),
        ("dont want to be alive", True),
        ("My husband hit me yesterday.", True),
        ("I'm fifteen years old and I cut myself.", True),
        ("For the past year I have wanted to die.", True),
        ("my dad used to beat me", False),
        ("I was molested when I was seven.", False),
        ("I tried to kill myself ten years ago.", False),
        ("Why do people think about suicide?", False),
        ("My dad used to beat me. Now I want to beat him, and to kill myself.", True),
        ("I used to be happy but now I want to kill myself", True),
        ("I tried to kill myself last year and I will do it again tonight", True),
        ("Last year I tried to kill myself and I am thinking about it again", True),
        ("when i was a kid my dad beat me, and now I want to die", True),
        ("I was a happy kid growing up but today I am going to hang myself", True),
        ("Since my childhood I have wanted to die", True),
        ("as a survivor of abuse I want to die now", True),
        ("When I was a teenager, I tried to kill myself.", False),
        ("my dad used to beat me but now I live alone", False),
        ("I tried to kill myself last year and I never want to do it again.", False),
        ("I still remember how my dad beat me when i was a kid", False),
        ("my boss is going to kill me", False),
        ("my mom is going to kill me", False),
        ("my mom is going to kill me, she has a knife", True),
    ],
)
def test_what_is_past_or_of_others_is_not_now(text: str, now: bool) -> None:
    assert any(crisis.now for crisis in crises_in(text)) is now


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("I hit my wife yesterday", Role.DOES),
        ("I'm going to kill him", Role.DOES),
        ("I want to hurt my baby", Role.DOES),
        ("I have a gun and I'm going to the school", Role.DOES),
        ("my friend told me he took 30 pills", Role.SEES),
        ("she is suicidal and I am scared", Role.SEES),
        ("My friend wants to kill herself", Role.SEES),
        ("my kid said he wants to die", Role.SEES),
        ("My sister is depressed and wants to die", Role.SEES),
        ("my daughter has been cutting herself", Role.SEES),
        ("he is going to kill me", Role.OWN),
        ("I think he wants to kill me", Role.OWN),
        ("my dad hits my mom", Role.OWN),
        ("my wife left me want to die", Role.OWN),
        ("my mom says I took 30 pills", Role.OWN),
        ("My friend died and I want to die", Role.OWN),
    ],
)
def test_how_the_writer_stands_to_it(text: str, role: Role) -> None:
    assert {crisis.role for crisis in crises_in(text)} == {role}


def test_that_others_want_to_kill_one_is_danger_and_no_wish_to_die() -> None:
    assert {crisis.kind for crisis in crises_in("They want to kill me")} == {CrisisKind.DANGER}


def test_the_words_are_quoted_as_they_stand() -> None:
    (crisis,) = crises_in("Well…  I really\nWant To Die, that's all.")
    assert (crisis.kind, crisis.words, crisis.now) == (CrisisKind.SUICIDE, "Want To Die", True)
