"""`socialsim reproduce`: every command that it lists can be typed, and takes what it is said to take."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hydra import initialize_config_module
from omegaconf import OmegaConf
from socialsim.commands.overrides import swept
from socialsim.commands.reproduce import commands, experiment_of
from socialsim.commands.reproduce_estimate import Estimator
from socialsim.commands.reproduce_experiments import EXPERIMENTS, FEW, Experiment
from socialsim.commands.schema import SCHEMAS, PostsConfig, ReproduceConfig, register
from socialsim.commands.study_steps import compose
from socialsim.signatures import Dialogue, Reasoning, Turn

from tests.commands.conftest import Program, Said
from tests.commands.test_judge import saying
from tests.generators.local.tiny import make_model
from tests.server import Server

DOCS = Path(__file__).resolve().parents[2] / "docs"
NAMES = [one.name for one in EXPERIMENTS]


def config_of(*generators: str, posts: str | None = "examples", n: int = 3229, out: str = "runs") -> ReproduceConfig:
    return ReproduceConfig(None, list(generators or ["gpt-4"]), "claude", PostsConfig(posts), n, out)


@pytest.fixture
def hydra() -> Iterator[None]:
    register()
    OmegaConf.register_new_resolver("socialsim.swept", swept, replace=True)
    with initialize_config_module("socialsim.conf", version_base="1.3"):
        yield


# What is listed


def test_the_papers_experiments_come_first_and_each_has_its_commands() -> None:
    assert NAMES[:8] == "personas ssconv statistics ratings chatbots reasoning ablation cross_domain".split()
    assert [one.name for one in EXPERIMENTS if not one.place] == ["llm_dependency", "scaling", "experts", "outcome"]
    assert all(one.lines and one.differs and one.data for one in EXPERIMENTS)


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=NAMES)
@pytest.mark.parametrize(
    "config",
    [config_of(), config_of("offline", "gpt-4o", posts="my posts (1).csv", n=7, out="it's mine, (1)")],
    ids=["plain", "odd"],
)
@pytest.mark.usefixtures("hydra")
def test_every_listed_command_is_one_that_can_be_typed(experiment: Experiment, config: ReproduceConfig) -> None:
    listed = commands(config, experiment)
    for words in listed:
        typed = shlex.split(shlex.join(["socialsim", *words]))[1:]
        composed = compose(typed[0], typed[1:])
        assert isinstance(composed, SCHEMAS[typed[0]])
        if getattr(composed, "out", None) is not None:
            assert composed.out.startswith(config.out)
    assert not [word for words in listed for word in words if re.search(r"[{}]", word)]


def test_what_the_user_named_stands_in_the_commands() -> None:
    (extract, *_) = commands(config_of("gpt-4o", posts="p.csv", n=40, out="o"), experiment_of("personas"))
    assert extract == ["extract", "posts=p.csv", "lm=gpt-4o", "n=40", "out=o/gpt-4o/bank"]
    (extract, *_) = commands(config_of(posts=None), experiment_of("personas"))
    assert extract[1] == "posts=psyqa.json", "the paper's posts, which everybody has to bring"
    (study,) = commands(config_of("gpt-4", "offline"), experiment_of("llm_dependency"))
    assert {"lm=gpt-4,offline", f"n={FEW}", "personas=runs/gpt-4/bank"} <= {*study}


def test_the_guide_has_every_experiment() -> None:
    guide = (DOCS / "reproducing.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in guide] == []


# What is printed


def test_the_list_says_of_each_what_it_would_take_and_nothing_is_written(socialsim: Program) -> None:
    said = socialsim("reproduce", "lm=gpt-4,llama-3.1-8b,offline", "n=20")
    assert said.code == 0
    rows = [line for line in said.out.splitlines() if line.partition(" ")[0] in NAMES]
    assert [row.split()[0] for row in rows] == NAMES
    (personas,) = (row for row in rows if row.startswith("personas"))
    calls, _, _, gpt4, llama, offline, judge = re.split(r"\s{2,}|(?<=[\d.]) (?=[MkG]\b)", personas.strip())[2:]
    assert (calls, llama, offline, judge) == ("40", "not known", "0.00", "–")
    assert float(gpt4) > 0
    assert "claude" in said.out and not list(Path.cwd().iterdir())


@pytest.mark.parametrize("name", ["personas", "chatbots", "experts", "outcome"])
def test_one_is_shown_with_what_differs_and_its_commands(name: str, socialsim: Program) -> None:
    said = socialsim("reproduce", name, "lm=gpt-4", "n=3")
    assert said.code == 0, said.err
    experiment = experiment_of(name)
    assert all(text in said.out for text in (experiment.paper, experiment.ours, *experiment.differs, *experiment.data))
    shown = [shlex.split(line) for line in said.out.splitlines() if line.startswith("  socialsim ")]
    wanted = commands(config_of(posts=None, n=3, out="outputs/reproduce"), experiment)
    assert shown == [["socialsim", *words] for words in wanted]
    assert ("No LM is asked" in said.out) == (not any(line.asks for line in experiment.lines))
    assert not list(Path.cwd().iterdir())


# What it would take


def total(said: Said) -> tuple[str, ...]:
    """Return calls, tokens and dollars of the last row of a forecast, as printed."""
    (row,) = re.findall(r"^(?:total|gpt-4) +(.*)$", said.out, re.MULTILINE)
    return tuple(re.split(r"\s{2,}", row.strip()))


def test_the_estimate_is_that_of_the_listed_commands_themselves(socialsim: Program, tmp_path: Path) -> None:
    told = total(socialsim("reproduce", "personas", "posts=examples", "lm=gpt-4", "n=20"))
    (extract, *_) = commands(config_of(n=20, out=str(tmp_path)), experiment_of("personas"))
    assert told == total(socialsim(*extract, "dry_run=true"))
    told = total(socialsim("reproduce", "ssconv", "posts=examples", "lm=gpt-4", "n=20"))
    assert socialsim("extract", "posts=examples", "n=20", f"out={tmp_path}/gpt-4/bank").code == 0
    listed = commands(config_of(n=20, out=str(tmp_path)), experiment_of("ssconv"))
    runs = [total(socialsim(*words, "dry_run=true")) for words in listed]
    assert float(told[0].replace(",", "")) == pytest.approx(
        sum(float(run[0].replace(",", "")) for run in runs), rel=0.02
    )
    assert float(told[-1]) == pytest.approx(sum(float(run[-1]) for run in runs), rel=0.05)


@pytest.mark.usefixtures("hydra")
def test_who_answers_changes_the_price_and_nothing_else() -> None:
    estimator = Estimator(config_of("gpt-4", "gpt-4o", "offline", n=50))
    dear, cheap, free, _ = estimator.roles(experiment_of("ablation"))
    assert dear.calls == cheap.calls == free.calls and dear.tokens == cheap.tokens == free.tokens
    assert dear.usd and cheap.usd and dear.usd[0] > cheap.usd[1] > 0
    assert free.usd == (0.0, 0.0)


@pytest.mark.usefixtures("hydra")
def test_a_grid_is_made_of_the_frameworks_of_its_study_and_a_judge_rates_all_of_it() -> None:
    estimator = Estimator(config_of("gpt-4", "gpt-4o", n=500))
    *generators, judge = estimator.roles(experiment_of("llm_dependency"))
    assert [role.name for role in generators] == ["gpt-4", "gpt-4o"] and judge.name == "judge claude"
    assert judge.calls == 2 * 4 * 2 * FEW, "generators × frameworks × seeds × personas, a call each"
    frameworks = compose("study", ["study=ablation"]).study.frameworks
    assert estimator.roles(experiment_of("ablation"))[-1].calls == len(frameworks) * 2 * FEW


# What is the user's to mend


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["ablaton"], "experiment=ablaton: there is no such experiment, did you mean ablation?; there are personas, "),
        (["lm=gpt4"], "lm=gpt4: no such lm, did you mean gpt-4?"),
        (["lm=gpt-4,server"], "lm=server: says no model by itself"),
        (["lm=chatbot"], "lm=chatbot: it was tuned to support and does nothing else; name a model"),
        (["lm="], "lm=: names no LM"),
        (["judge=offline"], "the offline generator cannot judge"),
        (["n=0"], "n=0: has to be 1 or more"),
        (["posts=none.csv"], "none.csv: no such file"),
    ],
)
def test_what_cannot_be_is_one_line(words: list[str], complaint: str, socialsim: Program) -> None:
    said = socialsim("reproduce", *words)
    assert said.code == 2 and complaint in said.complaint
    assert said.out == ""


# What is listed, done: small, by rules and a toy


def write_corpora(folder: Path) -> None:
    """Write made-up dialogues in the forms of the corpora that the paper compares with, and people's ratings."""
    told: list[Any] = [
        {
            "experience_type": "Previous Experience",
            "emotion_type": "anxiety",
            "problem_type": "job crisis",
            "situation": f"The ferry of island {number} stopped.",
            "survey_score": {"seeker": {"initial_emotion_intensity": "5"}, "supporter": {}},
            "dialog": [
                {"speaker": "seeker", "annotation": {}, "content": f"I missed ferry number {number}."},
                {"speaker": "supporter", "annotation": {"strategy": "Question"}, "content": "When was that?"},
                {"speaker": "seeker", "annotation": {}, "content": "On Monday, and nobody came."},
                {"speaker": "supporter", "annotation": {"strategy": "Others"}, "content": "How lonely."},
            ],
            **{f"{who}_question{which}": "" for who in ("seeker", "supporter") for which in (1, 2)},
        }
        for number in range(8)
    ]
    (folder / "ESConv.json").write_text(json.dumps(told))
    lines = [[["usr", f"Kiln {number} broke."], ["sys", "When?"], ["usr", "Today."]] for number in range(8)]
    (folder / "augesc.txt").write_text("".join(json.dumps(line) + "\n" for line in lines))
    extes = [
        {
            "scene": "Work",
            "description": f"Kiln {number}.",
            "content": [{"User": f"Kiln {number} broke."}, {"AI Strategy": "Others", "AI": "I see."}],
        }
        for number in range(8)
    ]
    (folder / "ExTES.json").write_text(json.dumps(extes))


