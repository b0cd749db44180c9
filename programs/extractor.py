"""From a post to a persona: screen, translate where needed, extract."""

from __future__ import annotations

from typing import Any

import dspy

from ..generators.sampling import sampling_seed
from ..signatures import ExtractPersona, HelpPost, ScreenPost, TranslatePost, seed_from
from .ask import Ask
from .program import Program, Steps, call


class PostScreener(Ask):
    """Is this a person seeking help, about themselves, with enough to go on?"""

    def __init__(self) -> None:
        super().__init__(ScreenPost)


class PostTranslator(Ask):
    """A post in another language, in English."""

    def __init__(self) -> None:
        super().__init__(TranslatePost)


class PersonaExtractor(Program):
    """Turn a post into a persona.

    Calling it with ``post`` (text or `HelpPost`) and optionally ``seed`` returns ``accepted`` and ``reason`` of the
    screening, ``language``, ``translation`` (None for English) and ``persona`` (None when the post was screened out).
    """

    def __init__(self) -> None:
        super().__init__()
        self.screen = PostScreener()
        self.translate = PostTranslator()
        self.extract = Ask(ExtractPersona)

    def steps(self, post: str | HelpPost, seed: int = 0, attempt: int = 0) -> Steps:  # type: ignore[override]
        post = HelpPost(text=post) if isinstance(post, str) else post
        # An answer that screens a post out can be read, so another attempt is another draw.
        with sampling_seed(seed_from(seed, post.id, *([attempt] if attempt else [])), attempt):
            screening: Any = yield call(self.screen, post=post.text)
            result = dspy.Prediction(
                accepted=screening.seeks_help and screening.about_self and screening.enough_detail,
                reason=screening.reason,
                language=screening.language.strip().lower(),
                translation=None,
                persona=None,
            )
            if not result.accepted:
                return result
            if not result.language.startswith("en"):
                translated: Any = yield call(self.translate, post=post.text, language=result.language)
                result.translation = translated.translation
            extracted: Any = yield call(self.extract, post=result.translation or post.text)
            result.persona = extracted.persona
        return result
