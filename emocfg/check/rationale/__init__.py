"""Rationale validation: reads a rationale, holds every claim against the clip's tree, and says what it found.

``vocabulary`` further words, ``times`` times and order, ``reading`` claims, ``grounding`` claims against the tree,
``masking`` the label hidden, ``levels`` form, label, grounding and leak, ``checked`` all of them for one text,
``rows`` for a row of the dataset, with the blind level.
"""

from .checked import Checked, check_rationale
from .masking import Hidden, masked
from .rows import blind_item, check_row, settle, space_of, subject_of, vote_of_models

__all__ = [
    "Checked",
    "Hidden",
    "blind_item",
    "check_rationale",
    "check_row",
    "masked",
    "settle",
    "space_of",
    "subject_of",
    "vote_of_models",
]
