"""The vocabulary: typed models of the field and the DSPy signatures, that is, what is asked of a model."""

from .asks_about_posts import ExtractPersona, ScreenPost, TranslatePost
from .asks_for_dialogue import DialogueLine, WriteDialogue
from .asks_of_role_player import PlayCard
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
from .asks_of_supporter_escot import MORE_NODES, FindStimulus, InferAppraisal, NameEmotion
from .card import RoleCard
from .check import UTTERANCE, CheckResult, Evidence, RejectedDraft, Severity, Verdict
from .counted import counted
from .crisis import Crisis, CrisisKind, crises_in, mentions_crisis
from .dialogue import Dialogue, Provenance, Reasoning, Speaker, StopReason, Turn, as_history, turns_of
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
from .rating import Rating
from .reply import Outputs, Reply
from .scale import Difference, Dimension, Scale
from .scales import SCALES
from .strategy import ESCONV, EXTES, TAXONOMIES, Stage, Strategy, StrategyDefinition, Taxonomy

__all__ = [
    "ATTRIBUTES",
    "ESCONV",
    "EXTES",
    "MORE_NODES",
    "NODES",
    "SCALES",
    "TAXONOMIES",
    "UTTERANCE",
    "AppraiseSituation",
    "Attribute",
    "BigFive",
    "BudgetReached",
    "CheckResult",
    "ChooseStrategy",
    "ConfigurationError",
    "Crisis",
    "CrisisKind",
    "Dialogue",
    "DialogueLine",
    "Difference",
    "Dimension",
    "Event",
    "Evidence",
    "ExtractPersona",
    "FindStimulus",
    "Gender",
    "GenerationError",
    "HelpPost",
    "InferAppraisal",
    "InferThought",
    "InputError",
    "Intention",
    "NameEmotion",
    "Outputs",
    "ParseFailure",
    "Persona",
    "PlanAction",
    "PlayCard",
    "Provenance",
    "ProviderFailure",
    "Rating",
    "Reasoning",
    "RecordError",
    "Refusal",
    "RejectedDraft",
    "Reply",
    "ReplyToSeeker",
    "RespondWithReasoning",
    "RoleCard",
    "Scale",
    "ScreenPost",
    "Severity",
    "SocialSimError",
    "Speaker",
    "Stage",
    "StopReason",
    "Strategy",
    "StrategyDefinition",
    "Taxonomy",
    "TranslatePost",
    "Turn",
    "Verdict",
    "WriteDialogue",
    "WritePosterUtterance",
    "WriteSeekerUtterance",
    "WriteSupporterUtterance",
    "as_history",
    "canonical_json",
    "counted",
    "crises_in",
    "digest",
    "fused",
    "in_context",
    "informed_by",
    "mentions_crisis",
    "seed_from",
    "short",
    "turns_of",
    "with_taxonomy",
]
