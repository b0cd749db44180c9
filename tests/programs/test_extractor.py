"""From a post to a persona: what is asked, in which order, and what is not asked."""

from __future__ import annotations

import pickle

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


TRANSLATED = "My girlfriend Emily left me and I live in Chicago alone."


def foreign(language: str) -> object:
    def answer(fields: list[str], request: Request) -> dict[str, str]:
        values = GOOD | {"language": language, "reason": "Emily left.", "translation": TRANSLATED}
        return {name: values.get(name) or persona().model_dump_json() for name in fields}

    return answer


# The rules take the second for English, the model does not.
@pytest.mark.parametrize("post", ["我很难过，她离开了我", "Она ушла, и мне очень плохо"])
def test_names_in_a_translation_are_replaced_before_anything_is_made_of_it(post: str) -> None:
    lm, recorder = recorded_lm(foreign("xx"))  # type: ignore[arg-type]
    with dspy.context(lm=lm):
        found = PersonaExtractor()(post=post, scrub=True)
    assert found.translation in everything(recorder.requests[2])
    assert not any(name in found.translation + found.reason for name in ("Emily", "Chicago"))
    originals = {part: [one.original for one in done] for part, done in found.replaced.items()}
    assert originals == {"reason": ["Emily"], "translation": ["Emily", "Chicago"]}
    assert pickle.loads(pickle.dumps(found.replaced)) == found.replaced


def test_names_in_a_post_of_two_languages_are_replaced_although_it_needs_no_translation() -> None:
    lm, recorder = recorded_lm(foreign("en"))  # type: ignore[arg-type]
    with dspy.context(lm=lm):
        PersonaExtractor()(post=f"{TRANSLATED} 我很难过，她离开了我", scrub=True)
    assert len(recorder.requests) == 2
    assert "Emily" not in everything(recorder.requests[1])
    assert "我很难过" in everything(recorder.requests[1])


def test_an_english_post_was_scrubbed_before_and_is_not_scrubbed_again() -> None:
    lm, recorder = recorded_lm(foreign("en"))  # type: ignore[arg-type]
    with dspy.context(lm=lm):
        found = PersonaExtractor()(post=TRANSLATED, scrub=True)
    assert (found.reason, found.translation, found.replaced) == ("Emily left.", None, {})
    assert TRANSLATED in everything(recorder.requests[1])


def test_without_scrub_a_translation_stays_as_it_is() -> None:
    lm, _ = recorded_lm(foreign("zh"))  # type: ignore[arg-type]
    with dspy.context(lm=lm):
        found = PersonaExtractor()(post="我很难过，她离开了我")
    assert (found.translation, found.reason, found.replaced) == (TRANSLATED, "Emily left.", {})


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
