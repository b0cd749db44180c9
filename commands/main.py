"""`socialsim COMMAND [key=value …]`: find the command, and import nothing heavy before it is known.

`socialsim --help` has to answer at once, and Hydra, DSPy and pydantic take seconds together. They are imported by the
command's own module.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

COMMANDS = {
    "simulate": "posts → personas → dialogues → corpus: the whole job",
    "extract": "posts → personas: the first half of it, to be used by simulate later",
    "show": "list the dialogues of a corpus, or read one",
    "export": "write a corpus to files again: SSConv and UserProfile, or everything as JSON Lines",
    "optimize": "better demonstrations and instructions for a program, and whether they are better",
    "check": "what is wrong with the dialogues of a corpus, or of a file such as ESConv's",
    "convert": "dialogues from one format into another: ESConv, SSConv, ExTES, chat, Parquet, a dataset folder",
    "split": "a corpus in train, valid and test, relatives together, topics in their shares",
    "describe": "the statistics of a corpus, or of several side by side, as tables and plots",
    "judge": "a model rates dialogues by a scale, or says which of two is better",
    "roleplay": "a seeker plays role cards against any supporter, to be judged (ESC-Eval)",
    "evaluate": "figures of replies that can be published: by profile, with intervals, systems compared",
    "finetune": "dialogues → chatbot: LoRA on a model of yours, with or without reasoning before each reply",
    "chat": "talk with a supporter or a chatbot on the terminal, or with a seeker that plays a persona",
    "study": "how much of the quality is the generator LLM, how much the framework: a grid, its effects, a report",
    "reproduce": "the paper's experiments: what was found, the exact commands for each, and what they would cost",
    "agree": "how far raters agree: people with people, experts with crowds, a judge with people",
    "review": "decide on personas and dialogues in a spreadsheet, and count what was decided",
    "cache": "the answers of models that are kept: how many, whether they are whole, and forgetting old ones",
}
"""Command → what it does. The module of the same name runs it."""

_HELP = """\
SocialSim turns help-seeking posts into simulated emotional-support conversations.

  socialsim COMMAND [key=value …]

{commands}

Examples
  socialsim simulate out=demo n=5
  socialsim simulate posts=posts.csv out=corpus lm=gpt-4o-mini
  socialsim simulate posts=posts.csv out=corpus lm=gpt-4o-mini n=500 dry_run=true
  socialsim show demo 1

socialsim COMMAND --help lists a command's keys. Keys to LMs come from the environment only.
Tab completion: eval "$(socialsim -sc install=bash)"\
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    Returns:
        0; 1 for a bug, and where too few dialogues pass a `check`; 2 for what the user can mend; 3 at the end of a
        budget; 130 when stopped.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in ("--help", "-h", "help"):
        print(help_text())
        return 0
    if words[0] in ("--version", "-V"):
        from importlib.metadata import version

        print(f"socialsim {version('socialsim')}")
        return 0
    try:
        if words[0] in ("--shell-completion", "-sc"):
            from .completion import complete

            return complete(words)
        if words[0] in COMMANDS:
            from .launch import launch

            return launch(words[0], words[1:])
    except KeyboardInterrupt:  # while modules were still being imported; nothing was begun
        return 130
    print(f"socialsim: {_not_a_command(words[0])}", file=sys.stderr)
    return 2


def help_text() -> str:
    """Return what `socialsim --help` prints."""
    width = max(map(len, COMMANDS))
    return _HELP.format(commands="\n".join(f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()))


def _not_a_command(word: str) -> str:
    if word.startswith("-"):
        return f"{word}: the command comes first, socialsim COMMAND {word}; the commands are {', '.join(COMMANDS)}"
    if "=" in word:
        return f"the command comes first, then key=value; the commands are {', '.join(COMMANDS)}"
    from difflib import get_close_matches

    close = get_close_matches(word, COMMANDS, n=2, cutoff=0.55)
    guess = f"did you mean {' or '.join(close)}?" if close else f"the commands are {', '.join(COMMANDS)}"
    return f"{word!r} is not a command; {guess}"
