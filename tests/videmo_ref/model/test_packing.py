"""A packed tree is what its branches are alone: log-probs, gradients, positions; padding changes nothing."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.videmo_ref.conftest import Small
from videmo_ref.data.batches import batch_of
from videmo_ref.data.encoding import Encoded
from videmo_ref.data.vision import Pixels
from videmo_ref.model.packing import Segment, pack
from videmo_ref.model.policy import Batch, collate, positions


def learned(*tokens: int, parent: int) -> Segment:
    return Segment(tokens, parent, (1.0,) * len(tokens))


def tree_of(root: tuple[int, ...]) -> list[Segment]:
    """Two levels of branches of different lengths below a root, one of them empty."""
    return [
        Segment(root, -1, (0.0,) * len(root)),
        learned(300, 301, 302, parent=0),
        learned(310, 311, parent=0),
        learned(320, 321, 322, 323, parent=1),
        learned(330, parent=1),
        learned(parent=2),
        learned(340, 341, parent=5),
    ]


def leaves(tree: list[Segment]) -> list[list[int]]:
    """The segments on the way to each leaf."""
    parents = {segment.parent for segment in tree}
    ways = []
    for leaf in (i for i in range(len(tree)) if i not in parents):
        way = [leaf]
        while tree[way[0]].parent >= 0:
            way.insert(0, tree[way[0]].parent)
        ways.append(way)
    return ways


def logps(small: Small, encoded: list[Encoded]) -> torch.Tensor:
    return small.policy(batch_of(encoded, small.encoder, small.patches))[0]


def grads(small: Small, loss: torch.Tensor) -> dict[str, torch.Tensor]:
    small.policy.zero_grad()
    loss.backward()
    return {name: p.grad.clone() for name, p in small.policy.named_parameters() if p.grad is not None}


@pytest.mark.parametrize("clips", [1, 2, 0])
def test_a_packed_tree_is_its_leaves_alone(small: Small, clips: int) -> None:
    pixels = tuple(small.clip(i) for i in range(clips))
    root = small.encoder.root(pixels) + small.encoder.asked("Which emotion?")
    tree = tree_of(root)
    packed = logps(small, [Encoded(pack(tree), pixels)])
    place = {
        (s, t): n for n, (s, t) in enumerate((s, t) for s in range(1, len(tree)) for t in range(len(tree[s].tokens)))
    }
    together = torch.zeros(())
    for way in leaves(tree):
        chain = [replace(tree[index], parent=depth - 1) for depth, index in enumerate(way)]
        alone = logps(small, [Encoded(pack(chain), pixels)])
        wanted = [place[s, t] for s in way[1:] for t in range(len(tree[s].tokens))]
        assert torch.allclose(alone, packed[wanted], atol=1e-5, rtol=0)
        together = together + (alone * torch.cos(torch.tensor(wanted, dtype=torch.float))).sum()
    # a token that k leaves share counts k times when leaves stand alone
    shares = torch.tensor([sum(s in way for way in leaves(tree)) for s, _ in place], dtype=torch.float)
    packed = logps(small, [Encoded(pack(tree), pixels)])
    one = grads(small, (packed * shares * torch.cos(torch.arange(len(packed), dtype=torch.float))).sum())
    other = grads(small, together)
    assert one.keys() == other.keys()
    for name, gradient in one.items():
        assert torch.allclose(gradient, other[name], atol=1e-5, rtol=1e-5), name


def test_a_branch_does_not_see_its_sibling(small: Small) -> None:
    pixels = (small.clip(0),)
    tree = tree_of(small.encoder.root(pixels))
    before = logps(small, [Encoded(pack(tree), pixels)])
    tree[2] = learned(399, 398, parent=0)
    after = logps(small, [Encoded(pack(tree), pixels)])
    assert torch.equal(before[:3], after[:3])
    assert torch.equal(before[5:10], after[5:10])
    assert not torch.allclose(before[-2:], after[-2:])


def test_neither_padding_nor_company_changes_a_row(small: Small) -> None:
    rows = [
        Encoded(pack(tree_of(small.encoder.root((small.clip(i),)) + (256,) * (7 * i))), (small.clip(i),))
        for i in range(3)
    ]
    alone = torch.cat([logps(small, [row]) for row in rows])
    assert torch.allclose(alone, logps(small, rows), atol=1e-5, rtol=0)
    batch = batch_of(rows, small.encoder, small.patches)
    longer = collate([row.row for row in rows], pad=small.encoder.pad, video=small.encoder.video, multiple=256)
    longer = replace(longer, patches=batch.patches, grids=batch.grids, seconds=batch.seconds)
    assert longer.ids.shape[1] > batch.ids.shape[1]
    assert torch.allclose(alone, small.policy(longer)[0], atol=1e-5, rtol=0)


def test_rows_with_and_without_video_share_a_batch(small: Small) -> None:
    seen = Encoded(pack(tree_of(small.encoder.root((small.clip(0),)))), (small.clip(0),))
    text = Encoded(pack(tree_of(small.encoder.root(()))), ())
    alone = torch.cat([logps(small, [row]) for row in (text, seen)])
    assert torch.allclose(alone, logps(small, [text, seen]), atol=1e-5, rtol=0)


def test_a_large_vocabulary_is_scored_in_chunks(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    row = [Encoded(pack(tree_of(small.encoder.root((small.clip(0),)))), (small.clip(0),))]
    whole = grads(small, logps(small, row).sum())
    monkeypatch.setattr("videmo_ref.model.policy.CHUNK", 5 * small.model.lm_head.weight.shape[0])
    for name, gradient in grads(small, logps(small, row).sum()).items():
        assert torch.allclose(gradient, whole[name], atol=1e-5), name


def test_positions_are_the_models_own(small: Small) -> None:
    """A branch has the positions that the model gives a row of its own, whatever ``generate`` left behind."""
    pixels = (small.clip(0), small.clip(1, frames=2, height=112))
    tree = tree_of(small.encoder.root(pixels))
    small.model.model.rope_deltas = torch.tensor([[77]])
    packed = batch_of([Encoded(pack(tree), pixels)], small.encoder, small.patches)
    found = positions(small.model.model, packed)[:, 0]
    row = pack(tree)
    for way in leaves(tree):
        chain = [token for index in way for token in tree[index].tokens]
        alone = batch_of([Encoded(pack([learned(*chain, parent=-1)]), pixels)], small.encoder, small.patches)
        expected = theirs(small, alone)
        assert torch.equal(found[:, np.isin(row.segment, way)], expected)
    assert small.model.model.rope_deltas.item() == 77


def theirs(small: Small, batch: Batch) -> Any:
    found, _ = small.model.model.get_rope_index(
        batch.ids, batch.kinds, video_grid_thw=batch.grids, second_per_grid_ts=batch.seconds
    )
    return found[:, 0]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=8))
def test_every_token_follows_its_own_way(shape: list[tuple[int, int]]) -> None:
    segments = [Segment((1, 2), -1, (0.0, 0.0))]
    for length, parent in shape:
        segments.append(learned(*range(10, 10 + length), parent=min(parent, len(segments) - 1)))
    row = pack(segments)
    mask = row.mask()
    for place in range(len(row.ids)):
        seen = np.flatnonzero(mask[place])
        assert len(seen) == row.depth[place] + 1
        assert list(row.depth[seen]) == list(range(row.depth[place] + 1))
        assert row.before[place] == (seen[-2] if len(seen) > 1 else -1)


@pytest.mark.parametrize(
    "tree",
    [
        [learned(1, parent=0)],
        [learned(parent=-1)],
        [learned(1, parent=-1), learned(2, parent=-1)],
        [learned(1, parent=-1), learned(2, parent=1)],
        [Segment((1, 2), -1, (1.0,))],
    ],
)
def test_what_is_no_tree_is_refused(tree: list[Segment]) -> None:
    with pytest.raises(ValueError, match="segment"):
        pack(tree)


def test_a_clip_of_odd_frames_is_known(small: Small) -> None:
    pixels: Pixels = small.clip(0, frames=3)
    assert pixels.grid[0] == 2
