"""The lines of a record of calls, written and read: by the record itself, and by a replay of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, read_journal

from .request import Reply

KEY_BYTES = 32


@dataclass(slots=True)
class Calls:
    """What a record file holds.

    Attributes:
        nonce: what tells this record from every other; "" in a file that was written for replay.
        asked: summary of each request that was sent, by its digest.
        replies: the replies that came, by the same key.
    """

    nonce: str = ""
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    replies: dict[str, Reply] = field(default_factory=dict)


def read_calls(path: Path) -> Calls:
    """Read a record; a torn last line counts as not written, a missing file as empty.

    Raises:
        EmoCfgError: E105 if a whole line is not one of ours.
    """
    calls = Calls()
    for number, line in enumerate(read_journal(path), start=1):
        with _damage(path, number):
            match line["kind"]:
                case "record":
                    calls.nonce = bytes.fromhex(line["nonce"]).hex()
                case "asked":
                    calls.asked[_key(line)] = _summary(line["request"])
                case "reply":
                    calls.replies[_key(line)] = _reply(line["reply"])
                    if _key(line) not in calls.asked:
                        raise ValueError("a reply to what was never asked")
                case other:
                    raise ValueError(other)
    return calls


def record_line(nonce: str) -> dict[str, Any]:
    """The first line of a record."""
    return {"kind": "record", "nonce": nonce}


def asked_line(key: str, summary: dict[str, Any]) -> dict[str, Any]:
    """The line that is written before a call goes out."""
    return {"kind": "asked", "key": key, "request": summary}


def reply_line(key: str, reply: Reply) -> dict[str, Any]:
    """The line that is written when the answer is there."""
    return {"kind": "reply", "key": key, "reply": asdict(reply)}


@contextmanager
def _damage(path: Path, number: int) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError) as problem:
        raise EmoCfgError(
            "E105",
            "a line that is not part of a record of calls",
            where=f"{path}:{number}",
            fix="check the path; if the record is damaged, remove it (its calls will be made again)",
        ) from problem


def _key(line: dict[str, Any]) -> str:
    key = bytes.fromhex(line["key"])
    if len(key) != KEY_BYTES:
        raise ValueError(line["key"])
    return key.hex()


def _summary(value: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(value["model"], str):
        raise TypeError(value["model"])
    return value


def _reply(value: dict[str, Any]) -> Reply:
    reply = Reply(**value)
    for spec in fields(Reply):
        if type(getattr(reply, spec.name)) is not spec.type:
            raise TypeError(spec.name)
    return reply
