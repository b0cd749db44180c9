"""The card says what was counted, warns before anything else, and lets no text of others be Markdown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from huggingface_hub import DatasetCard
from socialsim.corpora.formats import CARDS, FORMATS, POSTS
from socialsim.corpora.licences import (
    ACADEMIC,
    APACHE,
    CC0,
    CC_BY_NC,
    GPL_2,
    MIT,
    PSYQA,
    UNKNOWN,
    UNSTATED,
    Licence,
)
from socialsim.corpora.publishing.card import dataset_card
from socialsim.corpora.publishing.citations import CITATIONS
from socialsim.corpora.publishing.facts import CardFacts, CheckRow, Made, PartSize, SourceFacts, inherited
from socialsim.corpora.publishing.markdown import escaped
from socialsim.corpora.publishing.rows import COLUMNS
from socialsim.signatures import ConfigurationError

ESCONV = SourceFacts("esconv-hf", "ESConv (Hugging Face)", ("train.txt", "valid.txt"), 900, licence=CC_BY_NC)
POSTS_OF_MIT = SourceFacts("counselchat", "CounselChat", ("posts.csv",), 400, "posts", MIT)
IMPORTED = CardFacts(
    "island",
    {"train": PartSize(600, 12_000), "valid": PartSize(150, 3_000), "test": PartSize(150, 3_000)},
    ("en",),
    (ESCONV,),
    looked=900,
    crisis=45,
    replies=9_000,
    strategies={"Question": 6_000, "Others": 3_000},
    topics={"job crisis": 500, "loneliness": 400},
)
SIMULATED = CardFacts(
    "lighthouse",
    {"train": PartSize(400, 8_000)},
    ("en",),
    (POSTS_OF_MIT,),
    made=Made(
        400, recorded=400, personas=400, posts=400, replies=4_000, reasoned=4_000, labelled=4_000, sees="persona"
    ),
    generators={"extractor": ["openai/gpt-4o-mini"], "seeker": ["openai/gpt-4o"], "supporter": ["openai/gpt-4o"]},
    programs=("sha256:program",),
    seeds=(0, 1),
    versions={"socialsim": "0.1.0"},
    checks=(CheckRow("unsaid_fact", "12 in 400", "0.94", "0.71"), CheckRow("judge", "3 in 400")),
    accepted=0.925,
    scrubbed=True,
    looked=400,
    replies=4_000,
    reasoned=4_000,
    strategies={"Question": 4_000},
    limitations=("Only winters were simulated.",),
)

ORDER = [
    "# Dataset Card for",
    "## Dataset Details",
    "### Dataset Description",
    "### Dataset Sources",
    "## Uses",
    "### Direct Use",
    "### Out-of-Scope Use",
    "## Dataset Structure",
    "## Dataset Creation",
    "### Curation Rationale",
    "### Source Data",
    "#### Data Collection and Processing",
    "#### Who are the source data producers?",
    "### Annotations",
    "### Quality Checks",
    "### Personal and Sensitive Information",
    "## Bias, Risks, and Limitations",
    "## Citation",
]
"""Of the hub's template, with a section for checks."""


@pytest.mark.parametrize("facts", [IMPORTED, SIMULATED, CardFacts("bare", {"train": PartSize(1, 2)})])
def test_sections_follow_the_template_of_the_hub(facts: CardFacts) -> None:
    lines = dataset_card(facts).splitlines()
    headings = [line for line in lines if line.startswith("#")]
    assert [heading.removesuffix(f" {facts.name}") for heading in headings] == ORDER


def test_the_header_is_that_of_a_dataset() -> None:
    header = DatasetCard(dataset_card(SIMULATED)).data
    assert header.to_dict() == {
        "pretty_name": "lighthouse",
        "language": ["en"],
        "license": "mit",
        "size_categories": ["n<1K"],
        "task_categories": ["text-generation"],
        "tags": ["emotional-support", "dialogue", "mental-health", "synthetic", "socialsim"],
    }
    imported = DatasetCard(dataset_card(replace(IMPORTED, languages=()))).data.to_dict()
    assert "synthetic" not in imported["tags"]
    assert "language" not in imported, "what is not known is not said"


