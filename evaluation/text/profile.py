"""Profiles: everything about a text metric that changes its value, under one name that is printed with the figure.

"BLEU-2" of two papers differs by tokenizer, case, level, smoothing and library. A profile says all of it; each setting
can be changed by itself (``profile=standard profile.rouge.beta=1.2``), and `describe` tells what was used.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from ...signatures import ConfigurationError

SMOOTHINGS = {
    "nltk": ("none", "method1", "method2", "method3", "method4", "method5", "method7"),
    "sacrebleu": ("none", "floor", "add-k", "exp"),
    "coco": ("none",),
}
"""Library whose arithmetic BLEU follows → the smoothings that it has.

NLTK's method6 is left out: NLTK itself fails on a reply that shares no three words with a reference.
"""
_METRIC = re.compile(r"bleu-[1-9]|rouge-[1-9l]|distinct-[1-9]|meteor|cider|f1|length")


# Lists and texts only, so that Hydra's structured configs can hold a profile; `check` says what a text may be.
@dataclass
class Bleu:
    """BLEU-k, of runs of up to k tokens."""

    library: str = "nltk"
    """Whose arithmetic: nltk (a reply without a run of n tokens counts as one run), sacrebleu (also that of
    multi-bleu.perl), coco (pycocoevalcap, nlg-eval)."""
    level: str = "corpus"
    """corpus | sentence: the mean of what every reply has by itself."""
    smoothing: str = "none"
    constant: float = 0.0
    """Of the smoothing: epsilon of method1 and floor, k of method4 and add-k; 0 is the library's own."""
    orders: str = "cumulative"
    """cumulative | individual: BLEU-k of runs of k tokens alone."""
    weights: list[float] = field(default_factory=list)
    """The weight that each order has in BLEU-1, BLEU-2, …, such as [1, 0.5, 0.33, 0.25]; empty is 1/k."""
    effective: bool = False
    """Of sacrebleu: leave out the orders for which a reply is too short; meant for level=sentence."""
    tokenizer: str = "same"
    """same: the profile's, and its case; any other is of the text as it stands."""
    lowercase: bool = False
    """With a tokenizer of its own."""


@dataclass
class Rouge:
    """ROUGE-L, of the longest common subsequence, and ROUGE-n, of runs of n tokens."""

    library: str = "lcs"
    """lcs: of the profile's tokens | rouge: the package rouge 1.0.1, which splits at full stops and counts different
    words | rouge-score: Google's, which drops all but a-z and 0-9."""
    figure: str = "f"
    """f | precision | recall."""
    beta: float = 1.2
    """Of lcs: how many times as much recall counts as precision."""
    references: str = "best-parts"
    """Of lcs, with several references: best-parts (the best precision and the best recall, as coco does) | best-f."""
    stemmer: bool = False
    """Of rouge-score."""


@dataclass
class Distinct:
    """Distinct-n: different runs of n tokens over all runs of n tokens."""

    runs: str = "all"
    """all | esconv: without the last run of each reply, as the code of ESConv counts."""
    level: str = "corpus"
    """corpus | sentence: the mean of what every reply has by itself."""


@dataclass
class F1:
    """Unigram F1: overlap of bags of tokens, with the best reference."""

    tokenizer: str = "same"
    """same: the profile's, and its case; any other is of the text as it stands. ParlAI's F1 has parlai."""
    lowercase: bool = False
    """With a tokenizer of its own."""


@dataclass
class Profile:
    """One way of measuring replies."""

    about: str
    """In one line, where it is from."""
    tokenizer: str = "nltk"
    """nltk (word_tokenize) | split (at spaces) | wordpunct | parlai (no case, punctuation, articles) | 13a, intl, zh
    (sacrebleu's) | char, or the path of a folder with a Hugging Face tokenizer."""
    lowercase: bool = True
    scale: float = 100.0
    """Of what every figure between 0 and 1 is times: 100 or 1. CIDEr and lengths stay as they are."""
    metrics: list[str] = field(default_factory=list)
    """Which are printed, in this order: bleu-K, rouge-K, rouge-l, distinct-K, meteor, cider, f1, length."""
    bleu: Bleu = field(default_factory=Bleu)
    rouge: Rouge = field(default_factory=Rouge)
    distinct: Distinct = field(default_factory=Distinct)
    f1: F1 = field(default_factory=F1)


def check(profile: Profile) -> None:
    """See that every setting is one that there is.

    Raises:
        ConfigurationError: it is not; the message says which there are.
    """
    bleu, rouge = profile.bleu, profile.rouge
    for name in profile.metrics:
        if not _METRIC.fullmatch(name):
            known = "bleu-4, rouge-l, rouge-1, distinct-2, meteor, cider, f1, length"
            raise ConfigurationError(f"profile.metrics: {name}: there is no such metric; there are {known}")
    if not profile.metrics:
        raise ConfigurationError("profile.metrics is empty: say which, for instance profile.metrics=[bleu-2,rouge-l]")
    if not profile.tokenizer:
        remedy = "say profile.tokenizer=FOLDER, the model's own, with its tokenizer.json or vocabulary"
        raise ConfigurationError(f"profile.tokenizer: this profile counts the tokens of a model: {remedy}")
    _one_of("bleu.library", bleu.library, tuple(SMOOTHINGS))
    _one_of("bleu.level", bleu.level, ("corpus", "sentence"))
    _one_of(f"bleu.smoothing of {bleu.library}", bleu.smoothing, SMOOTHINGS[bleu.library])
    _one_of("bleu.orders", bleu.orders, ("cumulative", "individual"))
    _one_of("rouge.library", rouge.library, ("lcs", "rouge", "rouge-score"))
    _one_of("rouge.figure", rouge.figure, ("f", "precision", "recall"))
    _one_of("rouge.references", rouge.references, ("best-parts", "best-f"))
    _one_of("distinct.runs", profile.distinct.runs, ("all", "esconv"))
    _one_of("distinct.level", profile.distinct.level, ("corpus", "sentence"))
    _check_combinations(profile)


