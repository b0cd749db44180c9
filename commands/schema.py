"""The keys that each command takes, with their types: a misspelt one is an error that names it.

What a key means is said where its default is, in `conf/`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hydra.core.config_store import ConfigStore
from omegaconf import MISSING

from ..evaluation.text.profile import PROFILES, Profile
from ..finetune.recipe import Recipe
from ..generators import LMConfig


@dataclass
class LMChoice(LMConfig):
    """An `LMConfig` as the files of the group `lm` fill it.

    These three have to be said: `???` over a default would be the default.
    """

    engine: str = MISSING
    model: str = MISSING
    api_base: str | None = MISSING


@dataclass
class PostsConfig:
    """Where posts come from."""

    path: str | None = None
    """None: the posts that the folder was made from, or else the examples."""
    text: str | None = None
    encoding: str | None = None


@dataclass
class ExtractorConfig:
    """Which program reads the posts."""

    compiled: list[str] = field(default_factory=list)
    """What `socialsim optimize` has made: folders or files."""


@dataclass
class ProgramConfig:
    """Which program makes the dialogues."""

    kind: str = "simulation"
    """``simulation`` turn by turn, or ``single_shot``."""
    sees: str = "persona"
    """What the seeker knows: ``persona`` or ``post``."""
    nodes: list[str] = field(default_factory=list)
    """The supporter's reasoning chain, in order; where `granularity` is bare, what it was tuned to write itself."""
    granularity: str = "per_node"
    """``per_node``, ``fused`` or ``bare``."""
    system: str | None = None
    """Text of a system message, where `granularity` is bare; None for none."""
    taxonomy: str = "esconv"
    """``esconv`` or ``extes``."""
    min_turns: int = 16
    max_turns: int = 24
    compiled: list[str] = field(default_factory=list)
    """What `socialsim optimize` has made: folders or files."""


@dataclass
class ChecksConfig:
    """What is made of what the checks find."""

    rejects: str = "fault"
    """``fault``, ``flaw`` or ``nothing``."""
    tries: int = 3
    takes: int = 2
    ignore: list[str] = field(default_factory=list)
    """Kinds of failure that reject nothing."""


@dataclass
class BudgetConfig:
    """The most that a run may spend; None is no limit."""

    usd: float | None = None
    calls: int | None = None
    tokens: int | None = None


@dataclass
class RunConfig:
    """What every command shares that asks models and can be gone on with."""

    posts: PostsConfig = field(default_factory=PostsConfig)
    privacy: str | None = None
    """``scrub`` replaces names, places and contacts in posts before anything else sees them; ``off`` does not; None is
    what the folder was made with, or else off."""
    out: str = MISSING
    n: int | None = None
    seed: int = 0
    cache: str | None = None
    budget: BudgetConfig = field(default_factory=BudgetConfig)
    dry_run: bool = False
    lm: LMChoice = field(default_factory=LMChoice)
    extractor_lm: LMChoice | None = None


@dataclass
class BankConfig(RunConfig):
    """What extract and simulate share."""

    processes: int = 1
    executor: str = "local"
    workers: int | None = None
    ray_address: str | None = None
    retry_failed: bool = False


@dataclass
class ExtractConfig(BankConfig):
    """`socialsim extract`."""

    program: ExtractorConfig = field(default_factory=ExtractorConfig)


@dataclass
class SimulateConfig(BankConfig):
    """`socialsim simulate`. A role without an LM of its own uses `lm`."""

    personas: str | None = None
    program: ProgramConfig = field(default_factory=ProgramConfig)
    checks: ChecksConfig = field(default_factory=ChecksConfig)
    seeker_lm: LMChoice | None = None
    supporter_lm: LMChoice | None = None
    judge_lm: LMChoice | None = None


