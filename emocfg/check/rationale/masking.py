"""D3: the words that name an emotion, masked, so that what is left can be read without knowing the label."""

from dataclasses import dataclass

from emocfg.schema import tokens
from emocfg.schema.judging import clause_start

from ..blind import MASK
from .vocabulary import emotion_phrases

_TELLING = frozenset("negative positive negatively positively sentiment valence".split())
"""Words of classes that are as good as a label."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text without the names of emotions.

    Attributes:
        text: tokens joined by spaces, each name of an emotion, its synonyms and kin replaced by ``[EMO]``.
        names: how many were replaced.
        leaks: of these, those before the conclusion (the last sentence that names one).
    """

    text: str
    names: int
    leaks: int


def masked(text: str) -> Hidden:
    """Mask every name of an emotion, whichever the label is: which one is masked must not tell it.

    >>> masked("The lip corners rise. He is happy.").text
    'the lip corners rise . he is [EMO] .'
    """
    words = tokens(text)
    named = {mention.start: mention.end for mention in emotion_phrases().find(words)}
    result: list[str] = []
    places: list[int] = []
    i = 0
    while i < len(words):
        if i in named or words[i] in _TELLING:
            places.append(len(result))
            result.append(MASK)
            i = named.get(i, i + 1)
        else:
            result.append(words[i])
            i += 1
    last = max(places, default=0)
    begin = clause_start(result, last, ".!?;\n")
    return Hidden(" ".join(result), len(places), sum(place < begin for place in places))
