"""What a plan says of the texts of a dataset: who writes them, who verifies them, and at which cost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from emocfg.check.models import TESTS, Prompts, family_of, independent_families
from emocfg.core import EmoCfgError, canonical, unknown_name
from emocfg.llm import Replay, Spec, parse_spec

from .committee import MOST_ROUNDS
from .human import NAME as HUMAN
from .scribe import PROMPTS
from .template import NAME as TEMPLATE

THREADS = 8
MOST_THREADS = 256
ROUNDS = 2

_FIX = "template, human:FILE, llm:URL#MODEL or replay:FILE"
_KEYS: dict[str, type] = {
    "annotator": str,
    "committee": list,
    "checks": list,
    "max_calls": int,
    "rounds": int,
    "threads": int,
}
_RANGES = {"rounds": (0, MOST_ROUNDS), "max_calls": (0, 2**53), "threads": (1, MOST_THREADS)}


@dataclass(frozen=True, slots=True)
class Voice:
    """A model that writes or votes: where it answers, and its family.

    Attributes:
        spec: the server or the record; its model is always named.
        family: as given, or as the model's name tells.
    """

    spec: Spec
    family: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """Who writes and who verifies.

    Attributes:
        writer: ``template``, the path of people's annotation, or a model.
        committee: the models that verify; none, or at least three.
        checks: the further checks of rationales that the committee is asked for: some of M2, M4, M5 and M6.
        rounds: how often a text may be rewritten.
        max_calls: the most calls to servers that a build may make; None for no limit.
        threads: calls at once.
    """

    writer: str | Path | Voice = TEMPLATE
    committee: tuple[Voice, ...] = ()
    checks: tuple[str, ...] = ()
    rounds: int = ROUNDS
    max_calls: int | None = None
    threads: int = THREADS

    def describe(self) -> dict[str, Any]:
        """What goes into a plan's digest: everything that the texts depend on, but for what models answer.

        Models and families are in it, and the prompts; servers, records, paths, budget and threads are not, since the
        same answers give the same texts. So a replay has the digest of the build that it replays. The content of a
        file of people's annotation belongs to a build's inputs: see :meth:`inputs`.
        """
        if self.is_template:
            return {"writer": TEMPLATE}
        committee = [{"model": voice.spec.model, "family": voice.family} for voice in self.committee]
        verified = {"committee": committee, "rounds": self.rounds, "checks": list(self.checks)} if committee else {}
        models = isinstance(self.writer, Voice) or bool(committee)
        return {"writer": self._writer(), **verified, **({"prompts": prompts_sha256()} if models else {})}

    def inputs(self) -> dict[str, str]:
        """Digests of the files that the texts are read from."""
        return {HUMAN: canonical.file_digest(self.writer)} if isinstance(self.writer, Path) else {}

    @property
    def is_template(self) -> bool:
        """True if there is nothing to do but what the templates do."""
        return self.writer == TEMPLATE and not self.committee

    @property
    def family(self) -> str:
        """The writer's family; "" if no model writes."""
        return self.writer.family if isinstance(self.writer, Voice) else ""

    def _writer(self) -> object:
        if isinstance(self.writer, Voice):
            return {"model": self.writer.spec.model, "family": self.writer.family}
        return HUMAN if isinstance(self.writer, Path) else self.writer


def prompts_sha256() -> str:
    """Digest of all prompts of this version, those of the writers and those of the checks."""
    return canonical.digest([PROMPTS.sha256(), Prompts("emocfg.check.models").sha256()])


