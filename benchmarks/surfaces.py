"""What each label is called in answers: its own name, and the words of the lexicon for its family."""

from functools import cache

from emocfg.schema import SPACES, Phrases, display
from emocfg.schema.attributes import APPEARANCE_SLOTS
from emocfg.schema.lexicon import ACTION_VERBS, EMOTION_WORDS, INTENSITY_WORDS, PHRASES, POSES, UNIT_NAMES

_SENTIMENT = {
    "highly_negative": ("very negative", "strongly negative", "extremely negative"),
    "weakly_negative": ("slightly negative", "somewhat negative"),
    "weakly_positive": ("slightly positive", "somewhat positive"),
    "highly_positive": ("very positive", "strongly positive", "extremely positive"),
}
_IDENTITY = {
    "same": ("the same", "same person", "same people", "yes"),
    "different": ("not the same", "different people", "different persons", "no"),
}
_LOOKS = {label: PHRASES[slot] for label, slot in APPEARANCE_SLOTS.items() if slot in PHRASES and slot[0] != "gender"}
_SYNONYMS: dict[str, tuple[str, ...]] = {
    **_SENTIMENT,
    **_IDENTITY,
    **_LOOKS,
    "male": ("man", "gentleman"),
    **EMOTION_WORDS,
    **ACTION_VERBS,
    **POSES,
    **{f"AU{code}": (f"AU {code}", *names) for code, names in UNIT_NAMES.items()},
}
_FAMILIES = (("emotion-11", "emotion-8"), ("sentiment-7", "sentiment-5"), ("pose-7",), ("au-12",), ("action-35",))
FINE = frozenset(f"_{level}" for level in INTENSITY_WORDS)


@cache
def surfaces(options: tuple[str, ...]) -> Phrases:
    """The phrases that name the options and the rest of their family.

    Naming a label that is no option is naming something else, not nothing.
    """
    known = list(options)
    for family in _FAMILIES:
        labels = [label for space in family for label in SPACES[space].labels]
        if set(options) <= set(labels):
            known += [label for label in labels if label not in known]
    return Phrases({label: (display(label), *_SYNONYMS.get(label, ())) for label in known})


@cache
def intensities() -> Phrases:
    """The phrases that name an intensity."""
    return Phrases(INTENSITY_WORDS)
