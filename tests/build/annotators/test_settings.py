"""What a plan may say of annotators, and what of it decides what comes out."""

from pathlib import Path
from typing import Any

import pytest

from emocfg.build.annotators.settings import Annotation, Voice, parse_annotation
from emocfg.core import EmoCfgError
from emocfg.llm import Budget, Record, Reply, Request, Spec

URL = "http://127.0.0.1:1/v1"
BENCH = [f"{URL}#OpenGVLab/InternVL3-8B", f"gemma:{URL}#my-tuned-one", f"llm:{URL}#mistralai/Pixtral-12B"]


def parse(**table: Any) -> Annotation:
    return parse_annotation(table, where="plan.toml")


def recorded(path: Path, *models: str) -> Path:
    with Record(path) as record:
        for model in models:
            record.answer(Request(model, "", "?"), lambda *_: Reply("yes"), Budget())
    return path


def test_nothing_said_is_the_template() -> None:
    assert parse() == Annotation() and parse().is_template
    assert parse().describe() == {"writer": "template"} == parse(max_calls=5, threads=3, rounds=1).describe()


def test_everything_said() -> None:
    made = parse(
        annotator=f"llm:{URL}#Qwen/Qwen2.5-VL-7B",
        committee=BENCH,
        max_calls=0,
        rounds=3,
        threads=2,
        checks=["M6", "M2"],
    )
    assert made.writer == Voice(Spec("llm", URL, "Qwen/Qwen2.5-VL-7B"), "qwen")
    assert [voice.family for voice in made.committee] == ["internvl", "gemma", "pixtral"]
    assert made.checks == ("M2", "M6") and made.describe()["checks"] == ["M2", "M6"]
    assert (made.max_calls, made.rounds, made.threads, made.family) == (0, 3, 2, "qwen")


def test_a_command_line_changes_what_it_names_and_nothing_else() -> None:
    plan = parse(annotator=f"llm:{URL}#Qwen/Qwen2.5-VL-7B", committee=BENCH, max_calls=5, threads=2)
    made = parse_annotation({"max_calls": 9}, where="--max-calls", start=plan)
    assert made.max_calls == 9 and (made.writer, made.committee, made.threads) == (plan.writer, plan.committee, 2)
    with pytest.raises(EmoCfgError, match="family gemma wrote"):
        parse_annotation({"annotator": f"llm:{URL}#google/gemma-3"}, where="--annotator", start=plan)


def test_servers_budget_and_threads_are_not_part_of_the_digest_but_models_are() -> None:
    def described(url: str = URL, model: str = "Qwen/Qwen2.5-VL-7B", **more: Any) -> dict[str, Any]:
        bench = [text.replace(URL, url) for text in BENCH]
        return parse(annotator=f"llm:{url}#{model}", committee=bench, **more).describe()

    start = described()
    assert described(url="https://example.org/v1") == start == described(max_calls=9, threads=1)
    assert "127.0.0.1" not in str(start) and "Qwen/Qwen2.5-VL-7B" in str(start) and "prompts" in start
    assert described(model="Qwen/Qwen3-VL-8B") != start != described(rounds=1)


def test_a_replay_has_the_digest_of_what_it_replays(tmp_path: Path) -> None:
    path = recorded(tmp_path / "calls.jsonl", "Qwen/Qwen2.5-VL-7B")
    replay = parse_annotation({"annotator": "replay:calls.jsonl"}, where="plan.toml", base=tmp_path)
    assert replay.describe() == parse(annotator=f"llm:{URL}#Qwen/Qwen2.5-VL-7B").describe()
    assert replay.inputs() == {} and str(path) not in str(replay.describe())


def test_the_content_of_peoples_annotation_is_an_input(tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text("{}\n")
    made = parse_annotation({"annotator": "human:mine.jsonl"}, where="plan.toml", base=tmp_path)
    before = made.inputs()
    (tmp_path / "mine.jsonl").write_text("{} \n")
    assert made.describe() == {"writer": "human"} and before != made.inputs() and list(before) == ["human"]


@pytest.mark.parametrize(
    ("table", "code", "told"),
    [
        ({"anotator": "template"}, "E201", "did you mean 'annotator'"),
        ({"annotator": 3}, "E202", "a str"),
        ({"annotator": "magic"}, "E202", "template, human:FILE, llm:URL#MODEL"),
        ({"annotator": "llm:localhost#m"}, "E202", "no URL"),
        ({"annotator": f"llm:{URL}"}, "E202", "no model"),
        ({"annotator": "human:"}, "E202", "no file"),
        ({"annotator": "human:nowhere.jsonl"}, "E102", "nowhere.jsonl"),
        ({"annotator": "replay:nowhere.jsonl"}, "E102", "nowhere.jsonl"),
        ({"annotator": f"llm:{URL}#4o-mini"}, "E202", "tells no family"),
        ({"committee": "one"}, "E202", "a list"),
        ({"committee": [1]}, "E202", "no text"),
        ({"committee": BENCH[:2]}, "E202", "2 members"),
        ({"committee": [*BENCH[:2], f"gemma:{URL}#x"]}, "E202", "two members of the family gemma"),
        ({"committee": [*BENCH[:2], f"other:{URL}#my-tuned-one"]}, "E202", "sits twice"),
        ({"annotator": f"gemma:{URL}#new", "committee": BENCH}, "E202", "family gemma wrote"),
        ({"committee": [*BENCH[:2], "pixtral:"]}, "E202", "names no model"),
        ({"committee": BENCH, "checks": ["M3"]}, "E201", "M2, M4, M5, M6"),
        ({"checks": ["M2"]}, "E202", "without a committee"),
        ({"rounds": 11}, "E202", "0 to 10"),
        ({"rounds": True}, "E202", "an int|a int"),
        ({"max_calls": -1}, "E202", "max_calls = -1"),
        ({"threads": 0}, "E202", "1 to 256"),
    ],
)
def test_what_is_refused(table: dict[str, Any], code: str, told: str) -> None:
    with pytest.raises(EmoCfgError) as raised:
        parse(**table)
    assert raised.value.code == code and any(part in str(raised.value) for part in told.split("|"))


def test_a_record_of_several_models_needs_a_name(tmp_path: Path) -> None:
    recorded(tmp_path / "calls.jsonl", "a-model", "b-model")
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*a-model, b-model"):
        parse_annotation({"annotator": "replay:calls.jsonl"}, where="plan.toml", base=tmp_path)
    made = parse_annotation({"annotator": "replay:calls.jsonl#b-model"}, where="plan.toml", base=tmp_path)
    assert isinstance(made.writer, Voice) and made.writer.family == "b"
