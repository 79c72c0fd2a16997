"""Faults planted in clean rationales. A fault counts only if the clip's tree contradicts it, claim by claim.

Each kind is a function of a case, the other cases and a generator; it writes a clean draft, plants one fault in its
claims and renders both with the same plan and words. None where the clip cannot have the fault.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from emocfg.schema import Span

from .cases import Case
from .claims import OFF, Claim, Moment, span_of, truth, unit_names
from .face_words import FACE
from .hand import Hand
from .heldout import slots_said, verdict, write
from .more_plans import restated
from .phrases import Reference, felt_adjective, felt_noun, noun_phrase
from .plans import Draft, capitals, render
from .prototypes import OF_SPEECH
from .words import ACTIONS, FELT, FLASHES, LOOKS, PLACES, STRENGTH


@dataclass(frozen=True, slots=True)
class Corrupted:
    """A rationale with one fault.

    Attributes:
        text: what is judged.
        twin: the clean text that it was made from; "" where nothing of it is left.
        faults: the claims that the tree contradicts; none where the fault is to claim nothing (no text, no evidence).
        claims: all that the text claims.
    """

    text: str
    twin: str
    faults: tuple[Claim, ...]
    claims: tuple[Claim, ...]


Others = Sequence[Case]
Corruption = Callable[[Case, Others, Hand], Corrupted | None]


def _needing(*needs: str) -> frozenset[str]:
    return frozenset(needs)


def _swap(claims: Sequence[Claim], old: Claim, new: Claim) -> tuple[Claim, ...]:
    return tuple(new if claim is old else claim for claim in claims)


def _made(case: Case, draft: Draft, claims: Sequence[Claim]) -> Corrupted | None:
    """The corrupted text, if its new claims hold one that the tree contradicts."""
    fresh = [claim for claim in claims if claim not in draft.claims]
    faults = tuple(claim for claim in fresh if truth(claim, case.tree, case.seconds) is False)
    text, twin = render(replace(draft, claims=tuple(claims))), render(draft)
    return Corrupted(text, twin, faults, tuple(claims)) if faults and text != twin else None


def _false(case: Case, claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if truth(claim, case.tree, case.seconds) is False]


def label_flip(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """The conclusion names another label of the same space; the evidence stays."""
    draft = write(case, hand)
    at = f"{case.subject}.emo"
    told = [claim for claim in draft.about("emo") if claim.name != "intensity"]
    old = hand.draws.choice(told)
    if case.person.micro:
        new = replace(old, value=hand.draws.choice(sorted(FLASHES.keys() - {old.value})))
    else:
        new = replace(old, node=f"{at}.{hand.draws.choice(sorted(FELT.keys() - set(case.labels)))}")
    claims = _swap(draft.claims, old, new)
    if new.name == "neutral":  # there is no strong neutral
        claims = tuple(claim for claim in claims if claim.name != "intensity")
    return _made(case, draft, claims)


def contradicted_unit(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """A movement that is there is denied, or one that is not there is claimed, in place of another or besides."""
    draft = write(case, hand)
    shown = [claim for claim in draft.about("expr.AU") if claim.affirmed]
    if shown and hand.draws.random() < 0.5:
        old = hand.draws.choice(shown)
        return _made(case, draft, _swap(draft.claims, old, replace(old, affirmed=False, when=None, hedged=False)))
    taken = {unit for claim in draft.about("expr.AU") for unit in claim.units()}
    free = [Claim(f"{case.subject}.expr.{name}", style=hand.style()) for name in FACE if "+" not in name]
    absent = [claim for claim in _false(case, free) if claim.name not in taken]
    if not absent:
        return None
    new = hand.draws.choice(absent)
    if shown and hand.draws.random() < 0.5:
        return _made(case, draft, _swap(draft.claims, hand.draws.choice(shown), new))
    rest = [claim for claim in draft.claims if claim.node != f"{case.subject}.expr"]
    return _made(case, draft, [*rest, new])


def swapped_person(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """The other's face or looks put on the subject of a two-person clip."""
    if len(case.tree.persons) != 2:
        return None
    other = next(person for person in case.tree.persons if person.key != case.subject)
    draft = write(case, hand)
    looks = [Claim(f"{case.subject}.attr.{slot}", other.attributes[slot]) for slot in slots_said(case, other.key)]
    units = [Claim(f"{case.subject}.expr.{name}") for name in sorted(unit_names(other) & FACE.keys() - OF_SPEECH)]
    wrong_looks, wrong_units = _false(case, looks), _false(case, units)
    if not (wrong_looks or wrong_units):
        return None
    drop: set[str] = set()
    new: list[Claim] = []
    if wrong_units and (not wrong_looks or hand.draws.random() < 0.6):
        new += hand.draws.sample(wrong_units, min(len(wrong_units), hand.draws.choice((2, 3))))
        drop |= {claim.node for claim in draft.about("expr")} | {f"{case.subject}.order"}
    if wrong_looks and (not new or hand.draws.random() < 0.3):
        new += hand.draws.sample(wrong_looks, min(len(wrong_looks), hand.draws.choice((2, 3))))
        drop |= {claim.node for claim in draft.about("attr") if claim.name in case.person.attributes} - {
            f"{case.subject}.attr.gender"
        }
    drop |= {claim.node for claim in draft.others()}
    kept = [claim for claim in draft.claims if claim.node not in drop]
    return _made(case, draft, kept + [replace(claim, style=hand.style()) for claim in new])


