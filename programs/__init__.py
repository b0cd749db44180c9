"""DSPy programs: persona extraction, the seeker, the supporter, and the simulation that lets them talk."""

from .extractor import PersonaExtractor, PostScreener, PostTranslator
from .nodes import ActionNode, ReasoningNode, SituationNode, StrategyNode, ThoughtNode, UtteranceWriter
from .program import Call, Program, call
from .provenance import fingerprint
from .seeker import Seeker
from .simulation import Simulation
from .single_shot import SingleShot
from .supporter import Chatbot, Supporter

__all__ = [
    "ActionNode",
    "Call",
    "Chatbot",
    "PersonaExtractor",
    "PostScreener",
    "PostTranslator",
    "Program",
    "ReasoningNode",
    "Seeker",
    "Simulation",
    "SingleShot",
    "SituationNode",
    "StrategyNode",
    "Supporter",
    "ThoughtNode",
    "UtteranceWriter",
    "call",
    "fingerprint",
]
