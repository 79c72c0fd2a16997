"""From a model's text to labels or items: deterministic, strict, never a guess.

What can be read in two ways is not read: two labels for a single choice, a hedge, a doubt, a reasoning block without
end, a letter that contradicts the label beside it. All of these give None, which becomes ``unparsed``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from emocfg.core import EmoCfgError, canonical
from emocfg.schema import APPEARANCE_SLOTS, Mention, letter, read_caption, spell_out_units, tokens

from .surfaces import FINE, intensities, lettered, option_word, surfaces, whole_answers

PARSER = 1
"""Version of the parser, recorded with every score."""

_THINK_TAG = re.compile(r"<(/?)(?:think|thinking|reasoning)>", re.IGNORECASE)
_WRAPPED = re.compile(r"<answer>([^<]*)</answer>|\\boxed\{([^{}]*)\}", re.IGNORECASE)
_FINAL = re.compile(r"(?:\b(?:final|correct|best)\s+)?\banswer\s*(?:is\s*:?|:)\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\A\[[^][{}\"]*\]\Z")
_FENCE = re.compile(r"\A```(?:json)?\s*(.*?)\s*```\Z", re.DOTALL)
_LETTER_HEADING = re.compile(r"\A(?:options?|choices?|letters?)(?: are)?\b:?", re.IGNORECASE)
_BETWEEN_LETTERS = re.compile(r"[\s,;:.&()*\[\]]+|\band\b")
_LETTER_FORMS = re.compile(
    r"\(([A-Z]{1,2})\)|\[([A-Z]{1,2})\]"
    r"|(?:(?<=\A)|(?<=[\n,;] )|(?<=[\n,;]))[\s*-]*(?:([A-Za-z])\)|([A-Z]{1,2})\**\.(?=\s|\Z))"
    r"|\A\W*([A-Z]{1,2})\W*(?=\n|\Z)"
    r"|\A\W*([A-Z]{1,2})(?= (?:is (?:correct|right|the (?:correct |right |best )?answer)|because|since|as)\b)"
    r"|(?i:\b(?:option|choice|letter|it's|it is|choose|pick|select|go with|be))(?i: is)?:? \**([A-Z]{1,2})"
    r"(?=\** (?:because|since|as)\b|\W*\Z|[.,;:!?)])"
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
_POLITE = re.compile(r"\bi(?:'m| am|'d be| would be) (?:happy|glad|sorry|afraid|sad|surprised)\b", re.IGNORECASE)
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


def parse_single(answer: str, options: Sequence[str]) -> str | None:
    """The one option that an answer names, by label, synonym or letter.

    >>> parse_single("The answer is (B).", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("She looks joyful, not sad.", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("sad or happy", ["sadness", "happiness"]) is None
    True
    """
    text, offered = _readable(answer), tuple(options)
    if text is None:
        return None
    letters = _only_letters(text, offered)
    if letters is not None:
        return letters[0] if len(letters) == 1 else None
    spelled = _spelled(text, offered)
    graded = all(option.endswith((*FINE, "neutral")) for option in offered)
    named = _fine(spelled, offered) if graded else _asserted(_complete(_mentions(spelled, offered), offered))
    if named is None:
        return None
    found = named | whole_answers(text, offered)
    label = next(iter(found)) if len(found) == 1 else None
    return label if label in offered and _weak_letter(text, offered) in (None, label) else None


def parse_multi(answer: str, options: Sequence[str]) -> frozenset[str] | None:
    """The options that an answer names; empty for a clear "none", or if it denies every option.

    >>> sorted(parse_multi("AU1 and AU12, but no AU4", ["AU1", "AU4", "AU12"]))
    ['AU1', 'AU12']
    >>> parse_multi("none", ["AU1", "AU4"])
    frozenset()
    """
    text, offered = _readable(answer), tuple(options)
    if text is None:
        return None
    letters = _only_letters(text, offered)
    if letters is not None:
        return frozenset(letters)
    if _NONE.match(text):
        return frozenset()
    spelled = _spelled(text, offered)
    mentions = _mentions(spelled, offered)
    named = _asserted(mentions)
    if named is None or _contradict(spelled, mentions, offered):
        return None
    found = (named | _looks(spelled, mentions, offered)) & set(offered)
    denied = {mention.key for mention in mentions if mention.negated}
    return frozenset(found) if found or denied >= set(offered) else None


def _readable(answer: str) -> str | None:
    """The part of an answer that counts, without politeness; None if there is none, or if it doubts itself."""
    text = final_text(answer)
    text = None if text is None else _POLITE.sub("", text)
    return None if text is None or _DOUBT.search(text) else text


def _mentions(text: str, options: tuple[str, ...]) -> list[Mention]:
    found = surfaces(frozenset(options)).find(tokens(text))
    return [replace(mention, key=key) for mention in found for key in mention.key.split("+")]


def _spelled(text: str, options: tuple[str, ...]) -> str:
    """The text with letters in clear form, "(B)", "b) ...", "option B", replaced by a word for the option they are."""
    by_letter = {letter(i): option_word(option) for i, option in enumerate(options)}

    def word(form: re.Match[str]) -> str:
        option = by_letter.get(next(filter(None, form.groups())).upper())
        return form[0] if option is None else f" {option} "

    return spell_out_units(_LETTER_FORMS.sub(word, text))


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


def _only_letters(text: str, options: tuple[str, ...]) -> list[str] | None:
    """The options of an answer that is nothing but letters; None if it is something else."""
    by_letter = {letter(i): option for i, option in enumerate(options)}
    parts = [part for part in _BETWEEN_LETTERS.split(_LETTER_HEADING.sub("", text)) if part]
    if not parts or any(part not in by_letter for part in parts):
        return None
    return list(dict.fromkeys(by_letter[part] for part in parts))


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
