"""What a source corpus is to us: a description, a scan of its annotation, and a way to its videos."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from emocfg.schema import Clip, Observation


@dataclass(frozen=True, slots=True)
class SourceCard:
    """The facts of a corpus.

    Attributes:
        name: as in ``Sample.source``.
        title: what it is, one line.
        license: SPDX identifier or the name of the owner's terms; it is on every row.
        access: how one gets it.
        citation: the paper.
        expected: counts of a complete copy, by split or kind.
        annotations: the files that are read.
    """

    name: str
    title: str
    license: str
    access: str
    citation: str
    expected: dict[str, int] = field(default_factory=dict)
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """One clip with everything its source says of it."""

    clip: Clip
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault in the owner's own data: reported, counted, never mended silently.

    Attributes:
        code: the kind of fault.
        where: the file and line, or the clip.
        what: one sentence.
        reference: the public thread that reports it, if there is one.
    """

    code: str
    where: str
    what: str
    reference: str = ""


class Source(Protocol):
    """A corpus at a place. Opened by ``sources.open_source``."""

    def describe(self) -> SourceCard:
        """The facts of the corpus."""
        ...

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every annotated clip, in any order, and the defects found on the way.

        Raises:
            EmoCfgError: an annotation file is missing (E102) or cannot be read (E301, E302, E304).
        """
        ...

    def fetch(self, clip: Clip, target: Path) -> None:
        """Put the clip's video at ``target``; MediaError (missing) if there is none."""
        ...
