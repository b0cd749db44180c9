"""What the makers of corpora allow goes with the data, and every format of theirs says it."""

from __future__ import annotations

import pytest
from socialsim.corpora.format import CardFormat, Format, PostFormat
from socialsim.corpora.formats import CARDS, FORMATS, POSTS
from socialsim.corpora.formats.cactus import CACTUS
from socialsim.corpora.formats.cards_of_esc_eval import ESC_EVAL
from socialsim.corpora.formats.counselchat import COUNSELCHAT
from socialsim.corpora.formats.dreaddit import DREADDIT
from socialsim.corpora.formats.epitome import EPITOME
from socialsim.corpora.formats.psyqa import PSYQA as PSYQA_FORMAT
from socialsim.corpora.licences import (
    ACADEMIC,
    APACHE,
    CC0,
    CC_BY_NC,
    GPL_2,
    MIT,
    PSYQA,
    UNKNOWN,
    UNSTATED,
    Licence,
    strictest,
)


@pytest.mark.parametrize(
    ("given", "strict"),
    [
        ([CC0, MIT], MIT),
        ([APACHE, CC0], APACHE),
        ([GPL_2, MIT], GPL_2),
        ([MIT, UNKNOWN], UNKNOWN),
        ([GPL_2, CC_BY_NC, UNKNOWN], CC_BY_NC),
        ([UNSTATED, CC_BY_NC], CC_BY_NC),
        ([CC_BY_NC, ACADEMIC], ACADEMIC),
        ([PSYQA, ACADEMIC, CC_BY_NC], PSYQA),
        ([], UNKNOWN),
    ],
)
def test_what_is_made_of_several_has_the_strictest(given: list[Licence], strict: Licence) -> None:
    assert strictest(given) is strict
    assert strictest(reversed(given)) is strict


def test_the_licences_are_those_that_the_makers_state() -> None:
    stated: dict[Format | CardFormat | PostFormat, Licence] = {
        COUNSELCHAT: MIT,
        EPITOME: ACADEMIC,
        PSYQA_FORMAT: PSYQA,
        CACTUS: GPL_2,
        DREADDIT: UNSTATED,
    }
    assert {one.name: one.licence for one in stated} == {one.name: licence for one, licence in stated.items()}
    assert ESC_EVAL.licence.noncommercial  # no licence, and made of corpora that are non-commercial


def test_only_psyqa_has_to_be_told_of() -> None:
    every: list[Format | CardFormat | PostFormat] = [*FORMATS, *CARDS, *POSTS]
    assert {one.name for one in every if one.licence.notice} == {"PsyQA"}
    assert "\n" not in PSYQA.notice
    assert PSYQA.noncommercial


def test_every_format_has_a_key_of_its_own() -> None:
    for keys in ([one.key for one in FORMATS], [one.key for one in CARDS], [one.key for one in POSTS]):
        assert len(set(keys)) == len(keys) > 0
