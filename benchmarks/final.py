"""The part of a model's text that counts: reasoning, wrapping and politeness aside, and whether it answers at all."""

import re
from typing import Any

from emocfg.core import EmoCfgError, canonical

_THINK_TAG = re.compile(r"<(/?)(?:think|thinking|reasoning)>", re.IGNORECASE)
_WRAPPED = re.compile(r"<answer>([^<]*)</answer>|\\boxed\{([^{}]*)\}", re.IGNORECASE)
_FINAL = re.compile(r"(?:\b(?:final|correct|best)\s+)?\banswer\s*(?:is\s*:?|:)\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\A\[[^][{}\"]*\]\Z")
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
    r"|(?:hard|difficult|impossible) to \w+"
    rf"|{_CANNOT} (?:see|view|watch|access|process|open) (?:the|this|that|any|your) (?:video|image|clip|frame))\b",
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


def readable(answer: str) -> str | None:
    """The part of an answer that counts, without politeness; None if there is none, or if it doubts itself."""
    text = final_text(answer)
    text = None if text is None else _POLITE.sub("", text)
    return None if text is None or _DOUBT.search(text) else text


def _from_json(text: str) -> str | None:
    """The answer inside a JSON object or list as text; None if the JSON is broken or has no clear answer."""
    try:
        value = canonical.loads(text, where="answer")
    except EmoCfgError:
        return text[1:-1].strip() or None if _BRACKETED.match(text) else None
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
