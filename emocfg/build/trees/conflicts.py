"""Compare what several coding schemes say: lists of actions and units, and emotions in their smaller common space."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar

from emocfg.schema import MAPS, NONE, SPACES, ActionUnit, Emotion, Event, Observation

from .labelled import Labelled
from .nodes import Ledger, Side, detail

Entry = TypeVar("Entry", ActionUnit, Event, Emotion)


def compare_lists(
    ledger: Ledger, node: str, observed: Sequence[Observation], read: Callable[[Observation], tuple[str, Entry] | None]
) -> list[Entry] | None:
    """What is there, by lists of one or more schemes.

    Args:
        ledger: takes the nodes and the conflicts.
        node: name of the list, such as ``p1.expr``.
        observed: everything observed of it.
        read: the name of an observation's action or unit with its entry in the tree; None if it has no image.

    Returns:
        The entries; empty if all say that there are none. None where no scheme gave a complete list, and where one says
        that something is there and another that it is not: the list is then not known to be complete.
    """
    lists: dict[str, list[Observation]] = {}
    for o in observed:
        lists.setdefault(o.scheme, []).append(o)
    whole = {scheme for scheme, part in lists.items() if not any(o.missing for o in part)}
    found = {scheme: dict(_named(part, read)) for scheme, part in lists.items()}
    names = list(dict.fromkeys(name for part in found.values() for name in part))
    presence = {name: list(_presence(ledger, name, lists, found, whole)) for name in names}
    contradicted = [name for name in names if {side.value for side in presence[name]} == {"present", "absent"}]
    for name in contradicted:
        ledger.dispute(f"{node}.{name}", "presence", presence[name])
    if contradicted or not whole:
        return None
    if not names:
        ledger.stand(node, NONE, [ledger.side(o, NONE) for o in observed])
        return []
    entries: list[Entry] = []
    for name in names:
        groups = [part[name] for part in found.values() if name in part]
        entries += agreed(ledger, f"{node}.{name}", groups)
    return entries


def _named(
    part: Sequence[Observation], read: Callable[[Observation], tuple[str, Entry] | None]
) -> Iterator[tuple[str, list[tuple[Entry, Observation]]]]:
    """Name to its entries and observations, of one scheme."""
    found: dict[str, list[tuple[Entry, Observation]]] = {}
    for o in part:
        named = None if o.missing or o.native == NONE else read(o)
        if named is not None:
            found.setdefault(named[0], []).append((named[1], o))
    yield from found.items()


def _presence(
    ledger: Ledger,
    name: str,
    lists: dict[str, list[Observation]],
    found: dict[str, dict[str, list[tuple[Entry, Observation]]]],
    whole: set[str],
) -> Iterator[Side]:
    """Who says that something is there, and who that it is not: ``none``, or a complete list that does not have it."""
    for scheme, part in lists.items():
        for _, o in found[scheme].get(name, ()):
            yield ledger.side(o, "present")
        for o in part:
            covered = scheme not in SPACES or name in SPACES[scheme].labels
            if not o.missing and o.native == NONE and covered:
                yield ledger.side(o, "absent")
            elif scheme in whole and covered and name not in found[scheme]:
                yield ledger.side(o, "absent", NONE)


def agreed(ledger: Ledger, node: str, groups: Sequence[Sequence[tuple[Entry, Observation]]]) -> list[Entry]:
    """The entries of one action, unit or emotion: those of the schemes that say how and when, if they say the same.

    Where two schemes give it other times, strengths or sides, none of them is kept, and that is noted.
    """
    told = {frozenset(entry for entry, _ in group if detail(entry) != "present") for group in groups} - {frozenset()}
    said = [pair for group in groups for pair in group]
    if len(told) > 1:
        ledger.dispute(node, "differs", [ledger.side(o, detail(entry)) for entry, o in said])
    entries = list(dict.fromkeys(entry for entry, _ in said))
    detailed = [entry for entry in entries if detail(entry) != "present"]
    kept = [_bare(entries[0])] if len(told) > 1 else detailed or entries
    for side in dict.fromkeys(map(_side, kept)):
        value = "; ".join(dict.fromkeys(detail(entry) for entry in kept if _side(entry) == side))
        parents = [ledger.side(o, value) for entry, o in said if _side(entry) in (side, "") or not side]
        ledger.stand(node + side, value, parents)
    return kept


def _side(entry: ActionUnit | Event | Emotion) -> str:
    return entry.side if isinstance(entry, ActionUnit) else ""


def _bare(entry: Entry) -> Entry:
    """The entry without how and when."""
    if isinstance(entry, ActionUnit):
        return replace(entry, side="", intensity=None, span=None)
    return replace(entry, span=None)


def compare_emotions(
    ledger: Ledger, person: str, claims: Sequence[Labelled], entry: Callable[[Labelled], Emotion]
) -> tuple[str, list[Emotion]] | None:
    """The emotions of a person, and the space they are in.

    Several labels of one scheme are a compound. Labels of two schemes are compared in the finest space that both have
    an image in by cited maps. They agree where one says nothing that the other does not say; the one that says more
    is kept, or else the one of the finer space. In every other case the emotion is unknown, and that is noted.
    """
    schemes: dict[str, list[Labelled]] = {}
    for claim in claims:
        schemes.setdefault(claim.observation.scheme, []).append(claim)
    groups = sorted(schemes.values(), key=lambda group: -len(SPACES[group[0].space].labels))
    best = next((group for group in groups if all(_says_all(group, other) for other in groups)), None)
    if best is None:
        parted = [(a, b) for a in groups for b in groups if a is not b and not _says_all(a, b) and not _says_all(b, a)]
        known = all(_image(c, _common(a, b)) is not None for a, b in parted for c in (*a, *b))
        sides = [ledger.side(claim.observation, str(claim.label)) for claim in claims]
        ledger.dispute(f"{person}.emo", "differs" if known else "incomparable", sides)
        return None
    emotions: list[Emotion] = []
    for label in dict.fromkeys(claim.label for claim in best):
        same = [[c for c in group if _meets(c, best, label, group)] for group in groups]
        entries = [[(replace(entry(c), label=str(label)), c.observation) for c in group] for group in same if group]
        emotions += agreed(ledger, f"{person}.emo.{label}", entries)
    written = [entry(claim) for claim in best]
    return best[0].space, sorted(emotions, key=lambda e: written.index(e) if e in written else len(written))


def _meets(claim: Labelled, best: Sequence[Labelled], label: str | None, group: Sequence[Labelled]) -> bool:
    """True if a claim is that of a label of the group that is kept, or of its image."""
    if group is best:
        return claim.label == label
    space = _common(best, group)
    return _image(replace(claim, space=best[0].space, label=label), space) == _image(claim, space) is not None


def _says_all(more: Sequence[Labelled], less: Sequence[Labelled]) -> bool:
    """True if every label of ``less`` has an image in the common space, and is among those of ``more``."""
    space = _common(more, less)
    images = {_image(claim, space) for claim in less}
    return more is less or (None not in images and images <= {_image(claim, space) for claim in more})


def _image(claim: Labelled, space: str) -> str | None:
    return None if claim.label is None else _reach(claim.space).get(space, {}).get(claim.label)


def _common(first: Sequence[Labelled], second: Sequence[Labelled]) -> str:
    """The finest emotion space that two schemes have an image in; "" if no map leads to one."""
    shared = _reach(first[0].space).keys() & _reach(second[0].space).keys()
    return max(sorted(shared), key=lambda space: len(SPACES[space].labels), default="")


@cache
def _reach(space: str) -> dict[str, dict[str, str | None]]:
    """Every emotion space that cited maps lead to, with the image of each label; the space itself is one."""
    tables: dict[str, dict[str, str | None]] = {space: {label: label for label in SPACES[space].labels}}
    waiting = [space]
    while waiting:
        here = waiting.pop()
        for (source, target), entry in MAPS.items():
            if source == here and target.startswith("emotion") and target not in tables:
                images = tables[here].items()
                tables[target] = {label: None if image is None else entry.table[image] for label, image in images}
                waiting.append(target)
    return tables
