"""The names of emotions in any of their forms: "gloominess" where the vocabulary has "gloomy"."""

from collections.abc import Sequence
from functools import cache

from emocfg.schema import Phrases
from emocfg.schema.judging import Mention, judged

from .stems import stem
from .vocabulary import emotion_names

_SHORTEST = 4
"""Letters of a name that is known by its stem: shorter ones are part of too many other words."""

_ANOTHER_WORD = frozenset("please pleases contents surprisingly shockingly amazingly".split())


def feelings(words: Sequence[str]) -> list[Mention]:
    """Every emotion that is named, in order of place; the longest name wins."""
    listed = _phrases().find(list(words), narrow=True)
    return sorted([*listed, *by_stem(words, listed)], key=lambda mention: mention.start)


def by_stem(words: Sequence[str], taken: Sequence[Mention]) -> list[Mention]:
    """The emotions that are named in a form that no list has, outside of mentions that were found before; judged."""
    used = {i for mention in taken for i in range(mention.start, mention.end)}
    found = [
        Mention(f"emotion={label}", i, i + 1)
        for i, word in enumerate(words)
        if i not in used and word not in _ANOTHER_WORD and (label := _label_of_stem().get(stem(word)))
    ]
    return judged(list(words), found, narrow=True)


@cache
def _phrases() -> Phrases:
    return Phrases({f"emotion={label}": names for label, names in emotion_names().items()})


@cache
def _label_of_stem() -> dict[str, str]:
    """For single words; a stem that two emotions share says nothing."""
    labels: dict[str, set[str]] = {}
    for label, names in emotion_names().items():
        for name in names:
            if name.isalpha() and len(name) >= _SHORTEST:
                labels.setdefault(stem(name), set()).add(label)
    return {root: next(iter(its)) for root, its in labels.items() if len(its) == 1}
