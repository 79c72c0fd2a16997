"""Writing with transformers: the trainer's own model, no copy of its weights, every level decoded in one batch.

Prompts are read once, and what they leave in the cache is kept while their session lives. At each level the beams read
their prompts' last token and all they have written so far, in one forward, and are then decoded together; those that
are closed leave the batch. So nothing is kept per beam but its tokens: a tree of many beams needs memory for the
prompts and for those that are decoded at this moment.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from ..data.batches import Budget, batch_of, group
from ..data.encoding import Encoded, Encoder
from ..data.vision import Patches
from ..model.packing import Segment, pack
from ..model.policy import base_of, positions
from .beams import Beam, Beams
from .cache import with_room
from .decoding import Batch, decode
from .sampling import Ending, uniforms
from .session import Draw, Piece, Prompt

READ = Budget(64, 2**16)
"""Prompts that are read in one forward."""
BEAMS = 512
"""Beams that are decoded in one batch."""


@dataclass(frozen=True, slots=True)
class _Read:
    """P prompts in the cache, padded to L tokens.

    Attributes:
        cache: keys and values (P, heads, L, size) of each layer.
        seen: (P, L) which of them are attended to: all but the last of a prompt, which is read again by its beams.
        place: (P,) the position of that one; what follows counts on from there.
        last: its id.
        rows: which row a prompt of the session has.
    """

    cache: Any
    seen: Tensor
    place: Tensor
    last: list[int]
    rows: dict[int, int]


class HfWriter:
    """A :class:`.session.Writer` over a Qwen2.5-VL of transformers, or one that peft has wrapped.

    The log-probs it records are those of a :class:`..model.policy.Policy` with ``suppressed=encoder.visual``; those of
    greedy tokens are at temperature 1. The model may be in training: it is switched to evaluation while it writes.

    Args:
        model: the model; a whole one, FSDP's shards cannot be decoded from.
        encoder: of its checkpoint.
        patches: of its checkpoint.
        read: how many prompts are read in one forward.
        beams: how many are decoded in one batch; the ``n`` continuations of one beam always are.
    """

    def __init__(self, model: Any, encoder: Encoder, patches: Patches, read: Budget = READ, beams: int = BEAMS) -> None:
        self._model, self._encoder, self._patches, self._budget, self._beams = model, encoder, patches, read, beams
        self._ending = lru_cache(8)(self._make_ending)

    def start(self, prompts: Sequence[Prompt]) -> Beams:
        """See :meth:`.session.Writer.start`."""
        encoded = [
            Encoded(pack([Segment(prompt.tokens, -1, (0.0,) * len(prompt.tokens))]), prompt.clips) for prompt in prompts
        ]
        with _writing(self._model):
            read = [self._read(encoded, places) for places in group(encoded, self._budget)]
        return Beams(len(prompts), lambda beams, draw: self._write(read, beams, draw), self._encoder.ends)

    def _read(self, encoded: Sequence[Encoded], places: Sequence[int]) -> _Read:
        from transformers import DynamicCache

        inner = base_of(self._model).model
        mine = [encoded[place] for place in places]
        batch = batch_of(mine, self._encoder, self._patches).to(inner.device)
        cache, found = DynamicCache(), positions(inner, batch)
        inner(
            input_ids=batch.ids,
            attention_mask=batch.mask,
            position_ids=found,
            pixel_values_videos=batch.patches,
            video_grid_thw=batch.grids,
            past_key_values=cache,
            use_cache=True,
        )
        last = torch.tensor([len(one.row.ids) - 1 for one in mine], device=inner.device)
        return _Read(
            cache,
            torch.arange(batch.ids.shape[1], device=inner.device) < last[:, None],
            found[0].gather(1, last[:, None]).squeeze(1),
            [int(one.row.ids[-1]) for one in mine],
            {place: row for row, place in enumerate(places)},
        )

    def _write(self, read: Sequence[_Read], beams: Sequence[Beam], draw: Draw) -> list[list[Piece]]:
        luck = uniforms(draw.seed, len(beams) * draw.n, draw.limit).unflatten(0, (-1, draw.n))
        size = max(1, self._beams // draw.n)
        pieces: list[list[Piece]] = [[] for _ in beams]
        with _writing(self._model):
            for some in read:
                mine = [place for place, beam in enumerate(beams) if beam.prompt in some.rows]
                for start in range(0, len(mine), size):
                    places = mine[start : start + size]
                    written = self._continued(some, [beams[place] for place in places], draw, luck[places])
                    for place, new in zip(places, written, strict=True):
                        pieces[place] = new
        return pieces

    def _continued(self, read: _Read, beams: Sequence[Beam], draw: Draw, luck: Tensor) -> list[list[Piece]]:
        model, device = base_of(self._model), read.seen.device
        rows = [read.rows[beam.prompt] for beam in beams]
        told = [(read.last[row], *beam.tokens) for row, beam in zip(rows, beams, strict=True)]
        there = torch.tensor(rows, device=device)
        cache = with_room(read.cache, there, max(map(len, told)))
        batch = Batch.read(model, cache, read.seen[there], read.place[there], told)
        batch = batch.of(torch.arange(len(beams), device=device).repeat_interleave(draw.n), draw.limit)
        suppressed, ending = list(self._encoder.visual), self._ending(draw.stop)
        written = decode(batch, draw, luck.flatten(0, 1).to(device), ending, suppressed, self._encoder.text)
        return [written[start : start + draw.n] for start in range(0, len(written), draw.n)]

    def _make_ending(self, stop: str) -> Ending:
        head = base_of(self._model).lm_head
        return Ending(self._encoder, head.weight.shape[0], stop, head.weight.device)


@contextmanager
def _writing(model: Any) -> Iterator[None]:
    """Without gradients, without dropout; what was in training is so again afterwards."""
    training = [module for module in model.modules() if module.training]
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for module in training:
            module.training = True
