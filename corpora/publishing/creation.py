"""How a corpus was made, for its card: who played whom, who wrote it, who labelled it."""

from __future__ import annotations

from collections.abc import Iterator

from ...signatures import counted as plural
from .citations import CITATIONS
from .facts import CardFacts, Made
from .markdown import bullets, counted, listed, of_all, share


def making(facts: CardFacts) -> Iterator[str]:
    """Yield how the dialogues came about, a paragraph each."""
    if facts.simulated:
        by = "the generators below" if facts.generators else "generators that are not recorded"
        yield " ".join(
            (
                f"**Simulated ({facts.simulated:,}).** What seeker and supporter say was written by {by}. Prompts and "
                "checks are SocialSim's own; the paper that they follow is cited at the end.",
                *_playing(facts.made),
                *_recording(facts.made),
            )
        )
        versions = [f"{package} {version}" for package, version in facts.versions.items()]
        told = [f"{role}: {listed(names)}" for role, names in facts.generators.items()]
        told += [f"{what}: {listed(values)}" for what, values in (
            ("program", facts.programs), ("seeds", [str(seed) for seed in facts.seeds]), ("versions", versions)
        ) if values]  # fmt: skip
        if told:
            yield bullets(told)
    if facts.read:
        yield (
            f"**Read ({facts.read:,}).** The files of the sources above were brought into one form. Spellings were "
            "made alike and white space around utterances left out; what else a source says is in `about`, and how it "
            "spelt things in `as_written`, as far as that was kept."
        )
    if facts.unknown:
        yield (
            f"**Of unknown origin ({facts.unknown:,}).** Records in SocialSim's own form that say neither how they "
            "were made nor where they were read."
        )


def _playing(made: Made) -> Iterator[str]:
    """Yield what seekers were played from, and what supporters thought, as far as that is known."""
    if made.sees == "persona":
        yield f"The seeker was given a persona, {'read from a file' if made.given else 'made of a help-seeking post'}."
    elif made.sees == "post":
        beside = ", and not the persona that stands in its row" if made.personas else ""
        yield f"The seeker was given a help-seeking post{beside}."
    elif made.personas:
        yield f"A persona stands in {of_all(made.personas, made.dialogues, 'row')}."
    if made.reasoned:
        yield f"The supporter reasoned before {of_all(made.reasoned, made.replies, 'reply', 'replies')}."


def _recording(made: Made) -> Iterator[str]:
    whole = "generators, program, seed and versions"
    if made.recorded == made.dialogues:
        yield f"Every row has its {whole}."
    elif made.recorded:
        yield f"{made.recorded:,} of {made.dialogues:,} rows have {whole}; the others name generators only, in `about`."
    else:
        yield "Rows name their generators in `about`; program, seed and versions are not recorded."


def producers(facts: CardFacts) -> str:
    """Return who or what wrote them."""
    return " ".join((*_simulators(facts), *_writers(facts)))


def _simulators(facts: CardFacts) -> Iterator[str]:
    """Yield who is behind simulated dialogues."""
    made, posts = facts.made, facts.of("posts")
    if not made.dialogues:
        return
    if facts.generators:
        yield "The simulated conversations were written by the generators named above."
    if made.given:
        yield "Their personas were given in a file; who wrote it is not recorded."
        return
    if made.posts:
        counts = [one.count for one in posts]
        what = plural(sum(counts), "help-seeking post") if counts and all(counts) else "help-seeking posts"
        some = "They" if made.posts == made.dialogues else f"{made.posts:,} of them"
        yield f"{some} start from {what}."
    if made.posts < made.dialogues:
        those = "the others" if made.posts else "they"
        yield f"Which posts or personas {those} start from is not recorded."


def _writers(facts: CardFacts) -> Iterator[str]:
    """Yield who is behind the other dialogues."""
    sources = facts.of("dialogues")
    if told := [one.name for one in sources if one.key in CITATIONS]:
        yield f"Who or what wrote the conversations of {listed(told)} is said in the papers cited at the end."
    if untold := [one.name for one in sources if one.key not in CITATIONS]:
        yield f"Who or what wrote those that were read as {listed(untold)} is not recorded."
    if facts.unknown:
        yield f"Of {plural(facts.unknown, 'conversation')} it is not recorded who or what wrote them."


def labelling(facts: CardFacts) -> Iterator[str]:
    """Yield where labels and reasoning come from."""
    made, labelled = facts.made, sum(facts.strategies.values())
    told = [
        f"Of {facts.replies:,} utterances of supporters {share(labelled, facts.replies)} name a strategy and "
        f"{share(facts.reasoned, facts.replies)} come with reasoning."
    ]
    wrote = {(True, True): "both", (True, False): "the reasoning", (False, True): "the strategy"}
    if what := wrote.get((bool(made.reasoned), bool(made.labelled))):
        told.append(f"In simulated dialogues the generator wrote {what} before the reply.")
    if labelled > made.labelled or facts.reasoned > made.reasoned:
        those = "those of the others" if made.dialogues else "them"
        told.append(f"SocialSim did not make {those}, and how far annotators agreed is not known here.")
    yield " ".join(told)
    if facts.strategies:
        yield counted("strategy", "utterances", facts.strategies)
