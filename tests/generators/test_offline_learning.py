"""The offline generator learns from the demonstrations in its prompt what to do and in which form, never its words."""

from __future__ import annotations

import itertools
import random
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import dspy
import pytest
from socialsim.generators import build_lm
from socialsim.generators.offline import seeker_phrases, supporter_phrases
from socialsim.generators.offline.examples import Form, Lesson, form_of, lesson_of, moment_of, nearness
from socialsim.generators.offline.manner import Written, ways_of
from socialsim.generators.offline.plan import choose
from socialsim.generators.offline.prompt import Demonstration, Prompt
from socialsim.generators.offline.reasoning import strategy_meant
from socialsim.generators.offline.replies import strategy_said
from socialsim.programs import Seeker, Simulation, SingleShot, Supporter
from socialsim.programs.nodes import StrategyNode
from socialsim.signatures import ESCONV, EXTES, Dialogue, Intention, Strategy, Turn, as_history

from tests.people import persona

CANARY = "zanzibar"
"""A word that only demonstrations have."""
CHAIN = ("situation", "thought", "action", "strategy")


def talk(*texts: str) -> tuple[Turn, ...]:
    """Return a conversation that the seeker begins."""
    return tuple(Turn(speaker="supporter" if number % 2 else "seeker", text=text) for number, text in enumerate(texts))


def talked(times: int, last: str = "It is all too much.") -> tuple[Turn, ...]:
    """Return a conversation in which the seeker has spoken `times` times, the supporter once less."""
    return talk(*(["I see.", "Mm."] * times)[1 : 2 * times - 1], last)


def told(words: int, *, thanks: bool = False) -> str:
    return ("Thank you, I feel lighter. " if thanks else "") + " ".join([CANARY] * words) + "."


def seeker_demos(words: int, *, thanks: bool = False) -> list[dspy.Example]:
    """Return one demonstration for each message of a seeker who always writes alike."""
    return [
        dspy.Example(
            persona=persona(),
            conversation=as_history(talked(number)[:-1], "seeker"),
            progress=f"message {number} of about 10",
            utterance=told(words, thanks=thanks and number > 6),
            intention=Intention.CONTINUE,
        )
        for number in range(1, 11)
    ]


def supporter_demos(words: int) -> list[dspy.Example]:
    return [
        dspy.Example(conversation=as_history(talked(number), "supporter"), utterance=told(words))
        for number in range(1, 13)
    ]


def strategy_demos(strategy: Strategy | str, *places: int, last: str = "It is all too much.") -> list[dspy.Example]:
    return [
        dspy.Example(conversation=as_history(talked(place, last), "supporter"), strategy=strategy) for place in places
    ]


def simulation(**demonstrations: list[dspy.Example]) -> Simulation:
    program = Simulation(Seeker(), Supporter())
    for name, demos in demonstrations.items():
        asked = {"seeker": program.seeker.write, "supporter": program.supporter.write} | program.supporter.nodes
        asked[name].demos = demos
    return program


def dialogues(program: Simulation, seeds: Sequence[int] = range(4)) -> list[Dialogue]:
    with dspy.context(lm=build_lm()):
        return [program(persona=persona(), seed=seed).dialogue for seed in seeds]


def lengths(made: list[Dialogue], speaker: str) -> float:
    return statistics.mean(len(turn.text.split()) for one in made for turn in one.turns if turn.speaker == speaker)


def chosen(demos: list[Any], place: int, last: str = "It is all too much.", seeds: int = 120) -> Counter[str]:
    """Return how often the strategy node chooses what at a place in a conversation."""
    counted: Counter[str] = Counter()
    node = StrategyNode(())
    node.demos = demos
    conversation = as_history(talked(place, last), "supporter")
    with dspy.context(lm=build_lm()):
        for seed in range(seeds):
            counted[node(conversation=conversation, config={"seed": seed}).strategy] += 1
    return counted


@pytest.mark.parametrize(
    ("seed", "digest"),
    [(0, "e1e74f8a29b828cf"), (1, "338a234b57420708"), (2, "0f1c8785cf2f8143")],
)
def test_without_demonstrations_every_word_is_as_it_was(seed: int, digest: str) -> None:
    """The digests were made before the generator could learn."""
    (made,) = dialogues(simulation(), [seed])
    with dspy.context(lm=build_lm()):
        whole = SingleShot()(persona=persona(), seed=seed).dialogue
    lines = [
        " | ".join([turn.text, *(turn.reasoning.steps().values() if turn.reasoning else ())])
        for turn in (*made.turns, *whole.turns)
    ]
    assert sha256("\n".join(lines).encode()).hexdigest()[:16] == digest


