"""`standard` mode on upstream's files: closed answers read against the file's labels, open ones by their claims."""

import json
from pathlib import Path

import pytest

from benchmarks.outcomes import OUTCOMES
from benchmarks.paper.output import Job, score_to
from benchmarks.paper.result import Scores
from emocfg.core import EmoCfgError
from tests.benchmarks.paper.cases import (
    APPEARANCE_CAPTION,
    ASPECTS,
    CAPTION,
    EMOTION,
    LETTERS,
    LOOKS,
    QA,
    Rows,
    predictions,
    row,
    scored,
    truth,
)


def of(root: Path, stem: str, rows: Rows, known: Rows | None = None) -> Scores:
    return scored(root, "standard", {stem: rows}, None, known)


def test_uar_war_and_f1_stand_side_by_side_over_all_rows(tmp_path: Path) -> None:
    rows = [row("happy", "Happy")] * 3 + [row("happy", "Sad"), row("sad or happy", "Sad"), row("", "Sad")]
    found = of(tmp_path, EMOTION, rows)
    task = found.beside["metrics"][EMOTION]
    assert task["metrics"]["war"] == 0.5 and task["metrics"]["uar"] == 0.5 == task["score"]
    assert task["samples"] == 6 and sum(task["outcomes"].values()) == 6
    assert task["outcomes"] == {"scored": 4, "unparsed": 1, "model_error": 1}
    assert found.scores == {EMOTION: 50.0}
    assert {line.outcome for line in found.lines} <= set(OUTCOMES)


def test_a_file_with_labels_of_its_own_is_read_in_them(tmp_path: Path) -> None:
    rows = [row("a wry grin", "wry grin"), row("stony stare", "stony stare"), row("neither", "stony stare")]
    assert of(tmp_path, EMOTION, rows).beside["metrics"][EMOTION]["metrics"]["war"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("answer", ["AC", "A, C", "(A) and (C)", "anger and fear", " CA\n"])
def test_letters_in_any_form(tmp_path: Path, answer: str) -> None:
    assert of(tmp_path, LETTERS, [row(answer, "AC")]).scores == {LETTERS: 100.0}


@pytest.mark.parametrize("labels", ["male,big_nose", "male, big_nose", ["male", "big_nose"], "Male,Big nose"])
def test_labels_in_any_form(tmp_path: Path, labels: str | list[str]) -> None:
    assert of(tmp_path, LOOKS, [row("male, big nose", labels)]).scores == {LOOKS: 100.0}


def test_open_answers_are_worth_the_claims_they_share(tmp_path: Path) -> None:
    reference = "A young man with brown hair and eyeglasses."
    rows = [row(text, reference) for text in (reference, "He has brown hair and glasses.", "A woman with red hair.")]
    found = of(tmp_path, APPEARANCE_CAPTION, rows)
    values = [line.score[0] for line in found.lines if line.score]
    assert values[0] == 100.0 and 0 < values[1] < 100 and values[2] == 0
    assert found.scores[APPEARANCE_CAPTION] == pytest.approx(sum(values) / 3)


def test_a_whole_caption_is_compared_in_all_claims(tmp_path: Path) -> None:
    reference = "A young woman with blonde hair smiles. She is happy."
    rows = [
        row(reference, reference),
        row("She smiles.", reference),
        row("", reference),
        row("I cannot help.", reference),
    ]
    found = of(tmp_path, ASPECTS, rows)
    assert [line.outcome for line in found.lines] == ["scored", "scored", "model_error", "refused"]
    assert found.beside["metrics"][ASPECTS]["samples"] == 4
    assert list(found.scores) == [ASPECTS]


def test_a_reference_without_claims_is_counted_and_left_out(tmp_path: Path) -> None:
    rows = [row("She is happy.", "She is happy."), row("She is happy.", "It is what it is.")]
    found = of(tmp_path, CAPTION, rows)
    assert found.scores == {CAPTION: 100.0} and found.beside["metrics"][CAPTION]["unread_references"] == 1
    assert found.lines[1].score is None and found.lines[1].detail
    assert of(tmp_path / "b", CAPTION, rows[1:]).scores == {CAPTION: None}


def test_a_question_that_the_ground_truth_lacks_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError) as problem:
        of(tmp_path, QA, [row("brown hair", "brown hair", "Hair?")], [truth("Nose?", "big", "Nose")])
    assert problem.value.code == "E302" and problem.value.where.endswith(f"{QA}.json:1")


def test_a_ground_truth_in_other_words_decides_where_it_names_one_attribute(tmp_path: Path) -> None:
    rows = [row("brown hair", "brown hair", "What is seen?")]
    known = [truth("What is seen?", "Brown hair.", "Hair")]
    assert of(tmp_path, QA, rows, known).scores[f"{QA}_Hair"] == 100.0
    with pytest.raises(EmoCfgError, match="2 attributes"):
        of(tmp_path / "b", QA, rows, [*known, truth("What is seen?", "A big nose.", "Nose")])


def test_the_ground_truth_may_be_an_array_too(tmp_path: Path) -> None:
    (tmp_path / "anno").mkdir()
    known = [truth("Hair?", "brown hair", "Hair")]
    (tmp_path / "anno" / f"{QA}.json").write_text(json.dumps(known), encoding="utf-8")
    folder = predictions(tmp_path, {QA: [row("brown", "brown hair", "Hair?")]})
    found = score_to(Job("standard", folder, tmp_path / "anno"), tmp_path / "out")[""]
    assert found.scores[f"{QA}_Hair"] == 100.0


def test_misspelled_files_and_two_layouts_at_once_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = predictions(tmp_path, {EMOTION: [row("happy", "Happy")]})
    (folder / "MEAD_id.json").write_text("{", encoding="utf-8")
    assert score_to(Job("standard", folder), tmp_path / "out")[""].scores == {EMOTION: 100.0}
    assert "MEAD_id.json" in capsys.readouterr().err
    predictions(tmp_path, {EMOTION: [row("happy", "Happy")]}, "method")
    with pytest.raises(EmoCfgError, match="folders of methods"):
        score_to(Job("standard", folder), tmp_path / "other")
