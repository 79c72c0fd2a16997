"""What a clip's tree stands on: its nodes with the annotation lines behind them, and where these contradict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from emocfg.schema import ActionUnit, Clip, Emotion, Event, Observation, Span

KINDS = {
    "differs": "a node that has one value is given several: it is unknown in the tree",
    "incomparable": "two schemes give emotions that no cited map compares: the emotion is unknown in the tree",
    "presence": "an action or unit is said to be there and not to be there: all of its kind are unknown in the tree",
    "inconsistent": "two aspects of a person do not go together by a cited map: both are kept",
}
"""The kinds of conflict."""

SIDES = {"L": "left side", "R": "right side"}
"""The side of a unilateral action unit, in words."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a clip's tree and what it stands on.

    Attributes:
        clip_id: the clip.
        node: its name, such as ``p1.emo.happiness`` or ``scene.background``.
        value: what the tree says; of an emotion, an action or a unit when it holds, if known.
        parents: the annotation lines, as ``SOURCE/origin``; of a line of dialogue the clip's id.
        schemes: the coding schemes they are written in.
    """

    clip_id: str
    node: str
    value: str
    parents: tuple[str, ...]
    schemes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What one annotation line says of a node.

    Attributes:
        value: the canonical value.
        native: the owner's label; ``none`` where a complete list does not have it.
        scheme: the coding scheme.
        origin: the annotation line, as ``SOURCE/origin``.
    """

    value: str
    native: str
    scheme: str
    origin: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Annotation lines that contradict each other; nothing is averaged and nothing is picked.

    Attributes:
        clip_id: the clip.
        node: the node they are about.
        kind: a key of :data:`KINDS`.
        sides: what each says.
    """

    clip_id: str
    node: str
    kind: str
    sides: tuple[Side, ...]


@dataclass(slots=True)
class Ledger:
    """Collects the nodes and conflicts of one clip while its tree is made.

    Attributes:
        clip: the clip.
        nodes: what the tree stands on.
        conflicts: what contradicts.
    """

    clip: Clip
    nodes: list[Node] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def side(self, o: Observation, value: str, native: str | None = None) -> Side:
        """What an observation says of a node."""
        return Side(value, o.native if native is None else native, o.scheme, f"{self.clip.source}/{o.origin}")

    def stand(self, node: str, value: str, sides: Iterable[Side]) -> None:
        """Note what a node stands on."""
        seen = list(sides)
        parents, schemes = (tuple(dict.fromkeys(part)) for part in ([s.origin for s in seen], [s.scheme for s in seen]))
        self.nodes.append(Node(self.clip.clip_id, node, value, parents, schemes))

    def dispute(self, node: str, kind: str, sides: Iterable[Side]) -> None:
        """Note a conflict."""
        self.conflicts.append(Conflict(self.clip.clip_id, node, kind, tuple(dict.fromkeys(sides))))

    def disputed(self, node: str) -> bool:
        """True if a conflict about the node was noted."""
        return any(conflict.node == node for conflict in self.conflicts)

    def one(self, node: str, sides: Sequence[Side]) -> str | None:
        """The value that all sides give a node; None where nobody speaks, and where they differ, which is noted."""
        values = {side.value for side in sides}
        if len(values) > 1:
            self.dispute(node, "differs", sides)
        if len(values) != 1:
            return None
        value = values.pop()
        self.stand(node, value, sides)
        return value


def detail(entry: ActionUnit | Event | Emotion) -> str:
    """How and when an entry of a tree holds, in words; ``present`` if that is all that is known.

    >>> detail(ActionUnit(14, "R", 0.8, Span(0.4, 1.63)))
    'right side, strength 0.80, from 0.40 to 1.63 s'
    """
    parts = [] if entry.span is None else [span_text(entry.span)]
    if isinstance(entry, ActionUnit):
        parts[:0] = [] if entry.intensity is None else [f"strength {entry.intensity:.2f}"]
        parts[:0] = [SIDES[entry.side]] if entry.side else []
    return ", ".join(parts) or "present"


def span_text(span: Span) -> str:
    """A stretch of time, to the hundredth of a second."""
    return f"from {span.start:.2f} to {span.end:.2f} s"
