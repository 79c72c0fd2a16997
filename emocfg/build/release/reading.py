"""The rows of a release file as text, one by one: JSON lines, or one JSON array of any size. Memory holds one row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TextIO

from emocfg.core import EmoCfgError
from emocfg.core.canonical import MAX_BYTES

_CHUNK = 2**20
_BLANK = re.compile(r"[ \t\r\n]*+")
_BRACKET_OR_STRING = re.compile(r'[][{}]|"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row before it is parsed.

    Attributes:
        number: of the row in its file, from 1; the same for both forms of a file.
        where: the file and line, and the row's number where it is another one.
        text: the row's JSON.
    """

    number: int
    where: str
    text: str | bytes


def raw_rows(path: Path, name: str) -> Iterator[RawRow]:
    """The rows of a file, in order.

    Args:
        path: the file.
        name: how it is called in errors.

    Raises:
        EmoCfgError: E303 where the file is cut off, is not UTF-8, or has anything but rows between rows; a row that is
            broken in itself is the caller's to judge.
    """
    yield from _elements(path, name) if _is_array(path) else _lines(path, name)


def _is_array(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(_CHUNK).removeprefix(b"\xef\xbb\xbf")
        while head.isspace():
            head = stream.read(_CHUNK)
    return head.lstrip().startswith(b"[")


def _where(name: str, line: int, number: int) -> str:
    return f"{name}:{line}" if line == number else f"{name}:{line}, row {number}"


def _lines(path: Path, name: str) -> Iterator[RawRow]:
    number = 0
    with path.open("rb") as stream:
        for count, line in enumerate(iter(lambda: stream.readline(MAX_BYTES + 1), b""), start=1):
            if len(line) > MAX_BYTES:
                _refuse(f"a line of more than {MAX_BYTES} bytes", f"{name}:{count}")
            if line.strip():
                number += 1
                yield RawRow(number, _where(name, count, number), line)


def _elements(path: Path, name: str) -> Iterator[RawRow]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        window, number = _Window(stream, name), 0
        window.step()
        sign = window.next()
        if sign == "]":
            window.step()
        while sign != "]":
            number += 1
            if window.next() not in ("{", "["):
                window.refuse("not a row")
            where = _where(name, window.line, number)
            yield RawRow(number, where, window.value())
            sign = window.next()
            if sign not in (",", "]"):
                window.refuse(f"{sign!r} after a row" if sign else "the array is cut off")
            window.step()
        if window.next():
            window.refuse("something follows the array")


class _Window:
    """The part of a large text that is looked at: at most a row and a chunk."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self.line = 1
        self._stream = stream
        self._name = name
        self._text = ""
        self._place = 0
        self.next()

    def next(self) -> str:
        """The next sign that is not blank; "" at the end."""
        while True:
            blank = _BLANK.match(self._text, self._place)
            self._go(blank.end() if blank else self._place)
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._fill():
                return ""

    def step(self) -> None:
        """Pass the sign at hand."""
        self._go(self._place + 1)

    def value(self) -> str:
        """The object or array that begins at hand, with everything in it."""
        while True:
            end = _end(self._text, self._place)
            if end:
                value = self._text[self._place : end]
                self._go(end)
                return value
            if len(self._text) - self._place > MAX_BYTES:
                self.refuse(f"a row of more than {MAX_BYTES} characters")
            if not self._fill():
                self.refuse("the file ends within a row")

    def refuse(self, what: str) -> NoReturn:
        """Raise E303 for the line at hand."""
        _refuse(what, f"{self._name}:{self.line}")

    def _go(self, place: int) -> None:
        self.line += self._text.count("\n", self._place, place)
        self._place = place

    def _fill(self) -> bool:
        try:
            more = self._stream.read(_CHUNK)
        except UnicodeDecodeError as problem:
            self.refuse(f"not UTF-8: {problem.reason}")
        self._text, self._place = self._text[self._place :] + more, 0
        return bool(more)


def _end(text: str, start: int) -> int:
    """Where the object or array that begins at ``start`` ends; 0 if it goes on beyond the text."""
    depth = 0
    for token in _BRACKET_OR_STRING.finditer(text, start):
        sign = token.group()
        if sign in ("{", "["):
            depth += 1
        elif sign in ("}", "]"):
            depth -= 1
            if not depth:
                return token.end()
    return 0


def _refuse(what: str, where: str) -> NoReturn:
    fix = "restore the file, it is damaged at that place"
    raise EmoCfgError("E303", f"JSON refused: {what}", where=where, fix=fix)
