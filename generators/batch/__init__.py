"""A provider's batch service: half the price, answers within a day."""

from .provider import Batch

__all__ = ["Batch"]
