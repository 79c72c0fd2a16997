"""A writer of clean rationales, independent of the project's own wording and of the validator's lexicon.

It picks true claims from a clip's tree, a plan, and words for them; every draw is named by the clip. Three levels: who
is seen where and does what; what the face does; which feeling follows.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random

from emocfg.schema import Span

from .cases import Case, telling_units
from .claims import Claim, Moment, span_of, truth, unit_names
from .face_words import FACE
from .hand import Hand
from .more_plans import FIRST
from .more_plans import PLANS as MORE_PLANS
from .plans import PLANS, Draft
from .prototypes import OF_SPEECH, PROTOTYPES, telling
from .words import ACTIONS, DENIABLE, LOOKS

MOST_CUES = 5
"""Cues of the face that one rationale mentions, at most."""


def write(case: Case, hand: Hand, needs: frozenset[str] = frozenset()) -> Draft:
    """A clean draft.

    Args:
        case: whose face.
        hand: the randomness and the half of the words.
        needs: what must be in it if the clip can have it: ``times``, ``negation``, ``intensity``.
    """
    draws = hand.draws
    plans = [n for n in hand.mine(range(len(PLANS))) if not (case.person.micro and "{adj}" in PLANS[n].verdict)]
    if hand.half == "more":
        plans = [n for n, plan in enumerate(MORE_PLANS, FIRST) if not (case.person.micro and plan.speaks_of_mood)]
    claims = [
        *_who(case, draws, "negation" in needs),
        *_where(case, draws),
        *_acts(case, draws, "times" in needs),
        *_face(case, draws, needs),
        *_beside(case, draws),
    ]
    claims += _order(case, claims, draws, "times" in needs)
    claims += verdict(case, draws, needed="intensity" in needs)
    styled = tuple(replace(claim, style=hand.style()) for claim in claims)
    return Draft(draws.choice(plans), case.subject, case.person.position, styled)


def slots_said(case: Case, key: str) -> list[str]:
    """The slots of a person whose value the writer has words for."""
    return [slot for slot, value in case.tree.person(key).attributes.items() if (slot, value) in LOOKS]


def _who(case: Case, draws: Random, denial_needed: bool) -> list[Claim]:
    """Gender mostly, one to three looks, now and then something that is not worn."""
    known, at = case.person.attributes, f"{case.subject}.attr"
    claims = [Claim(f"{at}.gender", known["gender"])] if "gender" in known and draws.random() < 0.92 else []
    slots = slots_said(case, case.subject)
    chosen = draws.sample(slots, min(draws.choice((1, 1, 2, 2, 3)), len(slots)))
    claims += [Claim(f"{at}.{slot}", known[slot]) for slot in chosen]
    lacking = [slot for slot in DENIABLE if known.get(slot) == "none"]
    if lacking and draws.random() < (0.5 if denial_needed else 0.15):
        slot = draws.choice(lacking)
        claims.append(Claim(f"{at}.{slot}", DENIABLE[slot][0], affirmed=False))
    return claims


def _where(case: Case, draws: Random) -> list[Claim]:
    """Pose and scene, each now and then; at least one where nothing is known of the person's looks."""
    claims = []
    if case.person.head_pose and draws.random() < 0.4:
        claims.append(Claim(f"{case.subject}.attr.head_pose", case.person.head_pose))
    scene = [Claim(f"scene.{slot}", value) for slot, value in case.tree.scene.items()]
    odds = 0.35 if case.person.attributes else 0.6
    some = [claim for claim in scene if draws.random() < odds]
    return claims + (some or ([] if case.person.attributes else [draws.choice(scene)]))


def _acts(case: Case, draws: Random, timed: bool) -> list[Claim]:
    """What the person does, sometimes with the time, and rarely what not."""
    events = [event for event in case.person.actions or () if draws.random() < (0.9 if timed else 0.6)]
    claims = []
    for event in events:
        when = _moment(event.span, draws) if draws.random() < (0.4 if timed else 0.12) else None
        claims.append(Claim(f"{case.subject}.attr.action.{event.name}", when=when))
    if draws.random() < 0.08:
        claims += _denials(case, [f"attr.action.{name}" for name in ACTIONS], 1, draws)
    return claims


def _denials(case: Case, nodes: Sequence[str], count: int, draws: Random) -> list[Claim]:
    """Things that the tree says are not there, and nothing like them either."""
    denied = [Claim(f"{case.subject}.{node}", affirmed=False) for node in nodes]
    true = [claim for claim in denied if truth(claim, case.tree, case.seconds) is True]
    return draws.sample(true, min(count, len(true)))


