"""The canonical text of a tree round-trips; what models write is read without ever failing."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError
from emocfg.schema import AffectiveTree, Person, parse_tree, read_tree, to_text
from tests.schema.strategies import trees

GOLDEN = Path(__file__).parent / "golden_tree.txt"


@given(trees())
def test_text_round_trips(tree: AffectiveTree) -> None:
    assert parse_tree(to_text(tree), where="here") == tree


@given(trees())
def test_levels_are_closed_in_the_order_of_reasoning(tree: AffectiveTree) -> None:
    text = to_text(tree)
    places = [text.index(tag) for tag in ("</attr>", "</expr>", "</emo>")]
    assert places == sorted(places)


@given(trees(), st.data())
def test_a_damaged_text_is_read_without_an_exception_and_refused_as_canonical(
    tree: AffectiveTree, data: st.DataObject
) -> None:
    text = to_text(tree)
    at = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:at] + data.draw(st.sampled_from(("", ";", "=", "\n", '"', "<", "zz"))) + text[at + 1 :]
    read_tree(damaged)
    try:
        assert to_text(parse_tree(damaged, where="here")) == damaged
    except EmoCfgError as error:
        assert error.code == "E305"


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    _, problems = read_tree(text)
    assert problems or "<" in text


def test_unknown_and_absent_differ() -> None:
    unknown, absent = (AffectiveTree(persons=(Person("p1", units=units),)) for units in (None, ()))
    assert to_text(unknown) != to_text(absent)
    assert "<expr>\np1: none\n</expr>" in to_text(absent)


def test_a_model_may_forget_a_tag_and_invent_a_slot() -> None:
    tree, problems = read_tree("Sure!\n<attr>\np1: gender=female; shoe_size=42\n<emo>\np1: happiness; bliss*high\n")
    assert tree.person("p1").attributes == {"gender": "female"}
    assert [emotion.label for emotion in tree.person("p1").emotions or ()] == ["happiness"]
    assert problems == ["unknown attribute shoe_size=42", "unknown emotion bliss*high"]


def test_golden_text_is_still_read() -> None:
    text = GOLDEN.read_text(encoding="utf-8").rstrip("\n")
    assert to_text(parse_tree(text, where=str(GOLDEN))) == text


def test_reading_a_huge_text_is_quick() -> None:
    noise = "".join(random.Random(0).choice('<>ap1:;="@* \n') for _ in range(200_000))
    _, problems = read_tree(noise)
    assert problems[0].startswith("only the first")
