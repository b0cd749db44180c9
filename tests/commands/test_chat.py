"""`socialsim chat`: what is typed and what comes back, by real commands; nothing is written but what is saved."""

from __future__ import annotations

import io
import json
import os
import select
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from socialsim.commands.chat_care import BESIDE, NOTICE, Situation, care, names_means, says_no, situation
from socialsim.commands.plain import plain
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.formats.origin import generators_of
from socialsim.programs.checks.rule import Case
from socialsim.programs.checks.safety import Safety
from socialsim.signatures import Turn, crises_in

from tests.commands.conftest import ENTRY, Program, Said
from tests.generators.streaming_server import HOLD, StreamingServer
from tests.people import persona

IN_CRISIS = "I want to kill myself"
TOLD_OF_THE_PAST = "When I was a teenager I tried to kill myself."
FRAME = "Thought: i have failed.\nStrategy: question\n\n"
Talked = Callable[..., Said]


@pytest.fixture
def streams() -> Iterator[StreamingServer]:
    with StreamingServer() as running:
        yield running


@pytest.fixture
def chat(socialsim: Program, monkeypatch: pytest.MonkeyPatch) -> Talked:
    """Run the command with lines typed into a pipe; what it prints comes without the notices it begins with."""

    def talk(*words: object, typed: list[str]) -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        said = socialsim("chat", *words)
        return Said(said.code, said.out.partition("unless you /save it.\n")[2], said.err)

    return talk


def at(server: StreamingServer) -> list[str]:
    return ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}", "lm.retries=0", "program=chat"]


def test_rules_answer_and_say_why_and_nothing_is_written(chat: Talked) -> None:
    said = chat(typed=["I lost my job last week and I cannot sleep.", "/why", "/quit", "never read"])
    lines = said.out.splitlines()
    assert (said.code, said.err) == (0, "")
    assert lines[0].startswith("supporter: ")
    assert [line.partition(": ")[0] for line in lines[1:]] == ["situation", "thought", "action", "strategy"]
    assert list(Path().iterdir()) == []


