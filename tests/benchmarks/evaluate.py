"""The text metrics of `socialsim evaluate`: how fast beside the packages they are named after, and a whole profile.

    python -m tests.benchmarks.evaluate [PAIRS]

Replies and references are made of words drawn by Zipf's law, with people's contractions and marks between them.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import accumulate

from socialsim.evaluation.text import PROFILES, measures
from socialsim.evaluation.text.bleu import bleu
from socialsim.evaluation.text.pairs import Pairs, pairs_of
from socialsim.evaluation.text.profile import Bleu, Rouge
from socialsim.evaluation.text.rouge import google_words, rouge
from socialsim.evaluation.text.tokenizing import tokenizer
from socialsim.evaluation.text.word_tokenize import without_punkt, word_tokenize
from socialsim.signatures import Reply
from socialsim.stats import Draws, interval

from .common import Row, in_turn, median, print_table
from .describe import vocabulary

PAIRS, SLOW = 20_000, 4_000
"""Pairs of a test set, and of what rouge-score and NLTK are tried on."""
VOCABULARY = 20_000
TURNS = 15
"""Replies of a dialogue."""
CONTRACTIONS = "I'm don't it's you're that's can't I've didn't you'll gonna".split()


def rows(pairs: int = PAIRS) -> list[Row]:
    write = writer(random.Random(13))
    replies = [Reply(write(), (write(),), dialogue=str(number // TURNS)) for number in range(pairs)]
    few = pairs_of(replies[:SLOW], tokenizer("split", lowercase=True))
    timed = in_turn({name: partial(seconds, work) for name, work in _works(replies, few).items()})
    took = {name: median(values) for name, values in timed.items()}
    return [
        ("ROUGE-L, tokens to scores, beside rouge-score", f"{took['rouge-score'] / took['rouge']:.0f} ×", "≥ 15 ×"),
        ("  texts to scores", f"{took['rouge-score, texts'] / took['rouge, texts']:.0f} ×", ""),
        ("BLEU-4, tokens to figure, beside NLTK's corpus_bleu", f"{took['nltk'] / took['bleu']:.1f} ×", "≥ 1 ×"),
        (f"word_tokenize of {2 * SLOW:,} texts, beside NLTK's", f"{took['nltk, words'] / took['words']:.1f} ×", ""),
        (f"esconv-nltk, all metrics with intervals, {pairs:,} pairs", f"{took['whole']:.1f} s", "≤ 10 s"),
        (f"sentence-split, with the package rouge, {pairs:,} pairs", f"{took['package']:.1f} s", "≤ 10 s"),
    ]


def _works(replies: list[Reply], few: Pairs) -> dict[str, Callable[[], object]]:
    from nltk.tokenize import NLTKWordTokenizer
    from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu
    from rouge_score.rouge_scorer import RougeScorer, _score_lcs

    scorer, google = RougeScorer(["rougeL"]), Rouge("rouge-score")
    some, texts = replies[:SLOW], [text for one in replies[:SLOW] for text in (one.text or "", *one.references)]
    sentences, words = without_punkt(), NLTKWordTokenizer()

    def figure_of_nltk() -> float:
        return corpus_bleu(few.references, few.replies, (0.25,) * 4, SmoothingFunction().method3)

    def our_figure() -> float:
        again = Pairs(few.replies, few.references)
        return bleu(again, 4, Bleu(smoothing="method3"), again.reply_lengths >= 0, 1).value()

    def figures(profile: str) -> list[object]:
        draws = Draws([reply.dialogue for reply in replies])
        return [interval(one.value(), one.drawn(draws), draws.groups) for one in measures(replies, PROFILES[profile])]

    return {
        "rouge-score": lambda: [*map(_score_lcs, (some[0] for some in few.references), few.replies)],
        "rouge": lambda: rouge(Pairs(few.replies, few.references), "l", google),
        "rouge-score, texts": lambda: [scorer.score(one.references[0], one.text) for one in some],
        "rouge, texts": lambda: rouge(pairs_of(some, google_words(stemmer=False)), "l", google),
        "nltk": figure_of_nltk,
        "bleu": our_figure,
        "nltk, words": lambda: [words.tokenize(part) for text in texts for part in sentences.tokenize(text)],
        "words": lambda: [*map(word_tokenize(), texts)],
        "whole": lambda: figures("esconv-nltk"),
        "package": lambda: figures("sentence-split"),
    }


def seconds(work: Callable[[], object]) -> float:
    """Return the processor's seconds: others on the machine cost none."""
    start = time.process_time()
    work()
    return time.process_time() - start


def writer(draw: random.Random) -> Callable[[], str]:
    """Return a function that makes up a reply."""
    words = [*CONTRACTIONS, *vocabulary(draw)][:VOCABULARY]
    weights = [*accumulate(1 / (rank + 2.7) for rank in range(len(words)))]

    def sentence() -> str:
        said = draw.choices(words, cum_weights=weights, k=draw.randint(3, 14))
        if len(said) > 8:
            said[4] += ","
        return " ".join(said).capitalize() + draw.choices(".?!", (0.7, 0.2, 0.1))[0]

    return lambda: " ".join(sentence() for _ in range(draw.randint(1, 3)))


if __name__ == "__main__":
    print_table(rows(*map(int, sys.argv[1:])))
