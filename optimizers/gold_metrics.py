"""Metrics made of gold labels: the strategy that a person chose, the attributes that people read in a post, and
notes on a seeker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from ..corpora.spelling import strategy
from ..corpora.words import words
from ..programs.checks.reading.text import content
from ..signatures import TAXONOMIES, ConfigurationError, StrategyDefinition
from .feelings import feelings
from .gold import PersonaLabels
from .metric import Finding, Metric, Remark, quoted

_CLOSE, _FAR = 2, 10
"""Years that an age may be off and still be right, and years from which on it is wrong altogether."""
_FRAME = content("seeker supporter person user feel feels feeling felt feelings think thinks thinking believe believes")
"""Stems of the words that every note about a seeker begins with, whatever it says."""
_DEFINED: dict[str, StrategyDefinition] = {
    str(one.name): one for taxonomy in reversed(TAXONOMIES.values()) for one in taxonomy.strategies
}


def overlap(gold: str, answer: str, but: frozenset[str] = frozenset()) -> float:
    """Return the F1 of the stems that two texts share, from 0 to 1, each stem counted once.

    Words that say nothing of what a text is about do not count, unless a text has no others.

    Args:
        but: stems that do not count, either.
    """
    wanted, found = (content(text) - but for text in (gold, answer))
    if not wanted or not found:
        wanted, found = frozenset(words(gold)), frozenset(words(answer))
    shared = len(wanted & found)
    return 2 * shared / (len(wanted) + len(found)) if shared else 0.0


class StrategyAgreement(Metric):
    """1 where the program chooses the strategy that a person chose in this place, else 0; ``strategy`` is the gold one.

    Several strategies may serve a seeker, and people agree only in part on which; so its ceiling is well below 1.
    """

    name = "strategy"
    needs = ("strategy",)

    def find(self, example: Any, prediction: Any) -> Finding:
        gold, chosen = _named(example.strategy), _named(self.answer(prediction, "strategy"))
        if not gold:
            raise ConfigurationError(f"metric {self.name}: the gold strategy of the example is empty")
        parts = frozenset({"strategy"})
        if gold.casefold() == chosen.casefold():
            return Finding(
                1.0, notes=(Remark(f"A person chose {quoted(gold)} here, too: {_does(gold)}.", parts=parts),)
            )
        text = (
            f"The strategy is not the one that a person chose here. The person chose {quoted(gold)}: {_does(gold)}. "
            f"The program chose {quoted(chosen)}: {_does(chosen)}. "
            "Look at what in this conversation calls for the person's choice, and choose likewise where it is there."
        )
        return Finding(0.0, (Remark(text, "supporter", parts),))


class AttributeAgreement(Metric):
    """How well an extracted persona agrees with what people read in the post: the mean over the labelled attributes.

    ``persona`` holds the labels, as `PersonaLabels` takes them. Gender is right or wrong; a personality counts the
    share of the labelled poles that are right; an age is right up to 2 years off and wrong from 10, evenly in between;
    texts and feelings count the word stems they share (F1); an event is the mean of its labelled parts. A post that was
    screened out scores 0: it is one that people could label.
    """

    name = "attributes"
    needs = ("persona",)

    def find(self, example: Any, prediction: Any) -> Finding:
        labels = PersonaLabels.of(example.persona).labelled()
        if not labels:
            raise ConfigurationError(f"metric {self.name}: no attribute of the example is labelled")
        if "persona" in prediction and prediction.persona is None:
            return Finding(0.0, (_screened_out(prediction.get("reason")),))
        found = self.answer(prediction, "persona").model_dump(mode="json")
        scores = {name: _agreement(name, label, found[name]) for name, label in labels.items()}
        wrong = [name for name in sorted(scores, key=lambda name: scores[name]) if scores[name] < 1]
        right = ", ".join(name for name, score in scores.items() if score == 1)
        notes = [_of_persona(f"These attributes are as the post says: {right}.")] if right else []
        remarks = (_of_persona(_told(name, labels[name], found, scores[name])) for name in wrong)
        return Finding(sum(scores.values()) / len(scores), tuple(remarks), tuple(notes))


class Understanding(Metric):
    """How much of what ESCoT notes about a seeker a reasoning node says.

    The node ``situation`` is held against ``emotion`` (the share of its feelings that the node names, in these words or
    close synonyms) and ``emotion_stimuli`` (F1 of word stems), in equal parts; the node ``thought`` against
    ``individual_appraisal`` (F1 of word stems). The notes are about the seeker at the end of a dialogue.

    Shared words are a weak measure of understanding: a good guess in other words scores little, and a list of
    everything that the seeker said scores something. In the 172 dialogues of ESCoT's validation part, another note on
    the same seeker in the node's place scores .31 as the situation (.10 for a note on somebody else, lower in 83 % of
    cases) and .17 as the thought (.02, 87 %). So compare means over many examples, and read some of the texts.

    Raises:
        ConfigurationError: there are no notes on such a node.
    """

    name = "understanding"

    def __init__(self, node: str) -> None:
        if node not in _NOTES:
            raise ConfigurationError(f"Understanding({node!r}): there are notes on {' and '.join(_NOTES)} only")
        self.node, self.needs = node, _NOTES[node]

    def find(self, example: Any, prediction: Any) -> Finding:
        said = str(self.answer(prediction, self.node))
        found = {note: _covered(note, str(example[note]), said) for note in self.needs}
        wrong, notes = [], []
        for note, score in found.items():
            text = f"{_SAYS[note]}: {quoted(example[note])}. The node {self.node!r} says {quoted(said)}"
            if score < 1:
                missing = _missing(note, str(example[note]), said)
                advice = f", and not: {missing}" if missing else ""
                wrong.append(
                    f"{text}, which agrees by {score:.2f} of 1{advice}. Say it where the conversation shows it."
                )
            else:
                notes.append(f"{text}, which has all of it.")
        about = frozenset({self.node})
        return Finding(
            sum(found.values()) / len(found),
            tuple(Remark(text, "supporter", about) for text in wrong),
            tuple(Remark(text, "supporter", about) for text in notes),
        )


_NOTES = {"situation": ("emotion", "emotion_stimuli"), "thought": ("individual_appraisal",)}
_SAYS = {
    "emotion": "What the seeker feels, as it is noted",
    "emotion_stimuli": "What it is about, as it is noted",
    "individual_appraisal": "What the seeker thinks, as it is noted",
}


def _covered(note: str, gold: str, said: str) -> float:
    felt = feelings(gold) if note == "emotion" else None
    return len(felt & feelings(said)) / len(felt) if felt else overlap(gold, said, _FRAME)


def _missing(note: str, gold: str, said: str) -> str:
    """Return what a note has and a node has not: feelings, or words."""
    if note == "emotion" and feelings(gold):
        return ", ".join(sorted(feelings(gold) - feelings(said)))
    lacking = content(gold) - content(said) - _FRAME
    return ", ".join(dict.fromkeys(word for word in words(gold) if content(word) & lacking))


def _named(value: object) -> str:
    """Return a strategy as its taxonomy spells it."""
    return strategy(value, "strategy", Counter()) or ""


def _does(name: str) -> str:
    found = _DEFINED.get(name)
    if found is None:
        return "a strategy of no taxonomy that we have"
    return f"{found.meaning} (stage: {found.stage.value})" if found.stage else found.meaning


def _exactly(gold: object, answer: object) -> float:
    return float(gold == answer)


def _years(gold: int, answer: int) -> float:
    return min(1.0, max(0.0, (_FAR - abs(gold - answer)) / (_FAR - _CLOSE)))


def _poles(gold: Mapping[str, str], answer: Mapping[str, str]) -> float:
    return sum(answer[trait] == pole for trait, pole in gold.items()) / len(gold)


def _event(gold: Mapping[str, str], answer: Mapping[str, str]) -> float:
    return sum(overlap(text, answer[part]) for part, text in gold.items()) / len(gold)


def _feeling_words(gold: tuple[str, ...], answer: list[str]) -> float:
    return overlap(", ".join(gold), ", ".join(answer))


_AGREE: dict[str, Callable[[Any, Any], float]] = {
    "gender": _exactly,
    "age": _years,
    "personality": _poles,
    "event": _event,
    "emotional_experience_words": _feeling_words,
}
"""Attribute → how it is compared; the others are texts."""


def _agreement(name: str, gold: Any, answer: Any) -> float:
    return _AGREE.get(name, overlap)(gold, answer)


def _told(name: str, gold: Any, found: Mapping[str, Any], score: float) -> str:
    answer = found[name]
    if isinstance(gold, Mapping):
        answer = {part: answer[part] for part in gold}
    guessed = " The answer calls it inferred, though the post says it." if name in found["inferred"] else ""
    return (
        f"The attribute {name} agrees by {score:.2f} of 1: the post says {_shown(gold)} by a person's reading, and the "
        f"answer is {_shown(answer)}.{guessed} Take it from the post as it is stated there."
    )


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{part} {quoted(text)}" for part, text in value.items())
    return quoted(", ".join(value) if isinstance(value, (list, tuple)) else value)


def _of_persona(text: str) -> Remark:
    return Remark(text, parts=frozenset({"persona", "translation"}))


def _screened_out(reason: object) -> Remark:
    why = f" The reason given was {quoted(reason)}." if reason else ""
    text = (
        f"The post was screened out, so there is no persona.{why} People found in it who the writer is and what the "
        "difficulty is: it seeks help, is about the writer and says enough. Let posts like it pass."
    )
    return Remark(text, parts=frozenset({"seeks_help", "about_self", "enough_detail"}))
