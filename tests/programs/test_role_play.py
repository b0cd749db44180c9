"""A role play: who sees what, how long it is, and what it is called."""

from __future__ import annotations

import asyncio

import dspy
import pytest
from dspy.lm15 import Request
from socialsim.generators import sampling_seed
from socialsim.generators.adapter import BEGINS
from socialsim.generators.offline import offline_lm
from socialsim.programs import Supporter
from socialsim.programs.role_play import GREETINGS, CardSeeker, RolePlay
from socialsim.signatures import ConfigurationError, CrisisKind, Dialogue, RoleCard, StopReason, Turn, as_history

from tests.people import SECRET, numbered
from tests.recorder import Answer, Recorder, everything, recorded_lm

CARD = RoleCard(
    id="7",
    text=f"Age: 47\nGender: Female\nOccupation: {SECRET}\nProblem: The ferry stopped. Nobody came for nine days.",
    problem="The ferry stopped. Nobody came for nine days.",
    age="47",
    gender="female",
    occupation=SECRET,
)
SULKY = CARD.model_copy(update={"attitude": "negative", "manner": "Doubt whatever is suggested, sulkily."})
CHINESE = RoleCard(
    id="8",
    text="年龄：21岁\n问题：渡轮停了，没有人来，我很孤独。",
    problem="渡轮停了，没有人来，我很孤独。",
    language="zh",
)


def played(card: RoleCard, play: RolePlay, answer: Answer | None = None, seed: int = 0) -> tuple[Dialogue, Recorder]:
    lm, recorder = recorded_lm(answer or numbered())
    with dspy.context(lm=lm):
        return play(card=card, seed=seed).dialogue, recorder


def direct(**options: object) -> RolePlay:
    return RolePlay(CardSeeker(), Supporter(nodes=()), **options)  # type: ignore[arg-type]


def sides(recorder: Recorder) -> tuple[list[Request], list[Request]]:
    """Return the seeker's and the supporter's requests; only the seeker is told how far the conversation is."""
    seeker = [request for request in recorder.requests if "[[ ## progress ## ]]" in (request.messages[-1].text or "")]
    return seeker, [request for request in recorder.requests if request not in seeker]


@pytest.mark.parametrize("nodes", [(), ("situation", "thought", "action", "strategy")])
def test_the_supporter_never_sees_the_card_and_the_seeker_always_does(nodes: tuple[str, ...]) -> None:
    _, recorder = played(SULKY, RolePlay(CardSeeker(), Supporter(nodes=nodes)))
    seeker, supporter = sides(recorder)
    assert len(seeker) == 5 and len(supporter) == 5 * (len(nodes) + 1)
    for words in (SECRET, "ferry", "nine days", "47", "sulkily", "negative"):
        assert all(words in everything(request) for request in seeker), words
        assert not any(words in everything(request) for request in supporter), words


def test_the_seeker_never_sees_the_reasoning() -> None:
    dialogue, recorder = played(CARD, RolePlay(CardSeeker(), Supporter()), numbered(thought="a thought inside"))
    reasoning = dialogue.turns[2].reasoning
    assert reasoning is not None and reasoning.thought == "a thought inside"
    assert not any("a thought inside" in everything(request) for request in sides(recorder)[0])


def test_five_rounds_follow_the_greeting_as_in_the_published_results() -> None:
    dialogue, _ = played(CARD, direct())
    assert [turn.speaker for turn in dialogue.turns] == ["supporter", *["seeker", "supporter"] * 5]
    assert dialogue.turns[0].text == GREETINGS["en"]
    assert dialogue.stop_reason is StopReason.TURN_LIMIT


def test_the_greeting_is_in_the_language_of_the_card_and_is_what_both_hear_first() -> None:
    dialogue, recorder = played(CHINESE, direct(rounds=1))
    assert dialogue.turns[0].text == GREETINGS["zh"]
    seeker, supporter = recorder.requests
    assert [message.text for message in supporter.messages if message.role == "assistant"] == [GREETINGS["zh"]]
    # It stands in one message with the card, and is told apart from it.
    assert f"[[ ## language ## ]]\nzh\n\n{BEGINS}\n\n{GREETINGS['zh']}\n\n[[ ## progress ## ]]" in everything(seeker)


@pytest.mark.parametrize(("greeting", "first"), [("", "seeker"), ("Good evening, I listen.", "supporter")])
def test_a_greeting_of_ones_own_or_none(greeting: str, first: str) -> None:
    dialogue, _ = played(CARD, direct(rounds=2, greeting=greeting))
    assert dialogue.turns[0].speaker == first
    assert len(dialogue.turns) == 4 + bool(greeting)
    assert (dialogue.turns[0].text == greeting) is bool(greeting)


def test_a_language_without_a_greeting_is_refused_with_what_can_be_said_instead() -> None:
    with pytest.raises(ConfigurationError, match=r"card 7: is in 'fr'.*en, zh only; say greeting=TEXT"):
        played(CARD.model_copy(update={"language": "fr"}), direct())


@pytest.mark.parametrize("rounds", [0, -1])
def test_there_is_at_least_one_round(rounds: int) -> None:
    with pytest.raises(ConfigurationError, match=f"rounds={rounds}: has to be 1 or more"):
        direct(rounds=rounds)


