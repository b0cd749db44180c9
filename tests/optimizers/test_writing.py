"""mipro, simba and gepa with a model that writes instructions: what it is shown, what comes of it, and its failures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.generators import Budget, Session
from socialsim.optimizers import Optimized, Settings, load, make_task, of_turns, optimize, split
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.signatures import ConfigurationError, as_history

from tests.conversations import talk
from tests.optimizers.scripted import READER, RULE, WRITER, Script, right, served, write_dialogues
from tests.server import Body, Server

WRITING = ("mipro", "simba", "gepa")
NODE = "supporter.nodes['strategy']"
SETTINGS = Settings(labeled=2, bootstrapped=2, candidates=4, rounds=3, batch=5)
Search = Callable[..., Optimized]


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def server(script: Script) -> Iterator[Server]:
    with Server() as running:
        running.answer = script
        yield running


@pytest.fixture
def search(server: Server, tmp_path: Path) -> Search:
    """Tune the strategy node by what people chose, with the reader to be tuned and the writer to help."""
    found = read_dialogues(write_dialogues(tmp_path / "made.jsonl", 34))
    items = [
        item for one in found for item in of_turns(one.dialogue, "supporter", one.id) if "strategy" in item.example
    ]

    def run(method: str, session: Session | None = None) -> Optimized:
        session = session or Session()
        task = make_task("strategy", "strategy", chooser(server, session))
        writer = served(WRITER, server.base_url, session)
        try:
            return optimize(task, split(items), method, SETTINGS, proposer=writer, at_once=4)
        finally:
            writer.close()  # the session's connections, which the reader shares

    return run


def chooser(server: Server, session: Session | None = None) -> Simulation:
    simulation = Simulation(Seeker(), Supporter(["strategy"]))
    simulation.set_lm(served(READER, server.base_url, session, concurrency=4))
    return simulation


@pytest.mark.parametrize("method", WRITING)
def test_it_finds_the_rule_and_the_program_that_is_loaded_follows_it(
    method: str, search: Search, server: Server, script: Script, tmp_path: Path
) -> None:
    compiled = search(method).compiled
    assert compiled is not None
    assert RULE in compiled.predictors[NODE].instructions
    ids = {str(demo["id"]) for demo in compiled.predictors[NODE].demos}
    assert compiled.about.data["demonstrations"] == sorted(ids)
    assert ids <= {*compiled.about.data["train"], *compiled.about.data["select"]}
    assert compiled.about.kin == tuple(sorted({f"dialogue {name.partition('#')[0]}" for name in ids}))
    scores = compiled.about.scores["dev"]
    assert compiled.about.better and scores.before < 0.5 and scores.after == 1.0
    assert compiled.about.generators["proposer"].startswith("openai/writer?") and compiled.about.finished

    (tmp_path / "program.json").write_text(compiled.text(), encoding="utf-8")
    script.asked[READER].clear()
    simulation = load(tmp_path).apply(chooser(server))
    lm = simulation.supporter.nodes["strategy"].lm
    said = "What should I do about the noise at night?"
    reply = simulation.supporter(conversation=as_history(talk(said).turns, "supporter"), until="strategy")
    assert reply.reasoning.strategy == right(said) == "Providing Suggestions"
    assert [RULE in system for system in script.systems()] == [True]
    lm.close()


def test_the_writer_of_mipro_reads_the_program_what_is_tuned_in_it_and_the_data(search: Search, script: Script) -> None:
    search("mipro")
    proposals = [prompt for prompt in script.prompts() if "[[ ## basic_instruction ## ]]" in prompt]
    assert len(proposals) == SETTINGS.candidates
    for words in (
        "class Reply(Program):",  # the program's source, and of the parts that it is made of
        "said: dspy.Prediction = yield call(self.supporter",
        "class Supporter(Program):",
        "StringSignature(conversation -> strategy",  # what is tuned, though it stands in a dictionary
        "- Self-disclosure: share a similar experience",
        "ReasoningNode(conversation) -> strategy",
    ):
        assert all(words in prompt for prompt in proposals), words
    assert any("Strategy: Question" in prompt for prompt in proposals), "demonstrations of what is tuned"
    (data,) = [prompt for prompt in script.prompts() if "Sample data points" in prompt]
    assert "'user': 'I feel alone with" in data and "'strategy': 'Reflection of feelings'" in data
    assert "_Student" not in "".join(script.prompts()), "it is the user's program, not our stand-in for it"


def test_the_writer_of_simba_reads_the_conversation_both_runs_and_what_the_metric_said(
    search: Search, script: Script
) -> None:
    search("simba")
    assert script.prompts()
    for prompt in script.prompts():
        assert "class Reply(Program):" in prompt and "_Student" not in prompt
        given = prompt.rpartition("[[ ## program_inputs ## ]]")[2].partition("[[ ## oracle_metadata ## ]]")[0]
        assert '"user": "' in given, "the conversation in words"
        worse = prompt.rpartition("[[ ## worse_program_trajectory ## ]]")[2]
        assert '"strategy": "Others"' in worse.partition("[[ ## worse_reward_value ## ]]")[0]
        assert "The person chose" in worse and "A person chose" in worse.partition("[[ ## better_reward_info")[2]
        assert "non-serializable" not in prompt


def test_the_writer_of_gepa_reads_the_conversation_and_what_the_metric_says_of_the_predictor(
    search: Search, script: Script
) -> None:
    search("gepa")
    first = script.prompts()[0]
    assert "Choose the one strategy of your next message." in first
    shown = first.rpartition("[[ ## examples_with_feedback ## ]]")[2]
    assert '{"messages": [{"user": "' in shown
    assert '"Generated Outputs": {"strategy": "Others"}' in shown
    assert 'The person chose \\"' in shown and "Look at what in this conversation calls for" in shown


def test_examples_are_in_flight_together(search: Search, script: Script) -> None:
    script.meets = 4
    search("gepa")
    assert script.most_at_once == 4  # as many as the LM takes


@pytest.mark.parametrize("method", WRITING)
def test_a_writer_that_does_not_answer_ends_the_search_in_a_line(method: str, search: Search, server: Server) -> None:
    script = server.answer
    server.answer = lambda body: 500 if body["model"] == WRITER else script(body)
    with pytest.raises(ConfigurationError, match=r"no answer from the generator: .* fail with 500"):
        search(method)


def test_mipro_cannot_do_without_an_answer_that_can_be_read(search: Search, server: Server) -> None:
    _mute(server)
    with pytest.raises(ConfigurationError, match="optimizer=mipro: the model that writes instructions gave none: "):
        search("mipro")


@pytest.mark.parametrize("method", ["simba", "gepa"])
def test_simba_and_gepa_do_without_proposals_that_cannot_be_read(method: str, search: Search, server: Server) -> None:
    _mute(server)
    compiled = search(method).compiled
    assert compiled is not None and compiled.about.finished
    assert compiled.predictors[NODE].instructions == Supporter(["strategy"]).nodes["strategy"].signature.instructions


def _mute(server: Server) -> None:
    script = server.answer
    server.answer = lambda body: "I would rather not." if body["model"] == WRITER else script(body)


@pytest.mark.parametrize("method", WRITING)
def test_a_budget_that_ends_when_the_writer_is_asked_ends_the_search(
    method: str, search: Search, server: Server, script: Script
) -> None:
    search(method)
    first = next(number for number, body in enumerate(server.requests) if body["model"] == WRITER)
    server.requests.clear()
    ended = search(method, Session(budget=Budget(calls=first)))
    assert ended.limit is not None and ended.limit.limit == f"budget.calls={first}"
    assert len(server.requests) == first and not ended.measured
    if ended.compiled is not None:
        assert not ended.compiled.about.finished


def test_a_bug_in_a_program_ends_the_search_and_is_no_score(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    def steps(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("somebody's own mistake")

    monkeypatch.setattr(Supporter, "steps", steps)
    with pytest.raises(ZeroDivisionError, match="somebody's own mistake"):
        search("gepa")


def test_an_unanswered_reader_ends_the_search_and_is_no_score(search: Search, server: Server, script: Script) -> None:
    def at_first(body: Body) -> str | int:
        return script(body) if len(script.asked[READER]) < 3 else 500

    server.answer = at_first
    with pytest.raises(ConfigurationError, match=r"no answer from the generator: .* fail with 500"):
        search("gepa")
    assert not script.asked[WRITER]
