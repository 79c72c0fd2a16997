"""vLLM's Qwen2.5-VL with the positions that the trainer's has.

After a video, text goes on from its largest position in vLLM (as Qwen2.5-VL was published: transformers pull request
35569), and from its start plus its larger side in transformers 5. The two differ where a clip is longer in time than in
space, and then vLLM would draw from another distribution than the one that is trained. Whoever writes for the trainer
takes the rule of the transformers that is installed, whichever that is.
"""

from typing import Any

import torch
from torch import Tensor

ARCHITECTURE = "Qwen2_5_VLForConditionalGeneration"


def register() -> None:
    """Let vLLM load this model for the architecture; done once per process, before an engine is made."""
    from transformers.models.qwen2_5_vl.modeling_qwen2_5_vl import Qwen2_5_VLModel
    from vllm import ModelRegistry
    from vllm.model_executor.models.qwen2_5_vl import Qwen2_5_VLForConditionalGeneration

    class Positioned(Qwen2_5_VLForConditionalGeneration):  # type: ignore[misc] # vLLM is not installed here
        """Where vLLM asks for positions it gets the trainer's."""

        get_rope_index = Qwen2_5_VLModel.get_rope_index
        get_vision_position_ids = Qwen2_5_VLModel.get_vision_position_ids

        def get_mrope_input_positions(self, input_tokens: list[int], mm_features: list[Any]) -> tuple[Tensor, int]:
            """((3, T) positions, what is added to the place of text that follows)."""
            ids = torch.tensor([input_tokens])
            clips = [feature.data for feature in sorted(mm_features, key=lambda feature: feature.mm_position.offset)]
            if not clips:
                return torch.arange(len(input_tokens)).expand(3, -1), 0
            found, _ = self.get_rope_index(
                ids,
                (ids == self.config.video_token_id).int() * 2,
                video_grid_thw=torch.stack([clip["video_grid_thw"].data for clip in clips]),
                second_per_grid_ts=torch.stack([clip["second_per_grid_ts"].data.flatten()[0] for clip in clips]),
            )
            return found[:, 0], int(found[0, 0, -1]) + 1 - len(input_tokens)

    ModelRegistry.register_model(ARCHITECTURE, Positioned)
