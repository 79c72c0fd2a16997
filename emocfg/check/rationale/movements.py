"""Movements of the face in free words: a part of the face, and in the same clause what it does.

"The inner ends of her brows creep upward", "a slight lift of the whole eyebrow line", "brows stay put": part and
motion give the action units. Words that could stand for several units claim that at least one of them is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from emocfg.schema.judging import Mention, judged

from .face import PART_OF, QUALIFIED, UNITS, motions
from .stillness import STOPS, stillness

_NOT_A_STILL_FACE = frozenset(("move", "moves", "moving", "motion", "movement", "stir", "stirs", "budge"))
"""Words that say that a part is still only behind a "not"; they are no claim by themselves."""

_NOUNS_TOO = frozenset(("part", "parts", "open", "close", "rest", "ends"))
"""Words that move only right behind a part or a copula: "lips part", not "the part of the lips"."""

_LOOKS = frozenset("narrow thin big large round rounded huge high arched hard flat long smooth".split())
_BECOMES = frozenset(
    "become becomes became go goes get gets grow grows are is stay stays remain remains pulled stretched".split()
)
_VERBS_TOO = frozenset(("narrow", "thin", "flat", "smooth", "high"))
"""Words of looks: "thin eyebrows" do not move, lips that "grow thin" do, and so do lips that "thin"."""

_NEED_A_VERB = frozenset(("together", "inward", "inwards", "back", "outward", "outwards"))
_PULLED = frozenset(
    "drawn pulled pull pulls draw draws drawing come comes coming go goes brought bring pushed and".split()
)
"""What "together" and the like stand behind where something moves: not "inner and outer part together"."""

_PREDICATES = frozenset(
    "is are was were stays stay stayed remains remain remained keeps keep kept lies lie at perfectly completely quite "
    "entirely slightly then also both fall falls hang hangs and , to".split()
)

_BETWEEN = frozenset(
    "go goes went come came comes were was are is curl tick push pushes sagged sags sinks of between "
    "appear appears runs along across around at on over upper lower inner outer top the a an her his "
    "their its "
    "whole both all entire person's man's woman's lady's speaker's gentleman's slight clear strong very little two "
    "own".split()
)
_ARTICLES = frozenset("the a his her their its".split())
_EACH_OTHER = frozenset(("other", "another", "against"))
_STAYS = frozenset("stay stays stayed remain remains remained keep keeps kept".split())
_ONE_SIDED = frozenset(("sided", "unilateral", "lopsided", "asymmetric"))
_REACH = 6
_ENDS_WITH_UP = frozenset("tense tenses tighten tightens end ends press presses tensed tightened".split())
_SUBPARTS = frozenset(
    "end ends edge edges tip tips half halves tail tails corner corners part parts portion portions s".split()
)
_ENDS = frozenset("ends end edge edges tip tips side".split())


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the face at a place of the text."""

    name: str
    start: int
    end: int


def movements(words: Sequence[str], taken: Sequence[Mention] = ()) -> list[Mention]:
    """Every movement in free words, judged; the mention is the motion's word, with the part where that follows.

    Args:
        words: the tokens.
        taken: units that are named in fixed terms; their words are not read again.
    """
    parts = _parts(words)
    named = {i for mention in taken for i in range(mention.start, mention.end)}
    mentions: dict[int, Mention] = {}
    for i, word in enumerate(words):
        if word == "lower" and words[i + 1 : i + 2] and words[i + 1] in PART_OF:
            continue  # the lower lip is a part, not a motion
        stands_for = _motions_at(words, i)
        for moved in (_moves_the_next, _moves_the_last):
            for motion in stands_for:
                found = moved(words, parts, i, motion)
                if found is not None and i not in mentions and named.isdisjoint(range(found.start, found.end)):
                    mentions[i] = found
    for mention in stillness(words):
        mentions.setdefault(mention.start, mention)
    ordered = _apart([mentions[i] for i in sorted(mentions)])
    return judged(list(words), ordered, narrow=True)


def _parts(words: Sequence[str]) -> list[_Part]:
    """The parts of the face that are named; "corners of the mouth" and "inner ends of the brows" are one."""
    found: list[_Part] = []
    for i, word in enumerate(words):
        name = PART_OF.get(word)
        if name is None:
            continue
        side = _end_of_brow(words, i) if name == "brow" else ""
        if side:
            begin = next(j for j in range(i - 1, -1, -1) if words[j] == side)
            found.append(_Part(f"{side} brow", begin, i + 1))
            continue
        begin = i
        if (
            found
            and i - found[-1].end <= 3
            and set(words[found[-1].end : i]) <= _BETWEEN
            and "of" in words[found[-1].end : i]
        ):
            before = found.pop()
            begin = before.start
            name = before.name if before.name == "corner" and name in ("mouth", "lip") else name
            if before.name == "corner" and name == "brow":
                name = "inner brow" if "inner" in words[max(0, begin - 2) : begin] else "brow"
        elif found and found[-1].end == i and (found[-1].name, name) in QUALIFIED:
            begin = found.pop().start
            name = "corner"
        near = set(words[max(0, begin - 2) : begin])
        for quality in ("inner", "outer", "upper", "top", "lower"):
            if quality in near and "and" not in near:
                name = QUALIFIED.get((quality, name), name)
                begin = next(j for j in range(begin - 1, -1, -1) if words[j] == quality)
        if name in ("mouth", "lip") and _ONE_SIDED & near:
            name = "corner"
        if word in _ENDS and not _is_of_mouth(words, i, found):
            continue  # the end of something else
        found.append(_Part(name, begin, i + 1))
    return found


