"""Every option of every group composes, and every LM of the group can be built once its key is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hydra import compose, initialize_config_module
from omegaconf import OmegaConf
from socialsim.commands.casting import cast, check, make_simulation
from socialsim.commands.overrides import swept
from socialsim.commands.schema import OptimizeConfig, SimulateConfig, register
from socialsim.optimizers import METHODS, Settings, metric_of

CONF = Path(__file__).resolve().parents[2] / "conf"
LMS = sorted(path.stem for path in (CONF / "lm").glob("*.yaml"))
PROGRAMS = sorted(path.stem for path in (CONF / "program").glob("*.yaml"))
OPTIMIZERS = sorted(path.stem for path in (CONF / "optimizer").glob("*.yaml"))
KEYS = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "DEEPSEEK_API_KEY")


def composed(*overrides: str) -> SimulateConfig:
    register()
    OmegaConf.register_new_resolver("socialsim.swept", swept, replace=True)
    with initialize_config_module("socialsim.conf", version_base="1.3"):
        config = OmegaConf.to_object(compose("simulate", list(overrides)))
    assert isinstance(config, SimulateConfig)
    return config


@pytest.mark.parametrize("lm", [lm for lm in LMS if lm not in ("transformers", "chatbot")])  # these need weights
def test_every_lm_can_be_built(lm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.setenv(name, "a-key")
    named = {"server": ["lm.model=mine", "lm.api_base=http://localhost:1/v1"], "vllm": ["lm.model=mine"]}
    config = composed(f"lm={lm}", *named.get(lm, []))
    roles = cast(config)
    assert roles.seeker == roles.supporter == roles.extractor
    own = {"claude": "anthropic"} | {name: "offline" for name in LMS if name.startswith("offline")}
    assert roles.seeker.model.partition("/")[0] == own.get(lm, "openai")
    assert make_simulation(config.program, roles.seeker, roles.supporter) is not None


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_can_be_made(program: str) -> None:
    config = composed(f"program={program}")
    check(config.program)
    roles = cast(config)
    assert make_simulation(config.program, roles.seeker, roles.supporter) is not None


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_can_be_chosen_and_is_the_one_that_its_file_says(optimizer: str) -> None:
    register()
    OmegaConf.register_new_resolver("socialsim.swept", swept, replace=True)
    with initialize_config_module("socialsim.conf", version_base="1.3"):
        config = OmegaConf.to_object(compose("optimize", [f"optimizer={optimizer}"]))
    assert isinstance(config, OptimizeConfig)
    assert config.optimizer.name == optimizer
    settings = Settings(**{name: value for name, value in vars(config.optimizer).items() if name != "name"})
    assert min(settings.labeled, settings.bootstrapped, settings.candidates, settings.rounds, settings.batch) >= 1
    assert metric_of(config.module, config.metric) == "quality"


def test_there_is_a_file_for_every_optimizer() -> None:
    assert sorted(METHODS) == OPTIMIZERS


def test_a_whole_dialogue_in_one_call_has_room_for_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    # A dialogue with reasoning takes about 5,000 tokens; the usual 2,000 would cut it off.
    monkeypatch.setenv("OPENAI_API_KEY", "nobody's")
    for words, room in ((["lm=gpt-4o"], 6000), (["lm=gpt-4"], 4096), (["lm=gpt-4o", "lm.max_tokens=9000"], 9000)):
        config = composed("program=single_shot", *words)
        roles = cast(config)
        assert make_simulation(config.program, roles.seeker, roles.supporter).write.lm.kwargs["max_tokens"] == room
        assert roles.extractor.max_tokens == config.lm.max_tokens  # the extractor is who it was


def test_a_name_that_says_its_protocol_is_left_as_it_is() -> None:
    for model in ("openai/mine", "anthropic/mine"):
        config = composed("lm=server", f"lm.model={model}", "lm.api_base=http://localhost:1/v1")
        assert cast(config).seeker.model == model
    hugging_face = composed("lm=vllm", "lm.model=Qwen/Qwen2.5-7B-Instruct")
    assert cast(hugging_face).seeker.model == "openai/Qwen/Qwen2.5-7B-Instruct"


def test_a_model_of_a_provider_without_an_address_is_left_as_it_is() -> None:
    assert cast(composed("lm=gpt-4o", "lm.model=gemini/gemini-2.5-flash")).seeker.model == "gemini/gemini-2.5-flash"
