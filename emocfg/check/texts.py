"""Words that two splits share: lines of dialogue, and questions that are about one clip.

The rules. A *line* counts from five words on, written alike but for case, punctuation and quotes. Two clips share a
``dialogue`` if their own lines (the last ones) are equal, or all their lines are and there are several. A line that
is said in four recordings or more is common speech, and the sentences of scripted corpora are said in every split by
design: both are ``script``, which is no leak. (Of MELD's own lines of five words or more, train and dev share two:
"what are you talking about" and "what are you doing here", each said in four recordings or more; of six words, none.)

Two rows share a ``question`` if question, answer and dialogue are equal and speak of one clip: the question repeats
a line of its dialogue or quotes five words or more, or the answer is open, has eight words or more, and was not
written by a template. Phrasings of templates, and short answers to them, are shared by design.
"""

import hashlib
import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from emocfg.schema import tokens

from .leaks import Overlap, Placed, Sharing

SCRIPTED = frozenset(("CREMA-D", "MEAD", "RAVDESS", "mini"))
"""Corpora in which everybody says the same sentences."""

_LEAST_WORDS, _LEAST_ANSWER, _COMMON = 5, 8, 4
_SHOWN = 80
"""Characters of a text in the name of an overlap."""

_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]{1,2000})[\"“”«»]")
_IDEOGRAPH = re.compile(r"([\u3040-\u30ff\u3400-\u9fff])")
"""Written without spaces: each counts as a word."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row asks, and what is said in its clip.

    Attributes:
        clip: its clip.
        question: without options.
        answer: the reference answer.
        open: True if there are no options.
        generator: who wrote it.
        lines: the dialogue up to and including the clip's own line.
    """

    clip: Placed
    question: str
    answer: str
    open: bool
    generator: str
    lines: tuple[str, ...]


def normalised(text: str) -> Words:
    """The words of a text in lower case, without punctuation.

    >>> normalised("You must’ve had your *hands* full!")
    ('you', "must've", 'had', 'your', 'hands', 'full')
    """
    return tuple(word for word in tokens(_IDEOGRAPH.sub(r" \1 ", text)) if word[0].isalnum())


class TextSharing:
    """Collects the words of rows and gives what rows of different splits share. Memory: some hundred bytes per text."""

    def __init__(self) -> None:
        self._sharing = Sharing()
        self._spoken: set[tuple[str, str]] = set()
        self._recordings: dict[Hashable, tuple[str, ...]] = {}
        self._unscripted: set[Hashable] = set()

    def add(self, row: Asked) -> None:
        """Take in the words of a row."""
        lines = tuple(normalised(line) for line in row.lines)
        place = (row.clip.clip_id, row.clip.split)
        if lines and place not in self._spoken:
            self._spoken.add(place)
            if len(lines[-1]) >= _LEAST_WORDS:
                self._note("dialogue", ("line", lines[-1]), row.clip, row.lines[-1])
            if len(lines) > 1 and sum(map(len, lines)) >= _LEAST_WORDS:
                self._note("dialogue", ("lines", *lines), row.clip, " / ".join(row.lines))
        question, answer = normalised(row.question), normalised(row.answer)
        if _is_about_one_clip(row, question, answer, lines):
            self._note("question", (question, answer, *lines), row.clip, row.question)

    def overlaps(self) -> list[Overlap]:
        """What is shared, by kind and name."""
        return self._sharing.overlaps(self._kind)

    def _note(self, kind: str, words: Hashable, clip: Placed, text: str) -> None:
        key = hashlib.sha256(repr(words).encode("utf-8", "surrogatepass")).digest()[:12]
        self._sharing.add(kind, key, clip, _short(text))
        recordings = self._recordings.get(key, ())
        if clip.source_video not in recordings and len(recordings) < _COMMON:
            self._recordings[key] = (*recordings, clip.source_video)
        if clip.source not in SCRIPTED:
            self._unscripted.add(key)

    def _kind(self, kind: str, key: Hashable) -> str:
        """``script`` for what is common speech or scripted in all its corpora."""
        common = len(self._recordings[key]) >= _COMMON
        return "script" if common or key not in self._unscripted else kind


def _is_about_one_clip(row: Asked, question: Words, answer: Words, lines: Iterable[Words]) -> bool:
    text = f" {' '.join(question)} "
    said = any(len(line) >= _LEAST_WORDS and f" {' '.join(line)} " in text for line in lines)
    quoted = any(len(normalised(part)) >= _LEAST_WORDS for part in _QUOTED.findall(row.question))
    written = row.open and row.generator != "template" and len(answer) >= _LEAST_ANSWER
    return said or quoted or written


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
