"""What a dry run says is what the training would do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.clips import Clips
from benchmarks.data import Dataset
from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy, parse_frames
from videmo_ref.data.plan import asked_of
from videmo_ref.data.sizes import clip_sizes, most_visual_tokens, visual_tokens
from videmo_ref.data.vision import Patches
from videmo_ref.model.scratch import make_checkpoint, make_tokenizer
from videmo_ref.recipes.material import gather, held_out, schedule_of, texts, visits_per_step
from videmo_ref.recipes.preview import load_of, preview
from videmo_ref.recipes.reading import read_recipe
from videmo_ref.recipes.recipe import SFT_MODEL, after
from videmo_ref.recipes.telling import preview_text


@pytest.fixture(scope="module")
def clips(data: Dataset) -> Iterator[Clips]:
    found = Clips(data.root)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("frames", "min_pixels"), [("uniform=4,pixels=12544", 0), ("uniform=3", 100352), ("fps=2,max=4,pixels=5000", 0)]
)
def test_tokens_are_known_without_decoding(
    data: Dataset, clips: Clips, processor: object, frames: str, min_pixels: int
) -> None:
    policy = parse_frames(frames, where="test")
    sizes = clip_sizes(data.root)
    patches = Patches(processor, policy, min_pixels)
    by_shape = {(width, height): video for video, (width, height, _, _) in sizes.items()}
    assert len(by_shape) > 1
    for video in by_shape.values():
        made = patches.of(clips.frames(video, policy)).tokens
        assert visual_tokens(policy, min_pixels, sizes[video]) == made <= 1.2 * most_visual_tokens(policy, min_pixels)


def test_the_flagships_clip_has_at_most_1024_tokens() -> None:
    """100,352 pixels are 128 squares of 28, and 16 frames 8 pairs."""
    policy = read_recipe("videmo_base_3b").data.policy
    assert most_visual_tokens(policy, 0) == 1024
    assert visual_tokens(policy, 0, (1920, 1080, 900, 30.0)) == 8 * 15 * 8


def test_the_plan_is_that_of_the_schedule(data: Dataset) -> None:
    recipe = read_recipe("tiny_cpu", ["sft.steps=30", "sft.batch=40", "rl.steps=0", "rl.epochs=2"])
    material = gather(recipe, data)
    plan = preview(recipe, data)
    assert recipe.sft is not None and recipe.rl is not None
    schedule = schedule_of(recipe, recipe.sft, material.learned)
    assert plan["sft"]["steps"] == schedule.steps == 30
    assert sum(plan["sft"]["visits"].values()) == len(schedule.visits) == 30 * schedule.batch
    asked = [
        len(asked_of(material.learned[visit.lesson], visit, recipe.data.choice, recipe.seed).questions)
        for visit in schedule.visits
    ]
    assert sum(asked) / schedule.steps == pytest.approx(40, rel=0.1)
    assert plan["rl"]["prompts"] == 2 * len(material.trees)
    assert (plan["tower"]["clips"], plan["tower"]["steps"]) == (len(material.trees), 5000)
    assert plan["rl"]["cut"] == {"attribute": 0.0, "expression": 0.0, "emotion": 0.0}
    assert plan["tokens"]["total"] == pytest.approx(plan["tokens"]["per_lesson"] * len(schedule.visits))
    assert plan["tokens"]["broken"] == plan["tokens"]["too_long"] == 0
    text = preview_text(recipe, plan)
    assert "sft         30 steps of" in text
    assert "tower       5,000 steps, " in text
    assert "memory in rl" in text
    assert text.endswith("no weights were loaded, nothing was written")
    assert preview_text(recipe, preview(recipe, data)) == text


def test_a_mix_of_levels_is_that_of_the_visits(data: Dataset) -> None:
    recipe = read_recipe("tiny_cpu", ["data.mix={ attribute = 3, expression = 1, emotion = 0 }", "sft.steps=40"])
    assert recipe.sft is not None
    visits = preview(recipe, data)["sft"]["visits"]
    assert visits["emotion"] == 0
    assert visits["attribute"] == pytest.approx(3 * visits["expression"], abs=2)
    nothing = read_recipe("tiny_cpu", ["data.mix={ emotion = 0 }"])
    with pytest.raises(EmoCfgError, match="leaves no lesson"):
        preview(nothing, data)


def test_what_would_be_left_out_is_counted(data: Dataset) -> None:
    plan = preview(read_recipe("tiny_cpu", ["data.max_tokens=200", "rl.limits=[288, 8, 32]"]), data)
    assert 0 < plan["tokens"]["too_long"] < plan["tokens"]["sampled"]
    assert plan["tokens"]["longest"] <= 200
    text = preview_text(read_recipe("tiny_cpu"), plan)
    assert f"{plan['tokens']['too_long']} too long" in text
    assert "warning     references are longer than rl.limits: " in text


def test_people_are_learned_from_or_measured_on(data: Dataset) -> None:
    material = gather(read_recipe("tiny_cpu", ["data.held_out=0.5"]), data)
    of = {sample.id: sample.identity for sample in data.samples("train")}
    learned, held = (
        {of[q.sample_id] for lesson in lessons for q in lesson.questions if q.sample_id in of}
        for lessons in (material.learned, material.held)
    )
    assert learned and held and not learned & held
    assert not gather(read_recipe("tiny_cpu", ["data.held_out=0"]), data).held
    assert len(held_out({"a"}, 0.5, 0)) == 0
    assert len(held_out({"a", "b", "c"}, 0.01, 0)) == 1


NO_TREES = ['data.tasks=["micro_expression"]', "rl=false", "data.trees=false", "tower=false", "model.train_vision=true"]


def test_nothing_to_learn_is_an_error(data: Dataset) -> None:
    recipe = read_recipe("tiny_cpu", NO_TREES)
    assert gather(recipe, data).learned
    empty = Dataset(data.root / "none", "")
    with pytest.raises(EmoCfgError, match="finds nothing to learn from"):
        gather(recipe, empty)
    for part in ("tower=false", "rl=false"):
        sets = ['data.tasks=["identity"]', "model.train_vision=true", part]
        with pytest.raises(EmoCfgError, match="finds no clip with a tree to learn from"):
            gather(read_recipe("tiny_cpu", sets), data)


def test_text_rows_are_in_the_plan(data: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "chats.jsonl"
    path.write_text('{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}\n' * 50)
    plain, mixed = (gather(read_recipe("tiny_cpu", more), data) for more in ([], [f'data.text=["{path}"]']))
    assert len(mixed.learned) == len(plain.learned) + 50
    assert mixed.held == plain.held
    assert visits_per_step(mixed.learned, read_recipe("tiny_cpu").data.choice, 64, 0) > 10


def test_a_plan_of_rl_reads_a_checkpoints_config_and_tokenizer(data: Dataset, tmp_path: Path) -> None:
    from videmo_ref.model.shapes import SHAPES

    recipe = read_recipe("tiny_grpo")
    tokenizer = make_tokenizer(texts(gather(recipe, data), recipe), 600)
    make_checkpoint(tmp_path / SFT_MODEL, SHAPES["tiny"], tokenizer, (28 * 28, 112 * 112), 0)
    plan = preview(after(recipe, tmp_path), data)
    assert plan["sft"] is None and plan["tokens"] == {}
    assert set(plan["memory"]) == {"rl"}
    assert plan["parameters"]["all"] == 957_376 - 128 * (2000 - len(tokenizer))
    assert "visits" not in preview_text(after(recipe, tmp_path), plan)


def test_the_plan_of_a_published_model_needs_no_hub(data: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(path: str, revision: str = "") -> object:
        raise EmoCfgError("E804", "no network", where=path, fix="")

    monkeypatch.setattr("benchmarks.models.checkpoint.find_checkpoint", unreachable)
    recipe = read_recipe("videmo_t1_7b")
    plan = preview(recipe, data)
    assert plan["parameters"]["all"] == 8_292_166_656
    assert "no network" in plan["tokens"]["unknown"]
    assert "tokens      unknown: " in preview_text(recipe, plan)
    with pytest.raises(EmoCfgError, match="E804"):
        preview(read_recipe("videmo_base_3b", ["model.weights=someone/model"]), data)


def test_a_device_holds_what_the_recipe_allows_at_once() -> None:
    recipe = read_recipe("tiny_cpu")
    assert recipe.sft is not None and recipe.rl is not None
    load = load_of(recipe, recipe.sft, 1)
    assert (load.tokens, load.longest, load.visual, load.beams) == (8192, 2048, 7 * 2 * 18, 0)
    one, four = load_of(recipe, recipe.rl, 1), load_of(recipe, recipe.rl, 4)
    assert (one.beams, four.beams, one.engine, one.reference) == (320, 80, False, False)
    flagship = read_recipe("videmo_t1_7b")
    assert flagship.rl is not None
    load = load_of(flagship, flagship.rl, 8)
    assert (load.beams, load.context, load.read) == (128, 1024 + 128 + 1152, 16 * 1152)
    assert (load.engine, load.reference) == (True, True)
    assert FramePolicy("uniform", 4) != recipe.data.policy
