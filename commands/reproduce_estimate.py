"""What an experiment would ask of LMs, from rehearsals that are done once for all of them.

Calls and tokens do not depend on who answers, only prices do: a rehearsal serves every LM.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from tempfile import TemporaryDirectory

import dspy
from hydra.errors import HydraException, MissingConfigException
from omegaconf.errors import MissingMandatoryValue

from ..generators import LMConfig
from ..signatures import SCALES, ConfigurationError, InputError
from .casting import CHATBOT_ENGINE, Cast, plain_settings
from .judging import refuse_rules
from .outlook import look_ahead
from .rehearsal import People, Rehearsal, Role, Talks, rehearse
from .reproduce_experiments import FEW, Asks, Count, Experiment
from .schema import PostsConfig, ReproduceConfig
from .start import begin
from .study_steps import compose


@dataclass(frozen=True)
class Reading:
    """A few posts that were read with rules in the place of the LM."""

    extractor: Rehearsal
    people: People

    def role(self, lm: LMConfig, personas: float) -> Role:
        """Return what so many personas would take, if posts go on being accepted as often."""
        return self.extractor.role("extractor", lm, personas / len(self.people))


class Estimator:
    """Says what experiments take, for the LMs that a configuration names.

    Raises:
        ConfigurationError: an LM that cannot be used, or a judge that cannot judge.
        InputError: the posts cannot be read, or none of those that were tried becomes a persona.
        HydraException: there is no such option of the group `lm`.
    """

    def __init__(self, config: ReproduceConfig) -> None:
        self.n = config.n
        self.lms = {name: lm_of(name) for name in dict.fromkeys(config.generators)}
        self.judge_name, self.judge = config.judge, lm_of(config.judge)
        refuse_rules(self.judge)
        self.reading = _read(config.posts)
        self._talks: dict[tuple[str, ...], Talks] = {}
        self._grids: dict[str, dict[str, list[str]]] = {}

    def roles(self, experiment: Experiment) -> list[Role]:
        """Return what the experiment takes: of each LM, were it the one that is asked, and of the judge."""
        asked = [asks for line in experiment.lines for asks in line.asks]
        made = [_sum(name, lm, self._of_generator(asked, lm)) for name, lm in self.lms.items()]
        judging = list(self._of_judge(asked))
        judged = _sum(f"judge {self.judge_name}", self.judge, judging * (len(self.lms) if experiment.of_all else 1))
        return [role for role in (*made, judged) if role.calls]

    def count(self, wanted: Count) -> int:
        """Return a count as a number."""
        if isinstance(wanted, int):
            return wanted
        return self.n if wanted == "n" else min(self.n, FEW)

    def _of_generator(self, asked: Iterable[Asks], lm: LMConfig) -> Iterator[Role]:
        for asks in asked:
            count = self.count(asks.count)
            if asks.what == "personas":
                yield self.reading.role(lm, count)
            elif asks.what in ("dialogues", "grid"):
                for talks in self._made(asks):
                    yield from talks.roles(Cast(lm, lm, lm), count * asks.seeds)

    def _of_judge(self, asked: Iterable[Asks]) -> Iterator[Role]:
        for asks in asked:
            if asks.what in ("ratings", "grid"):
                for talks in self._made(asks):
                    yield talks.rating(SCALES[asks.scale], self.judge, self.count(asks.count) * asks.seeds)

    def _made(self, asks: Asks) -> list[Talks]:
        """Return what was rehearsed with the program that is asked, or with each framework of a grid."""
        if asks.what != "grid":
            return [self._rehearsed(asks.program)]
        if asks.study not in self._grids:
            self._grids[asks.study] = frameworks(asks.study)
        return [self._rehearsed(tuple(words)) for words in self._grids[asks.study].values()]

    def _rehearsed(self, words: tuple[str, ...]) -> Talks:
        if words not in self._talks:
            self._talks[words] = rehearse(compose("simulate", words).program, self.reading.people)
        return self._talks[words]


def frameworks(study: str) -> dict[str, list[str]]:
    """Return the frameworks of a study, as its file has them: name → words to `simulate`."""
    found: dict[str, list[str]] = compose("study", [f"study={study}"]).study.frameworks
    return found


def lm_of(name: str) -> LMConfig:
    """Return the settings of an option of the group `lm`.

    Raises:
        ConfigurationError: it names no model by itself, or one that only supports.
        HydraException: there is no such option.
    """
    try:
        config = compose("extract", [f"lm={name}"])
    except MissingConfigException:
        raise
    except (MissingMandatoryValue, HydraException) as error:
        raise ConfigurationError(
            f"lm={name}: says no model by itself; name another, or a file of your own in the group lm (--config-dir)"
        ) from error
    if config.lm.engine == CHATBOT_ENGINE:
        raise ConfigurationError(f"lm={name}: it was tuned to support and does nothing else; name a model")
    return replace(plain_settings(config.lm), api_key_env=None)  # nobody is called, so no key is needed


def _read(posts: PostsConfig) -> Reading:
    with TemporaryDirectory() as empty:  # where nothing was made before
        words = ["lm=offline", "dry_run=true", f"out={empty}", *posts_words(posts, "posts=examples")]
        start = begin(compose("extract", words))
    extractor = Rehearsal()
    with dspy.context(disable_history=True, max_trace_size=0):
        ahead = look_ahead(start, None, start.counts.usable, extractor.lm())
    if not ahead.accepted:
        raise InputError(f"posts={posts.path}: none of the first {ahead.rehearsed} posts becomes a persona")
    return Reading(extractor, ahead.accepted)


def posts_words(posts: PostsConfig, otherwise: str) -> list[str]:
    """Return the words that name the posts; `otherwise` where none are named."""
    if posts.path is None:
        return [otherwise]
    given = {"posts": posts.path, "posts.text": posts.text, "posts.encoding": posts.encoding}
    return [f"{key}={value}" for key, value in given.items() if value is not None]


def _sum(name: str, lm: LMConfig, roles: Iterable[Role]) -> Role:
    total = Role(name, lm)
    for role in roles:
        total += role
    return total
