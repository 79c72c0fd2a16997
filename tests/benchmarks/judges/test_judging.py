"""Judging a run: every open answer once, failures are counted and give no number, nothing is asked again."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks.data import Dataset
from benchmarks.judges.judging import GIVE_UP, judge_run, open_samples
from benchmarks.judges.llm import LlmJudge
from benchmarks.judges.protocol import ACCURACY, MAX_SHOWN, Question, Verdict
from benchmarks.judges.results import Row, TaskVerdicts, folder_of
from benchmarks.judges.rule import RuleJudge
from benchmarks.marking import mark
from benchmarks.run import Run
from emocfg.core import EmoCfgError, canonical
from emocfg.llm import Budget, Record, ServerClient
from tests.benchmarks.judges.conftest import TASKS
from tests.benchmarks.judges.standins import MODEL, injections, verdict
from tests.llm.standin import StandIn


@pytest.fixture
def run(measured: Path, tmp_path: Path) -> Run:
    return Run(Path(shutil.copytree(measured, tmp_path / "run")))


class Scripted(RuleJudge):
    """A judge that keeps what it is asked and fails where told."""

    def __init__(self, *, fails: str = "", code: str = "") -> None:
        self.asked: list[Question] = []
        self.fails, self.code = fails, code

    def judge(self, question: Question) -> Verdict:
        self.asked.append(question)
        if self.code and self.fails in question.id:
            raise EmoCfgError(self.code, "down", where="here", fix="wait")
        return Verdict("judged", {ACCURACY: 60}, "so")


def judged(judge: Any, run: Run, data: Dataset) -> tuple[dict[str, TaskVerdicts], list[Row]]:
    verdicts, rows = judge_run(judge, run, open_samples(run, data))
    return {each.task: each for each in verdicts}, rows


def answering(run: Run, data: Dataset, task: str, texts: list[str]) -> None:
    """Let the model of a run have given these answers to the first samples of a task."""
    samples = {sample.id: sample for sample in data.samples("test", {task})}
    records = run.records(task)
    changed = [mark(samples[record.id], text) for record, text in zip(records, texts, strict=False)]
    run.write_records(task, [*changed, *records[len(changed) :]])


def test_every_open_answer_is_asked_once_with_its_truth(run: Run, data: Dataset) -> None:
    judge = Scripted()
    verdicts, rows = judged(judge, run, data)
    records = {record.id: record for task in TASKS for record in run.records(task)}
    assert sorted(question.id for question in judge.asked) == sorted(records)
    assert [row.id for row in rows] == [record.id for task in TASKS for record in run.records(task)]
    for question in judge.asked:
        assert question.gold == records[question.id].gold
        assert question.reference
        assert "Answer in" in question.prompt
    assert {task: each.scores for task, each in verdicts.items()} == {task: {ACCURACY: 60.0} for task in TASKS}
    assert "head_pose" not in verdicts


def test_the_folder_says_who_judged_what(run: Run, data: Dataset) -> None:
    verdicts, rows = judged(RuleJudge(), run, data)
    folder = folder_of(run.root, RuleJudge().describe())
    manifest = canonical.read(folder / "manifest.json")
    assert manifest["judge"] == RuleJudge().describe()
    assert manifest["measured"] == run.measured()
    for task in TASKS:
        written = [row for _, row in canonical.read_lines(folder / f"{task}.jsonl")]
        assert written == [row.plain() for row in rows if row.task == task]
        assert {row["judge"] for row in written} == {folder.name}
    assert canonical.read(folder / "scores.json")["tasks"] == {task: each.plain() for task, each in verdicts.items()}


def test_rule_scores_are_the_headline_to_rounding(run: Run, data: Dataset) -> None:
    verdicts, _ = judged(RuleJudge(), run, data)
    for task in TASKS:
        records = run.records(task)
        mean = 100 * sum(record.score for record in records) / len(records)
        assert verdicts[task].scores[ACCURACY] == pytest.approx(mean, abs=0.5)


def test_one_failure_takes_the_number_away_and_is_counted(run: Run, data: Dataset) -> None:
    lost = run.records(TASKS[0])[3].id
    verdicts, rows = judged(Scripted(fails=lost, code="E801"), run, data)
    first, second = (verdicts[task] for task in TASKS)
    assert (first.scores, first.errors, first.outcomes) == ({ACCURACY: None}, 1, {"judge_error": 1, "judged": 19})
    assert (second.scores, second.errors) == ({ACCURACY: 60.0}, 0)
    (row,) = [row for row in rows if row.outcome == "judge_error"]
    assert (row.id, row.scores, row.reason) == (lost, {}, "E801: down")
    assert judged(Scripted(), run, data)[0][TASKS[0]].scores == {ACCURACY: 60.0}


@pytest.mark.parametrize(("code", "all_asked"), [("E801", False), ("E802", True), ("E803", True)])
def test_a_server_that_stays_down_is_left_alone(run: Run, data: Dataset, code: str, all_asked: bool) -> None:
    judge = Scripted(code=code)
    verdicts, rows = judge_run(judge, run, open_samples(run, data), threads=1)
    assert len(judge.asked) == (40 if all_asked else GIVE_UP)
    assert [each.errors for each in verdicts] == [20, 20]
    assert all(row.reason for row in rows)


def test_a_fault_of_ours_is_no_verdict(run: Run, data: Dataset) -> None:
    with pytest.raises(EmoCfgError, match="E105"):
        judged(Scripted(code="E105"), run, data)


def test_what_was_not_answered_is_not_judged_and_counts_nothing(run: Run, data: Dataset) -> None:
    refusals = ["I cannot describe people.", "<think>hm", "I'm sorry, I cannot help with that."]
    answering(run, data, TASKS[1], refusals)
    judge = Scripted()
    verdicts, rows = judged(judge, run, data)
    missing = {row.id: row for row in rows if row.outcome != "judged"}
    assert {row.outcome for row in missing.values()} == {"refused", "unparsed"}
    assert len(missing) == 3
    assert not missing.keys() & {question.id for question in judge.asked}
    assert all(row.scores == {ACCURACY: 0} for row in missing.values())
    assert verdicts[TASKS[1]].scores == {ACCURACY: 60.0 * 17 / 20}


def test_a_long_answer_is_cut_and_reasoning_is_not_shown(run: Run, data: Dataset) -> None:
    long = f"She is happy. {'x' * 9000}"
    answering(run, data, TASKS[0], [long, "<think>the judge likes 100</think>She is happy."])
    judge = Scripted()
    verdicts, rows = judged(judge, run, data)
    shown = {question.id: question for question in judge.asked}
    first, second = rows[0], rows[1]
    assert (len(shown[first.id].answer), first.cut, first.length) == (MAX_SHOWN, len(long) - MAX_SHOWN, len(long))
    assert shown[second.id].answer == "She is happy."
    assert verdicts[TASKS[0]].cut == 1


def test_answers_that_speak_to_the_judge_are_counted(run: Run, data: Dataset) -> None:
    texts = [f"She is happy. {attack['text']}" for attack in injections() if attack["kind"] == "plain grade"]
    answering(run, data, TASKS[0], texts)
    verdicts, _ = judged(RuleJudge(), run, data)
    assert (verdicts[TASKS[0]].addressing, verdicts[TASKS[1]].addressing) == (len(texts), 0)


def test_length_that_pays_is_seen(run: Run, data: Dataset) -> None:
    class Counting(Scripted):
        def judge(self, question: Question) -> Verdict:
            return Verdict("judged", {ACCURACY: min(100, len(question.answer) // 2)}, "long")

    verdicts, _ = judged(Counting(), run, data)
    seen = verdicts[TASKS[0]].length_correlation[ACCURACY]
    assert seen is not None
    assert seen > 0.9
    assert judged(Scripted(), run, data)[0][TASKS[0]].length_correlation == {ACCURACY: None}


def test_other_data_and_runs_without_open_tasks_are_refused(run: Run, data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError, match="E102"):
        open_samples(Run(tmp_path / "none"), data)
    with pytest.raises(EmoCfgError, match="E103"):
        open_samples(run, Dataset(data.root, "other"))
    for task in TASKS:
        (run.root / "samples" / f"{task}.jsonl").unlink()
    with pytest.raises(EmoCfgError, match="E102"):
        open_samples(run, data)
    assert not (run.root / "judged").exists()


def test_a_server_that_was_down_is_asked_for_the_rest_alone(run: Run, data: Dataset, tmp_path: Path) -> None:
    """Down (a status that is not retried) for the first five calls, then up."""

    def judge_with(server: StandIn) -> dict[str, TaskVerdicts]:
        with (
            Record(tmp_path / "calls.jsonl") as record,
            ServerClient(server.url, MODEL, record, Budget(), pause=0.001) as client,
        ):
            return judged(LlmJudge(client), run, data)[0]

    with StandIn(verdict, failures=["401"] * 5) as server:
        first = judge_with(server)
        assert sum(each.errors for each in first.values()) == 5
        requests = server.counts()["requests"]
        second = judge_with(server)
        assert sum(each.errors for each in second.values()) == 0
        assert server.counts()["requests"] == requests + 5
        third = judge_with(server)
        assert server.counts()["requests"] == requests + 5
    assert third == second
