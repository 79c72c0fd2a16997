"""How strong a rationale says that an emotion is, in more words than captions use."""

from collections.abc import Sequence

from emocfg.schema import Claim

_LEVELS: dict[str, str] = {
    "low": "small faint faintest faintly slight slightest slightly mild mildly weak weakest weakly subtle subtly hint "
    "trace touch "
    "little barely minimal tiny light lightly shade scarcely low",
    "medium": "reasonably fairly fair moderate moderately medium middling mid average intermediate",
    "high": "exceedingly totally strong strongly strongest intense intensely high highly "
    "deep deeply great greatly enormous "
    "enormously extreme "
    "extremely huge massive overwhelming devastating utter utterly violent profound profoundly "
    "fierce utmost stiff "
    "powerful powerfully tremendous immense unbridled sheer maximal maximum heartbroken",
}
VERY = "medium|high"
"""What "very" says: not that it is weak."""

_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
_WITH_ARTICLE = frozenset(("touch", "shade", "trace", "light", "small", "fair"))
"""Words of strength behind an article only: "a touch of fear", not "it does not touch her"."""

_SCALE = frozenset(("intensity", "level", "strength", "degree", "size", "intense", "strong", "weak", "scale", "felt"))
_NEGATORS = frozenset(("not", "no", "never", "without", "nothing", "hardly"))
_SEGMENT_ENDS = frozenset(".;!?\n,:()")
_REACH = 4
_BEFORE_ADJECTIVE = _LEVEL_OF.keys() | {",", "and", "almost", "very", "quite", "even", "yet"}
_OF_IT = 7
"""Words from "a high level" to the feeling that it is of."""


def strengths(words: Sequence[str], claims: Sequence[Claim]) -> list[Claim]:
    """Claims of intensity: a word of strength next to an emotion, or one that names the scale behind it."""
    felt = [claim for claim in claims if claim.kind == "emotion" and not claim.negated]
    found = []
    for i, word in enumerate(words):
        level = VERY if word == "very" and any(c.start == i + 1 for c in felt) else _LEVEL_OF.get(word, "")
        near = _emotion_near(words, i, felt) if level else None
        if i and words[i - 1] in _LEVEL_OF and near is not None:
            continue  # "moderately strong" is moderate
        if word in _WITH_ARTICLE and words[i - 1 : i] not in (["a"], ["the"]):
            continue
        if near is None or _NEGATORS & set(words[max(0, i - 2) : i]):
            continue
        found.append(Claim(near.persons, "intensity", level, negated=False, hedged=False, start=i, end=i + 1))
    return found


def _emotion_near(words: Sequence[str], i: int, felt: list[Claim]) -> Claim | None:
    for claim in felt:
        low, high = min(i, claim.start), max(i + 1, claim.end)
        between = words[low:high]
        if i < claim.start and set(words[i + 1 : claim.start - 1]) <= _BEFORE_ADJECTIVE:
            return claim  # "a faint, almost unnoticeable joy"
        if high - low <= _REACH + claim.end - claim.start and _SEGMENT_ENDS.isdisjoint(between):
            return claim
    scale = set(words[max(0, i - 2) : i + 3]) & _SCALE
    ahead = [claim for claim in felt if i < claim.start <= i + _OF_IT]
    of_it = [claim for claim in ahead if _SEGMENT_ENDS.isdisjoint(words[i : claim.start])]
    if of_it and scale:
        return of_it[0]
    before = [claim for claim in felt if claim.end <= i and not {".", ";", "!", "?", "\n"} & set(words[claim.end : i])]
    return before[-1] if scale and before else None
