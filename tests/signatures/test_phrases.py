from __future__ import annotations

import random
import re
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from socialsim.programs.checks.reading import safety_words
from socialsim.signatures.crisis import _PHRASES
from socialsim.signatures.phrases import Phrases, straightened

TABLES = {kind.value: phrases for kind, phrases in _PHRASES.items()} | {
    name: value for name, value in vars(safety_words).items() if isinstance(value, Phrases)
}


def sample(parsed: Any, rng: random.Random) -> str:
    """Return a text that a parsed pattern matches, look-arounds left out."""
    text = ""
    for operation, value in parsed:
        if operation is constants.LITERAL:
            text += chr(value)
        elif operation is constants.IN:
            text += chr(value[0][1]) if value[0][0] is constants.LITERAL else "x"
        elif operation is constants.ANY:
            text += "x"
        elif operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            least, most, repeated = value
            text += "".join(sample(repeated, rng) for _ in range(rng.randint(least, min(most, least + 1))))
        elif operation is constants.SUBPATTERN:
            text += sample(value[3], rng)
        elif operation is constants.BRANCH:
            text += sample(rng.choice(value[1]), rng)
    return text


@pytest.mark.parametrize("name", TABLES)
def test_no_phrase_is_without_a_sign_of_its_block(name: str) -> None:
    rng = random.Random(7)
    for signs, pattern in TABLES[name].blocks:
        parsed = parser.parse(pattern.pattern)
        texts = {sample(parsed, rng) for _ in range(1000)} if signs else set()
        assert not {text for text in texts if not any(sign in text for sign in signs)}, signs


def test_the_notation_fills_classes_drops_apostrophes_and_ends_where_words_do() -> None:
    phrases = Phrases("\ni can't {go}\n? frog, toad\n(green )?frog~\n", {"go": "({walk}|run)", "walk": "(walk|stroll)"})
    assert [match.group() for match in phrases.finditer("a green frogling, i cant stroll, i can't runaway")] == [
        "i cant stroll",
        "green frogling",
    ]
    assert phrases.search("a toad") is None
    with pytest.raises(KeyError, match="nothing"):
        Phrases("{nothing}")
    with pytest.raises(re.error):
        Phrases("(open")


def test_straightened_text_has_one_line_and_plain_quotes() -> None:
    assert straightened("I don’t\n  “know”\u00a0it") == 'I don\'t "know" it'
