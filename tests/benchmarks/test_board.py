"""What a leaderboard adds to scores: intervals, floors, warnings, judges, the paper's numbers, each marked as such."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.data import Dataset, open_dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.judges.judging import judge_run, open_samples
from benchmarks.judges.rule import RuleJudge
from benchmarks.leaderboard.page import write_page
from benchmarks.leaderboard.table import load_entries
from benchmarks.leaderboard.text import text_table
from benchmarks.paper.published import published
from benchmarks.run import Run
from benchmarks.specs import select
from emocfg.core import EmoCfgError, canonical
from emocfg.media import VIDEMO
from tests.conftest import Emocfg

from .test_page import Named

SPECS = select(["head_pose", "emotion_caption"])


@pytest.fixture
def run(data: Dataset, tmp_path: Path) -> Run:
    made = Run(tmp_path / "run")
    evaluate(Named("always front"), data, SPECS, made, Settings("test", VIDEMO))
    return made


def board(run: Run, data: Dataset, out: Path) -> str:
    write_page([run], data, out)
    return (out / "index.html").read_text(encoding="utf-8")


def test_a_score_stands_with_its_interval_and_the_number_of_people(run: Run, data: Dataset) -> None:
    line = next(line for line in text_table(load_entries([run], data)).splitlines() if line.startswith("head_pose"))
    found = re.fullmatch(r"head_pose +uar +32 +2 +(0\.\d{3}) +~(0\.\d{3})-(0\.\d{3}) +100%", line)
    assert found and found[2] <= found[1] <= found[3]
    assert "fewer than 30 people" in text_table(load_entries([run], data))


def test_one_answer_for_everything_and_unread_answers_get_a_warning(run: Run, data: Dataset, tmp_path: Path) -> None:
    (entry,) = load_entries([run], data)
    assert "100% of the answers to head_pose are the same: 'front'" in entry.warnings
    records = [replace(r, outcome="unparsed", predicted=(), score=0.0) for r in run.records("head_pose")]
    run.write_records("head_pose", records[:4] + run.records("head_pose")[4:])
    (entry,) = load_entries([run], data)
    assert "only 88% of the answers to head_pose could be scored" in entry.warnings
    assert "only 88%" in board(run, data, tmp_path / "page")


def test_corpora_of_a_task_stand_below_it(run: Run, data: Dataset, tmp_path: Path) -> None:
    records = [replace(r, source="dfew" if n % 2 else "mafw") for n, r in enumerate(run.records("head_pose"))]
    run.write_records("head_pose", records)
    text = text_table(load_entries([run], data))
    assert re.search(r"^  dfew +uar +16 ", text, re.MULTILINE) and re.search(r"^  mafw ", text, re.MULTILINE)
    assert board(run, data, tmp_path / "page").count('class="source"') == 2


def test_judged_answers_are_shown_and_grey_until_people_agree(run: Run, data: Dataset, tmp_path: Path) -> None:
    assert "Open answers, judged" not in board(run, data, tmp_path / "page")
    judge_run(RuleJudge(), run, open_samples(run, data))
    page = board(run, data, tmp_path / "page")
    assert "Open answers, judged" in page and "response accuracy 0.0" in page
    (folder,) = (run.root / "judged").glob("*/")
    assert f'<tr class="soft"><td>always front</td><td class="left">{folder.name}' in page
    (folder / "agreement.json").write_text(canonical.dumps({"overall": {"trusted": True}}))
    assert f'<tr class=""><td>always front</td><td class="left">{folder.name}' in board(run, data, tmp_path / "page")
    (folder / "emotion_caption.jsonl").write_text('{"id": "forged", "scores": {"response_accuracy": 1000}}\n')
    with pytest.raises(EmoCfgError, match="not a row of a judge"):
        board(run, data, tmp_path / "page")


def test_the_papers_numbers_are_marked_and_never_beside_rendered_faces(
    mini: Path, data: Dataset, run: Run, tmp_path: Path
) -> None:
    assert "What the paper prints" not in board(run, data, tmp_path / "page")
    shutil.copytree(mini, tmp_path / "data")
    report = tmp_path / "data/meta/report.json"
    report.write_text(report.read_text().replace('"name":"mini"', '"name":"dfew"'))
    page = board(run, open_dataset(tmp_path / "data"), tmp_path / "other")
    assert "Published, not recomputed." in page
    assert all(model.name in page for model in published().models)


def test_floors_that_are_not_named_are_measured(mini: Path, run: Run, emocfg: Emocfg, tmp_path: Path) -> None:
    command = ("leaderboard", "build", run.root, "--data", mini, "--out", tmp_path / "board", "--json")
    done = emocfg(*command)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["scores"]) == {"always front", "chance", "majority", "blind"}
    again = emocfg(*command[:2], tmp_path / "board/floors/blind", *command[2:])
    assert set(json.loads(again.stdout)["scores"]) == {"always front", "chance", "majority", "blind"}
