"""What is said of a split: how large the parts are, how far from what was asked, and what is nearly the same in two."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from ..corpora.splitting import ESCONV_SIZE, Split
from .plain import Paper, as_text

_MOST_PAIRS = 5


def print_split(paper: Paper, made: Split) -> None:
    """Print the table of the parts, and what has to be known of them."""
    paper.print(_table(made))
    for line in (*_how(made), *_topics(made), *_duplicates(made)):
        paper.print(as_text(line), soft_wrap=True)


def _table(made: Split) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for number, name in enumerate(("part", "dialogues", "utterances", "share", "asked")):
        table.add_column(as_text(name, "bold"), justify="right" if number else "left")
    for part, share in made.shares.items():
        there = made.of(part)
        utterances = sum(member.utterances for member in there)
        got = len(there) / len(made.members)
        table.add_row(part, f"{len(there):,}", f"{utterances:,}", f"{got:.1%}", f"{share:.1%}")
    return table


def _how(made: Split) -> Iterator[str]:
    if made.published:
        yield "This is the split that ESConv's makers published"
    elif made.method == "esconv":
        yield (
            f"This is the recipe of ESConv's makers, and not their split: that is of the {ESCONV_SIZE:,} dialogues of "
            f"ESConv.json in their order, and not of these {len(made.members):,}"
        )
    elif made.method == "related" and made.groups < len(made.members):
        yield f"Relatives are in one part: {len(made.members):,} dialogues are {made.groups:,} groups"


def _topics(made: Split) -> Iterator[str]:
    furthest = made.furthest()
    if furthest is None:
        yield "Not stratified: no topics are told"
        return
    topic, part, got, due = furthest
    kept = "Every part has its share of every topic" if made.stratified else "Not stratified by topic"
    yield f'{kept}; furthest from it: {got:,} of "{topic}" in {part}, where its share is {due:,.1f}'


def _duplicates(made: Split) -> Iterator[str]:
    if not made.across:
        yield "No two dialogues in different parts are nearly the same"
        return
    leaked = ", ".join(f"{made.leaked(part):,} of {part}" for part in made.shares)
    pairs = f"{len(made.across):,} pairs, {sum(pair.same for pair in made.across):,} wholly the same"
    yield f"Nearly the same as a dialogue in another part: {leaked}; {pairs}"
    for pair in made.across[:_MOST_PAIRS]:
        one, other = (f"{member.name} in {made.parts[member.place]}" for member in (pair.one, pair.other))
        yield f"  {one}, {other}: {pair.jaccard:.2f} in common"
    if len(made.across) > _MOST_PAIRS:
        yield f"  and {len(made.across) - _MOST_PAIRS:,} more, in split.json"
