"""The embedded corpus: ``cast`` who, ``scripts`` what happens, ``source`` how a build reads it."""

from .source import CARD, Mini

__all__ = ["CARD", "Mini"]
