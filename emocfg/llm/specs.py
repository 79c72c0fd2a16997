"""What a user writes to name a model behind a server or a record: ``llm:URL#MODEL`` and ``replay:FILE``."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from emocfg.core import EmoCfgError

from .budget import Budget
from .record import Record
from .replay import Replay
from .request import Client
from .server import ServerClient

EXAMPLE = "llm:http://127.0.0.1:8000/v1#Qwen/Qwen2.5-VL-7B-Instruct"
_MAX_MODEL = 200


@dataclass(frozen=True, slots=True)
class Spec:
    """Who answers: a server's model, or a record of one's answers.

    Attributes:
        kind: ``llm`` or ``replay``.
        place: the server's base URL, or the record's path.
        model: the model's name; "" where a record holds the answers of one model only.
    """

    kind: Literal["llm", "replay"]
    place: str
    model: str


def parse_spec(text: str, *, where: str) -> Spec:
    """Read ``llm:URL#MODEL``, ``replay:FILE`` or ``replay:FILE#MODEL``; nobody is called and no file is opened.

    Args:
        text: what the user wrote.
        where: the option or plan key that it stands in.

    Raises:
        EmoCfgError: E202 with what is wrong.

    >>> parse_spec("llm:http://127.0.0.1:8000/v1#Qwen/Qwen2.5-VL-7B-Instruct", where="--annotator").model
    'Qwen/Qwen2.5-VL-7B-Instruct'
    """
    kind, _, rest = text.partition(":")
    if kind == "llm":
        return Spec("llm", *_server(rest, where))
    if kind == "replay":
        place, _, model = rest.partition("#")
        if not place or not rest.isprintable():
            raise _bad(text, "no file is named", where, "write replay:FILE")
        return Spec("replay", place, model)
    raise _bad(text, "it names neither a server nor a record", where, f"write replay:FILE, or such as {EXAMPLE}")


@contextmanager
def connected(specs: Sequence[Spec], record: Path, budget: Budget) -> Iterator[tuple[Client, ...]]:
    """The clients of some specs, in their order; they share one record of calls, which is opened if a server is asked.

    Args:
        specs: who answers.
        record: the output's record of calls.
        budget: the output's limit on calls.
    """
    with ExitStack() as stack:
        calls = stack.enter_context(Record(record)) if any(spec.kind == "llm" for spec in specs) else None
        clients: list[Client] = []
        for spec in specs:
            if spec.kind == "replay" or calls is None:
                clients.append(Replay(Path(spec.place), spec.model))
            else:
                clients.append(stack.enter_context(ServerClient(spec.place, spec.model, calls, budget)))
        yield tuple(clients)


def _server(text: str, where: str) -> tuple[str, str]:
    """(URL, model) of ``URL#MODEL``."""
    url, _, model = text.partition("#")
    if not model or not model.isprintable() or " " in model or len(model) > _MAX_MODEL:
        raise _bad(text, "no model is named", where, f"name the model behind a #, as in {EXAMPLE}")
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or not url.isprintable() or " " in url or parts.query:
        raise _bad(text, "it has no URL of a server", where, f"start with http:// or https://, as in {EXAMPLE}")
    if parts.username is not None or parts.password is not None:
        raise EmoCfgError("E202", "the URL holds a key", where=where, fix="take it out and set EMOCFG_API_KEY instead")
    return url.rstrip("/"), model


def _bad(text: str, why: str, where: str, fix: str) -> EmoCfgError:
    return EmoCfgError("E202", f"{text[:_MAX_MODEL]!r} cannot be used: {why}", where=where, fix=fix)
