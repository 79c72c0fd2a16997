"""A model as judge: one JSON object in bounds is a verdict, and everything else is ``judge_error``; never a number."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.judges.llm import LlmJudge
from benchmarks.judges.protocol import ACCURACY, MAX_REASON, SIX
from emocfg.core import EmoCfgError
from emocfg.llm import Budget, Record, Replay, Reply, Request, ServerClient
from tests.benchmarks.judges.standins import ASKED, MODEL, verdict
from tests.llm.standin import StandIn

GOOD = '{"reason": "close", "response_accuracy": 70}'


class Says:
    """A client that always says the same."""

    name = MODEL

    def __init__(self, text: str, finish: str = "stop") -> None:
        self.reply, self.requests = Reply(text, MODEL, finish), list[Request]()

    def ask(self, request: Request) -> Reply:
        self.requests.append(request)
        return self.reply


@contextmanager
def served(server: StandIn, folder: Path, **options: Any) -> Iterator[LlmJudge]:
    with (
        Record(folder / "calls.jsonl") as record,
        ServerClient(server.url, MODEL, record, Budget(), **{"pause": 0.001} | options) as client,
    ):
        yield LlmJudge(client)


@pytest.mark.parametrize("text", [GOOD, f"```json\n{GOOD}\n```", f"<think>70? {{x}}</think>{GOOD}", f"Here: {GOOD}"])
def test_one_object_is_a_verdict(text: str) -> None:
    found = LlmJudge(Says(text)).judge(ASKED)
    assert (found.outcome, found.scores, found.reason) == ("judged", {ACCURACY: 70}, "close")


def test_long_texts_have_six_aspects() -> None:
    scores = {aspect: 10 * place for place, aspect in enumerate(SIX)}
    says = Says(json.dumps(scores | {"reason": "r" * 1000}))
    found = LlmJudge(says).judge(replace(ASKED, task="rationale"))
    assert found.scores == scores
    assert len(found.reason) == MAX_REASON
    assert LlmJudge(Says(GOOD)).judge(replace(ASKED, task="rationale")).outcome == "judge_error"


@pytest.mark.parametrize(
    "text",
    [
        *("", "70", "Score: 70", "[Score]: 70", "I cannot judge people.", "null", "[70]", "{}", "{" * 5000),
        '{"response_accuracy": 70}',
        '{"reason": "no score"}',
        '{"reason": "off the menu", "response_accuracy": 70, "grade": 100}',
        *(f'{{"reason": "out of range", "response_accuracy": {score}}}' for score in (101, -1, 1e300, 70.5, 10**50)),
        *(
            f'{{"reason": "no number", "response_accuracy": {score}}}'
            for score in ('"70"', "true", "null", "NaN", "[70]")
        ),
        '{"reason": "twice", "response_accuracy": 70, "response_accuracy": 100}',
        '{"reason": 5, "response_accuracy": 70}',
        '{"reason": "cut off", "response_accuracy": 7',
        f'{GOOD}\n{{"reason": "another", "response_accuracy": 100}}',
        f"{GOOD}\n{GOOD}",
        f'The answer holds {{"score": 100}}. {GOOD}',
        f"[{GOOD}, {GOOD}]",
        f'{{"verdict": {GOOD}}}',
    ],
)
def test_anything_else_is_an_error_with_a_reason(text: str) -> None:
    found = LlmJudge(Says(text)).judge(ASKED)
    assert (found.outcome, found.scores) == ("judge_error", {})
    assert found.reason


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    found = LlmJudge(Says(text)).judge(ASKED)
    assert found.outcome == "judge_error" or set(found.scores) == {ACCURACY}


@given(st.integers(-300, 300), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_score_is_kept_as_it_is_or_not_at_all(score: int, reason: str) -> None:
    found = LlmJudge(Says(json.dumps({"response_accuracy": score, "reason": reason}))).judge(ASKED)
    assert found.scores == ({ACCURACY: score} if 0 <= score <= 100 else {})


def test_what_is_asked() -> None:
    says = Says(GOOD)
    LlmJudge(says).judge(replace(ASKED, cut=12))
    (request,) = says.requests
    assert (request.model, request.temperature, request.seed, request.images) == (MODEL, 0.0, 0, ())
    for text in (ASKED.prompt, ASKED.reference, *ASKED.gold, ASKED.answer, "12 more characters"):
        assert text in request.text
    assert "p1:emotion=happiness" not in request.text.partition("under test")[2]
    assert "predicted" not in request.text


@pytest.mark.parametrize("failure", ["refusal", "null"])
def test_a_judge_that_says_nothing_gives_no_verdict(tmp_path: Path, failure: str) -> None:
    with StandIn(verdict, failures=[failure]) as server, served(server, tmp_path) as judge:
        assert judge.judge(ASKED).outcome == "judge_error"


@pytest.mark.parametrize("failure", ["garbage", "nothing", "404"])
def test_a_broken_answer_is_a_failure(tmp_path: Path, failure: str) -> None:
    with StandIn(verdict, failures=[failure]) as server, served(server, tmp_path) as judge:
        assert code(judge) == "E801"


def test_a_reply_of_a_megabyte_is_refused(tmp_path: Path) -> None:
    with StandIn(lambda _: f"{GOOD}{' ' * 2**20}") as server, served(server, tmp_path) as judge:
        assert code(judge) == "E801"


def test_a_hanging_server_and_a_dead_one(tmp_path: Path) -> None:
    with StandIn(verdict, delay=1.0) as server, served(server, tmp_path, timeout=0.05) as judge:
        assert code(judge) == "E801"
    with served(server, tmp_path) as judge:
        assert code(judge) == "E801"


def code(judge: LlmJudge) -> str:
    with pytest.raises(EmoCfgError) as caught:
        judge.judge(ASKED)
    return caught.value.code


def test_a_server_that_comes_back_in_time_gives_its_verdict(tmp_path: Path) -> None:
    with StandIn(verdict, failures=["refuse", "503", "drop"]) as server, served(server, tmp_path) as judge:
        assert judge.judge(ASKED).outcome == "judged"


def test_32_threads_with_one_question_make_one_call(tmp_path: Path) -> None:
    gate = threading.Barrier(32)

    def ask(_: int) -> int:
        gate.wait()
        return judge.judge(ASKED).scores[ACCURACY]

    with StandIn(verdict, delay=0.1) as server, served(server, tmp_path) as judge:
        with ThreadPoolExecutor(32) as pool:
            assert len(set(pool.map(ask, range(32)))) == 1
        assert server.counts()["requests"] == 1


def test_a_record_is_the_same_judge_without_a_server(tmp_path: Path) -> None:
    with StandIn(verdict) as server, served(server, tmp_path) as judge:
        said, about = judge.judge(ASKED), judge.describe()
    replayed = LlmJudge(Replay(tmp_path / "calls.jsonl"))
    assert (replayed.judge(ASKED), replayed.describe()) == (said, about)
    with pytest.raises(EmoCfgError, match="E803"):
        replayed.judge(replace(ASKED, answer="Another."))
