"""Differences of two models: paired by sample and person, and as sure as the simulation of ``paired.py`` says."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measures import difference_of, interval_of, value_of
from benchmarks.outcomes import Record
from tests.benchmarks.paired import coverage, draw

LABELS = ("anger", "fear", "joy")
NAMES = ("war", "uar", "f1_macro", "f1_weighted")

rows = st.lists(
    st.tuples(
        st.sampled_from(LABELS),
        st.sampled_from((*LABELS, None)),
        st.sampled_from((*LABELS, None)),
        st.sampled_from("abcd"),
        st.sampled_from(("dfew", "mafw")),
    ),
    min_size=1,
    max_size=14,
)
"""Gold, our answer, theirs, person, corpus."""


def record(number: int, gold: str, said: str | None, person: str, source: str) -> Record:
    outcome, predicted = ("unparsed", ()) if said is None else ("scored", (said,))
    score = float(said == gold)
    return Record(f"s{number}", "emotion_single", source, person, "", outcome, (gold,), predicted, score, said or "")


def pair(drawn: Sequence[tuple[str, str | None, str | None, str, str]]) -> tuple[list[Record], list[Record]]:
    ours = [record(n, gold, mine, person, source) for n, (gold, mine, _, person, source) in enumerate(drawn)]
    theirs = [record(n, gold, other, person, source) for n, (gold, _, other, person, source) in enumerate(drawn)]
    return ours, theirs


@given(rows, st.sampled_from(NAMES))
def test_it_is_ours_minus_theirs_turned_around_when_they_change_places(
    drawn: list[tuple[str, str | None, str | None, str, str]], name: str
) -> None:
    ours, theirs = pair(drawn)
    there, back = difference_of(name, ours, theirs[::-1]), difference_of(name, theirs, ours)
    assert there is not None and back is not None
    assert there.value == pytest.approx(value_of(name, ours) - value_of(name, theirs))
    assert back.value == pytest.approx(-there.value)
    ends = (-back.interval.high, -back.interval.low)
    assert (there.interval.low, there.interval.high) == pytest.approx(ends, abs=1e-9, nan_ok=True)
    if there.interval.rule != "none":
        assert -1 <= there.interval.low <= there.value <= there.interval.high <= 1


@given(rows, st.sampled_from(NAMES))
def test_equal_answers_differ_by_nothing_for_certain(
    drawn: list[tuple[str, str | None, str | None, str, str]], name: str
) -> None:
    ours, _ = pair(drawn)
    found = difference_of(name, ours, ours)
    assert found is not None and found.value == 0.0
    assert found.interval.rule == "none" or (found.interval.low, found.interval.high) == (0.0, 0.0)


@pytest.mark.parametrize("name", ["uar", "f1_macro"])
def test_the_standard_error_is_that_of_people_drawn_by_hand(name: str) -> None:
    """Persons with all their samples drawn one by one, and both models scored anew on each draw."""
    ours, theirs = draw(np.random.default_rng(0), 12, 0.6, 0.5)
    found = difference_of(name, ours, theirs)
    generator, draws = np.random.default_rng(1), []
    people = sorted({r.identity for r in ours})
    for _ in range(400):
        picked = [people[place] for place in generator.integers(0, len(people), len(people))]
        values = []
        for records in (ours, theirs):
            sample = [r for person in picked for r in records if r.identity == person]
            values.append(value_of(name, sample))
        draws.append(values[0] - values[1])
    expected = np.std(draws, ddof=1) * np.sqrt(len(people) / (len(people) - 1))
    assert found is not None and found.interval.standard_error == pytest.approx(expected, rel=0.12)


def test_pairing_takes_out_who_is_hard_for_both() -> None:
    ours, theirs = draw(np.random.default_rng(3), 40, 0.6, 0.5)
    paired, alone = difference_of("uar", ours, theirs), [interval_of("uar", records) for records in (ours, theirs)]
    unpaired = math.hypot(*(interval.standard_error for interval in alone if interval is not None))
    assert paired is not None and paired.interval.standard_error < 0.8 * unpaired


def test_other_samples_or_another_truth_are_refused() -> None:
    ours, theirs = pair([("joy", "joy", "fear", "a", "dfew"), ("fear", "joy", None, "b", "dfew")])
    for other in (theirs[:1], [theirs[0], replace(theirs[1], gold=("joy",))], [replace(theirs[0], id="x"), theirs[1]]):
        with pytest.raises(ValueError, match="not of the same samples"):
            difference_of("uar", ours, other)


def test_what_is_not_defined_has_no_difference() -> None:
    ours, theirs = pair([("joy", "joy", "fear", "a", "dfew")])
    assert difference_of("acc2_nonzero", ours, theirs) is None
    assert difference_of("uar", [], []) is None


def test_intervals_of_differences_hold_the_truth() -> None:
    """As ``paired.py``, smaller: 100 sets, so that 0.95 is measured within 0.04."""
    held, _, _ = coverage("uar", 0.6, 0.5, 20, 100)
    assert held >= 0.88
