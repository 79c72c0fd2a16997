"""Things that an annotation may speak of only once."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from emocfg.core import EmoCfgError

from .tables import RESTORE


class Located(Protocol):
    """Something that knows the file and line it is from."""

    @property
    def where(self) -> str:
        """File and line."""
        ...


T = TypeVar("T", bound=Located)


def claim(seen: dict[str, str], name: str, where: str, *, fix: str = "keep one of the files") -> None:
    """Note where something is spoken of; E304 if it already was elsewhere.

    >>> claim({}, "MEAD/M003/front/angry/level_3/001", "M003/front/angry/level_3/001.mp4")
    """
    if name in seen:
        raise EmoCfgError("E304", f"{name} is also at {seen[name]}", where=where, fix=fix)
    seen[name] = where


def once(rows: Iterable[T], name: Callable[[T], str]) -> dict[str, T]:
    """Each row, or line, by the name of what it is about, in their order; E304 for a second one about the same thing.

    >>> from emocfg.sources.readers import Row
    >>> once([Row("label.csv:2", {"name": "a"})], lambda row: row.text("name")).keys()
    dict_keys(['a'])
    """
    seen: dict[str, str] = {}
    found: dict[str, T] = {}
    for row in rows:
        key = name(row)
        claim(seen, key, row.where, fix=RESTORE)
        found[key] = row
    return found
