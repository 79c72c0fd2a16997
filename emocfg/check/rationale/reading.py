"""Read a rationale: its claims, of whom and when, the words it quotes, and the people it speaks of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from emocfg.schema import AffectiveTree, Claim, in_words, read_claims, tokens
from emocfg.schema.judging import Mention, clause_end

from .denials import denied
from .doubts import unclaimed
from .face import PART_OF, motions
from .looks import looks
from .movements import movements
from .order import Order, orders
from .plain import plain_text
from .referents import referents
from .spoken import Quote, quotes
from .stillness import ELSEWHERE
from .strengths import strengths
from .times import When, attach, sentences, times
from .vocabulary import STILL, rationale_phrases

_MAX_TEXT = 20_000
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "several": 3, "crowd": 3}
_PEOPLE = frozenset("people persons men women speakers faces actors friends colleagues others children".split())
_PERSON = frozenset("person man woman guy lady people figure speaker face child girl boy friend companion".split())
_PRONOUNS = frozenset("he she his her him hers himself herself".split())
NAMING_SOMEBODY = _PRONOUNS | frozenset(
    "man woman lady guy gentleman lad girl boy pensioner senior blonde redhead clerk youth elder speaker host "
    "student companion partner neighbour neighbor other person left right".split()
)
_ONE_MORE = (("second",), ("one", "more"), ("one", "other"), ("another",), ("someone", "else"), ("somebody", "else"))


@dataclass(frozen=True, slots=True)
class Rationale:
    """What a rationale says.

    Attributes:
        words: its tokens, quotes left out.
        claims: every claim, in order of place.
        when: index of a claim to the times that are said of it.
        times: every time, attached to a claim or not.
        orders: which claims are said to come before which.
        quotes: spoken words.
        people: how many people it says there are; 0 if it does not say.
    """

    words: tuple[str, ...]
    claims: tuple[Claim, ...]
    when: Mapping[int, tuple[When, ...]]
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
    spoken = tuple(quotes(text, tree))
    plain = plain_text(text, tree)
    words = list(_apart(tokens(in_words(plain))))
    micro = any(person.micro is not None for person in tree.persons)
    claims = _claims(words, tree, subject, micro=micro)
    given = times(words)
    return Rationale(
        words=tuple(words),
        claims=tuple(claims),
        when=attach(words, claims, given),
        times=tuple(given),
        orders=tuple(orders(words, claims)),
        quotes=spoken,
        people=_people(words),
    )


def _apart(words: Iterable[str]) -> Iterator[str]:
    """The words with the "un" of "unraised" and "unwrinkled" as a word of its own."""
    for word in words:
        moved = word.removeprefix("un")
        if moved != word and word.endswith("ed") and motions(moved) and not motions(word):
            yield from ("not", moved)
        else:
            yield word


def _claims(words: list[str], tree: AffectiveTree, subject: str, *, micro: bool) -> list[Claim]:
    """The claims with whom they are about; what is only supposed or compared is hedged."""
    who, open_to_doubt = referents(words, tree, subject), unclaimed(words)
    free = rationale_phrases(micro=micro).find(words, narrow=True)
    units = [m for m in free if m.key.startswith("unit=") and words[m.start - 1 : m.start] not in (["the"], ["does"])]
    units = [m for m in units if not _dimples_the_chin(words, m) and not _is_still_in_part(words, m)]
    moved = movements(words, units)
    taken = {i for mention in moved for i in range(mention.start, mention.end)}
    free_looks = [m for m in looks(words) if taken.isdisjoint(range(m.start, m.end))]
    read = read_claims(words, {"": subject}, free=free, found=[*moved, *free_looks], narrow=True)
    told = {mention.start for mention in free_looks}
    claims = [
        denied(words, replace(claim, persons=(who[claim.start],)), own_clause=claim.start in told)
        for claim in read
        if claim.kind != "intensity" and not (claim.kind == "gender" and _only_refers(words, claim, tree))
    ]
    claims = [replace(c, persons=(subject,)) if _concludes(words, c) else c for c in claims]
    claims = _agreeing(words, claims)
    claims = [replace(c, hedged=c.hedged or c.start in open_to_doubt) for c in claims]
    return sorted([*claims, *strengths(words, claims)], key=lambda claim: claim.start)


def _dimples_the_chin(words: list[str], mention: Mention) -> bool:
    """True for the "dimpled" of "the chin is raised and dimpled", which is no dimple of the cheek."""
    return words[mention.start].startswith("dimpl") and "chin" in words[max(0, mention.start - 5) : mention.start]


def _is_still_in_part(words: list[str], mention: Mention) -> bool:
    """True for "nothing moves about the nose" and "not a muscle besides": the rest of the face may move."""
    end = clause_end(words, mention.end, ".;!?,\n")
    elsewhere = ELSEWHERE | PART_OF.keys()
    return mention.key == f"unit={STILL}" and not elsewhere.isdisjoint(words[mention.end : end])


def _agreeing(words: list[str], claims: list[Claim]) -> list[Claim]:
    """A unit's code and its name side by side ("AU15 lip corner depressor not coded") are denied together."""
    ordered = sorted(claims, key=lambda claim: claim.start)
    for k in range(len(ordered) - 1, 0, -1):
        one, two = ordered[k - 1], ordered[k]
        beside = set(words[one.end : two.start]) <= {"(", ")", "major", "minor"}
        if beside and one.kind == two.kind == "unit" and set(one.value.split("|")) & set(two.value.split("|")):
            ordered[k - 1] = replace(one, negated=two.negated) if two.negated else one
        elif two.negated and _lists_codes(words, one, two):
            ordered[k - 1] = replace(one, negated=True)
    return ordered


