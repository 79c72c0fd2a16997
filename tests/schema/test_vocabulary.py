"""Label spaces, maps and slots fit together."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError
from emocfg.schema import (
    MAPS,
    PERSON_SLOTS,
    SCALES,
    SPACES,
    canonical_label,
    check_native,
    display,
    label_map,
    label_space,
    sentiment_level,
    slots_of_looks,
)
from emocfg.schema.attributes import APPEARANCE_SLOTS, OPEN_ATTRIBUTES, action_attribute
from emocfg.schema.lexicon import ACTION_VERBS, EMOTION_WORDS, MODIFIERS, PHRASES, POSES, UNIT_NAMES


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("emotion-7", 7),
        ("emotion-8", 8),
        ("emotion-11", 11),
        ("sentiment-3", 3),
        ("sentiment-5", 5),
        ("sentiment-7", 7),
        ("au-12", 12),
        ("pose-7", 7),
        ("appearance-40", 40),
        ("action-35", 35),
        ("intensity-3", 3),
        ("micro-3", 3),
        ("fine-22", 22),
        ("relation-5", 5),
    ],
)
def test_spaces_have_their_size_and_no_repeats(name: str, size: int) -> None:
    labels = label_space(name).labels
    assert len(labels) == len(set(labels)) == size


def test_mafw_order_is_the_official_one() -> None:
    assert SPACES["emotion-11"].labels[:3] == ("anger", "disgust", "fear")
    assert SPACES["emotion-11"].labels[7:] == ("contempt", "anxiety", "helplessness", "disappointment")


@pytest.mark.parametrize("pair", MAPS, ids=" to ".join)
def test_maps_land_in_their_space_and_say_whether_they_lose(pair: tuple[str, str]) -> None:
    entry = MAPS[pair]
    images = [image for image in entry.table.values() if image is not None]
    assert set(images) <= set(label_space(entry.target).labels)
    assert entry.citation
    loses = len(set(images)) < len(entry.table)
    assert entry.lossy or not loses


def test_a_map_never_guesses() -> None:
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*row 7"):
        label_map("meld/emotion", "emotion-7").apply("Joy", where="row 7")
    assert label_map("emotion-8", "sentiment-3").apply("surprise", where="x") is None
    with pytest.raises(EmoCfgError, match="E201"):
        canonical_label("no/scheme", "joy", where="x")


def test_an_unknown_label_is_told_its_nearest_neighbour() -> None:
    with pytest.raises(EmoCfgError, match="did you mean 'happiness'"):
        label_space("emotion-7").check("hapiness", where="x")


def test_every_appearance_label_is_a_slot_value() -> None:
    assert list(APPEARANCE_SLOTS) == list(SPACES["appearance-40"].labels)
    for label, (slot, value) in APPEARANCE_SLOTS.items():
        assert label == "blurry" or value in PERSON_SLOTS[slot].values, label


def test_the_fifteen_open_attributes_are_all_answered() -> None:
    answered = {slot.attribute for slot in PERSON_SLOTS.values()} | {
        action_attribute(a) for a in SPACES["action-35"].labels
    }
    assert set(OPEN_ATTRIBUTES) == answered
    assert len(OPEN_ATTRIBUTES) == 15


def test_every_value_worth_saying_has_a_name() -> None:
    named = set(PHRASES) | {key for table in MODIFIERS.values() for key in table}
    for slot in PERSON_SLOTS.values():
        for value in slot.values:
            assert value == slot.plain or (slot.name, value) in named, (slot.name, value)
    assert set(ACTION_VERBS) == set(SPACES["action-35"].labels)
    assert set(POSES) == set(SPACES["pose-7"].labels)
    assert set(EMOTION_WORDS) == set(SPACES["emotion-11"].labels)
    assert {int(label[2:]) for label in SPACES["au-12"].labels} <= set(UNIT_NAMES)


def test_no_word_names_two_things_of_one_kind() -> None:
    for table in (POSES, ACTION_VERBS, EMOTION_WORDS, UNIT_NAMES):
        words = [word for names in table.values() for word in names]
        assert len(words) == len(set(words))


def test_labels_read_as_words() -> None:
    assert display("weakly_negative") == "weakly negative"


@pytest.mark.parametrize("scheme", sorted({source for source, _ in MAPS}))
def test_all_maps_of_a_scheme_know_the_same_labels(scheme: str) -> None:
    tables = [set(entry.table) for (source, _), entry in MAPS.items() if source == scheme]
    assert all(table == tables[0] for table in tables)


@given(st.integers(-300, 300).map(lambda n: n / 100))
def test_scores_become_labels_as_their_owners_cut_them(value: float) -> None:
    sign = "negative" if value < 0 else "positive" if value > 0 else "neutral"
    assert SCALES["mosi/score"].sign(value) == SCALES["mosei/score"].sign(value) == sign
    mosi = SCALES["mosi/score"]
    assert sentiment_level(mosi.common(value)) == SPACES["sentiment-7"].labels[int(np.clip(np.round(value), -3, 3)) + 3]


@given(st.integers(-100, 100).map(lambda n: n / 100))
def test_ch_sims_cuts_are_those_of_mmsa(value: float) -> None:
    """Intervals open on the left: (-1.01, -0.7, -0.1, 0.1, 0.7, 1.01] and (-1.01, -0.1, 0.1, 1.01]."""
    scale = SCALES["ch-sims/score"]
    five = pd.cut([value], [-1.01, -0.7, -0.1, 0.1, 0.7, 1.01], labels=SPACES["sentiment-5"].labels)[0]
    three = pd.cut([value], [-1.01, -0.1, 0.1, 1.01], labels=SPACES["sentiment-3"].labels)[0]
    assert (sentiment_level(scale.common(value), "sentiment-5"), scale.sign(value)) == (five, three)


@pytest.mark.parametrize("text", ["", "nan", "3.1", "-4", "one", "inf", "0_1"])
def test_a_score_off_its_scale_is_refused(text: str) -> None:
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*label.csv:2"):
        check_native("sentiment", "mosi/score", text, where="label.csv:2")


@given(st.sets(st.sampled_from(SPACES["appearance-40"].labels)))
def test_slots_say_no_more_than_forty_labels_do(looks: set[str]) -> None:
    slots = slots_of_looks(looks)
    for label, (slot, value) in APPEARANCE_SLOTS.items():
        if slot in slots and label != "male":
            assert (slots[slot] == value) <= (label in looks)
    assert slots["gender"] == ("male" if "male" in looks else "female")
    assert ("age" in slots) == ("young" in looks)
