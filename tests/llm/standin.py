"""A stand-in for an OpenAI-compatible server that counts what it would charge.

In a test: ``with StandIn(reply=hook) as server: ... server.url, server.counts()``. In a process of its own, so that a
client can be killed and come back: ``with running("--delay", "0.05") as url: ... counts(url)``, or by hand
``python -m tests.llm.standin --port 0``, which prints its port.
"""

import argparse
import hashlib
import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Hook = Callable[[dict[str, Any]], str]
ROOT = Path(__file__).resolve().parents[2]

FAILURES = {
    "ok": "none: a request that goes well, to place the others",
    "400, 401, 404, 409, 429, 500, 503 ...": "that HTTP status; nothing is charged; words behind it are told",
    "refuse": "the connection is closed before any work; nothing is charged",
    "drop": "the work is done and charged, then the connection is closed without an answer",
    "garbage": "charged, then half a JSON document with status 200",
    "nothing": "charged, then an answer without choices",
    "null": "charged, then an answer whose content is null",
    "refusal": "charged, then a null content beside a refusal",
}
"""What can be asked for in ``failures``; each request that arrives takes the next one until none is left."""


def last_text(body: dict[str, Any]) -> str:
    """All text of the last message of a chat completions request."""
    content = body["messages"][-1]["content"]
    if isinstance(content, str):
        return content
    return "\n".join(part["text"] for part in content if part["type"] == "text")


def image_count(body: dict[str, Any]) -> int:
    """Number of images in a chat completions request."""
    contents = [message["content"] for message in body["messages"]]
    return sum(part["type"] == "image_url" for content in contents if isinstance(content, list) for part in content)


def fingerprint(body: dict[str, Any]) -> str:
    """The default hook: a text that depends on the whole request and on nothing else."""
    return "answer " + hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:12]


@dataclass
class Call:
    """What is known of one Idempotency-Key: how often it came, what it cost, and the reply once it is there."""

    requests: int = 0
    charged: int = 0
    text: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)


