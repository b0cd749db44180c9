"""Whom to cite: the paper of SocialSim, and of every corpus whose format we know by its key."""

from __future__ import annotations

SOCIALSIM = """\
@inproceedings{chen2025socialsim,
  title     = {SocialSim: Towards Socialized Simulation of Emotional Support Conversation},
  author    = {Chen, Zhuang and Cao, Yaru and Bi, Guanqun and Wu, Jincenzi and Zhou, Jinfeng and Xiao, Xiyao and
               Chen, Si and Wang, Hongning and Huang, Minlie},
  booktitle = {Proceedings of the AAAI Conference on Artificial Intelligence},
  volume    = {39},
  number    = {2},
  pages     = {1274--1282},
  year      = {2025},
  note      = {arXiv:2506.16756}
}"""

_ESCONV = "Liu et al. 2021, *Towards Emotional Support Dialog Systems*, ACL-IJCNLP"
_EMPATHETIC = (
    "Rashkin et al. 2019, *Towards Empathetic Open-domain Conversation Models: a New Benchmark and Dataset*, ACL"
)
_ESC_EVAL = "Zhao et al. 2024, *ESC-Eval: Evaluating Emotion Support Conversations in Large Language Models*, EMNLP"

CITATIONS: dict[str, str] = {
    "esconv": _ESCONV,
    "esconv-hf": _ESCONV,
    "failedesconv": _ESCONV,
    "esconv-sra": _ESCONV,
    "outputs": _ESCONV,
    "ssconv": "Chen et al. 2025, *SocialSim: Towards Socialized Simulation of Emotional Support Conversation*, AAAI",
    "augesc": "Zheng et al. 2023, *AugESC: Dialogue Augmentation with Large Language Models for Emotional Support "
    "Conversation*, Findings of ACL",
    "extes": "Zheng et al. 2023, *Building Emotional Support Chatbots in the Era of LLMs*, arXiv:2308.11584",
    "escot": "Zhang et al. 2024, *ESCoT: Towards Interpretable Emotional Support Dialogue Systems*, ACL",
    "cactus": "Lee et al. 2024, *Cactus: Towards Psychological Counseling Conversations using Cognitive Behavioral "
    "Theory*, Findings of EMNLP",
    "esc-eval": _ESC_EVAL,
    "esc-eval-results": _ESC_EVAL,
    "psyqa": "Sun et al. 2021, *PsyQA: A Chinese Dataset for Generating Long Counseling Text for Mental Health "
    "Support*, Findings of ACL-IJCNLP",
    "smile": "Qiu et al. 2024, *SMILE: Single-turn to Multi-turn Inclusive Language Expansion via ChatGPT for Mental "
    "Health Support*, Findings of EMNLP",
    "empathetic": _EMPATHETIC,
    "empathetic-original": _EMPATHETIC,
    "mime": "Majumder et al. 2020, *MIME: MIMicking Emotions for Empathetic Response Generation*, EMNLP; on "
    + _EMPATHETIC,
    "counselchat": "Bertagnolli 2020, *Counsel Chat: Bootstrapping High-Quality Therapy Data*",
    "epitome": "Sharma et al. 2020, *A Computational Approach to Understanding Empathy Expressed in Text-Based Mental "
    "Health Support*, EMNLP",
    "dreaddit": "Turcan and McKeown 2019, *Dreaddit: A Reddit Dataset for Stress Analysis in Social Media*, LOUHI",
    "annomi": "Wu et al. 2022, *Anno-MI: A Dataset of Expert-Annotated Counselling Dialogues*, ICASSP",
}
"""Key of a format → its paper, in a line of Markdown."""
