"""Many clips against a server that counts: threads, budget, kills and replays change nothing of what comes out."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from emocfg.build.annotators.opening import opened
from emocfg.build.annotators.protocol import Writing
from emocfg.build.annotators.settings import Annotation, parse_annotation
from emocfg.build.annotators.template import TemplateAnnotator
from emocfg.build.annotators.writing import write_all
from emocfg.build.compose.cases import Case
from emocfg.check.models import Stills
from emocfg.core import EmoCfgError
from emocfg.llm import Record
from tests.llm.standin import StandIn, counts, running

from .scripted import CRITICS, STILLS, WRITER, cases, everybody

CASES = [*cases(4), *cases(2, labelled=False)]
"""Two clips come twice, with labels and without: their calls differ."""


def plan(url: str, **more: int) -> Annotation:
    bench = [f"{url}#{name}" for name in CRITICS]
    return parse_annotation({"annotator": f"llm:{url}#{WRITER}", "committee": bench, **more}, where="test")


def run(annotation: Annotation, record: Path, clips: list[Case] | None = None) -> list[tuple[str, tuple[Writing, ...]]]:
    with opened(annotation, record) as (who):
        found = write_all(clips or CASES, who.annotator, who.committee, lambda _: STILLS, annotation.threads)
        return list(found)


@dataclass(frozen=True)
class Whole:
    """What a run that was left alone gives, the calls it took, and its record for replay."""

    writings: list[tuple[str, tuple[Writing, ...]]]
    calls: int
    replay: Path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    folder = tmp_path_factory.mktemp("whole")
    with StandIn(reply=everybody) as server:
        writings = run(plan(server.url, threads=1), folder / "calls.jsonl")
        calls = server.counts()["charged"]
    with Record(folder / "calls.jsonl") as record:
        record.save_replay(folder / "replay.jsonl")
    yield Whole(writings, calls, folder / "replay.jsonl")


def test_the_papers_pipeline_runs_end_to_end(whole: Whole) -> None:
    assert [clip_id for clip_id, _ in whole.writings] == [case.clip.clip_id for case in CASES]
    writings = [writing for _, several in whole.writings for writing in several]
    assert not any(writing.problem for writing in writings)
    for writing in writings:
        assert writing.accepted is (None if writing.options else True)
        assert bool(writing.votes) is not bool(writing.options)
    assert {writing.label_given for writing in writings if writing.task == "rationale"} == {True, False}
    assert any(writing.tree for writing in writings)


def test_threads_change_nothing(whole: Whole, tmp_path: Path) -> None:
    with StandIn(reply=everybody, delay=0.002) as server:
        assert run(plan(server.url, threads=7), tmp_path / "calls.jsonl") == whole.writings
        assert server.counts()["charged"] == whole.calls
    with Record(tmp_path / "calls.jsonl") as record:
        record.save_replay(tmp_path / "replay.jsonl")
    assert (tmp_path / "replay.jsonl").read_bytes() == whole.replay.read_bytes()


def test_a_replay_gives_the_same_writings_without_a_server(whole: Whole, tmp_path: Path) -> None:
    table = {
        "annotator": f"replay:{whole.replay}#{WRITER}",
        "committee": [f"replay:{whole.replay}#{name}" for name in CRITICS],
    }
    annotation = parse_annotation(table, where="test")
    assert run(annotation, tmp_path / "calls.jsonl") == whole.writings
    assert not (tmp_path / "calls.jsonl").exists()
    assert annotation.describe() == plan("http://127.0.0.1:1/v1").describe()
    with pytest.raises(EmoCfgError, match="E803"):
        run(annotation, tmp_path / "calls.jsonl", cases(6)[4:])


def test_a_budget_that_runs_out_keeps_what_was_paid_for(whole: Whole, tmp_path: Path) -> None:
    done = 0
    with StandIn(reply=everybody) as server:
        for allowed in (0, whole.calls // 3, whole.calls - 1):
            with opened(plan(server.url, threads=3, max_calls=allowed), tmp_path / "calls.jsonl") as who:
                finished = []
                with pytest.raises(EmoCfgError, match="E802"):
                    for entry in write_all(CASES, who.annotator, who.committee, lambda _: STILLS, 3):
                        finished.append(entry)  # noqa: PERF402 - those before the error are wanted
            assert finished == whole.writings[: len(finished)]
            assert done <= len(finished) < len(CASES)
            assert server.counts()["charged"] <= allowed
            done = len(finished)
        assert done > 0
        assert run(plan(server.url, threads=3, max_calls=whole.calls), tmp_path / "calls.jsonl") == whole.writings
        told = server.counts()
    assert (told["charged"], told["distinct"], told["requests"]) == (whole.calls,) * 3, "no call was repeated"


def test_a_server_that_fails_stops_the_work_and_loses_nothing(whole: Whole, tmp_path: Path) -> None:
    with StandIn(reply=everybody, failures=["ok"] * 20 + ["400"]) as server:
        with pytest.raises(EmoCfgError, match="E801"):
            run(plan(server.url, threads=2), tmp_path / "calls.jsonl")
        assert run(plan(server.url, threads=2), tmp_path / "calls.jsonl") == whole.writings
        assert server.counts()["charged"] == whole.calls


def test_a_caller_that_stops_listening_stops_the_work(tmp_path: Path) -> None:
    with StandIn(reply=everybody) as server, opened(plan(server.url, threads=1), tmp_path / "calls.jsonl") as who:
        stream = write_all(CASES, who.annotator, who.committee, lambda _: STILLS, 1)
        next(stream)
        stream.close()  # type: ignore[attr-defined]
        asked = server.counts()["requests"]
        time.sleep(0.05)
        assert server.counts()["requests"] == asked


def test_templates_need_no_frames_and_no_server(tmp_path: Path) -> None:
    with opened(Annotation(), tmp_path / "calls.jsonl") as who:
        assert isinstance(who.annotator, TemplateAnnotator) and who.committee is None
        found = list(write_all(CASES, who.annotator, None, lambda _: Stills(), 4))
    assert [clip_id for clip_id, _ in found] == [case.clip.clip_id for case in CASES]
    assert not (tmp_path / "calls.jsonl").exists()
    rationales = [w for _, several in found for w in several if w.task == "rationale"]
    assert rationales and all(w.label_given for w in rationales)


KILLED = """
import sys
from pathlib import Path
from tests.build.annotators.test_writing import plan, run
url, record = sys.argv[1:]
run(plan(url, threads=3), Path(record))
print("done")
"""


@pytest.mark.slow
def test_a_kill_repeats_no_paid_call(whole: Whole, tmp_path: Path, kills: int = 20) -> None:
    """As ``tests/kill/test_annotate_kill.py`` has it of a build, with a committee and with many more calls."""
    draws, record = random.Random(kills), tmp_path / "calls.jsonl"
    with running("--delay", "0.01", "--reply", "tests.build.annotators.scripted:everybody") as url:
        killed = 0
        for _ in range(kills):
            process = subprocess.Popen([sys.executable, "-c", KILLED, url, str(record)], stdout=subprocess.PIPE)
            asked, stop = counts(url)["requests"], draws.randrange(1, whole.calls // kills)
            while process.poll() is None and counts(url)["requests"] < asked + stop:
                time.sleep(0.005)
            process.kill()
            out, _ = process.communicate()
            killed += b"done" not in out
        assert killed == kills
        assert run(plan(url, threads=3), record) == whole.writings
        told = counts(url)
    assert (told["charged"], told["distinct"]) == (whole.calls, whole.calls)
    assert all(call["charged"] == 1 for call in told["keys"].values())
