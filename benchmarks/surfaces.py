"""What each label is called in answers: its own name, and the words of the lexicon for its family."""

import re
from functools import cache

from emocfg.schema import SPACES, Phrases, display, leaves_open, tokens
from emocfg.schema.attributes import APPEARANCE_SLOTS
from emocfg.schema.lexicon import ACTION_VERBS, EMOTION_WORDS, INTENSITY_WORDS, PHRASES, POSES
from emocfg.schema.movements import unit_phrases

_MORE = ("very", "strongly", "highly", "extremely", "strong", "intense")
_LESS = ("slightly", "somewhat", "mildly", "weakly", "slight", "mild", "weak", "a bit", "a little")
_SENTIMENT = {
    f"{grade}_{pole}": tuple(f"{word} {pole}" for word in words)
    for grade, words in (("highly", _MORE), ("weakly", _LESS))
    for pole in ("negative", "positive")
}
_PEOPLE = "person people persons man men woman women individual individuals identity identities".split()
_IDENTITY = {label: tuple(f"{label} {who}" for who in _PEOPLE) for label in ("same", "different")}
_SUBJECTS = (
    *("they", "these", "these two", "the two", "both", "the videos", "the two videos", "the faces", "the identities"),
    *(
        f"the {two}{who}{where}"
        for two in ("", "two ")
        for who in ("people", "persons", "individuals", "men", "women")
        for where in ("", " in the videos", " in the two videos", " in the clips", " in the two clips", " shown")
    ),
)
_LOOKS = {label: PHRASES[slot] for label, slot in APPEARANCE_SLOTS.items() if slot in PHRASES and slot[0] != "gender"}
_SYNONYMS: dict[str, tuple[str, ...]] = {
    **_SENTIMENT,
    **_IDENTITY,
    **_LOOKS,
    "male": ("man", "gentleman"),
    "no_beard": ("beardless", "clean-shaven", "no facial hair", "does not have a beard", "doesn't have a beard"),
    **EMOTION_WORDS,
    **ACTION_VERBS,
    **POSES,
}
_UNITS = {"+".join(f"AU{code}" for code in units.split("+")): names for units, names in unit_phrases().items()}
_WHOLE: dict[str, tuple[str, ...]] = {
    "same": ("same", "the same", "yes", "yes they are", *(f"{who} are the same" for who in _SUBJECTS)),
    "different": (
        *("different", "not the same", "no", "no they are not"),
        *(f"{who} are {how}" for who in _SUBJECTS for how in ("different", "not the same")),
    ),
    "front": ("front", "frontal", "the front"),
    "top": ("top", "the top", "above"),
    "down": ("down", "below"),
}
"""Names that are plain English words: they count only where they stand alone."""

_PARTS = re.compile(r"[,;:.!/\n]|\b(?:and|or)\b", re.IGNORECASE)

_FAMILIES = (("emotion-11", "emotion-8"), ("sentiment-7", "sentiment-5"), ("pose-7",), ("au-12",), ("action-35",))
FINE = tuple(f"_{level}" for level in INTENSITY_WORDS)


@cache
def surfaces(options: frozenset[str]) -> Phrases:
    """The phrases that name the options and the rest of their family; "AU1+AU2" for a movement that is both.

    Naming a label that is no option is naming something else, not nothing.
    """
    known = sorted(options)
    for family in _FAMILIES:
        labels = [label for space in family for label in SPACES[space].labels]
        if options <= set(labels) and options != set(SPACES["sentiment-3"].labels):
            known += [label for label in labels if label not in known]
    names = {label: () if label in _WHOLE else (display(label), label) for label in known}
    table = {label: (option_word(label), *own, *_SYNONYMS.get(label, ())) for label, own in names.items()}
    units = {units: forms for units, forms in _UNITS.items() if set(units.split("+")) <= set(known)}
    return Phrases({label: (*table.get(label, ()), *units.get(label, ())) for label in table | units})


def whole_answers(text: str, options: tuple[str, ...]) -> set[str]:
    """The options that a short answer, or a part of a list, is word for word: "front", "Yes, ..."."""
    if leaves_open(tokens(text)):
        return set()
    parts = {" ".join(word for word in tokens(part) if word[0].isalnum()) for part in _PARTS.split(text)}
    return {label for label in options if not parts.isdisjoint(_WHOLE.get(label, ()))}


def option_word(label: str) -> str:
    """The one word that stands for a letter in an answer; no text has it by itself."""
    return "option" + re.sub("[^a-z0-9]", "", label.lower())


@cache
def lettered(options: frozenset[str]) -> Phrases:
    """The words that stand for letters."""
    return Phrases({label: (option_word(label),) for label in sorted(options)})


@cache
def intensities() -> Phrases:
    """The phrases that name an intensity."""
    return Phrases(INTENSITY_WORDS)
