"""Kill a build that pays for calls, at random moments: what it gives is the same, and no call is paid for twice."""

import random
import time
from pathlib import Path

import pytest

from tests.kill.test_kill import command, content, finish, start
from tests.llm.standin import counts, running

MODEL = "Qwen/Qwen2.5-VL-7B"
PLAN = "clips_per_shard = 16\n[source.mini]\nidentities = {identities}\n"
SERVER = ("--reply", "tests.build.annotators.scripted:everybody", "--delay")


def build_with(url: str, plan: Path, out: Path, *more: str) -> list[str]:
    return command("build", "--plan", plan, "--out", out, "--workers", "1", "--annotator", f"llm:{url}#{MODEL}", *more)


def kill_during_calls(arguments: list[str], url: str, more: int) -> bool:
    """SIGKILL a build when the server has had so many more requests; True if it was still running."""
    process, asked = start(arguments), counts(url)["requests"]
    while process.poll() is None and counts(url)["requests"] < asked + more:
        time.sleep(0.01)
    running_still = process.poll() is None
    process.kill()
    _, errors = process.communicate()
    assert running_still or process.returncode == 0, errors.decode()
    return running_still


@pytest.mark.parametrize(
    ("kills", "identities", "options"),
    [
        (3, 2, ("--no-media",)),
        pytest.param(20, 4, (), marks=pytest.mark.slow),
    ],
)
def test_no_paid_call_is_repeated(tmp_path: Path, kills: int, identities: int, options: tuple[str, ...]) -> None:
    """First the allowed calls run out, which ends the verb with 4; then come the kills, then it is left alone."""
    plan, draws = tmp_path / "plan.toml", random.Random(kills)
    plan.write_text(PLAN.format(identities=identities))
    with running(*SERVER, "0") as url:
        finish(build_with(url, plan, tmp_path / "whole", *options))
        calls = counts(url)["charged"]
    with running(*SERVER, "0.02") as url:
        cut = build_with(url, plan, tmp_path / "cut", *options)
        poor = start([*cut, "--max-calls", "20"])
        _, errors = poor.communicate(timeout=200)
        assert (poor.returncode, b"error[E802]" in errors, counts(url)["charged"]) == (4, True, 20), errors.decode()
        killed = sum(kill_during_calls(cut, url, draws.randrange(1, (calls - 20) // kills)) for _ in range(kills))
        finish(cut)
        told = counts(url)
    assert killed == kills
    assert (told["charged"], told["distinct"]) == (calls, calls)
    assert max(call["charged"] for call in told["keys"].values()) == 1
    assert content(tmp_path / "cut") == content(tmp_path / "whole")
    assert not (tmp_path / "cut.building").exists()
