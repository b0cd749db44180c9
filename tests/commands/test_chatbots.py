"""A chatbot that was tuned here, in the commands that have one answer: evaluate, simulate, roleplay."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("peft")
pytest.importorskip("llguidance")

from socialsim.corpora.replies import read_replies
from socialsim.evaluation.models.perplexity import Reading, likelihoods
from socialsim.generators import LMConfig
from socialsim.generators.build import local_provider
from socialsim.generators.chatbots import ChatbotFolder
from socialsim.signatures import Reasoning, Reply

from tests.chatbots import make_chatbot
from tests.commands.conftest import Program, read_json
from tests.commands.test_roleplay import ENGLISH
from tests.server import Server, wanted

NODES = ("thought", "strategy")
SAYS = "That is hard. How are you?"
THOUGHT = Reasoning(thought="I have failed.", strategy="Question")
USUAL = "?max_tokens=60&temperature=0.0"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> ChatbotFolder:
    return make_chatbot(tmp_path_factory.mktemp("chatbots") / "plain", SAYS, for_proof=True)


@pytest.fixture(scope="module")
def reasons(tmp_path_factory: pytest.TempPathFactory) -> ChatbotFolder:
    says = f"Thought: I have failed.\nStrategy: Question\n\n{SAYS}"
    return make_chatbot(tmp_path_factory.mktemp("chatbots") / "reasons", says, NODES)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Return a file of two conversations; in the first, the second reply has all of a chatbot's steps beside it."""
    thoughts = ["Strategy: Question", "Situation: A job.\nThought: It is over.\nStrategy: Question", "", ""]
    said = ["How did it happen?", "That must be frightening.", "Oh no.", "When was that?"]
    turns = [
        [
            {"Turn": 1, "Seeker": "I lost my job."},
            {"Turn": 2, "Supporter Step by Step Reasoning": thoughts[at], "Supporter": said[at]},
            {"Turn": 3, "Seeker": "The plant closed."},
            {"Turn": 4, "Supporter Step by Step Reasoning": thoughts[at + 1], "Supporter": said[at + 1]},
        ]
        for at in (0, 2)
    ]
    path = tmp_path / "people.json"
    path.write_text(json.dumps([{"ID": number, "Dialogue": one} for number, one in enumerate(turns)]))
    return path


def lm(folder: Path, key: str = "lm") -> list[str]:
    option = "lm=chatbot" if key == "lm" else f"lm@{key}=chatbot"
    settings = {"path": folder, "device": "cpu", "temperature": 0, "max_tokens": 60}
    return [option, *(f"{key}.{name}={value}" for name, value in settings.items())]


def figures(folder: str) -> dict[str, tuple[float, int]]:
    """Return metric → the figure, and of how many replies it is."""
    with (Path(folder) / "figures.csv").open(encoding="utf-8", newline="") as file:
        return {row["metric"]: (float(row["value"] or "nan"), int(row["n"])) for row in csv.DictReader(file)}


def records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()]


