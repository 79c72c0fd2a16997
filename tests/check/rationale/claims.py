"""What a rationale says, as records: each claim names a node of the affective tree and what is said of it."""

from dataclasses import dataclass
from itertools import chain

from emocfg.schema import ActionUnit, AffectiveTree, Person, Span

OFF = 0.25
"""Seconds from which a stated time contradicts the tree."""

CLOSE = 0.11
"""Seconds within which a stated time agrees with the tree: one decimal, and the float's own dust."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A stated time in seconds, as it is printed; None for the bound that is not stated."""

    start: float | None
    end: float | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said.

    Attributes:
        node: ``scene.background``, ``persons``, ``p1.attr.hat``, ``p1.attr.action.nod``, ``p1.expr.AU12``,
            ``p1.expr.AU1+AU2``, ``p1.expr`` (a face at rest), ``p1.order``, ``p1.emo.anger``, ``p1.emo.intensity``,
            ``p1.emo.micro``.
        value: the slot's value; empty where the node says all; ``AU4<nod`` for an order of onsets.
        affirmed: False if it is denied.
        when: the time stated with it.
        hedged: said with reserve.
        style: which wording renders it; kept when the claim is corrupted, so that only the fault differs.
    """

    node: str
    value: str = ""
    affirmed: bool = True
    when: Moment | None = None
    hedged: bool = False
    style: int = 0

    @property
    def name(self) -> str:
        """The last part of the node."""
        return self.node.rsplit(".", 1)[-1]

    @property
    def subject(self) -> str:
        """The person's key, or ``scene`` or ``persons``."""
        return self.node.split(".", 1)[0]

    def units(self) -> tuple[str, ...]:
        """The action units of a claim on the face."""
        return tuple(self.name.split("+")) if ".expr.AU" in self.node else ()


def unit_name(unit: ActionUnit) -> str:
    """``AU14R`` for the lip corner on the person's right."""
    return f"AU{unit.code}{unit.side}"


def unit_names(person: Person) -> frozenset[str]:
    """The units that the tree has for a person."""
    return frozenset(unit_name(unit) for unit in person.units or ())


_GROUPS = (
    *("AU1 AU2", "AU5 AU43 AU45 AU46L AU46R", "AU6 AU7", "AU9 AU10", "AU12 AU13 AU14L AU14R AU20", "AU15 AU17"),
    *("AU23 AU24 AU28", "AU25 AU26 AU27", "frown AU4", "smile laugh AU12", "close_eyes wink sleep AU43 AU46L AU46R"),
    *("talk sing shout whisper yawn drink eat AU25 AU26 AU27", "yawn sleep sigh", "drink eat smoke"),
    *("shake_head head_wagging look_around turn nod", "read look_around", "cry weep", "cough sneeze sniff"),
)
_KIN: dict[str, frozenset[str]] = {}
for _group in _GROUPS:
    for _name in _group.split():
        _KIN[_name] = _KIN.get(_name, frozenset()) | set(_group.split())

_EXCLUSIVE = {
    "lighting": ({"bright", "dim"}, {"warm", "cool"}),
    "camera": ({"steady", "shaky"},),
    "skin_tone": ({"pale", "dark"}, {"pale", "tan"}, {"light", "dark"}),
    "age": ({"young", "elderly"},),
}
"""Slots whose other values are no clear contradiction: a bright light may be warm, and forty may be called young."""

_NEAR = {
    "background": ({"window", "bookshelf"}, {"window", "plain_wall"}),
    "hair_color": ({"black", "brown"}, {"blonde", "gray"}, {"brown", "red"}, {"blonde", "red"}),
    "face_shape": ({"round", "oval"},),
    "beard": ({"stubble", "goatee"}, {"goatee", "full"}, {"stubble", "full"}, {"stubble", "none"}),
    "head_pose": ({"left_30", "left_60"}, {"right_30", "right_60"}),
    "chin": ({"round", "double"},),
}
"""Values too near each other for one to contradict the other."""


def seen(tree: AffectiveTree, key: str) -> frozenset[str]:
    """Units and actions of a person."""
    person = tree.person(key)
    return unit_names(person) | {event.name for event in person.actions or ()}