def parse_annotation(
    table: Mapping[str, Any], *, where: str, base: Path | None = None, start: Annotation | None = None
) -> Annotation:
    """The section ``[annotate]`` of a plan, or the options of a command line by the same names.

    ::

        [annotate]
        annotator = "llm:http://127.0.0.1:8000/v1#Qwen/Qwen2.5-VL-7B-Instruct"
        committee = ["http://127.0.0.1:8001/v1#OpenGVLab/InternVL3-8B", "gemma:http://127.0.0.1:8002/v1#my-tuned-one",
                     "replay:calls.jsonl#mistralai/Pixtral-12B-2409"]
        checks = ["M2", "M4", "M6"]
        max_calls = 20000
        rounds = 2
        threads = 8

    A model's family may stand before it; by default its name tells it (``qwen``, ``internvl``).

    Args:
        table: the keys that are given.
        where: the plan file, or the command line.
        base: the folder that relative paths start from; the working folder by default.
        start: what holds where a key is not given; a plan's, when the command line is read.

    Raises:
        EmoCfgError: E201 an unknown key, E202 a bad value or a committee that is none, E102 a file that is missing.
    """
    for key, value in table.items():
        if key not in _KEYS:
            raise unknown_name("key of [annotate]", key, list(_KEYS), where=where)
        if not isinstance(value, _KEYS[key]) or isinstance(value, bool):
            raise EmoCfgError("E202", f"{key} = {value!r}", where=where, fix=f"a {_KEYS[key].__name__}")
    base, given = base or Path(), dict[str, Any]()
    if "annotator" in table:
        given["writer"] = _writer(table["annotator"], where, base)
    if "committee" in table:
        given["committee"] = tuple(_voice(text, where, base) for text in _texts(table, "committee", where))
    if "checks" in table:
        given["checks"] = tuple(sorted(set(_texts(table, "checks", where))))
    for key, (least, most) in _RANGES.items():
        if key in table:
            given[key] = _number(table, key, where, least, most)
    made = replace(start or Annotation(), **given)
    _agree(made, where)
    return made


def _agree(made: Annotation, where: str) -> None:
    """Make sure that the parts go together."""
    for name in made.checks:
        if name not in TESTS:
            raise unknown_name("check by models", name, list(TESTS), where=where)
    if made.checks and not made.committee:
        raise EmoCfgError("E202", "checks without a committee to ask", where=where, fix="name a committee")
    if made.committee:
        named = [(voice.spec.model, voice.family) for voice in made.committee]
        independent_families(named, made.family, where=where)


def _writer(text: str, where: str, base: Path) -> str | Path | Voice:
    if text == TEMPLATE:
        return TEMPLATE
    kind, _, rest = text.partition(":")
    if kind != HUMAN:
        return _voice(text, where, base)
    if not rest:
        raise EmoCfgError("E202", "no file is named", where=where, fix=_FIX)
    if not (base / rest).is_file():
        raise EmoCfgError("E102", f"no such file: {rest}", where=where, fix="check human:FILE")
    return base / rest


def _voice(text: str, where: str, base: Path) -> Voice:
    """A model, with its family before it where that is given: ``qwen:http://127.0.0.1:8000/v1#NAME``."""
    head, _, rest = text.partition(":")
    family = "" if head in ("llm", "replay", "http", "https") else head
    named = rest if family else text
    if family and (not family.isidentifier() or not rest):
        raise EmoCfgError("E202", f"{text[:200]!r} names no model", where=where, fix=_FIX)
    spec = parse_spec(named if named.startswith(("llm:", "replay:")) else f"llm:{named}", where=where)
    if spec.kind == "replay":
        place = base / spec.place
        spec = Spec("replay", str(place), Replay(place, spec.model).name)
    return Voice(spec, family.lower() or family_of(spec.model, where=where))


def _texts(table: Mapping[str, Any], key: str, where: str) -> list[str]:
    values = table[key]
    if not all(isinstance(value, str) for value in values):
        raise EmoCfgError("E202", f"{key} holds what is no text", where=where, fix="texts in quotes")
    return list(values)


def _number(table: Mapping[str, Any], key: str, where: str, least: int, most: int) -> int:
    value = table[key]
    if not least <= value <= most:
        raise EmoCfgError("E202", f"{key} = {value}", where=where, fix=f"{least} to {most}")
    return int(value)