def _face(case: Case, draws: Random, needs: frozenset[str]) -> list[Claim]:
    """Two to five cues that admit the label and no other, denials among them."""
    stated = _stated(case, draws)
    at = f"{case.subject}.expr"
    if stated >= {"AU1", "AU2"} and draws.random() < 0.4:
        names = ["AU1+AU2", *sorted(stated - {"AU1", "AU2"})]
    else:
        names = sorted(stated)
    draws.shuffle(names)
    doubted = draws.choice(names) if len(names) > 1 and draws.random() < 0.25 else ""
    claims = [_timed(case, Claim(f"{at}.{name}", hedged=name == doubted), draws, needs) for name in names]
    least, most = max(0, 2 - len(names)), MOST_CUES - len(names)
    denials = draws.choice((0, 0, 1)) if names else draws.choice((2, 3, 4))
    denials = min(max(denials, least, int("negation" in needs)), max(most, least))
    own = frozenset[str]().union(*(_own_units(emotion.label) for emotion in case.person.emotions or ()))
    claims += _denials(case, [f"expr.{name}" for name in FACE if name not in own and "+" not in name], denials, draws)
    rest = Claim(at)
    if not names and truth(rest, case.tree, case.seconds) and draws.random() < 0.5:
        claims = [rest, *claims[: draws.choice((1, 2))]]
    return claims


def _own_units(label: str) -> frozenset[str]:
    """Units that belong to a label: to deny one of them would speak against it."""
    return PROTOTYPES[label].core() | PROTOTYPES[label].side if label in PROTOTYPES else frozenset()


def _stated(case: Case, draws: Random) -> frozenset[str]:
    """Units that admit the label; for a hard case as many of its own as are visible, or any."""
    units = telling_units(case.person)
    labels = [emotion.label for emotion in case.person.emotions or ()]
    sets = telling(units, labels[0], most=4) if not case.hard else []
    if sets:
        return frozenset(draws.choice(sets))
    own = sorted(units & frozenset[str]().union(*map(_own_units, labels)) - (OF_SPEECH - {"AU26"})) or sorted(units)
    own = [name for name in own if name in FACE]
    return frozenset(draws.sample(own, min(MOST_CUES, len(own))))


def _timed(case: Case, claim: Claim, draws: Random, needs: frozenset[str]) -> Claim:
    span = span_of(case.tree, case.subject, claim.name)
    if span is None or draws.random() >= (0.6 if "times" in needs else 0.18):
        return claim
    return replace(claim, when=_moment(span, draws))


def _moment(span: Span | None, draws: Random) -> Moment | None:
    """Both bounds or one of them, with one decimal or two."""
    if span is None:
        return None
    digits = draws.choice((1, 1, 2))
    which = draws.choice(("both", "both", "start", "end"))
    start, end = round(span.start, digits), round(span.end, digits)
    return Moment(start if which != "end" else None, end if which != "start" else None)


def _order(case: Case, claims: Sequence[Claim], draws: Random, needed: bool) -> list[Claim]:
    """Now and then which of an act and a movement comes first, where their onsets are well apart."""
    if draws.random() >= (0.5 if needed else 0.12):
        return []
    units = [claim.name for claim in claims if claim.units() and claim.affirmed and claim.subject == case.subject]
    acts = [event.name for event in case.person.actions or ()]
    pairs = [(a, b) for a, b in product(units, acts) if "+" not in a and a not in OF_SPEECH]
    both = [Claim(f"{case.subject}.order", f"{a}<{b}") for pair in pairs for a, b in (pair, pair[::-1])]
    true = [claim for claim in both if truth(claim, case.tree, case.seconds)]
    return [draws.choice(true)] if true else []


def _beside(case: Case, draws: Random) -> list[Claim]:
    """The other person of two, or that nobody else is there."""
    others = [person for person in case.tree.persons if person.key != case.subject]
    if not others:
        return [Claim("persons", "1")] if draws.random() < 0.06 else []
    if draws.random() >= 0.45:
        return []
    other = others[0]
    claims = [Claim(f"{other.key}.attr.gender", other.attributes["gender"])]
    looks = slots_said(case, other.key)
    claims += [Claim(f"{other.key}.attr.{slot}", other.attributes[slot]) for slot in draws.sample(looks, 1)]
    claims += [Claim(f"{other.key}.attr.action.{event.name}") for event in (other.actions or ())[:1]]
    shown = sorted(unit_names(other) & FACE.keys() - OF_SPEECH)
    if shown and draws.random() < 0.3:
        claims.append(Claim(f"{other.key}.expr.{draws.choice(shown)}"))
    return claims


def verdict(case: Case, draws: Random, *, needed: bool = False) -> list[Claim]:
    """The conclusion: every label, and sometimes its strength."""
    person, at = case.person, f"{case.subject}.emo"
    if person.micro:
        return [Claim(f"{at}.micro", person.micro)]
    strengths = {emotion.intensity for emotion in person.emotions or ()}
    strength = strengths.pop() if len(strengths) == 1 else None
    claims = [Claim(f"{at}.{label}") for label in case.labels]
    return claims + ([Claim(f"{at}.intensity", strength)] if strength and (needed or draws.random() < 0.35) else [])
