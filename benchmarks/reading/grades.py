"""Emotions with an intensity: "mild irritation", "happiness (low)", "Emotion: disgust, intensity: medium"."""

import re
from functools import cache

from emocfg.schema import Mention, Phrases, tokens

from .claims import Claims, claims
from .letters import UNKNOWN, option_word
from .names import names_of
from .synonyms import LEVELS

_LEVEL_HEADING = re.compile(r"\b(low|medium|high|weak|strong|mild|moderate|intense)\s*:", re.IGNORECASE)
_REACH = 2
_NEXT_TO = 3
_OF_OTHERS = (["confidence"], ["certainty"], ["light"], ["quality"], ["resolution"])
_CHANGES = frozenset("first initially beginning start".split())
_MOST = 100
"""Levels of one text that are looked at."""
_OF = frozenset(
    "a an the trace hint sign touch amount degree level form expression kind sense of and but , or dose".split()
)
_CALLED = frozenset(("intensity", "level", "strength", "degree", "so", "intensities"))


def is_graded(options: frozenset[str]) -> bool:
    """True for options of which all but ``neutral`` end in an intensity."""
    graded = {option for option in options if option.rpartition("_")[2] in LEVELS}
    return bool(graded) and options <= graded | {"neutral"}


def graded_claims(text: str, options: frozenset[str]) -> Claims:
    """What a text claims of options that are an emotion and an intensity.

    An emotion without an intensity, or with two, is left open.
    """
    text = _LEVEL_HEADING.sub(r"\1.", text)
    by_letter = claims(text, _lettered(options))
    if by_letter.names:
        felt = claims(text, _emotions(options))
        agrees = felt.said <= {option.rpartition("_")[0] or option for option in by_letter.said}
        levels = _levels(text, options)
        agrees &= levels <= {option.rpartition("_")[2] for option in by_letter.said} or not felt.names
        said = by_letter.said if agrees or not felt.bare else by_letter.said | {"?"}
        return Claims(said, by_letter.left_open, by_letter.denied, by_letter.contradicts or not agrees, bare=True)
    felt = claims(text, _emotions(options))
    emotions, levels = felt.clear, _levels(text, options)
    if emotions is None or len(emotions) != 1 or len(levels) > 1:
        both = frozenset(felt.said | felt.left_open)
        return Claims(frozenset(), both, felt.denied, felt.contradicts, felt.bare)
    emotion, level = next(iter(emotions)), next(iter(levels), "")
    label = emotion if emotion in options else f"{emotion}_{level}"
    clear = frozenset((label,)) if level or emotion in options else frozenset()
    return Claims(clear, frozenset() if clear else emotions, felt.denied, felt.contradicts, felt.bare)


def _levels(text: str, options: frozenset[str]) -> set[str]:
    """The intensities that a text says, of its emotion; those it leaves open count as another."""
    words = tokens(text)
    places = [i for m in _emotions(options).find(words)[:_MOST] for i in (m.start, m.end - 1)]
    found = [m for m in _intensities().find(words)[:_MOST] if words[m.end : m.end + 1] not in _OF_OTHERS]
    if len({m.key for m in found}) > 1 and not _CHANGES.isdisjoint(words):
        return {"?"}
    near = [m for m in found if _belongs(words, m, places)]
    near += [m for m in found if any(0 < abs(m.start - other.start) <= _NEXT_TO for other in near)]  # "low to medium"
    return {"?" if m.hedged else m.key for m in near if not m.negated}


def _belongs(words: list[str], level: Mention, places: list[int]) -> bool:
    """True for a level within two words of the emotion, or one that says that it is an intensity."""
    beside = {word.strip() for word in words[max(0, level.start - 4) : level.end + 2]}
    called = not _CALLED.isdisjoint(beside) and "confidence" not in beside
    if called or any(abs(place - i) <= _REACH for i in places for place in (level.start, level.end - 1)):
        return True
    return any(set(words[level.end : place]) <= _OF for place in places if level.end <= place <= level.end + 5)


@cache
def _emotions(options: frozenset[str]) -> Phrases:
    return names_of(frozenset(option.rpartition("_")[0] or option for option in options))


@cache
def _lettered(options: frozenset[str]) -> Phrases:
    return Phrases(
        {option: (option_word(option), *((option,) if "_" in option else ())) for option in options} | {"?": (UNKNOWN,)}
    )


@cache
def _intensities() -> Phrases:
    return Phrases({level: tuple(words.split("|")) for level, words in LEVELS.items()})
