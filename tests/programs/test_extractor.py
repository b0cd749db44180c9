"""From a post to a persona: what is asked, in which order, and what is not asked."""

from __future__ import annotations

import dspy
import pytest
from dspy.lm15 import Request
from dspy.utils.exceptions import LMUnsupportedFeatureError
from socialsim.generators import build_lm
from socialsim.programs import PersonaExtractor
from socialsim.signatures import ATTRIBUTES, HelpPost

from tests.people import persona
from tests.recorder import everything, recorded_lm

GOOD = {"seeks_help": "True", "about_self": "True", "enough_detail": "True", "language": "en", "reason": "It does."}


def answering(screening: dict[str, str]) -> object:
    def answer(fields: list[str], request: Request) -> dict[str, str]:
        values = GOOD | screening | {"translation": "In English.", "persona": persona().model_dump_json()}
        return {name: values[name] for name in fields}

    return answer


def test_an_english_post_is_screened_and_extracted() -> None:
    lm, recorder = recorded_lm(answering({}))  # type: ignore[arg-type]
    with dspy.context(lm=lm):
        found = PersonaExtractor()(post="I lost my ferry.")
    assert found.persona == persona() and found.accepted and found.translation is None
    assert len(recorder.requests) == 2
    assert all("I lost my ferry." in everything(request) for request in recorder.requests)


@pytest.mark.parametrize("criterion", ["seeks_help", "about_self", "enough_detail"])
def test_a_post_that_fails_a_criterion_is_not_paid_for_further(criterion: str) -> None:
    lm, recorder = recorded_lm(answering({criterion: "False", "reason": "An advert."}))  # type: ignore[arg-type]
    with dspy.context(lm=lm):
        found = PersonaExtractor()(post="Buy my course.")
    assert (found.accepted, found.reason, found.persona) == (False, "An advert.", None)
    assert len(recorder.requests) == 1


def test_a_post_in_another_language_is_extracted_from_its_translation() -> None:
    lm, recorder = recorded_lm(answering({"language": "ZH"}))  # type: ignore[arg-type]
    with dspy.context(lm=lm):
        found = PersonaExtractor()(post="我很难过")
    assert (found.language, found.translation) == ("zh", "In English.")
    assert "In English." in everything(recorder.requests[2]) and "我很难过" not in everything(recorder.requests[2])


def test_the_offline_generator_refuses_chinese_and_names_who_could_translate() -> None:
    with dspy.context(lm=build_lm()), pytest.raises(LMUnsupportedFeatureError, match="lm@extractor_lm=gpt-4o"):
        PersonaExtractor()(post="我今年二十岁，最近和男朋友分手了，每天都睡不着，不知道该怎么办。")


def test_a_persona_says_which_attributes_the_post_does_not_state() -> None:
    with dspy.context(lm=build_lm()):
        found = PersonaExtractor()(post="I'm a 27 year old nurse and my mother died last month. I can't stop crying.")
    stated = set(ATTRIBUTES) - set(found.persona.inferred)
    assert {"age", "occupation"} <= stated and "gender" in found.persona.inferred
    assert (found.persona.age, found.persona.occupation) == (27, "nurse")


def test_one_post_and_seed_give_one_persona() -> None:
    post = HelpPost(text="My boyfriend left me in March and I have not slept well since then. What can I do?")
    with dspy.context(lm=build_lm()):
        one, same, other = (PersonaExtractor()(post=post, seed=seed).persona for seed in (1, 1, 2))
    assert one == same != other


def test_a_persona_that_does_not_fit_is_asked_again_with_what_is_wrong_field_by_field() -> None:
    wrong = (
        persona().model_dump_json().replace('"age":47', '"age":200').replace('"gender":"female"', '"gender":"woman"')
    )
    answers = iter([wrong, persona().model_dump_json()])

    def answer(fields: list[str], request: Request) -> dict[str, str]:
        return {"persona": next(answers)} if fields == ["persona"] else {name: GOOD[name] for name in fields}

    lm, recorder = recorded_lm(answer)
    with dspy.context(lm=lm):
        assert PersonaExtractor()(post="I lost my ferry.").persona == persona()
    told = recorder.requests[-1].messages[-1].text or ""
    assert "gender: Input should be 'female', 'male' or 'nonbinary'" in told
    assert "age: Input should be less than or equal to 110" in told
