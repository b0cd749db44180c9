"""`socialsim study study=cross_dataset`: toys tuned on made-up corpora, each tested on each."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from socialsim.signatures import Dialogue, Reasoning, Turn

from tests.commands.conftest import Program

THOUGHT = Reasoning(
    situation="Something is gone.", thought="It is my fault.", action="Ask what it was.", strategy="Question"
)
SETTINGS = (
    *("model=tiny", "recipe.epochs=1", "recipe.max_tokens=256", "measure=false"),
    *("n=4", "test_n=1", "resamples=100", "evaluate=[perplexity=false,chatbot.max_tokens=12]"),
)


def write_corpus(name: str, things: tuple[str, ...], reasons: bool = False) -> str:
    """Write 12 conversations, each about something else."""
    lines = []
    for number in range(12):
        what, reasoning = f"{things[number % len(things)]} {number}", THOUGHT if reasons else None
        turns = (
            Turn(speaker="seeker", text=f"I lost {what} and {number} more of it."),
            Turn(speaker="supporter", text=f"When did you lose {what}?", reasoning=reasoning),
            Turn(speaker="seeker", text="On Monday."),
            Turn(speaker="supporter", text=f"That was hard, so {what} is gone.", reasoning=reasoning),
        )
        lines.append(json.dumps({"dialogue": Dialogue(turns=turns).model_dump(mode="json")}))
    Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return name


@pytest.fixture
def corpora(socialsim: Program) -> str:
    names = (write_corpus("losses.jsonl", ("my job", "my dog"), reasons=True), write_corpus("homes.jsonl", ("a roof",)))
    return f"corpora=[{','.join(names)}]"


def cells(name: str) -> dict[str, list[str]]:
    with (Path("a") / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return {row[0]: row[1:] for row in csv.reader(stream)}


def begun() -> dict[str, int]:
    """Return how often each step was begun, by its log."""
    return {path.stem: path.read_text(encoding="utf-8").count("$ socialsim ") for path in Path("a/logs").iterdir()}


def test_every_chatbot_on_every_corpus_and_a_corpus_more(socialsim: Program, corpora: str) -> None:
    words = ("study", "study=cross_dataset", corpora, *SETTINGS, "reasoning=false,true", "out=a")
    assert socialsim(*words).code == 0
    bots = ["losses", "losses +", "homes"]  # homes has no reasoning to learn
    assert begun() == dict.fromkeys(
        [
            *("split losses", "split homes"),
            *(f"finetune {bot}" for bot in bots),
            *(f"{bot} on {data}" for bot in bots for data in ("losses", "homes")),
            *("all on losses", "all on homes"),
        ],
        1,
    )
    found = cells("matrix-BLEU-2")
    assert [*found] == ["tuned on", *bots]
    assert found["losses +"] == [""] * len(found["losses +"])  # twelve tokens are too few to reason and reply
    # The same figure that the evaluation of one chatbot alone has.
    alone = json.loads(Path("a/answers/homes on losses/evaluation.json").read_text(encoding="utf-8"))
    figures = {one["metric"]: one for one in alone["test_sets"][0]["figures"]}
    assert float(found["homes"][found["tuned on"].index("losses")]) == pytest.approx(figures["BLEU-2"]["value"])
    page = Path("a/report.html").read_text(encoding="utf-8")
    assert "The chatbots are toys" in page
    assert "homes has no reasoning" in page

    assert socialsim(*words).code == 0
    assert {*begun().values()} == {1}

    write_corpus("games.jsonl", ("the game", "a match"))
    more = (words[0], words[1], corpora.replace("]", ",games.jsonl]"), *words[3:])
    assert socialsim(*more).code == 0
    again = {name for name, often in begun().items() if often > 1}
    assert again == {"all on losses", "all on homes"}  # with a chatbot more to compare
    assert [*cells("matrix-BLEU-2")] == ["tuned on", *bots, "games"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("corpora=losses.jsonl",), "two or more"),
        (("corpora=[losses.jsonl,losses.jsonl]",), "losses.jsonl is there twice"),
        (("corpora=[losses.jsonl,nowhere.jsonl]",), "nowhere.jsonl"),
        (("model=tinny",), "model=tinny"),
        (("reasoning=perhaps",), "reasoning=perhaps"),
        (("valid=homes.jsonl",), "valid=homes.jsonl"),
        (("recipe.epoch=1",), "recipe.epoch"),
        (("evaluate=[profil=standard]",), "profil"),
        (("evaluate=[out=b]",), "out=b"),
    ],
)
def test_what_cannot_be_is_one_line_before_anything_is_tuned(
    socialsim: Program, corpora: str, words: tuple[str, ...], complaint: str
) -> None:
    said = socialsim("study", "study=cross_dataset", corpora, "model=tiny", *words, "out=a")
    assert said.code == 2
    assert complaint in said.err.splitlines()[-1]
    assert not Path("a").exists()
