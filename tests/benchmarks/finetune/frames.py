"""Do both forms of a chatbot learn, come back in a new process, and answer; and does • keep to its frame?

The corpus is the offline generator's, since the open ones have no reasoning. Both forms are asked wherever a supporter
speaks in the dialogues that were held out, once each, at the temperature that they answer at (0.7). The one that
reasons is asked in two ways: plainly, as behind a server, and held to its frame by the grammar, as on this machine.
Counted is the first draw: `evaluate` and `chat` ask again where a frame cannot be read.

    python -m tests.benchmarks.finetune.frames CHATBOT CORPUS [held]     what one of them answers, as JSON
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path

from dspy.lm15 import Config, Message, Request
from socialsim.corpora.dialogues import read_dialogues
from socialsim.generators.bare import merged
from socialsim.generators.build import local_provider
from socialsim.generators.config import LMConfig
from socialsim.generators.frame import FrameError, frame_format, read_framed
from socialsim.programs.answering import Point, points
from socialsim.signatures import NODES, seed_from

from ..checks.tables import percent, print_table
from ..common import fresh_process
from .work import TOY_RECIPE, socialsim, workplace

EPOCHS = 4
FORMS = {"◦ (utterances)": False, "• (reasoning and utterances)": True}
WAYS = ("plain", "held")


def show() -> None:
    """Print how each form learnt and what can be read of its answers."""
    with workplace() as folder:
        socialsim("simulate", "posts=examples", "n=null", "seed=0", f"out={folder / 'corpus'}")
        shares = ("shares.train=0.8", "shares.valid=0", "shares.test=0.2")
        socialsim("split", folder / "corpus", *shares, f"out={folder / 'parts'}")
        rows = []
        for name, reasoning in FORMS.items():
            corpus, kind = f"corpus={folder / 'parts' / 'train.jsonl'}", f"reasoning={str(reasoning).lower()}"
            recipe = (f"recipe.epochs={EPOCHS}", *TOY_RECIPE)
            socialsim("finetune", corpus, "model=tiny", kind, *recipe, "measure=false", f"out={folder / name}")
            first, *_, last = _losses(folder / name)
            for way in WAYS if reasoning else WAYS[:1]:
                answers: list[str] = fresh_process(__name__, folder / name, folder / "parts" / "test.jsonl", way)
                rows.append(
                    (
                        f"{name}{f', {way}' if reasoning else ''}",
                        f"{first:.2f} → {last:.2f}",
                        *_read(answers, reasoning),
                    )
                )
        print_table(("", "validation loss", "asked", "as written", "repaired", "failed", "readable, %"), rows)


def _losses(folder: Path) -> list[float]:
    """Return the validation losses, before and after each epoch."""
    lines = (folder / "losses.csv").read_text(encoding="utf-8").splitlines()
    place = lines[0].split(",").index("valid_loss")
    return [float(cell) for line in lines[1:] if (cell := line.split(",")[place])]


def _read(answers: list[str], reasoning: bool) -> tuple[str, ...]:
    found = Counter(_state(answer, reasoning) for answer in answers)
    readable = len(answers) - found["failed"]
    counts = (found[state] for state in ("as written", "repaired", "failed"))
    return (str(len(answers)), *map(str, counts), percent(readable, len(answers)))


def _state(answer: str, reasoning: bool) -> str:
    if not reasoning:
        return "as written" if answer.strip() else "failed"
    try:
        return "repaired" if read_framed(answer, [*NODES]).repaired else "as written"
    except FrameError as error:
        print(f"  {error}", file=sys.stderr)
        return "failed"


async def _answers(chatbot: str, corpus: Path, held: bool) -> list[str]:
    """Return what a chatbot says wherever a supporter speaks."""
    config = LMConfig(engine="chatbot", path=chatbot, temperature=0.7, max_tokens=600)
    provider = local_provider(config)
    asked = [provider.ask(_request(point, config, held)) for point in points(read_dialogues(corpus))]
    return [answer.response.text for answer in await asyncio.gather(*asked)]


def _request(point: Point, config: LMConfig, held: bool) -> Request:
    said = merged(("user" if turn.speaker == "seeker" else "assistant", turn.text) for turn in point.context)
    messages = (
        Message.user(one["content"]) if one["role"] == "user" else Message.assistant(one["content"]) for one in said
    )
    seed = seed_from(0, point.record, len(point.context))
    form = frame_format([*NODES])["json_schema"] if held else None
    wanted = Config(
        temperature=config.temperature,
        max_tokens=config.max_tokens,
        seed=seed,
        response_format={"type": "json_schema", **form} if form else None,
    )
    return Request(model="chatbot", messages=tuple(messages), config=wanted)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_answers(sys.argv[1], Path(sys.argv[2]), sys.argv[3:] == ["held"]))))
