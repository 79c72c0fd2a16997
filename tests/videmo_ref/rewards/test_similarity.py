"""Partial credit is symmetric, never beats the truth, and speaks of values that exist."""

from hypothesis import given
from hypothesis import strategies as st

from emocfg.schema import PERSON_SLOTS, SPACES, Span
from emocfg.schema.lexicon import UNIT_NAMES
from tests.schema.strategies import SPANS
from videmo_ref.rewards.claims import Claim
from videmo_ref.rewards.similarity import (
    _MUSCLES,
    _SIGN,
    _SLOTS,
    FAMILY,
    KIN,
    overlap,
    sentiment_credit,
    similarity,
    strength_credit,
    value_similarity,
)

EMOTIONS = SPACES["emotion-11"].labels


def test_every_value_of_the_tables_exists() -> None:
    known = {slot: set(entry.values) for slot, entry in PERSON_SLOTS.items()}
    known |= {"head_pose": set(SPACES["pose-7"].labels), "relation": set(SPACES["relation-5"].labels)}
    for (slot, pair), credit in _SLOTS.items():
        assert len(pair) == 2
        assert pair <= known[slot]
        assert 0 < credit <= 0.5
    assert {int(unit) for unit in _MUSCLES} <= UNIT_NAMES.keys()
    assert _SIGN.keys() == set(EMOTIONS)


@given(st.sampled_from(EMOTIONS), st.sampled_from(EMOTIONS))
def test_emotions_are_equal_of_a_family_or_of_a_sign(one: str, other: str) -> None:
    credit = value_similarity("emotion", one, other)
    assert credit == value_similarity("emotion", other, one)
    assert (credit == 1) == (one == other)
    if one != other:
        assert credit <= FAMILY
        assert "neutral" not in {one, other} or credit == 0


def test_some_emotions() -> None:
    assert value_similarity("emotion", "sadness", "disappointment") == FAMILY
    assert value_similarity("emotion", "sadness", "fear") == KIN
    assert value_similarity("emotion", "happiness", "anger") == 0
    assert value_similarity("emotion", "surprise", "happiness") == 0


def test_units() -> None:
    assert value_similarity("unit", "1", "2") == value_similarity("unit", "25", "26") == 0.5
    assert value_similarity("unit", "2", "6") == value_similarity("unit", "12", "15") == 0
    twelve = Claim("unit", "12", 0.5, "L", Span(0.0, 1.0))
    assert similarity(twelve, twelve) == 1
    assert similarity(Claim("unit", "12"), twelve) == 0.25  # not the side, not how strong, not when
    assert similarity(twelve, Claim("unit", "12", None, "L")) == 1  # nobody asked how strong or when


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_sentiment_has_a_gradient_near_the_truth_alone(said: float, true: float) -> None:
    credit = sentiment_credit(said, true)
    assert credit == sentiment_credit(true, said)
    assert credit == 0 or (credit > 0.5 and said * true >= 0 and abs(said - true) < 3)


@given(SPANS, SPANS.filter(bool), st.none() | st.floats(0, 1), st.floats(0, 1))
def test_times_and_strengths_are_shares(said: Span | None, true: Span, weak: float | None, strong: float) -> None:
    assert 0 <= overlap(said, true) <= 1
    assert overlap(true, true) == 1
    assert 0 <= strength_credit(weak, strong) <= 1
    assert strength_credit(strong, strong) == 1


def test_a_time_that_ends_before_it_begins_earns_nothing() -> None:
    assert overlap(Span(2.0, 1.0), Span(0.0, 3.0)) == 0
    assert overlap(Span(1.0, 1.0), Span(1.0, 1.0)) == 1
