"""What `socialsim finetune` is given: which text may be trained on, whose it is, and by which name it is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.finetune_data import Gathered, gather
from socialsim.commands.schema import FinetuneConfig, ModelConfig
from socialsim.corpora.formats.psyqa import PSYQA
from socialsim.corpora.licences import CC_BY_NC, UNKNOWN
from socialsim.finetune.material import CRISIS
from socialsim.signatures import NODES, InputError

from tests.commands.conftest import Program

STEPS = "Situation: Alone.\nThought: To blame.\nAction: Ask.\nStrategy: Question"
OPENAI = {"seeker": "openai/gpt-4o", "supporter": "openai/gpt-4o"}


def gathered(*corpora: Path | str, model: str = "qwen", **options: Any) -> Gathered:
    config = FinetuneConfig(corpus=[*map(str, corpora)], model=ModelConfig(name=model), out="bot", **options)
    return gather(config)


def refusal(*corpora: Path | str, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        gathered(*corpora, **options)
    message = str(caught.value)
    assert "\n" not in message
    return message


def said(number: int) -> tuple[str, str]:
    return f"The ferry number {number} has not come for {number} weeks.", f"What did number {number} mean to you?"


def chats(path: Path, count: int, first: int = 0, **fields: Any) -> Path:
    """Write chat messages, one conversation a line."""
    lines = (
        {
            "messages": [
                {"role": role, "content": text} for role, text in zip(("user", "assistant"), said(one), strict=True)
            ]
        }
        for one in range(first, first + count)
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(line | fields) + "\n" for line in lines), encoding="utf-8")
    return path


def ssconv(path: Path, count: int, reasoning: str = STEPS, generators: dict[str, str] | None = None) -> Path:
    """Write SSConv's form: the release's own without generators, a file of ours with them."""
    records = [
        {
            "ID": number,
            **({"Generators": generators} if generators else {}),
            "Dialogue": [
                {"Turn": 1, "Seeker": said(number)[0]},
                {"Turn": 2, "Supporter Step by Step Reasoning": reasoning, "Supporter": said(number)[1]},
            ],
        }
        for number in range(count)
    ]
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


@pytest.fixture
def offline(socialsim: Program, tmp_path: Path) -> Path:
    """Return the folder of four offline dialogues."""
    assert socialsim("simulate", "posts=examples", "n=4", f"out={tmp_path / 'corpus'}").code == 0
    return tmp_path / "corpus"


def test_dialogues_of_files_and_folders_come_with_where_they_are_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, folder = chats(tmp_path / "one.jsonl", 6), chats(tmp_path / "many" / "a.jsonl", 3, first=50).parent
    chats(folder / "b.jsonl", 2, first=60)
    made = gathered(one, folder, weights=[2, 1], share=0, seed=1)
    assert len(made.material.train) == 2 * 6 + 5
    first, second = made.sources
    assert (first.name, first.format, first.dialogues, first.utterances, first.weight) == (
        "one.jsonl", "chat messages", 6, 12, 2.0,
    )  # fmt: skip
    assert (second.name, second.dialogues, second.weight) == ("many", 5, 1.0)
    assert first.digest == f"sha256:{hashlib.sha256(one.read_bytes()).hexdigest()}"
    assert second.digest not in ("", first.digest)
    printed = capsys.readouterr().out
    assert "one.jsonl was read as chat messages: 6 records" in printed
    assert "many was read as chat messages: 5 records" in printed


def test_a_file_that_is_held_out_is_no_source_of_the_chatbot(tmp_path: Path) -> None:
    valid = ssconv(tmp_path / "valid.json", 2)
    made = gathered(chats(tmp_path / "train.jsonl", 5, first=20), valid=str(valid))
    assert (len(made.material.train), len(made.material.valid)) == (5, 2)
    assert [(one.name, one.weight) for one in made.sources] == [("train.jsonl", 1.0), ("valid.json", None)]
    assert made.facts.dialogues == 5
    assert made.licence == UNKNOWN


def test_without_a_file_that_is_held_out_a_share_is(tmp_path: Path) -> None:
    made = gathered(chats(tmp_path / "train.jsonl", 20), share=0.25, seed=3)
    assert (len(made.material.train), len(made.material.valid)) == (15, 5)
    assert made.material.digest != gathered(tmp_path / "train.jsonl", share=0.25, seed=4).material.digest


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    corpora = [chats(tmp_path / name / "train.jsonl", 3, first=10 * at) for at, name in enumerate(("a", "b"))]
    assert [one.name for one in gathered(*corpora).sources] == [*map(str, corpora)]


def test_the_licence_is_the_strictest_and_can_be_no_laxer(tmp_path: Path) -> None:
    free, theirs = chats(tmp_path / "free.jsonl", 3, first=20), ssconv(tmp_path / "ssconv.json", 3)
    assert gathered(free).licence == UNKNOWN
    assert gathered(free, licence="cc-by-4.0").licence.id == "cc-by-4.0"
    assert gathered(free, theirs).licence == CC_BY_NC
    assert refusal(free, theirs, licence="mit").startswith("licence=mit: a source (CC BY-NC 4.0) rules out commercial")


def test_who_wrote_a_corpus_is_known(tmp_path: Path) -> None:
    made = gathered(ssconv(tmp_path / "ssconv.json", 3, generators=OPENAI))
    assert made.facts.generators == {"seeker": ("openai/gpt-4o",), "supporter": ("openai/gpt-4o",)}
    assert made.licence == UNKNOWN  # nobody's corpus


def test_text_of_rules_is_no_training_data_whatever_it_went_through(
    offline: Path, socialsim: Program, tmp_path: Path
) -> None:
    through = tmp_path / "chats.jsonl"
    assert socialsim("convert", f"in={offline}", "to=messages", f"out={through}").code == 0
    good = chats(tmp_path / "good.jsonl", 3)
    told = (
        "was written by offline/rules-2, which is for trying the pipeline; its text is no training data "
        "(model=tiny may learn from it, to prove the path)"
    )
    for source in (offline, offline / "dialogues.jsonl", offline / "ssconv.json", through):
        assert refusal(good, source) == f"{source.name}: {told}"
        assert refusal(good, valid=str(source)) == f"{source.name}: {told}"


def test_a_toy_may_learn_from_text_of_rules(offline: Path, tmp_path: Path) -> None:
    made = gathered(offline, model="tiny", reasoning=True, share=0.25)
    assert (len(made.material.train), len(made.material.valid), made.nodes) == (3, 1, tuple(NODES))
    assert made.facts.offline == ("offline/rules-2",)
    assert made.facts.generators.keys() == {"extractor", "seeker", "supporter"}
    (source,) = made.sources
    assert (source.name, source.format, source.dialogues) == ("corpus", "corpus folder", 4)
    assert source.digest.startswith("sha256:")
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "llama", "socialsim_toy": True}), encoding="utf-8")
    assert gathered(offline, model=str(tmp_path)).material.train


def test_reasoning_is_asked_for_by_its_steps(tmp_path: Path) -> None:
    corpus = ssconv(tmp_path / "ssconv.json", 3)
    assert gathered(corpus).nodes == ()
    assert gathered(corpus, reasoning=True).nodes == tuple(NODES)
    assert gathered(corpus, reasoning=True, nodes=["action", "strategy"]).nodes == ("action", "strategy")
    assert refusal(corpus, reasoning=True, nodes=["motive"]).startswith(
        "ssconv.json: no reply has all of motive, but situation, thought, action, strategy; say nodes="
    )
    assert refusal(chats(tmp_path / "chats.jsonl", 3), reasoning=True).startswith(
        "chats.jsonl: has no reasoning; say reasoning=false, or a corpus with it"
    )
    assert refusal(chats(tmp_path / "chats.jsonl", 3), valid=str(corpus), reasoning=True).startswith("chats.jsonl: has")


def test_crises_are_in_it_where_that_is_asked_for(tmp_path: Path) -> None:
    corpus = chats(tmp_path / "chats.jsonl", 3)
    with corpus.open("a", encoding="utf-8") as file:
        turns = [("user", "I want to kill myself tonight."), ("assistant", "Are you safe now?")]
        file.write(json.dumps({"messages": [{"role": role, "content": text} for role, text in turns]}) + "\n")
    assert gathered(corpus, share=0).material.left_out == {CRISIS: 1}
    assert len(gathered(corpus, share=0, crisis=True).material.train) == 4


def test_the_first_dialogues_are_enough_to_try(tmp_path: Path) -> None:
    made = gathered(chats(tmp_path / "a.jsonl", 9), chats(tmp_path / "b.jsonl", 9, first=20), n=3, share=0)
    assert sorted(turn.text for one in made.material.train for turn in one.turns if turn.speaker == "seeker") == sorted(
        said(number)[0] for number in (0, 1, 2, 20, 21, 22)
    )


def test_a_run_is_that_of_the_corpus_and_not_of_what_is_held_out(offline: Path, tmp_path: Path) -> None:
    valid = chats(tmp_path / "valid.jsonl", 2)
    made = gathered(offline, model="tiny", run=1, valid=str(valid))
    assert (len(made.material.train), len(made.material.valid)) == (4, 2)
    assert refusal(offline, model="tiny", run=7).startswith("run=7: ")


def test_files_are_read_in_their_encoding(tmp_path: Path) -> None:
    record = {"messages": [{"role": "user", "content": "Ça ne va pas."}, {"role": "assistant", "content": "Déjà ?"}]}
    path = tmp_path / "fr.jsonl"
    path.write_bytes((json.dumps(record, ensure_ascii=False) + "\n").encode("latin-1"))
    assert gathered(path, encoding="latin-1", share=0).material.train[0].turns[1].text == "Déjà ?"
    assert "fr.jsonl" in refusal(path)


def test_terms_that_have_to_be_known_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = {
        "question": "How can I sleep?", "description": "I lie awake.", "keywords": "sleep",
        "answers": [{"answer_text": "Breathe slowly.", "labels_sequence": None, "has_label": False}], "questionID": 1,
    }  # fmt: skip
    path = tmp_path / "psyqa.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    assert gathered(path, share=0).licence == PSYQA.licence
    assert PSYQA.licence.notice in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("names", "options", "problem"),
    [
        ((), {}, "corpus=[]: there is nothing to train on; say corpus=FILE"),
        (("a", "b/../a"), {}, "corpus=[a, b/../a]: one is there twice; weights=[…] says how often it is seen"),
        (("a", "b"), {"weights": [1.0]}, "weights=[1.0]: has to be one number for each of the corpora (a, b)"),
        (("a", "b"), {"run": 1}, "run=1: is for one corpus, and there are 2"),
        (("a",), {"n": 0}, "n=0: has to be 1 or more"),
        (("a",), {"nodes": ["action"]}, "nodes=['action']: is for reasoning=true; say that, or leave it out"),
        (("a",), {"nodes": ["action", "action"], "reasoning": True}, "nodes=['action', 'action']: one is there twice"),
    ],
)
def test_what_does_not_go_together_is_one_sentence_before_a_file_is_read(
    names: Sequence[str], options: dict[str, Any], problem: str
) -> None:
    assert refusal(*names, **options) == problem


def test_a_file_that_is_none_is_told_before_another_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "none.jsonl" in refusal(chats(tmp_path / "a.jsonl", 3), tmp_path / "none.jsonl")
    assert "was read as" not in capsys.readouterr().out


def test_a_weight_of_nothing_names_its_corpus(tmp_path: Path) -> None:
    corpora = chats(tmp_path / "a.jsonl", 3), chats(tmp_path / "b.jsonl", 3, first=20)
    assert refusal(*corpora, weights=[1, 0]) == "weights: 0 for b.jsonl: has to be more than 0, and 100 at most"


def test_of_a_real_corpus_no_dialogue_is_lost_or_on_both_sides(open_file: Callable[[str], Path]) -> None:
    made = gathered(open_file("esconv_hf/valid.txt"), open_file("esconv_hf/test.part-open.txt"), crisis=True)
    train, valid = made.material.train, made.material.valid
    assert len(train) + len(valid) == 195 + 28
    assert {one.id for one in train}.isdisjoint(one.id for one in valid)
    assert (made.licence, made.material.notes) == (CC_BY_NC, ())