def _is_of_mouth(words: Sequence[str], i: int, found: list[_Part]) -> bool:
    """True for the "ends" of "lip ends" and of "the ends of her lips"."""
    if set(words[max(0, i - 1) : i]) & {"lip", "lips", "mouth", "mouth's", "lips'"}:
        return True
    return words[i + 1 : i + 2] == ["of"] and bool({"mouth", "lips", "lip"} & set(words[i + 2 : i + 5]))


def _end_of_brow(words: Sequence[str], i: int) -> str:
    """``inner`` or ``outer`` for the brow of "the inner ends of her eyebrows"."""
    before = list(words[max(0, i - 6) : i])
    for side in ("inner", "outer"):
        if side in before:
            between = before[len(before) - 1 - before[::-1].index(side) + 1 :]
            if "of" in between and set(between) <= _BETWEEN | _SUBPARTS:
                return side
    return ""


def _motions_at(words: Sequence[str], i: int) -> tuple[str, ...]:
    """What the word at ``i`` may stand for: who pushes "on each other" or "against" something presses."""
    if words[i] in ("opening", "openings") and set(words[i - 1 : i]) & {"eye", "mouth"}:
        return ()
    found = motions(words[i])
    pressed = "up" in found and not _EACH_OTHER.isdisjoint(words[i + 1 : i + 5]) and not {"up"} & set(words[i : i + 3])
    return ("press",) if pressed else found


def _moves_the_next(words: Sequence[str], parts: list[_Part], i: int, motion: str) -> Mention | None:
    """The movement that the word at ``i`` stands for, of the part right behind it: "raising of the brows"."""
    for part in parts:
        if part.start > i and part.start - i <= 5 and set(words[i + 1 : part.start]) <= _BETWEEN:
            units = UNITS.get(part.name, {}).get(motion)
            if units and words[i] not in _NOT_A_STILL_FACE | _LOOKS:
                return Mention(f"unit={units}", i, part.end)
    return None


def _moves_the_last(words: Sequence[str], parts: list[_Part], i: int, motion: str) -> Mention | None:
    """The same of the last part before it: "the brows rise"."""
    if any(part.start > i and set(words[i + 1 : part.start]) <= _ARTICLES for part in parts):
        return None  # "opened the mouth and closed the eyes"
    before = [part for part in parts if part.end <= i and i - part.end <= _REACH + 2]
    if not before or not (STOPS | {"hair"}).isdisjoint(_gap(words, before[-1], i)):
        return None
    part = before[-1]
    if words[i] == "down" and words[i - 1] in _STAYS and part.name in ("inner brow", "outer brow"):
        motion = "still"  # "the inner brows stay down" are not raised
    units = UNITS.get(part.name, {}).get(motion)
    return _of_before(words, part, i, units) if units and _is_motion(words, i, motion) else None


def _is_motion(words: Sequence[str], i: int, motion: str) -> bool:
    """True if a word behind a part says what it does, not something else: "thin eyebrows", "that is still there"."""
    word, before, after = words[i], set(words[i - 1 : i]), words[i + 1 : i + 2]
    predicated = before <= _PREDICATES | PART_OF.keys()
    if word == "up" and (after == ["to"] or before & _ENDS_WITH_UP):
        return False
    if word in _LOOKS:
        moves = before & (_BECOMES | (PART_OF.keys() | {"to"} if word in _VERBS_TOO else set()))
        return bool(moves) and after != ["by"]  # "narrow by nature"
    if word in _NOUNS_TOO:
        return predicated
    if word in _NEED_A_VERB:
        return any(motions(word) or word in _PULLED for word in before - _NOUNS_TOO)
    there = word == "still" and after and after[0] not in STOPS | {",", "and", "as"}
    return not there and (motion != "still" or word in _NOT_A_STILL_FACE or predicated)


def _gap(words: Sequence[str], part: _Part, i: int) -> Sequence[str]:
    """The words between a part and its motion; the colon of "Mouth: open" is none of them."""
    return words[part.end + 1 : i] if words[part.end : part.end + 1] == [":"] else words[part.end : i]


def _of_before(words: Sequence[str], part: _Part, i: int, units: str) -> Mention | None:
    if words[i] not in _NOT_A_STILL_FACE:
        return Mention(f"unit={units}", i, i + 1)
    negated = any(w in ("not", "never", "cannot") or w.endswith("n't") for w in words[part.end : i])
    return Mention(f"unit={units}", part.start, i + 1) if negated else None


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Mentions that do not overlap, the first of two that do."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
