"""Kill a program that makes calls, at random moments, and run it again: no call is paid twice and none is missing."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from emocfg.core import read_journal
from emocfg.llm import Replay, Request
from tests.llm.standin import counts, running

THREADS, CALLS, DELAY = 4, 40, 0.03

PROGRAM = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from emocfg.llm import Budget, Record, Request, ServerClient

url, path, calls, threads = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
with Record(path) as record, ServerClient(url, "m", record, Budget(calls), pause=0.01) as client:
    with ThreadPoolExecutor(threads) as pool:
        replies = pool.map(client.ask, [Request("m", "s", f"call {n % calls}") for n in range(2 * calls)])
        print(json.dumps([reply.text for reply in replies]))
"""


def start(url: str, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, url, str(path), str(CALLS), str(THREADS)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"})


def finish(process: subprocess.Popen[str]) -> list[str]:
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    texts: list[str] = json.loads(out)
    return texts


def kill_after(process: subprocess.Popen[str], path: Path, lines: int, pause: float) -> bool:
    """SIGKILL it a moment after its record has so many lines; True if it was still at work."""
    while process.poll() is None and (not path.exists() or path.read_bytes().count(b"\n") < lines):
        time.sleep(0.002)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def answered(path: Path) -> set[str]:
    return {line["key"] for line in read_journal(path) if line["kind"] == "reply"}


def requests(url: str) -> dict[str, int]:
    """Requests that came, by digest; each digest came under one Idempotency-Key."""
    keys = counts(url)["keys"]
    found = {key.partition("-")[0]: call["requests"] for key, call in keys.items()}
    assert len(found) == len(keys)
    return found


@pytest.mark.parametrize(
    ("kills", "arguments"),
    [
        (3, []),
        (3, ["--failures", "500,drop,429,ok,refuse,drop,ok,ok,drop"]),
        pytest.param(20, [], marks=pytest.mark.slow),
    ],
)
def test_no_call_is_paid_twice(tmp_path: Path, kills: int, arguments: list[str]) -> None:
    path, draws, killed = tmp_path / "calls.jsonl", random.Random(kills), 0
    with running("--delay", str(DELAY), *arguments) as url:
        done: dict[str, int] = {}
        for number in range(kills):
            moment = int(2 * CALLS * (number + draws.random()) / (kills + 1))
            killed += kill_after(start(url, path), path, moment, draws.uniform(0, DELAY))
            now = requests(url)
            assert {key: now[key] for key in done} == done, "a call with a recorded answer was made again"
            done = {key: now[key] for key in answered(path)}
        texts = finish(start(url, path))
        total, now = counts(url), requests(url)
        assert {key: now[key] for key in done} == done
    assert killed == kills
    assert total["charged"] == total["distinct"] == CALLS
    assert total["requests"] - total["failed"] <= CALLS + kills * THREADS
    assert len(set(texts)) == CALLS
    replay = Replay(path)
    assert texts == [replay.ask(Request("m", "s", f"call {n % CALLS}")).text for n in range(2 * CALLS)]


def test_a_server_that_ignores_keys_charges_at_most_the_calls_in_flight_again(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    with running("--delay", str(DELAY), "--ignores-keys") as url:
        assert kill_after(start(url, path), path, CALLS, DELAY / 2)
        finish(start(url, path))
        assert CALLS <= counts(url)["charged"] <= CALLS + THREADS
