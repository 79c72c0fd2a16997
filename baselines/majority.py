"""Majority: the constant answer that the headline metric rewards most, learned from the training split."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from benchmarks.marking import gold_items
from benchmarks.model import Request, Sight
from benchmarks.specs import SPECS
from emocfg import __version__
from emocfg.build.compose import wording
from emocfg.schema import (
    TASKS,
    ActionUnit,
    AffectiveTree,
    Emotion,
    Event,
    Item,
    Person,
    Sample,
    display,
    open_attribute,
)

from .memory import Kind, Memory

_MANY = ("action", "unit", "emotion")
"""Kinds of claims of which one person can have several."""


class Majority:
    """Answers without looking at anything but the kind of question.

    One label: the most frequent one. Several labels: all that occur, because a label that is never named has an F1 of
    0 and one that is always named has 2p/(1 + p), p its share of the rows. Open answers: a text of the most frequent
    claims, as many as score best on the training rows.
    """

    name = "majority"
    sees: Sight = "nothing"
    batch = 64

    def __init__(self, train: Iterable[Sample]) -> None:
        self._memory = Memory(train)
        self._texts: dict[Kind, str] = {}

    def describe(self) -> Mapping[str, Any]:
        """The name; everything else is the dataset's."""
        return {"baseline": self.name, "emocfg": __version__}

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        """The same answer to every question of a kind."""
        return [self._usual(request) for request in requests]

    def _usual(self, request: Request) -> str:
        kind = self._memory.kind(request)
        if TASKS[request.task].kind == "multi":
            return ", ".join(display(o) for o in request.options if o in self._occurring(kind)) or "none"
        if kind not in self._texts:
            rows = self._memory.rows(kind)
            self._texts[kind] = _most_frequent(rows) if TASKS[request.task].kind == "single" else _usual_text(rows)
        return self._texts[kind]

    @cache  # noqa: B019 - one model object per run
    def _occurring(self, kind: Kind) -> frozenset[str]:
        """The labels that hold in any row."""
        return frozenset(label for row in self._memory.rows(kind) for label in row.labels)


def _most_frequent(rows: list[Sample]) -> str:
    counts = Counter(row.labels[0] for row in rows)
    return display(min(counts, key=lambda label: (-counts[label], label)))


def _usual_text(rows: list[Sample]) -> str:
    """A caption, or an attribute's answer, made of the claims that score best on the rows."""
    person = _person(_best_claims([frozenset(i for i in gold_items(row) if i.person == "p1") for row in rows]))
    attribute = open_attribute(rows[0].scheme)
    if attribute:
        return wording.attribute_answer(person, attribute, Random(0))  # noqa: S311
    tree = AffectiveTree(persons=(person,))
    return wording.caption(tree, SPECS[rows[0].task].aspects, Random(0)) or "none"  # noqa: S311


def _best_claims(golds: list[frozenset[Item]]) -> list[Item]:
    """The most frequent claims, one per slot that holds one value: as many as have the highest mean F1."""
    counts = Counter(item for gold in golds for item in gold)
    ranked: dict[tuple[str, str], Item] = {}
    for item in sorted(counts, key=lambda item: (-counts[item], item)):
        ranked.setdefault((item.kind, item.value if item.kind in _MANY else ""), item)
    claims: list[Item] = []
    best, hits = (float(golds.count(frozenset())), 0), [0] * len(golds)
    for item in ranked.values():
        claims.append(item)
        hits = [hit + (item in gold) for hit, gold in zip(hits, golds, strict=True)]
        score = sum(2 * hit / (len(gold) + len(claims)) for hit, gold in zip(hits, golds, strict=True))
        best = max(best, (score, -len(claims)))
    return claims[: -best[1]]


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
