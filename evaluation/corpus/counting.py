"""Counts a corpus in one pass: what stays in memory is its vocabulary, its names, and 16 bytes a dialogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from itertools import pairwise
from typing import Literal

from ...corpora.format import ReadDialogue
from ...signatures import InputError, Persona, Turn, mentions_crisis
from .description import SIXTHS, Description, Personas, Span, Speech
from .distinct import SIZES, RunCounter, Runs
from .tokens import script_of, tokens

_SIDES: tuple[Literal["seeker"], Literal["supporter"]] = ("seeker", "supporter")


def describe(dialogues: Iterable[ReadDialogue], name: str) -> Description:
    """Return the figures of a corpus.

    Raises:
        InputError: there are no dialogues.
    """
    counter = _CorpusCounter()
    for found in dialogues:
        counter.add(found)
    if not counter.dialogues:
        raise InputError(f"{name}: there are no dialogues in it")
    return counter.description(name)


class _Names:
    """Counts names without regard to case and shows the spelling that is commonest."""

    def __init__(self) -> None:
        self._spellings = Counter[str]()

    def add(self, name: str) -> None:
        if written := " ".join(name.split()):
            self._spellings[written] += 1

    def counts(self) -> dict[str, int]:
        shown, counts = dict[str, str](), Counter[str]()
        for spelling, often in sorted(self._spellings.items(), key=lambda item: (-item[1], item[0])):
            counts[shown.setdefault(spelling.casefold(), spelling)] += often
        return _sorted(counts)


class _CorpusCounter:
    def __init__(self) -> None:
        self.dialogues = 0
        self._seen: set[bytes] = set()
        self._runs = RunCounter()
        self._utterances, self._turns, self._tokens = Counter[int](), Counter[int](), Counter[int]()
        self._lengths = (Counter[int](), Counter[int]())
        self._begins, self._ends = Counter[str](), Counter[str]()
        self._topics, self._emotions = _Names(), _Names()
        self._sixths: dict[str, list[int]] = {}
        self._nodes, self._reasoning = Counter[str](), Counter[int]()
        self._genders, self._ages, self._personalities = Counter[str](), Counter[int](), Counter[str]()
        self._characters = self._cjk = 0
        self._crises = self._crises_of = 0

    def add(self, found: ReadDialogue) -> None:
        turns = found.dialogue.turns
        self.dialogues += 1
        self._seen.add(_fingerprint(turns))
        self._utterances[len(turns)] += 1
        self._turns[sum(one.speaker != before.speaker for before, one in pairwise(turns)) + 1] += 1
        self._begins[turns[0].speaker] += 1
        self._ends[turns[-1].speaker] += 1
        self._add_words(turns)
        for place, turn in enumerate(turns):
            if turn.reasoning is not None:
                self._add_reasoning(turn, SIXTHS * place // len(turns))
        self._topics.add(found.topic or (found.persona.topic if found.persona else ""))
        self._emotions.add(found.emotion)
        if found.persona is not None:
            self._add_persona(found.persona)

    def _add_words(self, turns: tuple[Turn, ...]) -> None:
        size = 0
        for turn in turns:
            side = int(turn.speaker == "supporter")
            found = tokens(turn.text)
            self._runs.add(side, found)
            self._lengths[side][len(found)] += 1
            size += len(found)
        self._tokens[size] += 1
        script = script_of(turn.text for turn in turns)
        self._characters += script.characters
        self._cjk += script.cjk
        if not script.is_mostly_cjk:
            self._crises_of += 1
            self._crises += any(turn.speaker == "seeker" and mentions_crisis(turn.text) is not None for turn in turns)

    def _add_reasoning(self, turn: Turn, sixth: int) -> None:
        steps = turn.reasoning.steps() if turn.reasoning else {}
        if turn.strategy:
            self._sixths.setdefault(turn.strategy, [0] * SIXTHS)[sixth] += 1
        self._nodes.update(name for name, text in steps.items() if text)
        size = sum(len(tokens(text)) for name, text in steps.items() if name != "strategy")
        if size:
            self._reasoning[size] += 1

    def _add_persona(self, persona: Persona) -> None:
        self._genders[persona.gender.value] += 1
        self._ages[persona.age] += 1
        self._personalities[str(persona.personality)] += 1

    def description(self, name: str) -> Description:
        runs = self._runs.result()
        lengths = (*self._lengths, self._lengths[0] + self._lengths[1])
        return Description(
            name=name,
            dialogues=self.dialogues,
            duplicates=self.dialogues - len(self._seen),
            speech={
                side: _speech(lengths[number], [runs[size][number] for size in SIZES])
                for number, side in ((2, "all"), (0, "seeker"), (1, "supporter"))
            },
            utterances=_span(self._utterances),
            turns=sum(turns * often for turns, often in self._turns.items()),
            turns_each=_span(self._turns),
            tokens_each=_span(self._tokens),
            same_speaker=lengths[2].total() - sum(turns * often for turns, often in self._turns.items()),
            begins=_sorted(self._begins),
            ends=_sorted(self._ends),
            topics=self._topics.counts(),
            emotions=self._emotions.counts(),
            sixths={
                strategy: tuple(counts)
                for strategy, counts in sorted(self._sixths.items(), key=lambda item: (-sum(item[1]), item[0]))
            },
            reasoning=dict(self._nodes),
            reasoning_tokens=Span.of(self._reasoning),
            personas=self._personas(),
            crises=self._crises if self._crises_of else None,
            crises_of=self._crises_of,
            cjk=self._cjk / self._characters if self._characters else 0.0,
            utterance_counts=dict(sorted(self._utterances.items())),
            token_counts={side: dict(sorted(self._lengths[number].items())) for number, side in enumerate(_SIDES)},
        )

    def _personas(self) -> Personas | None:
        if not self._ages:
            return None
        return Personas(
            number=self._ages.total(),
            genders=_sorted(self._genders),
            ages=_span(self._ages),
            personalities=_sorted(self._personalities),
        )


def _speech(lengths: Counter[int], runs: list[Runs]) -> Speech:
    one, two, three = runs
    return Speech(
        utterances=lengths.total(),
        tokens=one.all,
        per_utterance=Span.of(lengths),
        vocabulary=one.different,
        distinct=(one.share, two.share, three.share),
    )


def _span(counts: Counter[int]) -> Span:
    """Return it of what every dialogue has."""
    return Span.of(counts) or Span(mean=0, least=0, most=0)


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _fingerprint(turns: tuple[Turn, ...]) -> bytes:
    said = "\x1e".join(f"{turn.speaker}\x1f{turn.text}" for turn in turns)
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()
