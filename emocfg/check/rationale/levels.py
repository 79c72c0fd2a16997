"""Levels (a) form, (b) label, (c) grounding and (d) leak: what can be told of one rationale by rule."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from emocfg.schema import PERSON_SLOTS, AffectiveTree, Check, Claim

from .grounding import CONTRADICTED, SUPPORTED, Judged
from .masking import Hidden
from .reading import NAMING_SOMEBODY, Rationale
from .vocabulary import MICRO

SHORTEST, LONGEST = 8, 400
"""Words of a rationale."""

MOST_REPEATED = 1 / 3
"""Share of a text's sentences, and of its runs of four words, that may repeat an earlier one."""

LEAST_CONFIRMED = 0.6
"""Share of the claims that the tree can speak of which it must confirm (D2)."""


def form(text: str, read: Rationale, judged: Sequence[Judged], tree: AffectiveTree) -> Iterator[Check]:
    """(a) The text has a sensible length, does not repeat itself, and reads as three levels without clashes (D1, D5)."""
    words = [word for word in read.words if word.isalnum()]
    if not SHORTEST <= len(words) <= LONGEST:
        yield Check("form/D5", "fail", f"{len(words)} words; {SHORTEST} to {LONGEST} are wanted")
    else:
        repeated = max(_repeats([tuple(read.words[i] for i in s) for s in read.sentences()]), _runs(words))
        reason = f"{len(words)} words, {repeated:.0%} repeated"
        yield Check("form/D5", "pass" if repeated <= MOST_REPEATED else "fail", reason)
    clashes = _clashes(read.claims)
    levels = {fact.level for fact in judged}
    if _names_somebody(read) or any(claim.kind in PERSON_SLOTS for claim in read.claims):
        levels.add("attribute")
    missing = [level for level in ("attribute", "expression", "emotion") if level not in levels]
    if not _looked_at(tree) or any(person.micro for person in tree.persons):
        missing = [level for level in missing if level != "attribute"]
    if clashes:
        yield Check("form/D1", "fail", f"says two things of one: {'; '.join(clashes)}")
    elif missing:
        yield Check("form/D1", "fail", f"no claim of the level {' and '.join(missing)}")
    else:
        yield Check("form/D1", "pass", f"{len(judged)} claims")


def label(read: Rationale, subject: str, labels: tuple[str, ...]) -> Check:
    """(b) The conclusion states the sample's labels, and the text states no other of the subject."""
    kind = MICRO if any(claim.kind == MICRO for claim in read.claims) and set(labels) <= _MICRO else "emotion"
    stated = [c for c in read.claims if c.kind == kind and subject in c.persons and not c.negated and not c.hedged]
    if not stated:
        stated = [c for c in read.claims if c.kind == kind and subject in c.persons and not c.negated]
    if not stated:
        return Check("label", "fail", "states no label")
    others = sorted({c.value for c in stated} - set(labels))
    if others:
        return Check("label", "fail", f"states {', '.join(others)} instead of {', '.join(labels)}")
    left = sorted(set(labels) - {c.value for c in stated})
    return Check("label", "fail" if left else "pass", f"does not state {', '.join(left)}" if left else "")


_MICRO = {"negative", "positive", "surprise"}


def grounding(judged: Sequence[Judged]) -> Iterator[Check]:
    """(c) The tree contradicts no claim and confirms most of those below the emotion (D2); times and order hold (D6)."""
    things = [fact for fact in judged if not fact.of_time and fact.level != "emotion"]
    wrong = [fact for fact in judged if fact.support == CONTRADICTED and not fact.of_time]
    nodes = {(fact.node, fact.support) for fact in things}
    confirmed = sum(support == SUPPORTED for _, support in nodes)
    share = confirmed / len(nodes) if nodes else 0.0
    told = f"{confirmed} of {len(nodes)} facts confirmed"
    if wrong:
        said = "; ".join(f"{fact.claim!r} ({fact.node})" for fact in wrong[:5])
        yield Check("grounding/D2", "fail", f"contradicted: {said}")
    elif share < LEAST_CONFIRMED:
        yield Check("grounding/D2", "fail", told)
    else:
        yield Check("grounding/D2", "pass", told)
    of_time = [fact for fact in judged if fact.of_time]
    late = [fact for fact in of_time if fact.support == CONTRADICTED]
    if late:
        yield Check("grounding/D6", "fail", f"contradicted: {'; '.join(fact.claim for fact in late[:5])}")
    else:
        yield Check(
            "grounding/D6", "pass" if of_time else "skipped", f"{len(of_time)} times" if of_time else "no times"
        )


def leak(judged: Sequence[Judged], hidden: Hidden) -> Check:
    """(d) Something is left once the label is masked: what the face does, or what is said (D3)."""
    left = {fact.node for fact in judged if fact.level == "expression" and fact.support != CONTRADICTED}
    told = f"{len(left)} facts of face or words, {hidden.names} names of emotions, {hidden.leaks} before the conclusion"
    return Check("leak/D3", "pass" if left else "fail", told)


def _repeats(things: Sequence[object]) -> float:
    """Share of things that repeat an earlier one."""
    return 1 - len(set(things)) / len(things) if things else 0.0


def _runs(words: list[str]) -> float:
    return _repeats([tuple(words[i : i + 4]) for i in range(len(words) - 3)])


def _clashes(claims: Sequence[Claim]) -> list[str]:
    """Exclusive slots that are said to have two values."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        if claim.kind in PERSON_SLOTS and not claim.negated and not claim.hedged:
            for key in claim.persons:
                values[key, claim.kind].add(claim.value)
    return [f"{key} {kind} {' and '.join(sorted(v))}" for (key, kind), v in sorted(values.items()) if len(v) > 1]


def _names_somebody(read: Rationale) -> bool:
    """True if the text says whom it means: a man, she, the person on the left."""
    return not NAMING_SOMEBODY.isdisjoint(read.words)


def _looked_at(tree: AffectiveTree) -> bool:
    """True if anything of the level of attributes is known of anybody."""
    return any(p.attributes or p.head_pose for p in tree.persons)


def tally(judged: Sequence[Judged]) -> dict[str, int]:
    """How many claims are supported, contradicted, unknown."""
    return dict(sorted(Counter(fact.support for fact in judged).items()))
