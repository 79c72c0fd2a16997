"""The defects of upstream's evaluation that bear on numbers: `paper` repeats each effect, `standard` has none of them.

The numbers are those that the real code was seen to give (defects 1 to 19 of the protocol's list, in its order).
"""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.paper.judging import Ask, Asked
from benchmarks.paper.output import Job, score_to
from benchmarks.paper.prompts import our_prompts
from benchmarks.paper.rows import read_methods
from benchmarks.paper.tables import TABLES, make_tables, printed
from benchmarks.paper.text import tables_text
from emocfg.core import EmoCfgError
from emocfg.llm import Reply, Request
from tests.benchmarks.paper.cases import (
    ASPECTS,
    CAPTION,
    EMOTION,
    LETTERS,
    POSE,
    QA,
    UNITS,
    predictions,
    row,
    scored,
    truth,
)


class Listener:
    """A client that keeps what it is asked."""

    name = "judge"

    def __init__(self) -> None:
        self.asked: list[Request] = []

    def ask(self, request: Request) -> Reply:
        self.asked.append(request)
        return Reply("yes")


def test_1_the_judge_does_not_sample() -> None:
    client = Listener()
    list(Asked(client).replies([Ask(("", POSE, line), f"prompt {line}") for line in range(3)]))
    assert {(r.temperature, r.seed, r.max_tokens) for r in client.asked} == {(0.0, 0, 1024)}


def test_2_an_outage_has_one_effect_in_standard_and_two_in_paper(tmp_path: Path) -> None:
    files = {
        POSE: [row("front", "front")] * 4,
        CAPTION: [row("She is happy.", "She is happy.")] * 4,
    }
    found = scored(tmp_path, "paper", files, {POSE: ["yes", "yes"], CAPTION: ["40", "40"]})
    assert found.scores == {POSE: 50.0, CAPTION: 40.0}
    assert found.unanswered == {POSE: 2, CAPTION: 2}
    silent = {POSE: [*files[POSE][:2], row("", "front"), row("", "front")]}
    silent[CAPTION] = [*files[CAPTION][:2], row("", "She is happy."), row("", "She is happy.")]
    ours = scored(tmp_path / "b", "standard", silent)
    assert ours.scores == {POSE: 50.0, CAPTION: 50.0}


def test_3_a_row_without_a_reply_stands_in_the_records(tmp_path: Path) -> None:
    said = {CAPTION: ["", None, "70"]}
    found = scored(tmp_path, "paper", {CAPTION: [row("a", "b")] * 3}, said)
    assert found.scores == {CAPTION: 70.0}
    assert [(line.outcome, line.detail) for line in found.lines] == [
        ("judge_error", "an empty reply"),
        ("judge_error", "no reply in the file"),
        ("scored", ""),
    ]
    ours = scored(tmp_path / "b", "standard", {POSE: [row("front", "front"), row(" ", "front")]})
    assert [line.outcome for line in ours.lines] == ["scored", "model_error"]


def test_4_no_reply_at_all_is_an_error_by_name_and_costs_no_other_score(tmp_path: Path) -> None:
    files = {CAPTION: [row("She is happy.", "She is happy.")], LETTERS: [row("A", "A")], ASPECTS: [row("a", "b")]}
    found = scored(tmp_path, "paper", {**files, POSE: [row("front", "front")]}, {POSE: ["yes"]})
    aspects = [f"{ASPECTS}_{aspect}" for aspect in ("vtr", "flu", "ra", "ia", "lab", "clu")]
    assert found.errors == dict.fromkeys([CAPTION, LETTERS, *aspects], "ZeroDivisionError")
    assert found.scores == dict.fromkeys(found.errors) | {POSE: 100.0}
    assert scored(tmp_path / "b", "standard", {CAPTION: [row("", "She is happy.")]}).scores == {CAPTION: 0.0}


def test_5_yes_with_a_full_stop(tmp_path: Path) -> None:
    answers = {EMOTION: [row(text, "happiness") for text in ("happiness", "Happiness.", "**Happiness**")]}
    found = scored(tmp_path, "paper", answers, {EMOTION: ["yes", "Yes.", "**yes**"]})
    assert found.scores[EMOTION] == pytest.approx(100 / 3, abs=1e-9)
    assert scored(tmp_path / "b", "standard", answers).scores == {EMOTION: 100.0}


@pytest.mark.parametrize(
    ("reply", "value"), [("80.5", 0), ("85/100", 0), ("Score: 80", 0), ("850", 850), ("-5", -5), (" 80\n", 80)]
)
def test_6_scores_without_a_range(tmp_path: Path, reply: str, value: int) -> None:
    files = {CAPTION: [row("She is happy.", "She is happy.")]}
    assert scored(tmp_path, "paper", files, {CAPTION: [reply]}).scores == {CAPTION: value}
    judged = scored(tmp_path / "b", "standard", files, {CAPTION: [json.dumps({"score": reply})]})
    assert judged.beside["judged"][CAPTION] == {"score": None, "answered_only": None, "judge_error": 1}
    for verdict, good in (({"score": 850}, False), ({"score": -5}, False), ({"score": 80}, True)):
        folder = tmp_path / f"c{verdict['score']}"
        judged = scored(folder, "standard", files, {CAPTION: [json.dumps(verdict)]})
        assert (judged.beside["judged"][CAPTION]["score"] == 80) is good


