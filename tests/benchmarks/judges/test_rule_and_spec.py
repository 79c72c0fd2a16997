"""The judge without a model, the names of judges, and the ids that their folders have."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.judges.llm import describe_llm
from benchmarks.judges.protocol import ACCURACY
from benchmarks.judges.results import judge_id
from benchmarks.judges.rule import RuleJudge
from benchmarks.judges.spec import parse_spec
from emocfg.core import EmoCfgError
from emocfg.metrics import set_f1
from tests.benchmarks.judges.standins import ASKED

ITEMS = st.frozensets(st.sampled_from(["p1:emotion=anger", "p1:intensity=high", "p1:unit=4", "p2:action=nod"]))


@given(ITEMS, ITEMS)
def test_accuracy_is_the_slot_f1(gold: frozenset[str], read: frozenset[str]) -> None:
    asked = replace(ASKED, gold=tuple(gold), predicted=tuple(read))
    found = RuleJudge().judge(asked)
    assert found.scores == {ACCURACY: round(100 * set_f1(gold, read))}


def test_labels_and_clues_are_apart_and_nothing_is_invented() -> None:
    gold = ("p1:emotion=anger", "p1:intensity=high", "p1:unit=4", "p1:action=nod")
    asked = replace(ASKED, task="rationale", gold=gold, predicted=("p1:emotion=anger", "p1:unit=7"))
    found = RuleJudge().judge(asked).scores
    assert found == {ACCURACY: 33, "label_overlap": 67, "clue_overlap": 0}


def test_specs() -> None:
    assert parse_spec("rule", where="--judge") == "rule"
    spec = parse_spec("llm:http://127.0.0.1:1/v1#org/m", where="--judge")
    assert spec != "rule"
    assert (spec.kind, spec.model) == ("llm", "org/m")
    for text, code in (("rules", "E201"), ("", "E201"), ("llm:gpt-4o", "E202"), ("replay:", "E202"), ("x:y", "E202")):
        with pytest.raises(EmoCfgError) as caught:
            parse_spec(text, where="--judge")
        assert caught.value.code == code


@given(st.text(max_size=80))
def test_an_id_is_a_file_name(model: str) -> None:
    name = judge_id({"name": model})
    assert name == name.strip("./")
    assert "/" not in name
    assert name.isascii()
    assert len(name) < 80


def test_other_words_are_another_judge() -> None:
    about = describe_llm("m")
    names = {judge_id(about | change) for change in ({}, {"name": "n"}, {"prompts": ""}, {"version": 0}, {"shown": 1})}
    assert len(names) == 5
