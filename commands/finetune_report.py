"""What a tuning says while it lasts and when it is done."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from ..finetune.card import Tuning
from ..signatures import counted
from .plain import Paper, as_text, plain
from .progress import Phase, phase


class Progress:
    """A phase whose length is known only when it begins; what a tuning's `Watch` is told."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._phase: Phase | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, problem, trace)

    def advance(self, total: int) -> None:
        """Count one more of `total`."""
        self._shown(total).advance()

    def reach(self, done: int, total: int) -> None:
        """Count up to `done` of `total`."""
        shown = self._shown(total)
        for _ in range(done - shown.finished):
            shown.advance()

    def begin(self, steps: int, done: int) -> None:
        if done:
            Paper().print(as_text(f"goes on behind step {done:,} of {steps:,}"))
        self._shown(steps, done)

    def step(self) -> None:
        if self._phase is not None:
            self._phase.advance()

    def valid(self, epoch: float, loss: float) -> None:
        Paper().print(as_text(f"epoch {epoch:g}: validation loss {loss:.4f}"))

    def _shown(self, total: int, reused: int = 0) -> Phase:
        if self._phase is None:
            self._phase = self._stack.enter_context(phase(self._name, total, reused))
        return self._phase


def print_report(out: Path, tuning: Tuning) -> None:
    """Say what was made, of what, how good it is, and what can be done with it."""
    paper, learnt, took = Paper(), tuning.counts, tuning.training
    what = f"reasons ({', '.join(tuning.nodes)}), then replies" if tuning.nodes else "replies"
    folder = plain(str(out))
    lines = [
        "",
        f"{tuning.name}: {tuning.base} with an adapter of {took['of them tuned']:,} parameters; {what}",
        f"learnt from {counted(learnt['dialogues'], 'dialogue')}: {learnt['replies']:,} replies, "
        f"{learnt['tokens']:,} tokens, of which {learnt['tokens_that_count']:,} count",
        *(f"  {note}" for note in tuning.notes),
        f"{took['steps']:,} of {took['steps_asked_for']:,} steps, {took['tokens_per_second']:,} tokens a second on "
        f"{took['device']}; kept: {took['kept']}",
    ]
    if (gain := tuning.gain) is not None:
        bounds = gain["difference"]
        interval = f", 95 % interval {bounds[0]:.2f} to {bounds[1]:.2f}" if bounds else ""
        lines.append(
            f"perplexity of {gain['replies']:,} held-out replies: {gain['base']:.2f} by the base, {gain['tuned']:.2f} "
            f"by the chatbot (difference {gain['tuned'] - gain['base']:.2f}{interval})"
        )
    if tuning.for_proof:
        lines.append("This is a toy, to see that the path works: what it says means nothing.")
    lines += [
        f"\nWritten to {folder}: adapter (with its model card), chatbot.json, losses.csv, run.json",
        f"Talk with it:  socialsim chat chatbot={folder}",
        f"Measure it:    socialsim evaluate corpus=test.jsonl chatbot={folder}",
    ]
    for line in lines:
        paper.print(as_text(line), soft_wrap=True)