@dataclass
class RoleplayConfig:
    """`socialsim roleplay`. `lm` answers as the supporter."""

    cards: str = MISSING
    out: str = MISSING
    n: int | None = None
    seed: int = 0
    rounds: int = 5
    greeting: str | None = "esc-eval"
    """``esc-eval``, or a text; None lets the seeker begin."""
    program: ProgramConfig = field(default_factory=ProgramConfig)
    """The supporter's; how long both talk is said by `rounds`."""
    retry_failed: bool = False
    cache: str | None = None
    budget: BudgetConfig = field(default_factory=BudgetConfig)
    dry_run: bool = False
    lm: LMChoice = field(default_factory=LMChoice)
    seeker_lm: LMChoice | None = None


@dataclass
class OptimizerConfig:
    """How to look for better demonstrations and instructions; `optimizers.lesson.Settings` says what each means."""

    name: str = MISSING
    labeled: int = 8
    bootstrapped: int = 4
    candidates: int = 8
    threshold: float | None = None
    rounds: int = 10
    batch: int = 16


@dataclass
class OptimizeConfig(RunConfig):
    """`socialsim optimize`."""

    module: str = "all"
    metric: str | None = None
    train: str = MISSING
    dev: str | None = None
    test: str | None = None
    demonstrations: str | None = None
    program: ProgramConfig = field(default_factory=ProgramConfig)
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)
    seeker_lm: LMChoice | None = None
    supporter_lm: LMChoice | None = None
    judge_lm: LMChoice | None = None
    proposer_lm: LMChoice | None = None


@dataclass
class ShowConfig:
    """`socialsim show`."""

    dir: str = MISSING
    id: str | None = None
    run: int | None = None


@dataclass
class ExportConfig:
    """`socialsim export`."""

    dir: str = MISSING
    format: str = "ssconv"
    to: str | None = None
    run: int | None = None
    reviewed: bool = False


@dataclass
class CheckConfig:
    """`socialsim check`."""

    path: str = MISSING
    run: int | None = None
    checks: ChecksConfig = field(default_factory=ChecksConfig)
    fail_under: float = 0.0
    worst: int = 5
    out: str | None = None
    judge_lm: LMChoice | None = None
    cache: str | None = None
    retry_failed: bool = False
    budget: BudgetConfig = field(default_factory=BudgetConfig)


@dataclass
class JudgeConfig:
    """`socialsim judge`."""

    path: str = MISSING
    run: int | None = None
    scale: str = "criteria"
    """One of `signatures.scales.SCALES`, or a file."""
    rejected: bool = False
    """Whether dialogues that the checks have set aside are rated, too."""
    against: str | None = None
    one_by_one: bool = False
    n: int | None = None
    seed: int = 0
    out: str | None = None
    judge_lm: LMChoice | None = None
    cache: str | None = None
    retry_failed: bool = False
    budget: BudgetConfig = field(default_factory=BudgetConfig)


@dataclass
class SharesConfig:
    """How much of a corpus each part has; what they add up to is the whole."""

    train: float = 0.8
    valid: float = 0.1
    test: float = 0.1


@dataclass
class ConvertConfig:
    """`socialsim convert`."""

    path: str = MISSING
    to: str = MISSING
    out: str = MISSING
    run: int | None = None
    strict: bool = False
    as_written: bool = True
    encoding: str | None = None
    overwrite: bool = False
    report: str | None = None
    shares: SharesConfig = field(default_factory=SharesConfig)
    by: str = "related"
    """``related``, ``dialogue`` or ``esconv``."""
    seed: int = 0
    name: str | None = None
    licence: str | None = None


@dataclass
class SplitConfig:
    """`socialsim split`."""

    path: str = MISSING
    out: str = MISSING
    shares: SharesConfig = field(default_factory=SharesConfig)
    by: str = "related"
    """``related``, ``dialogue`` or ``esconv``."""
    seed: int = 0
    stratify: bool | None = None
    to: str | None = None
    run: int | None = None


@dataclass
class DescribeConfig:
    """`socialsim describe`."""

    path: str = MISSING
    compare: list[str] = field(default_factory=list)
    run: int | None = None
    names: list[str] = field(default_factory=list)
    out: str | None = None


