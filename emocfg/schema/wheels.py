"""Emotion wheels: families of emotion words, by which free words are compared.

The families hold the words that the cited works print. Other forms of a word are known by their stem, by ``FORMS``, and
by the synonyms of :mod:`.lexicon`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .lexicon import EMOTION_WORDS
from .mentions import tokens
from .stems import stem

FORMS = {
    words[0]: words[1:]
    for words in map(
        str.split,
        (
            *("affection affectionate", "agony agonized", "boredom bored", "cheerfulness cheery", "despair desperate"),
            *("compassion compassionate", "displeasure displeased", "ecstasy ecstatic", "enthusiasm enthusiastic"),
            *("envy envious", "euphoria euphoric", "ferocity fierce ferocious", "fright frightened", "fury furious"),
            *("glee gleeful", "gloom gloomy", "grief grieving", "guilt guilty", "hate hatred", "horror horrified"),
            *("hysteria hysterical", "jealousy jealous", "joy joyous", "loneliness lonely", "melancholy melancholic"),
            *("misery miserable", "mortification mortified", "optimism optimistic", "panic panicked", "pride proud"),
            *("pleasure pleased", "rage enraged", "relief relieved", "satisfaction satisfied", "shame ashamed"),
            *("sympathy sympathetic", "tenseness tension", "terror terrified", "triumph triumphant", "zeal zealous"),
        ),
    )
}
"""Forms that do not share the stem of the noun in a wheel."""


@dataclass(frozen=True, slots=True, eq=False)
class Wheel:
    """A grouping of emotion words.

    Attributes:
        name: of the wheel.
        groups: family to the words in it.
        source: where the families come from.
    """

    name: str
    groups: Mapping[str, tuple[str, ...]]
    source: str

    def group(self, word: str) -> str | None:
        """The family of a word in any form; None if the wheel does not know it.

        >>> [WHEELS["plutchik"].group(word) for word in ("terrified", "Angry", "sleepy")]
        ['fear', 'anger', None]
        """
        return _table(self).get(word_key(word))


@cache
def word_key(word: str) -> str:
    """The stems of a word or phrase: its forms have one key.

    >>> word_key("Worried") == word_key("worry")
    True
    """
    return " ".join(map(stem, tokens(word)))


@cache
def _table(wheel: Wheel) -> dict[str, str]:
    """Keys of words to families: the wheel's own words first, then those that the lexicon gives the same label."""
    table: dict[str, str] = {}
    for family, words in wheel.groups.items():
        for word in words:
            for form in (word, *FORMS.get(word, ())):
                table.setdefault(word_key(form), family)
    synonyms = [[word_key(word) for word in words] for words in EMOTION_WORDS.values()]
    for keys in synonyms:
        family = next((table[key] for key in keys if key in table), "")
        for key in keys if family else ():
            table.setdefault(key, family)
    return table


def _wheel(name: str, source: str, text: str) -> Wheel:
    """A wheel written as lines of ``family: word word``."""
    lines = (line.partition(":") for line in text.strip().splitlines())
    return Wheel(name, {family.strip(): tuple(words.split()) for family, _, words in lines}, source)


WHEELS: dict[str, Wheel] = {
    wheel.name: wheel
    for wheel in (
        _wheel(
            "ekman",
            "the seven with a universal face (Ekman & Cordaro 2011); their words are those of the lexicon",
            """
            anger: anger
            contempt: contempt
            disgust: disgust
            fear: fear
            happiness: happiness
            sadness: sadness
            surprise: surprise
            """,
        ),
        _wheel(
            "plutchik",
            "eight families at three intensities, and the eight primary dyads, which lie between two families and are "
            "groups of their own (Plutchik 1980; 2001, The Nature of Emotions)",
            """
            joy: serenity joy ecstasy
            trust: acceptance trust admiration
            fear: apprehension fear terror
            surprise: distraction surprise amazement
            sadness: pensiveness sadness grief
            disgust: boredom disgust loathing
            anger: annoyance anger rage
            anticipation: interest anticipation vigilance
            love: love
            submission: submission
            awe: awe
            disapproval: disapproval
            remorse: remorse
            contempt: contempt
            aggressiveness: aggressiveness
            optimism: optimism
            """,
        ),
        _wheel(
            "shaver",
            "six families of 135 words, from how people sorted them (Shaver et al. 1987; the tree in Parrott 2001)",
            """
            love: adoration affection love fondness liking attraction caring tenderness compassion sentimentality \
arousal desire lust passion infatuation longing
            joy: amusement bliss cheerfulness gaiety glee jolliness joviality joy delight enjoyment gladness happiness \
jubilation elation satisfaction ecstasy euphoria enthusiasm zeal zest excitement thrill exhilaration contentment \
pleasure pride triumph eagerness hope optimism enthrallment rapture relief
            surprise: amazement surprise astonishment
            anger: aggravation irritation agitation annoyance grouchiness grumpiness exasperation frustration anger \
rage outrage fury wrath hostility ferocity bitterness hate loathing scorn spite vengefulness dislike resentment \
disgust revulsion contempt envy jealousy torment
            sadness: agony suffering hurt anguish depression despair hopelessness gloom glumness sadness unhappiness \
grief sorrow woe misery melancholy dismay disappointment displeasure guilt shame regret remorse alienation isolation \
neglect loneliness rejection homesickness defeat dejection insecurity embarrassment humiliation insult pity sympathy
            fear: alarm shock fear fright horror terror panic hysteria mortification anxiety nervousness tenseness \
uneasiness apprehension worry distress dread
            """,
        ),
    )
}
"""The wheels, by name."""
