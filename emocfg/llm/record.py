"""The record of calls on disk: what was asked, what came back, and nothing paid for twice.

A record is a journal. Its first line holds a nonce of its own; then comes an ``asked`` line before each call goes out
and a ``reply`` line when its answer is there. After a kill, a request with a reply is never sent again, and one
without is sent again under the same ``Idempotency-Key``, so that a server that honours the header charges it once.
"""

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from emocfg.core import EmoCfgError, Journal, atomic, canonical, exclusive

from .budget import Budget
from .calls import asked_line, read_calls, record_line, reply_line
from .request import Reply, Request

Call = Callable[[Request, str], Reply]
"""What puts a request to a server: the request and its ``Idempotency-Key`` in, the reply out."""


class Record:
    """The calls of one output, in memory and on disk; safe to use from many threads, by one process at a time.

    The replies of all calls are held in memory: about 2 kB each.

    Args:
        path: the journal; it is made when absent, and what an earlier run left in it is read.

    Raises:
        EmoCfgError: E104 if another process has it open, E105 if it is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._running: dict[str, Future[Reply]] = {}
        self._broken = False
        with ExitStack() as stack:
            stack.enter_context(_alone(path))
            found = read_calls(path)
            self._nonce, self._asked, self._replies = found.nonce, found.asked, found.replies
            self._journal = stack.enter_context(Journal(path))
            if not self._nonce:
                self._nonce = secrets.token_hex(16)
                self._journal.append(record_line(self._nonce))
            self._stack = stack.pop_all()

    @property
    def calls(self) -> int:
        """Distinct requests that were sent, by all runs."""
        return len(self._asked)

    @property
    def answered(self) -> int:
        """Those of them that have a reply."""
        return len(self._replies)

    def keys(self) -> list[str]:
        """Digests of the requests that were sent."""
        with self._lock:
            return list(self._asked)

    def answer(self, request: Request, call: Call, budget: Budget) -> Reply:
        """The recorded reply, or that of one call: threads that ask the same at once wait for one of them.

        Raises:
            EmoCfgError: what ``call`` raises, E802 if it would cost a call too many, E106 after a failed write.
            OSError: the record cannot be written; no call is made after that, because its answer would be lost.
        """
        key = request.digest()
        with self._lock:
            if reply := self._replies.get(key):
                return reply
            future = self._running.get(key)
            mine = future is None
            if future is None:
                future = self._running[key] = Future()
        if not mine:
            return future.result()
        try:
            budget.spend(key)
            self._ask(key, request)
            reply = call(request, f"{key}-{self._nonce}")
            self._keep(key, reply)
        except BaseException as problem:
            self._finish(key).set_exception(problem)
            raise
        self._finish(key).set_result(reply)
        return reply

    def save_replay(self, target: Path) -> None:
        """Write the answered calls as a file for ``replay:``: sorted, so the same answers give the same bytes."""
        with self._lock:
            lines = [
                canonical.dumps(line)
                for key in sorted(self._replies)
                for line in (asked_line(key, self._asked[key]), reply_line(key, self._replies[key]))
            ]
        atomic.write_text(target, "".join(f"{line}\n" for line in lines))

    def close(self) -> None:
        """Flush to disk, close, and let others open it."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, key: str, request: Request) -> None:
        with self._lock:
            self._check()
            if key not in self._asked:
                self._append(asked_line(key, request.summary()))
                self._asked[key] = request.summary()

    def _keep(self, key: str, reply: Reply) -> None:
        with self._lock:
            self._append(reply_line(key, reply))
            self._replies[key] = reply

    def _finish(self, key: str) -> Future[Reply]:
        with self._lock:
            return self._running.pop(key)

    def _append(self, line: dict[str, Any]) -> None:
        self._check()
        try:
            self._journal.append(line)
        except OSError:
            self._broken = True  # part of a line may stand in the file: a line behind it would be damaged too
            raise

    def _check(self) -> None:
        if self._broken:
            raise EmoCfgError(
                "E106",
                "an earlier answer could not be written, so no more calls are made",
                where=str(self.path),
                fix="make room on the disk and run the same command again",
            )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the record's lock; its file goes away with it, so that folders of ours hold no litter."""
    lock = path.with_name(f"{path.name}.lock")
    with exclusive(lock):
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)
