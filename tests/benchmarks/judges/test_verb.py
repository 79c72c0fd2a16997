"""The verb ``judge``: its results and statuses, and kills at random moments that cost no call twice."""

import json
import random
import shutil
import time
from pathlib import Path

import pytest

from benchmarks.judges.agreement import LEAST_ITEMS
from benchmarks.judges.judging import THREADS
from benchmarks.judges.protocol import ACCURACY
from benchmarks.run import Run
from emocfg.core import canonical
from tests.benchmarks.judges.conftest import TASKS
from tests.benchmarks.judges.standins import MODEL
from tests.conftest import Emocfg
from tests.kill.test_kill import command, finish, start
from tests.llm.standin import counts, running

SERVER = ("--reply", "tests.benchmarks.judges.standins:verdict", "--delay")


def copied(measured: Path, target: Path) -> Path:
    return Path(shutil.copytree(measured, target))


def results(run: Path) -> dict[str, str]:
    """What judging published, without the calls in their order of arrival."""
    folders = [
        path for path in (run / "judged").rglob("*") if path.is_file() and path.name not in {"calls.jsonl", "lock"}
    ]
    return {str(path.relative_to(run)): canonical.file_digest(path) for path in sorted(folders)}


def test_a_rule_judges_and_ratings_say_how_far_to_trust_it(
    emocfg: Emocfg, mini: Path, measured: Path, tmp_path: Path
) -> None:
    run = copied(measured, tmp_path / "run")
    records = [record for task in TASKS for record in Run(run).records(task)]
    ratings = tmp_path / "ratings.jsonl"
    lines = [{"id": r.id, "task": r.task, "aspect": ACCURACY, "score": round(100 * r.score)} for r in records]
    ratings.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    asked = ("judge", run, "--data", mini, "--judge", "rule", "--ratings", ratings)
    told = emocfg(*asked)
    assert told.returncode == 0, told.stderr
    assert "response_accuracy" in told.stdout
    assert "grey" in told.stdout
    value = json.loads(emocfg(*asked, "--json").stdout)
    assert value["agreement"]["overall"]["kappa"][0] == pytest.approx(1.0)
    assert value["agreement"]["overall"]["items"] == 40 < LEAST_ITEMS
    assert not value["agreement"]["overall"]["trusted"]
    assert canonical.read(run / "judged" / value["judge"] / "agreement.json") == value["agreement"]


def test_a_judge_that_cannot_run_ends_with_4_and_its_record_stands_in_for_it(
    emocfg: Emocfg, mini: Path, measured: Path, tmp_path: Path
) -> None:
    run, other = (copied(measured, tmp_path / name) for name in ("run", "other"))
    with running(*SERVER, "0") as url:
        asked = ("judge", run, "--data", mini, "--judge", f"llm:{url}#{MODEL}", "--json")
        poor = emocfg(*asked, "--max-calls", "30")
        assert poor.returncode == 4, poor.stderr
        assert "error[E601]" in poor.stderr
        tasks = json.loads(poor.stdout)["tasks"]
        assert sum(task["outcomes"].get("judge_error", 0) for task in tasks.values()) == 10
        assert any(task["scores"] == {ACCURACY: None} for task in tasks.values())
        whole = emocfg(*asked)
        assert whole.returncode == 0, whole.stderr
        assert counts(url)["requests"] == 40
    (calls,) = run.rglob("calls.jsonl")
    replayed = emocfg("judge", other, "--data", mini, "--judge", f"replay:{calls}", "--json")
    assert replayed.returncode == 0, replayed.stderr
    assert replayed.stdout == whole.stdout
    assert results(other) == results(run)
    assert not list(other.rglob("calls.jsonl"))
    partial = tmp_path / "partial.jsonl"
    partial.write_text("".join(calls.read_text().splitlines(keepends=True)[:21]))
    missing = emocfg("judge", other, "--data", mini, "--judge", f"replay:{partial}")
    assert missing.returncode == 4
    assert "error[E601]" in missing.stderr


def test_nothing_is_written_for_what_is_no_run(emocfg: Emocfg, mini: Path, tmp_path: Path) -> None:
    told = emocfg("judge", tmp_path / "none", "--data", mini, "--judge", "llm:http://127.0.0.1:9/v1#m")
    assert (told.returncode, list(tmp_path.iterdir())) == (2, [])
    told = emocfg("judge", tmp_path / "none", "--data", mini, "--judge", "gpt")
    assert (told.returncode, "error[E201]" in told.stderr) == (2, True)


@pytest.mark.parametrize(("kills", "limit"), [(3, ("--limit", "20")), pytest.param(20, (), marks=pytest.mark.slow)])
def test_no_call_is_paid_twice(mini: Path, tmp_path: Path, kills: int, limit: tuple[str, ...]) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    model = ("--model", "baseline:noisy_oracle", "--tasks", "action_caption,emotion_caption,open_attribute")
    finish(command("eval", *model, "--data", mini, "--out", whole, *limit))
    copied(whole, cut)
    with running(*SERVER, "0") as url:
        finish(judged_by(url, whole, mini))
        calls = counts(url)["charged"]
    draws, killed = random.Random(kills), 0
    with running(*SERVER, "0.4") as url:
        for left in range(kills, 0, -1):
            process, before = start(judged_by(url, cut, mini)), counts(url)["charged"]
            goal = before + draws.randrange(max(1, (calls - before) // left - THREADS))
            while process.poll() is None and counts(url)["charged"] <= goal:
                time.sleep(0.01)
            time.sleep(draws.uniform(0, 0.05))
            killed += process.poll() is None
            process.kill()
            process.communicate()
        finish(judged_by(url, cut, mini))
        told = counts(url)
    assert killed == kills
    assert (told["charged"], told["distinct"]) == (calls, calls)
    assert told["requests"] <= calls + THREADS * kills, "more than the calls in flight were sent again"
    assert results(cut) == results(whole)
    assert not list(cut.rglob(".*.tmp"))


def judged_by(url: str, run: Path, data: Path) -> list[str]:
    return command("judge", run, "--data", data, "--judge", f"llm:{url}#{MODEL}")
