"""What a chatbot is trained on: which dialogues of one corpus or several, how often, and which are held out.

    made = material([Part(list(read_dialogues(path)), "ESConv")], share=0.1, seed=0)
    made.train, made.valid, made.notes

Whole dialogues are learnt from or held out, never utterances, and relatives are not parted (`corpora.splitting`). What
is chosen, and its order, follow from what the dialogues say and from the seed: the order of a file says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import floor

from ..corpora.format import ReadDialogue
from ..corpora.formats import by_key
from ..corpora.splitting import split
from ..signatures import ConfigurationError, Dialogue, InputError, counted, digest
from .examples import merged_turns

MOST = 100
"""The greatest weight; who says more means something else."""
CRISIS, SILENT, UNREASONED, HELD_OUT = "crisis", "silent", "unreasoned", "held out"
"""Why a dialogue is left out: words of a crisis, no supporter speaks, no reply has the reasoning, it is in `valid`."""


@dataclass(frozen=True)
class Part:
    """A corpus of the mixture."""

    dialogues: Sequence[ReadDialogue]
    name: str
    """What messages call it."""
    weight: float = 1.0
    """How often a dialogue is seen in an epoch: 2 is twice; 0.5 is half of the dialogues, drawn by the seed."""


@dataclass(frozen=True)
class Material:
    """What is trained on, and what is held out to see when to stop."""

    train: tuple[Dialogue, ...]
    """In the order in which they are seen first; as often as their weights say."""
    valid: tuple[Dialogue, ...]
    """() for none."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Reason, such as `CRISIS` → dialogues."""
    notes: tuple[str, ...] = ()
    """What whoever trains should know, a sentence each."""
    digest: str = ""
    """Content address of both parts, order included."""


def material(
    parts: Sequence[Part],
    *,
    valid: Sequence[ReadDialogue] | None = None,
    share: float = 0.1,
    seed: int = 0,
    crisis: bool = False,
    nodes: Sequence[str] = (),
) -> Material:
    """Return what is trained on.

    Args:
        valid: what is held out; a dialogue that stands there too is not trained on. None for a share of the parts.
        share: of the dialogues that are held out where `valid` is None, from 0 (none) to less than 1.
        crisis: whether dialogues are in it whose seeker has words of a crisis.
        nodes: reasoning that has to stand before at least one reply of a dialogue; () for none.

    Raises:
        InputError: nothing of a part, or of `valid`, can be learnt from.
        ConfigurationError: a weight or the share makes no sense.
    """
    if not 0 <= share < 1:
        raise ConfigurationError(f"share={share:g}: of the dialogues that are held out; from 0 to less than 1")
    left_out = Counter[str]()
    usable = [
        replace(part, weight=_weight(part), dialogues=_usable(part.name, part.dialogues, crisis, nodes, left_out))
        for part in parts
    ]
    if valid is None:
        learnt, held = _held_out(usable, share, seed)
    else:
        learnt, held = usable, _usable("valid", valid, crisis, nodes, left_out)
    learnt = [_without(part, held, left_out) for part in learnt]
    train = _ordered((one for part in learnt for one in _weighted(part, seed)), seed)
    kept = _ordered(((found.dialogue, 0) for found in held), seed)
    return Material(
        train,
        kept,
        dict(left_out),
        tuple(_notes(learnt, left_out, nodes, undivided=bool(share) and not held)),
        digest("material", [[_key(one) for one in dialogues] for dialogues in (train, kept)]),
    )


def _weight(part: Part) -> float:
    if not 0 < part.weight <= MOST:
        raise ConfigurationError(f"weights: {part.weight:g} for {part.name}: has to be more than 0, and {MOST} at most")
    return part.weight


def _usable(
    name: str, dialogues: Sequence[ReadDialogue], crisis: bool, nodes: Sequence[str], left_out: Counter[str]
) -> list[ReadDialogue]:
    """Return the dialogues that can be learnt from, counting the others.

    Raises:
        InputError: there are none; the message says why.
    """
    if not dialogues:
        raise InputError(f"{name}: there are no dialogues in it")
    without = Counter[str]()
    kept = list[ReadDialogue]()
    for found in dialogues:
        why = _lack(found.dialogue, nodes) or (CRISIS if not crisis and found.dialogue.crisis else "")
        if why:
            without[why] += 1
        else:
            kept.append(found)
    left_out.update(without)
    if kept:
        return kept
    if without[CRISIS]:
        there = counted(without[CRISIS], "dialogue")
        raise InputError(f"{name}: all that can be learnt from ({there}) has words of a crisis; crisis=true takes it")
    raise InputError(
        _no_reasoning(name, dialogues, nodes) if without[UNREASONED] else f"{name}: no supporter speaks in it"
    )


def _lack(dialogue: Dialogue, nodes: Sequence[str]) -> str:
    """Return why there is nothing to be learnt from a dialogue, whoever it is about; "" where there is."""
    replies = [turn for turn in merged_turns(dialogue.turns) if turn.speaker == "supporter"]
    if not replies:
        return SILENT
    steps = (turn.reasoning.steps() if turn.reasoning else {} for turn in replies)
    return "" if any(all(some.get(node, "").strip() for node in nodes) for some in steps) else UNREASONED


