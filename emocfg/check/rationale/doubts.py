"""What a rationale does not claim although it names it: suppositions, comparisons, and words with another sense."""

from collections.abc import Sequence

from emocfg.schema.judging import clause_end, clause_start

_NAMING = frozenset("call say label code describe rate judge guess name read put classify say score".split())
_LIKE = frozenset(("like", "unlike", "resembling", "mistaken", "mistake", "confuse", "confused", "versus", "typical"))
_APART = frozenset(("apart", "except", "besides", "aside", "beyond"))
_ENDS = frozenset(".;!?\n")
_SEGMENT_ENDS = _ENDS | {",", ":", "(", ")"}
_OTHER_SENSE: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "read": (
        frozenset("be is was are my this can i we you one a she he has have".split()),
        frozenset("as off from what".split()),
    ),
    "reads": (frozenset(("it", "face", "this", "which", "that", "expression", "whole")), frozenset(("as", "like"))),
    "reading": (frozenset("my this a our the his her their".split()), frozenset(("of", ":"))),
    "speaks": (frozenset(("this", "which", "that", "all", "it", "everything")), frozenset(("for", "against", "of"))),
    "speak": (frozenset(), frozenset(("for", "against", "of"))),
    "turn": (
        frozenset(("in", "mouth", "corners", "quarter")),
        frozenset(("up", "down", "upward", "upwards", "downward", "downwards")),
    ),
    "turns": (
        frozenset(),
        frozenset(("up", "down", "upward", "upwards", "into", "to", "downward", "downwards", "neutral")),
    ),
    "turning": (frozenset(), frozenset(("up", "down", "upward", "upwards", "downward", "downwards"))),
    "window": (frozenset(("time",)), frozenset(("of",))),
    "gaze": (frozenset("her his the a their".split()), frozenset()),
    "cry": (frozenset(("a", "war")), frozenset()),
    "sing": (frozenset(), frozenset()),
    "blow": (frozenset(("a", "the")), frozenset()),
    "old": (frozenset(), frozenset(("photograph", "photo", "letter", "office", "picture"))),
    "full": (frozenset(), frozenset(("of",))),
    "low": (frozenset(), frozenset(("camera",))),
}
"""Word to what stands before or behind it where it is no action: "can be read off", "all of this speaks for anger"."""


def unclaimed(words: Sequence[str]) -> set[int]:
    """The tokens whose mentions are no claims: "were it fear, brows would knit", "as in weeping"."""
    result: set[int] = set()
    begin = 0
    for i in range(len(words) + 1):
        if i == len(words) or words[i] in _ENDS:
            result |= _supposed(words, range(begin, i))
            begin = i + 1
    result |= {i for i in range(len(words)) if _other_sense(words, i)}
    return result | _compared(words)


def _supposed(words: Sequence[str], sentence: range) -> set[int]:
    """The parts of a sentence, between commas, that say what would be: "were it fear", "brows would knit"."""
    result: set[int] = set()
    for i in sentence:
        word, after = words[i], words[i + 1 : i + 3]
        segment = _segment(words, i, sentence)
        if word in ("would", "wouldn't") and not set(after) & _NAMING:
            compared = words[i - 2 : i - 1] == ["as"]
            result |= set(range(i - 2, segment.stop)) if compared else set(segment)
        elif (word in ("were", "had") and after[:1] in (["it"], ["this"], ["there"])) or words[i : i + 2] == [
            "if",
            "it",
        ]:
            result |= set(range(i, segment.stop))
        elif word in _APART and (after[:1] == ["from"] or word in ("except", "besides", "beyond")):
            result |= _still_words(words, i, sentence) | set(range(i, segment.stop))
    return result


def _segment(words: Sequence[str], i: int, sentence: range) -> range:
    """The tokens around a place up to the next commas, colons or brackets."""
    begin = clause_start(words, i, _SEGMENT_ENDS)
    return range(max(begin, sentence.start), min(clause_end(words, i, _SEGMENT_ENDS), sentence.stop))


def _still_words(words: Sequence[str], i: int, sentence: range) -> set[int]:
    """What "apart from that wink" takes back: that the rest of the face is still, not the wink itself."""
    return {
        j
        for j in range(i, sentence.stop)
        if words[j] in ("still", "rest", "no", "nothing", "motionless", "features", "face")
    }


def _compared(words: Sequence[str]) -> set[int]:
    """What is behind "like" or "as in", up to the next stop."""
    result: set[int] = set()
    for i, word in enumerate(words):
        pair = (word, *words[i + 1 : i + 2])
        if word == "as" and set(words[max(0, i - 1) : i]) & {"looks", "look", "seems", "seem", "appears"}:
            continue  # "it looks as if the lids tighten"
        if word == "like" and "what" in words[max(0, i - 2) : i]:
            continue  # "what looks like a tightened lid"
        if word in _LIKE or pair in (
            ("as", "in"),
            ("as", "if"),
            ("as", "though"),
            ("such", "as"),
            ("take", "for"),
            ("taken", "for"),
        ):
            result |= set(range(i, clause_end(words, i + 1, _SEGMENT_ENDS | {"he", "she", "but"})))
    return result


def _other_sense(words: Sequence[str], i: int) -> bool:
    if words[i] not in _OTHER_SENSE:
        return False
    before, after = _OTHER_SENSE[words[i]]
    return bool(set(words[max(0, i - 1) : i]) & before or set(words[i + 1 : i + 2]) & after)
