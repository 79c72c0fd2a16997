"""What cannot be scored is an error with its code and place, before the output folder is bound to anything."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.paper.output import Job, score_to
from emocfg.core import EmoCfgError
from tests.benchmarks.paper.cases import CAPTION, EMOTION, POSE, QA, annotations, predictions, row, truth, write_lines


def refused(root: Path, folder: Path, **more: Any) -> tuple[str, str]:
    job = replace(Job("paper", folder, judge=f"replay:{root / 'r.jsonl'}"), **more)
    with pytest.raises(EmoCfgError) as problem:
        score_to(job, root / "out")
    assert not (root / "out").exists()
    return problem.value.code, problem.value.where


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_lines(tmp_path / "r.jsonl", [])
    (tmp_path / "empty").mkdir()
    return tmp_path


def test_folders_and_options(root: Path) -> None:
    good = predictions(root, {POSE: [row("front", "front")]})
    assert refused(root, root / "none")[0] == "E102"
    assert refused(root, root / "empty")[0] == "E102"
    assert refused(root, good, judge="") == ("E202", "--judge")
    assert refused(root, good, judge="gpt-4o")[0] == "E202"
    assert refused(root, good, judge="replay:none.jsonl")[0] == "E102"
    assert refused(root, good, judge=f"replay:{root / 'r.jsonl'}#gpt")[0] == "E202"
    assert refused(root, good, prompts=root / "config.py")[0] == "E102"


def test_questions_need_their_ground_truth(root: Path) -> None:
    asked = predictions(root, {QA: [row("a", "b")]})
    assert refused(root, asked) == ("E202", "--annotations")
    assert refused(root, asked, annotations=root / "empty")[0] == "E102"
    good = truth("q", "a", "Hair")
    changes: list[dict[str, Any]] = [{"messages": []}, {"source": "none"}, {"videos": []}, {"videos": [3]}]
    for change in changes:
        bad = {**good, **change}
        folder = annotations(root, [good, bad])
        code, where = refused(root, asked, annotations=folder)
        assert code == "E302" and where.endswith(f"{QA}.json:2")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("[]", "E302"),
        ('"text"', "E302"),
        ('{"response": "x", "labels": "y"}', "E302"),
        ('{"response": "x", "labels": "y", "messages": []}', "E302"),
        ('{"response": "x", "labels": "y", "messages": [{"role": "user"}]}', "E302"),
        ('{"response": "x", "labels": "y", "messages": [{"role": "user", "content": ["x"]}]}', "E302"),
        ('{"response": null, "labels": "y", "messages": [{"role": "user", "content": "x"}]}', "E302"),
        ('{"response": "x", "messages": [{"role": "user", "content": "x"}]}', "E302"),
        ('{"response": "x", "labels": "y", "messages": [{"role": "user", "content": "x"}], "videos": [1]}', "E302"),
        ('{"response": NaN}', "E303"),
        ('{"response": "x", "response": "y"}', "E303"),
        ("{", "E303"),
        ("[" * 10**5, "E303"),
        ("\x00", "E303"),
    ],
)
def test_a_line_that_is_no_row(root: Path, line: str, code: str) -> None:
    folder = predictions(root, {POSE: [row("front", "front")]})
    path = folder / f"{POSE}.json"
    path.write_text(f"{json.dumps(row('a', 'b'))}\n{line}\n", encoding="utf-8")
    assert refused(root, folder) == (code, f"{path}:2")


def test_a_file_that_is_no_set_of_labels_binds_no_folder(root: Path) -> None:
    rows = [row("x", f"a reference of its own, number {number}") for number in range(300)]
    assert refused(root, predictions(root, {EMOTION: rows}), mode="standard", judge="")[0] == "E302"


def test_blank_lines_keep_the_numbers_of_lines(root: Path) -> None:
    folder = predictions(root, {POSE: []})
    (folder / f"{POSE}.json").write_text("\n" + json.dumps(row("a", "b")) + "\n\n", encoding="utf-8")
    write_lines(root / "r.jsonl", [{"file": POSE, "line": 1, "reply": "yes"}])
    found = score_to(Job("paper", folder, judge=f"replay:{root / 'r.jsonl'}"), root / "out")[""]
    assert found.scores == {POSE: 100.0}


def test_an_empty_file_is_a_division_by_zero(root: Path) -> None:
    found = score_to(Job("paper", predictions(root, {POSE: []}), judge=f"replay:{root / 'r.jsonl'}"), root / "out")[""]
    assert (found.scores, found.errors) == ({POSE: None}, {POSE: "ZeroDivisionError"})


def test_scores_beyond_floating_point_are_an_overflow(root: Path) -> None:
    replies = [{"file": CAPTION, "line": line, "reply": "9" * 400} for line in range(2)]
    write_lines(root / "r.jsonl", replies)
    job = Job("paper", predictions(root, {CAPTION: [row("a", "b")] * 2}), judge=f"replay:{root / 'r.jsonl'}")
    found = score_to(job, root / "out")[""]
    assert (found.scores, found.errors) == ({CAPTION: None}, {CAPTION: "OverflowError"})
    again = Job("paper", root / "predictions", judge=f"replay:{root / 'out/records.jsonl'}")
    assert score_to(again, root / "again")[""].errors == found.errors


def test_a_folder_of_something_else_is_left_alone(root: Path) -> None:
    folder = predictions(root, {POSE: [row("front", "front")]})
    (root / "empty" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(EmoCfgError) as problem:
        score_to(Job("standard", folder), root / "empty")
    assert problem.value.code == "E103" and [path.name for path in (root / "empty").iterdir()] == ["notes.txt"]
