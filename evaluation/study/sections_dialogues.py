"""What the report shows of the dialogues themselves: how support proceeds, samples, and who judged them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from ...signatures import CrisisKind, Dialogue, Persona, Stage, crises_in
from ..report.blocks import Block, Conversations, Number, Said, Table, Text
from ..report.charts import curves_chart
from ..report.marks import Line, Panel
from .findings import CellAccount, Sample, StudyFindings
from .wording import called, cell_name, listed, ranked

_SAMPLES = 2
_SIXTHS = range(1, 7)
_PEOPLE = "people (ESConv)"


def progress(findings: StudyFindings) -> list[Block]:
    """Return the share of each stage of support over the conversation, by framework and by generator."""
    cells = [one for one in findings.cells if one.sixths]
    if not cells:
        return [Text("No dialogue names its strategies, so how the support proceeds cannot be told.")]
    by_framework = _lines(cells, findings.frameworks, "framework")
    of_full = [one for one in cells if one.framework == findings.full]
    by_generator = _lines(of_full, findings.generators, "generator")
    says = "Share of supporter turns in each stage, by sixth of the conversation"
    beside = f"; dashed: {_PEOPLE}." if findings.reference else "."
    blocks: list[Block] = [
        _chart(findings, "progress", "Stages by framework", f"{says}, by framework{beside}", by_framework)
    ]
    if len(by_generator) > 1:
        title, of = f"Stages by generator, with {findings.full}", f"{says}, with {findings.full}, by generator{beside}"
        blocks.append(_chart(findings, "progress_generators", title, of, by_generator))
    missing = [name for name in findings.frameworks if name not in by_framework]
    if missing:
        are = "names no strategies and is" if len(missing) == 1 else "name no strategies and are"
        blocks.append(Text(f"{listed(missing)} {are} not drawn."))
    return [*blocks, _progress_table(findings, cells)]


def _lines(cells: Sequence[CellAccount], names: Sequence[str], part: str) -> dict[str, dict[Stage, list[float | None]]]:
    """Return the mean over cells of each stage's share in each sixth, for each name of which there is any."""
    found = {}
    for name in names:
        own = [one for one in cells if getattr(one, part) == name]
        if own:
            found[name] = {stage: _mean_curve([one.sixths.get(stage, ()) for one in own]) for stage in Stage}
    return found


def _mean_curve(curves: Iterable[Sequence[float | None]]) -> list[float | None]:
    known = [curve for curve in curves if curve]
    places = [[value for curve in known if (value := curve[place]) is not None] for place in range(len(_SIXTHS))]
    return [math.fsum(values) / len(values) if values else None for values in places]


def _chart(
    findings: StudyFindings, name: str, title: str, says: str, lines: dict[str, dict[Stage, list[float | None]]]
) -> Block:
    panels = []
    for stage in Stage:
        drawn = [Line(label, _hundredths(curves[stage])) for label, curves in lines.items()]
        if stage in findings.reference:
            drawn.append(Line(_PEOPLE, _hundredths(findings.reference[stage]), reference=True))
        panels.append(Panel(stage.value, _SIXTHS, drawn))
    return curves_chart(name, title, says, panels, "sixth of the conversation", "% of supporter turns")


def _hundredths(shares: Sequence[float | None]) -> list[float | None]:
    return [None if share is None else 100 * share for share in shares]


def _progress_table(findings: StudyFindings, cells: Sequence[CellAccount]) -> Table:
    rows = []
    for generator in findings.generators:
        for framework in findings.frameworks:
            own = [one for one in cells if (one.generator, one.framework) == (generator, framework)]
            for stage in Stage if own else ():
                curve = _mean_curve([one.sixths.get(stage, ()) for one in own])
                rows.append((generator, framework, stage.value, *(Number(share, 1, kind="percent") for share in curve)))
    for name, shares in findings.reference.items():
        rows.append((_PEOPLE, "", str(name), *(Number(share, 1, kind="percent") for share in shares)))
    head = ("generator", "framework", "stage", *(f"{sixth}/6" for sixth in _SIXTHS))
    note = "% of supporter turns, the mean over seeds. What is missing to 100 are turns of no stage, such as greetings."
    return Table("progress", "Stages by sixth of the conversation", head, tuple(rows), note, folded=True, names=3)


