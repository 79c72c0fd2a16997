"""Ordered tree edit distance: the least cost of insertions, deletions and relabellings that turn one tree into another.

Zhang & Shasha, "Simple fast algorithms for the editing distance between trees and related problems", SIAM J. Comput.
18(6), 1989. O(n1 n2 min(depth1, leaves1) min(depth2, leaves2)) time, O(n1 n2) memory. The trees of captions are
shallow, so most keyroots are leaves, and the distance of a leaf has a closed form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Node(NamedTuple):
    """An ordered tree: a label, and the subtrees below it from left to right."""

    label: str
    children: tuple["Node", ...] = ()

    def size(self) -> int:
        """How many nodes there are."""
        return 1 + sum(child.size() for child in self.children)


@dataclass(frozen=True, slots=True)
class Costs:
    """What an edit costs; none is negative, and equal labels are relabelled at no cost.

    Attributes:
        insert: of a label of the second tree.
        delete: of a label of the first tree.
        relabel: of a label of the first tree into one of the second.
    """

    insert: Callable[[str], float] = lambda label: 1.0
    delete: Callable[[str], float] = lambda label: 1.0
    relabel: Callable[[str, str], float] = lambda old, new: float(old != new)


UNIT = Costs()


def edit_distance(first: Node, second: Node, costs: Costs = UNIT) -> float:
    """The tree edit distance of two ordered trees; with unit costs, the number of edits.

    >>> edit_distance(Node("root", (Node("a"), Node("b"))), Node("root", (Node("b"), Node("a"))))
    2.0
    >>> edit_distance(Node("root", (Node("a", (Node("b"),)),)), Node("root", (Node("b"),)))
    1.0
    """
    one, two = _Postorder.of(first), _Postorder.of(second)
    delete = [costs.delete(label) for label in one.labels]
    insert = [costs.insert(label) for label in two.labels]
    relabel = [[costs.relabel(old, new) for new in two.labels] for old in one.labels]
    distances = [[0.0] * len(insert) for _ in delete]
    for i in one.leaves:
        distances[i] = _of_leaf(delete[i], insert, relabel[i], two)
    for j in two.leaves:
        column = _of_leaf(insert[j], delete, [row[j] for row in relabel], one)
        for row, distance in zip(distances, column, strict=True):
            row[j] = distance
    for i in one.keyroots:
        for j in two.keyroots:
            _fill(i, j, one.leftmost, two.leftmost, delete, insert, relabel, distances)
    return distances[-1][-1]


@dataclass(frozen=True, slots=True)
class _Postorder:
    """A tree in postorder.

    Attributes:
        labels: of the nodes.
        leftmost: the leftmost leaf below each node.
        parents: of each node; the root has itself.
        leaves: nodes without children.
        keyroots: the root, and the other inner nodes that have a left sibling.
    """

    labels: list[str]
    leftmost: list[int]
    parents: list[int]
    leaves: list[int]
    keyroots: list[int]

    @classmethod
    def of(cls, tree: Node) -> "_Postorder":
        labels: list[str] = []
        leftmost: list[int] = []
        parents: list[int] = []

        def visit(node: Node) -> int:
            children = [visit(child) for child in node.children]
            place = len(labels)
            labels.append(node.label)
            leftmost.append(leftmost[children[0]] if children else place)
            parents.append(place)
            for child in children:
                parents[child] = place
            return place

        root = visit(tree)
        last = {left: place for place, left in enumerate(leftmost)}
        leaves = [place for place, left in enumerate(leftmost) if place == left]
        return cls(labels, leftmost, parents, leaves, sorted({*last.values()} - ({*leaves} - {root})))


def _of_leaf(gone: float, added: list[float], renamed: list[float], tree: _Postorder) -> list[float]:
    """The distance of a leaf to every subtree: all is added, and at most one node is the leaf's new name."""
    sums, best = list(added), [max(0.0, gone + new - name) for new, name in zip(added, renamed, strict=True)]
    for place, parent in enumerate(tree.parents[:-1]):
        sums[parent] += sums[place]
        best[parent] = max(best[parent], best[place])
    return [gone + total - gain for total, gain in zip(sums, best, strict=True)]


def _fill(
    i: int,
    j: int,
    left1: list[int],
    left2: list[int],
    delete: list[float],
    insert: list[float],
    relabel: list[list[float]],
    distances: list[list[float]],
) -> None:
    """The distances between the subtrees on the left paths of two keyroots, by the forests to the left of them."""
    start1, start2 = left1[i], left2[j]
    across = slice(start2, j + 1)
    lefts = [left - start2 for left in left2[across]]
    adds = insert[across]
    above = [0.0]
    for add in adds:
        above.append(above[-1] + add)
    rows = [above]
    for x in range(start1, i + 1):
        gone, known, before = delete[x], distances[x], rows[left1[x] - start1]
        is_whole = left1[x] == start1
        best = above[0] + gone
        row = [best]
        for up, corner, add, left, name, apart in zip(
            above[1:], above, adds, lefts, relabel[x][across], known[across], strict=False
        ):
            both = corner + name if is_whole and not left else before[left] + apart
            best += add
            if up + gone < best:  # noqa: PLR1730 - the innermost loop: calling min takes a third longer
                best = up + gone
            if both < best:  # noqa: PLR1730
                best = both
            row.append(best)
        if is_whole:
            known[across] = [old if left else new for old, new, left in zip(known[across], row[1:], lefts, strict=True)]
        rows.append(row)
        above = row
