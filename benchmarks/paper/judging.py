"""Who answers for the judge: a file of replies, or a model behind a server. A missing reply is never made up."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from emocfg.core import EmoCfgError, canonical, track
from emocfg.llm import Client, Reply, Request, Spec

from ..model import Failed
from .files import FILES

THREADS = 8
_AT_ONCE = 4 * THREADS
MAX_REPLY = 1024
"""Tokens of a judge's reply."""

Key = tuple[str, str, int]
"""Method, stem and line."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the judge about one row.

    Attributes:
        key: whose row it is.
        text: the prompt.
        system: the system prompt; "" for none.
        schema: the JSON Schema of the reply; "" for free text.
    """

    key: Key
    text: str
    system: str = ""
    schema: str = ""


class Judge(Protocol):
    """Whoever replies."""

    def replies(self, asks: Sequence[Ask]) -> Iterator[Reply | Failed]:
        """One reply to each, in order; what has none says why."""


def heard(reply: Reply | Failed) -> str | None:
    """What a judge said; None where upstream has nothing: a failed call, an empty reply, a refusal without a text."""
    if isinstance(reply, Failed) or reply.finish == "refusal":
        return None
    return reply.text or None


class Replayed:
    """Replies from a file: JSON lines ``{"file", "line", "reply"}``, with ``"method"`` where there are several.

    ``line`` counts from 0. A line without a method holds for every method that has none of its own. Other keys are
    ignored, and a null reply is none, so that the ``records.jsonl`` of a run can be replayed.

    Args:
        path: the file.

    Raises:
        EmoCfgError: E102 if there is none, E201 for a file that is not upstream's, E302 and E303 for a bad line, E304
            if a row has two replies.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise EmoCfgError("E102", "no such file of replies", where=f"replay:{path}", fix="check the path")
        self._replies: dict[Key, str] = {}
        seen: set[Key] = set()
        for number, value in canonical.read_lines(path):
            key, reply = _reply_of(value, f"{path}:{number}")
            if key in seen:
                fix = "keep one of them"
                raise EmoCfgError("E304", "a second reply to the same row", where=f"{path}:{number}", fix=fix)
            seen.add(key)
            if reply is not None:
                self._replies[key] = reply

    def replies(self, asks: Sequence[Ask]) -> Iterator[Reply | Failed]:
        """The replies of the file."""
        for ask in asks:
            reply = self._replies.get(ask.key, self._replies.get(("", *ask.key[1:])))
            yield Failed("no reply in the file") if reply is None else Reply(reply)


class Asked:
    """Replies of a model, several calls at once; temperature 0 and a fixed seed in every one.

    Args:
        client: who is asked.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def replies(self, asks: Sequence[Ask]) -> Iterator[Reply | Failed]:
        """The model's replies; a call that fails costs its row.

        Raises:
            EmoCfgError: E802 if the calls are used up; E801 if all of 32 calls fail: the server is down.
        """
        stream = iter(track(asks, f"{self._client.name} asked", len(asks)))
        with ThreadPoolExecutor(THREADS, thread_name_prefix="judge") as pool:
            while some := list(islice(stream, _AT_ONCE)):
                found = list(pool.map(self._ask, some))
                failed = [reply for reply in found if isinstance(reply, EmoCfgError)]
                if len(failed) == _AT_ONCE:
                    raise failed[0]
                yield from (Failed(reply.what) if isinstance(reply, EmoCfgError) else reply for reply in found)

    def _ask(self, ask: Ask) -> Reply | EmoCfgError:
        request = Request(
            self._client.name, ask.system, ask.text, temperature=0.0, max_tokens=MAX_REPLY, seed=0, schema=ask.schema
        )
        try:
            return self._client.ask(request)
        except EmoCfgError as problem:
            if problem.code != "E801":
                raise
            return problem


def describe(spec: Spec) -> dict[str, Any]:
    """What enters the fingerprint: the model's name, or the digest of the file of replies."""
    if spec.kind == "llm":
        return {"kind": "llm", "model": spec.model}
    path = Path(spec.place)
    return {"kind": "replay", "sha256": canonical.file_digest(path) if path.is_file() else ""}


def _reply_of(value: object, where: str) -> tuple[Key, str | None]:
    match value:
        case {"file": str(name), "line": int(line), **others} if not isinstance(line, bool):
            reply, method = others.get("reply"), others.get("method") or ""
        case _:
            name, line, reply, method = "", 0, None, None
    if not isinstance(method, str) or not isinstance(reply, str | None):
        fix = 'a line is {"file": name, "line": number from 0, "reply": text}, with "method" where there are several'
        raise EmoCfgError("E302", "not a reply to a row", where=where, fix=fix)
    stem = name.removesuffix(".json")
    if stem not in FILES:
        fix = f"use upstream's names, such as {next(iter(FILES.values())).name}"
        raise EmoCfgError("E201", f"no file of the evaluation is called {name[:80]!r}", where=where, fix=fix)
    return (method, stem, line), reply