def hallucinated_attribute(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """A look, something worn, an act, a place or another person that the tree says is not so."""
    draft, at = write(case, hand), case.subject
    kinds = {
        "looks": [Claim(f"{at}.attr.{slot}", value) for slot, value in LOOKS],
        "gender": [Claim(f"{at}.attr.gender", value) for value in ("male", "female")],
        "action": [Claim(f"{at}.attr.action.{name}") for name in ACTIONS],
        "scene": [
            Claim(f"{at}.attr.{slot}" if slot == "head_pose" else f"scene.{slot}", value) for slot, value in PLACES
        ],
        "person": [Claim("persons", str(len(case.tree.persons) + 1))],
    }
    options = [wrong for claims in kinds.values() if (wrong := _false(case, claims))]
    new = replace(hand.draws.choice(hand.draws.choice(options)), style=hand.style())
    kept = [claim for claim in draft.claims if claim.node != new.node]
    if (new.name.startswith("hair_") and new.value != "bald") or new.name in ("bangs", "hairline"):
        kept = [claim for claim in kept if claim.value != "bald"]
    return _made(case, draft, [*kept, new])


def wrong_time_order(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """A time off by a quarter of a second or more, outside the clip or with its end before its start; or an order."""
    draft = write(case, hand, _needing("times"))
    orders = draft.about("order")
    if orders and hand.draws.random() < 0.5:
        first, second = orders[0].value.split("<")
        return _made(case, draft, _swap(draft.claims, orders[0], replace(orders[0], value=f"{second}<{first}")))
    told = [claim for claim in draft.claims if claim.when]
    if not told:
        return None
    old = hand.draws.choice(told)
    span = span_of(case.tree, case.subject, old.name)
    if span is None or old.when is None:
        return None
    wrong = _mistimed(old.when, span, case.seconds, hand.draws)
    return _made(case, draft, _swap(draft.claims, old, replace(old, when=wrong)))


def _mistimed(when: Moment, span: Span, seconds: float | None, draws: Random) -> Moment:
    """The stated time, moved, turned around or put behind the end of the clip; bounds stay bounds."""
    both = when.start is not None and when.end is not None
    last = seconds if seconds is not None else span.end
    if draws.random() < 0.2:  # behind the end
        start = round(last + draws.uniform(OFF + 0.1, 1.5), 1)
        return Moment(
            start if when.start is not None else None, round(start + 0.6, 1) if when.end is not None else None
        )
    if both and draws.random() < 0.25:  # turned around
        return Moment(when.end, when.start)
    moves = [step / 10 for step in range(-30, 31) if abs(step) >= 3]
    fits = [(round(span.start + move, 1) + 0.0, round(span.end + move, 1)) for move in moves]  # no minus zero
    fits = [(start, end) for start, end in fits if start >= 0 and (start if when.end is None else end) <= last]
    if both and not fits:  # nowhere to move it to: too long or too short
        ends = (span.end - OFF - 0.1, span.end + OFF + 0.1)
        fits = [(round(span.start, 1), round(end, 1)) for end in ends if end > span.start + 0.1]
    if when.start is None:
        fits += [(0.0, round(span.end - move, 1)) for move in (0.4, 0.6, 0.8) if span.end - move > span.start]
    start, end = draws.choice(fits) if fits else (round(last + OFF + 0.1, 1), round(last + 1.0, 1))
    return Moment(start if when.start is not None else None, end if when.end is not None else None)


def negation_dropped(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """What was denied is claimed."""
    draft = write(case, hand, _needing("negation"))
    denied = [claim for claim in draft.claims if not claim.affirmed]
    turned = {id(old): replace(old, affirmed=True) for old in denied}
    fit = [old for old in denied if truth(turned[id(old)], case.tree, case.seconds) is False]
    if not fit:
        return None
    old = hand.draws.choice(fit)
    return _made(case, draft, _swap(draft.claims, old, turned[id(old)]))


EMPTY = ("", " ", "\n\n", "-", "...", "n/a", "None", "N.A.", "No rationale.", "No rationale was given.", "?", "(empty)")
"""Rationales without any."""


def empty(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """Nothing is said."""
    return Corrupted(hand.choice(EMPTY), "", (), ())


RESTATED = (
    "The emotion is {noun}.",
    "It is {noun} because {name} feels {noun}.",
    "{name} shows {noun}. The expression is one of {noun}, so the answer is {noun}.",
    "Clearly {noun}. Everything about it says {noun}.",
    "The video shows {who}. What can be seen is {noun}, hence {noun}.",
    "This is {who}, and the label that fits is {noun}.",
    "The right label is {noun}, since {noun} is what the face expresses.",
    "One look is enough to tell: {noun}.",
    "Looking at {who}, I get the impression of {noun}. Therefore: {noun}.",
    "Answer: {noun}. Reason: the expression looks like {noun}.",
)
_RESTATED_OF_FEELING = (
    "{name} is {adj}.",
    "{name} looks {adj} and therefore is {adj}.",
    "We see {who}. {name} is plainly {adj}, as anyone can tell, which is why {he} is {adj}.",
    "{he} is {adj}; that is how {adj} people look.",
)


def label_restated(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """The label with nothing of the face that would speak for it; who is seen may be said."""
    person = case.person
    feeling = [replace(claim, style=hand.style()) for claim in verdict(case, hand.draws)]
    gender = [Claim(f"{case.subject}.attr.gender", person.attributes["gender"])] if person.attributes else []
    reference = Reference.of(gender, person.position)
    slots = slots_said(case, case.subject)
    looks = [
        Claim(f"{case.subject}.attr.{slot}", person.attributes[slot])
        for slot in hand.draws.sample(slots, min(1, len(slots)))
    ]
    if hand.half == "more":
        text = restated(case.subject, person.position, hand.style(), (*gender, *looks, *feeling))
        return Corrupted(text, "", (), (*gender, *looks, *feeling))
    text = hand.choice(RESTATED if person.micro else RESTATED + _RESTATED_OF_FEELING).format(
        noun=felt_noun(feeling),
        adj=felt_adjective(feeling),
        name=reference.name,
        he=reference.he,
        who=noun_phrase(reference, looks),
    )
    return Corrupted(capitals(text), "", (), (*gender, *looks, *feeling))


def wrong_intensity(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """The feeling is right, its strength is not."""
    draft = write(case, hand, _needing("intensity"))
    told = [claim for claim in draft.about("emo") if claim.name == "intensity"]
    if not told:
        return None
    new = replace(told[0], value=hand.draws.choice(sorted(STRENGTH.keys() - {told[0].value})))
    made = _made(case, draft, _swap(draft.claims, told[0], new))
    while made and told[0].value == "medium" and " very " in made.text:  # which may be said of a moderate feeling
        new = replace(new, style=hand.style())
        made = _made(case, draft, _swap(draft.claims, told[0], new))
    return made


def other_clip(case: Case, others: Others, hand: Hand) -> Corrupted | None:
    """The evidence of another clip under this clip's conclusion; two claims at least contradict this clip."""
    draft = write(case, hand)
    fit = [
        other
        for other in others
        if other.clip_id != case.clip_id and bool(other.person.micro) == bool(case.person.micro)
    ]
    for donor in hand.draws.sample(fit, min(8, len(fit))):
        given = write(donor, hand)
        evidence = [
            replace(claim, node=f"{case.subject}{claim.node.removeprefix(donor.subject)}")
            if claim.subject == donor.subject
            else claim
            for claim in given.claims
            if claim.subject in (donor.subject, "scene") and ".emo." not in claim.node
        ]
        made = _made(case, draft, [*evidence, *draft.about("emo")])
        if made and len(made.faults) >= 2:
            return made
    return None


KINDS: dict[str, Corruption] = {
    "label_flip": label_flip,
    "contradicted_unit": contradicted_unit,
    "swapped_person": swapped_person,
    "hallucinated_attribute": hallucinated_attribute,
    "wrong_time_order": wrong_time_order,
    "negation_dropped": negation_dropped,
    "empty": empty,
    "label_restated": label_restated,
    "wrong_intensity": wrong_intensity,
    "other_clip": other_clip,
}
"""The kinds of corruption, by name."""

WITHOUT_FAULT = frozenset(("empty", "label_restated"))
"""Kinds whose fault is that nothing is claimed."""
