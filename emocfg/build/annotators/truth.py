"""Whether what a model wrote says what is known, by the same reader that scores answers. No model judges here."""

from collections.abc import Sequence

from emocfg.check.models import people_of
from emocfg.schema import ASPECTS, AffectiveTree, Item, read_caption, tree_items


def untrue(text: str, tree: AffectiveTree, aspects: Sequence[str] = ASPECTS) -> str:
    """What a caption claims that the tree does not have, or denies that it has; "" if nothing.

    Args:
        text: the caption.
        tree: what is known.
        aspects: what the caption is to be about; what it says of others is too much.
    """
    known = frozenset(item for aspect in aspects for item in tree_items(tree, aspect))
    read = read_caption(text, people_of(tree))
    return _told("says what is not known or not asked for", read.items - known) or _told("denies", read.denied & known)


def differs(answer: str, fact: str, tree: AffectiveTree, topic: str = "") -> str:
    """How an answer differs from the fact that it should put in words; "" if it says that and nothing else.

    Where the reader knows words of the fact, the same claims must be read from both; of other facts (a background, a
    time) the words themselves must stand in the answer.
    """
    wanted, read = (read_caption(text, people_of(tree), topic) for text in (fact, answer))
    if not wanted.items and not wanted.says_none:
        return "" if fact.casefold() in answer.casefold() else f"it does not say {fact[:80]!r}"
    if not wanted.items:
        return _told("names what is not there", read.items)
    return _told("leaves out", wanted.items - read.items) or _told("says what is not known", read.items - wanted.items)


def _told(what: str, items: frozenset[Item]) -> str:
    return f"it {what}: {', '.join(f'{i.person} {i.kind} {i.value}' for i in sorted(items))}" if items else ""
