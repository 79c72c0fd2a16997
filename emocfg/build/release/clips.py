"""The clips that an import comes across: which of their videos are there, which splits share them, and their copies."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from emocfg.check import Overlap
from emocfg.core import EmoCfgError, Journal, atomic, canonical, confine, read_journal, track
from emocfg.schema import SPLITS

from ..parquet import save_records
from ..shards import ClipRow
from ..workspace import Workspace
from .videos import Located

_THERE, _OUTSIDE = 8, 16
"""Flags beside one bit per split."""

_PER_PART = 10_000

_MOST_PREFIXES = 1000
"""Places on the machines of others that are told apart."""


class Clips:
    """Every clip once. Memory holds a path and a number per video.

    Args:
        root: the release.
        space: where the import works.
        media: False if videos are left out.
    """

    def __init__(self, root: Path, space: Workspace, *, media: bool) -> None:
        self._root = root
        self._space = space
        self._media = media
        self._seen: dict[str, int] = {}
        self._rows: list[ClipRow] = []
        self._parts: list[Path] = []
        self.prefixes: Counter[str] = Counter()

    def see(self, videos: tuple[Located, ...], split: str) -> str:
        """Note the videos of a row and say what its ``media`` is: ``file`` if all of them are there."""
        there = self._media
        for video in videos:
            if video.prefix in self.prefixes or len(self.prefixes) < _MOST_PREFIXES:
                self.prefixes[video.prefix] += 1
            flags = self._seen.get(video.path)
            if flags is None:
                flags = self._look(video.path) if self._media else 0
            self._seen[video.path] = flags | 1 << SPLITS.index(split)
            there = there and bool(flags & _THERE)
        return "file" if there and videos else "expected"

    def see_text(self, clip_id: str, source: str, split: str) -> None:
        """Note a row that shows no video; it is a clip of its own."""
        self._add(_clip_row(clip_id, source, "", split, ""))

    def counts(self) -> dict[str, int]:
        """How many videos are ``present``, ``missing``, or reached through a link out of the release (``outside``).

        Without media only how many are ``expected``.
        """
        if not self._media:
            return {"expected": len(self._seen)}
        present = sum(bool(flags & _THERE) for flags in self._seen.values())
        outside = sum(bool(flags & _OUTSIDE) for flags in self._seen.values())
        return {"present": present, "missing": len(self._seen) - present - outside, "outside": outside}

    def shared(self) -> Iterator[Overlap]:
        """Clips that are in more than one split; the release keeps them there, and so do we."""
        for path, flags in self._seen.items():
            splits = tuple(split for place, split in enumerate(SPLITS) if flags >> place & 1)
            if len(splits) > 1:
                clip_id = Located("", path).clip_id
                yield Overlap("source_video", clip_id, splits, (clip_id,) * len(splits), owner=True)

    def copy(self) -> None:
        """Copy every video that is there; what an import that was killed copied already is not copied again."""
        done = {record["video"]: record["sha256"] for record in read_journal(self._space.media)}
        wanted = [path for path, flags in self._seen.items() if flags & _THERE]
        digests = {}
        with Journal(self._space.media) as journal:
            for path in track(wanted, "videos copied", len(wanted)):
                target = self._space.dataset / path
                if path not in done or not target.is_file():
                    atomic.copy(confine(self._root, path, where=path), target)
                    done[path] = canonical.file_digest(target)
                    journal.append({"video": path, "sha256": done[path]})
                digests[path] = done[path]
        self._write_seen(digests)

    def parts(self) -> list[Path]:
        """The Parquet files of ``meta/clips``, in order; to be asked last."""
        if self._rows or not self._parts:
            self._flush()
        return self._parts

    def _look(self, path: str) -> int:
        try:
            return _THERE if confine(self._root, path, where=path).is_file() else 0
        except EmoCfgError:
            return _OUTSIDE

    def _write_seen(self, digests: dict[str, str]) -> None:
        for path, flags in self._seen.items():
            video = Located("", path)
            for place, split in enumerate(SPLITS):
                if flags >> place & 1:
                    self._add(_clip_row(video.clip_id, video.source, path, split, digests.get(path, "")))

    def _add(self, row: ClipRow) -> None:
        self._rows.append(row)
        if len(self._rows) >= _PER_PART:
            self._flush()

    def _flush(self) -> None:
        path = self._space.parts / f"meta/clips/{len(self._parts):05d}.parquet"
        save_records(self._rows, ClipRow, path)
        self._parts.append(path)
        self._rows = []


def _clip_row(clip_id: str, source: str, video: str, split: str, sha256: str) -> ClipRow:
    """A clip of which nothing but its place is known."""
    return ClipRow(
        clip_id=clip_id,
        source=source,
        video=video,
        split=split,
        split_by="owner",
        fold="",
        identities=(clip_id,),
        source_video=clip_id,
        width=0,
        height=0,
        frames=0,
        fps=0.0,
        seconds=0.0,
        sha256=sha256,
        frames_sha256="",
        fingerprint="",
        sharpness=0.0,
        notes=(),
    )