class StandIn:
    """An HTTP server on a loopback port that speaks ``POST /v1/chat/completions`` and ``GET /counts``.

    One key is worked on and charged once, as a server that honours the header does; a second request with the key
    waits for the first. Requests without a key are charged each.

    Args:
        reply: from the request's JSON to the reply's text; it is called by many threads.
        delay: seconds that each piece of work takes.
        failures: see :data:`FAILURES`.
        honours_keys: False for a server that ignores the header and charges every request (as vLLM does).
        port: 0 for any free one.
        retry_after: the header that comes with status 429.
    """

    def __init__(
        self,
        reply: Hook = fingerprint,
        *,
        delay: float = 0.0,
        failures: Sequence[str] = (),
        honours_keys: bool = True,
        port: int = 0,
        retry_after: str = "0",
    ) -> None:
        self.reply, self.delay, self.honours_keys, self.retry_after = reply, delay, honours_keys, retry_after
        self.failures = list(failures)
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._calls: dict[str, Call] = {}
        self._failed = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.standin = self
        self.port = int(self._server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def counts(self) -> dict[str, Any]:
        """``requests`` that came, ``charged`` pieces of work, ``failed`` on demand, ``distinct`` keys, and ``keys``:
        the first two for each key."""
        with self._lock:
            keys = {k: {"requests": c.requests, "charged": c.charged} for k, c in self._calls.items()}
            return {
                "requests": sum(c["requests"] for c in keys.values()),
                "charged": sum(c["charged"] for c in keys.values()),
                "failed": self._failed,
                "distinct": len(keys),
                "keys": keys,
            }

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def arrived(self, headers: dict[str, str], body: dict[str, Any]) -> tuple[str, Call]:
        """Note a request; the failure that it meets, and the call it belongs to."""
        with self._lock:
            self.bodies.append(body)
            self.headers.append(headers)
            failure = self.failures.pop(0) if self.failures else "ok"
            self._failed += failure != "ok"
            call = self._calls.setdefault(headers.get("idempotency-key", ""), Call())
            call.requests += 1
        return failure, call

    def work(self, call: Call, body: dict[str, Any]) -> str:
        """Do and charge the work of a call, or give what was done before."""
        if call is self._calls.get("") or not self.honours_keys:
            time.sleep(self.delay)
            text = self.reply(body)
            with self._lock:
                call.charged += 1
            return text
        with call.lock:
            if not call.charged:
                time.sleep(self.delay)
                call.text, call.charged = self.reply(body), 1
            return call.text


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    standin: StandIn

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no news; anything else is a bug of the test and is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        if self.path == "/counts":
            self._send(200, self.server.standin.counts())
        else:
            self._send(404, {"error": {"message": f"no such page: {self.path}"}})

    def do_POST(self) -> None:
        standin = self.server.standin
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        if self.path != "/v1/chat/completions":
            self._send(404, {"error": {"message": f"no such page: {self.path}"}})
            return
        failure, call = standin.arrived({k.lower(): v for k, v in self.headers.items()}, body)
        if failure == "refuse":
            self._hang_up()
        elif re.match(r"[45]\d\d\b", failure):
            self._send(int(failure[:3]), {"error": {"message": f"asked to fail with {failure}"}})
        else:
            text = standin.work(call, body)
            if failure == "drop":
                self._hang_up()
            else:
                self._send(200, _completion(body, text, failure), cut=failure == "garbage")

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _send(self, status: int, value: dict[str, Any], *, cut: bool = False) -> None:
        data = json.dumps(value).encode()
        data = data[: len(data) // 2] if cut else data
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if status == 429:
            self.send_header("Retry-After", self.server.standin.retry_after)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def _completion(body: dict[str, Any], text: str, failure: str) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if failure in {"null", "refusal"}:
        message["content"] = None
    if failure == "refusal":
        message["refusal"] = "I cannot help with that."
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    asked, said = len(json.dumps(body["messages"])) // 4, len(text.split())
    return {
        "id": "chatcmpl-0",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [] if failure == "nothing" else [choice],
        "usage": {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said},
    }


def counts(url: str) -> dict[str, Any]:
    """What :meth:`StandIn.counts` says of the server at ``url``, in whatever process it runs."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url.removesuffix("/v1") + "/counts", timeout=30) as answer:
        value: dict[str, Any] = json.load(answer)
    return value


@contextmanager
def running(*arguments: str) -> Iterator[str]:
    """Run a stand-in in a process of its own with these command-line arguments; yields its URL."""
    command = [sys.executable, "-m", "tests.llm.standin", "--port", "0", "--until-eof", *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    with process:  # leaving closes its stdin, which ends it; if this process dies, the kernel does the same
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"


def main() -> None:
    """Serve until killed, or until stdin ends."""
    parser = argparse.ArgumentParser(description="a stand-in for an OpenAI-compatible server")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds per reply")
    parser.add_argument("--failures", default="", help=f"comma-separated: {'; '.join(FAILURES)}")
    parser.add_argument("--ignores-keys", action="store_true", help="charge every request")
    parser.add_argument("--reply", default=f"{__spec__.name}:fingerprint", help="module:function, a reply hook")
    parser.add_argument("--until-eof", action="store_true", help="end when stdin does")
    options = parser.parse_args()
    module, _, name = options.reply.partition(":")
    with StandIn(
        getattr(import_module(module), name),
        delay=options.delay,
        failures=[f for f in options.failures.split(",") if f],
        honours_keys=not options.ignores_keys,
        port=options.port,
    ) as server:
        print(server.port, flush=True)  # noqa: T201 - the port is this program's answer
        if options.until_eof:
            sys.stdin.read()
        else:
            threading.Event().wait()


if __name__ == "__main__":
    main()
