"""The version of a dataset: what its numbers promise, and when its rules were set.

The three numbers follow Semantic Versioning 2.0.0 as the Croissant format 1.1 applies it to data ("Dataset
Versioning"): MAJOR for changed rows, MINOR for additions, PATCH for the wrapping.
"""

from ..plan import FORMAT

MINOR = 0
"""Raised when columns, tables or record sets are added and all that was there stays; 0 again with a new FORMAT."""

PATCH = 0
"""Raised when only the card, croissant.json or the packaging of the files changes; 0 again with a new MINOR."""

DATES = {"1.0.0": "2026-11-21", "2.0.0": "2026-11-21", "3.0.0": "2026-11-21"}
"""The day on which the rules of each version were set. A dataset carries it as its date: a build reads no clock."""

RULES = (
    "The digest in manifest.json changes with any byte of any file but the videos, and with any video through the "
    "digests in meta/clips. Another plan, other source files or another version give another digest.",
    "MAJOR is raised when the same plan gives other rows: another text, label or split, a column that means something "
    "else or is gone.",
    "MINOR is raised when columns, tables or record sets are added and all that was there stays as it was.",
    "PATCH is raised when only the card, croissant.json or the packaging of the files changes.",
    "What follows the plus sign are the first 16 digits of the digest of the rows: versions that differ only there "
    "follow the same rules, but were made from other sources or by another plan. A score is comparable only within one "
    "digest.",
    "A dataset that was passed on is not changed afterwards; a correction is a new version.",
)
"""What a reader may rely on."""


def version_of(digest: str, major: int = FORMAT) -> str:
    """The version of a dataset.

    Args:
        digest: of its rows.
        major: the ``FORMAT`` of what made it: of a build, or of an import.

    >>> version_of("0ead90c9c8ec31af00", 2)
    '2.0.0+0ead90c9c8ec31af'
    """
    return f"{major}.{MINOR}.{PATCH}+{digest[:16]}"


def date_of(version: str) -> str:
    """The day on which the rules of a version were set; KeyError for a version without one in :data:`DATES`."""
    return DATES[version.partition("+")[0]]
