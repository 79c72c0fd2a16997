"""The affective tree as an answer: what of it is written, and its three levels as three pieces of text."""

from dataclasses import dataclass, replace
from typing import TypeVar

from emocfg.schema import LEVELS, ActionUnit, AffectiveTree, Emotion, Event, Person
from emocfg.schema.tree_text import to_text

from .lessons import Part, Question

Timed = TypeVar("Timed", ActionUnit, Emotion, Event)

PROMPT = (
    "Describe what can be seen as an affective tree: first the attributes, then the expression, then the emotion. "
    "Close each level with its tag."
)
"""What a policy is asked for its tree; training, reasoning and tree-RL use the same words."""

TAGS = {"attribute": "attr", "expression": "expr", "emotion": "emo"}
"""The tag of each level in the tree's text form."""

TREE_TASK = "tree"
"""What stands for the task of questions that ask for a tree."""


@dataclass(frozen=True, slots=True)
class View:
    """What of a tree is written. The whole tree is long; a small policy learns a part of it.

    Attributes:
        slots: attribute and scene slots that are written, ``head_pose`` and ``action`` among them; empty for all.
        spans: whether times are written.
        strengths: whether intensities of action units are written.
    """

    slots: tuple[str, ...] = ()
    spans: bool = True
    strengths: bool = True

    def of(self, tree: AffectiveTree) -> AffectiveTree:
        """The tree without what is not written. What is said is no part of what is seen, and never is."""
        scene = {slot: value for slot, value in tree.scene.items() if self._has(slot)}
        return AffectiveTree(scene, tuple(map(self._person, tree.persons)), (), tree.relation)

    def _person(self, person: Person) -> Person:
        units = person.units
        if units is not None and not self.strengths:
            units = tuple(replace(unit, intensity=None) for unit in units)
        return replace(
            person,
            attributes={slot: value for slot, value in person.attributes.items() if self._has(slot)},
            looks=person.looks if self._has("looks") else None,
            head_pose=person.head_pose if self._has("head_pose") else None,
            actions=self._timed(person.actions) if self._has("action") else None,
            units=self._timed(units),
            emotions=self._timed(person.emotions),
        )

    def _timed(self, things: tuple[Timed, ...] | None) -> tuple[Timed, ...] | None:
        return things if things is None or self.spans else tuple(replace(thing, span=None) for thing in things)

    def _has(self, slot: str) -> bool:
        return not self.slots or slot in self.slots


def level_texts(tree: AffectiveTree) -> dict[str, str]:
    r"""The canonical text of a tree in three pieces, by level, each closed by its tag; joined they are the text.

    >>> from emocfg.schema import Person
    >>> list(level_texts(AffectiveTree(persons=(Person("p1", head_pose="front", units=()),))).values())
    ['<attr>\np1: head_pose=front\n</attr>\n', '<expr>\np1: none\n</expr>\n', '<emo>\n</emo>']
    """
    texts: dict[str, str] = {}
    rest = to_text(replace(tree, dialogue=()))
    for level in LEVELS:
        closed, tag, rest = rest.partition(f"</{TAGS[level]}>\n")
        texts[level] = closed + tag
    return texts


def tree_question(sample_id: str, tree: AffectiveTree, level: str) -> Question:
    """The question for a tree at a stage of the curriculum: the level is learned, the ones below it are read.

    Args:
        sample_id: where the tree comes from.
        tree: as it is to be written.
        level: one of :data:`LEVELS`; the answer ends there, and is finished with the last one.
    """
    texts = level_texts(tree)
    upto = LEVELS[: LEVELS.index(level) + 1]
    parts = tuple(Part(texts[own], learned=own == level) for own in upto)
    return Question(f"{sample_id}@{level}", TREE_TASK, PROMPT, parts, finished=level == LEVELS[-1])