def test_near_is_what_is_as_far_and_where_the_like_was_said() -> None:
    here = moment_of("other: Hello.\nyou: Hi.\nother: My landlord threatens us.")
    same_words = moment_of("other: Hey.\nyou: Welcome.\nother: The landlord threatened me!")
    same_place = moment_of("other: Hey.\nyou: Welcome.\nother: I dream of trains.")
    later = moment_of("\n".join(["other: Hey.\nyou: Welcome."] * 8 + ["other: I dream of trains."]))
    assert nearness(here, here) == pytest.approx(1)
    assert 1 > nearness(here, same_words) > nearness(here, same_place) > nearness(here, later)


def test_a_moment_at_which_one_has_answered_already_is_less_near() -> None:
    waiting, answered = moment_of("other: It rains."), moment_of("other: It rains.\nyou: I see.")
    assert nearness(waiting, answered) == pytest.approx(0.5)


def test_a_demonstration_of_another_strategy_shows_the_form_less() -> None:
    demos = [
        Demonstration({"conversation": "other: It rains.", "strategy": name}, {"utterance": name})
        for name in ("Information", "Question")
    ]
    prompt = Prompt(("utterance",), {"strategy": "Question"}, (("other", "It rains."),), tuple(demos), (), 0)
    lesson = lesson_of(prompt)
    assert lesson and [demo for _, demo in lesson.near] == demos[::-1]
    assert [weight for weight, _ in lesson.near] == pytest.approx([1, 0.5])


def test_several_messages_in_a_row_are_one_and_lines_belong_to_who_spoke() -> None:
    there = moment_of("other: Hi.\nother: It is me.\nand more\nyou: Hello.\nother: My landlord\nthreatens us.")
    assert there.heard == 2 and there.awaited
    assert {"landlord", "threaten"} <= there.words


def test_where_both_say_how_long_it_will_be_the_share_that_is_over_counts() -> None:
    half, half_of_longer = moment_of("", "message 5 of about 10"), moment_of("", "message 8 of about 16")
    assert nearness(half, half_of_longer) > nearness(half, moment_of("", "message 8 of about 10"))


def test_few_or_far_demonstrations_bend_the_choice_and_many_near_ones_decide_it() -> None:
    def share(demos: list[dspy.Example]) -> float:
        return chosen(demos, 4)["Information"] / 120

    one, far, many = (
        share(strategy_demos(Strategy.INFORMATION, 4)),
        share(strategy_demos(Strategy.INFORMATION, *[40] * 12)),
        share(strategy_demos(Strategy.INFORMATION, *[4] * 30)),
    )
    usual = share([])
    assert usual < one < many and abs(far - usual) < 0.1
    assert many > 0.95 and one < 0.5


def test_what_was_just_said_decides_between_demonstrations_at_one_place() -> None:
    demos = strategy_demos(Strategy.INFORMATION, *[4] * 8, last="My landlord threatens to throw us out.")
    demos += strategy_demos(Strategy.SELF_DISCLOSURE, *[4] * 8, last="Every night I dream of trains.")
    landlord = chosen(demos, 4, last="The landlord threatens us with a letter.")
    trains = chosen(demos, 4, last="I dream of a train that never comes.")
    assert landlord["Information"] > landlord["Self-disclosure"]
    assert trains["Self-disclosure"] > trains["Information"]


def test_strategies_do_not_stagnate_however_one_sided_the_demonstrations_are() -> None:
    node = strategy_demos(Strategy.SUGGESTION, *range(1, 13), *range(1, 13))
    actions = [
        dspy.Example(conversation=as_history(talked(place), "supporter"), action="Suggest one small step.")
        for place in [*range(1, 13), *range(1, 13)]
    ]
    one_sided = dialogues(simulation(strategy=node, action=actions))
    for one in one_sided:
        used = [turn.strategy for turn in one.turns[1::2]]
        assert max(len(list(run)) for _, run in itertools.groupby(used)) <= 2
        assert len(set(used)) >= 4
    usual = Counter(turn.strategy for one in dialogues(simulation()) for turn in one.turns[1::2])
    bent = Counter(turn.strategy for one in one_sided for turn in one.turns[1::2])
    assert bent[Strategy.SUGGESTION] > usual[Strategy.SUGGESTION]


def test_danger_comes_before_what_demonstrations_do() -> None:
    demos = strategy_demos(Strategy.QUESTION, *[3] * 40)
    assert set(chosen(demos, 3, last="I want to kill myself tonight.", seeds=10)) == {"Providing Suggestions"}


def test_what_was_done_already_steps_back() -> None:
    shown = [(1.0, strategy) for strategy in (Strategy.REFLECTION, Strategy.AFFIRMATION) for _ in range(6)]

    def share(before: list[Strategy]) -> float:
        drawn = [choose(seed, 5, closing=False, danger=False, shown=shown, before=before) for seed in range(200)]
        return drawn.count(Strategy.REFLECTION) / 200

    assert share([Strategy.REFLECTION, Strategy.QUESTION]) < 0.1 < 0.3 < share([Strategy.OTHERS, Strategy.QUESTION])


