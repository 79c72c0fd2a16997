"""The part of a model's text that counts: reasoning, wrapping and politeness aside, and whether it answers at all."""

import re
from typing import Any

from emocfg.core import EmoCfgError, canonical

_THINK_TAG = re.compile(r"<(/?)(?:think|thinking|reasoning)>", re.IGNORECASE)
_WRAPPED = re.compile(r"<answer>([^<]*)</answer>|\\boxed\{([^{}]*)\}", re.IGNORECASE)
_BRACKETED = re.compile(r"\A(?:\[[^][{}\"]*\]|\{[A-Za-z]{1,2}\})\Z")
_LETTER_FIRST = re.compile(r"\[[A-Z]\]\s*\w")
_FENCE = re.compile(r"\A```(?:json)?\s*(.*?)\s*```\Z", re.DOTALL)
_CANNOT = r"(?:cannot|can't|can not|could not|couldn't|am unable to|am not able to|won't|will not)"
_ABILITY = (
    r"(?:help|assist|identify|determine|tell|answer|provide|judge|infer|recogni[sz]e|analy[sz]e|comment|say|see|view|"
    r"watch|access|process|describe)"
)
_UNABLE = r"\bi'm (?:unable|not able|sorry)|\bas an ai\b"
_POLITE = re.compile(r"\bi(?:'m| am|'d be| would be) (?:happy|glad|sorry|afraid)\b", re.IGNORECASE)
_REFUSAL = re.compile(rf"\bi {_CANNOT} (?:\w+ )?{_ABILITY}|{_UNABLE}", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:(?:don't|do not) know|not (?:sure|certain|clear)|no idea|can't be sure"
    r"|(?:hard|difficult|impossible|tough|tricky) to (?:tell|say|judge|determine|know|see|decide|read|identify|make|"
    r"discern|distinguish|be|classify|pin|choose|pick|assess|label|name|interpret|answer|separate|recogni[sz]e)"
    rf"|{_CANNOT} (?:see|view|watch|access|process|open) (?:the|this|that|any|your) (?:video|image|clip|frame))\b",
    re.IGNORECASE,
)
_ANSWER_KEYS = frozenset(
    "answer answers label labels emotion emotions sentiment pose head_pose identity action actions attribute "
    "attributes action_units aus units prediction predictions result results final_answer choice choices option "
    "options category class classes response output verdict selected expression relation "
    "micro_expression active present selection observed detected visible shown".split()
)
_GRADE_KEYS = frozenset(("intensity", "level", "degree", "strength"))
_VERDICTS = frozenset("yes no true false present absent active inactive".split())
_PYTHON_QUOTE = re.compile(r"(?<!\w)'|'(?!\w)")
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
    text = text.strip().replace("\u2019", "'")[-_MAX_TEXT:]
    fenced = _FENCE.match(text)
    text = fenced[1] if fenced else text
    if text[:1] in ("{", "[") and not _LETTER_FIRST.match(text):
        return _from_json(text)
    return text.strip() or None


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


def without_politeness(text: str) -> str:
    """The text without "I am happy to help" and the like, which speak of the model."""
    return _POLITE.sub("", text)


def doubts(text: str) -> bool:
    """True for a text that doubts itself: "I do not know", "hard to tell", "I cannot see the video"."""
    return _DOUBT.search(text) is not None


def _from_json(text: str) -> str | None:
    """The answer inside a JSON object or list as text; None if the JSON is broken or has no clear answer."""
    try:
        value = canonical.loads(text, where="answer")
    except EmoCfgError:
        swapped = _PYTHON_QUOTE.sub('"', text).replace("True", "true").replace("False", "false")
        if "'" in text and '"' not in text and '"' in swapped:  # a Python literal
            return _from_json(swapped)
        return text[1:-1].strip() or None if _BRACKETED.match(text) else None
    return _of_object(value) if isinstance(value, dict) else _plain(value)


def _of_object(value: dict[str, Any]) -> str | None:
    """The answer of a JSON object: what its one key for answers holds, an emotion and its intensity, or verdicts."""
    keys = [key for key in value if key.lower().replace(" ", "_").replace("-", "_") in _ANSWER_KEYS]
    if len(keys) == 1:
        return _held(value, keys[0])
    said = {True: "yes", False: "no"}
    rows = "\n".join(f"{k}: {said[v] if isinstance(v, bool) else v}" for k, v in value.items())
    numbers = [held for held in value.values() if isinstance(held, int | float) and not isinstance(held, bool)]
    words = [held for held in value.values() if isinstance(held, bool) or str(held).lower() in _VERDICTS]
    is_list = len(numbers) == len(value) > 1 or len(words) == len(value) > 0
    return rows if is_list and not keys else None


def _held(value: dict[str, Any], key: str) -> str | None:
    """What a key holds, with the intensity beside it, if there is one."""
    if isinstance(value[key], dict):
        return _of_object(value[key])
    text = _plain(value[key])
    grades = [value[other] for other in value if other.lower() in _GRADE_KEYS and isinstance(value[other], str)]
    return f"{text}, intensity: {grades[0]}" if text and len(grades) == 1 else text


def _plain(value: Any) -> str | None:  # noqa: ANN401 - JSON is any value
    if isinstance(value, list):
        named = [_of_object(part) if isinstance(part, dict) else part for part in value]
        value = [part for part in named if part is not None] if None not in named else [None]
        value = [str(part) if type(part) is int else part for part in value]
        return (", ".join(value) if value else "none") if all(isinstance(part, str) for part in value) else None
    return value.strip() or None if isinstance(value, str) else None
