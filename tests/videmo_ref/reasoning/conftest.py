"""A checkpoint that writes trees: the small policy after it has learned one by heart."""

from pathlib import Path
from typing import Any

import pytest
import torch

from emocfg.media import FramePolicy
from videmo_ref.data.batches import batch_of
from videmo_ref.data.encoding import Encoder
from videmo_ref.data.lessons import Lesson, Part, Question
from videmo_ref.data.trees import PROMPT
from videmo_ref.data.vision import Patches
from videmo_ref.model.policy import Policy
from videmo_ref.model.scratch import make_config, make_model

from ..conftest import MINUTE, SIDE, noise
from .test_search import RIGHT

FRAMES = FramePolicy("uniform", 4, max_pixels=SIDE * SIDE)
ASKED = "How does she feel?"


@pytest.fixture(scope="session")
def taught(processor: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Writes the tree of ``test_search.RIGHT``, and answers ``happiness`` to :data:`ASKED`."""
    torch.set_num_threads(1)
    model = make_model(make_config(MINUTE, processor.tokenizer), seed=0)
    encoder, patches = Encoder(processor), Patches(processor, FRAMES)
    questions = (
        Question("tree", "tree", PROMPT, tuple(Part(text, learned=True) for text in RIGHT)),
        Question("emotion", "emotion_single", ASKED, (Part("happiness", learned=True),)),
    )
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for step in range(120):
        lesson = encoder.encode(Lesson(("clip",), "emotion", questions), [patches.of(noise(step % 4))])
        batch = batch_of([lesson], encoder, patches)
        logps, _ = Policy(model)(batch)
        loss = -(logps * batch.weights).sum() / batch.weights.sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss.item() < 0.05
    folder = tmp_path_factory.mktemp("taught") / "policy"
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder
