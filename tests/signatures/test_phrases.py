from __future__ import annotations

import random
import re
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from socialsim.programs.checks.reading import safety_words
from socialsim.signatures import crisis
from socialsim.signatures.crisis import _PHRASES, CrisisKind
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


def unsigned(parsed: Any, signs: tuple[str, ...], ends: set[str]) -> set[str]:
    """Return how texts without a sign may end that a parsed pattern goes on from those that end so; look-arounds, and
    what classes of characters match, are left out, so that there may be fewer such texts than this says, never more."""
    longest = max(map(len, signs))

    def grown(part: str) -> set[str]:
        texts = {end + part for end in ends}
        return {text[-longest:] for text in texts if not any(sign in text for sign in signs)}

    for operation, value in parsed:
        if operation is constants.LITERAL:
            ends = grown(chr(value))
        elif operation in (constants.IN, constants.ANY, constants.NOT_LITERAL):
            one = operation is constants.IN and len(value) == 1 and value[0][0] is constants.LITERAL
            ends = grown(chr(value[0][1]) if one else "\0")
        elif operation is constants.SUBPATTERN:
            ends = unsigned(value[3], signs, ends)
        elif operation is constants.BRANCH:
            ends = set[str]().union(*(unsigned(branch, signs, ends) for branch in value[1]))
        elif operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            least, most, repeated = value
            for _ in range(least):
                ends = unsigned(repeated, signs, ends)
            for _ in range(most - least if most is not constants.MAXREPEAT else 10**6):
                more = ends | unsigned(repeated, signs, ends)
                if more == ends:
                    break
                ends = more
        else:
            assert operation in (constants.AT, constants.ASSERT, constants.ASSERT_NOT), operation
    return ends


@pytest.mark.parametrize("kind", CrisisKind)
def test_every_text_that_a_crisis_phrase_matches_has_a_sign_of_its_block(kind: CrisisKind) -> None:
    for signs, pattern in _PHRASES[kind].blocks:
        assert signs, "a block without signs is tried on every text"
        assert not unsigned(parser.parse(pattern.pattern), signs, {""}), signs


def test_a_phrase_without_a_sign_is_seen() -> None:
    parsed = parser.parse(r"\b(?:a (?:green )?frog\w*|(?:the )*newts?)")
    assert unsigned(parsed, ("frog", "newt"), {""}) == set()
    assert unsigned(parsed, ("green", "newt"), {""})


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


def test_the_words_of_a_text_leave_out_no_block_that_has_something_to_find(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(11)
    texts = [
        f"Well, {sample(parser.parse(pattern.pattern), rng)}, so it is."
        for _, _, pattern in crisis._BLOCKS
        for _ in range(100)
    ]
    found = [crisis.crises_in.__wrapped__(text) for text in texts]
    assert sum(map(bool, found)) > len(texts) / 2
    monkeypatch.setattr(crisis, "_hinted", lambda word: (1 << len(crisis._BLOCKS)) - 1)
    assert [crisis.crises_in.__wrapped__(text) for text in texts] == found
