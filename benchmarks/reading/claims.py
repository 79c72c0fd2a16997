"""What a piece of an answer claims, denies and leaves open; and whether it names labels and says nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from emocfg.schema import Mention, Phrases, tokens

_STOPS = frozenset(".;!?\n:,")
_LONGEST_CLAUSE = 40
_SUPPOSING = frozenset(("if", "were", "had", "suppose", "imagine"))
_DASH = re.compile(r"(?<=\S)[ \t]+-[ \t]+")
_GLUE = frozenset(
    "the a an is are was can it it's this that emotion emotions label labels answer option answers options "
    "expression of and "
    "person shown person's in video clip feeling she he they i say see final my choice so therefore = "
    "=> - * as being "
    "looks look appears appear seems seem to be feels face facial overall dominant primary main action "
    "actions unit units "
    "sentiment attitude only simply just clearly definitely certainly yes unequivocally very both also "
    "present active "
    "visible detected attribute attributes pose head . , : ; ( ) ! \n / with".split()
)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a text says of the labels it names.

    Attributes:
        said: what it says is so.
        left_open: what it offers, doubts or asks.
        denied: what it says is not so.
        contradicts: True where a letter stands beside the name of another option.
        bare: True for a text that names labels and says nothing else.
    """

    said: frozenset[str]
    left_open: frozenset[str]
    denied: frozenset[str]
    contradicts: bool
    bare: bool

    @property
    def names(self) -> bool:
        """True if the text names any label."""
        return bool(self.said or self.left_open or self.denied)

    @property
    def clear(self) -> frozenset[str] | None:
        """What is claimed; None where anything else is left open, or the same is claimed and denied."""
        sure = self.left_open <= self.said and self.said.isdisjoint(self.denied)
        return self.said if sure and not self.contradicts else None


def claims(text: str, phrases: Phrases) -> Claims:
    """What a text claims.

    >>> from emocfg.schema import Phrases
    >>> table = Phrases({"sadness": ["sad"], "anger": ["angry"]})
    >>> sorted(claims("sad, not angry", table).said)
    ['sadness']
    """
    words = tokens(_DASH.sub(", ", text))
    found = phrases.find(words)
    mentions = [replace(m, key=key) for m in found if not _supposed(words, m) for key in m.key.split("+")]
    named = {i for m in found for i in range(m.start, m.end)}
    return Claims(
        frozenset(m.key for m in mentions if not m.negated and not m.hedged),
        frozenset(m.key for m in mentions if m.hedged and not m.negated),
        frozenset(m.key for m in mentions if m.negated),
        _contradict(words, found),
        bool(found) and all(i in named or word in _GLUE or word.isdigit() for i, word in enumerate(words)),
    )


def _supposed(words: list[str], mention: Mention) -> bool:
    """True for what would be: "fear would widen the eyes", "if it were fear, ..."."""
    after = words[mention.end : mention.end + 1]
    before = words[max(0, mention.start - 5) : mention.start]
    if "would" in before and "but" in words[mention.end : mention.end + 12]:
        return True
    if after in (["would"], ["wouldn't"]):
        return True
    begin = next(
        (i + 1 for i in range(mention.start - 1, max(-1, mention.start - _LONGEST_CLAUSE), -1) if words[i] in _STOPS),
        max(0, mention.start - _LONGEST_CLAUSE),
    )
    lead = words[begin : mention.start]
    first = lead[:1] + lead[1:2] if lead[:1] in (["and"], ["but"], ["even"]) else lead[:1]
    return not _SUPPOSING.isdisjoint(first) or ("if" in lead and "as" not in lead)


def _contradict(words: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """True if a letter stands directly beside the name of another option: "(B) smile" where B is another."""
    for first, second in pairwise(mentions):
        lettered_first, lettered_second = (words[m.start].startswith("option") for m in (first, second))
        gap = words[first.end : second.start]
        apart = gap not in (
            [],
            ["-"],
            [":"],
            ["="],
            ["("],
            [
                ".",
            ],
            [")"],
            ["("],
            ["is"],
        )
        beside = gap == ["("] and words[second.end : second.end + 1] == [")"]
        disjoint = set(first.key.split("+")).isdisjoint(second.key.split("+"))
        if beside and disjoint and not lettered_first:
            return True
        if not apart and lettered_first != lettered_second and disjoint:
            if lettered_second and gap in ([":"], ["."], ["="], [")"]):
                continue  # "anger. (B) ..." begins something new
            return True
    return False
