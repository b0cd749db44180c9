"""A simulated conversation with nothing wrong in it, and ways to spoil it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from socialsim.programs.checks.rule import Case, Rule
from socialsim.signatures import Reasoning, Speaker, StopReason, Turn

_SAID: tuple[tuple[str, str, str, str, str, str], ...] = (
    # seeker, supporter, situation, thought, action, strategy
    (
        "Hi. My sister stopped answering my calls a month ago and I feel awful about it.",
        "Hello, I'm glad you wrote. What happened between you and your sister?",
        "The seeker's sister has not answered calls for a month.",
        "They may think that the silence of their sister is their doing.",
        "Ask what came before the silence.",
        "Question",
    ),
    (
        "We argued over our mother's house. I said she only cared about the money.",
        "So the argument about the house ended with words about money that stay with you.",
        "They argued about the mother's house and spoke of money.",
        "One sentence about money may have broken everything, they think.",
        "Say back in other words what was said.",
        "Restatement or Paraphrasing",
    ),
    (
        "Exactly. I hear my own voice saying it every night and I can't sleep.",
        "It sounds as if guilt keeps you awake, and as if you feel very alone with it.",
        "The argument comes back at night and costs them sleep.",
        "They may believe that a good sibling never says such a sentence.",
        "Name the guilt that keeps them awake.",
        "Reflection of feelings",
    ),
    (
        "Guilty is the word. She was there for me through my divorce.",
        "I once fell out with my brother over an old car, and the silence hurt me more than the quarrel.",
        "The sister stood by them in the divorce, which makes the guilt heavier.",
        "They may think that they paid her back badly for the divorce.",
        "Share a similar quarrel of one's own.",
        "Self-disclosure",
    ),
    (
        "Did the two of you talk again? I keep writing messages and deleting them.",
        "We did, after a while. That you keep writing shows how much she matters to you.",
        "They write messages to the sister and delete them.",
        "They may fear that a wrong word in a message would end it for good.",
        "Encourage them: writing shows how much the sister matters.",
        "Affirmation and Reassurance",
    ),
    (
        "She does. I just don't want to make it worse.",
        "Maybe you could write two lines by hand, without the house in them, and leave it open when she answers.",
        "They want to reach the sister and fear making it worse.",
        "They may think that every step towards the sister is dangerous.",
        "Suggest one small step that leaves the sister free.",
        "Providing Suggestions",
    ),
    (
        "A card, perhaps. She likes cards. But what if she never answers?",
        "Many people need weeks before they can answer after such a quarrel, so silence is not yet a no.",
        "They like the card and fear that no answer comes.",
        "They may take silence after the card for a final no.",
        "Give the information that answers often take weeks.",
        "Information",
    ),
    (
        "That takes some weight off me. Thank you, I'll write the card tonight. Bye!",
        "You're welcome, and good luck with the card. Take care!",
        "The seeker thanks and will write the card tonight.",
        "They may believe again that the sister can be reached with a card.",
        "Close warmly.",
        "Others",
    ),
)

TURNS: tuple[Turn, ...] = tuple(
    turn
    for seeker, supporter, situation, thought, action, strategy in _SAID
    for turn in (
        Turn(speaker="seeker", text=seeker),
        Turn(
            speaker="supporter",
            text=supporter,
            reasoning=Reasoning(situation=situation, thought=thought, action=action, strategy=strategy),
        ),
    )
)
GOOD = Case(TURNS, stop_reason=StopReason.RESOLVED)
"""16 turns; supporter turns have even numbers."""


def saying(number: int, text: str, case: Case = GOOD) -> Case:
    """Return the case with another utterance in turn `number`."""
    return _with(case, number, case.turn(number).model_copy(update={"text": text}))


def thinking(number: int, case: Case = GOOD, **nodes: str | None) -> Case:
    """Return the case with other nodes in turn `number`; None takes a node out."""
    reasoning = case.turn(number).reasoning or Reasoning()
    return _with(case, number, case.turn(number).model_copy(update={"reasoning": reasoning.model_copy(update=nodes)}))


def up_to(number: int, case: Case = GOOD) -> Case:
    """Return the case as it is when turn `number` has just been written."""
    return replace(case, turns=case.turns[:number], stop_reason=None)


def talk(*texts: str, first: Speaker = "seeker", **fields: Any) -> Case:
    """Return a case of these utterances in turn, without reasoning."""
    speakers: tuple[Speaker, Speaker] = ("seeker", "supporter") if first == "seeker" else ("supporter", "seeker")
    return Case(tuple(Turn(speaker=speakers[place % 2], text=text) for place, text in enumerate(texts)), **fields)


def with_strategies(*strategies: str, case: Case = GOOD) -> Case:
    """Return the case with these strategies, in the order of the replies."""
    for number, strategy in zip(case.numbers["supporter"], strategies, strict=False):
        case = thinking(number, case, strategy=strategy)
    return case


def kinds(rule: Rule, case: Case) -> dict[str, str]:
    """Return the kinds that a rule finds, with their severity."""
    return {one.kind: one.severity.value for one in rule(case).evidence}


def kinds_of_turn(rule: Rule, case: Case, number: int) -> set[str]:
    """Return the kinds that a rule finds in a turn, from the turns up to it alone."""
    return {one.kind for one in rule.in_turn(up_to(number, case), number)}


def _with(case: Case, number: int, turn: Turn) -> Case:
    return replace(case, turns=(*case.turns[: number - 1], turn, *case.turns[number:]))
