"""The policy: the log-probs that a Qwen2.5-VL gives to the tokens of packed trees.

One module, so that data parallel wrappers (DDP, FSDP) see every parameter of a step in one forward.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from .packing import Row

CHUNK = 2**26
"""Logits that are held at once; with the vocabulary of Qwen2.5-VL this is 441 tokens, 256 MiB in fp32."""


@dataclass(frozen=True, slots=True)
class Batch:
    """B packed rows, padded on the right to T tokens, and the clips of their roots.

    Attributes:
        ids: (B, T) token ids.
        kinds: (B, T) 2 for the tokens of a video, 0 for text: ``mm_token_type_ids``.
        depth: (B, T) position of each token were everything text.
        mask: (B, 1, T, T) whether token i attends to token j; padding attends to itself alone.
        before: (N,) for each token whose log-prob is wanted, the place in the flattened batch of the one it follows.
        places: (N,) its own place.
        weights: (N,) its weight.
        patches: (P, 1176) pixels as the vision tower takes them; None for text alone.
        grids: (V, 3) patches of each clip in time, height, width.
        seconds: (V,) seconds between the frame pairs of each clip.
    """

    ids: Tensor
    kinds: Tensor
    depth: Tensor
    mask: Tensor
    before: Tensor
    places: Tensor
    weights: Tensor
    patches: Tensor | None
    grids: Tensor | None
    seconds: Tensor | None

    def to(self, device: Any) -> "Batch":
        """The same on a device."""
        tensors = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return Batch(**{name: None if t is None else t.to(device, non_blocking=True) for name, t in tensors.items()})


def collate(rows: Sequence[Row], *, pad: int, video: int, multiple: int = 1) -> Batch:
    """The rows as one batch without its clips.

    Args:
        rows: packed trees; log-probs are wanted where their weights are not 0.
        pad: the id that fills up.
        video: the id that stands for a piece of a video.
        multiple: the length is rounded up to it.
    """
    length = -(-max(len(row.ids) for row in rows) // multiple) * multiple
    ids = np.full((len(rows), length), pad, dtype=np.int64)
    depth = np.zeros((len(rows), length), dtype=np.int64)
    mask = np.repeat(np.eye(length, dtype=np.bool_)[None], len(rows), axis=0)
    before, places, weights = [], [], []
    for index, row in enumerate(rows):
        size = len(row.ids)
        ids[index, :size], depth[index, :size] = row.ids, row.depth
        mask[index, :size, :size] = row.mask()
        wanted = np.flatnonzero(row.weights)
        before.append(row.before[wanted] + index * length)
        places.append(wanted + index * length)
        weights.append(row.weights[wanted])
    return Batch(
        ids=torch.from_numpy(ids),
        kinds=torch.from_numpy((ids == video).astype(np.int32) * 2),
        depth=torch.from_numpy(depth),
        mask=torch.from_numpy(mask[:, None]),
        before=torch.from_numpy(np.concatenate(before)),
        places=torch.from_numpy(np.concatenate(places)),
        weights=torch.from_numpy(np.concatenate(weights)),
        patches=None,
        grids=None,
        seconds=None,
    )


class Policy(nn.Module):  # type: ignore[misc] # torch has no types here
    """Log-probs of packed trees.

    Args:
        model: a ``Qwen2_5_VLForConditionalGeneration``, or one that peft has wrapped.
        suppressed: ids that have no probability, as where the tokens were drawn (:mod:`videmo_ref.rollouts`).
    """

    def __init__(self, model: Any, suppressed: Sequence[int] = ()) -> None:
        super().__init__()
        self.model = model
        self._suppressed = list(suppressed)

    def forward(self, batch: Batch, temperature: float = 1.0) -> tuple[Tensor, Tensor]:
        """(log-probs, entropies), both (N,): of ``batch.places``, given all that precedes them in their trees."""
        inner = base_of(self.model)
        hidden = inner.model(
            input_ids=batch.ids,
            attention_mask=batch.mask,
            position_ids=positions(inner.model, batch),
            pixel_values_videos=batch.patches,
            video_grid_thw=batch.grids,
            use_cache=False,
        ).last_hidden_state
        states = hidden.flatten(0, 1)[batch.before]
        targets = batch.ids.flatten()[batch.places]
        size = max(1, CHUNK // inner.lm_head.weight.shape[0])
        parts = [
            checkpoint(_score, inner.lm_head, some, ids, temperature, self._suppressed, use_reentrant=False)
            if len(states) > size
            else _score(inner.lm_head, some, ids, temperature, self._suppressed)
            for some, ids in zip(states.split(size), targets.split(size), strict=True)
        ]
        logps, entropies = zip(*parts, strict=True)
        return torch.cat(logps), torch.cat(entropies)


def base_of(model: Any) -> Any:
    """The model that peft has wrapped, its adapters in place; a model that it has not wrapped is given back."""
    return model.get_base_model() if hasattr(model, "get_base_model") else model


def distribution(head: nn.Module, states: Tensor, temperature: float, suppressed: list[int]) -> Tensor:
    """(N, V) log-probs of every token after hidden states (N, H): what tokens are drawn from and scored under."""
    logits = head(states).float() / temperature
    if suppressed:
        logits[:, suppressed] = -torch.inf
    return torch.log_softmax(logits, dim=-1)


def positions(model: Any, batch: Batch) -> Tensor:
    """(3, B, T) positions in time, height, width (M-RoPE) of every token of packed trees.

    The model's own rule gives them for the roots, as if each were alone; what follows a root counts on from there.
    Nothing depends on, or changes, the state that ``generate`` leaves in the model (``rope_deltas``).
    """
    text = batch.depth.expand(3, *batch.depth.shape)
    if batch.grids is None:
        return text
    found, _ = model.get_rope_index(
        batch.ids, batch.kinds, video_grid_thw=batch.grids, second_per_grid_ts=batch.seconds, attention_mask=None
    )
    last = torch.where(batch.kinds > 0, torch.arange(batch.ids.shape[1], device=batch.ids.device), -1).amax(1)
    place = torch.arange(batch.ids.shape[1], device=batch.ids.device)
    in_root = place[None, :] <= last[:, None]
    # after its last visual token a root is text: positions run on, one by one, from where the video's rule ends
    return torch.where(in_root[None], found, text + _shift(found, last)[None])


def _shift(found: Tensor, last: Tensor) -> Tensor:
    """(B, 1) what M-RoPE adds to the depth of text that follows the last visual token."""
    following = (last + 1).clamp(max=found.shape[2] - 1)
    rows = torch.arange(found.shape[1], device=found.device)
    return torch.where(last >= 0, found[0, rows, following] - following, torch.zeros_like(last))[:, None]


def _score(
    head: nn.Module, states: Tensor, targets: Tensor, temperature: float, suppressed: list[int]
) -> tuple[Tensor, Tensor]:
    logps = distribution(head, states, temperature, suppressed)
    entropies = torch.special.entr(logps.detach().exp()).sum(-1)
    return logps.gather(-1, targets[:, None]).squeeze(-1), entropies
