"""Captions are projections of the tree: the reader gets back exactly what was put in, in any wording."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emocfg.build import wording
from emocfg.schema import (
    ASPECTS,
    OPEN_ATTRIBUTES,
    ActionUnit,
    AffectiveTree,
    Emotion,
    Person,
    attribute_items,
    read_caption,
    tree_items,
)
from tests.schema.strategies import trees


@given(trees(), st.sampled_from(ASPECTS), st.integers(0, 99))
@settings(max_examples=300)
def test_every_wording_of_every_tree_reads_back(tree: AffectiveTree, aspect: str, seed: int) -> None:
    text = wording.caption(tree, [aspect], Random(seed))
    reading = read_caption(text, {person.position: person.key for person in tree.persons})
    assert reading.items == tree_items(tree, aspect)
    assert not reading.denied


@given(trees(), st.sampled_from(OPEN_ATTRIBUTES), st.integers(0, 99))
def test_every_open_answer_reads_back(tree: AffectiveTree, attribute: str, seed: int) -> None:
    for person in tree.persons:
        items = attribute_items(person, attribute)
        reading = read_caption(wording.attribute_answer(person, attribute, Random(seed)), {"": person.key})
        assert reading.items == (items or frozenset())
        assert bool(items) != reading.says_none


def test_wordings_differ() -> None:
    person = Person(
        "p1",
        attributes={"gender": "female", "hair_color": "brown", "hair_length": "long", "hat": "hat"},
        units=(ActionUnit(12), ActionUnit(6)),
        emotions=(Emotion("happiness", "high"),),
    )
    tree = AffectiveTree(persons=(person,))
    texts = {wording.caption(tree, ASPECTS, Random(seed)) for seed in range(20)}
    assert len(texts) >= 15


def test_a_rationale_goes_from_evidence_to_conclusion() -> None:
    person = Person("p1", attributes={"gender": "male"}, units=(ActionUnit(4),), emotions=(Emotion("anger"),))
    text = wording.rationale(person, Random(0))
    assert text.index("man") < text.index("AU4") < text.index("anger")


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("oval face", "an oval face"), ("hat", "a hat"), ("glasses", "glasses"), ("pale skin", "pale skin")],
)
def test_articles(phrase: str, expected: str) -> None:
    assert wording._article(phrase) == expected
