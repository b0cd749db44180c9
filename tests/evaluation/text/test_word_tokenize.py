"""Our `word_tokenize` gives the tokens of NLTK's, whatever the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize import NLTKWordTokenizer
from nltk.tokenize import word_tokenize as nltk_s
from socialsim.evaluation.text.word_tokenize import has_punkt, without_punkt, word_tokenize

from tests.evaluation.text.real import OpenFile, esconv_replies, mime_replies

PIECES = [
    *"a I cannot gonna wanna gimme d'ye more'n 'tis 'twas don't DON'T it's IT'S they'll dogs' o'clock 'em".split(),
    *"e.g. ok. Mr. dr. U.S. i. 3. 3.14 1,000 12:30 ... .. . ? ! ?! , ,, : ; ' '' \" `` ` -- - — “ ” ‘ ’ « »".split(),
    *"( ) [x] {y} <z> $5 50% a@b #tag A&B hi* yes, no; why? wow!! café naïve".split(),
    *"end. end.\" end.) (end.) \"end.\" 'end.' end.'".split(),
]
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(PIECES) | st.text("ab.'\",!? ", max_size=4), st.sampled_from([" ", " ", " ", "", "  ", "\n"])
    ),
    max_size=8,
).map(lambda parts: "".join(piece + space for piece, space in parts))


@cache
def ours() -> Callable[[str], list[str]]:
    return word_tokenize()


def slowly(text: str) -> list[str]:
    """Return NLTK's tokens, by the sentences that ours has: NLTK's own where its data are installed."""
    if has_punkt():
        return nltk_s(text)
    words = NLTKWordTokenizer()
    return [token for sentence in without_punkt().tokenize(text) for token in words.tokenize(sentence)]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_has_the_tokens_of_nltk(text: str) -> None:
    assert ours()(text) == slowly(text)


def test_real_replies_have_the_tokens_of_nltk(open_file: OpenFile) -> None:
    replies = [*esconv_replies(open_file, "joint")[0][::3], *mime_replies(open_file, "Beam")[:300]]
    for reply in replies:
        for text in (reply.text, *reply.references):
            assert text is not None
            assert ours()(text) == slowly(text)
            assert ours()(text.lower()) == slowly(text.lower())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("i'm ok. you can't go, can you?", "i 'm ok. you ca n't go , can you ?"),
        ("dr. who said so. i cannot.", "dr. who said so . i can not ."),
        ("gonna or wanna, gotta; gimme? lemme", "gon na or wan na , got ta ; gim me ? lem me"),
        ("it was 3.5 a.m. or so... fine", "it was 3.5 a.m. or so ... fine"),
    ],
)
def test_abbreviations_keep_their_period_and_sentences_lose_it(text: str, tokens: str) -> None:
    assert ours()(text) == tokens.split()