def test_it_begins_with_what_it_is_and_where_help_is(
    socialsim: Program, monkeypatch: pytest.MonkeyPatch, streams: StreamingServer
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    rules, served = socialsim("chat"), socialsim("chat", *at(streams))
    assert NOTICE in rules.out and "lm=offline answers by rules" in rules.out
    assert NOTICE in served.out and f"What you write is sent to {streams.base_url}" in served.out
    assert all(
        where in NOTICE for where in ("not a therapist", "112", "988", "116 123", "13 11 14", "findahelpline.com")
    )


def test_the_same_words_get_the_same_replies_and_another_seed_others(chat: Talked) -> None:
    typed = ["I lost my job.", "My boss said it on the phone.", "I feel ashamed."]
    one, same, other = chat(typed=typed), chat(typed=typed), chat("seed=1", typed=typed)
    assert one.out == same.out != other.out
    assert one.out.count("supporter: ") == 3


def test_a_chatbot_is_asked_by_the_conversation_alone(chat: Talked, streams: StreamingServer) -> None:
    streams.answers.extend([["I hear ", "you."], ["What ", "happened?"]])
    said = chat(*at(streams), typed=["  I lost my job.  ", "Yes.", "/why"])
    assert said.out.splitlines()[:2] == ["supporter: I hear you.", "supporter: What happened?"]
    assert "no reasoning beside the last reply" in said.out
    assert streams.requests[-1]["messages"] == [
        {"role": "user", "content": "I lost my job."},
        {"role": "assistant", "content": "I hear you."},
        {"role": "user", "content": "Yes."},
    ]
    assert all(body["stream"] for body in streams.requests)


def test_what_was_taken_back_and_what_was_before_a_new_conversation_is_not_sent(
    chat: Talked, streams: StreamingServer
) -> None:
    said = chat(*at(streams), typed=["/undo", "one", "two", "/undo", "three", "/new", "four"])
    assert "there is nothing to take back" in said.out
    assert "taken back: two" in said.out
    sent = [[message["content"] for message in body["messages"]] for body in streams.requests]
    assert sent[-2] == ["one", "I hear you.", "three"]
    assert sent[-1] == ["four"]


def test_only_the_utterance_of_a_typed_answer_is_shown(chat: Talked, streams: StreamingServer) -> None:
    streams.always = [
        "[[ ## situation",
        " ## ]]\nA job ",
        "is lost.\n\n[[ ## thought ## ]]\nT\n\n[[ ## action ## ]]\nA\n\n",
    ]
    streams.always += [
        "[[ ## strategy ## ]]\nQuestion\n\n[[ ## utter",
        "ance ## ]]\nSince ",
        "when?",
        "\n\n[[ ## completed",
    ]
    streams.always += [" ## ]]"]
    said = chat(*at(streams)[:-1], "program=fused", typed=["I lost my job.", "/why"])
    assert said.out.splitlines() == [
        *("supporter: Since when?", "situation: A job is lost.", "thought: T", "action: A", "strategy: Question"),
    ]  # fmt: skip


def test_of_a_chatbot_that_reasons_the_frame_is_not_shown_but_told_on_request(
    chat: Talked, streams: StreamingServer
) -> None:
    streams.always = ["Situation: A job is lost.\nThou", "ght: T\nAction: A\nStrategy: Question", "\n\nSince ", "when?"]
    said = chat(*at(streams)[:-1], "program=chat_reasoning", typed=["I lost my job.", "/why", "Since May."])
    assert said.out.splitlines() == [
        *("supporter: Since when?", "situation: A job is lost.", "thought: T", "action: A", "strategy: Question"),
        "supporter: Since when?",
    ]
    assert [message["content"] for message in streams.requests[1]["messages"]] == [
        *("I lost my job.", "Since when?", "Since May."),
    ]  # fmt: skip


def test_a_model_on_this_machine_answers_as_a_chatbot(chat: Talked, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from tests.generators.local.tiny import make_model

    folder = make_model(tmp_path / "a model")
    said = chat(f"chatbot={folder}", "lm.max_tokens=12", typed=["I lost my job.", "/save talk.jsonl"])
    (found,) = read_dialogues(Path("talk.jsonl"))
    assert said.code == 0
    assert found.dialogue.turns[0].text == "I lost my job."
    assert said.out.startswith("supporter: ")
    assert generators_of(found)["supporter"].startswith(f"transformers/{folder}")


def test_a_chatbot_that_was_tuned_here_answers_by_its_folder(
    socialsim: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("peft")
    from tests.chatbots import make_chatbot

    nodes = ("thought", "strategy")
    folder = make_chatbot(tmp_path / "mine", f"{FRAME}Since when is that so?", nodes, for_proof=True).folder
    for words in ([f"chatbot={folder}"], ["lm=chatbot", f"lm.path={folder}"]):
        monkeypatch.setattr("sys.stdin", io.StringIO("I lost my job.\n/why\n"))
        said = socialsim("chat", *words, "lm.temperature=0", "lm.device=cpu", "lm.max_tokens=60")
        assert said.out.splitlines()[-3:] == ["supporter: Since when is that so?", *FRAME.lower().splitlines()[:2]]
        assert "offline/chatbot/mine+" in said.out and "of no use" in said.out


def test_an_answer_that_could_not_be_read_is_visibly_taken_back(chat: Talked, streams: StreamingServer) -> None:
    good = "[[ ## situation ## ]]\nS\n[[ ## thought ## ]]\nT\n[[ ## action ## ]]\nA\n[[ ## strategy ## ]]\nQuestion\n"
    streams.answers.append(["[[ ## utterance ## ]]\nThis is half", " of it.\n[[ ## completed ## ]]"])
    streams.answers.append([good, "[[ ## utterance ## ]]\nThis is", " all of it.\n[[ ## completed ## ]]"])
    said = chat(*at(streams)[:-1], "program=fused", typed=["I lost my job."])
    assert said.out == "supporter: This is half of it.\n(again)\nsupporter: This is all of it.\n"


def test_what_a_model_writes_is_no_command_to_the_terminal(chat: Talked, streams: StreamingServer) -> None:
    streams.always = ["[bold]Hi\x1b", "[31", "m red\x1b]0;ti", "tle\x07 \u202eeno[/bold] :smile:\x1b[2J"]
    said = chat(*at(streams), typed=["Hello"])
    assert said.out == "supporter: [bold]Hi red eno[/bold] :smile:\n"
    chat(*at(streams), typed=["Hello", "Again", "/save talk.jsonl"])
    assert streams.requests[-1]["messages"][1]["content"] == "[bold]Hi red eno[/bold] :smile:"
    (found,) = read_dialogues(Path("talk.jsonl"))
    assert found.dialogue.turns[1].text == "[bold]Hi red eno[/bold] :smile:"


def test_a_server_that_fails_costs_no_conversation(chat: Talked, streams: StreamingServer) -> None:
    streams.answers.extend([["One."], 500, ["Two."]])
    said = chat(*at(streams), typed=["first", "second", "", "third", "/save talk.jsonl"])
    (complaint,) = [line for line in said.out.splitlines() if line.startswith("(")]
    assert "told to fail with 500" in complaint and "press Enter" in complaint
    assert said.code == 0
    (found,) = read_dialogues(Path("talk.jsonl"))
    assert [turn.text for turn in found.dialogue.turns] == ["first", "One.", "second", "Two.", "third", "I hear you."]


def test_a_server_that_is_not_there_is_one_line(chat: Talked, streams: StreamingServer) -> None:
    streams.__exit__()
    said = chat(*at(streams), typed=["Hello", "/help"])
    (complaint,) = [line for line in said.out.splitlines() if line.startswith("(")]
    assert "no answer from" in complaint and "start the server" in complaint
    assert "/save FILE: " in said.out


def test_a_conversation_that_is_too_long_says_so_and_is_kept(chat: Talked, streams: StreamingServer) -> None:
    full = {"error": {"message": "maximum context length is 9 tokens", "code": "context_length_exceeded"}}
    streams.failure = full
    streams.answers.extend([["One."], 400, 400])
    said = chat(*at(streams), typed=["first", "second", "/undo", "/save talk.jsonl"])
    (complaint,) = [line for line in said.out.splitlines() if line.startswith("(")]
    assert "maximum context length" in complaint and "/new begins a new conversation" in complaint
    (found,) = read_dialogues(Path("talk.jsonl"))
    assert [turn.text for turn in found.dialogue.turns] == ["first", "One."]


def test_what_is_saved_says_who_wrote_it_and_is_never_written_over(chat: Talked) -> None:
    said = chat(typed=["/save", "/save a.jsonl", "I lost my job.", "/save a b.jsonl", "/save a b.jsonl", "/save no/x"])
    assert "say a file" in said.out and "nothing was said yet" in said.out
    assert "written to a b.jsonl" in said.out
    assert "/save a b.jsonl: is there already" in said.out and "/save no/x: cannot be written" in said.out
    assert list(Path().iterdir()) == [Path("a b.jsonl")]
    (found,) = read_dialogues(Path("a b.jsonl"))
    assert [turn.speaker for turn in found.dialogue.turns] == ["seeker", "supporter"]
    assert found.dialogue.turns[1].reasoning is not None
    assert generators_of(found) == {"supporter": "offline/rules-2"}
    assert not found.simulated


def test_a_crisis_is_answered_by_fixed_words_and_no_model(chat: Talked, streams: StreamingServer) -> None:
    said = chat(*at(streams), typed=[IN_CRISIS, "/why", IN_CRISIS, "I called them.", "/save talk.jsonl"])
    first, again = care(Situation.SUICIDE), care(Situation.SUICIDE, before=True)
    assert said.out.splitlines()[0] == f"supporter: {first}"
    assert f"supporter: {again}" in said.out.splitlines()
    assert "no model wrote this reply" in said.out
    assert said.out.count(BESIDE) == 1  # beside the reply to "I called them."
    assert [message["content"] for message in streams.requests[0]["messages"]] == [
        *(IN_CRISIS, first, IN_CRISIS, again, "I called them."),
    ]  # fmt: skip
    assert len(streams.requests) == 1
    (record,) = map(json.loads, Path("talk.jsonl").read_text(encoding="utf-8").splitlines())
    assert record["crisis"] == ["suicide"]
    noted = {"written_by": "socialsim", "crisis": ["suicide"]}
    assert record["about"]["turns"] == {"2": noted, "4": noted}
    assert len(list(read_dialogues(Path("talk.jsonl")))) == 1


def test_a_crisis_of_the_past_is_answered_by_the_model_with_help_beside(chat: Talked, streams: StreamingServer) -> None:
    streams.answers.append(["Thank you for telling me."])
    said = chat(*at(streams), typed=[TOLD_OF_THE_PAST, "I lost my job."])
    assert said.out.splitlines() == ["supporter: Thank you for telling me.", BESIDE, "supporter: I hear you."]
    streams.answers.append(500)
    assert BESIDE in chat(*at(streams), typed=[TOLD_OF_THE_PAST]).out


@pytest.mark.parametrize(
    ("message", "met"),
    [
        ("I hit my wife yesterday", Situation.VIOLENCE),
        ("I'm going to kill him", Situation.VIOLENCE),
        ("I want to hurt my baby", Situation.VIOLENCE),
        ("I have a gun and I'm going to the school", Situation.VIOLENCE),
        ("my friend told me he took 30 pills", Situation.HELPING),
        ("she is suicidal and I am scared", Situation.HELPING),
        ("My friend wants to kill herself", Situation.HELPING),
        ("my kid said he wants to die", Situation.HELPING),
        ("he is going to kill me", Situation.DANGER),
        ("They want to kill me", Situation.DANGER),
        ("My husband beats me", Situation.ABUSE),
        ("I cut myself every night", Situation.SELF_HARM),
        ("I hit my wife and now I want to kill myself", Situation.SUICIDE),
        ("He left me and I want to die", Situation.SUICIDE),
    ],
)
def test_each_situation_has_words_of_its_own(message: str, met: Situation) -> None:
    assert situation(crisis for crisis in crises_in(message) if crisis.now) is met


def test_the_shorter_words_come_where_the_same_was_met_before(chat: Talked, streams: StreamingServer) -> None:
    said = chat(*at(streams), typed=["My husband beats me", IN_CRISIS, "No.", "I lost my job.", "I have the rope"])
    again = care(Situation.SUICIDE, before=True)
    assert said.out.splitlines() == [
        f"supporter: {care(Situation.ABUSE)}",
        f"supporter: {care(Situation.SUICIDE)}",
        f"supporter: {again}",
        "supporter: I hear you.",
        BESIDE,
        f"supporter: {again}",
    ]
    assert len(streams.requests) == 1


def test_without_fixed_words_before_a_no_is_a_message_like_others(chat: Talked, streams: StreamingServer) -> None:
    assert chat(*at(streams), typed=["No", "I take my pills"]).out == "supporter: I hear you.\n" * 2


@pytest.mark.parametrize("text", ["no", "Nobody.", "not really", "No, nobody", "I don't know", "no one is here"])
def test_a_bare_no(text: str) -> None:
    assert says_no(text)


@pytest.mark.parametrize("text", ["No, but my sister is on her way", "nobody called yet, I am waiting", "yes", ""])
def test_no_bare_no(text: str) -> None:
    assert not says_no(text)


def test_means_are_words_and_not_parts_of_words() -> None:
    assert names_means("I have the Pills") and names_means("a knife")
    assert not names_means("I spilled it, I gave up hope, he begun")


@pytest.mark.parametrize("kind", Situation)
@pytest.mark.parametrize("before", [False, True])
def test_the_fixed_words_care_ask_one_thing_and_point_to_help(kind: Situation, before: bool) -> None:
    text = care(kind, before)
    asked = {
        "suicide": IN_CRISIS,
        "self_harm": "I cut myself every night",
        "abuse": "My husband beats me",
        "violence": "I hit my wife yesterday",
        "helping": "My friend wants to kill herself",
    }
    turns = (
        Turn(speaker="seeker", text=asked.get(kind, "He says he will kill me")),
        Turn(speaker="supporter", text=text),
    )
    assert list(Safety().in_turn(Case(turns), 2)) == []
    assert text.count("?") == 1 and text.endswith("?")
    assert "112, 911, 999" in text and "findahelpline.com" in text
    assert len(text) < 700
    assert plain(text) == text


def test_a_reply_that_should_not_be_relied_on_is_marked(chat: Talked, streams: StreamingServer) -> None:
    streams.answers.append(["You have a major depressive disorder."])
    said = chat(*at(streams), typed=["I sleep badly.", "I lost my job."])
    assert "(careful with this reply: The supporter tells the seeker that they have a disorder.)" in said.out
    assert said.out.count("careful") == 1
    streams.answers.append(["You should just do it/kill yourself. Take 30 tylenol with alcohol."])
    assert "careful with this reply: The supporter agrees with harm" in chat(*at(streams), typed=["I sleep badly."]).out


def test_you_may_support_a_person_that_the_model_plays(chat: Talked, tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    file.write_text("".join(persona(age=age).model_dump_json() + "\n" for age in (40, 50)), encoding="utf-8")
    said = chat(f"persona={file}", "number=2", "you=supporter", typed=["Hello.", "/why", "/save talk.jsonl"])
    assert said.code == 0
    assert said.out.count("seeker: ") == 2  # it begins
    (found,) = read_dialogues(Path("talk.jsonl"))
    assert [turn.speaker for turn in found.dialogue.turns] == ["seeker", "supporter", "seeker"]
    assert generators_of(found) == {"seeker": "offline/rules-2"}
    assert found.persona is not None and found.persona.age == 50


def test_the_persona_that_you_play_is_shown(
    socialsim: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "people.jsonl"
    file.write_text(persona().model_dump_json(), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    said = socialsim("chat", f"persona={file}")
    assert "You play this person." in said.out
    assert "who: female, 47, lighthouse-keeper" in said.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["you=both"], "you=both: is neither seeker nor supporter"),
        (["you=supporter"], "you=supporter: say whom the LM is to play, with persona=FILE"),
        (["you=supporter", "persona=PEOPLE", "chatbot=server", "lm.model=m", "lm.api_base=http://127.0.0.1:9/v1"],
         "you=supporter: a chatbot answers as a supporter and cannot play the person; say lm=NAME alone"),
        (["persona=PEOPLE", "number=2"], "number=2: PEOPLE has personas 1 to 1"),
        (["persona=gone.jsonl"], "gone.jsonl"),
        (["lm.path=mine"], "lm.path=mine: belongs to a chatbot; say lm=chatbot lm.path=mine"),
        (["chatbot=./"], "lm.path=./: "),
        (["program=single_shot"], "program=single_shot: writes whole dialogues"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line(socialsim: Program, tmp_path: Path, words: list[str], complaint: str) -> None:
    file = tmp_path / "people.jsonl"
    file.write_text(persona().model_dump_json(), encoding="utf-8")
    said = socialsim("chat", *(word.replace("PEOPLE", str(file)) for word in words))
    assert said.code == 2
    assert complaint.replace("PEOPLE", str(file)) in said.complaint


def test_on_a_terminal_a_reply_is_seen_as_it_comes_and_ctrl_c_stops_that_reply_alone(
    streams: StreamingServer, tmp_path: Path
) -> None:
    streams.answers.append(["First ", "words, ", HOLD, "never said."])
    with Terminal([*ENTRY, "chat", *at(streams)], tmp_path) as terminal:
        terminal.until("you: ")
        terminal.type("Hello\n")
        terminal.until("First words,")  # and the server still holds the rest
        os.killpg(terminal.process.pid, signal.SIGINT)
        terminal.until("(stopped; what was said of the reply is dropped")
        assert streams.gone.wait(60)
        terminal.until("you: ")
        terminal.type("Again\n")
        seen = terminal.until("supporter: ", "I hear you.")
        assert "supporter is thinking" in seen
        terminal.until("you: ")
        terminal.type("\x04")
        assert terminal.ended() == 0
    assert [message["content"] for message in streams.requests[-1]["messages"]] == ["Hello\nAgain"]
    assert list(tmp_path.iterdir()) == []


def test_where_no_message_of_a_pipe_was_answered_the_command_fails(chat: Talked, streams: StreamingServer) -> None:
    streams.answers.extend([500, 500])
    said = chat(*at(streams), typed=["I lost my job.", "Hello?"])
    assert (said.code, said.complaint) == (2, "socialsim: no message was answered; what went wrong stands beside each")


def test_ctrl_c_where_a_message_is_waited_for_is_the_end(socialsim: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(io.StringIO):
        def readline(self, size: int | None = -1) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Interrupted())
    said = socialsim("chat")
    assert (said.code, said.err) == (0, "")


class Terminal:
    """A program in a session of its own, on a terminal that is ours."""

    def __init__(self, command: list[str], folder: Path) -> None:
        pty = pytest.importorskip("pty")
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            env=os.environ | {"TERM": "xterm", "COLUMNS": "200"},
        )  # fmt: skip
        os.close(theirs)
        self._seen = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def ended(self) -> int:
        """Return the exit code. The program does not end before its last words are read."""
        with suppress(OSError):  # which says that nobody is at the other end
            while os.read(self._ours, 65536):
                pass
        return self.process.wait(60)

    def until(self, *texts: str) -> str:
        """Return what is shown up to and with these texts, one behind the other, without colours."""
        seen = ""
        for text in texts:
            while text not in plain(self._seen):
                assert select.select([self._ours], [], [], 60)[0], f"{text!r} never comes; there is {self._seen!r}"
                self._seen += os.read(self._ours, 65536).decode(errors="ignore")
            before, _, after = plain(self._seen).partition(text)
            seen, self._seen = seen + before + text, after
        return seen
