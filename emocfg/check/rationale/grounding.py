"""Level (c): every claim of a rationale against the clip's tree: supported, contradicted or unknown."""

from collections.abc import Iterator
from dataclasses import dataclass

from emocfg.schema import NONE, PERSON_SLOTS, SCENE_SLOTS, AffectiveTree, Claim, Evidence, Person, Span

from .face import PART_OF
from .order import Order
from .reading import Rationale
from .spoken import letters
from .times import When
from .vocabulary import ABSENT, ANY, STILL

SUPPORTED, CONTRADICTED, UNKNOWN = "supported", "contradicted", "unknown"

TOLERANCE = 0.2
"""Seconds that a stated time may be off. Annotators mark onsets to about that; at 8 frames a second it is a frame and a
half."""

_WINDOW = 0.3
"""Seconds: "between 0.4 and 0.5 s" says when something begins, a longer "between" from when to when it lasts."""

_FACIAL = PART_OF.keys() | frozenset("face facial expression expressions emotion movement movements all".split())
_SPEECH = frozenset((25, 26, 27))
_SHOWS: dict[str, frozenset[int]] = {
    "smile": frozenset((12,)),
    "frown": frozenset((4,)),
    "yawn": frozenset((27,)),
    "glare": frozenset((5, 7)),
    "sneer": frozenset((10, 14)),
    "make_a_face": frozenset((9, 10)),
    "close_eyes": frozenset((43,)),
    "wink": frozenset((46,)),
}
"""Actions that a face also shows by a unit: who has AU12 may be said to smile."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, the tree's node that it speaks of, and what the tree says of it.

    Attributes:
        node: such as ``p1.expr.AU12``.
        level: ``attribute``, ``expression`` or ``emotion``.
        claim: its words.
        support: ``supported``, ``contradicted`` or ``unknown``.
        of_time: True if it is the time, not the thing, that is judged.
        index: which claim of the rationale; -1 for those that are no mention.
    """

    node: str
    level: str
    claim: str
    support: str
    of_time: bool = False
    index: int = -1

    def evidence(self) -> Evidence:
        """As a row carries it."""
        return Evidence(self.node, self.claim, self.support)


def ground(read: Rationale, tree: AffectiveTree, subject: str, seconds: float | None) -> list[Judged]:
    """Every claim that is not hedged, what is said of times and order, of spoken words, and of other people."""
    judged = [
        fact
        for i, claim in enumerate(read.claims)
        if not claim.hedged
        for key in claim.persons
        for fact in _claim(read, i, claim, tree, key)
    ]
    judged += [fact for i, given in read.when.items() for when in given for fact in _timed(read, i, when, tree)]
    judged += _outside(read, tree, subject, seconds)
    judged += [fact for order in read.orders for fact in _ordered(read, order, tree)]
    judged += [_quoted(number, read, tree) for number in range(len(read.quotes))]
    if read.people > len(tree.persons) and _everyone_known(tree):
        judged.append(Judged("persons", "attribute", f"{read.people} people", CONTRADICTED))
    return judged


def _claim(read: Rationale, index: int, claim: Claim, tree: AffectiveTree, key: str) -> Iterator[Judged]:
    person = tree.person(key) if any(p.key == key for p in tree.persons) else Person(key)
    said = read.said(claim)
    if claim.kind in SCENE_SLOTS:
        yield _exclusive(f"scene.{claim.kind}", "attribute", tree.scene.get(claim.kind), claim, said, index)
    elif claim.kind in PERSON_SLOTS:
        yield _slot(person, claim, said, index)
    elif claim.kind == "head_pose":
        yield _exclusive(f"{key}.attr.head_pose", "attribute", person.head_pose, claim, said, index)
    elif claim.kind == "action":
        yield _action(person, claim, said, index, spoken=bool(tree.dialogue))
    elif claim.kind == "unit":
        yield _unit(person, claim, said, index)
    elif claim.kind == "emotion":
        yield _emotion(person, claim, said, index)
    elif claim.kind == "intensity":
        levels = {felt.intensity for felt in person.emotions or () if felt.intensity}
        level = levels.pop() if len(levels) == 1 else None
        holds = None if level is None else level in claim.value.split(ANY)
        yield Judged(f"{key}.emo.intensity", "emotion", said, _verdict(holds, negated=claim.negated), index=index)
    elif claim.kind == "micro":
        yield _exclusive(f"{key}.emo.micro", "emotion", person.micro, claim, said, index)