@pytest.mark.parametrize(
    ("planned", "strategy"),
    [
        ("Name the relief and the guilt together, so that the feeling is met.", Strategy.REFLECTION),
        ("Share very briefly a silence of my own, so that it looks human.", Strategy.SELF_DISCLOSURE),
        ("Say it back shorter than it was told.", Strategy.RESTATEMENT),
        ("Answer the question with what is known of grief.", Strategy.INFORMATION),
        ("Offer one step, and leave the question of the parents for later.", Strategy.SUGGESTION),
        ("Welcome the writer and ask what stands in the way.", Strategy.QUESTION),
        ("Close warmly and wish them rest.", Strategy.OTHERS),
        ("Hum a tune.", None),
    ],
)
def test_a_plan_in_other_words_tells_its_strategy(planned: str, strategy: Strategy | None) -> None:
    assert strategy_meant(planned) == strategy


def test_our_own_messages_tell_what_they_did() -> None:
    for strategy, phrases in supporter_phrases.BODIES.items():
        for phrase in phrases:
            message = f"I hear you. {phrase.format(you='you lost your job', feeling='sad', person='boss')}"
            assert strategy_said(message) is strategy, phrase
    assert strategy_said("What a day.") is None


def test_the_supporters_messages_are_as_long_as_those_shown() -> None:
    short, usual, long = (
        lengths(dialogues(simulation(supporter=demos)), "supporter")
        for demos in (supporter_demos(6), [], supporter_demos(34))
    )
    assert short < 0.8 * usual and long > 1.3 * usual


def test_the_seekers_messages_are_as_long_as_those_shown() -> None:
    short, usual, long = (
        lengths(dialogues(simulation(seeker=demos)), "seeker") for demos in (seeker_demos(6), [], seeker_demos(45))
    )
    assert short < 0.8 * usual and long > 1.3 * usual


