"""What the videos are: clips, people and recordings, their length, the frame, the face in it, and the view."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import fsum
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from emocfg.core import EmoCfgError, canonical
from emocfg.schema import Tally, canonical_label

from .reading import meta_files, row_files, tables, tallied
from .records import Clips, Histogram, SourceStats

SECONDS = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0, 60.0, 120.0, 600.0)
SHARES = tuple(round(0.05 * step, 2) for step in range(21))
MOST_FRAMES = 12
"""Sizes of the frame that are listed."""

_COLUMNS = ("clip_id", "source", "identities", "source_video", "width", "height", "seconds")


@dataclass
class _Source:
    people: set[str] = field(default_factory=set)
    recordings: set[str] = field(default_factory=set)
    clips: int = 0
    seconds: list[float] = field(default_factory=list)


@dataclass
class _Seen:
    """What a pass over ``meta/clips`` remembers: a clip that is in two splits counts once."""

    sources: dict[str, _Source] = field(default_factory=lambda: defaultdict(_Source))
    done: set[str] = field(default_factory=set)
    untimed: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, row: dict[str, Any]) -> None:
        if row["clip_id"] in self.done:
            return
        self.done.add(row["clip_id"])
        mine = self.sources[row["source"]]
        mine.clips += 1
        mine.people.update(row["identities"])
        mine.recordings.add(row["source_video"])
        if row["seconds"] > 0:
            mine.seconds.append(row["seconds"])
        else:
            self.untimed[row["clip_id"]] = row["source"]
        if row["width"] > 0 and row["height"] > 0:
            self.sizes[row["clip_id"]] = (row["width"], row["height"])


def clip_stats(root: Path, rows: Counter[str]) -> tuple[tuple[SourceStats, ...], Clips]:
    """The figures of every source, and of all clips together.

    Args:
        root: the dataset folder.
        rows: how many rows each source has.
    """
    seen = _Seen()
    for table in tables(meta_files(root, "clips"), _COLUMNS):
        for row in table.to_pylist():
            seen.add(row)
    measured = sum(len(source.seconds) for source in seen.sources.values())
    stated = _stated(root, seen)
    sources = tuple(_source(name, seen.sources[name], rows[name]) for name in sorted({*seen.sources, *rows}))
    people = set().union(*(source.people for source in seen.sources.values()))
    recordings = set().union(*(source.recordings for source in seen.sources.values()))
    lengths = [value for source in seen.sources.values() for value in source.seconds]
    basis = f"{measured:,} measured in the file, {stated:,} as the owner states start and end"
    frames = Counter(f"{width}x{height}" for width, height in seen.sizes.values())
    faces, views = _observed(root, seen)
    shares = [share for share in faces.values() if share is not None]
    unread = len(faces) - len(shares)
    where = f"the owner's box around the face; {unread:,} boxes are in pixels of an unknown frame, or are none"
    clips = Clips(
        clips=len(seen.done),
        people=len(people),
        source_videos=len(recordings),
        seconds=round(fsum(lengths), 3),
        duration=_histogram(SECONDS, lengths, len(seen.done), basis),
        face=_histogram(SHARES, shares, len(seen.done), where),
        frames=_tallies(frames, MOST_FRAMES),
        views=_tallies(views),
        no_frame=len(seen.done) - len(seen.sizes),
        no_view=max(0, len(seen.done) - views.total()),
    )
    return sources, clips


def _source(name: str, seen: _Source, rows: int) -> SourceStats:
    people, recordings = len(seen.people), len(seen.recordings)
    return SourceStats(name, rows, seen.clips, people, recordings, len(seen.seconds), round(fsum(seen.seconds), 3))


def _stated(root: Path, seen: _Seen) -> int:
    """Take the length of clips whose file is not known from start and end of their rows; how many have them."""
    if not seen.untimed:
        return 0
    found: dict[str, float] = {}
    for table in tables(row_files(root), ("clip_id", "start", "end")):
        known = table.filter(pc.and_(pc.is_valid(table["start"]), pc.is_valid(table["end"])))
        for clip_id, start, end in tallied(known, ("clip_id", "start", "end")):
            if clip_id in seen.untimed and end > start:
                found[str(clip_id)] = end - start
    for clip_id, seconds in sorted(found.items()):
        seen.sources[seen.untimed[clip_id]].seconds.append(seconds)
    return len(found)


def _observed(root: Path, seen: _Seen) -> tuple[dict[str, float | None], Counter[str]]:
    """Of the clips with a box, the face's share of the frame; and how many clips have each view.

    Where there are no observations (an imported release) the views are the answers of the rows that ask for them.
    """
    faces: dict[str, float | None] = {}
    views: dict[tuple[str, str], str] = {}
    for o in _of_interest(root):
        if o["aspect"] == "box":
            faces.setdefault(o["clip_id"], _share(o["native"], o["clip_id"], seen.sizes.get(o["clip_id"])))
        else:
            label = canonical_label(o["scheme"], o["native"], where=o["clip_id"])[1]
            views.setdefault((o["clip_id"], o["subject"]), label or "unmapped")
    if not views:
        for table in tables(row_files(root, "attribute"), ("clip_id", "subject", "task", "labels")):
            asked = table.filter(pc.equal(table["task"], "head_pose")).to_pylist()
            views.update({(row["clip_id"], row["subject"]): row["labels"][0] for row in asked if row["labels"]})
    first: dict[str, str] = {}
    for (clip_id, _), label in sorted(views.items()):
        first.setdefault(clip_id, label)
    return faces, Counter(first.values())


def _of_interest(root: Path) -> Iterator[dict[str, Any]]:
    columns = ("clip_id", "subject", "aspect", "native", "scheme", "missing")
    for table in tables(meta_files(root, "observations"), columns):
        wanted = pc.is_in(table["aspect"], value_set=pa.array(["box", "head_pose"]))
        yield from table.filter(pc.and_(wanted, pc.equal(table["missing"], ""))).to_pylist()


def _share(text: str, where: str, size: tuple[int, int] | None) -> float | None:
    """How much of the frame a box covers; None if it is in pixels of a frame whose size is not known.

    Edges from 0 to 1 are shares of the owner's frame. Pixels can be compared with the clip's own frame only if the box
    lies in it: a clip that was cut to its box has another one.
    """
    try:
        box = canonical.loads(text, where=where)
        top, bottom, left, right = (float(box[edge]) for edge in ("top", "bottom", "left", "right"))
    except (EmoCfgError, KeyError, TypeError, ValueError):
        return None
    width, height = (1.0, 1.0) if max(top, bottom, left, right) <= 1 else size or (0.0, 0.0)
    inside = 0 <= left < right <= width and 0 <= top < bottom <= height
    return round((bottom - top) * (right - left) / (width * height), 6) if inside else None


def _histogram(edges: tuple[float, ...], values: list[float], total: int, basis: str) -> Histogram:
    """Counts between edges; values above the last edge count in the last bin."""
    counts = Counter(min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2) for value in values)
    filled = tuple(counts[number] for number in range(len(edges) - 1))
    middle = round(median(values), 4) if values else None
    return Histogram(edges, filled, max(0, total - len(values)), middle, basis)


def _tallies(counts: Counter[str], most: int | None = None) -> tuple[Tally, ...]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Tally(*pair) for pair in ordered[:most])
