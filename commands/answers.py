"""A chatbot's replies to the contexts of a test set: asked for many at once, and never paid for twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice

from ..corpora.format import ReadDialogue
from ..generators import LMConfig, Session, build_lm, lm_identity
from ..programs import Simulation
from ..programs.answering import points
from ..programs.parts import Reply as OneReply
from ..programs.runner import Outcome, run
from ..signatures import BudgetReached, ConfigurationError, InputError, Outputs, Reply
from .casting import calls_per_reply, in_flight, make_simulation, suited
from .progress import Spending, phase
from .schema import ProgramConfig
from .start import stopped
from .tuned import Named, for_dialogues, read_compiled


def answers(
    dialogues: Iterable[ReadDialogue],
    lm: LMConfig,
    program: ProgramConfig,
    session: Session,
    *,
    data: str,
    system: str | None = None,
    seed: int = 0,
    n: int | None = None,
) -> Outputs:
    """Return what a chatbot answers wherever a supporter spoke, beside what the person said there.

    Answers come from the session's cache where they were given before: the same call makes only what is missing, and
    gives the same replies. A failed reply is one without text; calls that the provider did not answer are made again.

    Args:
        lm: any engine.
        program: whose supporter answers; ``chat`` is the chatbot itself, ``direct`` has instructions of ours.
        data: name of the test set.
        system: name of the chatbot; None for the identity of its LM.
        n: as many of the first dialogues; None for all.

    Raises:
        InputError: there is nothing to answer, or `program.compiled` is none.
        ConfigurationError: the program has no supporter that answers, or the chatbot cannot be used.
        BudgetReached: the budget is spent; what was answered is in the cache.
    """
    wanted = points(islice(dialogues, n))
    if not wanted:
        raise InputError(f"{data}: there is nothing to answer; no supporter speaks after a seeker")
    compiled = for_dialogues(read_compiled(program.compiled))
    calls = calls_per_reply(suited(program, lm))
    replies: list[Reply | None] = [None] * len(wanted)
    with phase("replies", len(wanted), spending=Spending(session.meter, calls * len(wanted))) as progress:

        def receive(outcome: Outcome) -> None:
            place = int(outcome.key)
            replies[place] = wanted[place].reply(outcome)
            progress.advance(failed=outcome.error is not None)

        try:
            run(
                partial(make_answering, program, lm, session, compiled),
                (point.job(str(place), seed) for place, point in enumerate(wanted)),
                receive,
                concurrency=min(in_flight([lm], session.meter, calls), len(wanted)),
            )
        except (KeyboardInterrupt, BudgetReached) as why:
            if session.responses is None:
                raise
            saved = f"{progress.finished} of {len(wanted)} replies are"
            raise stopped(why, saved, str(session.responses.path)) from None
    name = system if system is not None else lm_identity(build_lm(lm, session))
    return Outputs(name, data, tuple(reply for reply in replies if reply is not None))


def make_answering(
    program: ProgramConfig, lm: LMConfig, session: Session | None = None, compiled: Sequence[Named] = ()
) -> OneReply:
    """Return the program that answers a conversation: the supporter of the program that makes dialogues.

    Raises:
        ConfigurationError: it has none, or does not fit what it was compiled for.
    """
    whole = make_simulation(program, lm, lm, session, compiled=compiled)
    if not isinstance(whole, Simulation):
        raise ConfigurationError(
            "program=single_shot: writes whole dialogues and answers nobody; use program=chat, direct, full or fused"
        )
    return OneReply(whole.supporter)
