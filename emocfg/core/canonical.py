"""One byte form for every JSON value, its digest, and bounded reading of other people's JSON."""

import hashlib
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from .errors import EmoCfgError

MAX_BYTES, MAX_FILE_BYTES = 4 * 2**20, 64 * 2**20
MAX_DEPTH = 64
_MAX_DIGITS = 40
_BRACKET_OR_STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[][{}]', re.DOTALL)


def dumps(value: object) -> str:
    """The canonical JSON text of ``value``: sorted keys, no spaces, UTF-8, no NaN.

    >>> dumps({"b": 1, "a": ["\u00e9", None]})
    '{"a":["\u00e9",null],"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: object) -> str:
    """SHA-256 (hex) of the canonical JSON of ``value``; equal values have equal digests on every machine."""
    return hashlib.sha256(dumps(value).encode("utf-8")).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def loads(text: str | bytes, *, where: str, max_bytes: int = MAX_BYTES) -> Any:  # noqa: ANN401 - JSON is any value
    """Parse untrusted JSON within limits.

    Raises:
        EmoCfgError: E303 when it is malformed, larger than ``max_bytes``, nested deeper than 64, has a duplicate key, a
            number that is not finite or has more than 40 digits, or a lone surrogate.

    >>> loads('{"a": 1}', where="line 1")
    {'a': 1}
    """
    if len(text) > max_bytes:
        _refuse(f"larger than {max_bytes} bytes", where)
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        _check_depth(plain, where)
        value = json.loads(
            plain,
            object_pairs_hook=lambda pairs: _unique(pairs, where),
            parse_constant=lambda name: _refuse(f"{name} is not JSON", where),
            parse_int=lambda digits: _integer(digits, where),
            parse_float=lambda digits: _finite(digits, where),
        )
        if "\\u" in plain:
            dumps(value).encode("utf-8")
    except (ValueError, UnicodeError) as problem:
        _refuse(str(problem), where)
    return value


def read(path: Path) -> Any:  # noqa: ANN401 - JSON is any value
    """Parse the JSON file ``path`` within limits; E102 if it is missing, E303 if it is not acceptable."""
    if not path.is_file():
        raise EmoCfgError("E102", "no such file", where=str(path), fix="check the path, or make the file first")
    if path.stat().st_size > MAX_FILE_BYTES:
        _refuse(f"larger than {MAX_FILE_BYTES} bytes", str(path))
    return loads(path.read_bytes(), where=str(path), max_bytes=MAX_FILE_BYTES)


def read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield (line number from 1, value) of a JSON-lines file, each line within the limits of :func:`loads`."""
    with path.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(MAX_BYTES + 1), b""), start=1):
            if line.strip():
                yield number, loads(line, where=f"{path}:{number}")


def _refuse(reason: str, where: str) -> NoReturn:
    raise EmoCfgError("E303", f"JSON refused: {reason[:200]}", where=where, fix="correct the file at that place")


def _unique(pairs: list[tuple[str, object]], where: str) -> dict[str, object]:
    record = dict(pairs)
    if len(record) != len(pairs):
        _refuse("a key occurs twice in one object", where)
    return record


def _integer(digits: str, where: str) -> int:
    if len(digits) > _MAX_DIGITS:
        _refuse(f"a number of {len(digits)} digits", where)
    return int(digits)


def _finite(digits: str, where: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        _refuse(f"{digits[:40]} is not finite", where)
    return value


def _check_depth(text: str, where: str) -> None:
    """Count brackets outside strings, so that a hostile depth never reaches the recursive parser."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for token in _BRACKET_OR_STRING.finditer(text):
        sign = token.group()
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                _refuse(f"nested deeper than {MAX_DEPTH}", where)
        elif sign in "]}":
            depth -= 1
