"""Answers that were given before, in each form that they come in."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.model import Failed, Request
from benchmarks.models.replay import Replay
from emocfg.core import EmoCfgError


def lines(path: Path, rows: Sequence[object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def said(model: Replay, *ids: str) -> list[object]:
    return list(model.answer([Request(key, "head_pose", "", "", (), ()) for key in ids]))


def test_a_run_a_file_and_a_log_of_lmms_eval_give_the_same_answers(tmp_path: Path) -> None:
    rows = [{"id": "a#head_pose", "answer": "front"}, {"id": "b#head_pose", "answer": "None"}]
    lines(tmp_path / "run/journal/head_pose.jsonl", rows)
    lines(tmp_path / "run/samples/head_pose.jsonl", [{"id": "a#head_pose", "answer": "not this"}])
    log = [
        {"doc_id": 0, "filtered_resps": "front", "resps": [["front"]], "headline": {"id": "a#head_pose"}},
        {"doc_id": 1, "filtered_resps": ["None"], "headline": {"id": "b#head_pose"}},
    ]
    lines(tmp_path / "log/model/20260101_samples_emocfg_head_pose.jsonl", log)
    forms = (tmp_path / "run", lines(tmp_path / "answers.jsonl", rows), tmp_path / "log")
    assert len({str(Replay(form).describe()) for form in forms}) == 1
    for form in forms:
        front, none, missing = said(Replay(form), "a#head_pose", "b#head_pose", "c#head_pose")
        assert (front, none, missing) == ("front", "None", Failed("no recorded answer"))


def test_a_torn_last_line_counts_as_not_written(tmp_path: Path) -> None:
    path = lines(tmp_path / "journal/a.jsonl", [{"id": "a", "answer": "x"}])
    path.write_text(path.read_text() + '{"id": "b", "ans')
    assert Replay(tmp_path).describe()["answers"] == 1


def test_a_last_line_without_an_end_is_an_answer_in_a_file_of_the_users(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "answer": "x"}\n\n{"id": "b", "answer": "y"}')
    assert said(Replay(tmp_path / "a.jsonl"), "b") == ["y"]
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "a", "answer": "\xff"}')
    with pytest.raises(EmoCfgError, match="E303"):
        Replay(tmp_path / "a.jsonl")


def test_what_cannot_be_replayed_is_told(tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError, match="no answers here"):
        Replay(tmp_path)
    with pytest.raises(EmoCfgError, match="without id and answer"):
        Replay(lines(tmp_path / "a.jsonl", [{"id": "a"}]))
    with pytest.raises(EmoCfgError, match="a second answer to a"):
        Replay(lines(tmp_path / "b.jsonl", [{"id": "a", "answer": "x"}, {"id": "a", "answer": "y"}]))
