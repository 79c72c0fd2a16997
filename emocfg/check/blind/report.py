"""The figures over all rationales of a dataset, for ``meta/report.json``."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from emocfg.schema import Check, Vote

from .items import Judged, Masked, Prediction

_DIGITS = 4


def las(items: Iterable[Masked], predictions: Mapping[str, Prediction]) -> dict[str, float | None]:
    """Leakage-adjusted simulatability: what the text adds to the question, for leaking and other texts apart.

    LAS = (LAS_leaking + LAS_non_leaking) / 2, each the mean of [right by text] - [right by question] over its texts
    (Hase et al., EMNLP Findings 2020). There a text leaks if a model reads the label from it alone; here, if it names
    the label (``Masked.leaking``), and both parts are read with the names masked. None for a part without texts, and
    then for the mean.
    """
    parts: dict[bool, list[int]] = {True: [], False: []}
    for item in items:
        found = predictions.get(item.id)
        if found is not None:
            parts[item.leaking].append(found.recovered - found.recovered_by_question)
    leaking, other = (_mean(parts[leaks]) for leaks in (True, False))
    both = None if leaking is None or other is None else round((leaking + other) / 2, _DIGITS)
    return {"leaking": leaking, "non_leaking": other, "mean": both}


def gains(items: Sequence[Masked], judged: Judged) -> dict[str, Any]:
    """What the classifier made of the masked texts, over all, per label space and per label set.

    ``mean_gain`` is the REV of the set (Chen et al., ACL 2023), in nats.
    """
    ordered = sorted(items, key=lambda item: item.id)
    by_space: dict[str, list[Masked]] = defaultdict(list)
    by_label: dict[str, list[Masked]] = defaultdict(list)
    for item in ordered:
        by_space[item.space].append(item)
        by_label[f"{item.space}: {', '.join(sorted(item.labels))}"].append(item)
    reasons = Counter(judged.skipped[item.id] for item in ordered if item.id in judged.skipped)
    return {
        "leaking": sum(item.leaking for item in ordered),
        "skipped": dict(sorted(reasons.items())),
        **_figures(ordered, judged),
        "spaces": {space: _figures(rows, judged) for space, rows in sorted(by_space.items())},
        "labels": {label: _figures(rows, judged) for label, rows in sorted(by_label.items())},
    }


def refusals(checks: Iterable[Sequence[Check]]) -> dict[str, dict[str, float | int | None]]:
    """Per check, over rows: how many passed, failed and were skipped, and the share refused of those it judged."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in checks:
        for check in row:
            counts[check.name][check.verdict] += 1
    return {
        name: {
            **{verdict: found[verdict] for verdict in ("pass", "fail", "skipped")},
            "refusal_rate": _mean([1] * found["fail"] + [0] * found["pass"]),
        }
        for name, found in sorted(counts.items())
    }


def turnout(votes: Iterable[Sequence[Vote]]) -> dict[str, dict[str, int]]:
    """Per aspect and voter, over rows: votes for, against and not cast."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in votes:
        for vote in row:
            counts[f"{vote.aspect}/{vote.voter}"][vote.verdict] += 1
    return {
        name: {verdict: found[verdict] for verdict in ("pass", "fail", "abstain")}
        for name, found in sorted(counts.items())
    }


def _figures(items: Sequence[Masked], judged: Judged) -> dict[str, Any]:
    found = [judged.predictions[item.id] for item in items if item.id in judged.predictions]
    return {
        "rationales": len(items),
        "judged": len(found),
        "accuracy_text": _mean([p.recovered for p in found]),
        "accuracy_question": _mean([p.recovered_by_question for p in found]),
        "mean_gain": _mean([p.gain for p in found]),
        "positive_gain": _mean([p.gain > 0 for p in found]),
        "las": las(items, judged.predictions),
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), _DIGITS) if values else None
