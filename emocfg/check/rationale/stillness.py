"""A face at rest, in free words."""

from collections.abc import Iterator, Sequence

from emocfg.schema.judging import Mention, clause_end, clause_start

from .face import PART_OF

STOPS = frozenset(".;!?:\n()") | {"but", "while", "whereas", "although", "though"}
"""Words over which no movement reaches."""

_WHOLE = frozenset(("face", "features", "expression", "facial", "faced"))
_FROZEN = frozenset(
    "still motionless immobile frozen static unmoving unmoved stone carved deadpan rest resting stationary "
    "relaxed".split()
)
_STIRS = frozenset(
    "move moves moving movement motion muscle muscles stirs stirred twitch flicker contraction changes change".split()
)
ELSEWHERE = frozenset("besides else apart otherwise except beyond other more rest".split())
"""Words that say that only the rest of the face is at rest."""

_DENIES = frozenset("no not never nothing without zero nobody none".split())


def stillness(words: Sequence[str]) -> Iterator[Mention]:
    """The whole face at rest: "the face is completely static", "not a muscle stirred"; not "far from motionless"."""
    for i, word in enumerate(words):
        begin = clause_start(words, i, STOPS | {","})
        end = clause_end(words, i, STOPS)
        before, near = words[begin:i], set(words[begin:end])
        denied = any(w in _DENIES or w.endswith("n't") for w in before)
        part = bool(near & (PART_OF.keys() - {"side", "end", "ends"}))
        frozen = word in _FROZEN and near & _WHOLE and not denied and "far" not in before
        stirs = word in _STIRS and denied and (near & _WHOLE or word in ("muscle", "twitch", "contraction"))
        if (frozen or stirs) and not part and not near & ELSEWHERE - {"rest"}:
            yield Mention("unit=still", i, i + 1)
