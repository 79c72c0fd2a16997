"""Which token comes next, and whether it was the last."""

from collections.abc import Sequence

import torch
from torch import Tensor

from ..data.encoding import Encoder


def uniforms(seed: int, beams: int, tokens: int) -> Tensor:
    """(beams, tokens) numbers from [0, 1): one for every token, whoever is decoded with it."""
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(beams, tokens, generator=generator, dtype=torch.float64)


def drawn(logps: Tensor, uniform: Tensor | None) -> Tensor:
    """(N,) ids from log-probs (N, V) by inverting their distribution function at ``uniform`` (N,); None: the likeliest.

    Equally likely ones tie for the smallest id. An id of probability 0 is never drawn.
    """
    if uniform is None:
        return logps.argmax(-1)
    reached = logps.double().exp_().cumsum_(-1)
    # scaled by the last sum, which is 1 but for rounding, so that there always is an id that reaches it
    ids = torch.searchsorted(reached, (uniform * reached[:, -1])[:, None], right=True).squeeze(-1)
    return ids.clamp_(max=logps.shape[1] - 1)


class Ending:
    """When a continuation is closed: it says ``stop``, or its last token ends the turn.

    Few tokens can complete ``stop``, so that few continuations are read after a step: those whose token says the last
    character of it, or a part of a character.

    Args:
        encoder: knows the tokens.
        size: ids the model can draw.
        stop: the text that closes; "" for the end of the turn alone.
        device: where tokens are drawn.
    """

    def __init__(self, encoder: Encoder, size: int, stop: str, device: torch.device) -> None:
        self._encoder, self._stop = encoder, stop
        may = torch.zeros(size, dtype=torch.bool)
        may[list(encoder.ends)] = True
        if stop:
            said = torch.tensor([stop[-1] in text or "\ufffd" in text for text in encoder.texts()])
            may[: len(said)] |= said[:size]
        self._may = may.to(device)

    def candidates(self, ids: Tensor) -> list[int]:
        """The places of the ids (N,) that may close their continuations."""
        places: list[int] = self._may[ids].nonzero().squeeze(-1).tolist()
        return places

    def closes(self, tokens: Sequence[int]) -> bool:
        """Whether a continuation is closed by its last token."""
        if tokens[-1] in self._encoder.ends:
            return True
        return bool(self._stop) and self._stop in self._encoder.text(tokens)
