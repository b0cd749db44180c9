"""`socialsim study study=experts`: experts beside a crowd, and beside a judge."""

from __future__ import annotations

from pathlib import Path

from ..evaluation.report.blocks import Report
from ..evaluation.study.experts import experts_report
from ..evaluation.study.raters import CROWD, EXPERTS, beside
from ..signatures import ConfigurationError
from .agree import studied
from .agree_report import explained
from .quoting import quoted
from .schema import AgreeConfig, StudyConfig
from .study_steps import compose


def run(config: StudyConfig, out: Path) -> Report:
    """Return how experts, crowd and judge agree in `config.ratings`; nothing is written.

    Raises:
        ConfigurationError: the groups are not told, or a setting makes no sense.
        InputError: a file cannot be read, or holds no ratings.
    """
    asked = _agree(config)
    if not {EXPERTS, CROWD} <= {*asked.groups}:
        lacking = next(name for name in (EXPERTS, CROWD) if name not in asked.groups)
        raise ConfigurationError(f"groups.{lacking} is missing; say who they are, as groups.{lacking}=[NAME,…]")
    found = studied(asked)
    compared = beside(found.tables, found.design, found.judge)
    margin = asked.margin
    notes = (*found.notes, explained(found.design, margin if found.judge else None))
    about = config.study
    return experts_report(
        *(about.title, about.question, found.figures, found.calibrations, compared, found.design, found.judge, margin),
        notes,
    )


def _agree(config: StudyConfig) -> AgreeConfig:
    """Return the configuration of `socialsim agree` that the study goes by."""
    if not config.ratings:
        raise ConfigurationError("ratings is empty; say ratings=[FILE,…], of experts and of a crowd")
    if len(config.judges) > 1:
        raise ConfigurationError(f"judge={','.join(config.judges)}: one judge is compared with people; name one")
    words = [
        f"files=[{','.join(map(quoted, config.ratings))}]",
        *config.words,
        *(f"judge={quoted(name)}" for name in config.judges),
        f"seed={config.seeds[0] if config.seeds else 0}",
        f"resamples={config.resamples}",
    ]
    asked: AgreeConfig = compose("agree", words)
    return asked
