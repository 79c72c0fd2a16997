"""What upstream makes of a judge's reply: Python's own int(), its regular expression, and the closed form of the F1."""

import re
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from benchmarks.paper.files import ASPECTS, FILES
from benchmarks.paper.rules import label_f1, read_reply
from tests.benchmarks.paper import independent
from tests.benchmarks.paper.cases import ASPECTS as SIX
from tests.benchmarks.paper.cases import CAPTION, LETTERS, LOOKS, POSE, UNITS

INTEGERS: list[tuple[str, int]] = [
    ("80", 80),
    ("  80\n", 80),
    ("+80", 80),
    ("-5", -5),
    ("- 5", 0),
    ("850", 850),
    ("1_000", 1000),
    ("1__000", 0),
    ("_100", 0),
    (" ８ ", 8),
    ("８５", 85),
    ("٤٢", 42),
    ("४२", 42),
    ("४2", 42),
    ("\u00a070\u2003", 70),
    ("\u200b70", 0),
    ("²", 0),
    ("Ⅷ", 0),
    ("八十", 0),
    ("½", 0),
    ("007", 7),
    ("0x50", 0),
    ("1e2", 0),
    ("80.0", 0),
    ("80.", 0),
    ("80,0", 0),
    ("80%", 0),
    ("80/100", 0),
    ("80 100", 0),
    ("eighty", 0),
    ("Score: 80", 0),
    ("**80**", 0),
    ("'80'", 0),
    ("[80]", 0),
    ("{80}", 0),
    ('{"score": 80}', 0),
    ("80\x00", 0),
    ("\ufeff80", 0),
    ("nan", 0),
    ("inf", 0),
    ("True", 0),
    ("None", 0),
    ("", 0),
    ("   ", 0),
    ("80\n90", 0),
    ("\u202e08", 0),
    ("１００", 100),
    ("8\u0301", 0),
    ("−5", 0),
    ("\u0660", 0),
    ("\x1c9\x1c", 9),
    ("9" * 300, int("9" * 300)),
    ("9" * 4300, int("9" * 4300)),
    ("9" * 4301, 0),
    ("I cannot score this.", 0),
    ("<think>70</think>80", 0),
]

SIX_GOOD = "[score]: 10 [score]: 20 [score]: 30 [score]: 40 [score]: 50 [score]: 60"
SIXES: list[tuple[str, tuple[int, ...]]] = [
    (SIX_GOOD, (10, 20, 30, 40, 50, 60)),
    (SIX_GOOD.upper(), (10, 20, 30, 40, 50, 60)),
    (SIX_GOOD.replace("[score]", "scores"), (10, 20, 30, 40, 50, 60)),
    (SIX_GOOD.replace("[score]", "[scores"), (10, 20, 30, 40, 50, 60)),
    (SIX_GOOD.replace("[score]", "underscore"), (10, 20, 30, 40, 50, 60)),
    (SIX_GOOD.replace("60", "６0"), (10, 20, 30, 40, 50, 60)),
    (SIX_GOOD.replace("60", "60.9"), (10, 20, 30, 40, 50, 60)),
    (SIX_GOOD.replace("60", "6000"), (10, 20, 30, 40, 50, 6000)),
    (SIX_GOOD.replace("60", "-60"), (0,) * 6),
    (SIX_GOOD.replace(": 60", ":60"), (0,) * 6),
    (SIX_GOOD.replace(": 60", ":  60"), (0,) * 6),
    (SIX_GOOD.replace(": 60", "\uff1a 60"), (0,) * 6),
    (SIX_GOOD + " overall score: 35", (0,) * 6),
    (SIX_GOOD.replace("[score]: 60", ""), (0,) * 6),
    ("10 20 30 40 50 60", (0,) * 6),
    ("", (0,) * 6),
]


@pytest.mark.parametrize(("reply", "value"), INTEGERS)
def test_a_score_is_what_int_makes_of_it(reply: str, value: int) -> None:
    assert sys.get_int_max_str_digits() == 4300
    reading = read_reply(FILES[CAPTION], "any", reply)
    assert reading.values == (value,)


@pytest.mark.parametrize(("reply", "values"), SIXES)
def test_six_scores_or_six_zeros(reply: str, values: tuple[int, ...]) -> None:
    reading = read_reply(FILES[SIX], "any", reply)
    assert (reading.values, reading.understood) == (values, values != (0,) * 6)


@pytest.mark.parametrize(
    "reply", ["yes", " YES\n", "Yes", "yes.", "**yes**", "yes yes", "ｙｅｓ", "no", "y", "", "ÿes"]
)
def test_yes_is_yes_alone(reply: str) -> None:
    assert read_reply(FILES[POSE], "any", reply).values == (reply in ("yes", " YES\n", "Yes"),)


@pytest.mark.parametrize("labels", [["AU1"], None, 4, {"AU1": 1}])
def test_labels_that_are_no_text_are_an_error_of_upstream(labels: Any) -> None:
    with pytest.raises(AttributeError):
        label_f1(FILES[UNITS], labels, "AU1")


@given(st.text(max_size=60))
def test_any_text_is_read_as_the_independent_reading_does(text: str) -> None:
    assert read_reply(FILES[CAPTION], "any", text).values == (independent.number(text),)
    assert list(read_reply(FILES[SIX], "any", text).values) == independent.six(text)
    assert len(read_reply(FILES[SIX], "any", text).values) == len(ASPECTS)


WORDS = {
    UNITS: ["AU1", "au4", " AU4", "AU12 ", "AU25", "none", "", "AU3"],
    LOOKS: ["male", "Male", "big_nose", " bald", "big nose", "none", "5_o_clock_shadow"],
    LETTERS: ["A", "b", "K", "L", "None", "NONE", "none", " "],
}


@given(st.data())
def test_the_f1_of_a_row_is_scikit_learns_micro_f1(data: st.DataObject) -> None:
    stem = data.draw(st.sampled_from(sorted(WORDS)))
    joint = "" if stem == LETTERS else ","
    gold, reply = (joint.join(data.draw(st.lists(st.sampled_from(WORDS[stem]), max_size=5))) for _ in range(2))
    value = label_f1(FILES[stem], gold, reply)
    assert value == pytest.approx(independent.f1(stem, gold, reply), abs=1e-9)
    names = independent.VOCABULARY[stem]
    parts = [list(text) if stem == LETTERS else re.split(",", text.lower()) for text in (gold, reply)]
    said = [] if reply.lower() == "none" else parts[1]
    vectors = np.array([[name in parts[0] for name in names], [name in said for name in names]])
    assert value == pytest.approx(100 * f1_score(vectors[:1], vectors[1:], average="micro", zero_division=0), abs=1e-9)
