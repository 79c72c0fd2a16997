"""Kill a verb at random moments and run it again: the result is that of a run that was left alone."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from emocfg.core import canonical

PLAN = "clips_per_shard = 16\n[source.mini]\nidentities = 2\n"


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "emocfg", *map(str, arguments)]


def start(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Start a verb in a process group of its own, as a terminal would."""
    environment = os.environ | {"PYTHONSAFEPATH": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)


def finish(arguments: list[str]) -> float:
    begin = time.monotonic()
    process = start(arguments)
    _, errors = process.communicate(timeout=200)
    assert process.returncode == 0, errors.decode()
    return time.monotonic() - begin


def kill_after(arguments: list[str], seconds: float) -> bool:
    """SIGKILL the verb after a while; True if it was still running."""
    process = start(arguments)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    finally:
        if process.stderr:
            process.stderr.close()
    return False


def content(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): canonical.file_digest(p) for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("kills", [3, pytest.param(10, marks=pytest.mark.slow)])
def test_build(tmp_path: Path, kills: int) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN)
    whole, cut = (
        command("build", "--plan", plan, "--out", tmp_path / name, "--workers", "2") for name in ("whole", "cut")
    )
    full = finish(whole)
    draws, killed = random.Random(kills), 0
    for _ in range(kills):
        killed += kill_after(cut, draws.uniform(0.2, full))
    finish(cut)
    assert killed
    assert content(tmp_path / "cut") == content(tmp_path / "whole")
    assert not (tmp_path / "cut.building").exists()


KILL_AT = """
import os, sys
from emocfg.core import atomic
calls, last, flush = 0, int(sys.argv.pop(1)), atomic._flush
def killing(path):
    global calls
    calls += 1
    if calls == last:
        os._exit(9)
    flush(path)
atomic._flush = killing
from emocfg.cli import main
try:
    main()
finally:
    print(calls)
"""


@pytest.mark.parametrize(
    "part", [0.0, 0.45, 0.75, 1.0, *(pytest.param(part, marks=pytest.mark.slow) for part in (0.15, 0.3, 0.6, 0.9))]
)
def test_build_killed_at_a_write(no_media: tuple[Path, dict[str, str], int], tmp_path: Path, part: float) -> None:
    """A kill between a file's writing and its renaming, at writes spread over the build up to the last rename."""
    plan, whole, writes = no_media
    arguments = ["build", "--plan", str(plan), "--no-media", "--out", str(tmp_path / "cut"), "--workers", "1"]
    place = 1 + round(part * (writes - 1))
    assert subprocess.run([sys.executable, "-c", KILL_AT, str(place), *arguments], check=False).returncode == 9
    finish(command(*arguments))
    assert content(tmp_path / "cut") == whole


@pytest.fixture(scope="module")
def no_media(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], int]:
    """A plan, what it builds without media, and the number of writes that takes."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "plan.toml").write_text(PLAN)
    arguments = ["build", "--plan", folder / "plan.toml", "--no-media", "--out", folder / "out", "--workers", "1"]
    counted = subprocess.run(
        [sys.executable, "-c", KILL_AT, "0", *map(str, arguments)], check=True, capture_output=True, text=True
    )
    return folder / "plan.toml", content(folder / "out"), int(counted.stdout.splitlines()[-1])


@pytest.mark.slow
def test_build_killed_once_at_each_of_ten_moments(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN)
    full = finish(command("build", "--plan", plan, "--out", tmp_path / "whole"))
    for number in range(10):
        cut = command("build", "--plan", plan, "--out", tmp_path / f"cut{number}")
        kill_after(cut, random.Random(number).uniform(0.2, full))
        finish(cut)
        assert content(tmp_path / f"cut{number}") == content(tmp_path / "whole"), number


@pytest.mark.parametrize("kills", [3, pytest.param(20, marks=pytest.mark.slow)])
def test_eval(mini: Path, tmp_path: Path, kills: int) -> None:
    def arguments(name: str) -> list[str]:
        return command("eval", "--model", "baseline:blind", "--data", mini, "--out", tmp_path / name)

    full = finish(arguments("whole"))
    draws = random.Random(kills)
    killed = sum(kill_after(arguments("cut"), draws.uniform(0.5, full)) for _ in range(kills))
    finish(arguments("cut"))
    assert killed
    whole, cut = (content(tmp_path / name) for name in ("whole", "cut"))
    for name in ("whole", "cut"):
        lines = [line for p in sorted((tmp_path / name / "journal").iterdir()) for line in p.read_text().splitlines()]
        assert len(lines) == len(set(lines))
    assert {k: v for k, v in whole.items() if k != "lock"} == {k: v for k, v in cut.items() if k != "lock"}


def test_children_do_not_outlive_a_killed_build(tmp_path: Path) -> None:
    process = start(command("build", "--source", "mini", "--out", tmp_path / "out", "--workers", "2"))
    time.sleep(4.0)
    threads = Path(f"/proc/{process.pid}/task").glob("*/children")
    children = [int(pid) for thread in threads for pid in thread.read_text().split()]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert children
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(Path(f"/proc/{pid}").exists() for pid in children):
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)
