"""The last things that were made, within a limit of memory: what is asked for again need not be made again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The values asked for last, by key; the one that was not asked for the longest goes first.

    Args:
        limit: what all of them may weigh together. A value that weighs more is kept until the next one comes.
        weight: of a value; 1 by default, so that the limit is a number of values.

    >>> kept: Kept[str, str] = Kept(2)
    >>> [kept.get(key, key.upper) for key in "abac"], kept.get("a", lambda: "again"), kept.get("b", lambda: "again")
    (['A', 'B', 'A', 'C'], 'A', 'again')
    """

    def __init__(self, limit: int, weight: Callable[[V], int] = lambda _: 1) -> None:
        self._free, self._weight = limit, weight
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key; made if it is not there. What cannot be made raises, and leaves all as it was."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = make()
        self._values[key] = value
        self._free -= self._weight(value)
        while self._free < 0 and len(self._values) > 1:
            self._free += self._weight(self._values.popitem(last=False)[1])
        return value
