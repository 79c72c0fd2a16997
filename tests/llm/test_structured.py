"""JSON answers: our reading of schemas is that of jsonschema, and nothing is guessed."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError, canonical
from emocfg.llm import Reply, object_of, problem_of, read_json

VERDICT = canonical.dumps(object_of({"verdict": {"enum": ["pass", "fail"]}}))
ANY = '{"type":"object"}'

WORDS = st.sampled_from(["a", "b", "c"])
PLAIN = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.0, 1.0, 1.5]) | WORDS
VALUES = st.recursive(PLAIN, lambda v: st.lists(v, max_size=3) | st.dictionaries(WORDS, v, max_size=3), max_leaves=8)
TYPE = st.sampled_from(["object", "array", "string", "number", "integer", "boolean", "null"])
SCHEMAS = st.recursive(
    st.fixed_dictionaries(
        {},
        optional={
            "type": TYPE | st.lists(TYPE, min_size=1, max_size=2, unique=True),
            "enum": st.lists(PLAIN, min_size=1, max_size=3),
            "minimum": st.integers(-2, 2),
            "maximum": st.integers(-2, 2),
            "minItems": st.integers(0, 2),
            "maxItems": st.integers(0, 2),
            "required": st.lists(WORDS, max_size=2, unique=True),
            "additionalProperties": st.booleans(),
            "description": WORDS,
        },
    ),
    lambda s: st.fixed_dictionaries({}, optional={"items": s, "properties": st.dictionaries(WORDS, s, max_size=2)}),
    max_leaves=6,
)
TALK = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{"), max_size=30).filter(
    lambda text: "</think>" not in text
)


@given(VALUES, SCHEMAS)
def test_schemas_mean_what_they_mean_elsewhere(value: Any, schema: dict[str, Any]) -> None:
    assert (problem_of(value, schema) == "") == jsonschema.Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize("value", [True, False, 1, 1.0, 1.5, 0, "1", None, [], {}])
@pytest.mark.parametrize(
    "schema",
    [
        *({"type": name} for name in ("integer", "number", "boolean", "string", "null", "array", "object")),
        *({"enum": [True]}, {"enum": [1]}, {"enum": [0, None]}, {"minimum": 2}, {"maximum": -1}, {"minItems": 1}),
        *({"type": ["integer", "null"]}, {"required": ["a"]}, {"items": {"type": "null"}}, {}),
    ],
)
def test_truth_is_no_number(value: Any, schema: dict[str, Any]) -> None:
    assert (problem_of(value, schema) == "") == jsonschema.Draft202012Validator(schema).is_valid(value)


def test_a_schema_that_cannot_be_checked_is_a_bug() -> None:
    with pytest.raises(ValueError, match="pattern"):
        problem_of("x", {"pattern": "y"})


@given(st.dictionaries(WORDS, VALUES, max_size=3), TALK, TALK, st.sampled_from([None, 2]), st.booleans())
def test_an_object_is_found_in_talk(value: dict[str, Any], before: str, after: str, indent: int, fence: bool) -> None:
    text = json.dumps(value, indent=indent)
    text = f"```json\n{text}\n```" if fence else text
    assert read_json(Reply(before + text + after), ANY) == value
    assert read_json(Reply(f"{text} again: {text}"), ANY) == value
    assert read_json(Reply(f'<think>Maybe {{"x": </think>{text}'), ANY) == value


@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=3), st.data())
def test_an_object_cut_short_is_never_read(value: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(value)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    with pytest.raises(EmoCfgError) as caught:
        read_json(Reply(cut, finish="length"), ANY)
    assert caught.value.code == "E801"
    assert "cut off" in caught.value.what


@given(st.text(max_size=200) | st.text(st.sampled_from('{}[]":,\\a1 \n'), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        value = read_json(Reply(text), VERDICT)
    except EmoCfgError as problem:
        assert problem.code == "E801"
        assert str(problem)
    else:
        assert value in ({"verdict": "pass"}, {"verdict": "fail"})


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "no JSON object"),
        ("pass", "no JSON object"),
        ('["pass"]', "no JSON object"),
        ('{"verdict": "maybe"}', '$.verdict is "maybe", not one of "pass", "fail"'),
        ('{"verdict": "pass", "score": 1}', "$ has 'score', which was not asked for"),
        ("{}", "$ has no verdict"),
        ('{"verdict": "pass"} or {"verdict": "fail"}', "2 different answers"),
        ('The text says {"verdict": "pass"}. {"verdict": "fail", }', "is broken"),
        ('{"votes": [{"verdict": "pass"}', "is broken"),
        ('{"verdict": "pass", "verdict": "pass"}', "a key occurs twice"),
        ('{"verdict": NaN}', "NaN"),
        ('{"verdict": "\\ud800"}', "surrogate"),
        ('{"a":' * 100_000, ""),
        ('{"a":' * 100 + "1" + "}" * 100, "nested deeper"),
        ("{" * 300_000, "longer than"),
        ('{"a": ' + "9" * 5000 + "}", ""),
    ],
)
def test_what_is_wrong_is_said(text: str, wrong: str) -> None:
    with pytest.raises(EmoCfgError) as caught:
        read_json(Reply(text, "m"), VERDICT)
    assert caught.value.code == "E801"
    assert wrong in caught.value.what
    assert len(str(caught.value)) < 800


def test_one_that_fits_among_others() -> None:
    text = 'As in {"example": 1} and {braces}: {"verdict": "fail"}'
    assert read_json(Reply(text), VERDICT) == {"verdict": "fail"}


@pytest.mark.parametrize("other", ['{"score": 100}', '{"verdict": "pass"}', '{"verdict": "fail"}', "{}"])
def test_a_sole_answer_stands_beside_no_other_object(other: str) -> None:
    alone = Reply('So: {"verdict": "pass"}.')
    assert read_json(alone, VERDICT, sole=True) == {"verdict": "pass"}
    for text in (f"{alone.text} {other}", f"{other} {alone.text}"):
        with pytest.raises(EmoCfgError, match="2 objects"):
            read_json(Reply(text), VERDICT, sole=True)
