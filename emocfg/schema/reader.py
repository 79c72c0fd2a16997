"""Read a caption or an open answer into typed items. Deterministic and closed: what it does not know it leaves out."""

import re
from dataclasses import dataclass

from .items import Item
from .lexicon import (
    ACTION_VERBS,
    COMPOUNDS,
    EMOTION_WORDS,
    HEADS,
    INTENSITY_WORDS,
    MODIFIERS,
    PHRASES,
    POSES,
    UNIT_NAMES,
)
from .mentions import Mention, Phrases, tokens

_GLUE = frozenset((",", "and", "very", "rather", "quite", "a", "an", "the"))
_COPULAS = frozenset(("is", "are", "looks", "look", "appears", "appear", ":"))
_FACETS = frozenset(("color", "colour", "length", "texture", "type", "style", "shape", "size", "tone"))
_CLAUSE = frozenset(".;:!?,\n") | {"while", "whereas", "but"}
_INTENSITY_REACH = 2
_MAX_TEXT = 20_000
_UNIT_LIST = re.compile(r"\bAUs?\s*\d+(?:\s*(?:,\s*and\b|,|/|\+|&|and\b)\s*(?:AU\s*)?\d+\b)+", re.IGNORECASE)
_NOTHING = re.compile(
    r"\W*(?:there (?:is|are) )?(?:none|nothing|no (?:\w+ )?"
    r"(?:accessor(?:y|ies)|attributes?|features?|actions?|movements?|marks?|items?))"
    r"(?: (?:is|are|can be))?(?: (?:visible|present|seen|worn|shown|performed|notable))?\W*\Z",
    re.IGNORECASE,
)


def _phrase_table() -> dict[str, tuple[str, ...]]:
    table = {f"{slot}={value}": names for (slot, value), names in PHRASES.items()}
    table |= {f"head_pose={pose}": names for pose, names in POSES.items()}
    table |= {f"action={action}": names for action, names in ACTION_VERBS.items()}
    table |= {f"unit={code}": (f"AU{code}", f"AU {code}", *names) for code, names in UNIT_NAMES.items()}
    table |= {f"emotion={label}": names for label, names in EMOTION_WORDS.items()}
    return table | {f"intensity={level}": names for level, names in INTENSITY_WORDS.items()}


_PHRASES = Phrases(_phrase_table())
_HEAD_OF = {noun: head for head, nouns in HEADS.items() for noun in nouns} | COMPOUNDS
_ADJECTIVES = {
    head: Phrases({f"{slot}={value}": names for (slot, value), names in table.items()})
    for head, table in MODIFIERS.items()
}
_GLUE_OF = {
    head: _GLUE | {word for names in table.values() for name in names for word in tokens(name)}
    for head, table in MODIFIERS.items()
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text claims.

    Attributes:
        items: the claims, each of the person its sentence is about.
        denied: what the text says is not so ("no glasses").
        says_none: True if the whole answer is that there is nothing ("none", "no accessories are visible").
    """

    items: frozenset[Item]
    denied: frozenset[Item]
    says_none: bool


def read_caption(text: str, people: dict[str, str]) -> Reading:
    """Read a caption.

    Args:
        text: what was written.
        people: position (``left``, ``right`` or "") to person key; a sentence speaks of the person whose side it names,
            else of the one before.

    Returns:
        Claims and denials; hedged claims ("maybe sad", "sad or angry") are neither.
    """
    text = spell_out_units(text[:_MAX_TEXT])
    words = tokens(text)
    who = _speakers(words, people)
    items: set[Item] = set()
    denied: set[Item] = set()
    for mention in _mentions(words):
        kind, _, value = mention.key.partition("=")
        if not mention.hedged:
            (denied if mention.negated else items).add(Item(who[mention.start], kind, value))
    return Reading(frozenset(items), frozenset(denied - items), _NOTHING.match(text) is not None)


def spell_out_units(text: str) -> str:
    """Write a list of action units in full.

    >>> spell_out_units("AU6, 12 and 25/26")
    'AU6, AU12, AU25, AU26'
    """
    return _UNIT_LIST.sub(lambda found: ", ".join(f"AU{code}" for code in re.findall(r"\d+", found[0])), text)


def _speakers(words: list[str], people: dict[str, str]) -> list[str]:
    """The person each token speaks of: a side holds from the start of the clause that names it."""
    who = [next(iter(people.values()), "p1")] * len(words)
    clause = 0
    for i, word in enumerate(words):
        if word in _CLAUSE or (word == "and" and words[i + 1 : i + 2] and words[i + 1] in ("the", "a", "an")):
            clause = i
        side = words[i + 2] if words[i : i + 2] == ["on", "the"] and i + 2 < len(words) else ""
        if side and side in people:
            who[clause:] = [people[side]] * (len(words) - clause)
    return who


def _mentions(words: list[str]) -> list[Mention]:
    """Free phrases, and the adjectives around each head noun; an adjective of a noun is not read twice."""
    described = [
        mention for kind in {_HEAD_OF[w] for w in words if w in _HEAD_OF} for mention in _adjectives(words, kind)
    ]
    used = {i for mention in described for i in range(mention.start, mention.end)}
    free = [m for m in _PHRASES.find(words) if used.isdisjoint(range(m.start, m.end))]
    feelings = [i for m in free if m.key.startswith("emotion=") for i in (m.start, m.end - 1)]
    return [
        mention
        for mention in (*described, *free)
        if not mention.key.startswith("intensity=") or any(abs(mention.start - i) <= _INTENSITY_REACH for i in feelings)
    ]


def _adjectives(words: list[str], kind: str) -> list[Mention]:
    """The adjectives that belong to a noun of one kind: only its adjectives and glue stand between."""
    glue, nouns = _GLUE_OF[kind], {i for i, word in enumerate(words) if _HEAD_OF.get(word) == kind}
    found = []
    for mention in _ADJECTIVES[kind].find(words):
        after = mention.end
        while after < len(words) and words[after] in glue and after not in nouns:
            after += 1
        if after in nouns or _predicated(words, mention.start, glue, nouns):
            found.append(mention)
    return found


def _predicated(words: list[str], start: int, glue: frozenset[str], nouns: set[int]) -> bool:
    """True for "hair is long and black" and "hair color: black"."""
    before = start - 1
    while before >= 0 and words[before] in glue and words[before] not in _COPULAS:
        before -= 1
    if before < 0 or words[before] not in _COPULAS:
        return False
    before -= 1
    if before >= 0 and words[before] in _FACETS:
        before -= 1
    return before in nouns