@dataclass
class NAvgConfig:
    """How figures become one."""

    reference: str = "mean"
    """``mean`` or the name of a system."""
    metrics: list[str] | None = None
    higher: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    """Metrics of which more, or less, is held to be better, whatever they say themselves."""
    allow_missing: bool = False


@dataclass
class BertScoreConfig:
    """By which encoder replies and references are held to be alike."""

    model: str | None = None
    layer: int | None = None
    idf: bool = False


@dataclass
class EvaluateConfig:
    """`socialsim evaluate`."""

    outputs: list[str] = field(default_factory=list)
    corpus: str | None = None
    run: int | None = None
    references: list[str] = field(default_factory=list)
    columns: dict[str, Any] = field(default_factory=dict)
    """One of `corpora.reply_columns.OPTIONS` → the name of a column, or several."""
    names: list[str] = field(default_factory=list)
    data: str | None = None
    encoding: str | None = None
    profile: Profile = MISSING
    labels: str | None = None
    baseline: str | None = None
    navg: NAvgConfig = field(default_factory=NAvgConfig)
    chatbot: LMChoice | None = None
    program: ProgramConfig = field(default_factory=ProgramConfig)
    answer: bool = True
    perplexity: bool | None = None
    max_tokens: int = 1024
    given_reasoning: bool = False
    bertscore: BertScoreConfig = field(default_factory=BertScoreConfig)
    vectors: str | None = None
    n: int | None = None
    seed: int = 0
    resamples: int = 2000
    out: str = MISSING
    cache: str | None = None
    budget: BudgetConfig = field(default_factory=BudgetConfig)


@dataclass
class ModelConfig:
    """The model that a chatbot is tuned from."""

    name: str = MISSING
    """A folder, or a name on the hub; ``tiny`` makes one of the corpus."""
    parameters: float | None = None
    """How many it has, so that one knows before it is there whether it will fit; None to find out."""


@dataclass
class FinetuneConfig:
    """`socialsim finetune`."""

    corpus: list[str] = MISSING
    weights: list[float] = field(default_factory=list)
    """How often a dialogue of each corpus is seen in an epoch; [] for once."""
    valid: str | None = None
    share: float = 0.1
    crisis: bool = False
    reasoning: bool = False
    nodes: list[str] = field(default_factory=list)
    """What is written before a reply where `reasoning` is true."""
    run: int | None = None
    encoding: str | None = None
    n: int | None = None
    model: ModelConfig = field(default_factory=ModelConfig)
    recipe: Recipe = field(default_factory=Recipe)
    device: str = "auto"
    merge: bool = False
    measure: bool = True
    seed: int = 0
    out: str = MISSING
    licence: str | None = None


@dataclass
class ChatConfig:
    """`socialsim chat`. `lm` answers."""

    lm: LMChoice = field(default_factory=LMChoice)
    program: ProgramConfig = field(default_factory=ProgramConfig)
    persona: str | None = None
    number: int = 1
    you: str = "seeker"
    """``seeker`` or ``supporter``."""
    seed: int = 0


@dataclass
class StudyChoice:
    """What is studied: the group `study`."""

    kind: str = MISSING
    """``grid`` (generators × frameworks × seeds), ``scaling``, ``cross_dataset`` or ``experts``."""
    title: str = MISSING
    question: str = MISSING
    frameworks: dict[str, list[str]] = field(default_factory=dict)
    """Name → words to `simulate`, as typed."""
    about: dict[str, str] = field(default_factory=dict)
    """Framework → what it is."""
    baseline: str = ""
    """The framework that the others are held against."""
    full: str = ""
    """The framework that the study is about."""
    n: int | None = 20
    """Personas, or dialogues of each corpus, where nothing else is said; None for all."""


