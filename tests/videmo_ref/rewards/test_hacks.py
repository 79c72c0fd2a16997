"""What pays: the aligned reward puts every way to answer in the order of how right it is; the paper's does not."""

from itertools import pairwise

import pytest

from tests.videmo_ref.rewards import hacks

FEW = 4
"""References; the script takes sixty."""


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, float]]:
    return hacks.table(FEW)


@pytest.fixture(scope="module")
def aligned(table: dict[str, dict[str, float]]) -> dict[str, float]:
    return {row: scores["aligned"] for row, scores in table.items()}


@pytest.fixture(scope="module")
def skill(table: dict[str, dict[str, float]]) -> dict[str, float]:
    return {row: scores["aligned, skill"] for row, scores in table.items()}


@pytest.fixture(scope="module")
def paper(table: dict[str, dict[str, float]]) -> dict[str, float]:
    return {row: scores["paper, 1/|T|"] for row, scores in table.items()}


def test_the_aligned_reward_orders_answers_by_how_right_they_are(aligned: dict[str, float]) -> None:
    perfect = ("perfect", "perfect, parts in another order", "perfect, persons exchanged")
    assert [aligned[row] for row in perfect] == [1, 1, 1]
    order = ("perfect", "80 % right", "60 % right", "one right claim per level", "persons without claims")
    values = [aligned[row] for row in order]
    assert all(better > worse + 0.05 for better, worse in pairwise(values))
    assert aligned["persons without claims"] == aligned["three empty levels"] == 0
    assert aligned["expressions and emotions of the other"] < 0.9
    assert aligned["the prior"] < aligned["60 % right"]


def test_listing_and_repeating_gain_nothing(aligned: dict[str, float], skill: dict[str, float]) -> None:
    for scores in (aligned, skill):
        assert scores["60 % right, all said twice"] < scores["60 % right"]
        assert scores["everything there is"] <= 0
        assert scores["nothing"] <= 0


def test_a_guess_is_no_skill_and_half_the_truth_is(skill: dict[str, float]) -> None:
    assert skill["the prior"] == skill["one right claim per level"] == 0
    assert 1 == skill["perfect"] > skill["80 % right"] > skill["60 % right"] > 0.1


def test_the_papers_reward_pays_for_skeletons_and_guesses_and_not_for_the_truth_under_other_names(
    table: dict[str, dict[str, float]], paper: dict[str, float]
) -> None:
    assert paper["perfect, parts in another order"] == 1  # for both sides are sorted
    assert paper["perfect, persons exchanged"] < paper["80 % right"] - 0.1
    assert paper["the prior"] > 0.5
    assert paper["nothing"] > 0.3
    assert paper["persons without claims"] > 0.3
    assert paper["60 % right, all said twice"] == paper["60 % right"]
    fixed = {row: scores["paper, 0.1"] for row, scores in table.items()}
    assert fixed["60 % right"] < 0.1  # of two persons; of one it is about the root of that
