"""Which LM answers, and how a signature becomes its messages."""

from .adapter import ConversationAdapter
from .build import build_lm, price
from .config import LMConfig
from .identity import lm_identity
from .meter import Budget, Meter, Price, Tokens
from .sampling import sampling_seed
from .session import Session

__all__ = [
    "Budget",
    "ConversationAdapter",
    "LMConfig",
    "Meter",
    "Price",
    "Session",
    "Tokens",
    "build_lm",
    "lm_identity",
    "price",
    "sampling_seed",
]
