"""The client against the stand-in: what goes out, what is retried, what is kept, and what never is."""

import base64
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from emocfg.core import EmoCfgError, canonical
from emocfg.llm import RETRIES, Budget, Record, Replay, Reply, Request, ServerClient, object_of
from tests.llm.standin import StandIn, image_count, last_text

ASKED = Request("m", "be brief", "who?")
SECRET = "sk-secret-of-the-tests"  # noqa: S105


@contextmanager
def client(folder: Path, server: StandIn, *, budget: Budget | None = None, **options: Any) -> Iterator[ServerClient]:
    with (
        Record(folder / "calls.jsonl") as record,
        ServerClient(server.url, "m", record, budget or Budget(), pause=0.001, **options) as asking,
    ):
        yield asking


def ask(folder: Path, server: StandIn, request: Request = ASKED, **options: Any) -> Reply:
    with client(folder, server, **options) as asking:
        return asking.ask(request)


def test_what_goes_out(tmp_path: Path) -> None:
    schema = canonical.dumps(object_of({"verdict": {"enum": ["pass", "fail"]}}))
    request = Request("m", "be brief", "who?", (b"one", b"two"), 0.5, 77, 3, schema)
    with StandIn() as server:
        ask(tmp_path, server, request)
        ask(tmp_path, server, Request("m", "", "plain"))
    body, plain = server.bodies
    assert body["messages"][0] == {"role": "system", "content": "be brief"}
    *frames, text = body["messages"][1]["content"]
    urls = [frame["image_url"]["url"].removeprefix("data:image/jpeg;base64,") for frame in frames]
    assert list(map(base64.b64decode, urls)) == [b"one", b"two"]
    assert (image_count(body), last_text(body), text["type"]) == (2, "who?", "text")
    assert (body["model"], body["temperature"], body["max_tokens"], body["seed"]) == ("m", 0.5, 77, 3)
    assert body["response_format"]["json_schema"]["schema"] == json.loads(schema)
    assert plain["messages"] == [{"role": "user", "content": "plain"}]
    assert "response_format" not in plain
    assert server.headers[0]["idempotency-key"].startswith(f"{request.digest()}-")


def test_asked_once_over_two_runs_and_then_replayed(tmp_path: Path) -> None:
    with StandIn(last_text) as server:
        replies = [ask(tmp_path, server) for _ in range(2)]
        assert server.counts()["requests"] == 1
    assert replies[0] == replies[1]
    assert (replies[0].text, replies[0].model, replies[0].finish, replies[0].completion_tokens) == (
        "who?",
        "m",
        "stop",
        1,
    )
    replay = Replay(tmp_path / "calls.jsonl")
    assert replay.ask(ASKED) == replies[0]
    assert replay.name == "m"


@pytest.mark.parametrize("failure", ["408", "409", "429", "500", "503", "refuse", "drop"])
def test_what_passes_is_retried_under_one_key(tmp_path: Path, failure: str) -> None:
    with StandIn(last_text, failures=[failure] * RETRIES) as server:
        assert ask(tmp_path, server).text == "who?"
        counts = server.counts()
    assert (counts["requests"], counts["distinct"], counts["charged"]) == (RETRIES + 1, 1, 1)


@pytest.mark.parametrize("failure", ["429", "500", "refuse", "drop"])
def test_retries_end(tmp_path: Path, failure: str) -> None:
    with StandIn(last_text, failures=[failure] * (RETRIES + 1)) as server:
        with pytest.raises(EmoCfgError, match=f"{RETRIES + 1} tries") as caught:
            ask(tmp_path, server)
        assert server.counts()["requests"] == RETRIES + 1
        assert caught.value.code == "E801"
        assert ask(tmp_path, server, budget=Budget(1)).text == "who?"
        assert server.counts()["distinct"] == 1


@pytest.mark.parametrize("failure", ["400", "401", "403", "404", "422", "garbage", "nothing"])
def test_what_does_not_pass_is_not_retried_or_kept(tmp_path: Path, failure: str) -> None:
    with StandIn(last_text, failures=[failure]) as server:
        with pytest.raises(EmoCfgError) as caught:
            ask(tmp_path, server)
        assert caught.value.code == "E801"
        assert caught.value.where == f"{server.url}#m"
        assert server.counts()["requests"] == 1
        assert ask(tmp_path, server).text == "who?"


@pytest.mark.parametrize(
    "text",
    ["", "Error: 500 Internal Server Error", "429 Too Many Requests", '{"error": {"message": "x"}}', "\x00\x1b["],
)
def test_an_answer_is_data(tmp_path: Path, text: str) -> None:
    with StandIn(lambda _: text) as server:
        assert [ask(tmp_path, server).text for _ in range(2)] == [text] * 2
        assert server.counts()["requests"] == 1


def test_no_content_and_refusals(tmp_path: Path) -> None:
    with StandIn(failures=["null", "refusal"]) as server:
        assert ask(tmp_path, server).text == ""
        refused = ask(tmp_path, server, Request("m", "", "other"))
    assert (refused.text, refused.finish) == ("I cannot help with that.", "refusal")


def test_an_endless_answer_is_refused(tmp_path: Path) -> None:
    with StandIn(lambda _: "x" * (2**18 + 1)) as server, pytest.raises(EmoCfgError, match="E801"):
        ask(tmp_path, server)
    with StandIn(lambda _: "x" * (5 * 2**20)) as server, pytest.raises(EmoCfgError, match="larger than"):
        ask(tmp_path, server)


