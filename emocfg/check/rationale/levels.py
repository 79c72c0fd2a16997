"""Levels (a) form, (b) label, (c) grounding and (d) leak: what can be told of one rationale by rule."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

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
    """(a) The text has a sensible length, hardly repeats itself, and reads as three levels without clashes (D1, D5)."""
    words = [word for word in read.words if word.isalnum()]
    if not SHORTEST <= len(words) <= LONGEST:
        yield Check("form/D5", "fail", f"{len(words)} words; {SHORTEST} to {LONGEST} are wanted")
    else:
        repeated = max(_repeats([tuple(read.words[i] for i in s) for s in read.sentences()]), _runs(words))
        reason = f"{len(words)} words, {repeated:.0%} repeated"
        yield Check("form/D5", "pass" if repeated <= MOST_REPEATED else "fail", reason)
    clashes = _clashes(read.claims)
    levels = {fact.level for fact in judged} | {"emotion" for c in read.claims if c.kind in ("emotion", MICRO)}
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
    """(b) The conclusion states the sample's labels and no other, and nothing before states another of the subject.

    The conclusion is the last sentence that names an emotion. A sentence that rules something out or weighs
    alternatives may name others.
    """
    kind = MICRO if any(claim.kind == MICRO for claim in read.claims) and set(labels) <= _MICRO else "emotion"
    named = [c for c in read.claims if c.kind == kind and subject in c.persons and not c.negated]
    stated = [_among(c, labels) for c in named if not c.hedged] or [_among(c, labels) for c in named]
    if not stated:
        return Check("label", "fail", "states no label")
    parts = [(s, [c for c in stated if c.start in s]) for s in read.sentences()]
    *before, conclusion = [(s, claims) for s, claims in parts if claims]
    said = {c.value for c in conclusion[1]} | {c.value for _, claims in before for c in claims if c.value in labels}
    weighed = [(s, claims) for s, claims in (*before, conclusion) if not _weighs(read, s)]
    others = sorted({c.value for _, claims in weighed for c in claims} - set(labels))
    if others:
        return Check("label", "fail", f"states {', '.join(others)} instead of {', '.join(labels)}")
    if not {c.value for c in conclusion[1]} & set(labels):
        return Check("label", "fail", f"concludes {', '.join(sorted(said))} instead of {', '.join(labels)}")
    left = sorted(set(labels) - said)
    return Check("label", "fail" if left else "pass", f"does not state {', '.join(left)}" if left else "")


_NEXT_OF_KIN = {"anxiety": "fear", "helplessness": "sadness", "disappointment": "sadness"}
"""What an emotion that only the larger label space has is called in the smaller one."""


def _among(claim: Claim, labels: tuple[str, ...]) -> Claim:
    """The claim under the name that the labels have for it."""
    kin = _NEXT_OF_KIN.get(claim.value, "")
    return replace(claim, value=kin) if kin in labels and claim.value not in labels else claim


_WEIGHS = frozenset(
    "out rule rules ruled ruling discard discarded exclude excluded excludes dismiss dismissed alone "
    "story instead could "
    "prefer preferred over than "
    "might mean neither nor without wouldn't not rather although though unlike but against".split()
)


def _weighs(read: Rationale, sentence: range) -> bool:
    """True if a sentence rules something out: "with AU4 missing, fear can be discarded and surprise stays"."""
    return not _WEIGHS.isdisjoint(read.words[sentence.start : sentence.stop])


_MICRO = {"negative", "positive", "surprise"}


def grounding(judged: Sequence[Judged]) -> Iterator[Check]:
    """(c) The tree contradicts no claim and confirms most below the emotion (D2); times and order fit (D6)."""
    things = [fact for fact in judged if not fact.of_time and fact.level != "emotion"]
    wrong = [f for f in judged if f.support == CONTRADICTED and not f.of_time and not _names_an_emotion(f)]
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


def _names_an_emotion(fact: Judged) -> bool:
    """True for the name of an emotion, which is the matter of level (b); its strength is not."""
    return fact.level == "emotion" and not fact.node.endswith(".intensity")


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
