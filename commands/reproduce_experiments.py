"""The experiments of the paper, and ours beyond it, as data: what was found, what is run here, what differs, and how.

What is said of the paper (arXiv 2506.16756) rests on a summary of it. Its tables are not in there: no table number is
given, and where the summary is silent an entry says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PAPER = "arXiv 2506.16756"
DIALOGUES = 3229
"""Posts that were kept, and dialogues of SSConv."""
FEW = 100
"""Personas of a study, dialogues that a judge rates: enough for intervals, and what one can pay for. The paper does not
say, as far as we can read it, of how many dialogues its ratings are."""
AUGESC = 65_000
"""Dialogues of AugESC, to which the paper asks whether quality holds."""
CARDS = 331
"""English role cards of ESC-Eval."""

Count = Literal["n", "few"] | int
"""Of what `reproduce` is asked for, `FEW` of them at most, or a number."""


@dataclass(frozen=True)
class Asks:
    """What a command asks of LMs: so many of one thing."""

    what: Literal["personas", "dialogues", "ratings", "grid"]
    count: Count = "n"
    program: tuple[str, ...] = ("program=full",)
    """Words to `simulate`: which program makes the dialogues."""
    scale: str = "criteria"
    """By which a judge rates; of a grid, too, as far as `rated`."""
    study: str = ""
    """Whose frameworks a grid has: an option of the group `study`."""
    seeds: int = 1
    """Times that a grid is made."""


@dataclass(frozen=True)
class Line:
    """A command as it is typed after `socialsim`, with {lm}, {lms}, {judge}, {posts}, {n}, {few} and {out} in it."""

    words: str
    asks: tuple[Asks, ...] = ()


@dataclass(frozen=True)
class Experiment:
    """One experiment."""

    name: str
    title: str
    place: str
    """Where in the paper; "" for one that goes beyond it."""
    paper: str
    """What the paper did and reports, or which question it leaves."""
    ours: str
    differs: tuple[str, ...]
    data: tuple[str, ...]
    lines: tuple[Line, ...]
    of_all: bool = False
    """Whether one command asks all generators, and not each a command of its own."""


_PSYQA = (
    "psyqa.json: PsyQA, whose full set is given only to those who sign its user agreement, and may not be passed on "
    "(https://github.com/thu-coai/PsyQA). Any other posts will do: posts=FILE; posts=examples are ours, to try it"
)
_ESCONV = "ESConv.json: ESConv, CC BY-NC 4.0 (https://github.com/thu-coai/Emotional-Support-Conversation)"
_AUGESC = "augesc.txt: AugESC, 65,000 dialogues, CC BY-NC 4.0 (https://github.com/thu-coai/AugESC)"
_EXTES = "ExTES.json: ExTES; its licence is not stated (https://github.com/pandazzh2020/ExTES)"
_CARDS = "card_en.json: role cards of ESC-Eval; no licence is stated (https://github.com/haidequanbu/ESC-Eval)"
_LLAMA = "Llama 2 7B, whose owners want to be asked on the hub; model=DIR or model=OWNER/NAME for another"
_PROMPTS = "The paper's prompts, demonstrations and checks are not published where we can read them; ours are our own."
_SPLIT = "How the paper parted SSConv is not known to us: ours is 80/10/10, relatives together."
_NAVG = (
    "The paper does not define NAvg where we can read it: ours is the mean of ratios to the systems' mean, PPL "
    "inverted."
)
_BY_HAND = "The paper's people validated by hand; here people decide in a spreadsheet (socialsim review)."
_JUDGE = "A judge is no person: its ratings count only as far as socialsim agree shows that it agrees with people."

_BOTS = "{out}/{lm}/chatbots"
_TEST = "corpus={out}/{lm}/parts/test.jsonl"
_TUNE = "valid={out}/{lm}/parts/valid.jsonl model=llama-2-7b recipe.epochs=5 recipe.patience=null"
_SSCONV = "corpus={out}/{lm}/parts/train.jsonl"
_NODES = ("situation", "thought", "action", "strategy")


def _tuned(name: str, what: str) -> tuple[Line, ...]:
    """Return how a chatbot is tuned and answers SSConv's test part."""
    valid = _TUNE if what.startswith(_SSCONV) else _TUNE.partition(" ")[2]
    return (
        Line(f"finetune {what} {valid} out={_BOTS}/{name}"),
        Line(f"evaluate {_TEST} chatbot={_BOTS}/{name} data=SSConv-test out={_BOTS}/{name}/answers"),
    )


