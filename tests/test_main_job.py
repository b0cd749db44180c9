"""The main job on 200 real posts, by the command line, with the offline generator: what issue and README promise of
it."""

from __future__ import annotations

import itertools
import json
import re
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from socialsim.generators.offline.hearing import feelings_in, people_in
from socialsim.generators.offline.plan import SHARE_BY_SIXTH
from socialsim.generators.offline.wording import to_second_person
from socialsim.signatures import Dialogue, Persona, StopReason, Strategy, Turn

Job = list[tuple[Persona, Dialogue]]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Job]:
    data = Path(__file__).resolve().parents[1].parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("../shared/data is absent: the main job was not tried on real posts")
    folder = tmp_path_factory.mktemp("job")
    lines = posts_of(data / "counselchat" / "20200325_counsel_chat.part-open.csv", 200)
    (folder / "posts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    simulate(folder, "run", seed=0)
    records = map(json.loads, (folder / "run" / "dialogues.jsonl").read_text(encoding="utf-8").splitlines())
    return folder, [(Persona.model_validate(r["persona"]), Dialogue.model_validate(r["dialogue"])) for r in records]


def posts_of(path: Path, n: int) -> list[str]:
    from socialsim.corpora.posts import read_posts

    return [json.dumps({"text": post.text}) for post in itertools.islice(read_posts(path), n)]


def simulate(folder: Path, out: str, seed: int) -> None:
    command = [sys.executable, "-m", "socialsim.commands", "simulate", f"posts={folder}/posts.jsonl"]
    subprocess.run([*command, f"out={folder}/{out}", f"seed={seed}", "n=null"], check=True, capture_output=True)


def test_every_screened_in_post_becomes_a_persona_and_a_dialogue(corpus: tuple[Path, Job]) -> None:
    folder, job = corpus
    became = json.loads((folder / "run" / "run.json").read_text(encoding="utf-8"))["posts"]["by_status"]
    assert set(became) <= {"done", "screened-out"} and sum(became.values()) == 200
    assert became["done"] >= 180  # of 200 posts to therapists nearly all seek help
    made = json.loads((folder / "run" / "run.json").read_text(encoding="utf-8"))["dialogues"]["by_status"]
    assert sum(made.values()) == became["done"]
    assert len(job) == made["done"] >= 0.95 * became["done"]  # the others are set aside by the checks


def test_dialogues_have_16_to_24_turns_and_no_utterance_twice(corpus: tuple[Path, Job]) -> None:
    for _, dialogue in corpus[1]:
        texts = [turn.text for turn in dialogue.turns]
        assert 16 <= len(texts) <= 24
        assert len(set(texts)) == len(texts)


def test_no_two_dialogues_share_more_than_a_quarter_of_their_utterances(corpus: tuple[Path, Job]) -> None:
    said = [{turn.text for turn in dialogue.turns} for _, dialogue in corpus[1]]
    worst = max(len(one & other) / min(len(one), len(other)) for one, other in itertools.combinations(said, 2))
    assert worst <= 0.25


def test_strategies_follow_esconvs_progress(corpus: tuple[Path, Job]) -> None:
    """Pearson over the 48 cells of sixth x strategy, a turn's sixth being its place among all turns."""
    cells: Counter[tuple[int, str]] = Counter()
    for _, dialogue in corpus[1]:
        for position, turn in enumerate(dialogue.turns):
            if turn.strategy:
                cells[position * 6 // len(dialogue.turns), turn.strategy] += 1
    share = [
        100 * cells[sixth, strategy] / sum(cells[sixth, other] for other in Strategy)
        for sixth in range(6)
        for strategy in Strategy
    ]
    assert statistics.correlation(share, list(itertools.chain(*SHARE_BY_SIXTH))) >= 0.8


def test_the_supporter_says_nothing_of_the_persona_before_the_seeker_did(corpus: tuple[Path, Job]) -> None:
    leaks = [leak for persona, dialogue in corpus[1] for leak in leaked(persona, dialogue)]
    assert not leaks, leaks


def leaked(persona: Persona, dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    """Yield (attribute value, supporter message) wherever the value was not disclosed by then."""
    told = ""
    for turn in dialogue.turns:
        if turn.speaker == "seeker":
            told += f" {turn.text}"
            continue
        thought = " ".join(turn.reasoning.steps().values()) if turn.reasoning else ""
        for message in (turn.text, thought):
            for value in values(persona):
                if mentions(message, value) and not disclosed(told, value):
                    yield value, message


def values(persona: Persona) -> Iterator[str]:
    """Yield what the attributes say, in pieces that could be recognised: numbers, names, phrases, runs of words."""
    yield str(persona.age)
    yield from (persona.occupation, persona.topic, persona.subtopic)
    yield from str(persona.personality).split(", ")
    yield from re.split(r", | and ", persona.event.participants)
    yield re.sub(r"^(?:at|in|on) (?:the )?", "", persona.event.location)
    yield persona.event.time
    yield from persona.emotional_experience_words
    for text in (persona.situation, persona.event.description, persona.coped_strategies_and_effects,
                 persona.goals_and_expectations):  # fmt: skip
        words = plain(text).split()
        for start in range(len(words) - 3):
            run = words[start : start + 4]
            if "." not in run and sum(len(word) > 4 for word in run) >= 2:  # "that you need to" belongs to nobody
                yield from (" ".join(run), to_second_person(" ".join(run)))


def plain(text: str) -> str:
    """Return words in lower case; punctuation becomes a lone full stop, which no run of words crosses."""
    return re.sub(r"[^\w' ]+", " . ", text).casefold()


def mentions(message: str, value: str) -> bool:
    return f" {' '.join(plain(value).strip(' .').split())} " in f" {' '.join(plain(message).split())} "


def disclosed(told: str, value: str) -> bool:
    feelings = feelings_in(told)
    said_otherwise = value in (*feelings, *people_in(told)) or any(feeling in value for feeling in feelings)
    return said_otherwise or mentions(told, value) or mentions(to_second_person(told), value)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(corpus: tuple[Path, Job]) -> None:
    folder, _ = corpus
    first = (folder / "run" / "ssconv.json").read_bytes()
    simulate(folder, "again", seed=0)
    simulate(folder, "other", seed=1)
    assert (folder / "again" / "ssconv.json").read_bytes() == first
    assert (folder / "other" / "ssconv.json").read_bytes() != first


def test_a_leak_would_be_found() -> None:
    from tests.people import SECRET, persona

    told = Turn(speaker="seeker", text="Hello. I have not spoken to anyone for nine days.")
    safe = Turn(speaker="supporter", text="Not spoken to anyone for nine days? That is long.")
    for leak in (f"It must be hard to be a {SECRET}.", "At 47 one knows oneself.", "How is the ferryman?",
                 "You feel forgotten.", "You have tried to write letters, I know."):  # fmt: skip
        dialogue = Dialogue(turns=(told, safe, Turn(speaker="supporter", text=leak)), stop_reason=StopReason.RESOLVED)
        assert len(set(leaked(persona(), dialogue))) >= 1, leak
        assert all(message == leak for _, message in leaked(persona(), dialogue))
