"""An answer as lmms-eval's metrics: marked by the same code, aggregated by the same formulas as ``emocfg eval``.

lmms-eval calls :func:`process_results` per sample, from several threads, and retries and then dies where it raises; the
functions here are pure and total. It has no notion of a failure: a model that has no answer gives a sentinel, an empty
text or the word "None". These end as ``model_error`` here and count as wrong, and ``failed`` is their share.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from emocfg.schema.features import from_row, to_row

from ..final import MAX_ANSWER
from ..marking import failure, mark
from ..measures import MEASURES, value_of
from ..outcomes import FAILURES, Record
from ..specs import SPECS
from .rows import sample_of

SENTINELS = ("[LMMS_EVAL_REQUEST_FAILED", "[LMMS_EVAL_BUDGET_EXCEEDED")
"""How the texts begin that lmms-eval puts in place of answers."""

Item = dict[str, Any]
"""A record without the answer's text, which lmms-eval logs itself."""


def metric_names(task: str) -> tuple[str, ...]:
    """The metrics of a task: the mean score of a sample, the headline, what stands beside it, and the rates."""
    spec = SPECS[task]
    beside = tuple(name for name in (spec.headline, *spec.beside) if name not in ("emo_score", "headline"))
    return ("emo_score", "headline", *beside, "answered_only", "unscored", "failed")


def process_results(doc: dict[str, Any], results: Sequence[Any]) -> dict[str, float | Item]:
    """The metrics of one sample.

    Returns:
        ``emo_score`` the sample's own score in 0..1, as a number; every other metric of the task with the record, from
        which it is aggregated: id, identity, gold, predicted, outcome, and ``score`` for lmms-eval's own statistics.
    """
    sample = sample_of(doc)
    answer = results[0] if results else None
    text = answer[:MAX_ANSWER] if isinstance(answer, str) else ""
    record = failure(sample, "model_error", text or "no answer") if _failed(text, sample.task) else mark(sample, text)
    item = to_row(record) | {"answer": ""}
    return {"emo_score": record.score, **{name: item for name in metric_names(sample.task) if name != "emo_score"}}


def _failed(text: str, task: str) -> bool:
    """True for what stands for no answer.

    "None" is how lmms-eval writes an answer that was None. Where a task takes "none" for an answer, the two cannot be
    told apart any more, and it is read as the answer; ``emocfg eval`` sees the difference.
    """
    stripped = text.strip()
    return not stripped or stripped.startswith(SENTINELS) or (stripped == "None" and SPECS[task].task.kind == "single")


def headline(items: Sequence[Item]) -> float:
    """The strict headline of the task: the mean over its corpora, whatever was not scored counted as wrong."""
    return _headline(_records(items))


def answered_only(items: Sequence[Item]) -> float:
    """The headline over scored samples alone; nan if there are none."""
    scored = [record for record in _records(items) if record.outcome == "scored"]
    return _headline(scored) if scored else float("nan")


def unscored(items: Sequence[Item]) -> float:
    """The share of samples that were not scored."""
    return _share(item["outcome"] != "scored" for item in items)


def failed(items: Sequence[Item]) -> float:
    """The share of samples that say nothing of the model's skill because asking failed."""
    return _share(item["outcome"] in FAILURES for item in items)


def _headline(records: Sequence[Record]) -> float:
    return value_of(SPECS[records[0].task].headline, records)


def _share(held: Iterable[bool]) -> float:
    found = list(held)
    return sum(found) / len(found)


def _metric(name: str, items: Sequence[Item]) -> float:
    return value_of(name, _records(items))


def _records(items: Sequence[Item]) -> list[Record]:
    return [from_row(Record, item) for item in items]


def __getattr__(name: str) -> Callable[[Sequence[Item]], float]:
    """The aggregation of a metric of :data:`benchmarks.measures.MEASURES`, by its name."""
    if name in MEASURES:
        return partial(_metric, name)
    raise AttributeError(name)
