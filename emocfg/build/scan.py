"""Stage 1, scan: the sources' annotation as one sorted file of clips and observations."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from emocfg.core import EmoCfgError, atomic, canonical, safe_relative, track
from emocfg.schema import Clip, Observation
from emocfg.schema.features import from_row, to_row
from emocfg.sources import Annotated, Defect, open_source, scan_source

from .plan import Plan
from .workspace import Workspace


@dataclass(frozen=True, slots=True)
class Scanned:
    """A clip and its observations, as the scan file holds them."""

    clip: Clip
    observations: tuple[Observation, ...]


def scan(plan: Plan, space: Workspace) -> str:
    """Read every source and write the scan and the defects, sorted by clip id.

    Returns:
        The digest of both files: what the build's result depends on besides the plan.

    Raises:
        EmoCfgError: E304 if two clips have one id; what a source raises for annotation that cannot be read.
    """
    defects: list[Defect] = []
    index: dict[str, tuple[int, int]] = {}
    unsorted = space.root / ".unsorted.tmp"
    with unsorted.open("w+b") as stream:
        for clip in track(_clips(plan, defects), "clips scanned"):
            _write(clip, stream, index)
        with atomic.replacing(space.scan) as target, target.open("wb") as ordered:
            for clip_id in sorted(index):
                start, length = index[clip_id]
                stream.seek(start)
                ordered.write(stream.read(length))
    unsorted.unlink()
    if not index:
        names = ", ".join(source.name for source in plan.sources)
        raise EmoCfgError("E301", "the annotation has no clips", where=names, fix="restore the owner's files")
    atomic.write_text(
        space.defects, "".join(f"{line}\n" for line in sorted(canonical.dumps(to_row(defect)) for defect in defects))
    )
    return canonical.digest([canonical.file_digest(space.scan), canonical.file_digest(space.defects)])


def inputs_digest(plan: Plan) -> str:
    """What :func:`scan` returns, without keeping the scan."""
    with TemporaryDirectory() as folder:
        return scan(plan, Workspace(Path(folder)))


def read_scan(path: Path) -> Iterator[Scanned]:
    """The clips of a scan file, by clip id."""
    for _, row in canonical.read_lines(path):
        yield from_row(Scanned, row)


def _clips(plan: Plan, defects: list[Defect]) -> Iterator[Annotated]:
    """The clips of every source; what else a scan finds goes to ``defects``."""
    for source in plan.sources:
        for entry in scan_source(open_source(source.name, source.root, dict(source.options))):
            if isinstance(entry, Defect):
                defects.append(entry)
            else:
                yield entry


def _write(entry: Annotated, stream: BinaryIO, index: dict[str, tuple[int, int]]) -> None:
    clip_id = entry.clip.clip_id
    if clip_id in index:
        raise EmoCfgError(
            "E304", f"two clips have the id {clip_id!r}", where=entry.clip.source, fix="report this source"
        )
    for path in (clip_id, entry.clip.file):
        if safe_relative(path, where=clip_id) != path:
            raise EmoCfgError("E101", f"not in normal form: {path[:200]!r}", where=clip_id, fix="report this source")
    line = canonical.dumps(to_row(Scanned(entry.clip, entry.observations))).encode("utf-8") + b"\n"
    if len(line) > canonical.MAX_BYTES:
        raise EmoCfgError("E302", "more than 4 MiB of annotation", where=clip_id, fix="leave this clip out")
    index[clip_id] = (stream.tell(), len(line))
    stream.write(line)
