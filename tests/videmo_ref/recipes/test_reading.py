"""Recipes are read whole, or refused with everything that is wrong with them."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emocfg.core import EmoCfgError
from videmo_ref.recipes.reading import PARTS, about, read_recipe, shipped
from videmo_ref.recipes.recipe import SFT_MODEL, Recipe, after
from videmo_ref.recipes.writing import to_toml

BASE = 'extends = "tiny_cpu"\n'


def refused(tmp_path: Path, text: str, *sets: str) -> EmoCfgError:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EmoCfgError) as caught:
        read_recipe(str(path), sets)
    assert caught.value.code == "E202"
    assert caught.value.where == str(path)
    return caught.value


def said(error: EmoCfgError) -> tuple[str, ...]:
    return error.each or (error.what,)


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_recipe_reads_says_what_it_is_and_how_it_is_launched(name: str) -> None:
    recipe = read_recipe(name)
    text = shipped()[name].read_text(encoding="utf-8")
    assert recipe.name == name
    assert len(about(shipped()[name])) > 20
    assert f"emocfg train {name} --data" in text.replace("\\\n#", "")


def test_the_papers_numbers_are_the_papers() -> None:
    """Section 1.1 of the paper's recipe, as its text states it."""
    for name in ("videmo_base_3b", "videmo_base_7b"):
        recipe = read_recipe(name)
        sft = recipe.sft
        assert sft is not None and recipe.rl is None
        assert (sft.epochs, sft.batch, sft.learning_rate, sft.weight_decay, sft.warmup) == (3, 1024, 2e-5, 0.0, 0.03)
        assert sft.curriculum == "strict"
        assert (recipe.data.policy.rate, recipe.data.policy.max_frames, recipe.data.policy.max_pixels) == (
            2,
            16,
            100352,
        )
    rl = read_recipe("videmo_t1_7b").rl
    assert rl is not None
    assert (rl.epochs, rl.prompts, rl.learning_rate, rl.weight_decay) == (1, 128, 1e-5, 0.0)
    assert (rl.nodes[-1], rl.estimator, rl.reward) == (8, "grpo", "paper")
    assert rl.kl > 0


def test_the_long_files_say_every_key_with_a_comment() -> None:
    """tiny_cpu explains each key; whoever adds one must explain it there."""
    text = shipped()["tiny_cpu"].read_text(encoding="utf-8")
    tables = dict(
        zip(re.findall(r"^\[(\w+)\]$", text, re.M), re.split(r"^\[\w+\]$", text, flags=re.M)[1:], strict=True)
    )
    explained = set()
    for name, kind in PARTS.items():
        for field in fields(kind):
            line = re.search(rf"^(\[{name}\.{field.name}\]|{field.name} =) .*$", tables[name], re.M)
            assert line, f"{name}.{field.name}"
            if "#" in line.group():
                explained.add(field.name)
    assert {field.name for kind in PARTS.values() for field in fields(kind)} == explained


