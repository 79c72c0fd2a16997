"""Floor 4: checks on a dataset. For now ``leaks``; rationale validation and statistics build on the same floor."""

from .leaks import Overlap, Placed, overlaps

__all__ = ["Overlap", "Placed", "overlaps"]
