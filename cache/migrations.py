"""The schema of the corpus store, as numbered steps: append only, each atomic with the record that it was taken."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

corpus = Migrations("socialsim_corpus")


@corpus()
def m001_posts_personas_dialogues(db: Database) -> None:
    db.table("posts").create({"id": str, "text": str, "source": str, "line": int, "source_id": str}, pk="id")
    db.table("screenings").create(
        {
            "post_id": str, "screened_by": str, "status": str, "reason": str, "language": str, "translation": str,
            "error": str, "raw": str, "usage": str,
        },
        pk=("post_id", "screened_by"),
        foreign_keys=[("post_id", "posts", "id")],
    )  # fmt: skip
    db.table("personas").create(
        {
            "id": str, "post_id": str, "screened_by": str, "generator": str,
            "gender": str, "age": int, "occupation": str, "personality": str, "topic": str, "subtopic": str,
            "situation": str, "event_time": str, "event_location": str, "event_participants": str,
            "event_description": str, "emotional_experience_words": str, "coped_strategies_and_effects": str,
            "goals_and_expectations": str, "inferred": str,
        },
        pk="id",
    )  # fmt: skip
    db.table("personas").create_index(["post_id"])
    db.table("dialogues").create(
        {
            "id": str, "persona_id": str, "program": str, "seeker_lm": str, "supporter_lm": str, "seed": int,
            "status": str, "stop_reason": str, "versions": str, "error": str, "raw": str, "usage": str,
        },
        pk="id",
        foreign_keys=[("persona_id", "personas", "id")],
    )  # fmt: skip
    db.table("turns").create(
        {
            "dialogue_id": str, "number": int, "speaker": str, "text": str,
            "situation": str, "thought": str, "action": str, "strategy": str, "other_nodes": str,
        },
        pk=("dialogue_id", "number"),
        foreign_keys=[("dialogue_id", "dialogues", "id")],
    )  # fmt: skip
    db.table("runs").create(
        {"id": int, "command": str, "config": str, "started": str, "ended": str, "status": str}, pk="id"
    )
    db.table("run_dialogues").create(
        {"run_id": int, "position": int, "dialogue_id": str},
        pk=("run_id", "position"),
        foreign_keys=[("run_id", "runs", "id")],
    )
