"""What each option is called in answers, and what the labels are called that are not offered."""

from collections.abc import Iterable, Mapping
from functools import cache

from emocfg.check.rationale.vocabulary import emotion_names
from emocfg.schema import SPACES, Phrases, display
from emocfg.schema.attributes import APPEARANCE_SLOTS
from emocfg.schema.lexicon import ACTION_VERBS, PHRASES
from emocfg.schema.movements import unit_phrases
from emocfg.schema.stems import stem

from .letters import UNKNOWN, option_word
from .near import nearest
from .synonyms import ACTIONS, FEELINGS, IDENTITY, LESS, LOOKS, MORE, MOVEMENTS, SENTIMENTS

_OTHER_SENSE = frozenset(
    "content contents contention radiant please pleases pleasing pleasure cross misery surprisingly shockingly "
    "amazingly smug mourning outrage fringe others other tie cap shades match dreadful scary terrific terribly "
    "shocking neutralize neutralizes repellent repelling mockery dismissive nerve nerves alarm alarms alarming "
    "jitter jittered jittering enjoy enjoys enjoying enjoyed stunning amazing annoying irritating terrorism "
    "downcasting converse conversely conversion conversions spokes readings".split()
)
"""Words that are no claim of a feeling, although their stem is one's: "the video content"."""

_SHORTEST_STEM = 4
_MOST_WORDS = 20_000
"""Words of answers whose label is remembered."""

_LONG = 9
"""Letters of a synonym whose misspelling is still that of no other word."""


def _split(table: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {label: tuple(words.split("|")) for label, words in table.items()}


def _feelings() -> dict[str, tuple[str, ...]]:
    more = _split(FEELINGS)
    known = dict(emotion_names())
    return {
        label: tuple(name for name in (label, *known.get(label, ()), *more.get(label, ())) if name not in _OTHER_SENSE)
        for label in known | more
        if label != "others"
    }


def _sentiments() -> dict[str, tuple[str, ...]]:
    poles = _split(SENTIMENTS)
    graded = {
        f"{grade}_{pole}": tuple(f"{word} {name}" for word in words.split("|") for name in poles[pole])
        for grade, words in (("highly", MORE), ("weakly", LESS))
        for pole in ("negative", "positive")
    }
    return poles | graded


def _looks() -> dict[str, tuple[str, ...]]:
    phrases = {label: PHRASES.get(slot, ()) for label, slot in APPEARANCE_SLOTS.items() if slot[0] != "gender"}
    more = _split(LOOKS)
    return {label: (display(label), *phrases.get(label, ()), *more.get(label, ())) for label in APPEARANCE_SLOTS}


def _actions() -> dict[str, tuple[str, ...]]:
    more = _split(ACTIONS)
    return {label: (display(label), *names, *more.get(label, ())) for label, names in ACTION_VERBS.items()}


def _units() -> dict[str, tuple[str, ...]]:
    named = {"+".join(f"AU{code}" for code in units.split("+")): names for units, names in unit_phrases().items()}
    more = _split(MOVEMENTS)
    return {units: (*named.get(units, ()), *more.get(units, ())) for units in named | more}


@cache
def _families() -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        "feelings": _feelings(),
        "sentiments": _sentiments(),
        "looks": _looks(),
        "actions": _actions(),
        "units": _units(),
        "identity": dict(IDENTITY),
    }


@cache
def family_of(options: frozenset[str]) -> str:
    """The one family that all options are named in; "" for a mixed set."""
    for family in _families():
        known = {concept(option, family) for option in options}
        if "" not in known - {"" for option in options if option == "others"}:
            return family
    return ""


@cache
def concept(option: str, family: str) -> str:
    """The label of a family that an option is: itself, or the one that has its name ("joy" is happiness)."""
    names = _families()[family]
    if option in names:
        return option
    shown = display(option).lower()
    return next((label for label, words in names.items() if shown in words), "")


@cache
def names_of(options: frozenset[str]) -> Phrases:
    """The phrases that name the options and the rest of their family; "AU1+AU2" for a movement that is both.

    Naming a label that is no option is naming something else, not nothing. Single words stand for all their forms,
    and for what is one slip of the keyboard away.
    """
    families = [family_of(options)] if family_of(options) else list(_families())
    table: dict[str, tuple[str, ...]] = {}
    for family in families:
        names = _families()[family]
        own = {concept(option, family): option for option in sorted(options) if concept(option, family)}
        whole = len(families) == 1 and not _three_sentiments(options)
        for label, words in names.items():
            if label in own or whole or set(label.split("+")) <= set(own):
                key = "+".join(own.get(part, part) for part in label.split("+"))
                table[key] = (*table.get(key, ()), *words)
    for option in options:
        table[option] = (option_word(option), *_own(option), *table.get(option, ()))
    table["?"] = (UNKNOWN,)
    return Phrases(table, kin=_Kin(table, inflected=not {"sentiments", "looks"} & set(families)))


def _own(option: str) -> tuple[str, ...]:
    return () if option in IDENTITY else (display(option), option)


def _three_sentiments(options: frozenset[str]) -> bool:
    """Three sentiments have no degrees: "mildly positive" is positive."""
    return options <= set(SPACES["sentiment-3"].labels)


class _Kin:
    """Which label a single word stands for that no list has: another form of its name, or its name misspelled."""

    def __init__(self, table: Mapping[str, Iterable[str]], *, inflected: bool) -> None:
        stems: dict[str, set[str]] = {}
        words: dict[str, set[str]] = {}
        for label, names in table.items():
            for name in names:
                word = name.lower()
                if not word.isalpha() or word.startswith("option") or "+" in label:
                    continue
                if inflected and len(word) >= _SHORTEST_STEM:
                    stems.setdefault(stem(word), set()).add(label)
                if word == label or len(word) >= _LONG:
                    words.setdefault(word, set()).add(label)
        self._stems, self._words = stems, words
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        label = self._known.get(word)
        if label is None:
            label = self._label(word)
            if len(self._known) < _MOST_WORDS:
                self._known[word] = label
        return label

    def _label(self, word: str) -> str:
        if not word.isalpha() or len(word) < _SHORTEST_STEM or word in _OTHER_SENSE:
            return ""
        labels = self._stems.get(stem(word)) or nearest(word, self._words)
        return next(iter(labels)) if len(labels) == 1 else ""
