"""Majority: always the most frequent answer of the training split."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from benchmarks.marking import gold_items
from benchmarks.model import Request
from benchmarks.specs import SPECS
from emocfg.build import wording
from emocfg.schema import OPEN_SCHEME, TASKS, ActionUnit, AffectiveTree, Emotion, Event, Item, Person, Sample, display

from .memory import Kind, Memory


class Majority:
    """Answers without looking at anything but the kind of question.

    One label: the most frequent one. Several labels: those that hold in more than half of the rows that offer them.
    Open answers: a text of the claims that hold in more than half of the rows, or of the one that holds most often.
    """

    name = "majority"
    sees_video = False

    def __init__(self, train: Iterable[Sample]) -> None:
        self._memory = Memory(train)
        self._texts: dict[Kind, str] = {}

    def describe(self) -> Mapping[str, Any]:
        """The name; everything else is the dataset's."""
        return {"baseline": self.name}

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        """The same answer to every question of a kind."""
        return [self._usual(request) for request in requests]

    def _usual(self, request: Request) -> str:
        kind = self._memory.kind(request)
        if TASKS[request.task].kind == "multi":
            return ", ".join(display(o) for o in request.options if o in self._common(kind)) or "none"
        if kind not in self._texts:
            rows = self._memory.rows(kind)
            self._texts[kind] = _most_frequent(rows) if TASKS[request.task].kind == "single" else _usual_text(rows)
        return self._texts[kind]

    @cache  # noqa: B019 - one model object per run
    def _common(self, kind: Kind) -> frozenset[str]:
        """The labels that hold in more than half of the rows that offer them."""
        rows = self._memory.rows(kind)
        offered = Counter(label for row in rows for label in row.options)
        held = Counter(label for row in rows for label in row.labels)
        return frozenset(label for label in held if 2 * held[label] > offered[label])


def _most_frequent(rows: list[Sample]) -> str:
    counts = Counter(row.labels[0] for row in rows)
    return display(min(counts, key=lambda label: (-counts[label], label)))


def _usual_text(rows: list[Sample]) -> str:
    """A caption, or an attribute's answer, made of the claims that most rows make."""
    counts = Counter(item for row in rows for item in gold_items(row) if item.person == "p1")
    usual = [item for item, count in counts.items() if 2 * count > len(rows)]
    rest = [item for item in counts if item.kind != "intensity"]
    person = _person(usual or sorted(rest, key=lambda item: (-counts[item], item))[:1])
    if rows[0].scheme.startswith(OPEN_SCHEME):
        return wording.attribute_answer(person, rows[0].scheme.removeprefix(OPEN_SCHEME), Random(0))  # noqa: S311
    tree = AffectiveTree(persons=(person,))
    return wording.caption(tree, [SPECS[rows[0].task].aspect], Random(0)) or "none"  # noqa: S311


def _person(items: list[Item]) -> Person:
    """A person of whom exactly the given claims hold."""

    def of(kind: str) -> list[str]:
        return sorted(item.value for item in items if item.kind == kind)

    special = ("action", "head_pose", "emotion", "intensity", "unit")
    intensity = of("intensity")
    return Person(
        key="p1",
        attributes={item.kind: item.value for item in sorted(items) if item.kind not in special},
        head_pose=next(iter(of("head_pose")), None),
        actions=tuple(Event(name) for name in of("action")),
        units=tuple(ActionUnit(int(code)) for code in of("unit")),
        emotions=tuple(Emotion(label, intensity[0] if intensity else None) for label in of("emotion")),
    )
