"""Read a rationale: its claims, of whom and when, the words it quotes, and the people it speaks of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from emocfg.schema import AffectiveTree, Claim, in_words, read_claims, tokens

from .times import Order, When, attach, orders, sentences, times
from .vocabulary import rationale_phrases

_MAX_TEXT = 20_000
_QUOTE = re.compile('[\u201c"]([^\u201c\u201d"\n]{2,2000})[\u201d"]')
_UNIT_OF_TIME = re.compile(r"(?<=\d)(?=(?:s|sec|secs|seconds?)\b)")
_COMMA_IN_TIME = re.compile(r"(?<=\d),(?=\d+ ?s\b)")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "several": 3, "crowd": 3}
_PEOPLE = frozenset("people persons men women speakers faces actors friends colleagues others children".split())
_PERSON = frozenset("person man woman guy lady people figure speaker face child girl boy friend companion".split())
_ONE_MORE = (("second",), ("another",), ("someone", "else"), ("somebody", "else"), ("third",))


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a rationale says were spoken, and by whom, if it says so."""

    text: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Rationale:
    """What a rationale says.

    Attributes:
        words: its tokens, quotes left out.
        claims: every claim, in order of place.
        when: index of a claim to the time that is said of it.
        times: every time, attached to a claim or not.
        orders: which claims are said to come before which.
        quotes: spoken words.
        people: how many people it says there are; 0 if it does not say.
    """

    words: tuple[str, ...]
    claims: tuple[Claim, ...]
    when: Mapping[int, When]
    times: tuple[When, ...]
    orders: tuple[Order, ...]
    quotes: tuple[Quote, ...]
    people: int

    def said(self, claim: Claim) -> str:
        """The words of a claim."""
        return ("not " if claim.negated else "") + " ".join(self.words[claim.start : claim.end])

    def sentences(self) -> list[range]:
        """The token ranges of its sentences."""
        return sentences(self.words)


def read_rationale(text: str, tree: AffectiveTree, subject: str) -> Rationale:
    """Read the rationale of a clip.

    Args:
        text: what was written; what goes beyond 20,000 characters is not read.
        tree: of the clip: its people and speakers.
        subject: key of the person whom the rationale is about where it names nobody else.
    """
    text = text[:_MAX_TEXT]
    quotes = tuple(_quotes(text, tree))
    plain = _COMMA_IN_TIME.sub(".", _UNIT_OF_TIME.sub(" ", _QUOTE.sub(" quoted ", text)))
    words = tokens(in_words(plain))
    order = sorted(tree.persons, key=lambda person: person.key != subject)
    people = {person.position: person.key for person in order}
    micro = any(person.micro is not None for person in tree.persons)
    claims = read_claims(words, people, phrases=rationale_phrases(micro=micro))
    claims = _by_gender(claims, words, tree) if len(order) > 1 else claims
    given = times(words)
    return Rationale(
        words=tuple(words),
        claims=tuple(claims),
        when=attach(words, claims, given),
        times=tuple(given),
        orders=tuple(orders(words, claims)),
        quotes=quotes,
        people=_people(words),
    )


def _quotes(text: str, tree: AffectiveTree) -> list[Quote]:
    speakers = {line.speaker for line in tree.dialogue}
    found = []
    for match in _QUOTE.finditer(text):
        around = text[max(0, match.start() - 80) : match.start()] + " " + text[match.end() : match.end() + 40]
        named = [speaker for speaker in speakers if re.search(rf"\b{re.escape(speaker)}\b", around, re.IGNORECASE)]
        if len(match[1].split()) > 1:
            found.append(Quote(match[1].strip(), named[0] if len(named) == 1 else ""))
    return found


def _by_gender(claims: list[Claim], words: Sequence[str], tree: AffectiveTree) -> list[Claim]:
    """In a scene of a man and a woman, "he" and "she" say of whom the rest of a sentence speaks, unless a side does."""
    by_gender = {person.attributes.get("gender", ""): person.key for person in tree.persons}
    if len(by_gender) < len(tree.persons) or "" in by_gender:
        return claims
    sides = {person.position for person in tree.persons} - {""}
    result, who = [], None
    for sentence in sentences(words):
        sided = bool(sides & set(words[sentence.start : sentence.stop]))
        for claim in (c for c in claims if c.start in sentence):
            if claim.kind == "gender" and not claim.negated and not sided:
                who = by_gender.get(claim.value)
            result.append(claim if sided or who is None else replace(claim, persons=(who,)))
        if sided:
            who = None
    return result


def _people(words: Sequence[str]) -> int:
    """How many people a text says there are: "two women" are two, "another man" makes two at least."""
    counts = [0]
    for i, word in enumerate(words):
        following = set(words[i + 1 : i + 4])
        if word in _COUNTS and (word == "crowd" or following & _PEOPLE):
            counts.append(_COUNTS[word])
        if any(tuple(words[i : i + len(more)]) == more for more in _ONE_MORE):
            tail = words[i + 1 : i + 3]
            if word in ("someone", "somebody") or set(tail) & _PERSON:
                counts.append(2)
    return max(counts)
