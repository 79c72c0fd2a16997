"""Prompts from text files, with other people's words fenced in, and the answers to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from emocfg.core import EmoCfgError, canonical
from emocfg.llm import GUARD, Client, Request, nonce_for, object_of, quote, read_json

from .stills import Stills

MAX_REPLY = 1024
"""Tokens of an answer, where a prompt does not ask for more."""

_SUFFIX = ".j2"
Quoted = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompt files of one package, in its folder ``prompts``: ``system`` and one per thing that is asked.

    Attributes:
        package: the package, by its dotted name.
    """

    package: str

    def request(
        self,
        name: str,
        model: str,
        *,
        quoted: Mapping[str, Quoted] | None = None,
        stills: Stills | None = None,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = MAX_REPLY,
        **words: object,
    ) -> Request:
        """The request that a prompt makes.

        Args:
            name: the prompt.
            model: who is asked.
            quoted: what others wrote, by the name it has in the prompt: a text, or several; each is fenced in, but for
                empty ones.
            stills: the frames that are shown; None for a question about text alone, which says nothing of frames.
            schema: the properties of the JSON object that the answer must be; None for free text.
            max_tokens: of the answer.
            words: our own words, as they are.
        """
        texts = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in (quoted or {}).items()}
        nonce = nonce_for(*(text for several in texts.values() for text in several))
        fenced: dict[str, object] = {}
        for key, value in (quoted or {}).items():
            parts = [quote(text, nonce) if text else "" for text in texts[key]]
            fenced[key] = parts[0] if isinstance(value, str) else parts
        frames = stills.sentence() if stills else ""
        render = _environment(self.package).get_template
        return Request(
            model=model,
            system=render("system").render(guard=GUARD).strip(),
            text=render(name).render(frames=frames, **fenced, **words).strip(),
            images=stills.images if stills else (),
            max_tokens=max_tokens,
            schema=canonical.dumps(object_of(dict(schema))) if schema else "",
        )

    def again(self, request: Request, reason: str) -> Request:
        """The same request once more, with what was wrong with the answer to it."""
        more = self.request("again", request.model, quoted={"reason": reason})
        return replace(request, text=f"{request.text}\n\n{more.text}")

    def sha256(self, *names: str) -> str:
        """Digest of the texts of some prompts and of the system prompt; of all prompts if none is named."""
        folder = files(self.package).joinpath("prompts")
        known = sorted(entry.name.removesuffix(_SUFFIX) for entry in folder.iterdir() if entry.name.endswith(_SUFFIX))
        chosen = {"system", *names} if names else set(known)
        return canonical.digest({name: _text(self.package, name) for name in sorted(chosen)})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered to a request for JSON.

    Attributes:
        value: the object; None where there is none that fits.
        reason: why there is none.
        call: digest of the request.
    """

    value: dict[str, Any] | None
    reason: str
    call: str


def ask(client: Client, request: Request, *, sole: bool = False) -> Answer:
    """Ask for JSON. An answer that cannot be read is an outcome, not an error.

    Args:
        client: who is asked.
        request: with a schema.
        sole: see :func:`emocfg.llm.read_json`.

    Raises:
        EmoCfgError: what the client raises: E801 the server fails, E802 no calls left, E803 no recorded answer.
    """
    reply, call = client.ask(request), request.digest()
    try:
        return Answer(read_json(reply, request.schema, sole=sole), "", call)
    except EmoCfgError as problem:
        return Answer(None, problem.what[:300], call)


@cache
def _environment(package: str) -> Environment:
    # Prompts are plain text, not HTML; what others wrote gets into them through fences only.
    return Environment(
        loader=FunctionLoader(lambda name: _text(package, name)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )


@cache
def _text(package: str, name: str) -> str:
    return files(package).joinpath("prompts", name + _SUFFIX).read_text(encoding="utf-8")
