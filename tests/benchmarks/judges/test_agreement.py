"""Agreement with people: worked figures, who is trusted, and files that are refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.judges.agreement import LEAST_ITEMS, OVERALL, Key, agreements, read_ratings
from benchmarks.judges.protocol import ACCURACY
from benchmarks.judges.results import Row
from benchmarks.judges.text import agreement_table
from emocfg.core import EmoCfgError, rng
from emocfg.metrics.agreement import cohen_kappa, krippendorff_alpha


def row(number: int, score: int | None, task: str = "emotion_caption") -> Row:
    scores = {} if score is None else {ACCURACY: score}
    outcome = "judge_error" if score is None else "judged"
    return Row(f"s{number}", task, f"p{number % 40}", "j", outcome, scores, "", 10, 0, False)


def rated(scores: list[int], task: str = "emotion_caption") -> dict[Key, int]:
    return {(f"s{number}", task, ACCURACY): score for number, score in enumerate(scores)}


def test_the_figures_are_those_of_the_metrics() -> None:
    draws = rng("agreement", 0)
    gold = [draws.randrange(101) for _ in range(300)]
    said = [min(100, max(0, score + draws.randrange(-30, 31))) for score in gold]
    found = agreements([row(n, s) for n, s in enumerate(said)], rated(gold))[OVERALL]
    bins = [[min(score // 20, 4) for score in scores] for scores in (gold, said)]
    labels = [[str(place) for place in side] for side in bins]
    same = sum(a == b for a, b in zip(*bins, strict=True)) / 300
    kappa = cohen_kappa(labels[0], labels[1], order=list("01234"), weights="quadratic")
    assert found.accuracy[0] == pytest.approx(same)
    assert found.kappa[0] == pytest.approx(kappa)
    assert found.alpha[0] == pytest.approx(krippendorff_alpha(bins, "ordinal"))
    for value, low, high in (found.accuracy, found.kappa, found.alpha):
        assert value is not None and low is not None and high is not None
        assert low < value < high
    assert (found.items, found.clusters, found.left_out) == (300, 40, 0)


@pytest.mark.parametrize(("items", "trusted"), [(LEAST_ITEMS, True), (LEAST_ITEMS - 1, False)])
def test_few_items_are_not_trusted(items: int, trusted: bool) -> None:
    gold = [n * 7 % 101 for n in range(items)]
    found = agreements([row(n, s) for n, s in enumerate(gold)], rated(gold))
    assert found[OVERALL].kappa[0] == 1.0
    assert found[OVERALL].trusted is trusted
    assert ("do not rank" in agreement_table(found)) is not trusted


def test_a_judge_that_says_one_thing_or_guesses_is_not_trusted() -> None:
    gold = [n * 7 % 101 for n in range(400)]
    draws = rng("guess", 0)
    for said in ([100] * 400, [draws.randrange(101) for _ in gold], [100 - score for score in gold]):
        found = agreements([row(n, s) for n, s in enumerate(said)], rated(gold))[OVERALL]
        assert not found.trusted
        assert found.kappa[0] is not None
        assert found.kappa[0] < 0.15


def test_what_has_no_verdict_is_left_out_and_counted() -> None:
    rows = [row(0, 80), row(1, None), row(2, 10, "open_attribute")]
    ratings = rated([80, 80, 80]) | {("s2", "open_attribute", ACCURACY): 10}
    found = agreements(rows, ratings)
    assert {name: (each.items, each.left_out) for name, each in found.items()} == {
        OVERALL: (2, 2),
        "emotion_caption": (1, 2),
        "open_attribute": (1, 0),
    }
    nothing = agreements([], ratings)[OVERALL]
    assert (nothing.items, nothing.kappa, nothing.trusted) == (0, (None, None, None), False)


GOOD: dict[str, Any] = {"id": "s0", "task": "emotion_caption", "aspect": ACCURACY, "score": 50}


CHANGES: list[dict[str, Any]] = [
    *({"score": 101}, {"score": 5.0}, {"score": True}, {"score": "5"}, {"aspect": "fluency"}, {"task": "identity"}),
    *({"task": "x"}, {"id": 5}, {"task": []}, {"rater": "a"}),
]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "E102"),
        (["x"], "E303"),
        (["[]"], "E302"),
        ([GOOD, GOOD], "E304"),
        *[([GOOD | change], "E302") for change in CHANGES],
    ],
)
def test_bad_ratings_are_refused_with_their_line(tmp_path: Path, lines: list[Any], code: str) -> None:
    path = tmp_path / "ratings.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    with pytest.raises(EmoCfgError) as caught:
        read_ratings(path)
    assert caught.value.code == code
    assert not lines or f":{len(lines)}" in caught.value.where


def test_ratings_are_read(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(json.dumps(GOOD) + "\n")
    assert read_ratings(tmp_path / "r.jsonl") == {("s0", "emotion_caption", ACCURACY): 50}
    with pytest.raises(EmoCfgError, match="E102"):
        read_ratings(tmp_path / "none.jsonl")
