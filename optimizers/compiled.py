"""A compiled program: what an optimizer has tuned, where it comes from, and what it is worth; one JSON file.

    compiled = load("compiled/supporter")
    simulation = compiled.apply(Simulation(Seeker(), Supporter()))

The file is what DSPy's own `save` writes (`Simulation(…).load(path)` reads it where every predictor was tuned), with
our account under ``metadata.socialsim``. It holds no LM, no key and nothing that is run when it is read. Its
demonstrations are text of the data it was tuned on, so it is as private as that.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import dspy
from dspy.adapters.utils import translate_field_type
from dspy.utils.saving import get_dependency_versions
from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic_core import to_jsonable_python

from ..programs import PersonaExtractor, Seeker, Supporter
from ..signatures import ConfigurationError, InputError

FILE = "program.json"
"""What a folder's program is by default: one that is better than the program before."""
CANDIDATE_FILE = "candidate.json"
"""What was found and is not known to be better."""
FORMAT = 1
FEWEST = 10
"""Groups below which nothing is called better: the interval of so few says too much where differences are skewed."""
MOST_SCORED = 0.9
"""Share of the examples that has to be scored before and after; who fails on the hard ones looks good on the rest."""
_OURS = "socialsim"
_PARTS: tuple[tuple[type[dspy.Module], str], ...] = (
    (PersonaExtractor, "extractor."),
    (Seeker, "seeker."),
    (Supporter, "supporter."),
)
"""Programs that are used alone, and what their predictors are called in the whole."""


class TunedPredictor(BaseModel):
    """What may be tuned of one predictor, and the fields it was tuned for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instructions: str
    demos: tuple[dict[str, JsonValue], ...]
    """Field → value; those that a program wrote are marked ``augmented``, as DSPy marks them."""
    fields: tuple[tuple[str, str, str], ...]
    """Name, whether it is an input or an output, and how its type is shown to a model."""


Tuned = dict[str, TunedPredictor]
"""Predictor, by its name in the whole program, → what was tuned."""


class Scores(BaseModel):
    """A program before and after, on one part of the data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    """Examples that both were scored on; the rest are failures, which are no scores."""
    groups: int
    """Independent ones among them: dialogues of one persona, turns of one conversation count once."""
    before: float
    after: float
    difference: float
    low: float
    high: float
    """Bounds of the 95 % interval of the difference."""
    failed_before: int = 0
    failed_after: int = 0
    total: int = 0
    """Examples in all; those that were not scored both times are as many as are missing."""

    @property
    def decides(self) -> bool:
        """Whether there is enough to decide by: `FEWEST` groups, and nearly all examples scored both times."""
        total = max(self.total, self.n + max(self.failed_before, self.failed_after))
        return self.groups >= FEWEST and self.n >= MOST_SCORED * total

    @property
    def better(self) -> bool:
        """Whether it is better beyond doubt: the interval is above 0, and it does not fail more often."""
        return self.decides and self.low > 0 and self.failed_after <= self.failed_before


class About(BaseModel):
    """Where a compiled program comes from, and what it is worth."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    module: str
    metric: str
    optimizer: dict[str, JsonValue]
    program: str
    """Fingerprint of the program before."""
    generators: dict[str, str]
    """Role → name of the LM that it was tuned with."""
    written_by: tuple[str, ...]
    """LMs whose text is in the demonstrations."""
    data: dict[str, list[str]]
    """Part (train, select, dev, test, demonstrations) → ids of what is in it."""
    kin: tuple[str, ...] = ()
    """What the demonstrations are related by: ids of posts, personas and conversations. Whoever tunes the program
    further keeps these out of what it is judged by."""
    scores: dict[str, Scores]
    """Part (dev, test) → scores; empty where the budget ended before."""
    cost: dict[str, JsonValue]
    finished: bool
    """False where a budget ended the search; the program is then the best that was found until there."""
    seed: int
    versions: dict[str, str]

    @property
    def better(self) -> bool:
        """Whether it beats the program before on the dev part, with 95 % confidence."""
        return "dev" in self.scores and self.scores["dev"].better


class Compiled(BaseModel):
    """What was tuned, and the account of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    predictors: Tuned
    about: About

    def apply(self, program: Any, name: str = "the compiled program") -> Any:
        """Give `program` the instructions and demonstrations; it is changed and returned.

        Args:
            name: what it is called in an error.

        Raises:
            ConfigurationError: it was compiled for other predictors or other fields.
        """
        prefix = next((prefix for kind, prefix in _PARTS if isinstance(program, kind)), "")
        there = {prefix + own: predictor for own, predictor in program.named_predictors()}
        for tuned_name, one in self.predictors.items():
            if tuned_name not in there:
                has = ", ".join(sorted(there))
                raise ConfigurationError(f"{name} was compiled for {tuned_name}; this program has {has}")
            if wrong := _difference(one.fields, fields_of(there[tuned_name].signature)):
                raise ConfigurationError(f"{name} was compiled for another {tuned_name}: {wrong}")
        give(program, {name.removeprefix(prefix): one for name, one in self.predictors.items()})
        return program

    def on(self, others: Sequence[Compiled]) -> Compiled:
        """Return this with what it was tuned on top of, as one; what both have tuned is of this one."""
        before = {name: one for other in others for name, one in other.predictors.items()}
        abouts = [self.about, *(other.about for other in others)]
        known: dict[str, Any] = {
            "written_by": tuple(sorted({writer for about in abouts for writer in about.written_by})),
            "kin": tuple(sorted({kin for about in abouts for kin in about.kin})),
        }
        shown = sorted({one for about in abouts for one in about.data.get("demonstrations", [])})
        known["data"] = {**self.about.data, "demonstrations": shown}
        about = self.about.model_copy(update=known)
        return self.model_copy(update={"predictors": before | self.predictors, "about": about})

    def concerns(self, part: str) -> bool:
        """Return whether a predictor of this part is tuned: ``extractor``, ``seeker``, ``supporter``."""
        return any(name.startswith(f"{part}.") for name in self.predictors)

    def text(self) -> str:
        """Return the JSON, the same for the same content."""
        state: dict[str, Any] = {name: _state(one) for name, one in self.predictors.items()}
        fields = {name: one.fields for name, one in self.predictors.items()}
        ours = {"format": FORMAT, "fields": fields, "about": self.about.model_dump(mode="json")}
        state["metadata"] = {"dependency_versions": get_dependency_versions(), _OURS: ours}
        return json.dumps(state, ensure_ascii=False, indent=2) + "\n"


