"""Answers that stop in the middle, at a limit of tokens: what would have followed is not known."""

import re
from collections.abc import Sequence

from emocfg.schema import display

_OPEN_WORDS = frozenset(
    "the a an is are was were be and or but by because since which his her their its my very wearing".split()
)
"""Words that end no answer."""

_WHOLE = re.compile(r"\b(?:it|this|that|he|she|they|there) (?:is|was|are|were|be)\Z", re.IGNORECASE)
_OPEN_LIST = re.compile(r"(?:[,;+/&]|\.\.|\n\s*(?:[-*]|\d{1,2}[.)]))\Z")
_OPEN_BRACKET = re.compile(r"(?<=\w )\([^()]{0,80}\Z")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")


def is_unfinished(text: str, options: Sequence[str], *, several: bool) -> bool:
    """True for a text that ends in a word that ends nothing; of several labels, also within a list or a name.

    >>> is_unfinished("the mouth appears to be", ["sadness"], several=False)
    True
    >>> [is_unfinished(text, ["sadness", "anxiety"], several=True) for text in ("sadness, anx", "sadness,", "sadness")]
    [True, True, False]
    """
    text = text.rstrip()
    last = _LAST_WORD.search(text[-40:])
    word = last[0].lower() if last and " " in text else ""
    if last and last[0].isupper() and word != "au":
        return False  # the letter of an option
    if word in _OPEN_WORDS and not _WHOLE.search(text[-40:]):
        return True
    if not several:
        return False
    firsts = {re.split(r"[\W\d_]", display(option).lower())[0] for option in options}
    cut = len(word) > 1 and any(first.startswith(word) and first != word for first in firsts)
    return cut or word == "au" or _OPEN_BRACKET.search(text) is not None or _OPEN_LIST.search(text) is not None
