"""Checks on a finished dataset folder: its files, its rows, and what its splits share; and across two folders."""

from .across import Side, across
from .files import changed_files
from .findings import Finding, found
from .reading import read_clips
from .rows import Rows, inspect_rows
from .shared import shared_clips
from .videos import look_at_videos

__all__ = [
    "Finding",
    "Rows",
    "Side",
    "across",
    "changed_files",
    "found",
    "inspect_rows",
    "look_at_videos",
    "read_clips",
    "shared_clips",
]
