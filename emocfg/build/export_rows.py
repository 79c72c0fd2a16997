"""A sample as a training row of another tool: ms-swift, or TRL.

``ms-swift`` (3.x) reads ``messages`` of plain text with a ``<video>`` tag for each video, and ``videos``; see
``release.rules`` for what it insists on. It drops every other column, ``source`` among them; the release has
``source``, so we write it all the same.

``trl`` rows are conversational prompt and completion, so that the loss is on the answer alone; of several turns the
last answer is the completion. A turn's content is a list of ``{"type": "video"}`` and ``{"type": "text", "text": ...}``
parts, one video part per entry of ``videos``; a video part has no key of its own that a loader could put into texts.
TRL (seen up to 1.16, its issue 5373) gives the columns ``image`` and ``images`` to the processor, but no videos: its
stock collator raises. Train with ``SFTConfig(remove_unused_columns=False, max_length=None,
dataset_kwargs={"skip_prepare_dataset": True})`` and a collator of your own that decodes ``videos`` and calls
``processor(text=processor.apply_chat_template(row["prompt"] + row["completion"]), videos=frames)``, as TRL's own
``examples/scripts/sft_video_llm.py`` does.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from emocfg.core import EmoCfgError
from emocfg.schema import Message, Sample

from .release.rows import is_imported, write_row
from .release.rules import TAG, fault

_AROUND_TAGS = re.compile(f"({re.escape(TAG)})")


def swift_row(sample: Sample, video_root: str) -> dict[str, Any]:
    """The row that ms-swift reads; of an imported sample the release's own row, with all its columns.

    Args:
        sample: the sample.
        video_root: what to put in front of its videos' paths.

    Raises:
        EmoCfgError: E302 if ms-swift would refuse the row or cut it.
    """
    _obey(sample)
    row = write_row(sample) if is_imported(sample) else _native(sample)
    if sample.videos:
        row["videos"] = _placed(sample, video_root)
    return row


def trl_row(sample: Sample, video_root: str) -> dict[str, Any]:
    """The row for TRL; ``videos`` is empty for text, so that all rows have the same columns.

    Args:
        sample: the sample.
        video_root: what to put in front of its videos' paths.

    Raises:
        EmoCfgError: E302 as in :func:`swift_row`.
    """
    _obey(sample)
    turns = _with_all_tags(sample.messages, len(sample.videos))
    chat = [{"role": turn.role, "content": _parts(turn.content)} for turn in turns]
    return {"prompt": chat[:-1], "completion": chat[-1:], "videos": _placed(sample, video_root)}


FORMATS: dict[str, Callable[[Sample, str], dict[str, Any]]] = {"ms-swift": swift_row, "trl": trl_row}
"""Name on the command line to what writes a row."""


def _native(sample: Sample) -> dict[str, Any]:
    turns = [{"role": message.role, "content": message.content} for message in sample.messages]
    return {"messages": turns, "source": sample.source}


def _obey(sample: Sample) -> None:
    wrong = fault(sample.messages, len(sample.videos))
    if wrong:
        fix = "leave its task out with --task, and report how the row came about"
        raise EmoCfgError("E302", f"not a row to train on: {wrong}", where=sample.id, fix=fix)


def _placed(sample: Sample, video_root: str) -> list[str]:
    root = video_root.rstrip("/") + "/" if video_root else ""
    return [root + video for video in sample.videos]


def _with_all_tags(messages: Sequence[Message], videos: int) -> list[Message]:
    """The turns with a tag for every video; those that are missing come first, as ms-swift has it."""
    missing = videos - sum(message.content.count(TAG) for message in messages)
    first = next(place for place, message in enumerate(messages) if message.role != "system")
    turns = list(messages)
    turns[first] = Message(turns[first].role, TAG * missing + turns[first].content)
    return turns


def _parts(content: str) -> list[dict[str, str]]:
    """Text and videos in the order of the text."""
    pieces = [piece for piece in _AROUND_TAGS.split(content) if piece]
    return [{"type": "video"} if piece == TAG else {"type": "text", "text": piece} for piece in pieces]
