"""A text in parts: statements by aspect for a committee, single cues for questions.

What is shown to those who must not know the label has every name of an emotion masked; only the conclusion names it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from emocfg.schema import PERSON_SLOTS, AffectiveTree, Claim, in_words, read_claims, tokens

from ..rationale import masked

CONCLUSION = "conclusion"
ASPECTS = ("appearance", "action", "expression", "rest", CONCLUSION)
"""The aspects of a text, in the order of reasoning; ``rest`` is what no other aspect has, such as the scene."""

_MAX_SENTENCES = 60
_END = re.compile(r"(?<=[.!?])[\"\u201d')]*\s+(?=[\"\u201c'(]?[A-Z0-9])|\n+")
_KINDS = {"unit": "expression", "action": "action", "head_pose": "action"} | dict.fromkeys(PERSON_SLOTS, "appearance")
_PRONOUNS = frozenset("she he her his him hers".split())
_LABELS = frozenset(("emotion", "intensity"))


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text says of one aspect, as those who judge it are shown it.

    Attributes:
        aspect: one of :data:`ASPECTS`.
        text: its sentences; names of emotions are masked, but in the conclusion.
    """

    aspect: str
    text: str


def people_of(tree: AffectiveTree) -> dict[str, str]:
    """The persons of a tree by their side, as readers of texts take them."""
    return {person.position: person.key for person in tree.persons}


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; what goes beyond sixty is one with the last.

    >>> sentences("It lasts from 0.4 to 1.6 s. He smiles (AU12). Is he glad?")
    ('It lasts from 0.4 to 1.6 s.', 'He smiles (AU12).', 'Is he glad?')
    """
    parts = tuple(part.strip() for part in _END.split(text) if part.strip())
    last = " ".join(parts[_MAX_SENTENCES - 1 :])
    return (*parts[: _MAX_SENTENCES - 1], last) if last else parts


def statements(text: str, tree: AffectiveTree) -> tuple[Statement, ...]:
    """One statement per aspect that a text speaks of.

    A sentence belongs to the aspect nearest to the emotion that it has evidence of. One that names an emotion belongs
    to the conclusion too, unmasked; there the committee judges the label, elsewhere it does not see it.
    """
    parts: dict[str, list[str]] = {}
    for sentence in sentences(text):
        hidden = masked(sentence)
        kinds = {_KINDS.get(claim.kind, "") for claim in _claims(sentence, tree)} - {""}
        if hidden.names:
            parts.setdefault(CONCLUSION, []).append(sentence)
        if kinds or not hidden.names:
            aspect = next((a for a in ("expression", "action", "appearance") if a in kinds), "rest")
            parts.setdefault(aspect, []).append(hidden.text if hidden.names else sentence)
    return tuple(Statement(aspect, " ".join(parts[aspect])) for aspect in ASPECTS if aspect in parts)


def statement_of(aspect: str, text: str) -> Statement:
    """A short text as one statement: of this aspect, or the conclusion if it names an emotion."""
    return Statement(CONCLUSION if masked(text).names else aspect, text)


def cues(text: str, tree: AffectiveTree) -> tuple[str, ...]:
    """The evidence of a text, cue by cue, without names of emotions; each cue once.

    A cue is one claim of the reader of texts ("the person: raised lip corners"); a sentence in which it reads none,
    and which names no emotion, is a cue as a whole. What is hedged is no cue.
    """
    found: dict[object, str] = {}
    for sentence in sentences(text):
        claims = [claim for claim in _claims(sentence, tree) if claim.kind not in _LABELS]
        for claim in claims:
            if not claim.hedged:
                key = (claim.persons, claim.kind, claim.value, claim.negated)
                found.setdefault(key, _said(claim, sentence, tree))
        if not claims and not masked(sentence).names:
            found.setdefault(sentence, sentence)
    return tuple(found.values())


def _claims(sentence: str, tree: AffectiveTree) -> list[Claim]:
    """The claims of a sentence, but for those of a pronoun: "she nods" is about a nod."""
    words = tokens(in_words(sentence))
    return [c for c in read_claims(words, people_of(tree)) if not set(words[c.start : c.end]) <= _PRONOUNS]


def _said(claim: Claim, sentence: str, tree: AffectiveTree) -> str:
    words = " ".join(tokens(in_words(sentence))[claim.start : claim.end])
    return f"{' and '.join(_names(claim, tree)) or 'the person'}: {'not ' * claim.negated}{words}"


def _names(claim: Claim, tree: AffectiveTree) -> Iterator[str]:
    for person in tree.persons:
        if person.key in claim.persons:
            yield f"the person on the {person.position}" if person.position else "the person"
