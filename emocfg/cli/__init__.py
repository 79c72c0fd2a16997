"""The roof: the ``emocfg`` command, one thin file per verb."""

from .app import main

__all__ = ["main"]
