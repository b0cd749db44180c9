"""`to=hf`: what the card says follows from the dialogues, whatever they went through on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.formats.psyqa import PSYQA

from tests.commands.conftest import Program, read_json

EPITOME = "sp_id,rp_id,seeker_post,response_post,level,rationales\r\n" + "".join(
    f'{number},r{number},"I feel lonely since the ferry stopped in week {number}, and my sister never calls me. '
    f'I cannot sleep, I worry about my job at the harbour and I do not know whom to tell.",Since when?,0,\r\n'
    for number in range(3)
)
HALVES = ("shares.train=0.5", "shares.valid=0", "shares.test=0.5")


@pytest.fixture
def corpus(socialsim: Program, tmp_path: Path) -> Path:
    """Return the folder of three offline dialogues."""
    assert socialsim("simulate", "posts=examples", "n=3", f"out={tmp_path / 'corpus'}").code == 0
    return tmp_path / "corpus"


def card_of(socialsim: Program, source: object, *words: str) -> str:
    said = socialsim("convert", f"in={source}", "to=hf", "out=hub", *HALVES, *words, "overwrite=true")
    assert said.code == 0, said.err
    return Path("hub", "README.md").read_text(encoding="utf-8")


def through(socialsim: Program, source: object, target: str) -> Path:
    """Return the file that a conversion wrote."""
    out = Path(f"through-{target}")
    assert socialsim("convert", f"in={source}", f"to={target}", f"out={out}").code == 0
    return out / "ssconv.json" if target == "ssconv" else out


def test_offline_text_is_known_in_a_corpus_and_in_what_it_went_through(corpus: Path, socialsim: Program) -> None:
    written = through(socialsim, corpus, "ssconv")
    for record in read_json(written):
        assert record["Generators"] == {"seeker": "offline/rules-2", "supporter": "offline/rules-2"}
    chats = through(socialsim, corpus, "messages")
    again = through(socialsim, written, "sharegpt")
    for source in (corpus, corpus / "dialogues.jsonl", corpus / "ssconv.json", written, chats, again):
        card = card_of(socialsim, source)
        assert "> **Not training data.** Text in it was written by offline/rules-2" in card, source
        assert "3 were simulated with SocialSim." in card
        for untrue in ("the authors' release", "| SSConv |", "CC BY-NC", "Read (", "And the sources"):
            assert untrue not in card, source


def test_the_release_itself_is_a_source(socialsim: Program, tmp_path: Path) -> None:
    turns: list[dict[str, Any]] = [{"Turn": 1, "Seeker": "Hello"}, {"Turn": 2, "Supporter": "Hi"}]
    path = tmp_path / "ssconv.json"
    path.write_text(json.dumps([{"ID": number, "Dialogue": turns} for number in range(2)]), encoding="utf-8")
    card = card_of(socialsim, path, "by=dialogue")
    assert "| SSConv | 2 dialogues | ssconv.json | CC BY-NC 4.0 |" in card
    assert "Not training data" not in card and "with SocialSim." not in card


@pytest.mark.parametrize("target", ["jsonl", "messages", "sharegpt", "ssconv", "parquet"])
def test_the_licence_of_the_posts_stays_with_what_was_made_of_them(
    target: str, socialsim: Program, tmp_path: Path
) -> None:
    posts = tmp_path / "explorations-reddit.csv"
    posts.write_bytes(EPITOME.encode())
    assert socialsim("simulate", f"posts={posts}", "n=2", "out=made").code == 0
    assert {record["Corpus"] for record in read_json(Path("made", "ssconv.json"))} == {"epitome"}
    source = through(socialsim, "made", target)
    said = socialsim("convert", f"in={source}", "to=hf", "out=lax", "licence=mit", "by=dialogue", *HALVES)
    assert said.code == 2
    assert "licence=mit: a source (academic use only, by its own terms) rules out commercial use" in said.complaint
    assert not Path("lax").exists()
    card = card_of(socialsim, source, "by=dialogue")
    assert "**Not for commercial use.**" in card
    assert "They start from " in card
    counted = target in ("jsonl", "parquet")
    assert ("| EPITOME | 2 posts | explorations-reddit.csv |" in card) is counted
    assert ("| EPITOME | posts, how many is not known |" in card) is not counted


def test_a_corpus_that_a_chat_names_otherwise_is_no_source(socialsim: Program, tmp_path: Path) -> None:
    chat = tmp_path / "chat.jsonl"
    messages = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}]
    records = [{"corpus": corpus, "generators": "me", "messages": messages} for corpus in ("news", ["a"])]
    chat.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    card = card_of(socialsim, chat, "by=dialogue")
    assert "| chat messages | 2 dialogues |" in card
    assert "posts" not in card.partition("### Dataset Sources")[2].partition("## Uses")[0]
    assert "with SocialSim." not in card


def test_crises_are_a_share_of_what_was_looked_at(socialsim: Program, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    chinese = [{"question": "渡轮停了", "description": "我很孤独,睡不着", "answers": [{"answer_text": "我在这里"}]}] * 3
    assert PSYQA.fits(chinese[0])
    (folder / "psyqa.json").write_text(json.dumps(chinese), encoding="utf-8")
    said = "I want to kill myself tonight.", "The ferry stopped."
    chats = [
        {"messages": [{"role": "user", "content": text}, {"role": "assistant", "content": "I am here."}]}
        for text in said
    ]
    (folder / "chat.jsonl").write_text("".join(json.dumps(chat) + "\n" for chat in chats), encoding="utf-8")
    card = card_of(socialsim, folder, "by=dialogue")
    assert "**Crisis:** in 50.0% of 2 dialogues looked at," in card
    assert "**Crisis, not looked at:** 3 dialogues." in card
    alone = card_of(socialsim, folder / "psyqa.json", "by=dialogue")
    assert "**Crisis, not looked at:** 3 dialogues." in alone and "**Crisis:**" not in alone


def test_a_direct_simulation_is_said_to_be_one(socialsim: Program) -> None:
    assert socialsim("simulate", "posts=examples", "n=2", "program=direct", "out=made").code == 0
    card = card_of(socialsim, "made")
    assert "The seeker was given a help-seeking post, and not the persona that stands in its row." in card
    for untrue in ("reasoned before", "generator wrote", "was given a persona", "which strategies"):
        assert untrue not in card


def test_who_made_the_personas_is_among_the_generators(corpus: Path, socialsim: Program) -> None:
    assert "\n- extractor: offline/rules-2\n- seeker: offline/rules-2\n" in card_of(socialsim, corpus)
    given = socialsim("simulate", f"personas={corpus / 'profiles.json'}", "n=2", "out=given")
    assert given.code == 0, given.err
    card = card_of(socialsim, "given")
    assert "- extractor:" not in card
    assert "The seeker was given a persona, read from a file." in card
