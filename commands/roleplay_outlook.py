"""What a role play would take, without calling anybody: a few cards are rehearsed with rules in each LM's place."""

from __future__ import annotations

from contextlib import ExitStack

import dspy

from ..cache import FILE, CorpusStore
from ..generators import LMConfig
from .outlook import REHEARSED
from .rehearsal import Rehearsal, Role
from .roleplay_start import RoleplayStart, make_role_play
from .schema import RoleplayConfig
from .start import check_folder


def outlook(config: RoleplayConfig, start: RoleplayStart) -> list[Role]:
    """Return what the run would take, seeker and supporter apart; nothing where every card has been played."""
    folder = check_folder(config.out)
    with ExitStack() as stack, dspy.context(disable_history=True, max_trace_size=0):
        missing = list(range(len(start.cards)))
        if (folder / FILE).is_file():
            missing = start.plays(stack.enter_context(CorpusStore.open_existing(folder))).missing(config.retry_failed)
        if not missing:
            return []
        seeker, supporter = Rehearsal(), Rehearsal()
        rules = LMConfig()
        play = make_role_play(config.program, rules, rules, config.greeting, start.order.compiled)
        play.seeker.set_lm(seeker.lm())
        play.supporter.set_lm(supporter.lm())
        rehearsed = [start.cards[position] for position in missing[:REHEARSED]]
        for card in rehearsed:
            play(card=card, seed=config.seed)
    times = len(missing) / len(rehearsed)
    return [
        seeker.role("seeker", start.cast.seeker, times),
        supporter.role("supporter", start.cast.supporter, times),
    ]
