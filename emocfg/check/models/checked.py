"""One rationale through the level ``models``: M2, M4, M5 and M6, as far as there are models and frames for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from emocfg.schema import AffectiveTree, Check, Vote, to_text

from ..rationale import masked
from . import answering, crossvote, entailment, paired
from .members import Member
from .statements import cues, sentences
from .stills import Stills

TESTS = ("M2", "M4", "M5", "M6")
"""The checks of the level."""


@dataclass(frozen=True, slots=True)
class Item:
    """A rationale as models are asked about it.

    Attributes:
        rationale: the text.
        question: what it answers, put so that a label is the answer.
        options: the labels to choose from.
        labels: those that the sample has.
        tree: of the clip, by its owner's annotation.
        caption: a caption of the clip that the writer of the rationale did not write; "" if there is none.
        stills: the frames.
        writer: family of the model that wrote the rationale; "" if no model did.
    """

    rationale: str
    question: str
    options: tuple[str, ...]
    labels: tuple[str, ...]
    tree: AffectiveTree
    caption: str = ""
    stills: Stills = field(default_factory=Stills)
    writer: str = ""


def check_models(
    item: Item, members: Sequence[Member], tests: Collection[str] = TESTS
) -> tuple[tuple[Check, ...], tuple[Vote, ...]]:
    """The checks and every vote behind them; one without models, frames or readable answers is skipped.

    Members of the writer's family are not asked; the first of the others answers for M2. Nothing here changes what
    other levels found.

    Args:
        item: the rationale.
        members: who may be asked.
        tests: which of :data:`TESTS`; M5 takes two calls per cue and member, the others one or two per member.
    """
    others = [member for member in members if member.family != item.writer]
    named = cues(item.rationale, item.tree)
    results = []
    if "M2" in tests:
        results.append(_answer(item, others))
    if "M4" in tests:
        premises = [*sentences(item.caption), *_known(item.tree)]
        results.append(entailment.check_entailment(others, premises, named))
    if "M5" in tests:
        results.append(paired.check_pairs(others, named, item.stills))
    if "M6" in tests:
        results.append(crossvote.check_cues(others, named, item.stills, writer=item.writer))
    return tuple(check for check, _ in results), tuple(vote for _, votes in results for vote in votes)


def _answer(item: Item, others: Sequence[Member]) -> tuple[Check, tuple[Vote, ...]]:
    if not others:
        return Check(answering.NAME, "skipped", "nobody to ask"), ()
    hidden = masked(item.rationale).text
    return answering.check_answer(others[0], item.question, item.options, item.labels, hidden, item.stills)


def _known(tree: AffectiveTree) -> list[str]:
    """The lines of a tree below the emotion."""
    below = to_text(tree).partition("<emo>")[0]
    return [line for line in below.splitlines() if line and not line.startswith("<")]
