"""A model behind a server: what it is shown, what one failure costs, and that nothing is paid for twice."""

import base64
import io
import json
import socket
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.model import Failed
from benchmarks.models.openai import PATIENCE, Options, ServerModel
from benchmarks.outcomes import Record
from benchmarks.run import Run
from benchmarks.specs import SPECS, select
from emocfg.core import EmoCfgError
from emocfg.llm import RETRIES
from emocfg.media import VIDEMO
from tests.llm.standin import StandIn, image_count, last_text

from .questions import MANY, clip, question

POSE = select(["head_pose"])
SETTINGS = Settings("test", VIDEMO)


def ask(url: str, data: Dataset, run: Run, specs: Any = POSE, settings: Settings = SETTINGS, **options: Any) -> None:
    with ServerModel(f"{url}#m", Options(**options), run.root / "calls.jsonl", pause=0.001) as model:
        evaluate(model, data, specs, run, settings)


def outcomes(run: Run) -> list[Record]:
    return [record for task in run.tasks() for record in run.records(task)]


def test_every_task_is_asked_once_and_shown_its_clips(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    with StandIn() as server:
        ask(server.url, data, run, select([]), Settings("test", VIDEMO, limit=3))
        told = server.counts()
        ask(server.url, data, run, select([]), Settings("test", VIDEMO, limit=3))
        assert server.counts() == told
    assert run.tasks() == list(SPECS)
    assert {record.outcome for record in outcomes(run)} <= {"scored", "unparsed"}
    assert told["requests"] == told["charged"] == told["distinct"] == len(server.bodies)
    pairs = [body for body in server.bodies if "second video" in last_text(body)]
    assert len(pairs) == 3 and {image_count(body) for body in pairs} == {8}
    assert {image_count(body) for body in server.bodies} >= {4, 8}
    assert {(body["temperature"], body["max_tokens"], len(body["messages"])) for body in server.bodies} == {
        (0, 2048, 1)
    }


def test_images_are_the_frames_in_the_policys_size(tmp_path: Path) -> None:
    wide = clip(1, frames=4, height=140, width=700)
    with StandIn(last_text) as server, ServerModel(f"{server.url}#m", Options(), tmp_path / "calls.jsonl") as model:
        one, two, blind = map(str, model.answer([question("a", "Who?", wide), MANY[2], MANY[3]]))
        bodies = {last_text(body): body for body in server.bodies}
    urls = [part["image_url"]["url"] for part in bodies[one]["messages"][0]["content"][:-1]]
    sizes = [Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).size for url in urls]
    assert sizes == [(700, 140)] * 4
    assert (
        one == "These 4 images are the frames of one video in order, taken at 0.00, 0.20, 0.40, 0.60 seconds.\n\nWho?"
    )
    assert two.startswith("The first 4 images") and "the other 6 are those of the second video" in two
    assert image_count(bodies[two]) == 10
    assert (blind, image_count(bodies[blind])) == ("Which emotion?", 0)