def write_ssconv(path: Path) -> None:
    """Write made-up dialogues with the reasoning behind each reply, in our own form."""
    thought = Reasoning(situation="A loss.", thought="Nobody comes.", action="Ask.", strategy="Question")
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(12):
            turns = (
                Turn(speaker="seeker", text=f"I missed boat {number}."),
                Turn(speaker="supporter", text=f"When did boat {number} leave?", reasoning=thought),
                Turn(speaker="seeker", text="On Monday."),
                Turn(speaker="supporter", text="That was hard.", reasoning=thought),
            )
            stream.write(json.dumps({"dialogue": Dialogue(turns=turns).model_dump(mode="json")}) + "\n")


def test_the_listed_commands_do_what_they_say_from_posts_to_agreement(socialsim: Program, server: Server) -> None:
    server.answer = saying(lambda name, body: 2)
    judge = ["lm@judge_lm=server", "judge_lm.model=m", f"judge_lm.api_base={server.base_url}", "judge_lm.retries=0"]
    write_corpora(Path.cwd())
    people = ["item,dimension,rater,value"]
    for name in ("personas", "ssconv", "statistics", "ratings"):
        for words in commands(config_of("offline", n=2), experiment_of(name)):
            if words[0] == "agree":
                rated = Path("runs/offline/rated/ratings.csv").read_text().splitlines()[1:]
                items = {line.split(",")[0] for line in rated}
                people += [f"{item},coherence,{who},{who[-1]}" for item in sorted(items) for who in ("p1", "p2")]
                Path("people.csv").write_text("\n".join(people) + "\n")
            typed = [one for word in words for one in (judge if word == "lm@judge_lm=claude" else [word])]
            said = socialsim(*typed)
            assert said.code == 0, (words, said.err)
    assert len(json.loads(Path("runs/offline/ssconv/ssconv.json").read_text())) == 2
    assert "ExTES" in next(Path("runs/offline/statistics").glob("*.csv")).read_text()
    assert "judge" in Path("runs/offline/agreement/agreement.csv").read_text()


def test_the_listed_commands_do_what_they_say_from_a_corpus_to_compared_chatbots(socialsim: Program) -> None:
    for package in ("torch", "trl", "peft"):
        pytest.importorskip(package)
    toy = make_model(Path.cwd() / "base", context=512)
    write_corpora(Path.cwd())
    write_ssconv(Path("runs/offline/ssconv"))  # by hand: what rules wrote is no training data
    for name in ("chatbots", "reasoning"):
        for words in commands(config_of("offline"), experiment_of(name)):
            typed = [word.replace("llama-2-7b", str(toy)).replace("epochs=5", "epochs=1") for word in words]
            if words[0] == "finetune":
                typed += ["recipe.max_tokens=256", "recipe.batch=8", "measure=false"]
            if any(word.startswith("chatbot=") for word in words):
                typed += ["n=1", "chatbot.max_tokens=24", "max_tokens=256", "resamples=100"]
            said = socialsim(*typed)
            assert said.code == 0, (words, said.err)
    figures = Path("runs/offline/reasoning/figures.csv").read_text()
    assert "SSConv-reasoning" in figures and "NAvg" in figures
