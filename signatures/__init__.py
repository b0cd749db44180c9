"""The vocabulary: typed models of the field and the DSPy signatures, that is, what is asked of a model."""

from .asks_about_posts import ExtractPersona, ScreenPost, TranslatePost
from .asks_for_dialogue import DialogueLine, WriteDialogue
from .asks_of_seeker import Intention, WritePosterUtterance, WriteSeekerUtterance
from .asks_of_supporter import (
    NODES,
    AppraiseSituation,
    ChooseStrategy,
    InferThought,
    PlanAction,
    ReplyToSeeker,
    RespondWithReasoning,
    WriteSupporterUtterance,
    fused,
    in_context,
    informed_by,
    with_taxonomy,
)
from .crisis import mentions_crisis
from .dialogue import Dialogue, Provenance, Reasoning, Speaker, StopReason, Turn, as_history
from .errors import (
    BudgetReached,
    ConfigurationError,
    GenerationError,
    InputError,
    ParseFailure,
    ProviderFailure,
    RecordError,
    Refusal,
    SocialSimError,
)
from .identity import canonical_json, digest, seed_from, short
from .persona import ATTRIBUTES, Attribute, BigFive, Event, Gender, Persona
from .post import HelpPost
from .strategy import ESCONV, EXTES, TAXONOMIES, Stage, Strategy, StrategyDefinition, Taxonomy

__all__ = [
    "ATTRIBUTES",
    "ESCONV",
    "EXTES",
    "NODES",
    "TAXONOMIES",
    "AppraiseSituation",
    "Attribute",
    "BigFive",
    "BudgetReached",
    "ChooseStrategy",
    "ConfigurationError",
    "Dialogue",
    "DialogueLine",
    "Event",
    "ExtractPersona",
    "Gender",
    "GenerationError",
    "HelpPost",
    "InferThought",
    "InputError",
    "Intention",
    "ParseFailure",
    "Persona",
    "PlanAction",
    "Provenance",
    "ProviderFailure",
    "Reasoning",
    "RecordError",
    "Refusal",
    "ReplyToSeeker",
    "RespondWithReasoning",
    "ScreenPost",
    "SocialSimError",
    "Speaker",
    "Stage",
    "StopReason",
    "Strategy",
    "StrategyDefinition",
    "Taxonomy",
    "TranslatePost",
    "Turn",
    "WriteDialogue",
    "WritePosterUtterance",
    "WriteSeekerUtterance",
    "WriteSupporterUtterance",
    "as_history",
    "canonical_json",
    "digest",
    "fused",
    "in_context",
    "informed_by",
    "mentions_crisis",
    "seed_from",
    "short",
    "with_taxonomy",
]