@pytest.mark.parametrize(
    ("dialogues", "category"),
    [(999, "n<1K"), (1_000, "1K<n<10K"), (65_000, "10K<n<100K"), (100_000, "100K<n<1M"), (1_000_000, "1M<n<10M")],
)
def test_the_category_of_size_is_the_hub_s(dialogues: int, category: str) -> None:
    facts = CardFacts("one", {"train": PartSize(dialogues, 0)})
    assert DatasetCard(dataset_card(facts)).data["size_categories"] == [category]


def test_what_was_counted_is_said() -> None:
    card = dataset_card(IMPORTED)
    for told in (
        "900 emotional-support conversations (18,000 utterances)",
        "900 were read from the sources below",
        "| validation | 150 | 3,000 |",
        "`validation` is the part that papers on ESConv call *valid*.",
        "| ESConv (Hugging Face) | 900 dialogues | train.txt, valid.txt | CC BY-NC 4.0 |",
        "| Question | 6,000 | 66.7% |",
        "| job crisis | 500 | 55.6% |",
        "Of 9,000 utterances of supporters 100.0% name a strategy and 0.0% come with reasoning.",
        "**Crisis:** in 5.0% of 900 dialogues looked at, words of the seeker",
        "No check is recorded.",
        "whether names and places were replaced is not known",
        "Liu et al. 2021",
        "arXiv:2506.16756",
    ):
        assert told in card
    assert "Simulated (" not in card
    assert all(f"| `{column}` |" in card for column in COLUMNS)


def test_how_a_simulation_was_made_is_said() -> None:
    card = dataset_card(SIMULATED)
    for told in (
        "400 were simulated with SocialSim.",
        "- extractor: openai/gpt-4o-mini\n- seeker: openai/gpt-4o\n- supporter: openai/gpt-4o\n",
        "- program: sha256:program\n- seeds: 0, 1\n",
        "- versions: socialsim 0.1.0",
        "They start from 400 help-seeking posts.",
        "92.5% of the dialogues that were begun were accepted and are here; the others were set aside or came to",
        "| unsaid\\_fact | 12 in 400 | 0.94 | 0.71 |",
        "| judge | 3 in 400 | not measured | not measured |",
        "links in the posts were replaced before anything was made of them",
        "- Only winters were simulated.",
    ):
        assert told in card
    assert "Read (" not in card
    assert "names and places in the posts were **not** replaced" in dataset_card(replace(SIMULATED, scrubbed=False))


def test_the_text_of_an_offline_generator_is_no_training_data_and_that_comes_first() -> None:
    made = replace(SIMULATED, generators={"seeker": ["offline/seeker"], "supporter": ["openai/gpt-4o"]})
    first = DatasetCard(dataset_card(made)).text.strip().split("\n\n")[1]
    assert first.startswith("> **Not training data.** Text in it was written by offline/seeker")
    assert "training and evaluating" not in dataset_card(made)
    assert "Not training data" not in dataset_card(SIMULATED)


def test_notices_and_what_is_not_allowed_come_before_the_summary() -> None:
    psyqa = SourceFacts("psyqa", "PsyQA", ("psyqa.json",), 10, "posts", PSYQA)
    card = dataset_card(replace(SIMULATED, sources=(psyqa, POSTS_OF_MIT)))
    head = card.partition("400 emotional-support conversations")[0]
    assert "> **Not for commercial use.** Licence: PsyQA's user agreement." in head
    assert PSYQA.notice in head
    assert "- Do not use it commercially." in card
    header = DatasetCard(card).data
    assert (header["license"], header["license_name"]) == ("other", "psyqa-s-user-agreement")


def test_languages_that_checks_cannot_read_are_a_limitation() -> None:
    said = "In other languages their silence means nothing."
    assert said in dataset_card(replace(IMPORTED, languages=("en", "zh")))
    assert said not in dataset_card(IMPORTED)


def test_a_source_whose_terms_nobody_knows_has_to_be_looked_into() -> None:
    chat = SourceFacts("messages", "chat messages", ("chat.jsonl",), 5)
    card = dataset_card(replace(IMPORTED, sources=(chat,)))
    assert "**License:** not known. Without one nobody may use the dataset." in card
    assert "**To be found out before this is published:** who holds the rights in chat messages" in card
    assert DatasetCard(card).data["license"] == "unknown"


