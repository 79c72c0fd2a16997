"""From a model's text to labels or items: deterministic, strict, never a guess.

What can be read in two ways is not read: two labels for a single choice, a hedge, a doubt, a reasoning block without
end, a letter that contradicts the label beside it. All of these give None, which becomes ``unparsed``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from emocfg.core import EmoCfgError, canonical
from emocfg.schema import Mention, letter, spell_out_units, tokens

from .surfaces import FINE, intensities, surfaces, whole_answers

PARSER = 1
"""Version of the parser, recorded with every score."""

_THINK_TAG = re.compile(r"<(/?)(?:think|thinking|reasoning)>", re.IGNORECASE)
_WRAPPED = re.compile(r"<answer>([^<]*)</answer>|\\boxed\{([^{}]*)\}", re.IGNORECASE)
_FINAL = re.compile(r"(?:\b(?:final|correct|best)\s+)?\banswer\s*(?:is\s*:?|:)\s*", re.IGNORECASE)
_FENCE = re.compile(r"\A```(?:json)?\s*(.*?)\s*```\Z", re.DOTALL)
_BETWEEN_LETTERS = re.compile(r"[\s,;:.&()*\[\]]+|\band\b")
_STRONG_LETTERS = (
    re.compile(r"\(([A-Z]{1,2})\)"),
    re.compile(r"\A\W*([A-Za-z])\)"),
    re.compile(r"\A\W*([A-Z]{1,2})\**\.(?=\s|\Z)"),
    re.compile(r"\A\W*([A-Z]{1,2})\W*\n"),
    re.compile(
        r"(?i:\b(?:option|choice)(?:\s+is)?:?\s*|\bit(?:'s| is)\s+|\A)\W*([A-Z]{1,2})"
        r"(?=\s+(?:because|since|as)\b|\W*\Z)"
    ),
)
_WEAK_LETTER = re.compile(r"\A\W*([A-Z]{1,2})\**\s*[:\u2013-]?\**\s")
_NONE = re.compile(
    r"\W*(?:none(?: of (?:them|these|those|it|the \w+(?: \w+)?))?|nothing|"
    r"no (?:\w+ )?(?:action units?|aus?|units?|actions?|emotions?|attributes?|features?|movements?))"
    r"(?: (?:is|are|can be))?(?: (?:active|present|visible|seen|shown|performed|apply|applies|detected))?\W*\Z",
    re.IGNORECASE,
)
_CANNOT = r"(?:cannot|can't|can not|could not|couldn't|am unable to|am not able to|won't|will not)"
_ABILITY = (
    r"(?:help|assist|identify|determine|tell|answer|provide|judge|infer|recogni[sz]e|analy[sz]e|comment|say|see|view|"
    r"watch|access|process|describe)"
)
_UNABLE = r"\bi'm (?:unable|not able|sorry)|\bas an ai\b"
_REFUSAL = re.compile(rf"\bi {_CANNOT} (?:\w+ )?{_ABILITY}|{_UNABLE}", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:(?:don't|do not) know|not (?:sure|certain|clear)|no idea|can't be sure"
    r"|(?:hard|difficult|impossible) to \w+)\b",
    re.IGNORECASE,
)
MAX_ANSWER = 500_000
"""Characters of an answer that are kept; what comes behind is neither read nor recorded."""

_MAX_TEXT = 20_000


def final_text(answer: str) -> str | None:
    """The part of an answer that counts: without reasoning blocks, out of its wrapping, from "answer:" on.

    None if a reasoning block does not end, JSON has no clear answer, or nothing is left.
    """
    text = _without_reasoning(answer[:MAX_ANSWER])
    if text is None:
        return None
    wrapped = _WRAPPED.findall(text)
    text = "".join(wrapped[-1]) if wrapped else text
    text = text.strip().replace("\u2019", "'")[:_MAX_TEXT]
    fenced = _FENCE.match(text)
    text = fenced[1] if fenced else text
    if text[:1] in ("{", "["):
        return _from_json(text)
    return _FINAL.split(text, maxsplit=1)[-1].strip() or None


def _without_reasoning(text: str) -> str | None:
    """The text outside reasoning tags; a closing tag alone ends reasoning that the prompt began. None if it is open."""
    kept, position, depth = "", 0, 0
    for tag in _THINK_TAG.finditer(text):
        if not depth:
            kept = "" if tag[1] else f"{kept} {text[position : tag.start()]}"
        depth = max(0, depth - 1) if tag[1] else depth + 1
        position = tag.end()
    return None if depth else kept + text[position:]


def is_refusal(answer: str) -> bool:
    """True if the part that counts declines to answer."""
    return _REFUSAL.search(final_text(answer) or "") is not None


def parse_single(answer: str, options: Sequence[str]) -> str | None:
    """The one option that an answer names, by label, synonym or letter.

    >>> parse_single("The answer is (B).", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("She looks joyful, not sad.", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("sad or happy", ["sadness", "happiness"]) is None
    True
    """
    text, offered = final_text(answer), tuple(options)
    if text is None or _REFUSAL.search(text) or _DOUBT.search(text):
        return None
    lettered = _only_letters(text, offered)
    if lettered is not None:
        return lettered[0] if len(lettered) == 1 else None
    graded = all(option.endswith((*FINE, "neutral")) for option in offered)
    named = _fine(text, offered) if graded else _asserted(_mentions(text, offered))
    if named is None:
        return None
    found = named | _letters(text, offered) | whole_answers(text, offered)
    label = next(iter(found)) if len(found) == 1 else None
    return label if label in offered and _weak_letter(text, offered) in (None, label) else None


def parse_multi(answer: str, options: Sequence[str]) -> frozenset[str] | None:
    """The options that an answer names; empty for a clear "none", or if it denies every option.

    >>> sorted(parse_multi("AU1 and AU12, but no AU4", ["AU1", "AU4", "AU12"]))
    ['AU1', 'AU12']
    >>> parse_multi("none", ["AU1", "AU4"])
    frozenset()
    """
    text, offered = final_text(answer), tuple(options)
    if text is None or _REFUSAL.search(text) or _DOUBT.search(text):
        return None
    lettered = _only_letters(text, offered)
    if lettered is not None:
        return frozenset(lettered)
    if _NONE.match(text):
        return frozenset()
    mentions = _mentions(text, offered)
    named = _asserted(mentions)
    if named is None:
        return None
    letters = _letters(text, offered)
    if letters and named and letters != named:
        return None
    found = (named | letters) & set(offered)
    denied = {mention.key for mention in mentions if mention.negated}
    return frozenset(found) if found or denied >= set(offered) else None


def _mentions(text: str, options: tuple[str, ...]) -> list[Mention]:
    found = surfaces(frozenset(options)).find(tokens(spell_out_units(text)))
    return [replace(mention, key=key) for mention in found for key in mention.key.split("+")]


def _asserted(mentions: Sequence[Mention]) -> set[str] | None:
    """What is said to be so; None if anything is left open."""
    if any(mention.hedged and not mention.negated for mention in mentions):
        return None
    return {mention.key for mention in mentions if not mention.negated}


def _fine(text: str, options: tuple[str, ...]) -> set[str] | None:
    """Emotion and intensity, named side by side: "strong joy", "happiness (high)", "happiness of high intensity"."""
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


def _only_letters(text: str, options: tuple[str, ...]) -> list[str] | None:
    """The options of an answer that is nothing but letters; None if it is something else."""
    by_letter = {letter(i): option for i, option in enumerate(options)}
    parts = [part for part in _BETWEEN_LETTERS.split(text) if part]
    if not parts or any(part not in by_letter for part in parts):
        return None
    return list(dict.fromkeys(by_letter[part] for part in parts))


def _letters(text: str, options: tuple[str, ...]) -> set[str]:
    """The options that letters in clear form stand for: "(B)", "b) ...", "B. ...", "option B", "B because ..."."""
    found = {name.upper() for pattern in _STRONG_LETTERS for name in pattern.findall(text)}
    return {option for i, option in enumerate(options) if letter(i) in found}


def _weak_letter(text: str, options: tuple[str, ...]) -> str | None:
    """The option of a letter that starts the text without more: enough to contradict a label, not to be an answer."""
    match = _WEAK_LETTER.match(text)
    if match is None or match[1] in ("A", "I"):
        return None
    return {letter(i): option for i, option in enumerate(options)}.get(match[1])


def _from_json(text: str) -> str | None:
    """The answer inside a JSON object or list as text; None if the JSON is broken or has no clear answer."""
    try:
        value = canonical.loads(text, where="answer")
    except EmoCfgError:
        return None
    if isinstance(value, dict):
        keys = [key for key in value if key.lower() in ("answer", "answers", "label", "labels", "emotion", "emotions")]
        if len(keys) == 1:
            return _plain(value[keys[0]])
        if value and all(isinstance(held, bool) for held in value.values()):
            return "\n".join(f"{name}: {'yes' if held else 'no'}" for name, held in value.items())
        return None
    return _plain(value)


def _plain(value: Any) -> str | None:  # noqa: ANN401 - JSON is any value
    if isinstance(value, list):
        return (", ".join(value) if value else "none") if all(isinstance(part, str) for part in value) else None
    return value.strip() or None if isinstance(value, str) else None