SIX = "[score]: 90\n" * 6


@pytest.mark.parametrize(
    "spoilt", [SIX.replace("[score]:", "**[Score]**:", 1), SIX.replace(": ", ":"), SIX + "score: 90"]
)
def test_7_one_score_in_another_form_costs_all_six(tmp_path: Path, spoilt: str) -> None:
    files = {ASPECTS: [row("a", "b")] * 2}
    found = scored(tmp_path, "paper", files, {ASPECTS: [SIX, spoilt]})
    assert set(found.scores.values()) == {45.0}
    assert [line.outcome for line in found.lines] == ["scored", "unparsed"]
    judged = scored(tmp_path / "b", "standard", files, {ASPECTS: ['{"score": 90}', spoilt]})
    assert judged.beside["judged"][ASPECTS] == {"score": None, "answered_only": 90, "judge_error": 1}


@pytest.mark.parametrize(
    ("stem", "labels", "answer", "reply", "theirs"),
    [
        (UNITS, "none", "none", "none", 0.0),
        (UNITS, "AU1, AU4", "AU1, AU4", "AU1,AU4", 200 / 3),
        (LETTERS, "AB", "AB", "ab", 0.0),
        (LETTERS, "A", "(A) ANGER", "(A) ANGER", 50.0),
    ],
)
def test_8_sets_of_labels(tmp_path: Path, stem: str, labels: str, answer: str, reply: str, theirs: float) -> None:
    known = {UNITS: row("AU1", "AU1"), LETTERS: row("C", "C")}[stem]
    found = scored(tmp_path, "paper", {stem: [row(answer, labels)]}, {stem: [reply]})
    assert found.scores[stem] == pytest.approx(theirs, abs=1e-9)
    ours = scored(tmp_path / "b", "standard", {stem: [row(answer, labels), known]})
    assert ours.scores[stem] == 100.0 and ours.beside["metrics"][stem]["metrics"]["exact_match"] == 1.0


def test_9_lists_of_labels_are_dropped_by_upstream_without_a_paid_call_of_ours(tmp_path: Path) -> None:
    files = {UNITS: [row("AU1, AU4", ["AU1", "AU4"]), row("AU2", "AU2")]}
    found = scored(tmp_path, "paper", files, {UNITS: ["AU1,AU4", "AU2"]})
    assert found.scores == {UNITS: 100.0} and found.unanswered == {}
    assert found.lines[0].detail.endswith("AttributeError") and found.lines[0].reply is None
    alone = scored(tmp_path / "a", "paper", {UNITS: files[UNITS][:1]}, {UNITS: ["AU1,AU4"]})
    assert (alone.scores, alone.errors) == ({UNITS: None}, {UNITS: "ZeroDivisionError"})
    assert scored(tmp_path / "b", "standard", files).scores == {UNITS: 100.0}


ASKED = [truth("Hair?", "brown hair", "Hair"), truth("Nose?", "a big nose", "Nose")]
ANSWERS = [row("brown hair", "brown hair", "Hair?"), row("a big nose", "a big nose", "Nose?")]


def test_10_rows_of_an_attribute_can_be_counted_more_than_once(tmp_path: Path) -> None:
    found = scored(tmp_path, "paper", {QA: ANSWERS * 2}, {QA: ["90", "20", "70", "40"]}, ASKED)
    assert (found.scores[f"{QA}_Hair"], found.scores[f"{QA}_Nose"]) == (80.0, 30.0)
    ours = scored(tmp_path / "b", "standard", {QA: ANSWERS * 2}, None, ASKED)
    assert [ours.beside["metrics"][f"{QA}_{name}"]["samples"] for name in ("Hair", "Nose")] == [2, 2]


def test_11_an_attribute_without_rows_costs_itself_alone(tmp_path: Path) -> None:
    found = scored(tmp_path, "paper", {QA: ANSWERS}, {QA: ["90", "20"]}, ASKED)
    assert found.scores[f"{QA}_Hair"] == 90.0
    assert (found.scores[f"{QA}_Eyes"], found.errors[f"{QA}_Eyes"]) == (None, "ZeroDivisionError")
    assert len(found.errors) == 13
    ours = scored(tmp_path / "b", "standard", {QA: ANSWERS}, None, ASKED)
    assert (ours.scores[f"{QA}_Hair"], ours.scores[f"{QA}_Eyes"], ours.errors) == (100.0, None, {})


