"""A row of the release: what it must have, what else it carries, and the same row again for an export."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emocfg.core import EmoCfgError, canonical
from emocfg.schema import OPEN_ATTRIBUTES, Message, Sample

from .rules import TAG, fault

GENERATOR = "emo-cfg release"
"""``provenance.generator`` of imported rows."""

_VIDEO_TAG = re.compile(re.escape(TAG) + r"\.?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that obeys the rules.

    Attributes:
        messages: its turns, exactly as written.
        videos: its paths, exactly as written; empty for text only.
        source: its ``source`` column; "" if it has none.
        extra: as in ``Provenance.extra``: every column that messages and videos do not hold, ``source`` included, and
            further keys of messages.
    """

    messages: tuple[Message, ...]
    videos: tuple[str, ...]
    source: str
    extra: str

    @property
    def question(self) -> str:
        """The first question, without the tags that stand for videos."""
        asked = next(message.content for message in self.messages if message.role != "system")
        return _VIDEO_TAG.sub("", asked).strip()

    @property
    def answer(self) -> str:
        """The answer to the first question."""
        return next(message.content for message in self.messages if message.role == "assistant")

    @property
    def attribute(self) -> str:
        """The open attribute that ``source`` names after ``QA_``; "" if it names none of the 15."""
        name = self.source.rpartition("QA_")[2].lower() if "QA_" in self.source else ""
        return name if name in OPEN_ATTRIBUTES else ""


def read_row(value: object, *, where: str) -> Row:
    """Check a row; E302 for one that ms-swift would refuse or cut."""
    if not isinstance(value, dict):
        raise _bad(f"a row is an object, not {type(value).__name__}", where)
    messages, more = _messages(value.get("messages"), where)
    videos = value.get("videos")
    if not (videos is None or (isinstance(videos, list) and all(isinstance(path, str) for path in videos))):
        raise _bad("videos is not a list of paths", where)
    wrong = fault(messages, len(videos or ()))
    if wrong:
        raise _bad(wrong, where)
    extra = {key: column for key, column in value.items() if key not in ("messages", "videos")}
    if any(more):
        extra["messages"] = more
    if "videos" in value and not videos:
        extra["videos"] = videos
    source = value.get("source")
    text = canonical.dumps(extra) if extra else ""
    return Row(messages, tuple(videos or ()), source if isinstance(source, str) else "", text)


def write_row(sample: Sample) -> dict[str, Any]:
    """The row of the release that a sample was imported from, with its videos as the sample has them.

    Raises:
        EmoCfgError: E303 if the sample's extra columns are not what an import writes.
    """
    extra: Any = canonical.loads(sample.provenance.extra or "{}", where=sample.id)
    more: Any = extra.pop("messages", [{}] * len(sample.messages)) if isinstance(extra, dict) else None
    ours = isinstance(more, list) and all(isinstance(keys, dict) for keys in more) and not extra.get("videos")
    if not ours or len(more) != len(sample.messages):
        raise EmoCfgError("E303", "extra columns that no import wrote", where=sample.id, fix="import the release again")
    turns = zip(sample.messages, more, strict=True)
    row: dict[str, Any] = {"messages": [{**keys, "role": m.role, "content": m.content} for m, keys in turns]}
    if sample.videos:
        row["videos"] = list(sample.videos)
    row.update(extra)
    return row


def is_imported(sample: Sample) -> bool:
    """True for a sample that came out of the release."""
    return sample.provenance.generator == GENERATOR


def _messages(value: object, where: str) -> tuple[tuple[Message, ...], list[dict[str, Any]]]:
    """The turns, and for each its further keys."""
    if not isinstance(value, list) or not value:
        raise _bad("messages is not a list of turns", where)
    turns, more = [], []
    for turn in value:
        if not isinstance(turn, Mapping) or not isinstance(turn.get("role"), str):
            raise _bad("a turn without a role", where)
        if not isinstance(turn.get("content"), str):
            raise _bad("a turn whose content is no text", where)
        turns.append(Message(turn["role"], turn["content"]))
        more.append({key: item for key, item in turn.items() if key not in ("role", "content")})
    return tuple(turns), more


def _bad(what: str, where: str) -> EmoCfgError:
    return EmoCfgError("E302", what, where=where, fix="correct the row, or leave such rows out with --skip-bad")
