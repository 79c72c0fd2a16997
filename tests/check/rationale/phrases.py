"""Phrases of a rationale: people, places, acts, movements of the face with their times, feelings."""

from collections.abc import Sequence
from dataclasses import dataclass

from .claims import Claim, Moment
from .face_words import FACE, FACS_NAMES, Movement
from .hand import pick
from .words import ACTIONS, DENIABLE, FELT, FLASHES, LOOKS, PLACES, STRENGTH


@dataclass(frozen=True, slots=True)
class Reference:
    """How a person is called: a noun, where they are if there are two, and pronouns."""

    noun: str
    position: str
    he: str
    his: str
    him: str

    @classmethod
    def of(cls, gender: Sequence[Claim], position: str) -> "Reference":
        """From what is claimed of the gender, if anything is."""
        if not gender:
            return cls("person", position, "the person", "the person's", "the person")
        if gender[0].value == "male":
            return cls(pick(("man", "man", "gentleman"), gender[0].style), position, "he", "his", "him")
        return cls(pick(("woman", "woman", "lady"), gender[0].style), position, "she", "her", "her")

    @property
    def name(self) -> str:
        """The definite name."""
        return f"the {self.noun}" + (f" on the {self.position}" if self.position else "")


def joined(parts: Sequence[str], *, last: str = " and ") -> str:
    """``a, b and c``."""
    return ", ".join(parts[:-1]) + last + parts[-1] if len(parts) > 1 else "".join(parts)


def _sorted_looks(looks: Sequence[Claim]) -> dict[str, list[str]]:
    """Words before the noun, hair words, and what is had, worn and lacking."""
    found: dict[str, list[str]] = {"adj": [], "hair": [], "with": [], "wear": [], "no": []}
    for claim in looks:
        if claim.affirmed:
            form, _, words = pick(LOOKS[claim.name, claim.value], claim.style).partition(" ")
            found[form].append(words)
        else:
            found["no"].append(claim.name)
    return found


def _had(found: dict[str, list[str]]) -> list[str]:
    hair = [f"{' '.join(found['hair'])} hair"] if found["hair"] else []
    return [*hair, *found["with"]]


def noun_phrase(reference: Reference, looks: Sequence[Claim]) -> str:
    """``a young woman with long hair, a hat and no glasses``; definite where the place tells two people apart."""
    found = _sorted_looks(looks)
    nouns = [*_had(found), *found["wear"], *(f"no {DENIABLE[slot][1]}" for slot in found["no"])]
    core = " ".join([*found["adj"], reference.noun])
    article = "the" if reference.position else "an" if core[0] in "aeiou" else "a"
    place = f" on the {reference.position}" if reference.position else ""
    return f"{article} {core}{place}" + (f" with {joined(nouns)}" if nouns else "")


def looks_of(looks: Sequence[Claim]) -> str:
    """``is young, has long hair, wears a hat and does not wear glasses``."""
    found = _sorted_looks(looks)
    parts = [f"is {joined(found['adj'])}"] if found["adj"] else []
    parts += [f"has {joined(_had(found))}"] if _had(found) else []
    parts += [f"wears {joined(found['wear'])}"] if found["wear"] else []
    parts += [_lacks(slot) for slot in found["no"]]
    return joined(parts)


def _lacks(slot: str) -> str:
    worn = slot in ("glasses", "hat", "earrings", "necklace", "necktie", "mask")
    return f"does not {'wear' if worn else 'have'} {DENIABLE[slot][2]}"


def places_of(claims: Sequence[Claim]) -> list[str]:
    """Each claim on place, light, camera or pose as words that follow a person."""
    return [pick(PLACES[claim.name, claim.value], claim.style) for claim in claims]


def acts_of(claims: Sequence[Claim], reference: Reference) -> str:
    """``nods from 0.3 s on and does not yawn``."""
    parts = []
    for claim in sorted(claims, key=lambda claim: claim.when is None):  # a time at the end would seem to be of all acts
        does, base, _ = pick(ACTIONS[claim.name], claim.style)
        negative = pick(("does not", "doesn't"), claim.style, 1)
        words = does if claim.affirmed else f"{negative} {base}"
        parts.append(words.format(his=reference.his) + timed(claim))
    return joined(parts)


def timed(claim: Claim) -> str:
    """When it happens, with a leading space; "" if no time is stated."""
    return f" {when_said(claim.when, claim.style)}" if claim.when else ""


def noted(claim: Claim) -> str:
    """The same in brackets, so that in a list of nouns it belongs to one of them only."""
    words = timed(claim).strip(" ()")
    return f" ({words})" if words else ""


def when_said(when: Moment, style: int) -> str:
    """A time in words; a bound is printed with one decimal, or two if it has them."""
    start, end = ("" if bound is None else _printed(bound) for bound in (when.start, when.end))
    options: tuple[str, ...]
    if start and end:
        options = (f"from {start} to {end} s", f"between {start} s and {end} s", f"({start}-{end} s)")
        options += (f"from {start} until {end} seconds", f"from about {start} s to about {end} s")
    elif start:
        options = (f"from {start} s on", f"starting at {start} s", f"beginning around {start} seconds")
    else:
        options = (f"until {end} s", f"till {end} s", f"until about {end} seconds")
    return pick(options, style, 2)


def _printed(seconds: float) -> str:
    short = f"{seconds:.1f}"
    return short if abs(float(short) - seconds) < 0.004 else f"{seconds:.2f}"


