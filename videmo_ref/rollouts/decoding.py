"""A batch of beams that are decoded together, one token of each at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..model.policy import distribution
from .cache import with_room
from .sampling import Ending, drawn
from .session import GREEDY, Draw, Piece

FEWER = 0.75
"""When no more than this part of a batch is open, those that are closed are left out; leaving out copies the cache."""


@dataclass(slots=True)
class Batch:
    """B beams that are read up to their last tokens.

    Attributes:
        model: whose they are.
        cache: what was read, T tokens of each.
        seen: (B, T) which of them are attended to.
        place: (B,) the position of the next token.
        states: (B, H) the hidden states that predict it.
    """

    model: Any
    cache: Any
    seen: Tensor
    place: Tensor
    states: Tensor

    @classmethod
    def read(cls, model: Any, cache: Any, seen: Tensor, place: Tensor, told: Sequence[Sequence[int]]) -> "Batch":
        """The beams after tokens that follow what is in the cache.

        Args:
            model: a Qwen2.5-VL.
            cache: (B) with room for these tokens.
            seen: (B, T) what is attended to of it.
            place: (B,) the position of the first of these tokens.
            told: of each beam, one token at least; those of a beam do not see what another has more.
        """
        device, length = seen.device, max(map(len, told))
        ids = torch.tensor([[*tokens, *[0] * (length - len(tokens))] for tokens in told], device=device)
        ends = torch.tensor([len(tokens) for tokens in told], device=device)
        steps = torch.arange(length, device=device)
        causal = torch.cat([seen.new_ones(length, seen.shape[1]), steps <= steps[:, None]], 1)
        seen = torch.cat([seen, steps < ends[:, None]], 1)
        hidden = _forward(model, cache, ids, (seen[:, None] & causal)[:, None], place[:, None] + steps)
        return cls(model, cache, seen, place + ends, hidden[torch.arange(len(told), device=device), ends - 1])

    def of(self, rows: Tensor, room: int) -> "Batch":
        """Some of the beams, each as often as it is named, with room for so many tokens."""
        cache = with_room(self.cache, rows, room)
        return Batch(self.model, cache, self.seen[rows], self.place[rows], self.states[rows])

    def step(self, ids: Tensor) -> None:
        """Go on by one token of each beam, (B,)."""
        self.seen = torch.cat([self.seen, self.seen.new_ones(len(ids), 1)], 1)
        hidden = _forward(self.model, self.cache, ids[:, None], self.seen[:, None, None], self.place[:, None])
        self.states, self.place = hidden[:, 0], self.place + 1


def _forward(model: Any, cache: Any, ids: Tensor, mask: Tensor, places: Tensor) -> Tensor:
    """(B, Q, H) hidden states of text (B, Q) after what is in the cache."""
    hidden: Tensor = model.model.language_model(
        input_ids=ids,
        attention_mask=mask,
        position_ids=places.expand(3, *places.shape),
        past_key_values=cache,
        use_cache=True,
    ).last_hidden_state
    return hidden


def decode(
    beams: Batch,
    draw: Draw,
    luck: Tensor,
    ending: Ending,
    suppressed: list[int],
    text: Callable[[Sequence[int]], str],
) -> list[Piece]:
    """Continue each beam once, until it is closed or ``draw.limit`` tokens long.

    Args:
        beams: B of them, with room for the limit.
        draw: how; ``n`` has no meaning here.
        luck: (B, limit) uniform numbers that decide what is drawn.
        ending: when a continuation is closed.
        suppressed: ids that are not drawn.
        text: what tokens say.
    """
    total, greedy = len(luck), draw.temperature == GREEDY
    ids, logps = luck.new_zeros(luck.shape, dtype=torch.long), luck.new_zeros(luck.shape, dtype=torch.float)
    lengths: dict[int, int] = {}  # of those that are closed
    batch = list(range(total))  # which beam each row is
    for step in range(draw.limit):
        places = torch.tensor(batch, device=luck.device)
        known = distribution(beams.model.lm_head, beams.states, 1.0 if greedy else draw.temperature, suppressed)
        new = drawn(known, None if greedy else luck[places, step])
        ids[places, step], logps[places, step] = new, known.gather(1, new[:, None]).squeeze(1)
        for row in ending.candidates(new):
            beam = batch[row]
            if beam not in lengths and ending.closes(ids[beam, : step + 1].tolist()):
                lengths[beam] = step + 1
        left = [row for row, beam in enumerate(batch) if beam not in lengths]
        if not left or step + 1 == draw.limit:
            break
        if len(left) <= FEWER * len(batch):
            rows = torch.tensor(left, device=luck.device)
            beams, new, batch = beams.of(rows, draw.limit - step - 1), new[rows], [batch[row] for row in left]
        beams.step(new)
    return [
        Piece(tuple(tokens[:length]), tuple(scores[:length]), text(tokens[:length]), closed=beam in lengths)
        for beam, (tokens, scores) in enumerate(zip(ids.tolist(), logps.tolist(), strict=True))
        for length in [lengths.get(beam, draw.limit)]
    ]
