"""The dataset card: what a stranger has to know before using a corpus, in the order of the hub's template.

    dataset_card(CardFacts("my-corpus", {"train": PartSize(910, 26_855)}, languages=("en",)))

Here is only written what somebody counted (`facts.py`), and what nobody did is said to be unknown. Names, topics
and file names come from data, so they are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...signatures import CrisisKind
from ...signatures import counted as plural
from ..licences import UNKNOWN, UNSTATED, Licence
from .citations import CITATIONS, SOCIALSIM
from .creation import labelling, making, producers
from .facts import CardFacts, inherited
from .folder import hub, split_name
from .markdown import bullets, counted, escaped, listed, share, table, visible, were
from .rows import MEANING

TELLING = 10
"""Dialogues of which a part to measure on has to have at least."""


def dataset_card(facts: CardFacts) -> str:
    """Return the text of the card, with a header of metadata.

    Raises:
        ConfigurationError: the user's own licence is laxer than a source allows, or huggingface_hub is not installed.
    """
    licence = inherited((source.licence for source in facts.sources), facts.licence)
    sections = (
        f"# Dataset Card for {escaped(facts.name)}",
        *_warnings(facts, licence),
        _summary(facts),
        "## Dataset Details",
        "### Dataset Description\n\n" + bullets(_description(facts, licence)),
        "### Dataset Sources\n\n" + _sources(facts),
        "## Uses",
        "### Direct Use\n\n" + _direct_use(facts),
        "### Out-of-Scope Use\n\n" + bullets(_misuse(licence)),
        "## Dataset Structure\n\n" + "\n\n".join(_structure(facts)),
        "## Dataset Creation",
        "### Curation Rationale\n\nNot recorded. Whoever publishes this dataset can say here why it was made.",
        "### Source Data",
        "#### Data Collection and Processing\n\n" + "\n\n".join(making(facts)),
        "#### Who are the source data producers?\n\n" + producers(facts),
        "### Annotations\n\n" + "\n\n".join(labelling(facts)),
        "### Quality Checks\n\n" + _checks(facts),
        "### Personal and Sensitive Information\n\n" + bullets(_sensitive(facts)),
        "## Bias, Risks, and Limitations\n\n" + bullets(_limitations(facts)),
        "## Citation\n\n" + _citation(facts),
    )
    header = hub().DatasetCardData(**_metadata(facts, licence)).to_yaml()
    return f"---\n{header}\n---\n\n" + "\n\n".join(sections) + "\n"


def _metadata(facts: CardFacts, licence: Licence) -> dict[str, object]:
    own = {"license_name": re.sub(r"[^a-z0-9]+", "-", licence.name.lower()).strip("-")} if licence.id == "other" else {}
    tags = ["emotional-support", "dialogue", "mental-health", *(["synthetic"] if facts.simulated else []), "socialsim"]
    return {
        "pretty_name": visible(facts.name),
        "language": list(facts.languages) or None,
        "license": licence.id,
        **own,
        "size_categories": [_size_category(facts.dialogues)],
        "task_categories": ["text-generation"],
        "tags": tags,
    }


def _size_category(dialogues: int) -> str:
    bounds = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
    return next((name for bound, name in bounds if dialogues < bound), "1M<n<10M")


def _warnings(facts: CardFacts, licence: Licence) -> Iterator[str]:
    """Yield what has to be read before anything else."""
    if facts.offline:
        yield (
            f"> **Not training data.** Text in it was written by {listed(facts.offline)}, a set of rules without a "
            "language model. It is formulaic, and is there to try software out and as a floor in studies."
        )
    if licence.noncommercial:
        yield f"> **Not for commercial use.** Licence: {licence.name}."
    for notice in dict.fromkeys(one.licence.notice for one in facts.sources if one.licence.notice):
        yield f"> **Before you use it.** {notice}."


def _summary(facts: CardFacts) -> str:
    how = [f"{were(facts.simulated)} simulated with SocialSim"] if facts.simulated else []
    how += [f"{were(facts.read)} read from the sources below"] if facts.read else []
    how += [f"of {facts.unknown:,} it is not recorded where they come from"] if facts.unknown else []
    told = " and ".join(how)
    short = ""
    if facts.exchanges:
        are = "is" if facts.exchanges == 1 else "are"
        short = f" {facts.exchanges:,} {are} no longer than a post and its answer."
    return (
        f"{plural(facts.dialogues, 'emotional-support conversation')} ({plural(facts.utterances, 'utterance')}) "
        "between a *seeker*, who has a problem, and a *supporter*, who listens and helps. "
        f"{told[:1].upper()}{told[1:]}.{short}"
    )


def _description(facts: CardFacts, licence: Licence) -> Iterator[str]:
    yield f"**Language(s):** {listed(facts.languages) or 'not stated'}"
    if licence == UNKNOWN:
        yield "**License:** not known. Without one nobody may use the dataset."
    else:
        origin = "as its publisher chose" if facts.licence else "the strictest of its sources'"
        yield f"**License:** {escaped(licence.name)} (`{licence.id}`), {origin}. It holds for the whole."
    own = dict.fromkeys(one.licence.name for one in facts.sources if one.licence.id == "other")
    if len(own) > 1:
        yield f"**Terms of their own:** {listed(own)}. None of them contains another, so all of them hold."
    if unknown := [one.name for one in facts.sources if one.licence in (UNKNOWN, UNSTATED)]:
        yield (
            f"**To be found out before this is published:** who holds the rights in {listed(unknown)}, and what they "
            "allow."
        )
    if {name for names in facts.generators.values() for name in names} - {*facts.offline}:
        yield "**Terms of providers:** those of the generators named below hold too, where a provider sets any."


def _sources(facts: CardFacts) -> str:
    if not facts.sources:
        return "None is recorded."
    rows = (
        (
            one.name,
            plural(one.count, one.of.removesuffix("s")) if one.count else f"{one.of}, how many is not known",
            ", ".join(one.files[:5]) + (" …" * (len(one.files) > 5)),
            one.licence.name,
        )
        for one in facts.sources
    )
    return table(("source", "what is here", "files", "licence"), rows)


def _direct_use(facts: CardFacts) -> str:
    if facts.offline:
        return "Trying out software that reads, checks or shows such conversations, and a floor to compare others with."
    of_conversations = "how conversations unfold, " if facts.exchanges < facts.dialogues else ""
    of_strategies = "which strategies supporters take and when, " if facts.strategies else ""
    return (
        f"Research on emotional support: {of_conversations}{of_strategies}training and evaluating dialogue models in "
        "studies, and comparing corpora."
    )


def _misuse(licence: Licence) -> Iterator[str]:
    yield "It is no therapy and no crisis service, and no evidence of what helps a person."
    yield "Do not put a model that was trained on it in front of people in distress without clinical oversight."
    yield "Do not use it to diagnose people, or to find out who somebody in it is."
    if licence.noncommercial:
        yield "Do not use it commercially."


def _structure(facts: CardFacts) -> Iterator[str]:
    names = [split_name(part) for part in facts.parts]
    loading = f'from datasets import load_dataset\n\nload_dataset("path/to/this/folder")  # {", ".join(names)}'
    yield f"```python\n{loading}\n```"
    sizes = [(split_name(part), f"{size.dialogues:,}", f"{size.utterances:,}") for part, size in facts.parts.items()]
    yield table(("split", "dialogues", "utterances"), sizes)
    if "validation" in names:
        yield "`validation` is the part that papers on ESConv call *valid*."
    yield "One row is one dialogue. Columns, null where nothing is known:"
    yield "| column | what it holds |\n|---|---|\n" + "\n".join(
        f"| `{name}` | {what} |" for name, what in MEANING.items()
    )
    if facts.topics:
        yield counted("topic", "dialogues", facts.topics)


def _checks(facts: CardFacts) -> str:
    passed = ""
    if facts.accepted == 1:
        passed = "All dialogues that were begun were accepted and are here. "
    elif facts.accepted is not None:
        passed = (
            f"{facts.accepted:.1%} of the dialogues that were begun were accepted and are here; the others were set "
            "aside or came to nothing. "
        )
    if not facts.checks:
        return passed + "No check is recorded."
    rows = ((one.check, one.found, one.recall, one.alarms) for one in facts.checks)
    return (
        f"{passed}Found: in how many dialogues, those set aside included; 0 also where there is nothing to look at, as "
        "in dialogues without reasoning. Recall: of failures of this kind that were planted in clean dialogues, the "
        "share that was found. False alarms: the share of 195 conversations of people (ESConv), held to what a "
        "simulation is held to, in which it is found.\n\n" + table(("failure", "found", "recall", "false alarms"), rows)
    )


def _sensitive(facts: CardFacts) -> Iterator[str]:
    kinds = ", ".join(kind.value.replace("_", " ") for kind in CrisisKind)
    if facts.looked:
        yield (
            f"**Crisis:** in {share(facts.crisis, facts.looked)} of {plural(facts.looked, 'dialogue')} looked at, "
            f"words of the seeker may speak of a crisis ({kinds}). They are found by English words, and rather too "
            "often than too seldom: some are false alarms, and nothing is found in another language. Nothing here "
            "judges risk. Prepare whoever reads them."
        )
    if unseen := facts.dialogues - facts.looked:
        yield (
            f"**Crisis, not looked at:** {plural(unseen, 'dialogue')}. Words of a crisis ({kinds}) are looked for in "
            "English, and these are in Chinese or Japanese. Nobody knows here how many speak of one. Prepare whoever "
            "reads them."
        )
    told = {
        True: "names, places, handles, addresses, phone numbers and links in the posts were replaced before anything "
        "was made of them. That finds most of them in English, not all.",
        False: "names and places in the posts were **not** replaced. Look through the personas before you publish.",
        None: "whether names and places were replaced is not known. Look before you publish.",
    }
    yield f"**Personal data:** {told[facts.scrubbed]}"
    if facts.made.posts:
        who = "personas and seekers" if facts.made.personas else "seekers"
        yield f"Posts are not kept with simulated dialogues, but their {who} follow them closely and may quote them."


def _limitations(facts: CardFacts) -> Iterator[str]:
    if facts.simulated:
        yield "Simulated seekers are no people in distress; what is found in their words may not hold for people."
        posts = "posts" if facts.made.posts == facts.simulated else "posts or personas"
        origin = "personas that were given" if facts.made.given else f"{posts} behind them"
        yield f"Seekers and problems of simulated dialogues are those of the {origin}, not of any population."
    if facts.checks:
        yield "Checks find what their rules know, with the error rates above. What passed them is not thereby good."
    if set(facts.languages) - {"en"} or facts.looked < facts.dialogues:
        read = "Checks and crisis labels read" if facts.checks else "Crisis labels read"
        yield f"{read} English. In other languages their silence means nothing."
    if facts.read:
        papers = "; their papers tell them" if all(one.key in CITATIONS for one in facts.of("dialogues")) else ""
        yield f"Limits of the sources are limits of this dataset{papers}."
    for part, size in facts.parts.items():
        if part in ("valid", "test") and size.dialogues < TELLING:
            yield f"`{split_name(part)}` has {plural(size.dialogues, 'dialogue')}, too few to measure anything on."
    yield from facts.limitations
    yield "Whether a reply would have helped anybody was not measured."


def _citation(facts: CardFacts) -> str:
    papers = dict.fromkeys(CITATIONS[one.key] for one in facts.sources if one.key in CITATIONS)
    told = f"```bibtex\n{SOCIALSIM}\n```"
    return f"{told}\n\nAnd the sources:\n\n{bullets(papers)}" if papers else told
