"""What users write to name a model, and the clients that come of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError
from emocfg.llm import Budget, Record, Request, Spec, connected, parse_spec
from tests.llm.standin import StandIn, last_text


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("llm:http://127.0.0.1:8000/v1#Qwen/Qwen2.5-VL", ("http://127.0.0.1:8000/v1", "Qwen/Qwen2.5-VL")),
        ("llm:https://api.example/v1/#a:b@2#c", ("https://api.example/v1", "a:b@2#c")),
        ("llm:http://[::1]:8000#m", ("http://[::1]:8000", "m")),
    ],
)
def test_servers(text: str, spec: tuple[str, str]) -> None:
    assert parse_spec(text, where="--annotator") == Spec("llm", *spec)


def test_records() -> None:
    assert parse_spec("replay:calls.jsonl", where="x") == Spec("replay", "calls.jsonl", "")
    assert parse_spec("replay:/a b/calls.jsonl#org/m", where="x") == Spec("replay", "/a b/calls.jsonl", "org/m")


@pytest.mark.parametrize(
    "text",
    [
        *("", "llm", "llm:", "llm:#", "llm:m", "llm:http://host/v1", "llm:http://host/v1#", "llm:#m", "gpt-4o"),
        *("llm:host:8000#m", "llm:ftp://host#m", "llm:http://#m", "llm:http://host:port/v1#m", "llm:http://host:0#m"),
        *("llm:http://host:99999#m", "llm:http://a b#m", "llm:http://host#a b", "llm:http://[::1#m"),
        *("llm:http://h?k=1#m", "llm:http://host#a\nb", "llm:http://ho\x00st#m", "llm:http://h#" + "m" * 201),
        *("replay:", "replay:#m", "replay:a\nb"),
    ],
)
def test_nonsense(text: str) -> None:
    with pytest.raises(EmoCfgError) as caught:
        parse_spec(text, where="--annotator")
    assert (caught.value.code, caught.value.where) == ("E202", "--annotator")
    assert "llm:http" in caught.value.fix or "http://" in caught.value.fix or "replay:FILE" in caught.value.fix


def test_a_key_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(EmoCfgError) as caught:
        parse_spec("llm:https://user:sk-secret@host/v1#m", where="--annotator")
    assert "sk-secret" not in str(caught.value)
    assert "EMOCFG_API_KEY" in caught.value.fix


@given(st.text(max_size=30), st.sampled_from(["{}", "llm:{}", "llm:http://{}", "llm:{}#m", "replay:{}"]))
def test_any_text_is_read_or_refused(text: str, form: str) -> None:
    try:
        spec = parse_spec(form.format(text), where="x")
    except EmoCfgError as problem:
        assert problem.code == "E202"
    else:
        assert spec.place
        assert spec.place.isprintable()
        assert spec.model.isprintable()


def test_a_committee_shares_one_record(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    with StandIn(last_text) as one, StandIn(last_text) as other:
        specs = [parse_spec(f"llm:{server.url}#{name}", where="x") for server, name in ((one, "a"), (other, "b"))]
        with connected(specs, path, Budget(4)) as clients:
            for client in clients:
                client.ask(Request(client.name, "", "who?"))
        assert [server.counts()["requests"] for server in (one, other)] == [1, 1]
    specs = [parse_spec(f"replay:{path}#{name}", where="x") for name in "ba"]
    with connected(specs, tmp_path / "not made", Budget(0)) as clients:
        assert [client.ask(Request(client.name, "", "who?")).model for client in clients] == ["b", "a"]
    assert not (tmp_path / "not made").exists()
    with Record(path) as record:
        assert record.calls == 2
