"""Read a rationale: its claims, of whom and when, the words it quotes, and the people it speaks of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from emocfg.schema import AffectiveTree, Claim, in_words, read_claims, tokens

from .doubts import unclaimed
from .movements import movements
from .referents import referents
from .strengths import strengths
from .times import Order, When, attach, orders, sentences, times
from .vocabulary import rationale_phrases

_MAX_TEXT = 20_000
_QUOTE = re.compile('[\u201c"]([^\u201c\u201d"\n]{2,2000})[\u201d"]')
_UNIT_OF_TIME = re.compile(r"(?<=\d)(?=(?:s|sec|secs|seconds?)\b)")
_COMMA_IN_TIME = re.compile(r"(?<=\d),(?=\d+ ?s\b)")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "several": 3, "crowd": 3}
_PEOPLE = frozenset("people persons men women speakers faces actors friends colleagues others children".split())
_PERSON = frozenset("person man woman guy lady people figure speaker face child girl boy friend companion".split())
_PRONOUNS = frozenset("he she his her him hers himself herself".split())
NAMING_SOMEBODY = _PRONOUNS | frozenset(
    "man woman lady guy gentleman lad girl boy companion partner neighbour neighbor other person left right they".split()
)
_DESPITE = re.compile(r"\b(?:in spite of|despite)\b", re.IGNORECASE)
_STEM, _SHARED = 5, 2
_COMMON = frozenset("that this with have from they were what when your about there their will would could some".split())
_SAYING = frozenset(
    "says say said asks ask asked tells tell told begs regrets announces announced mentions mentioned complains admits "
    "repeats answers answered replies replied insists explains promises thanks wonders shouts whispers states speaks words "
    "sentence line remark news".split()
)
_ONE_MORE = (("second",), ("another",), ("someone", "else"), ("somebody", "else"), ("third",))


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a rationale says were spoken.

    Attributes:
        text: the words, or the sentence that tells them in other words.
        speaker: who it says spoke them; "" if it does not say.
        line: for words that are told and not quoted, the line of the dialogue that they are told of.
    """

    text: str
    speaker: str
    line: int | None = None


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
    plain = _DESPITE.sub("but", plain)
    words = tokens(in_words(plain))
    micro = any(person.micro is not None for person in tree.persons)
    claims = _claims(words, tree, subject, micro=micro)
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


def _claims(words: list[str], tree: AffectiveTree, subject: str, *, micro: bool) -> list[Claim]:
    """The claims with whom they are about; what is only supposed or compared is hedged."""
    who, open_to_doubt = referents(words, tree, subject), unclaimed(words)
    read = read_claims(
        words, {"": subject}, phrases=rationale_phrases(micro=micro), found=movements(words), narrow=True
    )
    claims = [
        replace(claim, persons=(who[claim.start],), hedged=claim.hedged or claim.start in open_to_doubt)
        for claim in read
        if claim.kind != "intensity" and not (claim.kind == "gender" and _only_refers(words, claim, tree))
    ]
    claims = [replace(c, persons=(subject,)) if _concludes(words, c) else c for c in claims]
    return sorted([*claims, *strengths(words, claims)], key=lambda claim: claim.start)


def _only_refers(words: list[str], claim: Claim, tree: AffectiveTree) -> bool:
    """True for a "he" that says whom the text means, not what gender somebody has."""
    pronoun = words[claim.start] in _PRONOUNS
    if len(tree.persons) < 2:
        return pronoun and claim.negated
    sides = {person.position for person in tree.persons} & set(words[claim.end : claim.end + 4])
    return pronoun or claim.negated or not sides


def _concludes(words: list[str], claim: Claim) -> bool:
    """True for a feeling in a sentence that names nobody: it is the subject's."""
    if claim.kind not in ("emotion", "intensity", "micro"):
        return False
    sentence = next((s for s in sentences(words) if claim.start in s), range(0))
    return NAMING_SOMEBODY.isdisjoint(words[sentence.start : sentence.stop])


def _quotes(text: str, tree: AffectiveTree) -> list[Quote]:
    speakers = {line.speaker for line in tree.dialogue}
    found = []
    for match in _QUOTE.finditer(text):
        around = text[max(0, match.start() - 80) : match.start()] + " " + text[match.end() : match.end() + 40]
        named = [speaker for speaker in speakers if re.search(rf"\b{re.escape(speaker)}\b", around, re.IGNORECASE)]
        if len(match[1].split()) > 1:
            found.append(Quote(match[1].strip(), named[0] if len(named) == 1 else ""))
    return found or _told(text, tree)


def _told(text: str, tree: AffectiveTree) -> list[Quote]:
    """Sentences that tell what was said: two words or more of a line, by their stems, and a verb of saying."""
    found = []
    for sentence in re.split(r"[.!?]", text):
        words = tokens(sentence)
        stems = {word[:_STEM] for word in words if len(word) >= _STEM - 1} - _COMMON
        shared = [len(stems & {w[:_STEM] for w in tokens(line.text)}) for line in tree.dialogue]
        if shared and max(shared) >= _SHARED and not _SAYING.isdisjoint(words):
            found.append(Quote(sentence.strip(), "", shared.index(max(shared))))
    return found


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
