"""The report of a study of generators and frameworks: its answer, what was run, what was found, and what to doubt."""

from __future__ import annotations

from ...signatures import counted
from ..report.blocks import Block, Code, Report, Section, Table, Text
from .answer import answer
from .findings import CellAccount, StudyFindings
from .sections_dialogues import dialogues, judges, progress
from .sections_effects import effects
from .sections_generators import cost, failures, generators
from .threats import threats
from .wording import listed


def report(findings: StudyFindings) -> Report:
    """Return the whole report; parts that a study has nothing to say in are left out, or say why."""
    return Report(
        findings.title,
        (Text(findings.question), Text(answer(findings), lead=True)),
        (
            Section("What was run", _run(findings)),
            Section("Effects", effects(findings)),
            Section("Generators", generators(findings)),
            Section("Progress of the support", progress(findings)),
            Section("Cost", cost(findings)),
            Section("Failures", failures(findings)),
            Section("Dialogues side by side", dialogues(findings)),
            Section("Judges", judges(findings)),
            Section("Threats to validity", (Text(threats(findings)),)),
            Section("Every cell", _cells(findings)),
        ),
        (
            findings.command,
            f"Seed {findings.seed}; {findings.resamples:,} resamples for each interval.",
            "; ".join(f"{name} {version}" for name, version in findings.versions.items()),
        ),
    )


def _run(findings: StudyFindings) -> list[Block]:
    rows = [
        *(("generator", name, findings.about_levels.get(name, "")) for name in findings.generators),
        *(("framework", name, _framework(findings, name)) for name in findings.frameworks),
        *(("seed", str(seed), "") for seed in findings.seeds),
        ("personas", f"{findings.personas:,}", f"made by {findings.made_by}" if findings.made_by else ""),
    ]
    wanted, made = sum(one.wanted for one in findings.cells), sum(one.made for one in findings.cells)
    accepted = sum(one.accepted for one in findings.cells)
    done = sum(one.state == "done" for one in findings.cells)
    parts = (
        f"{counted(len(findings.generators), 'generator')} × {counted(len(findings.frameworks), 'framework')} × "
        f"{counted(len(findings.seeds), 'seed')}"
    )
    blocks: list[Block] = [
        Text(
            f"{parts}: {counted(len(findings.cells), 'cell')}, {done:,} of them done. All have the same personas. "
            f"{counted(wanted, 'dialogue')} were wanted, {made:,} made, {accepted:,} accepted."
        ),
        Table("grid", "The grid", ("part", "name", "what it is"), tuple(rows), names=3),
    ]
    if findings.common:
        blocks += [Text("All cells share:"), Code(findings.common)]
    measured = tuple(f"{one.outcome.name}: {one.outcome.about}" for one in findings.outcomes)
    return [*blocks, Text("What was measured:"), Text(measured)] if measured else blocks


def _framework(findings: StudyFindings, name: str) -> str:
    role = "the others are held against it" if name == findings.baseline else ""
    return "; ".join(part for part in (findings.about_levels.get(name, ""), role) if part)


def _cells(findings: StudyFindings) -> list[Block]:
    rows = tuple(
        (one.generator, one.framework, one.seed, one.state, one.wanted, one.accepted, one.folder, one.command)
        for one in findings.cells
    )
    head = ("generator", "framework", "seed", "state", "wanted", "accepted", "folder", "command")
    unfinished = [one for one in findings.cells if one.state != "done"]
    blocks: list[Block] = [Text("Each cell is an ordinary run: its command alone makes the same dialogues.")]
    if unfinished:
        blocks.append(Text(f"Not done: {listed([_named(one) for one in unfinished])}."))
    return [*blocks, Table("cells", "Every cell and its command", head, rows, folded=True, names=4)]


def _named(cell: CellAccount) -> str:
    return f"{cell.generator} with {cell.framework}, seed {cell.seed} ({cell.state})"