def _lists_codes(words: list[str], one: Claim, two: Claim) -> bool:
    """True for any two of "AU1, AU4 and AU9 are all absent"; not for "AU1, AU4 not coded", which leaves AU1 open."""
    codes = words[one.start].startswith("au") and words[two.start].startswith("au")
    if not codes or not set(words[one.end : two.start]) <= {",", "and", "/", "nor", "or"}:
        return False
    joined = set(words[one.end : clause_end(words, one.end, ".;!?\n(")])
    return bool(joined & {"all", "both", "are"} or set(words[one.end : two.start]) & {"and", "nor", "or"})


def _only_refers(words: list[str], claim: Claim, tree: AffectiveTree) -> bool:
    """True for a "he" that says whom the text means, not what gender somebody has."""
    pronoun = words[claim.start] in _PRONOUNS
    if len(tree.persons) < 2:
        return pronoun and (claim.negated or bool(tree.dialogue))
    sides = {person.position for person in tree.persons} & set(words[claim.end : claim.end + 4])
    return pronoun or claim.negated or not sides


def _concludes(words: list[str], claim: Claim) -> bool:
    """True for a feeling in a sentence that names nobody: it is the subject's."""
    if claim.kind not in ("emotion", "intensity", "micro"):
        return False
    sentence = next((s for s in sentences(words) if claim.start in s), range(0))
    return NAMING_SOMEBODY.isdisjoint(words[sentence.start : sentence.stop])


def _people(words: Sequence[str]) -> int:
    """How many people a text says there are: "two women" are two, "another man" makes two at least."""
    counts = [0]
    for i, word in enumerate(words):
        following = set(words[i + 1 : i + 4])
        if word == "third" and set(words[i + 1 : i + 3]) & _PERSON:
            counts.append(3)
        if word in _COUNTS and words[max(0, i - 2) : i] == ["count", ":"]:
            counts.append(_COUNTS[word])
        if word in _COUNTS and (word == "crowd" or following & _PEOPLE):
            counts.append(_COUNTS[word])
        if any(tuple(words[i : i + len(more)]) == more for more in _ONE_MORE) and words[i - 1 : i] != ["half"]:
            tail = words[i + 1 : i + 4]
            if word in ("someone", "somebody") or set(tail) & _PERSON:
                counts.append(2)
    return max(counts)
