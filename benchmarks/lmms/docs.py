"""A row as a question in lmms-eval's forms: the same prompt and clips that ``emocfg eval`` shows a model."""

from typing import Any

from ..prompts import prompt_text
from .rows import data, sample_of

Doc = dict[str, Any]

GREEDY: dict[str, Any] = {"temperature": 0, "top_p": 1.0, "num_beams": 1, "do_sample": False, "until": []}
"""How every model answers, whoever runs it. Without ``until`` lmms-eval cuts answers at the first blank line."""


def doc_to_visual(doc: Doc) -> list[str]:
    """The clips, as paths; ``str`` is what lmms-eval takes for a video.

    Raises:
        EmoCfgError: E101 if a path leads out of the dataset.
    """
    from emocfg.core import confine

    return [str(confine(data().root, video, where=doc["id"])) for video in sample_of(doc).videos]


def doc_to_text(doc: Doc, lmms_eval_specific_kwargs: dict[str, str] | None = None) -> str:
    """The prompt, between what a model of lmms-eval wants before and behind it."""
    around = lmms_eval_specific_kwargs or {}
    return f"{around.get('pre_prompt', '')}{prompt_text(sample_of(doc))}{around.get('post_prompt', '')}"


def doc_to_messages(doc: Doc, lmms_eval_specific_kwargs: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """One user turn: the clips, then the prompt; word for word the text of :func:`doc_to_text`."""
    return user_turn(doc_to_visual(doc), doc_to_text(doc, lmms_eval_specific_kwargs))


def user_turn(videos: list[str], text: str) -> list[dict[str, Any]]:
    """One user turn in the form of lmms-eval's chat models."""
    shown: list[dict[str, Any]] = [{"type": "video", "url": video} for video in videos]
    return [{"role": "user", "content": [*shown, {"type": "text", "text": text}]}]


def doc_to_target(doc: Doc) -> str:
    """The reference answer, as it is logged."""
    return str(doc["answer"])
