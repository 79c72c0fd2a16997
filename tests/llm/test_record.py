"""The record of calls: nothing asked twice, nothing lost, nothing believed that is damaged."""

import hashlib
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError, Journal
from emocfg.llm import Budget, Record, Replay, Reply, Request

ASKED = Request("m", "be brief", "who?")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
REQUESTS = st.builds(
    Request,
    *(TEXTS, TEXTS, TEXTS),
    images=st.lists(st.binary(max_size=4), max_size=3).map(tuple),
    temperature=st.sampled_from([0, 0.0, 1, 0.5]),
    max_tokens=st.integers(1, 9),
    seed=st.integers(0, 2),
    schema=st.sampled_from(["", "{}"]),
)


class Answers:
    """Counts calls and notes the keys that they came with."""

    def __init__(self, text: str = "a cat") -> None:
        self.text, self.keys = text, list[str]()

    def __call__(self, request: Request, idempotency_key: str) -> Reply:
        self.keys.append(idempotency_key)
        return Reply(f"{self.text}: {request.text}", "m-1", "stop", 3, 4)


def failing(request: Request, idempotency_key: str) -> Reply:
    raise EmoCfgError("E801", "down", where="here", fix="wait")


@given(REQUESTS, REQUESTS)
def test_digests_tell_requests_apart(one: Request, other: Request) -> None:
    assert (one.digest() == other.digest()) == (one == other)


@pytest.mark.parametrize(
    "change",
    [
        *({"model": "n"}, {"system": ""}, {"text": "Who?"}, {"images": (b"x",)}, {"temperature": 0.1}),
        *({"max_tokens": 1}, {"seed": 1}, {"schema": "{}"}),
    ],
)
def test_each_field_shapes_the_digest(change: dict[str, object]) -> None:
    assert replace(ASKED, **change).digest() != ASKED.digest()  # type: ignore[arg-type]


def test_the_digest_is_of_this_text() -> None:
    """Written out, because records of earlier versions must stay readable."""
    image = hashlib.sha256(b"one").hexdigest()
    text = (
        f'{{"images":["{image}"],"max_tokens":1024,"model":"m","schema":"","seed":0,'
        '"system":"be brief","temperature":0.0,"text":"who?"}'
    )
    assert replace(ASKED, images=(b"one",)).digest() == hashlib.sha256(text.encode()).hexdigest()


def test_asked_once(tmp_path: Path) -> None:
    answers, path = Answers(), tmp_path / "calls.jsonl"
    for _ in range(2):
        with Record(path) as record:
            first, second = (record.answer(ASKED, answers, Budget()) for _ in range(2))
            assert first == second == Reply("a cat: who?", "m-1", "stop", 3, 4)
            assert (record.calls, record.answered) == (1, 1)
    assert len(answers.keys) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["calls.jsonl"]


def test_sixteen_threads_make_one_call(tmp_path: Path) -> None:
    gate, answers = threading.Barrier(16), Answers()

    def slow(request: Request, key: str) -> Reply:
        time.sleep(0.05)
        return answers(request, key)

    def ask(number: int) -> str:
        gate.wait()
        return record.answer(replace(ASKED, text=str(number % 2)), slow, Budget(2)).text

    with Record(tmp_path / "calls.jsonl") as record, ThreadPoolExecutor(16) as threads:
        assert sorted(threads.map(ask, range(16))) == ["a cat: 0"] * 8 + ["a cat: 1"] * 8
    assert len(answers.keys) == 2


def test_a_failure_reaches_all_who_wait_and_is_not_kept(tmp_path: Path) -> None:
    gate = threading.Barrier(4)

    def fail(request: Request, key: str) -> Reply:
        time.sleep(0.05)
        return failing(request, key)

    def ask(_: int) -> str:
        gate.wait()
        with pytest.raises(EmoCfgError) as caught:
            record.answer(ASKED, fail, Budget())
        return caught.value.code

    with Record(tmp_path / "calls.jsonl") as record:
        with ThreadPoolExecutor(4) as threads:
            assert set(threads.map(ask, range(4))) == {"E801"}
        assert record.answer(ASKED, Answers(), Budget()).text == "a cat: who?"
        assert record.calls == 1


def test_a_call_cut_off_is_repeated_under_its_key(tmp_path: Path) -> None:
    answers, path, keys = Answers(), tmp_path / "calls.jsonl", list[str]()

    def die(request: Request, key: str) -> Reply:
        keys.append(key)
        raise KeyboardInterrupt

    with Record(path) as record, pytest.raises(KeyboardInterrupt):
        record.answer(ASKED, die, Budget())
    with Record(path) as record:
        assert (record.calls, record.answered) == (1, 0)
        budget = Budget(1)
        budget.recall(record.keys())
        record.answer(ASKED, answers, budget)
    assert answers.keys == keys
    with Record(tmp_path / "other.jsonl") as record:
        record.answer(ASKED, answers, Budget())
    assert answers.keys[1] != answers.keys[0]


@pytest.mark.parametrize("part", [0.0, 0.3, 0.999])
def test_a_torn_reply_is_asked_again_and_the_others_are_not(tmp_path: Path, part: float) -> None:
    answers, path = Answers(), tmp_path / "calls.jsonl"
    requests = [replace(ASKED, text=str(number)) for number in range(4)]
    with Record(path) as record:
        for request in requests:
            record.answer(request, answers, Budget())
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]) + lines[-1][: int(len(lines[-1]) * part)])
    with Record(path) as record:
        assert (record.calls, record.answered) == (4, 3)
        for request in requests:
            record.answer(request, answers, Budget())
    assert answers.keys[4:] == answers.keys[3:4]


