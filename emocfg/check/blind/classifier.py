"""M1: does a rationale say more of its label than the question does, to a reader that never saw the answer?

    gain = log p(labels | masked text) - log p(labels | question)

in nats, by two small classifiers of one family, each fitted to other groups than the item's. It is the pointwise
conditional V-information of REV (Chen et al., ACL 2023; Hewitt et al., EMNLP 2021), whose vacuous baseline is the
question here. RORA (Jiang et al., ACL 2024) makes the predictor blind to leaking words by counterfactuals; we take the
words out of the text before (``MASK``), which is exact for a closed vocabulary.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emocfg.core import EmoCfgError, unknown_name
from emocfg.core import seed as named_seed

from .items import Judged, Masked, Prediction, visible
from .text_model import Counts, Labels, TextModel, count
from .text_model import fit as fit_text

FOLDS = 5
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two readers of a label space."""

    text: TextModel
    question: TextModel


@dataclass(frozen=True, slots=True)
class Model:
    """Readers fitted to the rationales of a train split, for rationales of other groups.

    Attributes:
        spaces: label space to its readers.
        skipped: label space to why it has none.
    """

    spaces: dict[str, _Pair]
    skipped: dict[str, str]

    def read(self, texts: Sequence[str], space: str) -> list[Labels]:
        """The labels read from masked texts; () for a text without a word that the model knows.

        Raises:
            EmoCfgError: E201 if the model was not fitted to this label space.
        """
        if space not in self.spaces:
            raise unknown_name("fitted label space", space, sorted(self.spaces), where="blind classifier")
        model = self.spaces[space].text
        counts = count([visible(text) for text in texts])
        return _read(model, counts, model.probabilities(counts))

    def judge(self, items: Iterable[Masked]) -> Judged:
        """Predictions for items whose groups the model was not fitted to; the caller sees to that."""
        result = Judged()
        for space, rows in _by_space(items).items():
            if space in self.spaces:
                _predict(self.spaces[space], rows, _Counted.of(rows), result)
            else:
                why = self.skipped.get(space, f"no rationale of {space} to learn from")
                result.skipped.update((row.id, why) for row in rows)
        return result


@dataclass(frozen=True, slots=True)
class _Counted:
    """Items as word counts: their texts and their questions."""

    texts: Counts
    questions: Counts

    @classmethod
    def of(cls, rows: Sequence[Masked]) -> "_Counted":
        return cls(count([visible(row.text) for row in rows]), count([visible(row.question) for row in rows]))

    def at(self, rows: Sequence[int]) -> "_Counted":
        return _Counted(self.texts[rows], self.questions[rows])


def fit(items: Iterable[Masked]) -> Model:
    """Fit a model to rationales, one pair of readers per label space."""
    spaces, skipped = {}, {}
    for space, rows in _by_space(items).items():
        why = _too_few(rows)
        if why:
            skipped[space] = why
        else:
            spaces[space] = _fit(rows, _Counted.of(rows), several=_several(rows))
    return Model(spaces, skipped)


def cross_fit(items: Iterable[Masked], folds: int = FOLDS, seed: int = 0) -> Judged:
    """Predict every item by readers fitted to the folds that its group is not in.

    The result depends on the items and the seed alone, not on their order.

    Args:
        items: of any label spaces; each space is a problem of its own.
        folds: at most so many; fewer where there are fewer groups.
        seed: of the folds.

    Raises:
        EmoCfgError: E304 if two items have one id, E202 for fewer than two folds.
    """
    if folds < 2:
        raise EmoCfgError("E202", f"folds = {folds}", where="blind classifier", fix="at least 2")
    result = Judged()
    for rows in _by_space(items).values():
        why = _too_few(rows)
        if why:
            result.skipped.update((row.id, why) for row in rows)
            continue
        fold_of = assign_folds(rows, folds, seed)
        counted, several = _Counted.of(rows), _several(rows)
        for fold in sorted(set(fold_of.values())):
            held = [i for i, row in enumerate(rows) if fold_of[row.group] == fold]
            rest = [i for i, row in enumerate(rows) if fold_of[row.group] != fold]
            taught, asked = [rows[i] for i in rest], [rows[i] for i in held]
            why = _too_few(taught, groups=1)
            if why:
                result.skipped.update((row.id, f"{why} outside its fold") for row in asked)
            else:
                _predict(_fit(taught, counted.at(rest), several=several), asked, counted.at(held), result)
    return result