def test_the_seeker_is_told_its_language_how_far_it_is_and_how_to_meet_the_supporter() -> None:
    _, recorder = played(SULKY, direct(rounds=2))
    first, last = sides(recorder)[0]
    assert "[[ ## language ## ]]\nen" in everything(first)
    assert "[[ ## manner ## ]]\nnegative: Doubt whatever is suggested, sulkily." in everything(first)
    assert "message 1 of about 2 (1 more to come)" in everything(first)
    assert "message 2 of about 2 (your last message)" in everything(last)
    _, recorder = played(CHINESE, direct(rounds=1))
    assert "[[ ## language ## ]]\nzh" in everything(recorder.requests[0])
    assert "[[ ## manner ## ]]\n" not in everything(recorder.requests[0]), "a card without a manner shows none"


def test_only_what_the_card_says_is_shown_of_it() -> None:
    noted = CARD.model_copy(update={"about": {"plan": "the counsellor's plan"}, "topic": "a topic", "person": "p-1"})
    _, recorder = played(noted, direct(rounds=1))
    for words in ("the counsellor's plan", "a topic", "p-1"):
        assert words not in everything(recorder.requests[0])


def test_a_bad_reply_is_not_asked_for_again_but_what_is_wrong_with_it_is_told() -> None:
    lm, recorder = recorded_lm(numbered(utterance="As an AI language model, I cannot feel."))
    with dspy.context(lm=lm):
        made = direct()(card=CARD)
    assert len(recorder.requests) == 10
    assert (made.rejected, made.drafts, made.takes) == ("", (), 1)
    assert any(result.evidence for result in made.checks)


def test_its_name_depends_on_card_seed_rounds_greeting_and_supporter() -> None:
    plays = {
        "usual": (CARD, direct(), 0),
        "card": (CHINESE, direct(), 0),
        "seed": (CARD, direct(), 1),
        "rounds": (CARD, direct(rounds=4), 0),
        "greeting": (CARD, direct(greeting=""), 0),
        "supporter": (CARD, RolePlay(CardSeeker(), Supporter()), 0),
    }
    ids = {name: played(card, play, seed=seed)[0].id for name, (card, play, seed) in plays.items()}
    assert len(set(ids.values())) == len(plays)
    assert played(CARD, direct())[0].id == ids["usual"]


def test_its_provenance_names_the_card_and_who_played() -> None:
    play = direct()
    play.seeker.set_lm(recorded_lm(numbered(), "test/seeker")[0])
    play.supporter.set_lm(recorded_lm(numbered(), "test/supporter")[0])
    made = play(card=CARD).dialogue.provenance
    assert made is not None
    assert made.persona_id == CARD.address != SULKY.address
    assert made.generators == {"seeker": "test/seeker", "supporter": "test/supporter"}


def test_every_call_carries_the_seed_of_the_card_and_none_is_left_behind() -> None:
    _, one = played(CARD, direct(rounds=2), seed=3)
    _, other = played(SULKY, direct(rounds=2), seed=3)
    seeds = [{request.config.seed for request in recorder.requests} for recorder in (one, other)]
    assert [len(each) for each in seeds] == [1, 1] and None not in seeds[0] and seeds[0] != seeds[1]
    lm, recorder = recorded_lm(numbered())
    with sampling_seed(99), dspy.context(lm=lm):
        direct(rounds=1)(card=CARD)
        Supporter(nodes=())(conversation=as_history([Turn(speaker="seeker", text="Hello")], "supporter"))
    assert [request.config.seed == 99 for request in recorder.requests] == [False, False, True]


def test_words_of_crisis_are_found_in_what_the_seeker_says() -> None:
    dialogue, _ = played(CARD, direct(rounds=1), numbered(utterance="I want to kill myself."))
    assert dialogue.crisis == (CrisisKind.SUICIDE,)


def test_awaiting_gives_the_same_dialogue_as_calling() -> None:
    def dialogue(awaited: bool) -> Dialogue:
        lm, _ = recorded_lm(numbered())
        with dspy.context(lm=lm):
            made = asyncio.run(direct().acall(card=CARD)) if awaited else direct()(card=CARD)
        dialogue: Dialogue = made.dialogue
        return dialogue

    assert dialogue(awaited=True) == dialogue(awaited=False)


FORM = RoleCard(
    id="1",
    text="Name:\nIda Berg\n\n2. Presenting Problem\nI sleep badly. The ferry stopped.\n\n3. Reason\nTo be heard.",
    problem="I sleep badly. The ferry stopped.",
)


@pytest.mark.parametrize(
    ("card", "told"),
    [
        (CARD, ["The ferry stopped.", "Nobody came for nine days."]),
        (FORM, ["I sleep badly.", "The ferry stopped."]),
        (CHINESE, ["渡轮停了", "没有人来", "我很孤独"]),
    ],
)
def test_the_offline_seeker_tells_the_problem_of_the_card_in_its_language(card: RoleCard, told: list[str]) -> None:
    with dspy.context(lm=offline_lm()):
        dialogue = direct()(card=card).dialogue
    said = [turn.text for turn in dialogue.turns if turn.speaker == "seeker"]
    assert [sum(part in text for text in said) for part in told] == [1] * len(told)
    assert len(set(said)) == 5, "a message is repeated"
    for words in ("To be heard", "Ida", SECRET, "47", "21岁"):
        assert not any(words in text for text in said), words
    if card is CHINESE:
        assert not any(character.isascii() and character.isalpha() for text in said for character in text)


def test_a_dialogue_as_long_as_was_asked_for_is_not_too_short() -> None:
    lm, _ = recorded_lm(numbered())
    with dspy.context(lm=lm):
        made = direct(rounds=2)(card=CARD)
    assert made.checks and "too_short" not in {one.kind for result in made.checks for one in result.evidence}
