"""Something stands in a message that belongs to the machinery behind it: thoughts, labels, fields, stage directions."""

from __future__ import annotations

import json
import random

from socialsim.signatures import ESCONV

from .planting import Defect, Spot, Wordings, in_turn, pick, woven

_FROM_NODES: Wordings = {
    "obvious": (
        "Situation: {situation}\nThought: {thought}\nAction: {action}\nStrategy: {strategy}\n\n{text}",
        "Situation: {situation} Thought: {thought} {text}",
        "{situation} {thought} {action} {text}",
        "Reasoning: {situation} {action}\n{text}",
        "My thought: {thought} My action: {action} {text}",
        "Situation → {situation}\nAction → {action}\n{text}",
    ),
    "plain": (
        "{situation} {text}",
        "{thought} {text}",
        "{action} {text}",
        "{text} (Action: {action})",
        "First, let me think. {thought} {text}",
        "{text} {action}",
    ),
    "subtle": ("{action}", "{text} I say this because {situation}", "{situation}"),
}
_ALOUD: Wordings = {
    "obvious": (
        "Situation: the seeker is upset. Thought: they feel alone. Action: comfort them. {text}",
        "My strategy is to ask an open question first. {text}",
        "Thought: they blame themselves for it. {text}",
        "Strategy: reflection of feelings. Action: name the feeling. {text}",
        "My reasoning: this person needs comfort before advice. {text}",
    ),
    "plain": (
        "The seeker feels sad, so I will reflect their feelings. {text}",
        "I should show empathy first, then ask a question. {text}",
        "{text} My plan is to offer suggestions next.",
        "The user seems to be in distress, I need to validate them. {text}",
        "Next I will use self-disclosure to build trust. {text}",
        "The strategy I'm choosing here is affirmation. {text}",
    ),
    "subtle": (
        "Okay, so they are lonely. I'll ask what happened. {text}",
        "I'm going to validate your feelings before asking an open question. {text}",
        "Step 1: explore the problem. {text}",
    ),
}
_NAMED: Wordings = {
    "obvious": (
        "[{strategy}] {text}",
        "({strategy}) {text}",
        "Strategy: {strategy}\n{text}",
        "**{strategy}** {text}",
        "{text} [{strategy}]",
        "<{strategy}> {text}",
        "[Strategy: {strategy}] {text}",
        "Strategy - {strategy}: {text}",
    ),
    "plain": (
        "{{{strategy}}} {text}",
        "[{lower}] {text}",
        "{text} ({strategy})",
        "**{strategy}:** {text}",
        "({lower}) {text}",
        "strategy = {lower}; {text}",
        "[{strategy}]: {text}",
    ),
    "subtle": (
        "{text} (using {lower})",
        "Using the {strategy} strategy: {text}",
        "{text} -- {strategy}",
        "#{lower} {text}",
    ),
}
_FIELDS: Wordings = {
    "obvious": (
        "[[ ## utterance ## ]]\n{text}",
        "{text}\n\n[[ ## completed ## ]]",
        '{{"utterance": {quoted}}}',
        '```json\n{{"utterance": {quoted}}}\n```',
        "<think>I need to answer kindly here.</think>{text}",
        "utterance: {text}",
        "{text}<|im_end|>",
        "<utterance>{text}</utterance>",
    ),
    "plain": (
        "Utterance: {text}",
        "**Utterance:** {text}",
        "{text}\nintention: continue",
        "{text} [[ ## intention ## ]] resolved",
        "I need to answer kindly here.</think>\n{text}",
        "{{'utterance': {quoted}, 'intention': 'continue'}}",
        "[/INST] {text}",
        "```\n{text}\n```",
        "{text}</s>",
        "utterance = {quoted}",
    ),
    "subtle": (
        "{text}\n\nIntention: Continue",
        '"utterance": {quoted}',
        "{text} ## ]]",
        "<|assistant|> {text}",
        "{text}\nprogress: message 3 of about 10 (7 more to come)",
    ),
}
_ROLES: Wordings = {
    "obvious": (
        "{Own}: {text}",
        "{own}: {text}",
        "**{Own}:** {text}",
        "[{Own}] {text}",
        "{OWN}: {text}",
    ),
    "plain": (
        "{Alias}: {text}",
        "{text}\n{Other}: I see what you mean.",
        "{text} {Other}: okay. {Own}: so what now?",
        "**{Alias}**: {text}",
        "{alias}: {text}",
        "{Other}: Thanks for saying that.\n{Own}: {text}",
    ),
    "subtle": (
        "{text}\n\n{OtherAlias}: That makes sense to me.",
        "{Own} - {text}",
        "({Own}) {text}",
        "<{own}> {text}",
    ),
}
_ALIASES = {
    "supporter": ("Assistant", "Counselor", "Therapist", "Listener", "AI", "Helper", "System"),
    "seeker": ("User", "Client", "Help-seeker", "Human", "Patient"),
}
_DIRECTIONS: Wordings = {
    "obvious": (
        "*nods*",
        "*sighs*",
        "(sighs softly)",
        "[pauses]",
        "*takes a deep breath*",
        "*smiles warmly*",
        "(long pause)",
        "[sits in silence for a moment]",
        "*tears up*",
    ),
    "plain": (
        "*looks down at the floor*",
        "(nodding gently)",
        "*wipes away a tear*",
        "(voice trembling)",
        "[leans forward]",
        "*pauses for a moment, then speaks quietly*",
        "(takes a moment to gather thoughts)",
        "*gently*",
        "[softly]",
        "*hesitates*",
    ),
    "subtle": ("_nods slowly_", "(quietly)", "~sighs~", "*with a warm smile*", "<pauses>", "(a bit hesitant)"),
}


