"""Slips of the keyboard: a word that is one edit away from the name of exactly one label."""

from collections.abc import Mapping

_SHORTEST = 6
_WORDS = frozenset(
    "neural detection detections decision decisive regression regressed regresses revolving started thriller "
    "streaming streamed converging converting converges stumbled bearing grinding dejecting negatives positives "
    "differently whisker whiskers".split()
)
"""English words of another meaning that are an edit away from a name; found by asking 33,000 words of manuals."""


def nearest(word: str, names: Mapping[str, set[str]]) -> set[str]:
    """The labels with a name, of six letters or more and the same first letter, that is one edit away; none for a word.

    >>> nearest("hapiness", {"happiness": {"happiness"}})
    {'happiness'}
    >>> nearest("neural", {"neutral": {"neutral"}})
    set()
    """
    if len(word) < _SHORTEST - 1 or word in _WORDS:
        return set()
    found: set[str] = set()
    for name, labels in names.items():
        if name[0] == word[0] and len(name) >= _SHORTEST and abs(len(name) - len(word)) <= 1 and _one_edit(word, name):
            found |= labels
    return found


def _one_edit(word: str, name: str) -> bool:
    """True if one letter is added, missing or changed, or two neighbours are swapped."""
    start = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, wanted = word[start:], name[start:]
    return (
        rest[1:] == wanted
        or rest == wanted[1:]
        or rest[1:] == wanted[1:]
        or (rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:])
    )
