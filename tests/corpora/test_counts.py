"""As many dialogues are read as the open data has: every file of it is here, with its published number of records.

Whole ESConv is not open. ``SOCIALSIM_ESCONV=ESConv.json pytest tests/corpora/test_counts.py`` holds the file of whoever
has it against the published tables; what counts there is held against plain counts of the open parts.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.format import ReadDialogue
from socialsim.signatures import InputError

OpenFile = Callable[[str], Path]

COUNTS: dict[str, tuple[str, int, int | None]] = {
    "annomi/AnnoMI-simple.part-open.csv": ("annomi", 24, 1393),
    "counselchat/20200325_counsel_chat.part-open.csv": ("counselchat", 1008, 2 * 1008),
    "counselchat/counselchat-data.part-open.csv": ("counselchat", 784, 2 * 784),
    "empatheticdialogues/mime_output.txt": ("mime", 5255, None),
    "empatheticdialogues/unannotated/anxious.csv": ("empathetic", 773, None),
    "empatheticdialogues/unannotated/lonely.csv": ("empathetic", 814, None),
    "empathy_raters/original_data/sample_empatheticdialogues.csv": ("empathetic-original", 50, 212),
    "empathy_raters/original_data/sample_epitome.csv": ("epitome", 50, 2 * 50),
    "epitome_reddit/emotional-reactions-reddit.part-open.csv": ("epitome", 400, 2 * 400),
    "epitome_reddit/explorations-reddit.part-open.csv": ("epitome", 400, 2 * 400),
    "epitome_reddit/interpretations-reddit.part-open.csv": ("epitome", 400, 2 * 400),
    "epitome_reddit/sample_input_ER.csv": ("epitome", 10, 2 * 10),
    "esc_eval/result/2024-06-24/llama3_en.json": ("esc-eval-results", 3, None),
    "esc_eval/result/2024-06-24/llama3_zh.json": ("esc-eval-results", 3, None),
    "esconv_failed/FailedESConv.part-open.json": ("failedesconv", 104, None),
    "esconv_hf/sample.json": ("esconv-hf", 10, None),
    "esconv_hf/test.part-open.txt": ("esconv-hf", 28, None),
    "esconv_hf/train.part-open.txt": ("esconv-hf", 121, None),
    "esconv_hf/valid.txt": ("esconv-hf", 195, None),
    "esconv_original_schema/small_ESConv.part-open.json": ("esconv", 33, None),
    "esconv_outputs_deepseek/details_joint.csv": ("outputs", 1889, None),
    "esconv_outputs_deepseek/details_vanilla.csv": ("outputs", 1889, None),
    "esconv_sra/data": ("esconv-sra", 5, None),
    "escot/val.json": ("escot", 172, None),
    "extes/ExTES.one-record.json": ("extes", 1, None),
    "psyqa/PsyQA_example.part-open.json": ("psyqa", 30, 2 * 30),  # 10 questions with 30 answers
    "smile/data": ("smile", 200, None),
}
"""File or folder → its format, its dialogues, and its utterances where their number is published or follows."""

FOLDERS = {"esconv_sra/data": "677.json", "smile/data": "0.json"}
"""Folder → a file of it."""

OTHERS = (
    "cactus/", "dreaddit/", "esc_eval/card_", "esc_eval/score/", "esc_eval/test_", "esconv_hf/strategy.json",
    "esconv_outputs_deepseek/report_", "empathy_raters/all_annotator", "empathy_raters/annotations/", "malformed/",
    "nlgeval_example/",
)  # fmt: skip
"""How the names of the files begin that hold role cards, posts, scores and the like, and no dialogues."""


@pytest.fixture
def data_files(shared_data: Path) -> list[str]:
    """Return the names of the data files in the manifest."""
    lines = (shared_data / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    names = [line.split("\t")[0] for line in lines]
    return [name for name in names if Path(name).suffix in (".csv", ".json", ".txt")]


@pytest.mark.parametrize("name", COUNTS)
def test_every_published_record_is_read(name: str, open_file: OpenFile) -> None:
    key, dialogues, utterances = COUNTS[name]
    reading = read_dialogues(open_file(f"{name}/{FOLDERS[name]}").parent if name in FOLDERS else open_file(name))
    found = list(reading)
    assert (reading.format.key, len(found), reading.records, reading.bad) == (key, dialogues, dialogues, [])
    assert len({one.id for one in found}) == len(found), "each has a name of its own"
    if utterances is not None:
        assert sum(len(one.dialogue.turns) for one in found) == utterances


def test_the_table_has_every_file_of_the_open_data_that_is_data(data_files: list[str]) -> None:
    unknown = [
        name
        for name in data_files
        if not name.startswith(OTHERS) and name not in COUNTS and str(Path(name).parent) not in COUNTS
    ]
    assert unknown == []
    assert all(any(one.startswith(start) for one in data_files) for start in (*COUNTS, *OTHERS))


def test_files_without_dialogues_are_refused_in_one_line(data_files: list[str], open_file: OpenFile) -> None:
    for name in data_files:
        if name.startswith(OTHERS):
            path = open_file(name)
            with pytest.raises(InputError) as refused:
                list(read_dialogues(path))
            assert str(refused.value).startswith(path.name)
            assert "\n" not in str(refused.value)


def test_what_is_no_json_is_refused_where_json_says_it_ends(open_file: OpenFile) -> None:
    path = open_file("malformed/ESConv2.json")
    with pytest.raises(json.JSONDecodeError) as theirs:
        json.loads(path.read_text(encoding="utf-8"))
    assert (theirs.value.lineno, theirs.value.colno) == (198, 4)
    with pytest.raises(InputError, match=r"^ESConv2\.json:198: not JSON: .* at column 4") as ours:
        list(read_dialogues(path))
    assert "[ and ]" in str(ours.value), "it says what to do"


# Whole ESConv: the published tables (README of the corpus), and the share of strategies by sixths of the conversation.

STRATEGIES = {
    "Question": 3801,
    "Self-disclosure": 1713,
    "Affirmation and Reassurance": 2827,
    "Providing Suggestions": 2954,
    "Others": 3341,
    "Reflection of feelings": 1436,
    "Information": 1215,
    "Restatement or Paraphrasing": 1089,
}
PROBLEMS = {
    "ongoing depression": 351,
    "breakup with partner": 239,
    "job crisis": 280,
    "problems with friends": 179,
    "academic pressure": 156,
    "procrastination": 13,
    "alcohol abuse": 12,
    "issues with parents": 18,
    "sleep problems": 28,
    "appearance anxiety": 12,
    "school bullying": 2,
    "issues with children": 10,
}
SAME_PROBLEM = {"conflict with parents": "issues with parents"}
"""What the published table counts as one."""
SIXTHS = {
    "Question": (53.9, 22.7, 16.0, 12.7, 9.9, 5.6),
    "Restatement or Paraphrasing": (10.8, 11.5, 5.0, 2.9, 2.7, 2.2),
    "Reflection of feelings": (4.7, 11.6, 10.6, 8.2, 7.1, 4.9),
    "Self-disclosure": (3.9, 12.6, 12.2, 11.9, 10.4, 5.3),
    "Affirmation and Reassurance": (8.0, 18.9, 16.4, 16.1, 19.0, 14.6),
    "Providing Suggestions": (1.8, 11.4, 22.6, 26.7, 21.3, 13.4),
    "Information": (1.3, 4.7, 8.7, 9.2, 9.7, 6.4),
    "Others": (15.5, 6.6, 8.5, 12.3, 19.9, 47.6),
}
"""Strategy → percent of the supporter's utterances in each sixth of a conversation, to one decimal."""