def test_a_recipe_extends_another_and_the_command_line_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(BASE + "[sft]\nbatch = 7\nsteps = 3\n", encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text('extends = "mine.toml"\nseed = 4\nrl = false\n[sft]\nsteps = 5\n', encoding="utf-8")
    base, recipe = read_recipe("tiny_cpu"), read_recipe(str(own), ["sft.curriculum=strict", "sft.clip = 2", "seed=9"])
    assert base.sft is not None and recipe.sft is not None
    assert (recipe.sft.batch, recipe.sft.steps, recipe.sft.curriculum, recipe.sft.clip) == (7, 5, "strict", 2.0)
    assert (recipe.name, recipe.seed, recipe.rl) == ("own", 9, None)
    assert (recipe.model, recipe.data) == (base.model, base.data)
    common = read_recipe(
        "tiny_cpu", ["data.common={ head_pose = 0.2, identity = 0.5 }", 'data.tasks=["identity"]']
    ).data
    assert common.choice.common == (("head_pose", 0.2), ("identity", 0.5))
    assert common.tasks == ("identity",)


def test_ablations_differ_from_their_base_in_what_they_name_alone() -> None:
    base = read_recipe("tiny_cpu")
    for name in ("shuffled", "strict", "replay", "reverse"):
        recipe = read_recipe(f"tiny_{name}")
        assert recipe.sft is not None and base.sft is not None and recipe.rl is None
        assert recipe.sft.curriculum == name
        assert to_toml(recipe) == to_toml(read_recipe("tiny_cpu", ["rl=false", f"sft.curriculum={name}"]))
    for name in ("grpo", "flat_to_go", "atpo", "atpo_leaf"):
        rl = read_recipe(f"tiny_{name}").rl
        assert rl is not None
        assert (rl.estimator, rl.nodes[1] == rl.nodes[2]) == (name, "atpo" not in name)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[sft]\nbatc = 3", "sft.batc = 3 (own.toml): no such key; did you mean 'batch'?"),
        ("[sfd]\nbatch = 3", "sfd = {'batch': 3} (own.toml): no such key; did you mean 'sft'?"),
        ("sft = 3", "sft (own.toml): must be a table [sft], or false to leave it out"),
        ("model = false", "[model]: is missing"),
        ("[sft]\nbatch = 0", "sft.batch = 0 (own.toml): must be a whole number of at least 1"),
        ("[sft]\nbatch = 1.5", "sft.batch = 1.5 (own.toml): must be a whole number of at least 1"),
        ("[sft]\nbatch = true", "sft.batch = True (own.toml): must be a whole number of at least 1"),
        ("[sft]\nlearning_rate = nan", "sft.learning_rate = nan (own.toml): must be a number above 0 and of at most 1"),
        ('[model]\nmixed = "yes"', "model.mixed = 'yes' (own.toml): must be true or false"),
        ('[model]\ndtype = "float16"', "model.dtype = 'float16' (own.toml): did you mean 'bfloat16'?"),
        ("[model]\nweights = 3", "model.weights = 3 (own.toml): must be a text in quotes"),
        ('[sft]\ncurriculum = "strikt"', "sft.curriculum = 'strikt' (own.toml): did you mean 'strict'?"),
        ('[data]\ntasks = "identity"', "data.tasks = 'identity' (own.toml): must be a list in brackets"),
        ('[data]\ntasks = ["emotion_singel"]', "did you mean 'emotion_single'?"),
        ("[data.common]\nhead_pos = 1", "did you mean 'head_pose'?"),
        ("[data.common]\nhead_pose = 0", "must be a number above 0"),
        ('[data]\nframes = "fps=0"', "data.frames = 'fps=0' (own.toml): such as fps=2"),
        ("[rl]\nbranching = [8, 1]", "rl.branching = [8, 1] (own.toml): must be a list of 3"),
        ("[rl]\nbranching = [1, 1, 1]", "must have two leaves at least"),
        (
            "[rl]\nlevel_weights = [0, 0, 0, 0]",
            "rl.level_weights = [0, 0, 0, 0] (own.toml): one at least must be above 0",
        ),
        ("[sft]\nepochs = 1", "sft.epochs = 1 (own.toml): either epochs or steps must be said"),
        ("[rl]\nsteps = 0", "either epochs or steps must be said"),
        ('[model]\nshape = ""', "model.shape = '' (own.toml): must be said"),
        ('[model]\nweights = "a/b"', "and be '' for a checkpoint"),
        ("tower = false", "model.train_vision: must be true from scratch without [tower]"),
        ('[model]\nweights = "a/b"\nshape = ""\nvocabulary = 0', "tower: must be false for a checkpoint"),
        ("[data]\ntrees = false", "data.trees: must be true for [tower]"),
        ("[model]\nlora_rank = 8", "model.lora_rank = 8 (own.toml): must be 0 from scratch"),
        ("sft = false", "RL needs a model that writes trees"),
        ("sft = false\nrl = false", "has a part [sft], [rl] or both"),
        ("[data]\nmax_tokens = 10000", "sft.tokens_per_forward: must hold a lesson of data.max_tokens = 10000"),
        ("[data]\ntrees = false", "data.trees: must be true for [rl]"),
        ("seed = -1", "seed = -1 (own.toml): must be a whole number of at least 0"),
    ],
)
def test_each_error_says_what_is_wrong_and_what_would_be_right(tmp_path: Path, text: str, wrong: str) -> None:
    assert any(wrong in one for one in said(refused(tmp_path, BASE + text)))


