"""Blind re-derivation: with the label hidden, what does a rationale still say of it?

``table`` cited prototypes, ``rules`` a reader of units and actions (D4), ``classifier`` a cross-fitted reader of masked
text (M1) on ``text_model``, ``swap`` other clips with the same label (M3), ``checks`` these as checks on a row,
``committee`` votes and the majority, ``report`` the figures over a dataset.
"""

from .checks import check_gain, check_rules, check_swap
from .classifier import Model, cross_fit, fit
from .committee import accept, vote_by_classifier, vote_by_rules
from .items import MASK, Judged, Masked, Prediction
from .report import gains, las, refusals, turnout
from .rules import Reading, Shown, admits, admitted, is_first, read, read_actions, read_units, readable, shown_by
from .swap import facts, specificity, support, swap_partner, swap_partners

__all__ = [
    "MASK",
    "Judged",
    "Masked",
    "Model",
    "Prediction",
    "Reading",
    "Shown",
    "accept",
    "admits",
    "admitted",
    "check_gain",
    "check_rules",
    "check_swap",
    "cross_fit",
    "facts",
    "fit",
    "gains",
    "is_first",
    "las",
    "read",
    "read_actions",
    "read_units",
    "readable",
    "refusals",
    "shown_by",
    "specificity",
    "support",
    "swap_partner",
    "swap_partners",
    "turnout",
    "vote_by_classifier",
    "vote_by_rules",
]
