"""The clips that the instrument writes about: a dataset's held-out people, with the tree of each clip."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from emocfg.schema import AffectiveTree, Person, parse_tree

from .claims import unit_names
from .prototypes import OF_EYES, OF_SPEECH, telling

_SPEAKING = frozenset(("talk", "drink", "yawn", "sing", "shout", "whisper", "eat"))


@dataclass(frozen=True, slots=True)
class Case:
    """One person of one clip.

    Attributes:
        clip_id: the clip.
        subject: the person's key in the tree.
        labels: the emotions, or the one class of a micro-expression.
        tree: what is known of the clip.
        text: the tree as the dataset has it.
        seconds: length of the clip; None if the dataset was built without media.
        hard: why it is a hard case; empty for a clean one.
    """

    clip_id: str
    subject: str
    labels: tuple[str, ...]
    tree: AffectiveTree
    text: str
    seconds: float | None
    hard: tuple[str, ...]

    @property
    def person(self) -> Person:
        """The subject's part of the tree."""
        return self.tree.person(self.subject)

    @property
    def name(self) -> str:
        """Clip and subject, to name seeds."""
        return f"{self.clip_id}#{self.subject}"


def rows(paths: Iterable[Path], columns: list[str]) -> list[dict[str, Any]]:
    """The rows of several Parquet files, in order."""
    return [row for path in sorted(paths) for row in pq.read_table(path, columns=columns).to_pylist()]


def cases_of(data: Path) -> list[Case]:
    """Every annotated face of the test split of a dataset, in the order of clip and person."""
    clips = {
        row["clip_id"]: row for row in rows((data / "meta").glob("clips-*.parquet"), ["clip_id", "seconds", "notes"])
    }
    trees = {
        row["clip_id"]: row["tree"] for row in rows(data.glob("*/test-*.parquet"), ["clip_id", "tree"]) if row["tree"]
    }
    found = []
    for clip_id, text in sorted(trees.items()):
        tree = parse_tree(text, where=clip_id)
        seconds = clips[clip_id]["seconds"] or None
        notes = tuple(note.removeprefix("hard: ") for note in clips[clip_id]["notes"] if note.startswith("hard: "))
        for person in tree.persons:
            if person.units is None or not person.emotions:
                continue
            labels = (person.micro,) if person.micro else tuple(emotion.label for emotion in person.emotions)
            closed = () if notes or telling(telling_units(person), person.emotions[0].label) else ("not_admitted",)
            found.append(Case(clip_id, person.key, labels, tree, text, seconds, notes + closed))
    return found


def telling_units(person: Person) -> frozenset[str]:
    """The visible units that can speak for an emotion: not those of the eyes alone, nor those of a speaking mouth.

    A mouth open in surprise may be speaking as well, and is seen to be open either way.
    """
    units = unit_names(person) - OF_EYES
    surprised = any(emotion.label == "surprise" for emotion in person.emotions or ())
    speaks = bool(_SPEAKING & {event.name for event in person.actions or ()})
    return units - OF_SPEECH if speaks and not surprised else units
