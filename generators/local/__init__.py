"""A model in this process: transformers, with answers held to their form by a grammar. Needs the extra `local`."""

from .provider import LocalProvider

__all__ = ["LocalProvider"]
