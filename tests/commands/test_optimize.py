"""`socialsim optimize` from end to end by the offline generator: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.posts import examples_path, read_posts
from socialsim.generators.offline.engine import offline_lm
from socialsim.optimizers import load
from socialsim.programs import PersonaExtractor

from tests.commands.conftest import Program, Said, read_json

FEW = ("optimizer.labeled=2", "optimizer.bootstrapped=2", "optimizer.candidates=2")
SHORT = ("program.min_turns=8", "program.max_turns=8")


@pytest.fixture
def optimize(socialsim: Program, tmp_path: Path) -> Program:
    """Run the command with few demonstrations and short dialogues, into ``compiled``."""

    def run(*words: object, out: str = "compiled") -> Said:
        return socialsim("optimize", f"out={tmp_path / out}", *FEW, *words)

    return run


def talks(path: Path, count: int) -> Path:
    """Write conversations of people, each with a strategy of its own."""
    strategies = ("Question", "Reflection of feelings", "Providing Suggestions", "Others")
    records = [
        {
            "id": f"talk-{number}",
            "dialogue": {
                "turns": [
                    {"speaker": "seeker", "text": f"I have worried about matter {number} since day {number * 7}."},
                    {
                        "speaker": "supporter",
                        "text": f"What about matter {number} worries you most?",
                        "reasoning": {"strategy": strategies[number % 4]},
                    },
                ]
            },
        }
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def labelled(path: Path, count: int) -> Path:
    """Write example posts with the labels that a person might give them."""
    extractor = PersonaExtractor()
    extractor.set_lm(offline_lm())
    lines = []
    for post in islice(read_posts(examples_path()), count):
        persona = extractor(post=post).persona
        labels = {"age": persona.age, "topic": persona.topic, "gender": persona.gender, "occupation": "carpenter"}
        lines.append(json.dumps({"text": post.text, "persona": labels}) + "\n")
    path.write_text("".join(lines))
    return path


@pytest.mark.parametrize("name", ["labeled", "bootstrap", "random_search"])
def test_it_tunes_says_what_it_is_worth_and_can_be_used(
    name: str, optimize: Program, socialsim: Program, tmp_path: Path
) -> None:
    said = optimize(f"optimizer={name}", "n=12", *SHORT)
    assert said.code == 0
    assert f"{name}, module all: train 4, select 2, dev 4, test 2" in said.out
    assert f"socialsim simulate program.compiled={tmp_path / 'compiled'}" in said.out
    compiled, record = load(tmp_path / "compiled"), read_json(tmp_path / "compiled" / "run.json")
    assert compiled.about.scores.keys() == {"dev", "test"} == record["examples"].keys()
    assert record["about"] == compiled.about.model_dump(mode="json")
    assert record["better"] is compiled.about.better
    assert record["command"] == "optimize" and record["config"]["optimizer"]["name"] == name
    verdict = "Better on dev, with 95 % confidence." if compiled.about.better else "the program before stays the one"
    assert verdict in said.out
    assert sorted(path.name for path in (tmp_path / "compiled").iterdir()) == [
        "corpus.db",
        "optimizer.log",
        "program.json",
        "run.json",
    ]
    used = socialsim("simulate", "n=1", f"out={tmp_path / 'out'}", f"program.compiled={tmp_path / 'compiled'}", *SHORT)
    assert used.code == 0
    assert ("is not known to be better than the program it was made from" in used.err) is not compiled.about.better


def test_what_is_used_is_another_program_in_the_corpus(optimize: Program, socialsim: Program, tmp_path: Path) -> None:
    assert optimize("optimizer=labeled", "n=12", *SHORT).code == 0
    programs = []
    for words in ([], [f"program.compiled={tmp_path / 'compiled'}"], [f"program.compiled=[{tmp_path / 'compiled'}]"]):
        assert socialsim("simulate", "n=1", f"out={tmp_path / 'out'}", *SHORT, *words).code == 0
        records = [json.loads(line) for line in (tmp_path / "out" / "dialogues.jsonl").read_text().splitlines()]
        programs.append(records[-1]["dialogue"]["provenance"]["program"])
    assert programs[0] != programs[1] == programs[2]


def test_the_same_command_gives_the_same_bytes(optimize: Program, tmp_path: Path) -> None:
    first = optimize("n=12", *SHORT)
    program = (tmp_path / "compiled" / "program.json").read_bytes()
    again = optimize("n=12", *SHORT)
    assert (again.code, again.out) == (0, first.out)
    assert (tmp_path / "compiled" / "program.json").read_bytes() == program
    optimize("n=12", *SHORT, out="elsewhere")
    assert (tmp_path / "elsewhere" / "program.json").read_bytes() == program
    assert str(tmp_path) not in program.decode()


def test_a_corpus_and_a_file_of_personas_are_trained_on_as_posts_are(
    optimize: Program, socialsim: Program, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    assert socialsim("simulate", "n=12", f"out={corpus}", *SHORT).code == 0
    tuned = []
    for train in ("examples", corpus, corpus / "profiles.json"):
        assert optimize("n=12", "optimizer=labeled", "module=seeker", f"train={train}", *SHORT).code == 0
        tuned.append(load(tmp_path / "compiled"))
    assert tuned[0].about.data == tuned[1].about.data
    ids = [{name for part in ("train", "select", "dev", "test") for name in one.about.data[part]} for one in tuned]
    assert ids[0] == ids[1] and len(ids[2]) == 12


def test_given_dev_and_test_are_measured_on(optimize: Program, tmp_path: Path) -> None:
    records = talks(tmp_path / "all.jsonl", 30).read_text().splitlines(keepends=True)
    for name, some in (("train", records[:16]), ("dev", records[14:22]), ("test", records[22:])):
        (tmp_path / f"{name}.jsonl").write_text("".join(some))
    files = [f"{name}={tmp_path / name}.jsonl" for name in ("train", "dev", "test")]
    said = optimize("module=strategy", "metric=strategy", "program.nodes=[strategy]", "optimizer=labeled", *files)
    assert said.code == 0
    assert "dev 8, test 8; 2 left out, being related to dev or test" in said.out
    data = load(tmp_path / "compiled").about.data
    assert data["dev"] == [f"talk-{number}#2" for number in range(14, 22)]
    assert not {"talk-14#2", "talk-15#2"} & {*data["train"], *data["select"], *data["demonstrations"]}


def test_the_strategy_node_learns_from_people_s_choices(
    optimize: Program, open_file: Callable[[str], Path], tmp_path: Path
) -> None:
    test = open_file("esconv_hf/test.part-open.txt")
    said = optimize("module=strategy", "metric=strategy", "program.nodes=[strategy]", f"train={test}")
    assert said.code == 0
    compiled = load(tmp_path / "compiled")
    assert list(compiled.predictors) == ["supporter.nodes['strategy']"]
    assert sum(len(compiled.about.data[part]) for part in ("train", "select", "dev", "test")) == 402
    dev = compiled.about.scores["dev"]
    assert 5 <= dev.groups <= 12 and dev.n == len(compiled.about.data["dev"])
    demos = compiled.predictors["supporter.nodes['strategy']"].demos
    assert demos and all("situation" not in demo for demo in demos)


def test_the_extractor_learns_from_labels(optimize: Program, socialsim: Program, tmp_path: Path) -> None:
    train = labelled(tmp_path / "labelled.jsonl", 16)
    said = optimize("module=persona", f"train={train}", "optimizer=bootstrap")
    assert said.code == 0
    assert f"socialsim extract program.compiled={tmp_path / 'compiled'}" in said.out
    compiled = load(tmp_path / "compiled")
    assert list(compiled.predictors) == ["extractor.extract"]
    assert compiled.predictors["extractor.extract"].demos
    assert compiled.about.metric == "attributes" and compiled.about.generators.keys() == {"extractor"}
    for command in ("extract", "simulate"):
        words = (f"out={tmp_path / command}", "n=1", f"program.compiled={tmp_path / 'compiled'}")
        assert socialsim(command, *words, *(SHORT if command == "simulate" else ())).code == 0


def test_two_compiled_programs_are_used_together(optimize: Program, socialsim: Program, tmp_path: Path) -> None:
    for module in ("seeker", "utterance"):
        assert optimize("optimizer=labeled", f"module={module}", "n=12", *SHORT, out=module).code == 0
    both = f"program.compiled=[{tmp_path / 'seeker'},{tmp_path / 'utterance'}]"
    assert socialsim("simulate", "n=1", f"out={tmp_path / 'out'}", both, *SHORT).code == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["module=writer"], "module=writer: this program has no such module; it has all, seeker, supporter, situation"),
        (["metric=charm"], "metric=charm: there is no such metric; there are quality, turn_quality"),
        (["metric=strategy"], "metric=strategy: says nothing of module=all; say quality"),
        (["module=persona", "metric=quality"], "metric=quality: says nothing of module=persona; say attributes"),
        (["module=persona"], "train=examples: metric=attributes needs posts that people labelled; say train=FILE"),
        (["module=thought", "program=direct"], "module=thought: this program has no such module"),
        (["optimizer=bootstrp"], "optimizer=bootstrp: no such optimizer, did you mean bootstrap?"),
        (["optimizer.labeled=0"], "optimizer.labeled=0: has to be from 1 to 10000"),
        (["optimizer.threshold=2"], "optimizer.threshold=2: has to be above 0 and at most 1"),
        (["train=missing.csv"], "missing.csv: no such file"),
        (["dev=missing.csv"], "missing.csv: no such file"),
        (["demonstrations=missing.jsonl"], "missing.jsonl: no such file"),
        (["module=strategy", "metric=strategy", "train=missing.jsonl"], "missing.jsonl: no such file"),
        (["module=persona", "train=missing.jsonl"], "missing.jsonl: no such file"),
        (["optimizer=gepa"], "optimizer=gepa: the offline generator writes no instructions; say lm@proposer_lm=NAME"),
        (["lm@proposer_lm=offline"], "proposer_lm: optimizer=bootstrap writes no instructions"),
        (["lm@judge_lm=offline"], "judge"),
        (["program.compiled=missing"], "missing: there is no compiled program; make one with `socialsim optimize"),
        (["n=0"], "n=0: has to be 1 or more"),
        (["program=single_shot", "module=seeker"], "module=seeker: this program has no such module; it has all"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_nothing_is_written(
    words: list[str], complaint: str, optimize: Program, tmp_path: Path
) -> None:
    said = optimize(*words)
    assert said.code == 2
    assert complaint in said.complaint
    assert said.out == ""
    assert not (tmp_path / "compiled").exists()


def test_too_few_to_learn_from_is_one_line_and_what_was_there_stays(optimize: Program, tmp_path: Path) -> None:
    assert optimize("optimizer=labeled", "n=12", *SHORT).code == 0
    kept = {name: (tmp_path / "compiled" / name).read_bytes() for name in ("program.json", "run.json")}
    said = optimize("optimizer=labeled", "n=3", *SHORT)
    assert said.code == 2
    assert "3 examples make 3 groups of relatives, too few for train, select, dev, test; give more" in said.complaint
    assert {name: (tmp_path / "compiled" / name).read_bytes() for name in kept} == kept


def test_a_program_of_the_rules_own_text_is_nothing_for_a_model(
    optimize: Program, socialsim: Program, by_server: list[str], tmp_path: Path
) -> None:
    assert optimize("n=12", *SHORT).code == 0
    words = (f"out={tmp_path / 'out'}", "n=1", f"program.compiled={tmp_path / 'compiled'}", *by_server)
    said = socialsim("simulate", *words)
    assert said.code == 2
    assert said.err.splitlines()[-1].startswith(f"socialsim: program.compiled={tmp_path / 'compiled'}: its demonst")
    assert "written by the offline generator, whose text is nothing for openai/llama3 to learn from" in said.err
    assert not (tmp_path / "out").exists()


def test_what_people_wrote_is_for_every_model(
    optimize: Program, socialsim: Program, by_server: list[str], tmp_path: Path
) -> None:
    assert optimize("optimizer=labeled", "n=12", *SHORT).code == 0
    words = (f"out={tmp_path / 'out'}", "n=1", f"program.compiled={tmp_path / 'compiled'}", *by_server)
    assert socialsim("simulate", *words).code == 0


def test_a_program_for_other_signatures_is_refused(optimize: Program, socialsim: Program, tmp_path: Path) -> None:
    assert optimize("optimizer=labeled", "n=12", *SHORT).code == 0
    compiled = f"program.compiled={tmp_path / 'compiled'}"
    for words in (["program.taxonomy=extes"], ["program=direct"], ["program=single_shot"]):
        said = socialsim("simulate", "n=1", f"out={tmp_path / 'out'}", compiled, *words)
        assert said.code == 2
        assert f"socialsim: {compiled} was compiled for " in said.err
        assert "Traceback" not in said.err
        assert not (tmp_path / "out").exists()


def test_a_rerun_from_the_cache_tunes_the_same_and_pays_nothing(
    optimize: Program, by_server: list[str], server: Any, tmp_path: Path
) -> None:
    words = ("n=12", "module=seeker", *by_server, "program.nodes=[]", "lm@extractor_lm=offline")
    assert optimize(*words).code == 0
    asked, first = len(server.requests), load(tmp_path / "compiled")
    assert asked > 0 and first.about.cost["calls"] == asked
    assert optimize(*words).code == 0
    again = load(tmp_path / "compiled")
    assert len(server.requests) == asked
    assert again.predictors == first.predictors and again.about.scores == first.about.scores


def test_dry_run_calls_nobody_and_writes_nothing(
    optimize: Program, by_server: list[str], server: Any, tmp_path: Path
) -> None:
    said = optimize("n=12", *by_server, "dry_run=true")
    assert said.code == 0
    assert "Nothing was called" in said.out
    assert server.requests == server.checks == []
    assert not (tmp_path / "compiled").exists()
