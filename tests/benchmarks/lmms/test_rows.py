"""The environment says which rows lmms-eval gets, and a mistake in it is explained."""

from pathlib import Path

import datasets
import pytest

from benchmarks.data import Dataset
from benchmarks.lmms import docs, rows
from benchmarks.prompts import prompt_text
from emocfg.core import EmoCfgError


def load(config: str) -> datasets.Dataset:
    files = getattr(rows, f"FILES_{config}")
    return datasets.load_dataset("parquet", data_files=files, split="test")


def test_a_task_gets_its_rows_by_id(environment: Path, data: Dataset) -> None:
    found = rows.ROWS_head_pose(load("attribute"))
    assert found["id"] == sorted(sample.id for sample in data.samples("test", {"head_pose"}))


def test_a_row_asks_what_eval_asks_and_shows_its_clips(environment: Path, data: Dataset) -> None:
    known = {sample.id: sample for sample in data.samples("test", {"identity"})}
    doc = rows.ROWS_identity(load("attribute"))[0]
    sample = known[doc["id"]]
    assert rows.sample_of(doc) == sample
    assert docs.doc_to_text(doc) == prompt_text(sample)
    assert docs.doc_to_visual(doc) == [str(environment / video) for video in sample.videos]
    (turn,) = docs.doc_to_messages(doc)
    assert [part["type"] for part in turn["content"]] == ["video", "video", "text"]
    assert turn["content"][-1]["text"] == docs.doc_to_text(doc)


def test_a_subtask_without_rows_ends_lmms_eval_and_says_which_tasks_there_are(
    environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:  # an exception would be retried and its message lost
        rows.ROWS_emotion_single_dfew(load("emotion"))
    told = capsys.readouterr().err
    assert caught.value.code == 2 and "no rows of emotion_single_dfew in the test split" in told
    assert "--tasks emocfg_appearance," in told


def test_no_dataset_and_a_wrong_split_are_explained(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(rows.SPLIT, "tset")
    with pytest.raises(EmoCfgError, match="EMOCFG_SPLIT is 'tset'"):
        _ = rows.FILES_emotion
    monkeypatch.delenv(rows.FOLDER)
    with pytest.raises(EmoCfgError, match="EMOCFG_DATA is not set"):
        _ = rows.DATASET
    with pytest.raises(AttributeError):
        _ = rows.ROWS_mood
