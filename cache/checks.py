"""What checks said about dialogues: rows of the corpus store, and what is asked of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from ..signatures import CheckResult, Evidence, ProviderFailure, RejectedDraft, Verdict
from .tables import CHECK_FAILED, DONE, Tables


def result_rows(dialogue_id: str, results: Iterable[CheckResult]) -> Iterator[dict[str, Any]]:
    """Yield the rows of `check_results`."""
    for result in results:
        yield {
            "dialogue_id": dialogue_id,
            "check_name": result.check,
            "judge": result.judge or "",
            "verdict": result.verdict.value,
            "score": result.score,
            "evidence": _plain(result.evidence),
            "problem": result.problem,
        }


def to_result(row: Mapping[str, Any]) -> CheckResult:
    """Return the result of a row."""
    return CheckResult(
        check=row["check_name"],
        verdict=row["verdict"],
        score=row["score"],
        evidence=tuple(Evidence.model_validate(one) for one in json.loads(row["evidence"])),
        judge=row["judge"] or None,
        problem=row["problem"],
    )


def draft_rows(dialogue_id: str, drafts: Iterable[RejectedDraft]) -> Iterator[dict[str, Any]]:
    """Yield the rows of `rejected_drafts`."""
    for draft in drafts:
        reasoning = draft.turn.reasoning
        yield {
            "dialogue_id": dialogue_id,
            "take": draft.take,
            "number": draft.number,
            "draft": draft.draft,
            "speaker": draft.turn.speaker,
            "text": draft.turn.text,
            "reasoning": json.dumps(reasoning.steps(), ensure_ascii=False) if reasoning else None,
            "evidence": _plain(draft.evidence),
        }


def _plain(evidence: Iterable[Evidence]) -> str:
    return json.dumps([one.model_dump(mode="json") for one in evidence], ensure_ascii=False)


class CheckTables(Tables):
    """The table `check_results`."""

    def put_results(
        self,
        dialogue_id: str,
        results: Iterable[CheckResult],
        rejected: str | None = None,
        usage: Mapping[str, Any] | None = None,
    ) -> None:
        """Store what rules or judges say about a dialogue; what they said before is replaced.

        Args:
            usage: tokens that a judge took.
            rejected: why it is not accepted, "" if it is; None leaves it as accepted as it was.
        """
        with self._writing():
            for row in result_rows(dialogue_id, results):
                unread = row["verdict"] == Verdict.UNSCORED and not row["problem"].startswith(ProviderFailure.status)
                attempts = self.judging_attempts(dialogue_id, row["check_name"], row["judge"]) + unread
                self.db.table("check_results").insert(
                    row | {"attempts": attempts, "usage": json.dumps(usage or {}, sort_keys=True)}, replace=True
                )
            if rejected is not None:
                decided = {"status": CHECK_FAILED if rejected else DONE, "error": rejected or None}
                self.db.table("dialogues").update(dialogue_id, decided)

    def judging_usage(self, run_id: int, judge: str) -> Iterator[dict[str, Any]]:
        """Yield the tokens that a judge took for the dialogues of a run, one judgement after the other."""
        sql = (
            "SELECT usage FROM check_results WHERE judge = ? AND usage IS NOT NULL "
            "AND dialogue_id IN (SELECT dialogue_id FROM run_dialogues WHERE run_id = ?)"
        )
        return (json.loads(row["usage"]) for row in self._rows(sql, [judge, run_id]))

    def judging_attempts(self, dialogue_id: str, check: str, judge: str) -> int:
        """Return how often what a judge said could not be used; an attempt is asked for with this number."""
        sql = "SELECT attempts FROM check_results WHERE dialogue_id = ? AND check_name = ? AND judge = ?"
        found = self._one(sql, [dialogue_id, check, judge])
        return int(found["attempts"]) if found else 0

    def latest_judge(self) -> str | None:
        """Return the name of the judge who was the last to say something about a dialogue; None if nobody has."""
        found = self._one("SELECT judge FROM check_results WHERE judge != '' ORDER BY rowid DESC LIMIT 1", [])
        return str(found["judge"]) if found else None

    def results(self, dialogue_id: str) -> tuple[CheckResult, ...]:
        """Return what rules and judges said about a dialogue."""
        rows = self._rows("SELECT * FROM check_results WHERE dialogue_id = ? ORDER BY rowid", [dialogue_id])
        return tuple(to_result(row) for row in rows)


def tally(db: Database, run_id: int, judge: str | None) -> dict[str, Any]:
    """Return what the checks say of the dialogues of a run, by the rules and by one judge.

    Returns:
        ``verdicts``: check → verdict → dialogues, a judge's checks under ``judged NAME``; ``kinds``: failure →
        dialogues that have it; ``rewritten_turns``: turns written more than once; ``taken_again``: dialogues that were.
    """
    of_run = "dialogue_id IN (SELECT dialogue_id FROM run_dialogues WHERE run_id = :run)"
    by = f"{of_run} AND judge IN ('', :judge)"
    given = {"run": run_id, "judge": judge or ""}
    verdicts: dict[str, dict[str, int]] = {}
    for row in db.query(
        "SELECT CASE judge WHEN '' THEN check_name ELSE 'judged ' || check_name END AS name, verdict, "
        "count(*) AS number "
        f"FROM check_results WHERE {by} GROUP BY judge, check_name, verdict ORDER BY judge, min(rowid), verdict",
        given,
    ):
        verdicts.setdefault(row["name"], {})[row["verdict"]] = row["number"]
    kinds = db.query(
        "SELECT json_extract(value, '$.kind') AS kind, count(DISTINCT dialogue_id) AS number "
        f"FROM check_results, json_each(evidence) WHERE {by} GROUP BY kind ORDER BY number DESC, kind",
        given,
    )
    rewritten = f"SELECT DISTINCT dialogue_id, take, number FROM rejected_drafts WHERE {of_run}"
    again = f"SELECT dialogue_id FROM (SELECT id AS dialogue_id, takes FROM dialogues) WHERE takes > 1 AND {of_run}"
    return {
        "verdicts": verdicts,
        "kinds": {row["kind"]: row["number"] for row in kinds},
        "rewritten_turns": _count(db, rewritten, given),
        "taken_again": _count(db, again, given),
    }


def _count(db: Database, rows: str, given: dict[str, Any]) -> int:
    return int(next(iter(db.query(f"SELECT count(*) AS number FROM ({rows})", given)))["number"])
