"""Observations with the canonical labels that they stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emocfg.schema import MAPS, SCALES, SPACES, Observation, canonical_label

from .nodes import Ledger, Side


@dataclass(frozen=True, slots=True)
class Labelled:
    """An observation with the label it stands for, in the space of its scheme.

    Attributes:
        aspect: what it is about.
        space: the label space.
        label: the canonical label; None if the native one has no image there.
        observation: what the owner wrote.
    """

    aspect: str
    space: str
    label: str | None
    observation: Observation


def read_labels(observed: Sequence[Observation], spaces: dict[str, str]) -> list[Labelled]:
    """What observations stand for; the largest space of each aspect is noted in ``spaces``.

    Raises:
        EmoCfgError: E302 for a label its scheme does not have, E201 for an unknown scheme.
    """
    read = [labelled for o in observed if not o.missing for labelled in _canonical(o)]
    for labelled in read:
        known = spaces.setdefault(labelled.aspect, labelled.space)
        if len(SPACES[labelled.space].labels) > len(SPACES[known].labels):
            spaces[labelled.aspect] = labelled.space
    return [labelled for labelled in read if labelled.label is not None]


def sides_of(ledger: Ledger, read: Sequence[Labelled], *aspects: str) -> list[Side]:
    """What the labels of some aspects say of a node."""
    return [ledger.side(a.observation, a.label) for a in read if a.aspect in aspects and a.label is not None]


def _canonical(o: Observation) -> Iterator[Labelled]:
    """The labels of an observation; the class of a micro-expression may name an emotion."""
    if o.scheme in SCALES:
        scale = SCALES[o.scheme]
        yield Labelled("sentiment", "sentiment-3", scale.sign(scale.read(o.native, where=o.origin)), o)
        yield Labelled("sentiment_fine", scale.degrees, None, o)
        return
    yield Labelled(o.aspect, *canonical_label(o.scheme, o.native, where=o.origin), o)
    if o.aspect == "micro":
        for (scheme, space), entry in MAPS.items():
            if scheme == o.scheme and space.startswith("emotion"):
                yield Labelled("emotion", space, entry.apply(o.native, where=o.origin), o)
