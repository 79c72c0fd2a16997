"""A tower from scratch learns to see what trees claim, and only what they claim."""

from pathlib import Path
from typing import Any

import pytest
import torch

from emocfg.core import EmoCfgError, read_journal
from emocfg.schema import ActionUnit, AffectiveTree, Person
from emocfg.schema.tree_text import to_text
from tests.videmo_ref.conftest import Small
from tests.videmo_ref.train.test_sft import Noise
from videmo_ref.data.trees import View
from videmo_ref.data.truth import Truth, truth_of
from videmo_ref.data.vision import tensors
from videmo_ref.recipes.stages import TowerPart
from videmo_ref.train.tower import WEIGHTS, Teller, teach_tower

PART = TowerPart(steps=60, batch=4, learning_rate=3e-3, warmup=0.1)
POSES = ("front", "down", "left_30", "top")


def person(clip: int) -> Person:
    units = (ActionUnit(12),) if clip % 2 else None
    return Person("p1", attributes={"gender": ("female", "male")[clip % 2]}, head_pose=POSES[clip // 2], units=units)


def truth() -> Truth:
    return truth_of({str(clip): to_text(AffectiveTree(persons=(person(clip),))) for clip in range(8)}, View())


def teach(small: Small, out: Path, part: TowerPart = PART, broken: tuple[str, ...] = ()) -> None:
    teach_tower(small.model, part, truth(), Noise(small, broken), seed=0, allowed=0.1, out=out)


def losses(out: Path) -> list[float]:
    return [record["loss"] for record in read_journal(out / "log.jsonl")]


def test_the_tower_learns_and_the_language_model_stays_as_it_is(small: Small, tmp_path: Path) -> None:
    before = {name: tensor.clone() for name, tensor in small.model.state_dict().items()}
    small.model.model.visual.requires_grad_(requires_grad=False)
    teach(small, tmp_path)
    found = losses(tmp_path)
    assert len(found) == PART.steps
    assert found[0] > 0.6
    assert max(found[-5:]) < 0.05
    changed = {name for name, tensor in small.model.state_dict().items() if not torch.equal(tensor, before[name])}
    assert changed and all(name.startswith("model.visual.") for name in changed)
    assert not any(parameter.requires_grad for parameter in small.model.model.visual.parameters())


def test_what_was_taught_is_not_taught_again(small: Small, tmp_path: Path) -> None:
    teach(small, tmp_path)
    taught = {name: tensor.clone() for name, tensor in small.model.model.visual.state_dict().items()}
    with torch.no_grad():
        for parameter in small.model.model.visual.parameters():
            parameter.zero_()
    lines = (tmp_path / "log.jsonl").read_bytes()
    teach(small, tmp_path, broken=tuple("01234567"))
    assert all(torch.equal(tensor, taught[name]) for name, tensor in small.model.model.visual.state_dict().items())
    assert (tmp_path / "log.jsonl").read_bytes() == lines


def test_the_same_seed_gives_the_same_tower(small: Small, tmp_path: Path) -> None:
    part = TowerPart(steps=5, batch=4, learning_rate=3e-3, warmup=0.1)
    start = {name: tensor.clone() for name, tensor in small.model.state_dict().items()}
    teach(small, tmp_path / "a", part)
    small.model.load_state_dict(start)
    teach(small, tmp_path / "b", part)
    assert (tmp_path / "a" / WEIGHTS).read_bytes() == (tmp_path / "b" / WEIGHTS).read_bytes()


def test_what_a_tree_does_not_know_is_neither_right_nor_wrong() -> None:
    made = truth()
    unit = made.labels.index(("unit", "12"))
    assert made.known[:, unit].tolist() == made.holds[:, unit].tolist() == [0, 1, 0, 1, 0, 1, 0, 1]
    assert made.known[:, made.labels.index(("gender", "male"))].all()


def test_what_few_clips_have_and_what_is_not_written_is_no_label() -> None:
    trees = {str(clip): to_text(AffectiveTree(persons=(person(clip % 2),))) for clip in range(200)}
    trees["200"] = to_text(AffectiveTree(persons=(person(7),)))
    assert ("head_pose", "top") not in truth_of(trees, View()).labels
    assert {kind for kind, _ in truth_of(trees, View(slots=("head_pose",))).labels} == {"head_pose", "unit"}


def test_clips_of_any_size_are_seen_alone(small: Small) -> None:
    teller = Teller(small.model.model.visual, small.model.config.text_config.hidden_size, 5).eval()
    clips = [small.clip(1), small.clip(2, frames=2), small.clip(3, height=28)]

    def logits(some: list[Any]) -> torch.Tensor:
        patches, grids, _ = tensors(some)
        with torch.no_grad():
            return teller(small.patches.normalise(patches), grids)

    assert torch.allclose(logits(clips), torch.cat([logits([clip]) for clip in clips]), atol=1e-5)


def test_a_broken_clip_is_counted_and_many_are_an_error(small: Small, tmp_path: Path) -> None:
    part = TowerPart(steps=2, batch=8, learning_rate=1e-3, warmup=0.1)
    teach(small, tmp_path / "one", part, broken=("3",))
    skipped = [one["lesson"] for record in read_journal(tmp_path / "one" / "log.jsonl") for one in record["skipped"]]
    assert skipped == ["3", "3"]
    with pytest.raises(EmoCfgError, match="E401"):
        teach(small, tmp_path / "many", part, broken=("1", "3", "5"))
    assert not (tmp_path / "many" / WEIGHTS).exists()


def test_a_gradient_that_is_not_finite_ends_it(small: Small, tmp_path: Path) -> None:
    with torch.no_grad():
        next(small.model.model.visual.parameters()).fill_(torch.nan)
    with pytest.raises(EmoCfgError, match="E503"):
        teach(small, tmp_path)
    assert not (tmp_path / WEIGHTS).exists()
