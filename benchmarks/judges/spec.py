"""What a user writes to name a judge, and the judge that it names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from emocfg.core import unknown_name
from emocfg.llm import Budget, Spec, connected
from emocfg.llm import parse_spec as parse_model

from .llm import LlmJudge, describe_llm
from .protocol import Judge
from .results import folder_of
from .rule import RuleJudge

RULE: Literal["rule"] = "rule"
CALLS = "calls.jsonl"
"""A model's answers, in the judge's folder; ``replay:`` reads it."""


def parse_spec(text: str, *, where: str) -> Literal["rule"] | Spec:
    """Read ``rule``, ``llm:URL#MODEL``, ``replay:FILE`` or ``replay:FILE#MODEL``.

    Raises:
        EmoCfgError: E201 for another name, E202 for a model or record that is badly written.

    >>> parse_spec("rule", where="--judge"), parse_spec("replay:calls.jsonl", where="--judge").kind
    ('rule', 'replay')
    """
    if text == RULE:
        return RULE
    if ":" not in text:
        raise unknown_name("judge", text, [RULE, "llm:URL#MODEL", "replay:FILE"], where=where)
    return parse_model(text, where=where)


@contextmanager
def opened(spec: Literal["rule"] | Spec, run: Path, budget: Budget) -> Iterator[Judge]:
    """The judge of a spec; a model's calls are recorded in its folder in the run.

    Args:
        spec: from :func:`parse_spec`.
        run: the run folder that is judged.
        budget: the limit on calls.

    Raises:
        EmoCfgError: E104 if another process judges with this model, E701 without the openai package, and what a replay
            raises for its file.
    """
    if spec == RULE:
        yield RuleJudge()
        return
    # The folder of a replay without a model's name is not known before it is read, and nothing is recorded in it.
    record = folder_of(run, describe_llm(spec.model)) / CALLS
    with connected([spec], record, budget) as (client,):
        yield LlmJudge(client)
