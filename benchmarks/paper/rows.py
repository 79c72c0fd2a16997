"""Prediction files as ms-swift's inference writes them: one JSON object a line, of one method or of several."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, canonical, say

from .files import FILES

Methods = dict[str, dict[str, tuple["Row", ...]]]
"""Method ("" for files that lie directly in the folder) to stem to rows."""

_TAG = "<video>."
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of a model.

    Attributes:
        where: file and line, for errors.
        line: number of its line, from 0.
        response: what the model answered.
        labels: the reference: a text, or what else the file holds.
        turns: role and text of each message.
        videos: paths, as written by whoever ran the model.
    """

    where: str
    line: int
    response: str
    labels: Any
    turns: tuple[tuple[str, str], ...]
    videos: tuple[str, ...]

    @property
    def query(self) -> str:
        """The question as upstream takes it: the first message, whoever wrote it, without the literal ``<video>.``."""
        return self.turns[0][1].replace(_TAG, "")

    @property
    def question(self) -> str:
        """The question: the first message of the user, without the tags of videos."""
        asked = next((text for role, text in self.turns if role == "user"), self.turns[0][1])
        return without_tags(asked)

    @property
    def reference(self) -> str:
        """The labels as one text: the parts of a list joined by commas."""
        parts = self.labels if isinstance(self.labels, list) else [self.labels]
        return ",".join("" if part is None else str(part) for part in parts)


def read_methods(folder: Path) -> Methods:
    """Read the predictions of one method, ``DIR/<file>.json``, or of several, ``DIR/<method>/<file>.json``.

    Raises:
        EmoCfgError: E102 if there is no such file, E202 if there are some of both forms, E302 and E303 for a line that
            is no row.
    """
    if not folder.is_dir():
        raise EmoCfgError("E102", "no such folder", where=f"--predictions {folder}", fix="check the path")
    flat = _known(folder)
    nested = {inner.name: _known(inner) for inner in sorted(folder.iterdir()) if inner.is_dir()}
    nested = {name: paths for name, paths in nested.items() if paths}
    if flat and nested:
        what = f"files of a method, and folders of methods ({', '.join(nested)})"
        raise EmoCfgError("E202", what, where=f"--predictions {folder}", fix="name the folder of one of them")
    if not flat and not nested:
        what = "none of upstream's 22 prediction files is in it"
        fix = f"files are called as upstream calls them, such as {next(iter(FILES.values())).name}"
        raise EmoCfgError("E102", what, where=f"--predictions {folder}", fix=fix)
    found = nested or {"": flat}
    for name in found:
        _tell_strange(folder / name)
    return {name: {stem: _rows(path) for stem, path in paths.items()} for name, paths in found.items()}


def without_tags(text: str) -> str:
    """A message without the tags that stand for videos."""
    return text.replace(_TAG, "").replace(_TAG.removesuffix("."), "").strip()


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that :func:`read_methods` reads, by its path below the folder."""
    paths = [path for inner in (folder, *folder.iterdir()) if inner.is_dir() for path in _known(inner).values()]
    return {path.relative_to(folder).as_posix(): canonical.file_digest(path) for path in sorted(paths)}


def _known(folder: Path) -> dict[str, Path]:
    """The files of a folder that upstream's evaluation reads, in its order; all others are left alone."""
    return {stem: folder / file.name for stem, file in FILES.items() if (folder / file.name).is_file()}


def _tell_strange(folder: Path) -> None:
    """A misspelled file would be missed in silence."""
    if strange := sorted(path.name for path in folder.glob("*.json") if path.stem not in FILES):
        say(f"left alone in {folder}, not one of upstream's files: {', '.join(strange[:_SHOWN])}")


def _rows(path: Path) -> tuple[Row, ...]:
    return tuple(_row(value, f"{path}:{number}", number - 1) for number, value in canonical.read_lines(path))


def _row(value: object, where: str, line: int) -> Row:
    if not isinstance(value, dict):
        raise _bad(f"a row is an object, not {type(value).__name__}", where)
    response, messages, videos = value.get("response"), value.get("messages"), value.get("videos") or []
    if not isinstance(response, str) or "labels" not in value:
        raise _bad("a row without a response and labels", where)
    if not isinstance(messages, list) or not messages or not all(map(is_turn, messages)):
        raise _bad("messages is not a list of turns with role and content", where)
    if not isinstance(videos, list) or not all(isinstance(video, str) for video in videos):
        raise _bad("videos is not a list of paths", where)
    turns = tuple((turn["role"], turn["content"]) for turn in messages)
    return Row(where, line, response, value["labels"], turns, tuple(videos))


def is_turn(turn: object) -> bool:
    """True for a message with a role and a text."""
    return isinstance(turn, Mapping) and all(isinstance(turn.get(key), str) for key in ("role", "content"))


def _bad(what: str, where: str) -> EmoCfgError:
    fix = 'a row has "response", "labels", "messages" and "videos", as `swift infer` writes it'
    return EmoCfgError("E302", what, where=where, fix=fix)