def _verdict(holds: bool | None, *, negated: bool) -> str:
    if holds is None:
        return UNKNOWN
    return SUPPORTED if holds != negated else CONTRADICTED


def _exclusive(node: str, level: str, true: str | None, claim: Claim, said: str, index: int) -> Judged:
    holds = None if true is None else true in claim.value.split(ANY)
    return Judged(node, level, said, _verdict(holds, negated=claim.negated), index=index)


def _slot(person: Person, claim: Claim, said: str, index: int) -> Judged:
    """An attribute; a slot whose value is not known but whose appearance label is known not to hold counts too."""
    node = f"{person.key}.attr.{claim.kind}"
    true = person.attributes.get(claim.kind)
    holds = None if true is None else true == claim.value
    if claim.kind == "glasses" and true not in (None, NONE) and claim.value == "eyeglasses":
        holds = True  # "glasses" does not say which
    return Judged(node, "attribute", said, _verdict(holds, negated=claim.negated), index=index)


def _action(person: Person, claim: Claim, said: str, index: int, *, spoken: bool) -> Judged:
    holds = True if spoken and claim.value == "talk" and person.actions is None else None
    if person.actions is not None:
        holds = any(event.name == claim.value for event in person.actions)
    shown = {unit.code for unit in person.units or ()} & _SHOWS.get(claim.value, frozenset())
    if shown or (claim.value in _NEEDS_UNIT and person.units is not None and holds is None):
        holds = bool(shown)
    level = "expression" if claim.value in _SHOWS or claim.value in _FACE else "attribute"
    node = f"{person.key}.attr.action.{claim.value}"
    return Judged(node, level, said, _verdict(holds, negated=claim.negated), index=index)


_ONE_MOVEMENT = frozenset(("1|2", "1|2|4", "26|27", "25|26|27", "23|24"))
"""Units that words do not tell apart: who does not raise the brows raises neither end of them."""

_NEEDS_UNIT = frozenset(("smile", "frown"))
"""Actions that are their unit: where units are known and it is absent, so are they."""

_FACE = frozenset("cry weep laugh glare sneer make_a_face shout sigh yawn wink close_eyes blow kiss gaze sniff".split())


def _codes(value: str) -> tuple[set[int], bool]:
    """The units of which one is enough, and whether the words say that they are absent."""
    absent = value.startswith(ABSENT)
    return {int(code) for code in value.removeprefix(ABSENT).replace("+", ANY).split(ANY)}, absent


def _unit(person: Person, claim: Claim, said: str, index: int) -> Judged:
    if claim.value == STILL:
        moved = None if person.units is None else {unit.code for unit in person.units} - _SPEECH
        holds = None if moved is None else not moved
        return Judged(f"{person.key}.expr", "expression", said, _verdict(holds, negated=claim.negated), index=index)
    codes, absent = _codes(claim.value)
    shown = {unit.code for unit in person.units or ()} & codes
    holds = None if person.units is None else bool(shown)
    if claim.negated and shown < codes and claim.value not in _ONE_MOVEMENT:
        holds = None if shown else holds  # which of several units is denied remains open
    node = f"{person.key}.expr.AU{min(shown or codes)}"
    return Judged(node, "expression", said, _verdict(holds, negated=claim.negated != absent), index=index)


def _emotion(person: Person, claim: Claim, said: str, index: int) -> Judged:
    labels = None if person.emotions is None else {felt.label for felt in person.emotions}
    holds = None if labels is None else claim.value in labels
    return Judged(
        f"{person.key}.emo.{claim.value}", "emotion", said, _verdict(holds, negated=claim.negated), index=index
    )


def spans(claim: Claim, tree: AffectiveTree) -> list[Span]:
    """The times of what a claim speaks of, where the tree has them."""
    people = [person for person in tree.persons if person.key in claim.persons]
    if claim.kind == "unit" and claim.value != STILL:
        codes, absent = _codes(claim.value)
        units = [] if absent else [u.span for p in people for u in p.units or () if u.code in codes]
        return [span for span in units if span]
    if claim.kind == "action":
        events = [e.span for p in people for e in p.actions or () if e.name == claim.value]
        codes = set(_SHOWS.get(claim.value, ()))
        events = events or [u.span for p in people for u in p.units or () if u.code in codes]
        return [span for span in events if span]
    if claim.kind == "emotion":
        return [e.span for p in people for e in p.emotions or () if e.span and e.label == claim.value]
    return []