def supporters(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [turn for turn in record["dialogue"]["turns"] if turn["speaker"] == "supporter"]


def test_one_that_reasons_is_read_and_measured_with_its_reasoning(
    socialsim: Program, reasons: ChatbotFolder, people: Path
) -> None:
    said = socialsim("evaluate", f"corpus={people}", *lm(reasons.folder), "out=e")
    assert said.code == 0, said.err
    (outputs,) = read_replies(Path("e/replies.jsonl")).outputs
    assert outputs.system == f"{reasons.identity}{USUAL}"
    assert [(reply.text, reply.reasoning) for reply in outputs.replies] == [(SAYS, THOUGHT)] * 4
    assert "replies with their reasoning: 4 read as written, 0 repaired, 0 failed" in said.out
    # Only one of the people's replies has both steps; what else stands beside it is not the chatbot's.
    seen = Reply(
        None,
        ("That must be frightening.",),
        context=tuple(outputs.replies[1].context),
        reasoning=Reasoning(thought="It is over.", strategy="Question"),
    )
    config = LMConfig(engine="chatbot", path=str(reasons.folder), device="cpu")
    ppl, *_ = likelihoods([seen], local_provider(config).loaded, Reading(reasoning=True)).measures()
    value, counted = figures("e")["PPL"]
    assert value == pytest.approx(ppl.value()) and counted == 1


def test_the_same_command_pays_for_nothing_twice_wherever_the_folder_is(
    socialsim: Program, reasons: ChatbotFolder, people: Path, tmp_path: Path
) -> None:
    assert socialsim("evaluate", f"corpus={people}", *lm(reasons.folder), "out=e").code == 0
    moved = shutil.copytree(reasons.folder, tmp_path / "moved")
    said = socialsim("evaluate", f"corpus={people}", *lm(moved), "out=e", "perplexity=false")
    assert "4 of 4" in said.err and "(0 calls" in said.err, said.err
    assert [reply.text for reply in read_replies(Path("e/replies.jsonl")).outputs[0].replies] == [SAYS] * 4


def test_chatbot_dir_is_the_folder_and_its_base_is_another_system(
    socialsim: Program, plain: ChatbotFolder, people: Path
) -> None:
    more = ["chatbot.device=cpu", "chatbot.temperature=0", "chatbot.max_tokens=60"]
    tuned = socialsim("evaluate", f"corpus={people}", f"chatbot={plain.folder}", *more, "out=tuned")
    base = socialsim("evaluate", f"corpus={people}", f"chatbot={plain.folder / 'base'}", *more, "out=base")
    assert (tuned.code, base.code) == (0, 0), tuned.err + base.err
    said = {name: read_replies(Path(name) / "replies.jsonl").outputs[0] for name in ("tuned", "base")}
    assert {reply.text for reply in said["tuned"].replies} == {SAYS}
    assert {reply.text for reply in said["base"].replies} == {f"{SAYS}¶"}
    assert said["tuned"].system == f"{plain.identity}{USUAL}" and plain.identity.startswith("offline/chatbot/plain+")
    assert figures("tuned")["PPL"][1] == figures("base")["PPL"][1] == 4
    assert figures("tuned")["PPL"][0] != figures("base")["PPL"][0]
    assert "reasoning:" not in tuned.out


def test_it_is_the_supporter_of_a_corpus_and_is_asked_as_it_was_tuned_whatever_the_program(
    socialsim: Program, reasons: ChatbotFolder, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = ["simulate", f"out={out}", "n=2", *lm(reasons.folder), "checks=report"]
    words += ["program.min_turns=4", "program.max_turns=4"]
    said = socialsim(*words)
    assert said.code == 0, said.err
    told = [line for line in said.err.splitlines() if line.startswith("socialsim: ")]
    assert [line.partition(";")[0] for line in told] == ["socialsim: lm=chatbot can only be the supporter"]
    for record in records(out):
        generators = record["dialogue"]["provenance"]["generators"]
        assert generators["supporter"] == f"{reasons.identity}{USUAL}" and generators["seeker"].startswith("offline/")
        assert [turn["text"] for turn in supporters(record)] == [SAYS] * 2
        assert all(turn["reasoning"]["thought"] == "I have failed." for turn in supporters(record))
    assert "not training data" in said.out
    run = read_json(out / "run.json")
    assert (run["config"]["program"]["granularity"], run["config"]["program"]["nodes"]) == ("bare", [*NODES])
    again = socialsim(*words, "program=direct", "program.sees=persona")
    assert again.code == 0 and read_json(out / "run.json")["dialogues"]["reused"] == 2


def test_beside_another_lm_it_answers_and_nothing_else(
    socialsim: Program, server: Server, by_server: list[str], reasons: ChatbotFolder, tmp_path: Path
) -> None:
    said = socialsim("simulate", f"out={tmp_path / 'out'}", "n=1", *by_server, *lm(reasons.folder, "supporter_lm"))
    assert said.code == 0 and "can only be the supporter" not in said.err, said.err
    (record,) = records(tmp_path / "out")
    assert {turn["text"] for turn in supporters(record)} == {SAYS}
    assert all("intention" in wanted(body) for body in server.requests if "utterance" in wanted(body))
    assert not {"thought", "strategy"} & {field for body in server.requests for field in wanted(body)}


def test_the_seeker_s_lm_reads_the_posts_beside_a_chatbot(
    socialsim: Program, server: Server, reasons: ChatbotFolder, tmp_path: Path
) -> None:
    seeker = ["lm@seeker_lm=server", "seeker_lm.model=actor", f"seeker_lm.api_base={server.base_url}"]
    turns = ["program.min_turns=4", "program.max_turns=4"]
    said = socialsim("simulate", f"out={tmp_path / 'out'}", "n=1", *lm(reasons.folder), *seeker, *turns)
    assert said.code == 0 and "can only be the supporter" not in said.err, said.err
    assert {"occupation", "persona"} & {field for body in server.requests for field in wanted(body)}
    assert not any(name.startswith("offline/") for name in read_json(tmp_path / "out/run.json")["generators"].values())


def test_a_dry_run_counts_one_call_a_reply(socialsim: Program, reasons: ChatbotFolder, tmp_path: Path) -> None:
    said = socialsim(
        "simulate", f"out={tmp_path / 'out'}", "n=2", *lm(reasons.folder), "dry_run=true",
        "program.min_turns=4", "program.max_turns=4",
    )  # fmt: skip
    assert said.code == 0, said.err
    (supporter,) = [line.split() for line in said.out.splitlines() if line.startswith("supporter ")]
    assert supporter[1] == "4" and not (tmp_path / "out").exists()


def test_it_is_played_against_role_cards(socialsim: Program, plain: ChatbotFolder, tmp_path: Path) -> None:
    (tmp_path / "cards.json").write_text(json.dumps([ENGLISH]))
    said = socialsim(
        "roleplay", f"cards={tmp_path / 'cards.json'}", f"out={tmp_path / 'out'}", "rounds=2", *lm(plain.folder),
        "lm@seeker_lm=offline",
    )  # fmt: skip
    assert said.code == 0, said.err
    (record,) = records(tmp_path / "out")
    assert [turn["text"] for turn in supporters(record)][1:] == [SAYS] * 2


EVALUATE = ["evaluate", "corpus=PEOPLE", "out=e"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([*EVALUATE, "lm=chatbot"], "lm.path: no chatbot named; say the folder"),
        ([*EVALUATE, "lm=chatbot", "lm.path=nowhere"], "lm.path=nowhere: there is no such folder"),
        ([*EVALUATE, "lm=chatbot", "lm.path=."], "lm.path=.: is no chatbot, which has a chatbot.json; "),
        ([*EVALUATE, "chatbot=REASONS", "program=single_shot"], "program.kind=single_shot: writes both speakers"),
        ([*EVALUATE, "chatbot=REASONS", "n=1", "corpus=BARE", "perplexity=true"], "has these; leave it out, or say a"),
        ([*EVALUATE, "chatbot=REASONS", "n=1", "corpus=BARE", "answer=false"], "has these; leave it out, or say a"),
        (["extract", "out=e", "lm=chatbot", "lm.path=REASONS"], "it was tuned to support and reads no posts"),
        (["simulate", "out=e", "lm=chatbot", "lm.path=REASONS", "program=single_shot"], "lm=chatbot: it answers a"),
        (["simulate", "out=e", "lm@seeker_lm=chatbot", "seeker_lm.path=REASONS"], "lm@seeker_lm=chatbot: it was tuned"),
        (
            ["judge", "PEOPLE", "out=e", "lm@judge_lm=chatbot", "judge_lm.path=REASONS"],
            "judge_lm=chatbot: it was tuned",
        ),
        (["roleplay", "cards=PEOPLE", "out=e", "lm=chatbot", "lm.path=REASONS"], "lm@seeker_lm: is not said"),
    ],
)
def test_what_it_cannot_do_is_one_line(
    socialsim: Program, reasons: ChatbotFolder, people: Path, tmp_path: Path, words: Sequence[str], complaint: str
) -> None:
    bare = tmp_path / "bare.json"
    bare.write_text(people.read_text().replace("Thought: It is over.\\n", ""))
    places = {"PEOPLE": str(people), "REASONS": str(reasons.folder), "BARE": str(bare)}
    for name, place in places.items():
        words = [word.replace(name, place) for word in words]
    said = socialsim(*words)
    assert said.code == 2 and complaint in said.complaint
    assert not Path("e").exists()


def test_one_that_is_still_being_tuned_is_known_as_one(socialsim: Program, people: Path, tmp_path: Path) -> None:
    (tmp_path / "begun/checkpoints").mkdir(parents=True)
    said = socialsim("evaluate", f"corpus={people}", f"chatbot={tmp_path / 'begun'}", "out=e")
    assert (said.code, said.complaint) == (
        2, f"socialsim: lm.path={tmp_path / 'begun'}: is not finished; run its `socialsim finetune` again",
    )  # fmt: skip
