"""A model of lmms-eval is asked as its own evaluator asks it, and its failures are failures."""

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from benchmarks.data import Dataset, open_dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.lmms import adapter
from benchmarks.lmms.adapter import Adapted
from benchmarks.outcomes import Record
from benchmarks.run import Run
from benchmarks.specs import select
from emocfg.core import EmoCfgError
from emocfg.media import VIDEMO

pytest.importorskip("lmms_eval", reason="lmms-eval is not installed")
SETTINGS = Settings("test", VIDEMO, limit=6)


@dataclass
class Fake:
    """A model with lmms-eval's interface that looks at what it is asked, and says what it is told to."""

    is_simple: bool
    say: Callable[[str], Any] = lambda _: "front"
    task_dict: dict[str, Any] = field(default_factory=dict)
    prompts: list[str] = field(default_factory=list)

    def generate_until(self, requests: Sequence[Any]) -> list[Any]:
        print("loading shards", end="")  # noqa: T201 - as its models do
        return [self.answer(request.args) for request in requests]

    def answer(self, arguments: tuple[Any, ...]) -> Any:
        context, *middle, row, task, split = arguments
        doc = self.task_dict[task][split][row]
        show, generation = middle[::-1] if self.is_simple else middle
        assert generation["until"] == [] and generation["max_new_tokens"] == 7
        shown = show(doc)
        paths = shown if self.is_simple else [p["url"] for p in shown[0]["content"] if p["type"] == "video"]
        assert all(Path(path).is_file() for path in paths)
        assert self.is_simple or shown[0]["content"][-1] == {"type": "text", "text": context}
        self.prompts.append(context)
        return self.say(str(doc["id"]))


def run_with(
    fake: Fake, data: Dataset, out: Path, monkeypatch: pytest.MonkeyPatch, **arguments: str
) -> dict[str, Record]:
    monkeypatch.setattr(adapter, "_make", lambda *_: fake)
    with Adapted("fake", {"max_new_tokens": "7", "batch_size": "4", **arguments}, out / "model.log") as model:
        evaluate(model, data, select(["head_pose"]), Run(out), SETTINGS)
    return {record.id: record for record in Run(out).records("head_pose")}


@pytest.mark.parametrize("simple", [True, False], ids=["simple", "chat"])
def test_both_kinds_of_models_are_asked(
    simple: bool, data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = Fake(simple)
    records = run_with(fake, data, tmp_path / "run", monkeypatch)
    assert len(fake.prompts) == 6 and {record.outcome for record in records.values()} == {"scored"}
    assert "loading shards" not in capsys.readouterr().out
    assert (tmp_path / "run" / "model.log").read_text() == "loading shards" * 2


def test_sentinels_and_nothing_are_failures_and_asked_again(
    data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad: list[Any] = ["[LMMS_EVAL_REQUEST_FAILED after 5 retries] no route", None, "", ("front", {"output_tokens": 1})]
    ids = sorted(sample.id for sample in data.samples("test", {"head_pose"}))[:4]
    out = tmp_path / "run"
    records = run_with(
        Fake(False, lambda key: dict(zip(ids, bad, strict=True)).get(key, "front")), data, out, monkeypatch
    )
    assert [records[key].outcome for key in ids] == ["model_error"] * 3 + ["scored"]
    assert records[ids[0]].detail.startswith("[LMMS_EVAL_REQUEST_FAILED") and records[ids[0]].score == 0.0
    healthy = Fake(False)
    assert {record.outcome for record in run_with(healthy, data, out, monkeypatch).values()} == {"scored"}
    assert len(healthy.prompts) == 3


def test_a_corrupt_clip_never_reaches_the_model(mini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(mini, tmp_path / "data")
    data = open_dataset(tmp_path / "data")
    sample = min(data.samples("test", {"head_pose"}), key=lambda sample: sample.id)
    (tmp_path / "data" / sample.videos[0]).write_bytes(b"<html>404</html>")
    fake = Fake(True)
    records = run_with(fake, data, tmp_path / "run", monkeypatch)
    assert records[sample.id].outcome == "media_error" and len(fake.prompts) == 5


def test_other_arguments_and_other_weights_are_other_runs(
    data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    (weights / "config.json").write_text("{}")
    out = tmp_path / "run"
    run_with(Fake(True), data, out, monkeypatch, pretrained=str(weights))
    assert str(tmp_path) not in (out / "manifest.json").read_text()
    with pytest.raises(EmoCfgError, match="another model"):
        run_with(Fake(True), data, out, monkeypatch, pretrained=str(weights), max_num_frames="4")
    (weights / "config.json").write_text('{"trained": "on"}')
    with pytest.raises(EmoCfgError, match="another model"):
        run_with(Fake(True), data, out, monkeypatch, pretrained=str(weights))


def test_a_model_that_cannot_be_made_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmoCfgError, match="qwen2_5_vk") as caught, Adapted("qwen2_5_vk", {}, tmp_path / "log") as model:
        model.answer([])
    assert (caught.value.code, "qwen2_5_vl" in caught.value.fix) == ("E201", True)
    with (
        pytest.raises(EmoCfgError, match="Unexpected kwargs") as caught,
        Adapted("qwen2_5_vl", {"fpz": "2"}, tmp_path / "log") as model,
    ):
        model.answer([])
    assert caught.value.code == "E202"
    monkeypatch.setitem(sys.modules, "lmms_eval.models", None)
    with pytest.raises(EmoCfgError, match="cannot be imported") as caught, Adapted("x", {}, tmp_path / "log") as model:
        model.answer([])
    assert caught.value.code == "E701"
