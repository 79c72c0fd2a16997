"""When a text says that things happen: times in seconds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from emocfg.schema import Claim
from emocfg.schema.judging import clause_end

Point = Literal["span", "within", "onset", "offset", "at"]

_NUMBER = re.compile(r"\d+(?:\.\d+)?\Z")
_SECONDS = frozenset(("s", "sec", "secs", "second", "seconds"))
_FILLER = frozenset(
    ("first", "about", "around", "roughly", "approximately", "some", "the", "mark", "just", "nearly", "almost")
)
_TO = frozenset(("to", "until", "till", "and", "through", "up"))
_BEGINS = frozenset(
    "begin begins beginning began start starts starting started onset sets appear appears appearing emerge emerges "
    "arrives arrive kicks comes from since breaks joins wakes leads arrive only".split()
)
ENDS = frozenset(
    "ceasing ceases cease end ends ended ending fade fades faded fading vanish "
    "vanishes vanished relax relaxes relaxed offset "
    "gone until till "
    "release releases released stops stop subside subsides disappear disappears dissolves dies die died by".split()
)
_BEFORE_NUMBER = frozenset(("second", "seconds", "t", "=", "s"))
_NEXT = 6
_LASTING = frozenset(("beyond", "past", "over", "for", "lasts", "lasting", "lasted", "within", "every"))
_SENTENCE_ENDS = frozenset(".!?;\n")


@dataclass(frozen=True, slots=True)
class When:
    """A time that a text gives.

    Attributes:
        point: ``span`` from start to end, ``within`` some time between them, ``onset`` begins, ``offset`` ends then,
            ``at`` it is there then.
        start: seconds from the start of the clip.
        end: seconds; equal to ``start`` but for a span.
        place: index of its first token.
    """

    point: Point
    start: float
    end: float
    place: int


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
        named = words[end : end + 1] and words[end] in _SECONDS
        if named or words[max(0, i - 1) : i] in (["second"], ["seconds"]) or words[max(0, i - 2) : i] == ["t", "="]:
            when = _time(words, i, second)
            found += [when] if when else []
            i = end + bool(named)
        else:
            i += 1
    return found


def attach(words: Sequence[str], claims: Sequence[Claim], given: Sequence[When]) -> dict[int, tuple[When, ...]]:
    """Index of a claim to the times that are said of it.

    A time speaks of the movements and actions named since the last time in its sentence, or, where there are none,
    of those that follow up to the next time.
    """
    result: dict[int, tuple[When, ...]] = {}
    for sentence in sentences(words):
        inside = [
            i
            for i, claim in enumerate(claims)
            if claim.start in sentence and claim.kind in ("unit", "action", "emotion")
        ]
        here = [when for when in given if when.place in sentence]
        last, chosen = sentence.start, list[int]()
        for k, when in enumerate(here):
            until = here[k + 1].place if k + 1 < len(here) else sentence.stop
            before = [i for i in inside if last <= claims[i].start < when.place and i not in result]
            near = _same_clause(words, before, claims, when.place)
            behind = [i for i in inside if when.place <= claims[i].start < until]
            unclear = near and behind and _begins_a_part(words, when.place)  # ", from 1.2 s," may speak of either side
            goes_on = k > 0 and not before and when.place - here[k - 1].place <= _NEXT  # "(onset 0.6 s, offset 1.8 s)"
            chosen = chosen if goes_on else [] if unclear else near or behind
            result.update({i: (*result.get(i, ()), when) for i in chosen})
            last = when.place
    return result


def _second_number(words: Sequence[str], i: int) -> tuple[int, float | None]:
    """Index behind the number or pair of numbers at ``i``, and the second number of a pair."""
    after = i + 1
    joined = after + 1 if words[after : after + 1] and words[after] in _SECONDS else after
    while words[joined : joined + 1] and words[joined] in _TO | _FILLER | _BEFORE_NUMBER:
        joined += 1
    if not is_number(words, joined):
        return after, None
    named = words[joined + 1 : joined + 2] and words[joined + 1] in _SECONDS
    if joined == after or named or set(words[after:joined]) & _BEFORE_NUMBER:
        return joined + 1, float(words[joined])
    return after, None


def is_number(words: Sequence[str], i: int) -> bool:
    """True if the token is a number."""
    return i < len(words) and _NUMBER.match(words[i]) is not None


def _time(words: Sequence[str], i: int, second: float | None) -> When | None:
    first = float(words[i])
    if second is not None:
        between = words[i - 1 : i] == ["between"] or "inside" in words[max(0, i - 3) : i]
        return When("within" if between else "span", first, second, i)
    lead = i - 1
    while lead >= 0 and words[lead] in _FILLER:
        lead -= 1
    word = words[lead] if lead >= 0 else ""
    if word in _LASTING:
        return None
    if word == "before" or words[lead - 1 : lead + 1] == ["up", "to"]:
        return When("offset", first, first, i)
    if word == "after" or words[lead - 1 : lead + 1] == ["as", "of"]:
        return When("onset", first, first, i)
    stop = min(i + 9, clause_end(words, i, _SENTENCE_ENDS | {","}))
    for near in (*reversed(words[max(0, lead - 4) : lead + 1]), *words[i + 1 : stop]):
        if near in _BEGINS or near in ENDS:
            return When("onset" if near in _BEGINS else "offset", first, first, i)
    return When("at", first, first, i)


def _begins_a_part(words: Sequence[str], place: int) -> bool:
    """True where only a preposition and fillers stand between a comma and a time."""
    lead = place - 1
    while lead >= 0 and words[lead] in _FILLER | {"from", "at", "since", "by", "until", "between", "starting", "on"}:
        lead -= 1
    return lead >= 0 and words[lead] == ","


def _same_clause(words: Sequence[str], before: list[int], claims: Sequence[Claim], place: int) -> list[int]:
    """Of the claims before a time those of its own clause: back to the last comma behind which there is a claim."""
    if not before:
        return []
    commas = [p for p in range(claims[before[-1]].start) if words[p] in (",", "and", "while", "then", "(", "with")]
    cut = commas[-1] if commas else -1
    return [i for i in before if claims[i].start > cut]
