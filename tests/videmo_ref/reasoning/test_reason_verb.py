"""``emocfg reason`` shows the tree with its choices, the answer and the rationale, and says what is wrong."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.data import Dataset
from emocfg.cli.app import app
from emocfg.core import EmoCfgError
from emocfg.schema import Sample
from emocfg.schema.features import from_row
from videmo_ref.model.scratch import make_checkpoint
from videmo_ref.reasoning.trace import Trace

from ..conftest import MINUTE, SIDE
from .conftest import ASKED
from .test_search import RIGHT, TRUTH

SHOWN = ("--model-args", "device=cpu,max_new_tokens=60", "--frames", f"uniform=4,pixels={SIDE * SIDE}")


def reason(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    capsys.readouterr()
    app(["reason", *map(str, words), *SHOWN], standalone_mode=False)
    return capsys.readouterr().out


@pytest.fixture(scope="session")
def row(data: Dataset) -> Sample:
    return next(sample for sample in data.samples("test", {"emotion_single"}) if sample.tree)


def test_a_video_gets_a_tree_an_answer_and_a_rationale(
    taught: Path, data: Dataset, row: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    model = f"videmo:{taught}"
    text = reason(capsys, data.root / row.videos[0], "--model", model, "--question", ASKED, "--n", "3")
    for level, lines in zip(("attribute", "expression", "emotion"), RIGHT, strict=True):
        assert f"  {level}: candidate " in text
        assert all(f"    {line}" in text for line in lines.splitlines())
    assert "of 3, score " in text
    assert "\nAnswer\n  " in text
    assert "\nRationale\n  " in text
    assert "Truth" not in text


def test_a_row_is_compared_with_its_truth_and_json_holds_every_candidate(
    taught: Path, data: Dataset, row: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--data", data.root, "--sample", row.id, "--model", f"videmo:{taught}", "--n", "2", "--scorer")
    assert "\nTruth of " + row.id in reason(capsys, *words, "self_consistency")
    found = json.loads(reason(capsys, *words, "greedy", "--json"))
    trace = from_row(Trace, found["trace"])
    assert found["tree"] == trace.text == TRUTH
    assert found["closed"] == ["attribute", "expression", "emotion"]
    assert found["answer"]["candidates"][found["answer"]["kept"]]
    assert row.question in found["answer"]["prompt"]
    assert found["truth"]["answer"] == row.answer
    assert set(found["truth"]["aligned"]) >= {"total", "attribute", "expression", "emotion"}
    chosen = json.loads(reason(capsys, *words, "oracle", "--temperature", "2", "--json"))
    scores = [[candidate["score"] for candidate in step["candidates"]] for step in chosen["trace"]["steps"]]
    assert all(own[step["kept"]] == max(own) for own, step in zip(scores, chosen["trace"]["steps"], strict=True))


def test_a_checkpoint_without_tags_is_shown_as_it_is(
    processor: Any,
    data: Dataset,
    row: Sample,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = make_checkpoint(tmp_path / "raw", MINUTE, processor.tokenizer, (28 * 28, SIDE * SIDE * 4), seed=1)
    text = reason(capsys, data.root / row.videos[0], "--model", f"videmo:{folder}", "--scorer", "greedy")
    assert "not closed by its tag" in text
    assert "no level is closed by its tag" in text
    assert "expression:" not in text
    assert "\nRationale\n" in text
    assert "\nAnswer" not in text
    assert "\x1b" not in text


def test_what_is_wrong_is_told(taught: Path, data: Dataset, row: Sample, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    pair = next(sample.id for sample in data.samples("test", {"identity"}))
    model, clip, dataset = f"videmo:{taught}", str(data.root / row.videos[0]), str(data.root)
    cases = [
        ([str(broken), "--model", model], "E401"),
        ([str(tmp_path / "none.mp4"), "--model", model], "E401"),
        ([clip, "--model", f"videmo:{tmp_path}/none"], "E102"),
        ([clip, "--model", f"hf:{taught}"], "E201"),
        ([clip, "--model", model, "--scorer", "best"], "E201"),
        ([clip, "--model", model, "--scorer", "oracle"], "E202"),
        ([clip, "--model", model, "--options", "a,b"], "E202"),
        (["--model", model], "E202"),
        ([clip, "--model", model, "--data", dataset, "--sample", row.id], "E202"),
        (["--model", model, "--sample", row.id], "E202"),
        (["--model", model, "--data", dataset, "--sample", "nobody"], "E201"),
        (["--model", model, "--data", dataset, "--sample", pair], "E202"),
    ]
    for words, code in cases:
        with pytest.raises(EmoCfgError) as raised:
            app(["reason", *words, *SHOWN], standalone_mode=False)
        assert raised.value.code == code, words


def test_without_torch_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(EmoCfgError) as raised:
        app(["reason", "clip.mp4", "--model", "videmo:policy"], standalone_mode=False)
    assert raised.value.code == "E701"
    assert "pip install 'emocfg[models]'" in str(raised.value)
