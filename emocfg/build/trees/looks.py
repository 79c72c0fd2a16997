"""Forty yes-or-no labels of appearance, and what they say of the slots of a person and a scene."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from emocfg.schema import APPEARANCE_SLOTS, NONE, Observation, canonical_label, label_space, slots_of_looks

from .nodes import Ledger, Side


@dataclass(frozen=True, slots=True)
class Looks:
    """What annotations of all forty labels say of a person.

    Attributes:
        held: the labels that hold, in the order of their space; None if not all forty were annotated, or if two
            annotations differ.
        sides: what each annotation says.
        slots: slot to what each annotation says of it, slots of the scene included.
    """

    held: tuple[str, ...] | None = None
    sides: tuple[Side, ...] = ()
    slots: dict[str, list[Side]] = field(default_factory=dict)

    def agrees_with(self, ledger: Ledger, key: str) -> bool:
        """False if a slot that a label asserts or denies is in conflict: the forty are then not all decided."""
        slots = {slot for slot, _ in APPEARANCE_SLOTS.values()}
        return not any(ledger.disputed(f"{part}.{slot}") for slot in slots for part in (f"{key}.attr", "scene"))


def read_looks(ledger: Ledger, observed: Sequence[Observation]) -> Looks:
    """The looks of one person, by the lists of one or more schemes; a list with a missing cell is none."""
    lists: dict[str, list[Observation]] = {}
    for o in observed:
        lists.setdefault(o.scheme, []).append(o)
    slots: dict[str, list[Side]] = {}
    told: list[Side] = []
    for part in lists.values():
        if any(o.missing for o in part):
            continue
        labels = {canonical_label(o.scheme, o.native, where=o.origin)[1]: o for o in part if o.native != NONE}
        held = [label for label in label_space("appearance-40").labels if label in labels]
        told += [ledger.side(o, "+".join(held) or NONE) for o in part]
        for slot, value in slots_of_looks(held).items():
            asserting = [labels[label] for label in held if APPEARANCE_SLOTS[label] == (slot, value)]
            sides = [ledger.side(o, value) for o in asserting] or [ledger.side(o, value, NONE) for o in part]
            slots.setdefault(slot, []).extend(dict.fromkeys(sides))
    values = {side.value for side in told}
    if len(values) > 1 and observed:
        ledger.dispute(f"{observed[0].subject}.attr.looks", "differs", told)
    if len(values) != 1:
        return Looks(slots=slots)
    text = values.pop()
    return Looks(() if text == NONE else tuple(text.split("+")), tuple(told), slots)
