"""Read a caption or an open answer into typed items. Deterministic and closed: what it does not know it leaves out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .ages import age_words
from .attributes import OPEN_ATTRIBUTES, PERSON_SLOTS
from .items import Item
from .judging import Mention
from .lexicon import (
    ACTION_VERBS,
    COMPOUNDS,
    EMOTION_WORDS,
    HEADS,
    INTENSITY_WORDS,
    MODIFIERS,
    PHRASES,
    POSES,
)
from .mentions import Phrases, tokens
from .movements import unit_phrases

_GLUE = frozenset((",", "and", "very", "rather", "quite", "a", "an", "the"))
_COPULAS = frozenset(("is", "are", "looks", "look", "appears", "appear", ":"))
_TURNS = frozenset(("not", "but"))
_FACETS = frozenset(("color", "colour", "length", "texture", "type", "style", "shape", "size", "tone"))
_CLAUSE = frozenset(".;:!?,\n") | {"while", "whereas", "but"}
_INTENSITY_REACH = 2
_MAX_TEXT = 20_000
_ABOUT = re.compile(r"\b(?:about|around|roughly|approximately|some) (?=\d)", re.IGNORECASE)
_UNIT_LIST = re.compile(
    r"\b(?:AUs?|action\s+units?)\s*:?\s*[0-9]{1,2}\b"
    r"(?:\s*(?:,\s*and\b|,|/|\+|&|and\b)\s*(?:AU\s*)?[0-9]{1,2}\b(?!\.[0-9]|\s*(?:s|sec|seconds?|degrees|%)))*",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W*(?:there (?:is|are) )?(?:none|nothing|no (?:\w+ ){0,3}"
    r"(?:accessor(?:y|ies)|attributes?|features?|actions?|movements?|motion|marks?|items?|gestures?|facial hair)"
    r"|clean[- ]shaven|(?:the |her |his )?(?:head|face|body|person|she|he)(?: is| stays| remains)? still"
    r"|(?:the )?(?:head|body|face|person|she|he) does not move)"
    r"(?: (?:is|are|can be))?(?: (?:visible|present|seen|worn|shown|performed|notable))?\W*\Z",
    re.IGNORECASE,
)


def phrase_table() -> dict[str, tuple[str, ...]]:
    """What every claim is called, but for adjectives of a noun: key (``unit=12``, ``hat=hat``) to phrases."""
    table = {f"{slot}={value}": names for (slot, value), names in PHRASES.items()}
    table |= {f"head_pose={pose}": names for pose, names in POSES.items()}
    table |= {f"action={action}": names for action, names in ACTION_VERBS.items()}
    table |= {f"unit={units}": names for units, names in unit_phrases().items()}
    table |= {f"emotion={label}": names for label, names in EMOTION_WORDS.items()}
    return table | {f"intensity={level}": names for level, names in INTENSITY_WORDS.items()}


_PHRASES = Phrases(phrase_table())
_HEAD_OF = {noun: head for head, nouns in HEADS.items() for noun in nouns} | COMPOUNDS
_ADJECTIVES = {
    head: Phrases({f"{slot}={value}": names for (slot, value), names in table.items()})
    for head, table in MODIFIERS.items()
}
_HEADS_OF_TOPIC: dict[str, set[str]] = {
    attribute: {
        head for head, table in MODIFIERS.items() if any(PERSON_SLOTS[slot].attribute == attribute for slot, _ in table)
    }
    for attribute in OPEN_ATTRIBUTES
}
_GLUE_OF = {
    head: _GLUE | {word for names in table.values() for name in names for word in tokens(name)}
    for head, table in MODIFIERS.items()
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One mention of a text with the persons it is about.

    Attributes:
        persons: keys of persons.
        kind: as in :class:`Item`.
        value: as in :class:`Item`; several joined by ``+`` are claimed together.
        negated: the text says that it is not so.
        hedged: the text leaves it open.
        start: index of its first token.
        end: index behind its last token.
    """

    persons: tuple[str, ...]
    kind: str
    value: str
    negated: bool
    hedged: bool
    start: int
    end: int


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


def read_caption(text: str, people: dict[str, str], topic: str = "") -> Reading:
    """Read a caption.

    Args:
        text: what was written.
        people: position (``left``, ``right`` or "") to person key; a sentence speaks of the person whose side it names,
            else of the one before.
        topic: the open attribute that was asked about; an answer without a noun ("long and brown") describes it.

    Returns:
        Claims and denials; hedged claims ("maybe sad", "sad or angry") are neither.
    """
    text = in_words(text)
    items: set[Item] = set()
    denied: set[Item] = set()
    for claim in read_claims(tokens(text), people, topic):
        if not claim.hedged:
            claims = {Item(person, claim.kind, value) for value in claim.value.split("+") for person in claim.persons}
            (denied if claim.negated else items).update(claims)
    return Reading(frozenset(items), frozenset(denied - items), _NOTHING.match(text) is not None)


def in_words(text: str) -> str:
    """The text with lists of units and ages in figures spelled out, cut at 20,000 characters."""
    return age_words(spell_out_units(_ABOUT.sub("", text[:_MAX_TEXT])))


