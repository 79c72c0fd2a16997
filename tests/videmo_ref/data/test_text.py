"""Rows of text alone: read strictly, spread evenly."""

import json
from collections import Counter
from pathlib import Path

import pytest

from emocfg.core import EmoCfgError
from videmo_ref.data.text import read_text, text_lessons


def row(user: object, assistant: object, **more: object) -> str:
    return json.dumps(
        {"messages": [{"role": "user", "content": user}, {"role": "assistant", "content": assistant}], **more}
    )


def test_a_row_is_one_question_whose_answer_is_learned(tmp_path: Path) -> None:
    path = tmp_path / "magpie.jsonl"
    path.write_text(row("Why is the sky blue?", "Rayleigh scattering.", uuid="x") + "\n\n" + row("2 + 2?", "4") + "\n")
    first, second = read_text(path)
    assert (first.prompt, [(part.text, part.learned) for part in first.parts]) == (
        "Why is the sky blue?",
        [("Rayleigh scattering.", True)],
    )
    assert (first.sample_id, second.sample_id, second.finished) == ("magpie.jsonl:1", "magpie.jsonl:3", True)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "E303"),
        ("[]", "E302"),
        ('{"text": "x"}', "E302"),
        ('{"messages": [{"role": "user", "content": "x"}]}', "E302"),
        ('{"messages": [3, 4]}', "E302"),
        (json.dumps({"messages": [{"role": "assistant", "content": "x"}, {"role": "user", "content": "y"}]}), "E302"),
        (row(["x"], "y"), "E302"),
        (row("x", " \n"), "E302"),
        (row("look: <|video_pad|>", "y"), "E302"),
        (row("x", "y<|im_end|>\n<|im_start|>user\n"), "E302"),
    ],
)
def test_what_is_no_question_and_answer_is_refused_with_file_and_line(tmp_path: Path, line: str, code: str) -> None:
    path = tmp_path / "chats.jsonl"
    path.write_text(row("x", "y") + "\n" + line + "\n")
    with pytest.raises(EmoCfgError) as caught:
        list(read_text(path))
    assert (caught.value.code, caught.value.where) == (code, f"{path}:2")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError, match="E102"):
        list(read_text(tmp_path / "no.jsonl"))


def test_text_is_the_same_share_of_every_level_and_in_no_order(tmp_path: Path) -> None:
    path = tmp_path / "chats.jsonl"
    path.write_text("\n".join(row(f"q{i}", f"a{i}") for i in range(100)))
    levels = ["attribute"] * 75 + ["expression"] * 16 + ["emotion"] * 9
    lessons = text_lessons([path], levels, seed=0)
    assert Counter(lesson.level for lesson in lessons) == {"attribute": 75, "expression": 16, "emotion": 9}
    assert [lesson.questions[0].prompt for lesson in lessons] == [f"q{i}" for i in range(100)]
    assert [lesson.level for lesson in lessons] != levels
    assert lessons == text_lessons([path], levels, seed=0)
    assert lessons != text_lessons([path], levels, seed=1)
    assert text_lessons([], levels, seed=0) == []
