"""From a model's text to labels: deterministic, strict, never a guess.

What can be read in two ways is not read: two labels for a single choice, a hedge, a doubt, a reasoning block without
end, a letter that contradicts the label beside it. All of these give None, which becomes ``unparsed``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from emocfg.schema import APPEARANCE_SLOTS, Mention, read_caption, spell_out_units, tokens

from .final import readable
from .letters import only_letters, spell_out_letters, weak_letter
from .surfaces import FINE, intensities, lettered, option_word, surfaces, whole_answers

PARSER = 1
"""Version of the parser, recorded with every score."""

_NONE = re.compile(
    r"\W*(?:none(?: of (?:them|these|those|it|the \w+(?: \w+)?))?|nothing|"
    r"no (?:\w+ )?(?:action units?|aus?|units?|actions?|emotions?|attributes?|features?|movements?))"
    r"(?: (?:is|are|can be))?(?: (?:active|present|visible|seen|shown|performed|apply|applies|detected))?\W*\Z",
    re.IGNORECASE,
)


def parse_single(answer: str, options: Sequence[str]) -> str | None:
    """The one option that an answer names, by label, synonym or letter.

    >>> parse_single("The answer is (B).", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("She looks joyful, not sad.", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("sad or happy", ["sadness", "happiness"]) is None
    True
    """
    text, offered = readable(answer), tuple(options)
    if text is None:
        return None
    letters = only_letters(text, offered)
    if letters is not None:
        return letters[0] if len(letters) == 1 else None
    spelled = spell_out_units(spell_out_letters(text, offered))
    graded = all(option.endswith((*FINE, "neutral")) for option in offered)
    named = _fine(spelled, offered) if graded else _asserted(_complete(_mentions(spelled, offered), offered))
    if named is None:
        return None
    found = named | whole_answers(text, offered)
    label = next(iter(found)) if len(found) == 1 else None
    return label if label in offered and weak_letter(text, offered) in (None, label) else None


def parse_multi(answer: str, options: Sequence[str]) -> frozenset[str] | None:
    """The options that an answer names; empty for a clear "none", or if it denies every option.

    >>> sorted(parse_multi("AU1 and AU12, but no AU4", ["AU1", "AU4", "AU12"]))
    ['AU1', 'AU12']
    >>> parse_multi("none", ["AU1", "AU4"])
    frozenset()
    """
    text, offered = readable(answer), tuple(options)
    if text is None:
        return None
    letters = only_letters(text, offered)
    if letters is not None:
        return frozenset(letters)
    if _NONE.match(text):
        return frozenset()
    spelled = spell_out_units(spell_out_letters(text, offered))
    mentions = _mentions(spelled, offered)
    named = _asserted(mentions)
    if named is None or _contradict(spelled, mentions, offered):
        return None
    found = (named | _looks(spelled, mentions, offered)) & set(offered)
    denied = {mention.key for mention in mentions if mention.negated}
    return frozenset(found) if found or denied >= set(offered) else None


def _mentions(text: str, options: tuple[str, ...]) -> list[Mention]:
    found = surfaces(frozenset(options)).find(tokens(text))
    return [replace(mention, key=key) for mention in found for key in mention.key.split("+")]


def _complete(mentions: list[Mention], options: tuple[str, ...]) -> list[Mention]:
    """Of two options that exclude each other, "not the same" is the other one."""
    if set(options) != {"same", "different"}:
        return mentions
    other = {"same": "different", "different": "same"}
    return [replace(m, key=other[m.key], negated=False) if m.negated else m for m in mentions]


def _contradict(text: str, mentions: Sequence[Mention], options: tuple[str, ...]) -> bool:
    """True if a letter stands directly beside the name of another option: "(B) smile" where B is another."""
    words = tokens(text)
    of = {option_word(option): option for option in options}
    for first, second in pairwise(mentions):
        lettered_first, lettered_second = (words[m.start] in of for m in (first, second))
        if second.start == first.end and lettered_first and not lettered_second and first.key != second.key:
            return True
    return False


def _looks(text: str, mentions: Sequence[Mention], options: tuple[str, ...]) -> set[str]:
    """Appearance labels that are described, not named: "short, wavy blonde hair"."""
    if not set(options) <= APPEARANCE_SLOTS.keys():
        return set()
    claimed = {(item.kind, item.value) for item in read_caption(text, {"": "p1"}).items}
    unclear = {mention.key for mention in mentions if mention.negated or mention.hedged}
    return {label for label in options if APPEARANCE_SLOTS[label] in claimed} - unclear


def _asserted(mentions: Sequence[Mention]) -> set[str] | None:
    """What is said to be so; None if anything else is left open."""
    said = {mention.key for mention in mentions if not mention.negated and not mention.hedged}
    left_open = {mention.key for mention in mentions if mention.hedged and not mention.negated}
    return said if left_open <= said else None


def _fine(text: str, options: tuple[str, ...]) -> set[str] | None:
    """Emotion and intensity, named side by side ("strong joy", "happiness of high intensity"), or lettered."""
    by_letter = _asserted(lettered(frozenset(options)).find(tokens(text)))
    named = _side_by_side(text, options)
    return None if by_letter is None or named is None else by_letter | named


def _side_by_side(text: str, options: tuple[str, ...]) -> set[str] | None:
    emotions = tuple(sorted({option.rsplit("_", 1)[0] for option in options}))
    felt = _mentions(text, emotions)
    labels = _asserted(felt)
    if labels is None or len(labels) > 1:
        return None
    words = tokens(text)
    places = [i for mention in felt for i in (mention.start, mention.end - 1)]
    near = [m for m in intensities().find(words) if _belongs(words, m, places)]
    levels = _asserted(near)
    if levels is None or len(levels) > 1:
        return None
    label, level = next(iter(labels), ""), next(iter(levels), "")
    return {found for found in (f"{label}_{level}",) if label and level} if label not in options else {label}


def _belongs(words: list[str], level: Mention, places: list[int]) -> bool:
    """True for a level within two words of the emotion, or one that says that it is an intensity."""
    beside = words[max(0, level.start - 2) : level.end + 1]
    return any(abs(level.start - i) <= 2 for i in places) or "intensity" in beside or "level" in beside
