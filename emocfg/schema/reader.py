"""Read a caption or an open answer into typed items. Deterministic and closed: what it does not know it leaves out."""

from dataclasses import dataclass

from .items import Item
from .lexicon import (
    ACTION_VERBS,
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
_COPULAS = frozenset(("is", "are", "looks", "look", "appears", "appear"))
_CLAUSE = frozenset(".;:!?,\n") | {"while", "whereas", "but"}
_INTENSITY_REACH = 4


def _phrase_table() -> dict[str, tuple[str, ...]]:
    table = {f"{slot}={value}": names for (slot, value), names in PHRASES.items()}
    table |= {f"head_pose={pose}": names for pose, names in POSES.items()}
    table |= {f"action={action}": names for action, names in ACTION_VERBS.items()}
    table |= {f"unit={code}": (f"AU{code}", f"AU {code}", *names) for code, names in UNIT_NAMES.items()}
    table |= {f"emotion={label}": names for label, names in EMOTION_WORDS.items()}
    return table | {f"intensity={level}": names for level, names in INTENSITY_WORDS.items()}


_PHRASES = Phrases(_phrase_table())
_HEAD_OF = {noun: head for head, nouns in HEADS.items() for noun in nouns}
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
        says_none: True if the whole answer is that there is nothing ("none", "no accessories").
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
    words = tokens(text)
    who = _speakers(words, people)
    items: set[Item] = set()
    denied: set[Item] = set()
    for mention in _mentions(words):
        kind, _, value = mention.key.partition("=")
        if not mention.hedged:
            (denied if mention.negated else items).add(Item(who[mention.start], kind, value))
    plain = [word for word in words if word.isalnum()]
    says_none = not items and (plain[:1] in (["none"], ["no"], ["nothing"]) or plain[-1:] in (["none"], ["nothing"]))
    return Reading(frozenset(items), frozenset(denied - items), says_none)


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
    described: list[Mention] = []
    for i, word in enumerate(words):
        if word in _HEAD_OF:
            described += _adjectives(words, i, _HEAD_OF[word])
    used = {i for mention in described for i in range(mention.start, mention.end)}
    free = [m for m in _PHRASES.find(words) if used.isdisjoint(range(m.start, m.end))]
    feelings = [m.start for m in free if m.key.startswith("emotion=")]
    free = [
        m
        for m in free
        if not m.key.startswith("intensity=") or any(abs(m.start - at) <= _INTENSITY_REACH for at in feelings)
    ]
    return sorted([*described, *free], key=lambda m: m.start)


def _adjectives(words: list[str], head: int, kind: str) -> list[Mention]:
    """The adjectives with only adjectives of the same noun and glue between them and the noun."""
    found = []
    for mention in _ADJECTIVES[kind].find(words):
        if mention.end <= head:
            between = words[mention.end : head]
        elif words[head + 1 : head + 2] and words[head + 1] in _COPULAS:
            between = words[head + 2 : mention.start]
        else:
            continue
        if _GLUE_OF[kind].issuperset(between):
            found.append(mention)
    return found
