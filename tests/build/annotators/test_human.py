"""The file of people's annotation: every fault has its line, nothing is dropped silently."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from emocfg.build.annotators.human import read_human
from emocfg.check.models import Stills
from emocfg.core import EmoCfgError
from emocfg.schema import display

from .scripted import cases

CASE = cases(1)[0]
ID = CASE.clip.clip_id


def row(**changed: Any) -> dict[str, Any]:
    return {"clip_id": ID, "task": "appearance_caption", "answer": "A young woman.", "author": "A. Rater"} | changed


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: object) -> Path:
        path = tmp_path / "human.jsonl"
        path.write_text("".join(f"{entry if isinstance(entry, str) else json.dumps(entry)}\n" for entry in rows))
        return path

    return write


def test_captions_labels_and_rationales(save: Callable[..., Path]) -> None:
    emotion = CASE.person.emotions[0].label if CASE.person.emotions else ""
    annotator = read_human(
        save(
            row(),
            row(question="And the hair?", answer="Short."),
            row(task="emotion_single", answer="Anger"),
            row(task="action_units", answer="AU12, AU6"),
            row(task="action_units", question="Which units are active?", answer="none"),
            row(task="rationale", answer=" The lip corners rise, so this is joy. "),
            row(task="qa", question="What is behind her?", answer="A park.", rationale="There are trees."),
        )
    )
    assert annotator.covers == {"appearance_caption", "emotion_single", "action_units", "rationale", "qa"}
    caption, hair, single, units, none, rationale, qa = annotator.write(CASE, Stills())
    assert (caption.answer, caption.key, hair.key, hair.question) == (
        *("A young woman.", "appearance_caption", "appearance_caption.2", "And the hair?"),
    )
    assert caption.question and caption.question != hair.question
    assert (single.answer, single.labels, len(single.options)) == ("anger", ("anger",), 8)
    assert (units.labels, units.answer) == (("AU12", "AU6"), "AU12, AU6")
    assert (none.labels, none.answer) == ((), "none")
    assert rationale.labels == (emotion,) and rationale.rationale == "The lip corners rise, so this is joy."
    assert (qa.rationale, qa.suffix) == ("There are trees.", "")
    assert {(w.generator, w.version, w.label_given) for w in (caption, single, rationale)} == {
        ("human", "A. Rater", None)
    }


def test_every_label_can_be_written_as_it_reads(save: Callable[..., Path]) -> None:
    for label in ("right_30", "right 30"):
        (writing,) = read_human(save(row(task="head_pose", answer=label))).write(CASE, Stills())
        assert (writing.labels, writing.answer) == (("right_30",), display("right_30"))


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        (row(colour="red"), "E301", "keys answer, author, clip_id, task"),
        ({"clip_id": ID}, "E301", "keys"),
        ([1], "E301", "object"),
        ("{", "E303", "JSON"),
        ('{"clip_id": "a", "clip_id": "b"}', "E303", "twice"),
        (row(answer=3), "E302", "answer is not a text"),
        (row(answer=" "), "E302", "answer is a text of 0 characters"),
        (row(author="A\nB"), "E302", "author is not a name"),
        (row(task="smell"), "E302", "no task 'smell'"),
        (row(task="qa"), "E302", "without its question"),
        (row(task="open_attribute"), "E302", "give it as qa"),
    ],
)
def test_a_bad_line_is_named(save: Callable[..., Path], line: object, code: str, told: str) -> None:
    with pytest.raises(EmoCfgError) as raised:
        read_human(save(row(), line))
    assert raised.value.code == code and raised.value.where.endswith("human.jsonl:2")
    assert told in f"{raised.value.what} {raised.value.fix}"


def test_two_lines_for_one_question(save: Callable[..., Path]) -> None:
    with pytest.raises(EmoCfgError, match=r"E304[\s\S]*human.jsonl:1[\s\S]*human.jsonl:2"):
        read_human(save(row(), row(answer="A woman, young.")))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"task": "emotion_single", "answer": "joy"}, "'joy' is not an answer to emotion_single"),
        ({"task": "emotion_single", "answer": "anger, fear"}, "is not an answer"),
        ({"task": "emotion_multi", "answer": "anger, none"}, "is not an answer"),
        ({"task": "micro_expression", "answer": "negative"}, "supports no micro_expression"),
    ],
)
def test_an_answer_that_is_none(save: Callable[..., Path], changed: dict[str, str], told: str) -> None:
    annotator = read_human(save(row(**changed)))
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*{told}[\s\S]*human.jsonl:1"):
        annotator.write(CASE, Stills())


def test_lines_on_clips_that_are_not_there_are_told(save: Callable[..., Path]) -> None:
    annotator = read_human(save(row(), row(clip_id="mini/nobody"), row(clip_id="mini/nobody", question="Who?")))
    defects = annotator.unknown({ID, "mini/other"})
    assert [(d.code, d.where, "mini/nobody" in d.what) for d in defects] == [
        ("unknown_clip", "human.jsonl:2", True),
        ("unknown_clip", "human.jsonl:3", True),
    ]
    assert len(annotator.write(CASE, Stills())) == 1


def test_no_file() -> None:
    with pytest.raises(EmoCfgError, match="E102"):
        read_human(Path("nowhere.jsonl"))
