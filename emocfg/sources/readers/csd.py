"""Computational sequences (``.csd``) of the CMU-MultimodalSDK: HDF5 with values and intervals for each video.

One group (``All Labels``, ``Opinion Segment Labels``) holds ``data/<video>/features`` [n x k] and ``intervals``
[n x 2], in seconds. HDF5 can lead to other files, by links, external storage and virtual datasets, and can hold Python
objects: only plain numbers that lie in this very file are read. What a name stands for is asked before it is opened.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from emocfg.core import EmoCfgError

from .files import Files
from .tables import MAX_BYTES, RESTORE

_MAX_NUMBERS, _MAX_ROWS = 2**20, 2**20
"""How many numbers one dataset, or a block of it, and how many rows a whole file may hold: a small file can unpack to
any size."""

_TO_NUMBERS = "write the numbers as float32 arrays with h5py, where you trust the file"


@dataclass(frozen=True, slots=True)
class Segment:
    """One row of a sequence.

    Attributes:
        where: its file, video and row.
        video: the video's id, as written.
        row: its number in the file's order, from 0; the SDK calls the segment ``<video>[<row>]``.
        start: where it begins in its video, seconds; what the file says, so it may be negative or no number.
        end: where it ends.
        values: its numbers, as the shortest text that gives them back.
    """

    where: str
    video: str
    row: int
    start: float
    end: float
    values: tuple[str, ...]


def read_csd(files: Files, name: str, width: int) -> Iterator[Segment]:
    """The rows of a sequence, video by video in the order of their ids, rows in the order of the file.

    Args:
        files: the copy.
        name: the file in it.
        width: how many numbers a row has.

    Raises:
        EmoCfgError: E102 no such file; E301 too large, no HDF5, or of another structure; E101 it leads out of the file;
            E306 it holds objects.
    """
    import h5py

    path = files.path(name, where=name)
    if not path.is_file():
        raise EmoCfgError("E102", "no such annotation file", where=name, fix="complete the copy")
    if path.stat().st_size > MAX_BYTES:
        raise EmoCfgError("E301", f"larger than {MAX_BYTES >> 20} MiB", where=name, fix=RESTORE)
    try:
        with h5py.File(path, "r") as book:
            roots = sorted(book)
            if len(roots) != 1:
                raise _structure(f"{len(roots)} groups instead of one", name)
            data = _group(_group(book["/"], roots[0], name), "data", name)
            rows = 0
            for video in sorted(data):
                for segment in _segments(_group(data, video, f"{name}:{video}"), video, width, name):
                    rows += 1
                    if rows > _MAX_ROWS:
                        raise _structure(f"more than {_MAX_ROWS} rows", segment.where)
                    yield segment
    except EmoCfgError:
        raise
    except Exception as problem:  # the reader of this format raises whatever a broken file makes it
        what = f"not a readable HDF5 file: {type(problem).__name__}: {problem}"
        raise EmoCfgError("E301", what[:200], where=name, fix=RESTORE) from problem


def _segments(group: Any, video: str, width: int, name: str) -> Iterator[Segment]:  # noqa: ANN401 - h5py is untyped
    where = f"{name}:{video}"
    features, intervals = _numbers(group, "features", width, where), _numbers(group, "intervals", 2, where)
    if len(features) != len(intervals):
        raise _structure(f"{len(features)} rows of features, {len(intervals)} intervals", where)
    for row, (values, (start, end)) in enumerate(zip(features, intervals, strict=True)):
        yield Segment(f"{where}[{row}]", video, row, float(start), float(end), tuple(map(_text, values)))


def _child(group: Any, name: str, where: str) -> Any:  # noqa: ANN401
    """What is called so in a group; looked up without following a link."""
    import h5py

    key = name.encode("utf-8", "surrogateescape")
    if not group.id.links.exists(key):
        raise _structure(f"no {name!r} in it", where)
    if group.id.links.get_info(key).type != h5py.h5l.TYPE_HARD:
        raise EmoCfgError("E101", f"{name!r} is a link to another place", where=where, fix=RESTORE)
    return group[name]


def _group(group: Any, name: str, where: str) -> Any:  # noqa: ANN401
    import h5py

    found = _child(group, name, where)
    if not isinstance(found, h5py.Group):
        raise _structure(f"{name!r} is not a group", where)
    return found


def _numbers(group: Any, name: str, width: int, where: str) -> Any:  # noqa: ANN401
    """A dataset of numbers with ``width`` columns, as an array."""
    import h5py

    found = _child(group, name, where)
    if not isinstance(found, h5py.Dataset):
        raise _structure(f"{name!r} is not a dataset", where)
    if found.dtype.kind == "O":
        raise EmoCfgError("E306", f"{name!r} holds objects, not numbers", where=where, fix=_TO_NUMBERS)
    if found.is_virtual or found.external:
        raise EmoCfgError("E101", f"{name!r} lies in another file", where=where, fix=RESTORE)
    if found.dtype.kind not in "fiu" or found.ndim != 2 or found.shape[1] != width:
        raise _structure(f"{name!r} is {found.dtype} {list(found.shape or ())}, not numbers [n, {width}]", where)
    if max(found.size, math.prod(found.chunks or ())) > _MAX_NUMBERS:
        raise _structure(f"{name!r} has more than {_MAX_NUMBERS} numbers", where)
    return found[()]


def _structure(what: str, where: str) -> EmoCfgError:
    fix = f"{RESTORE}: one group with data/<video>/features and data/<video>/intervals"
    return EmoCfgError("E301", what, where=where, fix=fix)


def _text(value: Any) -> str:  # noqa: ANN401
    """The shortest decimal that reads back as the same number of the file's precision.

    >>> import numpy
    >>> _text(numpy.float32(1 / 3)), _text(numpy.float64(-2)), _text(numpy.float32("nan")), _text(numpy.int8(3))
    ('0.33333334', '-2.0', 'nan', '3')
    """
    return str(value)
