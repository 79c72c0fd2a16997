"""Our tree edit distance is the one of two independent implementations, and a metric."""

from typing import Any

import apted
import zss
from hypothesis import given, settings
from hypothesis import strategies as st

from videmo_ref.rewards import Costs, Node, edit_distance

LABELS = st.sampled_from("abcd")


def _chain(depth: int) -> Node:
    return Node("a", (_chain(depth - 1),)) if depth else Node("b")


NODES = st.recursive(
    LABELS.map(Node),
    lambda below: st.builds(Node, LABELS, st.lists(below, max_size=5).map(tuple)),
    max_leaves=25,
) | st.integers(0, 12).map(_chain)

WEIGHTED = Costs(
    insert=lambda label: 0.25 + ord(label) % 3,
    delete=lambda label: 0.5 + ord(label) % 4,
    relabel=lambda old, new: 0.75 * abs(ord(old) - ord(new)),
)


def by_zss(first: Node, second: Node, costs: Costs) -> float:
    distance: float = zss.distance(
        first,
        second,
        lambda node: list(node.children),
        lambda node: costs.insert(node.label),
        lambda node: costs.delete(node.label),
        lambda old, new: costs.relabel(old.label, new.label),
    )
    return distance


class Config:
    valuecls = float  # its default is int, which cuts fractions off

    def __init__(self, costs: Costs) -> None:
        self.costs = costs

    def children(self, node: Node) -> list[Node]:
        return list(node.children)

    def insert(self, node: Node) -> float:
        return self.costs.insert(node.label)

    def delete(self, node: Node) -> float:
        return self.costs.delete(node.label)

    def rename(self, node1: Node, node2: Node) -> float:
        return self.costs.relabel(node1.label, node2.label)


def by_apted(first: Node, second: Node, costs: Costs) -> float:
    computed: Any = apted.APTED(first, second, Config(costs)).compute_edit_distance()
    return float(computed)


@given(NODES, NODES)
@settings(max_examples=150)
def test_unit_costs_agree_with_zss_and_apted(first: Node, second: Node) -> None:
    ours = edit_distance(first, second)
    assert ours == by_zss(first, second, Costs()) == by_apted(first, second, Costs())


@given(NODES, NODES)
@settings(max_examples=100)
def test_other_costs_agree_too(first: Node, second: Node) -> None:
    ours = edit_distance(first, second, WEIGHTED)
    assert ours == by_zss(first, second, WEIGHTED)
    assert abs(ours - by_apted(first, second, WEIGHTED)) < 1e-9


@given(NODES, NODES, NODES)
@settings(max_examples=50)
def test_it_is_a_metric(first: Node, second: Node, third: Node) -> None:
    assert (edit_distance(first, second) == 0) == (first == second)
    assert edit_distance(first, second) == edit_distance(second, first)
    assert edit_distance(first, third) <= edit_distance(first, second) + edit_distance(second, third)


@given(NODES)
def test_from_nothing_but_the_root_everything_is_inserted(tree: Node) -> None:
    assert edit_distance(Node(tree.label), tree) == tree.size() - 1
