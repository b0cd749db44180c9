"""The schemas of the corpus store and of the response cache, as numbered steps: append only, each atomic with the
record that it was taken.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

corpus = Migrations("socialsim_corpus")
responses = Migrations("socialsim_responses")


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


@corpus()
def m002_attempts(db: Database) -> None:
    # How often a dialogue or post came to nothing: the next attempt draws other answers where these were unreadable.
    for table in ("dialogues", "screenings"):
        db.table(table).add_column("attempts", int, not_null_default=0)


@corpus()
def m003_checks_and_reviews(db: Database) -> None:
    # What rules (judge is "") and judges say of a dialogue; those of several judges stand side by side.
    db.table("check_results").create(
        {
            "dialogue_id": str, "check_name": str, "judge": str, "verdict": str, "score": float, "evidence": str,
            "problem": str, "attempts": int, "usage": str,
        },
        pk=("dialogue_id", "check_name", "judge"),
        defaults={"attempts": 0},
    )  # fmt: skip
    # Turns as they were written first, before their faults were mended.
    db.table("rejected_drafts").create(
        {
            "dialogue_id": str, "take": int, "number": int, "draft": int, "speaker": str, "text": str,
            "reasoning": str, "evidence": str,
        },
        pk=("dialogue_id", "take", "number", "draft"),
    )  # fmt: skip
    # Takes of a dialogue that were not accepted; the next one is asked for with this number.
    db.table("dialogues").add_column("takes", int, not_null_default=0)
    # What people decided about personas and dialogues: a log, the latest entry of an item counts.
    db.table("reviews").create(
        {
            "id": int, "item_kind": str, "item_id": str, "state": str, "by": str, "at": str, "why": str, "edited": str,
        },
        pk="id",
    )  # fmt: skip
    db.table("reviews").create_index(["item_kind", "item_id"])


@corpus()
def m004_corpus_of_posts(db: Database) -> None:
    # Key of the corpus that a post is of, whose licence is that of what is made of it; "" where that is not known.
    db.table("posts").add_column("corpus", str, not_null_default="")


@corpus()
def m005_cards(db: Database) -> None:
    # Role cards, by content address: in a role play, `dialogues.persona_id` names one of these instead of a persona.
    db.table("cards").create(
        {
            "id": str, "name": str, "text": str, "problem": str, "age": str, "gender": str, "occupation": str,
            "topic": str, "person": str, "attitude": str, "manner": str, "drawn_from": str, "language": str,
            "about": str,
        },
        pk="id",
    )  # fmt: skip


@responses()
def m001_responses(db: Database) -> None:
    db.table("responses").create(
        {
            "key": str, "generator": str, "raw": bytes, "checksum": str,
            "input_tokens": int, "output_tokens": int, "cached_tokens": int, "made": str,
        },
        pk="key",
    )  # fmt: skip


@responses()
def m002_batches(db: Database) -> None:
    # Jobs handed to a provider's batch service, so that a run that was stopped finds them again.
    db.table("batches").create(
        {"name": str, "id": str, "generator": str, "keys": str, "status": str, "made": str}, pk="name"
    )
