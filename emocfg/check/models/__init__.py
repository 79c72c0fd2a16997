"""Checks that ask models, and what everybody who asks models shares. They add votes and override nothing.

``answering`` the label with and without the rationale (M2), ``entailment`` cues against caption and tree (M4),
``paired`` a cue and its negation (M5), ``crossvote`` several families on each cue (M6), ``checked`` all of them;
``members`` who may vote, ``majority`` how votes add up, ``statements`` texts in parts, ``prompting`` prompts and
answers, ``stills`` frames.
"""

from .answering import check_answer, vote_by_model
from .checked import TESTS, Item, check_models
from .crossvote import check_cues
from .entailment import check_entailment
from .majority import majority
from .members import Member, family_of, independent, independent_families
from .paired import check_pairs
from .prompting import MAX_REPLY, Answer, Prompts, ask
from .statements import CONCLUSION, Statement, cues, people_of, sentences, statement_of, statements
from .stills import Stills

__all__ = [
    "CONCLUSION",
    "MAX_REPLY",
    "TESTS",
    "Answer",
    "Item",
    "Member",
    "Prompts",
    "Statement",
    "Stills",
    "ask",
    "check_answer",
    "check_cues",
    "check_entailment",
    "check_models",
    "check_pairs",
    "cues",
    "family_of",
    "independent",
    "independent_families",
    "majority",
    "people_of",
    "sentences",
    "statement_of",
    "statements",
    "vote_by_model",
]
