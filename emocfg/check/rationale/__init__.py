"""Rationale validation: reads a rationale, holds every claim against the clip's tree, and says what it found.

``vocabulary`` further words, ``times`` times and order, ``reading`` claims, ``grounding`` claims against the tree,
``masking`` the label hidden, ``levels`` form, label, grounding and leak, ``checked`` all of them for one text.
"""

from .checked import Checked, check_rationale, support_elsewhere
from .masking import Hidden, masked

__all__ = ["Checked", "Hidden", "check_rationale", "masked", "support_elsewhere"]
