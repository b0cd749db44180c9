"""Which LM answers, and how a signature becomes its messages."""

from .adapter import ConversationAdapter
from .identity import lm_identity
from .lm import LMConfig, build_lm, check_server
from .sampling import sampling_seed

__all__ = ["ConversationAdapter", "LMConfig", "build_lm", "check_server", "lm_identity", "sampling_seed"]
