"""Partners have the same label and another group; what fits all of them alike is not specific."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.check.blind import Masked, check_swap, facts, specificity, support, swap_partner, swap_partners
from emocfg.schema import ActionUnit, AffectiveTree, Emotion, Person

from .texts import LABELS, make

ROWS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(LABELS)), max_size=30)


def rows(pairs: list[tuple[int, str]]) -> list[Masked]:
    return [Masked(f"c{i}", f"g{g}", "", "", (label,), "emotion-8", False) for i, (g, label) in enumerate(pairs)]


@given(ROWS, st.integers(0, 3), st.integers(1, 6))
def test_partners_share_the_label_and_not_the_group(pairs: list[tuple[int, str]], seed: int, count: int) -> None:
    items = {item.id: item for item in rows(pairs)}
    partners = swap_partners(items.values(), seed, count)
    for name, item in items.items():
        fit = {o.id for o in items.values() if o.labels == item.labels and o.group != item.group}
        found = partners.get(name, ())
        assert len(found) == len(set(found)) == min(count, len(fit))
        assert set(found) <= fit
    assert swap_partners(list(items.values())[::-1], seed, count) == partners


def test_one_partner_is_the_first_of_several() -> None:
    items = make(40)
    assert swap_partner(items, 3) == {name: found[0] for name, found in swap_partners(items, 3, 1).items()}
    assert swap_partner(items, 3) != swap_partner(items, 4)


def test_labels_of_another_space_are_other_labels() -> None:
    items = rows([(0, "surprise"), (1, "surprise")])
    assert swap_partner([items[0], replace(items[1], space="micro-3")]) == {}


def test_clips_that_look_alike_are_no_partners() -> None:
    items = rows([(0, "fear"), (1, "fear"), (2, "fear")])
    partners = swap_partners(items, count=5, known={"c0": "a", "c1": "a", "c2": "b"})
    assert (partners["c0"], partners["c1"], set(partners["c2"])) == (("c2",), ("c2",), {"c0", "c1"})
    assert swap_partner(items, known=dict.fromkeys(("c0", "c1", "c2"), "same")) == {}


def test_facts_are_all_but_the_emotion() -> None:
    person = Person("p1", attributes={"hat": "hat"}, units=(ActionUnit(12),), emotions=(Emotion("happiness", "low"),))
    tree = AffectiveTree({"background": "park"}, (person,))
    other = AffectiveTree({"background": "park"}, (replace(person, emotions=(Emotion("anger"),)),))
    assert facts(tree) == facts(other)
    assert facts(tree) != facts(replace(tree, scene={"background": "office"}))
    assert facts(tree) != facts(AffectiveTree(tree.scene, (replace(person, units=()),)))


def test_support_counts_contradictions_against_it() -> None:
    assert support(["supported", "supported"]) == 1.0
    assert support(["contradicted"]) == -1.0
    assert support(["unknown", "supported"]) == 0.5
    assert support([]) is None


def test_specificity_is_the_lead_over_the_mean_partner() -> None:
    assert specificity(1.0, 0.25) == 0.75
    assert specificity(0.5, [1.0, 0.0]) == 0.0


@pytest.mark.parametrize(
    ("own", "swapped", "verdict"),
    [
        (1.0, (1.0, 0.5), "pass"),
        (1.0, (1.0, 1.0), "fail"),
        (0.2, (0.4,), "fail"),
        (None, (1.0,), "skipped"),
        (1.0, (), "skipped"),
    ],
)
def test_the_check(own: float | None, swapped: tuple[float, ...], verdict: str) -> None:
    check = check_swap(own, swapped)
    assert (check.name, check.verdict) == ("blind/M3", verdict)
    assert check.reason