@in_turn("reasoning_spoken", "supporter")
def thinks_aloud(spot: Spot, rng: random.Random) -> Defect | None:
    reasoning = spot.turn.reasoning
    known = reasoning.steps() if reasoning is not None and reasoning.situation is not None else {}
    text, degree = pick(rng, _FROM_NODES if len(known) == 4 and rng.random() < 0.6 else _ALOUD)
    return spot.written(text.format(text=spot.turn.text, **known), degree)


@in_turn("strategy_named", "supporter")
def names_the_strategy(spot: Spot, rng: random.Random) -> Defect | None:
    strategy = spot.turn.strategy or rng.choice(ESCONV.names)
    if strategy == "Others":  # a word of everybody's
        return None
    text, degree = pick(rng, _NAMED)
    return spot.written(text.format(text=spot.turn.text, strategy=strategy, lower=strategy.casefold()), degree)


@in_turn("schema_text", "seeker", "supporter")
def shows_fields(spot: Spot, rng: random.Random) -> Defect | None:
    text, degree = pick(rng, _FIELDS)
    quoted = json.dumps(spot.turn.text)
    return spot.written(text.format(text=spot.turn.text, quoted=quoted), degree)


@in_turn("role_label", "seeker", "supporter")
def labels_the_speaker(spot: Spot, rng: random.Random) -> Defect | None:
    own = spot.turn.speaker
    other = "seeker" if own == "supporter" else "supporter"
    alias = rng.choice(_ALIASES[own])
    text, degree = pick(rng, _ROLES)
    filled = {"own": own, "Own": own.capitalize(), "OWN": own.upper(), "Other": other.capitalize()}
    filled |= {"alias": alias.lower(), "Alias": alias, "OtherAlias": rng.choice(_ALIASES[other])}
    return spot.written(text.format(text=spot.turn.text, **filled), degree)


@in_turn("stage_direction", "seeker", "supporter")
def acts(spot: Spot, rng: random.Random) -> Defect | None:
    direction, degree = pick(rng, _DIRECTIONS)
    text = woven(rng, direction, spot.turn.text)
    return spot.written(f"{direction} {spot.turn.text}" if text == direction else text, degree)
