"""The study asks every cell once, goes on where it was killed, and its table says what was measured."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.data import Dataset
from videmo_ref.rewards.aligned import Parts
from videmo_ref.studies import reasoning
from videmo_ref.studies.reasoning_report import GREEDY, SAMPLE, Cell, Told, figures, markdown

from ..conftest import SIDE


def told(method: str, n: int, scores: dict[str, float]) -> list[Told]:
    parts = {clip: Parts(score, score, None, 1.0, 0.0, 0.0, parsed=True) for clip, score in scores.items()}
    return [Told(Cell(method, n), clip, f"person of {clip[0]}", part) for clip, part in parts.items()]


def test_the_figures_are_means_and_differences_are_paired() -> None:
    greedy = {"a1": 0.2, "a2": 0.4, "b1": 0.6}
    rows = figures(told(GREEDY, 1, greedy) + told("mbr", 4, {clip: score + 0.25 for clip, score in greedy.items()}))
    assert [(row["method"], row["n"], row["clips"], row["identities"]) for row in rows] == [
        (GREEDY, 1, 3, 2),
        ("mbr", 4, 3, 2),
    ]
    assert rows[0]["aligned"]["value"] == pytest.approx(0.4)
    assert rows[0]["aligned"]["low"] < 0.4 < rows[0]["aligned"]["high"]
    assert rows[1]["above_greedy"] == pytest.approx({"value": 0.25, "low": 0.25, "high": 0.25})
    assert (rows[1]["attribute"], rows[1]["expression"], rows[1]["emotion"]) == (pytest.approx(0.65), None, 1.0)


def test_a_study_is_resumed_and_reported(
    taught: Path,
    data: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "study"
    words = ["--model", str(taught), "--data", str(data.root), "--out", str(out), "--device", "cpu", "--clips", "3"]
    words += ["--numbers", "2", "--limit", "60", "--batch", "2", "--frames", f"uniform=4,pixels={SIDE * SIDE}"]
    words += ["--slots", "gender,age,hair_color", "--no-spans", "--no-strengths"]
    assert reasoning.main(words) == 0
    assert capsys.readouterr().out == (out / "reasoning.md").read_text()
    result: dict[str, Any] = json.loads((out / "reasoning.json").read_text())
    cells = [(row["method"], row["n"], row["clips"]) for row in result["figures"]]
    methods = ["mbr", "likelihood", "self_consistency", "oracle"]
    assert cells == [(GREEDY, 1, 3), (SAMPLE, 1, 3), *((name, 2, 3) for name in methods)]
    lines = (out / "journal/trees.jsonl").read_text().splitlines()
    assert len(lines) == 12

    asked: list[str] = []
    written = reasoning._written

    def counted(policy: Any, clips: Any, seen: Any, name: str, plan: Any) -> Any:
        asked.append(name)
        return written(policy, clips, seen, name, plan)

    monkeypatch.setattr(reasoning, "_written", counted)
    (out / "journal/trees.jsonl").write_text("".join(f"{line}\n" for line in lines[:10]) + lines[10][:40])
    before = (out / "reasoning.json").read_bytes()
    assert reasoning.main(words) == 0
    assert asked == methods[2:]
    assert (out / "reasoning.json").read_bytes() == before
    assert reasoning.main([*words, "--seed", "1"]) == 2
    assert "another study" in capsys.readouterr().err


def test_the_report_says_that_few_people_were_seen() -> None:
    rows = figures(told(GREEDY, 1, {"a1": 0.2, "b1": 0.6}) + told("oracle", 8, {"a1": 0.9, "b1": 0.9}))
    study = {"temperature": 1.0, "seed": 0}
    text = markdown({"measured": {"model": {"name": "videmo:x"}, "split": "test", "study": study}, "figures": rows})
    assert "2 clips of 2 people" in text
    assert "these are few" in text
    assert "| oracle | 8 | 0.900" in text
    assert "| +0.500 [" in text
