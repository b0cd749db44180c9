"""`socialsim simulate` against a real server: what is sent, what is written, what is used again."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from socialsim.generators.adapter import REASKS

from tests.commands.conftest import Program, read_json
from tests.server import MARKER, PERSONA, Body, Server, plausible, wanted

Posts = Callable[[int], Path]


def everything(body: Body) -> str:
    return "\n".join(str(message["content"]) for message in body["messages"])


def of_supporter(server: Server) -> list[Body]:
    """Return the supporter's requests: they ask for a node or an utterance, and not for the seeker's intention."""
    fields = {"situation", "thought", "action", "strategy", "utterance"}
    return [body for body in server.requests if fields & set(wanted(body)) and "intention" not in wanted(body)]


def test_posts_become_a_corpus(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    said = socialsim("simulate", f"posts={posts(3)}", f"out={tmp_path / 'out'}", *by_server)
    assert said.code == 0
    assert f"Next: socialsim show {tmp_path / 'out'} 1" in said.out
    dialogues = read_json(tmp_path / "out" / "ssconv.json")
    profiles = read_json(tmp_path / "out" / "profiles.json")
    assert [record["ID"] for record in dialogues] == [record["ID"] for record in profiles] == [1, 2, 3]
    assert all(4 <= len(record["Dialogue"]) <= 6 for record in dialogues)
    assert list(dialogues[0]["Dialogue"][0]) == ["Turn", "Seeker"]
    assert list(dialogues[0]["Dialogue"][1]) == ["Turn", "Supporter Step by Step Reasoning", "Supporter"]
    assert profiles[0]["Occupation"] == PERSONA["occupation"]
    run = read_json(tmp_path / "out" / "run.json")
    assert run["posts"] == {
        "records": 3, "usable": 3, "duplicates": 0, "bad": 0, "looked_at": 3, "by_status": {"done": 3}
    }  # fmt: skip
    assert {"total": 3, "made": 3, "reused": 0}.items() <= run["personas"].items()
    assert list(run["personas"]["extracted_by"].values()) == [3]
    assert run["dialogues"] == {"total": 3, "done": 3, "made": 3, "reused": 0, "by_status": {"done": 3}}
    assert not list((tmp_path / "cwd").iterdir()), "Hydra left something in the working directory"


def test_each_typed_record_joins_dialogue_persona_and_post(
    socialsim: Program, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    socialsim("simulate", f"posts={posts(2)}", f"out={tmp_path / 'out'}", *by_server)
    records = [json.loads(line) for line in (tmp_path / "out" / "dialogues.jsonl").read_text().splitlines()]
    assert [record["number"] for record in records] == [1, 2]
    assert [record["post"]["line"] for record in records] == [1, 2]
    ssconv = read_json(tmp_path / "out" / "ssconv.json")
    for record, release in zip(records, ssconv, strict=True):
        assert record["dialogue"]["provenance"]["persona_id"] == record["persona_id"]
        assert record["dialogue"]["turns"][0]["text"] == release["Dialogue"][0]["Seeker"]
        assert record["persona"]["occupation"] == PERSONA["occupation"]


def test_the_server_is_asked_for_the_model_by_its_bare_name_with_the_seed_and_the_settings(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    socialsim("simulate", f"posts={posts(1)}", f"out={tmp_path / 'out'}", *by_server, "lm.temperature=0.3")
    assert {body["model"] for body in server.requests} == {"llama3"}
    assert {body["temperature"] for body in server.requests} == {0.3}
    # One seed for the post, another for the dialogue, both derived from seed=0.
    assert len({body["seed"] for body in server.requests}) == 2
    assert all(isinstance(body["seed"], int) for body in server.requests)


def test_the_supporter_is_never_sent_the_persona_and_the_seeker_always_is(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    socialsim("simulate", f"posts={posts(2)}", f"out={tmp_path / 'out'}", *by_server)
    supporter, seeker = of_supporter(server), server.asking_for("intention")
    assert len(supporter) == 5 * len(seeker)
    assert all(PERSONA["occupation"] in everything(body) for body in seeker)
    for body in supporter:
        assert PERSONA["occupation"] not in everything(body)
        assert PERSONA["situation"] not in everything(body)
        assert "night" not in everything(body), "the post itself reached the supporter"


def test_the_same_command_again_asks_nothing_and_changes_no_dialogue(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    command = ["simulate", f"posts={posts(2)}", f"out={tmp_path / 'out'}", *by_server]
    socialsim(*command)
    first = (tmp_path / "out" / "ssconv.json").read_bytes()
    server.requests.clear()
    said = socialsim(*command)
    assert said.code == 0
    assert server.requests == []
    assert (tmp_path / "out" / "ssconv.json").read_bytes() == first
    assert "2 of 2 (2 were there already)" in said.out


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(
    socialsim: Program, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        socialsim("simulate", f"posts={posts(2)}", f"out={tmp_path / name}", f"seed={seed}", *by_server)
    for name in ("ssconv.json", "profiles.json", "dialogues.jsonl"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
        assert (tmp_path / "a" / name).read_bytes() != (tmp_path / "c" / name).read_bytes()
    a, b = ((tmp_path / name / "run.json").read_text() for name in "ab")
    assert a.replace(str(tmp_path / "a"), "OUT") == b.replace(str(tmp_path / "b"), "OUT")


def test_more_dialogues_reuse_those_that_are_there(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    command = ["simulate", f"posts={posts(3)}", f"out={tmp_path / 'out'}", *by_server]
    socialsim(*command, "n=1")
    socialsim(*command, "n=3")
    assert len(server.asking_for("persona")) == 3
    run = read_json(tmp_path / "out" / "run.json")
    assert run["dialogues"]["reused"] == 1
    assert run["dialogues"]["made"] == 2


def test_extract_fills_the_bank_that_simulate_then_uses(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    path = posts(2)
    lm = [word for word in by_server if word.startswith("lm")]
    said = socialsim("extract", f"posts={path}", f"out={tmp_path / 'out'}", *lm)
    assert said.code == 0
    assert f"Next: socialsim simulate out={tmp_path / 'out'} posts={path}" in said.out
    assert [record["ID"] for record in read_json(tmp_path / "out" / "profiles.json")] == [1, 2]
    assert read_json(tmp_path / "out" / "run.json")["command"] == "extract"
    server.requests.clear()
    assert socialsim("simulate", f"posts={path}", f"out={tmp_path / 'out'}", *by_server).code == 0
    assert server.asking_for("persona") == []


def test_a_role_can_have_its_own_lm(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    own = [word for role in ("seeker", "extractor") for word in (
        f"lm@{role}_lm=server", f"{role}_lm.model={role}-model", f"{role}_lm.api_base={server.base_url}",
    )]  # fmt: skip
    said = socialsim("simulate", f"posts={posts(1)}", f"out={tmp_path / 'out'}", *by_server, *own)
    assert said.code == 0
    assert {body["model"] for body in server.asking_for("intention")} == {"seeker-model"}
    assert {body["model"] for body in server.asking_for("persona")} == {"extractor-model"}
    assert {body["model"] for body in of_supporter(server)} == {"llama3"}
    generators = read_json(tmp_path / "out" / "run.json")["generators"]
    assert {role: name.partition("?")[0] for role, name in generators.items()} == {
        "extractor": "openai/extractor-model", "seeker": "openai/seeker-model", "supporter": "openai/llama3"
    }  # fmt: skip


def test_a_key_is_taken_from_the_environment_and_written_nowhere(
    socialsim: Program,
    server: Server,
    by_server: list[str],
    posts: Posts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOCIALSIM_API_KEY", "very-private-value")
    command = ["simulate", f"posts={posts(1)}", f"out={tmp_path / 'out'}", *by_server]
    assert socialsim(*command, "lm.api_key_env=SOCIALSIM_API_KEY").code == 0
    assert {headers["Authorization"] for headers in server.headers} == {"Bearer very-private-value"}
    for path in (tmp_path / "out").iterdir():
        assert b"very-private-value" not in path.read_bytes(), path


def test_posts_that_are_screened_out_are_named_and_not_asked_about_again(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    def picky(body: Body) -> str:
        unwanted = "seeks_help" in wanted(body) and "night 0." in everything(body)
        return (
            plausible(body).replace("[[ ## seeks_help ## ]]\nTrue", "[[ ## seeks_help ## ]]\nFalse")
            if unwanted
            else (plausible(body))
        )

    server.answer = picky
    command = ["simulate", f"posts={posts(3)}", f"out={tmp_path / 'out'}", "n=2", *by_server]
    said = socialsim(*command)
    assert "posts.jsonl:1: screened-out: somebody asks for help" in said.out
    typed = (tmp_path / "out" / "dialogues.jsonl").read_text().splitlines()
    assert [json.loads(line)["post"]["line"] for line in typed] == [2, 3]
    server.requests.clear()
    socialsim(*command)
    assert server.requests == []
    socialsim(*command, "retry_failed=true")
    assert len(server.asking_for("seeks_help")) == 1


def test_an_answer_that_cannot_be_read_is_asked_again_and_then_kept_as_parse_failed(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    server.answer = lambda body: "no fields at all" if "night 1." in everything(body) else plausible(body)
    said = socialsim("simulate", f"posts={posts(2)}", f"out={tmp_path / 'out'}", *by_server)
    assert said.code == 0
    assert len([body for body in server.requests if "night 1." in everything(body)]) == 1 + REASKS
    assert "posts.jsonl:2: parse-failed" in said.out
    with sqlite3.connect(tmp_path / "out" / "corpus.db") as db:
        assert db.execute("SELECT raw FROM screenings WHERE status = 'parse-failed'").fetchall() == [
            ("no fields at all",)
        ]
    assert read_json(tmp_path / "out" / "run.json")["posts"]["by_status"] == {"done": 1, "parse-failed": 1}


def test_a_dialogue_that_fails_is_counted_and_left_out_and_tried_again_when_asked(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    first: list[str] = []

    def stubborn(body: Body) -> str:
        """Answer nothing that can be read to the first seeker, however it is asked again."""
        if "intention" not in wanted(body):
            return plausible(body)
        (persona,) = re.findall(r"\[\[ ## persona ## \]\]\n(.*)", everything(body))
        first.append(persona)
        return "nonsense" if persona == first[0] else plausible(body)

    server.answer = stubborn
    command = ["simulate", f"posts={posts(2)}", f"out={tmp_path / 'out'}", "lm.concurrency=1", *by_server]
    said = socialsim(*command)
    assert said.code == 0
    assert "1 of 2, 1 parse-failed" in said.out
    assert [record["ID"] for record in read_json(tmp_path / "out" / "ssconv.json")] == [1]
    server.answer = plausible
    server.requests.clear()
    socialsim(*command)
    assert len(read_json(tmp_path / "out" / "ssconv.json")) == 1
    assert not server.requests
    socialsim(*command, "retry_failed=true")
    assert len(read_json(tmp_path / "out" / "ssconv.json")) == 2
    # The unreadable first answer comes from the cache; it is asked again with another seed, and this time it is read.
    assert "That answer could not be read" in everything(server.requests[0])


def test_a_server_that_fails_is_asked_again_by_the_next_run(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    server.answer = lambda body: 500 if "night 1." in everything(body) else plausible(body)
    command = ["simulate", f"posts={posts(2)}", f"out={tmp_path / 'out'}", *by_server]
    assert "posts.jsonl:2: provider-error" in socialsim(*command).out
    server.answer = plausible
    assert socialsim(*command).code == 0
    assert len(read_json(tmp_path / "out" / "ssconv.json")) == 2


def test_a_wrong_key_ends_the_run_in_one_line(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    server.answer = lambda body: 401
    said = socialsim("simulate", f"posts={posts(3)}", f"out={tmp_path / 'out'}", *by_server)
    assert said.code == 2
    assert "401" in said.complaint or "auth" in said.complaint.lower()


def test_the_price_of_the_tokens_is_told_when_prices_are_known(
    socialsim: Program, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    command = ["simulate", f"posts={posts(1)}", f"out={tmp_path / 'out'}", *by_server]
    assert "cost        not known" in socialsim(*command).out
    prices = ["lm.usd_per_million_input_tokens=1000", "lm.usd_per_million_output_tokens=2000"]
    socialsim(*command, *prices)
    run = read_json(tmp_path / "out" / "run.json")
    ((name, tokens),) = run["tokens"].items()
    assert name == "openai/llama3"
    # 1000 and 2000 dollars a million are 0.001 and 0.002 a token.
    assert run["cost_usd"] == pytest.approx(tokens["prompt_tokens"] * 0.001 + tokens["completion_tokens"] * 0.002)


def test_bad_records_are_told_with_their_place(socialsim: Program, by_server: list[str], tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text('{"text": "I feel alone since my friend moved away."}\n{"text": ""}\n')
    said = socialsim("simulate", f"posts={path}", f"out={tmp_path / 'out'}", *by_server)
    assert said.code == 0
    assert '  some.jsonl:2: "text" is empty' in said.out
    assert read_json(tmp_path / "out" / "run.json")["posts"]["bad"] == 1


@pytest.mark.parametrize(
    ("program", "asks"),
    [
        ("direct", {"post", "utterance"}),
        ("persona_only", {"persona", "utterance"}),
        ("reasoning_only", {"post", "strategy"}),
        ("fused", {"persona", "strategy"}),
    ],
)
def test_a_baseline_is_one_word(
    program: str, asks: set[str], socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    command = ["simulate", f"posts={posts(1)}", f"out={tmp_path / 'out'}", *by_server]
    assert socialsim(*command, f"program={program}").code == 0
    given = {name for body in server.asking_for("intention") for name in MARKER.findall(body["messages"][1]["content"])}
    assert ("persona" in asks) == ("persona" in given)
    assert ("post" in asks) == ("post" in given)
    asked = {name for body in of_supporter(server) for name in wanted(body)}
    assert ("strategy" in asks) == ("strategy" in asked)


def test_single_shot_refuses_an_lm_for_one_speaker(socialsim: Program, posts: Posts, tmp_path: Path) -> None:
    said = socialsim(
        "simulate", f"posts={posts(1)}", "program=single_shot", "lm@seeker_lm=offline", f"out={tmp_path / 'o'}"
    )
    assert said.code == 2
    assert "single_shot writes both speakers in one call" in said.complaint
    assert not (tmp_path / "o").exists()


def test_a_server_that_only_fails_is_noticed_though_one_dialogue_is_wanted(
    socialsim: Program, server: Server, by_server: list[str], posts: Posts, tmp_path: Path
) -> None:
    server.answer = lambda body: 500
    said = socialsim("simulate", f"posts={posts(9)}", f"out={tmp_path / 'out'}", "n=1", "lm.retries=0", *by_server)
    assert said.code == 2 and "no answer from the generator, 3 times" in said.err
    assert len(server.requests) == 3
