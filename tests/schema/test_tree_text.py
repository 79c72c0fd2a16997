"""The canonical text of a tree round-trips; what models write is read without ever failing."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError
from emocfg.schema import SCENE, AffectiveTree, Item, Person, parse_tree, read_levels, read_tree, to_text
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


@given(trees())
def test_a_tree_read_level_by_level_is_the_same_tree(tree: AffectiveTree) -> None:
    levels = read_levels(to_text(tree))
    assert (levels.tree, levels.contradicted, levels.problems) == (tree, (), ())
    assert levels.closed == {"attr", "expr", "emo"}


def test_a_level_without_its_closing_tag_counts_as_nothing() -> None:
    levels = read_levels("<attr>\np1: gender=male\n<expr>\np1: AU12\n</expr>\n<emo>\np1: happiness")
    assert levels.tree.persons == (Person("p1", units=levels.tree.person("p1").units),)
    assert [unit.code for unit in levels.tree.person("p1").units or ()] == [12]
    assert levels.closed == {"expr"}
    assert levels.problems == ("<attr> is not closed", "<emo> is not closed")


def test_what_an_exclusive_slot_was_called_before_is_not_lost() -> None:
    levels = read_levels(
        "<attr>\nscene: lighting=warm; lighting=dim\np1: age=young; age=young; age=elderly; looks=male; looks=none\n"
        "</attr>\n<emo>\nscene: relation=mild\np1: sentiment=neutral; valence=1\n"
        "scene: relation=tense\np1: sentiment=positive; valence=2\n</emo>"
    )
    assert levels.contradicted == (
        Item(SCENE, "lighting", "warm"),
        Item("p1", "age", "young"),
        Item("p1", "looks", "male"),
        Item(SCENE, "relation", "mild"),
        Item("p1", "sentiment", "neutral"),
        Item("p1", "valence", "1.0"),
    )


def test_a_valence_off_the_scale_costs_only_itself() -> None:
    tree, problems = read_tree("<emo>\np1: anger; valence=nan; micro=negative\np2: valence=1e9; valence=-3\n</emo>")
    assert (tree.person("p1").valence, tree.person("p1").micro, tree.person("p2").valence) == (None, "negative", -3)
    assert problems == ["not a valence: nan", "not a valence: 1e9"]
