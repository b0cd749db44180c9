"""`socialsim evaluate`: published figures by a command, chatbots that answer, systems compared, wrong input."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.replies import read_replies
from socialsim.generators.remote import CHECK

from tests.commands.conftest import Program, read_json
from tests.server import Server, plausible

OpenFile = Callable[[str], Path]
SAID = ["How are you?", "That sounds hard .", "What happened then?", "I am sorry to hear that."]


def replies(path: Path, *texts: str | None, **more: Any) -> Path:
    """Write a table of replies, two to each of two conversations."""
    rows = [
        {"dialogue": f"d{number // 2}", "turn": number % 2 + 1, "generated": text, "target": said, **more}
        for number, (text, said) in enumerate(zip(texts, SAID, strict=True))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def conversations(tmp_path: Path) -> Path:
    """Return a file of three conversations with two replies each."""
    records = [
        {
            "dialog": [
                {"speaker": "usr", "text": f"I lost my job in week {number}."},
                {"speaker": "sys", "text": "How did it happen?", "strategy": "Question"},
                {"speaker": "usr", "text": "The plant closed, just like that."},
                {"speaker": "sys", "text": "That must be frightening.", "strategy": "Reflection of feelings"},
            ]
        }
        for number in range(3)
    ]
    path = tmp_path / "people.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def figures(folder: Path) -> dict[tuple[str, str], float]:
    """Return (system, metric) → the figure."""
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        return {(row["system"], row["metric"]): float(row["value"] or "nan") for row in csv.DictReader(file)}


def test_nlg_eval_s_example(socialsim: Program, open_file: OpenFile) -> None:
    hyp, one, two = (open_file(f"nlgeval_example/{name}.txt") for name in ("hyp", "ref1", "ref2"))
    said = socialsim("evaluate", hyp, f"references=[{one},{two}]", "profile=nlg-eval", "out=e")
    assert said.code == 0
    published = {
        "BLEU-1": "0.550000", "BLEU-2": "0.428174", "BLEU-3": "0.284043", "BLEU-4": "0.201143",
        "ROUGE-L": "0.522104", "CIDEr": "1.242192",
    }  # fmt: skip
    assert {metric: f"{value:.6f}" for (_, metric), value in figures(Path("e")).items()} == published


def test_mime_s_bleu(socialsim: Program, open_file: OpenFile) -> None:
    said = socialsim("evaluate", open_file("empatheticdialogues/mime_output.txt"), "profile=multi-bleu", "out=e")
    assert said.code == 0
    found = figures(Path("e"))
    told = {system: f"{found[system, 'BLEU-4']:.2f}" for system in ("Greedy", "Beam", "Topk")}
    assert told == {"Greedy": "2.76", "Beam": "3.13", "Topk": "1.76"}
    assert next(line.split()[-1] for line in said.out.splitlines() if line.startswith("BLEU-4 ")) == "5,255"


@pytest.mark.parametrize(
    ("name", "bleu", "rouge"),
    [("vanilla", "4.980785213", "14.925831903"), ("joint", "4.501453072", "13.973720037")],
)
def test_deepseek_s_replies(socialsim: Program, open_file: OpenFile, name: str, bleu: str, rouge: str) -> None:
    table = open_file(f"esconv_outputs_deepseek/details_{name}.csv")
    assert socialsim("evaluate", table, "profile=sentence-split", "out=e").code == 0
    found = {metric: value for (_, metric), value in figures(Path("e")).items()}
    assert (f"{found['BLEU-2']:.9f}", f"{found['ROUGE-L']:.9f}") == (bleu, rouge)
    with table.open(encoding="utf-8", newline="") as theirs, Path("e/scores.csv").open(encoding="utf-8") as ours:
        for row, mine in zip(csv.DictReader(theirs), csv.DictReader(ours), strict=True):
            assert float(mine["BLEU-2"]) == pytest.approx(float(row["bleu-2"]), abs=1e-8)
            assert float(mine["ROUGE-L"]) == pytest.approx(float(row["rouge-l"]), abs=1e-8)
    if name == "joint":
        assert f"{found['strategy accuracy']:.10f}" == "0.3075701429"
        assert f"{found['strategy macro-F1']:.10f}" == "0.2207830013"
        report = read_json(open_file("esconv_outputs_deepseek/report_joint.json"))
        (confusion,) = read_json(Path("e/evaluation.json"))["test_sets"][0]["confusions"]
        assert confusion["counts"] == report["confusion_matrix"]
        assert [f"[{label}]" for label in confusion["labels"]] == report["labels"]


def test_systems_are_compared_on_what_both_have(socialsim: Program, tmp_path: Path) -> None:
    a = replies(tmp_path / "a.jsonl", *SAID[:3], None)
    b = replies(tmp_path / "b.jsonl", "Yes.", SAID[1], "No?", "Well.")
    said = socialsim("evaluate", a, b, "out=e", "profile.metrics=[bleu-1,length]", "baseline=b")
    assert said.code == 0
    (found,) = read_json(Path("e/evaluation.json"))["test_sets"]
    assert found["systems"] == ["a", "b"]
    by_name = {(one["system"], one["metric"]): one for one in found["figures"]}
    assert (by_name["a", "BLEU-1"]["n"], by_name["a", "BLEU-1"]["missing"], by_name["b", "BLEU-1"]["n"]) == (3, 1, 4)
    assert by_name["a", "BLEU-1"]["value"] == pytest.approx(100)
    assert {(one["metric"], one["a"], one["b"], one["n"]) for one in found["contrasts"]} == {
        ("BLEU-1", "a", "b", 3), ("Length", "a", "b", 3)
    }  # fmt: skip
    assert [one["system"] for one in found["navg"]] == ["a", "b"]
    assert "NAvg: ratio to the mean of a, b, mean over BLEU-1" in said.out
    assert "3 / 4" in said.out  # every table prints its n


def test_the_same_replies_do_not_differ_whatever_is_missing_beside_them(socialsim: Program, tmp_path: Path) -> None:
    rows = [
        {"dialogue": f"d{number // 3}", "turn": number, "target": f"{SAID[number % 4]} {number}", "generated": text}
        for number in range(30)
        for text in [f"{SAID[(number * 7) % 4]} {number % 5}"]
    ]
    for name, gap in (("a", 3), ("b", 5)):
        told = [row | ({"generated": None} if place % gap == 0 else {}) for place, row in enumerate(rows)]
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in told))
    assert socialsim("evaluate", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "out=e").code == 0
    (found,) = read_json(Path("e/evaluation.json"))["test_sets"]
    told = {(one["difference"], one["low"], one["high"], one["p_holm"], one["effect"]) for one in found["contrasts"]}
    assert told == {(0.0, 0.0, 0.0, 1.0, None)}
    assert {one["wins"] for one in found["contrasts"]} == {0.5, None}
    assert {one["n"] for one in found["contrasts"]} == {16}


def test_an_interval_ends_where_a_figure_does(socialsim: Program, tmp_path: Path) -> None:
    rows = [{"dialogue": str(number), "generated": text, "target": SAID[0]} for number, text in enumerate(SAID[:3])]
    path = tmp_path / "three.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert socialsim("evaluate", path, "out=e", "profile.metrics=[bleu-1,rouge-l,f1,distinct-1,length]").code == 0
    (found,) = read_json(Path("e/evaluation.json"))["test_sets"]
    for one in found["figures"]:
        most = float("inf") if one["metric"] == "Length" else 100
        assert 0 <= one["low"] <= one["value"] <= one["high"] <= most
    assert {one["high"] for one in found["figures"] if one["metric"] != "Length"} == {100}


def test_navg_is_of_what_every_system_has(socialsim: Program, tmp_path: Path) -> None:
    a, b = replies(tmp_path / "a.jsonl", *SAID), replies(tmp_path / "b.jsonl", "", "", "", "")
    none = replies(tmp_path / "none.jsonl", None, None, None, None)
    chosen = "profile.metrics=[f1,distinct-1,length]"
    said = socialsim("evaluate", a, b, none, "out=e", chosen)
    assert said.code == 0 and "NAvg: ratio to the mean of a, b, mean over F1\n" in said.out  # blanks have no Distinct
    averages = {one["system"]: one["value"] for one in read_json(Path("e/evaluation.json"))["test_sets"][0]["navg"]}
    assert averages == {"a": pytest.approx(2), "b": 0}
    said = socialsim(
        "evaluate", a, a, "names=[one,two]", "out=e", chosen, "navg.metrics=[Length,F1]", "navg.lower=[Length]"
    )
    assert said.code == 0 and "inverted for Length, mean over Length, F1" in said.out


def test_the_same_command_writes_the_same_bytes(socialsim: Program, tmp_path: Path) -> None:
    table = replies(tmp_path / "a.jsonl", *SAID)
    for folder in ("one", "two"):
        assert socialsim("evaluate", table, f"out={folder}", "profile=standard").code == 0
    for name in ("figures.csv", "figures.tex", "scores.csv"):
        assert (Path("one") / name).read_bytes() == (Path("two") / name).read_bytes()
    one, two = (read_json(Path(folder) / "evaluation.json") for folder in ("one", "two"))
    assert one["config"].pop("out") == "one" and two["config"].pop("out") == "two"
    assert one == two and len(one["files"][str(table)]) == len("sha256:") + 64


def test_what_was_changed_in_a_profile_is_in_every_row(socialsim: Program, tmp_path: Path) -> None:
    table = replies(tmp_path / "a.jsonl", *SAID)
    said = socialsim(
        "evaluate", table, "out=e", "profile=standard", "profile.rouge.beta=2", "profile.metrics=[rouge-l]"
    )
    assert said.code == 0
    with Path("e/figures.csv").open(encoding="utf-8", newline="") as file:
        assert {row["profile"] for row in csv.DictReader(file)} == {"standard, metrics=[rouge-l], rouge.beta=2.0"}
    assert "profile standard, metrics=[rouge-l], rouge.beta=2.0: tokens: " in said.out


def test_test_sets_of_several_systems_are_a_matrix(socialsim: Program, tmp_path: Path) -> None:
    rows = [
        {"system": system, "data": data, "dialogue": f"d{number}", "turn": 1, "context": [], "references": [text],
         "text": text if system == data else "No.", "strategy": None, "reference_strategy": None, "reasoning": None,
         "about": {}}
        for system in ("ESConv", "ExTES") for data in ("ESConv", "ExTES") for number, text in enumerate(SAID)
    ]  # fmt: skip
    path = tmp_path / "replies.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    said = socialsim("evaluate", path, "out=e", "profile.metrics=[rouge-l]")
    assert said.code == 0
    lines = [line.split() for line in said.out.splitlines()]
    place = lines.index(["ROUGE-L", "ESConv", "ExTES"])
    assert [line[0] for line in lines[place + 1 : place + 3]] == ["ESConv", "ExTES"]
    assert lines[place + 1][1] == lines[place + 2][-4] == "100.00"
    assert len(read_json(Path("e/evaluation.json"))["test_sets"]) == 2


def test_a_chatbot_answers_and_its_replies_can_be_measured_again(socialsim: Program, conversations: Path) -> None:
    said = socialsim("evaluate", f"corpus={conversations}", "chatbot=offline", "program=full", "out=e")
    assert said.code == 0
    (made,) = read_replies(Path("e/replies.jsonl")).outputs
    assert len(made.replies) == 6 and all(one.text and one.reasoning and one.strategy for one in made.replies)
    assert [one.references[0] for one in made.replies[:2]] == ["How did it happen?", "That must be frightening."]
    before = Path("e/figures.csv").read_bytes()
    assert ("offline/rules-2", "strategy accuracy") in figures(Path("e"))
    assert socialsim("evaluate", "e/replies.jsonl", "out=again").code == 0
    assert Path("again/figures.csv").read_bytes() == before


def test_a_server_answers_once_and_failures_are_missing(
    socialsim: Program, server: Server, conversations: Path
) -> None:
    def answer(body: dict[str, Any]) -> str:
        broken = "week 1" in str(body["messages"]) and "plant closed" not in str(body["messages"])
        return "" if broken else plausible(body)

    server.answer = answer
    bot = ["chatbot=server", "chatbot.model=mine", f"chatbot.api_base={server.base_url}", "chatbot.retries=0"]
    said = socialsim("evaluate", f"corpus={conversations}", *bot, "out=e", "names=mine")
    assert said.code == 0
    (made,) = read_replies(Path("e/replies.jsonl")).outputs
    assert [one.text is None for one in made.replies] == [False, False, True, False, False, False]
    assert made.replies[2].about == {"failed": "parse-failed"}
    (found,) = read_json(Path("e/evaluation.json"))["test_sets"]
    assert {(one["n"], one["missing"]) for one in found["figures"]} == {(5, 1)}
    first = (Path("e/replies.jsonl").read_bytes(), Path("e/figures.csv").read_bytes())
    calls = len(server.requests)
    assert calls > 6 and not any(CHECK in str(body["messages"]) for body in server.requests)
    assert socialsim("evaluate", f"corpus={conversations}", *bot, "out=e", "names=mine").code == 0
    assert len(server.requests) == calls  # all from the cache
    assert (Path("e/replies.jsonl").read_bytes(), Path("e/figures.csv").read_bytes()) == first


def test_a_chatbot_is_taken_as_it_is_unless_it_is_said_how_to_ask_it(
    socialsim: Program, server: Server, conversations: Path
) -> None:
    bot = ["chatbot=server", "chatbot.model=mine", f"chatbot.api_base={server.base_url}", "n=1"]
    systems = {}
    for words in ([], ["program.system=Be kind: 5 > 4, {really}"], ["program=direct"]):
        server.requests.clear()
        said = socialsim("evaluate", f"corpus={conversations}", *bot, f"out=e{len(systems)}", *words)
        assert said.code == 0, said.err
        first = [body["messages"][0] for body in server.requests]
        systems[" ".join(words)] = {one["content"] for one in first if one["role"] == "system"}
    plain, own, ours = systems.values()
    assert (plain, own) == (set(), {"Be kind: 5 > 4, {really}"})
    assert all("You are the supporter" in text for text in ours) and len(ours) == 1


def test_the_supporters_of_a_corpus_have_figures_without_references(socialsim: Program, conversations: Path) -> None:
    said = socialsim("evaluate", f"corpus={conversations}", "out=e")
    assert said.code == 0
    assert {metric for _, metric in figures(Path("e"))} == {"Distinct-1", "Distinct-2", "Distinct-3", "Length"}
    assert "of no reply, for want of references: BLEU-1, " in said.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "outputs=[], corpus=None: one of them is needed"),
        (["TABLE", "corpus=TABLE"], "one of them is needed"),
        (["TABLE", "chatbot=offline"], "chatbot=: answers a corpus"),
        (["TABLE", "n=3"], "n=3: is for corpus=, and there is outputs=; leave it out"),
        (["corpus=PEOPLE", "references=[a.txt]"], "is for outputs=, and there is corpus="),
        (["corpus=PEOPLE", "n=0"], "n=0: has to be 1 or more"),
        (["corpus=PEOPLE", "chatbot=offline", "perplexity=true"], "perplexity=true: needs a chatbot that is a model"),
        (["corpus=PEOPLE", "chatbot=offline", "answer=false"], "answer=false: then there is only perplexity"),
        (
            ["corpus=PEOPLE", "chatbot=offline", "program=direct", "program.system=Hi"],
            "program.system: is for a chatbot",
        ),
        (["corpus=PEOPLE", "chatbot=offline", "program=full", "program.nodes=[hope]"], "'hope' is not a reason"),
        (["corpus=PEOPLE", "chatbot=offline", "program.kind=single_shot"], "program.kind=single_shot has no reply"),
        (["TABLE", "resamples=10"], "resamples=10: has to be 100 or more"),
        (["TABLE", "labels=plutchik"], "labels=plutchik: there is no such taxonomy; there are esconv, extes"),
        (["TABLE", "baseline=c"], "baseline=c: there is no such system; there are a"),
        (["TABLE", "navg.reference=c"], "navg.reference=c: there is no such system; there are a"),
        (["TABLE", "profile.metrics=[blue-1]"], "profile.metrics: blue-1: there is no such metric"),
        (["TABLE", "profile=misc-bpe"], "profile.tokenizer: this profile counts the tokens of a model"),
        (["TABLE", "columns.text=nothing"], "nothing"),
        (["TABLE", "names=[a,b,c]"], "names=['a', 'b', 'c']: has to be one name for each of the 1 systems"),
        (["TABLE", "navg.metrics=[foo]"], "NAvg compares systems, and there is one"),
        (["missing.jsonl"], "missing.jsonl: no such file"),
        (["PEOPLE"], "people.jsonl"),
        (["TABLE", "out=PEOPLE"], "is a file; say a folder"),
    ],
)
def test_wrong_input_is_one_line_and_nothing_is_written(
    socialsim: Program, tmp_path: Path, conversations: Path, words: list[str], complaint: str
) -> None:
    table = replies(tmp_path / "a.jsonl", *SAID)
    typed = [word.replace("TABLE", str(table)).replace("PEOPLE", str(conversations)) for word in words]
    said = socialsim("evaluate", *typed)
    assert said.code == 2 and complaint in said.err.splitlines()[-1], said
    assert said.err.splitlines()[-1].startswith("socialsim: ")
    assert not Path("outputs").exists()


def test_a_baseline_that_is_not_there_is_told_before_anything_is_drawn(socialsim: Program, tmp_path: Path) -> None:
    a, b = (replies(tmp_path / name, *SAID) for name in ("a.jsonl", "b.jsonl"))
    said = socialsim("evaluate", a, b, "baseline=c")
    assert said.code == 2 and said.complaint == "socialsim: baseline=c: there is no such system; there are a, b"


def test_a_name_cannot_be_a_formula_or_markup(socialsim: Program, tmp_path: Path) -> None:
    table = replies(tmp_path / "a.jsonl", *SAID)
    assert socialsim("evaluate", table, "names=['=1+1 & $x_1$']", "out=e").code == 0
    with Path("e/figures.csv").open(encoding="utf-8", newline="") as file:
        assert {row["system"] for row in csv.DictReader(file)} == {"'=1+1 & $x_1$"}
    assert r"=1+1 \& \$x\_1\$" in Path("e/figures.tex").read_text(encoding="utf-8")