def read_claims(
    words: list[str],
    people: dict[str, str],
    topic: str = "",
    free: Sequence[Mention] | None = None,
    found: Sequence[Mention] = (),
    *,
    narrow: bool = False,
) -> list[Claim]:
    """Every claim of a token list, in order of place.

    Args:
        words: what ``tokens(in_words(text))`` gives.
        people: see :func:`read_caption`.
        topic: see :func:`read_caption`.
        free: mentions of phrases besides adjectives of nouns; by default those of :func:`phrase_table`.
        found: mentions that were found in another way; phrases that overlap one are left out.
        narrow: see ``judged``.
    """
    who = _spoken_of(words, people)
    claims = []
    free = _PHRASES.find(words, narrow=narrow) if free is None else free
    for mention in (*found, *_mentions(words, topic, free, found, narrow=narrow)):
        kind, _, value = mention.key.partition("=")
        place = who[mention.start]
        claims.append(Claim(place, kind, value, mention.negated, mention.hedged, mention.start, mention.end))
    return sorted(claims, key=lambda claim: claim.start)


def spell_out_units(text: str) -> str:
    """Write a list of action units in full, and without leading zeros.

    >>> spell_out_units("AU06, 12 and 25/26")
    'AU6, AU12, AU25, AU26'
    >>> spell_out_units("action units 1 and 2")
    'AU1, AU2'
    """
    return _UNIT_LIST.sub(lambda found: ", ".join(f"AU{int(code)}" for code in re.findall("[0-9]+", found[0])), text)


def _spoken_of(words: list[str], people: dict[str, str]) -> list[tuple[str, ...]]:
    """The persons each token speaks of: a side, "both" or "the other" holds from the start of its clause."""
    everyone = tuple(people.values()) or ("p1",)
    who = [everyone[:1]] * len(words)
    clause = 0
    for i, word in enumerate(words):
        if word in _CLAUSE or (word == "and" and words[i + 1 : i + 2] and words[i + 1] in ("the", "a", "an")):
            clause = i
        named: tuple[str, ...] = ()
        if word in people and not _is_direction(words, i):
            named = (people[word],)
        elif word == "both" and words[i + 1 : i + 2] != ["eyes"]:
            named = everyone
        elif words[i : i + 2] == ["the", "other"] and words[i + 2 : i + 3] != ["hand"]:
            named = tuple(person for person in everyone if person not in who[i])
        if named:
            who[clause:] = [named] * (len(words) - clause)
    return who


def _is_direction(words: list[str], place: int) -> bool:
    """True for a "left" or "right" that says where somebody turns or looks, or which eye it is, not who it is."""
    before = words[max(0, place - 2) : place]
    return before == ["to", "the"] or before[-1:] in (["turned"], ["her"], ["his"], ["slightly"], ["far"], ["looks"])


def _mentions(
    words: list[str], topic: str, free: Sequence[Mention], taken: Sequence[Mention], *, narrow: bool
) -> list[Mention]:
    """Free phrases, and the adjectives around each head noun; an adjective of a noun is not read twice."""
    heads = sorted({_HEAD_OF[word] for word in words if word in _HEAD_OF})
    described = [mention for head in heads for mention in _adjectives(words, head, narrow=narrow)]
    if not heads:
        described = [mention for head in _HEADS_OF_TOPIC.get(topic, ()) for mention in _ADJECTIVES[head].find(words)]
    used = {i for mention in taken for i in range(mention.start, mention.end)}
    described = [m for m in described if used.isdisjoint(range(m.start, m.end))]
    used |= {i for mention in described for i in range(mention.start, mention.end)}
    free = [m for m in free if used.isdisjoint(range(m.start, m.end))]
    feelings = [i for m in free if m.key.startswith("emotion=") for i in (m.start, m.end - 1)]
    return [
        mention
        for mention in (*described, *free)
        if not mention.key.startswith("intensity=") or _is_of_a_feeling(words, mention, feelings)
    ]


def _is_of_a_feeling(words: list[str], level: Mention, feelings: list[int]) -> bool:
    """True for an intensity next to an emotion, or one that calls itself so: "sad, with mild intensity"."""
    beside = any(abs(level.start - i) <= _INTENSITY_REACH for i in feelings)
    return beside or (bool(feelings) and words[level.end : level.end + 1] == ["intensity"])


def _adjectives(words: list[str], kind: str, *, narrow: bool) -> list[Mention]:
    """The adjectives that belong to a noun of one kind: only its adjectives and glue stand between."""
    glue, nouns = _GLUE_OF[kind], {i for i, word in enumerate(words) if _HEAD_OF.get(word) == kind}
    found = []
    for mention in _ADJECTIVES[kind].find(words, narrow=narrow):
        after = mention.end
        while after < len(words) and words[after] in glue and after not in nouns:
            if words[after : after + 2] == [",", "the"]:
                break  # "the eyes are big, the lips ..." says nothing of the lips
            after += 1
        if after in nouns or _predicated(words, mention.start, glue, nouns):
            found.append(mention)
    return found


def _predicated(words: list[str], start: int, glue: frozenset[str], nouns: set[int]) -> bool:
    """True for "hair is long and black" and "hair color: black"."""
    before = start - 1
    while before >= 0 and words[before] in glue | _TURNS and words[before] not in _COPULAS:
        before -= 1
    if before < 0 or words[before] not in _COPULAS:
        return False
    before -= 1
    if before >= 0 and words[before] in _FACETS:
        before -= 1
    return before in nouns
