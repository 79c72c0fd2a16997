"""Closed answers of a release file as labels: in a label space if every answer of the file is, else in their own words.

An answer is never bent into a label: it has to be a label of the space, or an owner's spelling of one in a cited map,
up to case, punctuation and underscores. A file with a single other answer keeps its own vocabulary.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from emocfg.core import EmoCfgError
from emocfg.schema import MAPS, NONE, SPACES

from .names import Form

OWN = "emo-cfg/"
"""Prefix of the scheme of a file that keeps its own vocabulary; the file's stem follows."""

MOST_OPTIONS = 200
"""A vocabulary of a file's own that is larger than this is no closed vocabulary."""

MOST_ANSWERS = 5000
"""Different words for labels that a file may have."""

_BETWEEN = re.compile(r"[\s_\-'’(),]+")
_LETTERS = re.compile(r"[A-Z]+")
_EMOTIONS = ("emotion-7", "emotion-6-mer", "emotion-8", "emotion-11")
_OTHER_SCHEMES = ("crema-d/",)
"""Schemes of corpora that are not in Emo-CFG; CREMA-D's one-letter codes would be read into lettered answers."""

_ONE_LEVEL = {"fine-13": "medium", "fine-22": "low"}
"""The only level that neutral has: normal in RAVDESS, level_1 in MEAD."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the answers of one file are read.

    Attributes:
        scheme: the label space, or the file's own scheme.
        labels: the options, in order.
        table: spelling to label.
        multi: True if an answer is a set of labels, joined by commas.
        letters: True if labels may be letters, concatenated: A is the first label.
    """

    scheme: str
    labels: tuple[str, ...]
    table: Mapping[str, str]
    multi: bool
    letters: bool = False

    def read(self, answer: str) -> tuple[str, ...] | None:
        """The labels of an answer, in the order of the options; None if any part of it is no label."""
        found: set[str] = set()
        for word in words(answer, multi=self.multi):
            labels = self._labels(word)
            if not labels:
                return None
            found.update(labels)
        return tuple(label for label in self.labels if label in found)

    def knows(self, word: str) -> bool:
        """True if a word is a label."""
        return bool(self._labels(word))

    def takes_for_letters(self, word: str) -> bool:
        """True for a word that is read as letters."""
        return self.knows(word) and word not in self.table and spelling(word) not in self.table

    def _labels(self, word: str) -> list[str]:
        label = self.table.get(word) or self.table.get(spelling(word))
        if label is not None:
            return [label]
        if self.letters and _LETTERS.fullmatch(word):
            places = [ord(letter) - ord("A") for letter in word]
            return [self.labels[place] for place in places] if max(places) < len(self.labels) else []
        return []


def words(answer: str, *, multi: bool) -> list[str]:
    """The words of an answer that stand for labels; none for "none" where sets are asked for.

    >>> words("AU1, AU4", multi=True), words("None.", multi=True)
    (['AU1', 'AU4'], [])
    """
    if not multi:
        return [answer.strip()]
    if spelling(answer) == NONE:
        return []
    return [word for part in answer.split(",") if (word := part.strip())] or [answer.strip()]


def spelling(word: str) -> str:
    """A word without what does not tell labels apart: case, punctuation between words, a full stop.

    >>> spelling("Weakly_Negative.") == spelling("weakly negative")
    True
    """
    return _BETWEEN.sub(" ", word.casefold()).strip().removesuffix(".").strip()


def choose(form: Form, stem: str, found: Iterable[str], *, where: str) -> Vocabulary:
    """The vocabulary of a file: the smallest of its spaces that knows every word of its answers, else its own.

    Raises:
        EmoCfgError: E302 if the words are too many to choose from.
    """
    said = sorted(set(found))
    multi = form.task.kind == "multi"
    for space in form.spaces:
        known = Vocabulary(space, SPACES[space].labels, spellings(space), multi, form.letters)
        if all(map(known.knows, said)):
            return known
    if len(said) > MOST_OPTIONS:
        raise EmoCfgError(
            "E302",
            f"{len(said)} different answers, such as {said[0][:60]!r}, are no closed vocabulary of {form.task.name}",
            where=where,
            fix=f"say what the file holds: --as '{stem}=TASK', such as qa for open answers",
        )
    return Vocabulary(f"{OWN}{stem}", tuple(said), {word: word for word in said}, multi)


def outside(form: Form, found: Iterable[str]) -> tuple[str, list[str]]:
    """The space that comes nearest to what a file says, and the words that it does not know."""
    said = sorted(set(found))
    strange = {space: [word for word in said if spelling(word) not in spellings(space)] for space in form.spaces}
    nearest = min(strange, key=lambda space: len(strange[space]))
    return nearest, strange[nearest]


@cache
def spellings(space: str) -> dict[str, str]:
    """Every spelling of the labels of a space: their own names, and the owners' names for them."""
    if space in _ONE_LEVEL:
        return _graded(space)
    table = {spelling(label): label for label in SPACES[space].labels}
    # What the maps make of a micro-expression is a class of emotions, not another spelling of one.
    family = _EMOTIONS if space in _EMOTIONS else () if space == "micro-3" else (space,)
    ambiguous = set()
    for entry in MAPS.values():
        if entry.target not in family or entry.source in SPACES or entry.source.startswith(_OTHER_SCHEMES):
            continue
        for native, label in entry.table.items():
            if label in SPACES[space].labels and table.setdefault(spelling(native), label) != label:
                ambiguous.add(spelling(native))
    return {word: label for word, label in table.items() if word not in ambiguous}


def _graded(space: str) -> dict[str, str]:
    """Emotion and intensity in either order: "strong happy", "happiness_high", "angry level_3"."""
    emotions, levels = spellings("emotion-8"), spellings("intensity-3") | spellings("intensity-2")
    table = {emotion: felt for emotion, felt in emotions.items() if felt == "neutral"}
    for (emotion, felt), (level, strength) in product(emotions.items(), levels.items()):
        label = felt if (felt, strength) == ("neutral", _ONE_LEVEL[space]) else f"{felt}_{strength}"
        if label in SPACES[space].labels:
            table |= {f"{emotion} {level}": label, f"{level} {emotion}": label}
    return table
