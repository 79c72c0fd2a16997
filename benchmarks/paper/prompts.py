"""What the judge reads: templates with the places of question, reference and answer. The wording is ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from string import Formatter
from typing import Literal

from emocfg.core import canonical

from .files import FILES, PaperFile
from .rows import Row

Role = Literal["question", "gold", "response"]

_LETTER_FORM = (
    "The letters stand for the options shown in the question. Reply with the letters in capitals, one behind the "
    "other, with nothing between them: for example ABK. If there are none, reply: none"
)
_WORD_FORM = (
    "Reply with the labels exactly as they are spelled above, joined by commas without blanks: for example {example}. "
    "If there are none, reply: none"
)


Part = tuple[Literal["text", "gap"], str]
"""A piece of a prompt: a text, or the name of what is put there."""


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt with gaps.

    Attributes:
        parts: its pieces, in order; every gap is a role.
    """

    parts: tuple[Part, ...]

    def fill(self, row: Row) -> str:
        """The prompt for a row. What the model wrote goes in as it is, as upstream does it: one message, no fence."""
        values = {"question": row.query, "gold": str(row.labels), "response": row.response}
        return "".join(values[part] if kind == "gap" else part for kind, part in self.parts)

    @property
    def roles(self) -> set[str]:
        """What it has gaps for."""
        return {part for kind, part in self.parts if kind == "gap"}


Prompts = Mapping[str, Template]
"""The template of every file, by stem."""


def our_prompts() -> dict[str, Template]:
    """Our own prompts."""
    return {stem: _template(file) for stem, file in FILES.items()}


def verdict_text() -> str:
    """The prompt of ``standard`` mode for open answers, with gaps in braces."""
    return _read("verdict")


def prompts_sha256(prompts: Prompts) -> str:
    """Digest of a set of prompts."""
    return canonical.digest({stem: [list(part) for part in prompts[stem].parts] for stem in sorted(prompts)})


def pieces(text: str) -> list[Part]:
    """The pieces of a text with gaps in the braces of ``str.format``.

    Raises:
        ValueError: the braces are not closed, or ask for a conversion or a format.

    >>> pieces("Is {answer} right?")
    [('text', 'Is '), ('gap', 'answer'), ('text', ' right?')]
    """
    found: list[Part] = []
    for before, name, form, conversion in Formatter().parse(text):
        if form or conversion:
            raise ValueError(f"a gap with a format: {name}")
        found += [("text", before)] if before else []
        found += [("gap", name)] if name is not None else []
    return found


def _template(file: PaperFile) -> Template:
    form = _LETTER_FORM if file.letters else _WORD_FORM.format(example=",".join(file.labels[:2]))
    known = {"labels": ", ".join(file.labels), "form": form}
    return Template(
        tuple(("text", known[part]) if part in known else (kind, part) for kind, part in pieces(_read(file.kind)))
    )


def _read(name: str) -> str:
    return files("benchmarks.paper").joinpath("prompts", f"{name}.txt").read_text(encoding="utf-8").strip()
