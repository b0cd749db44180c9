"""`socialsim describe`: the statistics of a corpus, or of several side by side, as tables and plots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from rich.table import Table

from ..corpora.dialogues import DialogueReading
from ..corpora.format import ReadDialogue
from ..evaluation.corpus.counting import describe
from ..evaluation.corpus.description import SIXTHS, Description
from ..evaluation.corpus.rows import rows, sixths
from ..evaluation.corpus.tables import NOTE, SPANS, as_csv, as_json, as_latex, percent
from ..signatures import ConfigurationError, InputError
from .entries import Entries, open_dialogues, print_reading
from .files import put_in_place, unfinished
from .plain import Paper, as_text, plain
from .progress import Phase, phase
from .schema import DescribeConfig
from .start import check_folder

MOST = 12
"""Topics, emotions and strategies that are printed by name."""


def run(config: DescribeConfig) -> None:
    """Read the corpora one after the other, print their figures, and write them where that is asked for."""
    paths = [config.path, *config.compare]
    if config.names and len(config.names) != len(paths):
        raise ConfigurationError(f"names={config.names}: has to be one name for each of the {len(paths)} corpora")
    out = None if config.out is None else _folder(config.out)
    with ExitStack() as stack:
        # All are opened before one is read: a wrong name is told at once.
        opened = [
            stack.enter_context(open_dialogues(path, config.run if number == 0 else None))
            for number, path in enumerate(paths)
        ]
        names = config.names or _names([one.name for one in opened])
        corpora = [_described(one, name) for one, name in zip(opened, names, strict=True)]
        readings = [one.reading for one in opened if one.reading is not None]
    written = _write(out, corpora) if out is not None else ""  # first of all: whoever reads may stop reading
    _print(corpora, readings)
    if written:
        Paper().print(as_text(f"\n{written}"), soft_wrap=True)


def _names(names: Sequence[str]) -> list[str]:
    """Return different names of files that may be called the same in different folders."""
    return [
        name if names.count(name) == 1 else f"{name} ({names[: number + 1].count(name)})"
        for number, name in enumerate(names)
    ]


def _described(entries: Entries, name: str) -> Description:
    total = len(entries.rows) if entries.reading is None else None
    with phase(f"dialogues of {plain(name)}", total) as progress:
        return describe(_counted(entries, progress), plain(name))


def _counted(entries: Entries, progress: Phase) -> Iterator[ReadDialogue]:
    for found in entries:
        yield found
        progress.advance()


def _folder(name: str) -> Path:
    path = Path(name).expanduser()
    if path.exists() and not path.is_dir():
        raise InputError(f"out={name}: is a file; say a folder")
    return check_folder(name)


def _print(corpora: Sequence[Description], readings: Sequence[DialogueReading]) -> None:
    paper, table = Paper(), _table(corpora)
    paper.table(table)
    for corpus in corpora:
        if corpus.sixths:
            paper.print()
            paper.print(as_text(f"Strategies by sixth of the conversation, %: {corpus.name}", "bold"), soft_wrap=True)
            paper.print(_table_of_sixths(corpus))
    paper.print()
    for line in (NOTE, SPANS):
        paper.print(as_text(line), soft_wrap=True)
    for reading in readings:
        print_reading(paper, reading)


def _table(corpora: Sequence[Description]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("", overflow="fold")
    for corpus in corpora:
        table.add_column(as_text(corpus.name), justify="right", overflow="fold")
    for section, found in groupby(rows(corpora, MOST), key=lambda row: row.section):
        table.add_row(as_text(section, "bold"))
        for row in found:
            table.add_row(as_text(f"  {row.name}"), *(as_text(str(cell)) for cell in row.cells))
    return table


def _table_of_sixths(corpus: Description) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("", overflow="fold")
    for sixth in range(1, SIXTHS + 1):
        table.add_column(str(sixth), justify="right")
    for name, shares in sixths(corpus):
        table.add_row(as_text(f"  {name}"), *map(percent, shares))
    return table


def _write(out: Path, corpora: Sequence[Description]) -> str:
    """Write the tables and, where they can be drawn, the plots; returns what was written, in words."""
    out.mkdir(parents=True, exist_ok=True)
    texts = {"description.csv": as_csv, "description.tex": as_latex, "description.json": as_json}
    for name, text in texts.items():
        with put_in_place(out / name) as stream:
            stream.write(text(corpora))
    written = [*texts]
    if find_spec("matplotlib") is None:
        lacking = "; page.html and the plots need matplotlib: pip install 'socialsim[plots]'"
    else:
        from ..evaluation.corpus.page import page
        from ..evaluation.corpus.plots import plots

        drawn = plots(corpora)
        for plot in drawn:
            with unfinished(out / f"{plot.name}.png") as path:
                path.write_bytes(plot.png)
        with put_in_place(out / "page.html") as stream:
            stream.write(page(corpora, drawn))
        written += [*(f"{plot.name}.png" for plot in drawn), "page.html"]
        lacking = ""
    return f"Written to {out}: {', '.join(written)}{lacking}"