def _check_combinations(profile: Profile) -> None:
    bleu = profile.bleu
    most = max((int(name[-1]) for name in profile.metrics if name.startswith("bleu-")), default=0)
    if bleu.weights and len(bleu.weights) < most:
        raise ConfigurationError(
            f"profile.bleu.weights: BLEU-{most} needs {most} weights, there are {len(bleu.weights)}"
        )
    if bleu.weights and bleu.orders == "individual":
        raise ConfigurationError("profile.bleu.weights are for bleu.orders=cumulative: leave one of them out")
    if bleu.effective and (bleu.library != "sacrebleu" or bleu.orders == "individual" or bleu.weights):
        remedy = "is for bleu.library=sacrebleu with its own weights and cumulative orders"
        raise ConfigurationError(f"profile.bleu.effective=true {remedy}")
    for name, own in (("bleu", bleu), ("f1", profile.f1)):
        if own.lowercase and own.tokenizer == "same":
            remedy = f"goes with a {name}.tokenizer; profile.lowercase=true is for all metrics"
            raise ConfigurationError(f"profile.{name}.lowercase {remedy}")
    if profile.rouge.stemmer and profile.rouge.library != "rouge-score":
        raise ConfigurationError("profile.rouge.stemmer=true is for rouge.library=rouge-score")
    numbers = {"rouge.beta": profile.rouge.beta, "scale": profile.scale, "bleu.constant": bleu.constant}
    for name, value in [*numbers.items(), *(("bleu.weights", weight) for weight in bleu.weights)]:
        if not math.isfinite(value):
            raise ConfigurationError(f"profile.{name}={value}: it has to be a finite number")
    for name in ("rouge.beta", "scale"):
        if not numbers[name] > 0:
            raise ConfigurationError(f"profile.{name}={numbers[name]}: it has to be above 0")
    if bleu.constant < 0:
        raise ConfigurationError(f"profile.bleu.constant={bleu.constant}: it has to be 0, the library's own, or above")


def _one_of(setting: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ConfigurationError(f"profile.{setting}: {value!r} is none of {', '.join(known)}")


_BLEUS = ["bleu-1", "bleu-2", "bleu-3", "bleu-4"]
_ALL = [*_BLEUS, "rouge-l", "meteor", "cider", "distinct-1", "distinct-2", "distinct-3", "f1", "length"]

PROFILES: dict[str, Profile] = {
    "esconv-nltk": Profile(
        about="as the code of ESConv (Liu et al. 2021) and most papers after it",
        metrics=_ALL,
        bleu=Bleu(smoothing="method3"),
        distinct=Distinct(runs="esconv"),
    ),
    "misc-bpe": Profile(
        about="as MISC, TransESC and others: esconv-nltk on the model's own tokens, comparable for one tokenizer",
        tokenizer="",
        metrics=_ALL,
        bleu=Bleu(smoothing="method3"),
        distinct=Distinct(runs="esconv"),
    ),
    "standard": Profile(
        about="what the names mean: sacrebleu's BLEU on text as it stands, ROUGE-L with β = 1, every run in Distinct",
        metrics=_ALL,
        bleu=Bleu(library="sacrebleu", smoothing="exp", tokenizer="13a"),
        rouge=Rouge(beta=1.0, references="best-f"),
    ),
    "nlg-eval": Profile(
        about="as nlg-eval (Sharma et al. 2017) and pycocoevalcap on text that is tokenized already",
        tokenizer="split",
        lowercase=False,
        scale=1.0,
        metrics=[*_BLEUS, "rouge-l", "cider"],
        bleu=Bleu(library="coco"),
    ),
    "multi-bleu": Profile(
        about="as multi-bleu.perl on text that is tokenized already: MoEL, MIME and others on EmpatheticDialogues",
        tokenizer="split",
        lowercase=False,
        metrics=["bleu-4", "distinct-1", "distinct-2"],
        bleu=Bleu(library="sacrebleu"),
    ),
    "sentence-split": Profile(
        about="mean of NLTK's sentence BLEU-2 at spaces, smoothed by method1, and ROUGE-L of the package rouge",
        tokenizer="split",
        lowercase=False,
        metrics=["bleu-2", "rouge-l"],
        bleu=Bleu(level="sentence", smoothing="method1"),
        rouge=Rouge(library="rouge"),
    ),
}
"""Those that have a name. Nothing may change them: a copy is changed (`dataclasses.replace`, or Hydra's)."""
