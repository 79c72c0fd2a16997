"""The client of a server that speaks OpenAI's chat completions: a vLLM server, a vendor, a gateway."""

import os
import time
from dataclasses import replace
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from emocfg.core import EmoCfgError, unit

from .budget import Budget
from .record import Record
from .request import Reply, Request
from .wire import body_of, reply_of

if TYPE_CHECKING:
    from openai import APIConnectionError, APIStatusError

RETRIES = 5
"""A call is tried so many times more; with the usual waits these take about a quarter of a minute."""

TIMEOUT = 600.0
"""Seconds that a server may take for one answer; connecting may take :data:`CONNECT`."""

CONNECT = 10.0
MAX_PAUSE = 60.0
MAX_SHOWN = 300

MIN_SECRET = 8
"""A shorter key is a placeholder, such as EMPTY, and no secret."""

_OK = 200
_PASSING = frozenset((408, 409, 429))
"""Statuses that pass, beside 5xx: a timeout, the same ``Idempotency-Key`` still being worked on, too many requests."""

_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
_FIXES = {
    401: "set EMOCFG_API_KEY to a key of this server",
    403: "set EMOCFG_API_KEY to a key that may use this model",
    404: "check the model's name and the URL (for most servers it ends in /v1)",
    429: "wait, then run the same command again; it goes on from there",
}


class ServerError(EmoCfgError):
    """E801: one request has no answer, after all its tries.

    Attributes:
        http_status: of the last try; None if nothing came back.
    """

    def __init__(self, what: str, *, where: str, fix: str, http_status: int | None) -> None:
        super().__init__("E801", what, where=where, fix=fix)
        self.http_status = http_status


class ServerClient:
    """Asks one model of one server, through a record and within a budget; many threads may share it.

    The key is read from EMOCFG_API_KEY. Without it OPENAI_API_KEY is used, except over plain HTTP to another machine.
    It is not written anywhere, and it is cut out of answers and messages that repeat it.

    Only what passes is retried: no connection, no answer in time, and the statuses 408, 409, 429 and 5xx. What a model
    says is data and never a reason to ask again. Making the object calls nobody.

    Args:
        url: the server's base URL, such as ``http://127.0.0.1:8000/v1``.
        model: the model's name.
        record: where calls are kept; clients may share one.
        budget: the limit on calls; clients may share one. The calls in ``record`` are counted.
        timeout: seconds that one answer may take.
        pause: seconds before the first retry; the wait doubles each time, a server's ``Retry-After`` is heeded, and no
            wait is longer than :data:`MAX_PAUSE`.

    Raises:
        EmoCfgError: E701 if the openai package is not installed, E202 if the key cannot be one.
    """

    def __init__(
        self, url: str, model: str, record: Record, budget: Budget, *, timeout: float = TIMEOUT, pause: float = 0.5
    ) -> None:
        try:
            import openai
        except ImportError as problem:
            raise EmoCfgError(
                "E701", "openai is not installed", where=f"{url}#{model}", fix="pip install 'emocfg[llm]'"
            ) from problem
        self._url, self._model, self._record, self._budget, self._pause = url, model, record, budget, pause
        self._key = _key(url)
        budget.recall(record.keys())
        self._client = openai.OpenAI(
            base_url=url,
            api_key=self._key or "none",
            max_retries=0,
            timeout=openai.Timeout(timeout, connect=min(CONNECT, timeout)),
        )

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._model

    def ask(self, request: Request) -> Reply:
        """The recorded reply, or the server's.

        Raises:
            ServerError: E801, the server does not answer, or not as asked.
            EmoCfgError: E802 if the budget is used up.
        """
        return self._record.answer(request, self._call, self._budget)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _call(self, request: Request, idempotency_key: str) -> Reply:
        import openai

        for attempt in count():
            try:
                body = self._post(request, idempotency_key)
            except (openai.APIConnectionError, openai.APIStatusError) as problem:
                if attempt >= RETRIES or not _passes(problem):
                    raise self._failure(problem, attempt + 1) from None
                time.sleep(self._wait(problem, idempotency_key, attempt))
            else:
                return self._read(body)
        raise AssertionError("unreachable")

    def _post(self, request: Request, idempotency_key: str) -> bytes:
        answer = self._client.chat.completions.with_raw_response.create(
            **body_of(request), extra_headers={"Idempotency-Key": idempotency_key}
        )
        return answer.http_response.content

    def _wait(self, problem: "APIConnectionError | APIStatusError", idempotency_key: str, attempt: int) -> float:
        """Seconds before the next try; the half that is drawn keeps threads from coming back all at once."""
        wait = self._pause * 2**attempt * (0.5 + unit(idempotency_key, attempt) / 2)
        response = getattr(problem, "response", None)
        asked = str(response.headers.get("retry-after", "")) if response is not None else ""
        return float(min(max(wait, float(asked) if asked.isdecimal() else 0.0), MAX_PAUSE))

    def _failure(self, problem: "APIConnectionError | APIStatusError", tries: int) -> ServerError:
        status = getattr(problem, "status_code", None)
        tried = f" ({tries} tries)" if tries > 1 else ""
        if status is None:
            return self._error(f"{problem.message}{tried}", "check that the server is up at this URL", None)
        fix = _FIXES.get(status, "see the server's message; running the same command again goes on from there")
        return self._error(f"HTTP {status}{tried}: {problem.message}", fix, status)

    def _error(self, what: str, fix: str, status: int | None) -> ServerError:
        shown = self._without_key(what)[:MAX_SHOWN]
        text = "".join(sign if sign.isprintable() else " " for sign in shown)
        return ServerError(text, where=f"{self._url}#{self._model}", fix=fix, http_status=status)

    def _read(self, body: bytes) -> Reply:
        try:
            reply = reply_of(body)
        except ValueError as problem:
            what, fix = f"not a chat completion: {problem}", "check that the URL is that of an OpenAI-compatible server"
            raise self._error(what, fix, _OK) from None
        return replace(reply, text=self._without_key(reply.text), model=self._without_key(reply.model))

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "[key]") if len(self._key) >= MIN_SECRET else text


def _key(url: str) -> str:
    """The key to send; E202 if it could not stand in a header (its text is not repeated)."""
    parts = urlsplit(url)
    safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    for name in ("EMOCFG_API_KEY", "OPENAI_API_KEY") if safe else ("EMOCFG_API_KEY",):
        if key := os.environ.get(name, "").strip():
            if not (key.isascii() and key.isprintable()):
                raise EmoCfgError("E202", "the key holds signs that no key has", where=name, fix="copy the key again")
            return key
    return ""


def _passes(problem: "APIConnectionError | APIStatusError") -> bool:
    status = getattr(problem, "status_code", None)
    return status is None or status in _PASSING or status >= 500
