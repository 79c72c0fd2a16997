"""Action units in any notation: "12, 25", "AU 1+2", "AU12c", "units 6 and 12"; never a range."""

import re
from collections.abc import Sequence

from emocfg.schema import spell_out_units

_CODE = r"(?:AUs?\s?[-_]?\s?)?[LRlr]?\d{1,2}[A-Ea-e]?"
_BARE = re.compile(
    rf"\A[\s\[({{]*{_CODE}(?:(?:\s*[,;+&/|]\s*(?:and\s+)?|\s+(?:and\s+)?){_CODE}){{0,40}}[\s.)\]}}]*\Z", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\((\d{1,2}(?:\s*[,+]\s*\d{1,2})+)\)")
_DECIMAL = re.compile(r"\d\.\d")
_RANGE = re.compile(r"\bAUs?[ ]?\d{1,2}[ ]?(?:-|\.\.|to|through|until)[ ]?(?:AU)?[ ]?\d{1,2}\b", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:facs(?: (?:codes?|units?))?|(?:facial )?(?:units?|codes?)|(?:unit |au )?numbers?|"
    r"nos?\.?)\s*:?\s*(?=\d{1,2}\b)",
    re.IGNORECASE,
)
_GRADED = re.compile(r"\b(AUs?\s?-?_?\s?|(?<=[+,/ ]))[LR]?(\d{1,2})[A-Ea-e]\b(?![).])|\bAU\s?[LR](\d{1,2})\b")
_SPACED = re.compile(r"\bAU[-_#]\s?(?=\d)|\bA\.U\.\s?(?=\d)|\baction unit (?=\d)", re.IGNORECASE)


def is_units(options: Sequence[str]) -> bool:
    """True for options that are action units."""
    return bool(options) and all(re.fullmatch(r"AU\d{1,2}", option) for option in options)


def plain_units(text: str) -> str | None:
    """The text with every unit as ``AU12``; None for a range, which may mean its ends or all between.

    >>> plain_units("12, 25"), plain_units("AU1+2C"), plain_units("AU1-4")
    ('AU12, AU25', 'AU1, AU2', None)
    """
    if _RANGE.search(text):
        return None
    if _BARE.match(text) and not _DECIMAL.search(text):
        return ", ".join(f"AU{int(code)}" for code in re.findall(r"\d{1,2}", text))
    if not re.search(r"\bAU", text, re.IGNORECASE):
        text = _IN_BRACKETS.sub(
            lambda found: ", ".join(f"AU{int(code)}" for code in re.findall(r"\d{1,2}", found[1])), text
        )
    text = _CALLED.sub("AU ", _SPACED.sub("AU", text))
    text = _GRADED.sub(lambda found: f"{found[1] or ''}{found[2]}" if found[2] else f"AU{found[3]}", text)
    return spell_out_units(text)
