"""Workers that hang or die cost their item only; seeds depend on names, not on order; progress is quiet in a log."""

import io
import os
import time
from collections.abc import Iterator

import pytest

from emocfg.core import Worker, WorkerDied, map_unordered, rng, seed, track, unit


def double(number: int) -> int:
    return 2 * number


def misbehave(number: int) -> int:
    if number == 3:
        time.sleep(60)
    if number == 4:
        os._exit(11)
    if number == 5:
        bytearray(4 * 2**30)
    if number == 6:
        raise ValueError("six")
    return number


def rescue(number: int, death: WorkerDied) -> int:
    return {"timeout": -1, "crashed": -2}[death.reason]


@pytest.mark.parametrize("workers", [1, 3])
def test_any_number_of_workers_gives_the_same_results(workers: int) -> None:
    assert dict(map_unordered(double, range(20), workers=workers)) == {n: 2 * n for n in range(20)}


def test_a_hang_and_a_crash_cost_one_item_each() -> None:
    results = dict(map_unordered(misbehave, range(5), workers=2, timeout=5.0, rescue=rescue))
    assert results == {0: 0, 1: 1, 2: 2, 3: -1, 4: -2}


def test_too_much_memory_is_an_error_not_a_dead_machine() -> None:
    worker = Worker(memory=256 * 2**20)
    try:
        with pytest.raises(MemoryError):
            worker.run(misbehave, 5, timeout=30.0)
        assert worker.run(misbehave, 1, timeout=30.0) == 1
    finally:
        worker.close()


def test_an_exception_of_the_work_arrives_here() -> None:
    with pytest.raises(ValueError, match="six"):
        list(map_unordered(misbehave, [6], workers=2, timeout=30.0))


def test_items_are_read_lazily() -> None:
    seen = []

    def items() -> Iterator[int]:
        for number in range(1000):
            seen.append(number)
            yield number

    results = map_unordered(double, items(), workers=2)
    next(results)
    assert len(seen) < 30
    results.close()  # type: ignore[attr-defined]


def test_seeds_depend_on_the_path_of_names_alone() -> None:
    assert seed("a", "b") != seed("ab")
    assert seed("a", 1) != seed("a", "1")
    assert rng("clip", 7).random() == rng("clip", 7).random()
    draws = [unit("u", n) for n in range(2000)]
    assert 0.48 < sum(draws) / len(draws) < 0.52


def test_seeds_are_the_same_on_every_machine() -> None:
    assert seed("split", 0, "mini") == 1363075426288448180


def test_progress_is_one_line_in_a_log_and_nothing_for_nothing() -> None:
    log = io.StringIO()
    assert list(track(range(3), "clips", 3, stream=log)) == [0, 1, 2]
    assert log.getvalue().count("\n") == 1
    assert "clips: 3" in log.getvalue()
    quiet = io.StringIO()
    assert list(track([], "clips", stream=quiet)) == []
    assert quiet.getvalue() == ""


def test_progress_redraws_one_line_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    list(track(range(500), "clips", 500, stream=screen))
    assert "500/500" in screen.getvalue()
    assert screen.getvalue().count("\n") == 1
