"""A rationale's text in a form that is easier to read: spoken words out, units and times in one spelling."""

import re

from emocfg.schema import AffectiveTree

from .spoken import QUOTE, SINGLE

_BARE_UNITS = re.compile(
    r"(?<![\d.])\b(\d{1,2}(?:\s*(?:,\s*and\b|,|\+|/|and\b)\s*\d{1,2})+)\b(?!\.\d|\s*(?:s|sec|seconds?|years?|%|of)\b)"
)
_UNIT_OF_TIME = re.compile(r"(?<=\d)(?=(?:s|sec|secs|seconds?)\b)")
_COMMA_IN_TIME = re.compile(r"(?<=\d),(?=\d+ ?s\b)")
_IN_SECONDS = (
    (re.compile(r"\bhalf a second\b", re.IGNORECASE), "0.5 s"),
    (re.compile(r"\b(?:a|one) second and a half\b", re.IGNORECASE), "1.5 s"),
    (re.compile(r"\bone second\b", re.IGNORECASE), "1 s"),
    (re.compile(r"\btwo seconds\b", re.IGNORECASE), "2 s"),
)
_SIDED_UNIT = re.compile(r"\b(AU ?\d{1,2}) ?[LR]\b")
_SURELY = re.compile(r"\b(?:there is )?(?:no|without(?: a| any)?|beyond(?: a| any)?) doubt\b", re.IGNORECASE)
_ROW = re.compile(r"^[ \t]*\|[ \t]*([^|\n]+?)[ \t]*\|[ \t]*([^|\n]+?)[ \t]*\|?[ \t]*$", re.MULTILINE)
_UNSURE = re.compile(
    r"\bnot (?:quite |entirely |fully |completely |wholly |so |very |all that |altogether |100 ?% )?"
    r"(?:sure|certain|clear|confident)\b|\bwould not (?:swear|bet)(?: to| on)?\b",
    re.IGNORECASE,
)
_SIDE_BEHIND = re.compile(r",? *\(?\b(?:left|right)\)?(?= *(?:\(AU|:))", re.IGNORECASE)
_DESPITE = re.compile(r"\b(?:in spite of|despite)\b", re.IGNORECASE)
_DASH = re.compile(r"(?<!\d)\s[-\u2013\u2014]+\s|(?<!\d)[\u2013\u2014]|\|")
_ENDS_OF_BROWS = (
    (re.compile(r"\bmedial\b", re.IGNORECASE), "inner"),
    (re.compile(r"\blateral (?=(?:part|portion|end|half|halves|brow))", re.IGNORECASE), "outer "),
    (re.compile(r"\btails? of (?=(?:the|her|his) (?:eye)?brow)", re.IGNORECASE), "outer ends of "),
    (re.compile(r"\b(?:eye)?brow ends (?:nearest|next to|near|close to) the nose\b", re.IGNORECASE), "inner brows"),
    (re.compile(r"\b(?:eye)?brow ends (?:nearest|next to|near|close to) the temples\b", re.IGNORECASE), "outer brows"),
)


def plain_text(text: str, tree: AffectiveTree) -> str:
    """The text without its quotes, with units as ``AU12`` and times as ``0.5 s``."""
    plain = _DASH.sub("; ", _ROW.sub(r"\1: \2", QUOTE.sub(" quoted ", text)))
    for other, usual in _ENDS_OF_BROWS:
        plain = other.sub(usual, plain)
    if tree.dialogue:
        plain = SINGLE.sub(" quoted ", plain)
    plain = _COMMA_IN_TIME.sub(".", _UNIT_OF_TIME.sub(" ", plain))
    plain = plain.replace("-like", "ish").replace("make-up", "makeup").replace("Make-up", "makeup")
    for words_of_time, seconds in _IN_SECONDS:
        plain = words_of_time.sub(seconds, plain)
    plain = _SIDED_UNIT.sub(r"\1", _UNSURE.sub("maybe", _SURELY.sub("surely", plain)))
    plain = _SIDE_BEHIND.sub("", plain)
    plain = _DESPITE.sub("but", _BARE_UNITS.sub(r"AU \1", plain))
    return plain
