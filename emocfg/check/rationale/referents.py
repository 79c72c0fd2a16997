"""Whom each word of a rationale speaks of, in a scene of several people."""

from collections.abc import Sequence

from emocfg.schema import AffectiveTree

from .times import sentences

_GENDERED: dict[str, str] = {
    **dict.fromkeys("he man guy gentleman lad boy male fellow his him bloke husband".split(), "male"),
    **dict.fromkeys("she woman lady girl female hers her wife".split(), "female"),
}
_PRONOUNS = frozenset(("he", "she", "his", "her", "him", "hers"))
_POSSESSIVE = frozenset(("his", "her", "him", "hers"))
_OTHERS = frozenset("companion neighbour neighbor partner interlocutor counterpart colleague".split())
_ASIDE = frozenset("at beside with to by near than like for towards toward unlike facing beyond".split())
_CLAUSE = frozenset(".;:!?,\n") | {"while", "whereas", "but", "although", "though", "as", "and"}
_NOUNS = frozenset(
    (*_GENDERED, "person", "subject", "individual", "participant", "one", "speaker", "figure", "youth", "actor", "face")
)
_BECAUSE = frozenset(("as", "because", "given", "since"))
"""Words with which a sentence begins that says only at its end who is meant."""

_BESIDE = frozenset("beside next shares company other alongside neighbour neighbor accompanied".split())

_ONE_SIDED = frozenset("corner corners dimple dimpling dimples dimpler au14 press tuck tucked".split())
"""What has a side of its own: "the corner on the right pinches inward"."""

_FACE = frozenset("eye brow eyebrow cheek corner lip mouth half lid part dimple eyelid end".split())


def referents(words: Sequence[str], tree: AffectiveTree, subject: str) -> list[str]:
    """The key of the person that each token speaks of.

    A side ("the man on the left") holds for its clause and on; "he" and "she" where the tree's people differ in gender;
    "her companion" is the other one. A text begins with its subject, and comes back to it after what is said of
    somebody in passing ("the man beside her smiles"); a sentence that names nobody is about the subject, or about
    the first who is named where the text never names the subject.
    """
    if len(tree.persons) < 2:
        return [subject] * len(words)
    names = _names(words, tree, subject)
    named = [names[i][0] for i in sorted(names)]
    topic = named[0] if named and subject not in named else subject
    who, current, beside = [subject] * len(words), subject, False
    for sentence in sentences(words):
        inside = [i for i in sentence if i in names]
        if words[sentence.start] in _BECAUSE and len({names[i][0] for i in inside}) == 1:
            current = names[inside[0]][0]
        elif beside and not inside and _names_nobody(words[sentence.start : sentence.stop]):
            current = topic
        beside = beside if not inside else not _BESIDE.isdisjoint(words[sentence.start : sentence.stop])
        for i in sentence:
            if i in names:
                current, begin = names[i]
                who[begin:i] = [current] * (i - begin)
            who[i] = current
    return who


def _names(words: Sequence[str], tree: AffectiveTree, subject: str) -> dict[int, tuple[str, int]]:
    """Index of a word that says who is meant to the person, and where what is said of them begins."""
    sides = {person.position: person.key for person in tree.persons if person.position}
    genders = _unique_genders(tree)
    other = next(person.key for person in tree.persons if person.key != subject)
    names: dict[int, tuple[str, int]] = {}
    clause, sided = 0, False
    for i, long in enumerate(words):
        word = long.removesuffix("'s")
        if word in _CLAUSE:
            clause = i
            sided = sided and word in ("and", "as")
        if word in sides and not _is_direction(words, i):
            sided = True
            clause = max(
                (j for j in range(clause, i) if words[j] in _NOUNS and words[j] not in ("he", "she")), default=clause
            )
            names[i] = sides[word], _article(words, clause) if words[clause] in _NOUNS else clause
        elif word in _OTHERS or (word == "other" and words[i - 1 : i] == ["the"] and words[i + 1 : i + 2] != ["hand"]):
            names[i] = other, _article(words, i)
        elif word == "person" and not set(words[i + 1 : i + 5]) & sides.keys() and words[i - 1 : i] == ["the"]:
            names[i] = subject, _article(words, i)
        elif not sided and genders.get(_GENDERED.get(word, "")) and not _in_passing(words, i):
            names[i] = genders[_GENDERED[word]], i if word in _PRONOUNS else _article(words, i)
    return names


def _names_nobody(sentence: Sequence[str]) -> bool:
    """True if a sentence speaks of nobody, not even of one who may be either: it is about whom the text is about."""
    return all(word.removesuffix("'s") not in _GENDERED for word in sentence)


def _article(words: Sequence[str], i: int) -> int:
    """Where the noun phrase that ends at ``i`` begins: at its article, if there is one close by."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if words[j] in _CLAUSE:
            return i
        if words[j] in ("the", "a", "an"):
            return j
    return i


def _unique_genders(tree: AffectiveTree) -> dict[str, str]:
    """Gender to person, for the genders that only one person has."""
    genders = [person.attributes.get("gender", "") for person in tree.persons]
    return {
        gender: person.key
        for gender, person in zip(genders, tree.persons, strict=True)
        if gender and genders.count(gender) == 1 and "" not in genders
    }


def _is_direction(words: Sequence[str], i: int) -> bool:
    """True for a "left" or "right" of a face or of a turn of the head, and for one who left."""
    before, after = list(words[max(0, i - 2) : i]), list(words[i + 1 : i + 3])
    near = set(words[max(0, i - 4) : i + 5])
    of_face = near & _ONE_SIDED and not near & _NOUNS
    in_brackets = words[i - 1 : i] == ["("] and after[:1] == [")"]
    if set(before[-1:]) & {"hair", "doubt", "nothing", "little", "no"} and after[:1] not in (["hand"], ["side"]):
        return True  # "no hair left on the scalp", "no doubt left"
    if after[:1] == ["sided"] or after[:2] == ["side", "of"] or of_face or in_brackets:
        return True
    if after[:1] == ["hand"]:
        return not set(words[i + 2 : i + 4]) & _NOUNS
    if before == ["to", "the"]:
        return words[max(0, i - 3)] not in _NOUNS
    turned = set(before[-1:]) & {"turned", "her", "his", "slightly", "far", "is", "she", "he", "have", "has", "what"}
    return bool(turned) or bool(set(after[:1]) & _FACE)


def _in_passing(words: Sequence[str], i: int) -> bool:
    """True for the "her" of "the man beside her", and for the "woman" of "like those of the woman"."""
    word, before = words[i], words[max(0, i - 4) : i]
    if word in _POSSESSIVE and before and before[-1] in _ASIDE:
        return True
    if word == "him":
        return True
    last = next((w for w in reversed(before) if w not in ("the", "a", "an", "young", "old", "of")), "")
    return word not in ("he", "she", "his", "her") and last in (*_ASIDE, "those", "that", "tells", "told")
