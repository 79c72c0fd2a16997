"""What a source corpus is to us: its facts, a scan of its annotation, and a way to its videos."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from emocfg.schema import Clip, Observation

Gate = Literal["open", "agreement", "closed"]


@dataclass(frozen=True, slots=True)
class SourceCard:
    """The facts of a corpus.

    Attributes:
        name: as in ``Sample.source``; clip ids begin with it.
        title: what it is, one line.
        license: SPDX identifier or the name of the owner's terms; it is on every row.
        access: how one gets it.
        citation: the paper.
        gate: ``open`` anybody may load it down; ``agreement`` the owner's terms must be accepted first, and its videos
            are never put into rows; ``closed`` nobody gets it.
        terms: what the owner's terms ask, in our words; for closed corpora, why they are.
        identity: what tells one person from another.
        splits: whose splits and folds are used.
        evidence: how the layout is known: from the owner's own files, from documentation, from code of others.
    """

    name: str
    title: str
    license: str
    access: str
    citation: str
    gate: Gate = "open"
    terms: str = ""
    identity: str = ""
    splits: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a complete copy of a corpus has on disk.

    Attributes:
        counts: how many ``clips``, ``identities``, ``source_videos``, clips of a split (``train``), or observations of
            a native label (``expression_type=micro-expression``), as the owner states them.
        files: the annotation files that are read, relative to the root.
        media: where the videos lie, as a pattern for people.
        sha256: digests of annotation files, where we hold the owner's own.
    """

    counts: dict[str, int] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    media: str = ""
    sha256: dict[str, str] = field(default_factory=dict)


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
        source: the corpus; filled in by ``scan_source``.
    """

    code: str
    where: str
    what: str
    reference: str = ""
    source: str = ""


class Source(Protocol):
    """A corpus at a place. Opened by ``sources.open_source``."""

    def describe(self) -> SourceCard:
        """The facts of the corpus."""
        ...

    def expect(self) -> Expected:
        """What a complete copy has."""
        ...

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every annotated clip, in any order, and the defects found on the way.

        Raises:
            EmoCfgError: an annotation file is missing (E102) or cannot be read (E301, E302, E304, E306).
        """
        ...

    def fetch(self, clip: Clip, target: Path) -> None:
        """Put the clip's video at ``target``; MediaError (missing) if there is none."""
        ...