def _timed(read: Rationale, index: int, when: When, tree: AffectiveTree) -> Iterator[Judged]:
    claim = read.claims[index]
    known = [] if claim.negated or claim.hedged else spans(claim, tree)
    if known:
        fits = any(_fits(when, span) for span in known)
        node = f"{claim.persons[0]}.{'expr' if claim.kind == 'unit' else 'attr'}.{claim.value}"
        said = f"{read.said(claim)} {when.point} {when.start:g} to {when.end:g} s"
        yield Judged(node, "expression", said, SUPPORTED if fits else CONTRADICTED, of_time=True, index=index)


def _fits(when: When, span: Span) -> bool:
    if when.point == "span" or (when.point == "within" and when.end - when.start > _WINDOW):
        return abs(when.start - span.start) <= TOLERANCE and abs(when.end - span.end) <= TOLERANCE
    if when.point == "within":
        return when.start - TOLERANCE <= span.end and span.start <= when.end + TOLERANCE
    if when.point == "onset":
        return abs(when.start - span.start) <= TOLERANCE
    if when.point == "offset":
        return abs(when.start - span.end) <= TOLERANCE
    return span.start - TOLERANCE <= when.start <= span.end + TOLERANCE


def _outside(read: Rationale, tree: AffectiveTree, subject: str, seconds: float | None) -> Iterator[Judged]:
    """Times behind the end of the clip, spans that end before they begin, and spans of no named thing."""
    person = next((p for p in tree.persons if p.key == subject), Person(subject))
    whole = [e.span for e in person.emotions or () if e.span] or [u.span for u in person.units or () if u.span]
    attached = {when for given in read.when.values() for when in given}
    for when in read.times:
        said = f"{when.start:g} to {when.end:g} s"
        late = seconds is not None and max(when.start, when.end) > seconds + TOLERANCE
        if late or when.end < when.start:
            yield Judged(f"{subject}.time", "expression", said, CONTRADICTED, of_time=True)
        elif when not in attached and when.point in ("span", "within") and whole and _of_the_face(read, when):
            parts = [s for s in [*whole, *(u.span for u in person.units or ())] if s]
            fits = any(_fits(when, span) for span in parts)
            yield Judged(f"{subject}.time", "expression", said, SUPPORTED if fits else CONTRADICTED, of_time=True)


def _of_the_face(read: Rationale, when: When) -> bool:
    """True if the sentence of a time speaks of the face or of what it shows; else the time is of something unread."""
    sentence = next((s for s in read.sentences() if when.place in s), range(0))
    words = read.words[sentence.start : sentence.stop]
    claimed = any(claim.start in sentence and claim.kind in ("unit", "emotion") for claim in read.claims)
    return claimed or not _FACIAL.isdisjoint(words)


def _ordered(read: Rationale, order: Order, tree: AffectiveTree) -> Iterator[Judged]:
    """Earlier things begin (or, where they are said to be over, end) no later than the others begin."""
    earlier = [span for i in order.earlier for span in spans(read.claims[i], tree)]
    later = [span for i in order.later for span in spans(read.claims[i], tree)]
    if not earlier or not later:
        return
    first = min(span.end if order.ended else span.start for span in earlier)
    second = min(span.end if order.until else span.start for span in later)
    first_said, second_said = (
        " and ".join(read.said(read.claims[i]) for i in group) for group in (order.earlier, order.later)
    )
    fits = first <= second + TOLERANCE
    said = f"{first_said} before {second_said}"
    yield Judged(
        f"{read.claims[order.later[0]].persons[0]}.time",
        "expression",
        said,
        SUPPORTED if fits else CONTRADICTED,
        of_time=True,
    )


def _quoted(number: int, read: Rationale, tree: AffectiveTree) -> Judged:
    """Spoken words: those of a line, or a part of it, said by the speaker who is named."""
    quote = read.quotes[number]
    if quote.line is not None:
        return Judged(f"say.{quote.line}", "expression", quote.text[:200], SUPPORTED)
    wanted = letters(quote.text)
    said = [i for i, line in enumerate(tree.dialogue) if wanted and wanted in letters(line.text)]
    mine = [i for i in said if not quote.speaker or tree.dialogue[i].speaker == quote.speaker]
    support = SUPPORTED if mine else CONTRADICTED if tree.dialogue else UNKNOWN
    place = (mine or said or [len(tree.dialogue)])[-1]
    return Judged(f"say.{place}", "expression", f'"{quote.text[:200]}"', support)


def _everyone_known(tree: AffectiveTree) -> bool:
    """True where somebody looked at the picture: a tree of dialogue alone does not say who else is there."""
    return any(p.attributes or p.units is not None or p.looks is not None for p in tree.persons)