def _together(names: tuple[str, ...], baseline: str, out: str) -> Line:
    files = " ".join(f"{_BOTS}/{name}/answers/replies.jsonl" for name in names)
    return Line(f"evaluate {files} names=[{','.join(names)}] baseline={baseline} out={{out}}/{{lm}}/{out}")


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "personas",
        "the seeker persona bank",
        "persona bank",
        "Posts of PsyQA were translated and filtered; of the 3,229 that were kept GPT-4 made personas of 11 "
        "attributes, validated by hand.",
        "The same steps, typed: each post is screened, translated where it is not English, and made a persona; the "
        "bank is reviewed in a spreadsheet.",
        (
            _PROMPTS,
            _BY_HAND,
            "Which posts were kept is not published: the screen's decisions are ours.",
            "Rules rehearse English posts only: each Chinese one takes a call more, to be translated.",
        ),
        (_PSYQA,),
        (
            Line("extract {posts} lm={lm} n={n} out={out}/{lm}/bank", (Asks("personas"),)),
            Line("review export {out}/{lm}/bank {out}/{lm}/bank.csv"),
            Line("review import {out}/{lm}/bank {out}/{lm}/bank.csv by=NAME"),
        ),
    ),
    Experiment(
        "ssconv",
        "the corpus SSConv",
        "SSConv",
        "GPT-4 wrote 3,229 dialogues of about 20 turns with reasoning traces by in-context learning; they were "
        "inspected by hand.",
        "Twice: the whole dialogue in one call, as the paper did, and turn by turn, where the supporter never sees the "
        "persona and reasons in four calls before each reply. Both are checked, and what fails is written again.",
        (
            _PROMPTS,
            _BY_HAND,
            "The paper shows demonstrations in its prompts; here socialsim optimize finds them (program.compiled=DIR).",
            "GPT-4 writes 4,096 tokens at most: a long dialogue in one call may be cut off, and is then a failure.",
        ),
        (_PSYQA,),
        (
            Line(
                "simulate personas={out}/{lm}/bank lm={lm} program=single_shot n={n} out={out}/{lm}/ssconv-one-call",
                (Asks("dialogues", program=("program=single_shot",)),),
            ),
            Line(
                "simulate personas={out}/{lm}/bank lm={lm} program=full n={n} out={out}/{lm}/ssconv",
                (Asks("dialogues"),),
            ),
        ),
    ),
    Experiment(
        "statistics",
        "SSConv beside other corpora",
        "corpus statistics",
        "SSConv has 3,229 dialogues of about 20 turns. ESConv has 1,300 dialogues and 29.5 utterances a dialogue "
        "(its own paper); the other figures of the comparison are not known to us.",
        "The same statistics of every corpus by one definition each, side by side, as CSV, LaTeX and plots.",
        ("How the paper counted words and distinct n-grams is not known to us; ours is printed with every figure.",),
        (_ESCONV, _AUGESC, _EXTES),
        (
            Line(
                "describe {out}/{lm}/ssconv compare=[ESConv.json,augesc.txt,ExTES.json] "
                "names=[SSConv,ESConv,AugESC,ExTES] out={out}/{lm}/statistics"
            ),
        ),
    ),
    Experiment(
        "ratings",
        "ratings by six criteria",
        "human ratings",
        "People rated informativeness, understanding, helpfulness, consistency, coherence and specificity, likely "
        "from 0 to 3: specificity 2.75 (ESConv 2.17), understanding 2.86 (ESConv 2.49). Agreement between raters is "
        "not given.",
        "A judge rates both corpora by the same six criteria, and is held against people's ratings; people among "
        "themselves by Fleiss' kappa, Krippendorff's alpha and more. people.csv has a row for each rating: item, "
        "dimension, rater, value.",
        (
            _JUDGE,
            "Definitions and anchors of the criteria are ours; the paper prints none that we can read.",
            f"{FEW} dialogues of each corpus: how many the paper's people rated is not known to us.",
        ),
        (_ESCONV, "people.csv: ratings by people that you have gathered"),
        (
            Line(
                "judge {out}/{lm}/ssconv scale=criteria lm@judge_lm={judge} n={few} out={out}/{lm}/rated",
                (Asks("ratings", "few"),),
            ),
            Line(
                "judge ESConv.json scale=criteria lm@judge_lm={judge} n={few} out={out}/esconv-rated",
                (Asks("ratings", "few"),),
            ),
            Line("agree people.csv {out}/{lm}/rated/ratings.db judge=*/* out={out}/{lm}/agreement"),
        ),
    ),
    Experiment(
        "chatbots",
        "chatbots tuned on SSConv, ESConv and AugESC",
        "NAvg on SSConv-test",
        "LoRA on Llama-2-7b, 5 epochs. NAvg on SSConv-test: 1.390 tuned on SSConv, 0.926 on AugESC, 0.844 on ESConv.",
        "The same model tuned on each corpus, each chatbot asked at every place where a supporter spoke in SSConv's "
        "test part; BLEU, ROUGE, Distinct, perplexity and NAvg with intervals, systems compared on the same draws.",
        (
            _SPLIT,
            _NAVG,
            "Of LoRA the paper says no more than that and the epochs; every other number has its reason in "
            "finetune/recipe.py.",
        ),
        (_LLAMA, _ESCONV, _AUGESC),
        (
            Line(
                "split {out}/{lm}/ssconv out={out}/{lm}/parts shares.train=0.8 shares.valid=0.1 shares.test=0.1 "
                "to=jsonl"
            ),
            *_tuned("SSConv", _SSCONV),
            *_tuned("SSConv-reasoning", f"{_SSCONV} reasoning=true"),
            *_tuned("ESConv", "corpus=ESConv.json"),
            *_tuned("AugESC", "corpus=augesc.txt"),
            _together(("SSConv", "SSConv-reasoning", "ESConv", "AugESC"), "ESConv", "chatbots-compared"),
        ),
    ),
    Experiment(
        "reasoning",
        "with reasoning (•) against without (◦)",
        "SSConv• and SSConv◦",
        "The chatbot that writes its reasoning before each reply (•) beats the one that does not (◦). By how much is "
        "not known to us.",
        "The two chatbots of `chatbots`, compared reply by reply; • also by its perplexity given the reasoning of the "
        "corpus.",
        (
            _SPLIT,
            _NAVG,
            "• foresees a reply behind its reasoning, ◦ behind the conversation: read their PPL with that.",
        ),
        (_LLAMA,),
        (_together(("SSConv", "SSConv-reasoning"), "SSConv", "reasoning"),),
    ),
    Experiment(
        "ablation",
        "each reasoning node left out",
        "ablation",
        "Leaving out one node costs 1–2 % of NAvg; leaving out Thought costs most.",
        "Twice: chatbots tuned on SSConv with one node left out of what they write, as NAvg is of chatbots; and "
        "corpora made with one node left out, its order turned, another chain, or all in one call, which nobody has "
        "to tune.",
        (
            _SPLIT,
            _NAVG,
            "Whether the paper left nodes out of the corpus, the training or both is not known to us.",
            f"The study has {FEW} personas at most, two seeds, and every framework that conf/study/ablation.yaml "
            f"lists.",
        ),
        (_LLAMA, _PSYQA),
        (
            *(
                line
                for left in _NODES
                for line in _tuned(
                    f"without-{left}",
                    f"{_SSCONV} reasoning=true nodes=[{','.join(node for node in _NODES if node != left)}]",
                )
            ),
            _together(("SSConv-reasoning", *(f"without-{node}" for node in _NODES)), "SSConv-reasoning", "ablation"),
            Line(
                "study study=ablation lm={lm} personas={out}/{lm}/bank n={few} seed=0,1 judge={judge} "
                "out={out}/{lm}/ablation-study",
                (Asks("grid", "few", study="ablation", seeds=2),),
            ),
        ),
    ),
    Experiment(
        "cross_domain",
        "tuned on one corpus, measured on another",
        "NAvg on SSConv-test",
        "Chatbots tuned on ESConv and AugESC were measured on SSConv-test only (see `chatbots`). Other directions, "
        "and so whether SSConv's chatbot is at home only at home, are not reported.",
        "Every corpus is parted; a chatbot is tuned on each and measured on all: a matrix for every metric, at home "
        "against away.",
        (_SPLIT, _NAVG),
        (_LLAMA, _ESCONV, _EXTES),
        (
            Line(
                "study study=cross_dataset corpora=[{out}/{lm}/ssconv,ESConv.json,ExTES.json] model=llama-2-7b "
                "recipe.epochs=5 n={n} out={out}/{lm}/cross-dataset"
            ),
        ),
    ),
    Experiment(
        "llm_dependency",
        "how much is the generator, how much the framework",
        "",
        "An open question of the paper: all of it was made by GPT-4.",
        "A grid generator × framework × seed on the same personas: variance explained by each, paired contrasts within "
        "each generator, cost of an accepted dialogue.",
        (_JUDGE, "A generator whose text rules wrote (lm=offline) is a floor, and no training data."),
        (_PSYQA,),
        (
            Line(
                "study study=llm_dependency lm={lms} personas={out}/{lm}/bank n={few} seed=0,1 judge={judge} "
                "out={out}/llm-dependency",
                (Asks("grid", "few", study="llm_dependency", seeds=2),),
            ),
        ),
        of_all=True,
    ),
    Experiment(
        "scaling",
        "does quality hold at AugESC's size",
        "",
        "An open question of the paper: whether quality holds when it is scaled to AugESC's 65,000 dialogues.",
        "Quality, accepted share, distinct n-grams at equal length, near-duplicates and coverage against the size of "
        "the corpus: first of what is there, then of as many dialogues as AugESC has.",
        (
            "65,000 dialogues want as many posts; PsyQA's screened posts, as the paper used them, are 3,229.",
            "Estimated is the second command. Look at the first before you pay for it.",
        ),
        (_PSYQA, _ESCONV, _AUGESC),
        (
            Line("study study=scaling corpora=[{out}/{lm}/ssconv,ESConv.json,augesc.txt] out={out}/{lm}/scaling"),
            Line(
                f"study study=scaling {{posts}} lm={{lm}} n={AUGESC} out={{out}}/{{lm}}/scaling-{AUGESC}",
                (Asks("personas", AUGESC), Asks("dialogues", AUGESC)),
            ),
        ),
    ),
    Experiment(
        "experts",
        "experts against crowd against judge",
        "",
        "Missing in the paper: agreement between raters, and experts' ratings against the crowd's.",
        "Agreement within and between the groups, who is stricter and by how much, and whether the judge agrees with "
        "people as well as they do with each other.",
        ("Ratings are yours to gather: experts.csv and crowd.csv have a row for each: item, dimension, rater, value.",),
        ("experts.csv, crowd.csv: ratings by people; raters called expert… and crowd…",),
        (
            Line(
                "study study=experts ratings=[experts.csv,crowd.csv,{out}/{lm}/rated/ratings.db] "
                "groups.experts=[expert*] groups.crowd=[crowd*] judge=*/* out={out}/{lm}/experts"
            ),
        ),
    ),
    Experiment(
        "outcome",
        "the same people for every supporter, and what it did for them",
        "",
        "An open question of the paper: does it generalise. It lets no seeker play the same person against several "
        "supporters.",
        "A seeker plays ESC-Eval's role cards against the supporter, with our reasoning and without; a judge rates by "
        "ESC-Eval's dimensions, and the seeker's distress before and after.",
        (
            _JUDGE,
            "Estimated by dialogues of ten messages about personas in the place of cards; the seeker is counted with "
            "the supporter.",
        ),
        (_CARDS,),
        tuple(
            line
            for program in ("full", "direct")
            for line in (
                Line(
                    f"roleplay cards=card_en.json lm={{lm}} program={program} lm@seeker_lm={{lm}} "
                    f"out={{out}}/{{lm}}/roleplay-{program}",
                    (
                        Asks(
                            "dialogues",
                            CARDS,
                            (f"program={program}", "program.min_turns=10", "program.max_turns=10"),
                        ),
                    ),
                ),
                *(
                    Line(
                        f"judge {{out}}/{{lm}}/roleplay-{program} scale={scale} lm@judge_lm={{judge}}",
                        (Asks("ratings", CARDS, scale=scale),),
                    )
                    for scale in ("esc-eval", "outcome")
                ),
            )
        ),
    ),
)
"""In the order of the paper; those that go beyond it come last."""
