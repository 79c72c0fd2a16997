"""Find what a text mentions: longest phrases first, with what is negated and what is only hedged.

One reader serves the closed labels of answers and the free words of captions, so both understand "not happy" and
"happy or sad" in the same way.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+\.\d+|[^\W_]+(?:['\u2019][^\W_]+)?|[.,;:!?()\n]")
_STOPS = frozenset(".;:!?()\n")
_NEGATORS = frozenset(
    (
        "no not never without neither nor none lacks lacking absent cannot isn't aren't doesn't don't didn't wasn't "
        "weren't won't"
    ).split()
)
_HEDGES = frozenset(("or maybe perhaps possibly either might could probably likely unsure unclear between").split())


@dataclass(frozen=True, slots=True)
class Mention:
    """One phrase found in a text.

    Attributes:
        key: what the phrase stands for.
        start: index of its first token.
        end: index behind its last token.
        negated: True inside the scope of "no", "not", "without", ... up to the next stop, comma, "and" or "but".
        hedged: True if its sentence offers alternatives or doubts ("or", "maybe", "either").
    """

    key: str
    start: int
    end: int
    negated: bool
    hedged: bool


def tokens(text: str) -> list[str]:
    """Lower-case words and punctuation; hyphens, underscores and quotation marks separate words.

    >>> tokens("A middle-aged man, not happy.")
    ['a', 'middle', 'aged', 'man', ',', 'not', 'happy', '.']
    """
    return _TOKEN.findall(text.lower().replace("\u2019", "'"))


class Phrases:
    """A dictionary of phrases, matched longest first.

    Args:
        surfaces: what each key is called, any number of ways; case, hyphens and underscores do not matter.
    """

    def __init__(self, surfaces: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for key, names in surfaces.items():
            for name in names:
                words = tuple(tokens(name))
                self._by_first.setdefault(words[0], []).append((words, key))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def find(self, words: list[str]) -> list[Mention]:
        """All mentions in a token list, from left to right, never overlapping."""
        spans, position = [], 0
        while position < len(words):
            found = self._at(words, position)
            if found is not None:
                spans.append((position, *found))
            position = position + 1 if found is None else found[0]
        covered = {i for start, end, _ in spans for i in range(start, end)}
        negated, hedged = _scopes(words, covered)
        return [Mention(key, start, end, negated[start], hedged[start]) for start, end, key in spans]

    def _at(self, words: list[str], position: int) -> tuple[int, str] | None:
        for phrase, key in self._by_first.get(words[position], ()):
            end = position + len(phrase)
            if tuple(words[position:end]) == phrase:
                return end, key
        return None


def _scopes(words: list[str], covered: set[int]) -> tuple[list[bool], list[bool]]:
    """For every token: is it negated, is its sentence hedged. Words inside a phrase ("no beard") do not negate."""
    negated, hedged, scope, sentence = [], [False] * len(words), False, 0
    for i, word in enumerate(words):
        free = i not in covered
        if free and (word in _NEGATORS or word.endswith("n't")):
            scope = True
        elif free and (word in _STOPS or word in (",", "and", "but")):
            scope = False
        negated.append(scope)
        if word in _STOPS:
            sentence = i + 1
        elif free and word in _HEDGES and not scope:
            for j in range(sentence, _sentence_end(words, i)):
                hedged[j] = True
    return negated, hedged


def _sentence_end(words: list[str], position: int) -> int:
    return next((i for i in range(position, len(words)) if words[i] in _STOPS), len(words))