def test_the_longest_answer_can_be_read_again(tmp_path: Path) -> None:
    for sign in ("\x01", "\U0001f600", '"'):
        folder = tmp_path / str(ord(sign))
        with StandIn(lambda _, sign=sign: sign * 2**18) as server:  # type: ignore[misc]
            first = ask(folder, server)
        assert Replay(folder / "calls.jsonl").ask(ASKED) == first


def test_a_server_that_never_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emocfg.llm.server.RETRIES", 1)
    with StandIn(last_text, delay=0.6) as server:
        with pytest.raises(EmoCfgError, match="timed out"):
            ask(tmp_path, server, timeout=0.2)
        assert ask(tmp_path, server, timeout=30.0).text == "who?"
        assert server.counts()["charged"] == 1


def test_no_server_and_no_call_before_it_is_asked(tmp_path: Path) -> None:
    with StandIn() as server:
        pass
    with client(tmp_path, server) as asking, pytest.raises(EmoCfgError, match="Connection error"):
        asking.ask(ASKED)


def test_the_budget_covers_earlier_runs_and_is_shared(tmp_path: Path) -> None:
    with StandIn(last_text) as server:
        ask(tmp_path, server, budget=Budget(2))
        with Record(tmp_path / "calls.jsonl") as record:
            budget = Budget(2)
            one, other = (ServerClient(server.url, name, record, budget) for name in ("m", "n"))
            with one, other:
                assert other.ask(Request("n", "", "new")).text == "new"
                assert one.ask(ASKED).text == "who?"
                with pytest.raises(EmoCfgError) as caught:
                    one.ask(Request("m", "", "newer"))
        assert caught.value.code == "E802"
        assert server.counts()["requests"] == budget.spent == 2


@pytest.mark.parametrize(
    ("names", "url", "key"),
    [
        (("EMOCFG_API_KEY", "OPENAI_API_KEY"), "http://127.0.0.1/v1", "emocfg"),
        (("EMOCFG_API_KEY",), "http://other.example/v1", "emocfg"),
        (("OPENAI_API_KEY",), "http://[::1]:8000/v1", "openai"),
        (("OPENAI_API_KEY",), "https://other.example/v1", "openai"),
        (("OPENAI_API_KEY",), "http://other.example/v1", ""),
        ((), "https://other.example/v1", ""),
    ],
)
def test_which_key(monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], url: str, key: str) -> None:
    from emocfg.llm.server import _key

    for name in names:
        monkeypatch.setenv(name, name.split("_")[0].lower())
    assert _key(url) == key


@pytest.mark.parametrize("key", ["sk-\u201cpasted\u201d", "sk-two\nlines"])
def test_a_key_that_cannot_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("EMOCFG_API_KEY", key)
    with StandIn() as server, pytest.raises(EmoCfgError, match="E202") as caught:
        ask(tmp_path, server)
    assert key not in repr(caught.value)
    monkeypatch.setenv("EMOCFG_API_KEY", " sk-plain\n")
    with StandIn(last_text) as server:
        ask(tmp_path, server)
        assert server.headers[0]["authorization"] == "Bearer sk-plain"


def test_the_key_is_sent_and_never_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with StandIn(lambda _: f"I was called with {SECRET}", failures=["429"]) as server:
        ask(tmp_path, server)
        assert server.headers[-1]["authorization"] == "Bearer none"
        monkeypatch.setenv("EMOCFG_API_KEY", SECRET)
        reply = ask(tmp_path, server, Request("m", "", "again"))
        assert server.headers[-1]["authorization"] == f"Bearer {SECRET}"
        assert reply.text == "I was called with [key]"
        server.failures[:] = [f"401 {SECRET}"]
        with pytest.raises(EmoCfgError) as caught:
            ask(tmp_path, server, Request("m", "", "refused"))
    assert caught.value.fix == "set EMOCFG_API_KEY to a key of this server"
    assert "[key]" in str(caught.value)
    files = [path.read_text() for path in tmp_path.rglob("*")]
    first, *rest = "\n".join([*files, str(caught.value), repr(caught.value), caplog.text]).split(SECRET)
    assert len(rest) == 1, "only the reply of the call that was made without the key"
    assert first.endswith("I was called with ")


def test_messages_are_bounded_and_plain(tmp_path: Path) -> None:
    with StandIn(failures=["400 \x1b[31m" + "x" * 10_000]) as server, pytest.raises(EmoCfgError) as caught:
        ask(tmp_path, server)
    assert len(caught.value.what) <= 300
    assert caught.value.what.isprintable()


def test_without_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with Record(tmp_path / "calls.jsonl") as record, pytest.raises(EmoCfgError) as caught:
        ServerClient("http://127.0.0.1:1/v1", "m", record, Budget())
    assert caught.value.code == "E701"
    assert caught.value.fix == "pip install 'emocfg[llm]'"


@pytest.mark.parametrize(("said", "waited"), [("7", 7.0), ("86400", 60.0), ("0", 0.5), ("soon", 0.5), ("-1", 0.5)])
def test_retry_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, waited: float) -> None:
    waits = list[float]()
    monkeypatch.setattr("emocfg.llm.server.time", SimpleNamespace(sleep=waits.append))
    with (
        StandIn(failures=["429"], retry_after=said) as server,
        Record(tmp_path / "calls.jsonl") as record,
        ServerClient(server.url, "m", record, Budget()) as asking,
    ):
        asking.ask(ASKED)
    assert len(waits) == 1
    assert waits[0] == waited or 0.25 <= waits[0] <= waited == 0.5
