"""How a model is asked for text: the answer is checked, and asked for once more where it cannot be used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from emocfg.check.models import MAX_REPLY, Prompts, Stills, ask
from emocfg.llm import Client, Request

PROMPTS = Prompts("emocfg.build.annotators")

ATTEMPTS = 2
"""The first answer, and one more with what was wrong with it."""

LONGEST = 4000
"""Characters of one text."""


@dataclass(frozen=True, slots=True)
class Got:
    """What came of asking.

    Attributes:
        value: the answer; empty where none could be used.
        problem: why not.
        calls: digests of the requests.
    """

    value: dict[str, Any]
    problem: str
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scribe:
    """A model that writes.

    Attributes:
        client: who answers for it.
    """

    client: Client = field(repr=False)

    def fill(
        self,
        name: str,
        accept: Callable[[dict[str, Any]], str],
        schema: Mapping[str, Any],
        *,
        quoted: Mapping[str, Any],
        stills: Stills | None = None,
        **words: object,
    ) -> Got:
        """A JSON object.

        Args:
            name: the prompt.
            accept: what is wrong with an object that follows the schema; "" if nothing.
            schema: its properties.
            quoted: see ``Prompts.request``.
            stills: likewise.
            words: likewise.
        """
        request = self._request(name, quoted=quoted, stills=stills, schema=schema, **words)

        def read(asked: Request) -> tuple[dict[str, Any], str]:
            answer = ask(self.client, asked)
            return answer.value or {}, answer.reason if answer.value is None else accept(answer.value)

        return _tried(request, read)

    def tell(
        self,
        name: str,
        accept: Callable[[str], str],
        *,
        quoted: Mapping[str, Any],
        stills: Stills | None = None,
        **words: object,
    ) -> Got:
        """A free text, as the value of ``text``; the arguments are those of :meth:`fill`."""
        request = self._request(name, quoted=quoted, stills=stills, **words)

        def read(asked: Request) -> tuple[dict[str, Any], str]:
            text = self.client.ask(asked).text
            return {"text": text}, accept(text)

        return _tried(request, read)

    def _request(self, name: str, **words: Any) -> Request:  # noqa: ANN401 - the arguments of Prompts.request
        return PROMPTS.request(name, self.client.name, max_tokens=2 * MAX_REPLY, **words)


def unfit(text: str, *, least: int = 1) -> str:
    """What is wrong with a text for a row: "" if it has from ``least`` to :data:`LONGEST` characters."""
    length = len(text.strip())
    if least <= length <= LONGEST:
        return ""
    return f"a text of {length} characters, where {least} to {LONGEST} were asked for"


def _tried(request: Request, read: Callable[[Request], tuple[dict[str, Any], str]]) -> Got:
    calls, asked = [], request
    for _ in range(ATTEMPTS):
        calls.append(asked.digest())
        value, problem = read(asked)
        if not problem:
            return Got(value, "", tuple(calls))
        asked = PROMPTS.again(request, problem)
    return Got({}, problem[:300], tuple(calls))
