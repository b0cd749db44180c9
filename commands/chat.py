"""`socialsim chat`: talk with a supporter, or with a seeker, on the terminal. Nothing is written but what you save."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from ..corpora.formats.ours import write as typed_record
from ..corpora.writing import json_lines
from ..generators.listening import listening
from ..programs.runner import close_connections
from ..signatures import ConfigurationError, GenerationError, InputError, Turn, crises_in
from .chat_care import BESIDE, NOTICE
from .chat_screen import Reply, Screen
from .chat_start import begin, told
from .chat_talk import Talk
from .schema import ChatConfig

HELP = (
    ("/why", "what was thought before the last reply"),
    ("/undo", "take back your last message and its answer"),
    ("/new", "forget the conversation and begin a new one"),
    ("/save FILE", "write the conversation to a new file, as a record of ours"),
    ("/help", "this list"),
    ("/quit", "end; so do Ctrl-D and Ctrl-C. While a reply is written, Ctrl-C stops the reply"),
)
_UNANSWERED = "your message stands: press Enter to have it answered, say more, or /undo"


def run(config: ChatConfig) -> None:
    """Hold the conversation until the user ends it."""
    partner, notes = begin(config)
    screen = Screen()
    for line in (NOTICE, *notes):
        screen.note(line)
    if partner.persona is not None:
        screen.note("You play this person." if config.you == "seeker" else "You talk to this person.")
        screen.pairs(told(partner.persona))
    screen.note("/help says what else you can type. Nothing is written down unless you /save it.")
    with asyncio.Runner() as runner:
        try:
            conversation = Conversation(screen, Talk(partner, config.seed), runner)
            conversation.hold()
        finally:
            runner.run(close_connections(partner.program))
    if conversation.failed and not conversation.answered and not screen.prompts:
        raise GenerationError("no message was answered; what went wrong stands beside each")


class Conversation:
    """What is typed, and what is made of it."""

    def __init__(self, screen: Screen, talk: Talk, runner: asyncio.Runner) -> None:
        self.screen, self.talk, self.runner = screen, talk, runner
        self.answered = self.failed = 0
        self._commands: dict[str, Callable[[str], None]] = {
            "/why": self.why,
            "/undo": self.undo,
            "/new": self.new,
            "/save": self.save,
            "/help": self.help,
        }

    def hold(self) -> None:
        """Take messages and commands until the user ends it."""
        self.go_on()
        for line in self.screen.messages():
            word, _, rest = line.partition(" ")
            if word == "/quit":
                return
            if word in self._commands:
                self._commands[word](rest.strip())
            elif line.startswith("/"):
                self.screen.note(f"{word}: there is no such command; /help lists them")
            elif line:
                self.talk.say(line)
                self.answer(line)
            else:
                self.go_on()

    def go_on(self) -> None:
        """Have the partner speak if it is its turn."""
        if self.talk.waits:
            self.answer(self.talk.turns[-1].text if self.talk.turns else "")

    def answer(self, text: str) -> None:
        """Answer your message `text`: by a program, or, where you speak of a crisis, by fixed words."""
        crises = crises_in(text) if self.talk.you == "seeker" else ()
        if self.talk.you == "seeker" and (pressing := self.talk.pressing(text, crises)):
            self.screen.said(self.talk.partner.plays, self.talk.care(pressing))
            self.answered += 1
            return
        self._reply()
        if crises or self.talk.cared:
            self.screen.warn(BESIDE)

    def _reply(self) -> None:
        try:
            with self.screen.reply(self.talk.partner.plays, self.talk.partner.spoken) as shown:
                turn = self.runner.run(self._heard(shown))
                shown.end(turn.text)
            self.talk.turns.append(turn)
            self.answered += 1
        except KeyboardInterrupt:
            self.screen.stopped()
            self.screen.warn(f"(stopped; what was said of the reply is dropped, {_UNANSWERED})")
            return
        except (GenerationError, ConfigurationError) as problem:
            self.failed += 1
            self.screen.warn(f"({problem}; {_UNANSWERED})")
            return
        if unsafe := self.talk.unsafe():
            self.screen.warn(f"(careful with this reply: {unsafe})")

    async def _heard(self, shown: Reply) -> Turn:
        with listening(shown.hear):
            return await self.talk.answer()

    def why(self, _: str) -> None:
        """Show the reasoning behind the last reply."""
        talk = self.talk
        if len(talk.turns) in talk.cared:
            self.screen.note("no model wrote this reply: it is what SocialSim says where somebody speaks of a crisis")
        elif (reasoning := talk.reasoning()) is not None:
            self.screen.pairs((name.replace("_", " "), text) for name, text in reasoning.steps().items())
        elif any(turn.speaker == talk.partner.plays for turn in talk.turns):
            self.screen.note("there is no reasoning beside the last reply: its program or its model writes none")
        else:
            self.screen.note("there is no reply yet")

    def undo(self, _: str) -> None:
        """Take back your last message."""
        taken = self.talk.undo()
        self.screen.note(f"taken back: {taken.text}" if taken else "there is nothing to take back")

    def new(self, _: str) -> None:
        """Begin again."""
        self.talk.clear()
        self.screen.note("a new conversation")
        self.go_on()

    def save(self, name: str) -> None:
        """Write the conversation to a file that is not there yet."""
        try:
            self.screen.note(f"written to {_saved(self.talk, name)}")
        except InputError as problem:
            self.screen.warn(str(problem))

    def help(self, _: str) -> None:
        """List the commands."""
        self.screen.pairs(HELP)


def _saved(talk: Talk, name: str) -> Path:
    """Write the conversation and return where.

    Raises:
        InputError: nothing was said, the file is there already, or cannot be written.
    """
    if not name:
        raise InputError("/save: say a file, for instance /save talk.jsonl")
    if not talk.turns:
        raise InputError("/save: nothing was said yet")
    path = Path(name).expanduser()
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.writelines(json_lines([typed_record(talk.record())]))
    except FileExistsError as error:
        raise InputError(f"/save {name}: is there already; say another file") from error
    except OSError as error:
        raise InputError(f"/save {name}: cannot be written ({error.strerror})") from error
    return path
