"""Work in child processes that may hang, crash or eat memory without taking this process along.

The children are plain interpreters that import what the work needs. Nothing of the calling script runs again in them,
so a build works from a script, a notebook or a test alike.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

A = TypeVar("A")
B = TypeVar("B")

_IN_FLIGHT = 4
_CHILD = "import sys; sys.path[:] = {path!r}; from emocfg.core.workers import serve; serve({descriptor}, {memory})"


class WorkerDied(Exception):  # noqa: N818 - it is what happened, not what went wrong in our code
    """The child process did not survive its work; the reason is ``timeout`` or ``crashed``."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Worker:
    """One child process that runs module-level functions; it is started when needed and replaced when it dies.

    The child ends when this process does, however that ends: its pipe closes.

    Args:
        memory: bytes of address space that the work may add to what the child needs for itself; None for no limit.
    """

    def __init__(self, *, memory: int | None = None) -> None:
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None

    def run(self, work: Callable[[A], B], item: A, *, timeout: float | None = None) -> B:
        """Return ``work(item)``; its exceptions are raised here.

        Raises:
            WorkerDied: the child took longer than ``timeout`` seconds and was killed, or it crashed.
        """
        pipe = self._pipe or self._start()
        try:
            pipe.send((work, item))
            if not pipe.poll(timeout):
                self.close()
                raise WorkerDied("timeout")
            failed, value = pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.close()
            raise WorkerDied("crashed") from None
        if failed:
            raise value
        result: B = value
        return result

    def close(self) -> None:
        """End the child; a later ``run`` starts a new one."""
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.wait()
        self._process = self._pipe = None

    def _start(self) -> "Connection":
        from multiprocessing import Pipe

        self._pipe, theirs = Pipe()
        code = _CHILD.format(path=sys.path, descriptor=theirs.fileno(), memory=self._memory)
        self._process = subprocess.Popen([sys.executable, "-c", code], pass_fds=[theirs.fileno()])  # noqa: S603
        theirs.close()
        return self._pipe


def map_unordered(
    work: Callable[[A], B],
    items: Iterable[A],
    *,
    workers: int,
    timeout: float | None = None,
    memory: int | None = None,
    rescue: Callable[[A, WorkerDied], B] | None = None,
) -> Iterator[tuple[A, B]]:
    """Yield (item, work(item)) as they finish, in any order; the caller must not depend on it.

    Args:
        work: a module-level function; it runs in this process where one worker without limits suffices.
        items: read lazily, a few per worker in flight, so that a stream of any length fits in memory.
        workers: number of child processes, at least 1.
        timeout: seconds one item may take before its child is killed.
        memory: see :class:`Worker`.
        rescue: the result of an item whose child died; without it the death is raised.
    """
    if workers <= 1 and timeout is None and memory is None:
        for item in items:
            yield item, work(item)
        return
    from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
    from queue import SimpleQueue

    children = [Worker(memory=memory) for _ in range(workers)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for child in children:
        idle.put(child)

    def one(item: A) -> B:
        child = idle.get()
        try:
            return child.run(work, item, timeout=timeout)
        except WorkerDied as death:
            if rescue is None:
                raise
            return rescue(item, death)
        finally:
            idle.put(child)

    stream = iter(items)
    running: dict[Future[B], A] = {}
    threads = ThreadPoolExecutor(workers)
    try:
        while True:
            for item in islice(stream, workers * _IN_FLIGHT - len(running)):
                running[threads.submit(one, item)] = item
            if not running:
                break
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield running.pop(future), future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.close()


def serve(descriptor: int, memory: int | None) -> None:
    """What a child runs: answer until the parent is gone.

    Args:
        descriptor: the inherited end of the pipe.
        memory: see :class:`Worker`.
    """
    import signal
    from multiprocessing.connection import Connection

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe: Connection = Connection(descriptor)
    while True:
        try:
            work, item = pipe.recv()
        except EOFError:
            return
        if memory is not None:  # set when the first work has imported what it needs: libraries do not count
            limit, memory = _address_space() + memory, None
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        try:
            answer: tuple[bool, Any] = (False, work(item))
        except Exception as problem:
            answer = (True, problem)
        try:
            pipe.send(answer)
        except BrokenPipeError:
            os._exit(0)


def _address_space() -> int:
    """Bytes of address space mapped now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()
