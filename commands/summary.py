"""What a run says at its end: a table of what came out, what was left out and why, and where to look next."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table

from ..cache import CHECK_FAILED, FILE
from ..generators import Meter
from ..generators.identity import OFFLINE
from .bank import Bank
from .plain import Paper, as_text, plain
from .sources import Counts, problems

OFFLINE_NOTE = (
    "Offline text is made by rules, for trying the pipeline, for tests and as a study's floor; it is not training data."
)
_SHOWN = 5
_KINDS_SHOWN = 3


def print_bank(written: Mapping[str, Any], counts: Counts, bank: Bank, files: Sequence[str], meter: Meter) -> None:
    """Print the summary of `extract`."""
    paper = Paper()
    paper.print(_table([*_of_source(written), *_of_cost(written, meter)]))
    _print_omissions(paper, counts, bank, [])
    _print_end(paper, written, files, f"Next: socialsim simulate {_again(written)}")


def print_corpus(
    written: Mapping[str, Any],
    counts: Counts,
    bank: Bank,
    failures: Sequence[str],
    files: Sequence[str],
    meter: Meter,
) -> None:
    """Print the summary of `simulate`."""
    paper = Paper()
    paper.print(_table([*_of_source(written), *_of_dialogues(written), *_of_cost(written, meter)]))
    _print_omissions(paper, counts, bank, failures)
    _print_end(paper, written, files, _after_dialogues(written, failures))


def _table(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in rows:
        table.add_row(as_text(name, "bold"), as_text(value))
    return table


def _of_source(written: Mapping[str, Any]) -> list[tuple[str, str]]:
    posts, personas = written["posts"], written["personas"]
    read = f"{posts['usable']} read"
    read += "".join(f", {posts[name]} {name}" for name in ("duplicates", "bad") if posts[name])
    if not posts["looked_at"]:
        return [("personas", read)]
    statuses = dict(posts["by_status"])
    accepted = statuses.pop("done", 0)
    others = "".join(f", {count} {status}" for status, count in statuses.items())
    kept = f" ({personas['reused']} were there already)" if personas["reused"] else ""
    return [
        ("posts", f"{read}; {posts['looked_at']} looked at: {accepted} accepted{others}"),
        ("personas", f"{personas['total']}{kept}"),
    ]


def _of_dialogues(written: Mapping[str, Any]) -> list[tuple[str, str]]:
    dialogues = written["dialogues"]
    failed = "".join(f", {count} {status}" for status, count in dialogues["by_status"].items() if status != "done")
    kept = f" ({dialogues['reused']} were there already)" if dialogues["reused"] else ""
    reasons = ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in written["stop_reasons"].items())
    shares = ", ".join(f"{name} {share:.0%}" for name, share in written["strategy_shares"].items())
    rows = [("dialogues", f"{dialogues['done']} of {dialogues['total']}{kept}{failed}")]
    rows += [("checks", _of_checks(written["checks"]))]
    rows += [("turns", f"{written['mean_turns']} on average")] if written["mean_turns"] else []
    return rows + [(name, value) for name, value in (("ended", reasons), ("strategies", shares)) if value]


def _of_checks(checks: Mapping[str, Any]) -> str:
    """Say what the checks found: which of them failed, what was found most, and what was written again."""
    failed = {name: verdicts["failed"] for name, verdicts in checks["verdicts"].items() if "failed" in verdicts}
    ranked = sorted(failed.items(), key=lambda item: (-item[1], item[0]))
    unscored = sum(verdicts.get("unscored", 0) for verdicts in checks["verdicts"].values())
    said = [f"{count} failed {name}" for name, count in ranked] or ["no faults"]
    said += [f"{unscored} judgements missing"] if unscored else []
    if most := list(checks["kinds"].items())[:_KINDS_SHOWN]:
        said += ["most found: " + ", ".join(f"{kind} in {count}" for kind, count in most)]
    again = [(checks["rewritten_turns"], "turn", "written again"), (checks["taken_again"], "dialogue", "made again")]
    said += [f"{count} {what}{'' if count == 1 else 's'} {how}" for count, what, how in again if count]
    return "; ".join(said)


def _of_cost(written: Mapping[str, Any], meter: Meter) -> list[tuple[str, str]]:
    tokens = [
        f"{lm}: {counts['prompt_tokens']:,} in{_cached(counts)}, {counts['completion_tokens']:,} out"
        for lm, counts in written["tokens"].items()
    ]
    usd = written["cost_usd"]
    price = (
        f"{usd:.2f} USD"
        if usd is not None
        else "not known; give lm.usd_per_million_input_tokens and lm.usd_per_million_output_tokens"
    )
    return [("tokens", "\n".join(tokens)), ("cost", price), *_of_now(meter)] if tokens else []


def _cached(counts: Mapping[str, int]) -> str:
    return f" ({counts['cached_tokens']:,} from the provider's cache)" if counts["cached_tokens"] else ""


def _of_now(meter: Meter) -> list[tuple[str, str]]:
    """Say what was paid by this run, where that is not all of what the corpus took."""
    if not meter.calls and not meter.reused:
        return []
    paid = f"{meter.calls:,} calls made" + (f", {meter.cost:.2f} USD" if meter.cost else "")
    reused = f", {meter.reused:,} answered from the cache" if meter.reused else ""
    return [("this run", paid + reused + (f", {meter.retries:,} tried again" if meter.retries else ""))]


def _print_omissions(paper: Paper, counts: Counts, bank: Bank, failures: Sequence[str]) -> None:
    refused = bank.examined - bank.posts["done"]
    more = [f"and {refused - len(bank.refusals)} more"] if refused > len(bank.refusals) else []
    rest = [f"and {len(failures) - _SHOWN} more"] if len(failures) > _SHOWN else []
    for title, lines in (
        ("Records that could not be used", list(problems(counts.bad))),
        ("Posts without a persona", [*bank.refusals, *more]),
        ("Dialogues that failed", [*failures[:_SHOWN], *rest]),
    ):
        if lines:
            paper.print(as_text(f"\n{title}", "bold"))
            for line in lines:
                paper.print(as_text(f"  {' '.join(plain(line).split())}"), soft_wrap=True)


def _print_end(paper: Paper, written: Mapping[str, Any], files: Sequence[str], then: str) -> None:
    out = str(written["config"]["out"])
    if any(str(name).startswith(OFFLINE) for name in written["generators"].values()):
        paper.print(as_text(f"\n{OFFLINE_NOTE}"), soft_wrap=True)
    paper.print(as_text(f"\nIn {out}: {', '.join((FILE, *files))}"), soft_wrap=True)
    if then:
        paper.print(as_text(then), soft_wrap=True)


def _after_dialogues(written: Mapping[str, Any], failures: Sequence[str]) -> str:
    if written["dialogues"]["done"]:
        out = shlex.quote(str(written["config"]["out"]))
        return f"Next: socialsim show {out} 1, socialsim check {out}"
    if written["dialogues"]["by_status"].get(CHECK_FAILED):
        out = shlex.quote(str(written["config"]["out"]))
        return f"Next: socialsim show {out} says what is wrong; retry_failed=true makes what failed again"
    return "Next: the same command with retry_failed=true makes what failed again" if failures else ""


def _again(written: Mapping[str, Any]) -> str:
    out, path = str(written["config"]["out"]), str(written["config"]["posts"]["path"])
    return f"out={shlex.quote(out)}" + ("" if path == "examples" else f" posts={shlex.quote(path)}")
