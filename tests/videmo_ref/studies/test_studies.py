"""What the studies of training stand on: crowds, careless labels, paired differences, cells that are computed once."""

import itertools
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.data import Dataset
from emocfg.core import EmoCfgError, canonical
from emocfg.schema import parse_tree
from tests.schema.strategies import trees
from videmo_ref.studies.arms import ARMS
from videmo_ref.studies.cells import cell, compute_all, results
from videmo_ref.studies.command import claim, finish
from videmo_ref.studies.curriculum_report import markdown as curriculum_report
from videmo_ref.studies.paired import difference
from videmo_ref.studies.rl_report import markdown as rl_report
from videmo_ref.studies.starting import FRAMES, make_kit, tree_question_of
from videmo_ref.studies.world import CROWDS, VIEW, World, make_world, noisy


@pytest.fixture(scope="module")
def world(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(data, make_kit().patches, FRAMES, tmp_path_factory.mktemp("world"))


def test_nobody_is_in_two_crowds(world: World) -> None:
    crowds = {(clip.identity, clip.crowd) for clip in world.clips}
    assert len(crowds) == len({identity for identity, _ in crowds})
    assert {crowd for _, crowd in crowds} <= CROWDS.keys()


def test_a_world_is_read_again_as_it_was_made(data: Dataset, world: World, tmp_path: Path) -> None:
    kit = make_kit()
    again = make_world(data, kit.patches, FRAMES, tmp_path)
    assert again.clips == world.clips
    assert np.array_equal(again.pixels[3], world.pixels[3])
    assert (again.seen(3).grid, again.seen(3).seconds, again.seen(3).tokens) == (
        world.like.grid,
        world.like.seconds,
        32,
    )
    index = tmp_path / "world.json"
    index.write_text(index.read_text().replace(data.digest, "0" * 64))
    with pytest.raises(EmoCfgError, match="E103"):
        make_world(data, kit.patches, FRAMES, tmp_path)


def test_trees_of_a_world_tell_the_emotion_nowhere_else(world: World) -> None:
    for clip in world.clips:
        (person,) = clip.tree.persons
        assert person.emotions
        assert (person.sentiment, person.valence, person.micro) == (None, None, None)
        assert person.attributes.keys() <= set(VIEW.slots)


def test_every_word_of_a_tree_is_known_to_the_tokenizer(world: World) -> None:
    """No tree of the study needs many tokens, and each is written back as it was."""
    kit = make_kit()
    for place in range(0, len(world.clips), 7):
        question = tree_question_of(world, place, noise=None)
        tokens, learned = kit.encoder.answer(question.parts, finished=True)
        assert all(learned)
        assert len(tokens) < 110
        assert kit.processor.tokenizer.decode(tokens[:-1]) == "".join(part.text for part in question.parts)


@given(trees(), st.integers(0, 3))
def test_careless_labels_are_the_same_each_time_and_still_labels(tree: Any, name: int) -> None:
    from emocfg.schema.tree_text import to_text

    wrong = noisy(tree, "clip", name)
    assert noisy(tree, "clip", name) == wrong
    assert parse_tree(to_text(wrong), where="noisy") == wrong


def test_labels_are_as_careless_as_is_said(world: World) -> None:
    changed: Counter[str] = Counter()
    for clip, name in itertools.product(world.clips, range(8)):
        (true,), (said,) = clip.tree.persons, noisy(clip.tree, clip.clip_id, name).persons
        changed["slots"] += len(true.attributes)
        changed["wrong"] += sum(said.attributes[slot] != value for slot, value in true.attributes.items())
    assert changed["wrong"] / changed["slots"] == pytest.approx(0.15, abs=0.02)


def test_a_difference_is_that_of_equal_clips_with_an_interval_for_seeds_and_people() -> None:
    people = ["a", "a", "b", "b"]
    one = {seed: {"x": [0.5 + 0.1 * seed, 0.7, 0.4, 0.6]} for seed in (0, 1, 2)}
    other = {seed: {"x": [0.4, 0.5, 0.3, 0.3]} for seed in (0, 1, 2)}
    found = difference(one, other, "x", people)
    gaps = [np.mean([0.1 + 0.1 * seed, 0.2, 0.1, 0.3]) for seed in (0, 1, 2)]
    assert found.mean == pytest.approx(np.mean(gaps))
    of_seeds = np.var(gaps, ddof=1) / 3
    means = np.mean([[0.1 + 0.1 * seed, 0.2, 0.1, 0.3] for seed in (0, 1, 2)], axis=0)
    sums = np.array([means[:2].sum(), means[2:].sum()]) - 2 * means.mean()
    of_people = (sums**2).sum() / 16 * 2
    assert found.high - found.mean == pytest.approx(4.30265 * math.sqrt(of_seeds + of_people), rel=1e-4)
    assert (found.positive, found.seeds, found.p) == (3, 3, 0.25)
    back = difference(other, one, "x", people)
    assert (back.mean, back.low, back.high) == pytest.approx((-found.mean, -found.high, -found.low))


def count(folder: Path, arm: str, seed: int) -> dict[str, Any]:
    """A cell that says how often it was computed."""
    made = folder / f"made-{arm}-{seed}"
    made.write_text(made.read_text() + "x" if made.exists() else "x")
    return {"arm": arm, "seed": seed}


def test_a_cell_is_computed_once(tmp_path: Path) -> None:
    cell(tmp_path, "a", 1).parent.mkdir()
    cell(tmp_path, "a", 1).write_text(canonical.dumps({"arm": "a", "seed": 1}))
    compute_all(count, tmp_path, ["a", "b"], [0, 1], workers=1)
    compute_all(count, tmp_path, ["a", "b"], [0, 1], workers=1)
    assert not (tmp_path / "made-a-1").exists()
    assert all((tmp_path / f"made-{name}").read_text() == "x" for name in ("a-0", "b-0", "b-1"))
    assert results(tmp_path, ["b"], [0, 1])["b"][1] == {"arm": "b", "seed": 1}


def test_a_folder_is_bound_to_its_plan_and_may_learn_more(tmp_path: Path) -> None:
    assert claim(tmp_path, {"data": "d"}) == {"data": "d"}
    (tmp_path / "plan.json").write_text(canonical.dumps({"data": "d", "rollouts": 9}))
    assert claim(tmp_path, {"data": "d"}) == {"data": "d", "rollouts": 9}
    with pytest.raises(EmoCfgError, match="E103"):
        claim(tmp_path, {"data": "e"})
    assert finish(lambda: str(claim(tmp_path, {"data": "e"}))) == 2


def test_the_reports_claim_nothing_where_zero_is_possible() -> None:
    values = ("greedy_score", "sampled_score", "greedy_emotion", "sampled_emotion")
    spent = {"sampled": 10, "trained": 10, "cpu": 1.0, "wall": 1.0}
    names = ["start", *ARMS, "flat_wall"]
    found = {name: {s: {**{v: [0.1 * s, 0.5] for v in values}, **spent} for s in (0, 1)} for name in names}
    for seed in (0, 1):
        found["tree"][seed] |= {v: [0.1 * seed + 0.3, 0.8] for v in values}
    plan = {"tree_seconds": 1.0, "flat_seconds": {"9": 0.9}, "rollouts": 9}
    text = rl_report(found, dict.fromkeys(names[1:], "words"), ["a", "b"], plan)
    assert "A tree against the paper's GRPO, J, greedy: the first is better (+0.3000" in text
    assert "Reward-to-go against the outcome, J, greedy: no difference that this study can see" in text
    cells = {
        order: {
            s: {
                "scores": {"head_pose": 0.5 + 0.1 * (order == "strict"), "sentiment": 0.4},
                "before": levels,
                "after": levels,
            }
            for s in (0, 1, 2)
        }
        for order in ("strict", "replay", "shuffled", "reverse")
        for levels in [{"attribute": 2.0, "expression": 3.0, "emotion": 2.5}]
    }
    told = curriculum_report(cells, {"recipe": "tiny_cpu", "sets": [], "dataset": "d" * 64})
    assert "The paper's order against all lessons mixed: the first is better, +0.050" in told
    assert "perplexity rises from level to level does not hold" in told
