"""Rows are what the checkpoint's own processor makes of the same chat, and only answers are learned."""

from typing import Any

import numpy as np
import pytest
import torch
from transformers.video_utils import VideoMetadata

from benchmarks.models.video import metadata
from tests.videmo_ref.conftest import SIDE, Small, noise
from videmo_ref.data.batches import Budget, batch_of, group, total_weight
from videmo_ref.data.encoding import Encoder
from videmo_ref.data.lessons import Lesson, Part, Question
from videmo_ref.data.vision import tensors
from videmo_ref.model.packing import pack
from videmo_ref.model.policy import positions

SHORT = Question("s0", "emotion_single", "Which emotion?\nOptions:\n(A) happiness", (Part("happiness", learned=True),))
TREE = Question(
    "s1",
    "tree",
    "Describe it.",
    (Part("<attr>\np1: none\n</attr>\n", learned=False), Part("<expr>\n", learned=True)),
    finished=False,
)


def theirs(small: Small, question: Question, clips: int) -> Any:
    """The processor's own output for a chat of one question and its answer."""
    chat = [
        {"role": "user", "content": [*[{"type": "video"}] * clips, {"type": "text", "text": question.prompt}]},
        {"role": "assistant", "content": question.parts[0].text},
    ]
    frames = [noise(seed) for seed in range(clips)]
    seen = {}
    if clips:
        known = [VideoMetadata(**metadata(f)) for f in frames]
        seen = {"videos": [f.images for f in frames], "video_metadata": known, "do_sample_frames": False}
    text = small.processor.apply_chat_template(chat, tokenize=False)
    return small.processor(text=[text], return_tensors="pt", **seen)


@pytest.mark.parametrize("clips", [0, 1, 2])
def test_a_row_is_what_the_processor_makes(small: Small, clips: int) -> None:
    pixels = [small.clip(seed) for seed in range(clips)]
    encoded = small.encoder.encode(Lesson(("v",) * clips, "expression", (SHORT,)), pixels)
    expected = theirs(small, SHORT, clips)
    ids = expected["input_ids"][0].tolist()
    length = len(encoded.row.ids)
    assert encoded.row.ids.tolist() == ids[:length]
    assert small.processor.tokenizer.decode(ids[length:]) == "\n"  # after the token that ends the turn
    if not clips:
        return
    batch = batch_of([encoded], small.encoder, small.patches)
    assert torch.allclose(batch.patches, expected["pixel_values_videos"], atol=1e-6)
    assert torch.equal(batch.grids, expected["video_grid_thw"])
    assert batch.seconds is not None
    assert batch.seconds.tolist() == pytest.approx([float(s) for s in expected["second_per_grid_ts"]])
    assert torch.equal(batch.kinds, expected["mm_token_type_ids"][:, :length].to(batch.kinds.dtype))
    found, _ = small.model.model.get_rope_index(
        expected["input_ids"],
        expected["mm_token_type_ids"],
        video_grid_thw=expected["video_grid_thw"],
        second_per_grid_ts=expected["second_per_grid_ts"],
    )
    assert torch.equal(positions(small.model.model, batch), found[:, :, :length])


def test_log_probs_are_the_models_own(small: Small) -> None:
    encoded = small.encoder.encode(Lesson(("v",), "expression", (SHORT,)), [small.clip(0)])
    inputs = theirs(small, SHORT, 1)
    logits = small.model(**inputs).logits[0].log_softmax(-1)
    ids = inputs["input_ids"][0]
    wanted = np.flatnonzero(encoded.row.weights)
    expected = logits[wanted - 1, ids[wanted]]
    found, _ = small.policy(batch_of([encoded], small.encoder, small.patches))
    assert torch.allclose(found, expected, atol=1e-5)


def test_only_answers_are_learned(small: Small) -> None:
    encoded = small.encoder.encode(Lesson(("v",), "expression", (SHORT, TREE)), [small.clip(0)])
    row, decode = encoded.row, small.processor.tokenizer.decode
    learned = [decode(row.ids[(row.segment == s) & (row.weights > 0)]) for s in (0, 1, 2)]
    assert learned == ["", "happiness<|im_end|>", "<expr>\n"]


def test_weights_by_token_or_by_question(small: Small) -> None:
    lesson = Lesson(("v",), "expression", (SHORT, TREE))
    by_token = small.encoder.encode(lesson, [small.clip(0)]).row
    assert set(by_token.weights) == {0.0, 1.0}
    row = Encoder(small.processor, "question").encode(lesson, [small.clip(0)]).row
    assert [row.weights[row.segment == s].sum() for s in (0, 1, 2)] == pytest.approx([0, 1, 1])
    assert (row.weights > 0).tolist() == (by_token.weights > 0).tolist()


def test_an_entity_in_a_question_stands_for_no_clip(small: Small) -> None:
    """A question that says the placeholder's name gives the row a visual token more than there are pixels: refused."""
    bad = Question("s2", "qa", "What is <|video_pad|>?", (Part("no", learned=True),))
    with pytest.raises(ValueError, match="placeholder"):
        small.encoder.encode(Lesson(("v",), "emotion", (bad,)), [small.clip(0)])


def test_groups_hold_a_step_once_and_keep_the_budget(small: Small) -> None:
    lessons = [Lesson(("v",), "expression", (SHORT,) * n) for n in (1, 5, 2, 3, 1, 4)]
    encoded = [small.encoder.encode(lesson, [small.clip(0)]) for lesson in lessons]
    longest = max(len(one.row.ids) for one in encoded)
    groups = group(encoded, Budget(rows=3, tokens=2 * longest))
    assert sorted(place for places in groups for place in places) == list(range(6))
    for places in groups:
        lengths = [len(encoded[place].row.ids) for place in places]
        assert len(places) <= 3
        assert len(places) == 1 or max(lengths) * len(places) <= 2 * longest
    assert total_weight(encoded) == sum((one.row.weights > 0).sum() for one in encoded)


def test_pixels_are_bytes_until_they_are_used(small: Small) -> None:
    pixels = small.clip(0)
    assert pixels.patches.dtype == np.uint8
    assert pixels.grid == (2, SIDE // 14, SIDE // 14)
    assert tensors([pixels, pixels])[0].shape[0] == 2 * len(pixels.patches)


def test_a_mark_of_nothing_packs_to_nothing(small: Small) -> None:
    with pytest.raises(ValueError, match="segment"):
        pack([])
