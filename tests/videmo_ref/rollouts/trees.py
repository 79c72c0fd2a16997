"""What a session wrote, as the packed trees that the trainer scores."""

from collections.abc import Sequence

import torch

from videmo_ref.data.batches import batch_of
from videmo_ref.data.encoding import Encoded, Encoder
from videmo_ref.data.vision import Patches
from videmo_ref.model.packing import Segment, pack
from videmo_ref.model.policy import Policy
from videmo_ref.rollouts.session import Piece, Prompt


def own_levels(levels: Sequence[Sequence[Piece]], place: int, prompts: int) -> list[Sequence[Piece]]:
    """The pieces of one of some prompts, level by level."""
    return [pieces[place * len(pieces) // prompts : (place + 1) * len(pieces) // prompts] for pieces in levels]


def scored(
    policy: Policy,
    encoder: Encoder,
    patches: Patches,
    prompt: Prompt,
    levels: Sequence[Sequence[Piece]],
    temperature: float,
) -> tuple[torch.Tensor, torch.Tensor]:
    """(recorded, the policy's) log-probs of all pieces of one prompt."""
    segments = [Segment(prompt.tokens, -1, (0.0,) * len(prompt.tokens))]
    above, recorded = [0], list[float]()
    for pieces in levels:
        each = len(pieces) // len(above)
        here = []
        for place, piece in enumerate(pieces):
            here.append(len(segments))
            segments.append(Segment(piece.tokens, above[place // each], (1.0,) * len(piece.tokens)))
            recorded += piece.logps
        above = here
    batch = batch_of([Encoded(pack(segments), prompt.clips)], encoder, patches)
    return torch.tensor(recorded), policy(batch, temperature)[0].detach()
