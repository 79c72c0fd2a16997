"""``openai:URL#MODEL``: a model behind any OpenAI-compatible server, asked with frames as images."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from emocfg.core import canonical
from emocfg.llm import Budget, Record, Request, ServerClient, ServerError, jpegs, parse_spec
from emocfg.media import Frames

from ..model import MAX_NEW_TOKENS, Answer, Failed, Sight
from ..model import Request as Question

PATIENCE = 8
"""The run ends when so many requests in a row, each with its retries, got nothing from the server."""

ITS_OWN = frozenset((400, 413, 422))
"""Statuses that say something of the request and not of the server."""

ONE = "These {count} images are the frames of one video in order, taken at {times} seconds."
TWO = (
    "The first {count} images are the frames of the first video in order, taken at {times} seconds; "
    "the other {count2} are those of the second video, taken at {times2} seconds."
)


@dataclass(frozen=True, slots=True)
class Options:
    """What ``--model-args`` may say.

    Attributes:
        max_new_tokens: the longest answer.
        frames_quality: of the JPEG images, up to 95.
        concurrency: requests at once.
        timeout: seconds that one answer may take; a request is tried six times.
        max_calls: the limit on calls of this run, those of earlier starts included; none by default.
    """

    max_new_tokens: int = MAX_NEW_TOKENS
    frames_quality: int = 90
    concurrency: int = 8
    timeout: float = 120.0
    max_calls: int | None = None


class ServerModel:
    """Asks a server, several samples at once, at temperature 0; to be closed.

    Each call is recorded, so that a run that was killed never pays for an answer twice. A request that the server
    refuses, or does not answer in all its tries, costs its own sample. A server that is gone ends the run: after
    :data:`PATIENCE` requests in a row without anything from it nobody is asked any more, nothing that was answered is
    lost, and no row of zeros is published for it. Requests that the server turns down for what they are
    (:data:`ITS_OWN`) do not count: it is there.

    Where the server is stands in no file and is no part of the fingerprint.

    Args:
        place: ``URL#MODEL``.
        options: how to ask.
        calls: the record of calls, made at the first question.
        pause: seconds before a request's first retry.

    Raises:
        EmoCfgError: E202 if ``place`` is not ``URL#MODEL``.
    """

    sees: Sight = "frames"

    def __init__(self, place: str, options: Options, calls: Path, *, pause: float = 0.5) -> None:
        self._spec = parse_spec(f"llm:{place}", where="--model openai:URL#MODEL")
        self._options, self._calls, self._pause = options, calls, pause
        self._stack = ExitStack()
        self._client: ServerClient | None = None
        self._silent, self._lock = 0, Lock()
        self._gone: ServerError | None = None

    @property
    def batch(self) -> int:
        """A few rounds of ``concurrency``: answers are on record as they come."""
        return 4 * self._options.concurrency

    @property
    def name(self) -> str:
        """``openai:`` and the model's name."""
        return f"openai:{self._spec.model}"

    def describe(self) -> Mapping[str, Any]:
        """The model, the longest answer, and how frames are shown."""
        return {
            "kind": "openai",
            "model": self._spec.model,
            "max_new_tokens": self._options.max_new_tokens,
            "temperature": 0.0,
            "frames": {"form": "jpeg", "quality": self._options.frames_quality, "told": canonical.digest([ONE, TWO])},
        }

    def answer(self, requests: Sequence[Question]) -> Sequence[Answer]:
        """The server's answers.

        Raises:
            EmoCfgError: E801 if the server is gone, E802 if ``max_calls`` are used up, E701 without the openai package.
        """
        client = self._connect()
        with ThreadPoolExecutor(self._options.concurrency) as pool:
            futures = [pool.submit(self._ask, client, request) for request in requests]
            try:
                return [future.result() for future in futures]
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def close(self) -> None:
        """Close the connections and the record."""
        self._stack.close()
        self._client = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _connect(self) -> ServerClient:
        if self._client is None:
            record, budget = self._stack.enter_context(Record(self._calls)), Budget(self._options.max_calls)
            client = ServerClient(
                self._spec.place, self._spec.model, record, budget, timeout=self._options.timeout, pause=self._pause
            )
            self._client = self._stack.enter_context(client)
        return self._client

    def _ask(self, client: ServerClient, request: Question) -> Answer:
        call = Request(
            model=self._spec.model,
            system="",
            text=told(request),
            images=tuple(
                image
                for frames in request.frames
                for image in jpegs(frames.images, quality=self._options.frames_quality, long_side=None)
            ),
            max_tokens=self._options.max_new_tokens,
        )
        if self._gone:
            raise self._gone
        try:
            answer: Answer = client.ask(call).text
            heard = True
        except ServerError as problem:
            answer, heard = Failed(problem.what), problem.http_status in ITS_OWN
            with self._lock:
                if not heard and self._silent + 1 >= PATIENCE:
                    self._gone = problem
                    raise
        with self._lock:
            self._silent = 0 if heard else self._silent + 1
        return answer


def told(request: Question) -> str:
    """The prompt of a sample after a sentence that says which images are which video, and when they were taken."""
    match request.frames:
        case (first, second):
            sentence = TWO.format(
                count=len(first.times), times=_times(first), count2=len(second.times), times2=_times(second)
            )
        case (only,):
            sentence = ONE.format(count=len(only.times), times=_times(only))
        case _:
            return request.prompt
    return f"{sentence}\n\n{request.prompt}"


def _times(frames: Frames) -> str:
    return ", ".join(f"{time:.2f}" for time in frames.times)
