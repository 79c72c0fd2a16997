"""Training is what it says: cut into batches as you like, resumed as if never stopped, and able to learn."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from emocfg.core import EmoCfgError, rng
from emocfg.media import MediaError
from tests.videmo_ref.conftest import Small
from videmo_ref.data.batches import Budget
from videmo_ref.data.lessons import Lesson, Part, Question
from videmo_ref.data.plan import Choice
from videmo_ref.data.schedule import Curriculum, Schedule, arrange, draw
from videmo_ref.model.policy import Policy
from videmo_ref.model.scratch import make_model
from videmo_ref.train.checkpoint import checkpoints, restore, save
from videmo_ref.train.engine import PATIENCE, Engine
from videmo_ref.train.optimizer import Rate
from videmo_ref.train.sft import Classroom, Step, learn, perplexities

LABELS = ("happiness", "sadness", "anger", "fear")
RATE = Rate(3e-3, warmup=0.1, betas=(0.9, 0.95))
LONG = 10_000


class Noise:
    """Eight clips of noise; ``broken`` ones cannot be decoded."""

    def __init__(self, small: Small, broken: tuple[str, ...] = ()) -> None:
        self.patches, self._small, self._broken = small.patches, small, broken

    def clip(self, video: str) -> Any:
        if video in self._broken:
            raise MediaError("truncated", video, "after 3 frames")
        return self._small.clip(int(video))


def lessons() -> list[Lesson]:
    """What each of eight clips shows, at each level, in answers of different lengths."""
    made = []
    for clip in range(8):
        for level in ("attribute", "expression", "emotion"):
            label = LABELS[rng("test", clip, level).randrange(4)]
            parts = (Part(f"{label}, " * (clip % 3) + label, learned=True),)
            made.append(Lesson((str(clip),), level, (Question(f"{clip}#{level}", "qa", f"The {level}?", parts),)))
    return made


def room(small: Small, broken: tuple[str, ...] = (), longest: int = LONG) -> Classroom:
    vision: Any = Noise(small, broken)
    return Classroom(lessons(), Choice(), small.encoder, vision, longest, seed=0)


def plan(steps: int, batch: int = 8, order: str = "strict") -> Schedule:
    drawn = draw([lesson.level for lesson in lessons()], steps * batch, seed=0)
    return Schedule(arrange(drawn, Curriculum(order), seed=0), batch)


def run(
    small: Small, steps: int, budget: Budget, start: int = 0, engine: Engine | None = None, order: str = "strict"
) -> Any:
    engine = engine or Engine(fresh(small), RATE, steps)
    stream = learn(room(small), plan(steps, order=order), engine, budget, start, allowed=0.0)
    return engine, list(stream)


def fresh(small: Small) -> Policy:
    return Policy(make_model(small.model.config, seed=0))


def weights(engine: Engine) -> dict[str, torch.Tensor]:
    return {name: p.detach().clone() for name, p in engine.policy.named_parameters()}


def test_how_a_step_is_cut_into_batches_changes_nothing(small: Small) -> None:
    _, once = run(small, 5, Budget(rows=8))
    _, eight = run(small, 5, Budget(rows=1))
    assert [s.update.loss for s in once] == pytest.approx([s.update.loss for s in eight], abs=1e-5)
    assert [s.update.gradient for s in once] == pytest.approx([s.update.gradient for s in eight], abs=1e-4)


def test_a_resumed_training_is_the_uninterrupted_one_bit_for_bit(small: Small, tmp_path: Path) -> None:
    straight, steps = run(small, 6, Budget(rows=4))
    first = Engine(fresh(small), RATE, 6)
    stream = learn(room(small), plan(6), first, Budget(rows=4), 0, allowed=0.0)
    head = [next(stream) for _ in range(3)]
    save(tmp_path, first, small.processor, {"step": 3}, keep=1)
    second = Engine(Policy(make_model(small.model.config, seed=7)), RATE, 6)
    state = restore(checkpoints(tmp_path)[-1], second)
    _, tail = run(small, 6, Budget(rows=4), start=state["step"], engine=second)
    assert [s.update for s in head + tail] == [s.update for s in steps]
    other = weights(second)
    assert all(torch.equal(tensor, other[name]) for name, tensor in weights(straight).items())


def test_eight_clips_are_learned_by_heart(small: Small) -> None:
    engine, _ = run(small, 120, Budget(rows=8), order="shuffled")
    found = perplexities(room(small), engine, Budget(rows=8), lessons())
    assert all(value < 1.05 for value in found.values()), found


def test_perplexity_is_that_of_the_answers(small: Small) -> None:
    engine = Engine(fresh(small), RATE, 1)
    some = lessons()[:6]
    found = perplexities(room(small), engine, Budget(rows=2), some)
    row = room(small).row(some[0])
    assert not isinstance(row, str)
    nll, count = 0.0, 0
    for lesson in (lesson for lesson in some if lesson.level == "attribute"):
        (batch,) = room(small).batches([room(small).row(lesson)], Budget(rows=1))  # type: ignore[list-item]
        nll -= float(engine.policy(batch)[0].detach().sum())
        count += len(batch.places)
    assert found["attribute"] == pytest.approx(math.exp(nll / count), rel=1e-5)


def test_twenty_steps_go_as_they_went_before(small: Small) -> None:
    """Golden losses; the same to 1e-4 on every machine with these versions, one thread, fp32."""
    _, steps = run(small, 20, Budget(rows=8))
    golden = Path(__file__).with_name("golden_losses.txt").read_text(encoding="utf-8").split()
    assert [s.update.loss for s in steps] == pytest.approx([float(value) for value in golden], abs=1e-4)


def test_a_broken_clip_costs_its_lesson_and_is_counted(small: Small) -> None:
    stream = learn(room(small, ("3",)), plan(3), Engine(fresh(small), RATE, 3), Budget(rows=8), 0, allowed=0.5)
    skipped = [skip for step in stream for skip in step.skipped]
    assert skipped
    assert {skip.lesson for skip in skipped} <= {f"3#{level}" for level in ("attribute", "expression", "emotion")}
    assert {skip.reason for skip in skipped} == {"truncated after 3 frames"}


def test_too_many_broken_clips_end_the_training(small: Small) -> None:
    broken = ("1", "3", "4", "5")
    with pytest.raises(EmoCfgError, match="E401"):
        list(learn(room(small, broken), plan(3), Engine(fresh(small), RATE, 3), Budget(rows=8), 0, allowed=0.0))


def test_a_lesson_that_is_too_long_is_left_out_and_never_cut(small: Small) -> None:
    lengths = sorted(len(row.row.ids) for lesson in lessons() if not isinstance(row := room(small).row(lesson), str))
    limit = lengths[len(lengths) // 2]
    stream: Iterator[Step] = learn(
        room(small, longest=limit), plan(3), Engine(fresh(small), RATE, 3), Budget(rows=8), 0, 1.0
    )
    reasons = [skip.reason for step in stream for skip in step.skipped]
    assert reasons
    assert all(reason.endswith(f"more than {limit}") for reason in reasons)


def test_a_gradient_that_is_not_finite_is_left_out_and_at_last_an_error(small: Small) -> None:
    policy = fresh(small)
    engine = Engine(policy, RATE, 30)
    before = weights(engine)
    with torch.no_grad():
        policy.model.lm_head.weight[5] = math.nan
    stream = learn(room(small), plan(30), engine, Budget(rows=8), 0, allowed=0.0)
    done: list[Step] = []
    with pytest.raises(EmoCfgError, match="E503"):
        done.extend(stream)
    assert len(done) == PATIENCE - 1
    assert not any(step.update and step.update.done for step in done)
    name = "model.model.language_model.norm.weight"
    assert torch.equal(weights(engine)[name], before[name])
