"""When a text says that things happen: times in seconds, and which thing comes before which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from emocfg.schema import Claim

Point = Literal["span", "onset", "offset", "at"]

_NUMBER = re.compile(r"\d+(?:\.\d+)?\Z")
_SECONDS = frozenset(("s", "sec", "secs", "second", "seconds"))
_FILLER = frozenset(("about", "around", "roughly", "approximately", "some", "the", "mark", "just", "nearly", "almost"))
_TO = frozenset(("to", "until", "till", "and", "through", "up"))
_BEGINS = frozenset(
    "begin begins beginning began start starts starting started onset sets appear appears appearing emerge emerges "
    "arrives arrive kicks comes from since".split()
)
_ENDS = frozenset(
    "end ends ended ending fade fades faded fading vanish vanishes vanished relax relaxes relaxed offset gone until till "
    "release releases released stops stop subside subsides disappear disappears dissolves dies die died by".split()
)
_OVER = _ENDS - {"by", "until", "till"}
_LASTING = frozenset(("for", "lasts", "lasting", "lasted", "within", "every", "after"))
_SENTENCE_ENDS = frozenset(".!?;\n")
_TIMED = ("unit", "action")
_THEN = frozenset("then next afterwards afterward subsequently thereafter followed finally later".split())
_BEFORE = frozenset(("before", "precedes", "precede", "preceding"))
_AFTER = frozenset(("after", "once", "follows", "follow", "following"))


@dataclass(frozen=True, slots=True)
class When:
    """A time that a text gives.

    Attributes:
        point: ``span`` from start to end, ``onset`` begins then, ``offset`` ends then, ``at`` it is there then.
        start: seconds from the start of the clip.
        end: seconds; equal to ``start`` but for a span.
        place: index of its first token.
    """

    point: Point
    start: float
    end: float
    place: int


@dataclass(frozen=True, slots=True)
class Order:
    """Some claims are said to begin before others.

    Attributes:
        earlier: indices of claims.
        later: indices of claims.
        ended: the earlier ones are said to be over by then.
        until: it is the end of the later ones that is spoken of.
    """

    earlier: tuple[int, ...]
    later: tuple[int, ...]
    ended: bool = False
    until: bool = False


def sentences(words: Sequence[str]) -> list[range]:
    """The token ranges of the sentences, without their final stops."""
    found, begin = [], 0
    for i in range(len(words) + 1):
        if i == len(words) or words[i] in _SENTENCE_ENDS:
            if i > begin:
                found.append(range(begin, i))
            begin = i + 1
    return found


def times(words: Sequence[str]) -> list[When]:
    """Every time in seconds; how long something lasts is no time."""
    found: list[When] = []
    i = 0
    while i < len(words):
        if not _NUMBER.match(words[i]):
            i += 1
            continue
        end, second = _second_number(words, i)
        if words[end : end + 1] and words[end] in _SECONDS:
            when = _time(words, i, second)
            found += [when] if when else []
            i = end + 1
        else:
            i += 1
    return found


def attach(words: Sequence[str], claims: Sequence[Claim], given: Sequence[When]) -> dict[int, When]:
    """Index of a claim to the time that is said of it.

    A time speaks of the movements and actions named since the last time in its sentence, or, where there are none,
    of those that follow up to the next time.
    """
    result: dict[int, When] = {}
    for sentence in sentences(words):
        inside = [i for i, claim in enumerate(claims) if claim.start in sentence and claim.kind in (*_TIMED, "emotion")]
        here = [when for when in given if when.place in sentence]
        last = sentence.start
        for k, when in enumerate(here):
            until = here[k + 1].place if k + 1 < len(here) else sentence.stop
            before = [i for i in inside if last <= claims[i].start < when.place and i not in result]
            near = _same_clause(words, before, claims, when.place)
            chosen = near or [i for i in inside if when.place <= claims[i].start < until]
            result.update(dict.fromkeys(chosen, when))
            last = when.place
    return result


def orders(words: Sequence[str], claims: Sequence[Claim]) -> list[Order]:
    """What is said to come before what, by "then", "before", "after" and their kin."""
    found = []
    timed = [i for i, c in enumerate(claims) if c.kind in _TIMED and not c.negated and not c.hedged]
    past: list[int] = []
    for sentence in sentences(words):
        inside = [i for i in timed if claims[i].start in sentence]
        for place in sentence:
            order = _order(words, claims, inside, past, place, sentence)
            if order is not None and order.earlier and order.later:
                found.append(order)
        past = inside or past
    return found


def _second_number(words: Sequence[str], i: int) -> tuple[int, float | None]:
    """Index behind the number or pair of numbers at ``i``, and the second number of a pair."""
    after = i + 1
    if words[after : after + 1] and words[after] in _SECONDS:
        if words[after + 1 : after + 2] and words[after + 1] in _TO and _is_number(words, after + 2):
            return after + 3, float(words[after + 2])
        return after, None
    joined = after + 1 if words[after : after + 1] and words[after] in _TO else after
    while words[joined : joined + 1] and words[joined] in _FILLER:
        joined += 1
    if _is_number(words, joined) and float(words[joined]) > float(words[i]):
        return joined + 1, float(words[joined])
    if _is_number(words, joined) and joined > after:
        return joined + 1, float(words[joined])
    return after, None


def _is_number(words: Sequence[str], i: int) -> bool:
    return i < len(words) and _NUMBER.match(words[i]) is not None


def _time(words: Sequence[str], i: int, second: float | None) -> When | None:
    first = float(words[i])
    if second is not None:
        return When("span", first, second, i)
    lead = i - 1
    while lead >= 0 and words[lead] in _FILLER:
        lead -= 1
    word = words[lead] if lead >= 0 else ""
    if word in _LASTING:
        return None
    near = set(words[max(0, lead - 4) : lead + 1])
    if near & _BEGINS:
        return When("onset", first, first, i)
    if near & _ENDS:
        return When("offset", first, first, i)
    return When("at", first, first, i)


def _same_clause(words: Sequence[str], before: list[int], claims: Sequence[Claim], place: int) -> list[int]:
    """Of the claims before a time those of its own clause: back to the last comma behind which there is a claim."""
    if not before:
        return []
    commas = [p for p in range(claims[before[-1]].start) if words[p] == ","]
    cut = commas[-1] if commas and any(w in ("and", "while", "then") for w in words[commas[-1] : place]) else -1
    return [i for i in before if claims[i].start > cut]


def _order(
    words: Sequence[str], claims: Sequence[Claim], inside: list[int], past: list[int], place: int, sentence: range
) -> Order | None:
    word = words[place]
    if word not in _THEN | _BEFORE | _AFTER or _is_number(words, place + 1):
        return None
    if word == "later" and _is_number(words, place - 2):
        return None
    left = [i for i in inside if claims[i].start < place]
    right = [i for i in inside if claims[i].start > place]
    ended = bool(set(words[sentence.start : place]) & _OVER)
    until = bool(set(words[place : sentence.stop]) & _OVER)
    if word == "after" and words[place + 1 : place + 2] in (["that"], ["this"], ["which"]):
        return Order(tuple(left), tuple(right)) if right else Order(tuple(left[:-1]), tuple(left[-1:]))
    if word in _THEN:
        return Order(tuple(left or past), tuple(right), ended, until)
    if words[place - 1 : place] == ["not"] or words[place - 1 : place] == ["never"]:
        return None
    passive = words[place + 1 : place + 2] == ["by"]
    if left:
        forward = (word in _BEFORE) != passive
        return Order(tuple(left), tuple(right), ended, until) if forward else Order(tuple(right), tuple(left))
    comma = next((p for p in range(place, sentence.stop) if words[p] == ","), sentence.stop)
    near = tuple(i for i in right if claims[i].start < comma)
    far = tuple(i for i in right if claims[i].start > comma)
    return Order(far, near) if word in _BEFORE else Order(near, far)
