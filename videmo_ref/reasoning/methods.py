"""Every way to a tree, by name. None of these can be told the truth; the one that can is made apart."""

from collections.abc import Callable, Sequence

from emocfg.schema import AffectiveTree

from ..rollouts.session import Prompt, Writer
from .scorers import Agreement, Likelihood, Oracle, Scorer
from .search import Plan, greedy, sample_chains, search
from .trace import Trace

Method = Callable[[Writer, Sequence[Prompt], Plan], list[Trace]]
"""From prompts that ask for a tree to how each tree came about."""

ORACLE = "oracle"
"""The name of what is told the true tree. It shows how far a choice could go, and is in no benchmark."""


def _searched(scorer: Scorer) -> Method:
    return lambda writer, prompts, plan: search(writer, prompts, [scorer] * len(prompts), plan)


METHODS: dict[str, Method] = {
    "mbr": _searched(Agreement()),
    "likelihood": _searched(Likelihood()),
    "greedy": greedy,
    "self_consistency": sample_chains,
}
"""``mbr`` and ``likelihood`` search level by level; ``greedy`` and ``self_consistency`` are what they have to beat."""


def oracle(truths: Sequence[AffectiveTree]) -> Method:
    """The search that is told the true tree of every prompt."""
    return lambda writer, prompts, plan: search(writer, prompts, [Oracle(truth) for truth in truths], plan)
