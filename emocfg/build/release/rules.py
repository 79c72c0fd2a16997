"""What a chat row must be like for ms-swift to train on it; the release keeps to it, and so do our exports.

From ``ms-swift/swift/llm/dataset/preprocessor/core.py`` (3.2) and its templates: an optional system turn, then pairs of
a user (or tool) turn and an assistant turn; an empty assistant turn is an error; a last turn without an answer is lost
silently; fewer ``<video>`` tags than videos are completed in front, more are an error.
"""

from collections.abc import Sequence

from emocfg.schema import Message

TAG = "<video>"
_ASKING = ("user", "tool")


def fault(messages: Sequence[Message], videos: int) -> str:
    """What is wrong with a row; "" if nothing is.

    Args:
        messages: the turns.
        videos: how many videos the row shows.

    >>> fault((Message("user", "<video>Who?"), Message("assistant", "")), 1)
    'turn 2: the assistant says nothing'
    """
    first = 1 if messages and messages[0].role == "system" else 0
    turns = messages[first:]
    if not turns:
        return "no turn of a user"
    for number, message in enumerate(turns, start=first + 1):
        asks = (number - first) % 2 == 1
        if asks and message.role not in _ASKING:
            return f"turn {number}: {message.role[:40]!r} where a user must ask"
        if not asks and message.role != "assistant":
            return f"turn {number}: {message.role[:40]!r} where the assistant must answer"
        if not asks and not message.content.strip():
            return f"turn {number}: the assistant says nothing"
    if len(turns) % 2:
        return "the last turn has no answer"
    tags = sum(message.content.count(TAG) for message in messages)
    return f"{tags} {TAG} tags for {videos} videos" if tags > videos else ""
