"""What a training leaves: a checkpoint that others load, a page, a folder that is bound to its recipe."""

import re
from pathlib import Path

import pytest

from benchmarks.data import Dataset
from benchmarks.models.checkpoint import find_checkpoint
from emocfg.core import EmoCfgError, read_journal
from tests.kill.test_train_kill import SETS
from videmo_ref.recipes.reading import read_recipe
from videmo_ref.train.run import train


@pytest.fixture(scope="module")
def run(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "tiny"
    train(read_recipe("tiny_cpu", [*SETS, "rl.kl=0.1", 'rl.tasks=["head_pose"]', "rl.prompts=6"]), data, out)
    return out


def test_a_training_leaves_an_ordinary_checkpoint_named_by_its_run(run: Path) -> None:
    from transformers import AutoModelForImageTextToText, AutoProcessor

    model = AutoModelForImageTextToText.from_pretrained(run / "rl" / "model")
    assert type(model).__name__ == "Qwen2_5_VLForConditionalGeneration"
    assert AutoProcessor.from_pretrained(run / "rl" / "model").video_processor is not None
    assert find_checkpoint(str(run / "rl" / "model")).name == "tiny/rl"
    assert find_checkpoint(str(run / "sft" / "model")).name == "tiny/sft"


def test_logs_have_a_line_for_every_step(run: Path) -> None:
    sft = [record for record in read_journal(run / "sft" / "log.jsonl") if "loss" in record]
    rl = list(read_journal(run / "rl" / "log.jsonl"))
    assert [record["step"] for record in sft] == list(range(8))
    assert [record["step"] for record in rl] == list(range(6))
    assert all(record["tokens"] > 0 for record in sft)
    assert all(record["sampled"] > 0 for record in rl)
    assert {key for r in read_journal(run / "sft" / "log.jsonl") for key in r.get("perplexity", {})} >= {"attribute"}


def test_the_page_shows_all_curves_and_loads_nothing(run: Path) -> None:
    text = (run / "index.html").read_text(encoding="utf-8")
    assert text.count("<svg") == 5
    assert "default-src 'none'" in text
    assert not re.search(r"(src|href)=\"(?!#)", text)


def test_a_folder_is_bound_to_its_recipe(run: Path, data: Dataset) -> None:
    with pytest.raises(EmoCfgError, match="E103"):
        train(read_recipe("tiny_cpu", [*SETS, "seed=1"]), data, run)