def test_long_tables_are_cut_and_say_so() -> None:
    topics = {f"topic {number:02}": 100 - number for number in range(30)}
    card = dataset_card(replace(IMPORTED, topics=topics))
    assert "| topic 11 | 89 |" in card
    assert "topic 12" not in card
    assert "… and 18 more." in card


# Each sentence where it is true, and nowhere else

DIRECT = replace(
    SIMULATED,
    made=Made(400, recorded=400, personas=400, posts=400, replies=4_000, sees="post"),
    reasoned=0,
    strategies={},
)
OFFLINE_NOTED = CardFacts(
    "through a chat",
    {"train": PartSize(20, 400), "test": PartSize(9, 180)},
    ("en",),
    made=Made(29, replies=290, labelled=290),
    generators={"seeker": ["offline/rules-2"], "supporter": ["offline/rules-2"]},
    looked=29,
    replies=290,
    strategies={"Question": 290},
)
CHAT = CardFacts(
    "chat",
    {"train": PartSize(30, 300)},
    sources=(SourceFacts("messages", "chat messages", ("chat.jsonl",), 30),),
    looked=30,
    replies=150,
)
ANSWERS = CardFacts(
    "answers",
    {"train": PartSize(40, 80)},
    ("zh",),
    (SourceFacts("psyqa", "PsyQA", ("psyqa.json",), 40, licence=PSYQA),),
    exchanges=40,
    replies=40,
)
MIXTURE = CardFacts(
    "mixture",
    {"train": PartSize(100, 1_500)},
    ("en", "zh"),
    (replace(ESCONV, count=40), SourceFacts("counselchat", "CounselChat", (), 0, "posts", MIT), *CHAT.sources),
    made=Made(20, recorded=5, personas=5, posts=20, replies=100, reasoned=40, labelled=100),
    generators={"supporter": ["openai/gpt-4o"]},
    looked=50,
    crisis=5,
    exchanges=1,
    replies=700,
    reasoned=40,
    strategies={"Question": 300},
)

