"""What a role play starts from: the cards, who answers, and which dialogues are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..cache import FILE, CorpusStore
from ..corpora.cards import CardReading, read_cards
from ..generators import LMConfig, Session, build_lm
from ..programs.role_play import GREETINGS, CardSeeker, RolePlay
from ..programs.runner import Job
from ..signatures import ConfigurationError, InputError, RoleCard
from .casting import OFFLINE_ENGINE, Cast, check, make_supporter, suited
from .dialogues import Dialogues, Order
from .schema import ProgramConfig, RoleplayConfig, SimulateConfig
from .sources import show_notice
from .start import check_folder, prepare
from .tuned import Named, for_dialogues, read_compiled

ESC_EVALS = "esc-eval"
"""What `greeting` calls the sentences of ESC-Eval."""
_MOST_ROUNDS = 100


def make_role_play(
    program: ProgramConfig,
    seeker: LMConfig,
    supporter: LMConfig,
    greeting: str | None,
    compiled: Sequence[Named] = (),
    session: Session | None = None,
) -> RolePlay:
    """Return the program that turns a card into a dialogue; its rounds are half of ``program.max_turns``."""
    check(program)
    play = RolePlay(
        CardSeeker(),
        make_supporter(program, supporter),
        program.max_turns // 2,
        GREETINGS if greeting == ESC_EVALS else greeting or "",
    )
    for one in compiled:
        one.give(play, [seeker, supporter])
    play.seeker.set_lm(build_lm(seeker, session))
    play.supporter.set_lm(build_lm(supporter, session))
    return play


@dataclass(frozen=True)
class CardOrder(Order):
    """Which role plays are wanted: `persona_ids` are the addresses of the cards."""

    greeting: str | None = ESC_EVALS

    # What `Dialogues` wants of a program, both kinds have: `roles`, and what a call of it returns.
    def program_of(self) -> partial[RolePlay]:
        return partial(make_role_play, self.program, self.seeker, self.supporter, self.greeting, self.compiled)


class RolePlays(Dialogues):
    """The role plays of an order, in the order of the cards."""

    def __init__(self, store: CorpusStore, order: CardOrder, session: Session, cards: Sequence[RoleCard]) -> None:
        super().__init__(store, order, session)
        self.cards = cards

    def _jobs(self, positions: list[int]) -> Iterator[Job]:
        for position in positions:
            given = {"card": self.cards[position], "seed": self.order.seed}
            yield Job(str(position), given | {"attempt": self.store.attempts(self.ids[position])})


@dataclass(frozen=True)
class RoleplayStart:
    """All that a run needs to know before it begins."""

    cast: Cast
    session: Session
    reading: CardReading
    """What was read of the file, and how; read to its end."""
    cards: tuple[RoleCard, ...]
    """Those to be played, each once."""
    order: CardOrder

    def plays(self, store: CorpusStore) -> RolePlays:
        """Return the role plays as the store has them."""
        return RolePlays(store, self.order, self.session, self.cards)


def begin(config: RoleplayConfig) -> RoleplayStart:
    """Read the cards and make sure that the LMs can be reached for; nothing is written.

    Raises:
        ConfigurationError: a key that makes no sense here, or a seeker that is not named.
        InputError: no cards, or the folder of something else.
    """
    _check(config)
    folder = check_folder(config.out)
    if (folder / FILE).is_file() and not _is_ours(folder):
        raise InputError(f"out={config.out}: is a corpus of another command; say another out=DIR")
    reading = read_cards(Path(config.cards).expanduser())
    cards = list({found.card.address: found.card for found in reading}.values())[: config.n]
    show_notice(reading.format.licence)
    # How long it is, in the words of whatever reads a corpus folder.
    config.program.min_turns = config.program.max_turns = 2 * config.rounds
    cast, session = prepare(_as_simulation(config))
    config.program = suited(config.program, cast.supporter)
    compiled = read_compiled(config.program.compiled)
    order = CardOrder(
        [card.address for card in cards],
        config.program,
        cast.seeker,
        cast.supporter,
        config.seed,
        compiled=for_dialogues(compiled),
        greeting=config.greeting,
    )
    order.provenance()  # does the program exist, and was it compiled for this?
    return RoleplayStart(cast, session, reading, tuple(cards), order)


def _check(config: RoleplayConfig) -> None:
    usual = ProgramConfig()
    if not 1 <= config.rounds <= _MOST_ROUNDS:
        raise ConfigurationError(f"rounds={config.rounds}: has to be from 1 to {_MOST_ROUNDS}")
    if config.program.kind != "simulation":
        raise ConfigurationError(f"program.kind={config.program.kind}: writes both speakers; a role play needs a reply")
    if (config.program.min_turns, config.program.max_turns) != (usual.min_turns, usual.max_turns):
        raise ConfigurationError("program.min_turns, program.max_turns: are for simulate; say rounds=N")
    if config.seeker_lm is None and config.lm.engine != OFFLINE_ENGINE:
        raise ConfigurationError(
            "lm@seeker_lm: is not said; name the LM that plays the cards, the same for all supporters that are compared"
        )


def _as_simulation(config: RoleplayConfig) -> SimulateConfig:
    """Return the simulation that asks the same LMs, under the same limits."""
    return SimulateConfig(
        out=config.out,
        n=config.n,
        seed=config.seed,
        cache=config.cache,
        budget=config.budget,
        dry_run=config.dry_run,
        lm=config.lm,
        seeker_lm=config.seeker_lm,
        program=config.program,
    )


def _is_ours(folder: Path) -> bool:
    with CorpusStore.open_existing(folder) as store:
        before = store.last_config()
    return before is None or "cards" in before