def truth(claim: Claim, tree: AffectiveTree, seconds: float | None) -> bool | None:
    """True or False where the tree settles the claim; None where it does not, or not clearly."""
    plain = _plain_truth(claim, tree)
    if plain is None or not claim.affirmed:
        return None if plain is None else not plain
    if claim.when is None or not plain:
        return plain
    return _timely(claim.when, span_of(tree, claim.subject, claim.name), seconds)


def _plain_truth(claim: Claim, tree: AffectiveTree) -> bool | None:
    """The claim as if it were affirmed and without its time."""
    parts = claim.node.split(".")
    if parts[0] == "persons":
        return len(tree.persons) == int(claim.value)
    if parts[0] == "scene":
        return _same(parts[1], tree.scene.get(parts[1]), claim.value)
    person = tree.person(parts[0])
    if parts[1] == "attr":
        return _looks(parts, claim.value, tree, person)
    if parts[1] == "order":
        return _in_order(claim.value, tree, person.key)
    return _felt(parts[2], claim.value, person) if parts[1] == "emo" else _face(claim, tree, person)


def _face(claim: Claim, tree: AffectiveTree, person: Person) -> bool | None:
    if person.units is None:
        return None
    if claim.units():
        return _shown(claim.units(), unit_names(person), tree, person)
    return None if person.actions else not person.units  # an act moves the face, coded or not


def _looks(parts: list[str], value: str, tree: AffectiveTree, person: Person) -> bool | None:
    if parts[2] == "action":
        actions = None if person.actions is None else frozenset(event.name for event in person.actions)
        return _shown((parts[3],), actions, tree, person)
    return _same(parts[2], person.head_pose if parts[2] == "head_pose" else person.attributes.get(parts[2]), value)


def _same(slot: str, value: str | None, stated: str) -> bool | None:
    if value is None:
        return None
    if value == stated:
        return True
    pair = {value, stated}
    if slot in _EXCLUSIVE and pair not in _EXCLUSIVE[slot]:
        return None
    return None if pair in _NEAR.get(slot, ()) else False


def _shown(names: tuple[str, ...], known: frozenset[str] | None, tree: AffectiveTree, person: Person) -> bool | None:
    """Whether all of ``names`` are there; None if some are, or if something is there that looks like them."""
    if known is None:
        return None
    if set(names) <= known:
        return True
    kin = frozenset(chain.from_iterable(_KIN.get(name, ()) for name in names)) | set(names)
    return None if kin & seen(tree, person.key) else False


def _felt(aspect: str, value: str, person: Person) -> bool | None:
    if aspect == "micro":
        return None if person.micro is None else person.micro == value
    if person.emotions is None:
        return None
    if aspect == "intensity":
        known = {emotion.intensity for emotion in person.emotions}
        return None if None in known else known == {value}
    return aspect in {emotion.label for emotion in person.emotions}


def span_of(tree: AffectiveTree, key: str, name: str) -> Span | None:
    """When a unit or an action is seen, if it is and the tree says when; the first of several."""
    person = tree.person(key)
    spans = [unit.span for unit in person.units or () if unit_name(unit) == name]
    spans += [event.span for event in person.actions or () if event.name == name]
    return spans[0] if spans else None


def _timely(when: Moment, span: Span | None, seconds: float | None) -> bool | None:
    if when.start is not None and when.end is not None and when.end < when.start:
        return False
    if seconds is not None and max(when.start or 0.0, when.end or 0.0) >= seconds + OFF:
        return False
    if span is None:
        return None
    gaps = [
        abs(stated - known) for stated, known in ((when.start, span.start), (when.end, span.end)) if stated is not None
    ]
    if max(gaps) >= OFF - 1e-9:
        return False
    return True if max(gaps) <= CLOSE else None


def _in_order(value: str, tree: AffectiveTree, key: str) -> bool | None:
    first, second = (span_of(tree, key, name) for name in value.split("<"))
    if first is None or second is None or abs(second.start - first.start) < OFF - 1e-9:
        return None
    return first.start < second.start