def test_12_another_root_and_the_same_question_twice(tmp_path: Path) -> None:
    moved = [truth("Hair?", "brown hair", "Hair", "/home/them/videos/MEAD/1.mp4")]
    found = scored(tmp_path, "paper", {QA: ANSWERS[:1]}, {QA: ["90"]}, moved)
    assert set(found.errors.values()) == {"KeyError"} and len(found.errors) == 15
    assert scored(tmp_path / "b", "standard", {QA: ANSWERS[:1]}, None, moved).scores[f"{QA}_Hair"] == 100.0
    twice = [truth("What is seen?", "brown hair", "Hair"), truth("What is seen?", "a big nose", "Nose")]
    rows = [row("brown hair", "brown hair", "What is seen?"), row("a big nose", "a big nose", "What is seen?")]
    found = scored(tmp_path / "c", "paper", {QA: rows}, {QA: ["90", "20"]}, twice)
    assert (found.scores[f"{QA}_Nose"], found.scores[f"{QA}_Hair"]) == (55.0, None)
    ours = scored(tmp_path / "d", "standard", {QA: rows}, None, twice)
    assert (ours.scores[f"{QA}_Nose"], ours.scores[f"{QA}_Hair"]) == (100.0, 100.0)


def test_13_every_row_is_kept_in_order_and_a_run_goes_on(tmp_path: Path) -> None:
    scored(tmp_path, "paper", {POSE: [row("front", "front")] * 5}, {POSE: ["yes", "no", "no", None, "yes"]})
    lines = (tmp_path / "out/paper/records.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [(r["file"], r["line"], r["reply"]) for r in records] == [
        (f"{POSE}.json", number, reply) for number, reply in enumerate(["yes", "no", "no", None, "yes"])
    ]
    again = Job("paper", tmp_path / "predictions", None, f"replay:{tmp_path / 'out/paper/records.jsonl'}")
    assert score_to(again, tmp_path / "again")[""].scores == {POSE: 40.0}


def test_14_a_system_prompt_is_the_question_to_upstream(tmp_path: Path) -> None:
    system = {"role": "system", "content": "Be brief <video>"}
    one = row("front", "front", "Where?")
    one["messages"] = [system, *one["messages"]]
    folder = predictions(tmp_path, {POSE: [one]})
    read = read_methods(folder)[""][POSE][0]
    prompt = our_prompts()[POSE].fill(read)
    assert "Be brief <video>" in prompt and "Where?" not in prompt
    assert read.question == "Where?"


def test_15_words_like_error_in_a_reply_are_data(tmp_path: Path) -> None:
    found = scored(tmp_path, "paper", {POSE: [row("front", "front")]}, {POSE: ["Error: rate limit exceeded"]})
    assert (found.scores, found.unanswered, found.lines[0].outcome) == ({POSE: 0.0}, {}, "scored")
    ours = scored(tmp_path / "b", "standard", {EMOTION: [row("Error: rate limit. She looks happy.", "happiness")]})
    assert ours.scores == {EMOTION: 100.0}


def test_16_and_18_a_second_run_changes_nothing_and_mixes_nothing(tmp_path: Path) -> None:
    files = {POSE: [row("front", "front")] * 2}
    first = scored(tmp_path, "paper", files, {POSE: ["yes", "no"]})
    out = tmp_path / "out/paper"
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.name != "lock"}
    (tmp_path / "predictions/table.txt").write_text("DFEW 70.3\nDFEW 99.0\n", encoding="utf-8")
    (out / "table.txt").write_text("DFEW 99.0\n", encoding="utf-8")
    assert scored(tmp_path, "paper", files, {POSE: ["yes", "no"]}) == first
    assert {name: (out / name).read_bytes() for name in before} == before
    with pytest.raises(EmoCfgError, match="another judge") as refused:
        scored(tmp_path, "paper", files, {POSE: ["yes", "yes"]})
    assert refused.value.code == "E103"
    assert {name: (out / name).read_bytes() for name in before} == before


def test_17_printing_cuts_a_tenth_off() -> None:
    assert printed(70.3) == 70.2
    assert sum(printed(tenths / 10) != tenths / 10 for tenths in range(1000)) == 392
    exact = make_tables({POSE: 70.3})["table1"]
    assert exact[5] == 70.3


def test_19_stdout_stays_and_no_blank_enters_a_mean(tmp_path: Path) -> None:
    before = sys.stdout
    with pytest.raises(EmoCfgError):
        score_to(Job("paper", tmp_path / "nowhere", judge="replay:x"), tmp_path / "out")
    assert sys.stdout is before
    found = scored(tmp_path, "paper", {POSE: [row("front", "front")]}, {POSE: ["yes"]})
    tables = make_tables(found.scores)
    names = [column.name for column in TABLES["table1"]]
    assert tables["table1"][names.index("head_pose")] == 100.0
    cells: list[Any] = [cell for cells in tables.values() for cell in cells if cell is not None]
    assert cells == [100.0]
    assert ["head_pose", "100.0"] in [line.split() for line in tables_text({"": found}).splitlines()]
