"""The book of ratings: what every rater said of every item, in one SQLite file, each answer written when it comes.

Raters stand side by side, so another judge takes nothing from the one before. Ratings made with another wording of a
scale are kept and never mixed with those made with the latest: a wording is known by the fingerprint of the program
that asked. No rating depends on the time, so the same command makes the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from ..signatures import InputError, ProviderFailure, Rating
from .tables import SharedFile

RATINGS = "ratings.db"
BY_PEOPLE = ""
"""Wording of ratings that nobody was asked for here, as those of a survey."""
_LATEST = "SELECT wording FROM scales WHERE name = ratings.scale ORDER BY used DESC LIMIT 1"

ratings = Migrations("socialsim_ratings")


@ratings()
def m001_ratings(db: Database) -> None:
    db.table("scales").create({"wording": str, "name": str, "definition": str, "used": int}, pk="wording")
    # One row for each item that a rater was asked about: what was shown, what it took, how often it was unreadable.
    db.table("judgements").create(
        {
            "item": str, "scale": str, "wording": str, "rater": str, "material": str, "attempts": int, "usage": str,
            "versions": str,
        },
        pk=("item", "scale", "wording", "rater"),
    )  # fmt: skip
    db.table("ratings").create(
        {
            "item": str, "scale": str, "wording": str, "rater": str, "dimension": str, "value": float, "problem": str,
            "note": str,
        },
        pk=("item", "scale", "wording", "rater", "dimension"),
    )  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """What is known of an item in the hands of one rater."""

    attempts: int
    """How often an answer could not be read; the next attempt is asked for with this number."""
    missing: int
    """Ratings that are missing."""
    unanswered: bool
    """Whether some are missing because the provider failed: it will answer another time."""


class RatingBook(SharedFile):
    """Open, or create, the book in the file `path`.

    Raises:
        InputError: the file is no book of ratings, or is locked.
    """

    kind = "a book of ratings"
    migrations = ratings

    @classmethod
    def open_existing(cls, path: Path) -> Self:
        """Open a book that has to be there."""
        if not path.is_file():
            raise InputError(f"{path}: there are no ratings here")
        return cls(path)

    def use(self, scale: str, wording: str, definition: str) -> None:
        """Note that `scale` is asked for with this wording now; its ratings are those that count from here on.

        Args:
            definition: the scale as JSON, for whoever reads the file.
        """
        row = {"wording": wording, "name": scale, "definition": definition}
        with self._writing():
            latest = self._number("SELECT coalesce(max(used), 0) FROM scales", [])
            current = self._number("SELECT coalesce(max(used), 0) FROM scales WHERE name = ?", [scale])
            known = self._one("SELECT used FROM scales WHERE wording = ?", [wording])
            if known is None or known["used"] != current:
                self.db.table("scales").insert(row | {"used": latest + 1}, replace=True)

    def put(
        self,
        said: Sequence[Rating],
        *,
        wording: str,
        material: str,
        usage: Mapping[str, Any] | None = None,
        versions: Mapping[str, str] | None = None,
    ) -> None:
        """Store all that one rater says of one item, as one transaction; what they said before is replaced.

        Args:
            material: content address of what the rater was shown.
        """
        one = said[0]
        key = {"item": one.item, "scale": one.scale, "wording": wording, "rater": one.rater}
        problems = [rating.problem for rating in said if rating.value is None]
        unread = wording != BY_PEOPLE and not all(told.startswith(ProviderFailure.status) for told in problems)
        with self._writing():
            before = self.judged(one.scale, wording, one.rater, one.item).get(one.item)
            attempts = (before.attempts if before else 0) + unread
            made = {"material": material, "attempts": attempts, "usage": _json(usage), "versions": _json(versions)}
            self.db.table("judgements").insert(key | made, replace=True)
            self.db.table("ratings").delete_where(
                "item = :item AND scale = :scale AND wording = :wording AND rater = :rater", key
            )
            self.db.table("ratings").insert_all(asdict(rating) | {"wording": wording} for rating in said)

    def judged(self, scale: str, wording: str, rater: str, item: str | None = None) -> dict[str, Judged]:
        """Return item → what is known of it, for all that a rater was asked about, or for one item."""
        sql = (
            "SELECT item, attempts, sum(value IS NULL) AS missing, "
            f"sum(value IS NULL AND problem LIKE '{ProviderFailure.status}%') AS unanswered "
            "FROM judgements JOIN ratings USING (item, scale, wording, rater) "
            "WHERE scale = ? AND wording = ? AND rater = ? AND ifnull(item = ?, 1) GROUP BY item"
        )
        rows = self._rows(sql, [scale, wording, rater, item])
        return {row["item"]: Judged(row["attempts"], row["missing"], bool(row["unanswered"])) for row in rows}

    def materials(self, scale: str) -> dict[str, str]:
        """Return item → content address of what was shown of it, to any rater."""
        sql = "SELECT item, max(material) AS material FROM judgements WHERE scale = ? GROUP BY item"
        rows = self._rows(sql, [scale])
        return {row["item"]: row["material"] for row in rows}

    def all(self, scale: str | None = None, rater: str | None = None) -> list[Rating]:
        """Return the ratings by the latest wording of each scale, with those by people, in an order that is always the
        same: by scale, rater, item and dimension."""
        rows = self._rows(
            "SELECT item, scale, dimension, rater, value, problem, note FROM ratings "
            f"WHERE (wording = '{BY_PEOPLE}' OR wording = ({_LATEST})) "
            "AND ifnull(scale = ?, 1) AND ifnull(rater = ?, 1) "
            "ORDER BY scale, rater, length(item), item, dimension",  # so that 10 comes after 9
            [scale, rater],
        )
        return [Rating(**row) for row in rows]

    def by_other_wordings(self, scale: str) -> int:
        """Return how many ratings by a scale were made with another wording than the latest."""
        where = f"scale = ? AND wording != '{BY_PEOPLE}' AND wording != ({_LATEST})"
        return self._number(f"SELECT count(*) FROM ratings WHERE {where}", [scale])

    def _number(self, sql: str, values: list[Any]) -> int:
        return int(self.db.execute(sql, values).fetchone()[0])


def _json(value: Mapping[str, Any] | None) -> str:
    return json.dumps(value or {}, sort_keys=True)
