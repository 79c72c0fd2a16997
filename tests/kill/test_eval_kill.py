"""Kill a run that pays for answers, at random moments: no answer is paid for twice, and the run is the same."""

import random
from pathlib import Path

import pytest

from tests.kill.test_annotate_kill import kill_during_calls
from tests.kill.test_kill import command, finish
from tests.llm.standin import counts, running


def run_on(url: str, mini: Path, out: Path, tasks: str, limit: str) -> list[str]:
    options = ("--tasks", tasks, "--model-args", "concurrency=4,max_new_tokens=8", "--limit", limit)
    return command("eval", "--model", f"openai:{url}#m", "--data", mini, "--out", out, *options)


@pytest.mark.parametrize(
    ("kills", "tasks", "limit"),
    [
        (2, "head_pose,identity", "16"),
        pytest.param(20, "head_pose,identity,appearance,action", "64", marks=pytest.mark.slow),
    ],
)
def test_no_answer_is_paid_for_twice(mini: Path, tmp_path: Path, kills: int, tasks: str, limit: str) -> None:
    draws = random.Random(kills)
    with running("--delay", "0") as url:
        finish(run_on(url, mini, tmp_path / "whole", tasks, limit))
        calls = counts(url)["charged"]
    with running("--delay", "0.05") as url:
        cut = run_on(url, mini, tmp_path / "cut", tasks, limit)
        killed = sum(kill_during_calls(cut, url, draws.randrange(1, calls // kills)) for _ in range(kills))
        finish(cut)
        told = counts(url)
    assert killed == kills
    assert (told["charged"], told["distinct"]) == (calls, calls)
    assert max(call["charged"] for call in told["keys"].values()) == 1
    for part in ("manifest.json", "scores.json", *(f"samples/{task}.jsonl" for task in tasks.split(","))):
        assert (tmp_path / "cut" / part).read_bytes() == (tmp_path / "whole" / part).read_bytes()
