"""From a post to a persona: screen, translate where needed, extract."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import dspy
from dspy.utils.exceptions import AdapterParseError

from ..corpora.privacy import Replacement, Scrubber
from ..generators.offline.reading.languages import language
from ..generators.sampling import sampling_seed
from ..signatures import ExtractPersona, HelpPost, ScreenPost, TranslatePost, seed_from
from .ask import Ask
from .program import Call, Program, Steps, call


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
    screening, ``language``, ``translation`` (None where the post itself was read) and ``persona`` (None when the post
    was screened out).

    With ``scrub`` the post is one whose names were replaced if it is in English, and whose contacts were in any case.
    Of another, names are replaced in all that is said of it in English, before the persona is extracted; ``replaced``
    has what was, by the part it stood in: ``reason`` or ``translation``. It is asked for with the post and is no
    setting, since it changes no prompt of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.screen = PostScreener()
        self.translate = PostTranslator()
        self.extract = Ask(ExtractPersona)

    def steps(  # type: ignore[override]
        self, post: str | HelpPost, seed: int = 0, attempt: int = 0, scrub: bool = False
    ) -> Steps:
        post = HelpPost(text=post) if isinstance(post, str) else post
        names = _Names(scrub and language(post.text) != "en")
        # An answer that screens a post out can be read, so another attempt is another draw.
        with sampling_seed(seed_from(seed, post.id, *([attempt] if attempt else [])), attempt):
            screening: Any = yield from names.guarded(call(self.screen, post=post.text))
            spoken = screening.language.strip().lower()
            english = spoken.startswith("en")
            # What the rules took for English may be a language that they do not know.
            names.told = names.told or (scrub and not english)
            result = dspy.Prediction(
                accepted=screening.seeks_help and screening.about_self and screening.enough_detail,
                reason=names.without("reason", screening.reason),
                language=spoken,
                translation=None,
                persona=None,
                replaced=names.replaced,
            )
            if not result.accepted:
                return result
            if not english:
                translated: Any = yield from names.guarded(call(self.translate, post=post.text, language=spoken))
                result.translation = names.without("translation", translated.translation)
            elif names.told:  # English enough for the model, but not for the rules, which left its names in
                result.translation = names.without("translation", post.text)
            extracted: Any = yield call(self.extract, post=result.translation or post.text)
            result.persona = extracted.persona
        return result


class _Names:
    """The names in what is said of a post, replaced while they may be ``told``."""

    def __init__(self, told: bool) -> None:
        self.told = told
        self.replaced: dict[str, tuple[Replacement, ...]] = {}

    def without(self, part: str, text: str) -> str:
        """Return a text without names, keeping what was replaced as that of `part`."""
        if not self.told:
            return text
        scrubbed = Scrubber().scrub(text)
        self.replaced[part] = scrubbed.replacements
        return scrubbed.text

    def guarded(self, asked: Call) -> Generator[Call, Any, Any]:
        """Ask; of an answer that cannot be read, what is kept of it has no names either."""
        try:
            return (yield asked)
        except AdapterParseError as unreadable:
            if self.told and unreadable.lm_response:
                unreadable.lm_response = Scrubber().scrub(unreadable.lm_response).text
            raise
