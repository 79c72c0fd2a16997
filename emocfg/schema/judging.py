"""What a text says of each thing it mentions: that it is so, that it is not, or neither.

Where the reach of a "not" or an "or" is unclear, the mention is hedged: nothing is guessed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

_SENTENCE_ENDS = frozenset(".;!?\n")
_STOPS = _SENTENCE_ENDS | {"(", ")", ":", "but", "however", "yet", "while"}
_ASIDES = frozenset("which as because since suggesting indicating indicated though although".split())
_ARTICLES = frozenset(("a", "an", "the", "any", "her", "his", "their", "visible"))
_GLUE = _ARTICLES | {",", "and", "or", "than", "of"}
_NEGATORS = frozenset(
    "no not never without neither nor none lack lacks lacking cannot hardly barely non absence devoid excluding".split()
)
_NEGATING_PAIRS = frozenset(
    tuple(pair.split())
    for pair in (
        *("rather than", "instead of", "anything but", "free of", "other than", "far from", "opposite of"),
        *("rule out", "rules out", "ruled out", "ruling out"),
    )
)
_LISTING = frozenset(("without", "neither", "nor", "lack", "lacks", "lacking", "devoid", "excluding", "absence"))
_HEADINGS = frozenset("absent inactive missing excluded wrong incorrect false".split())
_HEDGES = frozenset(
    "maybe perhaps possibly either might could may probably likely unlikely unsure unclear uncertain except besides "
    "among unless if less".split()
)
_TURNS = _NEGATORS | _STOPS | {pair[0] for pair in _NEGATING_PAIRS} | {",", "and"}
"""Words that can begin or end what a negation reaches; with those in "n't" nobody else has to be looked at."""

_OPENING = _HEDGES | {"or", "between", "out"}
"""Words that can leave something open."""

LONGEST_HEADING = 6
"""Words before a colon that may head a list: "absent:", not "a woman who wears no hat and has blue eyes:"."""

_LINKS = frozenset((":", "=", "?"))
_AUXILIARIES = frozenset(
    "is are was were be been being seems seem looks look do does did can could would will should has have must "
    "definitely clearly certainly also actually really visibly".split()
)
_PLURAL = frozenset(("are", "were", "do", "have", "aren't", "weren't", "don't"))
_DENIALS = _HEADINGS | {"no", "not", "0", "ruled", "cannot", "never"}
_PEOPLE = frozenset("woman lady female she her girl man gentleman male he his boy guy".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """One phrase found in a text.

    Attributes:
        key: what the phrase stands for.
        start: index of its first token.
        end: index behind its last token.
        negated: True where it is said not to be so: "no X", "not X", "without W, X and Y", "X is not", "X: no",
            "absent: X, Y".
        hedged: True where its clause offers alternatives, doubts or asks ("or", "maybe", "?"), or where it stays open
            how far a negation reaches ("not W, X").
    """

    key: str
    start: int
    end: int
    negated: bool = False
    hedged: bool = False


def clause_start(words: Sequence[str], place: int, stops: Collection[str]) -> int:
    """Index behind the last stop before a place; 0 if there is none."""
    return next((i + 1 for i in range(place - 1, -1, -1) if words[i] in stops), 0)


def clause_end(words: Sequence[str], place: int, stops: Collection[str]) -> int:
    """Index of the first stop from a place on; the end of the text if there is none."""
    return next((i for i in range(place, len(words)) if words[i] in stops), len(words))


def judged(words: list[str], mentions: list[Mention], *, narrow: bool = False) -> list[Mention]:
    """The mentions with what is said of them; words inside a phrase ("no beard") neither negate nor hedge.

    Args:
        words: the tokens.
        mentions: in order of place, never overlapping.
        narrow: a doubt reaches to the next comma only, not over the whole sentence: for texts of many claims.
    """
    if not mentions:
        return []
    starts = {mention.start: mention for mention in mentions}
    doubted = _doubted(words, mentions, _SENTENCE_ENDS | {","} if narrow else _SENTENCE_ENDS)
    result: list[Mention] = []
    scope, position = "", 0
    while position < len(words):
        mention = starts.get(position)
        if mention is None:
            if words[position] in _TURNS or words[position].endswith("n't"):
                scope = _scope_after(words, position, scope, starts)
            position += 1
            continue
        negated = scope in ("one", "list", "block")
        result.append(replace(mention, negated=negated, hedged=scope == "open" or doubted[position]))
        if not negated and _denied_after(words, mention, starts):
            _deny(words, result)
        position = mention.end
    return result


def leaves_open(words: Sequence[str]) -> bool:
    """True if any word hedges, asks, or calls something wrong."""
    return any(word in _HEDGES or word in _HEADINGS or word == "?" for word in words)


def _scope_after(words: list[str], position: int, scope: str, starts: Mapping[int, Mention]) -> str:
    """How a negation reaches on behind a word.

    ``one`` the next mention, ``list`` a whole list, ``block`` all lines below a heading, ``open`` unclear, "" nowhere.
    """
    word = words[position]
    if word == ":":
        scope = _under_heading(words, position, starts)
    elif scope == "block":
        pass
    elif word in _NEGATORS or word.endswith("n't") or tuple(words[position : position + 2]) in _NEGATING_PAIRS:
        direct = _next_mention(words, position + 1, starts) and word not in _LISTING
        scope = "one" if direct else "list"
    elif word in _STOPS and words[position - 1 : position + 1] != ["anything", "but"]:
        scope = ""
    elif word in (",", "and") and scope:
        if not _next_mention(words, position + 1, starts):
            return ""
        return "list" if scope == "list" or "or" in _clause_after(words, position) else "open"
    return scope


def _under_heading(words: list[str], colon: int, starts: Mapping[int, Mention]) -> str:
    """``list`` behind "absent:" and "not present:", ``block`` where the list is on the lines below."""
    begin = clause_start(words, colon, _STOPS)
    heading = words[begin:colon]
    denies = len(heading) <= LONGEST_HEADING and not set(heading).isdisjoint(_HEADINGS | _NEGATORS)
    if not denies or any(i in starts for i in range(begin, colon)):
        return ""
    return "block" if words[colon + 1 : colon + 2] == ["\n"] else "list"


def _next_mention(
    words: list[str], position: int, starts: Mapping[int, Mention], skip: frozenset[str] = _GLUE
) -> Mention | None:
    """The mention that comes next, but for articles and what joins a list."""
    while position not in starts and position < len(words) and words[position] in skip:
        position += 1
    return starts.get(position)


def _denied_after(words: list[str], mention: Mention, starts: Mapping[int, Mention]) -> bool:
    """True for "X is not active", "X: no", "X? No.", "X cannot be seen", "X absent"; not for "X, no Y" or "X not Y".

    Of a person only "male: no" denies it: "she is not looking" does not.
    """
    allowed = _LINKS if set(words[mention.start : mention.end]) <= _PEOPLE else _LINKS | _AUXILIARIES
    position = mention.end
    while position < len(words) and words[position] in allowed and position not in starts:
        position += 1
    if position == mention.end and allowed is _LINKS:
        return False
    if position >= len(words) or position in starts:
        return False
    if words[position] not in _DENIALS and not words[position].endswith("n't"):
        return False
    if words[position] == "no" and words[position + 1 : position + 2] and words[position + 1].isalpha():
        return False  # "neutral: no movement of the brows" is said of the brows
    return _next_mention(words, position + 1, starts, _ARTICLES) is None


def _deny(words: list[str], result: list[Mention]) -> None:
    """Negate the last mention, and those it is listed with: all in "X and Y are not", unclear in "X, Y is not"."""
    last = result[-1]
    result[-1] = replace(last, negated=True)
    plural = not _PLURAL.isdisjoint(words[last.end : last.end + 3])
    for i in range(len(result) - 2, -1, -1):
        between = words[result[i].end : result[i + 1].start]
        if not set(between) <= _GLUE | {"nor"} or not between:
            return
        result[i] = replace(result[i], negated=plural, hedged=not plural)


def _doubted(words: list[str], mentions: list[Mention], ends: frozenset[str]) -> list[bool]:
    """For every token: does its clause hedge, or ask without answering at once."""
    covered = {i for mention in mentions for i in range(mention.start, mention.end)}
    doubted, begin = [False] * len(words), 0
    for i in range(len(words) + 1):
        if i == len(words) or words[i] in ends or (words[i] in _ASIDES and i not in covered):
            asks = words[i : i + 1] == ["?"] and words[i + 1 : i + 2] not in (["no"], ["yes"])
            open_words = (j for j in range(begin, i) if words[j] in _OPENING and j not in covered)
            if asks or any(_hedges(words, j, covered) for j in open_words):
                doubted[begin:i] = [True] * (i - begin)
            begin = i + 1
    return doubted


def _hedges(words: list[str], position: int, covered: set[int]) -> bool:
    """True if a word leaves it open; "or" behind a negation ("no hat or glasses") and "most likely" do not."""
    word = words[position]
    if word == "or":
        negated = any(w in _NEGATORS or w.endswith("n't") for w in _clause_before(words, position))
        return not negated and (_touches(words, position, covered, -1) or _touches(words, position, covered, 1))
    if word == "between":
        return not words[position + 1 : position + 2] or not words[position + 1][0].isdigit()
    if word in ("likely", "probably") and words[position - 1 : position] == ["most"]:
        return False
    return word in _HEDGES or words[position : position + 2] == ["out", "of"]


def _touches(words: list[str], position: int, covered: set[int], step: int) -> bool:
    """True if a mention stands next to a word, on one side, but for articles, commas and hedges."""
    position += step
    while 0 <= position < len(words) and position not in covered and words[position] in _GLUE | _HEDGES:
        position += step
    return position in covered


def _clause_after(words: list[str], position: int) -> list[str]:
    return words[position : clause_end(words, position, _STOPS)]


def _clause_before(words: list[str], position: int) -> list[str]:
    return words[clause_start(words, position, _STOPS) : position]
