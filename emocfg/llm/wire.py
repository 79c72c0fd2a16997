"""A request and a reply in the form of the chat completions API."""

from base64 import b64encode
from typing import Any

from emocfg.core import EmoCfgError, canonical

from .request import Reply, Request

MAX_TEXT = 2**18
"""Characters of the longest answer that is accepted; a record's line holds it in any case."""

_MAX_NAME, _MAX_COUNT = 200, 2**53


def body_of(request: Request) -> dict[str, Any]:
    """The body of the HTTP request; frames stand before the text, as video does in the prompts of VideoLLMs."""
    content: str | list[dict[str, Any]] = request.text
    if request.images:
        urls = [f"data:image/jpeg;base64,{b64encode(image).decode()}" for image in request.images]
        frames = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
        content = [*frames, {"type": "text", "text": request.text}]
    system = [{"role": "system", "content": request.system}] if request.system else []
    body: dict[str, Any] = {
        "model": request.model,
        "messages": [*system, {"role": "user", "content": content}],
        "temperature": request.temperature,
        "max_tokens": request.max_tokens,
        "seed": request.seed,
    }
    if request.schema:
        schema = canonical.loads(request.schema, where="the request's schema")
        form = {"name": "reply", "schema": schema, "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    return body


def reply_of(body: bytes) -> Reply:
    """The reply in an HTTP answer's body.

    A message without content is the reply "". A refusal stands in a field of its own; it becomes the text, and
    ``finish`` says so.

    Raises:
        ValueError: it is not a chat completion, or longer than :data:`MAX_TEXT`.
    """
    try:
        value = canonical.loads(body, where="the answer")
    except EmoCfgError as problem:
        raise ValueError(problem.what) from problem
    choice = _first(value)
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict):
        error = value.get("error") if isinstance(value, dict) else None
        raise ValueError(f"it has no message; its error: {canonical.dumps(error)[:_MAX_NAME]}")
    content, refusal = message.get("content") or "", message.get("refusal") or ""
    text = content or refusal
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise ValueError(f"the message is not a text of at most {MAX_TEXT} characters")
    finish = "refusal" if refusal and not content else choice.get("finish_reason")
    return Reply(
        text,
        _name(value.get("model")),
        _name(finish),
        _count(value.get("usage"), "prompt_tokens"),
        _count(value.get("usage"), "completion_tokens"),
    )


def _first(value: Any) -> Any:  # noqa: ANN401 - JSON is any value
    choices = value.get("choices") if isinstance(value, dict) else None
    return choices[0] if isinstance(choices, list) and choices else None


def _name(value: object) -> str:
    return value[:_MAX_NAME] if isinstance(value, str) else ""


def _count(usage: object, name: str) -> int:
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MAX_COUNT else 0
