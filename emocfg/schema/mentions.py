"""Find what a text mentions: longest phrases first, with what is negated and what is only hedged.

One reader serves the closed labels of answers and the free words of captions, so both understand "not happy" and
"happy or sad" in the same way.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from .judging import Mention, judged

_TOKEN = re.compile(r"\d+\.\d+|[^\W_]+(?:['\u2019][^\W_]+)?|[.,;:!?()=/\n]")
_POSSESSIVES = frozenset(("her", "his", "their", "its"))
_ADVERBS = frozenset(
    "slightly strongly visibly clearly gently tightly firmly widely somewhat very both visible".split()
)
"""Words that may stand inside a phrase without changing what it names: "brows are slightly raised"."""


def tokens(text: str) -> list[str]:
    """Lower-case words and punctuation; hyphens, underscores and quotation marks separate words.

    >>> tokens("A middle-aged man, not happy.")
    ['a', 'middle', 'aged', 'man', ',', 'not', 'happy', '.']
    """
    return _TOKEN.findall(text.lower().replace("\u2019", "'"))


class Phrases:
    """A dictionary of phrases, matched longest first.

    "the" in a phrase also stands for "her", "his" or "their", and adverbs may stand inside.

    Args:
        surfaces: what each key is called, any number of ways; case, hyphens and underscores do not matter.
        kin: says which key a single word stands for where no phrase fits; "" for none.
    """

    def __init__(self, surfaces: Mapping[str, Iterable[str]], kin: Callable[[str], str] | None = None) -> None:
        self._kin = kin
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for key, names in surfaces.items():
            for name in names:
                words = tuple(tokens(name))
                self._by_first.setdefault(words[0], []).append((words, key))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def find(self, words: list[str], *, narrow: bool = False) -> list[Mention]:
        """All mentions in a token list, from left to right, never overlapping; ``narrow`` is that of ``judged``."""
        mentions, position = [], 0
        while position < len(words):
            if self._kin is None and words[position] not in self._by_first:
                position += 1
                continue
            found = self._at(words, position)
            if found is not None:
                mentions.append(found)
            position = position + 1 if found is None else found.end
        return judged(words, mentions, narrow=narrow)

    def _at(self, words: list[str], position: int) -> Mention | None:
        for phrase, key in self._by_first.get(words[position], ()):
            end = _end(phrase, words, position)
            if end:
                return Mention(key, position, end)
        key = self._kin(words[position]) if self._kin else ""
        return Mention(key, position, position + 1) if key else None


def _end(phrase: tuple[str, ...], words: list[str], start: int) -> int:
    """Where the phrase ends if it starts at ``start``, else 0."""
    place = start
    for wanted in phrase:
        while start < place < len(words) and words[place] in _ADVERBS and words[place] != wanted:
            place += 1
        if place == len(words) or not _same(wanted, words[place]):
            return 0
        place += 1
    return place


def _same(wanted: str, word: str) -> bool:
    return wanted == word or (wanted == "the" and word in _POSSESSIVES)
