"""The formats of the field: one file each, all of them here in the order in which they are recognised."""

from __future__ import annotations

from ..format import CardFormat, Format, PostFormat
from ..licences import UNKNOWN, Licence
from .annomi import ANNOMI
from .augesc import AUGESC
from .cactus import CACTUS
from .cards_of_esc_eval import ESC_EVAL
from .counselchat import COUNSELCHAT
from .dreaddit import DREADDIT
from .empathetic import EMPATHETIC, EMPATHETIC_ORIGINAL
from .epitome import EPITOME
from .esc_eval import ESC_EVAL_RESULTS
from .esconv import ESCONV, FAILED, HUGGING_FACE
from .esconv_sra import ESCONV_SRA
from .escot import ESCOT
from .extes import EXTES
from .messages import MESSAGES
from .ours import OURS
from .outputs import MIME, OUTPUTS
from .psyqa import PSYQA
from .sharegpt import SHAREGPT
from .smile import SMILE
from .ssconv import SSCONV

FORMATS: tuple[Format, ...] = (
    OURS,
    ESCOT,
    ESCONV_SRA,
    HUGGING_FACE,
    FAILED,
    ESCONV,
    SSCONV,
    EXTES,
    AUGESC,
    SMILE,
    ESC_EVAL_RESULTS,
    ANNOMI,
    EMPATHETIC_ORIGINAL,
    EMPATHETIC,
    OUTPUTS,
    MIME,
    PSYQA,
    COUNSELCHAT,
    EPITOME,
    MESSAGES,
    SHAREGPT,
)
"""Of dialogues. A format stands before those that would take its records for their own."""
CARDS: tuple[CardFormat, ...] = (ESC_EVAL, CACTUS)
POSTS: tuple[PostFormat, ...] = (DREADDIT,)


def licence_of(key: str) -> Licence:
    """Return the licence of a corpus, of dialogues, posts or cards, by its key; `UNKNOWN` where the key is."""
    known: tuple[Format | PostFormat | CardFormat, ...] = (*FORMATS, *POSTS, *CARDS)
    return next((one.licence for one in known if one.key == key), UNKNOWN)


def by_key(key: str) -> Format | None:
    """Return the format of dialogues with a key; None if there is none."""
    return next((one for one in FORMATS if one.key == key), None)
