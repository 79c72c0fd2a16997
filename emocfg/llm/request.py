"""What is asked of a model and what it says: the two records that every client of this package deals in."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Protocol

from emocfg.core import canonical


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a chat model: a system prompt, one user turn, and frames before its text.

    Attributes:
        model: the model's name as its server knows it, such as ``Qwen/Qwen2.5-VL-7B-Instruct``.
        system: the system prompt; "" for none.
        text: the user's text.
        images: JPEG files as bytes, in the order that the model sees them.
        temperature: of sampling; 0 for the likeliest answer.
        max_tokens: the longest answer, in tokens of the model.
        seed: of sampling, for servers that heed it.
        schema: canonical JSON of the JSON Schema that the answer must follow; "" for free text.
            :func:`emocfg.llm.object_of` makes schemas in the form that servers accept as strict.
    """

    model: str
    system: str
    text: str
    images: tuple[bytes, ...] = field(default=(), repr=False)
    temperature: float = 0.0
    max_tokens: int = 1024
    seed: int = 0
    schema: str = ""

    def digest(self) -> str:
        """SHA-256 (hex) of all that shapes the answer; images count by their bytes. Not of where the server is."""
        content: dict[str, Any] = {
            "model": self.model,
            "system": self.system,
            "text": self.text,
            "images": [hashlib.sha256(image).hexdigest() for image in self.images],
            "temperature": float(self.temperature),
            "max_tokens": self.max_tokens,
            "seed": self.seed,
            "schema": self.schema,
        }
        return canonical.digest(content)

    def summary(self) -> dict[str, Any]:
        """What a record keeps of a request: enough to tell it from another, neither its text nor its images."""
        return {
            "model": self.model,
            "system_sha256": canonical.digest(self.system),
            "text_sha256": canonical.digest(self.text),
            "schema_sha256": canonical.digest(self.schema),
            "images": len(self.images),
            "temperature": float(self.temperature),
            "max_tokens": self.max_tokens,
            "seed": self.seed,
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered. The text is data, whatever it looks like.

    Attributes:
        text: the answer; "" if the model said nothing.
        model: the model as the server names itself.
        finish: why the answer ended: ``stop``, ``length`` (cut off at ``max_tokens``), ``refusal``, or another word of
            the server's.
        prompt_tokens: tokens of the request by the server's count; 0 if it gives none.
        completion_tokens: tokens of the answer by the server's count; 0 if it gives none.
    """

    text: str
    model: str = ""
    finish: str = "stop"
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Client(Protocol):
    """Whoever answers requests; safe to use from many threads at once.

    Attributes:
        name: the name of the model; requests put to this client carry it as their ``model``.
    """

    @property
    def name(self) -> str:
        """The name of the model."""

    def ask(self, request: Request) -> Reply:
        """The model's answer.

        Raises:
            EmoCfgError: E801 the server fails, E802 the budget is used up, E803 a replay has no such answer.
        """