@pytest.mark.parametrize(
    "line",
    [
        *("[]", "{}", '{"kind": "other"}', '{"kind": "asked", "key": "00", "request": {"model": "m"}}'),
        '{"kind": "asked", "key": "' + "0" * 64 + '", "request": {"model": 1}}',
        '{"kind": "reply", "key": "' + "0" * 64 + '", "reply": {"text": "never asked"}}',
        '{"kind": "record", "nonce": "x\\nHost: y"}',
    ],
)
def test_a_damaged_record_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text(f"{line}\n")
    with pytest.raises(EmoCfgError) as caught:
        Record(path)
    assert caught.value.code == "E105"
    assert f"{path}:1" in caught.value.where
    assert path.read_text() == f"{line}\n"


@pytest.mark.parametrize("change", [{"text": 1}, {"prompt_tokens": "3"}, {"more": 1}, {"prompt_tokens": True}])
def test_a_reply_of_other_types_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "calls.jsonl"
    with Record(path) as record:
        record.answer(ASKED, Answers(), Budget())
    lines = path.read_text().splitlines()
    value = json.loads(lines[-1])
    value["reply"] |= change
    path.write_text("\n".join([*lines[:-1], json.dumps(value)]) + "\n")
    with pytest.raises(EmoCfgError, match="E105"):
        Replay(path)


def test_one_process_at_a_time(tmp_path: Path) -> None:
    with Record(tmp_path / "calls.jsonl"), pytest.raises(EmoCfgError, match="E104"):
        Record(tmp_path / "calls.jsonl")
    Record(tmp_path / "calls.jsonl").close()


def test_a_full_disk_stops_the_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers, path = Answers(), tmp_path / "calls.jsonl"
    with Record(path) as record:
        record.answer(ASKED, answers, Budget())
        with pytest.raises(EmoCfgError, match="E801"):
            record.answer(replace(ASKED, text="asked already"), failing, Budget())

        def full(self: Journal, line: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(Journal, "append", full)
            with pytest.raises(OSError, match="space"):
                record.answer(replace(ASKED, text="new"), answers, Budget())
        for text in ("newer", "asked already"):
            with pytest.raises(EmoCfgError, match="E106"):
                record.answer(replace(ASKED, text=text), answers, Budget())
        assert record.answer(ASKED, answers, Budget()).text == "a cat: who?"
    assert len(answers.keys) == 1


def test_the_budget_is_of_the_output(tmp_path: Path) -> None:
    answers, path = Answers(), tmp_path / "calls.jsonl"
    for run in range(3):
        with Record(path) as record:
            budget = Budget(3)
            budget.recall(record.keys())
            for number in range(3):
                record.answer(replace(ASKED, text=str(number)), answers, budget)
            with pytest.raises(EmoCfgError, match="E802"):
                record.answer(replace(ASKED, text=f"one more in run {run}"), answers, budget)
            assert budget.spent == record.calls == 3
    assert len(answers.keys) == 3


def test_the_budget_holds_under_threads() -> None:
    budget, refused = Budget(10), list[str]()

    def spend(number: int) -> None:
        try:
            budget.spend(f"{number % 20:064x}")
        except EmoCfgError as problem:
            refused.append(problem.code)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(spend, range(200)))
    assert budget.spent == 10
    assert set(refused) == {"E802"}
    with pytest.raises(EmoCfgError, match="E202"):
        Budget(-1)


def test_replay(tmp_path: Path) -> None:
    answers, path = Answers(), tmp_path / "calls.jsonl"
    asked = [ASKED, replace(ASKED, text="why?", images=(b"jpeg",))]
    with Record(path) as record:
        for request in asked:
            record.answer(request, answers, Budget())
        with pytest.raises(EmoCfgError):
            record.answer(replace(ASKED, text="cut off"), failing, Budget())
        record.save_replay(tmp_path / "one.jsonl")
    with Record(tmp_path / "turned.jsonl") as record:
        for request in reversed(asked):
            record.answer(request, answers, Budget())
        record.save_replay(tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    for file in (path, tmp_path / "one.jsonl"):
        client = Replay(file)
        assert client.name == "m"
        assert [client.ask(request).text for request in asked] == ["a cat: who?", "a cat: why?"]
        with pytest.raises(EmoCfgError) as caught:
            client.ask(replace(ASKED, text="cut off"))
        assert caught.value.code == "E803"
        assert replace(ASKED, text="cut off").digest() in caught.value.what
        assert "cut off" in caught.value.what


def test_replay_of_several_models(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    with Record(path) as record:
        for model in ("b", "a"):
            record.answer(replace(ASKED, model=model), Answers(model), Budget())
    with pytest.raises(EmoCfgError) as caught:
        Replay(path)
    assert caught.value.code == "E202"
    assert "a, b" in caught.value.fix
    with pytest.raises(EmoCfgError, match="E202"):
        Replay(path, "c")
    assert Replay(path, "a").ask(replace(ASKED, model="a")).text == "a: who?"
    with pytest.raises(EmoCfgError, match="E102"):
        Replay(tmp_path / "none.jsonl")


def test_a_record_holds_neither_prompts_nor_images(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    with Record(path) as record:
        record.answer(Request("m", "SYSTEM", "QUESTION", (b"PICTURE",)), lambda _, __: Reply("x"), Budget())
    content = path.read_bytes()
    assert not any(secret in content for secret in (b"SYSTEM", b"QUESTION", b"PICTURE", b"UElDVFVSRQ"))
