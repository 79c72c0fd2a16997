"""M3: does a rationale fit its own clip better than other clips with the same label?

A reader of text alone cannot see the clip, so the test is on what the rationale claims:

    support(claims, tree) = (supported - contradicted) / claims             in [-1, 1]
    specificity = support(claims, own tree) - mean over partners of support(claims, partner's tree)

A rationale that says of every angry face the same true things has specificity 0. Partners from which the clip cannot be
told, because all that is annotated is alike, test nothing and are not drawn. (Swapping rationales within a label is
the control of section 6 of the design notes' rationale checks; claims in place of a model's belief are ours.)
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from emocfg.core import rng
from emocfg.schema import ASPECTS, AffectiveTree, Item, tree_items

from .items import Masked

PARTNERS = 5
"""How many partners a mean is over: one may well look alike, five seldom do."""


_LOOKED_AT = 8
"""How many candidates are drawn for each partner that is wanted; those that are alike are passed over."""


def facts(tree: AffectiveTree) -> frozenset[Item]:
    """What a rationale could say of a clip below the emotion, times left out: by this two clips are told apart."""
    said = {item for aspect in ASPECTS for item in tree_items(tree, aspect)}
    scene = {Item("", slot, value) for slot, value in tree.scene.items()}
    return frozenset(item for item in said if item.kind not in ("emotion", "intensity")) | scene


def support(verdicts: Sequence[str]) -> float | None:
    """How far claims agree with a tree, from ``Evidence.support`` values; None if nothing is claimed.

    >>> support(["supported", "supported", "contradicted", "unknown"])
    0.25
    """
    if not verdicts:
        return None
    return (verdicts.count("supported") - verdicts.count("contradicted")) / len(verdicts)


def swap_partners(
    items: Iterable[Masked], seed: int = 0, count: int = PARTNERS, known: Mapping[str, Hashable] | None = None
) -> dict[str, tuple[str, ...]]:
    """For each item the ids of up to ``count`` others with the same labels and another group.

    Who has no such partner is left out. The result depends on the items and the seed alone, not on their order.

    Args:
        items: the rationales.
        seed: of the draws.
        count: how many partners are wanted.
        known: id to what is known of its clip (:func:`facts`); partners that are known alike are not drawn.
    """
    alike: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = defaultdict(list)
    for item in items:
        alike[item.space, tuple(sorted(item.labels))].append((item.group, item.id))
    partners: dict[str, tuple[str, ...]] = {}
    for members in alike.values():
        members.sort()
        groups = [group for group, _ in members]
        for group, name in members:
            begin, end = bisect_left(groups, group), bisect_right(groups, group)
            others = len(members) - (end - begin)
            drawn = rng("swap", seed, name).sample(range(others), min(count * _LOOKED_AT, others))
            names = (members[i if i < begin else i + end - begin][1] for i in drawn)
            apart = [other for other in names if known is None or known[other] != known[name]]
            if apart:
                partners[name] = tuple(apart[:count])
    return partners


def swap_partner(items: Iterable[Masked], seed: int = 0, known: Mapping[str, Hashable] | None = None) -> dict[str, str]:
    """One partner per item; see :func:`swap_partners`."""
    return {name: partners[0] for name, partners in swap_partners(items, seed, 1, known).items()}


def specificity(own: float, swapped: float | Sequence[float]) -> float:
    """How much better claims fit their own clip than they fit others, on average.

    Args:
        own: support by the own tree.
        swapped: support by the partner's tree, or by each partner's; at least one.

    >>> specificity(1.0, [0.5, 0.0])
    0.75
    """
    others = [swapped] if isinstance(swapped, int | float) else list(swapped)
    return round(own - sum(others) / len(others), 4)
