"""Label spaces, maps and slots fit together."""

import pytest

from emocfg.core import EmoCfgError
from emocfg.schema import MAPS, PERSON_SLOTS, SPACES, canonical_label, display, label_map, label_space
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