@dataclass
class StudyConfig:
    """`socialsim study`."""

    study: StudyChoice = field(default_factory=StudyChoice)
    part: str = "all"
    """``all``, or ``bank``, ``cells`` or ``report`` alone."""
    out: str = MISSING
    generators: list[str] = field(default_factory=list)
    """Options of the group `lm`; on the command line lm=A,B."""
    frameworks: list[str] = field(default_factory=list)
    """Of those that the study has; [] for all. On the command line program=A,B."""
    seeds: list[int] = field(default_factory=list)
    """On the command line seed=0,1."""
    words: list[str] = field(default_factory=list)
    """What else was typed, for the command that the study runs: `simulate` for grids and scaling, `finetune` for
    cross_dataset, `agree` for experts."""
    personas: str | None = None
    posts: PostsConfig = field(default_factory=PostsConfig)
    privacy: str | None = None
    n: int | None = None
    extractor: str | None = None
    """Option of the group `lm` that reads the posts; None: the first generator that is a model."""
    judges: list[str] = field(default_factory=list)
    """Options of the group `lm` that rate; on the command line judge=A,B."""
    scale: str = "criteria"
    test: str | None = None
    test_n: int | None = None
    evaluate: list[str] = field(default_factory=list)
    """Words to `evaluate`."""
    finetune: list[str] | None = None
    """Words to `finetune`; None tunes no chatbots."""
    compiled: list[str] = field(default_factory=list)
    budget: BudgetConfig = field(default_factory=BudgetConfig)
    """Of each cell."""
    corpora: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    repeats: int = 5
    ratings: list[str] = field(default_factory=list)
    resamples: int = 2000
    dry_run: bool = False


@dataclass
class ReproduceConfig:
    """`socialsim reproduce`."""

    experiment: str | None = None
    """One of `reproduce_experiments.EXPERIMENTS`; None lists them."""
    generators: list[str] = field(default_factory=list)
    """Options of the group `lm`; on the command line lm=A,B."""
    judge: str = MISSING
    """An option of the group `lm`."""
    posts: PostsConfig = field(default_factory=PostsConfig)
    n: int = MISSING
    out: str = MISSING


@dataclass
class AgreeConfig:
    """`socialsim agree`."""

    files: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    raters: list[str] = field(default_factory=list)
    dimensions: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    level: str = "ordinal"
    """``nominal``, ``ordinal``, ``interval`` or ``ratio``."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    """Name → raters, by name or with wildcards."""
    judge: str | None = None
    centre: str = "median"
    """``median`` or ``mean``."""
    spacing: str = "values"
    """``values`` or ``order``."""
    margin: float = 0.1
    pairs: bool = True
    seed: int = 0
    resamples: int = 2000
    out: str | None = None


@dataclass
class ReviewConfig:
    """`socialsim review`."""

    action: str = MISSING
    """``export``, ``import``, or the folder, for the counts."""
    dir: str | None = None
    file: str | None = None
    by: str | None = None
    run: int | None = None


@dataclass
class CacheConfig:
    """`socialsim cache`."""

    action: str = MISSING
    dir: str = MISSING
    older_than_days: float | None = None
    generator: str | None = None


SCHEMAS: dict[str, type] = {
    "extract": ExtractConfig,
    "simulate": SimulateConfig,
    "show": ShowConfig,
    "export": ExportConfig,
    "optimize": OptimizeConfig,
    "roleplay": RoleplayConfig,
    "check": CheckConfig,
    "judge": JudgeConfig,
    "convert": ConvertConfig,
    "split": SplitConfig,
    "describe": DescribeConfig,
    "evaluate": EvaluateConfig,
    "finetune": FinetuneConfig,
    "chat": ChatConfig,
    "study": StudyConfig,
    "reproduce": ReproduceConfig,
    "agree": AgreeConfig,
    "review": ReviewConfig,
    "cache": CacheConfig,
}


def register() -> None:
    """Make the schemas known to Hydra as ``COMMAND_schema``, and the profiles as options of the group ``profile``."""
    for command, schema in SCHEMAS.items():
        ConfigStore.instance().store(name=f"{command}_schema", node=schema, provider="socialsim")
    for name, profile in PROFILES.items():
        ConfigStore.instance().store(group="profile", name=name, node=profile, provider="socialsim")
