"""Faults that occur many times in an owner's data: counted by kind, told once each with the first place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..protocol import Defect


@dataclass(frozen=True, slots=True)
class Faults:
    """Counts faults while a source is scanned.

    >>> faults = Faults()
    >>> faults.add("key_differs", "info.json:a_1", "clips are named after another video")
    >>> faults.add("key_differs", "info.json:b_1", "clips are named after another video")
    >>> [(defect.where, defect.what) for defect in faults.defects()]
    [('info.json:a_1', '2 clips are named after another video, the first here')]
    """

    _found: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def add(self, code: str, where: str, what: str) -> None:
        """Note one fault.

        Args:
            code: the kind of fault.
            where: the file and line, or the clip.
            what: what is wrong, in the plural; the number comes before it.
        """
        first, count = self._found.get((code, what), (where, 0))
        self._found[code, what] = (first, count + 1)

    def defects(self) -> Iterator[Defect]:
        """One defect for each kind of fault."""
        for (code, what), (first, count) in self._found.items():
            yield Defect(code, first, f"{count} {what}, the first here")
