"""A user's copy of a corpus: a folder, or a text list of the relative paths in one."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from emocfg.core import EmoCfgError, canonical, confine, safe_relative

from ..protocol import Defect

_MACOS = "._"
"""How the names begin that macOS leaves beside every file on other disks."""


@dataclass(frozen=True)
class Files:
    """The files of a corpus.

    Attributes:
        root: the folder, or a UTF-8 text file with one relative path a line (names alone: nothing can be read).
    """

    root: Path

    @property
    def listed(self) -> bool:
        """True for a text list of names."""
        return self.root.is_file()

    def paths(self, *suffixes: str, under: str = "") -> list[str]:
        """Relative POSIX paths in order.

        Args:
            suffixes: only files that end so, whatever their case; all files if none is given.
            under: only files below this folder.

        Raises:
            EmoCfgError: of a list: E101 a path that leaves the root, E301 not UTF-8, E304 a path that occurs twice.
        """
        prefix = f"{under}/" if under else ""
        return [p for p in self._found[0] if p.startswith(prefix) and (not suffixes or p.lower().endswith(suffixes))]

    def strange(self, *, under: str = "") -> Iterator[Defect]:
        """What is in the folder but cannot be taken: links that lead out of it, names that are no text."""
        prefix = f"{under}/" if under else ""
        for defect in self._found[1]:
            place = defect.where.strip("'") + "/"
            if place.startswith(prefix) or prefix.startswith(place):  # in the folder, or above it
                yield defect

    def first(self, *candidates: str) -> str | None:
        """The first of some paths that is a file here."""
        return next((path for path in candidates if not self.listed and (self.root / path).is_file()), None)

    def require(self, *candidates: str) -> str:
        """The first of some paths that is a file here; E102 if none is."""
        found = self.first(*candidates)
        if found is None:
            raise EmoCfgError(
                "E102",
                "no annotation file here",
                where=str(self.root),
                fix=f"name the folder that holds {' or '.join(candidates)}",
            )
        return found

    def differing(self, sha256: Mapping[str, str]) -> Iterator[Defect]:
        """Says which annotation files are others than those that were checked, by their digests."""
        for name, digest in sha256.items():
            if self.first(name) and canonical.file_digest(self.path(name, where=name)) != digest:
                yield Defect("file_differs", name, "not the owner's file that was checked: issued anew, or changed")

    def matching(self, pattern: str) -> list[str]:
        """The files of a folder that match a glob pattern, in order."""
        found = [] if self.listed else self.root.glob(pattern)
        return sorted(path.relative_to(self.root).as_posix() for path in found if path.is_file())

    def path(self, relative: str, *, where: str) -> Path:
        """The place of a file of the copy; E101 if it leads out of the root."""
        return confine(self.root, relative, where=where)

    @cached_property
    def _found(self) -> tuple[list[str], list[Defect]]:
        """All relative paths, in order, and what cannot be taken."""
        if self.listed:
            return sorted(self._lines()), []
        paths: list[str] = []
        strange: list[Defect] = []
        home, stack = self.root.resolve(), [""]
        while stack:
            folder = stack.pop()
            with os.scandir(self.root / folder) as entries:
                for entry in entries:
                    if entry.name.startswith(_MACOS):
                        continue
                    relative = f"{folder}/{entry.name}" if folder else entry.name
                    if not relative.isprintable() or "\\" in relative:
                        strange.append(Defect("unusable_name", repr(relative), "the name cannot be used as a path"))
                    elif entry.is_symlink() and not _stays(Path(entry.path), home):
                        what = "a link that leads to another folder or out of the root is not followed"
                        strange.append(Defect("link", relative, what))
                    elif entry.is_dir():
                        stack.append(relative)
                    else:
                        paths.append(relative)
        return sorted(paths), sorted(strange, key=lambda defect: defect.where)

    def _lines(self) -> Iterator[str]:
        seen: set[str] = set()
        name = self.root.name
        data = self.root.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            where = f"{name}:{1 + data.count(10, 0, problem.start)}"  # 10 is the end of a line
            raise EmoCfgError("E301", f"not UTF-8: {problem}", where=where, fix="save the list as UTF-8") from problem
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                path = _plain(line.strip(), f"{name}:{number}")
                if path in seen:
                    raise EmoCfgError(
                        "E304", f"{path!r} is listed twice", where=f"{name}:{number}", fix="list each path once"
                    )
                seen.add(path)
                if not any(part.startswith(_MACOS) for part in path.split("/")):
                    yield path


def _plain(line: str, where: str) -> str:
    """The path on a line of a list; E101 says how to write it where a shell or Windows wrote it otherwise."""
    if "\\" in line or line[0] in "\"'":
        fix = "write paths without quotes, with / between the folders"
        raise EmoCfgError("E101", f"not a relative path as it is read here: {line[:200]!r}", where=where, fix=fix)
    return safe_relative(line, where=where)


def _stays(link: Path, home: Path) -> bool:
    """True for a link to a file inside the root; linked folders are not followed, they could go in circles."""
    target = link.resolve()
    return target.is_file() and target.is_relative_to(home)