def finite_face(claims: Sequence[Claim], owner: str) -> str:
    """``the brows knit from 0.4 s on, and the lips do not part``."""
    return joined([_clause(claim, owner, last=claim is claims[-1]) for claim in claims])


def _clause(claim: Claim, owner: str, *, last: bool) -> str:
    if claim.name == "expr":
        return f"{owner} face {pick(('stays completely still', 'is at rest', 'does not move at all'), claim.style)}"
    move = pick(FACE[claim.name], claim.style)
    part = f"the {move.part}".replace("of the", f"of {owner}") if "of the" in move.part else f"{owner} {move.part}"
    if not claim.affirmed:
        forms = (
            f"{part} {move.helper} not {move.base}",
            f"{part} never {move.finite}",
            # in front of other clauses it would seem to reach over them
            f"at no point {move.helper} {part} {move.base}"
            if last
            else f"{part} {move.helper} not {move.base} at any point",
        )
        return pick(forms, claim.style, 1)
    if claim.hedged:
        forms = (
            f"{part} {move.seem} to {move.base}",
            f"{part} perhaps {move.finite}",
            f"it looks as if {part} {move.finite}",
        )
        return pick(forms, claim.style, 1) + timed(claim)
    return f"{part} {move.finite}{timed(claim)}"


def staged_face(claims: Sequence[Claim]) -> str:
    """``with the brows knitting and without the lips parting``."""
    parts = []
    for claim in claims:
        if claim.name == "expr":
            parts.append(pick(("with a face at rest", "with a face that stays still"), claim.style))
            continue
        move = pick(FACE[claim.name], claim.style)
        head = "with" if claim.affirmed else "without"
        hedge = pick(("what looks like ", "what may be "), claim.style, 1) if claim.hedged and claim.affirmed else ""
        parts.append(f"{head} {hedge}the {move.part} {move.doing}{timed(claim)}")
    return joined(parts)


def states_face(claims: Sequence[Claim]) -> str:
    """``knitted brows (0.4-1.8 s), parted lips; no sign of the jaw dropping``."""
    return joined([_state(claim) for claim in claims])


def _state(claim: Claim) -> str:
    if claim.name == "expr":
        return pick(("no movement at all", "complete stillness"), claim.style)
    move: Movement = pick(FACE[claim.name], claim.style)
    if not claim.affirmed:
        return f"{pick(('no sign of', 'no trace of'), claim.style, 1)} the {move.part} {move.doing}"
    hedge = pick(("what seems to be ", "probably "), claim.style, 1) if claim.hedged else ""
    return f"{hedge}{move.state}{noted(claim)}"


def codes_of(claims: Sequence[Claim]) -> str:
    """``AU4 (0.4-1.8 s), AU7 (lid tightener), no AU25``."""
    return joined([_code(claim) for claim in claims], last=", ")


def _code(claim: Claim) -> str:
    if claim.name == "expr":
        return pick(("no action units at all", "none"), claim.style)
    style = pick((0, 1, 2, 0), claim.style, 1)
    parts = []
    for unit in claim.units():
        code = unit.removesuffix("R") if style == 1 and unit.endswith("R") else unit
        named = f"{code} ({FACS_NAMES[unit]})" if style == 1 else code
        parts.append(named if style != 2 else named.replace("AU", "AU ", 1))
    text = joined(parts)
    if not claim.affirmed and len(parts) > 1:
        return f"neither {' nor '.join(parts)}"
    if not claim.affirmed:
        return pick((f"no {text}", f"{text} absent", f"without {text}", f"not {text}"), claim.style, 2)
    return f"{'possibly ' if claim.hedged else ''}{text}{noted(claim)}"


def order_of(claim: Claim) -> str:
    """``the nod begins before the brows knit``: an act and a unit, whichever comes first."""
    first, second = claim.value.split("<")
    unit, act = (second, first) if first in ACTIONS else (first, second)
    move, noun = pick(FACE[unit], claim.style), pick(ACTIONS[act], claim.style)[2]
    clause = f"the {move.part} {move.finite}"
    if act == first:
        options = (f"the {noun} begins before {clause}", f"first comes the {noun}, only then {clause}")
        return pick(options, claim.style, 1)
    options = (f"{clause} before the {noun} begins", f"{clause} first and the {noun} follows")
    return pick(options, claim.style, 1)


def persons_of(claim: Claim, reference: Reference) -> str:
    """How many people there are."""
    count = {
        "1": ("nobody else is in the picture", f"{reference.he} is alone", "there is no one else"),
        "2": (
            "there is one more person in the picture",
            "a second person is present",
            f"somebody else is with {reference.him}",
        ),
        "3": ("a third person is present as well", "there are three people in the picture"),
    }
    return pick(count[claim.value], claim.style)


def felt_noun(claims: Sequence[Claim]) -> str:
    """The feeling as a noun phrase, with its strength where that is said."""
    flashes = [pick(FLASHES[claim.value], claim.style) for claim in claims if claim.name == "micro"]
    nouns = flashes or [pick(FELT[claim.name][0], claim.style) for claim in claims if claim.name in FELT]
    strength = [pick(STRENGTH[claim.value][0], claim.style) for claim in claims if claim.name == "intensity"]
    return " ".join([*strength, joined(nouns)])


def felt_adjective(claims: Sequence[Claim]) -> str:
    """The feeling as what somebody is; "" for a micro-expression."""
    words = [pick(FELT[claim.name][1], claim.style) for claim in claims if claim.name in FELT]
    strength = [pick(STRENGTH[claim.value][1], claim.style) for claim in claims if claim.name == "intensity"]
    return " ".join([*strength, joined(words)]) if words else ""
