"""A report with every kind of block, all its texts as a test wants them."""

from __future__ import annotations

from collections.abc import Callable

from socialsim.evaluation.report.blocks import (
    Code,
    Conversations,
    Number,
    Plot,
    Report,
    Said,
    Section,
    Table,
    Text,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="100pt"><rect width="99" height="9"/></svg>'


def table(text: Callable[[str], str] = str, rows: int = 2, folded: bool = False, name: str = "means") -> Table:
    figures = (Number(0.5, 2, 0.25, 0.75, strong=True), Number(None), Number(0.0004, kind="p"))
    return Table(
        name,
        text("Overall quality"),
        (text("generator"), text("framework"), text("state"), "overall", "empathy", "p", "dialogues"),
        tuple((text("gpt"), text(f"row{row}"), text("done"), *figures, 1234) for row in range(rows)),
        note=text("Points of 1 to 5"),
        folded=folded,
        names=2,
    )


def dialogue(text: Callable[[str], str] = str, turns: int = 5) -> tuple[Said, ...]:
    seeker = Said("seeker", text("I lie awake"))
    supporter = Said("supporter", text("Since when"), text("Question"), ((text("emotion"), text("worry")),))
    return tuple((seeker, supporter)[place % 2] for place in range(turns))


def report(text: Callable[[str], str] = str, rows: int = 2) -> Report:
    sections = (
        Section(text("Cost"), (table(text, rows), table(text, rows, folded=True, name="long"))),
        Section(
            text("Cost"), (Plot("effects", text("Effects"), text("One bar"), SVG), Code((text("socialsim study"),)))
        ),
        Section(
            text("Samples"),
            (
                Conversations(text("A nurse"), ((text("direct"), dialogue(text)), (text("full"), dialogue(text))), 2),
                Text((text("first"), text("second"))),
            ),
        ),
    )
    return Report(text("A study"), (Text(text("The answer"), lead=True),), sections, (text("seed 0"),))
