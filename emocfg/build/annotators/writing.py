"""Many clips at once. What comes out does not depend on how many threads there are, or on which answer comes first."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from emocfg.check.models import Stills

from ..compose.cases import Case
from .committee import Committee
from .protocol import Annotator, Writing

_IN_FLIGHT = 4
"""Clips per thread that are waiting or under way, so that a stream of any length fits in memory."""

Finished = tuple[str, tuple[Writing, ...]]


def write_all(
    cases: Iterable[Case],
    annotator: Annotator,
    committee: Committee | None,
    frames_of: Callable[[Case], Stills],
    threads: int,
) -> Iterator[Finished]:
    """Clip id and writings of every case, in the order of the cases.

    The clients keep every answer on disk when it comes, so nothing that was paid for is lost when this stops: what was
    not yielded is written again from there without a call.

    Args:
        cases: the clips; read lazily.
        annotator: who writes.
        committee: who verifies; None if nobody does.
        frames_of: the frames of a clip; called in the thread that works on it.
        threads: clips at once, at least 1.

    Raises:
        EmoCfgError: what the annotator raises, such as E802 when the calls are used up, at the first clip that it could
            not finish. No new clip is begun then, and the calls under way are waited for.
    """

    def one(case: Case) -> Finished:
        stills = frames_of(case)
        written = annotator.write(case, stills)
        if committee is not None:
            written = tuple(committee.verify(case, writing, stills, annotator) for writing in written)
        return case.clip.clip_id, written

    stream = iter(cases)
    waiting: deque[Future[Finished]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="annotate")
    try:
        while True:
            waiting.extend(pool.submit(one, case) for case in islice(stream, threads * _IN_FLIGHT - len(waiting)))
            if not waiting:
                return
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
