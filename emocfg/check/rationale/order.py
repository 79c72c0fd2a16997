"""Which of the things that a text names comes before which."""

from collections.abc import Sequence
from dataclasses import dataclass

from emocfg.schema import Claim

from .times import ENDS, is_number, sentences

_TIMED = ("unit", "action")
_THEN = frozenset("then next afterwards afterward subsequently thereafter followed finally later whereupon".split())
_BEFORE = frozenset(("before", "precedes", "precede", "preceding"))
_AFTER = frozenset(("after", "once", "follows", "follow", "following", "preceded", "trails", "trailing", "upon"))
_OVER = ENDS - {"by", "until", "till"}
_PAIRS = {
    ("prior", "to"): "before",
    ("ahead", "of"): "before",
    ("earlier", "than"): "before",
    ("gives", "way"): "then",
    ("later", "than"): "after",
    ("lags", "behind"): "after",
    ("heels", "of"): "after",
    ("not", "before"): "after",
    ("not", "until"): "after",
    ("after", "it"): "then",
    ("after", "that"): "then",
    ("after", "this"): "then",
    ("after", "which"): "then",
}


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


def orders(words: Sequence[str], claims: Sequence[Claim]) -> list[Order]:
    """What is said to come before what, by "then", "before", "after" and their kin."""
    found = []
    timed = [i for i, c in enumerate(claims) if c.kind in _TIMED and not c.negated and not c.hedged]
    past: list[int] = []
    for sentence in sentences(words):
        inside = [i for i in timed if claims[i].start in sentence]
        for place in sentence:
            cue, end = _cue(words, place)
            if cue:
                order = _order(words, claims, inside, past, (cue, place, end), sentence)
                found += [order] if order.earlier and order.later else []
        past = inside or past
    return found


def _cue(words: Sequence[str], place: int) -> tuple[str, int]:
    """``then``, ``before`` or ``after`` if such a word stands here, and the index behind it."""
    pair = tuple(words[place : place + 2])
    if pair in _PAIRS:
        return _PAIRS[pair], place + 2
    word = words[place]
    if is_number(words, place + 1) or tuple(words[place - 1 : place + 1]) in _PAIRS:
        return "", place
    if word == "later" and is_number(words, place - 2):
        return "", place
    if word in _THEN:
        return "then", place + 1
    passive = words[place + 1 : place + 2] == ["by"]
    if word in _AFTER or (word in _BEFORE and passive):
        return "after", place + 1
    return ("before", place + 1) if word in _BEFORE else ("", place)


def _order(
    words: Sequence[str],
    claims: Sequence[Claim],
    inside: list[int],
    past: list[int],
    cue: tuple[str, int, int],
    sentence: range,
) -> Order:
    kind, place, end = cue
    left = [i for i in inside if claims[i].start < place]
    right = [i for i in inside if claims[i].start >= end]
    ended = bool(set(words[sentence.start : place]) & _OVER)
    until = bool(set(words[end : sentence.stop]) & _OVER)
    if kind == "then":
        if right:
            return Order(tuple(left or past), tuple(right), ended, until)
        return Order(tuple(left[:-1]), tuple(left[-1:])) if len(left) > 1 else Order(tuple(past), tuple(left))
    if left and right:
        if kind == "before":
            return Order(tuple(left), tuple(right), ended, until)
        return Order(tuple(right), tuple(left))
    cut = _end_of_clause(words, end, sentence.stop)
    near = tuple(i for i in right if claims[i].start < cut)
    far = tuple(i for i in right if claims[i].start > cut)
    return Order(far, near) if kind == "before" else Order(near, far)


def _end_of_clause(words: Sequence[str], start: int, stop: int) -> int:
    """Where "before X" ends and the rest begins: at the comma, or at the verb of "only once X has begun does Y"."""
    comma = next((p for p in range(start, stop) if words[p] == ","), stop)
    verbs = [p for p in range(start, stop) if words[p] in ("do", "does", "did")]
    return verbs[0] if comma == stop and verbs else comma
