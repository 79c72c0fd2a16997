"""What a rationale denies: how far a "not" reaches in a text of many short claims."""

from dataclasses import replace

from emocfg.schema import PERSON_SLOTS, Claim
from emocfg.schema.judging import LONGEST_HEADING, clause_end, clause_start

from .vocabulary import STILL

_NEAR, _LIST = 8, 14
_STOPS = frozenset(".;!?\n:,") | {"but", "while", "whereas"}
_CLAUSE = _STOPS | {"and", "or", "nor", "(", ")", "/", "which", "then", "with", "plus"}
_DOUBT = frozenset("maybe perhaps possibly might may presumably either whether unclear unsure unlikely hardly".split())
_AUXILIARY = frozenset("is are was were could can did does do has have".split())
_NOT = frozenset(
    "fail fails failed failing nobody zero 0 nor not no never without neither none "
    "nothing cannot hardly lack lacks lacking absence free "
    "rather".split()
)
_ABSENT = frozenset(("absent", "missing", "lacking", "inactive", "uncoded"))
_OBSERVED = frozenset("observed seen noted coded found visible detected evident noticeable discernible".split())
_SEEN = frozenset(
    "active present visible there seen shown appear appears occur occurs observed involved apparent no none".split()
)


def denied(words: list[str], claim: Claim, *, own_clause: bool) -> Claim:
    """The claim with what is told of it from near: a "not" far off leaves it open, an "absent" behind it denies it.

    What somebody does or feels has its own clause: "the lips do not part and the chin rises" denies the first alone.
    """
    if claim.value == STILL:
        at = words[claim.end : claim.end + 1]
        return replace(claim, negated=False, hedged=at in (["at"], ["around"], ["near"]))
    past = claim.end + (words[claim.end : claim.end + 1] in ([")"], ["("]))
    behind = words[past : past + 4]
    stop = clause_end(behind, 0, _STOPS)
    if not claim.negated and _ABSENT & set(behind[: min(stop, 3)]):
        return replace(claim, negated=True)
    if own_clause or claim.kind not in PERSON_SLOTS:
        near = _negated_in_clause(words, claim)
        listed = claim.negated and "or" in _clause_after(words, claim.end)
        from_behind = claim.negated and not any(map(_negates, _sentence_before(words, claim.start)))
        doubted = claim.hedged and bool(_DOUBT & set(_clause_before(words, claim.start)))
        coded = behind[:1] and (behind[0] in _AUXILIARY or behind[0] in (":", "="))
        coded = coded or (
            behind[:1] and (behind[0] in ("not", "without") or behind[0] in _ABSENT) and _is_code(words, claim)
        )
        said_no = _is_code(words, claim) and behind[:1] == ["no"] and behind[1:2] not in (["doubt"], ["movement"])
        told = words[past : min(past + 5, clause_end(words, past, _STOPS - {":"}))]
        said_not = coded and any(_negates(w) or w in _ABSENT for w in told)
        denied_behind = said_no or bool(said_not) or _not_seen(words, past) or (from_behind and not _goes_on(behind))
        return replace(claim, negated=near or listed or denied_behind, hedged=doubted)
    if not claim.negated or any(_negates(word) for word in words[max(0, claim.start - _NEAR) : claim.end]):
        return claim
    return claim if _SEEN & set(behind) else replace(claim, hedged=True)


def _not_seen(words: list[str], past: int) -> bool:
    """True for "... is not observed" behind a claim, in its clause."""
    clause = words[past : min(past + 8, clause_end(words, past, _STOPS | {"and", "or"}))]
    return any(_negates(word) and set(clause[i + 1 : i + 3]) & _OBSERVED for i, word in enumerate(clause))


def _is_code(words: list[str], claim: Claim) -> bool:
    """True for a unit by its code or its muscle: "AU4 not present", "mentalis without activity"."""
    return claim.kind == "unit" and claim.end - claim.start <= 3 and words[claim.start] not in ("up", "down")


def _goes_on(behind: list[str]) -> bool:
    """True for a "not" behind a claim that denies something else: "his glare doesn't leave her"."""
    return any(_negates(word) for word in behind[:3]) and not _SEEN & set(behind)


def _negated_in_clause(words: list[str], claim: Claim) -> bool:
    """True if a "no" or "not" stands before it in its clause, in a list with "or", or in a heading."""
    before = _clause_before(words, claim.start)
    joint = words[claim.start - len(before) - 1] if claim.start > len(before) else ""
    if joint == "nor" or any(map(_negates, before)):
        return True
    sentence = _sentence_before(words, claim.start)
    if joint == "or" and any(map(_negates, sentence[-_LIST:])):
        return True
    heading = sentence[: sentence.index(":")] if ":" in sentence else []
    return len(heading) <= LONGEST_HEADING and any(map(_negates, heading))


def _sentence_before(words: list[str], place: int) -> list[str]:
    return words[clause_start(words, place, ".!?;\n") : place]


def _negates(word: str) -> bool:
    return word in _NOT or word.endswith("n't")


def _clause_before(words: list[str], place: int) -> list[str]:
    return words[clause_start(words, place, _CLAUSE) : place]


def _clause_after(words: list[str], place: int) -> list[str]:
    return words[place : clause_end(words, place, _STOPS | {"and"})]
