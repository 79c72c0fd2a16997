"""What a composer works on: a curated clip with its tree, and the draft of a row that it gives back."""

from dataclasses import dataclass
from random import Random

from emocfg.core import rng
from emocfg.schema import PERSON_SLOTS, Clip, Evidence, Observation, Person, Provenance

from ..trees.merge import Merged
from .english import flat

LOOKS = ("appearance", *PERSON_SLOTS, "camera")
"""The aspects that say how a person looks; a clip out of focus is a label of appearance too."""


@dataclass(frozen=True, slots=True)
class Partner:
    """The other clip of an identity pair."""

    clip_id: str
    identity: str
    video: str


@dataclass(frozen=True, slots=True)
class Case:
    """A curated clip.

    Attributes:
        clip: the clip.
        observations: what its source says of it.
        merged: its tree and label spaces.
        split: the split it is in.
        partner: the other clip of its identity pair, if it has one.
        seed: the plan's seed.
    """

    clip: Clip
    observations: tuple[Observation, ...]
    merged: Merged
    split: str
    partner: Partner | None
    seed: int

    @property
    def person(self) -> Person:
        """Who the labels are about."""
        return self.merged.tree.person(self.clip.subjects[0].key)

    @property
    def who(self) -> str:
        """The subject in words: the side in a scene of two, the speaker's name in a dialogue without sides."""
        if self.person.position:
            return f"the person on the {self.person.position}"
        return flat(self.clip.dialogue[-1].speaker) if self.clip.dialogue else "the person"

    def draws(self, task: str, part: str) -> Random:
        """The named generator of one part of one row."""
        return rng("compose", self.seed, self.clip.clip_id, task, part)


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before it has an id.

    Attributes:
        question: what is asked.
        answer: the reference answer.
        options: labels in the order shown.
        labels: canonical labels of the answer.
        aspects: the aspects of the observations that the answer stands on; ``*`` all that the tree is made of.
        everyone: the answer is about every person of the scene, not the subject alone.
        scheme: the coding scheme of the answer, where it is not that of the observations.
        suffix: tells rows of one task and clip apart.
        rationale: why the answer holds.
        evidence: the claims of the rationale.
        turns: the questions and answers of a conversation of several turns; ``question`` is the first, ``answer`` the
            last.
        provenance: who wrote the answer, where it is not the template; without parents it gets those of ``aspects``.
    """

    question: str
    answer: str
    options: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    everyone: bool = False
    scheme: str = ""
    suffix: str = ""
    rationale: str = ""
    evidence: tuple[Evidence, ...] = ()
    turns: tuple[tuple[str, str], ...] = ()
    provenance: Provenance | None = None