def test_a_request_that_is_turned_down_costs_its_own_sample(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    with StandIn(lambda _: "front", failures=["ok", "400 too many images"]) as server:
        ask(server.url, data, run, concurrency=1)
        (bad,) = [record for record in outcomes(run) if record.outcome != "scored"]
        assert bad.outcome == "model_error" and "HTTP 400" in bad.detail and "too many images" in bad.detail
        before = server.counts()["requests"]
        ask(server.url, data, run, concurrency=1)
        assert server.counts()["requests"] == before + 1
    assert {record.outcome for record in outcomes(run)} == {"scored"}


def test_a_server_that_turns_down_everything_is_still_there(tmp_path: Path) -> None:
    with (
        StandIn(failures=["400"] * 20) as server,
        ServerModel(f"{server.url}#m", Options(), tmp_path / "calls.jsonl") as model,
    ):
        answers = model.answer([question(str(i), f"{i}?") for i in range(21)])
    assert [isinstance(answer, Failed) for answer in answers].count(True) == 20


@pytest.mark.parametrize(("status", "tries"), [("401", 1), ("404", 1), ("503", RETRIES + 1)])
def test_a_server_that_serves_nobody_ends_the_run(tmp_path: Path, status: str, tries: int) -> None:
    with (
        StandIn(failures=[status] * 1000) as server,
        ServerModel(f"{server.url}#m", Options(concurrency=1), tmp_path / "calls.jsonl", pause=0.001) as model,
    ):
        with pytest.raises(EmoCfgError, match=rf"E801[\s\S]*HTTP {status}"):
            model.answer([question(str(i), f"{i}?") for i in range(40)])
        assert server.counts()["requests"] == PATIENCE * tries
        with pytest.raises(EmoCfgError, match="E801"):
            model.answer([question("x", "x?")])
        assert server.counts()["requests"] == PATIENCE * tries


def test_an_answer_in_between_restores_patience(tmp_path: Path) -> None:
    with (
        StandIn(failures=(["401"] * (PATIENCE - 1) + ["ok"]) * 3) as server,
        ServerModel(f"{server.url}#m", Options(concurrency=1), tmp_path / "calls.jsonl") as model,
    ):
        answers = model.answer([question(str(i), f"{i}?") for i in range(3 * PATIENCE)])
    assert [isinstance(answer, str) for answer in answers].count(True) == 3


def test_a_dead_server_ends_the_run_and_another_one_takes_it_up(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
    with StandIn(lambda _: "front", failures=["ok"] * 5 + ["401"] * 1000) as server, pytest.raises(EmoCfgError):
        ask(server.url, data, run, concurrency=1)
    with pytest.raises(EmoCfgError, match="E801"):
        ask(nobody, data, run)
    assert not (run.root / "scores.json").exists()
    with StandIn(lambda _: "front") as server:
        ask(server.url, data, run)
        assert server.counts()["requests"] == 32 - 5
    assert [record.outcome for record in outcomes(run)] == ["scored"] * 32


def test_a_hanging_server_ends_the_run(tmp_path: Path) -> None:
    with (
        StandIn(delay=1.0) as server,
        ServerModel(f"{server.url}#m", Options(timeout=0.05), tmp_path / "calls.jsonl", pause=0.001) as model,
        pytest.raises(EmoCfgError, match=r"E801[\s\S]*timed out"),
    ):
        model.answer([question(str(i), f"{i}?") for i in range(40)])


def test_calls_are_limited_over_all_starts(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    with StandIn(lambda _: "front") as server:
        for limit in (10, 10, 20):
            with pytest.raises(EmoCfgError, match="E802"):
                ask(server.url, data, run, max_calls=limit)
            assert server.counts()["charged"] == limit
        ask(server.url, data, run, max_calls=32)
        assert server.counts()["charged"] == 32


def test_an_answer_without_end_costs_its_own_sample(data: Dataset, tmp_path: Path) -> None:
    texts = iter(["front " * 40_000, "x" * 2**20])
    run = Run(tmp_path / "run")
    with StandIn(lambda _: next(texts, "front")) as server:
        ask(server.url, data, run, settings=Settings("test", VIDEMO, limit=4), concurrency=1)
    assert sorted(record.outcome for record in outcomes(run)) == ["model_error", "scored", "scored", "unparsed"]


def test_the_fingerprint_knows_how_frames_are_shown_and_not_where_the_server_is(tmp_path: Path) -> None:
    def described(place: str, **options: Any) -> str:
        return json.dumps(dict(ServerModel(place, Options(**options), tmp_path / "calls.jsonl").describe()))

    here = described("http://127.0.0.1:1/v1#m")
    assert here == described("https://elsewhere.example/v1#m", concurrency=2, timeout=3.0, max_calls=7)
    assert "http" not in here
    assert len({here, described("http://h/v1#m", frames_quality=50), described("http://h/v1#m", max_new_tokens=7)}) == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["http://127.0.0.1:1/v1", "127.0.0.1#m", "http://key:secret@h/v1#m"])
def test_a_place_that_is_none_is_told(tmp_path: Path, place: str) -> None:
    with pytest.raises(EmoCfgError, match="E202"):
        ServerModel(place, Options(), tmp_path / "calls.jsonl")
