"""Random rewards of random trees."""

import numpy as np
from hypothesis import strategies as st

from videmo_ref.rl.returns import Levels

from .tabular import Branching, generator

BRANCHINGS: st.SearchStrategy[Branching] = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3))


def rewards(branching: Branching, prompts: int = 3, seed: int = 0) -> Levels:
    rng = generator("batch", seed, prompts, *branching)
    first, second, third = (rng.random((prompts, *branching[: i + 1])) for i in range(3))
    return first, second, third


@st.composite
def batches(draw: st.DrawFn) -> Levels:
    return rewards(draw(BRANCHINGS), draw(st.integers(1, 4)), draw(st.integers(0, 10_000)))


def ones(branching: Branching, prompts: int = 1) -> Levels:
    return (
        np.ones((prompts, *branching[:1])),
        np.ones((prompts, *branching[:2])),
        np.ones((prompts, *branching)),
    )