def file_of(compiled: Compiled) -> str:
    """Return the name under which it is saved: only what is better becomes the folder's program."""
    return FILE if compiled.about.better else CANDIDATE_FILE


def tuned(program: Any, names: Collection[str]) -> Tuned:
    """Return what is tuned of the predictors `names` of a program."""
    return {
        name: TunedPredictor(
            instructions=predictor.signature.instructions,
            demos=tuple(_demo(predictor.signature, dict(demo)) for demo in predictor.demos if _shows(predictor, demo)),
            fields=fields_of(predictor.signature),
        )
        for name, predictor in program.named_predictors()
        if name in names
    }


def give(program: Any, state: Tuned) -> None:
    """Give the predictors of a program what was tuned, in place."""
    for name, predictor in program.named_predictors():
        if name in state:
            predictor.signature = predictor.signature.with_instructions(state[name].instructions)
            predictor.demos = [dspy.Example(dict(demo)) for demo in state[name].demos]


def _shows(predictor: Any, demo: Mapping[str, Any]) -> bool:
    return any(demo.get(name) is not None for name in predictor.signature.output_fields)


def _demo(signature: Any, demo: Mapping[str, Any]) -> dict[str, JsonValue]:
    """Return what a model is shown of a demonstration, who wrote it (`augmented`), and its id."""
    kept = {name: demo[name] for name in (*signature.fields, "augmented", "id") if demo.get(name) is not None}
    plain: dict[str, JsonValue] = to_jsonable_python(kept, fallback=str)
    return plain


def fields_of(signature: Any) -> tuple[tuple[str, str, str], ...]:
    """Return name, kind and shown type of each field of a signature, in order."""
    kinds = ((signature.input_fields, "input"), (signature.output_fields, "output"))
    return tuple(
        (name, kind, translate_field_type(name, field)) for fields, kind in kinds for name, field in fields.items()
    )


def load(path: str | Path) -> Compiled:
    """Read a compiled program: a file, or that of a folder which is known to be better than the program before.

    Raises:
        InputError: it is not there, or it is no compiled program of ours.
    """
    asked = Path(path).expanduser()
    file = asked / FILE if asked.is_dir() else asked
    try:
        state = json.loads(file.read_text(encoding="utf-8"))
        ours = state.pop("metadata")[_OURS]
        fields: Mapping[str, Any] = ours["fields"]
        if ours["format"] != FORMAT:
            raise InputError(f"{path}: was written by another version (format {ours['format']}); compile it again")
        predictors = {
            name: {"instructions": one["signature"]["instructions"], "demos": one["demos"], "fields": fields[name]}
            for name, one in state.items()
        }
        return Compiled.model_validate({"predictors": predictors, "about": ours["about"]})
    except FileNotFoundError:
        raise InputError(_missing(path, asked)) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"{path}: cannot be read: {problem}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        first = " ".join(str(problem).split())[:120]
        raise InputError(f"{path}: is no compiled program ({type(problem).__name__}: {first})") from None


def _missing(path: str | Path, folder: Path) -> str:
    if (folder / CANDIDATE_FILE).is_file():
        return (
            f"{path}: nothing was found there that is known to be better than the program before; say "
            f"{path}/{CANDIDATE_FILE} to use what was found all the same"
        )
    return f"{path}: there is no compiled program; make one with `socialsim optimize out={path}`"


def _state(one: TunedPredictor) -> dict[str, Any]:
    """Return a predictor as DSPy's `load_state` takes it; it sets no LM and leaves the fields as they are."""
    signature = {"instructions": one.instructions, "fields": []}
    return {"traces": [], "train": [], "demos": list(one.demos), "signature": signature, "lm": None}


def _difference(then: tuple[tuple[str, str, str], ...], now: tuple[tuple[str, str, str], ...]) -> str:
    """Say how the fields differ; "" where they do not."""
    named_then, named_now = [f"{kind} {name}" for name, kind, _ in then], [f"{kind} {name}" for name, kind, _ in now]
    for sort, missing in (("no", set(named_then) - set(named_now)), ("a new", set(named_now) - set(named_then))):
        if missing:
            return f"there is {sort} {sorted(missing)[0]} here"
    if named_then != named_now:
        return f"its fields come in another order here: {', '.join(name for name, _, _ in now)}"
    changed = next((name for (name, _, old), (_, _, new) in zip(then, now, strict=True) if old != new), "")
    return f"{changed} is of another type here" if changed else ""
