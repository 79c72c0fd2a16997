"""Answers that go through the labels one by one: "AU4: no", "| fear | yes |", "happiness ✓", "sadness: 10 %"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_YES = "yes|y|true|present|active|activated|visible|detected|shown|on|applies|positive result|observed|seen|applicable"
_NO = (
    "no|n|false|absent|inactive|not present|not visible|not active|not detected|not shown|not observed|"
    "not seen|off|none|"
    "not applicable|n/a|does not apply|not activated|missing|not at all|nope|cannot be seen|isn't present"
)
_OPEN = (
    "maybe|unclear|possibly|perhaps|uncertain|unsure|\\?|unknown|partially|likely|unlikely|not sure|"
    "hard to tell|probably"
)
_SEP = r"[\s|:=()\[\]>-]"
_NOTE = r"(?:\s*[,;(|-][^.!?\n]{0,200})?"
_WORD_LAST = re.compile(
    rf"\A(?P<item>.{{1,120}}?){_SEP}+(?:is\s+)?(?P<word>{_YES}|{_NO}|{_OPEN})\)?{_NOTE}\.?\Z", re.IGNORECASE
)
_WORD_FIRST = re.compile(rf"\A(?P<word>yes|no){_SEP}+(?P<item>[^:|]{{1,120}})\Z", re.IGNORECASE)
_NUMBER = r"(?P<number>(?:\d{1,3})?\.\d{1,6}|\d{1,3})\s*(?:%|percent|per cent|/\s?\d{1,3})?"
_NUMBER_LAST = re.compile(
    rf"\A(?P<item>.{{1,120}}?)(?:{_SEP}|~|about|approx\.?|probability|confidence|score|of|with|"
    rf",)+{_NUMBER}\s*\)?[|\s.]*\Z",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(rf"\A{_NUMBER}{_SEP}+(?:of |for )?(?P<item>[^:|\d]{{1,120}})\Z", re.IGNORECASE)
_RULE = re.compile(r"\A[\s|:+=-]*\Z")
_BULLET = re.compile(r"\A\s*(?:[-*+]|\d{1,2}[.)](?=\s)|\|)?\s*")
_INLINE = re.compile(r"[;|]|\s>\s|,(?!\d)|\band\b(?= )")
_SENTENCES = re.compile(r"[.;](?:\s+|\Z)")
_ONE_VERDICT = re.compile(r"[^:]+:[^:,(]+\Z")
_PAIR = re.compile(
    r"(?P<item>[^,;:|\n.!?]{1,60}?)[\s:]{1,3}(?P<word>yes|no)(?=[\s,;|.]|\Z)[\s,;|.]{0,4}", re.IGNORECASE
)
"""Pairs on one line, with or without commas: "sadness ✔ anger ✘"."""

_LONGEST_ROW = 300
_MARGIN = 0.05
"""How far, as a share of all, the first of a distribution must be ahead of the second."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it is about, and ``yes``, ``no``, ``open`` or a number."""

    item: str
    verdict: str | float


def rows(text: str) -> list[Row] | None:
    r"""The rows of a text that is a list of verdicts, two or more; None for any other text.

    Lines that give no verdict may only head the list or frame it.

    >>> rows("AU1: yes\nAU4: no")
    [Row(item='AU1', verdict='yes'), Row(item='AU4', verdict='no')]
    >>> rows("happiness: 85 %, sadness: 10 %")
    [Row(item='happiness', verdict=85.0), Row(item='sadness', verdict=10.0)]
    """
    lines = [line for line in text.split("\n") if not _RULE.match(line)]
    if len(lines) > 1:
        found = [_row(line) for line in lines]
        kept = [row for row in found if row is not None]
        if len(kept) >= 2 and all(_frames(line) for line, row in zip(lines, found, strict=True) if row is None):
            return kept
        return None
    told = [_row(part) if _ONE_VERDICT.match(part) else None for part in _SENTENCES.split(text) if part.strip()]
    if len(told) > 1 and all(told):
        return [row for row in told if row]
    pairs = _pairs(text)
    if pairs:
        return pairs
    parts = [part for part in _INLINE.split(text.partition(":")[2] if _heads(text) else text) if part.strip()]
    inline = [_row(part) for part in parts]
    return [row for row in inline if row] if len(parts) > 1 and all(inline) else None


def _pairs(text: str) -> list[Row]:
    """The rows of one line that is nothing but pairs, two or more; none for any other."""
    found, place = [], 0
    while place < len(text):
        pair = _PAIR.match(text, place)
        if pair is None:
            return []
        found.append(Row(pair["item"].strip(" :-"), pair["word"].lower()))
        place = pair.end()
    return found if len(found) > 1 else []


def _heads(text: str) -> bool:
    head, colon, rest = text.partition(":")
    return bool(colon) and ":" in rest and _row(_INLINE.split(text, maxsplit=1)[0]) is None and len(head.split()) <= 6


def _row(line: str) -> Row | None:
    if len(line) > _LONGEST_ROW:
        return None
    line = _BULLET.sub("", line).strip().strip("|").strip()
    for form in (_WORD_LAST, _WORD_FIRST):
        match = form.match(line)
        if match:
            word = match["word"].lower()
            return Row(match["item"].strip(" :|-=("), _verdict(word))
    for form in (_NUMBER_LAST, _NUMBER_FIRST):
        match = form.match(line)
        if match and re.search(r"[^\W\d]", match["item"]):
            return Row(match["item"].strip(" :|-=(~"), float(match["number"]))
    return None


def _verdict(word: str) -> str:
    if re.fullmatch(_OPEN, word):
        return "open"
    return "yes" if re.fullmatch(_YES, word) else "no"


def _frames(line: str) -> bool:
    """True for a line that may head a list: "Action units:", "| emotion | shown? |"."""
    return line.rstrip().endswith((":", "|", "?")) or len(line.split()) <= 2


def highest(shares: Sequence[tuple[str, float]]) -> str | None:
    """The item with the highest number; None if another comes too near.

    >>> highest([("sad", 60.0), ("angry", 40.0)]), highest([("sad", 50.0), ("angry", 50.0)])
    ('sad', None)
    """
    ordered = sorted(shares, key=lambda share: -share[1])
    total = sum(share for _, share in ordered)
    if len(ordered) > 1 and ordered[0][1] - ordered[1][1] < _MARGIN * total:
        return None
    return ordered[0][0] if total else None


def chosen_of(verdicts: Sequence[tuple[str, str | float]], *, several: bool) -> frozenset[str] | None:
    """The labels that a list of verdicts chooses; None where it is unclear.

    A distribution chooses its highest for a single choice; of several labels only zeros and ones do.

    >>> sorted(chosen_of([("sad", 1.0), ("angry", 0.0)], several=True))
    ['sad']
    >>> chosen_of([("sad", 0.8), ("angry", 0.7)], several=True) is None
    True
    """
    numbers = [(label, verdict) for label, verdict in verdicts if isinstance(verdict, float)]
    mixed = 0 < len(numbers) < len(verdicts)
    if mixed or len(dict(verdicts)) < len(verdicts) or "open" in dict(verdicts).values():
        return None
    if numbers and not several:
        first = highest(numbers)
        return None if first is None else frozenset((first,))
    if not {number for _, number in numbers} <= {0.0, 1.0}:
        return None
    return frozenset(label for label, verdict in verdicts if verdict in {"yes", 1.0})
