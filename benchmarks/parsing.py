"""From a model's text to labels or items: deterministic, strict, never a guess.

What can be read in two ways is not read: two labels for a single choice, a hedge, a reasoning block without end, a
letter that contradicts the label beside it. All of these give None, which becomes ``unparsed``.
"""

import json
import re
from collections.abc import Sequence

from emocfg.core import EmoCfgError, canonical
from emocfg.schema import letter, tokens

from .surfaces import FINE, intensities, surfaces

PARSER = 1
"""Version of the parser, recorded with every score."""

_THINK = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_OPEN_THINK = re.compile(r"</?(think|thinking|reasoning)>", re.IGNORECASE)
_FINAL = re.compile(r"(?:final\s+answer|answer)\s*(?:is\s*:?|:)\s*", re.IGNORECASE)
_FENCE = re.compile(r"\A```(?:json)?\s*(.*?)\s*```\Z", re.DOTALL)
_BETWEEN_LETTERS = re.compile(r"[\s,;:.&()*\[\]]+|\band\b")
_LEADING = re.compile(r"\A(?:option\s+)?\(?([A-Z]{1,2})[).:](?=\s|\Z)", re.IGNORECASE)
_NONE = re.compile(
    r"\A\W*(?:none|nothing|no one|no (?:action|facial|appearance|emotion|of|unit|such)\b)", re.IGNORECASE
)
_REFUSAL = re.compile(
    r"\b(?:i (?:cannot|can't|can not|am unable|am not able|won't)|i'm (?:unable|not able|sorry)|as an ai)\b",
    re.IGNORECASE,
)
_MAX_TEXT = 20_000


def final_text(answer: str) -> str | None:
    """The part of an answer that counts: without reasoning blocks, from the last "answer:" on, out of its JSON.

    None if a reasoning block does not end, or nothing is left.
    """
    text = _THINK.sub(" ", answer[:_MAX_TEXT]).strip()
    if _OPEN_THINK.search(text):
        return None
    fenced = _FENCE.match(text)
    text = fenced[1] if fenced else text
    if text[:1] in ("{", "["):
        value = _from_json(text)
        if value is not None:
            return value.strip() or None
    return _FINAL.split(text)[-1].strip() or None


def is_refusal(answer: str) -> bool:
    """True if the text declines to answer."""
    return _REFUSAL.search(answer.replace("\u2019", "'")) is not None


def parse_single(answer: str, options: Sequence[str]) -> str | None:
    """The one option that an answer names, by label, synonym or letter.

    >>> parse_single("The answer is (B).", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("She looks joyful, not sad.", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("sad or happy", ["sadness", "happiness"]) is None
    True
    """
    text = final_text(answer)
    if text is None:
        return None
    if any(option.endswith(tuple(FINE)) for option in options):
        return _parse_fine(text, options)
    lettered = _letters(text, options)
    if lettered is not None:
        return lettered[0] if len(lettered) == 1 else None
    named = _named(_without_letter(text, options), options)
    lead = _leading(text, options)
    if named is None or len(named) > 1 or (lead and named and named != {lead}):
        return None
    found = next(iter(named), lead)
    return found if found in options else None


def parse_multi(answer: str, options: Sequence[str]) -> frozenset[str] | None:
    """The options that an answer names; empty for a clear "none".

    >>> sorted(parse_multi("AU1 and AU12, but no AU4", ["AU1", "AU4", "AU12"]))
    ['AU1', 'AU12']
    >>> parse_multi("none", ["AU1", "AU4"])
    frozenset()
    """
    text = final_text(answer)
    if text is None:
        return None
    lettered = _letters(text, options)
    if lettered is not None:
        return frozenset(lettered)
    named = _named(text, options)
    if named is None or not named <= set(options):
        return None
    if named:
        return None if _NONE.match(text) else frozenset(named)
    return frozenset() if _NONE.match(text) else None


def _parse_fine(text: str, options: Sequence[str]) -> str | None:
    """Emotion and intensity, named apart: "strong joy", "happiness (high)", or the option's letter."""
    lettered = _letters(text, options)
    if lettered is not None:
        return lettered[0] if len(lettered) == 1 else None
    emotions = tuple(sorted({option.rsplit("_", 1)[0] for option in options}))
    body = _without_letter(text, options)
    emotion, levels = _named(body, emotions), _levels(body)
    if emotion is None or levels is None or len(emotion) != 1 or len(levels) > 1:
        return None
    label = next(iter(emotion))
    found = label if label in options else f"{label}_{next(iter(levels))}" if levels else ""
    lead = _leading(text, options)
    return found if found in options and lead in (None, found) else None


def _named(text: str, options: Sequence[str]) -> set[str] | None:
    """The labels that a text asserts; None if it hedges."""
    mentions = surfaces(tuple(options)).find(tokens(text))
    if any(mention.hedged and not mention.negated for mention in mentions):
        return None
    return {mention.key for mention in mentions if not mention.negated}


def _levels(text: str) -> set[str] | None:
    mentions = intensities().find(tokens(text))
    if any(mention.hedged and not mention.negated for mention in mentions):
        return None
    return {mention.key for mention in mentions if not mention.negated}


def _letters(text: str, options: Sequence[str]) -> list[str] | None:
    """The options of an answer that is nothing but letters; None if it is something else."""
    by_letter = {letter(i): option for i, option in enumerate(options)}
    parts = [part for part in _BETWEEN_LETTERS.split(text) if part]
    if not parts or any(part not in by_letter for part in parts):
        return None
    return list(dict.fromkeys(by_letter[part] for part in parts))


def _leading(text: str, options: Sequence[str]) -> str | None:
    """The option whose letter starts the text: "(B) happiness", "B. She smiles."."""
    match = _LEADING.match(text)
    if match is None or not match[1].isupper():
        return None
    return {letter(i): option for i, option in enumerate(options)}.get(match[1])


def _without_letter(text: str, options: Sequence[str]) -> str:
    return _LEADING.sub("", text, count=1) if _leading(text, options) else text


def _from_json(text: str) -> str | None:
    """The answer inside a JSON object or list; None if the text is not one."""
    try:
        value = canonical.loads(text, where="answer")
    except EmoCfgError:
        return None
    if isinstance(value, dict):
        keys = [key for key in ("answer", "label", "labels", "emotion") if key in value]
        if len(keys) != 1:
            return None
        value = value[keys[0]]
    if isinstance(value, list):
        return ", ".join(map(str, value)) if value else "none"
    return value if isinstance(value, str) else json.dumps(value)
