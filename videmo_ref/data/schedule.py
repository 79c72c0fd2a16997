"""The order in which lessons come: a curriculum is a permutation, and nothing else differs between curricula.

Every arrangement of one recipe shows the same lessons the same number of times and asks the same questions of them, so
that what a comparison finds is the effect of order, not of data (the paper's Table 8 leaves data away instead).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from emocfg.core import EmoCfgError, rng
from emocfg.schema import LEVELS


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """The nth time (from 0) that a lesson is shown; what is asked then depends on both, and on nothing else."""

    lesson: int
    time: int


@dataclass(frozen=True, slots=True)
class Curriculum:
    """How visits are arranged.

    Attributes:
        order: ``strict`` attribute, then expression, then emotion, as the paper; ``replay`` the same with a share of
            the earlier stages' visits moved into the later ones; ``shuffled`` all at random; ``reverse`` emotion first.
        replay: that share.
    """

    order: str
    replay: float = 0.2


@dataclass(frozen=True, slots=True)
class Schedule:
    """All visits of a training, in steps; the cursor to save is the number of the next step.

    Attributes:
        visits: in order.
        batch: visits in a step; the last step may have fewer.
    """

    visits: tuple[Visit, ...]
    batch: int

    @property
    def steps(self) -> int:
        """How many there are."""
        return -(-len(self.visits) // self.batch)

    def step(self, number: int) -> tuple[Visit, ...]:
        """The visits of a step."""
        return self.visits[number * self.batch : (number + 1) * self.batch]


SELDOM = 10_000
"""Visits that may be drawn for one that asks something."""


def _always(_: Visit) -> bool:
    return True


def draw(
    levels: Sequence[str],
    count: int,
    seed: int,
    mix: Mapping[str, float] | None = None,
    asks: Callable[[Visit], bool] = _always,
) -> dict[str, list[Visit]]:
    """The visits of a training by level.

    Lessons of a level come in rounds, each a new permutation, so that none is shown a second time before all were once.
    A visit that would ask nothing is not made: what is seldom asked for does not take the time of what is often.

    Args:
        levels: of each lesson.
        count: how many visits there are in all.
        seed: of the permutations.
        mix: how much of them each level has, relative to the others; by default as much as it has of the lessons.
        asks: whether a visit asks anything.
    """
    pools = {level: [index for index, own in enumerate(levels) if own == level] for level in LEVELS}
    parts = [(mix.get(level, 0.0) if mix else len(pools[level])) * bool(pools[level]) for level in LEVELS]
    ends = [round(count * sum(parts[: place + 1]) / sum(parts)) for place in range(len(LEVELS))]
    return {
        level: rounds(pools[level], end - start, seed, level, asks)
        for level, start, end in zip(LEVELS, [0, *ends], ends, strict=False)
    }


def rounds(
    pool: Sequence[int], count: int, seed: int, name: str, asks: Callable[[Visit], bool] = _always
) -> list[Visit]:
    """So many visits of the things of a pool, round after round, each a permutation that seed and name give.

    Visits that ask nothing are left out.

    Raises:
        EmoCfgError: E202 if fewer than one in :data:`SELDOM` ask.
    """
    visits: list[Visit] = []
    time = 0
    while len(visits) < count:
        if time * len(pool) > SELDOM * max(len(visits), 1):
            what = f"{len(visits)} of {time * len(pool):,} visits would ask anything"
            raise EmoCfgError("E202", what, where=f"data.common, {name}", fix="raise its shares, or lower data.mix")
        order = list(pool)
        rng("videmo/round", seed, name, time).shuffle(order)
        visits += filter(asks, (Visit(thing, time) for thing in order))
        time += 1
    return visits[:count]


def arrange(drawn: dict[str, list[Visit]], curriculum: Curriculum, seed: int) -> tuple[Visit, ...]:
    """The drawn visits in the order of a curriculum."""
    return tuple(ORDERS[curriculum.order](drawn, curriculum.replay, seed))


def _strict(drawn: dict[str, list[Visit]], _: float, __: int) -> list[Visit]:
    return list(chain.from_iterable(drawn[level] for level in LEVELS))


def _reverse(drawn: dict[str, list[Visit]], _: float, __: int) -> list[Visit]:
    return list(chain.from_iterable(drawn[level] for level in reversed(LEVELS)))


def _shuffled(drawn: dict[str, list[Visit]], _: float, seed: int) -> list[Visit]:
    visits = _strict(drawn, 0.0, seed)
    rng("videmo/shuffled", seed).shuffle(visits)
    return visits


def _replay(drawn: dict[str, list[Visit]], share: float, seed: int) -> list[Visit]:
    """Strict stages, from each of which the last ``share`` is spread at random over all later ones."""
    later: list[Visit] = []
    arranged: list[Visit] = []
    left = sum(map(len, drawn.values())) - len(drawn[LEVELS[0]])
    for level in LEVELS:
        own = drawn[level]
        kept = own if level == LEVELS[-1] else own[: len(own) - round(share * len(own))]
        if level == LEVELS[0]:
            arranged += kept
        else:
            here = len(later) if level == LEVELS[-1] else round(len(later) * len(own) / max(left, 1))
            stage, later = kept + later[:here], later[here:]
            left -= len(own)
            rng("videmo/replay", seed, level).shuffle(stage)
            arranged += stage
        later += own[len(kept) :]
        rng("videmo/later", seed, level).shuffle(later)
    return arranged


ORDERS: dict[str, Callable[[dict[str, list[Visit]], float, int], list[Visit]]] = {
    "strict": _strict,
    "replay": _replay,
    "shuffled": _shuffled,
    "reverse": _reverse,
}
"""Every curriculum."""