def test_all_errors_come_at_once(tmp_path: Path) -> None:
    text = "[sft]\nbatc = 3\nbatch = 0\n[model]\nweights = 3\n[rl]\nlimits = [10, 20, 3]\n"
    error = refused(tmp_path, BASE + text, "rl.foo=1", "nonsense", "data.frames=fps=2,max=1")
    assert error.what == f"the recipe has {len(error.each)} errors"
    for key in ("nonsense", "model.weights", "sft.batc ", "sft.batch ", "rl.foo", "rl.limits", "data.frames"):
        assert sum(key in one for one in error.each) == 1, key
    assert len(str(error).splitlines()) == 3 + len(error.each)


def test_what_is_missing_is_named_and_nothing_at_all_says_where_to_begin(tmp_path: Path) -> None:
    error = refused(tmp_path, "[model]\nweights = 'a/b'\n[data]\n[sft]\n")
    assert "sft.learning_rate: is missing" in error.each
    assert "data.frames: is missing" in error.each
    assert refused(tmp_path, "").fix == 'begin with: extends = "tiny_cpu"'


def test_files_that_are_no_recipes_are_told(tmp_path: Path) -> None:
    assert "not a TOML file" in refused(tmp_path, "seed = ").what
    assert "extends itself" in refused(tmp_path, 'extends = "own.toml"').what
    assert said(refused(tmp_path, "extends = 3"))[0] == "extends (own.toml): must be a recipe's name or path in quotes"
    for name, code in (("tiny_cpi", "E201"), ("no/such.toml", "E102")):
        with pytest.raises(EmoCfgError) as caught:
            read_recipe(name)
        assert caught.value.code == code
    with pytest.raises(EmoCfgError, match="did you mean 'tiny_cpu'"):
        read_recipe("tiny_cpi")


words = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=30)
@given(paths=st.lists(words, max_size=3), rate=st.floats(1e-9, 1.0), seed=st.integers(0, 2**62), folder=words)
def test_a_recipe_that_is_written_is_read_again_unchanged(
    tmp_path_factory: pytest.TempPathFactory, paths: list[str], rate: float, seed: int, folder: str
) -> None:
    start = read_recipe("tiny_cpu", ["data.common={ tree = 0.5 }"])
    assert start.sft is not None
    recipe: Recipe = replace(
        start,
        seed=seed,
        data=replace(start.data, text=tuple(paths), tree_slots=(folder,)),
        sft=replace(start.sft, learning_rate=rate),
    )
    path = tmp_path_factory.mktemp("recipe") / "tiny_cpu.toml"
    path.write_text(to_toml(recipe), encoding="utf-8", newline="")
    assert read_recipe(str(path)) == recipe


def test_rl_goes_on_from_the_sft_of_another_run(tmp_path: Path) -> None:
    recipe = read_recipe("tiny_grpo")
    with pytest.raises(EmoCfgError, match="E102"):
        after(recipe, tmp_path)
    (tmp_path / SFT_MODEL).mkdir(parents=True)
    (tmp_path / SFT_MODEL / "config.json").write_text("{}")
    later = after(recipe, tmp_path)
    assert (later.sft, later.rl, later.data) == (None, recipe.rl, recipe.data)
    assert (later.model.weights, later.model.from_scratch) == (str(tmp_path / SFT_MODEL), False)
    assert not [*later.problems(), *later.model.problems()]
    with pytest.raises(EmoCfgError, match=r"no part \[rl\]"):
        after(read_recipe("tiny_strict"), tmp_path)
