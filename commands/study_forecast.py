"""What a study would take, without calling anybody: the cells of its grid, rehearsed and added up by generator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, field, replace

from ..cache import FILE, CorpusStore
from ..generators import LMConfig
from ..signatures import Scale
from .casting import cast, suited
from .forecast import forecast
from .outlook import REHEARSED, look_ahead
from .rehearsal import People, Rehearsal, Role, Talks, rehearse
from .schema import ExtractConfig, SimulateConfig
from .start import begin, check_folder
from .tuned import read_compiled


@dataclass(frozen=True)
class CellAhead:
    """What is still to be done in a cell of a grid."""

    generator: str
    """What the study calls it."""
    config: SimulateConfig
    dialogues: float
    """That are to be made."""
    ratings: Mapping[str, tuple[LMConfig, float]] = field(default_factory=dict)
    """Judge, as the study calls it → its LM, and the dialogues that it has still to rate."""


@dataclass(frozen=True)
class BankAhead:
    """What the bank of a study would take, and some of the people in it, to rehearse its cells with."""

    roles: list[Role]
    people: People
    personas: float
    """How many there will be."""


def forecast_bank(config: ExtractConfig) -> BankAhead:
    """Return what reading posts would take, less what the folder of the bank has already.

    Raises:
        InputError, ConfigurationError: what `socialsim extract` would say of the configuration.
    """
    start = begin(config)
    folder = check_folder(config.out)
    wanted = min(config.n or start.counts.usable, start.counts.usable)
    if (folder / FILE).is_file():
        with closing(CorpusStore.open_existing(folder)) as store:
            ahead = look_ahead(start, store, wanted, Rehearsal().lm())
            stored = [store.persona(persona_id) for persona_id in ahead.ids[:REHEARSED]]
    else:
        ahead, stored = look_ahead(start, None, wanted, Rehearsal().lm()), []
    people = [*((one.persona, one.post) for one in stored), *ahead.accepted][:REHEARSED]
    roles = [replace(role, name=f"bank: {role.name}") for role in forecast(config, start)]
    return BankAhead(roles, people, min(wanted, ahead.personas))


def forecast_cells(cells: Sequence[CellAhead], people: People, scale: Scale | None = None) -> list[Role]:
    """Return what the cells would take: a role for each generator, and one for each judge.

    A seeker or a judge of checks that has an LM of its own is told apart from the generator.

    Args:
        people: to rehearse with; [] where nothing is known of anybody, and then nothing is forecast.
        scale: by which dialogues are rated; None where nobody rates.

    Raises:
        InputError, ConfigurationError: what `socialsim simulate` would say of a cell.
    """
    found: dict[str, Role] = {}
    rehearsed: dict[str, Talks] = {}
    rated: list[Role] = []
    for cell in cells if people else ():
        roles = cast(cell.config)
        program = suited(cell.config.program, roles.supporter)
        key = str(astuple(program))
        if key not in rehearsed:
            compiled = read_compiled(program.compiled)
            rehearsed[key] = rehearse(program, people[:REHEARSED], compiled=compiled)
        talks = rehearsed[key]
        for role in talks.roles(roles, cell.dialogues) if cell.dialogues else ():
            own = role.lm == roles.supporter and role.name != "judge"
            _put(found, replace(role, name=cell.generator if own else f"{cell.generator}: {role.name}"))
        if scale is not None:
            rated += [
                replace(talks.rating(scale, lm, count), name=f"judge {judge}")
                for judge, (lm, count) in cell.ratings.items()
                if count
            ]
    for role in rated:  # judges stand below all generators
        _put(found, role)
    return list(found.values())


def _put(found: dict[str, Role], role: Role) -> None:
    found[role.name] = found[role.name] + role if role.name in found else role