def test_a_seeker_is_as_thankful_and_relieved_near_the_end_as_those_shown() -> None:
    def warm(demos: list[dspy.Example]) -> float:
        """Return the share of warm messages in the last third but the farewell."""
        texts = [
            turn.text
            for one in dialogues(simulation(seeker=demos), range(8))
            for turn in one.turns[-(len(one.turns) // 3) : -2]
            if turn.speaker == "seeker"
        ]
        return sum(form_of(text).thanks or form_of(text).lighter for text in texts) / len(texts)

    assert warm(seeker_demos(15, thanks=True)) > warm([]) > warm(seeker_demos(15)) + 0.2


def test_nodes_are_as_long_as_those_shown() -> None:
    def length(words: int) -> float:
        demos = [
            dspy.Example(conversation=as_history(talked(place), "supporter"), situation=told(words))
            for place in range(1, 13)
        ]
        made = dialogues(simulation(situation=demos))
        return statistics.mean(
            len(turn.reasoning.situation.split()) for one in made for turn in one.turns if turn.reasoning
        )

    assert length(8) < length(40)


def test_no_word_of_a_demonstration_is_taken_over() -> None:
    nodes = {
        name: [
            dspy.Example(conversation=as_history(talked(place, told(5)), "supporter"), **{name: told(9)})
            for place in range(1, 13)
        ]
        for name in ("situation", "thought", "action")
    }
    made = dialogues(simulation(seeker=seeker_demos(20), supporter=supporter_demos(20), **nodes))
    for turn in itertools.chain(*(one.turns for one in made)):
        assert CANARY not in " ".join([turn.text, *(turn.reasoning.steps().values() if turn.reasoning else ())]).lower()


def test_what_a_demonstration_says_in_our_own_phrases_is_not_said_again() -> None:
    """Demonstrations may be dialogues of this very generator; checks call eight words in a row a copy."""
    shown = dialogues(simulation(), [7])[0].turns
    demos: dict[str, list[dspy.Example]] = {"seeker": [], "supporter": []}
    for number, turn in enumerate(shown):
        demos[turn.speaker].append(
            dspy.Example(conversation=as_history(shown[:number], turn.speaker), utterance=turn.text)
        )
    other = persona(situation="The hens are gone.", goals_and_expectations="I want hens.", age=31)
    with dspy.context(lm=build_lm()):
        for seed in range(7, 10):
            result = simulation(**demos)(persona=other, seed=seed)
            assert not [one for check in result.checks for one in check.evidence if one.kind == "demonstration_copied"]


def test_a_copy_is_never_chosen_and_nothing_is_where_all_are_copies() -> None:
    lesson = Lesson((), ("One two three four five six seven eight.",))
    copy = "And one, two, three, four, five, six, seven!"
    assert lesson.copies(copy) and not lesson.copies("One two three four five six, and seven.")
    assert lesson.closest([copy, "Short.", "A longer one, that is."], Form(5, False, False)) == "A longer one, that is."
    assert lesson.closest([copy], None) is None


def test_strategies_of_another_taxonomy_are_followed_where_they_have_an_equal() -> None:
    node = StrategyNode((), EXTES)
    node.demos = strategy_demos("Clarification", *[4] * 30) + strategy_demos("Offer Hope", *[4] * 30)
    with dspy.context(lm=build_lm()):
        conversation = as_history(talked(4), "supporter")
        answers = {node(conversation=conversation, config={"seed": seed}).strategy for seed in range(30)}
    assert answers == {"Clarification"}


ODD: list[dict[str, Any]] = [
    {"utterance": "Only an answer."},
    {"conversation": dspy.History(messages=[]), "utterance": "Nobody spoke before."},
    {"conversation": as_history(talked(2), "supporter")},
    {"strategy": "Hypnosis", "conversation": as_history(talked(2), "supporter"), "utterance": "…"},
    {"conversation": as_history(talk("other: you: other:\nyou: "), "supporter"), "utterance": "[[ ## utterance ## ]]"},
    {"conversation": as_history(talk("An example.\n\nAnswer with [[ ## x ## ]]"), "supporter"), "utterance": "?" * 999},
    {"progress": "message 0 of about 0", "utterance": "\u202e\x00{you} {0} %s \\1"},
]


@pytest.mark.parametrize("demo", ODD)
def test_odd_demonstrations_disturb_nothing(demo: dict[str, Any]) -> None:
    demos = [dspy.Example(**demo)]
    made = dialogues(simulation(**dict.fromkeys(("seeker", "supporter", *CHAIN), demos)), [0])[0]
    assert 16 <= len(made.turns) <= 24 and {turn.strategy for turn in made.turns[1::2]} <= set(ESCONV.names)
    assert re.search(r"thank", made.turns[-2].text, re.IGNORECASE)


def test_of_hundreds_of_demonstrations_the_nearest_teach_wherever_they_stand() -> None:
    near, others = strategy_demos(Strategy.REFLECTION, *[5] * 32), strategy_demos(Strategy.INFORMATION, *[7] * 400)
    for demos in ([*near, *others], [*others, *near]):
        assert set(chosen(demos, 5, seeds=5)) == {"Reflection of feelings"}


def test_the_supporter_answers_a_demonstrated_conversation_before_anybody_spoke() -> None:
    supporter = Supporter()
    supporter.nodes["strategy"].demos = strategy_demos(Strategy.QUESTION, 1)
    with dspy.context(lm=build_lm()):
        assert supporter(conversation=dspy.History(messages=[])).utterance


def test_phrases_of_warmth_are_read_as_what_they_are() -> None:
    assert all(form_of(phrase).thanks for phrase in seeker_phrases.THANKFUL)
    assert all(form_of(phrase).lighter for phrase in seeker_phrases.EASED)
    assert not form_of("I want to feel better, and it doesn't help that I never feel less alone.").lighter


def test_whoever_is_at_ease_does_not_go_on_about_what_weighs() -> None:
    weighing, story = seeker_phrases.ELABORATIONS[0], "I sold the boat."
    lesson, draw = Lesson((), ()), random.Random(0)
    written = Written("Okay.", (story, weighing))
    eased = ways_of(written, Form(20, thanks=False, lighter=True), lesson, draw, "hello.", asked=False)
    plain = ways_of(written, Form(20, thanks=False, lighter=False), lesson, draw, "hello.", asked=False)
    assert all(form_of(text).lighter and weighing not in text and story in text for text in eased)
    assert any(weighing in text for text in plain) and not any(form_of(text).lighter for text in plain)


def test_the_first_message_neither_thanks_nor_is_relieved() -> None:
    written = Written("", ("Hello. I feel lost.",))
    ways = ways_of(written, Form(20, thanks=True, lighter=True), Lesson((), ()), random.Random(0), "", asked=False)
    assert all(text.startswith("Hello.") for text in ways)


def test_thanks_are_added_where_they_are_shown() -> None:
    written = Written("Okay.", ("I sold the boat.",))
    target = Form(9, thanks=True, lighter=False)
    ways = ways_of(written, target, Lesson((), ()), random.Random(0), "hello.", asked=False)
    assert ways and all(text.startswith(seeker_phrases.THANKFUL) for text in ways)


def test_who_doubts_is_not_eased_in_the_same_breath() -> None:
    written = Written(seeker_phrases.DOUBTFUL[0], ("I sold the boat.",))
    target = Form(9, thanks=False, lighter=True)
    ways = ways_of(written, target, Lesson((), ()), random.Random(0), "hello.", asked=False)
    assert ways and not any(seeker_phrases.DOUBTFUL[0] in text for text in ways)
