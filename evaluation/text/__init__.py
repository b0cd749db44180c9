"""What a reply is like beside the one that a person gave, by named profiles: the same name is the same figure."""

from .description import describe
from .metrics import measures
from .profile import PROFILES, Profile, check

__all__ = ["PROFILES", "Profile", "check", "describe", "measures"]
