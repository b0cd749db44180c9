"""What the user types, made into what Hydra reads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hydra.core.override_parser.overrides_parser import OverridesParser
from omegaconf import OmegaConf
from socialsim.commands.overrides import for_hydra, quoted, refuse_secret_values, swept
from socialsim.signatures import ConfigurationError, InputError


@pytest.mark.parametrize(
    ("command", "words", "read"),
    [
        ("show", ["demo"], ["dir='demo'"]),
        ("show", ["demo", "3"], ["dir='demo'", "id='3'"]),
        ("show", ["demo", "id=3e5"], ["dir='demo'", "id='3e5'"]),
        ("show", ["dir=demo", "run=2"], ["dir='demo'", "run=2"]),
        ("export", ["demo", "format=jsonl"], ["dir='demo'", "format=jsonl"]),
        ("simulate", ["posts=a.csv"], ["posts.path='a.csv'"]),
        ("simulate", ["posts=data/posts"], ["posts.path='data/posts'"]),
        ("simulate", ["posts=examples"], ["posts=examples"]),
        ("simulate", ["posts=misspelt"], ["posts=misspelt"]),
        ("simulate", ["posts='a b.csv'"], ["posts.path='a b.csv'"]),
        ("simulate", ["personas=null", "n=null"], ["personas=null", "n=null"]),
        ("simulate", ["--cfg", "job", "n=2"], ["--cfg", "job", "n=2"]),
        ("simulate", ["--config-dir", "my.conf", "n=2"], ["--config-dir", "my.conf", "n=2"]),
        ("simulate", ["lm@seeker_lm=gpt-4o", "seeker_lm.model=x"], ["lm@seeker_lm=gpt-4o", "seeker_lm.model=x"]),
    ],
)
def test_words_become_overrides(command: str, words: list[str], read: list[str]) -> None:
    assert for_hydra(command, words) == read


def test_a_file_without_a_dot_is_a_path_when_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").touch()
    assert for_hydra("simulate", ["posts=mine"]) == ["posts.path='mine'"]


def test_one_word_too_many_is_refused() -> None:
    with pytest.raises(InputError, match="'three' is not key=value"):
        for_hydra("show", ["one", "two", "three"])


@pytest.mark.parametrize(
    "value",
    [
        "my corpus (new), a=b",
        "it's",
        "'",
        "\"both\" and 'both'",
        "$HOME and ${HOME} and $(x)",
        "back\\slash",
        "ends in a backslash\\",
        "before a quote\\'",
        "{a: b} [c]",
        "naïve café 中文",
        "~/corpus",
        "007",
        "true",
        "a#b;c|d&e*f?g<h>i!",
    ],
)
def test_a_quoted_value_reaches_the_configuration_as_it_was_typed(value: str) -> None:
    override = OverridesParser.create().parse_override(f"out={quoted(value)}")
    config = OmegaConf.create({"out": ""})
    OmegaConf.update(config, "out", override.value())
    assert config.out == value


def test_in_a_sweep_nothing_is_quoted_and_jobs_are_named_by_what_is_swept() -> None:
    assert for_hydra("simulate", ["-m", "out=there", "posts=a.csv,b.csv", "seed=0,1", "n=2"]) == [
        "-m",
        "out=there",
        "posts.path=a.csv,b.csv",
        "seed=0,1",
        "n=2",
        "hydra.job.config.override_dirname.exclude_keys=['out','n']",
    ]


def test_of_a_key_given_twice_the_last_decides_whether_it_is_swept() -> None:
    assert for_hydra("simulate", ["-m", "seed=5", "seed=0,1"])[-1].endswith("exclude_keys=['out']")
    assert for_hydra("simulate", ["-m", "seed=0,1", "seed=5"])[-1].endswith("exclude_keys=['out','seed']")


def test_a_job_s_folder_is_one_folder() -> None:
    job = ["lm@seeker_lm=gpt-4o", "lm=offline", f"posts.path=data{os.sep}a.csv", "out=there", "seed=1"]
    assert swept(job, ["out", "lm"]) == "lm@seeker_lm=gpt-4o,posts.path=data_a.csv,seed=1"
    assert swept(job, ["out", "lm", "lm@seeker_lm", "posts.path", "seed"]) == ""


def test_a_folder_of_a_sweep_is_a_folder_though_its_name_has_an_equals_sign(tmp_path: Path) -> None:
    folder = tmp_path / "lm=offline,seed=0"
    folder.mkdir()
    assert for_hydra("show", [str(folder), "2"]) == [f"dir='{folder}'", "id='2'"]


@pytest.mark.parametrize(
    "value",
    ["http://user:canary@host/v1", "http://host/v1?key=canary-canary", "sk-" + 6 * "canary", "canary-canary"],
)
def test_a_secret_that_comes_by_a_file_is_refused_without_being_repeated(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_API_KEY", "canary-canary")
    with pytest.raises(ConfigurationError, match=r"lm\.api_base: no secrets") as refused:
        refuse_secret_values({"n": 1, "lm": {"api_base": value}})
    assert "canary" not in str(refused.value)


def test_a_compiled_program_is_a_list_of_one_and_in_a_sweep_each_is_a_job() -> None:
    path = "sweep/optimizer=labeled"
    assert for_hydra("simulate", [f"program.compiled={path}"])[0] == f"program.compiled=['{path}']"
    swept = for_hydra("simulate", ["-m", f"program.compiled={path},other"])
    assert f"program.compiled=['{path}'],['other']" in swept
    assert for_hydra("simulate", ["program.compiled=[a,b]"]) == ["program.compiled=[a,b]"]
