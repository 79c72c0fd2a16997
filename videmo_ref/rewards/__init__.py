"""Rewards of reinforcement learning, all by rule: what an answer earns, from 0 to 1, without a judge.

``paper`` is the paper's exponential of an ordered tree edit distance; ``aligned`` compares typed, unordered trees and
is what we train with. ``qa`` and ``caption`` are for rows that do not ask for a tree; ``router`` says which row has
which.
"""

from .aligned import AlignedReward, Parts, Target
from .caption import CaptionReward, RewardModel
from .edit_distance import Costs, Node, edit_distance
from .paper import PaperReward
from .prior import prior_tree
from .qa import QAReward
from .router import Route, Router, TreeReward, route
from .weights import UNIFORM, Weights, idf_weights

__all__ = [
    "UNIFORM",
    "AlignedReward",
    "CaptionReward",
    "Costs",
    "Node",
    "PaperReward",
    "Parts",
    "QAReward",
    "RewardModel",
    "Route",
    "Router",
    "Target",
    "TreeReward",
    "Weights",
    "edit_distance",
    "idf_weights",
    "prior_tree",
    "route",
]
