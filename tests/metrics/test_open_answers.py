"""Open answers by rule: emotion words by their families, captions by their items."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.metrics import clue_overlap, label_overlap
from emocfg.metrics.wheel import wheel_coverage, wheel_f1
from emocfg.schema import Item
from emocfg.schema.lexicon import EMOTION_WORDS
from emocfg.schema.wheels import FORMS, WHEELS, Wheel, word_key

PLUTCHIK, SHAVER = WHEELS["plutchik"], WHEELS["shaver"]


def test_set_f1_over_wheels_is_worked_out_by_hand() -> None:
    """Families of Plutchik: {anger, fear} against {anger}, and {joy} against {joy, sadness}: P = 3/4, R = 3/4.

    In Shaver's, pride is joy: {joy} against {joy, sadness} is the same, and so is the rest.
    """
    gold = [{"rage", "terrified"}, {"ecstasy"}]
    predicted = [{"angry"}, {"joyful", "grief"}]
    assert wheel_f1(gold, predicted, [PLUTCHIK]) == pytest.approx(0.75)
    assert wheel_f1([{"proud"}], [{"joyful"}], [SHAVER]) == 1.0
    assert wheel_f1([{"proud"}], [{"joyful"}], [PLUTCHIK]) == 0.0
    assert wheel_f1([{"proud"}], [{"joyful"}], [SHAVER, PLUTCHIK]) == 0.5


def test_f_is_of_mean_precision_and_recall() -> None:
    """P = (1 + 1/2) / 2 and R = (1/2 + 1) / 2 give F = 3/4; the mean over samples of F1 would be 2/3."""
    assert wheel_f1([{"rage", "joy"}, {"grief"}], [{"rage"}, {"grief", "trust"}], [PLUTCHIK]) == pytest.approx(3 / 4)


def test_unknown_words_are_families_of_their_own() -> None:
    assert wheel_f1([{"sleepy"}], [{"sleepiness"}], [PLUTCHIK]) == 1.0
    assert wheel_f1([{"sleepy"}], [{"hungry"}], [PLUTCHIK]) == 0.0
    assert wheel_f1([{"rage"}], [{"rage", "hungry"}], [PLUTCHIK]) == pytest.approx(2 / 3)
    assert wheel_f1([{"anger"}], [{"unknown: anger"}], [PLUTCHIK]) == 0.0
    assert wheel_coverage([{"rage", "hungry"}, {"grief", "rage"}], PLUTCHIK) == 0.75
    assert math.isnan(wheel_coverage([set()], PLUTCHIK))


def test_no_answer_is_wrong_and_two_empty_sets_agree() -> None:
    assert wheel_f1([{"rage"}, set()], [None, None]) == 0.0
    assert wheel_f1([set()], [set()]) == 1.0
    assert wheel_f1([set(), {"rage"}], [{"rage"}, set()]) == 0.0
    assert wheel_f1([], []) == 0.0


@given(st.lists(st.frozensets(st.sampled_from(("angry", "scared", "sleepy")), min_size=1), min_size=1))
def test_the_same_words_score_one(gold: list[frozenset[str]]) -> None:
    assert wheel_f1(gold, gold) == pytest.approx(1.0)


def test_wheels_hold_what_their_sources_print() -> None:
    assert [len(wheel.groups) for wheel in WHEELS.values()] == [7, 16, 6]
    assert all(len(words) in (1, 3) for words in PLUTCHIK.groups.values())
    assert sum(map(len, SHAVER.groups.values())) == 135


@pytest.mark.parametrize("wheel", WHEELS.values(), ids=WHEELS)
def test_no_word_has_two_families(wheel: Wheel) -> None:
    """Neither by its stem nor through a synonym."""
    for family, words in wheel.groups.items():
        forms = [form for word in words for form in (word, *FORMS.get(word, ()))]
        assert {wheel.group(form) for form in forms} == {family}
    for synonyms in EMOTION_WORDS.values():
        assert len({wheel.group(word) for word in synonyms}) == 1, synonyms


def test_every_listed_form_is_needed() -> None:
    words = {word for wheel in WHEELS.values() for family in wheel.groups.values() for word in family}
    assert FORMS.keys() <= words
    for word, forms in FORMS.items():
        assert word_key(word) not in map(word_key, forms)


ANGER, FROWN, HAT = Item("p1", "emotion", "anger"), Item("p1", "unit", "4"), Item("p2", "hat", "hat")
GOLD = {ANGER, Item("p1", "intensity", "high"), FROWN, HAT}


@pytest.mark.parametrize(
    ("predicted", "label", "clue"),
    [
        (GOLD, 1.0, 1.0),
        (None, 0.0, 0.0),
        (set(), 0.0, 0.0),
        ({ANGER}, 2 / 3, 0.0),
        ({Item("p2", "emotion", "anger"), FROWN}, 0.0, 2 / 3),
        ({FROWN, HAT, Item("p1", "sentiment", "negative")}, 0.0, 1.0),
    ],
)
def test_labels_and_clues_are_scored_apart(predicted: set[Item] | None, label: float, clue: float) -> None:
    assert label_overlap(GOLD, predicted) == pytest.approx(label)
    assert clue_overlap(GOLD, predicted) == pytest.approx(clue)


def test_nothing_to_say_and_nothing_said_agree() -> None:
    assert label_overlap({FROWN}, {HAT}) == clue_overlap({ANGER}, {ANGER}) == 1.0
    assert label_overlap({FROWN}, {ANGER}) == 0.0