def _no_reasoning(name: str, dialogues: Sequence[ReadDialogue], nodes: Sequence[str]) -> str:
    """Return the message for a corpus in which no reply has all of the nodes."""
    turns = (turn for found in dialogues for turn in found.dialogue.turns)
    there = list(dict.fromkeys(node for turn in turns if turn.reasoning for node in turn.reasoning.steps()))
    if {*there} - {"strategy"}:
        lack = f"no reply has all of {', '.join(nodes)}, but {', '.join(there)}"
        return f"{name}: {lack}; say nodes=[…] of those that are there, or reasoning=false"
    remedy = "say reasoning=false, or a corpus with it (SSConv, or what `socialsim simulate` made)"
    return f"{name}: has no reasoning{' but strategies' if there else ''}; {remedy}"


def _held_out(parts: Sequence[Part], share: float, seed: int) -> tuple[list[Part], list[ReadDialogue]]:
    """Return the parts without what is held out of them, and that; nothing where they cannot be parted.

    All are parted at once, so that relatives in different corpora are together, and each gives its share.
    """
    everything = [(number, found) for number, part in enumerate(parts) for found in part.dialogues]
    # Topics are dealt evenly, and so are the corpora where they are part of the topic.
    names = [digest("part", sorted(_key(found.dialogue) for found in part.dialogues)) for part in parts]
    by_corpus = (replace(found, topic=f"{names[number]} {_topic(found)}") for number, found in everything)
    dialogues = by_corpus if len(parts) > 1 else (found for _, found in everything)
    try:
        made = split(dialogues, {"train": 1 - share, "valid": share}, seed) if share else None
    except ConfigurationError:  # too few groups of relatives is all that is left to be wrong
        made = None
    if made is None:
        return list(parts), []
    dealt = list(zip(everything, made.parts, strict=True))
    learnt = [
        replace(part, dialogues=[found for (of, found), where in dealt if of == number and where == "train"])
        for number, part in enumerate(parts)
    ]
    return learnt, [found for (_, found), where in dealt if where == "valid"]


def _topic(found: ReadDialogue) -> str:
    return found.topic or (found.persona.topic if found.persona else "")


def _without(part: Part, held: Sequence[ReadDialogue], left_out: Counter[str]) -> Part:
    """Return the part without the dialogues that are held out."""
    there = {_said(found.dialogue) for found in held}
    kept = [found for found in part.dialogues if _said(found.dialogue) not in there] if there else part.dialogues
    left_out.update({HELD_OUT: len(part.dialogues) - len(kept)} if len(kept) < len(part.dialogues) else {})
    if not kept and part.dialogues:
        raise InputError(f"{part.name}: all of its dialogues are held out as valid; say another valid=FILE")
    return replace(part, dialogues=kept)


def _weighted(part: Part, seed: int) -> Iterator[tuple[Dialogue, int]]:
    """Yield the dialogues of an epoch, each with the number of the copy."""
    whole, rest = floor(part.weight), part.weight - floor(part.weight)
    more = max(floor(rest * len(part.dialogues) + 0.5), int(not whole))  # of a few, the half of one is one
    drawn = sorted(part.dialogues, key=lambda found: digest("weight", [seed, _key(found.dialogue)]))
    for place, found in enumerate(drawn):
        for copy in range(whole + (place < more)):
            yield found.dialogue, copy


def _ordered(dialogues: Iterable[tuple[Dialogue, int]], seed: int) -> tuple[Dialogue, ...]:
    """Return the dialogues, of which there may be several copies, in an order that they and the seed decide."""

    def place(one: tuple[Dialogue, int]) -> str:
        return digest("order", [seed, _key(one[0]), one[1]])

    return tuple(dialogue for dialogue, _ in sorted(dialogues, key=place))


def _notes(parts: Sequence[Part], left_out: Mapping[str, int], nodes: Sequence[str], undivided: bool) -> Iterator[str]:
    """Yield what became of the parts; `undivided` where dialogues were to be held out and none could be."""
    reasons = {
        CRISIS: "left out: {} whose seeker has words of a crisis; crisis=true keeps them",
        SILENT: "left out: {} in which no supporter speaks",
        UNREASONED: f"left out: {{}} without a reply that has {', '.join(nodes)}",
        HELD_OUT: "not trained on: {} that stand in valid as well",
    }
    yield from (told.format(counted(left_out[why], "dialogue")) for why, told in reasons.items() if left_out.get(why))
    for part in parts:
        there, seen = counted(len(part.dialogues), "dialogue"), sum(1 for _ in _weighted(part, 0))
        if not part.dialogues:
            yield f"{part.name}: nothing of it is trained on, since all is held out"
        elif seen != len(part.dialogues):
            yield f"{part.name}: {there}, seen {seen:,} times in an epoch"
        if any(_is_window(found) for found in part.dialogues):
            yield f"{part.name}: records are parts of conversations; a reply in several is learnt as often"
    times = Counter(_said(found.dialogue) for part in parts for found in part.dialogues)
    if more := sum(count - 1 for count in times.values()):
        yield f"trained on all the same: {counted(more, 'dialogue')} in which another one is repeated word for word"
    if undivided:
        yield "nothing is held out for validation: there is one dialogue, or all are related; say valid=FILE"


def _is_window(found: ReadDialogue) -> bool:
    known = by_key(found.source.format) if found.source else None
    return known is not None and known.windows


def _key(dialogue: Dialogue) -> str:
    """Return the content address of all that can be learnt from a dialogue."""
    return digest("turns", dialogue.turns)


def _said(dialogue: Dialogue) -> str:
    """Return the content address of who said what; white space and reasoning make no other dialogue."""
    return digest("said", [[turn.speaker, " ".join(turn.text.split())] for turn in dialogue.turns])
