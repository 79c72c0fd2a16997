"""``emocfg score`` as a user meets it, all 22 files at once, against a second writing of the protocol."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.paper.tables import printed
from emocfg.core import rng
from tests.benchmarks.paper import independent
from tests.benchmarks.paper.cases import POSE, QA, annotations, predictions, row, truth, write_lines
from tests.conftest import Emocfg

REPLIES = {
    "yes_no": ["yes", "no", "Yes", " yes\n", "yes.", "**yes**", "YES", ""],
    "score": ["80", "73", "85/100", "850", "-5", "64.5", " 12 ", "none", ""],
    "six": [
        " ".join(f"[score]: {n}" for n in (81, 92, 73, 64, 55, 46)),
        "Score: 7 " * 6,
        "score: 50 " * 5,
        "**[Score]**: 90 " * 6,
        "scores: 33 " * 6,
    ],
}
SETS = {
    "MAFW": ["A", "AB", "BK", "none", "(A) ANGER", "b", "None"],
    "AffWild2": ["AU1", "AU1,AU4", "AU1, AU4", "none", "AU12,AU25", "au2"],
    "CelebV-HQ_A": ["male,young", "smile,talk", "none", "Big_nose,bald", "nod, smile", "eat"],
}


def make(seed: int) -> tuple[dict[str, list[dict[str, Any]]], dict[tuple[str, int], str], list[dict[str, Any]]]:
    """Rows of every file, replies to most of them, and the ground truth of the questions."""
    random = rng("paper-cli", seed)
    files: dict[str, list[dict[str, Any]]] = {}
    replies: dict[tuple[str, int], str] = {}
    known = []
    for stem in independent.ALL_FILES:
        sets = next((texts for start, texts in SETS.items() if stem.startswith(start)), None)
        sets = sets if stem in independent.VOCABULARY else None
        kind = "six" if stem == independent.ASPECT_FILE else "yes_no" if stem in independent.YES_NO else "score"
        rows = []
        for number in range(45 if stem == QA else 7):
            labels = str(random.choice(sets)) if sets else f"reference {number}"
            question, video = f"What of {number}?", f"/data/videos/MEAD/{number % 5}.mp4"
            rows.append(row(f"answer {number}", labels, question, video))
            if stem == QA:
                attribute = independent.ATTRIBUTES[number % 14]
                known.append(truth(question, labels, attribute, video))
            if random.random() < 0.85:
                replies[stem, number] = str(random.choice(sets or REPLIES[kind]))
        files[stem] = rows
    return files, replies, known


def reply_lines(replies: dict[tuple[str, int], str], method: str = "") -> list[dict[str, Any]]:
    more = {"method": method} if method else {}
    return [{"file": f"{stem}.json", "line": n, "reply": text} | more for (stem, n), text in replies.items()]


def check(result: dict[str, Any], files: Any, replies: Any, known: Any) -> None:
    expected = independent.scores_of(files, replies, known)
    assert result["scores"].keys() == expected.keys()
    for key, value in expected.items():
        if isinstance(value, str):
            assert (result["scores"][key], result["errors"].pop(key)) == (None, value)
        else:
            assert result["scores"][key] == pytest.approx(value, abs=1e-9), key
    assert result["errors"] == {}
    tables = independent.tables_of(expected)
    assert {name: len(cells) for name, cells in result["tables"].items()} == {"table1": 20, "table2": 13, "table3": 7}
    for name, cells in tables.items():
        assert result["tables"][name] == [None if c is None else pytest.approx(c, abs=1e-9) for c in cells], name


def test_all_files_agree_with_an_independent_writing_of_the_protocol(emocfg: Emocfg, tmp_path: Path) -> None:
    files, replies, known = make(1)
    judge = write_lines(tmp_path / "replies.jsonl", reply_lines(replies))
    command: list[str | Path] = [
        "score",
        "--format",
        "videmo",
        "--mode",
        "paper",
        "--predictions",
        predictions(tmp_path, files),
    ]
    command += ["--annotations", annotations(tmp_path, known), "--judge", f"replay:{judge}"]
    done = emocfg(*command, "--out", tmp_path / "out", "--json")
    assert done.returncode == 4, done.stderr
    assert done.stderr.startswith("error[E601]: ") and "rows have no reply of the judge" in done.stderr
    result = json.loads(done.stdout)
    saved = json.loads((tmp_path / "out/scores.json").read_text(encoding="utf-8"))
    assert saved == result
    check(result, files, replies, known)
    cut = json.loads(emocfg(*command, "--out", tmp_path / "out", "--json", "--as-printed").stdout)
    assert cut["scores"] == saved["scores"]
    for name, cells in saved["tables"].items():
        assert cut["tables"][name] == [None if cell is None else printed(cell) for cell in cells]
    shown = emocfg(*command, "--out", tmp_path / "out", "--against", "VidEmo-T1").stdout
    assert "published, not recomputed" in shown and "ZeroDivisionError in" in shown
    line = next(line for line in shown.splitlines() if line.startswith("head_pose"))
    assert line.split() == ["head_pose", f"{saved['scores'][POSE]:.1f}", "96.7"]


def test_several_methods_are_keyed_by_their_folders(emocfg: Emocfg, tmp_path: Path) -> None:
    cases = {name: make(seed) for name, seed in (("ours", 2), ("theirs", 3))}
    lines = [line for name, (_, replies, _) in cases.items() for line in reply_lines(replies, name)]
    for name, (files, _, _) in cases.items():
        predictions(tmp_path, files, name)
    known = cases["ours"][2]
    judge = write_lines(tmp_path / "replies.jsonl", lines)
    command = ("score", "--mode", "paper", "--predictions", tmp_path / "predictions", "--judge", f"replay:{judge}")
    done = emocfg(*command, "--annotations", annotations(tmp_path, known), "--out", tmp_path / "out", "--json")
    result = json.loads(done.stdout)
    assert list(result) == ["ours", "theirs"]
    for name, (files, replies, _) in cases.items():
        check(result[name], files, replies, known)


def test_full_replies_end_with_0_and_standard_needs_no_judge(emocfg: Emocfg, tmp_path: Path) -> None:
    folder = predictions(tmp_path, {POSE: [row("front", "front"), row("down", "front")]})
    judge = write_lines(tmp_path / "r.jsonl", reply_lines({(POSE, 0): "yes", (POSE, 1): "no"}))
    done = emocfg(
        "score", "--mode", "paper", "--predictions", folder, "--judge", f"replay:{judge}", "--out", tmp_path / "a"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ["head_pose", "50.0"] in [line.split() for line in done.stdout.splitlines()]
    assert ["identity", "-"] in [line.split() for line in done.stdout.splitlines()]
    ours = emocfg("score", "--predictions", folder, "--out", tmp_path / "b", "--json")
    assert ours.returncode == 0, ours.stderr
    assert json.loads(ours.stdout)["metrics"][POSE]["metrics"] == {
        "uar": 0.5,
        "war": 0.5,
        "f1_weighted": pytest.approx(2 / 3),
        "f1_macro": pytest.approx(2 / 3),
    }


def error(text: str) -> tuple[str, str]:
    lines = text.strip().splitlines()[-3:]
    assert lines[0].startswith("error[E") and lines[1].startswith("  where: ") and lines[2].startswith("  fix: "), text
    return lines[0][6:10], lines[1]


def test_what_cannot_be_scored_is_told_with_its_place(emocfg: Emocfg, tmp_path: Path) -> None:
    judge = f"replay:{write_lines(tmp_path / 'r.jsonl', [])}"
    command = ("score", "--mode", "paper", "--judge", judge, "--out", tmp_path / "out", "--predictions")
    nowhere = emocfg(*command, tmp_path / "none")
    assert (nowhere.returncode, error(nowhere.stderr)[0], nowhere.stdout) == (2, "E102", "")
    good = predictions(tmp_path, {POSE: [row("front", "front")]})
    (good / f"{POSE}.json").write_text(json.dumps(row("front", "front")) + '\n{"response": "x"\n', encoding="utf-8")
    bad = emocfg(*command, good)
    assert (bad.returncode, error(bad.stderr)[0]) == (3, "E303")
    assert error(bad.stderr)[1].endswith(f"{POSE}.json:2")
    assert emocfg(*command, good, "--mode", "ours").returncode == 2


def test_help_has_an_example(emocfg: Emocfg) -> None:
    assert "Example: emocfg score" in " ".join(emocfg("score", "--help").stdout.split())
