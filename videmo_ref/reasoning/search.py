"""A tree from the lowest level up: candidates are sampled, scored, and the best one is gone on from (the paper's ER).

Beside it the two controls that a search has to beat: the likeliest tokens, and whole chains that vote.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from emocfg.core import seed
from emocfg.schema import LEVELS, read_levels

from ..data.trees import TAGS
from ..rollouts.session import GREEDY, Draw, Piece, Prompt, Session, Writer
from .scorers import Agreement, Likelihood, Scorer
from .trace import Candidate, Step, Trace


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is tried.

    Attributes:
        n: candidates of a level, or whole chains.
        temperature: of sampling.
        limit: tokens of a level, and of an answer, at most.
        seed: equal seeds, prompts and batches give equal candidates on one machine.
    """

    n: int = 8
    temperature: float = 1.0
    limit: int = 2048
    seed: int = 0

    def draw(self, what: str, n: int) -> Draw:
        """How to draw ``n`` continuations: those of a level up to its tag, others up to the end of the turn."""
        stop = f"</{TAGS[what]}>" if what in TAGS else ""
        return Draw(n, stop, self.limit, self.temperature, seed("videmo/reason", self.seed, what) % 2**31)


def search(writer: Writer, prompts: Sequence[Prompt], scorers: Sequence[Scorer], plan: Plan) -> list[Trace]:
    """A tree per prompt, the best candidate kept at every level, the first one of equals.

    A candidate that is not a closed level is kept only where no other is, and its tree ends there.

    Args:
        writer: the policy.
        prompts: each asks for a tree.
        scorers: of each prompt.
        plan: how much is tried.
    """
    session = writer.start(prompts)
    steps: list[list[Step]] = [[] for _ in prompts]
    for level in LEVELS:
        drawn = _extend(session, plan.draw(level, plan.n), len(prompts))
        kept = []
        for place, (scorer, own, pieces) in enumerate(zip(scorers, steps, drawn, strict=True)):
            best = 0
            if not own or own[-1].chosen.closed:
                before = "".join(step.chosen.text for step in own)
                candidates = _candidates(level, pieces, scorer.score(level, before, pieces))
                best = candidates.index(max(candidates, key=_worth))
                own.append(Step(level, candidates, best))
            kept.append(place * plan.n + best)
        session.keep(kept)
    return [Trace(tuple(own), whole=False) for own in steps]


def greedy(writer: Writer, prompts: Sequence[Prompt], plan: Plan) -> list[Trace]:
    """A tree per prompt of the likeliest tokens: there is no choice."""
    return search(writer, prompts, [Likelihood()] * len(prompts), Plan(1, GREEDY, plan.limit, plan.seed))


def sample_chains(writer: Writer, prompts: Sequence[Prompt], plan: Plan) -> list[Trace]:
    """``n`` whole trees per prompt, nothing chosen on the way; kept is the medoid: the one most like all others.

    Self-consistency (Wang et al. 2023). Each chain answers the question by itself, and the answers vote.
    """
    session = writer.start(prompts)
    drawn = [
        _extend(session, plan.draw(level, 1 if place else plan.n), len(prompts)) for place, level in enumerate(LEVELS)
    ]
    traces = []
    for pieces in zip(*drawn, strict=True):  # the pieces of one prompt, by level
        texts = ["".join(piece.text for piece in chain) for chain in zip(*pieces, strict=True)]
        scores = Agreement().among(texts, LEVELS)
        kept = scores.index(max(scores))
        steps = [
            Step(level, _candidates(level, own, scores if level == LEVELS[-1] else None), kept)
            for level, own in zip(LEVELS, pieces, strict=True)
        ]
        traces.append(Trace(tuple(steps), whole=True))
    return traces


def _extend(session: Session, draw: Draw, prompts: int) -> list[list[Piece]]:
    """The new pieces of each prompt."""
    pieces = session.extend(draw)
    each = len(pieces) // prompts
    return [pieces[place * each : (place + 1) * each] for place in range(prompts)]


def _candidates(level: str, pieces: Sequence[Piece], scores: Sequence[float] | None) -> tuple[Candidate, ...]:
    """As records; the end of a turn closes a piece, but no level."""
    return tuple(
        Candidate(
            piece.text,
            piece.score,
            TAGS[level] in read_levels(piece.text).closed,
            None if scores is None else scores[place],
        )
        for place, piece in enumerate(pieces)
    )


def _worth(candidate: Candidate) -> tuple[bool, float]:
    return candidate.closed, candidate.score or 0.0