SENTENCES: dict[str, tuple[CardFacts, list[str], list[str]]] = {
    "simulated in full": (
        SIMULATED,
        [
            "The seeker was given a persona, made of a help-seeking post.",
            "The supporter reasoned before every reply.",
            "Every row has its generators, program, seed and versions.",
            "In simulated dialogues the generator wrote both before the reply.",
            "their personas and seekers follow them closely",
            "Seekers and problems of simulated dialogues are those of the posts behind them",
            "Terms of providers",
            "Checks find what their rules know",
        ],
        [
            "Who or what wrote",
            "SocialSim did not make",
            "Limits of the sources",
            "Read (",
            "unknown origin",
            "Not training data",
            "too few",
            "not looked at",
            "no longer than",
            "is not recorded",
        ],
    ),
    "simulated without persona and reasoning": (
        DIRECT,
        [
            "The seeker was given a help-seeking post, and not the persona that stands in its row.",
            "0.0% name a strategy and 0.0% come with reasoning.",
            "Every row has its generators",
        ],
        ["was given a persona", "reasoned before", "before the reply", "SocialSim did not make", "which strategies"],
    ),
    "read": (
        IMPORTED,
        [
            "900 were read from the sources below.",
            "Who or what wrote the conversations of ESConv (Hugging Face) is said in the papers cited at the end.",
            "SocialSim did not make them, and how far annotators agreed",
            "Limits of the sources are limits of this dataset; their papers tell them.",
            "which strategies supporters take and when",
        ],
        [
            "imulated",
            "generator wrote",
            "the others",
            "Terms of providers",
            "Posts are not kept",
            "labels read English",
        ],
    ),
    "a chat of unknown source": (
        CHAT,
        [
            "30 were read from the sources below.",
            "Who or what wrote those that were read as chat messages is not recorded.",
            "Limits of the sources are limits of this dataset.",
            "**Language(s):** not stated",
        ],
        [
            "imulated",
            "papers cited",
            "their papers",
            "SocialSim did not make",
            "which strategies",
            "And the sources",
            "Not training data",
        ],
    ),
    "a mixture": (
        MIXTURE,
        [
            "20 were simulated with SocialSim and 70 were read from the sources below and of 10 it is not recorded",
            "1 is no longer than a post and its answer.",
            "| CounselChat | posts, how many is not known |",
            "A persona stands in 5 of 20 rows.",
            "The supporter reasoned before 40 of 100 replies.",
            "5 of 20 rows have generators, program, seed and versions; the others name generators only, in `about`.",
            "**Read (70).**",
            "**Of unknown origin (10).**",
            "They start from help-seeking posts.",
            "conversations of ESConv (Hugging Face) is said in",
            "read as chat messages is not recorded.",
            "Of 10 conversations it is not recorded who or what wrote them.",
            "SocialSim did not make those of the others",
            "in 10.0% of 50 dialogues looked at,",
            "**Crisis, not looked at:** 50 dialogues.",
            "Crisis labels read English.",
            "Limits of the sources are limits of this dataset.",
        ],
        ["The seeker was given", "Every row", "before every reply", "0 posts", "their papers tell"],
    ),
    "answers": (
        ANSWERS,
        [
            "40 are no longer than a post and its answer.",
            "**Crisis, not looked at:** 40 dialogues.",
            "Crisis labels read English.",
            "Before you use it.",
            "Sun et al. 2021",
        ],
        [
            "imulated",
            "**Crisis:**",
            "0.0% of the dialogues",
            "how conversations unfold",
            "which strategies",
            "Checks and",
        ],
    ),
    "offline text that came through chats": (
        OFFLINE_NOTED,
        [
            "**Not training data.** Text in it was written by offline/rules-2",
            "29 were simulated with SocialSim.",
            "None is recorded.",
            "Rows name their generators in `about`; program, seed and versions are not recorded.",
            "Which posts or personas they start from is not recorded.",
            "In simulated dialogues the generator wrote the strategy before the reply.",
            "those of the posts or personas behind them",
            "`test` has 9 dialogues, too few to measure anything on.",
        ],
        ["Terms of providers", "The seeker was given", "reasoned before", "Every row", "Read (", "And the sources"],
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_is_said_where_it_is_true_and_nowhere_else(name: str) -> None:
    facts, said, unsaid = SENTENCES[name]
    card = dataset_card(facts)
    # What a column holds is said of every dataset.
    card = card.replace(card[card.index("## Dataset Structure") : card.index("## Dataset Creation")], "")
    assert [text for text in said if text not in card] == []
    assert [text for text in unsaid if text in card] == []


def test_personas_of_a_file_are_not_made_of_posts() -> None:
    card = dataset_card(replace(SIMULATED, sources=(), made=replace(SIMULATED.made, posts=0, given=True)))
    for told in (
        "The seeker was given a persona, read from a file.",
        "Their personas were given in a file; who wrote it is not recorded.",
        "those of the personas that were given,",
    ):
        assert told in card
    assert "help-seeking post" not in card and "Posts are not kept" not in card


def test_an_offline_generator_that_only_made_the_personas_counts() -> None:
    made = replace(SIMULATED, generators=dict(SIMULATED.generators) | {"extractor": ["offline/rules-2"]})
    assert "> **Not training data.** Text in it was written by offline/rules-2" in dataset_card(made)
    assert "Terms of providers" in dataset_card(made), "of the others"


@pytest.mark.parametrize(("dialogues", "said"), [(1, "has 1 dialogue, too few"), (9, "has 9 dialogues, too few")])
@pytest.mark.parametrize(("part", "name"), [("valid", "`validation`"), ("test", "`test`")])
def test_a_part_that_is_too_small_to_measure_on_is_a_limitation(
    part: str, name: str, dialogues: int, said: str
) -> None:
    card = dataset_card(replace(IMPORTED, parts={"train": PartSize(2, 4), part: PartSize(dialogues, 100)}))
    assert f"- {name} {said} to measure anything on." in card
    assert "`train` has" not in card
    assert "too few" not in dataset_card(replace(IMPORTED, parts={part: PartSize(10, 100)}))


# Licences


@pytest.mark.parametrize(
    ("sources", "wanted", "given"),
    [
        ([MIT, CC_BY_NC], "", "cc-by-nc-4.0"),
        ([CC0], "", "cc0-1.0"),
        ([], "", "unknown"),
        ([MIT, CC0], "cc-by-4.0", "cc-by-4.0"),
        ([MIT, UNKNOWN], "Apache-2.0", "apache-2.0"),
        ([CC_BY_NC, MIT], "cc-by-nc-sa-4.0", "cc-by-nc-sa-4.0"),
        ([UNSTATED], "cc-by-nc-4.0", "cc-by-nc-4.0"),
        ([GPL_2], "gpl-2.0", "gpl-2.0"),
        ([ACADEMIC, CC_BY_NC], "other", "other"),
    ],
)
def test_the_licence_is_the_strictest_of_the_sources_or_one_as_strict(
    sources: list[Licence], wanted: str, given: str
) -> None:
    assert inherited(sources, wanted).id == given


@pytest.mark.parametrize(
    ("sources", "wanted", "complaint"),
    [
        ([MIT, CC_BY_NC], "mit", r"a source \(CC BY-NC 4.0\) rules out commercial use; say licence=cc-by-nc-4.0"),
        ([CC_BY_NC, UNKNOWN], "cc-by-4.0", "rules out commercial use"),
        ([CC_BY_NC], "other", "rules out commercial use"),
        ([UNSTATED], "cc0-1.0", "rules out commercial use"),
        ([ACADEMIC, CC_BY_NC], "cc-by-nc-4.0", "has to keep its own terms .*say licence=other"),
        ([GPL_2, APACHE], "mit", r"has to keep its own terms \(GPL 2.0\)"),
        ([GPL_2, UNKNOWN], "mit", "has to keep its own terms"),
        ([MIT], "free for all", "name it as the Hugging Face hub does"),
    ],
)
def test_a_laxer_licence_is_refused_in_one_line(sources: list[Licence], wanted: str, complaint: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"^licence={wanted}: .*{complaint}") as caught:
        inherited(sources, wanted)
    assert "\n" not in str(caught.value)


def test_a_notice_holds_under_any_licence() -> None:
    assert inherited([PSYQA, CC_BY_NC], "other").notice == PSYQA.notice


def test_a_card_with_a_laxer_licence_is_not_written() -> None:
    with pytest.raises(ConfigurationError, match="licence=mit"):
        dataset_card(replace(IMPORTED, licence="mit"))


# Text of others


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a | b\nc", r"a \| b c"),
        ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert(1)\>"),
        ("[click](http://x.example)", r"\[click\](http\://x.example)"),
        ("www.x.example", r"www\.x.example"),
        ("*bold* _it_ `code` ~no~ #5 @you $x$ &lt;", r"\*bold\* \_it\_ \`code\` \~no\~ \#5 \@you \$x\$ \&lt;"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("60.5% of -1", "60.5% of -1"),
        ("turn\u202eed \x1b[31m", "turn\ufffded \ufffd\\[31m"),
        ("back\\slash", r"back\\slash"),
        ("x" * 200, "x" * 119 + "…"),
    ],
)
def test_text_of_others_is_shown_and_does_nothing(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_no_text_of_a_file_makes_a_line_or_a_field_of_the_card() -> None:
    evil = "x\n---\nlicense: mit\n# Heading | cell <b>"
    source = replace(ESCONV, name=evil, files=(evil,))
    facts = replace(
        IMPORTED,
        name=evil,
        sources=(source,),
        topics={evil: 1},
        strategies={evil: 1},
        generators={"seeker": [evil]},
        versions={evil: evil},
        made=Made(5),
        checks=(CheckRow(evil, evil, evil, evil),),
    )
    card = DatasetCard(dataset_card(facts))
    assert card.data["license"] == "cc-by-nc-4.0"
    lines = card.text.splitlines()
    assert not [line for line in lines if line in ("---", "license: mit") or line.startswith("# Heading")]
    assert "<b>" not in card.text.replace("\\<b\\>", "")


def test_every_format_of_a_published_corpus_has_its_paper() -> None:
    general = {"jsonl", "messages", "sharegpt"}
    assert {one.key for one in (*FORMATS, *CARDS, *POSTS)} - general <= set(CITATIONS)
