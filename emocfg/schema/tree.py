"""The affective tree: scene, and per person attributes, expression and emotion. Lower levels are evidence of higher.

None means unknown (the annotation does not say); an empty tuple means known to be absent. The text form is in
``tree_text``; times are seconds from the start of the clip.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time within the clip, in seconds, rounded to hundredths."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Event:
    """An action (a label of ``action-35``) and when it happens, if known."""

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ActionUnit:
    """A FACS action unit.

    Attributes:
        code: its number, such as 12 for the lip corner puller.
        side: ``L`` or ``R`` (the person's own) for a unilateral movement, else "".
        intensity: peak in (0, 1] if known.
        span: from onset to offset if known.
    """

    code: int
    side: str = ""
    intensity: float | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Emotion:
    """An emotion label, its intensity (a label of ``intensity-3``) and when it shows, if known."""

    label: str
    intensity: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of one person.

    Attributes:
        key: ``p1``, ``p2``, ... in the order of the clip.
        position: ``left`` or ``right`` where several people are seen, else "".
        attributes: slot name to value; a slot that is not visible or not annotated is absent.
        looks: the ``appearance-40`` labels that hold, where all forty were annotated (the others then do not hold), or
            None; slots say less than forty yes-or-no labels do.
        head_pose: a label of ``pose-7``.
        actions: events, or None if actions were not annotated.
        units: action units, or None if they were not annotated.
        emotions: one for a plain label, several for a compound one, or None if not annotated.
        sentiment: a label of ``sentiment-3``.
        valence: the sentiment as a number on the scale -3 to 3.
        micro: the class of a micro-expression, a label of ``micro-3``.
    """

    key: str
    position: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    looks: tuple[str, ...] | None = None
    head_pose: str | None = None
    actions: tuple[Event, ...] | None = None
    units: tuple[ActionUnit, ...] | None = None
    emotions: tuple[Emotion, ...] | None = None
    sentiment: str | None = None
    valence: float | None = None
    micro: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line of a dialogue; ``speaker`` is a name as annotated."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class AffectiveTree:
    """Everything known of one clip.

    Attributes:
        scene: scene slot (background, lighting, camera) to value.
        persons: the people, in the order of the clip.
        dialogue: the lines up to and including the one spoken in this clip.
        relation: how two people relate, a label of ``relation-5``.
    """

    scene: dict[str, str] = field(default_factory=dict)
    persons: tuple[Person, ...] = ()
    dialogue: tuple[Utterance, ...] = ()
    relation: str | None = None

    def person(self, key: str) -> Person:
        """The person called ``key``; KeyError if there is none."""
        for person in self.persons:
            if person.key == key:
                return person
        raise KeyError(key)
