"""The same person or not: "yes", "no, they differ", and that "not the same" is different."""

import re

from emocfg.schema import Phrases, leaves_open, tokens

from .claims import Claims, claims

_SUBJECTS = (
    *("they", "these", "these two", "the two", "both", "the videos", "the two videos", "the faces", "the identities"),
    *(
        f"the {two}{who}{where}"
        for two in ("", "two ")
        for who in ("people", "persons", "individuals", "men", "women")
        for where in ("", " in the videos", " in the two videos", " in the clips", " in the two clips", " shown")
    ),
)
_SAME = ("same", "the same", "yes", "yes they are", "yes it is", "it is the same", "it is same")
_DIFFERENT = (
    "different",
    "not the same",
    "no",
    "no they are not",
    "no they aren't",
    "nope",
    "not same",
    "it is different",
)
_WHOLE = {
    "same": frozenset((*_SAME, *(f"{who} are the same" for who in _SUBJECTS))),
    "different": frozenset(
        (*_DIFFERENT, *(f"{who} are {how}" for who in _SUBJECTS for how in ("different", "not the same")))
    ),
}
"""Answers that are plain English words: they count only where a part of the answer is nothing else."""

_PARTS = re.compile(r"[,;:.!/\n()-]|\b(?:and|or|but)\b|\boption(?:same|different)\b", re.IGNORECASE)
_OTHER = {"same": "different", "different": "same"}


def is_identity(options: frozenset[str]) -> bool:
    """True for the two options of an identity question."""
    return options == frozenset(_OTHER)


def identity_claims(text: str, phrases: Phrases) -> Claims:
    """What a text claims; of two options that exclude each other, the denied one stands for the other."""
    text = text.replace("'re ", " are ").replace("\u2019re ", " are ")
    said = claims(text, phrases)
    words = tokens(text)
    parts = {" ".join(word for word in tokens(part) if word[0].isalnum()) for part in _PARTS.split(text)}
    whole = set() if leaves_open(words) else {label for label, names in _WHOLE.items() if not parts.isdisjoint(names)}
    denied = {_OTHER[label] for label in said.denied if label in _OTHER}
    claimed = frozenset(said.said | denied | whole)
    bare = said.bare or (bool(whole) and len(parts - {""}) == 1)
    return Claims(claimed, said.left_open, frozenset(), said.contradicts, bare)
