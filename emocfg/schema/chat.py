"""How a question is put to a model: one text for training rows and for the benchmark."""

import re
from collections.abc import Sequence
from string import ascii_uppercase

from .labels import display
from .records import Message

_MEDIA_TAG = re.compile(r"<(video|image|audio)>", re.IGNORECASE)


def user_text(question: str, options: Sequence[str]) -> str:
    """The question with its lettered options, as a model reads it.

    >>> print(user_text("Which emotion?", ["happiness", "weakly_negative"]))
    Which emotion?
    Options:
    (A) happiness
    (B) weakly negative
    """
    question = _MEDIA_TAG.sub(r"(\1)", question)  # an utterance that says "<video>" must not stand for one
    if not options:
        return question
    lines = [f"({letter(i)}) {display(option)}" for i, option in enumerate(options)]
    return "\n".join([question, "Options:", *lines])


def letter(index: int) -> str:
    """The letter of an option: A to Z, then AA, AB, ...

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    high, low = divmod(index, 26)
    return (ascii_uppercase[high - 1] if high else "") + ascii_uppercase[low]


def chat(question: str, options: Sequence[str], answer: str, *, n_videos: int) -> tuple[Message, ...]:
    """The two turns of a training row; rows without video are text only."""
    return (
        Message("user", "<video>" * n_videos + "\n" * bool(n_videos) + user_text(question, options)),
        Message("assistant", answer),
    )