def assign_folds(rows: Sequence[Masked], folds: int, seed: int) -> dict[str, int]:
    """Group to fold: groups of rare labels first, each to the fold that has least of its rarest label, then of all.

    Rare labels are thus spread as far as their groups allow; ties are drawn by name.
    """
    support = Counter(label for row in rows for label in row.labels)
    rarest: dict[str, str] = {}
    holds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        holds[row.group].update(row.labels or ("",))
        for label in row.labels:
            rarest[row.group] = min(rarest.get(row.group, label), label, key=lambda one: (support[one], one))
    sizes = Counter(row.group for row in rows)
    order = sorted(sizes, key=lambda g: (support[rarest.get(g, "")], -sizes[g], named_seed("blind fold", seed, g)))
    filled: list[Counter[str]] = [Counter() for _ in range(min(folds, len(sizes)))]
    totals = [0] * len(filled)
    placed: dict[str, int] = {}
    for group in order:
        fold = min(range(len(filled)), key=lambda i: (filled[i][rarest.get(group, "")], totals[i], i))
        placed[group] = fold
        filled[fold].update(holds[group])
        totals[fold] += sizes[group]
    return placed


def _by_space(items: Iterable[Masked]) -> dict[str, list[Masked]]:
    ordered = sorted(items, key=lambda item: item.id)
    spaces: dict[str, list[Masked]] = defaultdict(list)
    for before, item in zip([None, *ordered], ordered, strict=False):
        if before is not None and before.id == item.id:
            raise EmoCfgError(
                "E304", f"two rationales are called {item.id!r}", where="blind classifier", fix="one id each"
            )
        spaces[item.space].append(item)
    return dict(sorted(spaces.items()))


def _too_few(rows: Sequence[Masked], groups: int = 2) -> str:
    """Why there is nothing to learn from these rows; "" if there is."""
    space = rows[0].space if rows else ""
    if len({row.group for row in rows}) < groups:
        return f"fewer than {groups} groups in {space}"
    if len({frozenset(row.labels) for row in rows}) < 2:
        return f"only one label in {space}"
    return ""


def _several(rows: Sequence[Masked]) -> bool:
    return any(len(row.labels) != 1 for row in rows)


def _fit(rows: Sequence[Masked], counted: _Counted, *, several: bool) -> _Pair:
    labels = [row.labels for row in rows]
    return _Pair(fit_text(counted.texts, labels, several=several), fit_text(counted.questions, labels, several=several))


def _predict(pair: _Pair, rows: Sequence[Masked], counted: _Counted, result: Judged) -> None:
    by_text, by_question = pair.text.probabilities(counted.texts), pair.question.probabilities(counted.questions)
    read = _read(pair.text, counted.texts, by_text)
    asked = _read(pair.question, counted.questions, by_question)
    for i, row in enumerate(rows):
        unseen = sorted(set(row.labels) - set(pair.text.labels))
        if unseen:
            result.skipped[row.id] = f"no other group has {unseen[0]} in {row.space}"
            continue
        text, question = (_log_p(pair.text, found[i], row.labels) for found in (by_text, by_question))
        result.predictions[row.id] = Prediction(
            row.id,
            read[i],
            set(read[i]) == set(row.labels),
            set(asked[i]) == set(row.labels),
            round(text, _DIGITS),
            round(question, _DIGITS),
            round(text - question, _DIGITS),
        )


def _read(model: TextModel, counts: Counts, found: NDArray[np.float64]) -> list[Labels]:
    """The likeliest label, or all that are likelier than not where there may be several; () for unknown words."""
    known = model.known(counts)
    read: list[Labels] = []
    for i, row in enumerate(found):
        likely = np.flatnonzero(row > 0.5) if model.several else np.array([], dtype=np.int64)
        chosen = likely if likely.size else [int(np.argmax(row))]
        read.append(tuple(model.labels[j] for j in chosen) if known[i] else ())
    return read


def _log_p(model: TextModel, row: NDArray[np.float64], labels: Labels) -> float:
    """Log p of exactly these labels: of the one, or of every yes and every no."""
    has = np.isin(model.labels, labels)
    if not model.several:
        return float(np.log(row[has]).sum())
    return float(np.log(np.where(has, row, 1 - row)).sum())
