"""The line under a table that says how its figures were made, with everything that changes their values."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from ..packages import package
from .meteor import has_wordnet
from .profile import F1, Bleu, Profile, check
from .rouge import google_words
from .tokenizing import tokenizer

_CONSTANTS = {"method1": 0.1, "method4": 5.0, "floor": 0.1, "add-k": 1.0}
"""The library's own."""
_LIBRARIES = {"nltk": "NLTK", "sacrebleu": "sacrebleu", "coco": "coco"}


def describe(profile: Profile) -> str:
    """Return the whole profile in one line: tokenizer with version, smoothing, and so on, of the metrics it prints.

    Raises:
        ConfigurationError: the profile has a setting that there is not, or what it needs is not installed.
    """
    check(profile)
    return "; ".join(_parts(profile))


def _parts(profile: Profile) -> Iterator[str]:
    families = dict.fromkeys(name.partition("-")[0] for name in profile.metrics)
    yield f"tokens: {tokenizer(profile.tokenizer, profile.lowercase).about}"
    for family in families:
        match family:
            case "bleu":
                yield _bleu(profile.bleu)
            case "rouge":
                yield _rouge(profile)
            case "distinct":
                yield _distinct(profile)
            case "meteor":
                without = "exact words and stems only, without WordNet (python -m nltk.downloader wordnet)"
                yield f"METEOR: NLTK {version('nltk')}, {'with WordNet' if has_wordnet() else without}, best reference"
            case "cider":
                yield "CIDEr: CIDEr-D, runs of 1–4, idf of this test set's references, σ = 6, × 10"
            case "f1":
                yield f"F1: bags of tokens, best reference{_own_words(profile.f1)}"
            case _:
                yield "Length: tokens"
    if profile.scale != 1:
        plain = [name for name in ("CIDEr", "Length") if name.lower() in families]
        yield f"figures × {profile.scale:g}" + (f", not {' and '.join(plain)}" if plain else "")


def _bleu(bleu: Bleu) -> str:
    constant = bleu.constant or _CONSTANTS.get(bleu.smoothing)
    smoothing = bleu.smoothing + (f" ({constant:g})" if constant else "")
    weights = f", weights {', '.join(f'{one:g}' for one in bleu.weights)}" if bleu.weights else ""
    said = [
        "BLEU: of the corpus" if bleu.level == "corpus" else "BLEU: mean of sentences",
        f"counted as {_LIBRARIES[bleu.library]} does",
        "no smoothing" if bleu.smoothing == "none" else f"smoothing {smoothing}",
        "closest reference length",
        f"{bleu.orders} orders{weights}",
    ]
    if bleu.effective:
        said.append("effective order")
    if bleu.tokenizer != "same":
        own = tokenizer(bleu.tokenizer, bleu.lowercase, "profile.bleu.tokenizer")
        said.append(f"tokens of its own: {own.about}")
    if signature := _signature(bleu):
        said.append(f"signature {signature}")
    return ", ".join(said)


def _own_words(f1: F1) -> str:
    if f1.tokenizer == "same":
        return ""
    return f", tokens of its own: {tokenizer(f1.tokenizer, f1.lowercase, 'profile.f1.tokenizer').about}"


def _signature(bleu: Bleu) -> str:
    """Return sacrebleu's own, without the number of references, where its own program would print the figure."""
    own = bleu.level == "corpus" and bleu.orders == "cumulative" and not bleu.weights
    if bleu.library != "sacrebleu" or bleu.tokenizer not in ("13a", "intl", "zh") or not own:
        return ""
    score = package("sacrebleu.metrics", "profile.bleu.library=sacrebleu").BLEU(
        lowercase=bleu.lowercase,
        tokenize=bleu.tokenizer,
        smooth_method=bleu.smoothing,
        smooth_value=bleu.constant or None,
        effective_order=bleu.effective,
    )
    score.corpus_score(["a"], [["a"]])  # it gives no signature before it has given a figure
    written = str(score.get_signature())
    return "|".join(part for part in written.split("|") if not part.startswith("nrefs:"))


def _rouge(profile: Profile) -> str:
    rouge = profile.rouge
    figure = {"f": "F", "precision": "precision", "recall": "recall"}[rouge.figure]
    if rouge.library == "rouge":
        package("rouge", "profile.rouge.library=rouge")
        return f"ROUGE: {figure} of the package rouge {version('rouge')}, which splits at full stops, text as it stands"
    if rouge.library == "rouge-score":
        return f"ROUGE: {figure} as rouge-score, {google_words(rouge.stemmer).about}, best reference by F"
    beta = f", β = {rouge.beta:g}" if rouge.figure == "f" else ""
    several = "best precision and best recall" if rouge.references == "best-parts" else "best F"
    return f"ROUGE: {figure}{beta}, {several} of several references"


def _distinct(profile: Profile) -> str:
    of = "all replies together" if profile.distinct.level == "corpus" else "each reply, mean"
    runs = "without the last run of each reply" if profile.distinct.runs == "esconv" else "every run"
    return f"Distinct: of {of}, {runs}"
