"""Answers that rest on a tree: the question is a second turn behind the one in which the tree was written.

So the tree is written after the very tokens that training asks for it with, it is the same for every question about the
clip, and the question stands right before its answer, as in training. That a question comes behind a tree is something
that a policy trained on single turns has not seen. Asking both in one turn would be as new to it, and would make the
tree another one for each question.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.final import final_text
from benchmarks.parsing import parse_multi, parse_single
from emocfg.metrics import set_f1
from emocfg.schema import read_caption
from emocfg.schema.tasks import Kind

from ..data.encoding import Encoder
from ..data.lessons import Part
from ..data.trees import PROMPT
from ..data.vision import Pixels
from ..rollouts.session import GREEDY, Draw, Prompt, Writer
from .search import Plan
from .trace import Reply, Trace


@dataclass(frozen=True, slots=True)
class Query:
    """A question.

    Attributes:
        prompt: what the user says.
        options: labels to choose from.
        kind: of its answer: ``single`` or ``multi`` of the options, or ``open``.
    """

    prompt: str
    options: tuple[str, ...] = ()
    kind: Kind = "open"


def tree_prompt(encoder: Encoder, clip: Pixels) -> Prompt:
    """What asks for the tree of a clip, as in training."""
    return Prompt(encoder.root([clip]) + encoder.asked(PROMPT), (clip,))


def reply(
    writer: Writer, encoder: Encoder, clip: Pixels, trace: Trace, queries: Sequence[Query], plan: Plan
) -> list[Reply]:
    """The answers to some questions about a clip, each with the tree before it and none with another's answer.

    The found tree gives one answer of the likeliest tokens; of whole chains each gives one that is drawn like them, and
    these vote. A tree ends before its first level that is not closed; where no level is, the question stands alone, as
    if no tree had been asked for.

    Args:
        writer: the policy.
        encoder: of its checkpoint.
        clip: what is asked about.
        trace: how its tree came about.
        queries: the questions.
        plan: how to draw.
    """
    prompts = [_prompt(encoder, clip, tree, query) for query in queries for tree in trace.chains]
    draw = plan.draw("answer", 1) if trace.whole else Draw(1, "", plan.limit, GREEDY)
    written = [piece.text for piece in writer.start(prompts).extend(draw)]
    each = len(trace.chains)
    drawn = [tuple(written[place * each : (place + 1) * each]) for place in range(len(queries))]
    return [Reply(texts, vote(texts, query)) for texts, query in zip(drawn, queries, strict=True)]


def vote(texts: Sequence[str], query: Query) -> int:
    """The place of the answer that most of the others agree with, the first one of equals.

    Answers of options are read as the benchmark reads them: the majority of what could be read. Open ones have a
    medoid: the one with the greatest mean F1 between what it claims and what each other claims.
    """
    if query.kind != "open":
        read = [_labels(text, query) for text in texts]
        counts = Counter(labels for labels in read if labels is not None)
        return read.index(max(counts, key=counts.__getitem__)) if counts else 0
    claims = [read_caption(final_text(text) or "", {"": "p1"}).items for text in texts]
    gains = [sum(set_f1(one, other) for other in claims) for one in claims]
    return gains.index(max(gains))


def _labels(text: str, query: Query) -> frozenset[str] | None:
    if query.kind == "multi":
        return parse_multi(text, query.options)
    label = parse_single(text, query.options)
    return None if label is None else frozenset((label,))


def _prompt(encoder: Encoder, clip: Pixels, tree: Sequence[str], query: Query) -> Prompt:
    if not tree:
        return Prompt(encoder.root([clip]) + encoder.asked(query.prompt), (clip,))
    written, _ = encoder.answer([Part(text, learned=False) for text in tree], finished=False)
    return Prompt(tree_prompt(encoder, clip).tokens + written + encoder.again(query.prompt), (clip,))
