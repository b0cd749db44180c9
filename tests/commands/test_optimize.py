"""`socialsim optimize` from end to end by the offline generator: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.owned import LOCK
from socialsim.corpora.posts import examples_path, read_posts
from socialsim.generators.offline.engine import offline_lm
from socialsim.optimizers import load
from socialsim.optimizers.compiled import CANDIDATE_FILE, FILE
from socialsim.programs import PersonaExtractor

from tests.commands.conftest import Program, Said, read_json
from tests.optimizers.folders import file_in, is_found
from tests.optimizers.rules import by_rules

FEW = ("optimizer.labeled=2", "optimizer.bootstrapped=2", "optimizer.candidates=2")
SHORT = ("program.min_turns=8", "program.max_turns=8")
USE = "socialsim simulate program.compiled"
OF_TALKS = ("module=strategy", "metric=strategy", "program.nodes=[strategy]", "optimizer=labeled")


@pytest.fixture
def optimize(socialsim: Program, tmp_path: Path) -> Program:
    """Run the command with few demonstrations and short dialogues, into ``compiled``."""

    def run(*words: object, out: str = "compiled") -> Said:
        return socialsim("optimize", f"out={tmp_path / out}", *FEW, *words)

    return run


OF_ESCONV = ("Question", "Reflection of feelings", "Providing Suggestions", "Others")
OF_EXTES = ("Clarification", "Emotional Validation", "Suggest Options", "Others")


def talks(path: Path, count: int, strategies: tuple[str, ...] = OF_ESCONV) -> Path:
    """Write conversations of people, each with a strategy of its own."""
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
    file = file_in(tmp_path / "compiled")
    compiled, record = load(file), read_json(tmp_path / "compiled" / "run.json")
    assert compiled.about.scores.keys() == {"dev", "test"} == record["examples"].keys()
    assert record["about"] == compiled.about.model_dump(mode="json")
    assert record["better"] is compiled.about.better
    assert record["command"] == "optimize" and record["config"]["optimizer"]["name"] == name
    dev = compiled.about.scores["dev"]
    verdict = (
        f"Too little to decide by, {dev.n} examples in {dev.groups} groups: it takes 10 groups, and a score for 90 % "
        "of the examples. The program before stays the one to use."
    )
    assert verdict in said.out.splitlines()
    assert f"Use it all the same: {USE}={file}" in said.out.splitlines() and not compiled.about.better
    assert f"In {tmp_path / 'compiled'}: {file.name}, run.json" in said.out.splitlines()
    assert {path.name for path in (tmp_path / "compiled").iterdir()} == {
        LOCK,
        "corpus.db",
        "optimizer.log",
        file.name,
        "run.json",
    }
    used = socialsim("simulate", "n=1", f"out={tmp_path / 'out'}", f"program.compiled={file}", *SHORT)
    assert used.code == 0
    assert "is not known to be better than the program it was made from" in used.err


def test_what_is_used_is_another_program_in_the_corpus(optimize: Program, socialsim: Program, tmp_path: Path) -> None:
    assert optimize("optimizer=labeled", "n=12", *SHORT).code == 0
    programs = []
    file = file_in(tmp_path / "compiled")
    for words in ([], [f"program.compiled={file}"], [f"program.compiled=[{file}]"]):
        assert socialsim("simulate", "n=1", f"out={tmp_path / 'out'}", *SHORT, *words).code == 0
        records = [json.loads(line) for line in (tmp_path / "out" / "dialogues.jsonl").read_text().splitlines()]
        programs.append(records[-1]["dialogue"]["provenance"]["program"])
    assert programs[0] != programs[1] == programs[2]


def test_the_same_command_gives_the_same_bytes(optimize: Program, tmp_path: Path) -> None:
    first = optimize("n=12", *SHORT)
    program = file_in(tmp_path / "compiled").read_bytes()
    again = optimize("n=12", *SHORT)
    assert (again.code, again.out) == (0, first.out)
    assert file_in(tmp_path / "compiled").read_bytes() == program
    optimize("n=12", *SHORT, out="elsewhere")
    assert file_in(tmp_path / "elsewhere").read_bytes() == program
    assert str(tmp_path) not in program.decode()


def test_a_corpus_and_a_file_of_personas_are_trained_on_as_posts_are(
    optimize: Program, socialsim: Program, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    assert socialsim("simulate", "n=12", f"out={corpus}", *SHORT).code == 0
    tuned = []
    for out, train in (("of_posts", "examples"), ("of_a_corpus", corpus), ("of_personas", corpus / "profiles.json")):
        assert optimize("n=12", "optimizer=labeled", "module=seeker", f"train={train}", *SHORT, out=out).code == 0
        tuned.append(load(file_in(tmp_path / out)))
    assert tuned[0].about.data == tuned[1].about.data
    ids = [{name for part in ("train", "select", "dev", "test") for name in one.about.data[part]} for one in tuned]
    assert ids[0] == ids[1] and len(ids[2]) == 12


def test_given_dev_and_test_are_measured_on(optimize: Program, tmp_path: Path) -> None:
    records = talks(tmp_path / "all.jsonl", 30).read_text().splitlines(keepends=True)
    for name, some in (("train", records[:16]), ("dev", records[14:22]), ("test", records[22:])):
        (tmp_path / f"{name}.jsonl").write_text("".join(some))
    files = [f"{name}={tmp_path / name}.jsonl" for name in ("train", "dev", "test")]
    said = optimize(*OF_TALKS, *files)
    assert said.code == 0
    assert "dev 8, test 8; 2 left out, being related to dev, test or whom it was shown before" in said.out
    data = load(file_in(tmp_path / "compiled")).about.data
    assert data["dev"] == [f"talk-{number}#2" for number in range(14, 22)]
    assert not {"talk-14#2", "talk-15#2"} & {*data["train"], *data["select"], *data["demonstrations"]}


def test_the_strategy_node_learns_from_people_s_choices(
    optimize: Program, open_file: Callable[[str], Path], tmp_path: Path
) -> None:
    test = open_file("esconv_hf/test.part-open.txt")
    said = optimize("module=strategy", "metric=strategy", "program.nodes=[strategy]", f"train={test}")
    assert said.code == 0
    compiled = load(file_in(tmp_path / "compiled"))
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
    file = file_in(tmp_path / "compiled")
    assert f"socialsim extract program.compiled={file}" in said.out
    compiled = load(file)
    assert list(compiled.predictors) == ["extractor.extract"]
    assert compiled.predictors["extractor.extract"].demos
    assert compiled.about.metric == "attributes" and compiled.about.generators.keys() == {"extractor"}
    for command in ("extract", "simulate"):
        words = (f"out={tmp_path / command}", "n=1", f"program.compiled={file}")
        assert socialsim(command, *words, *(SHORT if command == "simulate" else ())).code == 0


def test_two_compiled_programs_are_used_together(optimize: Program, socialsim: Program, tmp_path: Path) -> None:
    for module in ("seeker", "utterance"):
        assert optimize("optimizer=labeled", f"module={module}", "n=12", *SHORT, out=module).code == 0
    both = f"program.compiled=[{file_in(tmp_path / 'seeker')},{file_in(tmp_path / 'utterance')}]"
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
    words = (*OF_TALKS, f"train={talks(tmp_path / 'talks.jsonl', 12)}")
    assert optimize(*words).code == 0
    names = (file_in(tmp_path / "compiled").name, "run.json")
    kept = {name: (tmp_path / "compiled" / name).read_bytes() for name in names}
    talks(tmp_path / "talks.jsonl", 3)
    said = optimize(*words)
    assert said.code == 2
    assert "3 examples make 3 groups of relatives, too few for train, select, dev, test; give more" in said.complaint
    assert {name: (tmp_path / "compiled" / name).read_bytes() for name in kept} == kept


def test_a_program_of_the_rules_own_text_is_nothing_for_a_model(
    optimize: Program, socialsim: Program, by_server: list[str], tmp_path: Path
) -> None:
    assert optimize("n=12", *SHORT).code == 0
    file = file_in(tmp_path / "compiled")
    words = (f"out={tmp_path / 'out'}", "n=1", f"program.compiled={file}", *by_server)
    said = socialsim("simulate", *words)
    assert said.code == 2
    assert said.err.splitlines()[-1].startswith(f"socialsim: program.compiled={file}: its demonst")
    assert "written by the offline generator, whose text is nothing for openai/llama3 to learn from" in said.err
    assert not (tmp_path / "out").exists()


def test_what_people_wrote_is_for_every_model(
    optimize: Program, socialsim: Program, by_server: list[str], tmp_path: Path
) -> None:
    assert optimize("optimizer=labeled", "n=12", *SHORT).code == 0
    words = (f"out={tmp_path / 'out'}", "n=1", f"program.compiled={file_in(tmp_path / 'compiled')}", *by_server)
    assert socialsim("simulate", *words).code == 0


def test_a_program_for_other_signatures_is_refused(optimize: Program, socialsim: Program, tmp_path: Path) -> None:
    assert optimize("optimizer=labeled", "n=12", *SHORT).code == 0
    compiled = f"program.compiled={file_in(tmp_path / 'compiled')}"
    for words in (["program.taxonomy=extes"], ["program=direct"], ["program=single_shot"]):
        said = socialsim("simulate", "n=1", f"out={tmp_path / 'out'}", compiled, *words)
        assert said.code == 2
        assert f"socialsim: {compiled} was compiled for " in said.err
        assert "Traceback" not in said.err
        assert not (tmp_path / "out").exists()


def test_a_rerun_from_the_cache_tunes_the_same_and_pays_nothing(
    optimize: Program, by_server: list[str], server: Any, tmp_path: Path
) -> None:
    server.answer = by_rules
    words = ("n=12", "module=seeker", *by_server, "program.nodes=[]", "lm@extractor_lm=offline")
    assert optimize(*words).code == 0
    asked, first = len(server.requests), load(file_in(tmp_path / "compiled"))
    assert asked > 0 and first.about.cost["calls"] == asked and first.predictors["seeker.write"].demos
    assert optimize(*words).code == 0
    again = load(file_in(tmp_path / "compiled"))
    assert len(server.requests) == asked
    assert again.predictors == first.predictors and again.about.scores == first.about.scores
    assert again.about.cost["calls"] == 0
    assert (
        again.about.cost["reused"] == int(str(first.about.cost["reused"])) + asked
    )  # what it had met twice it meets twice


@pytest.mark.parametrize("method", ["labeled", "bootstrap", "random_search", "mipro", "simba", "gepa"])
def test_dry_run_calls_nobody_and_writes_nothing(
    method: str, optimize: Program, by_server: list[str], server: Any, tmp_path: Path
) -> None:
    said = optimize(f"optimizer={method}", "n=12", *by_server, "dry_run=true")
    assert (said.code, said.err) == (0, "")
    assert "Nothing was called" in said.out
    assert server.requests == server.checks == []
    assert not (tmp_path / "compiled").exists() and not list((tmp_path / "cwd").iterdir())


def test_dry_run_leaves_a_folder_as_it_is(optimize: Program, tmp_path: Path) -> None:
    assert optimize("n=12", "optimizer=labeled", *SHORT).code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "compiled").iterdir()}
    assert optimize("n=9", "optimizer=bootstrap", *SHORT, "dry_run=true").code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "compiled").iterdir()} == before


def test_what_is_not_known_to_be_better_is_used_by_its_name_only_and_says_so_once(
    optimize: Program, socialsim: Program, tmp_path: Path
) -> None:
    out, labels = tmp_path / "out", labelled(tmp_path / "labelled.jsonl", 16)
    assert optimize("optimizer=labeled", "n=12", *SHORT, out="talks").code == 0
    assert optimize("optimizer=bootstrap", "module=persona", f"train={labels}", out="reads").code == 0
    for command, name in (("simulate", "talks"), ("extract", "reads"), ("optimize", "talks")):
        folder, turns = tmp_path / name, () if command == "extract" else SHORT
        file = file_in(folder)
        assert file == folder / CANDIDATE_FILE and not (folder / FILE).exists()
        words = (command, "n=1" if command != "optimize" else "n=12", f"out={out / command}", *turns)
        said = socialsim(*words, f"program.compiled={folder}")
        assert said.code == 2 and said.out == "" and not (out / command).exists()
        assert said.complaint == (
            f"socialsim: {folder}: nothing was found there that is known to be better than the program before; "
            f"say {file} to use what was found all the same"
        )
        said = socialsim(*words, f"program.compiled={file}")
        assert said.code == 0
        warning = f"socialsim: program.compiled={file}: is not known to be better than the program it was made from"
        assert [line for line in said.err.splitlines() if line.startswith("socialsim: ")] == [warning]


@pytest.mark.parametrize(
    ("typed", "of_the_program"),
    [
        (["optimizer=labeled", "program.kind=simulation"], []),
        (["optimizer=labeled", "program.nodes=[action, strategy]"], ["program.nodes=[action,strategy]"]),
        (
            ["module=supporter", "program=direct", "program.taxonomy=extes"],
            ["program.sees=post", "program.nodes=[]", "program.taxonomy=extes"],
        ),
        (["program=single_shot"], ["program.kind=single_shot", "program.granularity=fused"]),
    ],
)
def test_the_command_that_is_printed_can_be_typed(
    typed: list[str], of_the_program: list[str], optimize: Program, socialsim: Program, tmp_path: Path
) -> None:
    said = optimize("n=12", *typed, *SHORT, out="it's mine (new), 2=two")
    (line,) = [line for line in said.out.splitlines() if line.startswith("Use it")]
    _, command, *words = shlex.split(line.partition(": ")[2])
    assert words == [*of_the_program, f"program.compiled={tmp_path}/it's mine (new), 2=two/{CANDIDATE_FILE}"]
    assert socialsim(command, *words, "n=1", f"out={tmp_path / 'out'}", *SHORT).code == 0


def test_where_no_dialogue_is_accepted_it_is_one_clear_line_and_nothing_is_found(
    optimize: Program, by_server: list[str], tmp_path: Path
) -> None:
    """What the server says by itself is no conversation."""
    said = optimize("n=12", "module=seeker", *by_server, "program.nodes=[]", "lm@extractor_lm=offline")
    assert said.code == 2 and said.out == ""
    assert [line for line in said.err.splitlines() if not line.startswith("train: personas: ")] == [
        "socialsim: of 4 examples none came out well enough to be shown; the checks accept none of them"
    ]
    assert not is_found(tmp_path / "compiled")


def test_a_sweep_over_optimizers_writes_one_folder_a_job(optimize: Program, socialsim: Program, tmp_path: Path) -> None:
    said = optimize("-m", "optimizer=labeled,bootstrap", "n=12", *SHORT, out="sweep")
    assert said.code == 0
    folders = {path.name: path for path in (tmp_path / "sweep").iterdir() if path.is_dir()}
    assert folders.keys() == {"optimizer=labeled", "optimizer=bootstrap"}
    for name, folder in folders.items():
        file = file_in(folder)
        assert f"optimizer={load(file).about.optimizer['name']}" == name
        assert read_json(folder / "run.json")["config"]["out"] == str(folder)
        assert f"{USE}={folder if file.name == FILE else file}" in said.out
        assert socialsim("simulate", "n=1", f"out={tmp_path / name}", f"program.compiled={file}", *SHORT).code == 0


def test_extract_reads_posts_by_what_was_compiled_and_by_nothing_that_is_about_dialogues(
    optimize: Program, socialsim: Program, by_server: list[str], server: Any, tmp_path: Path
) -> None:
    server.answer = by_rules
    train, lm = labelled(tmp_path / "labelled.jsonl", 16), by_server[:4]
    assert optimize("module=persona", f"train={train}", *lm, out="reader").code == 0
    assert optimize("module=seeker", "optimizer=labeled", "n=12", *SHORT, out="seeker").code == 0
    reader, seeker = file_in(tmp_path / "reader"), file_in(tmp_path / "seeker")
    (tuned,) = load(reader).predictors.values()
    posts = [str(demo["post"]) for demo in tuned.demos]
    assert posts
    records, shown = [], []
    for number, words in enumerate(([], [f"program.compiled={reader}"])):
        server.requests.clear()
        out = tmp_path / f"out{number}"
        assert socialsim("extract", "n=2", f"out={out}", *lm, *words).code == 0
        records.append(read_json(out / "run.json")["extractor"])
        asked = [json.dumps(body, ensure_ascii=False) for body in server.asking_for("persona")]
        shown.append({json.dumps(post, ensure_ascii=False)[1:-1] in body for post in posts for body in asked})
    assert records[0] != records[1]
    assert shown == [{False}, {True}]
    said = socialsim("extract", "n=2", f"out={tmp_path / 'none'}", *lm, f"program.compiled={seeker}")
    assert said.code == 2 and not (tmp_path / "none").exists()
    complaint = f"socialsim: program.compiled={seeker}: is for dialogues, and extract makes none"
    assert said.err.splitlines()[-1] == complaint


def test_a_forecast_counts_the_demonstrations_that_a_compiled_program_shows(
    optimize: Program, socialsim: Program, by_server: list[str], tmp_path: Path
) -> None:
    assert optimize("optimizer=labeled", "n=12", *SHORT).code == 0
    told = []
    for words in ([], [f"program.compiled={file_in(tmp_path / 'compiled')}"]):
        said = socialsim("simulate", "n=4", "dry_run=true", f"out={tmp_path / 'out'}", *by_server, *words)
        assert said.code == 0
        rows = [row.split() for row in said.out.splitlines()]
        told.append(
            {row[0]: row[1:] for row in rows if row and row[0] in ("extractor", "seeker", "supporter", "total")}
        )
    assert len(told[0]) == len(told[1]) == 4
    assert told[0]["extractor"] == told[1]["extractor"]
    for role in ("seeker", "supporter", "total"):
        before, after = (tokens(*one[role][1:3]) for one in told)
        assert after > 1.1 * before, role


def tokens(number: str, unit: str) -> float:
    return float(number.replace(",", "")) * {"k": 1e3, "M": 1e6}.get(unit, 1)


def test_strategies_of_another_taxonomy_are_known_to_the_metric(optimize: Program, tmp_path: Path) -> None:
    train = talks(tmp_path / "talks.jsonl", 40, OF_EXTES)
    words = ("program.taxonomy=extes", "module=supporter", "metric=turn_quality", "optimizer=labeled")
    said = optimize(*words, f"train={train}")
    assert said.code == 0
    dev = load(file_in(tmp_path / "compiled")).about.scores["dev"]
    assert dev.before > 0.9, "an unknown strategy halves the score of a turn"


def test_a_folder_belongs_to_one_configuration(optimize: Program, posts: Callable[[int], Path], tmp_path: Path) -> None:
    out = tmp_path / "compiled"
    words = ("optimizer=labeled", "n=12", *SHORT)
    assert optimize(*words).code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "compiled").iterdir()}
    for word, key in (
        ("n=11", "n"),
        ("seed=1", "seed"),
        ("module=seeker", "module"),
        ("optimizer=bootstrap", "optimizer.name"),
        ("optimizer.rounds=3", "optimizer.rounds"),
        (f"train={posts(12)}", "train"),
        ("program.taxonomy=extes", "program.taxonomy"),
    ):
        said = optimize(*(old for old in words if old.partition("=")[0] != word.partition("=")[0]), word)
        assert said.code == 2 and said.out == ""
        assert said.complaint == (
            f"socialsim: out={out}: has a program that was made with another {key}; say another out=DIR"
        )
        assert {path.name: path.read_bytes() for path in (tmp_path / "compiled").iterdir()} == before
    assert optimize(*words, "cache=null", "budget.calls=1000").code == 0, "they do not change what comes out"


def test_a_corpus_and_a_compiled_program_are_not_made_in_one_folder(
    optimize: Program, socialsim: Program, tmp_path: Path
) -> None:
    corpus, compiled = tmp_path / "corpus", tmp_path / "compiled"
    assert socialsim("simulate", "n=1", f"out={corpus}", *SHORT).code == 0
    assert optimize("optimizer=labeled", "n=12", *SHORT).code == 0
    before = {path: path.read_bytes() for folder in (corpus, compiled) for path in folder.iterdir()}
    said = optimize("optimizer=labeled", "n=12", *SHORT, out="corpus")
    assert (said.code, said.out) == (2, "")
    assert said.complaint == f"socialsim: out={corpus}: is the folder of a corpus; say another out=DIR"
    for command in ("simulate", "extract"):
        said = socialsim(command, "n=1", f"out={compiled}")
        assert (said.code, said.out) == (2, "")
        assert said.complaint == f"socialsim: out={compiled}: is the folder of a compiled program; say another out=DIR"
    assert {path: path.read_bytes() for folder in (corpus, compiled) for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["module=strategy", "metric=strategy", "train={talks}"], "train={talks} has dialogues"),
        (["module=seeker", "optimizer=labeled", "demonstrations={talks}"], "demonstrations={talks} has dialogues"),
        (["module=persona", "train={labels}"], "train={labels} has labelled posts"),
    ],
)
def test_what_is_used_as_it_is_cannot_be_asked_to_be_scrubbed(
    words: list[str], what: str, optimize: Program, tmp_path: Path
) -> None:
    files = {
        "talks": talks(tmp_path / "talks.jsonl", 12),
        "labels": labelled(tmp_path / "labels.jsonl", 12),
    }
    said = optimize("privacy=scrub", *(word.format(**files) for word in words))
    assert (said.code, said.out) == (2, "")
    assert (
        said.complaint == f"socialsim: privacy=scrub: is for posts; {what.format(**files)}, which are used as they are"
    )
    assert not (tmp_path / "compiled").exists()


def test_for_metrics_on_turns_n_counts_dialogues(optimize: Program, tmp_path: Path) -> None:
    said = optimize("module=supporter", "metric=turn_quality", "optimizer=labeled", "train=seeds", "n=12")
    assert said.code == 0
    data = load(file_in(tmp_path / "compiled")).about.data
    turns = {name for part in ("train", "select", "dev", "test") for name in data[part]}
    assert len({name.partition("#")[0] for name in turns}) == 12 < len(turns)


@pytest.mark.parametrize(
    ("optimizer", "told"),
    [("labeled", ("module=strategy", "metric=strategy", "train={talks}")), ("bootstrap", ("module=seeker", "n=16"))],
)
def test_who_was_shown_to_a_program_is_not_what_it_is_judged_by_when_it_is_tuned_further(
    optimizer: str, told: tuple[str, ...], optimize: Program, tmp_path: Path
) -> None:
    train = talks(tmp_path / "talks.jsonl", 24)
    words = [f"optimizer={optimizer}", *(word.format(talks=train) for word in told), *SHORT]
    assert optimize(*words).code == 0
    first = load(file_in(tmp_path / "compiled")).about
    everybody = {name for part in ("train", "select", "dev", "test") for name in first.data[part]}
    shown = everybody & set(first.data["demonstrations"])
    assert shown and shown <= set(first.data["train"])
    said = optimize(*words, f"program.compiled={file_in(tmp_path / 'compiled')}", out="further")
    assert said.code == 0 and f"; {len(shown)} left out, " in said.out
    further = load(file_in(tmp_path / "further")).about
    kept = {name for part in ("train", "select", "dev", "test") for name in further.data[part]}
    assert kept == everybody - shown


def test_two_compiled_programs_for_one_predictor_are_refused(
    optimize: Program, socialsim: Program, tmp_path: Path
) -> None:
    for module in ("seeker", "all"):
        assert optimize("optimizer=labeled", f"module={module}", "n=12", *SHORT, out=module).code == 0
    one, other = file_in(tmp_path / "seeker"), file_in(tmp_path / "all")
    for command in ("simulate", "optimize"):
        said = socialsim(command, f"out={tmp_path / 'out'}", f"program.compiled=[{one},{other}]", "n=12", *SHORT)
        assert (said.code, said.out) == (2, "") and not (tmp_path / "out").exists()
        assert said.err.splitlines()[-1] == (
            f"socialsim: program.compiled: both {one} and {other} are for seeker.write; say one of them"
        )