@dataclass
class Tables:
    dialogues: int = 0
    utterances: int = 0
    supporter: int = 0
    strategies: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    sixths: Counter[tuple[int, str]] = field(default_factory=Counter)

    def share(self, sixth: int, strategy: str) -> float:
        """Return the percentage of the supporter's utterances of a sixth, from 0, that have a strategy."""
        return 100 * self.sixths[sixth, strategy] / sum(n for (which, _), n in self.sixths.items() if which == sixth)


def tables_of(dialogues: Iterable[ReadDialogue]) -> Tables:
    tables = Tables()
    for found in dialogues:
        turns = found.dialogue.turns
        problem = found.topic.casefold()
        tables.dialogues += 1
        tables.utterances += len(turns)
        tables.problems[SAME_PROBLEM.get(problem, problem)] += 1
        for place, turn in enumerate(turns):
            if turn.speaker == "supporter":
                tables.supporter += 1
                tables.strategies[turn.strategy or ""] += 1
                tables.sixths[6 * place // len(turns), turn.strategy or ""] += 1
    return tables


def test_whole_esconv_has_the_published_counts() -> None:
    name = os.environ.get("SOCIALSIM_ESCONV")
    if not name:
        pytest.skip("SOCIALSIM_ESCONV names no file: whole ESConv was not held against its published tables")
    reading = read_dialogues(Path(name))
    tables = tables_of(reading)
    assert reading.bad == []
    assert (tables.dialogues, tables.utterances, tables.supporter) == (1300, 38_365, 18_376)
    assert tables.strategies == STRATEGIES
    assert tables.problems == PROBLEMS
    for strategy, published in SIXTHS.items():
        shares = [tables.share(sixth, strategy) for sixth in range(6)]
        assert shares == pytest.approx(published, abs=0.0501), strategy


def test_the_published_tables_are_of_one_corpus() -> None:
    assert sum(STRATEGIES.values()) == 18_376
    assert sum(PROBLEMS.values()) == 1300
    assert STRATEGIES.keys() == SIXTHS.keys()
    for sixth in range(6):
        assert sum(shares[sixth] for shares in SIXTHS.values()) == pytest.approx(100, abs=0.4)  # eight roundings


@pytest.mark.parametrize(
    ("name", "supporter", "strategy_of"),
    [
        ("esconv_hf/valid.txt", "sys", lambda line: line["strategy"]),
        ("esconv_hf/train.part-open.txt", "sys", lambda line: line["strategy"]),
        ("esconv_hf/test.part-open.txt", "sys", lambda line: line["strategy"]),
        (
            "esconv_original_schema/small_ESConv.part-open.json",
            "supporter",
            lambda line: line["annotation"]["strategy"],
        ),
    ],
)
def test_the_tables_of_an_open_part_are_those_of_its_json(
    name: str, supporter: str, strategy_of: Callable[[dict[str, Any]], str], open_file: OpenFile
) -> None:
    text = open_file(name).read_text(encoding="utf-8")
    raw = json.loads(text) if name.endswith(".json") else [json.loads(line) for line in text.splitlines()]
    lines = [(number, line, len(one["dialog"])) for one in raw for number, line in enumerate(one["dialog"])]
    spoken = [(number / length, strategy_of(line)) for number, line, length in lines if line["speaker"] == supporter]
    tables = tables_of(read_dialogues(open_file(name)))
    assert (tables.dialogues, tables.utterances, tables.supporter) == (len(raw), len(lines), len(spoken))
    assert tables.strategies == Counter(strategy for _, strategy in spoken)
    assert set(tables.strategies) == set(STRATEGIES)
    assert set(tables.problems) <= set(PROBLEMS)
    written = [one["problem_type"] for one in raw]
    parents = written.count("Issues with Parents") + written.count("conflict with parents")
    assert tables.problems["issues with parents"] == parents
    assert tables.problems["job crisis"] == written.count("job crisis") > 0
    for sixth in range(6):
        there = [strategy for place, strategy in spoken if sixth / 6 - 1e-9 <= place < (sixth + 1) / 6 - 1e-9]
        assert tables.share(sixth, "Question") == pytest.approx(100 * there.count("Question") / len(there))
