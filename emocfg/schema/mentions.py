"""Find what a text mentions: longest phrases first, with what is negated and what is only hedged.

One reader serves the closed labels of answers and the free words of captions, so both understand "not happy" and
"happy or sad" in the same way. Where the scope of a "not" is unclear, the mention is hedged: nothing is guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

_TOKEN = re.compile(r"\d+\.\d+|[^\W_]+(?:['\u2019][^\W_]+)?|[.,;:!?()=/\n]")
_SENTENCE_ENDS = frozenset(".;!?\n")
_STOPS = _SENTENCE_ENDS | {"(", ")", ":", "but", "however", "yet", "while"}
_ARTICLES = frozenset(("a", "an", "the", "any", "her", "his", "their", "visible"))
_GLUE = _ARTICLES | {",", "and", "or", "than", "of"}
_NEGATORS = frozenset(
    "no not never without neither nor none lack lacks lacking cannot hardly barely non absence devoid excluding".split()
)
_NEGATING_PAIRS = frozenset(
    (("rather", "than"), ("instead", "of"), ("anything", "but"), ("free", "of"), ("other", "than"))
)
_LISTING = frozenset(("without", "neither", "nor", "lack", "lacks", "lacking", "devoid", "excluding", "absence"))
_HEDGES = frozenset(
    "or maybe perhaps possibly either might could may probably likely unlikely unsure unclear uncertain except besides "
    "among unless if less".split()
)
_LINKS = frozenset((":", "=", "?", "is", "are", "was", "were", "seems", "looks"))
_AFTER_NO = frozenset("no not absent false 0 inactive missing isn't aren't wasn't weren't".split())
_POSSESSIVES = frozenset(("her", "his", "their", "its"))
_ADVERBS = frozenset(
    "slightly strongly visibly clearly gently tightly firmly widely somewhat very both visible".split()
)
"""Words that may stand inside a phrase without changing what it names: "brows are slightly raised"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One phrase found in a text.

    Attributes:
        key: what the phrase stands for.
        start: index of its first token.
        end: index behind its last token.
        negated: True where it is said not to be so: "no X", "not X", "without W, X and Y", "X is not", "X: no".
        hedged: True where its sentence offers alternatives, doubts or asks ("or", "maybe", "?"), or where it stays open
            how far a negation reaches ("not W, X").
    """

    key: str
    start: int
    end: int
    negated: bool = False
    hedged: bool = False


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
        mentions, position = [], 0
        while position < len(words):
            found = self._at(words, position)
            if found is not None:
                mentions.append(found)
            position = position + 1 if found is None else found.end
        return _judged(words, mentions)

    def _at(self, words: list[str], position: int) -> Mention | None:
        for phrase, key in self._by_first.get(words[position], ()):
            end = _end(phrase, words, position)
            if end:
                return Mention(key, position, end)
        return None


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


def _judged(words: list[str], mentions: list[Mention]) -> list[Mention]:
    """The mentions with what is said of them; words inside a phrase ("no beard") neither negate nor hedge."""
    starts = {mention.start: mention for mention in mentions}
    doubted = _doubted_sentences(words, mentions)
    judged = []
    scope, position = "", 0
    while position < len(words):
        mention = starts.get(position)
        if mention is None:
            scope = _scope_after(words, position, scope, starts)
            position += 1
            continue
        negated = scope in ("one", "list") or _denied_after(words, mention, starts)
        hedged = scope == "open" or doubted[position]
        judged.append(replace(mention, negated=negated, hedged=hedged))
        position = mention.end
    return judged


def _scope_after(words: list[str], position: int, scope: str, starts: Mapping[int, Mention]) -> str:
    """How a negation reaches on behind a word: ``one`` the next mention, ``list`` a whole list, ``open`` unclear."""
    word = words[position]
    if word in _NEGATORS or word.endswith("n't") or tuple(words[position : position + 2]) in _NEGATING_PAIRS:
        direct = _next_mention(words, position + 1, starts) and word not in _LISTING
        return "one" if direct else "list"
    if word in _STOPS:
        return scope if words[position - 1 : position + 1] == ["anything", "but"] else ""
    if word in (",", "and") and scope:
        if not _next_mention(words, position + 1, starts):
            return ""
        return "list" if scope == "list" or "or" in _clause_after(words, position) else "open"
    return scope


def _next_mention(words: list[str], position: int, starts: Mapping[int, Mention], skip: frozenset[str] = _GLUE) -> bool:
    """True if a mention comes next, but for articles and what joins a list."""
    while position not in starts and position < len(words) and words[position] in skip:
        position += 1
    return position in starts


def _denied_after(words: list[str], mention: Mention, starts: Mapping[int, Mention]) -> bool:
    """True for "X is not active", "X: no", "X? No." and "X absent"; not for "X, no Y" or "X not Y"."""
    position = mention.end
    while position < len(words) and words[position] in _LINKS and position not in starts:
        position += 1
    if position >= len(words) or words[position] not in _AFTER_NO or position in starts:
        return False
    return not _next_mention(words, position + 1, starts, _ARTICLES)


def _doubted_sentences(words: list[str], mentions: list[Mention]) -> list[bool]:
    """For every token: is its sentence hedged or a question that is not answered at once."""
    covered = {i for mention in mentions for i in range(mention.start, mention.end)}
    doubted, begin = [False] * len(words), 0
    for i in range(len(words) + 1):
        if i == len(words) or words[i] in _SENTENCE_ENDS:
            sentence = range(begin, i)
            asks = i < len(words) and words[i] == "?" and words[i + 1 : i + 2] not in (["no"], ["yes"])
            if asks or any(_hedges(words, j) for j in sentence if j not in covered):
                for j in sentence:
                    doubted[j] = True
            begin = i + 1
    return doubted


def _hedges(words: list[str], position: int) -> bool:
    """True if a word leaves it open; "or" behind a negation ("no hat or glasses") and "most likely" do not."""
    word = words[position]
    if word in ("likely", "probably") and words[position - 1 : position] == ["most"]:
        return False
    if word == "or":
        return not any(w in _NEGATORS or w.endswith("n't") for w in _clause_before(words, position))
    if word == "between":
        return not words[position + 1 : position + 2] or not words[position + 1][0].isdigit()
    return word in _HEDGES or words[position : position + 2] == ["out", "of"]


def _clause_after(words: list[str], position: int) -> list[str]:
    end = next((i for i in range(position, len(words)) if words[i] in _STOPS), len(words))
    return words[position:end]


def _clause_before(words: list[str], position: int) -> list[str]:
    begin = position
    while begin and words[begin - 1] not in _STOPS:
        begin -= 1
    return words[begin:position]