def dialogues(findings: StudyFindings) -> list[Block]:
    """Return the same persona with the best and the worst generator, with the framework and without."""
    cells = list(_shown_cells(findings))
    blocks: list[Block] = []
    for sample in findings.samples[:_SAMPLES]:
        there = [(cell, sample.dialogues[cell]) for cell in cells if cell in sample.dialogues]
        if not there:
            continue
        care = _care(sample.persona, [dialogue for _, dialogue in there])
        if care:
            blocks.append(Text(care))
        columns = tuple((cell_name(cell), _said(dialogue)) for cell, dialogue in there)
        blocks += [Conversations(_heading(sample), columns), Text(_persona(sample.persona))]
        lost = [cell_name(cell) for cell in cells if cell not in sample.dialogues]
        if lost:
            blocks.append(Text(f"No dialogue of this persona: {listed(lost)}."))
    if not blocks:
        return [Text("No persona has a dialogue in the cells that would be shown here.")]
    which = ""
    if findings.outcomes and len({generator for generator, _ in cells}) > 1:
        first = findings.outcomes[0].outcome
        ends = "highest and the lowest" if called(first) is None else "best and the worst"
        which = f"The generators are the {ends} by mean {first.name}. "
    return [Text(f"{which}Thoughts are the supporter's; the seeker never sees them."), *blocks]


def _shown_cells(findings: StudyFindings) -> Iterator[tuple[str, str]]:
    places = ranked(findings.outcomes[0], None) if findings.outcomes else []
    places = places or list(findings.generators)
    for generator in dict.fromkeys((places[0], places[-1])):
        for framework in dict.fromkeys((findings.baseline, findings.full)):
            yield generator, framework


def _said(dialogue: Dialogue) -> tuple[Said, ...]:
    return tuple(
        Said(
            turn.speaker,
            turn.text,
            turn.strategy or "",
            tuple(
                (node, text)
                for node, text in (turn.reasoning.steps() if turn.reasoning else {}).items()
                if node != "strategy"
            ),
        )
        for turn in dialogue.turns
    )


def _heading(sample: Sample) -> str:
    one = sample.persona
    return f"{one.age}, {one.gender.value}, {one.occupation}; {one.topic}: {one.subtopic} (seed {sample.seed})"


def _persona(one: Persona) -> str:
    inferred = listed([name.replace("_", " ") for name in one.inferred])
    guessed = f" Inferred, not in the post: {inferred}." if inferred else ""
    return f"The persona: “{one.situation}” Feels {listed(one.emotional_experience_words)}.{guessed}"


def _care(persona: Persona, made: Sequence[Dialogue]) -> str:
    """Return a word of care where persona or dialogues speak of a crisis; "" for most."""
    told = " ".join((persona.situation, persona.event.description, persona.coped_strategies_and_effects))
    found = {one.kind for one in crises_in(told)} | {kind for dialogue in made for kind in dialogue.crisis}
    if not found:
        return ""
    kinds = listed([kind.value.replace("_", " ") for kind in CrisisKind if kind in found])
    return (
        f"Read with care: what follows may speak of {kinds}. The seeker is simulated, and no reply here is advice; "
        "whoever is in danger should call the emergency number where they are."
    )


def judges(findings: StudyFindings) -> list[Block]:
    """Return who rated the dialogues and how far they agree, or what it means that nobody did."""
    found = findings.judges
    if not found.raters:
        return [
            Text(
                "No person and no model has rated these dialogues; every score is of rules. Rules count what can be "
                "counted; whether a reader feels understood they cannot tell. `socialsim judge` has a model rate them, "
                "and `socialsim agree` holds its ratings against people's."
            )
        ]
    rows = tuple((rater, *found.counts.get(rater, (0, 0))) for rater in found.raters)
    note = "Missing: ratings that were asked for and could not be read, or were never given."
    blocks: list[Block] = [Table("raters", "Who rated", ("rater", "ratings", "missing"), rows, note)]
    if not found.agreement:
        return [*blocks, Text("How far raters agree cannot be told: it takes two who rated the same dialogues.")]
    agreed = tuple(
        (
            *(one.dimension, one.who, one.coefficient),
            Number(one.value if math.isfinite(one.value) else None, 2, one.low, one.high),
            *(one.items, one.ratings, one.missing, one.why),
        )
        for one in found.agreement
    )
    head = ("dimension", "raters", "coefficient", "value", "items", "ratings", "missing", "remark")
    return [*blocks, Table("agreement", "How far raters agree", head, agreed, "95 % intervals over items.", names=3)]
