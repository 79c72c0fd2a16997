"""The embedded corpus: ``cast`` who, ``scripts`` what happens, ``source`` how a build reads it."""

from .source import Mini

__all__ = ["Mini"]
