"""`socialsim roleplay` against a real server: who is told what, what is written, and what is used again."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.cache import DONE, CorpusStore
from socialsim.cache.cards import Cards
from socialsim.corpora.cards import read_cards
from socialsim.corpora.dialogues import read_dialogues
from socialsim.programs.role_play import GREETINGS

from tests.commands.conftest import Program, in_own_process, read_json
from tests.server import Body, Server, plausible

Write = Callable[..., Path]

ENGLISH: dict[str, Any] = {
    "base": "Age: Not mentioned\nGender: Female\nOccupation: glassblower\nProblem: The ferry stopped, nobody comes.",
    "res": "家庭生活",
    "source": "ESconv",
    "language": "english",
    "id": 7,
}
CHINESE: dict[str, Any] = {
    "base": "年龄：21岁\n性别：男\n职业：未提及\n问题：渡轮停了，没有人来。",
    "res": "工作学习",
    "source": "PsyQA",
    "language": "chinese",
    "id": 8,
}
CLIENT: dict[str, Any] = {
    "AI_client": {
        "intake_form": "Name:\nIda Berg\n\n2. Presenting Problem\nNobody comes by ferry now.\n\n3. Reason\nNone.",
        "attitude": "negative",
        "attitude_instruction": "Answer briefly, in a sulk.",
    },
    "AI_counselor": {"CBT": {"reason_counseling": "the counsellor's own notes"}},
}
CARDS = 6


@pytest.fixture
def cards(tmp_path: Path) -> Write:
    """Write a file of cards; as many English ones as a number says."""

    def write(*records: Any) -> Path:
        if records and isinstance(records[0], int):
            records = tuple(ENGLISH | {"id": number} for number in range(records[0]))
        path = tmp_path / "cards.json"
        path.write_text(json.dumps(records or [ENGLISH, CHINESE], ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def by_server(server: Server) -> list[str]:
    """What to type so that the server answers for both, each under its own model."""
    ours = [word for role, model in (("lm", "chatbot"), ("seeker_lm", "actor")) for word in (
        f"{role}.model={model}", f"{role}.api_base={server.base_url}", f"{role}.retries=0",
    )]  # fmt: skip
    return ["lm=server", "lm@seeker_lm=server", *ours]


def said_to(server: Server, model: str) -> list[Body]:
    return [body for body in server.requests if body["model"] == model]


def everything(body: Body) -> str:
    return "\n".join(str(message["content"]) for message in body["messages"])


def records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_card_is_played_and_stored_with_who_played_it(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    said = socialsim("roleplay", f"cards={cards()}", f"out={out}", *by_server)
    assert said.code == 0, said.err
    assert "2 of 2 cards played" in said.out
    assert f"Next: socialsim judge {out} scale=esc-eval" in said.out
    assert sorted(path.name for path in out.iterdir() if not path.name.endswith(("-shm", "-wal"))) == [
        "corpus.db", "dialogues.jsonl", "responses.db", "run.json",
    ]  # fmt: skip
    one, other = records(out)
    assert (one["about"]["card"]["id"], other["about"]["card"]["language"]) == ("7", "zh")
    assert [record["dialogue"]["turns"][0]["text"] for record in (one, other)] == [GREETINGS["en"], GREETINGS["zh"]]
    assert [len(record["dialogue"]["turns"]) for record in (one, other)] == [11, 11]
    generators = one["dialogue"]["provenance"]["generators"]
    assert [generators[role].partition("?")[0] for role in ("seeker", "supporter")] == [
        "openai/actor",
        "openai/chatbot",
    ]
    with CorpusStore.open_existing(out) as store:
        assert Cards(store).get(one["persona_id"]) == next(iter(read_cards(cards()))).card
        assert store.dialogue(one["id"]).turns[0].text == GREETINGS["en"]
    run = read_json(out / "run.json")
    assert run["cards"] == {
        "format": "esc-eval", "records": 2, "bad": 0, "played": 2, "languages": {"en": 1, "zh": 1},
        "licence": run["cards"]["licence"],
    }  # fmt: skip
    assert run["dialogues"] == {"total": 2, "done": 2, "made": 2, "reused": 0, "by_status": {"done": 2}}


def test_the_supporter_is_told_what_was_said_and_nothing_of_the_card(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    file = cards(CLIENT)
    assert socialsim("roleplay", f"cards={file}", f"out={tmp_path / 'out'}", *by_server).code == 0
    seeker, supporter = said_to(server, "actor"), said_to(server, "chatbot")
    assert (len(seeker), len(supporter)) == (5, 5)
    for words in ("Ida Berg", "ferry", "negative: Answer briefly, in a sulk."):
        assert all(words in everything(body) for body in seeker), words
        assert not any(words in everything(body) for body in supporter), words
    assert not any("counsellor's own notes" in everything(body) for body in server.requests)


def test_a_chatbot_is_told_what_was_said_and_nothing_of_ours(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    def picky(body: Body) -> str | int:
        """Refuse chats that the assistant begins, as the templates of Llama 2 and Gemma do."""
        return 400 if body["messages"][0]["role"] == "assistant" else plausible(body)

    server.answer = picky
    said = socialsim("roleplay", f"cards={cards(1)}", f"out={tmp_path / 'out'}", "rounds=2", *by_server)
    assert said.code == 0, said.err
    [record] = records(tmp_path / "out")
    turns = [turn["text"] for turn in record["dialogue"]["turns"]]
    heard = [body["messages"] for body in said_to(server, "chatbot") if picky(body) != 400]
    roles = ["assistant", "user", "assistant", "user"]
    whole = [{"role": role, "content": text} for role, text in zip(roles, turns, strict=False)]
    assert heard == [[{"role": "user", "content": ""}, *whole[:count]] for count in (2, 4)]
    assert [turns[place].startswith("Some reply ") for place in (2, 4)] == [True, True]


def test_our_instructions_are_a_word_away(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    words = ["program=direct", "rounds=1", *by_server]
    assert socialsim("roleplay", f"cards={cards(1)}", f"out={tmp_path / 'out'}", *words).code == 0
    [body] = said_to(server, "chatbot")
    assert body["messages"][0]["content"].startswith("You are the supporter in an emotional support conversation.")


REAL = [
    ("esc_eval/test_en.json", 3),
    ("esc_eval/test_zh.json", 3),
    ("esc_eval/card_high_en.part-open.json", 165),
    ("esc_eval/card_high_zh.part-open.json", 162),
    ("cactus/evaluation.part-open.json", 120),
]


@pytest.mark.parametrize(("name", "count"), REAL)
def test_the_supporters_of_all_real_cards_are_told_the_same(
    name: str,
    count: int,
    socialsim: Program,
    server: Server,
    by_server: list[str],
    open_file: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    # What the server says differs by a number only. With the numbers gone, all that could still differ is the card.
    words = [f"cards={open_file(name)}", f"out={tmp_path / 'out'}", "rounds=2", *by_server]
    said = socialsim("roleplay", *words)
    assert said.code == 0, said.err
    assert f"{count} of {count} cards played" in said.out
    assert len({record["persona_id"] for record in records(tmp_path / "out")}) == count
    without_numbers = {re.sub(r"\b[0-9a-f]{8}\b", "N", everything(body)) for body in said_to(server, "chatbot")}
    assert len(without_numbers) == 2, "one for each round"
    assert len(said_to(server, "chatbot")) == 2 * count
    told = [everything(body) for body in said_to(server, "actor")]
    assert all(any(found.card.problem.strip()[:200] in text for text in told) for found in read_cards(open_file(name)))


def test_the_same_command_again_asks_nothing_and_another_folder_gets_the_same_bytes(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    command = ["roleplay", f"cards={cards()}", *by_server]
    socialsim(*command, f"out={tmp_path / 'a'}")
    socialsim(*command, f"out={tmp_path / 'b'}")
    socialsim(*command, f"out={tmp_path / 'c'}", "seed=1")
    a, b, c = ((tmp_path / name / "dialogues.jsonl").read_bytes() for name in "abc")
    assert a == b != c
    server.requests.clear()
    said = socialsim(*command, f"out={tmp_path / 'a'}")
    assert "2 of 2 cards played (2 were there already)" in said.out
    assert server.requests == []
    assert (tmp_path / "a" / "dialogues.jsonl").read_bytes() == a
    run = [(tmp_path / name / "run.json").read_text().replace(str(tmp_path / name), "OUT") for name in "ab"]
    assert run[0].replace('"made": 0', '"made": 2').replace('"reused": 2', '"reused": 0') == run[1]


def test_after_a_kill_only_what_is_missing_is_played_and_the_bytes_are_the_same(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    one_by_one = ["lm.concurrency=1", "seeker_lm.concurrency=1"]
    command = ["roleplay", f"cards={cards(CARDS)}", *by_server, *one_by_one]
    assert socialsim(*command, f"out={tmp_path / 'undisturbed'}").code == 0
    undisturbed = len(server.requests)
    assert undisturbed == CARDS * 10

    server.requests.clear()
    server.hold_after = 35  # a role play takes ten calls, so three are done and one is half done
    killed = tmp_path / "killed"
    process = in_own_process(*command, f"out={killed}", cwd=tmp_path)
    assert server.holding.wait(timeout=120)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert not (killed / "dialogues.jsonl").exists()
    with CorpusStore.open_existing(killed) as store:
        assert [row["status"] for row in store.run_dialogues(1)] == [DONE] * 3 + [None] * 3

    paid = len(server.requests)
    server.hold_after = None
    server.release.set()
    said = socialsim(*command, f"out={killed}")
    assert f"{CARDS} of {CARDS} cards played (3 were there already)" in said.out
    assert (killed / "dialogues.jsonl").read_bytes() == (tmp_path / "undisturbed" / "dialogues.jsonl").read_bytes()
    assert 35 + len(server.requests) - paid == undisturbed, "only the call in flight is made again"


def test_a_role_play_that_fails_is_stored_as_what_it_is_and_is_no_dialogue(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    server.answer = lambda body: "" if "渡轮" in everything(body) else plausible(body)
    out = tmp_path / "out"
    command = ["roleplay", f"cards={cards()}", f"out={out}", *by_server]
    said = socialsim(*command)
    assert said.code == 0
    assert "1 of 2 cards played, 1 parse-failed" in said.out
    assert "dialogue 2: parse-failed" in said.out
    assert len(records(out)) == 1
    server.answer = plausible
    assert "1 of 2 cards played (1 were there already), 1 parse-failed" in socialsim(*command).out
    assert "2 of 2 cards played (1 were there already)" in socialsim(*command, "retry_failed=true").out
    assert len(records(out)) == 2


def test_where_no_card_could_be_played_the_reason_is_told(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    server.answer = lambda body: ""
    said = socialsim("roleplay", f"cards={cards()}", f"out={tmp_path / 'out'}", *by_server)
    assert said.code == 2
    assert "none of the 2 cards could be played; the first: dialogue 1: parse-failed" in said.err
    assert records(tmp_path / "out") == []


def test_a_budget_ends_the_run_and_the_same_command_goes_on(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = ["roleplay", f"cards={cards(CARDS)}", f"out={out}", *by_server, "lm.concurrency=1"]
    said = socialsim(*command, "budget.calls=25")
    assert said.code == 3
    assert len(server.requests) == 25
    assert "2 of 6 role plays are saved" in said.err
    assert len(records(out)) == 2
    assert socialsim(*command).code == 0
    assert (len(records(out)), len(server.requests)) == (CARDS, 10 * CARDS)


def test_a_dry_run_counts_the_calls_of_what_is_missing_and_makes_none(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = ["roleplay", f"cards={cards(CARDS)}", f"out={out}", *by_server]
    said = socialsim(*command, "dry_run=true")
    assert said.code == 0
    assert [line.split()[:2] for line in said.out.splitlines()[1:4]] == [
        ["seeker", "30"], ["supporter", "30"], ["total", "60"],
    ]  # fmt: skip
    assert server.requests == server.checks == [] and not out.exists()
    socialsim(*command, "n=5")
    assert socialsim(*command, "dry_run=true").out.splitlines()[3].split()[:2] == ["total", "10"]


def test_our_own_supporter_reasons_and_a_greeting_is_taken_as_typed(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    words = ["program=full", "n=1", "rounds=2", "greeting=Hello there, I'm {not} a \\ machine: 5 > 4"]
    assert socialsim("roleplay", f"cards={cards()}", f"out={tmp_path / 'out'}", *words, *by_server).code == 0
    [record] = records(tmp_path / "out")
    greeting, _, reply, *_ = record["dialogue"]["turns"]
    assert greeting["text"] == "Hello there, I'm {not} a \\ machine: 5 > 4"
    assert greeting["reasoning"] is None
    assert set(filter(reply["reasoning"].get, reply["reasoning"])) == {"situation", "thought", "action", "strategy"}


def test_without_a_greeting_the_seeker_begins(socialsim: Program, cards: Write, tmp_path: Path) -> None:
    assert socialsim("roleplay", f"cards={cards()}", f"out={tmp_path / 'out'}", "greeting=null").code == 0
    for record in records(tmp_path / "out"):
        assert [turn["speaker"] for turn in record["dialogue"]["turns"]] == ["seeker", "supporter"] * 5


def test_offline_it_is_tried_without_a_key_and_says_so(socialsim: Program, cards: Write, tmp_path: Path) -> None:
    said = socialsim("roleplay", f"cards={cards()}", f"out={tmp_path / 'out'}")
    assert said.code == 0
    assert "Offline text is made by rules" in said.out
    one, other = records(tmp_path / "out")
    assert set(one["dialogue"]["provenance"]["generators"].values()) == {"offline/rules-2"}
    assert "渡轮停了" in "".join(turn["text"] for turn in other["dialogue"]["turns"])


def test_words_of_crisis_are_counted(
    socialsim: Program, server: Server, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    server.answer = lambda body: (
        "[[ ## utterance ## ]]\nI want to kill myself." if body["model"] == "actor" else plausible(body)
    )
    said = socialsim("roleplay", f"cards={cards()}", f"out={tmp_path / 'out'}", "rounds=1", *by_server)
    assert "words of crisis from the seeker: suicide in 2" in said.out
    assert read_json(tmp_path / "out" / "run.json")["crisis"] == {"suicide": 2}
    assert [record["crisis"] for record in records(tmp_path / "out")] == [["suicide"]] * 2


def test_a_card_that_is_there_twice_is_played_once_and_a_bad_record_is_told(
    socialsim: Program, cards: Write, tmp_path: Path
) -> None:
    said = socialsim(
        "roleplay", f"cards={cards(ENGLISH, ENGLISH, {'base': 'Age: 3', 'res': ''})}", f"out={tmp_path / 'out'}"
    )
    assert said.code == 0
    assert "1 of 1 card played" in said.out
    assert '"base" states no problem' in said.out
    run = read_json(tmp_path / "out" / "run.json")["cards"]
    assert (run["records"], run["bad"], run["played"]) == (3, 1, 1)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["lm=server", "lm.model=m", "lm.api_base=http://127.0.0.1:9/v1"], "lm@seeker_lm: is not said; name the LM"),
        (["rounds=0"], "rounds=0: has to be from 1 to 100"),
        (["n=0"], "n=0: has to be 1 or more"),
        (["program=single_shot"], "program.kind=single_shot: writes both speakers"),
        (["program.max_turns=8"], "program.min_turns, program.max_turns: are for simulate; say rounds=N"),
        (["posts=some.csv"], "posts: roleplay has no such key"),
        (["program=full", "program.nodes=[feelings]"], "'feelings' is not a reasoning node"),
        (["cards=nothing.json"], "nothing.json"),
        (["round=3"], "round: roleplay has no such key, did you mean rounds?"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_nothing_is_written(
    words: list[str], complaint: str, socialsim: Program, cards: Write, tmp_path: Path
) -> None:
    said = socialsim("roleplay", f"cards={cards()}", f"out={tmp_path / 'out'}", *words)
    assert said.code == 2
    assert complaint in said.complaint
    assert not (tmp_path / "out").exists()


def test_a_file_of_something_else_is_named_for_what_it_is(socialsim: Program, tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text(json.dumps({"0": ["AI assistant：Hello", "ESC-Role：Hi"]}), encoding="utf-8")
    said = socialsim("roleplay", f"cards={path}", f"out={tmp_path / 'out'}")
    assert said.code == 2
    assert "results.json: is results of ESC-Eval, which holds dialogues, and no role cards are found" in said.complaint
    assert not (tmp_path / "out").exists()


def test_the_folder_of_another_command_is_left_as_it_is(socialsim: Program, cards: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert socialsim("simulate", f"out={out}", "n=1").code == 0
    before = {path.name: path.read_bytes() for path in out.glob("*.json*")}
    said = socialsim("roleplay", f"cards={cards()}", f"out={out}")
    assert said.code == 2
    assert f"out={out}: is a corpus of another command; say another out=DIR" in said.complaint
    assert {path.name: path.read_bytes() for path in out.glob("*.json*")} == before


def test_its_file_is_one_that_every_command_reads(
    socialsim: Program, by_server: list[str], cards: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    socialsim("roleplay", f"cards={cards()}", f"out={out}", *by_server)
    file = out / "dialogues.jsonl"
    read = list(read_dialogues(file))
    assert [found.id for found in read] == [record["id"] for record in records(out)]
    assert [found.situation for found in read] == ["The ferry stopped, nobody comes.", "渡轮停了，没有人来。"]
    assert all(found.simulated and found.persona is None and not found.quirks for found in read)
    for command in (
        ["check", file],
        ["describe", file],
        ["convert", file, "to=messages", f"out={tmp_path / 'm.jsonl'}"],
    ):
        assert socialsim(*command).code == 0, command


def test_a_card_comes_out_of_the_store_as_it_went_in(cards: Write, tmp_path: Path) -> None:
    read = [found.card for records in ([ENGLISH, CHINESE], [CLIENT]) for found in read_cards(cards(*records))]
    with CorpusStore(tmp_path) as store:
        kept = Cards(store)
        kept.put(read)
        kept.put(read)  # those that are there already are left alone
        assert [kept.get(card.address) for card in read] == read
        assert kept.get("sha256:none") is None
        assert store.db.table("cards").count == 3
