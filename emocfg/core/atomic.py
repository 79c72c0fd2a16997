"""Files that are either whole or absent.

A writer fills a temporary file in the target's folder, flushes it to disk and renames it over the target; the folder
is flushed too. A crash at any point leaves the old file or the new one, never a torn one. A killed process can leave a
``.*.tmp`` file behind; :func:`sweep` removes these when the next run takes the folder's lock.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SUFFIX = ".tmp"
_FICLONE = 0x40049409  # the ioctl of `cp --reflink`, linux/fs.h


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path; on success it becomes ``target`` at once, on any error it is removed.

    Args:
        target: the file to create or replace; a symbolic link is followed, its folder must exist.
    """
    target = target.resolve()
    temporary = target.parent / f".{target.name}.{os.getpid()}{_SUFFIX}"
    try:
        yield temporary
        _flush(temporary)
        temporary.replace(target)
        temporary.unlink(missing_ok=True)  # a rename onto a hard link of the same file does nothing and leaves it
        _flush(target.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_bytes(target: Path, data: bytes) -> None:
    """Write ``data`` to ``target`` atomically, creating its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as temporary:
        temporary.write_bytes(data)


def write_text(target: Path, text: str) -> None:
    """Write UTF-8 ``text`` to ``target`` atomically, with the newlines as given."""
    write_bytes(target, text.encode("utf-8"))


def link(origin: Path, target: Path) -> None:
    """Give a file of ours a second name: a hard link where the file system allows one, else a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as temporary:
        temporary.unlink(missing_ok=True)
        try:
            os.link(origin.resolve(), temporary)
        except OSError:
            copy(origin, temporary)


def copy(origin: Path, target: Path) -> None:
    """Copy a file of somebody else's: what is done to one of the two never shows in the other.

    It takes no space where the file system can share blocks (reflinks).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as temporary, origin.open("rb") as source, temporary.open("wb") as sink:
        try:
            fcntl.ioctl(sink.fileno(), _FICLONE, source.fileno())
        except OSError:
            shutil.copyfileobj(source, sink)


def publish_folder(origin: Path, target: Path) -> None:
    """Rename a finished folder to its public name, durably; ``target`` must not exist."""
    origin.rename(target)
    _flush(target.parent)


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed process left anywhere below ``folder``."""
    for stale in folder.rglob(f".*{_SUFFIX}"):
        stale.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
